"""The fields of every kind as one page: what the JSON Schemas say of them, as Markdown."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import click

from twoview.model import KINDS
from twoview.shape import schema
from twoview.source import parse

Part = Mapping[str, Any]

_GENERATED = "<!-- Written by `python -m twoview.fieldguide`; the text stands in schema/. -->\n"
_INTRODUCTION = """\
Every kind of entity with its fields, as the JSON Schemas in `schema/` state them. An unknown field
is an error; keys that start with `x-` are free for whatever else you want to note down. In a file
that lists entities of one kind, `kind` is left out."""
_PARTS = "What several fields or kinds have in common."
_VALUES = "How single values are written."
_HEADER = ("| Field | What it says | Value |", "| --- | --- | --- |")


def page() -> str:
    """Return the page that describes every field, as Markdown."""
    parts = {name: part for name, part in _definitions().items() if _has_fields(part)}
    values = [part for name, part in _definitions().items() if name not in parts]
    blocks = [
        f"{_GENERATED}# Fields",
        _INTRODUCTION,
        *(block for kind in KINDS for block in _kind(kind)),
        "## Parts",
        _PARTS,
        *(block for part in parts.values() for block in _part(part)),
        "## Values",
        _VALUES,
        *(block for part in values for block in _described(part)),
    ]
    return "\n\n".join(blocks) + "\n"


@cache
def _definitions() -> Mapping[str, Part]:
    """Return what the schemas define beside their entities; one name means the same in all."""
    found: dict[str, Part] = {}
    for kind in KINDS:
        found.update(schema(kind)["$defs"])
    del found["entity"]
    return found


def _kind(kind: str) -> Iterator[str]:
    whole = schema(kind)
    yield f"## {kind}"
    yield whole["description"]
    lines = "\n".join(f"{name}: {flow(value)}" for name, value in whole["examples"][0].items())
    yield f"```yaml\n{lines}\n```"
    yield _table(whole["$defs"]["entity"])


def _part(part: Part) -> Iterator[str]:
    yield f"### {part['title']}"
    yield part["description"]
    yield _table(part.get("items", part))


def _described(part: Part) -> Iterator[str]:
    yield f"### {part['title']}"
    yield " ".join(filter(None, (part["description"], part.get("errorMessage"))))
    value = _value(part)
    if value not in _TYPES.values():
        yield f"{value[:1].upper()}{value[1:]}."
    yield f"Examples: {', '.join(map(_code, part['examples']))}"


def _has_fields(part: Part) -> bool:
    return "properties" in part.get("items", part)


def _table(part: Part) -> str:
    return "\n".join([*_HEADER, *_rows(part)])


def _rows(part: Part, prefix: str = "") -> Iterator[str]:
    """Yield a row for each field, and for the fields inside it."""
    for name, field in part.get("properties", {}).items():
        required = " (required)" if name in part.get("required", ()) else ""
        default = f"<br>Default: {_code(field['default'])}" if "default" in field else ""
        examples = ", ".join(map(_code, field["examples"]))
        shown = "" if "const" in field else f"<br>Such as {examples}"
        cells = (
            # Not as code, which themes break anywhere in a narrow column.
            f"**{prefix}{name}**{required}",
            f"*{field['title']}.* {field['description']}",
            f"{_value(field)}{default}{shown}",
        )
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"
        yield from _rows(field, f"{prefix}{name}.")


def _value(part: Part) -> str:
    """Return in words what may stand as a value."""
    return next(say for keyword, say in _WORDINGS.items() if keyword in part)(part)


def _link(part: Part) -> str:
    title = str(_definitions()[part["$ref"].rpartition("/")[2]]["title"])
    anchor = title.lower().replace(",", "").replace(" ", "-")
    return f"[{title}](#{anchor})"


def _choices(part: Part) -> str:
    described = zip(part["enum"], part["enumDescriptions"], strict=True)
    return "<br>".join(f"`{value}`: {text.removesuffix('.')}" for value, text in described)


def _either(part: Part) -> str:
    ways = list(_branches(part))
    if "additionalProperties" in part:
        ways.append(_mapping(part))
    return ", or ".join(ways)


def _branches(part: Part) -> Iterator[str]:
    for branch in (part[keyword] for keyword in ("then", "else") if keyword in part):
        yield from [_link(branch)] if "$ref" in branch else _branches(branch)


def _mapping(part: Part) -> str:
    names = part["propertyNames"]
    name = _link(names) if "$ref" in names else str(names["title"]).lower()
    return f"for each {name}: {_value(part['additionalProperties'])}"


def _plain(part: Part) -> str:
    types = part["type"] if isinstance(part["type"], list) else [part["type"]]
    limits = (words.format(part[keyword]) for keyword, words in _LIMITS.items() if keyword in part)
    return " ".join([" or ".join(_TYPES[each] for each in types), *limits])


_TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "`true` or `false`",
}
_LIMITS = {"minimum": "from {}", "maximum": "to {}", "exclusiveMinimum": "above {}"}
_WORDINGS: Mapping[str, Callable[[Part], str]] = {
    "$ref": _link,
    "enum": _choices,
    "const": lambda part: _code(part["const"]),
    "items": lambda part: f"list of {_value(part['items'])}",
    "properties": lambda _: "the fields that follow",
    "if": _either,
    "additionalProperties": _mapping,
    "type": _plain,
}
"""How to word a schema, by the first of these keywords that it has."""


def _code(value: object) -> str:
    return f"`{flow(value)}`"


def flow(value: object, around: str = "- {}") -> str:
    """Return a value as an author would write it on one line of YAML.

    `around` is the YAML that it stands in, which makes a list of it alone.
    """
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{name}: {flow(each, _NESTED)}' for name, each in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(flow(each, _NESTED) for each in value)}]"
    quoted = json.dumps(value, ensure_ascii=False)
    plain = quoted.strip('"')
    document, _ = parse("", around.format(plain).encode())
    return plain if document and document.data == [value] else quoted


_NESTED = "[{}]"


@click.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--check", is_flag=True, help="Write nothing; fail where the page differs.")
def main(path: Path, check: bool) -> None:
    """Write the page that describes every field to PATH."""
    if not check:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(), encoding="utf-8", newline="\n")
    elif not path.is_file() or path.read_text(encoding="utf-8") != page():
        click.echo(f"{path} is not what the schemas say now", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
