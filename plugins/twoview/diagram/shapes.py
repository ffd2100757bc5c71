"""Outlines and marks that tell kinds of nodes apart without color."""

from .route import Rect


def number(value: float) -> str:
    """Return a coordinate with at most one decimal."""
    return f"{round(value, 1) + 0.0:g}"


def outline(kind: str, box: Rect) -> str:
    """Return the SVG element that draws the frame of a node of this kind."""
    radius = _RADII.get(kind, 0)
    if kind == "supplier":
        return f'<path class="tv-box" d="{_cut(box)}"/>'
    x, y, w, h = map(number, (box.x, box.y, box.w, box.h))
    frame = f'<rect class="tv-box" x="{x}" y="{y}" width="{w}" height="{h}" rx="{radius}"/>'
    return _behind(box) + frame if kind == "more" else frame


def mark(kind: str, box: Rect) -> str:
    """Return the SVG element of the sign at the left of a node of this kind."""
    if kind == "service":
        path = f"M{number(box.x + 3)} {number(box.y + 7)}V{number(box.bottom - 7)}"
        return f'<path class="tv-mark" d="{path}"/>'
    shift = f"translate({number(box.x + 9)} {number(box.middle - 7)})"
    return f'<path class="tv-mark" transform="{shift}" d="{_MARKS[kind]}"/>'


_RADII = {"outcome": 20, "customer": 20, "service": 8, "team": 8, "more": 4}
# Each is drawn in a square of 14 px.
_MARKS = {
    "outcome": "M13 7A6 6 0 1 1 1 7A6 6 0 1 1 13 7M9 7A2 2 0 1 1 5 7A2 2 0 1 1 9 7",
    "customer": "M10 4A3 3 0 1 1 4 4A3 3 0 1 1 10 4M1 13C1 7 13 7 13 13",
    "component": "M4 1H13V13H4V10M4 7V6M4 3V1M1 3H7V6H1ZM1 7.5H7V10.5H1Z",
    "team": (
        "M7 4A2.5 2.5 0 1 1 2 4A2.5 2.5 0 1 1 7 4M0 12C0 7 9 7 9 12"
        "M9 2A2.5 2.5 0 1 1 9 6.5M11 8.5C13 9 14 10 14 12"
    ),
    "supplier": "M5 2H1V13H12V9M8 1H13V6M13 1L6 8",
    "more": "M2 7H2.1M7 7H7.1M12 7H12.1",
}


def _cut(box: Rect) -> str:
    corner = 9
    left, top, right, bottom = map(number, (box.x, box.y, box.right, box.bottom))
    return (
        f"M{left} {top}H{number(box.right - corner)}L{right} {number(box.y + corner)}"
        f"V{bottom}H{left}Z"
    )


def _behind(box: Rect) -> str:
    start = f"M{number(box.x + 5)} {number(box.bottom + 4)}H{number(box.right + 4)}"
    return f'<path class="tv-mark" d="{start}V{number(box.y + 5)}"/>'
