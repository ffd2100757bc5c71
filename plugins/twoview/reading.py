"""What the bytes of a file say, whatever its name: worked out once for each content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from twoview.contents import entries
from twoview.flaw import Flaw
from twoview.prune import sound_part
from twoview.shape import MAX_FLAWS, flaws
from twoview.source import Defect, Document, Pointer, parse


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


class Memory:
    """Reads contents, each of them once: states of a catalog share what they have in common."""

    def __init__(self) -> None:
        """Start without knowing anything."""
        self._known: dict[bytes, Reading] = {}

    def read(self, content: bytes) -> Reading:
        """Return what the bytes of a file say."""
        known = self._known.get(content)
        if known is None:
            known = self._known[content] = _read(content)
        return known

    def __len__(self) -> int:
        return len(self._known)


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
