"""Changes in the words that customers read on the pages, instead of those of engineers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from twoview.changes import Change
from twoview.changes.plain import moved
from twoview.language import _, later
from twoview.model import Capacity, Commitments, Engagement
from twoview.pages import wording
from twoview.pages.page import Book
from twoview.values import Duration, Schedule, Share

_NOUNS: Mapping[str, str] = {
    "respond_within": later("time until an answer"),
    "restore_within": later("time until it is working again"),
    "recovery_time": later("time until it is back after a disaster"),
    "recovery_point": later("limit of what is lost after a disaster"),
    "change_within": later("time until changes are made"),
}
"""What is promised in time, as the pages call it."""

_LABELS: Mapping[str, str] = {
    "availability": later("available"),
    "respond_within": later("answer"),
    "restore_within": later("working again"),
    "recovery_time": later("back after a disaster"),
    "recovery_point": later("lost after a disaster"),
    "change_within": later("changes made"),
    "capacity": later("room for"),
}
"""What is promised as it stands before its value, within a sentence."""

_STATUSES: Mapping[str, str] = {
    "proposed": later("proposed: not in use yet"),
    "live": later("in use"),
    "retiring": later("on its way out"),
    "retired": later("not in use any more"),
}
_RELATIONSHIPS: Mapping[str, str] = {
    "service": later("with an agreed service level"),
    "partnership": later("as partners with a shared goal"),
    "utility": later("simply there"),
}


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


def _status(change: Change, _book: Book) -> str:
    before, after = (_(_STATUSES[str(each)]) for each in (change.before, change.after))
    return _("{after} (was: {before})", after=after, before=before)


def _owner(change: Change, book: Book) -> str:
    if not (change.before and change.after):
        return ""
    before, after = (_name("Team", each, book) for each in (change.before, change.after))
    return _("{after} answers for it instead of {before}", after=after, before=before)


def _relationship(change: Change, book: Book) -> str:
    return _(
        "for {customer}: {after} (was: {before})",
        customer=_name("Customer", change.path[1], book),
        after=_(_RELATIONSHIPS[str(change.after)]),
        before=_(_RELATIONSHIPS[str(change.before)]),
    )


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
    told = _("{name} is a customer now", name=_name("Customer", change.path[1], book))
    return _("{told}, promised {promises}", told=told, promises=", ".join(stated))


_TELLERS: Mapping[tuple[str, ...], Callable[[Change, Book], str]] = {
    ("status",): _status,
    ("owner",): _owner,
    ("customers", "*"): _customer,
    ("customers", "*", "relationship"): _relationship,
}


def _promise(change: Change, book: Book) -> str:
    """Tell of one metric: what is promised of it newly, no longer, or otherwise than before."""
    metric, *rest = _steps(change)
    counted, phrases = _counted(change, book), _PHRASES[_whom(change)]
    customer = _name("Customer", change.path[1], book) if change.path[0] == "customers" else ""
    if change.before is None or change.after is None:
        stated = _stated(metric, change.before or change.after, counted, book)
        if rest:
            stated = _("{stated} for {priority}", stated=stated, priority=rest[0])
        phrase = phrases.gone if change.after is None else phrases.new
        return _(phrase, stated=stated, customer=customer)
    noun = _(phrases.noun, noun=_(_NOUNS[metric]), customer=customer)
    if rest:
        noun = _("{noun} for {priority}", noun=noun, priority=rest[0])
    before, after = Duration.parse(change.before), Duration.parse(change.after)
    verb = "lengthened" if before < after else "shortened"
    return moved(noun, verb, *(_length(metric, each, counted) for each in (before, after)))


@dataclass(frozen=True, slots=True)
class _Phrases:
    """How a promise to somebody is spoken of: what it is, and what comes newly or goes."""

    noun: str
    new: str
    gone: str


_PHRASES: Mapping[str, _Phrases] = {
    "customer": _Phrases(
        later("{noun} promised to {customer}"),
        later("newly promised to {customer}: {stated}"),
        later("no longer promised to {customer}: {stated}"),
    ),
    "general": _Phrases(
        later("{noun} promised in general"),
        later("newly promised in general: {stated}"),
        later("no longer promised in general: {stated}"),
    ),
    "all": _Phrases(
        later("promised {noun}"),
        later("newly promised: {stated}"),
        later("no longer promised: {stated}"),
    ),
}


def _whom(change: Change) -> str:
    if change.path[0] == "customers":
        return "customer"
    return "general" if change.is_general else "all"


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
    label = _(_LABELS[metric])
    if metric not in wording.CLOCKED or isinstance(written, str):
        return _("{noun} {value}", noun=label, value=_value(metric, written, counted))
    values = {name: Duration.parse(each) for name, each in written.items()}
    found = wording.for_all(values, book.estate.catalog.settings.priorities)
    parts = [
        wording.value(metric, each, counted) + (f" ({name})" if name else "")
        for name, each in wording.timings(found)
    ]
    return _("{noun} {value}", noun=label, value=", ".join(parts))


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
