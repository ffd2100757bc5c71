"""What charts are put together from: SVG elements as text, and the image around them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from .lettering import clean
from .shapes import number

SIZE = 11
"""The font size of what stands in a chart, in px."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis, and what is written there."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Caption:
    """What an image is called, and what it shows; the ids inside it start with `ident`."""

    ident: str
    title: str
    description: str


def rect(kind: str, x: float, y: float, w: float, h: float) -> str:
    """Return a rectangle of a class."""
    place = f'x="{number(x)}" y="{number(y)}" width="{number(w)}" height="{number(h)}"'
    return f'<rect class="{kind}" {place}/>'


def path(kind: str, d: str) -> str:
    """Return a line of a class."""
    return f'<path class="{kind}" d="{d}"/>'


def text(kind: str, x: float, y: float, words: str) -> str:
    """Return words of a class; `y` is their base line."""
    return f'<text class="{kind}" x="{number(x)}" y="{number(y)}">{said(words)}</text>'


def said(words: str) -> str:
    """Return words so that they can stand in an element."""
    return escape(clean(words))


def across(x: float, y: float, end: float) -> str:
    """Return the outline of a level line."""
    return f"M{number(x)} {number(y)}H{number(end)}"


def upright(x: float, y: float, end: float) -> str:
    """Return the outline of an upright line."""
    return f"M{number(x)} {number(y)}V{number(end)}"


def image(wide: float, high: float, shapes: Iterable[str], caption: Caption) -> str:
    """Return shapes as one image that a screen reader names and describes."""
    ident = caption.ident
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="tv-diagram tv-chart" role="img"'
            f" {_size(wide, high)}"
            f' aria-labelledby="{ident}-title" aria-describedby="{ident}-desc">',
            f'<title id="{ident}-title">{said(caption.title)}</title>',
            f'<desc id="{ident}-desc">{said(caption.description)}</desc>',
            *shapes,
            "</svg>",
        )
    )


def ornament(wide: float, high: float, shapes: Iterable[str]) -> str:
    """Return shapes as an image on one line that is hidden from screen readers."""
    inside = "".join(shapes)
    return f'<svg class="tv-diagram tv-chart" {_size(wide, high)} aria-hidden="true">{inside}</svg>'


def _size(wide: float, high: float) -> str:
    w, h = number(wide), number(high)
    return f'width="{w}" height="{h}" viewBox="0 0 {w} {h}"'
