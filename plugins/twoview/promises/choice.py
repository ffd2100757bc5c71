"""Which members of a group count, where only as many count as it needs.

Choices are tried group by group, in the order of groups and of ids. What the choices so far leave
open is worked out once, however many of them lead to it, and groups that have nothing in common are
chosen for separately; so most estates need few trials, and all of them are made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, combinations

from twoview.promises.circuit import TRUE, Circuit, Valuation
from twoview.promises.factoring import Factoring
from twoview.promises.formula import Formula, Formulas, clusters
from twoview.promises.recursion import Step, solve
from twoview.promises.structure import Gate

TRIALS = 4096
"""How many choices are tried for what hangs together; from then on the first one is taken."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a formula comes to with the best choices: its circuit, and the members by group.

    A group of which nothing was left to choose is not named. Where `cut_short`, not every choice
    was tried: the probability is guaranteed, and a better one may be possible.
    """

    root: int
    members: tuple[tuple[Gate, tuple[str, ...]], ...] = ()
    cut_short: bool = False


class Choosing:
    """Finds the choices that make formulas most probable with one set of figures."""

    def __init__(
        self, formulas: Formulas, circuit: Circuit, factoring: Factoring, valuation: Valuation
    ) -> None:
        """Take what makes formulas and circuits, and what the circuits come to."""
        self._formulas = formulas
        self._circuit = circuit
        self._factoring = factoring
        self._valuation = valuation
        self._known: dict[Formula, Chosen] = {}
        self._trials = 0

    def best(self, formula: Formula) -> Chosen:
        """Return the most probable choice, of equal ones the first in the order of ids."""
        self._trials = 0
        return solve(formula, self._step, self._known)

    def first(self, formula: Formula) -> Chosen:
        """Return the first choice in the order of ids, for where no choice makes a difference."""
        members = []
        while not formula.is_settled:
            choice, gate = _outermost(formula)
            members.append((gate, gate.members[: gate.need]))
            chosen = self._formulas.every(choice.parts[: gate.need])
            formula = self._formulas.put(formula, {gate: chosen})
        return Chosen(self._factoring.of(formula), tuple(members))

    def _step(self, formula: Formula) -> Step[Formula, Chosen]:
        if formula.is_settled:
            return Chosen(self._factoring.of(formula))
        if formula.critical:
            return (yield from self._critical(formula))
        together = clusters(formula.conjuncts)
        if len(together) > 1:
            return (yield from self._apart(map(self._formulas.every, together)))
        return (yield from self._tried(formula))

    def _critical(self, formula: Formula) -> Step[Formula, Chosen]:
        """Take out the points that all choices have in common."""
        rest = yield self._formulas.put(formula, self._formulas.up(formula.critical))
        points = self._formulas.every(map(self._formulas.point, formula.critical))
        return self._joined([Chosen(self._factoring.of(points)), rest])

    def _apart(self, parts: Iterable[Formula]) -> Step[Formula, Chosen]:
        """Choose separately for what has nothing in common."""
        found: list[Chosen] = []
        for part in parts:
            found += [(yield part)]
        return self._joined(found)

    def _joined(self, found: list[Chosen]) -> Chosen:
        root = TRUE
        for each in found:
            root = self._circuit.both(each.root, root)
        members = tuple(chain.from_iterable(each.members for each in found))
        return Chosen(root, members, any(each.cut_short for each in found))

    def _tried(self, formula: Formula) -> Step[Formula, Chosen]:
        """Try the choices for one group, each with the best choices for the others."""
        choice, gate = _outermost(formula)
        found: list[Chosen] = []
        cut_short = False
        for names, members in self._combinations(gate, choice.parts):
            cut_short = bool(found) and self._trials >= TRIALS
            if cut_short:
                break
            self._trials += 1
            rest = yield self._formulas.put(formula, {gate: members})
            found.append(Chosen(rest.root, ((gate, names), *rest.members), rest.cut_short))
        best = max(found, key=lambda each: self._valuation.of(each.root))
        return replace(best, cut_short=cut_short or any(each.cut_short for each in found))

    def _combinations(
        self, gate: Gate, parts: Iterable[Formula]
    ) -> Iterator[tuple[tuple[str, ...], Formula]]:
        """Yield which members could be chosen, and the formula that needs all of them."""
        members = zip(gate.members, parts, strict=True)
        for chosen in combinations(members, gate.need):
            names, formulas = zip(*chosen, strict=True)
            yield names, self._formulas.every(formulas)


def _outermost(formula: Formula) -> tuple[Formula, Gate]:
    """Return the first choice by its gate among those that stand in no other choice or count."""
    level = list(formula.conjuncts)
    while True:
        found = [(each, each.leaf) for each in level if isinstance(each.leaf, Gate)]
        if found:
            return min(found, key=lambda pair: pair[1].order)
        level = list(dict.fromkeys(part for each in level for part in each.parts))
