"""Small charts: bars and weeks for the cells of a table, and plots of points on two axes.

All that they show stands on the page as text as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .lettering import shorten, width
from .pieces import SIZE, Caption, Tick, across, image, ornament, path, rect, said, text, upright
from .shapes import number

_BAR = 120
_DAY = 24
_WEEK = 7 * _DAY
_MINUTE = _DAY / 1440
_STRIP = 10
_RADIUS = 5
_LINE = 14
_LEFT = 62
"""The room of what stands at the ticks of the upright axis."""
_TOP = 26
_BESIDE = 20
_LONGEST = (220, 120)
"""How long a label may be, and how long where there is no room for that."""
_GAPS = tuple(_LINE * step for step in (0, -1, 1, -2, 2, -3, 3))
_CORNERS = ((0, 0), (1, 0), (0, 1), (1, 1))


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from 0 to its end, `length` px long, and what it is called."""

    name: str
    end: Fraction
    ticks: Sequence[Tick]
    length: int


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a plot, with what is written beside it."""

    x: Fraction
    y: Fraction
    label: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A place that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two boxes have any place in common."""
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)


def bar(parts: Sequence[Fraction], whole: Fraction, mark: Fraction | None = None) -> str:
    """Return parts of a whole as a bar, one after the other, with a mark across it."""
    shapes, start = [], Fraction()
    for index, part in enumerate(parts if whole else ()):
        if part:
            x, wide = _BAR * start / whole, _BAR * part / whole
            shapes.append(rect(f"tv-part-{index}", float(x), 2, max(float(wide), 1), 8))
        start += part
    if mark is not None and whole:
        at = min(float(mark / whole), 1) * _BAR
        shapes.append(path("tv-limit", upright(at, 0, 12)))
    return ornament(_BAR + 2, 12, shapes)


def week(intervals: Iterable[tuple[int, int]]) -> str:
    """Return a week from Monday on as a strip that is filled in some of its minutes."""
    filled = (
        rect("tv-part-0", start * _MINUTE, 0, (end - start) * _MINUTE, _STRIP)
        for start, end in intervals
    )
    nights = "".join(upright(min(at * _DAY, _WEEK - 0.5), 0, _STRIP) for at in range(8))
    frame = path("tv-axis", across(0, _STRIP + 0.5, _WEEK) + nights)
    return ornament(_WEEK, _STRIP + 1, (*filled, frame))


def plot(
    dots: Sequence[Dot], level: Axis, upward: Axis, caption: Caption, corners: Sequence[str] = ()
) -> str:
    """Return points on a level and an upward axis.

    `corners` are words for the four corners: those at the top from the left, those at the bottom.
    """
    wide, high = level.length, upward.length
    places = _apart([_place(dot, level, upward) for dot in dots], wide)
    inside = Box(_LEFT, 0, _LEFT + wide + _BESIDE, _TOP + high)
    shapes = [
        *_grid(level, upward),
        *(_corner(words, at, level, upward) for words, at in zip(corners, _CORNERS, strict=False)),
        *_labels(dots, places, inside),
        *(_dot(dot, place) for dot, place in zip(dots, places, strict=True)),
    ]
    return image(_LEFT + wide + _BESIDE, _TOP + high + 40, shapes, caption)


def _place(dot: Dot, level: Axis, upward: Axis) -> tuple[float, float]:
    x = _LEFT + level.length * dot.x / level.end
    return float(x), float(_TOP + upward.length * (1 - dot.y / upward.end))


def _apart(places: Sequence[tuple[float, float]], wide: int) -> list[tuple[float, float]]:
    """Return places with those moved to the right that would hide another."""
    found: list[tuple[float, float]] = []
    for x, y in places:
        while x < _LEFT + wide and any(_near((x, y), other) for other in found):
            x += 2 * _RADIUS + 2
        found.append((x, y))
    return found


def _near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1])) < 2 * _RADIUS


def _grid(level: Axis, upward: Axis) -> Iterator[str]:
    right, bottom = _LEFT + level.length, _TOP + upward.length
    yield text("tv-axis-name", 4, SIZE + 2, upward.name)
    for tick in upward.ticks:
        y = bottom - upward.length * tick.at
        yield path("tv-grid", across(_LEFT, y, right))
        yield text("tv-tick tv-end", _LEFT - 6, y + 4, tick.text)
    for tick in level.ticks:
        x = _LEFT + level.length * tick.at
        yield path("tv-grid", upright(x, _TOP, bottom + 4))
        yield text("tv-tick tv-middle", x, bottom + 17, tick.text)
    yield text("tv-axis-name tv-middle", _LEFT + level.length / 2, bottom + 34, level.name)
    yield path("tv-axis", f"{upright(_LEFT, _TOP, bottom)}H{number(right)}")


def _corner(words: str, at: tuple[int, int], level: Axis, upward: Axis) -> str:
    right, lower = at
    x = _LEFT + (level.length - 8 if right else 8)
    y = _TOP + (upward.length - 8 if lower else 16)
    return text(f"tv-corner{' tv-end' * right}", x, y, words)


def _dot(dot: Dot, place: tuple[float, float]) -> str:
    x, y = map(number, place)
    named = f"<title>{said(dot.label)}</title>" if dot.label else ""
    return f'<circle class="tv-dot" cx="{x}" cy="{y}" r="{_RADIUS}">{named}</circle>'


def _labels(
    dots: Sequence[Dot], places: Sequence[tuple[float, float]], inside: Box
) -> Iterator[str]:
    """Yield the labels for which there is room beside their dots; a tooltip has each of them."""
    taken = [Box(x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS) for x, y in places]
    for dot, (x, y) in zip(dots, places, strict=True):
        for words, box in _around(dot.label, x, y):
            if _within(box, inside) and not any(map(box.meets, taken)):
                taken.append(box)
                yield from _label(words, (x, y), box)
                break


def _around(label: str, x: float, y: float) -> Iterator[tuple[str, Box]]:
    """Yield how and where a label may stand: long before short, near before far, first right."""
    for longest in _LONGEST if label else ():
        words = shorten(label, longest, SIZE)
        wide = width(words, SIZE)
        for gap in _GAPS:
            top = y + gap - _LINE / 2
            yield words, Box(x + 9, top, x + 9 + wide, top + _LINE)
            yield words, Box(x - 9 - wide, top, x - 9, top + _LINE)


def _within(box: Box, outer: Box) -> bool:
    beside = outer.left <= box.left and box.right <= outer.right
    return beside and outer.top <= box.top and box.bottom <= outer.bottom


def _label(words: str, dot: tuple[float, float], box: Box) -> Iterator[str]:
    middle = (box.top + box.bottom) / 2
    if abs(middle - dot[1]) > 1:
        near = box.left - 2 if box.left > dot[0] else box.right + 2
        yield path("tv-lead", f"M{number(dot[0])} {number(dot[1])}L{number(near)} {number(middle)}")
    yield text("tv-dot-name", box.left, middle + 4, words)
