"""Inward: what the inside has agreed to is written down."""

from __future__ import annotations

from collections.abc import Iterator

from twoview.estate import Estate
from twoview.finding import Problem, Severity, rule
from twoview.graph import reach
from twoview.judged import Judged
from twoview.model import Component, Node, Supplier, Team
from twoview.need import beyond_need, next_lower
from twoview.rules.doubt import mentioned
from twoview.rules.samples import email, server


@rule(
    "component-without-targets",
    Severity.WARNING,
    absence=True,
    bad="""
    components:
      - id: mail-server   # <- component-without-targets
        name: Mail server
        type: server
        team: workplace
    """,
    good="""
    components:
      - id: mail-server
        name: Mail server
        type: server
        team: workplace
        targets:
          availability: 99.5%
          restore_within: 4h
    """,
)
def component_without_targets(estate: Estate) -> Iterator[Problem]:
    """A live component is run to no target at all.

    Nobody inside has agreed to anything, so every promise that leans on it hangs in the air. A
    target is what the team commits itself to, not what was measured. A component that a supplier
    runs takes the supplier's figures, if there are any.
    """
    for component in estate.catalog.components.values():
        if component.status == "live" and not _has_figures(component, estate):
            yield Problem.at(
                component,
                "id",
                message=f"{component.type.capitalize()} `{component.id}` is run to no target, so "
                "that no promise can lean on it.",
                fix="Agree on `targets:` with whoever runs it, for example `availability: 99.5%`.",
            )


def _has_figures(component: Component, estate: Estate) -> bool:
    """Whether a component has targets, or its supplier has or may have figures."""
    supplier = estate.catalog.suppliers.get(component.supplier or "")
    agreed = supplier and (
        supplier.availability or supplier.restore_within or supplier.respond_within
    )
    is_open = component.supplier is not None and estate.may_mention(component.supplier)
    return bool(component.targets.stated() or agreed or is_open)


@rule(
    "no-support-hours",
    Severity.WARNING,
    absence=True,
    bad="""
    teams:
      - id: workplace   # <- no-support-hours
        name: Workplace
    ---
    components:
      - id: mail-server
        name: Mail server
        type: server
        team: workplace
    """,
    good="""
    teams:
      - id: workplace
        name: Workplace
        hours: Mon-Fri 08:00-16:00 Europe/Helsinki
    ---
    components:
      - id: mail-server
        name: Mail server
        type: server
        team: workplace
    """,
)
def no_support_hours(estate: Estate) -> Iterator[Problem]:
    """A team or supplier carries something live and does not say when it works.

    "Restored within four hours" means little while nobody knows which hours count: on Saturday
    night it may mean Monday noon.
    """
    catalog = estate.catalog
    providers: list[Team | Supplier] = [*catalog.teams.values(), *catalog.suppliers.values()]
    for provider in providers:
        if provider.hours is None and (carried := _carried(provider, estate)):
            yield Problem.at(
                provider,
                "id",
                message=f"{provider.kind} `{provider.id}` carries {_listed(carried)} and does not "
                "say at which hours it works.",
                fix="Add `hours:`, a schedule's name or for example "
                "`Mon-Fri 08:00-16:00 Europe/Helsinki`.",
            )


def _carried(provider: Team | Supplier, estate: Estate) -> list[str]:
    """Return what is live and has the hours of its provider: services, components without own."""
    services = estate.owned_by.get(provider.id, ()) if provider.kind == "Team" else ()
    components = estate.run_by.get((provider.kind, provider.id), ())
    silent = [each for each in components if each.targets.hours is None]
    nodes: list[Node] = [*services, *silent]
    return [each.id for each in nodes if each.status == "live"]


def _listed(ids: list[str]) -> str:
    shown = ", ".join(f"`{ident}`" for ident in ids[:3])
    return shown + (f" and {len(ids) - 3} more" if len(ids) > 3 else "")


@rule(
    "unmonitored-single-point",
    Severity.WARNING,
    absence=True,
    bad=email("availability: 99%", server("availability: 99%", mark="unmonitored-single-point")),
    good=email("availability: 99%", server("availability: 99%", more="monitored: true")),
)
def unmonitored_single_point(estate: Judged) -> Iterator[Problem]:
    """A part that stops a live service by failing alone is not monitored.

    The first to notice is a customer. Where one failure is enough, somebody should be woken by it
    before the phone rings.
    """
    for ident, services in _single_points(estate).items():
        component = estate.catalog.components.get(ident)
        if component and not component.monitored and component.status != "retired":
            yield Problem.at(
                component,
                "id",
                message=f"`{ident}` stops {_listed(services)} by failing alone, and is not "
                "monitored.",
                fix="Watch it and say `monitored: true`, or let something stand in for it.",
            )


def _single_points(estate: Judged) -> dict[str, list[str]]:
    """Return the live services that each point stops by failing alone."""
    structure, found = estate.judge.structure, dict[str, list[str]]()
    doubted = estate.unsettled | structure.unjudged
    for service in estate.catalog.services.values():
        if service.status == "live" and service.id not in doubted:
            for point in structure.single_points(service.id):
                found.setdefault(point, []).append(service.id)
    return found


@rule(
    "target-beyond-need",
    Severity.INFO,
    bad=email(
        "availability: 99%",
        server("availability: 99.9%   # <- target-beyond-need"),
    ),
    good=email("availability: 99%", server("availability: 99%")),
)
def target_beyond_need(estate: Judged) -> Iterator[Problem]:
    """A component is run to a higher availability than any promise needs.

    The next lower of the availabilities that are commonly agreed on (90, 95, 98, 99, 99.5, 99.9,
    99.95, 99.99 and 99.999 percent) would keep every promise that leans on it, and all of these are
    kept today. It is where money can be saved, one component at a time.
    """
    doubted = reach(mentioned(estate), estate.requires)
    for ident in sorted(beyond_need(estate.judge)):
        if ident not in doubted:
            component = estate.catalog.components[ident]
            own = estate.judge.figures[ident].availability
            path = ("targets", "availability") if component.targets.availability else ("id",)
            yield Problem.at(
                component,
                *path,
                message=f"`{ident}` is run to {own}, and every promise that leans on it would be "
                f"kept at {next_lower(own)} too.",
                fix=f"Run it to {next_lower(own)} if that saves money, or promise more.",
            )
