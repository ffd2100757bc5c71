"""Every place where an entity names something else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import getitem

from twoview.estate import Estate
from twoview.finding import RULES
from twoview.model import (
    Component,
    Entity,
    Group,
    Hours,
    Node,
    Outcome,
    Service,
    Settings,
    Supplier,
    Team,
)

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A word in an entity that names something else, and the names there are to choose from."""

    entity: Entity
    path: Path
    target: str
    what: str
    known: Collection[str]
    on_key: bool = False


def mentions(estate: Estate) -> Iterator[Mention]:
    """Yield every mention of an id, a schedule, a priority or a rule."""
    for entity in estate.catalog.entities:
        for index, waiver in enumerate(entity.accepts):
            at = ("accepts", index)
            yield Mention(entity, (*at, "rule"), waiver.rule, "rule", RULES)
            if waiver.customer:
                customers = estate.catalog.customers
                yield Mention(entity, (*at, "customer"), waiver.customer, "customer", customers)
        if finder := _OWN.get(entity.kind):
            yield from finder(entity, estate)
    for stated in estate.commitments:
        yield from _in_figures(stated.entity, stated.path, stated.values.stated(), estate)


def _of_settings(settings: Settings, estate: Estate) -> Iterator[Mention]:
    for name in settings.rules:
        yield Mention(settings, ("rules", name), name, "rule", RULES, True)


def _of_service(service: Service, estate: Estate) -> Iterator[Mention]:
    catalog = estate.catalog
    if service.owner:
        yield Mention(service, ("owner",), service.owner, "team", catalog.teams)
    for index, outcome in enumerate(service.outcomes):
        yield Mention(service, ("outcomes", index), outcome, "outcome", catalog.outcomes)
    for index, engagement in enumerate(service.customers):
        at: Path = ("customers", index)
        yield Mention(service, (*at, "id"), engagement.id, "customer", catalog.customers)
        for number, outcome in enumerate(engagement.outcomes):
            path = (*at, "outcomes", number)
            yield Mention(service, path, outcome, "outcome", catalog.outcomes)
    yield from _in_requires(service, estate)


def _of_component(component: Component, estate: Estate) -> Iterator[Mention]:
    catalog = estate.catalog
    if component.team:
        yield Mention(component, ("team",), component.team, "team", catalog.teams)
    if component.supplier:
        yield Mention(component, ("supplier",), component.supplier, "supplier", catalog.suppliers)
    yield from _in_requires(component, estate)
    yield from _in_figures(component, ("targets",), component.targets.stated(), estate)


def _in_requires(node: Node, estate: Estate) -> Iterator[Mention]:
    known = estate.requires.keys()
    for path, target in required(node):
        yield Mention(node, path, target, "service or component", known)


def required(node: Node) -> Iterator[tuple[Path, str]]:
    """Yield each id that a service or component requires, with the path to it."""
    for index, entry in enumerate(node.requires):
        if isinstance(entry, Group):
            for number, member in enumerate(entry.any_of):
                yield ("requires", index, "any_of", number), member
        else:
            yield _of_entry(node, index), entry.id


def _of_entry(node: Node, index: int) -> Path:
    """Return the path to the id of an entry, which may stand alone or in a mapping."""
    path = ("requires", index)
    value = reduce(getitem, node.origin.written(path), node.origin.document.data)
    return (*path, "id") if isinstance(value, dict) else path


def _of_outcome(outcome: Outcome, estate: Estate) -> Iterator[Mention]:
    customers = estate.catalog.customers
    for index, customer in enumerate(outcome.customers):
        yield Mention(outcome, ("customers", index), customer, "customer", customers)


def _of_provider(provider: Team | Supplier, estate: Estate) -> Iterator[Mention]:
    figures = {
        name: getattr(provider, name) for name in ("hours", "respond_within", "restore_within")
    }
    yield from _in_figures(provider, (), figures, estate)


_OWN: dict[str, Callable[..., Iterator[Mention]]] = {
    "Catalog": _of_settings,
    "Service": _of_service,
    "Component": _of_component,
    "Outcome": _of_outcome,
    "Team": _of_provider,
    "Supplier": _of_provider,
}


def _in_figures(
    entity: Entity, at: Path, figures: dict[str, object], estate: Estate
) -> Iterator[Mention]:
    """Yield the schedules and priorities that figures name."""
    settings = estate.catalog.settings
    for name, value in figures.items():
        if isinstance(value, Hours) and value.named:
            yield Mention(entity, (*at, name), value.text, "schedule", settings.schedules)
        elif isinstance(value, dict):
            for priority in value:
                path = (*at, name, priority)
                yield Mention(entity, path, priority, "priority", settings.priorities, on_key=True)
