"""Findings as a table in Markdown, for comments and the summaries of build servers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from twoview.report.display import count_of
from twoview.report.markup import inert, prose
from twoview.report.text import place, tally

if TYPE_CHECKING:
    from twoview.check import Report
    from twoview.finding import Finding
    from twoview.model import Catalog

LIMIT = 65_000
"""How many bytes a report has at most; forges take comments of about so many characters."""

UNFOLDED = 20
"""How many findings are shown at once; the others unfold."""

_LONGEST = 1_000
"""How many characters of a message are shown."""

_RESERVE = 300
_HEAD = "| Severity | Rule | Place | What is wrong | Fix |\n| --- | --- | --- | --- | --- |\n"


def render(report: Report, catalog: Catalog, limit: int = LIMIT) -> str:
    """Return a summary and a table of the findings, the worst first, as far as there is room."""
    summary = f"**twoview check:** {inert(tally(report, catalog))}\n"
    found = sorted(report.findings, key=lambda each: (-each.severity.weight, each.place))
    room = limit - len(f"{summary}{_HEAD}{_HEAD}".encode()) - _RESERVE
    rows = list(_fitting(map(_row, found), room))
    more = len(found) - len(rows)
    rest = f"\nAnd {more} more; `twoview check` lists all findings.\n" if more else ""
    return summary + _table(rows[:UNFOLDED]) + _folded(rows[UNFOLDED:]) + rest


def _fitting(rows: Iterator[str], room: int) -> Iterator[str]:
    """Yield rows until there is no more room for the next one."""
    for row in rows:
        room -= len(row.encode())
        if room < 0:
            return
        yield row


def _table(rows: Sequence[str]) -> str:
    return f"\n{_HEAD}{''.join(rows)}" if rows else ""


def _folded(rows: Sequence[str]) -> str:
    if not rows:
        return ""
    title = count_of(len(rows), "more finding")
    return f"\n<details>\n<summary>{title}</summary>\n{_table(rows)}\n</details>\n"


def _row(finding: Finding) -> str:
    problem = finding.problem
    cells = (
        finding.severity,
        f"<code>{inert(finding.rule)}</code>",
        f"<code>{inert(place(problem.location))}</code>",
        prose(_cut(problem.message)),
        prose(_cut(problem.fix or "")),
    )
    return f"| {' | '.join(cells)} |\n"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
