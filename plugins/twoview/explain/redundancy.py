"""How groups of which not every member is needed come to their share of time.

Parts that several members lean on are told apart first: in each case of these being up or down, the
members no longer have anything in common, and the chances of the cases add up. What is told here is
recounted from the words, and told only if it comes to the very share that the engine found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

from twoview.explain.needs import why_together
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
        elif len(self._shared) <= MOST_SHARED and self._adds_up:
            yield from self._by_cases() if self._shared else self._alone()
        else:
            yield 0, f"{self._title}: {self._summary()}"

    @property
    def _title(self) -> str:
        return "; ".join(map(self.subject.count, self.group.gates))

    @property
    def _shared(self) -> list[str]:
        """The parts that more than one member leans on, of the same group or of several."""
        beneath = self.subject.structure.beneath
        members = [each for gate in self.group.gates for each in gate.members]
        counts = Counter(point for each in members for point in beneath[each])
        return [each for each in self.group.points if counts[each] > 1]

    @property
    def _states(self) -> list[Mapping[str, Share]]:
        """The cases of the shared parts being up or down, all up first."""
        return [
            dict(zip(self._shared, state, strict=True))
            for state in product((_UP, _DOWN), repeat=len(self._shared))
        ]

    def own(self, ident: str) -> Fraction:
        """Return the share of time that a part is up by itself."""
        stated = self.subject.judge.figures[ident].availability
        return stated.value if stated else Fraction(self.case == "perfect")

    def _chance(self, state: Mapping[str, Share]) -> Fraction:
        up = ((self.own(each), share.value) for each, share in state.items())
        return prod((own if share else 1 - own for own, share in up), start=Fraction(1))

    def _members(self, gate: Gate, state: Mapping[str, Share]) -> list[Fraction]:
        """Return the share of time that each member of a group is up in a case."""
        own = {**dict.fromkeys(self.certain, _UP), **state}
        instead = self.subject.judge.availability.instead
        return [instead(each, own, self.case).share for each in gate.members]

    def _together(self, state: Mapping[str, Share]) -> Fraction:
        shares = (at_least(each.need, self._members(each, state)) for each in self.group.gates)
        return prod(shares, start=Fraction(1))

    @property
    def _adds_up(self) -> bool:
        found = (self._chance(each) * self._together(each) for each in self._states)
        return sum(found) == self.group.share

    def _alone(self) -> Iterator[tuple[int, str]]:
        """Yield the workings of one group whose members have nothing in common."""
        (gate,) = self.group.gates
        shares = self._members(gate, {})
        names = self.subject.names(gate.members)
        members = (f"{name} {percent(share)}" for name, share in zip(names, shares, strict=True))
        yield 0, f"{gate.need} of {', '.join(members)}: {_sum(gate.need, shares)}"

    def _by_cases(self) -> Iterator[tuple[int, str]]:
        names = listed(self.subject.names(self._shared))
        yield 0, f"{self._title}. They share {names}, so the cases are told apart:"
        terms = []
        for state in self._states:
            chance, then = self._chance(state), self._together(state)
            if chance and then:
                terms.append(f"{percent(chance)} × {percent(then)}")
                yield (
                    1,
                    f"{self._named(state)} ({percent(chance)} of the time): {self._then(state)}",
                )
        yield 1, "In every other case it is down."
        yield 1, f"In all: {' + '.join(terms)} = {percent(self.group.share)}"

    def _named(self, state: Mapping[str, Share]) -> str:
        up = self.subject.names(each for each, share in state.items() if share.value)
        down = self.subject.names(each for each, share in state.items() if not share.value)
        return ", ".join(
            f"{listed(names)} {word}" for names, word in ((up, "up"), (down, "down")) if names
        )

    def _then(self, state: Mapping[str, Share]) -> str:
        """Return what the groups come to in a case, each for itself and all together."""
        gates = self.group.gates
        sums = [_sum(gate.need, self._members(gate, state)) for gate in gates]
        if len(gates) == 1:
            return sums[0]
        each = f"{sums[0]} each" if len(set(sums)) == 1 else "; ".join(sums)
        return f"{each}, all {len(gates)} {percent(self._together(state))}"

    def _chosen(self) -> Iterator[tuple[int, str]]:
        """Yield which members count of groups that have not earned independence."""
        for gate, members in self.group.chosen.members:
            why = why_together(self.subject, gate)
            names = listed(self.subject.names(members))
            yield (
                0,
                f"{self.subject.count(gate)}: nothing shows that they fail independently ({why})",
            )
            yield 1, f"So no more than {gate.need} can be relied on. The best choice: {names}."
        yield 1, self._summary()

    def _summary(self) -> str:
        """Return what the share is worked out from, as a product if it is one."""
        points = self.group.points
        parts = [f"{self.subject.name(each)} {percent(self.own(each))}" for each in points]
        if prod(map(self.own, points), start=Fraction(1)) == self.group.share:
            return (
                f"{' × '.join(parts)} = {percent(self.group.share)}" if len(parts) > 1 else parts[0]
            )
        return f"over all cases of {listed(parts)} being up or down, {percent(self.group.share)}"


def at_least(need: int, shares: Sequence[Fraction]) -> Fraction:
    """Return the chance that so many are up, of some that have nothing in common.

    >>> at_least(1, [Fraction("0.99"), Fraction("0.99")])
    Fraction(9999, 10000)
    """
    return sum(_exactly(shares)[need:], start=Fraction(0))


def _exactly(shares: Sequence[Fraction]) -> list[Fraction]:
    """Return the chances that none, exactly one, exactly two... are up."""
    chances = [Fraction(1)]
    for share in shares:
        lower, higher = [*chances, Fraction(0)], [Fraction(0), *chances]
        chances = [
            (1 - share) * one + share * other for one, other in zip(lower, higher, strict=True)
        ]
    return chances


def _sum(need: int, shares: Sequence[Fraction]) -> str:
    """Return how some members of a group come to its share, those left out that are down."""
    up = [each for each in shares if each]
    found = percent(at_least(need, up))
    if len(up) <= need:
        factors = " × ".join(map(percent, up))
        return found if len(up) < 2 or len(up) < need else f"{factors} = {found}"
    if need == 1:
        failing = " × ".join(percent(1 - each) for each in up)
        return f"100% − {failing} = {found}"
    chances = _exactly(up)[need:]
    return f"{' + '.join(map(percent, chances))} (exactly {need} up, or more) = {found}"
