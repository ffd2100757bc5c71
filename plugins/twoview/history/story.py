"""A story: the commits that changed what a catalog means."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from twoview.changes import Change, Key
from twoview.language import _, later, n_
from twoview.model import KINDS, Entity

COUNTED = 10
"""How many things a commit may add or remove before they are counted instead of named."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A commit that changed the meaning of something; its time is when it got there, in UTC."""

    commit: str
    time: datetime
    subject: str
    author: str
    email: str
    changes: tuple[Change, ...]

    @property
    def day(self) -> date:
        """The day of the commit in UTC."""
        return self.time.date()

    @property
    def counted(self) -> tuple[Change, ...]:
        """What came and went with a commit that added or removed too much to be named."""
        whole = tuple(each for each in self.changes if not each.path)
        return whole if len(whole) > COUNTED else ()

    @property
    def named(self) -> tuple[Change, ...]:
        """The changes that are told one by one, which are those that are not counted."""
        return tuple(each for each in self.changes if each.path) if self.counted else self.changes

    @property
    def counts(self) -> list[str]:
        """How many things of each kind came and went among what is counted, in words."""
        sides = {
            later("Added: {things}"): [each.kind for each in self.counted if each.before is None],
            later("Removed: {things}"): [each.kind for each in self.counted if each.after is None],
        }
        return [_(told, things=_counts(kinds)) for told, kinds in sides.items() if kinds]

    @property
    def short(self) -> str:
        """The first characters of the commit's id, as people name it."""
        return self.commit[:7]


@dataclass(frozen=True)
class Story:
    """The moments of a catalog, the newest first.

    `since` is the day of the state that they start from where more was before it; `note` says why
    that is not told, or why nothing is. `names` has whatever changed, by the last name it had.
    """

    moments: Sequence[Moment] = ()
    note: str = ""
    since: date | None = None
    names: Mapping[Key, str] = field(default_factory=dict)

    def of(self, entity: Entity) -> Sequence[Moment]:
        """Return the moments of one entity, each with the changes of that entity alone."""
        return self.about((entity.kind, entity.id))

    def about(self, key: Key) -> Sequence[Moment]:
        """Return the moments of what has a kind and an id, also under an id that it had before."""
        return self._about(key, 0)

    def _about(self, key: Key, start: int) -> list[Moment]:
        found: list[Moment] = []
        for index in self._places.get(key, ()):
            if index >= start:
                moment = self.moments[index]
                changes = tuple(each for each in moment.changes if each.key == key)
                found.append(replace(moment, changes=changes))
                if former := next(filter(None, map(former_key, changes)), None):
                    return [*found, *self._about(former, index + 1)]
        return found

    def now(self, key: Key) -> Key:
        """Return the kind and id that something goes by at the end."""
        for moment in reversed(self.moments):
            for change in moment.changes:
                if former_key(change) == key:
                    key = change.key
        return key

    def changed(self, entity: Entity) -> date | None:
        """Return the day (UTC) of the last change of what an entity means, if one is known."""
        moments = self.of(entity)
        return moments[0].day if moments else None

    @cached_property
    def _places(self) -> Mapping[Key, Sequence[int]]:
        """Where in the story something happens to each key."""
        found: dict[Key, list[int]] = {}
        for index, moment in enumerate(self.moments):
            for key in dict.fromkeys(each.key for each in moment.changes):
                found.setdefault(key, []).append(index)
        return found


def _counts(kinds: Sequence[str]) -> str:
    counted = ((kind, kinds.count(kind)) for kind in KINDS if kind in kinds)
    return ", ".join(_COUNTS[kind](number) for kind, number in counted)


_COUNTS: Mapping[str, Callable[[int], str]] = {
    "Catalog": lambda number: n_("{count} catalog", "{count} catalogs", number),
    "Service": lambda number: n_("{count} service", "{count} services", number),
    "Component": lambda number: n_("{count} component", "{count} components", number),
    "Customer": lambda number: n_("{count} customer", "{count} customers", number),
    "Outcome": lambda number: n_("{count} outcome", "{count} outcomes", number),
    "Team": lambda number: n_("{count} team", "{count} teams", number),
    "Supplier": lambda number: n_("{count} supplier", "{count} suppliers", number),
}
"""What says how many there are of each kind."""


def former_key(change: Change) -> Key | None:
    """Return what went by another id before a change, None where the id stayed."""
    return (change.kind, change.before) if change.path == ("id",) else None
