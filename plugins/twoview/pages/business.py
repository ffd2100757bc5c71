"""The business view: what customers can do and count on. No component is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from twoview.diagram import views
from twoview.judged import Judged
from twoview.model import Commitments, Customer, Engagement, Outcome, Service
from twoview.pages import wording
from twoview.pages.page import Book, Page, by_priority
from twoview.pages.verdicts import promised, summary
from twoview.pages.wording import Promise
from twoview.pages.writer import Sketch, Writer


@dataclass(frozen=True, slots=True)
class Row:
    """One metric, and what each column of customers is promised; None where nothing is."""

    label: str
    cells: Sequence[Promise | None]


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is agreed with whom: customers with the same promises share a column."""

    names: Sequence[str]
    columns: Sequence[Sequence[Promise]]

    @property
    def rows(self) -> list[Row]:
        """Return the promises by metric, a cell for each column."""
        found = [{each.metric: each for each in column} for column in self.columns]
        labels = {each.metric: each.label for column in self.columns for each in column}
        order = ["hours", "support_hours", *wording.LABELS]
        stated = sorted(labels, key=order.index)
        return [Row(labels[m], [column.get(m) for column in found]) for m in stated]


@dataclass(frozen=True, slots=True)
class Level:
    """How a customer without a service level relates, and what they are promised all the same."""

    name: str
    words: str
    rows: Sequence[Promise]


def pages(book: Book) -> Iterator[Page]:
    """Yield every page of the business view."""
    writer = Writer(book, "business")
    catalog = book.estate.catalog
    yield _index(writer, book.estate)
    yield _map(writer, book.estate)
    yield from (service_page(writer, each) for each in catalog.services.values())
    yield from (outcome_page(writer, each) for each in catalog.outcomes.values())
    yield from (customer_page(writer, each) for each in catalog.customers.values())


def _index(writer: Writer, estate: Judged) -> Page:
    catalog = estate.catalog
    groups = [
        (f"Customers {words}", [c for c in catalog.customers.values() if c.boundary == boundary])
        for boundary, words in wording.BOUNDARIES.items()
    ]
    current = [s for s in catalog.services.values() if s.status != "retired"]
    return writer.page(
        "business_index",
        "business/index",
        heading="What you can count on",
        kicker="Business view",
        lead="Every service in the words of those who use it: what it helps to reach, for whom, "
        "and what is promised.",
        services=sorted(current, key=lambda each: (each.audience == "supporting", each.name)),
        outcomes=by_priority(catalog.outcomes.values()),
        customers=groups,
        all_promises=writer.href("business/promises", "business/index"),
        map=writer.href("business/map", "business/index"),
    )


def _map(writer: Writer, estate: Judged) -> Page:
    return writer.page(
        "map",
        "business/map",
        heading="Customers, outcomes and services",
        kicker="Business view",
        lead="Who wants what, and which services help to reach it.",
        sketch=Sketch(
            "Map of customers, outcomes and services",
            "From left to right: customers, what they want to reach, and the services that help.",
            lambda href: views.business_map(estate, href),
        ),
    )


def service_page(writer: Writer, service: Service) -> Page:
    """Return what a customer wants to know about a service."""
    estate = writer.book.estate
    catalog, judged = estate.catalog, estate.judgements_of.get(service.id, ())
    owner = catalog.teams.get(service.owner)
    behind = [node for node in estate.above(service.id) if isinstance(node, Service)]
    customers = (catalog.customers.get(each.id) for each in service.customers)
    outcomes = (catalog.outcomes.get(each) for each in service.served_outcomes)
    return writer.entity_page(
        "business_service",
        service,
        kicker=wording.AUDIENCES[service.audience],
        status=service.status,
        lead=service.summary,
        service=service,
        customers=[each for each in customers if each],
        outcomes=by_priority([each for each in outcomes if each]),
        behind=behind,
        support=wording.hours(service.commitments.support_hours),
        owner=owner.name if owner else "Nobody named yet",
        owner_contact=owner.contact if owner else "",
        summary=summary(judged),
        total=len(judged),
        agreed=_agreed(service, writer.book),
        others=list(_others(service, writer.book)),
        window=_window(service.commitments),
        sketch=Sketch(
            f"Whom {service.name} serves, and the services behind it",
            "From left to right: customers, what they want to reach, this service, and the "
            "services that it leans on.",
            lambda href: views.business_service(estate, service, href),
        ),
    )


