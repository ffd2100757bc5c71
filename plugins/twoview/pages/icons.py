"""One icon for each kind of thing, taken from Material's set as it is installed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from twoview.model import Entity

ICONS: Mapping[str, str] = {
    "service": "room-service-outline",
    "component": "cube-outline",
    "customer": "account-outline",
    "outcome": "bullseye",
    "team": "account-group-outline",
    "supplier": "truck-outline",
    "promise": "script-text-outline",
    "finding": "alert-circle-outline",
    "change": "history",
    "business": "storefront-outline",
    "technical": "sitemap-outline",
    "operations": "wrench-clock-outline",
    "cost": "cash-multiple",
    "portfolio": "view-column-outline",
    "what-if": "flash-alert-outline",
    "balance": "scale-balance",
    "map": "map-outline",
    "catalog": "book-open-variant-outline",
    "data": "code-json",
}
"""The names that Material's set has for the icons of kinds and of perspectives."""

_OF_PAGES: Mapping[str, str] = {
    "index": "catalog",
    "findings": "finding",
    "changes": "change",
    "data/index": "data",
    "business/index": "business",
    "business/changes": "change",
    "business/map": "map",
    "business/portfolio": "portfolio",
    "business/promises": "promise",
    "technical/index": "technical",
    "technical/balance": "balance",
    "technical/costs": "cost",
    "technical/map": "map",
    "technical/operations": "operations",
    "technical/promises": "promise",
    "technical/what-if": "what-if",
}
_HARMLESS = " =',.-"


def icon_of(path: str, entity: Entity | None) -> str:
    """Return the name of a page's icon, empty where it has none."""
    return entity.kind.lower() if entity else _OF_PAGES.get(path, "")


@cache
def stylesheet() -> str:
    """Return a rule for each icon, which sets `--tv-icon`; where the set is not installed, none."""
    return "".join(
        f'.tv-is-{name} {{ --tv-icon: url("data:image/svg+xml,{_quoted(drawing)}"); }}\n'
        for name, drawing in _drawings()
    )


def _drawings() -> Iterator[tuple[str, str]]:
    found = find_spec("material")
    for folder in (found.submodule_search_locations or ()) if found else ():
        for name, icon in ICONS.items():
            file = Path(folder, "templates/.icons/material", f"{icon}.svg")
            if file.is_file():
                yield name, file.read_text(encoding="utf-8")


def _quoted(drawing: str) -> str:
    return quote(" ".join(drawing.split()).replace('"', "'"), safe=_HARMLESS)
