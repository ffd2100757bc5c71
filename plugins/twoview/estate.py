"""A catalog with its relations worked out once: what rules, reports and pages ask."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

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
    Node,
    Outcome,
    Service,
    Supplier,
    Team,
)


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

    def may_define(self, ident: str) -> bool:
        """Whether a file that could not be read may define an id."""
        pattern = re.compile(rf"\bid:\s*[\"']?{re.escape(ident)}(?![\w-])")
        return self._unread(self.catalog.unparsed, pattern)

    def may_mention(self, ident: str) -> bool:
        """Whether a file that could not be read whole may say something about an id."""
        pattern = re.compile(rf"(?<![\w-]){re.escape(ident)}(?![\w-])")
        return self._unread(self.catalog.unparsed | self.catalog.misshapen, pattern)

    def _unread(self, files: frozenset[str], pattern: re.Pattern[str]) -> bool:
        texts = (self.catalog.sources.get(file) for file in files)
        return any(text is None or pattern.search(text) for text in texts)