_IN_USE_FIRST = ("live", "retiring", "proposed")


def _window(commitments: Commitments) -> str:
    if not commitments.maintenance:
        return ""
    return f"Announced maintenance: {wording.hours(commitments.maintenance)}."


def _agreed(service: Service, book: Book) -> Agreed:
    """Return what customers with an agreed service level are promised; of old services, nothing."""
    partners = [each for each in service.customers if each.relationship == "service"]
    if service.status == "retired":
        return Agreed([], [])
    if not partners:
        rows = promised(book, service, None, service.commitments)
        return Agreed(["Everyone"] if rows else [], [rows] if rows else [])
    columns: dict[str, tuple[list[Engagement], list[Promise]]] = {}
    for engagement in partners:
        rows = promised(book, service, engagement.id, service.promised_to(engagement))
        columns.setdefault(repr(rows), ([], rows))[0].append(engagement)
    return Agreed(
        [_names(engagements, book.estate) for engagements, _ in columns.values()],
        [rows for _, rows in columns.values()],
    )


_UNAGREED = {
    "partnership": "You and the team work as partners towards a shared goal; there is no service "
    "level between you.",
    "utility": "This is simply there. What matters is what happens when it fails.",
}


def _others(service: Service, book: Book) -> Iterator[Level]:
    for engagement in service.customers:
        if words := _UNAGREED.get(engagement.relationship):
            rows = promised(book, service, engagement.id, engagement.commitments)
            yield Level(_names([engagement], book.estate), words, rows)


def _names(engagements: list[Engagement], estate: Judged) -> str:
    customers = estate.catalog.customers
    names = [customers[each.id].name if each.id in customers else each.id for each in engagements]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def outcome_page(writer: Writer, outcome: Outcome) -> Page:
    """Return what an outcome is and what helps to reach it, in the technical view to the ground."""
    estate = writer.book.estate
    deep = writer.view == "technical"
    beneath = "services and all parts beneath" if deep else "services"
    return writer.entity_page(
        "outcome",
        outcome,
        kicker="Outcome",
        outcome=outcome,
        services=estate.served_by.get(outcome.id, ()),
        sketch=Sketch(
            f"What delivers the outcome {outcome.name}",
            f"From left to right: who wants it, the outcome, and the {beneath} that deliver it.",
            lambda href: views.outcome(estate, outcome, href, deep=deep),
        ),
    )


def customer_page(writer: Writer, customer: Customer) -> Page:
    """Return what a customer wants and gets; in the technical view with all beneath."""
    estate = writer.book.estate
    deep = writer.view == "technical"
    wanted = [each for each in estate.catalog.outcomes.values() if customer.id in each.customers]
    services = [
        {
            "service": service,
            "engagement": engagement,
            "rows": promised(writer.book, service, engagement.id, service.promised_to(engagement)),
        }
        for service, engagement in sorted(
            estate.services_of.get(customer.id, ()),
            key=lambda each: (_IN_USE_FIRST.index(each[0].status), each[0].name),
        )
    ]
    beneath = "services and all parts beneath" if deep else "services"
    return writer.entity_page(
        "customer",
        customer,
        kicker="Customer",
        customer=customer,
        outcomes=by_priority(wanted),
        services=services,
        sketch=Sketch(
            f"What {customer.name} want and what delivers it",
            f"From left to right: the customer, what they want to reach, and the {beneath} that "
            "deliver it.",
            lambda href: views.customer(estate, customer, href, deep=deep),
        ),
    )
