"""What is achievable in each metric, the missing figures being perfect or at their worst."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import inf

from twoview.model import Catalog
from twoview.values import Schedule

from oracle import availability, figures, recovery
from oracle.clock import Provider, longest_wait
from oracle.promise import Promise
from oracle.structure import Need, Structure, earned, is_up, redundant

Value = Fraction | float


@dataclass(frozen=True, slots=True)
class Case:
    """A promise with what its service stands on."""

    catalog: Catalog
    promise: Promise
    parts: Structure
    points: tuple[str, ...]
    """Whatever has a state of its own beneath the service."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is achievable, and what makes it so."""

    value: Value
    because: list[str]
    if_independent: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Metric:
    """How to work a metric out with missing figures perfect or worst, and who lacks a figure."""

    work_out: Callable[[Case, bool], Found | None]
    missing: Callable[[Case], Iterable[str]]
    more_is_better: bool = False


# Availability


def _availability(case: Case, perfect: bool) -> Found:
    shares, ident = _shares(case, perfect), case.promise.service
    value, (chosen, *_) = availability.guaranteed(case.catalog, case.parts, ident, shares)
    because = availability.weakest(chosen, ident, shares)
    independent = availability.if_independent(case.catalog, case.parts, ident, shares)
    return Found(value, because, independent)


def _shares(case: Case, perfect: bool) -> dict[str, Fraction]:
    stated = {each: availability.own_share(case.catalog, each) for each in case.points}
    missing = Fraction(1 if perfect else 0)
    return {each: missing if share is None else share for each, share in stated.items()}


def _without_share(case: Case) -> list[str]:
    return next(reasons(case, True))[1]


