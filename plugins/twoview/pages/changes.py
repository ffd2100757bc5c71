"""The page of all changes of the catalog, with its feed beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from twoview.changes import Change
from twoview.history import Moment, Story
from twoview.model import Entity
from twoview.pages import feed
from twoview.pages.lately import shown
from twoview.pages.page import Book, Page
from twoview.pages.writer import CHANGES, Writer
from twoview.values import month_in_words


@dataclass(frozen=True, slots=True)
class Group:
    """What changed in one thing with one commit; without an entity, it is not there any more."""

    name: str
    entity: Entity | None
    texts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Told:
    """A commit as the page of all changes tells it; `counts` has what is not named in it."""

    moment: Moment
    counts: Sequence[str]
    groups: Sequence[Group]


def pages(book: Book) -> Iterator[Page]:
    """Yield the page of all changes, if the past is told, with its feed beside it."""
    if book.story is None:
        return
    writer, moments = Writer(book, None), shown(book.story.moments, book.views)
    told = [_told(each, book) for each in moments]
    way = writer.beside(feed.PATH, CHANGES) if told else ""
    page = writer.page(
        "changes",
        CHANGES,
        heading="What changed",
        kicker="Changes",
        lead="What is promised, agreed or arranged otherwise than before, the newest first.",
        note=_note(book.story, book),
        months=[
            (month, list(group))
            for month, group in groupby(told, key=lambda each: month_in_words(each.moment.day))
        ],
        feed=way,
    )
    files = {feed.PATH: feed.atom(told, book)} if told else {}
    yield replace(page, files=files, feed=way)


def _note(story: Story, book: Book) -> str:
    """Return why not everything is told, in the technical view with what would help."""
    if "technical" in book.views:
        return story.note
    return "What changed earlier is not told here." if story.since else ""


def _told(moment: Moment, book: Book) -> Told:
    groups: dict[tuple[str, str], list[Change]] = {}
    for each in moment.named:
        groups.setdefault(each.key, []).append(each)
    told = [_group(kind, ident, found, book) for (kind, ident), found in groups.items()]
    return Told(moment, moment.counts, told)


def _group(kind: str, ident: str, changes: Sequence[Change], book: Book) -> Group:
    entity = book.estate.catalog.of_kind(kind).get(ident)
    former = book.story.names.get((kind, ident), ident) if book.story else ident
    return Group(entity.name if entity else former, entity, [each.text for each in changes])
