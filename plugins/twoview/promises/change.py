"""How soon a change can be made: when everybody beneath has made theirs, members of groups too."""

from __future__ import annotations

from collections.abc import Mapping

from twoview.promises.backing import Backing, Case, Reasons
from twoview.promises.figures import Figures
from twoview.promises.structure import Structure
from twoview.promises.turnaround import MISSING


class Change:
    """The changes of the services of one catalog, in plain elapsed seconds."""

    def __init__(self, structure: Structure, figures: Mapping[str, Figures]) -> None:
        """Take the structure of the catalog, and what its points are run to."""
        self._structure = structure
        self._figures = figures

    def backing(self, ident: str) -> Backing:
        """Return the seconds of the slowest of all points beneath a node."""
        agreed = {each: self._seconds(each) for each in self._structure.points_beneath(ident)}
        return Backing(
            max(_filled(agreed, "worst").values()),
            max(_filled(agreed, "perfect").values()),
            lambda case: _reasons(agreed, case),
        )

    def _seconds(self, ident: str) -> int | None:
        agreed = self._figures[ident].change_within
        return agreed.seconds if agreed else None


def _filled(agreed: Mapping[str, int | None], case: Case) -> Mapping[str, int]:
    return {each: MISSING[case] if own is None else own for each, own in agreed.items()}


def _reasons(agreed: Mapping[str, int | None], case: Case) -> Reasons:
    seconds = _filled(agreed, case)
    slowest = max(seconds.values())
    because = (each for each, own in seconds.items() if own == slowest)
    unknown = (each for each, own in agreed.items() if own is None)
    return Reasons(tuple(because), tuple(agreed), tuple(unknown))
