"""The portfolio: services from idea to end, what they help to reach, and how far that reaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from twoview.judged import Judged
from twoview.language import _, later, n_
from twoview.model import STATUSES, Customer, Service, Status
from twoview.pages import coverage, wording
from twoview.pages.coverage import Covered
from twoview.pages.page import Page
from twoview.pages.verdicts import summary
from twoview.pages.wording import Standing
from twoview.pages.writer import Writer

PATH = "business/portfolio"
SHOWN = 100
"""How many services a column of the board shows; the rest of them are counted."""

_STAGES: Mapping[Status, tuple[str, str, str]] = {
    "proposed": (
        later("Pipeline"),
        later("Planned, and not in use yet."),
        later("Nothing is planned. A service that is planned says in its file: {line}"),
    ),
    "live": (
        later("In use"),
        later("What customers have today."),
        later("Nothing is in use yet. A service that is in use says in its file: {line}"),
    ),
    "retiring": (
        later("On the way out"),
        later("Still in use, and about to end."),
        later("Nothing is about to end. A service that is about to says in its file: {line}"),
    ),
    "retired": (
        later("Gone"),
        later("Not in use any more."),
        later("Nothing has ended. A service that has ended says in its file: {line}"),
    ),
}


@dataclass(frozen=True, slots=True)
class Card:
    """A service with its customers, the services that lean on it, and its worst verdict."""

    service: Service
    customers: Sequence[Customer]
    above: Sequence[Service]
    worst: Standing | None


@dataclass(frozen=True, slots=True)
class Column:
    """All services of one status; `more` of them are counted only."""

    status: Status
    title: str
    meaning: str
    empty: str
    cards: Sequence[Card]
    more: int

    @property
    def count(self) -> int:
        """How many services have the status."""
        return len(self.cards) + self.more


def page(writer: Writer) -> Page:
    """Return the page of the portfolio."""
    estate = writer.estate
    columns = [_column(status, estate) for status in STATUSES]
    covered = coverage.covered(estate)
    unserved = [each for each in covered if each.by != "live"]
    aimless = coverage.aimless(estate)
    return writer.page(
        "portfolio",
        PATH,
        heading=_("The portfolio"),
        kicker=writer.called("business"),
        lead=_("What is planned, in use and about to end, and what all this helps to reach."),
        tiles=_tiles(columns, unserved, aimless),
        columns=columns,
        judged=bool(estate.judgements),
        covered=covered,
        unserved=unserved,
        aimless=aimless,
        supporting=_supporting(estate),
        reaches=coverage.reaches(estate),
        stands=list(coverage.stands(estate)),
        index=writer.href("business/index", PATH),
    )


def _tiles(
    columns: Sequence[Column], unserved: Sequence[Covered], aimless: Sequence[Service]
) -> list[tuple[int, str, str]]:
    """Return what is counted: how many, of what, and where in the page they are listed."""
    planned, used, ending, gone = (column.count for column in columns)
    gaps, bare = len(unserved), len(aimless)
    unserved_words = n_(
        "outcome not served, or not for long", "outcomes not served, or not for long", gaps
    )
    return [
        (planned, n_("service planned", "services planned", planned), "stage-proposed"),
        (used, n_("service in use", "services in use", used), "stage-live"),
        (
            ending,
            n_("service on its way out", "services on their way out", ending),
            "stage-retiring",
        ),
        (gone, n_("service gone", "services gone", gone), "stage-retired"),
        (gaps, unserved_words, "unserved"),
        (bare, n_("service without an outcome", "services without an outcome", bare), "aimless"),
    ]


def _column(status: Status, estate: Judged) -> Column:
    found = [each for each in estate.catalog.services.values() if each.status == status]
    audiences = list(wording.AUDIENCES)
    found.sort(key=lambda each: (audiences.index(each.audience), each.name, each.id))
    title, meaning, empty = _STAGES[status]
    cards = [_card(each, estate) for each in found[:SHOWN]]
    return Column(status, _(title), _(meaning), empty, cards, len(found[SHOWN:]))


def _card(service: Service, estate: Judged) -> Card:
    customers = (estate.catalog.customers.get(each.id) for each in service.customers)
    stands = summary(estate.judgements_of.get(service.id, ()))
    return Card(
        service,
        customers=[each for each in customers if each],
        above=_above(service, estate),
        worst=stands[0][0] if stands else None,
    )


def _above(service: Service, estate: Judged) -> list[Service]:
    """Return the services, not retired, that lean on one."""
    services = estate.catalog.services
    found = (services.get(each) for each in estate.required_by.get(service.id, ()))
    return [each for each in found if each and each.status != "retired"]


def _supporting(estate: Judged) -> list[tuple[Service, Sequence[Service]]]:
    """Return the services that serve no outcome themselves, each with what leans on it."""
    services = sorted(estate.catalog.services.values(), key=lambda each: (each.name, each.id))
    found = (s for s in services if s.audience == "supporting" and s.status != "retired")
    return [(each, _above(each, estate)) for each in found]
