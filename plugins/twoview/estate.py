"""A catalog with its relations worked out once: what rules, reports and pages ask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain

from twoview.finding import Problem
from twoview.graph import reach, reverse
from twoview.load import Loaded
from twoview.model import (
    Commitments,
    Component,
    Customer,
    Engagement,
    Entity,
    Group,
    Hours,
    Node,
    Outcome,
    Service,
    Supplier,
    Team,
)

_WORD = re.compile(r"[\w-]+")
_ID = re.compile(r"\bid:(?=\s*[\"']?([\w-]+))")


@dataclass(frozen=True, slots=True)
class Consumer:
    """A service or component that requires another, and the entry of `requires` that says so."""

    node: Node
    index: int

    @property
    def degrades(self) -> bool:
        """Whether the consumer merely runs worse without it."""
        return getattr(self.node.requires[self.index], "failure", "stops") == "degrades"

    @property
    def group(self) -> Group | None:
        """The group that the entry is, if it is one."""
        entry = self.node.requires[self.index]
        return entry if isinstance(entry, Group) else None


@dataclass(frozen=True, slots=True)
class Stated:
    """Commitments as they stand in a file: whose, where, and to which customer, if to one."""

    entity: Entity
    path: tuple[str | int, ...]
    values: Commitments
    customer: str | None = None


class Estate:
    """A catalog on a day. Every relation is worked out when it is first asked for, and kept."""

    def __init__(self, loaded: Loaded, today: date) -> None:
        """Take what was loaded, and the date that counts as today."""
        self.catalog = loaded.catalog
        self.problems = loaded.problems
        self.today = today

    def problems_of(self, rule: str) -> Iterator[Problem]:
        """Yield what the loader found under the name of a rule."""
        return (problem for name, problem in self.problems if name == rule)

    @cached_property
    def requires(self) -> Mapping[str, Sequence[str]]:
        """The ids that each service or component names in its `requires`."""
        return {
            node.id: [member for entry in node.requires for member in entry.members]
            for node in self.catalog.nodes
        }

    @cached_property
    def required_by(self) -> Mapping[str, Sequence[str]]:
        """The ids of all that name an id in their `requires`."""
        return reverse(self.requires)

    @cached_property
    def consumers(self) -> Mapping[str, Sequence[Consumer]]:
        """All entries that name an id in `requires`."""
        found: dict[str, list[Consumer]] = {}
        for node in self.catalog.nodes:
            for index, entry in enumerate(node.requires):
                for member in entry.members:
                    found.setdefault(member, []).append(Consumer(node, index))
        return found

    def beneath(self, ident: str) -> list[Node]:
        """Return all that a service or component requires, directly or not, nearest first."""
        return self._nodes(reach([ident], self.requires), ident)

    def above(self, ident: str) -> list[Node]:
        """Return all that requires a service or component, directly or not, nearest first."""
        return self._nodes(reach([ident], self.required_by), ident)

    def _nodes(self, distance: Mapping[str, int], start: str) -> list[Node]:
        nearest = sorted(distance, key=lambda each: (distance[each], each))
        nodes = (self.catalog.node(each) for each in nearest if each != start)
        return [node for node in nodes if node]

    @cached_property
    def served_by(self) -> Mapping[str, Sequence[Service]]:
        """The services, not retired, that deliver each outcome."""
        found: dict[str, list[Service]] = {}
        for service in self.catalog.services.values():
            if service.status != "retired":
                for outcome in service.served_outcomes:
                    found.setdefault(outcome, []).append(service)
        return found

    @cached_property
    def services_of(self) -> Mapping[str, Sequence[tuple[Service, Engagement]]]:
        """The services, not retired, that each customer has, with how they relate."""
        found: dict[str, list[tuple[Service, Engagement]]] = {}
        for service in self.catalog.services.values():
            if service.status != "retired":
                for engagement in service.customers:
                    found.setdefault(engagement.id, []).append((service, engagement))
        return found

    @cached_property
    def owned_by(self) -> Mapping[str, Sequence[Service]]:
        """The services that each team owns."""
        found: dict[str, list[Service]] = {}
        for service in self.catalog.services.values():
            found.setdefault(service.owner, []).append(service)
        return found

    @cached_property
    def run_by(self) -> Mapping[tuple[str, str], Sequence[Component]]:
        """The components that each team (`("Team", id)`) or supplier (`("Supplier", id)`) runs."""
        found: dict[tuple[str, str], list[Component]] = {}
        for component in self.catalog.components.values():
            if component.team:
                found.setdefault(("Team", component.team), []).append(component)
            elif component.supplier:
                found.setdefault(("Supplier", component.supplier), []).append(component)
        return found

    def runner(self, component: Component) -> Team | Supplier | None:
        """Return the team or supplier that runs a component."""
        if component.team:
            return self.catalog.teams.get(component.team)
        return self.catalog.suppliers.get(component.supplier or "")

    def customers_of(self, outcome: Outcome) -> list[Customer]:
        """Return the customers who want an outcome."""
        found = (self.catalog.customers.get(ident) for ident in outcome.customers)
        return [customer for customer in found if customer]

    @cached_property
    def commitments(self) -> Sequence[Stated]:
        """Every set of commitments as written: the services' own, then those to a customer."""
        return list(self._commitments())

    def _commitments(self) -> Iterator[Stated]:
        for service in self.catalog.services.values():
            yield Stated(service, ("commitments",), service.commitments)
            for index, engagement in enumerate(service.customers):
                path = ("customers", index, "commitments")
                yield Stated(service, path, engagement.commitments, engagement.id)

    @cached_property
    def partial(self) -> frozenset[str]:
        """The files of which nothing, or not everything, could be taken up."""
        return self.catalog.unparsed | self.catalog.misshapen

    def may_define(self, ident: str) -> bool:
        """Whether a file that could not be read may define an id."""
        return self._defined is None or ident in self._defined

    def may_mention(self, ident: str) -> bool:
        """Whether a file that could not be read whole may say something about an id."""
        return self._mentioned is None or ident in self._mentioned

    @cached_property
    def _defined(self) -> frozenset[str] | None:
        return self._found(_ID, self.catalog.unparsed)

    @cached_property
    def _mentioned(self) -> frozenset[str] | None:
        return self._found(_WORD, self.partial)

    def _found(self, pattern: re.Pattern[str], files: frozenset[str]) -> frozenset[str] | None:
        """Return what files say, None where one of them is no text and may say anything."""
        sources = self.catalog.sources
        if not files <= sources.keys():
            return None
        return frozenset(chain.from_iterable(pattern.findall(sources[file]) for file in files))

    @cached_property
    def unsettled(self) -> frozenset[str]:
        """The ids above, and at, what could not be taken up whole: they may be judged wrongly.

        That is a service or component in such a file, one that such a file may define, one with
        hours of an unknown name, or one whose id is taken twice.
        """
        if self._is_partial(self.catalog.settings):
            return frozenset(self.requires)
        twice = {problem.entity for problem in self.problems_of("duplicate-id")}
        found = {node.id for node in self.catalog.nodes if node.id in twice or self._is_open(node)}
        strange = (ident for ident in self.required_by if ident not in self.requires)
        found.update(ident for ident in strange if self.may_mention(ident))
        return frozenset(reach(found, self.required_by))

    @cached_property
    def unsettled_with_runners(self) -> frozenset[str]:
        """The ids that are unsettled, or above what is run by somebody not taken up whole.

        Who runs a component only adds figures that would count as perfect, so that a promise is no
        less short without them.
        """
        found = (node.id for node in self.catalog.nodes if self._has_open_runner(node))
        return self.unsettled.union(reach(found, self.required_by))

    def _is_partial(self, entity: Entity) -> bool:
        return entity.origin.document.file in self.partial

    def _is_open(self, node: Node) -> bool:
        if self._is_partial(node):
            return True
        if isinstance(node, Component):
            return _any_unknown(node.targets.stated().values())
        stated = (node.commitments, *(engagement.commitments for engagement in node.customers))
        return any(_any_unknown(each.stated().values()) for each in stated)

    def _has_open_runner(self, node: Node) -> bool:
        """Whether the team or supplier behind a node could not be taken up whole."""
        runner: Team | Supplier | None
        if isinstance(node, Service):
            runner, name = self.catalog.teams.get(node.owner), node.owner
        else:
            runner, name = self.runner(node), node.team or node.supplier or ""
        if runner is None:
            return self.may_mention(name)
        return self._is_partial(runner) or _any_unknown([runner.hours])


def _any_unknown(values: Iterable[object]) -> bool:
    """Whether any values are hours with a name that the catalog does not have."""
    return any(isinstance(value, Hours) and value.schedule is None for value in values)
