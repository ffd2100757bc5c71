"""A catalog published: from the options that every engine shares to the pages that it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from twoview.audience import Audience
from twoview.check import check
from twoview.finding import Severity
from twoview.forge import Forge
from twoview.history import Chronicle, names_in
from twoview.judged import Judged
from twoview.language import ENGLISH, languages, speaking
from twoview.load import load_folder
from twoview.pages import VIEWS, Book, Page, View, write
from twoview.report.text import render
from twoview.today import utc_today


@dataclass(frozen=True, slots=True)
class Options:
    """What is published, and how its pages are read.

    `shown_as` is how messages and pages name the folder of the catalog; `directory_urls` says
    whether the address of a page is a folder (`email/`) or a file (`email.html`).
    """

    folder: Path
    shown_as: Path
    views: Sequence[View] = VIEWS
    audience: Audience = "internal"
    strict: bool = True
    today: date | None = None
    history: int = 1000
    authors: bool = False
    language: str = ENGLISH
    directory_urls: bool = True
    site_url: str = ""
    forge: Forge | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """The pages of a catalog, what `twoview check` says of it, and what else is worth telling."""

    name: str
    pages: Sequence[Page]
    checked: str
    notes: Sequence[str]


class HasErrors(Exception):  # noqa: N818 - says what is the case
    """A catalog with errors is not published; the text is what `twoview check` says of it."""


def publish(options: Options, chronicle: Chronicle) -> Publication:
    """Return the pages of a catalog.

    Raises CatalogNotFound where there is none, HasErrors where it has errors and `strict` is asked
    for, and RulesNotLoaded where rules of another package cannot be imported.
    """
    loaded = load_folder(options.folder, shown_as=options.shown_as, memory=chronicle.memory)
    estate = Judged(loaded, options.today or utc_today())
    report = check(estate)
    checked = render(report, estate.catalog)
    if options.strict and report.reaches(Severity.ERROR):
        raise HasErrors(checked)
    with speaking(options.language):
        names = names_in(loaded.catalog)
        story = chronicle.story(options.folder, options.history, names)
        book = Book(
            estate,
            report,
            views=tuple(view for view in VIEWS if view in options.views),
            directory_urls=options.directory_urls,
            forge=options.forge,
            site_url=options.site_url,
            story=story,
            authors=options.authors,
        )
        pages = tuple(write(book.outside() if options.audience == "external" else book))
    notes = [story.note] if story and story.note else []
    name = loaded.catalog.settings.name
    return Publication(name, pages, checked, [*notes, *_unspoken(options.language)])


def _unspoken(language: str) -> list[str]:
    """Return a note where the pages are in another language than the one asked for."""
    with speaking(language) as spoken:
        if spoken != ENGLISH or language.lower().startswith(ENGLISH):
            return []
    known = ", ".join(f"`{each}`" for each in sorted({ENGLISH, *languages()}))
    return [
        f"The pages of the catalog are in English: there are texts in {known} only, and none "
        f"in `{language}`."
    ]
