"""Findings as SARIF 2.1.0, the form in which tools hand over what they found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import PurePath
from textwrap import shorten
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from twoview import __version__
from twoview.reference import rule_page, rule_text
from twoview.report.display import count_of, visible
from twoview.report.fingerprint import fingerprints
from twoview.report.json import json_pointer, written
from twoview.rules import all_rules

if TYPE_CHECKING:
    from twoview.check import Report
    from twoview.finding import Finding, Rule
    from twoview.model import Catalog
    from twoview.source import Location

LIMIT = 25_000
"""How many results GitHub takes in one run."""

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_WEIGHTS = {"error": "error", "warning": "warning", "info": "recommendation"}
# GitHub takes 1,024 characters.
_LONGEST_DESCRIPTION = 1_000
_COLUMNS = 80


def render(report: Report, catalog: Catalog, limit: int = LIMIT) -> str:
    """Return one run: the rules that are checked, then the findings, the worst first.

    Beyond the limit they are counted. Accepted risks are left out: where this is uploaded, what is
    marked as suppressed is shown as an open alert all the same.
    """
    chosen = catalog.settings.rules
    rules = {name: chosen.get(name, rule.severity) for name, rule in sorted(all_rules().items())}
    checked = {name: severity for name, severity in rules.items() if severity != "off"}
    content = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(report, checked, limit)]}
    # Indenting would double the size of what only programs read.
    return written(content, indent=None)


def _run(report: Report, rules: Mapping[str, str], limit: int) -> dict[str, Any]:
    indexes = {name: index for index, name in enumerate(rules)}
    return {
        "tool": {
            "driver": {
                "name": "twoview",
                "semanticVersion": __version__,
                "rules": [_rule(all_rules()[name], rules[name]) for name in rules],
            }
        },
        "invocations": [_invocation(len(report.findings) - limit)],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": list(islice(_results(report, indexes), limit)),
    }


def _rule(rule: Rule, severity: str) -> dict[str, Any]:
    description = f"{rule.summary} {rule.rationale}"
    return {
        "id": rule.name,
        "name": rule.name.title().replace("-", ""),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": shorten(description, _LONGEST_DESCRIPTION, placeholder=" …")},
        "help": {"text": rule_text(rule, _COLUMNS), "markdown": rule_page(rule)},
        "defaultConfiguration": {"level": _LEVELS[severity]},
        "properties": {
            "tags": [rule.family],
            "precision": "very-high",
            "problem.severity": _WEIGHTS[severity],
        },
    }


def _invocation(left_out: int) -> dict[str, Any]:
    text = f"{count_of(left_out, 'more result')} left out; `twoview check` lists all findings."
    notice = [{"level": "warning", "message": {"text": text}}] if left_out > 0 else []
    return {"executionSuccessful": True, "toolExecutionNotifications": notice}


def _results(report: Report, indexes: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    results = zip(report.findings, fingerprints(report.findings), strict=True)
    # Sorting keeps the order by place of those that weigh the same.
    for finding, fingerprint in sorted(results, key=lambda each: -each[0].severity.weight):
        yield {**_result(finding, fingerprint), "ruleIndex": indexes[finding.rule]}


def _result(finding: Finding, fingerprint: str) -> dict[str, Any]:
    problem = finding.problem
    about = {
        "entity": problem.entity,
        "kind": problem.kind,
        "customer": problem.customer,
        "metric": problem.metric,
        "pointer": json_pointer(problem.pointer),
        "fix": problem.fix,
    }
    return {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [_location(problem.location)],
        "relatedLocations": [
            {"id": number, **_location(each.location), "message": {"text": _text(each.text)}}
            for number, each in enumerate(problem.related)
        ],
        "partialFingerprints": {"primaryLocationLineHash": fingerprint},
        "properties": {name: value for name, value in about.items() if value},
    }


def _message(finding: Finding) -> str:
    problem = finding.problem
    links = (f"See [{_link(each.text)}]({n})" for n, each in enumerate(problem.related))
    fix = [f"Fix: {_text(problem.fix)}"] if problem.fix else []
    return "\n".join([_text(problem.message), *links, *fix])


def _text(text: str) -> str:
    """Return a text as a message in which nothing is a placeholder or a link."""
    return visible(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _link(text: str) -> str:
    escaped = _text(text).replace("\\", "\\\\")
    return escaped.replace("[", "\\[").replace("]", "\\]")


def _location(at: Location) -> dict[str, Any]:
    region = {
        "startLine": at.line,
        "startColumn": at.column,
        "endLine": at.end_line,
        "endColumn": at.end_column,
    }
    return {"physicalLocation": {"artifactLocation": _artifact(at.file), "region": region}}


def _artifact(file: str) -> dict[str, str]:
    if PurePath(file).is_absolute():
        return {"uri": PurePath(file).as_uri()}
    return {"uri": quote(file), "uriBaseId": _ROOT}
