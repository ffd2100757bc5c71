"""Two values of one field that differ, and who tells what that means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from twoview.changes.change import Change, Key, Names, Topic
from twoview.changes.written import written
from twoview.language import _
from twoview.model import Entity, Settings
from twoview.source import Pointer


@dataclass(frozen=True, slots=True)
class State:
    """One of the two states: its entities, of which the settings may be missing."""

    entities: Mapping[Key, Entity]

    @property
    def settings(self) -> Settings | None:
        """The settings of the catalog, None where they are not among the entities."""
        found = self.entities.get((Settings.kind, "catalog"))
        return found if isinstance(found, Settings) else None

    @property
    def currency(self) -> str:
        """The currency of the catalog, empty where it is not known."""
        return (self.settings and self.settings.currency) or ""


@dataclass(frozen=True, slots=True)
class Scene:
    """Both states, and the names of what they hold."""

    before: State
    after: State
    names: Names

    def node(self, ident: str) -> str:
        """Return the name of a service or component, which are one id space."""
        name = self.names("Service", ident)
        return self.names("Component", ident) if name == ident else name


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A value before and after, the way to it, and the `old` and `new` object that hold it."""

    scene: Scene
    key: Key
    path: Pointer = ()
    topic: Topic = "text"
    inward: bool = True
    is_general: bool = False
    old: Any = None
    new: Any = None
    before: Any
    after: Any

    @property
    def field(self) -> str:
        """The name of the field, which is where the path ends."""
        return str(self.path[-1])

    def at(self, *steps: str, before: Any, after: Any, **more: Any) -> Difference:
        """Return the difference of something inside; `more` are other fields of its own."""
        return replace(self, path=(*self.path, *steps), before=before, after=after, **more)

    def told(self, text: str) -> Change:
        """Return the change that this difference is, in words."""
        kind, ident = self.key
        return Change(
            kind=kind,
            id=ident,
            topic=self.topic,
            path=self.path,
            before=written(self.before),
            after=written(self.after),
            text=text,
            inward=self.inward,
            is_general=self.is_general,
        )


Teller = Callable[[Difference], Iterable[Change]]
"""Tells what a difference means: nothing where both values mean the same."""


def changed(difference: Difference) -> Iterator[Change]:
    """Tell of a field about which nothing more is known than that it changed."""
    yield difference.told(_("{noun} changed", noun=difference.field.replace("_", " ")))


def silent(_difference: Difference) -> Iterable[Change]:
    """Tell nothing of a field that is told together with another."""
    return ()


def fieldwise(
    difference: Difference, tellers: Mapping[str, Teller], otherwise: Teller = changed
) -> Iterator[Change]:
    """Tell field by field how two objects of one kind differ, each field by its teller."""
    old, new = difference.before, difference.after
    for each in fields(old):
        before, after = getattr(old, each.name), getattr(new, each.name)
        if each.compare and before != after:
            teller = tellers.get(each.name, otherwise)
            yield from teller(
                difference.at(each.name, before=before, after=after, old=old, new=new)
            )
