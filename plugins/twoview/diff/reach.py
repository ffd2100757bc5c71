"""Whom a change reaches: the services that lean on what changed, and their customers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from twoview.changes import Change, Key
from twoview.estate import Estate
from twoview.model import Service


@dataclass(frozen=True, slots=True)
class Reach:
    """Something that changed, the ids of the services that lean on it, and of their customers."""

    kind: str
    id: str
    services: tuple[str, ...]
    customers: tuple[str, ...]


def reaches(before: Estate, after: Estate, changes: Iterable[Change]) -> Iterator[Reach]:
    """Yield how far changes reach that are more than words; what nothing leans on is left out."""
    for kind, ident in dict.fromkeys(each.key for each in changes if each.topic != "text"):
        above = {
            service.id: service
            for estate in (before, after)
            for service in _leaning(estate, (kind, ident))
        }
        customers = chain.from_iterable(each.customers for each in above.values())
        if above:
            whom = tuple(sorted({each.id for each in customers}))
            yield Reach(kind, ident, tuple(sorted(above)), whom)


@dataclass(frozen=True, slots=True)
class Affected:
    """Who is affected by promises of a service: customers, what they want to reach, and services.

    All are ids; services are named where the service has no customers of its own.
    """

    customers: tuple[str, ...]
    outcomes: tuple[str, ...]
    services: tuple[str, ...]


def affected(estate: Estate, service: Service, customers: Iterable[str | None]) -> Affected:
    """Return who is affected by promises that a service makes to some customers, or to nobody."""
    whom = set(customers)
    to_all = None in whom
    hit = [each for each in service.customers if to_all or each.id in whom]
    wanted = chain(chain.from_iterable(each.outcomes for each in hit), service.outcomes)
    if hit:
        named = (each.id for each in hit)
        return Affected(tuple(dict.fromkeys(named)), tuple(dict.fromkeys(wanted)), ())
    above = [node for node in estate.above(service.id) if isinstance(node, Service)]
    whose = {each.id for node in above for each in node.customers}
    return Affected(tuple(sorted(whose)), (), tuple(sorted(each.id for each in above)))


def _leaning(estate: Estate, key: Key) -> Iterator[Service]:
    """Yield the services, not retired, that lean on an entity; what it requires is not asked."""
    for ident in _carried(estate, key):
        for node in estate.above(ident):
            if isinstance(node, Service) and node.status != "retired":
                yield node


def _carried(estate: Estate, key: Key) -> Sequence[str]:
    """Return the nodes that an entity is, or carries: a team and supplier those that it runs."""
    kind, ident = key
    if kind in ("Service", "Component"):
        return [ident]
    return [node.id for node in estate.run_by.get(key, ())]
