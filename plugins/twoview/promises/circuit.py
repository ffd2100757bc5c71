"""Probabilities as a circuit of one kind of part: if the test is true then `high`, else `low`.

The probability of such a part is low + test * (high - low), as its test depends on nothing that the
other two depend on. A circuit is made once, and then worked out for whatever figures there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal, Inexact

# All figures have finitely many decimals, and so have sums and products of them.
EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[Inexact])

FALSE, TRUE = 0, 1
_CONSTANTS = (FALSE, TRUE)

Part = str | tuple[int, int, int]
"""A point by its id, or the numbers of test, high and low."""


class Circuit:
    """The parts of circuits by number, each after those that it is made of; equal ones are one."""

    def __init__(self) -> None:
        """Start with the two constants."""
        self.parts: list[Part] = [""] * len(_CONSTANTS)
        self._numbers: dict[Part, int] = {}
        self._points: dict[int, list[str]] = {}

    def point(self, ident: str) -> int:
        """Return the part that is true while a point is up by itself."""
        return self._number(ident)

    def choose(self, test: int, high: int, low: int) -> int:
        """Return the part that is `high` if the test is true, else `low`."""
        if test in _CONSTANTS:
            return high if test == TRUE else low
        return high if high == low else self._number((test, high, low))

    def both(self, one: int, other: int) -> int:
        """Return the part that is true if two are that depend on nothing in common."""
        return self.choose(one, other, FALSE)

    def _number(self, part: Part) -> int:
        if part not in self._numbers:
            self._numbers[part] = len(self.parts)
            self.parts.append(part)
        return self._numbers[part]

    def beneath(self, root: int, without: Container[int] = _CONSTANTS) -> list[int]:
        """Return a part and those that it is made of, without some, in the order of numbers."""
        found: set[int] = set()
        waiting = [root]
        while waiting:
            number = waiting.pop()
            if number not in without and number not in found:
                found.add(number)
                part = self.parts[number]
                waiting.extend(() if isinstance(part, str) else part)
        return sorted(found)

    def points(self, root: int) -> list[str]:
        """Return the points that a part depends on, by id."""
        if root not in self._points:
            parts = (self.parts[number] for number in self.beneath(root))
            self._points[root] = sorted(part for part in parts if isinstance(part, str))
        return self._points[root]


class Valuation:
    """What the parts of a circuit come to, exactly, with one set of figures."""

    def __init__(self, circuit: Circuit, own: Callable[[str], Decimal]) -> None:
        """Take the circuit, and the own availability of each point."""
        self._circuit = circuit
        self._own = own
        self._values = {FALSE: Decimal(0), TRUE: Decimal(1)}

    def of(self, root: int) -> Decimal:
        """Return the probability that a part is true."""
        for number in self._circuit.beneath(root, without=self._values):
            part = self._circuit.parts[number]
            if isinstance(part, str):
                self._values[number] = self._own(part)
            else:
                test, high, low = map(self._values.__getitem__, part)
                self._values[number] = EXACT.fma(test, EXACT.subtract(high, low), low)
        return self._values[root]

    def perfected(self, root: int) -> dict[str, Decimal]:
        """Return the probability that a part is true if a point were always up, for each point.

        As each point stands once in a product, this is the probability plus what the point lacks
        times the slope for it (Birnbaum's importance of the point, 1969).
        """
        value = self.of(root)
        slopes: defaultdict[int, Decimal] = defaultdict(Decimal, {root: Decimal(1)})
        found = {}
        for number in reversed(self._circuit.beneath(root)):
            part = self._circuit.parts[number]
            if isinstance(part, str):
                lack = EXACT.subtract(Decimal(1), self._values[number])
                found[part] = EXACT.fma(lack, slopes[number], value)
            else:
                self._pass_on(slopes, part, slopes[number])
        return found

    def _pass_on(
        self, slopes: dict[int, Decimal], part: tuple[int, int, int], slope: Decimal
    ) -> None:
        """Add the slope of a part to those of the three that it is made of."""
        test, high, low = part
        up = self._values[test]
        gain = EXACT.subtract(self._values[high], self._values[low])
        for number, rate in ((test, gain), (high, up), (low, EXACT.subtract(Decimal(1), up))):
            slopes[number] = EXACT.fma(slope, rate, slopes[number])
