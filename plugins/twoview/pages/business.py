"""The business view: what customers can do and count on. No component is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from twoview.diagram import views
from twoview.judged import Judged
from twoview.language import _, later
from twoview.model import Boundary, Commitments, Engagement, Outcome, Service, Team
from twoview.pages import portfolio, wording
from twoview.pages.agreement import RELATIONS, customer_page
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
    groups: Sequence[Sequence[Engagement]] = ()
    """The customers of each column; none where nobody is named."""

    @property
    def rows(self) -> list[Row]:
        """Return the promises by metric, a cell for each column."""
        found = [{each.metric: each for each in column} for column in self.columns]
        labels = {each.metric: each.label for column in self.columns for each in column}
        order = ["hours", "support_hours", *wording.LABELS]
        stated = sorted(labels, key=order.index)
        return [Row(labels[m], [column.get(m) for column in found]) for m in stated]


@dataclass(frozen=True, slots=True)
class Said:
    """What the head of a page says foremost, and for whom; `names` is empty where it is for all."""

    names: str
    value: str
    priority: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """How a customer without a service level relates, and what they are promised all the same."""

    name: str
    words: str
    rows: Sequence[Promise]


def pages(book: Book) -> Iterator[Page]:
    """Yield every page of the business view."""
    writer = Writer(book, "business")
    catalog = writer.estate.catalog
    yield _index(writer)
    yield _map(writer)
    if book.may("portfolio"):
        yield portfolio.page(writer)
    yield from (service_page(writer, each) for each in catalog.services.values())
    yield from (outcome_page(writer, each) for each in catalog.outcomes.values())
    yield from (customer_page(writer, each) for each in catalog.customers.values())


_GROUPS: Mapping[Boundary, str] = {
    "external": later("Customers outside the organization"),
    "internal": later("Customers in the business"),
    "it": later("Customers in IT"),
}


def _index(writer: Writer) -> Page:
    catalog, path = writer.estate.catalog, "business/index"
    customers = sorted(catalog.customers.values(), key=lambda each: each.name)
    current = [s for s in catalog.services.values() if s.status != "retired"]
    more = {_("Every promise"): "business/promises", _("See it as a map"): "business/map"}
    if writer.book.may("portfolio"):
        more[_("What is planned and what ends")] = "business/portfolio"
    return writer.page(
        "business_index",
        path,
        heading=_("What you can count on"),
        kicker=writer.called("business"),
        lead=_(
            "Every service in the words of those who use it: what it helps to reach, for whom, "
            "and what is promised."
        ),
        services=sorted(current, key=lambda each: (each.audience == "supporting", each.name)),
        outcomes=by_priority(catalog.outcomes.values()),
        customers=[
            (_(words), [each for each in customers if each.boundary == boundary])
            for boundary, words in _GROUPS.items()
        ],
        more=[(name, writer.href(target, path)) for name, target in more.items()],
        knows_all=writer.book.may("portfolio"),
    )


def _map(writer: Writer) -> Page:
    return writer.page(
        "map",
        "business/map",
        heading=_("Customers, outcomes and services"),
        kicker=writer.called("business"),
        lead=_("Who wants what, and which services help to reach it."),
        sketch=Sketch(
            _("Map of customers, outcomes and services"),
            _(
                "From left to right: customers, what they want to reach, and the services that "
                "help."
            ),
            lambda href: views.business_map(writer.estate, href),
        ),
    )


def service_page(writer: Writer, service: Service) -> Page:
    """Return what a customer wants to know about a service."""
    estate = writer.estate
    catalog, judged = estate.catalog, estate.judgements_of.get(service.id, ())
    owner = catalog.teams.get(service.owner)
    behind = [node for node in estate.above(service.id) if isinstance(node, Service)]
    customers = (catalog.customers.get(each.id) for each in service.customers)
    outcomes = (catalog.outcomes.get(each) for each in service.served_outcomes)
    return writer.entity_page(
        "business_service",
        service,
        kicker=_(wording.AUDIENCES[service.audience]),
        status=service.status,
        lead=service.summary,
        service=service,
        customers=[each for each in customers if each],
        outcomes=by_priority([each for each in outcomes if each]),
        behind=behind,
        support=_support(service, estate),
        owner=_owner(service, owner),
        owner_contact=owner.contact if owner else "",
        summary=summary(judged),
        total=len(judged),
        agreed=(agreed := _agreed(service, writer)),
        headline=list(_headline(agreed, service, estate)),
        others=list(_others(service, writer)),
        window=_window(service.commitments),
        sketch=Sketch(
            _("Whom {service} serves, and the services behind it", service=service.name),
            _(
                "From left to right: customers, what they want to reach, this service, and the "
                "services that it leans on."
            ),
            lambda href: views.business_service(estate, service, href),
        ),
    )


def _owner(service: Service, owner: Team | None) -> str:
    """Return who answers for a service, empty where its readers may not know that."""
    if owner:
        return owner.name
    return _("Nobody named yet") if service.owner else ""


_HEADLINE = ("availability", "restore_within", "recovery_time", "respond_within", "capacity")
"""The metrics of which the head of a page tells the first two that are promised."""


def _headline(agreed: Agreed, service: Service, estate: Judged) -> Iterator[tuple[str, list[Said]]]:
    """Yield what is promised foremost, each value once, for the most urgent priority."""
    rows = {each.metric: row for row in agreed.rows for each in row.cells if each}
    for metric in [each for each in _HEADLINE if each in rows][:2]:
        row = rows[metric]
        values = zip(map(_foremost, row.cells), agreed.groups, strict=True)
        yield row.label, _said(values, service, estate)


def _foremost(promise: Promise | None) -> tuple[str, str]:
    if promise is None:
        return "", ""
    return promise.parts[0] if promise.parts else ("", promise.value)


def _support(service: Service, estate: Judged) -> list[Said]:
    """Return when help is there; customers without hours of their own have the service's."""
    usual = service.commitments.support_hours
    if not service.customers:
        return [Said("", wording.hours(usual))]
    own = ((service.promised_to(each).support_hours or usual, each) for each in service.customers)
    return _said(((("", wording.hours(hours)), [each]) for hours, each in own), service, estate)


