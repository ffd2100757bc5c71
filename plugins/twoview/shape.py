"""Data held against the JSON Schema of its kind: what is wrong, in the words of someone who helps."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from twoview.source import Pointer
from twoview.values import Duration, InvalidValue, Money, Schedule, Share, did_you_mean, parse_date

MAX_FLAWS = 100
"""How many flaws of one entity are listed; nobody reads more, and hostile files could have a million."""

_PACKAGED = Path(__file__).parent / "schema"
_CHECKOUT = Path(__file__).parents[2] / "schema"
_TYPES = {
    "string": "text",
    "array": "a list",
    "object": "a mapping of fields",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "empty",
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """One way in which data does not fit its schema.

    `missing` says that the pointer names a field that is not there.
    """

    pointer: Pointer
    message: str
    fix: str | None = None
    missing: bool = False
    on_key: bool = False


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
    """Return what is wrong with the data of one entity, at most MAX_FLAWS, in the order of the data."""
    errors = _validator(kind).iter_errors(data)
    found = list(islice((flaw for error in errors for flaw in _explain(error)), MAX_FLAWS * 4))
    unique = {(flaw.pointer, flaw.message): flaw for flaw in _prefer_formats(found)}
    return list(unique.values())[:MAX_FLAWS]


def _prefer_formats(found: list[tuple[str, Flaw]]) -> Iterator[Flaw]:
    """Leave out the mismatch of a pattern where the value's own parser says more about it."""
    parsed = {flaw.pointer for validator, flaw in found if validator == "format"}
    for validator, flaw in found:
        if validator != "pattern" or flaw.pointer not in parsed:
            yield flaw


@cache
def _validator(kind: str) -> Draft202012Validator:
    whole = schema(kind)
    entity = {"$schema": whole["$schema"], "$defs": whole["$defs"], "$ref": "#/$defs/entity"}
    return Draft202012Validator(entity, format_checker=_formats())


def _hours(text: str) -> object:
    return Schedule.parse(text) if ":" in text or text == "24x7" else text


_PARSERS: Mapping[str, Callable[[Any], object]] = {
    "percentage": Share.parse,
    "duration": Duration.parse,
    "schedule": Schedule.parse,
    "hours": _hours,
    "date": parse_date,
    "money": Money.parse,
}


def _formats() -> FormatChecker:
    checker = FormatChecker(formats=())
    for name, parse in _PARSERS.items():
        checker.checks(name, raises=InvalidValue)(_passes(name, parse))
    return checker


def _passes(name: str, parse: Callable[[Any], object]) -> Callable[[object], bool]:
    def passes(value: object) -> bool:
        if isinstance(value, str) or (name == "money" and not isinstance(value, bool)):
            parse(value)
        return True

    return passes


def _explain(error: ValidationError) -> Iterator[tuple[str, Flaw]]:
    explain = _EXPLANATIONS.get(str(error.validator), _plain)
    for flaw in explain(error, tuple(error.absolute_path)):
        yield str(error.validator), flaw


def name_of(pointer: Pointer) -> str:
    """Return how a person would point at a value: `customers[0].id`."""
    text = ""
    for part in pointer:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return f"`{text}`" if text else "the entity"


