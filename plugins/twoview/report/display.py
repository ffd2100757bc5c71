"""Text from a catalog made fit for a terminal or a log: nothing in it moves, hides or commands."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twoview.model import Entity

LONGEST_LINE = 100
"""How many characters of a source line are shown."""

_BEFORE = 40
# Build servers run lines that start with "::", and whatever follows "##[" anywhere in a line.
_SPECIAL = re.compile(r"(?<!\S):(?=:)|(?<=#)#(?=\[)|[^ -~]")
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_SHORT = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}
_WIDTHS = {"W": 2, "F": 2}


def visible(text: str) -> str:
    """Return text on one line in which each control or invisible character is spelled out."""
    return "".join(_cells(text))


def named(ident: str, entities: Mapping[str, Entity]) -> str:
    """Return the name of an entity, or the id where there is no such entity."""
    entity = entities.get(ident)
    return visible(entity.name if entity else ident)


def called(ident: str, entities: Mapping[str, Entity]) -> str:
    """Return the name of an entity and its id, once where they are the same."""
    name = named(ident, entities)
    return name if name == ident else f"{name} ({ident})"


def count_of(number: int, what: str) -> str:
    """Return a number of things in words."""
    # "Info" has no plural.
    return f"{number} {what}{'s' * (number != 1 and what != 'info')}"


def width(text: str) -> int:
    """Return how many columns of a terminal a visible text takes."""
    return sum(map(_columns, text))


def excerpt(line: str, start: int, end: int) -> tuple[str, str]:
    """Return the part of a line around a stretch as it is shown, and carets that stand under it.

    `start` and `end` count characters from 0; an empty stretch, or one past the end, has one caret.
    """
    first = max(0, start - _BEFORE) if len(line) > LONGEST_LINE else 0
    last = first + LONGEST_LINE
    lead, tail = "…" * (first > 0), "…" * (last < len(line))
    cells = _cells(line[first:last])
    indent = width(lead + "".join(cells[: start - first]))
    marked = width("".join(cells[start - first : end - first]))
    return lead + "".join(cells) + tail, " " * indent + "^" * max(1, marked)


def _cells(text: str) -> list[str]:
    """Return each character as it is shown."""
    cells = list(text)
    for match in _SPECIAL.finditer(text):
        cells[match.start()] = _spelled(match.group())
    return cells


def _spelled(character: str) -> str:
    """Return a character itself if it can be seen, else the way in which YAML would write it."""
    code = ord(character)
    if code > ord("~") and not _hides(character):
        return character
    if code > 0xFFFF:
        return f"\\U{code:08x}"
    return _SHORT.get(character) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def _hides(character: str) -> bool:
    # The space of full width is common in East Asian text; other unusual spaces are accidents.
    kind = unicodedata.category(character)
    return kind in _UNSEEN or (kind == "Zs" and character != "\u3000")


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return _WIDTHS.get(unicodedata.east_asian_width(character), 1)
