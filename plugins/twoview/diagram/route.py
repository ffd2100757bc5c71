"""The run of every line: out of a box at a port of its own, past all other boxes, into the next."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from .layers import Layers

Point = tuple[float, float]
Cubic = tuple[Point, Point, Point, Point]
_PORT_GAP, _PORT_LEAST, _PORT_EDGE = 9.0, 6.0, 7.0
_LOOP = 34.0
_IN, _OUT = 0, 1
# An item, the next or previous item of a wire, the wire's number, and the side of the item.
_Port = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle from its left top corner; a passing line's has no height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def middle(self) -> float:
        """The height of its center."""
        return self.y + self.h / 2

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.y + self.h

    def meets(self, other: "Rect") -> bool:
        """Tell whether the two share any area."""
        across = self.x < other.right and other.x < self.right
        return across and self.y < other.bottom and other.y < self.bottom


def routes(layers: Layers, rects: Mapping[int, Rect]) -> list[tuple[Cubic, ...]]:
    """Return each wire's curves from its source to its target.

    Curves between columns stay in the gap there; inside a column's width a line is level.
    """
    ports = _ports(layers, rects)
    loops: dict[int, int] = defaultdict(int)
    found: list[tuple[Cubic, ...]] = []
    for at, (wire, chain) in enumerate(zip(layers.wires, layers.chains, strict=True)):
        if len(chain) == 1:
            found.append((_loop(rects[wire.source], loops[wire.source]),))
            loops[wire.source] += 1
            continue
        points = list(_points(chain, rects, ports, at))
        pieces = tuple(_bend(a, b) for a, b in pairwise(points))
        found.append(pieces if wire.source == chain[0] else _backwards(pieces))
    return found


def along(piece: Cubic, t: float) -> Point:
    """Return the point at `t`, from 0 to 1, of a curve."""
    parts = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    x = sum(part * point[0] for part, point in zip(parts, piece, strict=True))
    return x, sum(part * point[1] for part, point in zip(parts, piece, strict=True))


def _bend(start: Point, end: Point) -> Cubic:
    half = (start[0] + end[0]) / 2
    return start, (half, start[1]), (half, end[1]), end


def _backwards(pieces: tuple[Cubic, ...]) -> tuple[Cubic, ...]:
    return tuple((d, c, b, a) for a, b, c, d in reversed(pieces))


def _loop(box: Rect, turn: int) -> Cubic:
    step = turn % 4
    start = (box.right, box.bottom - 7 - 3 * step)
    end = (box.right - 14 - 4 * step, box.bottom)
    return start, (start[0] + _LOOP, start[1]), (end[0], end[1] + _LOOP), end


def _points(
    chain: tuple[int, ...], rects: Mapping[int, Rect], ports: dict[_Port, float], wire: int
) -> Iterator[Point]:
    for left, right in pairwise(chain):
        yield rects[left].right, ports[left, right, wire, _OUT]
        yield rects[right].x, ports[right, left, wire, _IN]


def _ports(layers: Layers, rects: Mapping[int, Rect]) -> dict[_Port, float]:
    """Return the height at which each wire leaves and enters each item that it meets."""
    held: dict[tuple[int, int], list[_Port]] = defaultdict(list)
    for wire, chain in enumerate(layers.chains):
        for left, right in pairwise(chain):
            held[left, _OUT].append((left, right, wire, _OUT))
            held[right, _IN].append((right, left, wire, _IN))
    heights: dict[_Port, float] = {}
    for (item, _), ports in held.items():
        heights.update(_spread(ports, rects[item], rects, layers.bends))
    return heights


def _spread(
    ports: list[_Port], box: Rect, rects: Mapping[int, Rect], bends: int
) -> dict[_Port, float]:
    # Wires that run on together leave together: they take one place.
    place = {
        port: (rects[port[1]].middle, port[1], -1 if port[1] >= bends else port[2])
        for port in ports
    }
    places = sorted(set(place.values()))
    room = max(box.h - 2 * _PORT_EDGE, 0)
    count = min(len(places), 1 + int(room / _PORT_LEAST))
    step = min(_PORT_GAP, room / (count - 1)) if count > 1 else 0
    first = box.middle - step * (count - 1) / 2
    slot = {key: first + step * (at * count // len(places)) for at, key in enumerate(places)}
    return {port: slot[key] for port, key in place.items()}
