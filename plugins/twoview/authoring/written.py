"""Data written as YAML by the rules of the house, so that it reads back as what it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from yaml import YAMLError, safe_load

from twoview.flaw import shown
from twoview.source import parse
from twoview.values import InvalidValue

WIDTH = 100
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# What a file may not hold as it is, though it may be spelled out in quotes.
_UNWRITABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def fields(
    data: Mapping[str, Any], hints: Mapping[str, str] | None = None, indent: int = 0
) -> list[str]:
    """Return a map as lines of YAML; a field that is None is left empty, under its hint.

    Raises InvalidValue for a text that no YAML file can hold.
    """
    lines: list[str] = []
    for name, value in data.items():
        lines += comment((hints or {}).get(name, ""), indent) if value is None else ()
        lines += _value(f"{' ' * indent}{name}:", value, indent)
    return lines


def item(lines: Sequence[str], indent: int, gap: int = 1) -> list[str]:
    """Return the lines of a map as an entry of a list, its dash after `indent` spaces."""
    pad = " " * (indent + 1 + gap)
    first, *rest = lines
    return [
        f"{' ' * indent}-{' ' * gap}{first}",
        *(f"{pad}{line}" if line else "" for line in rest),
    ]


def scalar(value: str) -> str:
    """Return a text as it may stand behind a field's name, on one line, a text for any program.

    Raises InvalidValue for a text that no YAML file can hold.
    """
    (line,) = _text("_:", value, 0, forms=(_bare, _quoted))
    return line.removeprefix("_: ")


def _value(start: str, value: object, indent: int) -> list[str]:
    if value is None:
        return [start]
    if isinstance(value, Mapping):
        return [start, *fields(value, indent=indent + 2)]
    if isinstance(value, list):
        return [start, *(line for each in value for line in _entry(each, indent + 2))]
    if isinstance(value, str):
        return _text(start, value, indent)
    return [f"{start} {str(value).lower()}"]


def _entry(value: object, indent: int) -> list[str]:
    if isinstance(value, Mapping):
        return item(fields(value), indent)
    return _value(f"{' ' * indent}-", value, indent)


def _text(start: str, value: str, indent: int, forms: Sequence[Any] = ()) -> list[str]:
    """Return the first form of a text that is read back as the text."""
    for form in forms or (_short, _folded, _literal, _plain, _quoted):
        for lines in form(start, value, indent):
            if _reads_back(lines, value):
                return list(lines)
    raise InvalidValue(f"{shown(value)} holds a character that YAML cannot hold; remove it")


def _reads_back(lines: Sequence[str], value: str) -> bool:
    try:
        content = "".join(f"{line}\n" for line in lines).encode()
    except UnicodeEncodeError:
        return False
    document, defects = parse("", content)
    if document is None or defects:
        return False
    data = document.data
    found = next(iter(data.values())) if isinstance(data, dict) else data
    return bool(found == value if isinstance(data, dict) else found == [value])


def _short(start: str, value: str, indent: int) -> Iterator[list[str]]:
    for lines in _plain(start, value, indent):
        if len(lines[0]) <= WIDTH:
            yield lines


def _plain(start: str, value: str, indent: int) -> Iterator[list[str]]:
    """Yield a text without quotes, as authors write days though other programs know them."""
    if _DATE.fullmatch(value):
        yield [f"{start} {value}"]
    else:
        yield from _bare(start, value, indent)


def _bare(start: str, value: str, indent: int) -> Iterator[list[str]]:
    """Yield a text without quotes, if other programs take it for a text as well."""
    if "\t" not in value and _is_text(value):
        yield [f"{start} {value}"]


def _is_text(value: str) -> bool:
    """Whether other programs read a text as it is, and as nothing else."""
    try:
        return bool(safe_load(f"_: {value}") == {"_": value})
    except (YAMLError, ValueError, RecursionError):
        return False


def _folded(start: str, value: str, indent: int) -> Iterator[list[str]]:
    pad = " " * (indent + 2)
    if len(value) > WIDTH // 2:
        lines = wrap(value, WIDTH - len(pad), break_long_words=False, break_on_hyphens=False)
        yield [f"{start} >-", *(f"{pad}{line}" for line in lines)]


def _literal(start: str, value: str, indent: int) -> Iterator[list[str]]:
    if "\n" in value.strip("\n"):
        mark = "|" if value.endswith("\n") else "|-"
        lines = value.removesuffix("\n").split("\n")
        yield [f"{start} {mark}", *(f"{' ' * (indent + 2)}{line}".rstrip(" ") for line in lines)]


def _quoted(start: str, value: str, indent: int) -> Iterator[list[str]]:
    text = _UNWRITABLE.sub(_spelled, json.dumps(value, ensure_ascii=False))
    yield [f"{start} {text}"]


def _spelled(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def comment(text: str, indent: int = 0) -> list[str]:
    """Return a text as lines of comment, none where it is empty."""
    start = f"{' ' * indent}# "
    return wrap(text, WIDTH, initial_indent=start, subsequent_indent=start) if text else []
