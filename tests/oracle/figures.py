"""Who states which figure of a point; None where nobody does."""

from __future__ import annotations

from collections.abc import Mapping

from twoview.model import (
    Catalog,
    Commitments,
    Component,
    Hours,
    Service,
    Supplier,
    Team,
    Timing,
)
from twoview.values import Duration, Schedule

DATA_KEEPERS = ("database", "storage")


def stated(catalog: Catalog, ident: str) -> Commitments:
    """Return an opaque service's commitments or a component's targets; nothing states nothing."""
    node = catalog.node(ident)
    if node is None:
        return Commitments()
    return node.commitments if isinstance(node, Service) else node.targets


def runner(catalog: Catalog, ident: str) -> Team | Supplier | None:
    """Return who runs a component."""
    node = catalog.node(ident)
    if not isinstance(node, Component):
        return None
    return catalog.teams.get(node.team or "") or catalog.suppliers.get(node.supplier or "")


def seconds(timing: Timing | None, priority: str | None) -> int | None:
    """Return the time for a priority; a plain duration is that of every priority."""
    timing = timing.get(priority or "") if isinstance(timing, Mapping) else timing
    return timing.seconds if timing is not None else None


def restore(catalog: Catalog, ident: str, priority: str | None) -> int | None:
    """Return the time to restore a point: of whoever states the field first, in seconds."""
    timing = stated(catalog, ident).restore_within
    by = runner(catalog, ident)
    if timing is None and by is not None:
        timing = by.restore_within
    return seconds(timing, priority)


def hours(catalog: Catalog, ident: str) -> Schedule | None:
    """Return when work is done on a point: the hours of whoever states them first.

    Reading: hours by a name that no schedule has are stated, and known to nobody.
    """
    own, by = stated(catalog, ident).hours, runner(catalog, ident)
    if own is None and isinstance(catalog.node(ident), Service):
        return Schedule()
    if own is None and by is not None:
        own = by.hours
    return own.schedule if own else None


def promised_hours(own: Hours | None) -> Schedule:
    """Return the customer's clock; reading: by a name that no schedule has, it always runs."""
    return own.schedule if own and own.schedule else Schedule()


def change(catalog: Catalog, ident: str) -> int | None:
    """Return the time to change a point in seconds, from component or team."""
    own, by = stated(catalog, ident).change_within, runner(catalog, ident)
    if own is None and isinstance(by, Team):
        own = by.change_within
    return _length(own)


def recovery_time(catalog: Catalog, ident: str) -> int | None:
    """Return the time to recover a point in seconds."""
    return _length(stated(catalog, ident).recovery_time)


def recovery_point(catalog: Catalog, ident: str) -> int | None:
    """Return how much a point may lose, in seconds."""
    return _length(stated(catalog, ident).recovery_point)


def keeps_data(catalog: Catalog, ident: str) -> bool:
    """Whether a point has a recovery point even if it states none."""
    node = catalog.node(ident)
    return isinstance(node, Component) and node.type in DATA_KEEPERS


def _length(duration: Duration | None) -> int | None:
    return duration.seconds if duration is not None else None
