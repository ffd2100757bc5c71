"""How much work a disaster may cost: how far back the point lies to which data can be recovered.

r(node) is the larger of its own and r of each entry; of a group, the `need`-th smallest among the
members that have one, and the largest if fewer do. A database or storage always has one, if only an
unknown one. Where no point has any, all points beneath are unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from twoview.promises.backing import Backing, Figure
from twoview.promises.figures import Figures
from twoview.promises.recursion import walk
from twoview.promises.structure import Element, Structure, named
from twoview.promises.turnaround import NEVER

Points = Mapping[str, int | None]


class RecoveryPoint:
    """The recovery points of the nodes of one catalog, in seconds before the disaster."""

    def __init__(self, structure: Structure, figures: Mapping[str, Figures]) -> None:
        """Take the structure of the catalog, and what its points are run to."""
        self._structure = structure
        self._figures = figures
        self._known: dict[int, dict[str, int | None]] = {}

    def backing(self, ident: str) -> Backing:
        """Return the seconds of work that may be lost, None where no point tells."""
        points = self._structure.points_beneath(ident)
        bearing = tuple(each for each in points if self._own(each, NEVER) is not None)
        unknown = [each for each in bearing if self._figures[each].recovery_point is None]
        return Backing(
            worst=self._figure(ident, NEVER, bearing),
            perfect=self._figure(ident, 0, bearing),
            unknown=tuple(unknown) if bearing else points,
        )

    def _own(self, ident: str, missing: int) -> int | None:
        if ident not in self._figures:
            return None
        figures = self._figures[ident]
        if figures.recovery_point:
            return figures.recovery_point.seconds
        return missing if figures.keeps_data else None

    def _figure(self, ident: str, missing: int, bearing: tuple[str, ...]) -> Figure:
        points = self._all(missing)
        lost = points[ident]
        if lost is None:
            return Figure(None)
        nodes = walk([ident], lambda each: self._losing(each, lost, points))
        because = sorted(each for each in nodes if self._own(each, missing) == lost)
        return Figure(lost, tuple(because), bearing)

    def _losing(self, ident: str, lost: int, points: Points) -> Iterator[str]:
        """Yield the nodes required by one that lose as much as it does."""
        for entry in self._structure.entries[ident]:
            if _of(entry, points) == lost:
                yield from (each for each in named([entry]) if points[each] == lost)

    def _all(self, missing: int) -> Points:
        if missing not in self._known:
            found = self._known[missing] = {}
            for ident in self._structure.order:
                entries = (_of(entry, found) for entry in self._structure.entries[ident])
                losses = (self._own(ident, missing), *entries)
                found[ident] = max((each for each in losses if each is not None), default=None)
        return self._known[missing]


def _of(entry: Element, points: Points) -> int | None:
    if isinstance(entry, str):
        return points[entry]
    stated = sorted(each for each in map(points.__getitem__, entry.members) if each is not None)
    return stated[min(entry.need, len(stated)) - 1] if stated else None
