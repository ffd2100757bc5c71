"""What must be up for something to be up, as a formula over the own states of points.

A formula is a point, or it needs a number of its parts: all of them, fewer, or none, which is true.
A choice stands for a group of which only as many parts as it needs count; once they are chosen, it
is all of these. Equal formulas are one object, so that what is worked out for one is worked out
once for all that need it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from twoview.promises.structure import Element, Gate


@dataclass(frozen=True, slots=True, eq=False)
class Formula:
    """A point (`leaf` is its id), a choice (`leaf` is its gate), or what needs parts.

    `support` holds the points and choices that it depends on, `critical` the points without any one
    of which it is false. Its `number` is greater than those of its parts.
    """

    number: int
    leaf: Element | None
    need: int
    parts: tuple[Formula, ...]
    support: frozenset[Element]
    critical: frozenset[str]

    @property
    def conjuncts(self) -> tuple[Formula, ...]:
        """The formulas that are all true if and only if this one is."""
        return self.parts if self.leaf is None and self.need == len(self.parts) else (self,)

    @property
    def is_settled(self) -> bool:
        """Whether there is no choice to be made."""
        return all(isinstance(each, str) for each in self.support)


class Formulas:
    """Makes formulas, and simplifies them on the way."""

    def __init__(self) -> None:
        """Start with the two constants."""
        self._known: dict[object, Formula] = {}
        self.true = self._formula(None, 0, ())
        self.false = self._formula(None, 1, ())

    def point(self, ident: str) -> Formula:
        """Return the formula that is true while a point is up by itself."""
        return self._formula(ident, 0, ())

    def every(self, parts: Iterable[Formula]) -> Formula:
        """Return the formula that needs all of some."""
        flat = set(chain.from_iterable(part.conjuncts for part in parts))
        if self.false in flat:
            return self.false
        if len(flat) == 1:
            return flat.pop()
        return self._formula(None, len(flat), sorted(flat, key=lambda part: part.number))

    def some(self, need: int, parts: Iterable[Formula]) -> Formula:
        """Return the formula that needs a number of some; the same one twice counts twice."""
        possible = [part for part in parts if part is not self.false]
        undecided = [part for part in possible if part is not self.true]
        need -= len(possible) - len(undecided)
        if need <= 0:
            return self.true
        if need >= len(undecided):
            return self.every(undecided) if need == len(undecided) else self.false
        return self._formula(None, need, sorted(undecided, key=lambda part: part.number))

    def choice(self, gate: Gate, parts: Sequence[Formula]) -> Formula:
        """Return the formula that needs members of a group which have yet to be chosen.

        The parts are in the order of members. Where the first of them are true anyway, they are
        chosen: no other choice could be better, and of equal ones the first counts.
        """
        if all(part is self.true for part in parts[: gate.need]):
            return self.true
        return self._formula(gate, gate.need, parts)

    def up(self, points: Iterable[str]) -> dict[Element, Formula]:
        """Return what to put in the place of points that are up."""
        return dict.fromkeys(points, self.true)

    def put(self, formula: Formula, facts: Mapping[Element, Formula]) -> Formula:
        """Return a formula with others in the place of points and choices."""
        new: dict[Formula, Formula] = {}
        for old in sorted(_touched(formula, facts.keys()), key=lambda each: each.number):
            if old.leaf is not None and old.leaf in facts:
                new[old] = facts[old.leaf]
            else:
                new[old] = self._again(old, [new.get(part, part) for part in old.parts])
        return new.get(formula, formula)

    def _again(self, old: Formula, parts: Sequence[Formula]) -> Formula:
        if isinstance(old.leaf, Gate):
            return self.choice(old.leaf, parts)
        return self.some(old.need, parts)

    def _formula(self, leaf: Element | None, need: int, parts: Sequence[Formula]) -> Formula:
        key = (leaf, need, *(part.number for part in parts))
        if key not in self._known:
            own = () if leaf is None else (leaf,)
            self._known[key] = Formula(
                number=len(self._known),
                leaf=leaf,
                need=need,
                parts=tuple(parts),
                support=frozenset(own).union(*(part.support for part in parts)),
                critical=_critical(leaf, need, parts),
            )
        return self._known[key]


def clusters(formulas: Iterable[Formula]) -> list[list[Formula]]:
    """Return different formulas in sets of which no two depend on the same point or choice."""
    left = dict.fromkeys(formulas)
    holders: dict[Element, list[Formula]] = {}
    for formula in left:
        for element in formula.support:
            holders.setdefault(element, []).append(formula)
    found = []
    while left:
        cluster = [left.popitem()[0]]
        for formula in cluster:
            met = chain.from_iterable(holders.pop(element, ()) for element in formula.support)
            fresh = dict.fromkeys(each for each in met if each in left)
            cluster.extend(fresh)
            for each in fresh:
                del left[each]
        found.append(cluster)
    return found


def _critical(leaf: Element | None, need: int, parts: Sequence[Formula]) -> frozenset[str]:
    if isinstance(leaf, str):
        return frozenset((leaf,))
    several = [part.critical for part in parts]
    if need == len(parts):
        return frozenset().union(*several)
    if need == 1 and several:
        return several[0].intersection(*several[1:])
    counts = Counter(chain.from_iterable(several))
    return frozenset(each for each, count in counts.items() if count > len(parts) - need)


def _touched(formula: Formula, elements: Iterable[Element]) -> set[Formula]:
    """Return what depends on some elements in a formula, itself included."""
    changing = frozenset(elements)
    found: set[Formula] = set()
    waiting = [formula]
    while waiting:
        each = waiting.pop()
        if each not in found and not each.support.isdisjoint(changing):
            found.add(each)
            waiting.extend(each.parts)
    return found
