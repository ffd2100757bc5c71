"""Findings as annotations of GitHub Actions: workflow commands, one a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from twoview.report.display import visible

if TYPE_CHECKING:
    from twoview.check import Report
    from twoview.finding import Finding

LIMIT = 10
"""How many annotations of a level GitHub shows for a step; it drops the others unseen."""

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def render(report: Report, first: frozenset[str] = frozenset()) -> str:
    """Return an annotation for each finding, the worst first, and a line that counts the rest.

    Among findings of one severity, those in files that are to come `first` do so.
    """
    findings = sorted(report.findings, key=lambda each: each.problem.location.file not in first)
    lines: list[str] = []
    rest: list[str] = []
    for severity, count in report.counts.items():
        of_level = [each for each in findings if each.severity == severity]
        lines += map(_annotation, of_level[:LIMIT])
        if count > LIMIT:
            rest.append(f"{count - LIMIT} more of level {_LEVELS[severity]}")
    return "".join(f"{line}\n" for line in (*lines, *_counted(rest)))


def _counted(rest: Sequence[str]) -> Iterator[str]:
    if rest:
        yield f"Not shown as annotations: {', '.join(rest)}. `twoview check` lists all findings."


def _annotation(finding: Finding) -> str:
    at = finding.problem.location
    properties: dict[str, str | int] = {"file": at.file, "line": at.line, "endLine": at.end_line}
    # GitHub takes columns only from what stands on one line.
    if at.line == at.end_line:
        properties |= {"col": at.column, "endColumn": at.end_column}
    properties["title"] = finding.rule
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_LEVELS[finding.severity]} {listed}::{_text(finding).translate(_DATA)}"


def _property(value: str | int) -> str:
    return visible(str(value)).translate(_PROPERTY)


def _text(finding: Finding) -> str:
    problem = finding.problem
    fix = [f"Fix: {visible(problem.fix)}"] if problem.fix else []
    return "\n".join([visible(problem.message), *fix])
