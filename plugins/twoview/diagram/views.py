"""Parts of a catalog as drawings: what stands around one entity, and the maps of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from twoview.diagram.graph import Edge, Graph, Node
from twoview.diagram.graph import Group as Bracket
from twoview.graph import reach, way
from twoview.judged import Judged
from twoview.language import _, later
from twoview.language.terms import term
from twoview.model import Component, Customer, Entity, Group, Outcome, Service
from twoview.model import Node as Required
from twoview.promises.structure import Gate

Href = Callable[[Entity], str]

FOLD_ABOVE = 40
"""How many boxes a lane may hold before the rest of it is folded into one."""

LAYERS = {
    "application": "Applications",
    "external": "Applications",
    "device": "Applications",
    "database": "Data and platforms",
    "platform": "Data and platforms",
    "storage": "Data and platforms",
    "server": "Infrastructure",
    "network": "Infrastructure",
    "facility": "Infrastructure",
}
LANES = (
    later("Customers"),
    later("Outcomes"),
    later("Services"),
    later("Supporting services"),
    later("Applications"),
    later("Data and platforms"),
    later("Infrastructure"),
)
"""The lanes of all drawings from left to right; whoever shows one says `_(lane)`."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A promise that is not kept: its verdict, and the keys from its service to what decides it."""

    verdict: str
    keys: tuple[str, ...]

    def tone(self, source: str, *ends: str) -> str:
        """Return the verdict for a line on the way, and nothing for any other."""
        steps = set(pairwise(self.keys))
        return self.verdict if any((source, end) in steps for end in ends) else ""


@dataclass(slots=True)
class Sketch:
    """What is to be drawn, gathered entity by entity, the nearest first."""

    estate: Judged
    href: Href
    focus: str = ""
    entities: dict[str, Entity] = field(default_factory=dict)
    wants: list[Edge] = field(default_factory=list)
    decided: Decided | None = None

    def add(self, *entities: Entity | None) -> None:
        """Take entities into the drawing, each once."""
        for entity in entities:
            if entity:
                self.entities.setdefault(key_of(entity), entity)

    def want(self, customer: Customer | None, outcome: Outcome | None) -> None:
        """Draw that a customer wants an outcome."""
        if customer and outcome:
            self.add(customer, outcome)
            self._line(outcome, customer, "serves")

    def deliver(self, outcome: Outcome | None, service: Service) -> None:
        """Draw that a service delivers an outcome."""
        if outcome:
            self.add(outcome, service)
            self._line(service, outcome, "delivers")

    def _line(self, source: Entity, target: Entity, kind: str) -> None:
        edge = Edge(key_of(source), key_of(target), kind)
        if edge not in self.wants:
            self.wants.append(edge)

    def graph(self) -> Graph:
        """Return the drawing, with all entries of `requires` between its entities."""
        kept, folded = _fold(list(self.entities.values()))
        present = {key_of(entity) for entity in kept}
        links = [*self.wants, *self._requires()]
        drawn = [link for link in links if present.issuperset(_ends(link))]
        lanes = [lane for lane in LANES if any(_lane(e) == lane for e in self.entities.values())]
        return Graph(
            nodes=(
                *(self._node(entity, lanes) for entity in kept),
                *(_more(lane, count, lanes) for lane, count in folded.items()),
            ),
            edges=tuple(link for link in drawn if isinstance(link, Edge)),
            groups=tuple(link for link in drawn if isinstance(link, Bracket)),
            lanes=tuple(map(_, lanes)) or ("",),
            hidden=len(links) - len(drawn),
        )

    def _requires(self) -> Iterator[Edge | Bracket]:
        for entity in self.entities.values():
            if isinstance(entity, Service | Component):
                for index, entry in enumerate(entity.requires):
                    ends = [f"node-{member}" for member in entry.members]
                    if all(end in self.entities for end in ends):
                        yield self._entry(entity, index, ends)

    def _entry(self, node: Required, index: int, ends: list[str]) -> Edge | Bracket:
        entry, source = node.requires[index], key_of(node)
        tone = self.decided.tone(source, *ends) if self.decided else ""
        if isinstance(entry, Group):
            need = min(entry.need, len(ends))
            return Bracket(source, tuple(ends), need, _is_earned(self.estate, node, index), tone)
        kind = "degrades" if entry.failure == "degrades" else "requires"
        return Edge(source, ends[0], kind, tone=tone)

    def _node(self, entity: Entity, lanes: Sequence[str]) -> Node:
        key = key_of(entity)
        status = getattr(entity, "status", "live")
        tones = [name for name in (status,) if name != "live"]
        if key == self.focus:
            tones.insert(0, "focus")
        if verdict := self._verdict(entity):
            tones.append(verdict)
        return Node(
            key=key,
            label=entity.name,
            kind=entity.kind.lower(),
            lane=lanes.index(_lane(entity)),
            caption=_caption(entity, self.estate),
            href=self.href(entity),
            tone=" ".join(tones),
        )

    def _verdict(self, entity: Entity) -> str:
        """Return the verdict that a box shows: a service's worst, or what a point decides."""
        if isinstance(entity, Service):
            worst = self.estate.worst_verdict(entity.id)
            return worst if worst and worst != "kept" else ""
        decides = self.decided and key_of(entity) == self.decided.keys[-1]
        return self.decided.verdict if self.decided and decides else ""


