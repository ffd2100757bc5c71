"""Whom a change reaches: the services that lean on what changed, and their customers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import chain

from twoview.changes import Change, Ids, Key
from twoview.estate import Estate
from twoview.model import Component, Entity, Service


@dataclass(frozen=True, slots=True)
class Reach:
    """Something that changed, the ids of the services that lean on it, and of the customers.

    These are the customers of all those services, and a service's own.
    """

    kind: str
    id: str
    services: tuple[str, ...]
    customers: tuple[str, ...]


def reaches(before: Estate, after: Estate, changes: Iterable[Change], ids: Ids) -> Iterator[Reach]:
    """Yield how far changes reach that are more than words; what reaches nobody is left out.

    `ids` are those that things go by afterwards, by what they were.
    """
    former = {(kind, new): old for (kind, old), new in ids.items()}
    told = [each for each in changes if each.topic != "text"]
    schedules = {str(each.path[1]) for each in told if each.path[:1] == ("schedules",)}
    for kind, ident in dict.fromkeys(each.key for each in told):
        was = former.get((kind, ident), ident)
        sides = ((before, (kind, was)), (after, (kind, ident)))
        leaning = [
            service
            for estate, key in sides
            for service in _leaning(estate, key, schedules)
            if service.status != "retired"
        ]
        above = {ids.get(("Service", each.id), each.id) for each in leaning}
        own = [e.catalog.services.get(key[1]) for e, key in sides if kind == "Service"]
        serving = (each.customers for each in (*leaning, *filter(None, own)))
        served = (each.id for each in chain.from_iterable(serving))
        whom = {ids.get(("Customer", each), each) for each in served}
        if above or whom:
            yield Reach(kind, ident, tuple(sorted(above)), tuple(sorted(whom)))


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


def _leaning(estate: Estate, key: Key, schedules: Set[str]) -> Iterator[Service]:
    """Yield the services that lean on an entity, or on one of these schedules of the catalog."""
    kind, ident = key
    if kind == "Catalog":
        for user in _users(estate, schedules):
            yield from _leaning(estate, (user.kind, user.id), schedules)
            yield from [user] if isinstance(user, Service) else []
    if kind == "Team":
        yield from estate.owned_by.get(ident, ())
    is_node = kind in ("Service", "Component")
    carried = [ident] if is_node else [node.id for node in estate.run_by.get(key, ())]
    for each in carried:
        yield from (node for node in estate.above(each) if isinstance(node, Service))


def _users(estate: Estate, schedules: Set[str]) -> Iterator[Entity]:
    """Yield everything that some schedules are named in."""
    return (each for each in estate.catalog.entities if not schedules.isdisjoint(_hours(each)))


def _hours(entity: Entity) -> Iterator[str]:
    """Yield the hours of an entity, as they are written."""
    terms: list[object] = [entity]
    if isinstance(entity, Service):
        terms = [entity.commitments, *(each.commitments for each in entity.customers)]
    elif isinstance(entity, Component):
        terms = [entity.targets]
    for each in terms:
        for name in ("hours", "maintenance", "support_hours"):
            if hours := getattr(each, name, None):
                yield hours.text
