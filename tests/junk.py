"""Data as careless or hostile as a YAML file can hold, by kind: for properties of the loader."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from twoview.model import KINDS
from twoview.shape import schema

MINIMAL: dict[str, dict[str, Any]] = {
    "Catalog": {"name": "Example"},
    "Service": {
        "id": "email",
        "name": "Email",
        "status": "live",
        "audience": "internal",
        "owner": "workplace",
        "summary": "Send and receive mail.",
    },
    "Component": {"id": "disk", "name": "Disk", "type": "storage", "team": "workplace"},
    "Customer": {"id": "shops", "name": "Shops", "boundary": "internal"},
    "Outcome": {"id": "trade", "name": "Trade", "customers": ["shops"]},
    "Team": {"id": "workplace", "name": "Workplace"},
    "Supplier": {"id": "cloud-host", "name": "Cloud host"},
}
WORDS = ["", " ", "email", "a", "b", "Not An Id", "two\nlines", "off", "None", "'", "24x7", "night"]
WORDS += ["99.9%", "99,9", "101%", "4h", "4 hours", "2026-02-29", "2026-03-31", "12.345", "12.30"]
WORDS += ["Mon 22:00-06:00 UTC", "Mon-Fri 08:00-16:00 UTC", "month", "stops", "service", "live"]
WORDS += ["https://a.example", "javascript:alert(1)", "external", "it", "error", "availability"]

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-3, 10**18)
    | st.decimals(-3, 10**20, places=3)
    | st.sampled_from([Decimal("0.5"), *WORDS])
    | st.text(max_size=5)
)


def _names(part: Any) -> set[str]:
    """Return the names of all fields in a schema."""
    if isinstance(part, list):
        return set().union(*map(_names, part))
    if not isinstance(part, dict):
        return set()
    own = part.get("properties")
    inner = set().union(*map(_names, part.values()))
    return inner | own.keys() if isinstance(own, dict) else inner


NAMES = {kind: sorted(_names(schema(kind)) | {"P1", "x-note", "unknown"}) for kind in KINDS}


def anything(kind: str) -> st.SearchStrategy[Any]:
    """Return data of any shape in which the fields of a kind are likely."""
    names = st.sampled_from(NAMES[kind]) | st.text(max_size=3)

    def around(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        # Data that YAML aliases repeat is one and the same object in several places.
        shared = inner.flatmap(lambda one: st.lists(st.just(one) | inner, max_size=4))
        return st.lists(inner, max_size=4) | shared | st.dictionaries(names, inner, max_size=4)

    return st.recursive(scalars, around, max_leaves=25)


def nearly(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """Return a small entity that is sound but for fields with anything in them."""
    fields = sorted(schema(kind)["$defs"]["entity"]["properties"])
    wrong = st.dictionaries(st.sampled_from([*fields, "unknown"]), anything(kind), max_size=5)
    return wrong.map(lambda data: {**MINIMAL[kind], **data})
