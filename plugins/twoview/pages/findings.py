"""The page of findings: where the catalog contradicts itself, and which of that is accepted."""

from __future__ import annotations

from collections.abc import Iterator

from twoview.estate import Estate
from twoview.finding import Finding
from twoview.language import _
from twoview.model import Entity, Settings
from twoview.pages.page import Book, Page
from twoview.pages.writer import Writer


def pages(book: Book) -> Iterator[Page]:
    """Yield the page of findings, if the readers of the book may see it."""
    if book.may("findings"):
        yield _page(Writer(book, "technical"))


def _page(writer: Writer) -> Page:
    book = writer.book
    found = sorted(book.report.findings, key=lambda each: (-each.severity.weight, each.place))
    return writer.page(
        "findings",
        "findings",
        heading=_("Findings"),
        kicker=_("Technical view"),
        lead=_(
            "Where the catalog contradicts itself or leaves something out, and which of that is "
            "knowingly accepted."
        ),
        rows=[(finding, _about(finding, book.estate)) for finding in found],
        risks_rows=[(risk, _about(risk.finding, book.estate)) for risk in book.report.accepted],
    )


def _about(finding: Finding, estate: Estate) -> Entity | None:
    problem = finding.problem
    if not problem.kind or problem.kind == Settings.kind:
        return None
    return estate.catalog.of_kind(problem.kind).get(problem.entity)
