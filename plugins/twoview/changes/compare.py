"""Two states of a catalog, and all that means something different in the second."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from twoview.changes.change import TOPICS, Change, Key, Names
from twoview.changes.difference import Difference, Scene, State
from twoview.changes.following import Ids, Same, become, follow, followed, new_ids
from twoview.changes.tellers import is_inward, tell
from twoview.language import _, later
from twoview.language.terms import term
from twoview.model import Entity


def compare(
    before: Mapping[Key, Entity], after: Mapping[Key, Entity], names: Names
) -> list[Change]:
    """Return what means something different afterwards, sorted by topic, kind, name and path.

    The mappings may hold parts of the catalog; what only one of them holds was added or removed.
    The catalog's settings, where they are among the entities, tell its currency and priorities. A
    change of an id is one of the entity of the new id, with the path ("id",).
    """
    scene = Scene(State(before), State(after), names)
    gone = {key: each for key, each in before.items() if key not in after}
    come = {key: each for key, each in after.items() if key not in before}
    ids = new_ids(gone.values(), come.values(), lambda ids: _same_but_for_name(scene, ids))
    changes = [
        *(each for old, new in ids.items() for each in _moved(scene, ids, old, new)),
        *_came(scene, gone, come, ids),
        *(each for key in before for each in _changed(scene, ids, key)),
    ]
    return sorted(changes, key=_order(names))


def _changed(scene: Scene, ids: Ids, key: Key) -> Iterator[Change]:
    """Yield what changed in an entity that is there on both sides."""
    old, new = scene.before.entities[key], scene.after.entities.get(key)
    if new is not None and old != new:
        yield from tell(scene, key, followed(old, new, ids) if ids else old, new)


def _moved(scene: Scene, ids: Ids, key: Key, ident: str) -> Iterator[Change]:
    """Yield that an entity goes by another id, and perhaps by another name."""
    kind, was = key
    now = (kind, ident)
    difference = Difference(
        scene=scene, key=now, path=("id",), topic="lifecycle", before=was, after=ident
    )
    yield difference.told(_("id changed from {before} to {after}", before=was, after=ident))
    old, new = scene.before.entities[key], scene.after.entities[now]
    yield from tell(scene, now, become(old, new, ids), new)


def _same_but_for_name(scene: Scene, ids: Ids) -> Same:
    def same(old: Entity, new: Entity) -> bool:
        found = tell(scene, (new.kind, new.id), follow(old, ids), new)
        return all(change.path == ("name",) for change in found)

    return same


def _came(
    scene: Scene, gone: Mapping[Key, Entity], come: Mapping[Key, Entity], ids: Ids
) -> Iterator[Change]:
    """Yield which entities were added and which were removed."""
    moved = {(kind, ident) for (kind, _), ident in ids.items()}
    for key, entity in gone.items():
        if key not in ids:
            yield _whole(scene, key, entity.name, None).told(_(_REMOVED))
    for key, entity in come.items():
        if key not in moved:
            yield _whole(scene, key, None, entity.name).told(_added(entity))


def _whole(scene: Scene, key: Key, before: str | None, after: str | None) -> Difference:
    return Difference(
        scene=scene,
        key=key,
        topic="lifecycle",
        inward=is_inward(key[0]),
        before=before,
        after=after,
    )


_REMOVED = later("removed from the catalog")


def _added(entity: Entity) -> str:
    status = getattr(entity, "status", "live")
    if status == "live":
        return _("added to the catalog")
    return _("added to the catalog as {status}", status=term(status))


def _order(names: Names) -> Callable[[Change], tuple[int, str, str, str, tuple[str, ...], str]]:
    return lambda change: (
        TOPICS.index(change.topic),
        change.kind,
        names(change.kind, change.id),
        change.id,
        tuple(map(str, change.path)),
        change.text,
    )
