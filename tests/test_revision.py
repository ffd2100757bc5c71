"""A catalog in a revision is what a folder with the same files is."""

import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from catalogs import CATALOG, SERVER, SHOPS, TEAM, TILLS
from repositories import Scratch
from twoview.check import check
from twoview.judged import Judged
from twoview.load import CatalogNotFound, Loaded, Memory, load_folder
from twoview.model import Entity
from twoview.revision import load_revision
from twoview.source import MAX_BYTES

CASES = Path(__file__).parent / "cases"
KINDS = [*sorted((CASES / "broken").iterdir()), CASES / "maximal", CASES / "promises"]
DAY = date(2026, 7, 1)


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scratch:
    """A repository around the current folder, with a small catalog in `services/`."""
    scratch = Scratch(tmp_path / "repository")
    monkeypatch.chdir(scratch.root)
    texts = {"catalog": CATALOG, "tills": TILLS, "till-server": SERVER, "team": TEAM}
    for name, text in texts.items():
        scratch.write(f"services/{name}.yaml", text)
    scratch.commit()
    return scratch


def told(loaded: Loaded) -> object:
    """Return all that a catalog says, where it says it, and what is wrong with it."""
    catalog = loaded.catalog
    entities = [(each, each.origin.at(), each.origin.cut) for each in catalog.entities]
    report = check(Judged(loaded, DAY))
    findings = [(each, each.problem.location) for each in report.findings]
    texts = {file: text.replace("\r\n", "\n") for file, text in catalog.sources.items()}
    left = catalog.unparsed, catalog.misshapen, loaded.problems
    return catalog.settings, entities, findings, report.accepted, texts, left


def assert_alike(folder: Path = Path("services"), revision: str = "HEAD") -> None:
    assert told(load_revision(folder, revision)) == told(load_folder(folder))


def of(loaded: Loaded) -> dict[str, Entity]:
    return {f"{each.kind} {each.id}": each for each in loaded.catalog.entities}


@pytest.mark.parametrize("case", KINDS, ids=lambda path: path.name)
def test_a_revision_says_what_its_checkout_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: Path
) -> None:
    scratch = Scratch(tmp_path)
    monkeypatch.chdir(tmp_path)
    shutil.copytree(case, tmp_path / "it/services")
    scratch.commit()
    assert_alike(Path("it/services"))
    assert_alike(tmp_path / "it/services")


def test_what_is_not_committed_is_not_in_a_revision(scratch: Scratch) -> None:
    scratch.write("services/shops.yaml", SHOPS)
    scratch.write("services/tills.yaml", "status: [")
    loaded = load_revision(Path("services"), "HEAD")
    assert set(of(loaded)) == {
        "Catalog catalog",
        "Service tills",
        "Component till-server",
        "Team shop-systems",
    }
    assert loaded.problems == ()


def test_a_catalog_may_be_at_the_root_of_its_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = Scratch(tmp_path / "root")
    monkeypatch.chdir(scratch.root)
    scratch.commit(catalog=CATALOG, tills=TILLS)
    assert_alike(Path())
    monkeypatch.chdir(tmp_path)
    assert_alike(Path("root"))


def test_a_catalog_is_found_from_any_folder(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(scratch.root / "services")
    assert_alike(Path())
    assert_alike(Path("../services"))


def test_files_with_other_line_ends_in_the_work_tree_say_the_same(scratch: Scratch) -> None:
    for path in (scratch.root / "services").iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert_alike()


def test_a_file_that_is_too_large_is_refused_alike(scratch: Scratch) -> None:
    scratch.write("services/large.yaml", f"{SHOPS}description: {'x' * MAX_BYTES}\n")
    scratch.commit()
    assert_alike()


def test_names_that_are_no_text_are_shown_alike(scratch: Scratch) -> None:
    name = os.fsdecode(b"services/sh\xffops.yaml")
    scratch.write(name, SHOPS)
    scratch.write("services/white space\n.yaml", "a: [")
    scratch.commit()
    assert_alike()


# Links


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("link.yaml", "tills.yaml"),
        ("link.yaml", "./../services/tills.yaml"),
        ("link.yaml", "nothing.yaml"),
        ("link.yaml", "notes.txt"),
        ("link.yaml", "deep"),
        ("link.yaml", "."),
        ("link.yaml", "link.yaml"),
        ("link.yaml", "circle.yaml"),
        ("link.yaml", "out.yaml"),
        ("link.yaml", "chain.yaml"),
        ("link.yaml", "folder/shops.yaml"),
        ("link.yaml", "folder/../tills.yaml"),
        ("link.yaml", "../outside.yaml"),
        ("link.yaml", "../../../../../../../../../../../../etc/hostname"),
        ("link.yaml", "/etc/hostname"),
        ("deep/link.yaml", "../tills.yaml"),
        ("deep/link.yaml", "../../outside.yaml"),
        ("link", "deep"),
        ("link", "notes.txt"),
        ("link", "tills.yaml"),
        ("link", "nothing"),
        ("link", "../others"),
        ("link", "/etc"),
        ("link", "link"),
    ],
)
def test_a_link_is_taken_alike(scratch: Scratch, name: str, target: str) -> None:
    scratch.write("outside.yaml", SHOPS)
    scratch.write("others/shops.yaml", SHOPS)
    scratch.write("services/deep/shops.yaml", SHOPS)
    scratch.write("services/notes.txt", "Notes\n")
    services = scratch.root / "services"
    (services / "out.yaml").symlink_to("../outside.yaml")
    (services / "chain.yaml").symlink_to("folder/shops.yaml")
    (services / "circle.yaml").symlink_to("circle.yaml")
    (services / "folder").symlink_to("deep")
    (services / name).symlink_to(target)
    scratch.commit()
    assert_alike()


