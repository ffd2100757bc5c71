"""The page for those who run things: who works when, which contracts end, what recovers when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from twoview.language import _
from twoview.language.terms import term
from twoview.pages import wording
from twoview.pages.components import Provider, general_figure
from twoview.pages.contracts import STANDINGS, contracts
from twoview.pages.leaning import Key, Leaning
from twoview.pages.page import Page
from twoview.pages.providers import strip
from twoview.pages.recovery import recovery
from twoview.pages.writer import Writer

PATH = "technical/operations"


@dataclass(frozen=True, slots=True)
class Desk:
    """A team or supplier: when they work, how quickly, what they carry and what leans on it.

    The orders are seconds, of the most urgent priority.
    """

    provider: Provider
    kind: str
    hours: str
    week: Markup
    responds: str
    restores: str
    respond_order: int | None
    restore_order: int | None
    services: int
    components: int
    promises: int
    broken: int


def page(writer: Writer, leaning: Mapping[Key, Sequence[Leaning]]) -> Page:
    """Return the page of operations, which belongs to the technical view."""
    found = contracts(writer.book)
    return writer.page(
        "operations",
        PATH,
        heading=_("Who keeps it running"),
        kicker=_("Technical view"),
        lead=_(
            "Who works when and what leans on them, which contracts end, and what comes back when "
            "after a disaster."
        ),
        desks=_desks(writer, leaning),
        contracts=found,
        urgent=sum(each.is_urgent for each in found),
        standings=STANDINGS,
        recovery=recovery(writer.estate),
    )


def _desks(writer: Writer, leaning: Mapping[Key, Sequence[Leaning]]) -> list[Desk]:
    catalog = writer.estate.catalog
    providers: tuple[Provider, ...] = (*catalog.teams.values(), *catalog.suppliers.values())
    return [_desk(each, leaning.get((each.kind, each.id), ()), writer) for each in providers]


def _desk(provider: Provider, leaning: Sequence[Leaning], writer: Writer) -> Desk:
    estate = writer.estate
    priorities = estate.catalog.settings.priorities
    owned = estate.owned_by.get(provider.id, ()) if provider.kind == "Team" else ()
    return Desk(
        provider=provider,
        kind=term(provider.kind.lower()),
        hours=wording.hours(provider.hours),
        week=strip(provider.hours),
        responds=general_figure(provider, "respond_within"),
        restores=general_figure(provider, "restore_within"),
        respond_order=wording.most_urgent(provider.respond_within, priorities),
        restore_order=wording.most_urgent(provider.restore_within, priorities),
        services=sum(each.status != "retired" for each in owned),
        components=len(estate.run_by.get((provider.kind, provider.id), ())),
        promises=len(leaning),
        broken=sum(each.judgement.verdict != "kept" for each in leaning),
    )
