"""How groups of which not every member is needed come to their share of time.

Parts that several members lean on are told apart first: in each case of these being up or down, the
members have nothing in common any more, and what the cases come to adds up. The workings are told
only if they come to the very share that the engine found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

from twoview.explain.needs import why_together
from twoview.explain.odds import at_least, told
from twoview.explain.subject import Subject
from twoview.explain.words import listed, percent
from twoview.promises.arithmetic import Case
from twoview.promises.composition import Redundancy
from twoview.promises.structure import Gate
from twoview.values import Share

MOST_SHARED = 3
"""How many shared parts are told apart; beyond, there would be too many cases to read."""

_UP, _DOWN = Share(Fraction(1)), Share(Fraction(0))


@dataclass(frozen=True, slots=True)
class _State:
    """Which shared parts are up, how often that is so, and the shares of members by group then."""

    up: tuple[str, ...]
    down: tuple[str, ...]
    chance: Fraction
    members: tuple[tuple[Fraction, ...], ...]
    share: Fraction


@dataclass(frozen=True, slots=True)
class Workings:
    """Groups of a service that share what can fail, and how they come to their share.

    `certain` are the parts that are counted elsewhere, and taken to be up here.
    """

    subject: Subject
    group: Redundancy
    certain: tuple[str, ...]
    case: Case

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield the workings, each with its depth."""
        if self.group.chosen.members:
            yield from self._chosen()
            return
        shared = self._shared()
        states = self._states(shared) if len(shared) <= MOST_SHARED else []
        if sum(each.chance * each.share for each in states) != self.group.share:
            yield 0, f"{self._title()}: {self._summary()}"
        elif shared:
            yield from self._by_cases(shared, states)
        else:
            yield from self._alone(*states)

    def _title(self) -> str:
        return "; ".join(map(self.subject.count, self.group.gates))

    def _shared(self) -> list[str]:
        """Return the parts that more than one member leans on, of one group or of several."""
        beneath = self.subject.structure.beneath
        members = [each for gate in self.group.gates for each in gate.members]
        counts = Counter(point for each in members for point in beneath[each])
        return [each for each in self.group.points if counts[each] > 1]

    def _states(self, shared: Sequence[str]) -> list[_State]:
        """Return the cases of shared parts being up or down that ever occur, all up first."""
        cases = product((_UP, _DOWN), repeat=len(shared))
        found = (self._state(dict(zip(shared, case, strict=True))) for case in cases)
        return [each for each in found if each.chance]

    def _state(self, own: Mapping[str, Share]) -> _State:
        gates = self.group.gates
        up = tuple(each for each, share in own.items() if share == _UP)
        down = tuple(each for each in own if each not in up)
        chances = (*map(self._own, up), *(1 - self._own(each) for each in down))
        members = tuple(self._members(gate, own) for gate in gates)
        shares = map(at_least, (gate.need for gate in gates), members)
        return _State(up, down, _product(chances), members, _product(shares))

    def _own(self, ident: str) -> Fraction:
        return self.subject.own(ident, self.case)

    def _members(self, gate: Gate, own: Mapping[str, Share]) -> tuple[Fraction, ...]:
        """Return the share of time that each member of a group is up in a case."""
        instead = self.subject.judge.availability.instead
        certainly = {**dict.fromkeys(self.certain, _UP), **own}
        return tuple(instead(each, certainly, self.case).share for each in gate.members)

    def _alone(self, state: _State) -> Iterator[tuple[int, str]]:
        """Yield the workings of one group whose members have nothing in common."""
        (gate,), (shares,) = self.group.gates, state.members
        names = self.subject.names(gate.members)
        members = (f"{name} {percent(share)}" for name, share in zip(names, shares, strict=True))
        yield 0, f"{gate.need} of {', '.join(members)}: {told(gate.need, shares)}"
        for ident, share in zip(gate.members, shares, strict=True):
            own = [each for each in self._beneath(ident) if each in self.group.points]
            if len(own) > 1 and _product(map(self._own, own)) == share:
                yield 1, f"{self.subject.name(ident)}: {self._factors(own)} = {percent(share)}"

    def _beneath(self, ident: str) -> list[str]:
        """Return the points at and beneath a member, itself first."""
        return sorted(self.subject.structure.points_beneath(ident), key=lambda each: each != ident)

    def _by_cases(
        self, shared: Sequence[str], states: Sequence[_State]
    ) -> Iterator[tuple[int, str]]:
        names = listed(self.subject.names(shared))
        yield 0, f"{self._title()}. They share {names}, so the cases are told apart:"
        good = [each for each in states if each.share]
        for state in good:
            often = f"{percent(state.chance)} of the time"
            yield 1, f"{self._named(state)} ({often}): {self._then(state)}"
        if len(good) < len(states):
            yield 1, "In every other case too few are up."
        terms = (f"{percent(state.chance)} × {percent(state.share)}" for state in good)
        yield 1, f"In all: {' + '.join(terms)} = {percent(self.group.share)}"

    def _named(self, state: _State) -> str:
        words = ((state.up, "up"), (state.down, "down"))
        return ", ".join(f"{listed(self.subject.names(ids))} {word}" for ids, word in words if ids)

    def _then(self, state: _State) -> str:
        """Return what the groups come to in a case, each for itself and all together."""
        gates = self.group.gates
        sums = [told(gate.need, each) for gate, each in zip(gates, state.members, strict=True)]
        if len(sums) == 1:
            return sums[0]
        each = f"{sums[0]} each" if len(set(sums)) == 1 else "; ".join(sums)
        every = "both" if len(sums) == 2 else f"all {len(sums)}"
        return f"{each}, {every} {percent(state.share)}"

    def _chosen(self) -> Iterator[tuple[int, str]]:
        """Yield which members count of groups that have not earned independence."""
        for gate, members in self.group.chosen.members:
            why = why_together(self.subject, gate)
            names = listed(self.subject.names(members))
            yield 0, f"{self.subject.count(gate)}: nothing shows that they fail apart ({why})"
            yield 1, f"Only {gate.need} can be relied on. The best choice is {names}."
        yield 1, f"So this comes to {self._summary()}."

    def _summary(self) -> str:
        """Return what the share is worked out from, as a product if it is one."""
        points, found = self.group.points, percent(self.group.share)
        if _product(map(self._own, points)) != self.group.share:
            return (
                f"{found}, over all cases of these being up or down: {listed(self._each(points))}"
            )
        return f"{self._factors(points)} = {found}" if len(points) > 1 else found

    def _factors(self, points: Iterable[str]) -> str:
        return " × ".join(self._each(points))

    def _each(self, points: Iterable[str]) -> list[str]:
        return [f"{self.subject.name(each)} {percent(self._own(each))}" for each in points]


def _product(shares: Iterable[Fraction]) -> Fraction:
    return prod(shares, start=Fraction(1))
