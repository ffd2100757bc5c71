"""Tellers of promises, targets, and what teams and suppliers say that they can do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from functools import partial
from typing import Any

from twoview.changes.change import Change
from twoview.changes.difference import Difference, State, Teller, fieldwise
from twoview.changes.plain import direction, moved
from twoview.changes.voice import CLOCKS, GENERAL, PROMISED, Voice, shown
from twoview.language import _, later
from twoview.language.terms import term
from twoview.model import Capacity, Commitments, Hours, Timing
from twoview.values import REFERENCE_WEEKS, Duration, Schedule, Share

_DIRECTIONS: Mapping[type, tuple[str, str]] = {
    Share: ("raised", "lowered"),
    Duration: ("lengthened", "shortened"),
    Capacity: ("raised", "lowered"),
}
_AROUND_THE_CLOCK = Schedule()


def figure(voice: Voice) -> Teller:
    """Return a teller of any one figure."""

    def tell(difference: Difference) -> Iterator[Change]:
        general = replace(difference, is_general=voice.is_general)
        return _FIGURES.get(difference.field, _amount)(general, voice)

    return tell


def figures(voice: Voice) -> Teller:
    """Return a teller of all figures that are stated together."""
    return partial(fieldwise, tellers={}, otherwise=figure(voice))


def commitments(difference: Difference) -> Iterator[Change]:
    """Tell what is promised to all customers; some may have a promise of their own instead."""
    own = {
        name
        for service in (difference.old, difference.new)
        for customer in service.customers
        if customer.relationship == "service"
        for name in customer.commitments.stated()
    }
    voices = {each.name: GENERAL if each.name in own else PROMISED for each in _FIELDS}
    return fieldwise(difference, {name: figure(voice) for name, voice in voices.items()})


_FIELDS = fields(Commitments)


def statements(stated: Commitments) -> list[str]:
    """Return all that is stated, each as a statement."""
    values = stated.stated()
    period = values.pop("availability_period", None)
    told = {name: PROMISED.stated(name, value) for name, value in values.items()}
    if "availability" in told:
        told["availability"] = _by(period, told["availability"])
    return list(told.values())


def _amount(difference: Difference, voice: Voice) -> Iterator[Change]:
    before, after = difference.before, difference.after
    if before is None or after is None:
        yield difference.told(_appeared(difference, voice))
    else:
        yield difference.told(_moved(voice.noun(difference.field), before, after))


def _appeared(difference: Difference, voice: Voice) -> str:
    """Return in words that a figure is stated on one side only."""
    gone = difference.after is None
    value, owner = (
        (difference.before, difference.old) if gone else (difference.after, difference.new)
    )
    stated = voice.stated(difference.field, value)
    if difference.field == "availability":
        stated = _by(owner.availability_period, stated)
    return voice.appeared(stated, gone=gone)


def _moved(noun: str, before: Any, after: Any) -> str:
    return moved(noun, _verb(before, after), shown(before), shown(after))


def _verb(before: Any, after: Any) -> str:
    if isinstance(before, Capacity) and isinstance(after, Capacity):
        if before.unit != after.unit:
            return "changed"
        return direction(before.amount, after.amount)
    if isinstance(before, Hours) and isinstance(after, Hours):
        return span_moved(before.schedule, after.schedule)
    words = _DIRECTIONS.get(type(before))
    return direction(before, after, *words) if words else "changed"


def _by(period: str | None, stated: str) -> str:
    return _(_BY[period], stated=stated) if period in _BY else stated


_BY: Mapping[str | None, str] = {
    "quarter": later("{stated} by the quarter"),
    "year": later("{stated} by the year"),
}


def _period(difference: Difference, voice: Voice) -> Iterator[Change]:
    """Tell over which time availability counts, but where that comes or goes with the figure."""
    before, after = difference.before or "month", difference.after or "month"
    figures = [owner.availability is None for owner in (difference.old, difference.new)]
    if before != after and figures[0] == figures[1]:
        places = {"noun": voice.noun("availability"), "after": term(after), "before": term(before)}
        yield difference.told(
            _("{noun} now measured by the {after} instead of the {before}", **places)
        )


def _timing(difference: Difference, voice: Voice) -> Iterator[Change]:
    """Tell a time, priority by priority where it is not one for all of them on both sides."""
    before, after = difference.before, difference.after
    plain = [isinstance(each, Duration) for each in (before, after)]
    if before is None or after is None or all(plain):
        yield from _amount(difference, voice)
        return
    scene = difference.scene
    old = _by_priority(before, scene.before, after)
    new = _by_priority(after, scene.after, before)
    for priority in sorted(old.keys() | new.keys()):
        one = difference.at(priority, before=old.get(priority), after=new.get(priority))
        if one.before != one.after:
            yield one.told(_for_priority(one, difference.field, voice))


def _by_priority(timing: Timing, state: State, other: Timing) -> Mapping[str, Duration]:
    """Return what each priority gets; without settings those of the other side are all."""
    if not isinstance(timing, Duration):
        return timing
    known = state.settings.priorities if state.settings else other
    return dict.fromkeys(known, timing) if not isinstance(known, Duration) else {}


def _for_priority(one: Difference, field: str, voice: Voice) -> str:
    if one.before and one.after:
        noun = _("{noun} for {priority}", noun=voice.noun(field), priority=one.field)
        return _moved(noun, one.before, one.after)
    stated = voice.stated(field, one.after or one.before)
    stated = _("{stated} for {priority}", stated=stated, priority=one.field)
    return voice.appeared(stated, gone=not one.after)


def _hours(difference: Difference, voice: Voice) -> Iterator[Change]:
    before, after = difference.before, difference.after
    if voice.always and difference.field == "hours":
        always = Hours("24x7", _AROUND_THE_CLOCK)
        before, after = before or always, after or always
    if before is None or after is None:
        yield difference.told(_appeared(difference, voice))
    elif not _same_hours(before, after):
        yield _moved_hours(difference, before, after, voice)


def _moved_hours(difference: Difference, before: Hours, after: Hours, voice: Voice) -> Change:
    """Return how hours changed, also those that changed under their name in the catalog."""
    told = _moved(voice.noun(difference.field), before, after)
    if before.text != after.text:
        return difference.told(told)
    sides = replace(difference, before=before.schedule, after=after.schedule)
    return sides.told(_("{told} (schedule {schedule})", told=told, schedule=after.text))


def _same_hours(before: Hours, after: Hours) -> bool:
    if before.schedule is None or after.schedule is None:
        return before.text == after.text
    return same_schedule(before.schedule, after.schedule)


def span_moved(before: Schedule | None, after: Schedule | None) -> str:
    """Return whether hours were shortened or extended; changed where neither holds the other."""
    if before is None or after is None:
        return "changed"
    open_before, open_after = after.uncovered_by(before), before.uncovered_by(after)
    if bool(open_before) == bool(open_after):
        return "changed"
    return "extended" if open_before else "shortened"


def same_schedule(before: Schedule, after: Schedule) -> bool:
    """Whether two schedules mean the same minutes of the week, however they are written."""
    weeks = [[each.week(monday) for monday in REFERENCE_WEEKS] for each in (before, after)]
    zones = [{window.zone for window in each.windows} for each in (before, after)]
    whole = [_AROUND_THE_CLOCK.week(monday) for monday in REFERENCE_WEEKS]
    # Zones that agree in these weeks need not agree in others.
    return weeks[0] == weeks[1] and (zones[0] == zones[1] or weeks[0] == whole)


_FIGURES: Mapping[str, Callable[[Difference, Voice], Iterator[Change]]] = {
    **dict.fromkeys(CLOCKS, _hours),
    **dict.fromkeys(("respond_within", "restore_within"), _timing),
    "availability_period": _period,
}
