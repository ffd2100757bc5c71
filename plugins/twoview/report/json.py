"""Findings for programs: one JSON object."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twoview.changes import Change
    from twoview.check import Report
    from twoview.finding import Accepted, Finding, Related
    from twoview.source import Pointer


def render(report: Report) -> str:
    """Return the findings by place, the accepted ones, and the counts by severity and of known."""
    content = {
        "findings": [row(finding) for finding in report.findings],
        "accepted": [_accepted(each) for each in report.accepted],
        "counts": report.counts,
        "known": report.known,
    }
    return written(content)


def written(content: dict[str, Any] | list[dict[str, Any]], indent: int | None = 2) -> str:
    """Return one JSON value as a text that may stand in a log."""
    # Build servers run what follows "##[" in a log; in JSON the character may be spelled out.
    return json.dumps(content, indent=indent).replace("##[", r"#\u0023[") + "\n"


def utc(time: datetime) -> str:
    """Return a time in UTC as JSON data: 2026-03-12T08:30:00Z."""
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"


def row(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON data; what it does not have is null."""
    problem = finding.problem
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": problem.message,
        "entity": problem.entity or None,
        "kind": problem.kind or None,
        **asdict(problem.location),
        "pointer": json_pointer(problem.pointer),
        "customer": problem.customer,
        "metric": problem.metric,
        "fix": problem.fix,
        "related": [_related(each) for each in problem.related],
    }


def change_row(change: Change) -> dict[str, Any]:
    """Return a change as programs read it."""
    told = asdict(change) | {"path": json_pointer(change.path)}
    del told["is_general"]
    return told


def json_pointer(pointer: Pointer) -> str:
    """Return the way to a value as text (RFC 6901).

    >>> json_pointer(("requires", 0, "x-a/b"))
    '/requires/0/x-a~1b'
    """
    parts = (str(part).replace("~", "~0").replace("/", "~1") for part in pointer)
    return "".join(f"/{part}" for part in parts)


def _related(related: Related) -> dict[str, Any]:
    return {"message": related.text, **asdict(related.location)}


def _accepted(accepted: Accepted) -> dict[str, Any]:
    waiver = accepted.waiver
    return {**row(accepted.finding), "reason": waiver.reason, "until": str(waiver.until)}
