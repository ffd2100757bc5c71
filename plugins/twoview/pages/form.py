"""The form of `catalog.json` as a JSON Schema, with the fields that its readers may see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from twoview.audience import READERS, Reader, shown_fields
from twoview.model import KINDS
from twoview.shape import schema as of_kind

Form = Mapping[str, Any]

_TEXT: Form = {"type": "string"}
_TEXTS: Form = {"type": "array", "items": _TEXT}
_MAP: Form = {"type": "object"}
_TIMING: Form = {"type": ["string", "object"]}
_WHOLE: Form = {"type": "integer"}
_MAPS: Form = {"type": "array", "items": _MAP}
_FORMS: Mapping[str, Form] = {
    **dict.fromkeys(("formerly", "synonyms", "tags", "outcomes", "failure_domains"), _TEXTS),
    **dict.fromkeys(("priorities", "vocabulary"), _TEXTS),
    **dict.fromkeys(("commitments", "targets", "price", "cost", "contract"), _MAP),
    **dict.fromkeys(("schedules", "rules"), _MAP),
    **dict.fromkeys(("links", "accepts", "requires"), _MAPS),
    **dict.fromkeys(("respond_within", "restore_within"), _TIMING),
    **dict.fromkeys(("size", "priority"), _WHOLE),
    "monitored": {"type": "boolean"},
}
"""The form of each field that is no text."""

_ITS_OWN: Mapping[tuple[str, str], Form] = {
    ("Service", "customers"): _MAPS,
    ("Outcome", "customers"): _TEXTS,
}

_NULLABLE: Form = {"type": ["string", "integer", "null"]}
_PROMISE: Mapping[str, Form] = {
    "service": _TEXT,
    "customer": {"type": ["string", "null"]},
    "metric": _TEXT,
    "priority": {"type": ["string", "null"]},
    "promised": {"type": ["string", "integer"]},
    "achievable": _NULLABLE,
    "verdict": {"enum": ["kept", "short", "unbacked", "unjudged"]},
    "because": _TEXTS,
    "unknown": _TEXTS,
    "if_independent": {"type": ["string", "null"]},
}
_RELATION: Form = {
    "type": "object",
    "required": ["from", "relation", "to"],
    "properties": {
        "from": _TEXT,
        "relation": {"enum": ["wants", "uses", "delivers", "owns", "requires", "runs"]},
        "to": _TEXT,
        "relationship": {"enum": ["service", "partnership", "utility"]},
        "failure": {"enum": ["stops", "degrades"]},
        "group": {"type": "integer"},
        "need": {"type": "integer"},
    },
    "additionalProperties": False,
}


def schema(reader: Reader) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of `catalog.json` as a reader gets it."""
    lists = {cls.plural: kind for kind, cls in KINDS.items() if kind != "Catalog"}
    promise = {name: _PROMISE[name] for name in shown_fields("Promise", reader)}
    properties: dict[str, Form] = {
        "version": {"const": 1, "description": "The version of this form."},
        "readers": {"enum": list(READERS), "description": "Who may see what is in the file."},
        "as_of": {"type": "string", "format": "date", "description": "The day that it tells of."},
        "catalog": _entity("Catalog", reader),
        **{name: {"type": "array", "items": _entity(kind, reader)} for name, kind in lists.items()},
        "promises": {"type": "array", "items": _closed(promise)},
        "relations": {"type": "array", "items": _RELATION},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://twoview.example/schemas/published/v1.json",
        "title": "Published catalog",
        "description": "A catalog as a site publishes it: what its readers may see.",
        "type": "object",
        "required": ["version", "readers", "as_of", "catalog", *lists, "promises", "relations"],
        "properties": properties,
        "additionalProperties": False,
    }


def _entity(kind: str, reader: Reader) -> Form:
    names = shown_fields(kind, reader)
    described = of_kind(kind)["$defs"]["entity"]["properties"]
    fields = {name: _field(kind, name, described.get(name, {})) for name in names}
    pages: Form = {
        "type": "object",
        "description": "Where its page is in each view, seen from the folder of this file.",
        "additionalProperties": _TEXT,
    }
    return _closed(fields if kind == "Catalog" else {**fields, "pages": pages})


def _field(kind: str, name: str, described: Form) -> Form:
    about = {key: described[key] for key in ("title", "description") if key in described}
    return {**about, **(_ITS_OWN.get((kind, name)) or _FORMS.get(name, _TEXT))}


def _closed(properties: Mapping[str, Form]) -> Form:
    return {"type": "object", "properties": properties, "additionalProperties": False}
