"""How promises, targets, and what teams and suppliers say that they can do, are spoken of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from twoview.language import _, later
from twoview.model import Hours

CLOCKS = frozenset(("hours", "maintenance", "support_hours"))
"""The fields that are hours of the week."""

NAMES: Mapping[str, str] = {
    "hours": later("hours"),
    "availability": later("availability"),
    "respond_within": later("respond within"),
    "restore_within": later("restore within"),
    "recovery_time": later("recovery time"),
    "recovery_point": later("recovery point"),
    "change_within": later("change within"),
    "capacity": later("capacity"),
    "maintenance": later("maintenance window"),
    "support_hours": later("support hours"),
}
"""What a figure is called before its value: respond within 4h."""

_NOUNS: Mapping[str, str] = {
    **NAMES,
    "respond_within": later("response time"),
    "restore_within": later("restore time"),
    "change_within": later("change time"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """How figures are spoken of: in which phrases, with {noun} or {stated} in the place of one."""

    figure: str
    hours: str
    """The phrase for hours of any kind, which nobody calls a target."""
    added: str
    removed: str
    customer: str = ""
    """The name of the customer who alone has them."""
    always: bool = False
    """Whether figures are promises: then hours that are left out are around the clock."""
    is_general: bool = False
    """Whether some customers have a promise of their own instead."""

    def noun(self, field: str) -> str:
        """Return what a field is called, with what it is to whom."""
        phrase = self.hours if field in CLOCKS else self.figure
        return _(phrase, noun=self._named(field, _NOUNS), customer=self.customer)

    def stated(self, field: str, value: Any) -> str:
        """Return a figure as a statement: `restore within 4h`."""
        return _("{noun} {value}", noun=self._named(field, NAMES), value=shown(value))

    def appeared(self, stated: str, *, gone: bool) -> str:
        """Return in words that a figure is stated newly, or no more."""
        phrase = self.removed if gone else self.added
        return _(phrase, stated=stated, customer=self.customer)

    def _named(self, field: str, names: Mapping[str, str]) -> str:
        return _("service hours") if self.always and field == "hours" else _(names[field])


PROMISED = Voice(
    figure=later("promised {noun}"),
    hours=later("promised {noun}"),
    added=later("newly promised: {stated}"),
    removed=later("no more promised: {stated}"),
    always=True,
)
GENERAL = Voice(
    figure=later("{noun} promised in general"),
    hours=later("{noun} promised in general"),
    added=later("newly promised in general: {stated}"),
    removed=later("no more promised in general: {stated}"),
    always=True,
    is_general=True,
)
TARGETED = Voice(
    figure=later("{noun} target"),
    hours="{noun}",
    added=later("new target: {stated}"),
    removed=later("target dropped: {stated}"),
)
OFFERED = Voice(
    figure="{noun}",
    hours="{noun}",
    added=later("now states {stated}"),
    removed=later("no longer states {stated}"),
)


def promised(customer: str) -> Voice:
    """Return how the promises of one customer alone are spoken of."""
    return Voice(
        figure=later("{noun} promised to {customer}"),
        hours=later("{noun} promised to {customer}"),
        added=later("newly promised to {customer}: {stated}"),
        removed=later("no more promised to {customer}: {stated}"),
        customer=customer,
        always=True,
    )


def shown(value: Any) -> str:
    """Return a figure as people write it."""
    if isinstance(value, Hours):
        return value.schedule.words() if value.schedule else value.text
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {each}" for name, each in value.items())
    return str(value)
