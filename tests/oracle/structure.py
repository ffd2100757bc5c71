"""What a service stands on, as plain data: each id with what it needs in order to be up.

The judge in this folder is the slow twin of the real one. It follows the definitions word for word
and shares no code with what it is compared with, except for the model and the values.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import combinations, product

from twoview.model import Catalog, Component, Entry, Group, Service

Need = tuple[tuple[str, ...], int]
"""Ids, and how many of them have to be up."""
Structure = Mapping[str, tuple[Need, ...]]
Place = tuple[str, int]
"""Where a need stands: the id that has it, and which of its needs it is."""


def structure(catalog: Catalog, ident: str) -> Structure:
    """Return what the id and everything beneath it needs; an id that is nothing needs nothing."""
    found: dict[str, tuple[Need, ...]] = {}
    waiting = [ident]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found[each] = tuple(_need(entry) for entry in stopping(catalog, each))
            waiting += [member for members, _ in found[each] for member in members]
    return dict(sorted(found.items()))


def stopping(catalog: Catalog, ident: str) -> list[Entry]:
    """Return the entries without which the id is down: groups, and all that do not degrade."""
    node = catalog.node(ident)
    entries = node.requires if node else ()
    return [each for each in entries if isinstance(each, Group) or each.failure == "stops"]


def _need(entry: Entry) -> Need:
    return entry.members, entry.need if isinstance(entry, Group) else 1


def reachable(parts: Structure, ident: str) -> set[str]:
    """Return all ids that one or more steps down from this one lead to."""
    found: set[str] = set()
    fresh = {ident}
    while fresh:
        fresh = {m for each in fresh for members, _ in parts[each] for m in members} - found
        found |= fresh
    return found


def circle(parts: Structure) -> list[str]:
    """Return the ids that need themselves, by id."""
    return [each for each in parts if each in reachable(parts, each)]


def is_point(catalog: Catalog, ident: str) -> bool:
    """Whether the id has a state of its own; reading: what is not in the catalog has one."""
    return not isinstance(catalog.node(ident), Service) or not stopping(catalog, ident)


def is_up(parts: Structure, ident: str, down: Collection[str]) -> bool:
    """Whether the id is up when these are down."""
    return ident not in down and all(
        sum(is_up(parts, member, down) for member in members) >= need
        for members, need in parts[ident]
    )


def redundant(parts: Structure) -> list[Place]:
    """Return where more ids are named than have to be up.

    Reading: a group whose need is its size is the same as entries one by one.
    """
    return [
        (ident, index)
        for ident, needs in parts.items()
        for index, (members, need) in enumerate(needs)
        if need < len(members)
    ]


def earned(catalog: Catalog, parts: Structure, place: Place) -> bool:
    """Whether the group's redundancy counts.

    Reading: an empty list of failure domains declares nothing.
    """
    members, _ = parts[place[0]][place[1]]
    nodes = [catalog.node(member) for member in members]
    declared = all(isinstance(node, Component) and node.failure_domains for node in nodes)
    return declared and apart(catalog, parts, place)


def apart(catalog: Catalog, parts: Structure, place: Place) -> bool:
    """Whether no two members share a declared domain by what only one of the two needs.

    Readings: what a member needs includes all members of the groups beneath it. The members of a
    group that has not earned independence "do not share a declared domain" in this same sense.
    """
    members, _ = parts[place[0]][place[1]]
    for one, other in combinations(members, 2):
        ones = {one} | reachable(parts, one)
        others = {other} | reachable(parts, other)
        if domains(catalog, ones - others) & domains(catalog, others - ones):
            return False
    return True


def domains(catalog: Catalog, idents: Collection[str]) -> set[str]:
    """Return all failure domains that these declare."""
    nodes = [catalog.components[each] for each in idents if each in catalog.components]
    return {domain for node in nodes for domain in node.failure_domains}


def choices(parts: Structure, places: Collection[Place]) -> Iterator[Structure]:
    """Yield the structure with the groups at these places cut down to every choice of members.

    What comes first is preferred where two choices are equally good: "ids in order" is read as the
    groups by the id that has them and then as written, and the chosen ids of each in order.
    """
    keys = [(ident, index) for ident, needs in parts.items() for index in range(len(needs))]
    options = [list(_options(parts, key, key in places)) for key in keys]
    for picked in product(*options):
        chosen = dict(zip(keys, picked, strict=True))
        yield {
            ident: tuple(chosen[ident, index] for index in range(len(needs)))
            for ident, needs in parts.items()
        }


def _options(parts: Structure, place: Place, to_choose: bool) -> Iterator[Need]:
    members, need = parts[place[0]][place[1]]
    if not to_choose:
        yield members, need
        return
    for some in combinations(sorted(members), need):
        yield some, need
