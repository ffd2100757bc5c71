"""The chance that enough of some parts are up which have nothing in common, and how it is told."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from twoview.explain.words import percent


def at_least(need: int, shares: Sequence[Fraction]) -> Fraction:
    """Return the chance that so many are up.

    >>> at_least(1, [Fraction("0.99"), Fraction("0.99")])
    Fraction(9999, 10000)
    """
    return sum(_exactly(shares)[need:], start=Fraction(0))


def _exactly(shares: Sequence[Fraction]) -> list[Fraction]:
    """Return the chances that none is up, exactly one, exactly two, and so on."""
    chances = [Fraction(1)]
    for share in shares:
        down = ((1 - share) * each for each in (*chances, Fraction(0)))
        up = (share * each for each in (Fraction(0), *chances))
        chances = [one + other for one, other in zip(down, up, strict=True)]
    return chances


def told(need: int, shares: Sequence[Fraction]) -> str:
    """Return how the chance comes about; those that are never up are left out.

    >>> told(1, [Fraction("0.99"), Fraction("0.99")])
    '100% − 1% × 1% = 99.99%'
    """
    up = [each for each in shares if each]
    found = percent(at_least(need, up))
    if len(up) < need or len(up) == 1:
        return found
    if len(up) == need:
        return f"{' × '.join(map(percent, up))} = {found}"
    if need == 1:
        return f"100% − {' × '.join(percent(1 - each) for each in up)} = {found}"
    counts = zip(range(need, len(up)), _exactly(up)[need:], strict=False)
    exactly = [f"{percent(chance)} with exactly {count} up" for count, chance in counts]
    return f"{' + '.join(exactly)} + {percent(_exactly(up)[-1])} with all up = {found}"
