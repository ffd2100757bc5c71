"""A diagram as one inline SVG element: links for nodes, no script, no line left empty."""

import re
from collections.abc import Iterator
from html import escape

from twoview.language import _, later, n_
from twoview.language.terms import term

from . import labels, legend
from .graph import VERDICT_TONES, WORDS, Graph
from .layout import (
    CAPTION_STEP,
    LABEL_STEP,
    TEXT_LEFT,
    Band,
    Box,
    Layout,
    Route,
    Sign,
    layout,
)
from .lettering import clean
from .route import Rect
from .shapes import mark, number, outline
from .style import literal_rules

_IDENT = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HEADS = {
    "requires": "M1 1L9 5L1 9Z",
    "degrades": "M1 1L9 5L1 9Z",
    "delivers": "M2 1L9 5L2 9",
    "serves": "M9 5A3.5 3.5 0 1 1 2 5A3.5 3.5 0 1 1 9 5Z",
}


def svg(
    graph: Graph,
    *,
    ident: str,
    title: str,
    description: str,
    literal: bool = False,
    drawn: Layout | None = None,
) -> str:
    """Return `graph` as one `<svg>` element whose ids all start with `ident`.

    With `literal` it is a file of its own, with the light colors inside and no links. `drawn` is
    the layout of the graph, where it is known. Raises ValueError for an `ident` that is no plain
    name.
    """
    if not _IDENT.fullmatch(ident):
        raise ValueError(f"{ident!r} is no id: use letters, digits, - and _, as in d-orders")
    drawn = drawn or layout(graph)
    return "\n".join(
        [
            _opening(drawn, ident),
            f'<title id="{ident}-title">{_text(title)}</title>',
            f'<desc id="{ident}-desc">{_text(_description(graph, description))}</desc>',
            *_page(drawn, literal=literal),
            *_body(graph, drawn, ident, linked=not literal),
            "</svg>",
        ]
    )


def _body(graph: Graph, drawn: Layout, ident: str, *, linked: bool) -> Iterator[str]:
    yield from _markers(drawn, ident)
    yield from map(_band, drawn.bands)
    yield '<g aria-hidden="true">'
    yield from (_route(graph, route, ident) for route in drawn.routes)
    yield from (_sign(graph, sign) for sign in drawn.signs)
    yield "</g>"
    yield from (_node(box, linked=linked) for box in drawn.boxes)
    yield '<g aria-hidden="true">'
    yield from (_tag(line.wire.label, line.label) for line in drawn.routes if line.label)
    yield "</g>"
    yield from (_key(entry, ident) for entry in drawn.legend)


def _text(value: str) -> str:
    return escape(clean(value))


def _opening(drawn: Layout, ident: str) -> str:
    wide, high = number(drawn.width), number(drawn.height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="tv-diagram" role="group"'
        f' width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"'
        f' aria-labelledby="{ident}-title" aria-describedby="{ident}-desc">'
    )


def _description(graph: Graph, description: str) -> str:
    if not graph.hidden:
        return description
    hidden = n_("{count} relation is not drawn.", "{count} relations are not drawn.", graph.hidden)
    return f"{description} {hidden}"


def _page(drawn: Layout, *, literal: bool) -> list[str]:
    if not literal:
        return []
    page = f'width="{number(drawn.width)}" height="{number(drawn.height)}"'
    return [f"<style>\n{literal_rules()}</style>", f'<rect class="tv-page" {page}/>']


def _head(ident: str, kind: str, tone: str) -> str:
    return f"{ident}-{kind}-{tone}" if tone else f"{ident}-{kind}"


def _markers(drawn: Layout, ident: str) -> Iterator[str]:
    used = [(route.wire.kind, _verdict(route.wire.tone)) for route in drawn.routes if route.arrow]
    used += [(entry.kind, "") for entry in drawn.legend if entry.kind in _HEADS]
    for kind, tone in dict.fromkeys(used):
        on = f" tv-on-{tone}" if tone else ""
        yield (
            f'<marker id="{_head(ident, kind, tone)}" viewBox="0 0 10 10" refX="9" refY="5"'
            f' markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">'
            f'<path class="tv-head tv-head-{kind}{on}" d="{_HEADS[kind]}"/></marker>'
        )


def _verdict(tone: str) -> str:
    return next((word for word in tone.split() if word in VERDICT_TONES), "")


def _band(band: Band) -> str:
    rect = band.rect
    x, y, w, h = map(number, (rect.x, rect.y, rect.w, rect.h))
    frame = f'<rect class="tv-band" x="{x}" y="{y}" width="{w}" height="{h}" rx="6"/>'
    if not band.title:
        return frame
    left, base = number(rect.x + 14), number(rect.y + 22)
    return f'{frame}<text class="tv-lane" x="{left}" y="{base}">{escape(band.title)}</text>'


def _route(graph: Graph, route: Route, ident: str) -> str:
    wire, tone = route.wire, _verdict(route.wire.tone)
    on = f" tv-on-{tone}" if tone else ""
    head = f' marker-end="url(#{_head(ident, wire.kind, tone)})"' if route.arrow else ""
    data = {"edge": "data-edge", "stem": "data-group"}.get(wire.part, "")
    named = f' {data}="{_text(wire.mark)}"' if data else ""
    said = _said(graph, route)
    told = f"<title>{_text(said)}</title>" if said else ""
    return f'<path class="tv-edge tv-{wire.kind}{on}" d="{_path(route)}"{head}{named}>{told}</path>'


