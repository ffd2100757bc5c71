"""What if: the page and the panel on which readers mark what is down.

What follows is worked out in the page, by the site's script, as `twoview.impact` does it here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from twoview.impact import impact
from twoview.judged import Judged
from twoview.language import _
from twoview.model import Component, Entity
from twoview.pages.page import Page
from twoview.pages.what_if_data import script, structure
from twoview.pages.writer import Writer

PATH = "technical/what-if"
MAP = "technical/map"
DATA = "assets/twoview/estate.js"
"""The file that the script works on, one for the whole site, loaded when a reader asks."""
LISTED = 500
"""How many components the page lists at most: those whose failure hurts most."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What the failure of one component alone means."""

    component: Component
    stops: Sequence[Entity]
    degrades: Sequence[Entity]
    outcomes: Sequence[Entity]
    customers: Sequence[Entity]
    promises: int

    @property
    def order(self) -> tuple[int, int, int, str]:
        """What failures are sorted by, the worst first."""
        return -len(self.stops), -self.promises, -len(self.degrades), self.component.name


@dataclass(frozen=True, slots=True)
class Panel:
    """Where readers mark what is down: its data, the site's root, and pages that have one too.

    `offered` is marked with one click; `level` is that of the heading.
    """

    data: str
    root: str
    others: Sequence[tuple[str, str]]
    offered: Component | None
    level: int


def failure(component: Component, estate: Judged) -> Failure:
    """Return what follows where a component alone is down."""
    catalog, found = estate.catalog, impact(estate, [component.id])
    return Failure(
        component=component,
        stops=_those(found.stops, catalog.services),
        degrades=_those(found.degrades, catalog.services),
        outcomes=_those(found.outcomes, catalog.outcomes),
        customers=_those(found.customers, catalog.customers),
        promises=len(found.promises_at_risk),
    )


def _those(idents: Iterable[str], known: Mapping[str, Entity]) -> list[Entity]:
    return [known[ident] for ident in idents if ident in known]


def panel(writer: Writer, path: str, offered: Component | None = None) -> Panel:
    """Return the panel of a page; on its own page, a component is offered."""
    names = {MAP: _("Map"), PATH: _("What if")}
    data = writer.beside(DATA, path)
    return Panel(
        data=data,
        root=data.removesuffix(DATA),
        others=[(name, writer.href(to, path)) for to, name in names.items() if to != path],
        offered=offered,
        level=3 if offered else 2,
    )


def what_if_page(writer: Writer, failures: Iterable[Failure]) -> Page:
    """Return the page on which anything can be marked, and what each component stops alone."""
    felt = [each for each in failures if each.stops or each.degrades]
    felt.sort(key=lambda each: each.order)
    page = writer.page(
        "what_if",
        PATH,
        heading=_("What if"),
        kicker=_("Technical view"),
        lead=_("Mark what is down, and see at once which services stop and whom that touches."),
        panel=panel(writer, PATH),
        failures=felt[:LISTED],
        left_out=len(felt[LISTED:]),
        unfelt=len(writer.estate.catalog.components) - len(felt),
    )
    data = structure(writer.estate, directory_urls=writer.book.directory_urls)
    return replace(page, files={DATA: script(data)})
