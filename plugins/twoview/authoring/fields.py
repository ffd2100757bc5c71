"""The fields of a kind that can be filled in from a command line, as its JSON Schema has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from twoview.shape import schema

Part = Mapping[str, Any]

# What is promised and what it is run to are maps, and their figures are asked for one by one.
_OPENED = ("commitments", "targets")
# Something new has no past.
_NOT_ASKED = ("kind", "id", "formerly")
_REFERENCES: Mapping[str, tuple[str, ...]] = {
    "owner": ("Team",),
    "team": ("Team",),
    "supplier": ("Supplier",),
    "customers": ("Customer",),
    "outcomes": ("Outcome",),
    "requires": ("Service", "Component"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """A field that takes one plain value, or a list of them.

    `inside` is the map that holds it, if one does. Where each value of a list is a map, `detail` is
    the field beside its id that `choices` are for. `form` is what the schema calls the form of the
    value, such as `hours`.
    """

    name: str
    title: str
    description: str
    type: str
    choices: Mapping[str, str] = field(default_factory=dict)
    many: bool = False
    inside: str = ""
    detail: str = ""
    is_map: bool = False
    form: str = ""
    example: str = ""

    @property
    def option(self) -> str:
        """The field as an option of a command: `--customer` for `customers`."""
        one = self.name.removesuffix("s") if self.many and self.name != "requires" else self.name
        return f"--{one.replace('_', '-')}"

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of entities that the field names by their ids."""
        return _REFERENCES.get(self.name, ())

    @property
    def hint(self) -> str:
        """What the field means, and what may stand there."""
        choices = "" if self.detail else ", ".join(self.choices)
        return f"{self.description} One of: {choices}." if choices else self.description

    @property
    def by_priority(self) -> bool:
        """Whether a map from priority to value may stand in place of the value."""
        return self.form == "duration_by_priority"

    @property
    def help(self) -> str:
        """What the field means, and how several values are given on a command line."""
        forms = " Repeatable." if self.many else " Such as P1=4h,P2=8h." if self.by_priority else ""
        return f"{self.description}{forms}"


def fields(kind: str) -> dict[str, Field]:
    """Return the fields of a kind by name, in the order of its schema."""
    definitions = schema(kind)["$defs"]
    found = _fields(definitions["entity"], definitions, "")
    return {each.name: each for each in found if each.name not in _NOT_ASKED}


def order(kind: str) -> list[str]:
    """Return the names of all fields of a kind, in the order of its schema."""
    return list(schema(kind)["$defs"]["entity"]["properties"])


def alternative(kind: str, name: str) -> str:
    """Return the field that may stand in place of a required one, empty where there is none."""
    entity = schema(kind)["$defs"]["entity"]
    otherwise: list[str] = entity.get("else", {}).get("required", [])
    instead: list[str] = entity.get("if", {}).get("required", [])
    return instead[0] if instead and name in otherwise else ""


def _fields(part: Part, definitions: Part, inside: str) -> Iterator[Field]:
    for name, given in part["properties"].items():
        whole = _resolved(given, definitions)
        if name in _OPENED:
            yield from _fields(whole, definitions, name)
        elif made := _field(name, whole, definitions, inside):
            yield made


def _field(name: str, part: Part, definitions: Part, inside: str) -> Field | None:
    """Return a field as far as it takes plain values; None for one that takes only maps."""
    if part.get("type") == "array":
        return _list(name, part, definitions)
    types = _types(part)
    if not types:
        return None
    example = part["examples"][0]
    return Field(
        name,
        part["title"],
        part["description"],
        types[0],
        choices=_choices(part),
        inside=inside,
        form=part.get("$ref", "").rpartition("/")[2],
        example=example if isinstance(example, str) else "",
    )


def _list(name: str, part: Part, definitions: Part) -> Field | None:
    item = _resolved(part["items"], definitions)
    entry = _entry(item, definitions)
    detail = next((k for k, v in entry.get("properties", {}).items() if "enum" in v), "")
    if not _types(item) and "id" not in entry.get("properties", {}):
        return None
    return Field(
        name,
        part["title"],
        part["description"],
        "string",
        choices=_choices(entry["properties"][detail]) if detail else {},
        many=True,
        detail=detail,
        is_map=not _types(item),
    )


def _entry(item: Part, definitions: Part) -> Part:
    """Return the form of a list's entry that is a map: the last one of a condition."""
    while "else" in item:
        item = _resolved(item["else"], definitions)
    return item


def _resolved(part: Part, definitions: Part) -> Part:
    name = part.get("$ref", "").rpartition("/")[2]
    return {**definitions[name], **part} if name else part


def _types(part: Part) -> list[str]:
    if "enum" in part:
        return ["string"]
    types = part.get("type", [])
    named = [types] if isinstance(types, str) else types
    return [each for each in named if each not in ("object", "array")]


def _choices(part: Part) -> Mapping[str, str]:
    return dict(zip(part.get("enum", ()), part.get("enumDescriptions", ()), strict=True))
