"""The page of a component: what it is run to, and what leans on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from twoview.diagram import views
from twoview.graph import reach
from twoview.judged import Judged
from twoview.language import _
from twoview.language.terms import term
from twoview.model import METRICS, Commitments, Component, Hours, Node, Service, Supplier, Team
from twoview.pages import wording
from twoview.pages.address import address
from twoview.pages.page import Page
from twoview.pages.what_if import Failure, panel
from twoview.pages.writer import Sketch, Writer

Provider = Team | Supplier


@dataclass(frozen=True, slots=True)
class Agreed:
    """A figure of a component, and who stated it; `order` is what times are sorted by."""

    name: str
    value: str
    by: str
    order: int | None


@dataclass(frozen=True, slots=True)
class Carried:
    """The services that lean on something; `empty` is said where there are none."""

    services: Sequence[Service]
    empty: str


def component_page(writer: Writer, component: Component, failure: Failure) -> Page:
    """Return what a component is run to, by whom, and what its failure means."""
    estate = writer.estate
    runner = estate.runner(component)
    return writer.entity_page(
        "component",
        component,
        kicker=wording.capital(term(component.type)),
        status=component.status,
        node=component,
        runner=runner,
        run_hours=wording.hours(run_hours(component, estate)),
        targets=[
            {"name": _(wording.TECHNICAL_LABELS[row.name]), "value": row.value, "by": row.by}
            for row in agreed(component, estate)
        ],
        consumers=estate.consumers.get(component.id, ()),
        failure=failure,
        panel=panel(writer, address(component, "technical"), offered=component),
        carried=carried_by([component], estate),
        sketch=_sketch(component, estate),
    )


def _sketch(component: Component, estate: Judged) -> Sketch:
    return Sketch(
        _("What leans on {name}, and what it leans on", name=component.name),
        _(
            "From left to right: outcomes, services, supporting services, and components by layer. "
            "An arrow points to what is required."
        ),
        lambda href: views.component(estate, component, href),
    )


def agreed(component: Component, estate: Judged) -> Iterator[Agreed]:
    """Yield what a component is run to: its own targets, else its team's or supplier's."""
    runner = estate.runner(component)
    targets = replace(component.targets, hours=run_hours(component, estate))
    for metric in METRICS:
        if own := wording.figure(targets, metric):
            order = _order(targets, metric, estate)
            yield Agreed(metric, own, _("the component itself"), order)
        elif runner and (general := general_figure(runner, metric, targets.hours)):
            yield Agreed(metric, general, _stated_by(runner), _order(runner, metric, estate))


def run_hours(component: Component, estate: Judged) -> Hours | None:
    """Return when a component is looked after: its own hours, else its team's or supplier's."""
    runner = estate.runner(component)
    return component.targets.hours or (runner.hours if runner else None)


def _order(stated: Commitments | Provider, metric: str, estate: Judged) -> int | None:
    """Return the seconds for the most urgent priority; None for what has no priorities."""
    if metric not in wording.CLOCKED:
        return None
    return wording.most_urgent(getattr(stated, metric), estate.catalog.settings.priorities)


def _stated_by(runner: Provider) -> str:
    if isinstance(runner, Team):
        return _("team {name}", name=runner.name)
    return _("supplier {name}", name=runner.name)


def run_to(component: Component, estate: Judged) -> dict[str, Agreed]:
    """Return the figures that a component is run to by metric, whoever states them."""
    return {row.name: row for row in agreed(component, estate)}


def general_figure(provider: Provider, metric: str, hours: Hours | None = None) -> str:
    """Return a figure that a team or supplier states for all that it runs, empty if it does not.

    Its times are counted in its own hours where no others are given.
    """
    names = ("availability", "respond_within", "restore_within", "change_within")
    if metric not in names:
        return ""
    stated = {name: getattr(provider, name, None) for name in names}
    period = getattr(provider, "availability_period", None)
    clock = hours or provider.hours
    return wording.figure(Commitments(**stated, hours=clock, availability_period=period), metric)


def carried_by(nodes: Sequence[Node], estate: Judged) -> Carried:
    """Return the services, not retired, that are among some nodes or lean on them."""
    above = reach([node.id for node in nodes], estate.required_by)
    services = (estate.catalog.services.get(ident) for ident in above)
    current = [each for each in services if each and each.status != "retired"]
    return Carried(sorted(current, key=lambda each: each.name), _("No service leans on it."))
