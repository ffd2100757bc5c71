"""Tellers of what a service or component requires: single entries, and groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from twoview.changes.change import Change
from twoview.changes.difference import Difference, Scene, fieldwise, silent
from twoview.changes.plain import direction, listed, moved
from twoview.language import _, later, n_
from twoview.model import Entry, Group, Requirement
from twoview.values import grouped

Couple = tuple[Entry | None, Entry | None]

# Each is held against each; nobody writes that many by hand.
_MOST_PAIRS = 10_000


def requires(difference: Difference) -> Iterator[Change]:
    """Tell which entries came and went, and what became of the others.

    A group stands in a path with all its members: `server-a,server-b`.
    """
    for before, after in _couples(difference.before, difference.after):
        members = {member for entry in (before, after) if entry for member in entry.members}
        one = difference.at(",".join(sorted(members)), before=before, after=after)
        if before is None or after is None:
            yield one.told(_appeared(one))
        elif isinstance(before, Requirement) and isinstance(after, Requirement):
            yield from fieldwise(one, {"failure": _failure, "share": _share})
        else:
            yield from _regrouped(one, before, after)


def _appeared(one: Difference) -> str:
    """Return in words that an entry came or went."""
    entry: Entry = one.after or one.before
    told = _APPEARED[_way(entry)][0 if one.after else 1]
    return _(told, name=_needed(entry, one.scene))


_APPEARED: Mapping[str, tuple[str, str]] = {
    "group": (later("now needs {name}"), later("no longer needs {name}")),
    "stops": (later("now requires {name}"), later("no longer requires {name}")),
    "degrades": (
        later("now runs worse without {name}"),
        later("no longer runs worse without {name}"),
    ),
}
"""What is said of an entry that came, and of one that went."""


def _way(entry: Entry) -> str:
    return "group" if isinstance(entry, Group) else entry.failure


def _needed(entry: Entry, scene: Scene) -> str:
    """Return what an entry is: a name, or `1 of Server A, Server B`."""
    names = ", ".join(_names(entry.members, scene))
    if isinstance(entry, Group):
        return _("{need} of {names}", need=entry.need, names=names)
    return names


def _failure(difference: Difference) -> Iterator[Change]:
    name = difference.scene.node(difference.new.id)
    yield difference.told(_(_EFFECTS[difference.after], name=name))


_EFFECTS: Mapping[str, str] = {
    "stops": later("{name} now stops it (was: only degrades it)"),
    "degrades": later("{name} now only degrades it (was: stops it)"),
}


def _share(difference: Difference) -> Iterator[Change]:
    before, after = difference.before, difference.after
    names = listed(_names(difference.new.members, difference.scene))
    noun = _("share of the cost of {names}", names=names)
    told = moved(noun, direction(before, after), grouped(before), grouped(after))
    yield replace(difference, topic="cost").told(told)


def _regrouped(one: Difference, before: Entry, after: Entry) -> Iterator[Change]:
    """Tell what became of a group, or of an entry that is or was one."""
    if _needs(before) != _needs(after):
        yield one.told(_enlarged(one.scene, before, after) or _replaced(one.scene, before, after))
    if type(before) is type(after):
        yield from fieldwise(one, {"any_of": silent, "need": silent, "share": _share})
    elif before.share != after.share:
        share = {"before": before.share, "after": after.share, "old": before, "new": after}
        yield from _share(one.at("share", **share))


def _needs(entry: Entry) -> tuple[int, frozenset[str]]:
    """Return how many are needed of which; one alone is never a group."""
    return (entry.need if isinstance(entry, Group) else 0), frozenset(entry.members)


def _enlarged(scene: Scene, before: Entry, after: Entry) -> str:
    """Return in words that a group has members more, or fewer; empty where that is not all."""
    (need, old), (now, new) = _needs(before), _needs(after)
    if need != now or not (old < new or new < old):
        return ""
    names, others = (listed(_names(each, scene)) for each in (old ^ new, old & new))
    places = {"names": names, "others": others, "count": need}
    if old < new:
        return n_(
            "{names} added to the group of {others}, of which {count} is needed",
            "{names} added to the group of {others}, of which {count} are needed",
            need,
            **places,
        )
    return n_(
        "{names} removed from the group with {others}, of which {count} is needed",
        "{names} removed from the group with {others}, of which {count} are needed",
        need,
        **places,
    )


def _replaced(scene: Scene, before: Entry, after: Entry) -> str:
    (need, old), (now, new) = _needs(before), _needs(after)
    if need and now and old == new:
        names = listed(_names(new, scene))
        return _(
            "now needs {after} of {names} instead of {before}", after=now, names=names, before=need
        )
    sides = {"before": _how_much(before, scene), "after": _how_much(after, scene)}
    return _("now needs {after} (was {before})", **sides)


def _how_much(entry: Entry, scene: Scene) -> str:
    """Return how much of an entry is needed: `1 of Server A, Server B`, `Server A alone`."""
    return _(_NEEDED[_way(entry)], name=_needed(entry, scene))


_NEEDED: Mapping[str, str] = {
    "group": "{name}",
    "stops": later("{name} alone"),
    "degrades": later("{name} only to run well"),
}


def _names(members: Iterable[str], scene: Scene) -> list[str]:
    return sorted(scene.node(member) for member in members)


# Which entry became which


def _couples(before: Sequence[Entry], after: Sequence[Entry]) -> Iterator[Couple]:
    """Yield entries that differ, each beside what it became: what has most members in common."""
    old, new = _without(before, after), _without(after, before)
    pairs = product(old, new) if len(old) * len(new) <= _MOST_PAIRS else ()
    near = sorted((_distance(old[i], new[j]), i, j) for i, j in pairs if _met(old[i], new[j]))
    for _near, i, j in near:
        if i in old and j in new:
            yield old.pop(i), new.pop(j)
    yield from ((entry, None) for entry in old.values())
    yield from ((None, entry) for entry in new.values())


def _without(entries: Sequence[Entry], others: Sequence[Entry]) -> dict[int, Entry]:
    """Return by their place the entries that are not among the others just as they are."""
    same = Counter(map(_identity, others))
    left = {}
    for place, entry in enumerate(entries):
        same[_identity(entry)] -= 1
        if same[_identity(entry)] < 0:
            left[place] = entry
    return left


def _met(before: Entry, after: Entry) -> bool:
    return not set(before.members).isdisjoint(after.members)


def _distance(before: Entry, after: Entry) -> tuple[bool, int, list[str]]:
    """Return what sorts entries by how near they are, alike in both directions."""
    common = len(set(before.members) & set(after.members))
    return type(before) is not type(after), -common, sorted(map(_identity, (before, after)))


def _identity(entry: Entry) -> str:
    """Return a text that is the same for entries that mean the same."""
    if isinstance(entry, Group):
        return repr(replace(entry, any_of=tuple(sorted(entry.any_of))))
    return repr(entry)
