"""A list in a YAML file made longer by one entry; nothing that stands there is changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from twoview.authoring.written import item
from twoview.source import Document, parse


class CannotAppend(Exception):  # noqa: N818 - a state of affairs, told to the user
    """The list cannot be made longer by adding lines; the message says why."""


def appended(
    content: bytes, document: Document, key: str, lines: Sequence[str], data: Mapping[str, Any]
) -> bytes:
    """Return the bytes of a file with one more entry in its list; `lines` are those of `data`.

    Raises CannotAppend where the result would not be the same file with that entry at the end.
    """
    above, below = _halves(document, key)
    newline = "\r\n" if "\r\n" in document.text else "\n"
    start = "" if above.endswith(("\n", "\r")) else newline
    start += newline if _is_spaced(document, key) else ""
    dash, gap = _indentation(document, key)
    text = newline.join([*item(lines, dash, gap), ""])
    mark = content[: len(content) - len(document.text.encode())]
    longer = mark + f"{above}{start}{text}{below}".encode()
    _prove(longer, document, key, data)
    return longer


def _halves(document: Document, key: str) -> tuple[str, str]:
    """Return the text up to where a new entry goes, and what follows there."""
    names = list(document.data)
    if names[-1] == key:
        return document.text, ""
    after = document.locate((key, len(document.data[key]) - 1)).end_line
    rows = StringIO(document.text, newline="").readlines()
    return "".join(rows[:after]), "".join(rows[after:])


def _indentation(document: Document, key: str) -> tuple[int, int]:
    """Return how many spaces stand before the dashes of a list, and behind them."""
    place = document.locate((key, len(document.data[key]) - 1))
    rows = document.text.splitlines()
    before = rows[place.line - 1][: place.column - 1]
    if before.strip() == "-":
        dash = before.index("-")
        return dash, len(before) - dash - 1
    if not before.strip() and rows[place.line - 2].strip() == "-":
        dash = rows[place.line - 2].index("-")
        return dash, max(1, place.column - dash - 2)
    raise CannotAppend("the list is not written with a dash and a line for each field")


def _is_spaced(document: Document, key: str) -> bool:
    """Whether empty lines stand between the entries of a list, as they do unless one sees not."""
    last = len(document.data[key]) - 1
    if last == 0:
        return True
    first, second = (document.locate((key, at)) for at in (last - 1, last))
    rows = document.text.splitlines()[first.end_line - 1 : second.line]
    return any(not row.strip() for row in rows)


def _prove(longer: bytes, document: Document, key: str, data: Mapping[str, Any]) -> None:
    wanted = {**document.data, key: [*document.data[key], dict(data)]}
    found, defects = parse(document.file, longer)
    if found is None or defects or found.data != wanted:
        raise CannotAppend("added lines would change what stands there")
