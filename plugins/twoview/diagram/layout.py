"""Plain geometry of a diagram, in px: where boxes, signs, routes, labels and lanes are drawn."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from twoview.language import _
from twoview.language.terms import term

from . import labels
from .graph import TONE_WORDS, Graph, Node
from .layers import Layers, Wire, weave
from .legend import Entry, entries
from .lettering import clean, shorten, width, wrap
from .order import arrange
from .place import heights, place
from .ranks import Badge, Plan, plan
from .route import Cubic, Rect, routes

BOX_WIDTH, BOX_LEAST, BOX_BUSY = 188, 44, 72
TEXT_LEFT, TEXT_RIGHT = 29, 9
LABEL_SIZE, LABEL_STEP, LABEL_LINES, CAPTION_SIZE, CAPTION_STEP = 13, 16, 4, 11, 14
SIGN_HEIGHT, SIGN_SIZE = 20, 11
MARGIN, BAND, HEADER = 10, 16, 34
TITLE_SIZE = 12
_GAP_LEAST, _GAP_MOST, _BRACKET = 60, 132, 18


@dataclass(frozen=True, slots=True)
class Box:
    """A node, where it stands, and its text as cut into lines."""

    node: Node
    rect: Rect
    label: tuple[str, ...]
    caption: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """A group's badge; `bracket` spans its members when they are neighbors."""

    badge: Badge
    rect: Rect
    text: str
    bracket: Rect | None


@dataclass(frozen=True, slots=True)
class Route:
    """A line from source to target; `label` is None where it has none, or no place for it."""

    wire: Wire
    pieces: tuple[Cubic, ...]
    arrow: bool
    label: Rect | None


@dataclass(frozen=True, slots=True)
class Band:
    """The background of a lane."""

    title: str
    rect: Rect


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything that is drawn."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    signs: tuple[Sign, ...]
    routes: tuple[Route, ...]
    bands: tuple[Band, ...]
    legend: tuple[Entry, ...]


def layout(graph: Graph) -> Layout:
    """Lay out `graph` from left to right."""
    planned = plan(graph)
    layers = weave(graph, planned)
    arrange(layers)
    texts = [_lines(node) for node in graph.nodes]
    busy = _busiest(layers)
    tall = [_tall(text, busy.get(at, 0)) for at, text in enumerate(texts)]
    height = heights(layers, [*tall, *(SIGN_HEIGHT for _ in planned.badges)])
    rects = _rects(layers, planned, height, place(layers, height))
    signs = [_sign(badge, rects) for badge in planned.badges]
    bands = _bands(planned, graph.lanes, layers, rects)
    boxes = [
        Box(node, rects[at], *text)
        for at, (node, text) in enumerate(zip(graph.nodes, texts, strict=True))
    ]
    return _sized(graph, boxes, signs, _routes(layers, rects, planned.badges), bands)


def _sized(
    graph: Graph,
    boxes: Sequence[Box],
    signs: Sequence[Sign],
    lines: Sequence[Route],
    bands: Sequence[Band],
) -> Layout:
    right = max((band.rect.right for band in bands), default=0) + MARGIN
    bottom = max((band.rect.bottom for band in bands), default=0) + MARGIN
    keys = entries(graph, right - MARGIN, bottom)
    texts = [entry.right for entry in keys] + [line.label.right for line in lines if line.label]
    wide = max([right, *(end + MARGIN for end in texts)])
    low = max([bottom, *(entry.y + MARGIN + 8 for entry in keys)])
    return Layout(wide, low, tuple(boxes), tuple(signs), tuple(lines), tuple(bands), keys)


def _lines(node: Node) -> tuple[tuple[str, ...], tuple[str, ...]]:
    room = BOX_WIDTH - TEXT_LEFT - TEXT_RIGHT
    words = [_said(word) for word in node.tone.split() if word != "focus"]
    caption = " · ".join(filter(None, (*words, clean(node.caption))))
    label = wrap(clean(node.label), room, LABEL_SIZE, bold=True, most=LABEL_LINES)
    return tuple(label), tuple(wrap(caption, room, CAPTION_SIZE))


