"""Questions about who requires whom, on plain mappings from an id to the ids it requires."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

Edges = Mapping[str, Sequence[str]]


def reach(starts: Iterable[str], edges: Edges) -> dict[str, int]:
    """Return every id that can be reached, with its distance in steps; the starts stand at 0."""
    distance = dict.fromkeys(starts, 0)
    queue = deque(distance)
    while queue:
        ident = queue.popleft()
        for target in edges.get(ident, ()):
            if target not in distance:
                distance[target] = distance[ident] + 1
                queue.append(target)
    return distance


def reverse(edges: Edges) -> dict[str, list[str]]:
    """Return the same edges the other way round: who requires an id, in the order of `edges`."""
    backwards: dict[str, list[str]] = {}
    for ident, targets in edges.items():
        for target in dict.fromkeys(targets):
            backwards.setdefault(target, []).append(ident)
    return backwards


def circles(edges: Edges) -> list[list[str]]:
    """Return one shortest circle for each set of ids that require each other.

    A circle starts at the smallest id of its set and leaves out the repetition at its end; an id
    that requires itself is a circle of one.
    """
    found = []
    for members in components(edges):
        inside = set(members)
        start = min(members)
        within = {ident: [t for t in edges.get(ident, ()) if t in inside] for ident in members}
        if path := way(start, start, within):
            found.append(path)
    return sorted(found)


def way(start: str, end: str, edges: Edges) -> list[str]:
    """Return a shortest path from one id to another, without its end; empty if there is none.

    From an id to itself it is a circle.
    """
    before: dict[str, str] = {}
    queue = deque([start])
    while queue:
        ident = queue.popleft()
        for target in edges.get(ident, ()):
            if target == end:
                path = [ident]
                while path[-1] != start:
                    path.append(before[path[-1]])
                return path[::-1]
            if target not in before:
                before[target] = ident
                queue.append(target)
    return []


def components(edges: Edges) -> list[list[str]]:
    """Return the strongly connected components, each after those that it leads to.

    Tarjan's algorithm (SIAM Journal on Computing 1(2), 1972) with an explicit stack, so that depth
    is not bounded by the interpreter's; linear in ids and edges.
    """
    search = _Search(edges)
    for ident in edges:
        if ident not in search.index:
            search.visit(ident)
    return search.found


class _Search:
    """The state of one depth-first search for strongly connected components."""

    def __init__(self, edges: Edges) -> None:
        self.edges = edges
        self.index: dict[str, int] = {}
        self.low: dict[str, int] = {}
        self.open: dict[str, None] = {}
        self.found: list[list[str]] = []

    def visit(self, root: str) -> None:
        path = [(root, iter(self._enter(root)))]
        while path:
            ident, targets = path[-1]
            target = next((t for t in targets if self._fresh(ident, t)), None)
            if target is not None:
                path.append((target, iter(self._enter(target))))
                continue
            path.pop()
            if path:
                parent = path[-1][0]
                self.low[parent] = min(self.low[parent], self.low[ident])
            self._leave(ident)

    def _enter(self, ident: str) -> Sequence[str]:
        self.index[ident] = self.low[ident] = len(self.index)
        self.open[ident] = None
        return self.edges.get(ident, ())

    def _fresh(self, ident: str, target: str) -> bool:
        if target not in self.index:
            return True
        if target in self.open:
            self.low[ident] = min(self.low[ident], self.index[target])
        return False

    def _leave(self, ident: str) -> None:
        if self.low[ident] != self.index[ident]:
            return
        members: list[str] = []
        while not members or members[-1] != ident:
            members.append(self.open.popitem()[0])
        self.found.append(members)
