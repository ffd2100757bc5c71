"""How soon a change can be made: when everybody beneath has made theirs, members of groups too."""

from __future__ import annotations

from collections.abc import Mapping

from twoview.promises.backing import Backing, Figure
from twoview.promises.figures import Figures
from twoview.promises.structure import Structure
from twoview.promises.turnaround import NEVER
from twoview.values import Duration


class Change:
    """The changes of the services of one catalog, in plain elapsed seconds."""

    def __init__(self, structure: Structure, figures: Mapping[str, Figures]) -> None:
        """Take the structure of the catalog, and what its points are run to."""
        self._structure = structure
        self._figures = figures

    def backing(self, ident: str) -> Backing:
        """Return the seconds of the slowest of all points beneath a node."""
        points = self._structure.points_beneath(ident)
        agreed = {each: self._figures[each].change_within for each in points}
        return Backing(
            worst=_slowest(agreed, NEVER),
            perfect=_slowest(agreed, 0),
            unknown=tuple(each for each, own in agreed.items() if own is None),
        )


def _slowest(agreed: Mapping[str, Duration | None], missing: int) -> Figure:
    seconds = {each: own.seconds if own else missing for each, own in agreed.items()}
    slowest = max(seconds.values())
    because = (each for each, own in seconds.items() if own == slowest)
    return Figure(slowest, tuple(because), tuple(agreed))
