"""The availability that a service can keep: the probability that all it cannot do without is up.

It is the product of the own availabilities of all points that are critical for the service, each
once, and of the probability that its groups are up while these are. Both are exact.

Readings of what is left open: each set of figures has its own best choice of members, so that the
choices behind "at worst" and "if perfect" may differ; a point that was not chosen, or that cannot
make a difference, is not leaned on; what a point is worth (`weakest`) is told with the choice that
counts, and not with another that would count if the point were perfect.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import floor, prod

from twoview.model import Period
from twoview.promises.arithmetic import Case
from twoview.promises.choice import Choosing, Chosen
from twoview.promises.circuit import Circuit, Valuation
from twoview.promises.factoring import Factoring
from twoview.promises.figures import Figures
from twoview.promises.formula import Formulas
from twoview.promises.groups import Entangled, Groups
from twoview.promises.structure import Credit, Gate, Structure
from twoview.values import Share

MONTHS: Mapping[Period, int] = {"month": 1, "quarter": 3, "year": 12}

# Percentages have at most twelve decimals, so that shares are whole numbers of this unit.
_DECIMALS = 14
_UNIT: int = 10**_DECIMALS

Left = tuple[int, Fraction | int, str]
"""What is left of a share while a point is as it is, in whole units and exactly, and the point."""


def worst_share(share: Fraction, agreed: Period, shorter: Period) -> Fraction:
    """Return how low a share agreed for one period may be in a shorter one: all failures in one.

    >>> worst_share(Fraction("0.99"), "year", "month")
    Fraction(22, 25)
    """
    if MONTHS[agreed] <= MONTHS[shorter]:
        return share
    return max(Fraction(0), 1 - (1 - share) * (MONTHS[agreed] // MONTHS[shorter]))


@dataclass(frozen=True, slots=True)
class Basis:
    """Which figures to count with.

    A share that nobody has agreed to is 0 at worst, 1 if perfect. One that was agreed for a longer
    `period` than this is at the worst that it allows in it. `own` has shares that take the place of
    what points have agreed to.
    """

    case: Case
    period: Period = "year"
    own: Mapping[str, Share] = field(default_factory=dict)

    def share(self, ident: str, figures: Figures) -> Fraction:
        """Return the own availability of a point."""
        stated = self.own.get(ident, figures.availability)
        if stated is None:
            return Fraction(self.case == "perfect")
        return worst_share(stated.value, figures.period, self.period)


@dataclass(frozen=True, slots=True)
class Redundancy:
    """Groups that share what they need, and the probability that all are up while all else is.

    `points` are those that the probability depends on, by id.
    """

    gates: tuple[Gate, ...]
    chosen: Chosen
    share: Fraction
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Composition:
    """What a service's availability is the product of: single points, by id, and its groups."""

    share: Fraction
    single: tuple[str, ...]
    groups: tuple[Redundancy, ...]

    @property
    def points(self) -> tuple[str, ...]:
        """All points that the availability depends on, by id."""
        return tuple(sorted({*self.single}.union(*(each.points for each in self.groups))))

    @property
    def cut_short(self) -> bool:
        """Whether not every choice of members was tried."""
        return any(each.chosen.cut_short for each in self.groups)


class Blueprint:
    """What all compositions of a catalog share, whatever figures they are counted with."""

    def __init__(self, structure: Structure, figures: Mapping[str, Figures]) -> None:
        """Take the structure of the catalog, and what its points are run to."""
        self.structure = structure
        self.figures = figures
        self.formulas = Formulas()
        self.circuit = Circuit()
        self.factoring = Factoring(self.formulas, self.circuit)
        self._groups = Groups(structure, self.formulas)

    def groups(self, ident: str, credit: Credit) -> list[Entangled]:
        """Return the critical groups of a node, those together that share what can fail."""
        return self._groups.of(ident, credit)


class Count:
    """The compositions of a catalog, counted with one set of figures."""

    def __init__(self, blueprint: Blueprint, basis: Basis) -> None:
        """Take what all compositions share, and which figures to count with."""
        self._blueprint = blueprint
        self._basis = basis
        self._own: dict[str, Fraction] = {}
        self._valuation = Valuation(blueprint.circuit, self._decimal)
        self._choosing = Choosing(
            blueprint.formulas, blueprint.circuit, blueprint.factoring, self._valuation
        )
        self._compositions: dict[tuple[str, Credit], Composition] = {}
        self._left: dict[int, list[Left]] = {}

    def own(self, ident: str) -> Fraction:
        """Return the own availability of a point."""
        if ident not in self._own:
            self._own[ident] = self._basis.share(ident, self._blueprint.figures[ident])
        return self._own[ident]

    def _decimal(self, ident: str) -> Decimal:
        return Decimal(self._units(ident)).scaleb(-_DECIMALS)

    def _units(self, ident: str) -> int:
        own = self.own(ident)
        return own.numerator * (_UNIT // own.denominator)

    def of(self, ident: str, credit: Credit = "earned") -> Composition:
        """Return what the availability of a node is made of."""
        if (ident, credit) not in self._compositions:
            self._compositions[ident, credit] = self._composed(ident, credit)
        return self._compositions[ident, credit]

    def _composed(self, ident: str, credit: Credit) -> Composition:
        single = self._blueprint.structure.single_points(ident)
        entangled = self._blueprint.groups(ident, credit)
        groups = [self._redundancy(each, self._choosing.best(each.formula)) for each in entangled]
        shares = [*map(self.own, single), *(each.share for each in groups)]
        product = Fraction(
            prod(share.numerator for share in shares), prod(share.denominator for share in shares)
        )
        if not product:
            first = self._choosing.first
            groups = [self._redundancy(each, first(each.formula)) for each in entangled]
        return Composition(product, single, tuple(groups))

    def _redundancy(self, groups: Entangled, chosen: Chosen) -> Redundancy:
        share = Fraction(self._valuation.of(chosen.root))
        points = tuple(self._blueprint.circuit.points(chosen.root))
        return Redundancy(groups.gates, chosen, share, points)

    def weakest(self, composition: Composition) -> tuple[str, ...]:
        """Return the points by how much the availability would gain if they were always up.

        The largest gain comes first; points with the same gain stand by id; those that would gain
        nothing are left out. A gain is the greater the less is left of its factor while the point
        is as it is. Where a factor is 0, only what it is made of can gain, and of two such nothing.
        """
        lost = [each for each in composition.single if not self.own(each)]
        groups = [each for each in composition.groups if not each.share]
        if len(lost) + len(groups) > 1:
            return ()
        if lost:
            return tuple(lost)
        left: list[Left] = []
        if not groups:
            units = ((self._units(each), each) for each in composition.single)
            left += ((own, own, ident) for own, ident in units)
        for each in groups or composition.groups:
            left += self._left_of(each)
        return tuple(ident for rest, _, ident in sorted(left) if rest < _UNIT)

    def _left_of(self, group: Redundancy) -> list[Left]:
        """Return what is left of a group's share; where it is 0, the less the more is lost."""
        root = group.chosen.root
        if root not in self._left:
            perfected = self._valuation.perfected(root).items()
            gains = ((Fraction(share), ident) for ident, share in perfected if share)
            rest = group.share * _UNIT
            left = ((rest / gain if rest else -gain, ident) for gain, ident in gains)
            self._left[root] = [(floor(each), each, ident) for each, ident in left]
        return self._left[root]
