"""The availability that services can keep, what it hangs on, and what would raise it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from twoview.model import Period
from twoview.promises.arithmetic import Case, Ids
from twoview.promises.composition import Basis, Blueprint, Composition, Count, worst_share
from twoview.promises.figures import Figures
from twoview.promises.made import Promise
from twoview.promises.structure import Credit, Gate, Structure
from twoview.values import Share

# No percentage can be written with more.
_MOST_DECIMALS = 12


@dataclass(frozen=True, slots=True)
class Window:
    """What an availability comes to in a shorter period than some points agreed theirs for."""

    share: Fraction
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repairs:
    """The smallest single changes that would keep an availability promise which is short.

    `raises` are the single points with the availability that each would need, rounded up; weakest
    first. `declared` is what the service would come to if the members of the groups in `declare`
    declared failure domains, and `best` the best promise that holds today.
    """

    raises: tuple[tuple[str, Share], ...]
    declare: tuple[Gate, ...]
    declared: Fraction | None
    best: Share


class Availability:
    """The availabilities of the services of one catalog."""

    def __init__(self, structure: Structure, figures: Mapping[str, Figures]) -> None:
        """Take the structure of the catalog, and what its points are run to."""
        self._structure = structure
        self._figures = figures
        self._blueprint = Blueprint(structure, figures)
        self._counts: dict[tuple[Case, Period], Count] = {}
        self._missing = frozenset(
            ident for ident, own in figures.items() if own.availability is None
        )

    def value(self, promise: Promise, case: Case) -> Fraction:
        """Return the share of time that a service is up."""
        return self._share(promise.service, case)

    def because(self, promise: Promise, case: Case) -> Ids:
        """Return the points by how much the share would gain if they were always up."""
        return self._weakest(promise.service, case)

    def leans_on(self, promise: Promise, case: Case) -> Ids:
        """Return the points that the share depends on."""
        return self.composition(promise.service, case).points

    def unknown(self, promise: Promise) -> Ids:
        """Return the points that the share depends on and that have agreed to none."""
        points = self.composition(promise.service, "perfect").points
        return tuple(each for each in points if each in self._missing)

    def _share(self, ident: str, case: Case, credit: Credit = "earned") -> Fraction:
        if case == "worst" and not self._missing.isdisjoint(self._structure.single_points(ident)):
            return Fraction(0)
        return self.composition(ident, case, credit).share

    def _weakest(self, ident: str, case: Case) -> tuple[str, ...]:
        return self._count(self._needed(ident, case)).weakest(self.composition(ident, case))

    def composition(self, ident: str, case: Case, credit: Credit = "earned") -> Composition:
        """Return what the availability of a node is made of."""
        return self._count(self._needed(ident, case)).of(ident, credit)

    def instead(self, ident: str, own: Mapping[str, Share], case: Case = "worst") -> Composition:
        """Return what the availability of a node would be made of with other figures for some."""
        return Count(self._blueprint, Basis(case, own=own)).of(ident)

    def _count(self, case: Case, period: Period = "year") -> Count:
        if (case, period) not in self._counts:
            self._counts[case, period] = Count(self._blueprint, Basis(case, period))
        return self._counts[case, period]

    def _needed(self, ident: str, case: Case) -> Case:
        """Return the one case for both where nothing is missing, so that it is counted once."""
        return "worst" if self._missing.isdisjoint(self._structure.beneath[ident]) else case

    def if_independent(self, ident: str, case: Case) -> Fraction:
        """Return the share with every group independent whose members share no declared domain."""
        credit: Credit = "independent" if self._uncredited(ident, "independent") else "earned"
        return self.composition(ident, case, credit).share

    def _uncredited(self, ident: str, credit: Credit) -> tuple[Gate, ...]:
        """Return the groups beneath a node that have not earned what they would have otherwise."""
        credited = self._structure.credited
        gates = self._structure.gates[ident]
        return tuple(each for each in gates if credited(each, credit) and not credited(each))

    def window(self, ident: str, case: Case, period: Period) -> Window | None:
        """Return what a share comes to in a period that is shorter than that of some figures."""
        points = self.composition(ident, case).points
        longer = tuple(each for each in points if self._is_worse_in(period, each))
        if not longer:
            return None
        return Window(self._count(self._needed(ident, case), period).of(ident).share, longer)

    def _is_worse_in(self, period: Period, ident: str) -> bool:
        own = self._figures[ident]
        if own.period == period or own.availability is None:
            return False
        agreed = own.availability.value
        return worst_share(agreed, own.period, period) < agreed

    def repairs(self, ident: str, promised: Share) -> Repairs:
        """Return what would keep a short promise, with all that was never agreed at its worst."""
        declare = self._uncredited(ident, "declared")
        return Repairs(
            raises=tuple(self._raises(ident, promised)),
            declare=declare,
            declared=self._share(ident, "worst", "declared") if declare else None,
            best=Share(self._share(ident, "worst")).down_to(promised.decimals),
        )

    def _raises(self, ident: str, promised: Share) -> Iterator[tuple[str, Share]]:
        """Yield the own availability that each single point would need, if any does.

        The availability is the point's own times what everything else comes to. A point that has
        agreed to none counts as perfect in a short promise, so that none would do.
        """
        single = frozenset(self._structure.single_points(ident))
        if not single.isdisjoint(self._missing):
            return
        for point in self._weakest(ident, "worst"):
            if point in single and (needed := promised.value / self._rest(ident, point)) <= 1:
                # Two decimals more than the promise has: the smallest change that people can read.
                decimals = min(promised.decimals + 2, _MOST_DECIMALS)
                yield point, _rounded_up(needed, decimals)

    def _rest(self, ident: str, point: str) -> Fraction:
        """Return the share with a single point always up."""
        own = self._count("worst").own(point)
        if not own:
            return self.instead(ident, {point: Share(Fraction(1))}).share
        return self._share(ident, "worst") / own


def _rounded_up(share: Fraction, decimals: int) -> Share:
    """Return a share rounded up, with more decimals if fewer would make it all of the time."""
    rounded = (
        Share(Fraction(ceil(share * 100 * 10**places), 100 * 10**places))
        for places in range(decimals, _MOST_DECIMALS + 1)
    )
    fitting = (each for each in rounded if each.value < 1)
    # Read back, it has no more decimals than it needs.
    return Share.parse(str(next(fitting, Share(Fraction(1)))))
