"""The entities of a catalog as its files come and go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar, cast

from twoview.build import Builder
from twoview.changes import Key
from twoview.load import SETTINGS_FILE
from twoview.model import Entity, Origin, Settings
from twoview.reading import Part, Reading, value_at
from twoview.source import Document

Files = Mapping[str, Reading | None]
"""What files say, by their path in the catalog's folder; None where there is no file any more."""

Slot = tuple[str, str]
"""What only one entity has: an id of its kind; services and components share theirs."""

E = TypeVar("E", bound=Entity)


class State:
    """What a catalog says, kept up file by file.

    What cannot be read stays as it was until it can be: a file, an entity, or a field of one that
    does not fit its schema. So neither a mistake nor its repair is a change.
    """

    def __init__(self) -> None:
        """Start without any file."""
        self.settings: Settings | None = None
        self._builder = Builder({})
        self._readings: dict[str, Reading] = {}
        self._built: dict[str, tuple[Entity, ...]] = {}
        self._claims: dict[Slot, dict[tuple[str, int], Entity]] = {}
        self._unread: set[str] = set()

    def turn(self, files: Files) -> tuple[dict[Key, Entity], dict[Key, Entity]]:
        """Take up files that changed; return the entities that this touches, before and after.

        The settings are among both, since amounts and hours are told with them.
        """
        is_start = not self._readings
        former, files = self.settings, self._settle(files)
        built = {name: self._build(name, reading) for name, reading in files.items()}
        touched = {
            _slot(entity.kind, entity.id)
            for name, entities in built.items()
            for entity in (*self._built.get(name, ()), *entities)
        }
        before = self._known_by_now(files, built) | _by_key([former, *self._winners(touched)])
        if is_start:
            self._unread = {name for name, reading in files.items() if reading and not built[name]}
        for name, reading in files.items():
            self._put(name, reading, built[name])
        return before, _by_key([self.settings, *self._winners(touched)])

    def _known_by_now(
        self, files: Files, built: Mapping[str, tuple[Entity, ...]]
    ) -> dict[Key, Entity]:
        """Return what stands in files that could not be read at the start: it is not new."""
        found = {name for name in self._unread if built.get(name) or files.get(name, ...) is None}
        self._unread -= found
        return _by_key(each for name in found for each in built.get(name, ()))

    def named(self, kind: str, ident: str) -> str | None:
        """Return the name of what has an id now, None where nothing has."""
        found = next(self._winners([_slot(kind, ident)]), None)
        return found.name if found else None

    def _settle(self, files: Files) -> Files:
        """Take up the settings; return what is to be built: all that there is, if hours changed."""
        reading = files.get(SETTINGS_FILE)
        if reading is None:
            return files
        for part in reading.parts:
            if part.kind != Settings.kind or part.data is None:
                continue
            former = self.settings
            found = Builder({}).entity(part.kind, part.data, _origin(reading, part))
            self.settings = settings = _mended(cast("Settings", found), former)
            if not former or former.schedules != settings.schedules:
                self._builder = Builder(settings.schedules)
                return {**self._readings, **files}
        return files

    def _build(self, name: str, reading: Reading | None) -> tuple[Entity, ...]:
        """Return the entities of a file; those that it had, where it cannot be read."""
        if reading is None:
            return ()
        had = self._built.get(name, ())
        if reading.document is None or reading.given_up is not None or not reading.parts:
            return had
        former = {(each.kind, each.id): each for each in had}
        found = (self._entity(reading, part, former) for part in reading.parts)
        return tuple(each for each in found if each)

    def _entity(self, reading: Reading, part: Part, former: Mapping[Key, Entity]) -> Entity | None:
        if part.kind == Settings.kind:
            return None
        if part.data is None:
            return former.get((part.kind, _written_id(reading, part)))
        entity = self._builder.entity(part.kind, part.data, _origin(reading, part))
        return _mended(entity, former.get((part.kind, entity.id)))

    def _put(self, name: str, reading: Reading | None, entities: Iterable[Entity]) -> None:
        for place, entity in enumerate(self._built.pop(name, ())):
            del self._claims[_slot(entity.kind, entity.id)][name, place]
        self._readings.pop(name, None)
        if reading:
            self._readings[name] = reading
            self._built[name] = tuple(entities)
        for place, entity in enumerate(self._built.get(name, ())):
            self._claims.setdefault(_slot(entity.kind, entity.id), {})[name, place] = entity

    def _winners(self, slots: Iterable[Slot]) -> Iterator[Entity]:
        """Yield who has each id: as in the loader, the first in the order of files."""
        for slot in slots:
            if claims := self._claims.get(slot):
                yield claims[min(claims)]


def _by_key(entities: Iterable[Entity | None]) -> dict[Key, Entity]:
    return {(each.kind, each.id): each for each in entities if each}


def _slot(kind: str, ident: str) -> Slot:
    return ("Node" if kind in ("Service", "Component") else kind, ident)


def _origin(reading: Reading, part: Part) -> Origin:
    return Origin(cast("Document", reading.document), part.pointer, part.cut)


def _written_id(reading: Reading, part: Part) -> str:
    data: Any = value_at(cast("Document", reading.document), part.pointer)
    ident = data.get("id") if isinstance(data, dict) else None
    return ident if isinstance(ident, str) else ""


def _mended(entity: E, former: E | None) -> E:
    """Return an entity whose fields in which something cannot be read are as they were."""
    if former is None:
        return entity
    torn = {path[0] for path in entity.origin.cut if path}
    kept = {each.name: getattr(former, each.name) for each in fields(entity) if each.name in torn}
    return replace(entity, **kept) if kept else entity
