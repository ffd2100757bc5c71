"""From the parser's events to plain data, and the offsets at which each part of it stands.

A catalog's files may come from a stranger's pull request, so the events are read one by one: depth,
aliases and tags are ruled on before anything is built from them.
"""

import re
from bisect import bisect_right
from io import StringIO
from itertools import accumulate
from typing import Any, NamedTuple, NoReturn, TypeAlias

import yaml
from yaml import AliasEvent, MappingEndEvent, ScalarEvent, SequenceEndEvent

from twoview.source.syntax import Span, control_character, explain, forbidden, plain_value, short

MAX_DEPTH = 64
MAX_VALUES = 100_000
MAX_ALIASED = 10_000
MAX_DEFECTS = 100

Pointer: TypeAlias = tuple[str | int, ...]
# Where a field's name starts and ends, and its value.
Entry: TypeAlias = "tuple[int, int, Node]"
Inside: TypeAlias = "dict[str, Entry] | list[Node] | None"
# Where a value starts and ends, and what is inside it.
Node: TypeAlias = tuple[int, int, Inside]

_INVALID, _DUPLICATE, _UNSAFE = "invalid-yaml", "duplicate-key", "unsafe-yaml"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOWHERE: Node = (0, 0, None)
_OPEN: Any = object()
_TAG_DIRECTIVE = re.compile(r"(?<![^\r\n])%TAG")
_TAG = re.compile(r"!(?:<[^>]*>|[^\s,\[\]{}]*)")
_TOO_DEEP = f"values are nested more than {MAX_DEPTH} levels deep; make do with fewer"


class Fault(NamedTuple):
    """What keeps a text from being read, by offsets."""

    rule: str
    span: Span
    message: str
    fix: str | None
    pointer: Pointer


class _Stopped(Exception):  # noqa: N818 - not an error, a way out
    """What follows in the file is not worth reading."""


def line_starts(text: str) -> list[int]:
    """Return the offset at which each line of the text starts."""
    # The added character keeps an offset at the very end of the text on the line that it ends.
    lines = StringIO(f"{text}.", newline="")
    return list(accumulate(map(len, lines), initial=0))[:-1]


def _measure(value: Any) -> tuple[int, int]:
    """Count the nodes of a value, giving up soon after MAX_ALIASED, and its levels."""
    level, nodes, levels = [value], 0, 0
    while level and nodes <= MAX_ALIASED:
        nodes, levels = nodes + len(level), levels + 1
        inner = (one for one in level if isinstance(one, dict | list))
        level = [part for one in inner for part in (one.values() if isinstance(one, dict) else one)]
    return nodes, levels


def _span(event: Any) -> Span:
    start = event.start_mark.index
    return start, max(start + 1, event.end_mark.index)


