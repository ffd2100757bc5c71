"""Sites in other languages: every text that is generated has a translation, and is shown in it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog as Texts
from babel.messages.pofile import read_po
from changes.telling import compared, entities
from diff.scratch import CHANGES, Scratch
from foreign import Cyrillic, greek, known, untold
from histories import Repository
from twoview import language
from twoview.changes import Change
from twoview.check import check
from twoview.examples import files_of
from twoview.explain import explain
from twoview.forge import Forge
from twoview.history import Chronicle, Moment, Story, names_in
from twoview.judged import Judged
from twoview.language import speaking
from twoview.language.__main__ import FOLDER, template, updated, written
from twoview.load import Loaded, load, load_folder
from twoview.model import Catalog, Service
from twoview.pages import VIEWS, Book, Page, View, write

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 7, 1)
NAMES = [name for name in language.languages() if name != language.ENGLISH]
PLACE = re.compile(r"\{[^{}]*\}")


@pytest.fixture
def cyrillic(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Speak a language that is English in Cyrillic letters."""
    monkeypatch.setattr(language, "_texts", lambda _name: Cyrillic())
    with speaking("de"):
        yield


def foreign(folder: Path) -> Loaded:
    loaded = load_folder(folder, shown_as=Path("services"))
    return replace(loaded, catalog=greek(loaded.catalog))


def proposed(tmp_path: Path) -> Iterator[tuple[Catalog, Catalog, list[Change]]]:
    """Yield a clinic's catalog before and after each of many proposals, and what they change."""
    for name, edit in CHANGES.items():
        clinic = Scratch(tmp_path / name)
        before = foreign(clinic.services).catalog
        edit(clinic)
        after = foreign(clinic.services).catalog
        yield before, after, compared(entities(before), entities(after))


# Pages


def book(loaded: Loaded, story: Story | None = None, views: tuple[View, ...] = VIEWS) -> Book:
    estate = Judged(loaded, TODAY)
    forge = Forge("https://github.com/store/catalog/edit/main/docs/", "/store/docs", "/store")
    return Book(estate, check(estate), views=views, story=story, forge=forge, authors=True)


def untranslated(pages: Book, *former: Catalog) -> list[tuple[str, str]]:
    """Return the texts of pages that are neither an author's nor translated."""
    pattern = known(pages.estate.catalog, *former)
    return [
        (page.path, text)
        for page in write(pages)
        for part in _parts(page)
        for text in untold(part, pattern)
    ]


def _parts(page: Page) -> Iterator[str]:
    yield from (page.title, page.description, page.body, *page.labels)
    yield from (text for name, text in page.files.items() if name.endswith(".svg"))
    # A feed holds its HTML as text.
    yield from (unescape(text) for name, text in page.files.items() if name.endswith(".xml"))


@pytest.mark.usefixtures("cyrillic")
@pytest.mark.parametrize(
    ("folder", "views"),
    [("services", VIEWS), ("services", VIEWS[:1]), ("tests/cases/maximal", VIEWS)],
)
def test_all_that_a_page_says_is_an_author_s_or_translated(
    folder: str, views: tuple[View, ...]
) -> None:
    assert untranslated(book(foreign(ROOT / folder), views=views)) == []


MESSY = """\
kind: Catalog
name: Store
contract_notice: 30d
---
kind: Service
id: email
name: Email
status: live
audience: internal
owner: nobody
summary: Write to anyone.
customers: [{id: office, relationship: service}, {id: shops, relationship: utility}]
commitments:
  {availability: 99.9%, availability_period: year, recovery_point: 1h, respond_within: 1h}
requires: [{any_of: [one, two]}, archive]
---
kind: Service
id: archive
name: Archive
status: retiring
audience: supporting
owner: systems
summary: Keeps all mail.
requires: [email]
---
kind: Service
id: fax
name: Fax
status: retired
audience: external
owner: systems
summary: Send pictures of letters.
---
customers:
  - {id: office, name: Office, boundary: internal}
  - {id: empty, name: Empty, boundary: it}
---
outcomes:
  - {id: meet, name: Meet, customers: [], priority: 1}
  - {id: sell, name: Sell, customers: [office]}
---
teams: [{id: systems, name: Systems}, {id: idle, name: Idle, respond_within: {P1: 1h}}]
---
suppliers:
  - {id: cloud, name: Cloud, contract: {until: 2026-07-10}}
  - {id: old, name: Old, contract: {until: 2026-01-10}}
---
components:
  - {id: one, name: One, type: server, team: systems}
  - {id: two, name: Two, type: platform, supplier: gone, wrong: field}
"""
"""What is missing, wrong, over, empty or in a circle."""