def _shown(value: object) -> str:
    """Return a value short enough for a message."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, dict):
        return "a mapping of fields"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    return f"`{text[:57]}...`" if len(text) > 60 else f"`{text}`"


def _example(schema: Mapping[str, Any]) -> str:
    examples = schema.get("examples") or [schema.get("default")]
    if examples[0] is None or isinstance(examples[0], dict | list):
        return ""
    return f", for example `{examples[0]}`"


def _about(schema: Mapping[str, Any]) -> str:
    """Return the first sentence of what the schema says about a field, to follow a message."""
    sentence = str(schema.get("description", "")).partition(". ")[0].rstrip(".")
    return f": {sentence[0].lower()}{sentence[1:]}" if sentence else ""


def _plain(error: ValidationError, at: Pointer) -> Iterator[Flaw]:
    yield Flaw(at, f"{name_of(at)} does not fit: {error.message}")


def _format(error: ValidationError, at: Pointer) -> Iterator[Flaw]:
    yield Flaw(at, f"{name_of(at)}: {error.cause or error.message}")


def _pattern(error: ValidationError, at: Pointer) -> Iterator[Flaw]:
    why = error.schema.get("patternDescription") or _TEXTS.get(error.validator_value)
    yield Flaw(
        at,
        f"{name_of(at)} is {_shown(error.instance)}, which does not fit"
        f"{f': {why}' if why else ''}{_example(error.schema)}.",
    )


_TEXTS = {
    r"\S": "it should say something",
    "^[a-z0-9]+(-[a-z0-9]+)*$": "an id has small letters, digits and single hyphens between them",
}


def _required(error: ValidationError, at: Pointer) -> Iterator[Flaw]:
    # One error a missing field: the validator names it only in its own message.
    for name in error.validator_value:
        if name not in error.instance and error.message.startswith(repr(name)):
            about = _field(error, name)
            where = f" in {name_of(at)}" if at else ""
            yield Flaw(
                (*at, name),
                f"`{name}` is missing{where}{_about(about)}.",
                fix=f"Add `{name}:`{_example(about)}.",
                missing=True,
            )


def _field(error: ValidationError, name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = error.schema.get("properties", {}).get(name, {})
    return found


def _unknown(error: ValidationError, at: Pointer) -> Iterator[Flaw]:
    known = list(error.schema.get("properties", {}))
    for name in error.instance:
        if name in known or name.startswith("x-"):
            continue
        near = did_you_mean(name, [each for each in known if each not in error.instance])
        hint = f"did you mean `{near}`?" if near else f"known here: {', '.join(sorted(known))}."
        yield Flaw(
            (*at, name),
            f"`{name}` is not a field of {name_of(at)}; {hint}",
            fix=f"Rename it to `{near}`." if near else "Remove it, or start its name with `x-`.",
            on_key=True,
        )


def _type(error: ValidationError, at: Pointer) -> Iterator[Flaw]:
    wanted = error.validator_value
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    words = " or ".join(_TYPES[name] for name in names)
    is_empty = error.instance is None
    yield Flaw(
        at,
        f"{name_of(at)} is {_shown(error.instance)}; it should be {words}{_example(error.schema)}.",
        fix="Fill it in, or remove the line." if is_empty else None,
    )


def _enum(error: ValidationError, at: Pointer) -> Iterator[Flaw]:
    allowed = [str(each) for each in error.validator_value]
    near = did_you_mean(str(error.instance), allowed)
    yield Flaw(
        at,
        f"{name_of(at)} is {_shown(error.instance)}; it should be one of {', '.join(allowed)}."
        + (f" Did you mean `{near}`?" if near else ""),
        fix=f"Write `{near}`." if near else None,
    )


def _const(error: ValidationError, at: Pointer) -> Iterator[Flaw]:
    wanted = error.validator_value
    yield Flaw(at, f"{name_of(at)} is {_shown(error.instance)}; here it should be `{wanted}`.")


def _number(words: str) -> Callable[[ValidationError, Pointer], Iterator[Flaw]]:
    def explain(error: ValidationError, at: Pointer) -> Iterator[Flaw]:
        limit = error.validator_value
        shown = _shown(error.instance)
        yield Flaw(at, f"{name_of(at)} is {shown}; it should be {words} {limit}.")

    return explain


def _length(words: str) -> Callable[[ValidationError, Pointer], Iterator[Flaw]]:
    def explain(error: ValidationError, at: Pointer) -> Iterator[Flaw]:
        yield Flaw(at, f"{name_of(at)} should have {words.format(error.validator_value)}.")

    return explain


def _repeated(error: ValidationError, at: Pointer) -> Iterator[Flaw]:
    seen: list[object] = []
    for index, item in enumerate(error.instance):
        if item in seen:
            yield Flaw((*at, index), f"{_shown(item)} stands more than once in {name_of(at)}.")
        seen.append(item)


_EXPLANATIONS: Mapping[str, Callable[[ValidationError, Pointer], Iterator[Flaw]]] = {
    "format": _format,
    "pattern": _pattern,
    "required": _required,
    "additionalProperties": _unknown,
    "type": _type,
    "enum": _enum,
    "const": _const,
    "minimum": _number("at least"),
    "maximum": _number("at most"),
    "exclusiveMinimum": _number("more than"),
    "minLength": _length("at least {} character(s)"),
    "maxLength": _length("at most {} characters"),
    "minItems": _length("at least {} item(s)"),
    "maxItems": _length("at most {} items"),
    "minProperties": _length("at least {} field(s)"),
    "uniqueItems": _repeated,
}
