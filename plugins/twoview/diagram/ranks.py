"""The column of everything: lanes side by side, longest paths inside a lane, badges between.

Boxes are numbered as in the graph's nodes, the badges of its groups ("1 of 2") follow them.
"""

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, replace

from .graph import Graph

Arc = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Badge:
    """The sign of all groups with the same members and need.

    A bracket holds members that can be neighbors to its right, else a line leads to each.
    """

    item: int
    members: tuple[int, ...]
    need: int
    earned: bool
    sources: tuple[int, ...]
    bracket: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Columns from the left, with the items in each and the lane it belongs to."""

    columns: tuple[tuple[int, ...], ...]
    lanes: tuple[int, ...]
    badges: tuple[Badge, ...]


def plan(graph: Graph) -> Plan:
    """Give every node and badge its column."""
    index = {node.key: at for at, node in enumerate(graph.nodes)}
    lane = [node.lane for node in graph.nodes]
    arcs = _forward(len(lane), _inside(graph, index, lane))
    badges = _badges(graph, index)
    leader, merged = _merged(badges, arcs, lane)
    spots = list(zip(lane, _ranks(leader, arcs), strict=True))
    return _with_badges(spots, [_placed(badge, badge.item in merged, spots) for badge in badges])


def _inside(graph: Graph, index: dict[str, int], lane: list[int]) -> list[Arc]:
    ends = [(edge.source, edge.target) for edge in graph.edges]
    ends += [(group.source, member) for group in graph.groups for member in group.members]
    arcs = dict.fromkeys((index[source], index[target]) for source, target in ends)
    return [(a, b) for a, b in arcs if a != b and lane[a] == lane[b]]


def _forward(count: int, arcs: list[Arc]) -> list[Arc]:
    """Return `arcs` with those that close a circle turned around."""
    after = _successors(arcs)
    entered = {b for _, b in arcs}
    starts = sorted(range(count), key=lambda item: item in entered)
    finish = {item: at for at, item in enumerate(_postorder(starts, after))}
    return [(a, b) if finish[a] > finish[b] else (b, a) for a, b in arcs]


def _postorder(starts: Iterable[int], after: dict[int, list[int]]) -> list[int]:
    done: list[int] = []
    seen: set[int] = set()
    for start in starts:
        stack = [] if start in seen else [(start, iter(after.get(start, ())))]
        seen.add(start)
        while stack:
            item, rest = stack[-1]
            following = next((other for other in rest if other not in seen), None)
            if following is None:
                done.append(item)
                stack.pop()
            else:
                seen.add(following)
                stack.append((following, iter(after.get(following, ()))))
    return done


def _successors(arcs: Iterable[Arc]) -> dict[int, list[int]]:
    after = defaultdict(list)
    for a, b in arcs:
        after[a].append(b)
    return after


def _badges(graph: Graph, index: dict[str, int]) -> list[Badge]:
    sources: dict[tuple[tuple[int, ...], int, bool], list[int]] = defaultdict(list)
    for group in graph.groups:
        members = tuple(sorted(index[key] for key in group.members))
        sources[members, group.need, group.earned].append(index[group.source])
    return [
        Badge(len(index) + at, members, need, earned, tuple(dict.fromkeys(found)))
        for at, ((members, need, earned), found) in enumerate(sources.items())
    ]


def _merged(badges: list[Badge], arcs: list[Arc], lane: list[int]) -> tuple[list[int], set[int]]:
    """Let the members of a group follow one leader where they can share a column.

    Return every box's leader, and the badges whose members do.
    """
    leader, taken, merged = list(range(len(lane))), set[int](), set[int]()
    for badge in badges:
        members = set(badge.members)
        alone = members.isdisjoint(taken) and len({lane[item] for item in members}) == 1
        if alone and not _returns(members, [(leader[a], leader[b]) for a, b in arcs]):
            leader = [
                badge.members[0] if item in members else first for item, first in enumerate(leader)
            ]
            taken |= members
            merged.add(badge.item)
    return leader, merged


def _returns(members: set[int], arcs: list[Arc]) -> bool:
    """Tell whether a path leaves `members` and comes back, or joins two of them."""
    after = _successors(arcs)
    queue = [other for item in sorted(members) for other in after.get(item, ())]
    seen: set[int] = set()
    while queue:
        item = queue.pop()
        if item in members:
            return True
        if item not in seen:
            seen.add(item)
            queue += after.get(item, ())
    return False


def _ranks(leader: list[int], arcs: list[Arc]) -> list[int]:
    joined = list(dict.fromkeys((leader[a], leader[b]) for a, b in arcs))
    after, rank, waiting = _successors(joined), [0] * len(leader), [0] * len(leader)
    for _, b in joined:
        waiting[b] += 1
    ready = deque(item for item in range(len(leader)) if not waiting[item])
    while ready:
        item = ready.popleft()
        for other in after.get(item, ()):
            rank[other] = max(rank[other], rank[item] + 1)
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    return [rank[item] for item in leader]


def _placed(badge: Badge, merged: bool, spots: list[Arc]) -> tuple[Badge, Arc]:
    """Return the badge and the spot that it stands before: where its first member follows."""
    last = max(spots[item] for item in badge.sources)
    right = [spots[item] for item in badge.members if spots[item] > last]
    bracket = merged and len(right) == len(badge.members)
    before = min(right) if right else min(spots[item] for item in badge.sources)
    return replace(badge, bracket=bracket), before


def _with_badges(spots: list[Arc], placed: list[tuple[Badge, Arc]]) -> Plan:
    # A column of badges sorts just before the boxes that it stands before.
    held: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for item, (lane, rank) in enumerate(spots):
        held[lane, rank, 1].append(item)
    for badge, (lane, rank) in placed:
        held[lane, rank, 0].append(badge.item)
    columns = tuple(tuple(held[spot]) for spot in sorted(held))
    return Plan(columns, tuple(spot[0] for spot in sorted(held)), tuple(b for b, _ in placed))
