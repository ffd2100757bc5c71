"""What each service and component cannot be up without, worked out once for a whole catalog.

Only stopping entries count here. The vocabulary:

* A *point* has a state of its own: a component, an opaque service (one without a stopping entry),
  and an id that the catalog does not have. Any other service is as good as what it requires.
* A *gate* is a group that needs fewer than all of its members; one that needs all is plain entries.
* *Critical* for a node is whatever stops it by failing alone. A node is critical for itself; what
  is critical for an entry is critical for its owner; of a gate that needs k of n members, what is
  critical for n - k + 1 of them. That is exact, since only one thing at a time is down.

Readings of what is left open: a circle that is closed by a degrading entry only is none, as such
entries play no part; what a member of a group needs, when domains are compared, is all that it
could need, every member of the groups beneath it included.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations
from typing import Literal

from twoview.graph import components, reach, reverse
from twoview.model import Catalog, Component, Entry, Group


@dataclass(frozen=True, slots=True, eq=False)
class Gate:
    """A group of which `need` members, fewer than all, are enough; its members by id."""

    owner: str
    index: int
    need: int
    members: tuple[str, ...]

    @property
    def order(self) -> tuple[str, int]:
        """Where the group stands: at which node, as which entry of its `requires`."""
        return self.owner, self.index


Element = str | Gate
"""A node by its id, or a gate."""

Credit = Literal["earned", "declared", "independent"]
"""Which groups count as independent: those that have earned it; those too that would have it if
their members declared failure domains; or all whose members share no declared domain."""


class Structure:
    """The stopping entries of a catalog, and what follows from them for each node."""

    def __init__(self, catalog: Catalog) -> None:
        """Take the catalog; what is asked for is worked out when it is first asked for."""
        self._catalog = catalog
        self._fallen: dict[Gate, set[str]] = {}
        self._credited: dict[tuple[Gate, Credit], bool] = {}
        self._points_beneath: dict[str, tuple[str, ...]] = {}
        self._single_points: dict[str, tuple[str, ...]] = {}

    @cached_property
    def entries(self) -> Mapping[str, tuple[Element, ...]]:
        """What each node must have to be up: other nodes, and gates."""
        stated = {
            node.id: tuple(dict.fromkeys(_elements(node.id, node.requires)))
            for node in self._catalog.nodes
        }
        required = chain.from_iterable(map(named, stated.values()))
        return {**dict.fromkeys(required, ()), **stated}

    @cached_property
    def carriers(self) -> Mapping[str, tuple[Element, ...]]:
        """What each node puts its load on: its entries, those groups too that need all members."""
        stated = {node.id: tuple(_carriers(node.id, node.requires)) for node in self._catalog.nodes}
        return {**dict.fromkeys(self.entries, ()), **stated}

    @cached_property
    def points(self) -> frozenset[str]:
        """The nodes with a state of their own."""
        services = self._catalog.services
        return frozenset(
            ident for ident, entries in self.entries.items() if not (ident in services and entries)
        )

    @cached_property
    def _edges(self) -> Mapping[str, Sequence[str]]:
        return {ident: named(entries) for ident, entries in self.entries.items()}

    @cached_property
    def _knots(self) -> list[list[str]]:
        """The nodes in sets that require each other, each set after those that it requires."""
        return components(self._edges)

    @cached_property
    def circular(self) -> frozenset[str]:
        """The nodes that require themselves, directly or not."""
        knots = (knot for knot in self._knots if len(knot) > 1 or knot[0] in self._edges[knot[0]])
        return frozenset(chain.from_iterable(knots))

    @cached_property
    def unjudged(self) -> frozenset[str]:
        """The nodes in a circle or above one."""
        return frozenset(reach(self.circular, self._above))

    def circle(self, ident: str) -> tuple[str, ...]:
        """Return the nodes beneath one, itself included, that stand in a circle, by id."""
        return tuple(sorted(self.circular.intersection(reach([ident], self._edges))))

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of each node that is in no circle and above none, after all it requires."""
        nodes = (knot[0] for knot in self._knots if knot[0] not in self.unjudged)
        return {ident: place for place, ident in enumerate(nodes)}

    @cached_property
    def gates(self) -> Mapping[str, tuple[Gate, ...]]:
        """The gates at and beneath each node."""
        found: dict[str, tuple[Gate, ...]] = {}
        for ident in self.order:
            own = [each for each in self.entries[ident] if isinstance(each, Gate)]
            below = [found[each] for each in self._edges[ident] if found[each]]
            several = bool(own) or len(below) > 1
            found[ident] = tuple(dict.fromkeys(chain(own, *below))) if several else _only(below)
        return found

    @cached_property
    def beneath(self) -> Mapping[str, tuple[str, ...]]:
        """The nodes at and beneath each node."""
        found: dict[str, tuple[str, ...]] = {}
        for ident in self.order:
            below = {ident}.union(*map(found.__getitem__, self._edges[ident]))
            found[ident] = tuple(below)
        return found

    def points_beneath(self, ident: str) -> tuple[str, ...]:
        """Return the points at and beneath a node, by id."""
        if ident not in self._points_beneath:
            found = self.points.intersection(self.beneath[ident])
            self._points_beneath[ident] = tuple(sorted(found))
        return self._points_beneath[ident]

    def single_points(self, ident: str) -> tuple[str, ...]:
        """Return the points that stop a node by failing alone, by id."""
        if ident not in self._single_points:
            found = self.points.intersection(self.critical[ident])
            self._single_points[ident] = tuple(sorted(found))
        return self._single_points[ident]

    @cached_property
    def critical(self) -> Mapping[str, tuple[Element, ...]]:
        """The nodes and gates that stop each node by failing alone."""
        found: dict[str, tuple[Element, ...]] = {}
        for ident in self.order:
            if self.gates[ident]:
                stopping = (_critical(entry, found) for entry in self.entries[ident])
                found[ident] = tuple({ident}.union(*stopping))
            else:
                found[ident] = self.beneath[ident]
        return found

    def credited(self, gate: Gate, credit: Credit = "earned") -> bool:
        """Whether a group counts as independent.

        A member that is a service, or that the catalog does not have, can declare no domain.
        """
        key = (gate, credit)
        if key not in self._credited:
            members = [self._catalog.components.get(each) for each in gate.members]
            ready = {
                "earned": all(each and each.failure_domains for each in members),
                "declared": all(members),
                "independent": True,
            }
            self._credited[key] = ready[credit] and self._apart(gate)
        return self._credited[key]

    def _apart(self, gate: Gate) -> bool:
        """Whether of any two members, what only either needs shares no declared domain."""
        needs = (self._declaring(each) for each in gate.members)
        return all(_apart(one, other) for one, other in combinations(needs, 2))

    def _declaring(self, ident: str) -> dict[str, Component]:
        """Return the components with a failure domain at and beneath a node."""
        beneath = self.beneath.get(ident) or reach([ident], self._edges)
        found = map(self._catalog.components.get, beneath)
        return {each.id: each for each in found if each and each.failure_domains}

    def fallen(self, lost: Iterable[str]) -> set[str]:
        """Return all nodes that are down when some are, these included."""
        down = set(lost)
        fresh = list(down)
        while fresh:
            for owner in self._above.get(fresh.pop(), ()):
                if owner not in down and any(_stops(each, down) for each in self.entries[owner]):
                    down.add(owner)
                    fresh.append(owner)
        return down

    @cached_property
    def _above(self) -> Mapping[str, Sequence[str]]:
        return reverse(self._edges)

    def stopping_groups(self, ident: str) -> list[Gate]:
        """Return the groups beneath a node that have not earned independence and can stop it.

        The loss of a group is the loss of all its members at once.
        """
        critical = set(self.critical[ident])
        unearned = (gate for gate in self.gates[ident] if not self.credited(gate))
        return [gate for gate in unearned if gate in critical or ident in self._without(gate)]

    def _without(self, gate: Gate) -> set[str]:
        if gate not in self._fallen:
            self._fallen[gate] = self.fallen(gate.members)
        return self._fallen[gate]


