"""The home page: the doors of every perspective, what there is, and what needs attention."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from twoview.judged import Judged, counts
from twoview.language import _, n_
from twoview.model import Service
from twoview.pages.attention import attention
from twoview.pages.beginning import beginning
from twoview.pages.changes import latest
from twoview.pages.doors import doors
from twoview.pages.page import Book, Page
from twoview.pages.verdicts import BUSINESS
from twoview.pages.wording import AUDIENCES
from twoview.pages.writer import Writer

NAMED = 12
"""How many services of an audience are named."""
TOLD = 3
"""How many of the last changes are told."""


@dataclass(frozen=True, slots=True)
class Tile:
    """How many there are of something, in words, and the page that lists it."""

    count: int
    icon: str
    text: str
    page: str


@dataclass(frozen=True, slots=True)
class Share:
    """How many promises have a verdict, and how many of all that is, both also in words."""

    verdict: str
    words: str
    count: int
    text: str


@dataclass(frozen=True, slots=True)
class Offer:
    """The services in use for an audience: those that are named, and how many more there are."""

    name: str
    services: Sequence[Service]
    more: int


def pages(book: Book) -> Iterator[Page]:
    """Yield the home page."""
    writer = Writer(book, None)
    estate, first = writer.estate, book.views[0]

    def way(page: str) -> str:
        return page and writer.href(page, "index")

    yield writer.page(
        "home",
        "index",
        heading=book.estate.catalog.settings.name,
        kicker=_("Service catalog"),
        lead=_lead(book),
        doors=[replace(each, page=way(each.page)) for each in doors(book)],
        tiles=[replace(each, page=way(each.page)) for each in _tiles(book, estate)],
        standing=_standing(estate),
        every_promise=way(f"{first}/promises"),
        matters=[replace(each, page=way(each.page)) for each in attention(book, estate)],
        told=latest(book, first, TOLD),
        offers=list(_offers(estate)),
        every_service=way(f"{first}/index"),
        steps=list(beginning(book, estate)),
        home_view=first,
    )


def _lead(book: Book) -> str:
    if "technical" in book.views:
        return _("What customers can count on, and what it is built from.")
    return _("What you can count on, and how to ask for it.")


def _tiles(book: Book, estate: Judged) -> list[Tile]:
    return [each for each in _counted(book, estate) if each.count]


def _counted(book: Book, estate: Judged) -> Iterator[Tile]:
    catalog, index = estate.catalog, f"{book.views[0]}/index"
    live = sum(service.status == "live" for service in catalog.services.values())
    made, promises = len(estate.judgements), f"{book.views[0]}/promises"
    outcomes, customers = len(catalog.outcomes), len(catalog.customers)
    yield Tile(
        live, "service", n_("{count} service in use", "{count} services in use", live), index
    )
    yield Tile(outcomes, "outcome", n_("{count} outcome", "{count} outcomes", outcomes), index)
    yield Tile(customers, "customer", n_("{count} customer", "{count} customers", customers), index)
    yield Tile(made, "promise", n_("{count} promise", "{count} promises", made), promises)
    if "technical" in book.views:
        yield from _inside(estate)
    if book.may("findings"):
        risks = len(book.report.accepted)
        text = n_("{count} accepted risk", "{count} accepted risks", risks)
        yield Tile(risks, "finding", text, "findings")


def _inside(estate: Judged) -> Iterator[Tile]:
    catalog = estate.catalog
    parts, teams, others = len(catalog.components), len(catalog.teams), len(catalog.suppliers)
    text = n_("{count} component", "{count} components", parts)
    yield Tile(parts, "component", text, "technical/index")
    yield Tile(teams, "team", n_("{count} team", "{count} teams", teams), "technical/operations")
    text = n_("{count} supplier", "{count} suppliers", others)
    yield Tile(others, "supplier", text, "technical/operations")


def _standing(estate: Judged) -> list[Share]:
    every = len(estate.judgements)
    return [
        Share(verdict, _(BUSINESS[verdict]), count, _of_all(count, every))
        for verdict, count in counts(estate.judgements)
        if count
    ]


def _of_all(count: int, every: int) -> str:
    return n_("{some} of {count} promise", "{some} of {count} promises", every, some=count)


def _offers(estate: Judged) -> Iterator[Offer]:
    for audience, name in AUDIENCES.items():
        found = [
            each
            for each in estate.catalog.services.values()
            if (each.audience, each.status) == (audience, "live")
        ]
        found.sort(key=lambda each: each.name)
        if found:
            yield Offer(_(name), found[:NAMED], len(found[NAMED:]))
