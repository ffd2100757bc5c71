"""Tellers of promises, targets, and what teams and suppliers say that they can do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any

from twoview.changes.change import Change
from twoview.changes.difference import Difference, State, Teller, fieldwise
from twoview.changes.plain import direction
from twoview.model import Capacity, Commitments, Hours, Timing
from twoview.values import REFERENCE_WEEKS, Duration, Schedule, Share

_STATED: Mapping[str, str] = {"maintenance": "maintenance window"}
_NOUNS: Mapping[str, str] = {
    **_STATED,
    "respond_within": "response time",
    "restore_within": "restore time",
    "change_within": "change time",
}
_DIRECTIONS: Mapping[type, tuple[str, str]] = {
    Share: ("raised", "lowered"),
    Duration: ("lengthened", "shortened"),
    Capacity: ("raised", "lowered"),
}
_AROUND_THE_CLOCK = Schedule()


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """How figures are spoken of: who has them, and as what."""

    lead: str = ""
    of: str = ""
    added: str
    removed: str
    hours: str = "service hours"
    hours_of: str = ""
    always: bool = False
    """Whether hours that are left out are around the clock."""

    def noun(self, field: str) -> str:
        """Return what a field is called, with what it is to whom."""
        if field in _CLOCKS:
            return f"{self.lead}{self._named(field)}{self.hours_of}"
        return f"{self.lead}{self._named(field)}{self.of}"

    def stated(self, field: str, value: Any) -> str:
        """Return a figure as a statement: `restore within 4h`."""
        return f"{self._named(field, statement=True)} {shown(value)}"

    def _named(self, field: str, *, statement: bool = False) -> str:
        if field == "hours":
            return self.hours
        names = _STATED if statement else _NOUNS
        return names.get(field, field.replace("_", " "))


def promised(whom: str = "") -> Voice:
    """Return how promises are spoken of: " to Office", or empty for all customers."""
    return Voice(
        lead="" if whom else "promised ",
        of=whom and f" promised{whom}",
        hours_of=whom and f" promised{whom}",
        added=f"newly promised{whom}: ",
        removed=f"no more promised{whom}: ",
        always=True,
    )


TARGETED = Voice(of=" target", added="new target: ", removed="target dropped: ", hours="hours")
OFFERED = Voice(added="now states ", removed="no longer states ", hours="hours")


def figure(voice: Voice) -> Teller:
    """Return a teller of any one figure."""
    return lambda difference: _FIGURES.get(difference.field, _amount)(difference, voice)


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
    voices = {each.name: promised(" in general" * (each.name in own)) for each in _FIELDS}
    return fieldwise(difference, {name: figure(voice) for name, voice in voices.items()})


_FIELDS = fields(Commitments)


def shown(value: Any) -> str:
    """Return a figure as people write it."""
    if isinstance(value, Hours):
        return value.schedule.words() if value.schedule else value.text
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {each}" for name, each in value.items())
    return str(value)


def statements(stated: Commitments) -> list[str]:
    """Return all that is stated, each as a statement."""
    voice = promised()
    values = stated.stated()
    period = values.pop("availability_period", None)
    told = {name: voice.stated(name, value) for name, value in values.items()}
    if "availability" in told:
        told["availability"] += _by(period)
    return list(told.values())


def _amount(difference: Difference, voice: Voice) -> Iterator[Change]:
    before, after = difference.before, difference.after
    if before is None or after is None:
        yield difference.told(_appeared(difference, voice))
    else:
        yield difference.told(f"{voice.noun(difference.field)} {_moved(before, after)}")


def _appeared(difference: Difference, voice: Voice) -> str:
    """Return in words that a figure is stated on one side only."""
    gone = difference.after is None
    value, owner = (
        (difference.before, difference.old) if gone else (difference.after, difference.new)
    )
    stated = voice.stated(difference.field, value)
    if difference.field == "availability":
        stated += _by(owner.availability_period)
    return f"{voice.removed if gone else voice.added}{stated}"


def _moved(before: Any, after: Any) -> str:
    return f"{_verb(before, after)} from {shown(before)} to {shown(after)}"


def _verb(before: Any, after: Any) -> str:
    if isinstance(before, Capacity) and isinstance(after, Capacity):
        if before.unit != after.unit:
            return "changed"
        return direction(before.amount, after.amount)
    if isinstance(before, Hours) and isinstance(after, Hours):
        return span_moved(before.schedule, after.schedule)
    words = _DIRECTIONS.get(type(before))
    return direction(before, after, *words) if words else "changed"


def _by(period: str | None) -> str:
    return f" by the {period}" if period and period != "month" else ""


def _period(difference: Difference, voice: Voice) -> Iterator[Change]:
    """Tell over which time availability counts, but where that comes or goes with the figure."""
    before, after = difference.before or "month", difference.after or "month"
    figures = [owner.availability is None for owner in (difference.old, difference.new)]
    if before != after and figures[0] == figures[1]:
        noun = voice.noun("availability")
        yield difference.told(f"{noun} now measured by the {after} instead of the {before}")


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
    priority = f" for {one.field}"
    if one.before and one.after:
        return f"{voice.noun(field)}{priority} {_moved(one.before, one.after)}"
    stated = voice.stated(field, one.after or one.before)
    return f"{voice.added if one.after else voice.removed}{stated}{priority}"


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
    moved = f"{voice.noun(difference.field)} {_moved(before, after)}"
    if before.text != after.text:
        return difference.told(moved)
    sides = replace(difference, before=before.schedule, after=after.schedule)
    return sides.told(f"{moved} (schedule {after.text})")


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


_CLOCKS = frozenset(("hours", "maintenance", "support_hours"))
_FIGURES: Mapping[str, Callable[[Difference, Voice], Iterator[Change]]] = {
    **dict.fromkeys(_CLOCKS, _hours),
    **dict.fromkeys(("respond_within", "restore_within"), _timing),
    "availability_period": _period,
}
