"""Which components are run to a higher availability than any promise needs."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import cast

from twoview.promises.composition import Basis, Blueprint, Count
from twoview.promises.formula import Formula
from twoview.promises.judge import Judge, Judgement
from twoview.values import Share

STEPS = tuple(
    Share.parse(f"{percent}%")
    for percent in ("99.999", "99.99", "99.95", "99.9", "99.5", "99", "98", "95", "90")
)
"""The availabilities that are commonly agreed on, the highest first."""


def next_lower(own: Share | None) -> Share | None:
    """Return the highest common availability below one, None where there is none."""
    return next((step for step in STEPS if own and step < own), None)


def beyond_need(judge: Judge) -> frozenset[str]:
    """Return the components whose availability could be lowered without breaking a promise.

    Some promise leans on each of them, and all that do are kept, and would be if it alone were run
    to the next lower of the common availabilities.
    """
    return _Need(judge).beyond()


class _Need:
    """Tries lower figures on the tightest promises first, since the others hold if these do."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._blueprint = Blueprint(judge.structure, judge.figures)
        self._counts: dict[str, Count] = {}

    def beyond(self) -> frozenset[str]:
        needed: set[str] = set()
        tried: set[tuple[str, Formula | None]] = set()
        for judgement in self._tightest_first():
            for ident, formula in self._behind(judgement):
                if ident not in needed and (ident, formula) not in tried:
                    tried.add((ident, formula))
                    if not self._can_lower(ident, judgement):
                        needed.add(ident)
        leaning = {ident for ident, _ in tried}
        return frozenset(leaning - needed).intersection(self._judge.catalog.components)

    def _tightest_first(self) -> list[Judgement]:
        """Return the judgements of availability, those first that can lose the smallest part."""
        judged = (each for each in self._judge.judgements if each.promise.metric == "availability")
        return sorted(judged, key=_to_spare)

    def _behind(self, judgement: Judgement) -> Iterator[tuple[str, Formula | None]]:
        """Yield what a promise leans on, each with the formula of the groups that it stands in.

        Lowered alone, a point lowers all services that have the formula by the same factor.
        """
        if judgement.verdict != "kept":
            yield from ((ident, None) for ident in self._judge.leans_on(judgement))
            return
        service = judgement.promise.service
        composition = self._judge.composition(judgement)
        yield from ((ident, None) for ident in composition.single)
        entangled = self._blueprint.groups(service, "earned") if composition.groups else ()
        for group, made in zip(composition.groups, entangled, strict=True):
            yield from ((ident, made.formula) for ident in group.points)

    def _can_lower(self, ident: str, judgement: Judgement) -> bool:
        """Whether a promise is kept, and would be with the next lower availability of a point."""
        lower = next_lower(self._judge.figures[ident].availability)
        if judgement.verdict != "kept" or lower is None:
            return False
        if ident not in self._counts:
            self._counts[ident] = Count(self._blueprint, Basis("worst", own={ident: lower}))
        return self._counts[ident].of(judgement.promise.service).share >= _promised(judgement)


def _to_spare(judgement: Judgement) -> Fraction:
    """Return the part of its share that a service can lose, -1 where its promise is not kept."""
    if judgement.verdict != "kept":
        return Fraction(-1)
    achievable = cast("Fraction", judgement.achievable)
    return 1 - _promised(judgement) / achievable if achievable else Fraction(1)


def _promised(judgement: Judgement) -> Fraction:
    return cast("Share", judgement.promise.value).value
