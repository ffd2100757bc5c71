"""The pages of all promises, in each view, and how a promise is told in a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from twoview.judged import WORST_FIRST, counts, worst_first
from twoview.model import Customer, Entity, Service
from twoview.pages import verdicts, wording
from twoview.pages.page import Book, Page
from twoview.pages.verdicts import BUSINESS, MEANINGS
from twoview.pages.writer import Writer
from twoview.promises.judge import Judgement

SHOWN = 4
"""How many of the points that decide a promise are named in a table."""


@dataclass(frozen=True, slots=True)
class Row:
    """One promise as engineers read it: the figures, and which points decide it."""

    service: Service
    customer: Customer | None
    name: str
    metric: str
    priority: str
    promised: str
    achievable: str
    verdict: str
    because: Sequence[Entity]
    more: int
    unknown: Sequence[Entity]


@dataclass(frozen=True, slots=True)
class Told:
    """One promise as a customer reads it."""

    service: Service
    customer: Customer | None
    label: str
    promised: str
    standing: wording.Standing
    priorities: Sequence[str] = ()
    """The priorities for which it is so, where it is not so for all of them."""


def rows(judgements: Iterable[Judgement], book: Book) -> list[Row]:
    """Return promises as rows of a table, the worst verdicts first."""
    return [_row(judgement, book) for judgement in worst_first(judgements)]


def _row(judgement: Judgement, book: Book) -> Row:
    promise, catalog = judgement.promise, book.estate.catalog
    return Row(
        service=catalog.services[promise.service],
        customer=catalog.customers.get(promise.customer or ""),
        name=promise.customer or "nobody named",
        metric=wording.TECHNICAL_LABELS[promise.metric],
        priority=promise.priority or "",
        promised=str(promise.value),
        achievable=verdicts.achievable(judgement),
        verdict=judgement.verdict,
        because=_named(judgement.because[:SHOWN], book),
        more=len(judgement.because[SHOWN:]),
        unknown=_named(judgement.unknown, book),
    )


def _named(idents: Iterable[str], book: Book) -> list[Entity]:
    """Return what ids name: services and components, and the teams that respond."""
    catalog = book.estate.catalog
    found = (catalog.node(ident) or catalog.teams.get(ident) for ident in idents)
    return [each for each in found if each]


def business_page(writer: Writer) -> Page:
    """Return all promises in the customers' words."""
    book = writer.book
    told = _alike([_told(each, book) for each in worst_first(book.estate.judgements)], book)
    return writer.page(
        "business_promises",
        "business/promises",
        heading="Every promise, and whether it is backed",
        kicker="Business view",
        lead="What customers are promised, and whether those who run what is behind it have agreed "
        "to enough.",
        told=told,
        tiles=_tiles(book),
        meanings=[(verdict, BUSINESS[verdict], MEANINGS[verdict]) for verdict in WORST_FIRST],
    )


def _told(judgement: Judgement, book: Book) -> Told:
    promise, catalog = judgement.promise, book.estate.catalog
    service = catalog.services[promise.service]
    return Told(
        service=service,
        customer=catalog.customers.get(promise.customer or ""),
        label=wording.LABELS[promise.metric],
        promised=wording.value(promise.metric, promise.value, promise.hours),
        standing=verdicts.standing(judgement, book.accepted_of(service)),
        priorities=[promise.priority] if promise.priority else [],
    )


def _alike(told: Iterable[Told], book: Book) -> list[Told]:
    """Return promises with those in one row that differ by priority alone."""
    rows: dict[tuple[object, ...], list[Told]] = {}
    for each in told:
        customer = each.customer and each.customer.id
        key = (each.service.id, customer, each.label, each.promised, each.standing)
        rows.setdefault(key, []).append(each)
    known = set(book.estate.catalog.settings.priorities)
    return [_row_of(same, known) for same in rows.values()]


def _row_of(same: Sequence[Told], known: set[str]) -> Told:
    named = [name for each in same for name in each.priorities]
    return replace(same[0], priorities=() if known <= set(named) else named)


def _tiles(book: Book) -> list[tuple[str, str, int]]:
    counted = counts(book.estate.judgements)
    return [(verdict, BUSINESS[verdict], count) for verdict, count in counted]


def technical_page(writer: Writer) -> Page:
    """Return all promises with what decides them."""
    book = writer.book
    return writer.page(
        "technical_promises",
        "technical/promises",
        heading="Every promise, and what decides it",
        kicker="Technical view",
        lead="What is promised, what the inside can keep, and the points that it hangs on.",
        judged=rows(book.estate.judgements, book),
        tiles=[(verdict, verdict, count) for verdict, _, count in _tiles(book)],
    )


def pages(book: Book) -> Iterator[Page]:
    """Yield the pages of all promises, one for each view."""
    makers = {"business": business_page, "technical": technical_page}
    for view in book.views:
        yield makers[view](Writer(book, view))