def test_settings_that_are_a_link_are_taken_alike(scratch: Scratch) -> None:
    (scratch.root / "services/catalog.yaml").rename(scratch.root / "services/settings.yaml")
    (scratch.root / "services/catalog.yaml").symlink_to("settings.yaml")
    scratch.commit()
    assert_alike()


# Where the catalog was


def test_a_catalog_whose_folder_was_renamed_is_found(scratch: Scratch) -> None:
    before = told(load_folder(Path("services"), shown_as=Path("it/catalog")))
    (scratch.root / "it").mkdir()
    (scratch.root / "services").rename(scratch.root / "it/catalog")
    assert told(load_revision(Path("it/catalog"), "HEAD")) == before


def test_of_two_catalogs_the_one_that_is_asked_for_is_read(scratch: Scratch) -> None:
    scratch.write("other/catalog.yaml", "kind: Catalog\nname: Other\n")
    scratch.commit()
    names = [
        load_revision(Path(each), "HEAD").catalog.settings.name for each in ("services", "other")
    ]
    assert names == ["Store", "Other"]


def test_a_catalog_that_is_still_there_is_not_taken_for_a_new_one(scratch: Scratch) -> None:
    scratch.write("new/catalog.yaml", CATALOG)
    with pytest.raises(CatalogNotFound, match=r"no catalog.yaml in new/ at revision HEAD"):
        load_revision(Path("new"), "HEAD")


def test_of_two_catalogs_that_are_gone_none_is_taken(scratch: Scratch) -> None:
    scratch.write("other/catalog.yaml", CATALOG)
    scratch.commit()
    for name in ("services", "other"):
        shutil.rmtree(scratch.root / name)
    scratch.write("new/catalog.yaml", CATALOG)
    with pytest.raises(CatalogNotFound):
        load_revision(Path("new"), "HEAD")


def test_a_revision_without_a_catalog_is_told(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path / "new")
    scratch.commit(readme="Nothing yet\n")
    with pytest.raises(CatalogNotFound, match=r"no catalog.yaml in services/ at revision main"):
        load_revision(scratch.root / "services", "main")
    with pytest.raises(CatalogNotFound, match=r"no catalog.yaml in \./ at revision main"):
        load_revision(scratch.root, "main")


# What is read once


def test_nothing_is_read_twice(scratch: Scratch) -> None:
    memory = Memory()
    after = load_folder(Path("services"), memory=memory)
    assert len(memory) == 4
    before = load_revision(Path("services"), "HEAD", memory=memory)
    assert len(memory) == 4
    assert all(of(after)[name] is each for name, each in of(before).items())


def test_only_what_differs_is_read_anew(scratch: Scratch) -> None:
    scratch.write("services/tills.yaml", TILLS.replace("Tills", "Checkouts"))
    memory = Memory()
    after = of(load_folder(Path("services"), memory=memory))
    before = of(load_revision(Path("services"), "HEAD", memory=memory))
    assert len(memory) == 5
    assert {name for name, each in before.items() if after[name] is not each} == {"Service tills"}


def test_a_file_that_moved_is_not_read_anew_and_stands_where_it_is(scratch: Scratch) -> None:
    (scratch.root / "services/shop").mkdir()
    (scratch.root / "services/tills.yaml").rename(scratch.root / "services/shop/tills.yaml")
    memory = Memory()
    after = of(load_folder(Path("services"), memory=memory))["Service tills"]
    before = of(load_revision(Path("services"), "HEAD", memory=memory))["Service tills"]
    assert len(memory) == 4
    assert before == after
    assert before.origin.at().file == "services/tills.yaml"
    assert after.origin.at().file == "services/shop/tills.yaml"


def test_other_schedules_make_other_entities_of_the_same_contents(scratch: Scratch) -> None:
    scratch.write("services/team.yaml", f"{TEAM}hours: office\n")
    hours = f"{CATALOG}schedules:\n  office: Mon-Fri 0{{}}:00-17:00 UTC\n"
    scratch.write("services/catalog.yaml", hours.format(8))
    scratch.commit()
    scratch.write("services/catalog.yaml", hours.format(9))
    memory = Memory()
    after = of(load_folder(Path("services"), memory=memory))
    before = of(load_revision(Path("services"), "HEAD", memory=memory))
    assert len(memory) == 5
    assert before["Team shop-systems"] != after["Team shop-systems"]
