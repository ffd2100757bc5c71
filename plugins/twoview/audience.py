"""Who may see what of a catalog: one table, and nothing is published that is not in it.

There are three readers, each of whom may see what those before may see:

- `external`: customers outside the organization,
- `business`: the organization, in the business view,
- `technical`: the organization, in the technical view.

A field that the table does not have is shown to nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Audience = Literal["internal", "external"]
"""Whom a site is for: the organization, or customers outside."""
AUDIENCES: tuple[Audience, ...] = ("internal", "external")

Reader = Literal["external", "business", "technical"]
READERS: tuple[Reader, ...] = ("external", "business", "technical")
"""The readers, those who may see least first."""

Fields = Mapping[str, Reader]


def _each(reader: Reader, *names: str) -> Fields:
    return dict.fromkeys(names, reader)


_FIGURES = (
    *("hours", "availability", "availability_period", "respond_within", "restore_within"),
    *("recovery_time", "recovery_point", "change_within", "capacity", "maintenance"),
    "support_hours",
)

FIELDS: dict[str, Fields] = {
    "Catalog": {
        **_each("external", "name", "currency", "priorities"),
        **_each("business", "description"),
        **_each("technical", "schedules", "review_every", "contract_notice"),
        **_each("technical", "rules", "vocabulary", "accepts"),
    },
    "Service": {
        **_each("external", "id", "formerly", "name", "synonyms", "status", "audience"),
        **_each("external", "summary", "customers", "outcomes", "commitments", "price"),
        **_each("external", "when_it_fails", "how_to_request"),
        **_each("business", "owner", "requires", "tags", "links"),
        **_each("technical", "description", "cost", "reviewed", "accepts"),
    },
    "Customer": {
        **_each("external", "id", "formerly", "name", "boundary"),
        **_each("business", "description", "size", "contact"),
        **_each("technical", "accepts"),
    },
    "Outcome": {
        **_each("external", "id", "formerly", "name", "customers", "measure"),
        **_each("business", "description", "priority"),
        **_each("technical", "accepts"),
    },
    "Team": {
        **_each("business", "id", "formerly", "name", "contact"),
        **_each("technical", "hours", "respond_within", "restore_within", "change_within"),
        **_each("technical", "handle", "accepts"),
    },
    "Component": {
        **_each("technical", "id", "formerly", "name", "type", "team", "supplier", "status"),
        **_each("technical", "description", "targets", "requires", "failure_domains"),
        **_each("technical", "monitored", "recovery_tested", "reviewed", "cost"),
        **_each("technical", "links", "tags", "accepts"),
    },
    "Supplier": {
        **_each("technical", "id", "formerly", "name", "contract", "hours"),
        **_each("technical", "respond_within", "restore_within", "availability"),
        **_each("technical", "availability_period", "source", "as_of", "contact", "accepts"),
    },
    "Promise": {
        **_each("external", "service", "customer", "metric", "priority", "promised"),
        **_each("business", "achievable", "verdict"),
        **_each("technical", "because", "unknown", "if_independent"),
    },
    "Commitments": _each("external", *_FIGURES),
    "Engagement": _each("external", "id", "relationship", "outcomes", "commitments"),
    "Requirement": {**_each("business", "id", "failure"), **_each("technical", "share")},
    "Group": {**_each("business", "any_of", "need"), **_each("technical", "share")},
}
"""Who may see each field of each kind, and of what stands inside a service; what stands inside any
other field goes with it.

Keys of authors' own (`x-...`) are in no list, and so shown to nobody.
"""

SERVICES: dict[str, Reader] = {
    "external": "external",
    "internal": "business",
    "supporting": "business",
}
"""Who may see services at all, by their `audience`."""

STATUSES: dict[str, Reader] = {
    "proposed": "business",
    "live": "external",
    "retiring": "external",
    "retired": "business",
}
"""Who may see services at all, by their `status`."""

CUSTOMERS: dict[str, Reader] = {
    "external": "external",
    "internal": "business",
    "it": "business",
}
"""Who may see customers at all, by their `boundary`."""

PARTS: dict[str, Reader] = {
    "changes": "business",
    "propose": "business",
    "portfolio": "business",
    "findings": "technical",
}
"""Who may see what is no field: changes and feeds, links to an editor, the portfolio with its gaps,
findings and accepted risks."""


def may(reader: Reader, needed: Reader | None) -> bool:
    """Whether a reader may see what another one may; what is for nobody (None) is for nobody."""
    return needed is not None and READERS.index(reader) >= READERS.index(needed)


def shown_fields(kind: str, reader: Reader) -> tuple[str, ...]:
    """Return the fields of a kind that a reader may see, in the order of the table."""
    return tuple(name for name, needed in FIELDS[kind].items() if may(reader, needed))