def _is_earned(estate: Judged, node: Required, index: int) -> bool:
    """Whether the group that is this entry of `requires` has earned independence."""
    structure = estate.judge.structure
    gates = (each for each in structure.entries[node.id] if isinstance(each, Gate))
    return any(gate.index == index and structure.credited(gate) for gate in gates)


def key_of(entity: Entity) -> str:
    """Return the key of an entity in a drawing; services and components share one space."""
    return f"node-{entity.id}" if isinstance(entity, Service | Component) else _key(entity)


def _key(entity: Entity) -> str:
    return f"{entity.kind.lower()}-{entity.id}"


def _lane(entity: Entity) -> str:
    if isinstance(entity, Component):
        return LAYERS[entity.type]
    if isinstance(entity, Service):
        return "Supporting services" if entity.audience == "supporting" else "Services"
    return "Customers" if isinstance(entity, Customer) else "Outcomes"


def _caption(entity: Entity, estate: Judged) -> str:
    if isinstance(entity, Component):
        runner = estate.runner(entity)
        return f"{term(entity.type)} · {runner.name}" if runner else term(entity.type)
    if isinstance(entity, Service):
        return _(AUDIENCES[entity.audience])
    return _(_BOUNDARIES[entity.boundary]) if isinstance(entity, Customer) else ""


AUDIENCES = {
    "external": later("external service"),
    "internal": later("internal service"),
    "supporting": later("supporting service"),
}
"""What services are called by their audience, before it is translated."""

_BOUNDARIES = {
    "external": later("external customer"),
    "internal": later("internal customer"),
    "it": later("IT customer"),
}


def _fold(entities: list[Entity]) -> tuple[list[Entity], dict[str, int]]:
    """Return the entities that are drawn, and how many each lane leaves out."""
    kept: list[Entity] = []
    folded: dict[str, int] = {}
    for lane in LANES:
        inside = [entity for entity in entities if _lane(entity) == lane]
        room = len(inside) if len(inside) <= FOLD_ABOVE else FOLD_ABOVE - 1
        kept += inside[:room]
        if len(inside) > room:
            folded[lane] = len(inside) - room
    return kept, folded


def _more(lane: str, count: int, lanes: Sequence[str]) -> Node:
    return Node(
        f"more-{lanes.index(lane)}", _("{count} more", count=count), "more", lanes.index(lane)
    )


def _ends(link: Edge | Bracket) -> tuple[str, ...]:
    return (link.source, *(link.members if isinstance(link, Bracket) else (link.target,)))


def business_service(estate: Judged, service: Service, href: Href) -> Graph:
    """Draw whom a service serves with what, and the services behind it; no component."""
    sketch = Sketch(estate, href, focus=key_of(service))
    sketch.add(service)
    _add_purposes(sketch, service)
    sketch.add(*estate.beneath(service.id))
    return sketch.graph()


def technical_service(estate: Judged, service: Service, href: Href) -> Graph:
    """Draw what a service requires, what requires it, and the way to what fails a promise."""
    sketch = _neighborhood(estate, service, _direct_consumers(estate, service), href)
    sketch.decided = _decided(estate, service)
    return sketch.graph()


