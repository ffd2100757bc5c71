"""Outlines and marks that tell kinds of nodes apart without color.

The marks are drawn to resemble the icons that pages have for the same kinds.
"""

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
    shift = f"translate({number(box.x + 9)} {number(box.middle - 7)})"
    return f'<path class="tv-mark" transform="{shift}" d="{_MARKS[kind]}"/>'


_RADII = {"outcome": 20, "customer": 20, "service": 8, "team": 8, "more": 4}
# Each is drawn in a square of 14 px.
_MARKS = {
    "outcome": "M13 7A6 6 0 1 1 1 7A6 6 0 1 1 13 7M9 7A2 2 0 1 1 5 7A2 2 0 1 1 9 7",
    "customer": "M10 4A3 3 0 1 1 4 4A3 3 0 1 1 10 4M1 13C1 7 13 7 13 13",
    "service": "M2 10A5 5 0 0 1 12 10ZM7 5V3.2M5.8 2.7H8.2M0.5 12.5H13.5",
    "component": "M7 0.8L12.5 4V10L7 13.2L1.5 10V4ZM1.5 4L7 7.2L12.5 4M7 7.2V13.2",
    "team": (
        "M7 4A2.5 2.5 0 1 1 2 4A2.5 2.5 0 1 1 7 4M0 12C0 7 9 7 9 12"
        "M9 2A2.5 2.5 0 1 1 9 6.5M11 8.5C13 9 14 10 14 12"
    ),
    "supplier": (
        "M0.7 3H8.5V10.5H0.7ZM8.5 5.5H11L13.3 8V10.5H8.5"
        "M5 11.5A1.3 1.3 0 1 1 2.4 11.5A1.3 1.3 0 1 1 5 11.5"
        "M12 11.5A1.3 1.3 0 1 1 9.4 11.5A1.3 1.3 0 1 1 12 11.5"
    ),
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
