"""A folder of files made into a catalog: what is taken up, from where, and what is left of it."""

import os
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from fractions import Fraction
from pathlib import Path
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from junk import MINIMAL, anything, nearly
from twoview.build import Builder
from twoview.finding import Problem
from twoview.load import CatalogNotFound, File, Loaded, find, load, load_folder, read
from twoview.model import KINDS, Commitments, Entity, Origin, original
from twoview.prune import sound_part
from twoview.shape import MAX_FLAWS, flaws, schema
from twoview.source import Document, Pointer, parse

MAXIMAL = Path(__file__).parent / "cases" / "maximal"
SETTINGS = "kind: Catalog\nname: Example\n"
TEAM = "kind: Team\nid: workplace\nname: Workplace\n"
SERVICE = (
    "kind: Service\nid: email\nname: Email\nstatus: live\naudience: internal\n"
    "owner: workplace\nsummary: Send and receive mail.\n"
)


def catalog_of(settings: str = SETTINGS, **texts: str) -> Loaded:
    """Load texts; `team` stands for the file `team.yaml`."""
    files = [File(f"{name}.yaml", text.encode()) for name, text in texts.items()]
    return load([File("catalog.yaml", settings.encode()), *files], main="catalog.yaml")


def problems(loaded: Loaded) -> list[tuple[str, str, int]]:
    found: list[tuple[str, Problem]] = list(loaded.problems)
    return [(rule, each.location.file, each.location.line) for rule, each in found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "services"
    made.mkdir()
    (made / "catalog.yaml").write_text(SETTINGS)
    return made


# A folder


def test_a_folder_without_settings_is_no_catalog(tmp_path: Path) -> None:
    with pytest.raises(CatalogNotFound, match=r"There is no catalog\.yaml in .*--catalog"):
        load_folder(tmp_path)
    with pytest.raises(CatalogNotFound):
        load_folder(tmp_path / "nowhere")


def test_every_yaml_file_is_found_wherever_it_stands(folder: Path) -> None:
    yaml = ("b/team.yml", ".hidden/a.yaml", ".a.yaml", "b.yaml", "LOUD.YAML")
    for name in (*yaml, "nor.json", ".#b.yaml"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("")
    (folder / "folder.yaml").mkdir()
    assert sorted(find(folder)) == [
        ".a.yaml",
        ".hidden/a.yaml",
        "LOUD.YAML",
        "b.yaml",
        "b/team.yml",
        "catalog.yaml",
    ]


def test_files_are_read_in_the_order_of_their_names(folder: Path) -> None:
    for name in ("z", "m", "b"):
        (folder / f"{name}.yaml").write_text(TEAM)
    loaded = load_folder(folder)
    files = [Path(problem.location.file).name for _, problem in loaded.problems]
    assert files == ["m.yaml", "z.yaml"]
    assert Path(loaded.catalog.teams["workplace"].origin.document.file).name == "b.yaml"


def test_files_below_the_place_one_works_from_are_named_from_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    assert list(load_folder(folder).catalog.sources) == ["services/catalog.yaml"]
    assert list(load_folder(Path("services")).catalog.sources) == ["services/catalog.yaml"]
    monkeypatch.chdir(folder)
    assert list(load_folder(Path()).catalog.sources) == ["catalog.yaml"]
    monkeypatch.chdir("/")
    assert list(load_folder(Path("/", *folder.parts[1:])).catalog.sources) == [
        folder.relative_to("/").as_posix() + "/catalog.yaml"
    ]


def test_a_file_name_that_is_no_text_is_spelled_out(folder: Path) -> None:
    (folder / os.fsdecode(b"\xff.yaml")).write_text(TEAM)
    loaded = load_folder(folder)
    assert loaded.catalog.teams["workplace"].origin.document.file.endswith(r"/\udcff.yaml")
    assert loaded.problems == ()


def test_progress_is_told_after_each_file(folder: Path) -> None:
    (folder / "team.yaml").write_text(TEAM)
    told: list[tuple[int, int]] = []
    load_folder(folder, lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]


def test_a_link_to_what_is_found_anyway_is_passed_over(folder: Path) -> None:
    (folder / "a").mkdir()
    (folder / "a" / "team.yaml").write_text(TEAM)
    (folder / "link.yaml").symlink_to("a/team.yaml")
    (folder / "again").symlink_to("a")
    (folder / "a" / "up").symlink_to("..")
    assert load_folder(folder).problems == ()


def test_a_link_to_no_yaml_file_is_of_no_interest_unless_it_claims_to_be_one(folder: Path) -> None:
    (folder / "notes.txt").write_text("kind: Team\n")
    (folder / "notes").symlink_to("notes.txt")
    assert load_folder(folder).problems == ()
    (folder / "notes.yaml").symlink_to("notes.txt")
    ((rule, problem),) = load_folder(folder).problems
    assert rule == "unsafe-yaml"
    assert problem.message.startswith("This is a symbolic link that leads to no YAML file of")


def test_a_folder_may_be_a_link_itself(folder: Path) -> None:
    link = folder.parent / "link"
    link.symlink_to(folder)
    assert load_folder(link).problems == ()


def test_a_file_that_cannot_be_opened_says_why(folder: Path) -> None:
    gone = read(folder, "gone.yaml", Path())
    assert gone.refusal == ("invalid-yaml", "The file cannot be read: No such file or directory.")


def test_a_folder_that_cannot_be_looked_into_is_a_problem(folder: Path) -> None:
    (folder / "closed").mkdir()
    assert read(folder, "closed", Path()).refusal == (
        "invalid-yaml",
        "This folder cannot be looked into; let everybody read it.",
    )


# What is taken up


def test_the_settings_have_defaults_where_their_file_cannot_be_read() -> None:
    loaded = catalog_of("kind: [", team=TEAM)
    assert problems(loaded) == [("invalid-yaml", "catalog.yaml", 1)]
    assert loaded.catalog.settings.name == "Catalog"
    assert loaded.catalog.teams.keys() == {"workplace"}
    assert loaded.catalog.unparsed == {"catalog.yaml"}


def test_of_two_with_one_id_the_first_is_taken() -> None:
    disk = "kind: Component\nid: email\nname: Disk\ntype: storage\nteam: workplace\n"
    loaded = catalog_of(a=disk, email=SERVICE, team=TEAM.replace("workplace", "email"))
    ((rule, problem),) = loaded.problems
    assert (rule, problem.location.file, problem.kind) == ("duplicate-id", "email.yaml", "Service")
    assert problem.related[0].location.file == "a.yaml"
    assert loaded.catalog.components.keys() == {"email"}
    assert loaded.catalog.services == {}
    assert loaded.catalog.teams.keys() == {"email"}


def test_a_second_catalog_changes_nothing() -> None:
    loaded = catalog_of(b="kind: Catalog\nname: Other\ncurrency: EUR\n")
    assert problems(loaded) == [("duplicate-id", "b.yaml", 1)]
    assert loaded.catalog.settings.name == "Example"
    assert loaded.catalog.settings.currency is None


def test_a_repeated_field_keeps_its_first_value() -> None:
    loaded = catalog_of(team=TEAM + "name: Other\n")
    assert problems(loaded) == [("duplicate-key", "team.yaml", 4)]
    assert loaded.catalog.teams["workplace"].name == "Workplace"
    assert loaded.catalog.misshapen == {"team.yaml"}


def test_a_value_that_does_not_fit_is_a_missing_one() -> None:
    loaded = catalog_of(
        email=SERVICE.replace("status: live", "status: Live")
        + "commitments:\n  availability: 99.9\n  change_within: 2d\n"
        + "cost:\n  amount: 12.345\n  per: month\n"
    )
    email = loaded.catalog.services["email"]
    assert [line for *_, line in problems(loaded)] == [4, 9, 12]
    assert email.status == "live"
    assert list(email.commitments.stated()) == ["change_within"]
    assert email.cost is None


def test_what_remains_of_a_list_stands_where_it_was_written() -> None:
    loaded = catalog_of(
        email=SERVICE
        + "customers:\n- shops\n- {id: office, relationship: service}\n"
        + "requires:\n- Disk 1\n- disk-2\n- {id: disk-3, share: 0}\n- any_of: [a, B, c]\n"
    )
    email = loaded.catalog.services["email"]
    assert [each.id for each in email.customers] == ["office"]
    assert email.origin.at("customers", 0, "id").line == 10
    assert [each.members for each in email.requires] == [("disk-2",), ("disk-3",), ("a", "c")]
    assert [email.origin.at("requires", index).line for index in range(3)] == [13, 14, 15]
    assert email.origin.at("requires", 2, "any_of", 1).column == 18


def test_what_aliases_repeat_is_cut_everywhere_and_only_once() -> None:
    loaded = catalog_of(
        email=SERVICE
        + "customers:\n- id: shops\n  relationship: service\n  outcomes: &all [Sell, trade, Buy]\n"
        + "- id: office\n  relationship: service\n  outcomes: *all\n"
    )
    email = loaded.catalog.services["email"]
    assert [each.outcomes for each in email.customers] == [("trade",), ("trade",)]


@pytest.mark.parametrize("text", ["- 1\n", "- name: Networks\n", "- id: Networks\n  name: N\n"])
def test_an_entry_without_a_sound_id_drops_out(text: str) -> None:
    loaded = catalog_of(teams=f"teams:\n{text}- id: workplace\n  name: Workplace\n")
    assert loaded.catalog.teams.keys() == {"workplace"}
    assert len(loaded.problems) == 1


def test_an_entity_without_a_sound_name_goes_by_its_id() -> None:
    assert catalog_of(team="kind: Team\nid: desk\n").catalog.teams["desk"].name == "desk"


def test_a_file_is_given_up_after_a_hundred_errors() -> None:
    listed = "\n".join(f"- id: t{n}\n  nmae: T" for n in range(80))
    loaded = catalog_of(teams=f"teams:\n{listed}\n", workplace=TEAM)
    assert len(loaded.problems) == MAX_FLAWS + 1
    assert "100 errors or more" in loaded.problems[-1][1].message
    # Each entry lacks its name and has a field too many.
    assert len(loaded.catalog.teams) == MAX_FLAWS // 2
    assert loaded.catalog.unparsed == {"teams.yaml"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "The file holds nothing."),
        ("- a\n", "The file holds a list."),
        ("Workplace\n", "The file holds `Workplace`."),
        ("id: x\nname: X\n", "`kind` is missing."),
        ("id: x\noutcomes: []\n", "`kind` is missing."),
        ("Kind: Team\nname: X\n", "`Kind` is unknown here; did you mean `kind`?"),
        ("team: []\n", "`team` is unknown here; did you mean `teams`?"),
        ("services: []\n", "This looks like a list of services."),
        ("kind:\n", "`kind` is empty;"),
        ("kind: [Team]\n", "`kind` is a list;"),
        ("kind: team\nid: x\n", "`kind` is `team`; it should be one of Catalog, Service,"),
        ("teams:\n", "`teams` is empty;"),
        ("teams: {a: b}\n", "`teams` is a mapping of fields;"),
        ("teams: x\n", "`teams` is `x`;"),
    ],
)
def test_a_file_without_an_entity_is_told_what_it_could_hold(text: str, message: str) -> None:
    ((rule, problem),) = catalog_of(x=text).problems
    assert rule == "schema"
    assert problem.message.startswith(message)


