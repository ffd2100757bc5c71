"""Findings as test results in the JUnit form, in XML that is all ASCII."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from twoview.finding import Severity
from twoview.report.display import visible
from twoview.report.text import in_full

if TYPE_CHECKING:
    from twoview.check import Report
    from twoview.finding import Accepted, Finding
    from twoview.model import Catalog


def render(report: Report, catalog: Catalog) -> str:
    """Return a test for each finding, accepted risk and clean file, by file.

    Errors are failures, accepted risks are skipped; warnings and infos pass, with what they say.
    """
    cases = sorted(_cases(report, catalog), key=lambda case: case.get("classname", ""))
    _tell_apart(cases)
    counts = {
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": "0",
        "skipped": str(sum(case.find("skipped") is not None for case in cases)),
        "time": "0",
    }
    root = Element("testsuites", {"name": "twoview", **counts})
    SubElement(root, "testsuite", {"name": visible(catalog.settings.name), **counts}).extend(cases)
    indent(root)
    content: bytes = tostring(root, "us-ascii", xml_declaration=True)
    return content.decode("ascii") + "\n"


def _cases(report: Report, catalog: Catalog) -> Iterator[Element]:
    accepted = (each.finding for each in report.accepted)
    spoken_of = {each.problem.location.file for each in chain(report.findings, accepted)}
    for file in (catalog.sources.keys() | catalog.unparsed) - spoken_of:
        yield _case(file, "no findings")
    yield from map(_found, report.findings)
    yield from map(_skipped, report.accepted)


def _found(finding: Finding) -> Element:
    case = _case_of(finding)
    if finding.severity is Severity.ERROR:
        message = {"type": finding.severity, "message": visible(finding.problem.message)}
        SubElement(case, "failure", message).text = in_full(finding)
    else:
        SubElement(case, "system-out").text = in_full(finding)
    return case


def _skipped(accepted: Accepted) -> Element:
    case, waiver = _case_of(accepted.finding), accepted.waiver
    why = f"Accepted until {waiver.until}: {visible(waiver.reason)}"
    SubElement(case, "skipped", {"message": why}).text = in_full(accepted.finding)
    return case


def _case_of(finding: Finding) -> Element:
    problem = finding.problem
    names = (finding.rule, problem.entity, problem.customer, problem.metric)
    case = _case(problem.location.file, " ".join(filter(None, names)))
    case.set("line", str(problem.location.line))
    return case


def _case(file: str, name: str) -> Element:
    shown = visible(file)
    named = {"classname": shown, "name": visible(name), "file": shown, "time": "0"}
    return Element("testcase", named)


def _tell_apart(cases: list[Element]) -> None:
    """Give numbers to tests of one name in a file, of which servers would show the first alone."""
    seen: Counter[tuple[str, str]] = Counter()
    for case in cases:
        file, name = case.get("classname", ""), case.get("name", "")
        seen[file, name] += 1
        if (count := seen[file, name]) > 1:
            case.set("name", f"{name} ({count})")
