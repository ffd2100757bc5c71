"""Whom a customer waits for: those who restore a service, and those who respond.

Readings of what is left open: the loss of a group is the loss of all its members at once, whatever
else that stops; a group that needs all its members is no group here, since each of them stops what
the group would stop. Who responds is a team, so that a team is named where others name a point.
"""

from __future__ import annotations

from collections.abc import Mapping

from twoview.model import Catalog
from twoview.promises.figures import Figures
from twoview.promises.structure import Gate, Structure
from twoview.promises.turnaround import Turnaround
from twoview.promises.waits import Stop


class Restorers:
    """What has to be restored before the services of one catalog are up again."""

    def __init__(self, structure: Structure, figures: Mapping[str, Figures]) -> None:
        """Take the structure of the catalog, and what its points are run to."""
        self._structure = structure
        self._figures = figures
        self._known: dict[str, list[Stop]] = {}

    def of(self, ident: str) -> list[Stop]:
        """Return the single points of failure of a node, and the groups that are one more each."""
        if ident not in self._known:
            groups = map(self._group, self._structure.stopping_groups(ident))
            self._known[ident] = [*self._points(ident), *groups]
        return self._known[ident]

    def _points(self, ident: str) -> list[Stop]:
        found: dict[Turnaround, list[str]] = {}
        for point in self._structure.single_points(ident):
            found.setdefault(self._figures[point].restore, []).append(point)
        return [Stop(((turnaround, tuple(ids)),)) for turnaround, ids in found.items()]

    def _group(self, gate: Gate) -> Stop:
        return Stop(tuple((self._turnaround(each), (each,)) for each in gate.members), gate.need)

    def _turnaround(self, member: str) -> Turnaround:
        figures = self._figures.get(member)
        return figures.restore if figures else Turnaround()


class Responders:
    """Who responds to the customers of the services of one catalog: their owner teams."""

    def __init__(self, catalog: Catalog) -> None:
        """Take the catalog."""
        self._catalog = catalog
        self._known: dict[str, list[Stop]] = {}

    def of(self, ident: str) -> list[Stop]:
        """Return the owner team of a service; the service itself where no owner is named."""
        service = self._catalog.services[ident]
        owner = service.owner or ident
        if owner not in self._known:
            team = self._catalog.teams.get(service.owner)
            hours = team.hours.schedule if team and team.hours else None
            turnaround = Turnaround(team.respond_within if team else None, hours)
            self._known[owner] = [Stop(((turnaround, (owner,)),))]
        return self._known[owner]
