"""YAML bytes to plain data in which every value knows its place."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from twoview.source.reader import (
    MAX_ALIASED,
    MAX_DEFECTS,
    MAX_DEPTH,
    MAX_VALUES,
    Entry,
    Inside,
    Node,
    Pointer,
    Reader,
    line_starts,
)

__all__ = [
    "MAX_ALIASED",
    "MAX_BYTES",
    "MAX_DEFECTS",
    "MAX_DEPTH",
    "MAX_VALUES",
    "Defect",
    "Document",
    "Location",
    "Pointer",
    "parse",
]

MAX_BYTES = 1 << 20

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_ANCHOR = re.compile(r"&[-\w]+(?:[ \t\r\n]|#.*)*")


@dataclass(frozen=True, slots=True)
class Location:
    """A stretch of a file: lines and columns count code points from 1, the end is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Defect:
    """Something that keeps a file, or a part of it, from being read."""

    rule: str
    location: Location
    message: str
    fix: str | None = None
    pointer: Pointer = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The data of one file, and the place of each value in it."""

    file: str
    data: Any
    text: str = field(repr=False)
    _tree: Node = field(repr=False)
    _starts: list[int] = field(repr=False)

    def locate(self, pointer: Pointer, *, key: bool = False) -> Location:
        """Return the place of a value, or with `key` that of the field name that holds it.

        A missing field is placed at the first field of its mapping, an empty value at its field's
        name, and anything else that does not exist at the nearest value that would hold it.
        """
        entry: Entry = (*self._tree[:2], self._tree)
        for step in pointer:
            inside = entry[2][2]
            below = _below(inside, step)
            if below is None:
                if isinstance(inside, dict) and inside:
                    return self._place(*next(iter(inside.values()))[:2])
                break
            entry = below
        start, end, value = entry
        return self._place(start, end) if key or value[0] == value[1] else self._place(*value[:2])

    def _place(self, start: int, end: int) -> Location:
        if (anchor := _ANCHOR.match(self.text, start, end)) and anchor.end() < end:
            start = anchor.end()
        # A block of text ends where the next value begins; what is pointed at should not.
        end = start + len(self.text[start:end].rstrip(" \t\r\n"))
        return _location(self.file, self._starts, start, end)


def parse(file: str, content: bytes) -> tuple[Document | None, tuple[Defect, ...]]:
    """Read the bytes of a YAML file; there are none that make this raise.

    Without a Document the file could not, or must not, be read. A Document that comes with defects
    has repeated fields, of which the first ones count.
    """
    if len(content) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES:,} bytes (1 MiB), which is the most; split it"
        return None, (Defect("unsafe-yaml", Location(file, 1, 1, 1, 1), message),)
    content = content.removeprefix(_BYTE_ORDER_MARK)
    text = content.decode(errors="surrogateescape")
    starts = line_starts(text)
    reader = Reader(text, starts)
    data, tree = reader.read(content)
    defects = tuple(
        Defect(
            fault.rule,
            _location(file, starts, *fault.span),
            fault.message,
            fault.fix,
            fault.pointer,
        )
        for fault in reader.summary()
    )
    return None if reader.broken else Document(file, data, text, tree, starts), defects


def _below(inside: Inside, step: str | int) -> "Entry | None":
    if isinstance(inside, dict):
        return inside.get(step) if isinstance(step, str) else None
    if isinstance(inside, list) and isinstance(step, int) and 0 <= step < len(inside):
        start, end, _ = node = inside[step]
        # The dash stands for an item that is empty.
        return (start - 1, end, node) if start == end else (start, end, node)
    return None


def _location(file: str, starts: list[int], start: int, end: int) -> Location:
    line, end_line = bisect_right(starts, start), bisect_right(starts, end)
    column, end_column = start - starts[line - 1] + 1, end - starts[end_line - 1] + 1
    return Location(file, line, column, end_line, end_column)
