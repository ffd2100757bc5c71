"""The technical view: what things require, what they are run to, and what leans on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from twoview.diagram import views
from twoview.explain import Section, explain
from twoview.graph import components as circles_and_nodes
from twoview.graph import reach
from twoview.impact import impact
from twoview.judged import Judged
from twoview.model import (
    METRICS,
    STATUSES,
    Commitments,
    Component,
    Customer,
    Entity,
    Node,
    Service,
    Supplier,
    Team,
)
from twoview.pages import balances, costs, promises, wording
from twoview.pages.business import customer_page, outcome_page
from twoview.pages.page import Book, Page
from twoview.pages.writer import Sketch, Writer

Provider = Team | Supplier


@dataclass(frozen=True, slots=True)
class Promised:
    """A row of figures that are promised, to a customer or to nobody named."""

    name: str
    customer: Customer | None
    hours: str
    figures: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """A row of figures that something beneath is run to."""

    node: Node
    words: str
    hours: str
    figures: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Promises and targets side by side, in the columns of the metrics that occur."""

    columns: Sequence[str]
    promised: Sequence[Promised]
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Agreed:
    """A figure of a component, and who stated it."""

    name: str
    value: str
    by: str


@dataclass(frozen=True, slots=True)
class Failure:
    """What the failure of one component alone means."""

    stops: Sequence[Entity]
    degrades: Sequence[Entity]
    outcomes: Sequence[Entity]
    customers: Sequence[Entity]
    promises: int


@dataclass(frozen=True, slots=True)
class Carried:
    """The services that lean on something; `empty` is said where there are none."""

    services: Sequence[Service]
    empty: str = "No service leans on it."


def pages(book: Book) -> Iterator[Page]:
    """Yield every page of the technical view."""
    writer = Writer(book, "technical")
    catalog = book.estate.catalog
    yield _index(writer, book.estate)
    yield _map(writer, book.estate)
    yield from balances.pages(book)
    yield from costs.pages(book)
    yield from (service_page(writer, each) for each in catalog.services.values())
    yield from (component_page(writer, each) for each in catalog.components.values())
    yield from (provider_page(writer, each) for each in catalog.teams.values())
    yield from (provider_page(writer, each) for each in catalog.suppliers.values())
    yield from (outcome_page(writer, each) for each in catalog.outcomes.values())
    yield from (customer_page(writer, each) for each in catalog.customers.values())


_MORE = {
    "Promises": "technical/promises",
    "Map": "technical/map",
    "Balance": "technical/balance",
    "Costs": "technical/costs",
    "Findings": "findings",
}


def _index(writer: Writer, estate: Judged) -> Page:
    catalog = estate.catalog
    layers: dict[str, list[Component]] = {}
    for lane in views.LANES:
        inside = [c for c in catalog.components.values() if views.LAYERS[c.type] == lane]
        if inside:
            layers[lane] = sorted(inside, key=lambda each: (each.type, each.name))
    return writer.page(
        "technical_index",
        "technical/index",
        heading="What everything is built from",
        kicker="Technical view",
        lead="Every service and component, who runs it, what it is run to, and what leans on it.",
        services=sorted(
            catalog.services.values(), key=lambda each: (STATUSES.index(each.status), each.name)
        ),
        layers=list(layers.items()),
        providers=[*catalog.teams.values(), *catalog.suppliers.values()],
        more=[(name, writer.href(path, "technical/index")) for name, path in _MORE.items()],
        run_to=lambda part: run_to(part, estate),
    )


def _map(writer: Writer, estate: Judged) -> Page:
    return writer.page(
        "map",
        "technical/map",
        heading="Services and components",
        kicker="Technical view",
        lead="What requires what, from services on the left to infrastructure on the right.",
        sketch=Sketch(
            "Map of services and components",
            "From left to right: services, supporting services, and components by layer. An arrow "
            "points to what is required.",
            lambda href: views.technical_map(estate, href),
        ),
    )


