"""Which promises there are: one for each service, customer, metric and priority.

Readings of what is left open: a duration to respond or restore that is promised plainly is one
promise for each priority of the catalog; a priority that the catalog does not have is promised all
the same; hours with an unknown name are hours that nobody stated.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from twoview.model import METRICS, Capacity, Catalog, Commitments, Period, Service, Timing
from twoview.source import Pointer
from twoview.values import Duration, Schedule, Share

Value = Share | Duration | Capacity

AROUND_THE_CLOCK = Schedule()
BY_PRIORITY = ("respond_within", "restore_within")
"""The metrics whose promises are made for one priority each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One thing that a service promises to a customer, or to nobody named.

    `path` leads to its value from the service's entity; `hours` and `period` are those that hold
    for it, the customer's own before the service's.
    """

    service: str
    customer: str | None = None
    metric: str
    priority: str | None = None
    value: Value
    path: Pointer = ()
    hours: Schedule = field(default=AROUND_THE_CLOCK, repr=False)
    period: Period = "month"

    @property
    def unit(self) -> str:
        """The unit of a capacity; empty for all other values."""
        return self.value.unit if isinstance(self.value, Capacity) else ""

    @property
    def terms(self) -> tuple[Hashable, ...]:
        """What is promised, whoever it is promised to, down to how the value is written."""
        value = self.value
        decimals = value.decimals if isinstance(value, Share) else 0
        return self.service, self.metric, self.priority, value, decimals, self.hours, self.period

    @property
    def order(self) -> tuple[str, str, str, str]:
        """What promises are sorted by; no customer and no priority come first."""
        return self.service, self.customer or "", self.metric, self.priority or ""


def promises_of(catalog: Catalog) -> list[Promise]:
    """Return the promises of all services that are not retired, in their order."""
    services = (each for each in catalog.services.values() if each.status != "retired")
    priorities = catalog.settings.priorities
    made = (
        promise
        for service in services
        for offer in _offers(service)
        for promise in _made(service, offer, priorities)
    )
    return sorted(made, key=lambda promise: promise.order)


@dataclass(frozen=True, slots=True)
class _Offer:
    """What is promised to whom; `own` leads to the fields that stand at the customer."""

    customer: str | None
    promised: Commitments
    own: Mapping[str, Pointer]


def _offers(service: Service) -> Iterator[_Offer]:
    """Yield what is promised to nobody named, then what is promised to each customer."""
    if not any(customer.relationship == "service" for customer in service.customers):
        yield _Offer(None, service.commitments, {})
    for index, customer in enumerate(service.customers):
        own = dict.fromkeys(customer.commitments.stated(), ("customers", index, "commitments"))
        yield _Offer(customer.id, service.promised_to(customer), own)


def _made(service: Service, offer: _Offer, priorities: Sequence[str]) -> Iterator[Promise]:
    """Yield the promises that an offer makes."""
    promised = offer.promised
    hours = promised.hours.schedule if promised.hours else None
    for metric in METRICS:
        path = (*offer.own.get(metric, ("commitments",)), metric)
        for more, priority, value in _values(metric, getattr(promised, metric), priorities):
            yield Promise(
                service=service.id,
                customer=offer.customer,
                metric=metric,
                priority=priority,
                value=value,
                path=(*path, *more),
                hours=hours or AROUND_THE_CLOCK,
                period=promised.availability_period or "month",
            )


def _values(
    metric: str, stated: Share | Timing | Capacity | None, priorities: Sequence[str]
) -> Iterator[tuple[Pointer, str | None, Value]]:
    """Yield the values that a field states, each with the way to it and its priority."""
    if isinstance(stated, Mapping):
        yield from (((priority,), priority, value) for priority, value in stated.items())
    elif stated is not None:
        of_all = priorities if metric in BY_PRIORITY else (None,)
        yield from (((), priority, stated) for priority in of_all)