def test_nothing_stands_beside_a_list_but_notes() -> None:
    beside = "x-note: a\nversion: 1\nsuppliers: []\nservices: []\n"
    loaded = catalog_of(x=f"teams:\n- id: workplace\n  name: Workplace\n{beside}")
    assert [line for *_, line in problems(loaded)] == [5, 6, 7]
    assert loaded.catalog.teams.keys() == {"workplace"}


def test_the_source_of_each_file_is_kept_without_its_byte_order_mark() -> None:
    bad = File("bad.yaml", b"name: \xff")
    loaded = load([File("catalog.yaml", b"\xef\xbb\xbf" + SETTINGS.encode()), bad], "catalog.yaml")
    assert loaded.catalog.sources == {"catalog.yaml": SETTINGS, "bad.yaml": "name: \ufffd"}
    assert loaded.catalog.unparsed == {"bad.yaml"}


# Everything that can be said


def test_a_catalog_that_says_everything_is_read_whole() -> None:
    loaded = load_folder(MAXIMAL)
    assert loaded.problems == ()
    for entity in loaded.catalog.entities:
        data = entity.origin.document.data
        for part in entity.origin.pointer:
            data = data[part]
        stated = {name for name in data if not name.startswith("x-")} - {"kind"}
        assert stated == schema(entity.kind)["$defs"]["entity"]["properties"].keys() - {
            "kind",
            "supplier" if data.get("team") else "team",
        }
        hints = get_type_hints(type(entity))
        assert [name for name in stated if not is_a(getattr(entity, name), hints[name])] == []


