"""What can be kept of promises, and how much is missing, in words."""

from __future__ import annotations

from fractions import Fraction

from twoview.explain.words import DECIMALS, achieved, percent
from twoview.model import Capacity
from twoview.promises.judge import Judgement
from twoview.promises.turnaround import NEVER
from twoview.values import Duration, Share

_UNKNOWN, _NEVER = "unknown", "never"


def can(*judgements: Judgement) -> str:
    """Return what can be kept, or what could and what can; nothing where that is not known."""
    found = figures(*judgements)
    if found[-1] in (_UNKNOWN, _NEVER):
        return ""
    return f"{' → '.join(dict.fromkeys(found))} can be kept"


def figures(*judgements: Judgement) -> list[str]:
    """Return what can be kept, with as many decimals as tell figures apart that differ."""
    different = len({each.achievable for each in judgements})
    for more in range(DECIMALS):
        found = [_figure(each, more) for each in judgements]
        if len(set(found)) == different:
            return found
    return [achieved(each.promise, each.achievable) for each in judgements]


def _figure(judgement: Judgement, more: int) -> str:
    """Return what can be kept, with more decimals than tell it from the promise."""
    value, found = judgement.promise.value, judgement.achievable
    if found is None:
        return _UNKNOWN
    if found == NEVER:
        return _NEVER
    if isinstance(value, Share):
        shown = Share(Fraction(found)).down_to(_decimals(value) + more)
        return str(shown) if more else percent(Fraction(found), shown.decimals)
    return achieved(judgement.promise, found)


def _decimals(promised: Share) -> int:
    return max(promised.decimals + 1, 2)


def gap(judgement: Judgement) -> str:
    """Return by how much a promise falls short, in its own unit; shares in percentage points."""
    value, found = judgement.promise.value, judgement.achievable
    if found is None or found == NEVER:
        return "short without end"
    if isinstance(value, Share):
        # The gap is told to what is shown as what can be kept, so that the two add up.
        decimals = _decimals(value)
        shown = Share(Fraction(found)).down_to(decimals).value
        return f"short by {percent(value.value - shown, decimals)}"
    if isinstance(value, Capacity):
        return f"short by {Capacity(value.amount - Fraction(found), value.unit)}"
    return f"late by {Duration(int(found) - value.seconds).in_hours()}"
