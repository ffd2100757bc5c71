"""How high everything stands: near what it is tied to, in the given order, with room between."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from .layers import Layers
from .order import neighbors

BOX_GAP, LINE_GAP, TIGHT_GAP = 20, 14, 10
_PASSES = 12
_LOOSE = 0.05


@dataclass(slots=True)
class _Pool:
    center: float
    weight: float
    count: int


def heights(layers: Layers, boxes: Sequence[int]) -> dict[int, int]:
    """Return the height of every item: of `boxes` as given, of a passing line none."""
    tall = dict(enumerate(boxes))
    return {item: tall.get(item, 0) for column in layers.columns for item in column}


def place(layers: Layers, height: dict[int, int]) -> dict[int, float]:
    """Return the middle of every item, in whole px from the top of the highest box."""
    stacks = [_stack(column, layers.bends, height) for column in layers.columns]
    middle = {
        item: at - stack[-1] / 2
        for column, stack in zip(layers.columns, stacks, strict=True)
        for item, at in zip(column, stack, strict=True)
    }
    pulls = _pulls(layers)
    order = list(zip(layers.columns, stacks, strict=True))
    for turn in range(_PASSES):
        for column, stack in order[:: 1 if turn % 2 == 0 else -1]:
            _relax(column, stack, middle, pulls[2 if turn >= _PASSES - 4 else turn % 2])
    _straighten(layers, height, middle)
    top = min((middle[item] - height[item] / 2 for item in middle), default=0)
    return {item: float(int(at - top + 0.5)) for item, at in middle.items()}


def _stack(column: list[int], bends: int, height: dict[int, int]) -> list[float]:
    """Return how far below the column's first item each item must be at least."""
    steps = [_apart(a, b, bends, height) for a, b in pairwise(column)]
    return list(accumulate(steps, initial=0.0))


def _apart(upper: int, lower: int, bends: int, height: dict[int, int]) -> float:
    lines = (upper >= bends) + (lower >= bends)
    return (height[upper] + height[lower]) // 2 + (BOX_GAP, LINE_GAP, TIGHT_GAP)[lines]


_Pulls = dict[int, list[tuple[int, float]]]


def _pulls(layers: Layers) -> tuple[_Pulls, _Pulls, _Pulls]:
    """Return for each item who pulls at it from the left, from the right and from both sides."""
    sides: list[_Pulls] = [
        {
            item: [(other, _weight(layers, item, other)) for other in others]
            for item, others in side.items()
        }
        for side in neighbors(layers.ties)
    ]
    both = {
        item: sides[0].get(item, []) + sides[1].get(item, []) for side in sides for item in side
    }
    return sides[0], sides[1], both


def _weight(layers: Layers, item: int, other: int) -> float:
    # A long line is kept straight first: every bend costs the eye more than a slanted end.
    if layers.badges <= item < layers.bends:
        return 4
    return (1, 2, 8)[(item >= layers.bends) + (other >= layers.bends)]


def _relax(column: list[int], stack: list[float], middle: dict[int, float], pulls: _Pulls) -> None:
    """Move a column's items to the mean of what pulls them, as near as order and room allow."""
    pools: list[_Pool] = []
    for item, offset in zip(column, stack, strict=True):
        pulling = pulls.get(item) or [(item, _LOOSE)]
        weight = sum(force for _, force in pulling)
        wanted = sum(middle[other] * force for other, force in pulling) / weight
        pools.append(_Pool(wanted - offset, weight, 1))
        while len(pools) > 1 and pools[-2].center >= pools[-1].center:
            _pool(pools)
    centers = [pool.center for pool in pools for _ in range(pool.count)]
    middle.update(zip(column, map(sum, zip(centers, stack, strict=True)), strict=True))


def _pool(pools: list[_Pool]) -> None:
    lower, upper = pools.pop(), pools[-1]
    weight = upper.weight + lower.weight
    upper.center = (upper.center * upper.weight + lower.center * lower.weight) / weight
    upper.weight, upper.count = weight, upper.count + lower.count


def _straighten(layers: Layers, height: dict[int, int], middle: dict[int, float]) -> None:
    """Give the bends of one long line the same height where its surroundings leave room."""
    around = {}
    for column in layers.columns:
        for upper, item, lower in zip([None, *column], column, [*column[1:], None], strict=False):
            around[item] = upper, lower
    done: set[int] = set()
    for chain in layers.chains:
        run = [item for item in chain[1:-1] if item not in done]
        done.update(run)
        while run:
            run = _level(run, around, layers.bends, height, middle)


def _level(
    run: list[int],
    around: dict[int, tuple[int | None, int | None]],
    bends: int,
    height: dict[int, int],
    middle: dict[int, float],
) -> list[int]:
    """Level as many items from the run's start as fit at one height; return the others."""
    low, high, taken = float("-inf"), float("inf"), 0
    for item in run:
        upper, lower = around[item]
        least = low if upper is None else middle[upper] + _apart(upper, item, bends, height)
        most = high if lower is None else middle[lower] - _apart(item, lower, bends, height)
        if max(low, least) > min(high, most):
            break
        low, high, taken = max(low, least), min(high, most), taken + 1
    taken = max(taken, 1)
    wanted = sum(middle[item] for item in run[:taken]) / taken
    for item in run[:taken]:
        middle[item] = min(max(wanted, low), high)
    return run[taken:]
