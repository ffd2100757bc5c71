"""Who reviews a file follows from who answers for what it defines."""

import pytest
from catalogs import CATALOG, SHOPS, TILLS
from hypothesis import given
from hypothesis import strategies as st
from twoview.codeowners import BEGIN, END, BrokenBlock, owned, updated
from twoview.load import File, load
from twoview.model import Catalog

NETWORK = 'kind: Team\nid: network\nname: Network\nhandle: "@store/network"\n'
SHOP_SYSTEMS = "kind: Team\nid: shop-systems\nname: Shop systems\ncontact: shops@store.example\n"
COMPONENTS = """\
components:
  - {id: switch, name: Switch, type: network, team: network}
  - {id: till, name: Till, type: device, team: shop-systems}
  - {id: cloud, name: Cloud, type: external, supplier: northlight}
"""


def catalog_of(**texts: str) -> Catalog:
    files = [File(f"services/{name}.yaml", text.encode()) for name, text in texts.items()]
    return load([File("services/catalog.yaml", CATALOG.encode()), *files], files[0].name).catalog


def lines(**texts: str) -> list[str]:
    begin, _, *rows, end = owned(catalog_of(**texts), str).block()
    assert (begin, end) == (BEGIN, END)
    return rows


def test_a_service_is_reviewed_by_the_team_that_owns_it() -> None:
    rows = lines(tills=TILLS, team=SHOP_SYSTEMS)
    assert "/services/tills.yaml shops@store.example" in rows


def test_a_file_of_several_is_reviewed_by_all_teams_in_it() -> None:
    rows = lines(parts=COMPONENTS, network=NETWORK, team=SHOP_SYSTEMS)
    assert "/services/parts.yaml @store/network shops@store.example" in rows


def test_a_team_reviews_what_is_said_of_it() -> None:
    assert lines(network=NETWORK) == ["/services/network.yaml @store/network"]


def test_a_handle_goes_before_an_address_and_has_its_sign() -> None:
    team = f"{SHOP_SYSTEMS}handle: store/shops\n"
    assert lines(team=team) == ["/services/team.yaml @store/shops"]


def test_what_no_team_answers_for_has_no_line_and_no_complaint() -> None:
    found = owned(catalog_of(shops=SHOPS), str)
    assert (dict(found.handles), list(found.left_out)) == ({}, [])


@pytest.mark.parametrize("contact", ["#shops", "ask at the desk", "a@b c@d.example", "@shops"])
def test_a_team_that_the_forge_cannot_know_leaves_its_file_out_and_that_is_said(
    contact: str,
) -> None:
    team = f'kind: Team\nid: shop-systems\nname: Shop systems\ncontact: "{contact}"\n'
    found = owned(catalog_of(team=team), str)
    assert not found.handles
    (said,) = found.left_out
    assert said.startswith("services/team.yaml has no owner: team `shop-systems` has no handle")
    assert 'handle: "@store/shop-systems"' in said


def test_a_team_that_is_missing_from_a_line_is_named() -> None:
    nobody = "kind: Team\nid: shop-systems\nname: Shop systems\n"
    found = owned(catalog_of(parts=COMPONENTS, network=NETWORK, team=nobody), str)
    assert found.handles["services/parts.yaml"] == ["@store/network"]
    assert [each for each in found.left_out if each.startswith("services/parts.yaml")] == [
        "services/parts.yaml is not reviewed by all who answer for it: team `shop-systems` has no "
        'handle, and no mail address as contact. Add one in the file of the team, as in `handle: "'
        '@store/shop-systems"`.'
    ]


def test_an_owner_that_is_not_there_is_named() -> None:
    found = owned(catalog_of(tills=TILLS), str)
    assert list(found.left_out) == [
        "services/tills.yaml has no owner: there is no team `shop-systems`."
    ]


def test_the_order_is_that_of_the_files() -> None:
    rows = lines(z=NETWORK, tills=TILLS, a=SHOP_SYSTEMS)
    assert [row.partition(" ")[0] for row in rows] == [
        "/services/a.yaml",
        "/services/tills.yaml",
        "/services/z.yaml",
    ]


def test_a_path_means_one_file_whatever_it_is_called() -> None:
    rows = lines(**{"a #1 [x]*?\\y": NETWORK})
    assert rows == ["/services/a\\ \\#1\\ \\[x\\]\\*\\?\\\\y.yaml @store/network"]


def test_a_name_cannot_add_a_line_of_its_own() -> None:
    found = owned(catalog_of(**{"a\n* @stranger\n": NETWORK}), str)
    assert not found.handles
    assert "its name has characters that no line can hold" in found.left_out[0]


BLOCK = [BEGIN, "/a @b", END]
LINES = st.lists(st.sampled_from(["* @all", "", "# note", "/docs/ @x # y", "  z"]))


@given(LINES, LINES, st.sampled_from(["\n", "\r\n"]))
def test_what_stands_around_the_block_stays_as_it_is(
    above: list[str], below: list[str], end: str
) -> None:
    old = "".join(f"{line}{end}" for line in [*above, BEGIN, "/old @old", END, *below])
    new = "".join(f"{line}{end}" for line in [*above, *BLOCK, *below])
    assert updated(old, BLOCK) == new
    assert updated(new, BLOCK) == new


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("", "B"),
        ("* @all\n", "* @all\n\nB"),
        ("* @all", "* @all\n\nB"),
    ],
)
def test_a_file_without_the_block_gets_it_at_its_end(text: str, after: str) -> None:
    assert updated(text, BLOCK) == after.replace("B", "\n".join([*BLOCK, ""]))


@pytest.mark.parametrize(
    "marks", [[BEGIN], [END], [END, BEGIN], [BEGIN, BEGIN, END], [BEGIN, END, BEGIN, END]]
)
def test_marks_that_enclose_no_single_block_are_not_guessed_at(marks: list[str]) -> None:
    with pytest.raises(BrokenBlock, match="leave one of each, in this order"):
        updated("".join(f"{mark}\n" for mark in marks), BLOCK)
