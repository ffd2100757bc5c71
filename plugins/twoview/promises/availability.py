"""The availability that a service can keep: the probability that all it cannot do without is up.

It is the product of the own availabilities of all points that are critical for the service, each
once, and of the probability that its groups are up while these are. Services share most of what
they stand on, so that whatever groups come to is worked out once for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import prod
from typing import Literal

from twoview.model import Period
from twoview.promises.choice import Chosen, Choosing
from twoview.promises.circuit import Circuit, Valuation
from twoview.promises.factoring import Factoring
from twoview.promises.figures import Figures
from twoview.promises.formula import Formula, Formulas, clusters
from twoview.promises.structure import Element, Gate, Structure
from twoview.values import Share

Credit = Literal["earned", "declared", "independent"]
"""Which groups count as independent: those that have earned it, those that would if their members
declared failure domains, or all those whose members share no declared one."""

MONTHS: Mapping[Period, int] = {"month": 1, "quarter": 3, "year": 12}

# Percentages have at most twelve decimals, so that shares are whole numbers of this unit.
_DECIMALS = 14
_WHOLE = 10**_DECIMALS


@dataclass(frozen=True, slots=True)
class Basis:
    """Which figures to count with.

    `missing` is the share that stands for one that nobody has agreed to: 0 at worst, 1 if perfect.
    With a `period`, figures agreed for a longer one are at the worst that they allow in it. `own`
    has figures that take the place of a point's own.
    """

    missing: int
    period: Period | None = None
    own: Mapping[str, Share] = field(default_factory=dict)

    def share(self, ident: str, figures: Figures) -> Fraction:
        """Return the own availability of a point."""
        stated = self.own.get(ident, figures.availability)
        if stated is None:
            return Fraction(self.missing)
        return worst_share(stated.value, figures.period, self.period or figures.period)


def worst_share(share: Fraction, agreed: Period, shorter: Period) -> Fraction:
    """Return how low a share agreed for one period may be in a shorter one: all failures in one.

    >>> worst_share(Fraction("0.99"), "year", "month")
    Fraction(22, 25)
    """
    times = max(1, MONTHS[agreed] // MONTHS[shorter])
    return max(Fraction(0), 1 - (1 - share) * times)