def reasons(case: Case, perfect: bool) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the weakest points, and who lacks a share, for each choice that is equally good.

    Reading: the members that were not chosen do not count, and neither do points whose state makes
    no difference, as everything that they could carry is lost with others anyway.
    """
    shares, ident = _shares(case, perfect), case.promise.service
    _, best = availability.guaranteed(case.catalog, case.parts, ident, shares)
    for chosen in best:
        counting = availability.relevant(chosen, ident, case.points)
        lacking = [each for each in counting if availability.own_share(case.catalog, each) is None]
        yield availability.weakest(chosen, ident, shares), lacking


# Restoring and responding


def spots(case: Case) -> list[Need]:
    """Return what stops the service by failing: single points, and groups that earned nothing.

    Readings: a group is lost when all its members are down. One whose need is its size is no group
    here, and structure counts every other one as redundant, earned or not.
    """
    parts, service = case.parts, case.promise.service
    singles = [((each,), 1) for each in case.points if not is_up(parts, service, {each})]
    unearned = [place for place in redundant(parts) if not earned(case.catalog, parts, place)]
    groups = [parts[ident][index] for ident, index in unearned]
    return [*singles, *(each for each in groups if not is_up(parts, service, each[0]))]


def _restore(case: Case, perfect: bool) -> Found:
    found = [_restored(case, spot, perfect) for spot in spots(case)]
    longest = max((wait for wait, _ in found), default=0)
    because = {ident for wait, who in found if wait == longest for ident in who}
    return Found(longest, sorted(because))


def _restored(case: Case, spot: Need, perfect: bool) -> tuple[float, list[str]]:
    """Return when a spot is restored, and who takes that long.

    Reading: each member's time is worked out by its own clocks first, and the `need`-th shortest of
    these times is that of the group.
    """
    members, need = spot
    waits = {each: _restore_wait(case, each, perfect) for each in members}
    time = sorted(waits.values())[need - 1]
    return time, [each for each, wait in waits.items() if wait == time]


def _restore_wait(case: Case, ident: str, perfect: bool) -> float:
    return _wait(case, *_restoring(case, ident), perfect)


def _restoring(case: Case, ident: str) -> tuple[int | None, Schedule | None]:
    """Return the figure and hours of a point; a service without own state has neither."""
    if ident not in case.points:
        return None, None
    figure = figures.restore(case.catalog, ident, case.promise.priority)
    return figure, figures.hours(case.catalog, ident)


def _without_restore(case: Case) -> list[str]:
    members = {member for members, _ in spots(case) for member in members}
    return [each for each in members if _is_open(*_restoring(case, each))]


def _is_open(figure: int | None, hours: Schedule | None) -> bool:
    """Whether something is missing; reading: what takes no time is done outside hours, too."""
    return figure is None or (hours is None and figure > 0)


def _respond(case: Case, perfect: bool) -> Found:
    return Found(_wait(case, *_responding(case), perfect), [_owner(case)])


def _responding(case: Case) -> tuple[int | None, Schedule | None]:
    team = case.catalog.teams.get(_owner(case))
    if team is None:
        return None, None
    figure = figures.seconds(team.respond_within, case.promise.priority)
    return figure, team.hours.schedule if team.hours else None


def _owner(case: Case) -> str:
    """Return the owner; reading: `because` and `unknown` name the team, which is no node."""
    return case.catalog.services[case.promise.service].owner


def _without_response(case: Case) -> list[str]:
    return [_owner(case)] if _is_open(*_responding(case)) else []


def _wait(case: Case, figure: int | None, hours: Schedule | None, perfect: bool) -> float:
    """Return how long a customer waits; what is missing is 0 around the clock, or for ever."""
    if perfect:
        provider = Provider(figure or 0, Schedule() if hours is None else hours)
    else:
        provider = Provider(inf if figure is None else figure, hours)
    return longest_wait(case.promise.hours, provider)


# Recovery, change and capacity


def _own(case: Case, find: Callable[[Catalog, str], int | None]) -> dict[str, int | None]:
    return {each: find(case.catalog, each) for each in case.points}


def _filled(stated: Mapping[str, int | None], perfect: bool) -> dict[str, float]:
    missing = 0 if perfect else inf
    return {each: missing if figure is None else figure for each, figure in stated.items()}


def _missing(stated: Mapping[str, int | None]) -> list[str]:
    return [each for each, figure in stated.items() if figure is None]


def _recovery_time(case: Case, perfect: bool) -> Found:
    own = _filled(_own(case, figures.recovery_time), perfect)
    value, chain = recovery.recovery_time(case.parts, own, case.promise.service)
    return Found(value, [each for each in chain if each in case.points])


def _points_to_recover(case: Case) -> dict[str, int | None]:
    stated = _own(case, figures.recovery_point)
    return {
        each: figure
        for each, figure in stated.items()
        if figure is not None or figures.keeps_data(case.catalog, each)
    }


def _recovery_point(case: Case, perfect: bool) -> Found | None:
    own = _filled(_points_to_recover(case), perfect)
    found = recovery.recovery_point(case.parts, own, case.promise.service)
    return Found(found[0], sorted(found[1])) if found else None


def _change(case: Case, perfect: bool) -> Found:
    value, who = recovery.change(_filled(_own(case, figures.change), perfect))
    return Found(value, sorted(who))


def _capacity(case: Case, perfect: bool) -> Found | None:
    amounts = {each: figures.stated(case.catalog, each).capacity for each in case.points}
    unit = case.promise.unit
    own = {each: have.amount for each, have in amounts.items() if have and have.unit == unit}
    found = recovery.capacity(case.parts, own, case.promise.service)
    return Found(found[0], sorted(found[1])) if found else None


METRICS = {
    "availability": Metric(_availability, _without_share, more_is_better=True),
    "respond_within": Metric(_respond, _without_response),
    "restore_within": Metric(_restore, _without_restore),
    "recovery_time": Metric(
        _recovery_time, lambda case: _missing(_own(case, figures.recovery_time))
    ),
    "recovery_point": Metric(_recovery_point, lambda case: _missing(_points_to_recover(case))),
    "change_within": Metric(_change, lambda case: _missing(_own(case, figures.change))),
    "capacity": Metric(_capacity, lambda case: (), more_is_better=True),
}
