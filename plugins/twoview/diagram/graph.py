"""What a diagram shows: nodes in lanes, the edges between them, and groups of alternatives."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from twoview.language import later

NODE_KINDS = ("outcome", "customer", "service", "component", "team", "supplier", "more")
WORDS = {
    "requires": later("requires"),
    "degrades": later("is degraded without"),
    "delivers": later("delivers"),
    "serves": later("serves"),
}
"""What each kind of edge says between its source and its target, before it is translated."""
EDGE_KINDS = tuple(WORDS)
STATUS_TONES = ("proposed", "retiring", "retired")
TONE_WORDS = {
    "short": later("at risk"),
    "unbacked": later("not agreed"),
    "unjudged": later("in a circle"),
    "kept": later("backed"),
}
"""What a verdict is called in a caption."""
VERDICT_TONES = tuple(TONE_WORDS)
TONES = ("focus", *STATUS_TONES, *VERDICT_TONES)


@dataclass(frozen=True, slots=True)
class Node:
    """A box. `lane` counts from 0 at the left, `tone` is words of `TONES` with spaces between.

    `hint` is spoken after label and caption, and never drawn.
    """

    key: str
    label: str
    kind: str
    lane: int
    caption: str = ""
    href: str = ""
    tone: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """A line with its arrow at `target`; `tone` is a verdict whose path it belongs to."""

    source: str
    target: str
    kind: str
    label: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """`source` requires `need` of `members`, which are known to be independent if `earned`."""

    source: str
    members: tuple[str, ...]
    need: int
    earned: bool = False
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """A drawing's content; `hidden` counts edges and groups of the model that are left out.

    Raises ValueError for a kind, tone, lane or key that does not exist, and for a repeated key.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...] = ()
    groups: tuple[Group, ...] = ()
    lanes: tuple[str, ...] = ("",)
    hidden: int = 0

    def __post_init__(self) -> None:
        fault = next(_faults(self), None)
        if fault:
            raise ValueError(fault)


def _faults(graph: Graph) -> Iterator[str]:
    keys = {node.key for node in graph.nodes}
    if len(keys) < len(graph.nodes):
        yield "two nodes have the same key"
    for node in graph.nodes:
        yield from _unknown("node kind", (node.kind,), NODE_KINDS)
        if not 0 <= node.lane < len(graph.lanes):
            yield f"node {node.key!r} stands in lane {node.lane} of {len(graph.lanes)}"
    for edge in graph.edges:
        yield from _unknown("edge kind", (edge.kind,), EDGE_KINDS)
        yield from _unknown("node", (edge.source, edge.target), keys)
    for group in graph.groups:
        yield from _unknown("node", (group.source, *group.members), keys)
        if not 1 <= group.need <= len(set(group.members)) == len(group.members):
            yield f"a group of {group.source!r} needs {group.need} of {len(group.members)} members"
    tones = [part.tone for part in graph.nodes]
    tones += [part.tone for part in graph.edges] + [part.tone for part in graph.groups]
    yield from _unknown("tone", " ".join(tones).split(), TONES)


def _unknown(what: str, given: Iterable[str], known: Collection[str]) -> Iterator[str]:
    yield from (f"there is no {what} {value!r}" for value in given if value not in known)
