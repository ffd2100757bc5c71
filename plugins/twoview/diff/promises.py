"""Promises whose value, verdict or achievable figure is another in one state than in the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from twoview.changes import Ids
from twoview.judged import Judged
from twoview.promises.judge import Judgement
from twoview.promises.made import Promise

Fate = Literal[
    "broken", "not kept", "untold", "told again", "repaired", "new", "withdrawn", "changed"
]


@dataclass(frozen=True, slots=True)
class Move:
    """What becomes of one promise in each of two states; None where it was not made.

    It `was_open` or `is_open` where there is no telling what became of it in that state: what
    cannot be read there may make it, or may be what its verdict leans on.
    """

    before: Judgement | None
    after: Judgement | None
    was_open: bool = False
    is_open: bool = False

    @property
    def promise(self) -> Promise:
        """The promise as it is afterwards; as it was, if it is no longer made."""
        judgement = self.after or self.before
        assert judgement is not None  # noqa: S101 - a move has at least one side
        return judgement.promise

    @property
    def fate(self) -> Fate:
        """What became of the promise, in a word."""
        fates: Sequence[tuple[Fate, bool]] = (
            ("untold", self.is_open and self._is_of_verdict),
            ("told again", self.was_open and self._is_of_verdict),
            ("not kept", self.is_broken and self.before is None),
            ("broken", self.is_broken and not _is_broken(self.before)),
            ("repaired", _is_broken(self.before) and _is_kept(self.after)),
            ("new", self.before is None),
            ("withdrawn", self.after is None),
        )
        return next((fate for fate, is_so in fates if is_so), "changed")

    @property
    def _is_of_verdict(self) -> bool:
        """Whether the verdict moved, or what can be kept alone: not just what is promised."""
        verdicts = [side and side.verdict for side in (self.before, self.after)]
        return verdicts[0] != verdicts[1] or self.is_figure_alone

    @property
    def is_broken(self) -> bool:
        """Whether a promise is not kept now, as far as that can be told."""
        return _is_broken(self.after) and not self.is_open

    @property
    def is_worse(self) -> bool:
        """Whether a promise is not kept now that was kept, or not made, before."""
        return self.fate in ("broken", "not kept")

    @property
    def is_better(self) -> bool:
        """Whether a promise is kept now that was not."""
        return self.fate == "repaired"

    @property
    def is_figure_alone(self) -> bool:
        """Whether nothing moved but what can be kept: neither the value nor the verdict."""
        before, after = self.before, self.after
        if before is None or after is None:
            return False
        return (before.promise.value, before.verdict) == (after.promise.value, after.verdict)


def counted(moves: Iterable[Move]) -> int:
    """Return how many promises moved; one value for several priorities is one promise."""
    sides = ((move.promise, move.before, move.after) for move in moves)
    return len(
        {
            (made.service, made.customer, made.metric, _value(before), _value(after))
            for made, before, after in sides
        }
    )


def _value(judgement: Judgement | None) -> object:
    return judgement and judgement.promise.value


def moves(before: Judged, after: Judged, ids: Ids) -> Iterator[Move]:
    """Yield what moved, by service, customer, metric and priority; `ids` are new ones by key."""
    old = {ids.get(("Service", name), name): each for name, each in before.judgements_of.items()}
    new = after.judgements_of
    for service in sorted(old.keys() | new.keys()):
        sides = old.get(service, ()), new.get(service, ())
        # What was taken over from one state to the other is the same object.
        if [id(each) for each in sides[0]] != [id(each) for each in sides[1]]:
            yield from _moves(*sides, ids, (_Doubt(before, service), _Doubt(after, service)))


class _Doubt:
    """What a state leaves open of a service's promises."""

    def __init__(self, estate: Judged, service: str) -> None:
        self._estate = estate
        self._service = service

    def leaves_open(self, judgement: Judgement | None) -> bool:
        """Whether there is no telling if a promise is made, or if its verdict is right."""
        if not self._estate.partial:
            return False
        if judgement is None:
            return _hides(self._estate, self._service)
        is_unbacked = judgement.verdict == "unbacked"
        estate = self._estate
        doubted = estate.unsettled_with_runners if is_unbacked else estate.unsettled
        return self._service in doubted


def _hides(estate: Judged, service: str) -> bool:
    entity = estate.catalog.services.get(service)
    if entity is None:
        return estate.may_define(service)
    return any(part in ("commitments", "customers") for path in entity.origin.cut for part in path)


def _moves(
    before: Iterable[Judgement],
    after: Iterable[Judgement],
    ids: Ids,
    doubts: tuple[_Doubt, _Doubt],
) -> Iterator[Move]:
    new = {_made(each.promise, {}): each for each in after}
    # A customer who is still named by the old id is not followed: that reference leads nowhere.
    named = {("Customer", customer) for customer, *_ in new}
    followed = {key: ident for key, ident in ids.items() if key not in named}
    old = {_made(each.promise, followed): each for each in before}
    for made in sorted(old.keys() | new.keys()):
        sides = old.get(made), new.get(made)
        if _told(sides[0]) != _told(sides[1]):
            was_open, is_open = (
                doubt.leaves_open(side) for doubt, side in zip(doubts, sides, strict=True)
            )
            yield Move(*sides, was_open, is_open)


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


def _is_kept(judgement: Judgement | None) -> bool:
    return judgement is not None and judgement.verdict == "kept"
