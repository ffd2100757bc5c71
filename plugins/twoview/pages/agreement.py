"""The page of a customer: in the business view all that is agreed with them, ready for print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from twoview.cost import rounded
from twoview.diagram import views
from twoview.judged import Judged
from twoview.language import _, later
from twoview.model import Boundary, Customer, Engagement, Outcome, Relationship, Service, Team
from twoview.pages import wording
from twoview.pages.page import Page, by_priority
from twoview.pages.since import changes_for
from twoview.pages.verdicts import MEANINGS, promised, summary
from twoview.pages.wording import Promise, Standing
from twoview.pages.writer import Sketch, Writer
from twoview.promises.judge import Judgement

WHO: Mapping[Boundary, str] = {
    "external": later("Customer outside the organization"),
    "internal": later("Customer in the business"),
    "it": later("Customer in IT"),
}
RELATIONS: Mapping[Relationship, str] = {
    "service": later("With an agreed service level."),
    "partnership": later(
        "You and the team work as partners towards a shared goal; there is no service level "
        "between you."
    ),
    "utility": later("This is simply there. What matters is what happens when it fails."),
}
_IN_USE_FIRST = ("live", "retiring", "proposed")
_IN_USE = ("live", "retiring")


@dataclass(frozen=True, slots=True)
class Item:
    """One service as it is agreed with a customer; `shared` says whether others have it too."""

    service: Service
    engagement: Engagement
    rows: Sequence[Promise]
    stands: Sequence[tuple[Standing, int]]
    support: str
    maintenance: str
    owner: Team | None
    price: str
    shared: bool

    @property
    def anchor(self) -> str:
        """The place of the service in the page."""
        return f"service-{self.service.id}"


@dataclass(frozen=True, slots=True)
class Concern:
    """A promise that is not backed, with only the priorities for which it is not."""

    item: Item
    row: Promise


@dataclass(frozen=True, slots=True)
class Wanted:
    """An outcome with the customer's services that help to reach it, and others that do."""

    outcome: Outcome
    helped: Sequence[Service]
    others: Sequence[Service]


def customer_page(writer: Writer, customer: Customer) -> Page:
    """Return what a customer wants and gets; in the technical view with all beneath."""
    deep = writer.view == "technical"
    items = _items(writer, customer)
    template, more = ("customer", {}) if deep else ("agreement", _agreed(writer, customer, items))
    return writer.entity_page(
        template,
        customer,
        kicker=_("Customer") if deep else _("Your service agreement"),
        customer=customer,
        who=WHO[customer.boundary],
        items=items,
        wanted=list(_wanted(writer.estate, customer, items)),
        sketch=_sketch(writer.estate, customer, deep=deep),
        **more,
    )


def _agreed(writer: Writer, customer: Customer, items: Sequence[Item]) -> dict[str, Any]:
    """Return what only the agreement tells."""
    estate = writer.estate
    stands = summary(_judged(estate, customer))
    return {
        "lead": _(
            "What you get, what you are promised and whom to ask, as of {day}.",
            day=wording.day(estate.today),
        ),
        "paper": _(
            "{catalog}, {day}",
            catalog=estate.catalog.settings.name,
            day=wording.day(estate.today),
        ),
        "in_use": [each for each in items if each.service.status in _IN_USE],
        "planned": [each for each in items if each.service.status not in _IN_USE],
        "stands": stands,
        "concerns": [
            (standing, count, _concerns(items, standing.verdict))
            for standing, count in stands
            if standing.verdict != "kept"
        ],
        "meanings": MEANINGS,
        "relations": RELATIONS,
        "total": _total(items, estate),
        "shared": any(item.shared for item in items if item.price),
        "gone": _gone(estate, customer),
        "changes": changes_for(customer, _followed(estate, customer), writer.book),
        "knows_all": writer.book.may("portfolio"),
    }