@pytest.mark.usefixtures("cyrillic")
@pytest.mark.parametrize("views", [VIEWS, VIEWS[:1]])
@pytest.mark.parametrize("text", [MESSY, "kind: Catalog\nname: Store\n"], ids=["messy", "empty"])
def test_so_is_all_that_is_said_of_what_is_missing_or_wrong(
    text: str, views: tuple[View, ...]
) -> None:
    loaded = load(files_of(text), "catalog.yaml")
    assert untranslated(book(replace(loaded, catalog=greek(loaded.catalog)), views=views)) == []


# Changes


@pytest.mark.usefixtures("cyrillic")
def test_so_is_every_change(tmp_path: Path) -> None:
    for before, after, changes in proposed(tmp_path):
        pattern = known(before, after)
        assert [text for each in changes for text in untold(each.text, pattern)] == []


@pytest.mark.usefixtures("cyrillic")
def test_so_are_the_pages_that_tell_of_changes(tmp_path: Path) -> None:
    clinic = Scratch(tmp_path / "clinic")
    time = datetime(2026, 3, 12, tzinfo=UTC)
    clinics = list(proposed(tmp_path))
    moments = [
        Moment(str(number) * 40, time, "Αα", "Αα", "αα@αα.αα", tuple(changes))
        for number, (*_, changes) in enumerate(clinics)
        if changes
    ]
    names = {change.key: "Αα" for moment in moments for change in moment.changes}
    story = Story(moments, since=time.date(), names=names)
    former = [after for _, after, _ in clinics]
    assert untranslated(book(foreign(clinic.services), story), *former) == []


def test_a_story_is_told_in_the_language_of_each_site(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    catalog = "kind: Catalog\nname: Store\n"
    repository.commit("2026-03-01", catalog=catalog)
    repository.commit("2026-03-02", catalog=catalog + "currency: EUR\n")
    chronicle = Chronicle()
    names = names_in(load_folder(repository.folder, shown_as=Path("services")).catalog)

    def told() -> list[str]:
        story = chronicle.story(repository.folder, 10, names)
        return [each.text for moment in story.moments for each in moment.changes] if story else []

    english = told()
    with speaking("de"):
        assert told() == ["Währung angegeben: EUR"]
    assert told() == english == ["currency EUR given"]


# What stays English


@pytest.mark.usefixtures("cyrillic")
def test_findings_and_the_arithmetic_of_promises_stay_english() -> None:
    estate = Judged(load_folder(ROOT / "services", shown_as=Path("services")), TODAY)
    with speaking("en"):
        english = check(estate), [explain(estate, each) for each in services(estate)]
    assert (check(estate), [explain(estate, each) for each in services(estate)]) == english


def services(estate: Judged) -> list[Service]:
    return list(estate.catalog.services.values())


# Language files


def read(name: str) -> Texts:
    return read_po((FOLDER / f"{name}.po").open("rb"), locale=name)


@pytest.mark.parametrize("name", [language.ENGLISH, *NAMES])
def test_a_language_file_has_the_texts_of_the_source_and_no_others(name: str) -> None:
    assert written(updated(name, template())) == (FOLDER / f"{name}.po").read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_every_text_is_translated_with_the_same_places(name: str) -> None:
    for text in read(name):
        sources = text.id if text.pluralizable else (text.id,)
        for said in text.string if text.pluralizable else (text.string,):
            assert said.strip() or not text.id, f"not translated: {text.id}"
            # Where there is one of a thing, its number may be said in words.
            assert any(places(said) == places(each) for each in sources), text.id


def places(text: str) -> set[str]:
    return set(PLACE.findall(text))


def test_no_text_is_told_both_with_and_without_a_number() -> None:
    ids = [each.id for each in template() if each.id]
    plain = {each for each in ids if isinstance(each, str)}
    assert plain.isdisjoint(form for each in ids if not isinstance(each, str) for form in each)
