"""The pages of all promises, in each view, and how a promise is told in a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from twoview.judged import WORST_FIRST, Judged, counts, worst_first
from twoview.language import _, later
from twoview.language.terms import term
from twoview.model import Customer, Entity, Service
from twoview.pages import verdicts, wording
from twoview.pages.page import Book, Page
from twoview.pages.verdicts import BUSINESS, MEANINGS
from twoview.pages.writer import Writer
from twoview.promises.judge import Judgement, Verdict
from twoview.shown import Shown

SHOWN = 8
"""How many of the points that decide a promise are named in a table, most of them folded."""


DATA = "data/promises.csv"
"""The file in which all promises stand."""
LISTED = 500
"""How many promises a page lists, so that it stays one that a browser opens at once."""


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
    verdict: Verdict
    because: Sequence[Entity]
    more: int
    unknown: Sequence[Entity]

    @property
    def rank(self) -> int:
        """Where the verdict stands when the worst comes first."""
        return WORST_FIRST.index(self.verdict)


@dataclass(frozen=True, slots=True)
class Told:
    """One promise as a customer reads it."""

    service: Service
    customer: Customer | None
    label: str
    promised: str
    figure: str
    """What is promised as engineers write it, by which it is put in order."""
    standing: wording.Standing | None
    """How it stands; None for readers who may not know."""
    priority: str = ""

    @property
    def rank(self) -> int:
        """Where the verdict stands when the worst comes first."""
        return WORST_FIRST.index(self.standing.verdict) if self.standing else 0


def rows(judgements: Iterable[Judgement], book: Book) -> list[Row]:
    """Return promises as rows of a table, the worst verdicts first."""
    return [_row(judgement, book) for judgement in worst_first(judgements)]


def _row(judgement: Judgement, book: Book) -> Row:
    promise, catalog = judgement.promise, book.estate.catalog
    return Row(
        service=catalog.services[promise.service],
        customer=catalog.customers.get(promise.customer or ""),
        name=promise.customer or _("nobody named"),
        metric=_(wording.TECHNICAL_LABELS[promise.metric]),
        priority=promise.priority or "",
        promised=verdicts.figure(promise.value, promise),
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
    estate = writer.estate
    judged = worst_first(estate.judgements)
    made = judged or (estate.promised if isinstance(estate, Shown) else ())
    heading, lead = _JUDGED if judged or not made else _TOLD
    return writer.page(
        "business_promises",
        "business/promises",
        told=[_told(each, writer, is_judged=bool(judged)) for each in made[:LISTED]],
        left=len(made[LISTED:]),
        data=writer.beside(DATA, "business/promises"),
        tiles=_tiles(estate),
        meanings=[(verdict, _(BUSINESS[verdict]), _(MEANINGS[verdict])) for verdict in WORST_FIRST],
        kicker=writer.called("business"),
        heading=_(heading),
        lead=_(lead),
    )


_JUDGED = (
    later("Every promise, and whether it is backed"),
    later(
        "What customers are promised, and whether those who run what is behind it have agreed to "
        "enough."
    ),
)
_TOLD = later("Every promise"), later("What customers are promised.")


def _told(judgement: Judgement, writer: Writer, *, is_judged: bool) -> Told:
    promise, catalog = judgement.promise, writer.estate.catalog
    service = catalog.services[promise.service]
    accepted = writer.book.accepted_of(service)
    return Told(
        service=service,
        customer=catalog.customers.get(promise.customer or ""),
        label=_(wording.LABELS[promise.metric]),
        promised=wording.value(promise.metric, promise.value, promise.hours),
        figure=str(promise.value),
        standing=verdicts.standing(judgement, accepted) if is_judged else None,
        priority=promise.priority or "",
    )


def _tiles(estate: Judged) -> list[tuple[str, str, int]]:
    counted = counts(estate.judgements)
    return [(verdict, _(BUSINESS[verdict]), count) for verdict, count in counted]


def technical_page(writer: Writer) -> Page:
    """Return all promises with what decides them."""
    book = writer.book
    judged = worst_first(book.estate.judgements)
    return writer.page(
        "technical_promises",
        "technical/promises",
        heading=_("Every promise, and what decides it"),
        kicker=_("Technical view"),
        lead=_("What is promised, what the inside can keep, and the points that it hangs on."),
        judged=rows(judged[:LISTED], book),
        left=len(judged[LISTED:]),
        data=writer.beside(DATA, "technical/promises"),
        tiles=[(verdict, term(verdict), count) for verdict, _words, count in _tiles(book.estate)],
    )


def pages(book: Book) -> Iterator[Page]:
    """Yield the pages of all promises, one for each view."""
    makers = {"business": business_page, "technical": technical_page}
    for view in book.views:
        yield makers[view](Writer(book, view))
