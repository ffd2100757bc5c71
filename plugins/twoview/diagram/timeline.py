"""A timeline: one line for each thing, from when to when, and moments that were promised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .lettering import shorten
from .pieces import SIZE, Caption, Tick, across, image, path, rect, text, upright
from .shapes import number

_LEFT = 10
_NAMES = 230
_WIDE = 480
_WORDS = 260
"""The room of the names at the left, of the bars, and of the words at the right, in px."""
_OPEN = 26
"""How long something is drawn whose end is not known."""
_STEP = 22
_TOP = 34


@dataclass(frozen=True, slots=True)
class Line:
    """One thing from `begins` to `ends`, both shares of the whole time.

    What takes no time is a moment. `tone` is a verdict, or `open` where the end is not known;
    `due` are promised moments, of which those after the end of the whole time are not drawn.
    """

    label: str
    begins: float
    ends: float
    words: str = ""
    tone: str = ""
    strong: bool = False
    due: Sequence[float] = ()


def timeline(lines: Sequence[Line], ticks: Sequence[Tick], caption: Caption) -> str:
    """Return lines from the top down, on an axis with ticks at shares of the whole time."""
    bottom = _TOP + _STEP * len(lines)
    shapes = [
        *_axis(ticks, bottom),
        *(part for at, line in enumerate(lines) for part in _line(line, _TOP + _STEP * at)),
    ]
    return image(_NAMES + _WIDE + _WORDS, bottom + 26, shapes, caption)


def _axis(ticks: Sequence[Tick], bottom: float) -> Iterator[str]:
    for tick in ticks:
        yield path("tv-grid", upright(_x(tick.at), _TOP - 8, bottom + 4))
        yield text("tv-tick tv-middle", _x(tick.at), _TOP - 13, tick.text)
        yield text("tv-tick tv-middle", _x(tick.at), bottom + 18, tick.text)
    yield path("tv-axis", upright(_NAMES, _TOP - 8, bottom + 4))


def _x(share: float) -> float:
    return _NAMES + share * _WIDE


def _line(line: Line, top: float) -> Iterator[str]:
    start, end, middle = _x(line.begins), _x(line.ends), top + _STEP / 2
    is_moment = line.begins == line.ends
    tone = f" tv-on-{line.tone}" if line.tone else ""
    yield path("tv-grid tv-faint", across(0, top + _STEP, _NAMES + _WIDE + _WORDS))
    kind = "tv-row-name tv-strong" if line.strong else "tv-row-name"
    yield text(
        kind,
        _LEFT,
        middle + 4,
        shorten(line.label, _NAMES - _LEFT - 12, SIZE + 1, bold=line.strong),
    )
    if line.tone == "open":
        yield rect("tv-open", start, middle - 5, _OPEN, 10)
        start, end = start, start + _OPEN
    elif is_moment:
        yield from _promised(line, end, middle, tone)
        yield path(f"tv-moment{tone}", _diamond(end, middle))
    else:
        yield rect(f"tv-part-0{tone}", start, middle - 5, max(end - start, 1), 10)
        yield from _promised(line, end, middle, tone)
    yield text(f"tv-row-words{tone}", _NAMES + _WIDE + _OPEN + 8, middle + 4, line.words)


def _promised(line: Line, end: float, middle: float, tone: str) -> Iterator[str]:
    """Yield each promised moment, and the time between it and the end."""
    for due in line.due:
        if due <= 1:
            yield path(f"tv-slack{tone}", across(end, middle, _x(due)))
            yield path(f"tv-due{tone}", upright(_x(due), middle - 8, middle + 8))


def _diamond(x: float, y: float) -> str:
    left, right, top, bottom = map(number, (x - 6, x + 6, y - 6, y + 6))
    return f"M{left} {number(y)}L{number(x)} {top}L{right} {number(y)}L{number(x)} {bottom}Z"
