"""Recovery time and point, change and capacity, each by recursion over what is required.

`own` holds the figure of each point that has one, inf for what is never done. A structured service
has no figure of its own. Recovery point and capacity are None where nothing beneath has one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TypeVar

from oracle.structure import Need, Structure

Figures = Mapping[str, float]
Amounts = Mapping[str, Fraction]
Figure = TypeVar("Figure", float, Fraction)
Attained = tuple[Figure, frozenset[str]]


def recovery_time(parts: Structure, own: Figures, ident: str) -> tuple[float, list[str]]:
    """Return when the id has recovered, and the longest chain from the bottom up to the id.

    Readings: of equally long chains it takes the smallest id, at each step from the top, and of
    equally fast members the smaller ids count first. Structured services on its way, which take no
    time, are left out where reasons are named.
    """
    ready = [_fastest(parts, own, each) for entry in parts[ident] for each in _one_by_one(entry)]
    start, before = min(ready, key=lambda end: (-end[0], end[1][-1]), default=(0, []))
    return start + own.get(ident, 0), [*before, ident]


def _one_by_one(entry: Need) -> list[Need]:
    """Return a group that needs all its members as entries one by one."""
    members, need = entry
    return [((each,), 1) for each in members] if need == len(members) else [entry]


def _fastest(parts: Structure, own: Figures, group: Need) -> tuple[float, list[str]]:
    """Return when the `need` fastest members have recovered, and the chain of the last of them."""
    members, need = group
    ends = [recovery_time(parts, own, each) for each in members]
    return sorted(ends, key=lambda end: (end[0], end[1][-1]))[need - 1]


def recovery_point(parts: Structure, own: Figures, ident: str) -> Attained[float] | None:
    """Return the r of the id and who attains it, None if nothing beneath has one."""
    found = [_point_of(parts, own, each) for each in parts[ident]]
    return _extreme(max, [_own(own, ident), *found])


def _point_of(parts: Structure, own: Figures, group: Need) -> Attained[float] | None:
    members, need = group
    found = [recovery_point(parts, own, each) for each in members]
    having = sorted(each[0] for each in found if each)
    if not having:
        return None
    counts = having[min(need, len(having)) - 1]
    return _extreme(max, [each for each in found if each and each[0] == counts])


def capacity(parts: Structure, own: Amounts, ident: str) -> Attained[Fraction] | None:
    """Return what the id can carry and who limits it, None if nothing beneath states an amount."""
    found = [_sum_of(parts, own, each) for each in parts[ident]]
    common = [_own(own, each) for each in sorted(_passed(parts, ident))]
    return _extreme(min, [*common, *found])


def _passed(parts: Structure, ident: str) -> set[str]:
    """Return the ids that everything which an id carries passes through."""
    found = {ident}
    for members, _ in parts[ident]:
        found |= set.intersection(*(_passed(parts, member) for member in members))
    return found


def _sum_of(parts: Structure, own: Amounts, group: Need) -> Attained[Fraction] | None:
    """Return the sum of the `need` smallest members, and the ids of all that are as small.

    Reading: where fewer members have an amount, the sum is that of those that have one.
    """
    members, need = group
    found = [each for each in (capacity(parts, own, m) for m in members) if each]
    smallest = sorted(each[0] for each in found)[:need]
    if not smallest:
        return None
    limiting = (each[1] for each in found if each[0] <= smallest[-1])
    return sum(smallest, Fraction(0)), frozenset().union(*limiting)


def _own(own: Mapping[str, Figure], ident: str) -> Attained[Figure] | None:
    return (own[ident], frozenset({ident})) if ident in own else None


def _extreme(
    choose: Callable[[list[Figure]], Figure], found: list[Attained[Figure] | None]
) -> Attained[Figure] | None:
    """Return the largest or smallest figure with everybody who attains it."""
    having = [each for each in found if each]
    if not having:
        return None
    extreme = choose([each[0] for each in having])
    return extreme, frozenset().union(*(each[1] for each in having if each[0] == extreme))


def change(own: Figures) -> Attained[float]:
    """Return the slowest change over all points beneath, and who is that slow."""
    slowest = max(own.values())
    return slowest, frozenset(each for each in own if own[each] == slowest)
