"""Two states of a small catalog as texts, and what changed between them."""

from collections.abc import Mapping

from twoview.changes import Change, Key, compare
from twoview.examples import files_of
from twoview.load import load
from twoview.model import Catalog, Entity

CATALOG = """\
kind: Catalog
name: Store
currency: EUR
schedules:
  office: Mon-Fri 08:00-18:00 Europe/Helsinki
  nights: Sun 01:00-05:00 Europe/Helsinki
"""
AROUND = """\
customers:
  - {id: office, name: Office, boundary: internal}
  - {id: shops, name: Shops, boundary: internal}
---
outcomes:
  - {id: sell, name: Sell things, customers: [shops]}
  - {id: meet, name: Meet, customers: [office]}
---
teams:
  - {id: systems, name: Shop systems}
  - {id: networks, name: Networks}
---
suppliers:
  - {id: northlight, name: Northlight Cloud}
---
components:
  - {id: server-a, name: Server A, type: server, team: systems}
  - {id: server-b, name: Server B, type: server, team: systems}
  - {id: server-c, name: Server C, type: server, team: systems}
  - {id: filter, name: Mail filter, type: application, team: systems}
"""
EMAIL = """\
kind: Service
id: email
name: Email
status: live
audience: internal
owner: systems
summary: Write to anyone.
"""


def entities(catalog: Catalog) -> dict[Key, Entity]:
    return {(each.kind, each.id): each for each in catalog.entities}


def state(*parts: str) -> dict[Key, Entity]:
    """Return the entities of texts; nothing of them may be wrong."""
    texts = parts if any("kind: Catalog" in part for part in parts) else (CATALOG, *parts)
    loaded = load(files_of("---\n".join(texts)), "catalog.yaml")
    assert [problem.message for _, problem in loaded.problems] == []
    return entities(loaded.catalog)


def compared(before: Mapping[Key, Entity], after: Mapping[Key, Entity]) -> list[Change]:
    def names(kind: str, ident: str) -> str:
        entity = after.get((kind, ident)) or before.get((kind, ident))
        return entity.name if entity else ident

    return compare(before, after, names)


def changes(before: str, after: str) -> list[Change]:
    """Return what changed from one text to another, among all that usually is around."""
    return compared(state(AROUND, before), state(AROUND, after))


def email(before: str, after: str) -> list[Change]:
    """Return what changed in a service by the lines that it has beside the usual ones."""
    return changes(f"{EMAIL}{before}\n", f"{EMAIL}{after}\n")


def texts(found: list[Change]) -> list[str]:
    return [each.text for each in found]
