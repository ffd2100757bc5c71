"""Promises whose value, verdict or achievable figure is another in one state than in the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from twoview.changes import Ids
from twoview.judged import Judged
from twoview.promises.judge import Judgement
from twoview.promises.made import Promise


@dataclass(frozen=True, slots=True)
class Move:
    """What becomes of one promise in each of two states; None where it was not made.

    It `is_hidden` where it may have been made, in what cannot be read in that state.
    """

    before: Judgement | None
    after: Judgement | None
    is_hidden: bool = False

    @property
    def promise(self) -> Promise:
        """The promise as it is afterwards; as it was, if it is no longer made."""
        judgement = self.after or self.before
        assert judgement is not None  # noqa: S101 - a move has at least one side
        return judgement.promise

    @property
    def is_broken(self) -> bool:
        """Whether a promise is not kept now."""
        return _is_broken(self.after)

    @property
    def is_worse(self) -> bool:
        """Whether a promise is not kept now that was kept, or not made, before."""
        is_known = self.before is not None or not self.is_hidden
        return self.is_broken and not _is_broken(self.before) and is_known

    @property
    def is_better(self) -> bool:
        """Whether a promise is kept now that was not."""
        return self.after is not None and _is_broken(self.before) and not self.is_broken

    @property
    def is_figure_alone(self) -> bool:
        """Whether nothing moved but what can be kept: neither the value nor the verdict."""
        before, after = self.before, self.after
        if before is None or after is None:
            return False
        return (before.promise.value, before.verdict) == (after.promise.value, after.verdict)


def moves(before: Judged, after: Judged, ids: Ids) -> Iterator[Move]:
    """Yield what moved, by service, customer, metric and priority; `ids` are new ones by key."""
    old = {ids.get(("Service", name), name): each for name, each in before.judgements_of.items()}
    new = after.judgements_of
    for service in sorted(old.keys() | new.keys()):
        sides = old.get(service, ()), new.get(service, ())
        # What was taken over from one state to the other is the same object.
        if [id(each) for each in sides[0]] != [id(each) for each in sides[1]]:
            yield from _moves(*sides, ids, any(_hides(each, service) for each in (before, after)))


def _hides(estate: Judged, service: str) -> bool:
    entity = estate.catalog.services.get(service)
    if entity is None:
        return estate.may_define(service)
    return any(part in ("commitments", "customers") for path in entity.origin.cut for part in path)


def _moves(
    before: Iterable[Judgement], after: Iterable[Judgement], ids: Ids, is_hidden: bool
) -> Iterator[Move]:
    old = {_made(each.promise, ids): each for each in before}
    new = {_made(each.promise, {}): each for each in after}
    for made in sorted(old.keys() | new.keys()):
        move = Move(old.get(made), new.get(made), is_hidden)
        if _told(move.before) != _told(move.after):
            yield move


def _made(promise: Promise, ids: Ids) -> tuple[str, str, str]:
    """Return what tells a promise of a service from its others, whatever its customer is called."""
    customer = promise.customer or ""
    return ids.get(("Customer", customer), customer), promise.metric, promise.priority or ""


def _told(judgement: Judgement | None) -> object:
    if judgement is None:
        return None
    return judgement.promise.value, judgement.verdict, judgement.achievable


def _is_broken(judgement: Judgement | None) -> bool:
    return judgement is not None and judgement.verdict != "kept"
