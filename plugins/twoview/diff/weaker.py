"""Checks that a change makes weaker: rules set lower, and risks that are accepted for longer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from twoview.baseline import identity
from twoview.changes import Change
from twoview.diff import Diff
from twoview.finding import RULES, Finding, Severity
from twoview.model import Waiver

_OFF = "off"


@dataclass(frozen=True, slots=True)
class Weaker:
    """A change that weakens a check, the same in words, and the findings that it hides or eases."""

    change: Change
    text: str
    findings: Sequence[Finding]
    verb: str

    @property
    def hidden(self) -> Sequence[Finding]:
        """The findings that are not told any more."""
        return self.findings if self.verb == "Hides" else ()


def weaker(diff: Diff) -> list[Weaker]:
    """Return the changes that make checks weaker, which takes checks that there were before."""
    if diff.is_first:
        return []
    ways = (_rule, _waiver, _waivers_of_new)
    return [found for each in diff.changes for way in ways for found in way(diff, each)]


def _rule(diff: Diff, change: Change) -> Iterator[Weaker]:
    """Yield a rule that weighs less than it did, or is not checked any more."""
    if change.kind != "Catalog" or change.path[:1] != ("rules",) or change.path[1] not in RULES:
        return
    name = str(change.path[1])
    usual = RULES[name].severity
    before, after = (str(each or usual) for each in (change.before, change.after))
    if _weight(after) < _weight(before):
        found = _left(diff) if after == _OFF else diff.after.report.findings
        eased = [each for each in found if each.rule == name]
        verb = "Hides" if after == _OFF else "Eases"
        yield Weaker(change, f"rule {name}: {before} → {after}", eased, verb)


def _left(diff: Diff) -> Iterator[Finding]:
    """Yield the findings that are gone, although what they were found at is not."""
    for each in diff.gone:
        problem = each.problem
        if not (problem.entity and diff.is_gone(problem.kind, problem.entity)):
            yield each


def _weight(severity: str) -> int:
    return -1 if severity == _OFF else Severity(severity).weight


def _waiver(diff: Diff, change: Change) -> Iterator[Weaker]:
    """Yield a risk that is accepted now, or for longer."""
    path = change.path
    if path[:1] != ("accepts",) or change.after is None:
        return
    is_longer = path[-1] == "until" and str(change.after) > str(change.before)
    if change.before is None or is_longer:
        which = path[1:-1] if is_longer else path[1:]
        yield Weaker(change, change.text, _newly_accepted(diff, change, which), "Hides")


def _waivers_of_new(diff: Diff, change: Change) -> Iterator[Weaker]:
    """Yield the risks that are accepted with something that was added."""
    if change.path or change.after is None:
        return
    entity = diff.after.estate.catalog.of_kind(change.kind)[change.id]
    for waiver in entity.accepts:
        text = f"accepts the risk {waiver.rule} until {waiver.until}"
        found = _newly_accepted(diff, change, _scope(waiver))
        yield Weaker(change, text, found, "Hides")


def _scope(waiver: Waiver) -> tuple[str, ...]:
    return tuple(filter(None, (waiver.rule, waiver.customer, waiver.metric)))


def _newly_accepted(diff: Diff, change: Change, which: Sequence[object]) -> list[Finding]:
    """Return what a waiver silences that was not accepted before."""
    known = {identity(each.finding) for each in diff.before.report.accepted}
    found = []
    for each in diff.after.report.accepted:
        problem = each.finding.problem
        is_of = (problem.kind, problem.entity) == change.key
        is_meant = is_of and _scope(each.waiver) == tuple(which)
        if is_meant and identity(each.finding) not in known:
            found.append(each.finding)
    return found


def without_hidden(diff: Diff, weakened: Sequence[Weaker]) -> Diff:
    """Return the diff without what is told with the checks that were made weaker."""
    # That something was added says more than what is accepted with it.
    told = {id(each.change) for each in weakened if each.change.path}
    hidden = {identity(finding) for each in weakened for finding in each.hidden}
    return replace(
        diff,
        gone=tuple(each for each in diff.gone if identity(each) not in hidden),
        changes=tuple(each for each in diff.changes if id(each) not in told),
    )
