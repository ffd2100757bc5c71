"""What is wrong with a value, in the words of someone who helps."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from twoview.source import Pointer
from twoview.values import Duration, InvalidValue, Money, Schedule, Share, did_you_mean, parse_date

_TYPES = {
    "string": "text",
    "array": "a list",
    "object": "a mapping of fields",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
}
_TRUTHS = {"yes": "true", "on": "true", "no": "false", "off": "false"}
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Flaw:
    """One way in which data does not fit its schema.

    `missing` says that the pointer names a field that is not there, `on_key` that the name of the
    field is what does not fit.
    """

    pointer: Pointer
    message: str
    fix: str | None = None
    missing: bool = False
    on_key: bool = False


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A value that breaks a keyword of its schema, and what the keyword wants.

    `kind` is that of the entity around it, `why` what a parser said, and `on_key` tells that the
    value is the name of a field.
    """

    keyword: str
    wanted: Any
    value: Any
    schema: Mapping[str, Any]
    at: Pointer
    kind: str
    why: str = ""
    on_key: bool = False


def _hours(text: str) -> object:
    is_written_out = ":" in text or ";" in text or text == "24x7"
    if not text.strip():
        raise InvalidValue("there is no name of a schedule here: write one, as in office-hours")
    return Schedule.parse(text) if is_written_out else text


PARSERS: Mapping[str, Callable[[Any], object]] = {
    "percentage": Share.parse,
    "duration": Duration.parse,
    "schedule": Schedule.parse,
    "hours": _hours,
    "date": parse_date,
    "money": Money.parse,
}
"""What reads the values of a format, and raises InvalidValue for what is none."""


def flaw_of(wrong: Mismatch) -> Flaw:
    """Return what to tell the author about a mismatch."""
    return _EXPLANATIONS.get(wrong.keyword, _other)(wrong)


def name_of(pointer: Pointer) -> str:
    """Return how a person would point at a value: `customers[0].id`."""
    text = ""
    for part in pointer:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return f"`{text}`" if text else "this entry"