def _said(tone: str) -> str:
    return _(TONE_WORDS[tone]) if tone in TONE_WORDS else term(tone)


def _tall(text: tuple[tuple[str, ...], tuple[str, ...]], lines: int) -> int:
    needed = 12 + LABEL_STEP * len(text[0]) + CAPTION_STEP * len(text[1])
    return max(BOX_LEAST, needed + needed % 2, min(8 + 8 * lines, BOX_BUSY))


def _busiest(layers: Layers) -> dict[int, int]:
    """Return how many lines each box has on the side that has more."""
    counts = [Counter(items) for items in zip(*layers.ties, strict=True)]
    return dict(reduce(or_, counts, Counter()))


def _rects(
    layers: Layers, planned: Plan, height: dict[int, int], middle: dict[int, float]
) -> dict[int, Rect]:
    signs = {badge.item: _sign_width(badge) for badge in planned.badges}
    gaps = _gaps(layers, middle)
    top, left = HEADER + MARGIN + BAND, float(MARGIN + BAND)
    rects = {}
    for column, items, gap in zip(planned.columns, layers.columns, gaps, strict=True):
        wide = max(signs.get(item, BOX_WIDTH) for item in column)
        for item in items:
            tall = height[item]
            rects[item] = Rect(left, top + middle[item] - tall / 2, wide, tall)
        left += wide + gap
    return rects


def _gaps(layers: Layers, middle: dict[int, float]) -> list[float]:
    """Return the room behind each column: more where lines are steep or carry a label."""
    column_of = {item: at for at, items in enumerate(layers.columns) for item in items}
    gaps = [float(_GAP_LEAST)] * len(layers.columns)
    for left, right in layers.ties:
        steep = 40 + abs(middle[left] - middle[right]) / 6
        gaps[column_of[left]] = max(gaps[column_of[left]], min(steep, _GAP_MOST))
    for wire, chain in zip(layers.wires, layers.chains, strict=True):
        at = column_of[chain[0]]
        gaps[at] = max(gaps[at], labels.extent(wire.label) + 24 if wire.label else 0)
    return [float(round(gap)) for gap in gaps]


def _sign_text(badge: Badge) -> str:
    return _("{need} of {total}", need=badge.need, total=len(badge.members))


def _sign_width(badge: Badge) -> int:
    return round(width(_sign_text(badge), SIGN_SIZE, bold=True)) + 16


def _sign(badge: Badge, rects: dict[int, Rect]) -> Sign:
    rect = rects[badge.item]
    held = [rects[item] for item in badge.members]
    top, left = min(box.y for box in held), held[0].x - _BRACKET
    bracket = Rect(left, top, _BRACKET - 4, max(box.bottom for box in held) - top)
    return Sign(badge, rect, _sign_text(badge), bracket if badge.bracket else None)


def _routes(layers: Layers, rects: dict[int, Rect], badges: tuple[Badge, ...]) -> list[Route]:
    lines = routes(layers, rects)
    places = labels.settle([wire.label for wire in layers.wires], lines)
    fans = {badge.item for badge in badges if not badge.bracket}
    return [
        Route(wire, line, wire.target not in fans, label)
        for wire, line, label in zip(layers.wires, lines, places, strict=True)
    ]


def _bands(
    planned: Plan, titles: Sequence[str], layers: Layers, rects: dict[int, Rect]
) -> list[Band]:
    bottom = max((rect.bottom for rect in rects.values()), default=0) + BAND
    bands = []
    for lane in dict.fromkeys(planned.lanes):
        columns = [
            items for items, its in zip(layers.columns, planned.lanes, strict=True) if its == lane
        ]
        left = rects[columns[0][0]].x - BAND
        right = rects[columns[-1][0]].right + BAND
        title = shorten(clean(titles[lane]), right - left - 2 * BAND, TITLE_SIZE, bold=True)
        bands.append(Band(title, Rect(left, MARGIN, right - left, bottom - MARGIN)))
    return bands