def _said(
    values: Iterable[tuple[tuple[str, str], Sequence[Engagement]]], service: Service, estate: Judged
) -> list[Said]:
    """Return each value once, with those for whom it is where it is not for all customers."""
    found: dict[tuple[str, str], list[Engagement]] = {}
    for value, engagements in values:
        found.setdefault(value, []).extend(engagements)
    is_partly = len(found) > 1 or any(0 < len(e) < len(service.customers) for e in found.values())
    return [
        Said(_names(engagements, estate) if is_partly else "", value, priority)
        for (priority, value), engagements in found.items()
    ]


def _window(commitments: Commitments) -> str:
    if not commitments.maintenance:
        return ""
    return _("Announced maintenance: {hours}.", hours=wording.hours(commitments.maintenance))


def _agreed(service: Service, writer: Writer) -> Agreed:
    """Return what customers with an agreed service level are promised; of old services, nothing."""
    partners = [each for each in service.customers if each.relationship == "service"]
    if service.status == "retired":
        return Agreed([], [])
    if not partners:
        rows = promised(writer.book, service, None, service.commitments)
        return Agreed([_("Everyone")], [rows], [[]]) if rows else Agreed([], [])
    columns: dict[str, tuple[list[Engagement], list[Promise]]] = {}
    for engagement in partners:
        rows = promised(writer.book, service, engagement.id, service.promised_to(engagement))
        columns.setdefault(repr(rows), ([], rows))[0].append(engagement)
    return Agreed(
        [_names(engagements, writer.estate) for engagements, _ in columns.values()],
        [rows for _, rows in columns.values()],
        [engagements for engagements, _ in columns.values()],
    )


def _others(service: Service, writer: Writer) -> Iterator[Level]:
    for engagement in service.customers:
        if engagement.relationship != "service":
            words = _(RELATIONS[engagement.relationship])
            rows = promised(writer.book, service, engagement.id, engagement.commitments)
            yield Level(_names([engagement], writer.estate), words, rows)


def _names(engagements: Sequence[Engagement], estate: Judged) -> str:
    customers = estate.catalog.customers
    names = [customers[each.id].name if each.id in customers else each.id for each in engagements]
    if len(names) == 1:
        return names[0]
    return _("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])


def outcome_page(writer: Writer, outcome: Outcome) -> Page:
    """Return what an outcome is and what helps to reach it, in the technical view to the ground."""
    estate, deep = writer.estate, writer.view == "technical"
    about = (
        _(
            "From left to right: who wants it, the outcome, and the services and all parts beneath "
            "that deliver it."
        )
        if deep
        else _("From left to right: who wants it, the outcome, and the services that deliver it.")
    )
    return writer.entity_page(
        "outcome",
        outcome,
        kicker=_("Outcome"),
        outcome=outcome,
        services=estate.served_by.get(outcome.id, ()),
        sketch=Sketch(
            _("What delivers the outcome {outcome}", outcome=outcome.name),
            about,
            lambda href: views.outcome(estate, outcome, href),
        ),
    )
