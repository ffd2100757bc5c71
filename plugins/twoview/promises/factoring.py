"""The exact probability of a formula, as a circuit, by factoring.

What is critical is a factor by itself, and so is what depends on nothing that the rest depends on.
Where parts share points, the formula is split by the point that most of them share: it is up, or it
is down (pivotal decomposition; Barlow and Proschan, Statistical Theory of Reliability and Life
Testing, 1975). Each different formula that this leads to is worked out once, so that the cost
follows how entangled the parts are, and not how many states they have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain

from twoview.promises.circuit import FALSE, TRUE, Circuit
from twoview.promises.formula import Formula, Formulas, clusters
from twoview.promises.recursion import Step, solve


class Factoring:
    """Makes circuits for formulas in which every choice has been made."""

    def __init__(self, formulas: Formulas, circuit: Circuit) -> None:
        """Take what makes formulas, and what holds the circuits."""
        self._formulas = formulas
        self._circuit = circuit
        self._known = {formulas.true: TRUE, formulas.false: FALSE}

    def of(self, formula: Formula) -> int:
        """Return the part of the circuit that stands for a formula."""
        return solve(formula, self._step, self._known)

    def _step(self, formula: Formula) -> Step[Formula, int]:
        if formula.critical:
            return self._critical(formula)
        if len(formula.conjuncts) > 1:
            together = clusters(formula.conjuncts)
            if len(together) > 1:
                return self._apart([self._formulas.every(each) for each in together])
        elif sum(len(part.support) for part in formula.parts) == len(formula.support):
            return self._counted(formula)
        return self._split(formula)

    def _critical(self, formula: Formula) -> Step[Formula, int]:
        """Take out the points without which the formula is false."""
        points = self._all_of(formula.critical)
        if len(formula.critical) == len(formula.support):
            return points
        rest = yield self._formulas.put(formula, self._formulas.up(formula.critical))
        return self._circuit.both(points, rest)

    def _all_of(self, points: Iterable[str]) -> int:
        found = TRUE
        for ident in sorted(points):
            found = self._circuit.both(self._circuit.point(ident), found)
        return found

    def _apart(self, parts: Iterable[Formula]) -> Step[Formula, int]:
        """Multiply what has nothing in common."""
        found = TRUE
        for part in parts:
            found = self._circuit.both((yield part), found)
        return found

    def _counted(self, formula: Formula) -> Step[Formula, int]:
        """Count how many parts are true, of parts that have nothing in common."""
        ways = [TRUE] + [FALSE] * formula.need
        for part in formula.parts:
            test = yield part
            for need in range(formula.need, 0, -1):
                ways[need] = self._circuit.choose(test, ways[need - 1], ways[need])
        return ways[-1]

    def _split(self, formula: Formula) -> Step[Formula, int]:
        """Tell apart whether what most parts share is up."""
        pivot, shared = _most_shared(formula)
        up = yield self._formulas.put(formula, self._formulas.up(shared))
        down = yield self._formulas.put(formula, {pivot: self._formulas.false})
        return self._circuit.choose(self._all_of(shared), up, down)


def _most_shared(formula: Formula) -> tuple[str, Iterable[str]]:
    """Return the point that most parts depend on, and all that only matter together with it.

    These are critical for each part that depends on the point, and no other depends on them: when
    any one of them is down, so are these parts, and the others make no difference.
    """
    parts = [part for conjunct in formula.conjuncts for part in conjunct.parts]
    elements = chain.from_iterable(part.support for part in parts)
    counts = Counter(each for each in elements if isinstance(each, str))
    pivot = min(counts, key=lambda element: (-counts[element], element))
    depending = [part.critical for part in parts if pivot in part.support]
    together = depending[0].intersection(*depending[1:])
    shared = {each for each in together if counts[each] == len(depending)}
    return pivot, shared if pivot in shared else {pivot}
