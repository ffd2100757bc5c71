"""What changed for one customer: in all that they have and want, told together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, groupby

from twoview.changes import Change
from twoview.history import Moment, Story
from twoview.history.story import former_key
from twoview.model import Customer, Entity
from twoview.pages.lately import shown
from twoview.pages.page import Book
from twoview.values import month_in_words

SHOWN = 3
"""How many months with changes are shown at once, which is a quarter; the others unfold."""
TOLD = 12
"""How many months with changes are told at all."""


@dataclass(frozen=True, slots=True)
class Part:
    """What changed in one thing on one occasion."""

    entity: Entity
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class Occasion:
    """What changed for a customer with one commit; `counts` has what is not named."""

    day: date
    counts: Sequence[str]
    parts: Sequence[Part]


Months = Sequence[tuple[str, Sequence[Occasion]]]


@dataclass(frozen=True, slots=True)
class Since:
    """What changed for a customer by month, the newest first: the last months, and earlier ones."""

    first: Months
    rest: Months


def changes_for(customer: Customer, followed: Iterable[Entity], book: Book) -> Since | None:
    """Return what changed for a customer in the things that they follow, None where nothing did."""
    if book.story is None:
        return None
    occasions = _occasions(customer, followed, book, book.story)
    months = [
        (month, list(found))
        for month, found in groupby(occasions, key=lambda each: month_in_words(each.day))
    ]
    return Since(months[:SHOWN], months[SHOWN:TOLD]) if months else None


def _occasions(
    customer: Customer, followed: Iterable[Entity], book: Book, story: Story
) -> list[Occasion]:
    names = _names(customer, story)
    found: dict[str, list[Part]] = {}
    for entity in followed:
        for moment in shown(story.of(entity), book, "business"):
            changes = [each for each in moment.changes if _concerns(each, names)]
            if changes:
                found.setdefault(moment.commit, []).append(Part(entity, changes))
    return [
        _occasion(moment, found[moment.commit])
        for moment in story.moments
        if moment.commit in found
    ]


def _names(customer: Customer, story: Story) -> set[str]:
    """Return all ids that a customer goes or went by."""
    changes = chain.from_iterable(moment.changes for moment in story.of(customer))
    former = (key[1] for each in changes if (key := former_key(each)))
    return {customer.id, *customer.formerly, *former}


def _concerns(change: Change, names: set[str]) -> bool:
    """Whether a change is no matter between a service and another customer."""
    is_between = change.kind == "Service" and change.path[:1] == ("customers",)
    return not is_between or change.path[1] in names


def _occasion(moment: Moment, parts: Sequence[Part]) -> Occasion:
    changes = tuple(chain.from_iterable(part.changes for part in parts))
    whole = replace(moment, changes=changes)
    named = [replace(p, changes=[c for c in p.changes if c in whole.named]) for p in parts]
    return Occasion(moment.day, whole.counts, [part for part in named if part.changes])
