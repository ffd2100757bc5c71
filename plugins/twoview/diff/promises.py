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
    """What becomes of one promise in each of two states; None where it was not made."""

    before: Judgement | None
    after: Judgement | None

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
        return self.is_broken and not _is_broken(self.before)

    @property
    def is_better(self) -> bool:
        """Whether a promise is kept now that was not."""
        return self.after is not None and _is_broken(self.before) and not self.is_broken


def moves(before: Judged, after: Judged, ids: Ids) -> Iterator[Move]:
    """Yield what moved, by service, customer, metric and priority; `ids` are new ones by key."""
    old = {ids.get(("Service", name), name): each for name, each in before.judgements_of.items()}
    new = after.judgements_of
    for service in sorted(old.keys() | new.keys()):
        sides = old.get(service, ()), new.get(service, ())
        # What was taken over from one state to the other is the same object.
        if [id(each) for each in sides[0]] != [id(each) for each in sides[1]]:
            yield from _moves(*sides, ids)


def _moves(before: Iterable[Judgement], after: Iterable[Judgement], ids: Ids) -> Iterator[Move]:
    old = {_made(each.promise, ids): each for each in before}
    new = {_made(each.promise, {}): each for each in after}
    for made in sorted(old.keys() | new.keys()):
        move = Move(old.get(made), new.get(made))
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