def _elements(owner: str, requires: Sequence[Entry]) -> Iterator[Element]:
    """Yield stopping entries, those of a group one by one that needs all of its members."""
    for each in _carriers(owner, requires):
        if isinstance(each, Gate) and each.need == len(each.members):
            yield from each.members
        else:
            yield each


def _carriers(owner: str, requires: Sequence[Entry]) -> Iterator[Element]:
    """Yield stopping entries."""
    for index, entry in enumerate(requires):
        if isinstance(entry, Group):
            yield Gate(owner, index, entry.need, tuple(sorted(entry.any_of)))
        elif entry.failure == "stops":
            yield entry.id


def named(entries: Iterable[Element]) -> list[str]:
    """Return the ids that entries name, each once."""
    ids = ((each,) if isinstance(each, str) else each.members for each in entries)
    return list(dict.fromkeys(chain.from_iterable(ids)))


def _only(found: Sequence[tuple[Gate, ...]]) -> tuple[Gate, ...]:
    return found[0] if found else ()


def _critical(entry: Element, found: Mapping[str, tuple[Element, ...]]) -> Iterable[Element]:
    """Return what makes an entry fail by failing alone."""
    if isinstance(entry, str):
        return found[entry]
    counts = Counter(chain.from_iterable(map(found.__getitem__, entry.members)))
    enough = len(entry.members) - entry.need + 1
    return [entry, *(each for each, count in counts.items() if count >= enough)]


def _apart(one: Mapping[str, Component], other: Mapping[str, Component]) -> bool:
    ours = (one[ident].failure_domains for ident in one.keys() - other.keys())
    theirs = (other[ident].failure_domains for ident in other.keys() - one.keys())
    return set(chain.from_iterable(ours)).isdisjoint(chain.from_iterable(theirs))


def _stops(entry: Element, down: set[str]) -> bool:
    """Whether an entry fails while some nodes are down."""
    if isinstance(entry, str):
        return entry in down
    return sum(member not in down for member in entry.members) < entry.need
