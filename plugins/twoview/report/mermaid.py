"""The neighborhood of a change as a small Mermaid diagram, which forges draw in comments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from twoview.graph import way
from twoview.model import Group
from twoview.report.display import visible

if TYPE_CHECKING:
    from twoview.diff import Diff
    from twoview.estate import Estate

MOST = 24
"""How many services and components are drawn."""

_DECIDING = 2
_LONGEST = 40
_ESCAPES = str.maketrans(
    {char: f"#{ord(char)};" for char in '#"&<>`\\[](){}|%;:$~'},
)
_Edge = tuple[str, str, str]
_HEAD = "\n<details>\n<summary>{title}</summary>\n\n```mermaid\nflowchart LR\n"
_STYLES = "  classDef changed stroke-width:3px\n  classDef broken stroke:#d33,stroke-width:3px\n"


def neighborhood(diff: Diff) -> str:
    """Return what changed with what leans on it and what it leans on, folded; empty for nothing."""
    wanted = _near(diff)
    shown = wanted[:MOST]
    if len(shown) < 2:
        return ""
    keys = {ident: f"n{number}" for number, ident in enumerate(shown)}
    lines = [*_nodes(diff, keys), *_edges(diff, keys)]
    rest = f", without {len(wanted) - MOST:,} more" if len(wanted) > MOST else ""
    head = _HEAD.format(title=f"What stands around the change{rest}")
    return f"{head}{''.join(f'  {line}' for line in lines)}{_STYLES}```\n\n</details>\n"


def _changed(diff: Diff) -> list[str]:
    kinds = ("Service", "Component")
    told = (each.id for each in diff.changes if each.kind in kinds and each.topic != "text")
    return list(dict.fromkeys(told))


def _broken(diff: Diff) -> set[str]:
    return {each.promise.service for each in diff.promises if each.is_broken}


def _near(diff: Diff) -> list[str]:
    """Return the ids to draw: what changed and moved, what is between, and neighbors."""
    changed = _changed(diff)
    moved = list(dict.fromkeys(each.promise.service for each in diff.promises))
    if not changed and not moved:
        return []
    core = dict.fromkeys((*changed, *_deciding(diff), *moved))
    between = _between(diff.after.estate, changed, set(moved))
    beside = (each for estate in _estates(diff) for each in _neighbors(estate, changed or moved))
    return list(dict.fromkeys((*core, *between, *beside)))


def _deciding(diff: Diff) -> Iterator[str]:
    """Yield services that break a promise, and the way from each to what decides that."""
    estate = diff.after.estate
    broken = {each.promise.service: each.after for each in diff.promises if each.is_broken}
    for service, judgement in islice(broken.items(), MOST):
        yield service
        for ident in judgement.because[:_DECIDING] if judgement else ():
            if path := way(service, ident, estate.requires):
                yield from (*path, ident)


def _between(estate: Estate, changed: Iterable[str], moved: set[str]) -> Iterator[str]:
    """Yield what stands on the way from a changed node up to a service whose promises moved."""
    beneath = {node.id for service in moved for node in estate.beneath(service)}
    for ident in changed:
        yield from (node.id for node in estate.above(ident) if node.id in beneath)


def _neighbors(estate: Estate, idents: Iterable[str]) -> Iterator[str]:
    for ident in idents:
        yield from estate.required_by.get(ident, ())
        yield from estate.requires.get(ident, ())


def _estates(diff: Diff) -> tuple[Estate, Estate]:
    return diff.after.estate, diff.before.estate


def _nodes(diff: Diff, keys: Mapping[str, str]) -> Iterator[str]:
    changed, broken = set(_changed(diff)), _broken(diff)
    for ident, key in keys.items():
        style = ":::broken" if ident in broken else ":::changed" if ident in changed else ""
        is_service = any(ident in each.catalog.services for each in _estates(diff))
        shape = '(["{}"])' if is_service else '["{}"]'
        name = diff.name("Service" if is_service else "Component", ident)
        yield f"{key}{shape.format(_label(name))}{style}\n"


def _edges(diff: Diff, keys: Mapping[str, str]) -> Iterator[str]:
    now, then = (set(_required(each, keys)) for each in _estates(diff))
    gone = {(source, target) for source, target, _ in then}
    gone -= {(source, target) for source, target, _ in now}
    for source, target, words in sorted(now):
        label = f'|"{words}"|' if words else ""
        yield f"{keys[source]} -->{label} {keys[target]}\n"
    for source, target in sorted(gone):
        yield f'{keys[source]} -.->|"no more"| {keys[target]}\n'


def _required(estate: Estate, shown: Mapping[str, str]) -> Iterator[_Edge]:
    for ident in shown:
        node = estate.catalog.node(ident)
        for entry in node.requires if node else ():
            words = f"{entry.need} of {len(entry.any_of)}" if isinstance(entry, Group) else ""
            for member in entry.members:
                if member in shown:
                    yield ident, member, words


def _label(name: str) -> str:
    text = visible(name)
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return text.translate(_ESCAPES)
