"""What remains of data when everything that does not fit its schema is cut out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from twoview.flaw import Flaw
from twoview.model import original
from twoview.shape import MAX_FLAWS, flaws
from twoview.source import Pointer


def sound_part(kind: str, data: Any, found: Sequence[Flaw]) -> tuple[Any, tuple[Pointer, ...]]:
    """Return the data of an entity without its flaws, and the places of what was cut.

    The data is None where too little remains: no mapping, no sound id, or too many flaws to list.
    """
    cut: list[Pointer] = []
    data = _copied(data)
    while flawed := {_culprit(flaw) for flaw in found if not _has_default(flaw)}:
        if () in flawed or len(found) >= MAX_FLAWS:
            return None, ()
        outer = {each for each in flawed if not any(each[:n] in flawed for n in range(len(each)))}
        written = [original(pointer, cut) for pointer in outer]
        _remove(data, outer)
        cut += written
        found = flaws(kind, data)
    return data, tuple(cut)


def _copied(data: Any) -> Any:
    """Return a copy in which nothing stands twice, not even what YAML aliases repeat."""
    if isinstance(data, dict):
        return {name: _copied(value) for name, value in data.items()}
    return [_copied(each) for each in data] if isinstance(data, list) else data


def _culprit(flaw: Flaw) -> Pointer:
    """Return what has to go: the value itself, or what lacks the missing field.

    A waiver goes as a whole: without what limits it, it would accept more than it says.
    """
    if flaw.pointer[:1] == ("accepts",) and len(flaw.pointer) > 1:
        return flaw.pointer[:2]
    return flaw.pointer[:-1] if flaw.missing else flaw.pointer


def _has_default(flaw: Flaw) -> bool:
    """Whether the entity can stand without the field: everything but its id has a default."""
    return flaw.missing and len(flaw.pointer) == 1 and flaw.pointer != ("id",)


def _remove(data: Any, pointers: set[Pointer]) -> None:
    """Delete values, those later in a list first."""
    for pointer in sorted(pointers, key=_in_order, reverse=True):
        inner = data
        for part in pointer[:-1]:
            inner = inner[part]
        del inner[pointer[-1]]


def _in_order(pointer: Pointer) -> list[tuple[int, str]]:
    return [(part, "") if isinstance(part, int) else (0, part) for part in pointer]
