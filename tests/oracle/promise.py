"""Which promises a catalog makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from twoview.model import METRICS, Capacity, Catalog, Commitments, Service
from twoview.values import Duration, Schedule, Share

from oracle.figures import promised_hours

BY_PRIORITY = ("respond_within", "restore_within")


@dataclass(frozen=True, slots=True)
class Promise:
    """A figure promised to a customer, or to nobody by name: a share, seconds, or an amount."""

    service: str
    customer: str | None
    metric: str
    priority: str | None
    value: Fraction | int
    unit: str
    hours: Schedule

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What promises are sorted by; reading: all four as texts, with nobody and none first."""
        return self.service, self.customer or "", self.metric, self.priority or ""


def promises(catalog: Catalog) -> list[Promise]:
    """Return every promise of a service that is not retired, sorted."""
    services = [each for each in catalog.services.values() if each.status != "retired"]
    found = [promise for each in services for promise in of_service(catalog, each)]
    return sorted(found, key=lambda promise: promise.key)


def of_service(catalog: Catalog, service: Service) -> Iterator[Promise]:
    """Yield the promises of a service, whatever its status."""
    for customer, made in audiences(service):
        for metric in METRICS:
            for priority, value in _values(catalog, made, metric):
                unit = value.unit if isinstance(value, Capacity) else ""
                clock = promised_hours(made.hours)
                yield Promise(service.id, customer, metric, priority, _number(value), unit, clock)


def audiences(service: Service) -> Iterator[tuple[str | None, Commitments]]:
    """Yield who is promised what."""
    for engagement in service.customers:
        yield engagement.id, service.promised_to(engagement)
    if all(each.relationship != "service" for each in service.customers):
        yield None, service.commitments


Value = Share | Duration | Capacity


def _values(catalog: Catalog, made: Commitments, metric: str) -> Iterator[tuple[str | None, Value]]:
    """Yield the values of a metric, by priority where it has priorities.

    Readings: a plain duration is a promise for each of the catalog's priorities; a map is one for
    each priority that it names, known to the catalog or not, and none for the others.
    """
    value = getattr(made, metric)
    if isinstance(value, Mapping):
        yield from value.items()
    elif value is not None:
        of_all = catalog.settings.priorities if metric in BY_PRIORITY else (None,)
        yield from ((priority, value) for priority in of_all)


def _number(value: Value) -> Fraction | int:
    if isinstance(value, Duration):
        return value.seconds
    return value.value if isinstance(value, Share) else value.amount
