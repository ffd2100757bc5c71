"""Findings for people: what is wrong, where, the line itself, and what would be right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from textwrap import TextWrapper
from typing import TYPE_CHECKING, Any

import click

from twoview.report.display import count_of, excerpt, visible

if TYPE_CHECKING:
    from twoview.check import Report
    from twoview.finding import Finding
    from twoview.model import Catalog
    from twoview.source import Location

IN_FULL = 10
"""How many findings of one rule are told in full; of the others only the place is."""

_COLORS = {"error": "red", "warning": "yellow", "info": "cyan"}
_WRAPPER = TextWrapper(
    98,
    initial_indent="  ",
    subsequent_indent="    ",
    break_long_words=False,
    break_on_hyphens=False,
)
Paint = Callable[..., str]


def render(report: Report, catalog: Catalog, color: bool = False) -> str:
    """Return the findings by place, those beyond the tenth of a rule as places, and a summary."""
    paint: Paint = click.style if color else plain
    files = {each.problem.location.file for each in report.findings}
    lines = {file: catalog.sources.get(file, "").splitlines() for file in files}
    told, folded = _split(report.findings)
    blocks = [_block(each, lines[each.problem.location.file], paint) for each in told]
    blocks += [_fold(rule, findings, paint) for rule, findings in folded.items()]
    why = "\n`twoview explain NAME` says why a rule is there." if report.findings else ""
    return "".join(f"{block}\n\n" for block in blocks) + f"{tally(report, catalog, paint)}{why}\n"


def plain(text: str, **_: Any) -> str:
    """Return a text without color."""
    return text


def tally(report: Report, catalog: Catalog, paint: Paint = plain) -> str:
    """Return on one line what was found, accepted and known before."""
    files = count_of(len(catalog.sources.keys() | catalog.unparsed), "file")
    accepted = f"; {count_of(len(report.accepted), 'accepted risk')}" if report.accepted else ""
    counts = [
        paint(count_of(count, severity), fg=_COLORS[severity], bold=True)
        for severity, count in report.counts.items()
        if count
    ]
    found = ", ".join(counts) or paint("No findings", fg="green", bold=True)
    return f"{found} in {files}{accepted}.{_known(report)}"


def in_full(finding: Finding) -> str:
    """Return a finding in full, without its source line."""
    return _block(finding, (), plain)


def place(at: Location) -> str:
    """Return where a finding is: the file, the line and the column."""
    return f"{visible(at.file)}:{at.line}:{at.column}"


def _split(findings: Sequence[Finding]) -> tuple[list[Finding], dict[str, list[Finding]]]:
    """Return the findings to be told in full, and by rule those that are not."""
    told: list[Finding] = []
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        of_rule = by_rule.setdefault(finding.rule, [])
        of_rule.append(finding)
        if len(of_rule) <= IN_FULL:
            told.append(finding)
    folded = {rule: found[IN_FULL:] for rule, found in by_rule.items() if len(found) > IN_FULL}
    return told, folded


def line(finding: Finding) -> str:
    """Return a finding on one line: its place, its rule and its message."""
    problem = finding.problem
    return f"{place(problem.location)}: {_label(finding, plain)} {visible(problem.message)}"


def _block(finding: Finding, lines: Sequence[str], paint: Paint) -> str:
    problem = finding.problem
    at = problem.location
    head = f"{paint(place(at), bold=True)}: {_label(finding, paint)}"
    source = lines[at.line - 1 : at.line]
    parts = [head, f"  {visible(problem.message)}"]
    parts += _source(source[0], at, _COLORS[finding.severity], paint) if source else ()
    parts += (f"  see {place(each.location)}: {visible(each.text)}" for each in problem.related)
    if problem.fix:
        parts.append(f"  {paint('fix:', fg='green', bold=True)} {visible(problem.fix)}")
    return "\n".join(parts)


def _label(finding: Finding, paint: Paint) -> str:
    severity = paint(finding.severity, fg=_COLORS[finding.severity], bold=True)
    return f"{severity}[{finding.rule}]"


def _source(line: str, at: Location, color: str, paint: Paint) -> list[str]:
    text = line.rstrip()
    end = at.end_column - 1 if at.end_line == at.line else len(text)
    shown, carets = excerpt(text, at.column - 1, end)
    gap = carets[: -len(carets.lstrip())]
    return [f"{at.line:>6} | {shown}", f"{'':6} | {gap}{paint(carets.lstrip(), fg=color)}"]


def _fold(rule: str, findings: Sequence[Finding], paint: Paint) -> str:
    """Return the places of findings of one rule, those of a file behind its name."""
    label = _label(findings[0], paint)
    lines = [f"{len(findings)} more {label}, at these places (line:column):"]
    for file, group in groupby(findings, key=lambda each: each.problem.location.file):
        places = (each.problem.location for each in group)
        listed = ", ".join(f"{at.line}:{at.column}" for at in places)
        lines.append(_WRAPPER.fill(f"{visible(file)} {listed}"))
    return "\n".join(lines)


def _known(report: Report) -> str:
    if not report.known:
        return ""
    verb = "is" if report.known == 1 else "are"
    known = count_of(report.known, "known finding")
    return f" {known} in {visible(report.known_in)} {verb} not shown."