def _sketch(estate: Judged, customer: Customer, *, deep: bool) -> Sketch:
    about = (
        _(
            "From left to right: the customer, what they want to reach, and the services and all "
            "parts beneath that deliver it."
        )
        if deep
        else _(
            "From left to right: the customer, what they want to reach, and the services that "
            "deliver it."
        )
    )
    return Sketch(
        _("What {customer} want and what delivers it", customer=customer.name),
        about,
        lambda href: views.customer(estate, customer, href),
    )


def _items(writer: Writer, customer: Customer) -> list[Item]:
    """Return the services of a customer, those in use first."""
    found = writer.estate.services_of.get(customer.id, ())
    in_order = sorted(
        found, key=lambda each: (_IN_USE_FIRST.index(each[0].status), each[0].name, each[0].id)
    )
    return [_item(writer, service, engagement) for service, engagement in in_order]


def _item(writer: Writer, service: Service, engagement: Engagement) -> Item:
    estate, agreed = writer.estate, service.promised_to(engagement)
    own = [each for each in _of(estate, service) if each.promise.customer == engagement.id]
    return Item(
        service=service,
        engagement=engagement,
        rows=promised(writer.book, service, engagement.id, agreed),
        stands=summary(own),
        # Where the level is agreed, the hours of help are among what is promised.
        support="" if agreed.support_hours else wording.hours(service.commitments.support_hours),
        maintenance=wording.hours(agreed.maintenance or service.commitments.maintenance),
        owner=estate.catalog.teams.get(service.owner),
        price=wording.charge(service.price, estate.catalog.settings.currency),
        shared=len(service.customers) > 1,
    )


def _of(estate: Judged, service: Service) -> Sequence[Judgement]:
    return estate.judgements_of.get(service.id, ())


def _judged(estate: Judged, customer: Customer) -> list[Judgement]:
    """Return what becomes of all promises to a customer."""
    services = (service for service, _ in estate.services_of.get(customer.id, ()))
    found = (each for service in services for each in _of(estate, service))
    return [each for each in found if each.promise.customer == customer.id]


def _concerns(items: Iterable[Item], verdict: str) -> list[Concern]:
    """Return the promises for which a verdict holds."""
    found = ((item, _only(row, verdict)) for item in items for row in item.rows)
    return [Concern(item, row) for item, row in found if row]


def _only(row: Promise, verdict: str) -> Promise | None:
    """Return a promise with the priorities for which a verdict holds, None where it never does."""
    standings = [(name, each) for name, each in row.standings if each.verdict == verdict]
    names = {name for name, _ in standings}
    parts = [part for part in row.parts if names == {""} or part[0] in names]
    return replace(row, standings=standings, parts=parts) if standings else None


def _wanted(estate: Judged, customer: Customer, items: Iterable[Item]) -> Iterator[Wanted]:
    """Yield the outcomes that a customer wants, the most important first."""
    own = {item.service.id for item in items}
    outcomes = estate.catalog.outcomes.values()
    for outcome in by_priority([each for each in outcomes if customer.id in each.customers]):
        services = estate.served_by.get(outcome.id, ())
        yield Wanted(
            outcome,
            helped=[each for each in services if each.id in own],
            others=[each for each in services if each.id not in own],
        )


def _total(items: Iterable[Item], estate: Judged) -> str:
    """Return what the services in use cost a month, empty where none has a price."""
    services = (item.service for item in items if item.service.status in _IN_USE)
    prices = [service.price.monthly for service in services if service.price]
    currency = estate.catalog.settings.currency or ""
    return rounded(sum(prices, Fraction())).words(currency).strip() if prices else ""


def _gone(estate: Judged, customer: Customer) -> list[Service]:
    """Return the services that the customer had, and that are not in use any more."""
    return [each for each in _had(estate, customer) if each.status == "retired"]


def _had(estate: Judged, customer: Customer) -> Iterator[Service]:
    for service in estate.catalog.services.values():
        if any(each.id == customer.id for each in service.customers):
            yield service


def _followed(estate: Judged, customer: Customer) -> list[Service | Outcome | Customer]:
    """Return all whose changes a customer wants to know of."""
    outcomes = estate.catalog.outcomes.values()
    wanted = [each for each in outcomes if customer.id in each.customers]
    return [customer, *_had(estate, customer), *wanted]
