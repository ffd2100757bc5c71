"""What becomes of all promises, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from twoview.explain.words import achieved, label, promised
from twoview.judged import counts
from twoview.promises.row import row
from twoview.report.display import called, named, visible, width
from twoview.report.json import utc, written
from twoview.values import day_in_words

if TYPE_CHECKING:
    from twoview.model import Catalog
    from twoview.promises.judge import Judgement

COLUMNS = 100
"""How wide a table may be; as many names as fit tell what decides a promise."""

_LEADS = {"unbacked": "unknown: ", "unjudged": "circle: "}
_HEAD = ("Promise", "Promised", "Can be kept", "Verdict", "Decided by")


@dataclass(frozen=True, slots=True)
class Then:
    """What an answer about the past tells of: a commit, and the day, if one was asked for."""

    commit: str
    time: datetime
    subject: str
    day: date | None


def text(judgements: Sequence[Judgement], catalog: Catalog, then: Then | None = None) -> str:
    """Return a table for each service and customer, and a count of the verdicts."""
    rows = [_cells(each) for each in judgements]
    widths = [max(map(width, column)) for column in zip(_HEAD[:-1], *rows, strict=True)]
    left = COLUMNS - sum(widths) - 2 * len(_HEAD)
    lines = [_dated(then), ""] if then else []
    lines += [_line(_HEAD, widths)] if judgements else []
    for (service, customer), group in groupby(judgements, key=_made_to):
        whom = f" to {named(customer, catalog.customers)}" if customer else ""
        lines += ["", f"{called(service, catalog.services)}{whom}"]
        lines += (_line((*_cells(each), _deciding(each, left, catalog)), widths) for each in group)
    between = [""] if judgements else []
    return "".join(f"{line}\n" for line in (*lines, *between, _counted(judgements)))


def _dated(then: Then) -> str:
    """Return what an answer tells of: `As it stood on 12 March 2026: commit 1a2b3c4 of ...`."""
    when = f" on {day_in_words(then.day)}" if then.day else ""
    made = f"commit {then.commit[:7]} of {day_in_words(then.time.date())}"
    return f"As it stood{when}: {made} ({visible(then.subject)})"


def json(judgements: Sequence[Judgement], _catalog: Catalog, then: Then | None = None) -> str:
    """Return the promises as JSON, by service, customer, metric and priority."""
    at = {"commit": then.commit, "time": utc(then.time)} if then else None
    promises = [row(each) for each in judgements]
    return written({"at": at, "promises": promises} if at else {"promises": promises})


FORMATS: dict[str, Callable[[Sequence[Judgement], Catalog, Then | None], str]] = {
    "text": text,
    "json": json,
}
"""What makes an answer of each format."""


def _made_to(judgement: Judgement) -> tuple[str, str]:
    return judgement.promise.service, judgement.promise.customer or ""


def _cells(judgement: Judgement) -> tuple[str, ...]:
    made = judgement.promise
    found = achieved(made, judgement.achievable)
    return (visible(label(made)), visible(promised(made)), found, judgement.verdict)


def _line(cells: Iterable[str], widths: Sequence[int]) -> str:
    *padded, last = cells
    shown = (
        f"{cell}{' ' * (size - width(cell))}" for cell, size in zip(padded, widths, strict=True)
    )
    return f"  {'  '.join((*shown, last))}".rstrip()


def _deciding(judgement: Judgement, left: int, catalog: Catalog) -> str:
    """Return the names of what is unknown, or else decides, as many as fit, and a count."""
    lead = _LEADS.get(judgement.verdict, "")
    return _fitting([*_names(judgement, catalog)], left - len(lead), lead)


def _names(judgement: Judgement, catalog: Catalog) -> Iterator[str]:
    teams = judgement.promise.metric == "respond_within"
    for ident in judgement.unknown or judgement.because:
        is_service = ident in catalog.services
        nodes = catalog.services if is_service else catalog.components
        yield named(ident, catalog.teams if teams else nodes)


def _fitting(names: Sequence[str], left: int, lead: str) -> str:
    """Return as many names as fit, the first one in any case, and how many more there are."""
    widths = [*accumulate(width(each) + 2 for each in names[:COLUMNS])]
    for count, taken in reversed([*enumerate(widths, 1)]):
        more = f" +{len(names) - count}" if count < len(names) else ""
        if taken - 2 + len(more) <= left or count == 1:
            return f"{lead}{', '.join(names[:count])}{more}"
    return ""


def _counted(judgements: Sequence[Judgement]) -> str:
    listed = ", ".join(f"{count} {verdict}" for verdict, count in counts(judgements) if count)
    total = f"{len(judgements)} promise{'s' * (len(judgements) != 1)}"
    return f"{total}: {listed}." if listed else f"{total}."
