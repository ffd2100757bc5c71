"""The order in each column: barycenter sweeps and swaps of neighbors; fewest crossings win."""

from bisect import bisect_right, insort
from collections import defaultdict
from itertools import pairwise

from .layers import Layers

Columns = list[list[int]]
Sides = tuple[dict[int, list[int]], dict[int, list[int]]]
_SWEEPS, _PATIENCE = 16, 4
_SWAPS = 3


def arrange(layers: Layers) -> None:
    """Sort the columns of `layers` for few crossings; members of a bracket stay neighbors."""
    sides = neighbors(layers.ties)
    columns = [_grouped(column, layers.blocks) for column in layers.columns]
    best, fewest, latest = columns, crossings(columns, sides[1]), 0
    for sweep in range(_SWEEPS):
        if not fewest or sweep - latest > _PATIENCE:
            break
        columns = _swept(columns, sides, layers.blocks, down=sweep % 2 == 0)
        _swap(columns, sides, layers.blocks)
        count = crossings(columns, sides[1])
        if count < fewest:
            best, fewest, latest = [list(column) for column in columns], count, sweep
    layers.columns = best


def neighbors(ties: list[tuple[int, int]]) -> Sides:
    """Return the items tied to each item on its left, and on its right."""
    lefts, rights = defaultdict(list), defaultdict(list)
    for left, right in ties:
        rights[left].append(right)
        lefts[right].append(left)
    return lefts, rights


def crossings(columns: Columns, rights: dict[int, list[int]]) -> int:
    """Count the pairs of lines that cross between neighboring columns."""
    total = 0
    for column, following in pairwise(columns):
        position = {item: at for at, item in enumerate(following)}
        passed: list[int] = []
        for item in column:
            ends = sorted(position[other] for other in rights.get(item, ()))
            total += sum(len(passed) - bisect_right(passed, end) for end in ends)
            for end in ends:
                insort(passed, end)
    return total


def _grouped(column: list[int], blocks: dict[int, int]) -> list[int]:
    held = defaultdict(list)
    for item in column:
        held[blocks.get(item, item)].append(item)
    return [item for items in held.values() for item in items]


def _swept(columns: Columns, sides: Sides, blocks: dict[int, int], *, down: bool) -> Columns:
    """Sort each column by where the neighbors of its items stand in the column before it."""
    step, near = (1, sides[0]) if down else (-1, sides[1])
    result: Columns = []
    before: dict[int, float] = {}
    for column in columns[::step]:
        # What has no neighbor there keeps its own place, on the other column's scale.
        scale = len(before) / len(column)
        center = {
            item: _mean([before[other] for other in near.get(item, ())] or [at * scale])
            for at, item in enumerate(column)
        }
        result.append(_sorted_blocks(column, center, blocks))
        before = {item: float(at) for at, item in enumerate(result[-1])}
    return result[::step]


def _sorted_blocks(
    column: list[int], center: dict[int, float], blocks: dict[int, int]
) -> list[int]:
    held = defaultdict(list)
    for item in column:
        held[blocks.get(item, item)].append(item)
    ordered = sorted(held.values(), key=lambda items: _mean([center[item] for item in items]))
    return [item for items in ordered for item in sorted(items, key=center.__getitem__)]


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _swap(columns: Columns, sides: Sides, blocks: dict[int, int]) -> None:
    """Exchange neighbors in a column while that removes crossings."""
    for _ in range(_SWAPS):
        before = [list(column) for column in columns]
        for column, left, right in zip(columns, [[], *columns], [*columns[1:], []], strict=False):
            around = left, right
            ends = [_ends(column, *side) for side in zip(sides, around, strict=True)]
            _swap_column(column, ends, blocks)
        if columns == before:
            break


def _ends(column: list[int], near: dict[int, list[int]], other: list[int]) -> dict[int, list[int]]:
    spots = {item: at for at, item in enumerate(other)}
    return {item: sorted(spots[end] for end in near.get(item, ())) for item in column}


def _swap_column(
    column: list[int], ends: list[dict[int, list[int]]], blocks: dict[int, int]
) -> None:
    for at in range(len(column) - 1):
        upper, lower = column[at], column[at + 1]
        if blocks.get(upper) == blocks.get(lower):
            now = sum(_inversions(side[upper], side[lower]) for side in ends)
            then = sum(_inversions(side[lower], side[upper]) for side in ends)
            if then < now:
                column[at], column[at + 1] = lower, upper


def _inversions(upper: list[int], lower: list[int]) -> int:
    return sum(len(upper) - bisect_right(upper, end) for end in lower)
