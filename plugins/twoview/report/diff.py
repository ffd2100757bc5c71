"""What a change to the catalog means, for people, for programs, and for a pull request."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from twoview.diff.outline import outline
from twoview.diff.point import Point, Section
from twoview.diff.summary import summary
from twoview.promises.row import row as promise_row
from twoview.report.display import visible
from twoview.report.json import change_row, row, written
from twoview.report.markup import inert, prose
from twoview.report.mermaid import neighborhood
from twoview.report.text import Paint, plain

if TYPE_CHECKING:
    from twoview.diff import CostMove, Diff, Move

LIMIT = 65_000
"""How many characters a comment on a pull request may have."""

MARKER = "<!-- twoview: diff -->"
"""The first line in Markdown, by which a comment is found again."""

UNFOLDED = 12
"""How many points of a section are shown at once in Markdown; the others unfold."""

LONGEST = 10_000
"""How many characters of one line are shown in Markdown; what it lists beyond that is counted."""

_RESERVE = 500
_COLORS = {
    "broken": "red",
    "not kept": "red",
    "repaired": "green",
    "error": "red",
    "warning": "yellow",
    "info": "cyan",
}
_MARKED = frozenset({"broken", "not kept", "repaired"})


def text(diff: Diff, color: bool = False) -> str:
    """Return everything that changed in meaning, most important first."""
    paint: Paint = click.style if color else plain
    lines = [f"From {visible(diff.before.name)} to {visible(diff.after.name)}", ""]
    for section in outline(diff):
        told = (f"  {line}" for each in section.points for line in _lines(each, paint))
        lines += [paint(section.title, bold=True), *told, ""]
    return "".join(f"{line}\n" for line in (*lines, visible(summary(diff))))


def _lines(point: Point, paint: Paint) -> Iterator[str]:
    color = _COLORS.get(point.mark)
    mark, about = point.mark.upper() if point.mark in _MARKED else "", visible(point.about)
    head = f"{paint(mark, fg=color, bold=True)} {about}" if mark else paint(about, fg=color)
    yield f"{head}: {visible(point.text)}"
    yield from (f"  {visible(line)}" for line in point.more)


def json(diff: Diff, _color: bool = False) -> str:
    """Return the same as JSON; promises by service, customer, metric and priority."""
    return written(
        {
            "before": diff.before.name,
            "after": diff.after.name,
            "changes": [change_row(each) for each in diff.changes],
            "promises": [_move(each) for each in diff.rows],
            "findings": {
                "new": [row(each) for each in diff.new],
                "gone": [row(each) for each in diff.gone],
            },
            "reach": [asdict(each) for each in diff.reach],
            "costs": [_cost(each) for each in diff.costs],
        }
    )


def _move(move: Move) -> dict[str, Any]:
    promise = move.promise
    return {
        "service": promise.service,
        "customer": promise.customer,
        "metric": promise.metric,
        "priority": promise.priority,
        "before": promise_row(move.before) if move.before else None,
        "after": promise_row(move.after) if move.after else None,
    }


def _cost(move: CostMove) -> dict[str, Any]:
    sides = {"before": move.before, "after": move.after}
    return {"service": move.service} | {
        side: None if amount is None else str(amount) for side, amount in sides.items()
    }


def markdown(diff: Diff, _color: bool = False, limit: int = LIMIT) -> str:
    """Return what fits one comment: the most important in full, long parts folded, a count."""
    head = f"{MARKER}\n### Service catalog: {inert(summary(diff))}\n"
    where = f"\n<sub>From {inert(diff.before.name)} to {inert(diff.after.name)}.</sub>\n"
    picture = neighborhood(diff)
    room = limit - len(head) - len(where) - len(picture) - _RESERVE
    blocks: list[str] = []
    left_out = 0
    for section in outline(diff):
        # Whatever there is most of leaves room for what comes after it.
        block, kept = _block(section, room // 2)
        room -= len(block)
        left_out += len(section.points) - kept
        blocks.append(block)
    more = f"\nAnd {left_out:,} more; `twoview diff` lists all.\n" if left_out else ""
    return "".join((head, *blocks, more, picture, where))


def _block(section: Section, room: int) -> tuple[str, int]:
    """Return a section as far as there is room for it, and how many of its points that takes."""
    room -= 2 * len(section.title) + 100
    items: list[str] = []
    for point in section.points:
        item = _item(point)
        room -= len(item)
        if room < 0:
            break
        items.append(item)
    if not items:
        return "", 0
    return f"\n#### {section.title}\n\n{''.join(items[:UNFOLDED])}{_folded(items)}", len(items)


def _folded(items: Sequence[str]) -> str:
    rest = items[UNFOLDED:]
    if not rest:
        return ""
    return f"\n<details>\n<summary>{len(rest)} more</summary>\n\n{''.join(rest)}\n</details>\n"


def _item(point: Point) -> str:
    mark = f"**{point.mark.capitalize()}:** " if point.mark in _MARKED else ""
    lines = [f"- {mark}**{inert(_shortened(point.about))}**: {prose(_shortened(point.text))}"]
    lines += (f"  - {prose(_shortened(line))}" for line in point.more)
    return "".join(f"{line}\n" for line in lines)


def _shortened(line: str) -> str:
    if len(line) <= LONGEST:
        return line
    head, comma, _ = line[:LONGEST].rpartition(", ")
    rest = line[len(head) :].removeprefix(", ").replace(" and ", ", ").count(", ") + 1
    return f"{head} and {rest:,} more" if comma else f"{line[:LONGEST]}…"


FORMATS: dict[str, Callable[[Diff, bool], str]] = {
    "text": text,
    "json": json,
    "markdown": markdown,
}
"""What makes an answer of each format; the last argument says whether it may have colors."""
