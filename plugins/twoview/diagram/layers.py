"""Every line cut at every column that it passes: what ordering and routing work on."""

from dataclasses import dataclass, field
from itertools import pairwise

from .graph import Graph
from .ranks import Badge, Plan


@dataclass(frozen=True, slots=True)
class Wire:
    """A line: an `edge`, a `stem` from a source to a badge, or a `branch` from badge to member."""

    source: int
    target: int
    kind: str
    part: str = "edge"
    label: str = ""
    tone: str = ""
    mark: str = ""


@dataclass(slots=True)
class Layers:
    """Columns of items, the wires, and per wire its items from left to right.

    Items from `badges` on are signs of groups, those from `bends` on no boxes but places where a
    line passes. `blocks` names neighbors that stay together: the members of one bracket.
    """

    columns: list[list[int]]
    badges: int
    bends: int
    blocks: dict[int, int]
    wires: list[Wire] = field(default_factory=list)
    chains: list[tuple[int, ...]] = field(default_factory=list)
    ties: list[tuple[int, int]] = field(default_factory=list)


def weave(graph: Graph, plan: Plan) -> Layers:
    """Lead every wire of `graph` through the columns of `plan`."""
    bends = len(graph.nodes) + len(plan.badges)
    brackets = [badge for badge in plan.badges if badge.bracket]
    blocks = {member: badge.item for badge in brackets for member in badge.members}
    layers = Layers([list(column) for column in plan.columns], len(graph.nodes), bends, blocks)
    column_of = {item: at for at, column in enumerate(plan.columns) for item in column}
    shared: dict[tuple[object, ...], int] = {}
    for wire in _wires(graph, plan.badges):
        layers.wires.append(wire)
        layers.chains.append(_chain(layers, column_of, wire, shared))
    pairs = [pair for chain in layers.chains for pair in pairwise(chain)]
    pairs += [(badge.item, member) for badge in brackets for member in badge.members]
    layers.ties = list(dict.fromkeys(pairs))
    return layers


def _wires(graph: Graph, badges: tuple[Badge, ...]) -> list[Wire]:
    index = {node.key: at for at, node in enumerate(graph.nodes)}
    asked = {(badge.members, badge.need, badge.earned): badge.item for badge in badges}
    wires = []
    for edge in graph.edges:
        mark = f"{edge.source} {edge.target} {edge.kind}"
        ends = index[edge.source], index[edge.target]
        wires.append(Wire(*ends, edge.kind, "edge", edge.label, edge.tone, mark))
    for group in graph.groups:
        members = tuple(sorted(index[key] for key in group.members))
        badge = asked[members, group.need, group.earned]
        mark = f"{group.source} {group.need} {' '.join(group.members)}"
        wires.append(Wire(index[group.source], badge, "requires", "stem", "", group.tone, mark))
    for fan in badges:
        members = () if fan.bracket else fan.members
        wires += [Wire(fan.item, member, "requires", "branch") for member in members]
    return wires


def _chain(
    layers: Layers, column_of: dict[int, int], wire: Wire, shared: dict[tuple[object, ...], int]
) -> tuple[int, ...]:
    if wire.source == wire.target:
        return (wire.source,)
    left, right = sorted((wire.source, wire.target), key=column_of.__getitem__)
    bends = []
    for column in range(column_of[left] + 1, column_of[right]):
        key = (column, *_trunk(layers, wire, right))
        if key not in shared:
            shared[key] = layers.bends + len(shared)
            layers.columns[column].append(shared[key])
        bends.append(shared[key])
    return (left, *bends, right)


def _trunk(layers: Layers, wire: Wire, right: int) -> tuple[object, ...]:
    # Solid lines towards one box run together; dashes would blur, and a label names one line only.
    if wire.kind == "requires" and wire.target == right and not wire.label:
        return right, wire.tone
    return (len(layers.wires),)
