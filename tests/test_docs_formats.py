"""The reference of formats names just what is written, no more and no less."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from handbook import DOCS, ROOT, TODAY, named_first, names_in, section
from repositories import Scratch
from twoview.baseline import Identity, written
from twoview.check import check
from twoview.cli import cli
from twoview.history import story
from twoview.judged import Judged
from twoview.load import load_folder
from twoview.pages import Book
from twoview.pages.changes import pages
from twoview.pages.data import LISTED, document
from twoview.pages.feed import FEEDS
from twoview.report import FORMATS

PAGE = DOCS / "reference/formats.md"
EDITS = {
    "components/servers.yaml": ("availability: 99.95%", "availability: 99.6%"),
    "hosting.yaml": (
        "reviewed: 2026-09-01",
        "reviewed: 2026-09-01\ncost: {amount: 90, per: month}",
    ),
    "suppliers.yaml": ("until: 2028-12-31", "until: 2026-12-31"),
    "email.yaml": ("support_hours: clinic-hours", "support_hours: 24x7"),
    "appointments.yaml": (
        "reviewed: 2026-09-01\n",
        "reviewed: 2026-09-01\naccepts:\n"
        "  - {rule: availability-short, reason: Agreed upon., until: 2030-01-01}\n",
    ),
}
"""A change with something to tell in every format."""
MOMENT = {"moments", "commit", "time", "subject", "author", "email", "changes"}
Answer = Callable[..., str]


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a catalog, and a change to it that is not yet committed."""
    scratch = Scratch(tmp_path_factory.mktemp("formats"))
    shutil.copytree(ROOT / "tests/diff/catalog", scratch.root / "services")
    scratch.commit("The catalog")
    for name, (old, new) in EDITS.items():
        path = scratch.root / "services" / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return scratch.root


@pytest.fixture
def answer(clinic: Path, monkeypatch: pytest.MonkeyPatch) -> Answer:
    """What a command writes to standard output."""
    monkeypatch.chdir(clinic)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)

    def run(*arguments: str) -> str:
        dated = ["--today", TODAY] if arguments[0] in ("check", "diff") else []
        return CliRunner().invoke(cli, [*arguments, *dated]).stdout

    return run


def named(title: str) -> set[str]:
    """Return each part of each name that a section speaks of."""
    return _parts(re.findall(r"`([^`\n]+)`", section(PAGE, title)))


def fields(title: str) -> set[str]:
    """Return each part of each name in the first cells of the tables of a section."""
    return _parts(named_first(section(PAGE, title)))


def _parts(names: Iterable[str]) -> set[str]:
    return {part for name in names for part in name.split(".")}


def assert_described(title: str, written: Iterable[str]) -> None:
    """Assert that a section speaks of all that is written, and has no row for anything else."""
    parts = _parts(written)
    assert parts - named(title) == set()
    assert fields(title) - parts == set()


def book_of(clinic: Path) -> Book:
    """Return the book of the catalog, with its story, for readers of both views."""
    loaded = load_folder(clinic / "services")
    estate = Judged(loaded, date.fromisoformat(TODAY))
    told = story(clinic / "services")
    return Book(estate, check(estate), story=told, site_url="https://clinic.example")


@pytest.mark.parametrize("form", ["json", "sarif", "gitlab"])
def test_findings_for_programs_have_the_fields_that_the_page_names(
    form: str, answer: Answer
) -> None:
    assert_described(form, names_in(json.loads(answer("check", "--format", form))))


def test_annotations_have_the_properties_that_the_page_names(answer: Answer) -> None:
    written = answer("check", "--format", "github")
    assert_described("github", re.findall(r"(?:[ ,])(\w+)=", re.sub(r"::[^:]*$", "", written)))


def test_results_of_tests_have_the_elements_that_the_page_names(answer: Answer) -> None:
    root = ElementTree.fromstring(answer("check", "--format", "junit"))
    assert_described("junit", {name for each in root.iter() for name in (each.tag, *each.attrib)})


def test_a_baseline_has_the_fields_that_the_page_names() -> None:
    whole = Identity("rule", "kind", "entity", "file", "customer", "metric", "P1", ("path",))
    assert_described("A baseline", names_in(json.loads(written(Counter([whole, whole])))))


@pytest.mark.parametrize(
    ("title", "arguments", "closed"),
    [
        ("Promises", ["promises", "--at", "HEAD"], ()),
        ("Costs", ["cost"], ("services", "components")),
        ("Impact", ["impact", "mail-server"], ()),
        ("What changed, and when", ["log", "--authors"], ("before", "after")),
    ],
)
def test_answers_have_the_fields_that_the_page_names(
    title: str, arguments: list[str], closed: tuple[str, ...], answer: Answer
) -> None:
    data = json.loads(answer(*arguments, "--format", "json"))
    assert_described(title, names_in(data, closed=closed))


def test_a_diff_has_the_fields_that_the_page_names(answer: Answer) -> None:
    data = json.loads(answer("diff", "HEAD", "--format", "json"))
    findings = [data["findings"].pop(which) for which in ("new", "gone")]
    assert all(findings)
    assert {*names_in(findings)} <= named("json")
    for promise in data["promises"]:
        assert {*promise.pop("before"), *promise.pop("after")} <= named("Promises")
    changes = {*names_in(data.pop("changes"), closed=("before", "after"))}
    assert changes == fields("What changed, and when") - MOMENT - {"name"}
    others = {"before", "after", "new", "gone", "changes"}
    assert_described("What a change means", {*names_in(data), *others})


def test_the_data_has_the_fields_that_the_page_names(clinic: Path) -> None:
    data = document(book_of(clinic))
    kinds = {cls.plural for cls in LISTED.values()}
    for each in (one for kind in kinds for one in data.pop(kind)):
        assert "pages" in each
    closed = {"catalog": "", "promises": ""}
    assert_described(
        "The catalog as data", {*names_in({**data, **closed}), *kinds, "pages", "failure", "group"}
    )
    assert {name for row in data["promises"] for name in row} <= named("Promises")


def test_a_feed_has_the_elements_that_the_page_names(clinic: Path) -> None:
    files = [each for page in pages(book_of(clinic)) for each in page.files.items()]
    feeds = [text for name, text in files if name.endswith(".xml")]
    assert len(feeds) == 2
    for feed in feeds:
        tags = {each.tag.partition("}")[2] for each in ElementTree.fromstring(feed).iter()}
        assert_described("Feeds", tags)


def test_the_page_names_the_feeds_by_their_files() -> None:
    assert set(FEEDS.values()) <= set(re.findall(r"`([^`]+)`", section(PAGE, "Feeds")))


def test_the_page_has_every_format_of_the_check() -> None:
    titles = re.findall(r"^### (.+)$", section(PAGE, "Findings"), re.MULTILINE)
    assert {*FORMATS} <= {*titles}
