"""The pages of teams and suppliers: what they carry, at which hours, and what leans on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from twoview.diagram import week
from twoview.language import _
from twoview.language.terms import term
from twoview.model import METRICS, Hours, Node, Supplier, Team
from twoview.pages import wording
from twoview.pages.components import Provider, carried_by, general_figure, run_to
from twoview.pages.contracts import STANDINGS, contract_with
from twoview.pages.leaning import Key, Leaning, alike, row
from twoview.pages.page import Page
from twoview.pages.writer import Writer
from twoview.values import REFERENCE_WEEKS

SHOWN = 100
"""How many promises a page lists of those that hang on somebody, and of the others."""


def pages(writer: Writer, leaning: Mapping[Key, Sequence[Leaning]]) -> Iterator[Page]:
    """Yield the page of each team, then of each supplier."""
    catalog = writer.estate.catalog
    providers: tuple[Provider, ...] = (*catalog.teams.values(), *catalog.suppliers.values())
    for provider in providers:
        yield provider_page(writer, provider, leaning.get((provider.kind, provider.id), ()))


def provider_page(writer: Writer, provider: Provider, leaning: Sequence[Leaning]) -> Page:
    """Return what a team or supplier carries, on which terms, and which promises lean on that."""
    estate = writer.estate
    run = estate.run_by.get((provider.kind, provider.id), ())
    owned = estate.owned_by.get(provider.id, ()) if isinstance(provider, Team) else ()
    carried: Sequence[Node] = (*owned, *run)
    hanging = alike(each for each in leaning if each.hangs)
    others = alike(each for each in leaning if not each.hangs)
    return writer.entity_page(
        "provider",
        provider,
        kicker=wording.capital(term(provider.kind.lower())),
        provider=provider,
        week=strip(provider.hours),
        agreed=[
            (_(wording.TECHNICAL_LABELS[metric]), text)
            for metric in METRICS
            if (text := general_figure(provider, metric))
        ],
        contract=contract_with(provider, writer.book) if isinstance(provider, Supplier) else None,
        standings=STANDINGS,
        owned=owned,
        run=run,
        run_to=lambda part: run_to(part, estate),
        hanging=[row(same, estate) for same in hanging[:SHOWN]],
        others=[row(same, estate) for same in others[:SHOWN]],
        more=len(hanging[SHOWN:]) + len(others[SHOWN:]),
        broken=sum(each.judgement.verdict != "kept" for each in leaning),
        count=len(leaning),
        carried=carried_by(carried, estate),
    )


def strip(hours: Hours | None) -> Markup:
    """Return hours as a drawn week in their own zone, in winter; nothing where none are known."""
    if hours is None or hours.schedule is None:
        return Markup()
    drawn = week(hours.schedule.local_week(REFERENCE_WEEKS[0]))
    return Markup(drawn)  # noqa: S704 - numbers only
