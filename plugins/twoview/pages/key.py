"""The key beneath a diagram: how many boxes of each kind it has, and how they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from twoview.diagram import Graph
from twoview.language import n_


@dataclass(frozen=True, slots=True)
class Entry:
    """A kind of box or a verdict, and how many boxes have it, in words."""

    kind: str
    verdict: str
    text: str


def key(graph: Graph) -> Iterator[Entry]:
    """Yield what the boxes of a diagram are, the kinds first and then the verdicts."""
    kinds = Counter(node.kind for node in graph.nodes)
    tones = Counter(tone for node in graph.nodes for tone in node.tone.split())
    for kind, told in _KINDS.items():
        if kinds[kind]:
            yield Entry(kind, "", told(kinds[kind]))
    for verdict, told in _VERDICTS.items():
        if tones[verdict]:
            yield Entry("", verdict, told(tones[verdict]))


_KINDS: Mapping[str, Callable[[int], str]] = {
    "customer": lambda count: n_("{count} customer", "{count} customers", count),
    "outcome": lambda count: n_("{count} outcome", "{count} outcomes", count),
    "service": lambda count: n_("{count} service", "{count} services", count),
    "component": lambda count: n_("{count} component", "{count} components", count),
    "team": lambda count: n_("{count} team", "{count} teams", count),
    "supplier": lambda count: n_("{count} supplier", "{count} suppliers", count),
}
_VERDICTS: Mapping[str, Callable[[int], str]] = {
    "short": lambda count: n_("{count} at risk", "{count} at risk", count),
    "unbacked": lambda count: n_("{count} not agreed", "{count} not agreed", count),
    "unjudged": lambda count: n_("{count} in a circle", "{count} in a circle", count),
}