class Reader:
    """Builds the data and the places of one text, and gathers its faults."""

    def __init__(self, text: str, starts: list[int]) -> None:
        self.text, self.starts = text, starts
        self.path: list[str | int] = []
        self.anchors: dict[str, tuple[Any, Node]] = {}
        self.repeated: set[int] = set()
        self.faults: list[Fault] = []
        self.built = self.aliased = self.found = 0
        self.broken = False

    def read(self, content: bytes) -> tuple[Any, Node]:
        """Return the data and the tree of its places, worth nothing once `broken` is set."""
        try:
            self._screen(content)
            self._next: Any = _LOADER(content).get_event
            return self._document()
        except _Stopped:
            pass
        # The parser in Python lets the errors of chr() through.
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            self.path.clear()
            self._report(_INVALID, *explain(self.text, error))
        return None, _NOWHERE

    def summary(self) -> list[Fault]:
        """Return the faults in the order of the text; the last one stands for those beyond 100."""
        shown = sorted(self.faults, key=lambda fault: fault.span)
        if self.found > MAX_DEFECTS:
            message = f"{self.found - MAX_DEFECTS + 1:,} more problems, from here on"
            shown[-1] = shown[-1]._replace(message=message, fix=None)
        return shown

    def _screen(self, content: bytes) -> None:
        """Keep from the parser what it would misjudge or choke on."""
        if found := forbidden(self.text, content):
            self._stop(_INVALID, *found)
        # The parser compares each of these with all others.
        if "%TAG" in self.text and (directive := _TAG_DIRECTIVE.search(self.text)):
            self._stop(_UNSAFE, directive.span(), "tags are not allowed; remove this line")

    def _document(self) -> tuple[Any, Node]:
        self._next()
        if type(self._next()) is yaml.StreamEndEvent:
            return None, _NOWHERE
        result = self._value(self._next())
        self._next()
        if type(event := self._next()) is not yaml.StreamEndEvent:
            message = "a second document starts here, and a file holds one; move it to its own file"
            self._stop(_INVALID, _span(event), message)
        return result

    def _value(self, event: Any) -> tuple[Any, Node]:
        kind = type(event)
        if kind is not ScalarEvent:
            return self._alias(event) if kind is AliasEvent else self._collection(event)
        value = event.value if event.style else plain_value(event.value)
        node = event.start_mark.index, event.end_mark.index, None
        if event.tag or event.anchor or event.style == '"':
            self._inspect(event)
            if event.anchor:
                self.anchors[event.anchor] = value, node
        return value, node

    def _collection(self, event: Any) -> tuple[Any, Node]:
        if len(self.path) == MAX_DEPTH:
            self._stop(_UNSAFE, _span(event), _TOO_DEEP)
        self._inspect(event)
        if event.anchor:
            self.anchors[event.anchor] = _OPEN
        self.path.append(0)
        build: Any = self._mapping if type(event) is yaml.MappingStartEvent else self._sequence
        data, inside, last, closing = build()
        self.path.pop()
        self.built += len(data) + 1
        if self.built > MAX_VALUES:
            message = f"the file holds more than {MAX_VALUES:,} values; split it"
            self._stop(_UNSAFE, _span(event), message)
        end = closing.end_mark.index if event.flow_style else last[1]
        node = event.start_mark.index, end, inside
        # An anchor of the same name inside this value is the later one, and counts.
        if self.anchors.get(event.anchor) is _OPEN:
            self.anchors[event.anchor] = data, node
        return data, node

    def _mapping(self) -> tuple[dict[str, Any], dict[str, Entry], Node, Any]:
        following, path = self._next, self.path
        data: dict[str, Any] = {}
        entries: dict[str, Entry] = {}
        node = _NOWHERE
        while type(event := following()) is not MappingEndEvent:
            if type(event) is not ScalarEvent or event.style or event.tag or event.anchor:
                self._key(event)
            key = path[-1] = event.value
            value, node = self._value(following())
            if key in data:
                self._duplicate(event, entries[key][0])
            else:
                data[key] = value
                entries[key] = event.start_mark.index, event.end_mark.index, node
        if "<<" in data:
            self._merge(*entries["<<"])
        return data, entries, node, event

    def _sequence(self) -> tuple[list[Any], list[Node], Node, Any]:
        following, path = self._next, self.path
        data: list[Any] = []
        nodes: list[Node] = []
        node = _NOWHERE
        while type(event := following()) is not SequenceEndEvent:
            path[-1] = len(data)
            value, node = self._value(event)
            data.append(value)
            nodes.append(node)
        return data, nodes, node, event

    def _alias(self, event: Any) -> tuple[Any, Node]:
        start, end = span = _span(event)
        name, target = short(event.anchor), self.anchors.get(event.anchor)
        if target is None:
            message = f"nothing before this alias is marked &{name}; write the value out"
            self._report(_INVALID, span, message)
        elif target is _OPEN:
            self._report(_UNSAFE, span, f"*{name} stands inside the very value that it repeats")
        else:
            data, (_, _, inside) = target
            self._spend(span, data)
            return data, (start, end, inside)
        return None, (start, end, None)

    def _spend(self, span: Span, data: Any) -> None:
        """Stop at the alias that makes the data grow out of bounds."""
        nodes, levels = _measure(data)
        self.aliased += nodes
        if self.aliased > MAX_ALIASED:
            message = f"aliases repeat more than {MAX_ALIASED:,} values; write them out"
            self._stop(_UNSAFE, span, message)
        if len(self.path) + levels - 1 > MAX_DEPTH:
            self._stop(_UNSAFE, span, _TOO_DEEP)

    def _key(self, event: Any) -> None:
        if type(event) is not ScalarEvent or event.style in ("|", ">"):
            self.path.pop()
            message = "a field's name must be plain text; text that starts with { or [ needs quotes"
            self._stop(_INVALID, _span(event), message)
        self.path[-1] = event.value
        self._inspect(event)
        if event.anchor:
            self.anchors[event.anchor] = event.value, _NOWHERE

    def _inspect(self, event: Any) -> None:
        """Report a tag, and control characters that escapes hide."""
        if event.tag and (tag := _TAG.search(self.text, event.start_mark.index)):
            self._report(_UNSAFE, tag.span(), f"the tag {short(tag[0])} is not allowed; remove it")
        if type(event) is ScalarEvent and (code := control_character(event.value)):
            message = f"an escape hides the control character {code} in this text; remove it"
            self._report(_UNSAFE, _span(event), message)

    def _duplicate(self, event: Any, first: int) -> None:
        if first not in self.repeated:
            self.repeated.add(first)
            line = bisect_right(self.starts, first)
            message = f'the field "{short(event.value)}" stands on line {line} already; keep one'
            self._report(_DUPLICATE, _span(event), message)

    def _merge(self, start: int, end: int, _: Node) -> None:
        # In quotes it is an ordinary name, and longer than its two characters.
        if end - start == 2:
            message = "the merge key << is not allowed; write the fields out"
            self._report(_UNSAFE, (start, end), message)

    def _stop(self, rule: str, span: Span, message: str) -> NoReturn:
        self._report(rule, span, message)
        raise _Stopped

    def _report(self, rule: str, span: Span, message: str, fix: str | None = None) -> None:
        self.broken = self.broken or rule != _DUPLICATE
        self.found += 1
        if self.found <= MAX_DEFECTS:
            self.faults.append(Fault(rule, span, message, fix, tuple(self.path)))
