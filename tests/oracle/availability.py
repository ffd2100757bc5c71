"""The share of time that a service is up, by looking at every combination of own states."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from itertools import combinations, product
from math import prod

from twoview.model import Catalog, Supplier

from oracle.figures import runner, stated
from oracle.structure import Structure, apart, choices, earned, is_up, reachable, redundant

Shares = dict[str, Fraction]
"""The own availability of each point."""


def own_share(catalog: Catalog, ident: str) -> Fraction | None:
    """Return the own availability of a point, None if nobody states one."""
    figure, by = stated(catalog, ident).availability, runner(catalog, ident)
    if figure is None and isinstance(by, Supplier):
        figure = by.availability
    return figure.value if figure else None


def chance(parts: Structure, ident: str, shares: Shares) -> Fraction:
    """Return P(up): the sum over all own states with which the id is up."""
    points = sorted(({ident} | reachable(parts, ident)) & shares.keys())
    states = [[(True, shares[each]), (False, 1 - shares[each])] for each in points]
    possible = [[state for state in pair if state[1]] for pair in states]
    total = Fraction(0)
    for combination in product(*possible):
        down = {point for point, (up, _) in zip(points, combination, strict=True) if not up}
        if is_up(parts, ident, down):
            total += prod((share for _, share in combination), start=Fraction(1))
    return total


def guaranteed(
    catalog: Catalog, parts: Structure, ident: str, shares: Shares
) -> tuple[Fraction, list[Structure]]:
    """Return the best P(up) over all choices in groups that earned nothing, and the best choices.

    The first choice counts; the others are just as good.
    """
    unearned = [place for place in redundant(parts) if not earned(catalog, parts, place)]
    return _best(parts, ident, shares, unearned)


def if_independent(catalog: Catalog, parts: Structure, ident: str, shares: Shares) -> Fraction:
    """Return P(up) if all groups whose members share no declared domain were independent."""
    together = [place for place in redundant(parts) if not apart(catalog, parts, place)]
    return _best(parts, ident, shares, together)[0]


def _best(
    parts: Structure, ident: str, shares: Shares, places: list[tuple[str, int]]
) -> tuple[Fraction, list[Structure]]:
    tried = [(chance(each, ident, shares), each) for each in choices(parts, places)]
    best = max(share for share, _ in tried)
    return best, [each for share, each in tried if share == best]


def weakest(parts: Structure, ident: str, shares: Shares) -> list[str]:
    """Return the points by P(up if perfect) - P(up), largest first, without those that gain none.

    Reading: the choice of members stays as it was made for P(up).
    """
    now = chance(parts, ident, shares)
    gains = {each: chance(parts, ident, {**shares, each: Fraction(1)}) - now for each in shares}
    return sorted((each for each in gains if gains[each]), key=lambda each: (-gains[each], each))


def relevant(parts: Structure, ident: str, points: Collection[str]) -> list[str]:
    """Return the points whose own state decides whether the id is up in at least one case."""
    beneath = sorted(({ident} | reachable(parts, ident)) & set(points))
    states = [set(down) for n in range(len(beneath)) for down in combinations(beneath, n)]
    return [
        point
        for point in beneath
        if any(
            is_up(parts, ident, down) and not is_up(parts, ident, {*down, point}) for down in states
        )
    ]
