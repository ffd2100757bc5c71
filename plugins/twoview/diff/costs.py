"""Services whose full monthly cost is another in one state than in the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from twoview.changes import Ids
from twoview.judged import Judged
from twoview.values import Money


@dataclass(frozen=True, slots=True)
class CostMove:
    """The full monthly cost of a service before and after; None where it has none, or unknown."""

    service: str
    before: Money | None
    after: Money | None

    @property
    def cents(self) -> int:
        """By how many cents a month it moved."""
        return (self.after.cents if self.after else 0) - (self.before.cents if self.before else 0)


def cost_moves(before: Judged, after: Judged, ids: Ids) -> Iterator[CostMove]:
    """Yield the services that cost more or less than before, those that moved most first.

    Nothing is told where a file cannot be read: who shares a cost is not known then.
    """
    if before.catalog.unparsed or after.catalog.unparsed:
        return
    services = before.costs.services
    old = {ids.get(("Service", ident), ident): each for ident, each in services.items()}
    new = after.costs.services
    found = (
        CostMove(
            ident,
            old[ident].amount if ident in old else None,
            new[ident].amount if ident in new else None,
        )
        for ident in sorted(old.keys() | new.keys())
    )
    moved = (each for each in found if each.before != each.after and each.cents)
    yield from sorted(moved, key=lambda each: -abs(each.cents))
