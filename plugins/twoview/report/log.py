"""The story of a catalog or of one entity, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from twoview.report.display import visible, width
from twoview.report.json import change_row, utc, written
from twoview.values import day_in_words

if TYPE_CHECKING:
    from twoview.changes import Change, Key
    from twoview.history import Moment

Known = Mapping["Key", str]
"""The names of what a story tells of."""


def text(moments: Sequence[Moment], names: Known, *, about: bool, authors: bool) -> str:
    """Return a line for each change, the newest first: day, commit, who, what.

    What a commit added or removed in great number is counted.
    With `about`, each line says what it is about; with `authors`, who made the commit.
    """
    days = max((width(day_in_words(each.day)) for each in moments), default=0)
    people = max((width(visible(each.author)) for each in moments), default=0) if authors else 0
    lines = [
        f"{head}{line}\n"
        for moment in moments
        for head in [_head(moment, days, people)]
        for line in _lines(moment, names if about else None)
    ]
    return "".join(lines) or "No change is known.\n"


def _lines(moment: Moment, names: Known | None) -> Iterator[str]:
    yield from moment.counts
    for change in moment.named:
        yield f"{_about(change, names) if names is not None else ''}{visible(change.text)}"


def _head(moment: Moment, days: int, people: int) -> str:
    author = f"{_padded(visible(moment.author), people)}  " if people else ""
    return f"{_padded(day_in_words(moment.day), days)}  {moment.short}  {author}"


def _padded(shown: str, size: int) -> str:
    return shown + " " * (size - width(shown))


def _about(change: Change, names: Known) -> str:
    return f"{visible(names.get(change.key, change.id))}: "


def json(moments: Sequence[Moment], names: Known, *, about: bool, authors: bool) -> str:
    """Return the moments as JSON, the newest first; times are UTC."""
    return written({"moments": [dict(_moment(each, names, authors)) for each in moments]})


def _moment(moment: Moment, names: Known, authors: bool) -> Iterator[tuple[str, Any]]:
    yield "commit", moment.commit
    yield "time", utc(moment.time)
    yield "subject", moment.subject
    if authors:
        yield "author", moment.author
        yield "email", moment.email
    yield "changes", [_change(each, names) for each in moment.changes]


def _change(change: Change, names: Known) -> dict[str, Any]:
    return change_row(change) | {"name": names.get(change.key, change.id)}


FORMATS: dict[str, Callable[..., str]] = {"text": text, "json": json}
"""What makes an answer of each format."""
