"""Places for the labels of lines, on the line and clear of one another."""

from collections.abc import Sequence

from .lettering import clean, shorten, width
from .route import Cubic, Point, Rect, along

SIZE, HEIGHT, WIDEST, MARGIN = 11, 16, 120, 5
_SPOTS = (0.5, 0.4, 0.6, 0.3, 0.7)
_NUDGES = (0, -9, 9, -18, 18)
_SAMPLES = [step / 8 for step in range(9)]


def fitted(text: str) -> str:
    """Return the text of a label as it is drawn, at most `WIDEST` px wide."""
    return shorten(clean(text), WIDEST, SIZE)


def extent(text: str) -> float:
    """Return the width that a label takes, in px, 0 for none."""
    return width(fitted(text), SIZE) + 8 if text else 0


def settle(texts: Sequence[str], lines: Sequence[tuple[Cubic, ...]]) -> list[Rect | None]:
    """Return where each line's label stands: None for no text, or no place free of other labels."""
    if not any(texts):
        return [None] * len(texts)
    points = [along(piece, t) for line in lines for piece in line for t in _SAMPLES]
    taken: list[Rect] = []
    found: list[Rect | None] = []
    for text, line in zip(texts, lines, strict=True):
        rect = _best(line, extent(text), taken, points) if text else None
        found.append(rect)
        taken += [rect] if rect else []
    return found


def _best(
    line: tuple[Cubic, ...], wide: float, taken: list[Rect], points: list[Point]
) -> Rect | None:
    own = [along(piece, t) for piece in line for t in _SAMPLES]
    free = [rect for rect in _candidates(line, wide) if not any(map(rect.meets, taken))]
    return min(free, key=lambda rect: _covered(rect, points) - _covered(rect, own), default=None)


def _candidates(line: tuple[Cubic, ...], wide: float) -> list[Rect]:
    """Return places inside the gaps that the line crosses, where there are no boxes."""
    rects = []
    for piece in line[::2]:
        left, right = _span(piece, wide)
        for nudge in _NUDGES if right - left >= wide else ():
            for t in _SPOTS:
                x, y = along(piece, t)
                x = min(max(x - wide / 2, left), right - wide)
                rects.append(Rect(x, y + nudge - HEIGHT / 2, wide, HEIGHT))
    return rects


def _span(piece: Cubic, wide: float) -> tuple[float, float]:
    start, end = piece[0][0], piece[3][0]
    if end < start < piece[1][0]:  # A loop: behind it, where the column's gap begins.
        return start + 20, start + 21 + wide
    return min(start, end) + MARGIN, max(start, end) - MARGIN


def _covered(rect: Rect, points: list[Point]) -> int:
    return sum(rect.x < x < rect.right and rect.y < y < rect.bottom for x, y in points)
