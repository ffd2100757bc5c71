"""What changed lately, as the readers of a view may know it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from twoview.changes import Change
from twoview.history import Moment
from twoview.model import Entity
from twoview.pages.address import View
from twoview.pages.page import Book
from twoview.pages.retold import retold

SHOWN = {"business": 5, "technical": 10}
"""How many changes the page of a thing shows at once; the others unfold."""


@dataclass(frozen=True, slots=True)
class Lately:
    """The changes of one thing: the last ones, those before them, and how many these are."""

    first: Sequence[Moment]
    rest: Sequence[Moment]
    count: int


def lately(entity: Entity, book: Book, view: View) -> Lately | None:
    """Return what changed in one thing as a view may show it, None where nothing did."""
    moments = shown(book.story.of(entity), book, view) if book.story else []
    every = [(moment, change) for moment in moments for change in moment.changes]
    first, rest = every[: SHOWN[view]], every[SHOWN[view] :]
    return Lately(_by_moment(first), _by_moment(rest), len(rest)) if every else None


def _by_moment(changes: Sequence[tuple[Moment, Change]]) -> list[Moment]:
    grouped = (list(group) for _, group in groupby(changes, key=lambda each: each[0].commit))
    return [replace(found[0][0], changes=tuple(each for _, each in found)) for found in grouped]


def shown(moments: Iterable[Moment], book: Book, view: View) -> list[Moment]:
    """Return moments with only what the readers of a view may know, in their words."""
    is_shown, words = _READERS[view]
    found = (
        replace(
            moment, changes=tuple(words(each, book) for each in moment.changes if is_shown(each))
        )
        for moment in moments
    )
    return [moment for moment in found if moment.changes]


def _is_technical(change: Change) -> bool:
    # A handle names a person, and who that was is nobody's business any more.
    return change.path != ("handle",)


_READERS: Mapping[View, tuple[Callable[[Change], bool], Callable[[Change, Book], Change]]] = {
    "business": (lambda change: not change.inward, retold),
    "technical": (_is_technical, lambda change, _book: change),
}
"""Which changes the readers of each view may know, and how these are told to them."""
