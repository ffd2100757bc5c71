"""Tellers of whom a service serves, how they relate, and what they alone are promised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import partial

from twoview.changes.change import Change
from twoview.changes.difference import Difference, fieldwise
from twoview.changes.figures import figure, statements
from twoview.changes.keyed import paired
from twoview.changes.plain import Words, each_named
from twoview.changes.voice import promised
from twoview.language import _, later
from twoview.language.terms import term
from twoview.model import Commitments, Engagement, Service

_JOINED: Mapping[str, str] = {
    "service": later("{name} is a customer now"),
    "partnership": later("{name} is a customer now, as a partner"),
    "utility": later("{name} is a customer now, to whom it is simply there"),
}


def engagements(difference: Difference) -> Iterator[Change]:
    """Tell who is a customer, and what changed between a service and each of its customers."""
    services = (difference.old, difference.new)
    for one in paired(difference, lambda engagement: (engagement.id,)):
        name = one.scene.names("Customer", one.field)
        if one.before is None:
            yield one.told(_joined(one.after, name))
        elif one.after is None:
            yield one.told(_("no longer serves {name}", name=name))
        else:
            yield from _engagement(one, name, services)


def _joined(engagement: Engagement, name: str) -> str:
    """Return in words how a new customer relates, and what it alone is promised."""
    own = ", ".join(statements(engagement.commitments))
    told = _(_JOINED[engagement.relationship], name=name)
    return _("{told}, promised {promises}", told=told, promises=own) if own else told


def _engagement(one: Difference, name: str, services: tuple[Service, Service]) -> Iterator[Change]:
    return fieldwise(
        one,
        {
            "relationship": Words(
                later("relationship with {who} changed from {before} to {after}"),
                show=term,
                places={"who": name},
            ),
            "outcomes": each_named(
                "Outcome",
                later("helps {who} to reach: {name}"),
                later("no longer helps {who} to reach: {name}"),
                who=name,
            ),
            "commitments": partial(_own_commitments, name=name, services=services),
        },
    )


def _own_commitments(
    difference: Difference, name: str, services: tuple[Service, Service]
) -> Iterator[Change]:
    """Tell where a customer's own promises make a difference to what this customer is promised."""
    old = services[0].promised_to(difference.old)
    new = services[1].promised_to(difference.new)
    teller = figure(promised(name))
    for each in fields(Commitments):
        field = each.name
        before, after = getattr(old, field), getattr(new, field)
        is_own = getattr(difference.before, field) != getattr(difference.after, field)
        if is_own and before != after:
            sides = {"before": before, "after": after, "old": old, "new": new}
            yield from teller(difference.at(field, **sides, topic="promise"))
