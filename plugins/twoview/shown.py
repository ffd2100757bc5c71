"""A catalog as its readers may see it: what is withheld from them is not in it.

Pages and data made from a `Shown` catalog cannot tell what its readers may not know, since nothing
of that can be reached from there. What becomes of promises was judged on the whole catalog before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, replace
from functools import cached_property
from typing import Any, TypeVar, cast

from twoview.audience import CUSTOMERS, FIELDS, SERVICES, STATUSES, Reader, may, shown_fields
from twoview.graph import reach
from twoview.impact import impact
from twoview.judged import Judged
from twoview.load import Loaded
from twoview.model import (
    Catalog,
    Commitments,
    Engagement,
    Entity,
    Entry,
    Hours,
    Origin,
    Requirement,
    Service,
)
from twoview.promises.judge import Judgement
from twoview.source import Document, parse

T = TypeVar("T")
E = TypeVar("E", bound=Entity)
_NOWHERE = Origin(cast("Document", parse("", b"")[0]))
_CLEARED: Mapping[str, Any] = {
    "name": "",
    "verdict": "unjudged",
    "origin": _NOWHERE,
}
"""What stands in place of a withheld value that has no default."""


class Shown(Judged):
    """A catalog as a reader may see it."""

    def __init__(self, whole: Judged, reader: Reader) -> None:
        """Take the whole catalog, and who reads it."""
        super().__init__(Loaded(_catalog(whole, reader), ()), whole.today)
        self.reader = reader
        self._whole = whole

    @cached_property
    def promised(self) -> Sequence[Judgement]:
        """All promises that the reader may see, without what they may not know of them."""
        catalog, seen = self.catalog, shown_fields("Promise", self.reader)
        hidden = self._whole.catalog.customers.keys() - catalog.customers.keys()
        found = (
            each
            for each in self._whole.judgements
            if each.promise.service in catalog.services and each.promise.customer not in hidden
        )
        known = {*seen, "promise"}
        return [_cleared(each, known) for each in found]

    @property
    def judgements(self) -> Sequence[Judgement]:
        """What becomes of each promise; nothing for readers who may not know the verdicts."""
        return self.promised if may(self.reader, FIELDS["Promise"].get("verdict")) else ()


def _catalog(whole: Judged, reader: Reader) -> Catalog:
    """Return what a reader may see of a catalog."""
    catalog = whole.catalog
    customers = {i: c for i, c in catalog.customers.items() if may(reader, CUSTOMERS[c.boundary])}
    outcomes = {
        ident: replace(outcome, customers=_those(outcome.customers, customers))
        for ident, outcome in catalog.outcomes.items()
        if reader != "external" or not customers.keys().isdisjoint(outcome.customers)
    }
    part = Catalog(settings=catalog.settings, customers=customers, outcomes=outcomes)
    services = {
        ident: _inside(service, whole, part, reader)
        for ident, service in catalog.services.items()
        if may(reader, SERVICES[service.audience]) and may(reader, STATUSES[service.status])
    }
    if reader == "external":
        # What helps to reach the others is not theirs to know.
        helped = {ident for each in services.values() for ident in each.served_outcomes}
        outcomes = {ident: each for ident, each in outcomes.items() if ident in helped}
    return Catalog(
        settings=_bare(catalog.settings, reader),
        services=_seen(services, reader),
        components=_seen(catalog.components, reader),
        customers=_seen(customers, reader),
        outcomes=_seen(outcomes, reader),
        teams=_seen(catalog.teams, reader),
        suppliers=_seen(catalog.suppliers, reader),
    )


def _seen(entities: Mapping[str, E], reader: Reader) -> dict[str, E]:
    """Return entities with what a reader may see of them, without those of which it is nothing."""
    return {
        ident: _bare(entity, reader)
        for ident, entity in entities.items()
        if shown_fields(entity.kind, reader)
    }


def _bare(entity: E, reader: Reader) -> E:
    """Return an entity without what is withheld; customers outside do not learn where it stands."""
    kept = {"id", *shown_fields(entity.kind, reader)}
    return _cleared(entity, kept if reader == "external" else kept | {"origin"})


def _cleared(whole: T, kept: set[str]) -> T:
    """Return a dataclass with its fields as if they were left out, but for those to keep."""
    parts = fields(whole)  # type: ignore[arg-type]
    gone = {each.name: _default(each) for each in parts if each.name not in kept}
    return cast("T", replace(cast("Any", whole), **gone))


def _default(field: Field[Any]) -> Any:
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else _CLEARED[field.name]


def _those(idents: Sequence[str], known: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(ident for ident in idents if ident in known)


def _inside(service: Service, whole: Judged, part: Catalog, reader: Reader) -> Service:
    """Return a service with what a reader may see of its customers, promises and requirements."""
    if reader == "technical":
        return service
    seen = [each for each in service.customers if each.id in part.customers]
    commitments, agreed = _promised(service, seen)
    return replace(
        service,
        outcomes=_those(service.outcomes, part.outcomes),
        commitments=_figures(commitments, reader),
        customers=tuple(
            _cleared(
                replace(
                    engagement,
                    outcomes=_those(engagement.outcomes, part.outcomes),
                    commitments=_figures(own, reader),
                ),
                {"id", *shown_fields("Engagement", reader)},
            )
            for engagement, own in zip(seen, agreed, strict=True)
        ),
        requires=tuple(
            _cleared(each, {"id", "any_of", *shown_fields(type(each).__name__, reader)})
            for each in _among_services(service, whole)
        ),
    )


def _promised(
    service: Service, seen: Sequence[Engagement]
) -> tuple[Commitments, Sequence[Commitments]]:
    """Return what is promised to all who are seen, and what more or else to each of them.

    What a service commits to is promised to each customer with an agreed service level, unless they
    have their own. Where only some of them are seen, it tells nothing that is promised to the
    others alone.
    """
    own = [each.commitments for each in seen]
    is_agreed = any(each.relationship == "service" for each in service.customers)
    if not is_agreed or len(seen) == len(service.customers):
        return service.commitments, own
    levels = [service.promised_to(each).stated() for each in seen if each.relationship == "service"]
    shared = {
        name: value
        for name, value in (levels[0] if levels else {}).items()
        if all(each.get(name) == value for each in levels)
    }
    return Commitments(**shared), [_beyond(shared, service, each) for each in seen]


def _beyond(shared: Mapping[str, Any], service: Service, engagement: Engagement) -> Commitments:
    """Return what one customer is promised that is not what all are promised."""
    stated = service.promised_to(engagement).stated()
    if engagement.relationship == "service":
        stated = {name: value for name, value in stated.items() if name not in shared}
    return Commitments(**stated)


def _figures(commitments: Commitments, reader: Reader) -> Commitments:
    """Return commitments as a reader may see them: hours by what they are, not by their name."""
    kept = _cleared(commitments, set(shown_fields("Commitments", reader)))
    return Commitments(**{name: _spelled_out(each) for name, each in kept.stated().items()})


def _spelled_out(value: Any) -> Any:
    if not isinstance(value, Hours):
        return value
    return value.schedule and Hours(str(value.schedule), value.schedule)


def _among_services(service: Service, whole: Judged) -> Iterator[Entry]:
    """Yield what a service requires of other services, also where components stand between."""
    known = whole.catalog.services
    yield from (e for e in service.requires if all(member in known for member in e.members))
    for other in _beyond_components(service, whole):
        lost = impact(whole, [other.id])
        if service.id in lost.stops:
            yield Requirement(id=other.id)
        elif service.id in lost.degrades:
            yield Requirement(id=other.id, failure="degrades")


def _beyond_components(service: Service, whole: Judged) -> list[Service]:
    """Return the services that one reaches through components only."""
    catalog, requires = whole.catalog, whole.requires
    inner = {ident: requires[ident] for ident in (service.id, *catalog.components)}
    direct = requires[service.id]
    found = (catalog.services.get(ident) for ident in reach([service.id], inner))
    return [each for each in found if each and each is not service and each.id not in direct]
