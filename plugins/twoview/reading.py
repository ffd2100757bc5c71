"""What the bytes of a file say, whatever its name: worked out once for each content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from twoview.build import Builder
from twoview.contents import entries
from twoview.flaw import Flaw
from twoview.model import Entity, Origin
from twoview.prune import sound_part
from twoview.shape import MAX_FLAWS, flaws
from twoview.source import Defect, Document, Pointer, parse
from twoview.values import Schedule


@dataclass(frozen=True, slots=True)
class Part:
    """One entity of a file: what is wrong with it, and its data as far as it fits its schema.

    `data` is None where too little of it is sound; `cut` names what was taken away.
    """

    kind: str
    pointer: Pointer
    flaws: tuple[Flaw, ...]
    data: Any
    cut: tuple[Pointer, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says: a document without a name, what is wrong around its entities, and these.

    Without a document it could not be read; `given_up` is where too much was wrong to go on.
    """

    document: Document | None
    defects: tuple[Defect, ...]
    wrong: tuple[Flaw, ...] = ()
    parts: tuple[Part, ...] = ()
    given_up: Pointer | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One entity of a file as far as it fits its schema, and where it stands."""

    kind: str
    data: Any
    origin: Origin


class Memory:
    """Reads contents and builds entities, each of them once.

    States of a catalog share what they have in common: an entity of the same file with the same
    content and schedules is the same object.
    """

    def __init__(self) -> None:
        """Start without knowing anything."""
        self._known: dict[bytes, Reading] = {}
        self._entries: dict[tuple[str, bytes], tuple[Entry, ...]] = {}
        self._builders: list[tuple[Mapping[str, Schedule], Builder]] = []
        self._built: dict[tuple[Entry, Builder], Entity] = {}

    def read(self, content: bytes) -> Reading:
        """Return what the bytes of a file say."""
        known = self._known.get(content)
        if known is None:
            known = self._known[content] = _read(content)
        return known

    def forget(self, content: bytes) -> None:
        """Give up what is known of a content, where it will hardly be met again."""
        self._known.pop(content, None)

    def entries(self, name: str, content: bytes) -> tuple[Entry, ...]:
        """Return the entities of a file that can be read, as far as they are sound."""
        key = (name, content)
        if key not in self._entries:
            self._entries[key] = tuple(_entries(name, self.read(content)))
        return self._entries[key]

    def entity(self, entry: Entry, schedules: Mapping[str, Schedule]) -> Entity:
        """Return the entity of an entry, where names for hours mean these schedules."""
        key = (entry, self._builder(schedules))
        if key not in self._built:
            self._built[key] = key[1].entity(entry.kind, entry.data, entry.origin)
        return self._built[key]

    def _builder(self, schedules: Mapping[str, Schedule]) -> Builder:
        for known, builder in self._builders:
            if known is schedules or known == schedules:
                return builder
        self._builders.append((schedules, Builder(schedules)))
        return self._builders[-1][1]

    def __len__(self) -> int:
        return len(self._known)


def _entries(name: str, reading: Reading) -> Iterator[Entry]:
    if reading.document:
        document = replace(reading.document, file=name)
        for part in reading.parts:
            if part.data is not None:
                yield Entry(part.kind, part.data, Origin(document, part.pointer, part.cut))


def value_at(document: Document, pointer: Pointer) -> Any:
    """Return the value that stands at a place of a document."""
    value = document.data
    for part in pointer:
        value = value[part]
    return value


def _read(content: bytes) -> Reading:
    document, defects = parse("", content)
    if document is None:
        return Reading(None, defects)
    kind, pointers, wrong = entries(document.data)
    parts: list[Part] = []
    room = MAX_FLAWS
    for pointer in pointers:
        data = value_at(document, pointer)
        found = flaws(kind, data)[:room]
        room -= len(found)
        if not room:
            parts.append(Part(kind, pointer, tuple(found), None))
            return Reading(document, defects, tuple(wrong), tuple(parts), pointer)
        cut: tuple[Pointer, ...] = ()
        if found:
            data, cut = sound_part(kind, data, found)
        parts.append(Part(kind, pointer, tuple(found), data, cut))
    return Reading(document, defects, tuple(wrong), tuple(parts))
