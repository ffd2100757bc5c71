"""The names that a field may hold, for whoever has to choose one."""

from __future__ import annotations

from twoview.authoring.fields import Field
from twoview.model import Catalog

MOST_SHOWN = 20
"""How many names are shown to choose from."""

ROOM = 400
"""How many characters they take at most."""


def known(field: Field, catalog: Catalog) -> list[str]:
    """Return the ids that a field may name."""
    return [ident for kind in field.kinds for ident in catalog.of_kind(kind)]


def choices(field: Field, catalog: Catalog, what: str = "Known") -> str:
    """Return what a field may name as a sentence, empty where it names nothing of the catalog."""
    names = list(catalog.settings.schedules) if field.form == "hours" else known(field, catalog)
    shown = names[:MOST_SHOWN]
    while len(", ".join(shown)) > ROOM:
        shown.pop()
    more = f" and {len(names) - len(shown)} more" if len(names) > len(shown) else ""
    return f" {what}: {', '.join(shown)}{more}." if shown else ""
