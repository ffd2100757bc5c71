"""How much work a disaster may cost: how far back the point lies to which data can be recovered.

r(node) is the larger of its own and r of each entry; of a group, the `need`-th smallest among the
members that have one, and the largest if fewer do. A database or storage always has one, if only an
unknown one. Where no point has any, all points beneath are unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from twoview.promises.arithmetic import Case, Ids
from twoview.promises.figures import Figures
from twoview.promises.made import Promise
from twoview.promises.structure import Element, Structure
from twoview.promises.turnaround import MISSING

Losses = Mapping[str, int | None]


class RecoveryPoint:
    """The recovery points of the nodes of one catalog, in seconds before the disaster."""

    def __init__(self, structure: Structure, figures: Mapping[str, Figures]) -> None:
        """Take the structure of the catalog, and what its points are run to."""
        self._structure = structure
        self._figures = figures
        self._known: dict[Case, dict[str, int | None]] = {}
        self._decides: dict[Case, dict[str, frozenset[str]]] = {}

    def value(self, promise: Promise, case: Case) -> int | None:
        """Return the seconds of work that may be lost, None where no point tells."""
        return self._losses(case)[promise.service]

    def because(self, promise: Promise, case: Case) -> Ids:
        """Return the points that lose as much as the service does."""
        return tuple(sorted(self._deciding(case)[promise.service]))

    def leans_on(self, promise: Promise, case: Case) -> Ids:
        """Return the points beneath that have a recovery point, if only an unknown one."""
        points = self._structure.points_beneath(promise.service)
        return tuple(each for each in points if self._own(each, case) is not None)

    def unknown(self, promise: Promise) -> Ids:
        """Return the points that have to have a recovery point and state none."""
        bearing = self.leans_on(promise, "worst")
        silent = (each for each in bearing if self._figures[each].recovery_point is None)
        return tuple(silent) if bearing else self._structure.points_beneath(promise.service)

    def _losses(self, case: Case) -> Losses:
        """Return what each node may lose."""
        if case not in self._known:
            found = self._known[case] = {}
            for ident in self._structure.order:
                entries = (_of(entry, found) for entry in self._structure.entries[ident])
                losses = (self._own(ident, case), *entries)
                found[ident] = max((each for each in losses if each is not None), default=None)
        return self._known[case]

    def _own(self, ident: str, case: Case) -> int | None:
        if ident not in self._figures:
            return None
        figures = self._figures[ident]
        if figures.recovery_point:
            return figures.recovery_point.seconds
        return MISSING[case] if figures.keeps_data else None

    def _deciding(self, case: Case) -> Mapping[str, frozenset[str]]:
        """Return the points at and beneath each node that lose as much as it does."""
        if case not in self._decides:
            found, losses = self._decides.setdefault(case, {}), self._losses(case)
            for ident, loss in losses.items():
                decides = loss is not None and self._own(ident, case) == loss
                below = (found[each] for each in self._losing(ident, losses))
                found[ident] = frozenset((ident,) if decides else ()).union(*below)
        return self._decides[case]

    def _losing(self, ident: str, losses: Losses) -> Iterator[str]:
        """Yield the nodes required by one that lose as much as it does."""
        loss = losses[ident]
        for entry in self._structure.entries[ident]:
            if _of(entry, losses) == loss:
                members = (entry,) if isinstance(entry, str) else entry.members
                yield from (each for each in members if losses[each] == loss)


def _of(entry: Element, losses: Losses) -> int | None:
    if isinstance(entry, str):
        return losses[entry]
    stated = sorted(each for each in map(losses.__getitem__, entry.members) if each is not None)
    return stated[min(entry.need, len(stated)) - 1] if stated else None
