"""The availability that services can keep, what it hangs on, and what would raise it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from twoview.model import Period
from twoview.promises.backing import Backing, Figure
from twoview.promises.composition import Basis, Blueprint, Composition, Count, worst_share
from twoview.promises.figures import Figures
from twoview.promises.structure import Credit, Gate, Structure
from twoview.values import Share

WORST, PERFECT = 0, 1

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
        self._counts: dict[tuple[int, Period], Count] = {}
        self._known: dict[tuple[str, int], Figure] = {}
        self._missing = frozenset(
            ident for ident, own in figures.items() if own.availability is None
        )

    def count(self, missing: int, period: Period = "year") -> Count:
        """Return the compositions with missing figures at worst (0) or perfect (1).

        Figures agreed for a longer period than this are at the worst that they allow in it.
        """
        key = (missing, period)
        if key not in self._counts:
            self._counts[key] = Count(self._blueprint, Basis(missing, period))
        return self._counts[key]

    def composition(self, ident: str, missing: int, credit: Credit = "earned") -> Composition:
        """Return what the availability of a node is made of."""
        return self.count(self._needed(ident, missing)).of(ident, credit)

    def _needed(self, ident: str, missing: int) -> int:
        """Return the one basis for all where nothing is missing, so that it is counted once."""
        return WORST if self._missing.isdisjoint(self._structure.beneath[ident]) else missing

    def instead(self, ident: str, own: Mapping[str, Share], missing: int = WORST) -> Composition:
        """Return what the availability of a node would be made of with other figures for some."""
        return Count(self._blueprint, Basis(missing, own=own)).of(ident)

    def backing(self, ident: str) -> Backing:
        """Return the share of time that a node is up, and what would raise it most."""
        perfect = self._figure(ident, self._needed(ident, PERFECT))
        unknown = tuple(each for each in perfect.leans_on if each in self._missing)
        return Backing(self._figure(ident, WORST), perfect, unknown)

    def _figure(self, ident: str, missing: int) -> Figure:
        if (ident, missing) not in self._known:
            composition = self.count(missing).of(ident)
            weakest = self.count(missing).weakest(composition)
            self._known[ident, missing] = Figure(composition.share, weakest, composition.points)
        return self._known[ident, missing]

    def if_independent(self, ident: str, missing: int) -> Fraction:
        """Return the share with every group independent whose members share no declared domain."""
        credit: Credit = "independent" if self._uncredited(ident, "independent") else "earned"
        return self.composition(ident, missing, credit).share

    def _uncredited(self, ident: str, credit: Credit) -> tuple[Gate, ...]:
        """Return the groups beneath a node that have not earned what they would have otherwise."""
        credited = self._structure.credited
        gates = self._structure.gates[ident]
        return tuple(each for each in gates if credited(each, credit) and not credited(each))

    def window(self, ident: str, missing: int, period: Period) -> Window | None:
        """Return what a share comes to in a period that is shorter than that of some figures."""
        points = self.composition(ident, missing).points
        longer = tuple(each for each in points if self._is_worse_in(period, each))
        return Window(self.count(missing, period).of(ident).share, longer) if longer else None

    def _is_worse_in(self, period: Period, ident: str) -> bool:
        own = self._figures[ident]
        agreed = own.availability.value if own.availability else Fraction(1)
        return worst_share(agreed, own.period, period) < agreed

    def repairs(self, ident: str, promised: Share) -> Repairs:
        """Return what would keep a promise, with all that was never agreed at its worst."""
        now = self.composition(ident, WORST)
        declare = self._uncredited(ident, "declared")
        return Repairs(
            raises=tuple(self._raises(ident, now, promised)),
            declare=declare,
            declared=self.composition(ident, WORST, "declared").share if declare else None,
            best=Share(now.share).down_to(promised.decimals),
        )

    def _raises(self, ident: str, now: Composition, promised: Share) -> Iterator[tuple[str, Share]]:
        """Yield the own availability that each single point would need, if any does.

        The availability is the point's own times what everything else comes to.
        """
        single = frozenset(now.single)
        for point in self._figure(ident, WORST).because:
            if point in single and (needed := promised.value / self._rest(ident, now, point)) <= 1:
                yield point, _rounded_up(needed, promised.decimals)

    def _rest(self, ident: str, now: Composition, point: str) -> Fraction:
        """Return the share with a single point always up."""
        own = self.count(WORST).own(point)
        return now.share / own if own else self.instead(ident, {point: Share(Fraction(1))}).share


def _rounded_up(share: Fraction, decimals: int) -> Share:
    """Return a share rounded up, with more decimals if fewer would make it all of the time."""
    rounded = (
        Share(Fraction(ceil(share * 100 * 10**places), 100 * 10**places), places)
        for places in range(decimals, _MOST_DECIMALS + 1)
    )
    fitting = (each for each in rounded if each.value < 1)
    return next(fitting, Share(Fraction(1), decimals))
