"""How much can be carried: as much as the narrowest point lets through.

The capacity of a node is the smaller of its own and of those of its entries; that of a group is the
sum of its `need` smallest members. What states no capacity in a unit does not limit it: it is left
out, of groups too, so that a group of which fewer than `need` members state one counts these. A
point that all members of a group lean on lets through no more for all of them than for one; what
only some of them share is counted for each of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from itertools import chain

from twoview.promises.arithmetic import Case, Ids
from twoview.promises.figures import Figures
from twoview.promises.made import Promise
from twoview.promises.recursion import walk
from twoview.promises.structure import Element, Structure, named

Amounts = Mapping[str, Fraction]
"""Amounts by their unit."""


class Capacities:
    """The capacities of the nodes of one catalog."""

    def __init__(self, structure: Structure, figures: Mapping[str, Figures]) -> None:
        """Take the structure of the catalog, and what its points are run to."""
        self._structure = structure
        self._figures = figures

    def value(self, promise: Promise, case: Case) -> Fraction | None:
        """Return the amount that a service lets through, None where no point states one."""
        return self._amounts[promise.service].get(promise.unit)

    def because(self, promise: Promise, case: Case) -> Ids:
        """Return the points that limit the amount."""
        unit, amounts = promise.unit, self._amounts
        if unit not in amounts[promise.service]:
            return ()
        narrow = walk([promise.service], lambda each: self._narrow(each, unit))
        limits = (each for each in narrow if self._own(each).get(unit) == amounts[each][unit])
        return tuple(sorted(limits))

    def leans_on(self, promise: Promise, case: Case) -> Ids:
        """Return the points beneath that state a capacity in the unit."""
        points = self._structure.points_beneath(promise.service)
        return tuple(each for each in points if promise.unit in self._own(each))

    def unknown(self, promise: Promise) -> Ids:
        """Return all points beneath: any of them could say how much it carries."""
        return self._structure.points_beneath(promise.service)

    def _own(self, ident: str) -> Amounts:
        figures = self._figures.get(ident)
        stated = figures.capacity if figures else None
        return {stated.unit: stated.amount} if stated else {}

    @cached_property
    def _amounts(self) -> Mapping[str, Amounts]:
        """What each node lets through of each unit that anything beneath it states."""
        found: dict[str, Amounts] = {}
        for ident in self._structure.order:
            entries = (_of(entry, found) for entry in self._structure.carriers[ident])
            passed = (self._own(point) for point in self._passed[ident])
            found[ident] = _smallest((*passed, *entries))
        return found

    @cached_property
    def _passed(self) -> Mapping[str, frozenset[str]]:
        """The points with a capacity that everything which a node carries passes through."""
        found: dict[str, frozenset[str]] = {}
        for ident in self._structure.order:
            own = frozenset((ident,) if self._own(ident) else ())
            entries = self._structure.carriers[ident]
            found[ident] = own.union(*(_in_common(entry, found) for entry in entries))
        return found

    def _narrow(self, ident: str, unit: str) -> Iterator[str]:
        """Yield the nodes required by one that make its capacity what it is."""
        amounts = self._amounts
        for entry in self._structure.carriers[ident]:
            for point in _in_common(entry, self._passed) if not isinstance(entry, str) else ():
                if self._own(point).get(unit) == amounts[ident][unit]:
                    yield point
            counted = _counted(entry, unit, amounts)
            if counted and sum(counted) == amounts[ident][unit]:
                stating = (each for each in named([entry]) if unit in amounts[each])
                yield from (each for each in stating if amounts[each][unit] <= counted[-1])


def _smallest(several: Iterable[Amounts]) -> Amounts:
    found: dict[str, Fraction] = {}
    for unit, amount in chain.from_iterable(each.items() for each in several):
        found[unit] = min(amount, found.get(unit, amount))
    return found


def _of(entry: Element, amounts: Mapping[str, Amounts]) -> Amounts:
    """Return what an entry lets through."""
    if isinstance(entry, str):
        return amounts[entry]
    units = dict.fromkeys(chain.from_iterable(amounts[member] for member in entry.members))
    return {unit: Fraction(sum(_counted(entry, unit, amounts))) for unit in units}


def _in_common(entry: Element, passed: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the points that all which an entry carries passes through."""
    if isinstance(entry, str):
        return passed[entry]
    return frozenset.intersection(*(passed[member] for member in entry.members))


def _counted(entry: Element, unit: str, amounts: Mapping[str, Amounts]) -> list[Fraction]:
    """Return the amounts that count for an entry, the smallest first."""
    stated = sorted(amounts[each][unit] for each in named([entry]) if unit in amounts[each])
    return stated[: 1 if isinstance(entry, str) else entry.need]
