"""Data held against the JSON Schema of its kind."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from twoview.flaw import PARSERS, Flaw, Mismatch, flaw_of, name_of, shown
from twoview.source import Pointer
from twoview.values import InvalidValue

MAX_FLAWS = 100
"""How many flaws of one file are listed; a hostile one could have a million."""

_PACKAGED = Path(__file__).parent / "schema"
_CHECKOUT = Path(__file__).parents[2] / "schema"


def schema_folder() -> Path:
    """Return the folder of the schema files: inside the installed package, or in a checkout."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


@cache
def schema(kind: str) -> Mapping[str, Any]:
    """Return the JSON Schema of a kind, such as `Service`."""
    path = schema_folder() / f"{kind.lower()}.schema.json"
    found: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def flaws(kind: str, data: object) -> list[Flaw]:
    """Return what is wrong with the data of one entity, at most MAX_FLAWS."""
    found = (_flaw(error, kind) for error in _validator(kind).iter_errors(data))
    more = _BEYOND.get(kind, _nothing)(data)
    return list(islice(chain(found, more), MAX_FLAWS))


def _flaw(error: Any, kind: str) -> Flaw:
    return flaw_of(
        Mismatch(
            keyword=error.validator,
            wanted=error.validator_value,
            value=error.instance,
            schema=error.schema,
            at=tuple(error.absolute_path),
            kind=kind,
            why=str(error.cause or ""),
            on_key="propertyNames" in error.absolute_schema_path,
        )
    )


def _nothing(data: object) -> Iterator[Flaw]:
    return iter(())


READING = ("invalid-yaml", "unsafe-yaml", "duplicate-key", "schema", "duplicate-id")
"""The rules that say what could not be taken up: silent, they would hide what they drop."""


def _switched_off(data: object) -> Iterator[Flaw]:
    """Yield the rules that a catalog turns off although it must not."""
    chosen = data.get("rules") if isinstance(data, dict) else None
    turned_off = chosen.items() if isinstance(chosen, dict) else ()
    for name, severity in turned_off:
        if name in READING and severity == "off":
            text = f"`{name}` cannot be turned off: what it finds would be left out unseen."
            yield Flaw(("rules", name), text, fix="Remove the line, or write `warning`.")


def _beyond(data: object) -> Iterator[Flaw]:
    """Yield what is wrong with lists of entries and JSON Schema cannot say."""
    for field, once in _ONCE.items():
        entries = data.get(field) if isinstance(data, dict) else None
        if isinstance(entries, list):
            yield from _needs(entries)
            yield from _named_twice(field, entries, once)


_BEYOND: Mapping[str, Callable[[object], Iterator[Flaw]]] = {
    "Catalog": _switched_off,
    "Service": _beyond,
    "Component": _beyond,
}
_ONCE = {
    "requires": "outside groups an id stands once",
    "customers": "a customer stands once in a service",
}


def _needs(entries: list[Any]) -> Iterator[Flaw]:
    for index, entry in enumerate(entries):
        members = entry.get("any_of") if isinstance(entry, dict) else None
        need = entry.get("need") if isinstance(members, list) else None
        if isinstance(members, list) and isinstance(need, int) and need > len(members) > 1:
            at: Pointer = ("requires", index, "need")
            yield Flaw(
                at,
                f"{name_of(at)} is {shown(need)}, but the group has {len(members)} members, so "
                "that it could never be up.",
                fix=f"Write at most {len(members)}; left out, it means that any one is enough.",
            )


def _named_twice(field: str, entries: list[Any], once: str) -> Iterator[Flaw]:
    seen: dict[str, int] = {}
    for index, entry in enumerate(entries):
        is_plain = isinstance(entry, str)
        ident = entry if is_plain else entry.get("id") if isinstance(entry, dict) else None
        if isinstance(ident, str) and seen.setdefault(ident, index) != index:
            first = name_of((field, seen[ident]))
            yield Flaw(
                (field, index) if is_plain else (field, index, "id"),
                f"{shown(ident)} stands in {first} already; {once}.",
                fix="Keep one of the two entries.",
            )


@cache
def _validator(kind: str) -> Any:
    definitions = schema(kind)["$defs"]
    entity = _inlined(definitions["entity"], definitions)
    return _Validator(entity, format_checker=_formats())


def _inlined(part: Any, definitions: Mapping[str, Any]) -> Any:
    """Return a schema with what it refers to in the place of each reference, for speed.

    What a field says of itself beside a reference takes the place of what the definition says, and
    the definition's examples are not the field's. Where a parser says more about a value, its
    pattern and limit are for editors.
    """
    if isinstance(part, list):
        return [_inlined(each, definitions) for each in part]
    if not isinstance(part, dict):
        return part
    own = {name: _inlined(value, definitions) for name, value in part.items() if name != "$ref"}
    name = part.get("$ref", "").rpartition("/")[2]
    whole = {**_inlined(definitions[name], definitions), "examples": [], **own} if name else own
    dropped = ("pattern", "minimum") if whole.get("format") in PARSERS else ()
    return {name: value for name, value in whole.items() if name not in dropped}


def _formats() -> FormatChecker:
    checker = FormatChecker(formats=())
    for name, parse in PARSERS.items():
        checker.checks(name, raises=InvalidValue)(_passes(name, parse))
    return checker


def _passes(name: str, parse: Callable[[Any], object]) -> Callable[[object], bool]:
    types = (str, int, Decimal) if name == "money" else (str,)

    def passes(value: object) -> bool:
        if isinstance(value, types) and not isinstance(value, bool):
            parse(value)
        return True

    return passes


# The keywords below differ from the library's in that each error stands at one field, entry or
# name, and that none takes more than linear time.


def _required(
    validator: Any, names: list[str], instance: Any, schema: Mapping[str, Any]
) -> Iterator[ValidationError]:
    if isinstance(instance, dict):
        for name in names:
            if name not in instance:
                yield ValidationError("missing", path=[name])


def _additional(
    validator: Any, allowed: Any, instance: Any, schema: Mapping[str, Any]
) -> Iterator[ValidationError]:
    if not isinstance(instance, dict):
        return
    known = schema.get("properties", {})
    patterns = [re.compile(each) for each in schema.get("patternProperties", ())]
    for name, value in instance.items():
        if name in known or any(each.search(name) for each in patterns):
            continue
        if allowed is False:
            yield ValidationError("unknown", path=[name])
        else:
            yield from validator.descend(value, allowed, path=name)


def _names(
    validator: Any, wanted: Mapping[str, Any], instance: Any, schema: Mapping[str, Any]
) -> Iterator[ValidationError]:
    if isinstance(instance, dict):
        for name in instance:
            yield from validator.descend(name, wanted, path=name)


def _unique(
    validator: Any, wanted: bool, instance: Any, schema: Mapping[str, Any]
) -> Iterator[ValidationError]:
    """Find repeated texts; whatever else stands in such a list is of the wrong type anyway."""
    seen = set()
    for index, item in enumerate(instance if isinstance(instance, list) else ()):
        if isinstance(item, str):
            if item in seen:
                yield ValidationError("repeated", path=[index], instance=item)
            seen.add(item)


_Validator: Any = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    {
        "required": _required,
        "additionalProperties": _additional,
        "propertyNames": _names,
        "uniqueItems": _unique,
    },
)
