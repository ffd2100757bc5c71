"""YAML bytes to plain data in which every value knows its place.

A catalog's files may come from a stranger's pull request, so the parser's events are read one by
one: depth, aliases and tags are ruled on before anything is built from them.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import accumulate
from typing import Any, NoReturn, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from twoview.syntax import explain

MAX_BYTES = 1 << 20
MAX_DEPTH = 64
MAX_ALIASED = 10_000
MAX_DEFECTS = 100

Pointer: TypeAlias = tuple[str | int, ...]

# Offsets of the first character and of the one after the last, and what stands inside.
_Node: TypeAlias = "tuple[int, int, dict[str, _Entry] | list[_Node] | None]"
# Offsets of a field's name, and its value.
_Entry: TypeAlias = "tuple[int, int, _Node]"

_INVALID, _DUPLICATE, _UNSAFE = "invalid-yaml", "duplicate-key", "unsafe-yaml"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOWHERE: _Node = (0, 0, None)
_OPEN: Any = object()

# YAML allows U+FEFF, but an invisible mark in the middle of a file is only ever an accident.
_FORBIDDEN = re.compile(
    "[^\t\n\r -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_TAG_DIRECTIVE = re.compile("^%TAG", re.MULTILINE)
_TAG = re.compile(r"!\S*")
_ANCHOR = re.compile(r"&\S+(?:\s|#.*)*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
_NUMBER_STARTS = frozenset("-0123456789")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}


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
    _tree: _Node = field(repr=False)
    _starts: list[int] = field(repr=False)

    def locate(self, pointer: Pointer, *, key: bool = False) -> Location:
        """Return the place of a value, or with `key` that of the field name that holds it.

        A missing field is placed at the first field of its mapping, an empty value at its field's
        name, and anything else that does not exist at the nearest value that would hold it.
        """
        entry: _Entry = (*self._tree[:2], self._tree)
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
        end = start + len(self.text[start:end].rstrip())
        return _location(self.file, self._starts, start, end)


def _below(inside: dict[str, _Entry] | list[_Node] | None, step: str | int) -> _Entry | None:
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


def _line_starts(text: str) -> list[int]:
    # The sentinel keeps an offset at the very end of the text on the line that it ends.
    return list(accumulate(map(len, f"{text}.".splitlines(True)[:-1]), initial=0))


def parse(file: str, content: bytes) -> tuple[Document | None, tuple[Defect, ...]]:
    """Read the bytes of a YAML file; there are none that make this raise.

    Without a Document the file could not, or must not, be read. A Document that comes with defects
    has repeated fields, of which the first ones count.
    """
    if len(content) > MAX_BYTES:
        message = f"a file may have {MAX_BYTES:,} bytes, and this one has {len(content):,}; split it"
        return None, (Defect(_UNSAFE, Location(file, 1, 1, 1, 1), message),)
    content = content.removeprefix(b"\xef\xbb\xbf")
    text = content.decode(errors="surrogateescape")
    reader = _Reader(file, text)
    data, tree = reader.read(content)
    document = None if reader.broken else Document(file, data, text, tree, reader.starts)
    return document, reader.summary()


def _character(found: str, content: bytes) -> str:
    """Say what is wrong with a character that is forbidden."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:2]:
        return "this looks like UTF-16; save the file as UTF-8"
    if "\udc80" <= found <= "\udcff":
        return f"the byte 0x{ord(found) - 0xDC00:02X} is not UTF-8; save the file as UTF-8"
    if found in "\x85\u2028\u2029":
        return f"U+{ord(found):04X} is no line break in YAML files; use an ordinary one"
    return f"the character U+{ord(found):04X} is not allowed in YAML; remove it"


