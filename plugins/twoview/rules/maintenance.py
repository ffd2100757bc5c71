"""Maintenance that customers were not told of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from twoview.finding import Problem, Related
from twoview.judged import Judged
from twoview.model import Commitments, Service
from twoview.promises.made import Promise
from twoview.rules.proof import SHOWN, listed
from twoview.source import Pointer
from twoview.values import REFERENCE_WEEKS, Schedule
from twoview.values.intervals import without


@dataclass(frozen=True, slots=True)
class Offer:
    """Commitments to a customer, or to nobody named, and where those of the customer stand."""

    service: Service
    promise: Promise
    commitments: Commitments
    own: Commitments
    path: Pointer

    @property
    def is_timed(self) -> bool:
        """Whether the customer was told when the service is there, or that it mostly is."""
        stated = self.commitments.stated()
        return not stated.keys().isdisjoint(("hours", "availability", "restore_within"))

    @property
    def announced(self) -> Schedule | None:
        """When the customer was told that the service is maintained."""
        maintenance = self.commitments.maintenance
        return maintenance.schedule if maintenance else None

    def at(self) -> Pointer:
        """Return the way to what is announced, else to the hours, else to what is promised."""
        for name in ("maintenance", "hours"):
            if getattr(self.own, name):
                return (*self.path, name)
            if getattr(self.commitments, name):
                return ("commitments", name)
        return self.promise.path


def maintained_at_work(estate: Judged) -> Iterator[Problem]:
    """Yield a problem for each customer in whose hours there is maintenance unannounced."""
    done = _maintained(estate)
    structure = estate.judge.structure
    doubted = estate.unsettled | structure.unjudged
    for offer in _offers(estate):
        ident = offer.service.id
        if offer.is_timed and ident not in doubted:
            points = (each for each in structure.single_points(ident) if each in done)
            late = {
                each: done[each]
                for each in points
                if each != ident and _is_outside(done[each], offer)
            }
            if late:
                yield _problem(offer, late, estate)


def _maintained(estate: Judged) -> Mapping[str, Schedule]:
    """Return when components, and services that require nothing, are maintained, by id."""
    catalog = estate.catalog
    components = {each.id: each.targets.maintenance for each in catalog.components.values()}
    services = {each.id: each.commitments.maintenance for each in catalog.services.values()}
    hours = (components | services).items()
    return {ident: each.schedule for ident, each in hours if each and each.schedule}


def _offers(estate: Judged) -> Iterator[Offer]:
    """Yield what is promised to whom, each with the first of its promises."""
    firsts: dict[tuple[str, str | None], Promise] = {}
    for judgement in estate.judgements:
        promise = judgement.promise
        firsts.setdefault((promise.service, promise.customer), promise)
    for (ident, customer), promise in firsts.items():
        service = estate.catalog.services[ident]
        if customer is None:
            own = Commitments()
            yield Offer(service, promise, service.commitments, own, ("commitments",))
        for index, engagement in enumerate(service.customers):
            if engagement.id == customer:
                path = ("customers", index, "commitments")
                promised = service.promised_to(engagement)
                yield Offer(service, promise, promised, engagement.commitments, path)


def _is_outside(done: Schedule, offer: Offer) -> bool:
    return _meets(done, offer.promise.hours, offer.announced)


@lru_cache(maxsize=4_096)
def _meets(done: Schedule, hours: Schedule, announced: Schedule | None) -> bool:
    """Whether maintenance falls into hours and not into what is announced, in winter or summer."""
    for monday in REFERENCE_WEEKS:
        week = done.week(monday)
        inside = without(week, without(week, hours.week(monday)))
        if without(inside, announced.week(monday) if announced else ()):
            return True
    return False


def _problem(offer: Offer, late: Mapping[str, Schedule], estate: Judged) -> Problem:
    service, promise = offer.service, offer.promise
    whom = f" to `{promise.customer}`" if promise.customer else ""
    told = f"only {offer.announced} is announced" if offer.announced else "none is announced"
    each = listed([f"`{ident}` ({when})" for ident, when in late.items()])
    return Problem.at(
        service,
        *offer.at(),
        message=f"`{service.id}` is promised{whom} {_when(promise.hours)}, and stands still in "
        f"that time for the maintenance of {each}; {told}.",
        fix=f"Announce `maintenance: {next(iter(late.values()))}`, or maintain it in the time that "
        "is announced or outside the hours.",
        related=tuple(_places(late, estate)),
        customer=promise.customer,
    )


def _when(hours: Schedule) -> str:
    return "around the clock" if hours.always else f"in the hours {hours}"


def _places(late: Mapping[str, Schedule], estate: Judged) -> Iterator[Related]:
    for ident in list(late)[:SHOWN]:
        node = estate.catalog.node(ident)
        if node:
            field = "targets" if node.kind == "Component" else "commitments"
            yield Related(node.origin.at(field, "maintenance"), f"`{ident}` is maintained then.")
