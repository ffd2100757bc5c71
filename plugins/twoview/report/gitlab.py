"""Findings as a Code Quality report of GitLab: a JSON list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twoview.report.display import visible
from twoview.report.fingerprint import fingerprints
from twoview.report.json import written

if TYPE_CHECKING:
    from twoview.check import Report
    from twoview.finding import Finding

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(report: Report) -> str:
    """Return the findings by place; GitLab compares them with the target branch by fingerprint."""
    marks = fingerprints(report.findings)
    return written([_row(*each) for each in zip(report.findings, marks, strict=True)])


def _row(finding: Finding, fingerprint: str) -> dict[str, Any]:
    problem = finding.problem
    at = problem.location
    fix = f" Fix: {visible(problem.fix)}" if problem.fix else ""
    return {
        "description": visible(problem.message) + fix,
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": at.file, "lines": {"begin": at.line, "end": at.end_line}},
    }
