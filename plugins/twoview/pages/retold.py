"""Changes in the words that customers read on the pages, instead of those of engineers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from twoview.changes import Change
from twoview.model import Capacity, Commitments, Engagement
from twoview.pages import wording
from twoview.pages.page import Book
from twoview.values import Duration, Schedule, Share

_NOUNS: Mapping[str, str] = {
    "respond_within": "time until an answer",
    "restore_within": "time until it is working again",
    "recovery_time": "time until it is back after a disaster",
    "recovery_point": "limit of what is lost after a disaster",
    "change_within": "time until changes are made",
}
"""What is promised in time, as the pages call it."""

_GENERAL = " in general"
"""What the text of a change says of a promise from which some customers have their own."""


def retold(change: Change, book: Book) -> Change:
    """Return a change in customers' words; what these have no better words for stays as it is."""
    teller = _teller(change)
    words = teller(change, book) if teller else ""
    return replace(change, text=words) if words else change


def _steps(change: Change) -> tuple[str, ...]:
    """Return the metric of a promise, and the priority if it is about one; else nothing."""
    path = tuple(map(str, change.path))
    start = path.index("commitments") + 1 if "commitments" in path else len(path)
    return path[start:]


def _teller(change: Change) -> Callable[[Change, Book], str] | None:
    if change.kind != "Service":
        return None
    steps = _steps(change)
    if steps:
        return _promise if steps[0] in _NOUNS else None
    form = tuple(str(each) if place != 1 else "*" for place, each in enumerate(change.path))
    return _TELLERS.get(form)


def _status(change: Change, _: Book) -> str:
    before, after = (wording.STATUSES[str(each)] for each in (change.before, change.after))
    return f"{_small(after)} (was: {_small(before)})"


def _owner(change: Change, book: Book) -> str:
    if not (change.before and change.after):
        return ""
    before, after = (_name("Team", each, book) for each in (change.before, change.after))
    return f"{after} answers for it instead of {before}"


def _relationship(change: Change, book: Book) -> str:
    before, after = (
        _small(wording.RELATIONSHIPS[str(each)]).rstrip(".")
        for each in (change.before, change.after)
    )
    return f"for {_name('Customer', change.path[1], book)}: {after} (was: {before})"


def _customer(change: Change, book: Book) -> str:
    """Tell of a new customer with all that it alone is promised."""
    if change.after is None:
        return ""
    own = change.after.get("commitments", {})
    stated = [
        _stated(metric, own[metric], None, book) for metric in wording.LABELS if metric in own
    ]
    untold = own.keys() - wording.LABELS.keys()
    if untold or not stated or change.after["relationship"] != "service":
        return ""
    name = _name("Customer", change.path[1], book)
    return f"{name} is a customer now, promised {', '.join(stated)}"


_TELLERS: Mapping[tuple[str, ...], Callable[[Change, Book], str]] = {
    ("status",): _status,
    ("owner",): _owner,
    ("customers", "*"): _customer,
    ("customers", "*", "relationship"): _relationship,
}


def _promise(change: Change, book: Book) -> str:
    """Tell of one metric: what is promised of it newly, no longer, or otherwise than before."""
    metric, *rest = _steps(change)
    whom, counted = _whom(change, book), _counted(change, book)
    priority = f" for {rest[0]}" if rest else ""
    if change.before is None or change.after is None:
        lead = "no longer promised" if change.after is None else "newly promised"
        stated = _stated(metric, change.before or change.after, counted, book)
        return f"{lead}{whom}: {stated}{priority}"
    noun = f"{_NOUNS[metric]} promised{whom}" if whom else f"promised {_NOUNS[metric]}"
    before, after = Duration.parse(change.before), Duration.parse(change.after)
    verb = "lengthened" if before < after else "shortened"
    sides = (_length(metric, each, counted) for each in (before, after))
    return f"{noun}{priority} {verb} from {' to '.join(sides)}"


def _whom(change: Change, book: Book) -> str:
    """Return ` to Office` for what one customer is promised."""
    if change.path[0] == "customers":
        return f" to {_name('Customer', change.path[1], book)}"
    return _GENERAL if _GENERAL in change.text else ""


def _counted(change: Change, book: Book) -> Schedule | None:
    """Return the hours in which the time of a promise runs today."""
    service = book.estate.catalog.services.get(change.id)
    if service is None:
        return None
    found = (each for each in service.customers if each.id in change.path[1:2])
    hours = _promised(next(found, None), service.commitments).hours
    return hours.schedule if hours else None


def _promised(engagement: Engagement | None, general: Commitments) -> Commitments:
    return general.overlaid(engagement.commitments) if engagement else general


def _length(metric: str, value: Duration, counted: Schedule | None) -> str:
    is_working = wording.is_working_time(metric, counted)
    return value.hours_in_words() if is_working else value.words()


def _stated(metric: str, written: Any, counted: Schedule | None, book: Book) -> str:
    """Return a promise as a statement: `working again within 4 hours`."""
    label = _small(wording.LABELS[metric])
    if metric not in wording.CLOCKED or isinstance(written, str):
        return f"{label} {_value(metric, written, counted)}"
    values = {name: Duration.parse(each) for name, each in written.items()}
    found = wording.for_all(values, book.estate.catalog.settings.priorities)
    parts = [
        wording.value(metric, each, counted) + (f" ({name})" if name else "")
        for name, each in wording.timings(found)
    ]
    return f"{label} {', '.join(parts)}"


def _value(metric: str, written: Any, counted: Schedule | None) -> str:
    read = _READ.get(metric, Duration.parse)
    return wording.value(metric, read(written), counted)


_READ: Mapping[str, Callable[[Any], Share | Capacity]] = {
    "availability": Share.parse,
    "capacity": lambda written: Capacity(Fraction(written["amount"]), written["unit"]),
}


def _name(kind: str, ident: object, book: Book) -> str:
    entity = book.estate.catalog.of_kind(kind).get(str(ident))
    former = book.story.names.get((kind, str(ident)), str(ident)) if book.story else str(ident)
    return entity.name if entity else former


def _small(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
