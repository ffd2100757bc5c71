"""The page of a component: what it is run to, and what leans on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from twoview.diagram import views
from twoview.graph import reach
from twoview.judged import Judged
from twoview.language import _
from twoview.language.terms import term
from twoview.model import METRICS, Commitments, Component, Node, Service, Supplier, Team
from twoview.pages import wording
from twoview.pages.address import address
from twoview.pages.page import Page
from twoview.pages.what_if import Failure, panel
from twoview.pages.writer import Sketch, Writer

Provider = Team | Supplier


@dataclass(frozen=True, slots=True)
class Agreed:
    """A figure of a component, and who stated it."""

    name: str
    value: str
    by: str


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
        run_hours=wording.hours(component.targets.hours or (runner.hours if runner else None)),
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


def agreed(component: Component, estate: Judged) -> list[Agreed]:
    """Return what a component is run to: its own targets, else its team's or supplier's."""
    runner = estate.runner(component)
    rows = []
    for metric in METRICS:
        if own := wording.figure(component.targets, metric):
            rows.append(Agreed(metric, own, _("the component itself")))
        elif runner and (general := general_figure(runner, metric)):
            rows.append(Agreed(metric, general, _stated_by(runner)))
    return rows


def _stated_by(runner: Provider) -> str:
    if isinstance(runner, Team):
        return _("team {name}", name=runner.name)
    return _("supplier {name}", name=runner.name)


def run_to(component: Component, estate: Judged) -> dict[str, str]:
    """Return the figures that a component is run to by metric, whoever states them."""
    return {row.name: row.value for row in agreed(component, estate)}


def general_figure(provider: Provider, metric: str) -> str:
    """Return a figure that a team or supplier states for all that it runs, empty if it does not."""
    names = ("availability", "respond_within", "restore_within", "change_within")
    if metric not in names:
        return ""
    stated = {name: getattr(provider, name, None) for name in names}
    period = getattr(provider, "availability_period", None)
    return wording.figure(Commitments(**stated, availability_period=period), metric)


def carried_by(nodes: Sequence[Node], estate: Judged) -> Carried:
    """Return the services, not retired, that are among some nodes or lean on them."""
    above = reach([node.id for node in nodes], estate.required_by)
    services = (estate.catalog.services.get(ident) for ident in above)
    current = [each for each in services if each and each.status != "retired"]
    return Carried(sorted(current, key=lambda each: each.name), _("No service leans on it."))
