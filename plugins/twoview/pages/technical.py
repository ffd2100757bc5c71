"""The technical view: what things require, what they are run to, and what leans on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from twoview.diagram import views
from twoview.explain import Section, explain
from twoview.graph import components as circles_and_nodes
from twoview.graph import reach
from twoview.judged import WORST_FIRST, Judged, counts
from twoview.language import _, later
from twoview.language.terms import term
from twoview.model import (
    METRICS,
    STATUSES,
    Commitments,
    Component,
    Customer,
    Node,
    Service,
    Supplier,
)
from twoview.pages import balances, costs, finance, operations, promises, providers, wording
from twoview.pages.agreement import customer_page
from twoview.pages.business import outcome_page
from twoview.pages.components import (
    Provider,
    component_page,
    general_figure,
    run_hours,
    run_to,
)
from twoview.pages.leaning import by_provider
from twoview.pages.page import Book, Page
from twoview.pages.what_if import MAP, PATH, failure, panel, what_if_page
from twoview.pages.writer import Sketch, Writer


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


def pages(book: Book) -> Iterator[Page]:
    """Yield every page of the technical view."""
    writer = Writer(book, "technical")
    catalog = book.estate.catalog
    leaning = by_provider(writer.estate)
    yield _index(writer, book.estate)
    yield _map(writer, book.estate)
    yield from balances.pages(book)
    yield from finance.pages(book)
    yield operations.page(writer, leaning)
    yield from (service_page(writer, each) for each in catalog.services.values())
    failures = [failure(each, writer.estate) for each in catalog.components.values()]
    yield what_if_page(writer, failures)
    yield from (component_page(writer, each.component, each) for each in failures)
    yield from providers.pages(writer, leaning)
    yield from (outcome_page(writer, each) for each in catalog.outcomes.values())
    yield from (customer_page(writer, each) for each in catalog.customers.values())


_MORE = {
    later("Promises"): "technical/promises",
    later("Map"): "technical/map",
    later("What if"): "technical/what-if",
    later("Balance"): "technical/balance",
    later("Operations"): "technical/operations",
    later("Costs"): "technical/costs",
    later("Findings"): "findings",
}


def _index(writer: Writer, estate: Judged) -> Page:
    catalog = estate.catalog
    layer = {kind: views.LANES.index(lane) for kind, lane in views.LAYERS.items()}
    return writer.page(
        "technical_index",
        "technical/index",
        heading=_("What everything is built from"),
        kicker=_("Technical view"),
        lead=_(
            "Every service and component, who runs it, what it is run to, and what leans on it."
        ),
        services=sorted(
            catalog.services.values(), key=lambda each: (STATUSES.index(each.status), each.name)
        ),
        worst_first=list(WORST_FIRST),
        components=sorted(
            catalog.components.values(), key=lambda each: (layer[each.type], each.type, each.name)
        ),
        layers={kind: (_(lane), layer[kind]) for kind, lane in views.LAYERS.items()},
        providers=[*catalog.teams.values(), *catalog.suppliers.values()],
        more=[(_(name), writer.href(path, "technical/index")) for name, path in _MORE.items()],
        run_to=lambda part: run_to(part, estate),
    )


def _map(writer: Writer, estate: Judged) -> Page:
    return writer.page(
        "map",
        "technical/map",
        heading=_("Services and components"),
        kicker=_("Technical view"),
        lead=_("What requires what, from services on the left to infrastructure on the right."),
        panel=panel(writer, MAP),
        single=writer.href(PATH, MAP),
        sketch=Sketch(
            _("Map of services and components"),
            _(
                "From left to right: services, supporting services, and components by layer. An "
                "arrow points to what is required."
            ),
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
        kicker=_("Service"),
        status=service.status,
        lead=service.summary,
        service=service,
        node=service,
        consumers=estate.consumers.get(service.id, ()),
        judged=promises.rows(estate.judgements_of.get(service.id, ()), writer.book),
        standing=[each for each in counts(estate.judgements_of.get(service.id, ())) if each[1]],
        headline=list(_headline(service)),
        explanation=_explained(service, estate),
        sheet=_sheet(service, beneath, estate),
        providers=list(_providers(service, beneath, estate)),
        recovery=_recovery(service, beneath, estate),
        cost=costs.made_of(service, estate),
        sketch=Sketch(
            _("What {service} requires, and what requires it", service=service.name),
            _(
                "From left to right: services, supporting services, and components by layer. An "
                "arrow points to what is required."
            ),
            lambda href: views.technical_service(estate, service, href),
        ),
    )


def _headline(service: Service) -> Iterator[tuple[str, str]]:
    """Yield what the service promises to all foremost, as engineers write it."""
    for metric in ("availability", "restore_within"):
        if text := wording.figure(service.commitments, metric):
            yield _(wording.TECHNICAL_LABELS[metric]), text


def _explained(service: Service, estate: Judged) -> list[Section]:
    """Return the explanation of a service without its first section: the page tells that itself."""
    return explain(estate, service)[1:] if service.id in estate.judgements_of else []


def figures(commitments: Commitments) -> dict[str, str]:
    """Return every metric in an engineer's words, empty where it is not stated."""
    return {metric: wording.figure(commitments, metric) for metric in METRICS}


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
        yield _promised_row(_("Nobody named"), None, service.commitments)
    for engagement in service.customers:
        promised = service.promised_to(engagement)
        if promised.stated():
            customer = estate.catalog.customers.get(engagement.id)
            yield _promised_row(engagement.id, customer, promised)


def _promised_row(name: str, customer: Customer | None, promised: Commitments) -> Promised:
    return Promised(name, customer, wording.hours(promised.hours), figures(promised))


def _part(node: Node, service: Service, estate: Judged) -> Part:
    what = term(node.type) if isinstance(node, Component) else _(views.AUDIENCES[node.audience])
    entries = [e for e in service.requires if node.id in e.members]
    near = wording.entry(entries[0]) if entries else _("indirectly")
    if isinstance(node, Service):
        hours = wording.hours(node.commitments.hours)
        return Part(node, f"{what}, {near}", hours, figures(node.commitments))
    stated = {name: agreed.value for name, agreed in run_to(node, estate).items()}
    hours = wording.hours(run_hours(node, estate))
    return Part(node, f"{what}, {near}", hours, {name: stated.get(name, "") for name in METRICS})


_NAMED = 4
"""How many of the things that a team or supplier carries are named."""


def _providers(
    service: Service, beneath: Sequence[Node], estate: Judged
) -> Iterator[dict[str, object]]:
    carried: dict[tuple[str, str], tuple[Provider, list[str]]] = {}
    owner = estate.catalog.teams.get(service.owner)
    if owner:
        carried[owner.kind, owner.id] = (owner, [_("the service itself")])
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
        shown = ", ".join(names[:_NAMED])
        if more := len(names[_NAMED:]):
            shown = _("{names} and {count} more", names=shown, count=more)
        contract = provider.contract if isinstance(provider, Supplier) else None
        reference = contract.reference if contract else ""
        yield {
            "provider": provider,
            "carries": shown,
            "contract": reference,
            "responds": general_figure(provider, "respond_within"),
            "restores": general_figure(provider, "restore_within"),
        }


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
    steps: list[list[Node]] = [[] for _step in range(max(step.values()))]
    for ident in sorted(step):
        if node := estate.catalog.node(ident):
            steps[step[ident] - 1].append(node)
    return [each for each in steps if each]