def shown(value: object) -> str:
    """Return a value short enough for a message, on one line."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, dict):
        return "a mapping of fields"
    if isinstance(value, list):
        return "a list"
    text = " ".join(str(value).split())
    return f"`{text[:57]}…`" if len(text) > 60 else f"`{text}`"


def sentence(text: str) -> str:
    """Return a text with a capital letter before it and a period after it, where they lack."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def _written(value: object) -> str:
    """Return a value as YAML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_written(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _example(schema: Mapping[str, Any]) -> str:
    """Return an example to follow a message, empty where there is none that is short."""
    written = _written(schema["examples"][0]) if schema.get("examples") else ""
    return f", for example `{written}`" if 0 < len(written) <= 80 else ""


def _state(wrong: Mismatch) -> str:
    if wrong.on_key:
        return f"{shown(wrong.value)} cannot be a name in {name_of(wrong.at[:-1])}"
    return f"{_subject(wrong)} is {shown(wrong.value)}"


def _subject(wrong: Mismatch) -> str:
    return name_of(wrong.at) if wrong.at else f"This {wrong.kind}"


def _holder(wrong: Mismatch) -> str:
    """Return the name of what holds, or lacks, the field."""
    an = "An" if wrong.kind == "Outcome" else "A"
    return name_of(wrong.at[:-1]) if wrong.at[1:] else f"{an} {wrong.kind}"


def _other(wrong: Mismatch) -> Flaw:
    text = wrong.schema.get("errorMessage", "It does not fit its schema.")
    return Flaw(wrong.at, f"{_state(wrong)}. {text}", on_key=wrong.on_key)


def _not(wrong: Mismatch) -> Flaw:
    fix = f"Remove `{wrong.at[-1]}:`."
    return Flaw(wrong.at, wrong.schema["errorMessage"], fix=fix, on_key=True)


def _format(wrong: Mismatch) -> Flaw:
    return Flaw(wrong.at, sentence(f"{name_of(wrong.at)}: {wrong.why}"))


def _required(wrong: Mismatch) -> Flaw:
    name = wrong.at[-1]
    nested = bool(wrong.at[1:])
    if advice := wrong.schema.get("errorMessage"):
        prefix = f"{_holder(wrong)}: " if nested else ""
        return Flaw(wrong.at, prefix + advice, missing=True)
    field = wrong.schema.get("properties", {}).get(name, {})
    about = sentence(field.get("description", "").partition(". ")[0])
    where = f" in {_holder(wrong)}" if nested else ""
    fix = f"Add `{name}:`{_example(field)}."
    return Flaw(wrong.at, f"`{name}` is missing{where}. {about}", fix=fix, missing=True)


def _unknown(wrong: Mismatch) -> Flaw:
    name = str(wrong.at[-1])
    known = sorted(wrong.schema.get("properties", {}))
    near = did_you_mean(name, [each for each in known if each not in wrong.value])
    hint = f"did you mean `{near}`?" if near else f"its fields are {', '.join(known)}."
    own = "Remove it, or start its name with `x-` if it is a note of your own."
    return Flaw(
        wrong.at,
        f"{_holder(wrong)} has no field {shown(name)}; {hint}",
        fix=f"Rename it to `{near}`." if near else own,
        on_key=True,
    )


def _type(wrong: Mismatch) -> Flaw:
    names = [wrong.wanted] if isinstance(wrong.wanted, str) else list(wrong.wanted)
    text = _as_text(wrong.value) if "string" in names else None
    # What is text or something else has the schema of the text under a condition.
    if text is not None and (why := _unreadable(text, wrong.schema.get("then", wrong.schema))):
        return Flaw(wrong.at, sentence(f"{name_of(wrong.at)}: {why}"))
    words = " or ".join(_TYPES[name] for name in names)
    number = "the number " if _is_number(wrong.value) else ""
    advice = wrong.schema.get("errorMessage", "") if len(names) > 1 else ""
    end = f". {advice}" if advice else f"{_example(wrong.schema)}."
    message = f"{_subject(wrong)} is {number}{shown(wrong.value)}; it should be {words}{end}"
    return Flaw(wrong.at, message, fix=_cure(wrong.value, text, names))


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _as_text(value: object) -> str | None:
    """Return a number or a truth value as it would be read in quotes."""
    return _written(value) if isinstance(value, bool | int | Decimal) else None


def _unreadable(text: str, schema: Mapping[str, Any]) -> str | None:
    """Return what a value lacks that quotes around it would not mend."""
    if parse := PARSERS.get(schema.get("format", "")):
        try:
            parse(text)
        except InvalidValue as error:
            return str(error)
    if re.search(schema.get("pattern", ""), text):
        return None
    return f"it is {shown(text)}. {schema['errorMessage']}"


def _cure(value: object, text: str | None, wanted: list[str]) -> str | None:
    """Return what to write instead of a value of the wrong type, where that is plain to see."""
    if value is None:
        return "Fill it in; a field that is not needed can be left out."
    if text is not None:
        return f'Write it in quotes: "{text}".'
    if wanted == ["array"] and isinstance(value, dict):
        return "Put a dash in front of each entry."
    if not isinstance(value, str):
        return None
    if wanted == ["boolean"] and value.lower() in _TRUTHS:
        return f"Write `{_TRUTHS[value.lower()]}`."
    if wanted == ["array"] and value.isprintable():
        return f"Write `[{value}]`."
    is_quoted_number = wanted[0] in ("integer", "number") and _NUMBER.fullmatch(value)
    return f"Write `{value}`, without quotes." if is_quoted_number else None


def _enum(wrong: Mismatch) -> Flaw:
    allowed = [str(each) for each in wrong.wanted]
    near = did_you_mean(wrong.value, allowed) if isinstance(wrong.value, str) else None
    hint = f" Did you mean `{near}`?" if near else ""
    text = f"{_state(wrong)}; it should be one of {', '.join(allowed)}.{hint}"
    return Flaw(wrong.at, text, fix=f"Write `{near}`." if near else None)


def _const(wrong: Mismatch) -> Flaw:
    return Flaw(
        wrong.at,
        f"{_state(wrong)}, but this is a list of entries of kind `{wrong.kind}`.",
        fix="Move the entry to a file of its own, or to a list of its kind.",
    )


def _limit(words: str) -> Callable[[Mismatch], Flaw]:
    def explain(wrong: Mismatch) -> Flaw:
        limit = words.format(wrong.wanted)
        return Flaw(wrong.at, f"{_state(wrong)}; it should {limit}.", on_key=wrong.on_key)

    return explain


def _too_few(wrong: Mismatch) -> Flaw:
    entries = "entry" if wrong.wanted == 1 else "entries"
    text = f"It should have at least {wrong.wanted} {entries}."
    return Flaw(wrong.at, f"{name_of(wrong.at)}: {wrong.schema.get('errorMessage', text)}")


def _repeated(wrong: Mismatch) -> Flaw:
    text = f"{shown(wrong.value)} stands in {_holder(wrong)} already; once is enough."
    return Flaw(wrong.at, text, fix="Remove it, or write the one that you meant.")


_EXPLANATIONS: Mapping[str, Callable[[Mismatch], Flaw]] = {
    "not": _not,
    "format": _format,
    "required": _required,
    "additionalProperties": _unknown,
    "type": _type,
    "enum": _enum,
    "const": _const,
    "minimum": _limit("be at least {}"),
    "maximum": _limit("be at most {}"),
    "exclusiveMinimum": _limit("be more than {}"),
    "maxLength": _limit("have at most {} characters"),
    "minItems": _too_few,
    "minProperties": _too_few,
    "uniqueItems": _repeated,
}
