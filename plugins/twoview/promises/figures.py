"""What each point is run to: the figures that the arithmetic of promises leans on.

A component's own targets come first. Its supplier stands in for availability, and its team or
supplier for the time to restore and the hours; its team for the time to change. An opaque service
has its own commitments and nothing else, and works around the clock unless it says otherwise. An id
that the catalog does not have states nothing. Hours with an unknown name are stated, so that nobody
else's hours take their place, and known to nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from twoview.model import (
    Capacity,
    Catalog,
    Commitments,
    Component,
    Hours,
    Period,
    Service,
    Supplier,
    Team,
)
from twoview.promises.made import AROUND_THE_CLOCK
from twoview.promises.turnaround import Turnaround
from twoview.values import Duration, Schedule, Share

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one point is run to; None is what nobody has agreed to.

    `keeps_data` is whether it is a database or a storage, which has a recovery point even if none
    is stated.
    """

    availability: Share | None = None
    period: Period = "month"
    restore: Turnaround
    recovery_time: Duration | None = None
    recovery_point: Duration | None = None
    change_within: Duration | None = None
    capacity: Capacity | None = None
    keeps_data: bool = False


class Statements:
    """Reads the figures of points; what a team or supplier says for many is read once."""

    def __init__(self, catalog: Catalog) -> None:
        """Take the catalog."""
        self._catalog = catalog
        self._turnarounds: dict[tuple[str, str], Turnaround] = {}

    def of(self, ident: str) -> Figures:
        """Return the figures of a point, all of them missing for an id that nothing has."""
        if service := self._catalog.services.get(ident):
            return _of_opaque(service)
        if component := self._catalog.components.get(ident):
            return self._of_component(component)
        return Figures(restore=Turnaround())

    def _of_component(self, component: Component) -> Figures:
        team = self._catalog.teams.get(component.team or "")
        supplier = self._catalog.suppliers.get(component.supplier or "")
        targets = component.targets
        agreed = supplier if supplier and targets.availability is None else targets
        return Figures(
            availability=agreed.availability,
            period=agreed.availability_period or "month",
            restore=self._restore(targets, team or supplier),
            recovery_time=targets.recovery_time,
            recovery_point=targets.recovery_point,
            change_within=_first(targets.change_within, team.change_within if team else None),
            capacity=targets.capacity,
            keeps_data=component.type in ("database", "storage"),
        )

    def _restore(self, targets: Commitments, runner: Team | Supplier | None) -> Turnaround:
        if targets.restore_within is None and targets.hours is None and runner:
            key = (runner.kind, runner.id)
            if key not in self._turnarounds:
                hours = _schedule(runner.hours)
                self._turnarounds[key] = Turnaround(runner.restore_within, hours)
            return self._turnarounds[key]
        times = targets.restore_within
        if times is None and runner:
            times = runner.restore_within
        stated = _first(targets.hours, runner.hours if runner else None)
        return Turnaround(times, _schedule(stated))


def _of_opaque(service: Service) -> Figures:
    own = service.commitments
    hours = _schedule(own.hours) if own.hours else AROUND_THE_CLOCK
    return Figures(
        availability=own.availability,
        period=own.availability_period or "month",
        restore=Turnaround(own.restore_within, hours),
        recovery_time=own.recovery_time,
        recovery_point=own.recovery_point,
        change_within=own.change_within,
        capacity=own.capacity,
    )


def _schedule(hours: Hours | None) -> Schedule | None:
    return hours.schedule if hours else None


def _first(*stated: T | None) -> T | None:
    return next((each for each in stated if each is not None), None)
