"""Places for the labels of lines, on the line and clear of one another."""

from collections.abc import Sequence

from .lettering import clean, shorten, width
from .route import Cubic, Rect, along

SIZE, HEIGHT, WIDEST = 11, 16, 120
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
    points = [[along(piece, t) for piece in line for t in _SAMPLES] for line in lines]
    taken: list[Rect] = []
    found: list[Rect | None] = []
    for at, (text, line) in enumerate(zip(texts, lines, strict=True)):
        others = [point for other, run in enumerate(points) if other != at for point in run]
        rect = _best(line, extent(text), taken, others) if text else None
        found.append(rect)
        taken += [rect] if rect else []
    return found


def _best(
    line: tuple[Cubic, ...], wide: float, taken: list[Rect], others: list[tuple[float, float]]
) -> Rect | None:
    free = [rect for rect in _candidates(line, wide) if not any(map(rect.meets, taken))]
    return min(free, key=lambda rect: _covered(rect, others), default=None)


def _candidates(line: tuple[Cubic, ...], wide: float) -> list[Rect]:
    """Return places inside the gaps that the line crosses, where there are no boxes."""
    rects = []
    for piece in line[::2]:
        left, right = sorted((piece[0][0], piece[3][0]))
        for nudge in _NUDGES if right - left >= wide else ():
            for t in _SPOTS:
                x, y = along(piece, t)
                x = min(max(x - wide / 2, left), right - wide)
                rects.append(Rect(x, y + nudge - HEIGHT / 2, wide, HEIGHT))
    return rects


def _covered(rect: Rect, points: list[tuple[float, float]]) -> int:
    return sum(rect.x < x < rect.right and rect.y < y < rect.bottom for x, y in points)
