"""What most services have, as comments for whoever begins one from an empty form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from twoview.authoring.fields import fields
from twoview.authoring.known import choices, known
from twoview.authoring.written import comment
from twoview.authoring.written import fields as written
from twoview.model import Catalog
from twoview.shape import schema


def begun(given: Mapping[str, Any], catalog: Catalog) -> list[str]:
    """Return the lines of what a service may have and has not been given, all of them comments."""
    entries = _entries(catalog)
    if given.get("audience") == "supporting":
        del entries["customers"]
    return [
        line
        for name, value in entries.items()
        if name not in given
        for line in _commented(name, value, catalog)
    ]


def _commented(name: str, value: object, catalog: Catalog) -> Iterator[str]:
    """Yield what a field means, and the field with a value to replace."""
    yield from comment(f"{_meaning(name)}{_names(name, catalog)}")
    yield from (f"# {line}" for line in written({name: value}))


def _entries(catalog: Catalog) -> dict[str, Any]:
    """Return an entry for each field, made of what the catalog has."""
    wanted = ((who, each.id) for each in catalog.outcomes.values() for who in each.customers)
    anyone = next(iter(catalog.customers), "who-uses-it")
    who, outcome = next(wanted, (anyone, "what-they-want-to-reach"))
    hours = next(iter(catalog.settings.schedules), "24x7")
    needed = known(fields("Service")["requires"], catalog) or ["what-it-needs"]
    return {
        "customers": [{"id": who, "relationship": "service", "outcomes": [outcome]}],
        "commitments": {
            "hours": hours,
            "support_hours": hours,
            "availability": "99%",
            "restore_within": "8h",
        },
        "requires": needed[:1],
    }


def _meaning(name: str) -> str:
    text: str = schema("Service")["$defs"]["entity"]["properties"][name]["description"]
    return text


# Whose names to choose from stand above a field, and what they are called there.
_CHOICES = {
    "customers": {"customers": "Known", "outcomes": "Outcomes"},
    "commitments": {"hours": "Schedules"},
    "requires": {"requires": "Known"},
}


def _names(name: str, catalog: Catalog) -> str:
    known_fields = fields("Service")
    parts = _CHOICES[name].items()
    return "".join(choices(known_fields[each], catalog, what) for each, what in parts)