def _decided(estate: Judged, service: Service) -> Decided | None:
    """Return the way to what decides the worst promise of a service, if one is not kept."""
    for judgement in estate.worst_first(service.id):
        points = judgement.because if judgement.verdict == "short" else judgement.unknown
        for point in points if judgement.verdict != "kept" else ():
            if steps := way(service.id, point, estate.requires):
                return Decided(judgement.verdict, tuple(f"node-{i}" for i in (*steps, point)))
    return None


def component(estate: Judged, part: Component, href: Href) -> Graph:
    """Draw what leans on a component, up to the outcomes, and what it leans on."""
    above = estate.above(part.id)
    sketch = _neighborhood(estate, part, above, href)
    for node in above:
        if isinstance(node, Service):
            for ident in node.served_outcomes:
                sketch.deliver(estate.catalog.outcomes.get(ident), node)
    return sketch.graph()


def outcome(estate: Judged, wanted: Outcome, href: Href) -> Graph:
    """Draw who wants an outcome and what delivers it: the services and all beneath them."""
    sketch = Sketch(estate, href, focus=key_of(wanted))
    sketch.add(wanted)
    for customer in estate.customers_of(wanted):
        sketch.want(customer, wanted)
    for service in estate.served_by.get(wanted.id, ()):
        sketch.deliver(wanted, service)
    _add_beneath(sketch, estate.served_by.get(wanted.id, ()))
    return sketch.graph()


def customer(estate: Judged, who: Customer, href: Href) -> Graph:
    """Draw what a customer wants and what delivers it: the services and all beneath them."""
    sketch = Sketch(estate, href, focus=key_of(who))
    sketch.add(who)
    services = [service for service, _ in estate.services_of.get(who.id, ())]
    for service in services:
        sketch.add(service)
        for ident in service.served_outcomes:
            wanted = estate.catalog.outcomes.get(ident)
            if wanted and who.id in wanted.customers:
                sketch.want(who, wanted)
                sketch.deliver(wanted, service)
    _add_beneath(sketch, services)
    return sketch.graph()


def business_map(estate: Judged, href: Href) -> Graph:
    """Draw every customer, outcome and service that is not retired."""
    sketch = Sketch(estate, href)
    for wanted in estate.catalog.outcomes.values():
        for who in estate.customers_of(wanted):
            sketch.want(who, wanted)
    for service in estate.catalog.services.values():
        if service.status != "retired":
            sketch.add(service)
            _add_purposes(sketch, service)
    return sketch.graph()


def technical_map(estate: Judged, href: Href) -> Graph:
    """Draw every service and component that is not retired, the most required ones first."""
    sketch = Sketch(estate, href)
    nodes = [node for node in estate.catalog.nodes if node.status != "retired"]
    nodes.sort(key=lambda node: -len(estate.required_by.get(node.id, ())))
    sketch.add(*nodes)
    return sketch.graph()


def _add_purposes(sketch: Sketch, service: Service) -> None:
    """Add the outcomes of a service, and its customers with what they want of it."""
    catalog = sketch.estate.catalog
    for ident in service.served_outcomes:
        sketch.deliver(catalog.outcomes.get(ident), service)
    for engagement in service.customers:
        sketch.add(catalog.customers.get(engagement.id))
        for ident in (*engagement.outcomes, *service.outcomes):
            wanted = catalog.outcomes.get(ident)
            if wanted and engagement.id in wanted.customers:
                sketch.want(catalog.customers.get(engagement.id), wanted)


def _add_beneath(sketch: Sketch, services: Iterable[Service]) -> None:
    estate = sketch.estate
    distance = reach([service.id for service in services], estate.requires)
    for ident in sorted(distance, key=lambda each: (distance[each], each)):
        sketch.add(estate.catalog.node(ident))


def _direct_consumers(estate: Judged, node: Required) -> list[Required]:
    found = (estate.catalog.node(ident) for ident in estate.required_by.get(node.id, ()))
    return [each for each in found if each]


def _neighborhood(estate: Judged, node: Required, above: Iterable[Required], href: Href) -> Sketch:
    sketch = Sketch(estate, href, focus=key_of(node))
    sketch.add(node, *above, *estate.beneath(node.id))
    return sketch
