"""When two findings are the same although lines have moved; files of findings that are known."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from twoview.finding import Finding, Problem
from twoview.model import LISTED

VERSION = 1
"""The version of the file's form."""

_TEXTS = ("rule", "kind", "entity", "file", "customer", "metric", "priority")
_FIELDS = frozenset({*_TEXTS, "path", "count"})


class BrokenBaseline(Exception):  # noqa: N818 - a state of affairs, told to the user
    """A file does not hold known findings; the message says why."""


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """What stays of a finding when lines and list items move; what it does not have is empty.

    `file` is empty where there is an entity. `path` has the names of the fields that lead to the
    value, from its entity if there is one, else from the top of the file; a finding about a figure
    has none, since a figure may be written in more than one way.
    """

    rule: str
    kind: str = ""
    entity: str = ""
    file: str = ""
    customer: str = ""
    metric: str = ""
    priority: str = ""
    path: tuple[str, ...] = ()


Known = Counter[Identity]
"""How often each finding is known."""


def identity(finding: Finding) -> Identity:
    """Return what is the same before and after a change that a finding survives."""
    problem = finding.problem
    return Identity(
        rule=finding.rule,
        kind=problem.kind,
        entity=problem.entity,
        file="" if problem.entity else problem.location.file,
        customer=problem.customer or "",
        metric=problem.metric or "",
        priority=", ".join(problem.priorities),
        path=() if problem.metric else _path(problem),
    )


def _identities(finding: Finding) -> list[Identity]:
    """Return what a finding is about, priority by priority: one value may stand for several."""
    whole = identity(finding)
    priorities = finding.problem.priorities
    return [replace(whole, priority=each) for each in priorities] or [whole]


def _path(problem: Problem) -> tuple[str, ...]:
    names = tuple(part for part in problem.pointer if isinstance(part, str))
    # An entity that moves from a list to a file of its own is still the same.
    listed = problem.entity and names and LISTED.get(names[0]) == problem.kind
    return names[1:] if listed else names


def identities(findings: Iterable[Finding]) -> Known:
    """Return how often each finding is there."""
    return Counter(chain.from_iterable(map(_identities, findings)))


def beyond(findings: Iterable[Finding], known: Mapping[Identity, int]) -> tuple[Finding, ...]:
    """Return the findings that are not known, or there more often than known: the last of these."""
    left = Counter(known)
    found = []
    for finding in findings:
        about = _identities(finding)
        if all(left[each] > 0 for each in about):
            left.subtract(about)
        else:
            found.append(finding)
    return tuple(found)


def new_and_gone(
    before: Iterable[Finding], after: Iterable[Finding]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the findings that came with a change, and those that went with it."""
    both = tuple(before), tuple(after)
    old, new = _apart(*both), _apart(*reversed(both))
    return beyond(new, identities(old)), beyond(old, identities(new))


def _apart(findings: Sequence[Finding], others: Sequence[Finding]) -> list[Finding]:
    """Return findings without those whose very problem stands among others too."""
    shared = {id(each.problem) for each in others}
    return [each for each in findings if id(each.problem) not in shared]


def written(known: Known, folder: str = "") -> str:
    """Return known findings as the text of a file, in JSON with a finding on each line.

    `folder` is what the names of the catalog's files begin with; it is left out in the file.
    """
    rows = [
        json.dumps(_row(replace(ident, file=ident.file.removeprefix(folder)), count))
        for ident, count in sorted(known.items())
    ]
    listed = "[\n" + ",\n".join(f"    {row}" for row in rows) + "\n  ]" if rows else "[]"
    return f'{{\n  "version": {VERSION},\n  "findings": {listed}\n}}\n'


def read(text: str, folder: str = "") -> Known:
    """Return the findings that the text of a file names; the inverse of `written`.

    Raises BrokenBaseline when the text is of another form.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BrokenBaseline(f"it is not valid JSON ({error})") from error
    if not isinstance(content, dict) or not isinstance(content.get("findings"), list):
        raise BrokenBaseline("it has no list of findings")
    if content.get("version") != VERSION:
        raise BrokenBaseline(f"its version is not {VERSION}, which this twoview reads")
    known: Known = Counter()
    for number, row in enumerate(content["findings"], 1):
        if not _is_row(row):
            raise BrokenBaseline(f"its finding {number} is not as twoview writes it")
        texts = {name: row[name] for name in _TEXTS if name in row}
        file = folder + row["file"] if row.get("file") else ""
        ident = Identity(**{**texts, "file": file}, path=tuple(row.get("path", ())))
        known[ident] += row.get("count", 1)
    return known


def _row(ident: Identity, count: int) -> dict[str, Any]:
    """Return a row of the file, without what is empty, and without the count of one."""
    texts = {name: value for name in _TEXTS if (value := getattr(ident, name))}
    path = {"path": list(ident.path)} if ident.path else {}
    return texts | path | ({"count": count} if count > 1 else {})


def _is_row(row: object) -> bool:
    if not isinstance(row, dict) or not row.keys() <= _FIELDS or not row.get("rule"):
        return False
    path, count = row.get("path", []), row.get("count", 1)
    texts = [row[name] for name in _TEXTS if name in row]
    return (
        isinstance(path, list)
        and all(isinstance(each, str) for each in [*texts, *path])
        and type(count) is int
        and count > 0
    )
