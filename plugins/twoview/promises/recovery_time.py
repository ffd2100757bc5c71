"""How long it takes to recover from a disaster, after which everything is down.

A node begins when all that it requires has recovered, of a group its `need` fastest members.
Readings of what is left open: the longest chain names the points on it, since only they take time,
and of equally long chains the first by id; whatever could be waited for is leaned on, spares too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from twoview.promises.arithmetic import Case, Ids
from twoview.promises.figures import Figures
from twoview.promises.made import Promise
from twoview.promises.structure import Element, Structure
from twoview.promises.turnaround import MISSING

Ends = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Recovery:
    """How a node recovers: from when to when, in seconds, and the last that it waits for."""

    begins: int
    ends: int
    after: str
    """The id of a node; empty where it begins at once."""


class RecoveryTime:
    """The recovery of the nodes of one catalog, in plain elapsed seconds."""

    def __init__(self, structure: Structure, figures: Mapping[str, Figures]) -> None:
        """Take the structure of the catalog, and what its points are run to."""
        self._structure = structure
        self._figures = figures
        self._known: dict[Case, dict[str, int]] = {}

    def value(self, promise: Promise, case: Case) -> int:
        """Return the seconds until a service is up."""
        return self._ends(case)[promise.service]

    def because(self, promise: Promise, case: Case) -> Ids:
        """Return the longest chain of points, from the bottom."""
        ends, ident = self._ends(case), promise.service
        found = []
        while ident:
            found.append(ident)
            _, ident = _last(self._structure.entries[ident], ends)
        return tuple(each for each in reversed(found) if each in self._figures)

    def leans_on(self, promise: Promise, case: Case) -> Ids:
        """Return all points beneath."""
        return self._structure.points_beneath(promise.service)

    def unknown(self, promise: Promise) -> Ids:
        """Return the points that nobody has agreed to recover within any time."""
        points = self._structure.points_beneath(promise.service)
        return tuple(each for each in points if self._figures[each].recovery_time is None)

    def recoveries(self, case: Case) -> Mapping[str, Recovery]:
        """Return how each node recovers that stands in no circle and above none."""
        ends, found = self._ends(case), {}
        for ident, end in ends.items():
            begins, after = _last(self._structure.entries[ident], ends)
            found[ident] = Recovery(begins, end, after)
        return found

    def _ends(self, case: Case) -> Ends:
        """Return when each node is up."""
        if case not in self._known:
            ends = self._known[case] = {}
            for ident in self._structure.order:
                last, _ = _last(self._structure.entries[ident], ends)
                ends[ident] = last + self._own(ident, case)
        return self._known[case]

    def _own(self, ident: str, case: Case) -> int:
        if ident not in self._figures:
            return 0
        stated = self._figures[ident].recovery_time
        return stated.seconds if stated else MISSING[case]


def _last(entries: tuple[Element, ...], ends: Ends) -> tuple[int, str]:
    """Return when the last of some entries is up, and which node that is; without any, at once."""
    awaited = (_awaited(entry, ends) for entry in entries)
    return min(awaited, key=lambda each: (-each[0], each[1]), default=(0, ""))


def _awaited(entry: Element, ends: Ends) -> tuple[int, str]:
    if isinstance(entry, str):
        return ends[entry], entry
    return sorted((ends[member], member) for member in entry.members)[entry.need - 1]