def service_page(writer: Writer, service: Service) -> Page:
    """Return what an engineer or service owner wants to know about a service."""
    estate = writer.book.estate
    beneath = estate.beneath(service.id)
    return writer.entity_page(
        "technical_service",
        service,
        kicker="Service",
        status=service.status,
        lead=service.summary,
        service=service,
        node=service,
        consumers=estate.consumers.get(service.id, ()),
        judged=promises.rows(estate.judgements_of.get(service.id, ()), writer.book),
        explanation=_explained(service, estate),
        sheet=_sheet(service, beneath, estate),
        providers=list(_providers(service, beneath, estate)),
        recovery=_recovery(service, beneath, estate),
        cost=costs.made_of(service, estate),
        sketch=Sketch(
            f"What {service.name} requires, and what requires it",
            "From left to right: services, supporting services, and components by layer. An arrow "
            "points to what is required.",
            lambda href: views.technical_service(estate, service, href),
        ),
    )


def _explained(service: Service, estate: Judged) -> list[Section]:
    """Return the explanation of a service without its first section: the page tells that itself."""
    return explain(estate, service)[1:] if service.id in estate.judgements_of else []


def figures(commitments: Commitments) -> dict[str, str]:
    """Return every metric in an engineer's words, empty where it is not stated."""
    return {metric: wording.figure(commitments, metric) for metric in METRICS}


def agreed(component: Component, estate: Judged) -> list[Agreed]:
    """Return what a component is run to: its own targets, else its team's or supplier's."""
    runner = estate.runner(component)
    rows = []
    for metric in METRICS:
        if own := wording.figure(component.targets, metric):
            rows.append(Agreed(metric, own, "the component itself"))
        elif runner and (general := _general(runner, metric)):
            rows.append(Agreed(metric, general, f"{runner.kind.lower()} {runner.name}"))
    return rows


def run_to(component: Component, estate: Judged) -> dict[str, str]:
    """Return the figures that a component is run to by metric, whoever states them."""
    return {row.name: row.value for row in agreed(component, estate)}


def _general(provider: Provider, metric: str) -> str:
    """Return a figure that a team or supplier states for all that it runs."""
    names = ("availability", "respond_within", "restore_within", "change_within")
    stated = {name: getattr(provider, name, None) for name in names}
    period = getattr(provider, "availability_period", None)
    return (
        wording.figure(Commitments(**stated, availability_period=period), metric)
        if (metric in names)
        else ""
    )


def _sheet(service: Service, beneath: Sequence[Node], estate: Judged) -> Sheet:
    promised = list(_promised(service, estate))
    parts = [_part(node, service, estate) for node in beneath]
    rows = [*(row.figures for row in promised), *(row.figures for row in parts)]
    columns = [metric for metric in METRICS if any(row[metric] for row in rows)]
    return Sheet(columns, promised, parts)


def _promised(service: Service, estate: Judged) -> Iterator[Promised]:
    agreed_with = [each for each in service.customers if each.relationship == "service"]
    if service.status == "retired":
        return
    if not agreed_with and service.commitments.stated():
        yield _promised_row("Nobody named", None, service.commitments)
    for engagement in service.customers:
        promised = service.promised_to(engagement)
        if promised.stated():
            customer = estate.catalog.customers.get(engagement.id)
            yield _promised_row(engagement.id, customer, promised)


def _promised_row(name: str, customer: Customer | None, promised: Commitments) -> Promised:
    return Promised(name, customer, wording.hours(promised.hours), figures(promised))


def _part(node: Node, service: Service, estate: Judged) -> Part:
    words = node.type if isinstance(node, Component) else f"{node.audience} service"
    entries = [e for e in service.requires if node.id in e.members]
    near = wording.entry(entries[0]) if entries else "indirectly"
    if isinstance(node, Service):
        hours = wording.hours(node.commitments.hours)
        return Part(node, f"{words}, {near}", hours, figures(node.commitments))
    stated, runner = run_to(node, estate), estate.runner(node)
    hours = wording.hours(node.targets.hours or (runner.hours if runner else None))
    return Part(node, f"{words}, {near}", hours, {name: stated.get(name, "") for name in METRICS})