def is_a(value: Any, hint: Any) -> bool:
    """Tell whether a value has the type that a hint states, as deep as the hint goes."""
    made, parts = get_origin(hint), get_args(hint)
    if made is Literal:
        return value in parts
    if made is UnionType or str(made) == "typing.Union":
        return any(is_a(value, part) for part in parts)
    if made is tuple:
        return isinstance(value, tuple) and all(is_a(each, parts[0]) for each in value)
    if made is not None:
        return isinstance(value, Mapping) and all(is_a(each, parts[1]) for each in value.values())
    if not isinstance(value, hint):
        return False
    inner = get_type_hints(hint) if hasattr(hint, "__dataclass_fields__") else {}
    return all(is_a(getattr(value, name), inner[name]) for name in inner if name in value.__slots__)


def test_values_mean_what_they_say() -> None:
    catalog = load_folder(MAXIMAL).catalog
    email, disk = catalog.services["email"], catalog.components["disk"]
    assert list(email.commitments.stated()) == [each.name for each in fields(Commitments)]
    assert str(email.commitments.availability) == "99.90%"
    assert email.commitments.hours is not None
    assert email.commitments.hours.named
    assert email.commitments.hours.schedule == catalog.settings.schedules["office"]
    assert email.customers[0].commitments.capacity is not None
    assert email.customers[0].commitments.capacity.amount == Fraction("400.5")
    assert email.price is not None
    assert email.price.monthly == Fraction(100)
    assert [entry.share for entry in email.requires] == [1, Fraction("0.5"), 3]
    assert email.accepts[0].until == date(2026, 12, 31)
    assert disk.monitored is True
    assert catalog.outcomes["trade"].priority == 1


