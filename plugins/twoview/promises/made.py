"""Which promises there are: one for each service, customer, metric and priority.

Readings of what is left open: a duration that is promised plainly is one promise, whose priority is
None; a priority that the catalog does not have is promised all the same; hours with an unknown name
are hours that nobody stated.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from twoview.model import METRICS, Capacity, Catalog, Commitments, Period, Service, Timing
from twoview.source import Pointer
from twoview.values import Duration, Schedule, Share

Value = Share | Duration | Capacity

AROUND_THE_CLOCK = Schedule()


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
    made = (promise for service in services for offer in _offers(service) for promise in offer)
    return sorted(made, key=lambda promise: promise.order)


def _offers(service: Service) -> Iterator[Iterator[Promise]]:
    """Yield what is promised to nobody named, then what is promised to each customer."""
    if not any(customer.relationship == "service" for customer in service.customers):
        yield _made(service, None, service.commitments)
    for index, customer in enumerate(service.customers):
        path = dict.fromkeys(customer.commitments.stated(), ("customers", index, "commitments"))
        yield _made(service, customer.id, service.promised_to(customer), path)


def _made(
    service: Service,
    customer: str | None,
    promised: Commitments,
    own: Mapping[str, Pointer] | None = None,
) -> Iterator[Promise]:
    """Yield the promises that commitments make; `own` leads to what stands at the customer."""
    hours = promised.hours.schedule if promised.hours else None
    for metric in METRICS:
        path = (*(own or {}).get(metric, ("commitments",)), metric)
        for priority, value in _by_priority(getattr(promised, metric)):
            yield Promise(
                service=service.id,
                customer=customer,
                metric=metric,
                priority=priority,
                value=value,
                path=path if priority is None else (*path, priority),
                hours=hours or AROUND_THE_CLOCK,
                period=promised.availability_period or "month",
            )


def _by_priority(
    stated: Share | Timing | Capacity | None,
) -> Iterable[tuple[str | None, Value]]:
    if isinstance(stated, Mapping):
        return stated.items()
    return () if stated is None else ((None, stated),)