def _providers(
    service: Service, beneath: Sequence[Node], estate: Judged
) -> Iterator[dict[str, object]]:
    carried: dict[tuple[str, str], tuple[Provider, list[str]]] = {}
    owner = estate.catalog.teams.get(service.owner)
    if owner:
        carried[owner.kind, owner.id] = (owner, ["the service itself"])
    for node in beneath:
        provider = (
            estate.runner(node)
            if isinstance(node, Component)
            else estate.catalog.teams.get(node.owner)
        )
        if provider:
            key = (provider.kind, provider.id)
            carried.setdefault(key, (provider, []))[1].append(node.name)
    for provider, names in carried.values():
        shown = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
        contract = provider.contract if isinstance(provider, Supplier) else None
        reference = contract.reference if contract else ""
        yield {"provider": provider, "carries": shown, "contract": reference}


def _recovery(service: Service, beneath: Sequence[Node], estate: Judged) -> list[list[Node]]:
    """Return what can start together, step by step; nothing where no recovery time is stated."""
    parts = [node for node in beneath if isinstance(node, Component)]
    if not any(part.targets.recovery_time for part in parts):
        return []
    inside = reach([service.id], estate.requires)
    edges = {ident: [t for t in estate.requires.get(ident, ()) if t in inside] for ident in inside}
    step: dict[str, int] = {}
    for group in circles_and_nodes(edges):
        if len(group) > 1:
            return []
        ident = group[0]
        step[ident] = 1 + max((step.get(target, 0) for target in edges[ident]), default=0)
    steps: list[list[Node]] = [[] for _ in range(max(step.values()))]
    for ident in sorted(step):
        if node := estate.catalog.node(ident):
            steps[step[ident] - 1].append(node)
    return [each for each in steps if each]


def component_page(writer: Writer, component: Component) -> Page:
    """Return what a component is run to, by whom, and what leans on it."""
    estate = writer.book.estate
    runner = estate.runner(component)
    return writer.entity_page(
        "component",
        component,
        kicker=component.type.capitalize(),
        status=component.status,
        node=component,
        runner=runner,
        run_hours=wording.hours(component.targets.hours or (runner.hours if runner else None)),
        targets=[
            {"name": wording.TECHNICAL_LABELS[row.name], "value": row.value, "by": row.by}
            for row in agreed(component, estate)
        ],
        consumers=estate.consumers.get(component.id, ()),
        failure=_failure(component, estate),
        carried=_carried_by([component], estate),
        sketch=Sketch(
            f"What leans on {component.name}, and what it leans on",
            "From left to right: outcomes, services, supporting services, and components by layer. "
            "An arrow points to what is required.",
            lambda href: views.component(estate, component, href),
        ),
    )


def _failure(component: Component, estate: Judged) -> Failure:
    catalog, found = estate.catalog, impact(estate, [component.id])
    return Failure(
        stops=_those(found.stops, catalog.services),
        degrades=_those(found.degrades, catalog.services),
        outcomes=_those(found.outcomes, catalog.outcomes),
        customers=_those(found.customers, catalog.customers),
        promises=len(found.promises_at_risk),
    )


def _those(idents: Iterable[str], known: Mapping[str, Entity]) -> list[Entity]:
    return [known[ident] for ident in idents if ident in known]


def _carried_by(nodes: Sequence[Node], estate: Judged) -> Carried:
    above = reach([node.id for node in nodes], estate.required_by)
    services = (estate.catalog.services.get(ident) for ident in above)
    current = [each for each in services if each and each.status != "retired"]
    return Carried(sorted(current, key=lambda each: each.name))


def provider_page(writer: Writer, provider: Provider) -> Page:
    """Return what a team or supplier carries, and on which terms."""
    estate = writer.book.estate
    run = estate.run_by.get((provider.kind, provider.id), ())
    owned = estate.owned_by.get(provider.id, ()) if isinstance(provider, Team) else ()
    carried: Sequence[Node] = (*owned, *run)
    return writer.entity_page(
        "provider",
        provider,
        kicker=provider.kind,
        provider=provider,
        agreed=[
            (wording.TECHNICAL_LABELS[metric], text)
            for metric in METRICS
            if (text := _general(provider, metric))
        ],
        owned=owned,
        run=run,
        run_to=lambda part: run_to(part, estate),
        carried=_carried_by(carried, estate),
    )