# Whatever is written


def at(data: Any, pointer: Pointer) -> Any:
    for part in pointer:
        data = data[part]
    return data


def leaves(data: Any, pointer: Pointer = ()) -> list[Pointer]:
    inner = data.items() if isinstance(data, dict) else enumerate(data)
    if not isinstance(data, dict | list):
        return [pointer]
    return [leaf for name, each in inner for leaf in leaves(each, (*pointer, name))]


ORIGIN = Origin(parse("x.yaml", b"")[0] or Document("", None, "", (0, 0, None), []))


@given(st.data())
def test_what_is_left_of_an_entity_is_sound_and_knows_where_it_stood(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(KINDS)))
    written = data.draw(nearly(kind) | anything(kind))
    left, cut = sound_part(kind, written, flaws(kind, written))
    if left is None:
        return
    assert all(flaw.missing and flaw.pointer[1:] == () for flaw in flaws(kind, left))
    entity = Builder({}).entity(kind, left, ORIGIN)
    assert isinstance(entity, Entity)
    for leaf in leaves(left):
        assert at(left, leaf) == at(written, original(leaf, cut))


def test_a_list_of_nothing_but_errors_is_dealt_with_at_once() -> None:
    tags = [*range(MAX_FLAWS - 1)]
    written = {**MINIMAL["Component"], "tags": tags}
    left, cut = sound_part("Component", written, flaws("Component", written))
    assert left == {**MINIMAL["Component"], "tags": []}
    assert len(cut) == len(tags)
    flood = {**MINIMAL["Component"], "tags": [*range(200_000)]}
    assert sound_part("Component", flood, flaws("Component", flood)) == (None, ())


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_file_keeps_the_others_from_being_read(content: bytes) -> None:
    team = File("team.yaml", TEAM.encode())
    settings = File("catalog.yaml", SETTINGS.encode())
    loaded = load([settings, File("any.yaml", content), team], "catalog.yaml")
    assert loaded.catalog.teams.keys() >= {"workplace"}
