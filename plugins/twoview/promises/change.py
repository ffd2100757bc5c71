"""How soon a change can be made: when everybody beneath has made theirs, members of groups too."""

from __future__ import annotations

from collections.abc import Mapping

from twoview.promises.backing import Backing, Figure
from twoview.promises.figures import Figures
from twoview.promises.structure import Structure
from twoview.promises.turnaround import NEVER


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
            worst=_slowest({each: own.seconds if own else NEVER for each, own in agreed.items()}),
            perfect=_slowest({each: own.seconds if own else 0 for each, own in agreed.items()}),
            unknown=tuple(each for each, own in agreed.items() if own is None),
            leans_on=points,
        )


def _slowest(seconds: Mapping[str, int]) -> Figure:
    slowest = max(seconds.values())
    return Figure(slowest, tuple(each for each, own in seconds.items() if own == slowest))