def _said(graph: Graph, route: Route) -> str:
    wire = route.wire
    if wire.part != "edge":
        return ""
    said = _(
        "{source} {relation} {target}",
        source=graph.nodes[wire.source].label,
        relation=_(WORDS[wire.kind]),
        target=graph.nodes[wire.target].label,
    )
    return f"{said}: {wire.label}" if wire.label else said


def _path(route: Route) -> str:
    start = route.pieces[0][0]
    parts = [f"M{number(start[0])} {number(start[1])}"]
    for _start, second, third, end in route.pieces:
        if second[1] == third[1] == end[1]:
            parts.append(f"H{number(end[0])}")
        else:
            points = (f"{number(x)} {number(y)}" for x, y in (second, third, end))
            parts.append("C" + " ".join(points))
    return "".join(parts)


def _sign(graph: Graph, sign: Sign) -> str:
    rect, earned = sign.rect, "tv-earned" if sign.badge.earned else "tv-unearned"
    x, y, w, h = map(number, (rect.x, rect.y, rect.w, rect.h))
    names = ", ".join(graph.nodes[member].label for member in sign.badge.members)
    told = _EARNED if sign.badge.earned else _UNEARNED
    said = _(told, number=sign.text, names=names)
    return (
        f"<g><title>{_text(said)}</title>{_bracket(sign, earned)}"
        f'<rect class="tv-sign {earned}" x="{x}" y="{y}" width="{w}" height="{h}" rx="10"/>'
        f'<text class="tv-need" x="{number(rect.x + rect.w / 2)}" y="{number(rect.y + 14)}">'
        f"{sign.text}</text></g>"
    )


_EARNED = later("{number} needed, known to be independent: {names}")
_UNEARNED = later("{number} needed, may fail together: {names}")


def _bracket(sign: Sign, earned: str) -> str:
    held, rect = sign.bracket, sign.rect
    if held is None:
        return ""
    x, end = number(held.x), number(held.right)
    corner = number(held.x + 5)
    spine = (
        f"M{end} {number(held.y)}H{corner}Q{x} {number(held.y)} {x} {number(held.y + 5)}"
        f"V{number(held.bottom - 5)}Q{x} {number(held.bottom)} {corner} {number(held.bottom)}H{end}"
    )
    half = number((rect.right + held.x) / 2)
    lead = (
        f"M{number(rect.right)} {number(rect.middle)}"
        f"C{half} {number(rect.middle)} {half} {number(held.middle)} {x} {number(held.middle)}"
    )
    return f'<path class="tv-bracket {earned}" d="{spine}{lead}"/>'


def _node(box: Box, *, linked: bool) -> str:
    node = box.node
    words = [word for word in node.tone.split() if word != "focus"]
    current = "" if len(words) == len(node.tone.split()) else ' aria-current="true"'
    spoken = _text(
        ", ".join(filter(None, (node.label, *map(term, words), node.caption, node.hint)))
    )
    tones = "".join(
        f" tv-on-{word}" if word in VERDICT_TONES else f" tv-{word}" for word in node.tone.split()
    )
    name = (
        f'class="tv-node tv-{node.kind}{tones}" data-node="{_text(node.key)}" aria-label="{spoken}"'
    )
    inside = f"<title>{spoken}</title>{outline(node.kind, box.rect)}{mark(node.kind, box.rect)}"
    inside += "".join(_lines(box))
    href = clean(node.href) if linked else ""
    if href and _is_web(href):
        return f'<a href="{escape(href)}" {name}{current}>{inside}</a>'
    return f'<g role="img" {name}>{inside}</g>'


def _is_web(href: str) -> bool:
    scheme = _SCHEME.match(href)
    return scheme is None or scheme[1].lower() in ("http", "https")


def _lines(box: Box) -> Iterator[str]:
    x = number(box.rect.x + TEXT_LEFT)
    tall = LABEL_STEP * len(box.label) + CAPTION_STEP * len(box.caption)
    base = box.rect.middle - tall / 2 - 3
    for name, step, lines in (
        ("label", LABEL_STEP, box.label),
        ("caption", CAPTION_STEP, box.caption),
    ):
        for line in lines:
            base += step
            yield f'<text class="tv-{name}" x="{x}" y="{number(base)}">{escape(line)}</text>'


def _tag(text: str, place: Rect) -> str:
    x, y = number(place.x + place.w / 2), number(place.y + 12)
    corner = f'x="{number(place.x)}" y="{number(place.y)}"'
    size = f'width="{number(place.w)}" height="{number(place.h)}"'
    plate = f'<rect class="tv-plate" {corner} {size} rx="3"/>'
    return f'{plate}<text class="tv-tag" x="{x}" y="{y}">{escape(labels.fitted(text))}</text>'


def _key(entry: legend.Entry, ident: str) -> str:
    x, y, end = number(entry.x), number(entry.y), number(entry.x + legend.SAMPLE)
    if entry.kind in _HEADS:
        style = f'class="tv-edge tv-{entry.kind}" marker-end="url(#{_head(ident, entry.kind, "")})"'
        sample = f'<path {style} d="M{x} {y}H{end}"/>'
    else:
        top = number(entry.y - 7)
        bracket = f"M{x} {y}h20M{number(entry.x + 28)} {top}h-8v14h8"
        sample = f'<path class="tv-bracket tv-{entry.kind}" d="{bracket}"/>'
    left, base = number(entry.x + legend.SAMPLE + 8), number(entry.y + 4)
    return f'{sample}<text class="tv-key" x="{left}" y="{base}">{escape(entry.text)}</text>'
