"""Which promises and findings a change is told by, so that it is told once."""

from __future__ import annotations

from collections.abc import Iterator

from twoview.changes import Change
from twoview.diff import Diff, Move
from twoview.finding import Finding
from twoview.model import METRICS

Subject = tuple[str, str | None, str | None, str]
"""Promises of one value: the service, the customer, the metric, and where the value stands.

That is the metric again, or the priority where there is a value for each.
"""
_Stated = tuple[str, str | None, str]


def subject(move: Move) -> Subject:
    """Return which value a promise is of."""
    promise = move.promise
    return promise.service, promise.customer, promise.metric, str(promise.path[-1])


def subject_of(finding: Finding) -> Subject | None:
    """Return which promises a finding says are not kept; None where it says something else."""
    problem = finding.problem
    if problem.kind == "Service" and finding.rule.endswith(("-short", "-unbacked")):
        return problem.entity, problem.customer, problem.metric, str(problem.pointer[-1])
    return None


def subjects(diff: Diff) -> set[Subject]:
    """Return which values the promises that moved are of, in either state."""
    sides = ((move, Move(move.before, None)) if move.before else (move,) for move in diff.promises)
    return {subject(side) for both in sides for side in both}


def untold(diff: Diff) -> list[Change]:
    """Return the changes that no promise tells."""
    told = set(_told_values(diff))
    return [each for each in diff.changes if told.isdisjoint(_values(each))]


def _told_values(diff: Diff) -> Iterator[_Stated]:
    """Yield the commitments whose change is told by the promises that changed with them.

    The customer is the one at whom a commitment stands, None where it is the service's own.
    """
    for move in diff.promises:
        if move.before and move.after and move.before.promise.value == move.promise.value:
            continue
        for side in filter(None, (move.before, move.after)):
            promise = side.promise
            whose = promise.customer if promise.path[0] == "customers" else None
            yield promise.service, whose, promise.metric


def _values(change: Change) -> Iterator[_Stated]:
    """Yield the commitment that a change is of, if it is one that promises are made of."""
    path = change.path
    for metric in METRICS:
        if change.kind == "Service" and change.topic == "promise" and metric in path:
            yield change.id, str(path[1]) if path[0] == "customers" else None, metric
