"""The page of single failures, and the data that the site's script works on."""

import json
import re
from collections.abc import Iterator

import pytest
from catalogs import CATALOG, SHOPPERS, SHOPS, TEAM, TILLS, TODAY
from estates import component, estate_of, service
from hypothesis import given
from hypothesis import strategies as st
from twoview.check import check
from twoview.examples import files_of
from twoview.impact import impact
from twoview.judged import Judged
from twoview.language import languages, speaking
from twoview.load import load
from twoview.model import Group, Requirement
from twoview.pages import Book, Page, what_if, write
from twoview.pages.what_if_data import script, structure, texts

MACHINES = """\
components:
  - {id: till-server, name: Till server, type: server, team: shop-systems, requires: [hall]}
  - {id: printer, name: Printer, type: device, team: shop-systems}
  - {id: hall, name: Hall, type: facility, team: shop-systems}
  - {id: spare, name: Spare, type: device, team: shop-systems}
"""
SOLD = (
    CATALOG,
    f"{TILLS}"
    "formerly: [cash-desks]\n"
    "customers: [{id: shops, relationship: service, outcomes: [sell]}]\n"
    "commitments: {availability: 99%, restore_within: {P1: 1h, P2: 2h}}\n"
    "requires: [till-server, {id: printer, failure: degrades}]\n",
    MACHINES,
    SHOPS,
    SHOPPERS,
    TEAM,
    "kind: Outcome\nid: sell\nname: Sell\ncustomers: [shops]\n",
)

ENGLISH = texts()


def judged(*parts: str) -> Judged:
    return Judged(load(files_of("---\n".join(parts)), "catalog.yaml"), TODAY)


def pages(*parts: str, **options: object) -> dict[str, Page]:
    estate = judged(*parts)
    return {page.path: page for page in write(Book(estate, check(estate), **options))}


def rows(page: Page) -> Iterator[list[str]]:
    """Yield the texts of each row of the table of single failures."""
    body = page.body.split("<tbody>")[1].split("</tbody>")[0]
    for row in re.findall(r"<tr>(.*?)</tr>", body):
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)
        yield [" ".join(re.sub(r"<[^>]+>", "", cell).split()) for cell in cells]


def test_the_page_lists_each_failure_that_is_felt_the_worst_first() -> None:
    page = pages(*SOLD)["technical/what-if"]
    assert list(rows(page)) == [
        ["Hall", "facility", "1 Tills", "0", "1", "1 Shops", "3"],
        ["Till server", "server", "1 Tills", "0", "1", "1 Shops", "3"],
        ["Printer", "device", "0", "1 Tills", "0", "0", "0"],
    ]
    assert "1 component can be down alone without stopping a service" in page.body


def test_of_many_that_run_worse_the_page_says_how_many_more_do() -> None:
    names = ["tills", "mail", "print", "scan", "wifi"]
    required = "requires: [{id: printer, failure: degrades}]\n"
    services = [f"{TILLS.replace('tills', name)}{required}" for name in names]
    page = pages(CATALOG, *services, MACHINES, TEAM)["technical/what-if"]
    assert "and 2 more run worse" in page.body


def test_without_a_script_the_page_says_that_marking_needs_one() -> None:
    said = pages(*SOLD)["technical/what-if"].body.split("<noscript>")[1].split("</noscript>")[0]
    assert "Marking needs a script" in said
    assert "The table tells what follows where one component alone is down." in said
    assert "The table" not in pages(CATALOG)["technical/what-if"].body.split("</noscript>")[0]


def test_a_page_of_a_large_catalog_stays_readable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(what_if, "LISTED", 1)
    page = pages(*SOLD)["technical/what-if"]
    assert [row[0] for row in rows(page)] == ["Hall"]
    assert "2 more hurt less; their own pages tell of them." in page.body


@pytest.mark.parametrize(
    ("components", "said"),
    [
        ("", "No component is written down yet."),
        (MACHINES.replace(", requires: [hall]", ""), "No component stops a service alone"),
    ],
)
def test_a_page_without_failures_says_why(components: str, said: str) -> None:
    parts = [part for part in (CATALOG, TILLS, TEAM, components) if part]
    assert said in pages(*parts)["technical/what-if"].body


