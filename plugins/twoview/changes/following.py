"""Entities that only go by another id, and references that merely follow them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from twoview.changes.change import Key
from twoview.changes.prose import one_line
from twoview.model import Engagement, Entity, Entry, Group, Waiver

Ids = Mapping[Key, str]
"""The ids that entities go by afterwards, by what they were."""

Same = Callable[[Entity, Entity], bool]
Pair = tuple[Entity, Entity]
Handle = tuple[str, ...]


def new_ids(gone: Iterable[Entity], come: Iterable[Entity], same: Callable[[Ids], Same]) -> Ids:
    """Return the ids of entities that are gone and came back under another one.

    Where one of two says that it formerly had the id of the other, they are one, however much else
    differs. Others are known again by their name, or else by what is written about them, where no
    other is like them and they are the same; which may depend on what others are called now.
    """
    old, new = (sorted(side, key=_key) for side in (gone, come))
    proven = list(_proven(old, new))
    likely = _likely(*_without(proven, old, new))
    is_same = same(_ids([*proven, *likely]))
    return _ids([*proven, *(pair for pair in likely if is_same(*pair))])


def _ids(pairs: Iterable[Pair]) -> Ids:
    return {_key(old): new.id for old, new in pairs}


def _key(entity: Entity) -> Key:
    return entity.kind, entity.id


def _proven(gone: Sequence[Entity], come: Sequence[Entity]) -> Iterator[Pair]:
    """Yield the pairs of which one says that it formerly had the id of the other."""
    before, after = ({_key(each): each for each in side} for side in (gone, come))
    there = (((each.kind, former), _key(each)) for each in come for former in each.formerly)
    back = ((_key(each), (each.kind, former)) for each in gone for former in each.formerly)
    for old, new in (*there, *back):
        if old in before and new in after:
            yield before.pop(old), after.pop(new)


def _likely(gone: Sequence[Entity], come: Sequence[Entity]) -> list[Pair]:
    by_name = list(_alike(gone, come, _name))
    old, new = _without(by_name, gone, come)
    return [*by_name, *_alike(old, new, _prose)]


def _without(
    pairs: Iterable[Pair], gone: Sequence[Entity], come: Sequence[Entity]
) -> tuple[Sequence[Entity], Sequence[Entity]]:
    """Return what of both sides is in none of some pairs."""
    known = {id(each) for pair in pairs for each in pair}
    old, new = ([each for each in side if id(each) not in known] for side in (gone, come))
    return old, new


def _alike(
    gone: Sequence[Entity], come: Sequence[Entity], handle: Callable[[Entity], Handle]
) -> Iterator[Pair]:
    """Yield the pairs that share a handle which nothing else on their side has."""
    old, new = _single(gone, handle), _single(come, handle)
    yield from ((old[each], new[each]) for each in old if each in new)


def _single(entities: Sequence[Entity], handle: Callable[[Entity], Handle]) -> dict[Handle, Entity]:
    by_handle: dict[Handle, list[Entity]] = {}
    for entity in entities:
        by_handle.setdefault(handle(entity), []).append(entity)
    return {each: found[0] for each, found in by_handle.items() if each and len(found) == 1}


def _name(entity: Entity) -> Handle:
    return entity.kind, one_line(entity.name)


def _prose(entity: Entity) -> Handle:
    """Return what is written about an entity, nothing where that is too little to know it by."""
    texts = [one_line(getattr(entity, each, "")) for each in ("summary", "description", "measure")]
    return (entity.kind, *texts) if any(texts) else ()


# References


def become(old: Entity, new: Entity, ids: Ids) -> Entity:
    """Return an entity as it would be under the id of another, if nothing but ids had changed."""
    kept = tuple(each for each in old.formerly if each != new.id)
    came = (old.id,) if old.id in new.formerly else ()
    return replace(followed(old, new, ids), formerly=(*kept, *came))


def followed(old: Entity, new: Entity, ids: Ids) -> Entity:
    """Return an entity with the references of another that merely followed the ids.

    References that still have the old id lead nowhere, and are not taken as followed.
    """
    if follow(new, ids) == new:
        return follow(old, ids)
    return follow(old, {each: now for each, now in ids.items() if follow(new, {each: now}) == new})


def follow(entity: Entity, ids: Ids) -> Entity:
    """Return an entity whose references are to the ids of afterwards; its own id stays."""
    held = {name: getattr(entity, name) for name in _REFERENCES if hasattr(entity, name)}
    return replace(entity, **{name: _REFERENCES[name](each, ids) for name, each in held.items()})


def _to(*kinds: str) -> Callable[[Any, Ids], Any]:
    """Return what follows an id of one of these kinds, which are one id space."""
    return lambda ident, ids: next(
        (ids[kind, ident] for kind in kinds if (kind, ident) in ids), ident
    )


def _each(move: Callable[[Any, Ids], Any]) -> Callable[[Any, Ids], Any]:
    return lambda items, ids: tuple(move(item, ids) for item in items)


_customer, _node = _to("Customer"), _to("Service", "Component")
_outcomes = _each(_to("Outcome"))


def _entry(entry: Entry, ids: Ids) -> Entry:
    if isinstance(entry, Group):
        return replace(entry, any_of=tuple(_node(member, ids) for member in entry.any_of))
    return replace(entry, id=_node(entry.id, ids))


def _engaged(customer: Engagement | str, ids: Ids) -> Engagement | str:
    """Follow a customer of a service, or one who wants an outcome."""
    if isinstance(customer, Engagement):
        outcomes = _outcomes(customer.outcomes, ids)
        return replace(customer, id=_customer(customer.id, ids), outcomes=outcomes)
    followed: str = _customer(customer, ids)
    return followed


def _waiver(waiver: Waiver, ids: Ids) -> Waiver:
    return replace(waiver, customer=_customer(waiver.customer, ids))


_REFERENCES: Mapping[str, Callable[[Any, Ids], Any]] = {
    "owner": _to("Team"),
    "team": _to("Team"),
    "supplier": _to("Supplier"),
    "outcomes": _outcomes,
    "customers": _each(_engaged),
    "requires": _each(_entry),
    "accepts": _each(_waiver),
}
