"""Findings made by hand, for reports of them."""

from dataclasses import replace
from datetime import date
from typing import Any

from twoview.check import Report
from twoview.finding import Accepted, Finding, Problem, Severity
from twoview.load import File, load
from twoview.model import Catalog, Waiver
from twoview.source import Location

FILE = "services/tills.yaml"
ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def at(line: int, column: int, width: int = 1, file: str = FILE) -> Location:
    return Location(file, line, column, line, column + width)


def finding(
    location: Location,
    severity: Severity = ERROR,
    rule: str = "no-outcome",
    message: str = "It helps nobody.",
    **more: Any,
) -> Finding:
    return Finding(rule, severity, Problem(message=message, location=location, **more))


def report(*findings: Finding, accepted: int = 0) -> Report:
    waiver = Waiver(rule="no-outcome", reason="As agreed.", until=date(2026, 12, 31))
    silenced = Accepted(finding(at(1, 1)), waiver)
    return Report(tuple(sorted(findings, key=lambda each: each.place)), (silenced,) * accepted)


def catalog(text: str = "", file: str = FILE, rules: dict[str, str] | None = None) -> Catalog:
    chosen = "".join(f"  {name}: {severity}\n" for name, severity in (rules or {}).items())
    settings = "kind: Catalog\nname: Store\n" + (f"rules:\n{chosen}" if chosen else "")
    main = File("services/catalog.yaml", settings.encode())
    return replace(load([main], main=main.name).catalog, sources={file: text})
