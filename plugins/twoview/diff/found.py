"""Findings that came and went with a change, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from twoview.diff import Diff
from twoview.diff.point import NAMED, Point
from twoview.explain.words import some
from twoview.finding import Finding

IN_FULL = 10
"""How many findings of one rule are told in full; of the others only the place is."""


def appeared(findings: Iterable[Finding]) -> Iterator[Point]:
    """Yield new findings, the gravest first; of many of one rule the places."""
    ordered = sorted(findings, key=_gravest_first)
    for _, group in groupby(sorted(ordered, key=_rule), key=_rule):
        found = list(group)
        for each in found[:IN_FULL]:
            is_told_with_fix = each.problem.fix and each.severity != "info"
            fix = (f"Fix: {each.problem.fix}",) if is_told_with_fix else ()
            yield Point(rule_at(each), each.problem.message, fix, each.severity)
        if rest := found[IN_FULL:]:
            places = some([place_of(each) for each in rest], NAMED)
            yield Point(
                _rule(rest[0])[1], f"{len(rest):,} more, at {places}", (), found[0].severity
            )


def gone(diff: Diff, findings: Iterable[Finding]) -> Iterator[Point]:
    """Yield what each rule does not find any more, by the names of what it was found at."""
    left = sorted(findings, key=_gravest_first)
    by_rule: dict[str, list[Finding]] = {}
    for each in left:
        by_rule.setdefault(f"{each.severity}[{each.rule}]", []).append(each)
    for rule, found in by_rule.items():
        yield Point(rule, some(list(dict.fromkeys(found_at(each, diff) for each in found)), NAMED))


def _gravest_first(finding: Finding) -> tuple[int, tuple[str, int, int, str, str]]:
    return -finding.severity.weight, finding.place


def found_at(finding: Finding, diff: Diff) -> str:
    """Return the name of what a finding is about, or its file."""
    problem = finding.problem
    return diff.name(problem.kind, problem.entity) if problem.entity else problem.location.file


def rule_at(finding: Finding) -> str:
    """Return the severity, the rule and the place of a finding."""
    return f"{finding.severity}[{finding.rule}] {place_of(finding)}"


def _rule(finding: Finding) -> tuple[int, str]:
    """Return the severity and rule of a finding, the gravest first."""
    return -finding.severity.weight, f"{finding.severity}[{finding.rule}]"


def place_of(finding: Finding) -> str:
    """Return the file, the line and the column of a finding."""
    at = finding.problem.location
    return f"{at.file}:{at.line}:{at.column}"
