"""The pages of all changes of the catalog, one for each view, each with its feed beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice

from twoview.changes import Change
from twoview.history import Moment, Story
from twoview.language import _, later
from twoview.model import Entity
from twoview.pages import feed
from twoview.pages.address import CHANGES, View
from twoview.pages.lately import shown
from twoview.pages.page import Book, Page
from twoview.pages.writer import Writer
from twoview.values import month_in_words

_LEADS: Mapping[View, str] = {
    "business": later("What is different for customers than it was before, the newest first."),
    "technical": later(
        "What is promised, agreed or arranged otherwise than before, the newest first."
    ),
}


@dataclass(frozen=True, slots=True)
class Group:
    """What changed in one thing with one commit; without an entity, it is not there any more."""

    name: str
    entity: Entity | None
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class Told:
    """A commit as a page of all changes tells it; `counts` has what is not named in it.

    `anchor` is its place in the page.
    """

    moment: Moment
    anchor: str
    counts: Sequence[str]
    groups: Sequence[Group]


def pages(book: Book) -> Iterator[Page]:
    """Yield the page of all changes of each view, if the past is told.

    Where only customers are told, their page also stands where that of engineers would.
    """
    if book.story is None:
        return
    for view in book.views:
        yield _page(book, book.story, view, CHANGES[view])
    if "technical" not in book.views:
        page = _page(book, book.story, "business", CHANGES["technical"])
        yield replace(page, files={}, listed=False, is_found=False)


def _page(book: Book, story: Story, view: View, path: str) -> Page:
    writer = Writer(book, view)
    told = list(_all_told(story, book, view))
    way = writer.beside(feed.FEEDS[view], path) if told else ""
    page = writer.page(
        "changes",
        path,
        heading=_("What changed"),
        kicker=writer.called(view),
        lead=_(_LEADS[view]),
        note=_NOTES[view](story),
        months=[
            (month, list(group))
            for month, group in groupby(told, key=lambda each: month_in_words(each.moment.day))
        ],
        feed=way,
    )
    files = {feed.FEEDS[view]: feed.atom(told, book, view)} if told else {}
    return replace(page, files=files, feed=way)


_NOTES: Mapping[View, Callable[[Story], str]] = {
    "business": lambda story: _("What changed earlier is not told here.") if story.since else "",
    "technical": lambda story: story.note,
}
"""Why not everything is told; engineers also read what would help."""


def latest(book: Book, view: View, most: int) -> list[Told]:
    """Return the last commits that the readers of a view are told of, the newest first."""
    return list(islice(_all_told(book.story, book, view), most)) if book.story else []


def _all_told(story: Story, book: Book, view: View) -> Iterator[Told]:
    moments = shown(story.moments, book, view)
    # Counted from the oldest of a day on, so that a newer one leaves the others where they are.
    left = Counter(moment.day for moment in moments)
    for moment in moments:
        yield _told(moment, _ANCHORS[view](moment, left[moment.day]), book)
        left[moment.day] -= 1


_ANCHORS: Mapping[View, Callable[[Moment, int], str]] = {
    "business": lambda moment, number: f"d-{moment.day}-{number}",
    "technical": lambda moment, _number: f"c-{moment.short}",
}
"""What names a commit in the page of each view: customers are told its day only."""


def _told(moment: Moment, anchor: str, book: Book) -> Told:
    groups: dict[tuple[str, str], list[Change]] = {}
    for each in moment.named:
        groups.setdefault(each.key, []).append(each)
    told = [_group(kind, ident, found, book) for (kind, ident), found in groups.items()]
    return Told(moment, anchor, moment.counts, told)


def _group(kind: str, ident: str, changes: Sequence[Change], book: Book) -> Group:
    entity = book.estate.catalog.of_kind(kind).get(ident)
    former = book.story.names.get((kind, ident), ident) if book.story else ident
    return Group(entity.name if entity else former, entity, changes)
