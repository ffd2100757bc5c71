"""How soon a change can be made: when everybody beneath has made theirs, members of groups too."""

from __future__ import annotations

from collections.abc import Mapping

from twoview.promises.arithmetic import Case, Ids
from twoview.promises.figures import Figures
from twoview.promises.made import Promise
from twoview.promises.structure import Structure
from twoview.promises.turnaround import MISSING


class Change:
    """The changes of the services of one catalog, in plain elapsed seconds."""

    def __init__(self, structure: Structure, figures: Mapping[str, Figures]) -> None:
        """Take the structure of the catalog, and what its points are run to."""
        self._structure = structure
        self._figures = figures

    def value(self, promise: Promise, case: Case) -> int:
        """Return the seconds of the slowest of all points beneath."""
        return max(self._seconds(each, case) for each in self.leans_on(promise, case))

    def because(self, promise: Promise, case: Case) -> Ids:
        """Return the slowest points."""
        slowest = self.value(promise, case)
        points = self.leans_on(promise, case)
        return tuple(each for each in points if self._seconds(each, case) == slowest)

    def leans_on(self, promise: Promise, case: Case) -> Ids:
        """Return all points beneath."""
        return self._structure.points_beneath(promise.service)

    def unknown(self, promise: Promise) -> Ids:
        """Return the points that nobody has agreed to change within any time."""
        points = self._structure.points_beneath(promise.service)
        return tuple(each for each in points if self._figures[each].change_within is None)

    def _seconds(self, ident: str, case: Case) -> int:
        agreed = self._figures[ident].change_within
        return agreed.seconds if agreed else MISSING[case]