def test_the_data_is_a_file_of_the_technical_view_alone() -> None:
    assert what_if.DATA in pages(*SOLD)["technical/what-if"].files
    found = pages(*SOLD, views=("business",))
    assert not [page for page in found.values() if what_if.DATA in page.files]
    assert not [page for page in found.values() if "what-if" in page.body]


@pytest.mark.parametrize("directory_urls", [True, False])
def test_each_page_knows_the_way_to_the_data(directory_urls: bool) -> None:
    found = pages(*SOLD, directory_urls=directory_urls)
    depths = {"technical/what-if": 2, "technical/map": 2, "technical/components/hall": 3}
    for path, depth in depths.items():
        root = "../" * (depth if directory_urls else depth - 1)
        assert f'data-what-if="{root}assets/twoview/estate.js"' in found[path].body
        assert f'data-root="{root}"' in found[path].body


def test_the_data_says_who_requires_what_and_who_is_served() -> None:
    data = structure(judged(*SOLD), directory_urls=True)
    nodes = {node["id"]: node for node in json.loads(json.dumps(data["nodes"]))}
    assert nodes["tills"] == {
        "id": "tills",
        "name": "Tills",
        "kind": "service",
        "formerly": ["cash-desks"],
        "requires": [{"of": ["till-server"]}, {"of": ["printer"], "degrades": True}],
        "outcomes": ["sell"],
        "customers": ["shops"],
        "promises": [["shops", [0, 1, 2]]],
    }
    assert nodes["printer"] == {"id": "printer", "name": "Printer", "kind": "component"}
    assert data["figures"] == [
        ("availability", None),
        ("restore_within", "P1"),
        ("restore_within", "P2"),
    ]


def test_the_data_says_how_many_members_of_a_group_can_be_spared() -> None:
    group = Group(any_of=("a", "b", "c"), need=2)
    estate = estate_of(service("s", group, Requirement(id="z")), *map(component, "abc"))
    data = json.loads(json.dumps(structure(estate, directory_urls=True)["nodes"]))
    assert next(each for each in data if each["id"] == "s")["requires"] == [
        {"of": ["a", "b", "c"], "spare": 1},
        {"of": ["z"]},
    ]


def test_the_data_leads_to_pages_as_the_site_serves_them() -> None:
    estate = judged(*SOLD)
    assert structure(estate, directory_urls=True)["pages"] == {
        "service": "technical/services/{id}/",
        "component": "technical/components/{id}/",
        "outcome": "technical/outcomes/{id}/",
        "customer": "technical/customers/{id}/",
    }
    flat = structure(estate, directory_urls=False)["pages"]
    assert flat["component"] == "technical/components/{id}.html"


names = st.text(max_size=20) | st.sampled_from(["</script>", "<!--", "\u2028", "'\"`${x}"])


@given(name=names)
def test_whatever_a_name_says_the_script_keeps_it_and_nothing_ends_it(name: str) -> None:
    text = script({"name": name})
    assert text.isascii()
    assert "<" not in text
    assert text.count("\n") == 1
    kept = text.removeprefix("window.twoview.estate=").removesuffix(";\n")
    assert json.loads(kept) == {"name": name}


def places(text: object) -> object:
    """Return the places of a text, or of each of several texts."""
    if isinstance(text, str):
        return sorted(re.findall(r"{\w+}", text))
    values = text.values() if isinstance(text, dict) else text
    return [places(each) for each in values]


@pytest.mark.parametrize("name", languages())
def test_what_the_script_fills_in_has_its_place_in_every_language(name: str) -> None:
    with speaking(name):
        assert places(texts()) == places(ENGLISH)


def test_the_table_says_what_the_command_says() -> None:
    estate = judged(*SOLD)
    found = impact(estate, ["till-server"])
    row = next(row for row in rows(pages(*SOLD)["technical/what-if"]) if row[0] == "Till server")
    assert row[2].split()[0] == str(len(found.stops))
    assert row[-1] == str(len(found.promises_at_risk))
