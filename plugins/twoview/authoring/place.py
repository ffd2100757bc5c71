"""Where a new entity goes: among those of its kind that are most like it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from posixpath import dirname, join

from twoview.authoring.draft import Draft
from twoview.model import KINDS, LISTED, Catalog, Entity


@dataclass(frozen=True, slots=True)
class Place:
    """A file by its name in the catalog, and whether it holds a list, and is there already."""

    file: str
    is_list: bool
    exists: bool = False


# Entities of a kind that have this in common stand together.
_ALIKE = {"Component": "type", "Service": "audience"}


def usual(draft: Draft, catalog: Catalog) -> Place:
    """Return where the catalog keeps entities like this one."""
    holders: Counter[tuple[str, bool]] = Counter()
    alike: Counter[tuple[str, bool]] = Counter()
    for entity in catalog.of_kind(draft.kind).values():
        holder = _holder(entity)
        holders[holder] += 1
        alike[holder] += _is_like(entity, draft)
    best = sorted(holders, key=lambda each: (-alike[each], -holders[each], each))
    path, is_list = best[0] if best else (_first_folder(draft.kind, catalog), False)
    return (
        Place(path, True, exists=True) if is_list else Place(join(path, f"{draft.id}.yaml"), False)
    )


def chosen(name: str, draft: Draft, catalog: Catalog, *, is_folder: bool) -> Place:
    """Return where an author wants an entity to be: in a file, or in a file of its own in a folder.

    A file that is there is taken for a list, and a new one for a list unless it is named after the
    entity.
    """
    if is_folder:
        return Place(join(name, f"{draft.id}.yaml"), False)
    is_own = draft.kind not in LISTED.values() or name.rpartition("/")[2].startswith(f"{draft.id}.")
    return Place(name, not is_own, exists=name in catalog.sources)


def _holder(entity: Entity) -> tuple[str, bool]:
    """Return the list file that an entity stands in, or the folder of the file that it has."""
    file, is_list = entity.origin.document.file, entity.origin.pointer != ()
    return (file, True) if is_list else (dirname(file), False)


def _is_like(entity: Entity, draft: Draft) -> bool:
    name = _ALIKE.get(draft.kind, "")
    return bool(name) and getattr(entity, name) == draft.data.get(name)


def _first_folder(kind: str, catalog: Catalog) -> str:
    """Return the folder for the first entity of a kind."""
    top = dirname(catalog.settings.origin.document.file)
    return top if kind == "Service" else join(top, KINDS[kind].plural)