def _plain(text: str) -> Any:
    """Return what text without quotes stands for."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in _NUMBER_STARTS and (number := _NUMBER.fullmatch(text)):
        if number[1] and len(text) <= 40:
            return Decimal(text)
        if not number[1] and len(text.lstrip("-")) <= 18:
            return int(text)
    return text


def _measure(value: Any) -> tuple[int, int]:
    """Count the nodes of a value, stopping soon after MAX_ALIASED, and its levels."""
    level, nodes, levels = [value], 0, 0
    while level and nodes <= MAX_ALIASED:
        nodes, levels = nodes + len(level), levels + 1
        inner = (one for one in level if isinstance(one, dict | list))
        level = [part for one in inner for part in (one.values() if isinstance(one, dict) else one)]
    return nodes, levels


class _Stopped(Exception):
    """What follows in the file is not worth reading."""


class _Reader:
    """Builds the data of one file, and the places in it, from the parser's events."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.text, self.starts = file, text, _line_starts(text)
        self.path: list[str | int] = []
        self.anchors: dict[str, tuple[Any, _Node]] = {}
        self.repeated: set[int] = set()
        self.defects: list[Defect] = []
        self.aliased = self.found = 0
        self.broken = False

    def read(self, content: bytes) -> tuple[Any, _Node]:
        try:
            self.screen(content)
            self.next: Any = _LOADER(content).get_event
            return self.document()
        except _Stopped:
            return None, _NOWHERE
        # The parser in Python lets errors of chr() through.
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            start, end, message, fix = explain(self.text, error)
            self.path.clear()
            self.report(_INVALID, start, end, message, fix)
            return None, _NOWHERE

    def screen(self, content: bytes) -> None:
        """Stop before the parser sees what it would misjudge or choke on."""
        if found := _FORBIDDEN.search(self.text):
            self.stop(_INVALID, *found.span(), _character(found[0], content))
        # The parser compares each of these with all others.
        if found := _TAG_DIRECTIVE.search(self.text):
            self.stop(_UNSAFE, *found.span(), "tags are not allowed; remove this line")

    def document(self) -> tuple[Any, _Node]:
        self.next()
        if type(self.next()) is StreamEndEvent:
            return None, _NOWHERE
        result = self.value(self.next())
        self.next()
        if type(event := self.next()) is not StreamEndEvent:
            message = "a second document starts here; a file holds one: remove this line, or split it"
            self.stop(_INVALID, *_span(event), message)
        return result

    def value(self, event: Any) -> tuple[Any, _Node]:
        kind = type(event)
        if kind is not ScalarEvent:
            return self.alias(event) if kind is AliasEvent else self.collection(event)
        value = event.value if event.style else _plain(event.value)
        node = (event.start_mark.index, event.end_mark.index, None)
        if event.tag or event.anchor or event.style == '"':
            self.inspect(event)
            self.anchors[event.anchor] = value, node
        return value, node

    def collection(self, event: Any) -> tuple[Any, _Node]:
        if len(self.path) == MAX_DEPTH:
            self.stop(_UNSAFE, *_span(event), f"values are nested deeper than {MAX_DEPTH} levels")
        self.inspect(event)
        self.anchors[event.anchor] = _OPEN
        self.path.append(0)
        build = self.mapping if type(event) is MappingStartEvent else self.sequence
        data, inside, last, closing = build()
        self.path.pop()
        end = closing.end_mark.index if event.flow_style else last[1]
        node = (event.start_mark.index, end, inside)
        if self.anchors[event.anchor] is _OPEN:
            self.anchors[event.anchor] = data, node
        return data, node

    def mapping(self) -> tuple[dict[str, Any], dict[str, _Entry], _Node, Any]:
        following, path = self.next, self.path
        data: dict[str, Any] = {}
        entries: dict[str, _Entry] = {}
        node = _NOWHERE
        while type(event := following()) is not MappingEndEvent:
            if type(event) is not ScalarEvent or event.style or event.tag or event.anchor:
                self.inspect_key(event)
            key = path[-1] = event.value
            value, node = self.value(following())
            if key in data:
                self.duplicate(event, entries[key])
                continue
            data[key] = value
            entries[key] = event.start_mark.index, event.end_mark.index, node
        if "<<" in data:
            ...
        return data, entries, node, event
