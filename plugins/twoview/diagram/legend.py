"""The key under a diagram: what each kind of line in it means, and how many there are."""

from collections import Counter
from dataclasses import dataclass, replace

from twoview.language import _, later

from .graph import EDGE_KINDS, WORDS, Graph
from .lettering import width

SIZE, STEP, SAMPLE, LEFT = 11, 20, 34, 10.0
_MEANINGS = {
    **WORDS,
    "earned": later("alternatives, shown to be independent"),
    "unearned": later("alternatives that may fail together"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the key: a sample of `kind` from `x` on, its meaning behind it."""

    kind: str
    text: str
    x: float
    y: float

    @property
    def right(self) -> float:
        """Where the text ends."""
        return self.x + SAMPLE + 8 + width(self.text, SIZE)


def entries(graph: Graph, room: float, top: float) -> tuple[Entry, ...]:
    """Return the key of `graph` in rows that end before `room` where that is possible."""
    found: list[Entry] = []
    x, y = LEFT, top + STEP / 2
    for kind, count in _kinds(graph):
        entry = Entry(kind, f"{_(_MEANINGS[kind])} ({count})", x, y)
        if x > LEFT and entry.right > room:
            entry = replace(entry, x=LEFT, y=y + STEP)
        found.append(entry)
        x, y = entry.right + 24, entry.y
    return tuple(found)


def _kinds(graph: Graph) -> list[tuple[str, int]]:
    """Return the kinds of lines and groups that occur, and how many there are of each."""
    found = Counter(edge.kind for edge in graph.edges)
    found.update("earned" if group.earned else "unearned" for group in graph.groups)
    return [(kind, found[kind]) for kind in (*EDGE_KINDS, "earned", "unearned") if found[kind]]
