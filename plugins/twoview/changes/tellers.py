"""Who tells of each field, what it is about, and which fields customers are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace

from twoview.changes.catalog import rules, schedules
from twoview.changes.change import Change, Key, Topic
from twoview.changes.difference import Difference, Scene, Teller, changed, fieldwise
from twoview.changes.engaged import engagements
from twoview.changes.figures import commitments, figure, figures
from twoview.changes.keyed import links, waivers
from twoview.changes.plain import (
    Words,
    charged,
    direction,
    each_named,
    gathered,
    given,
    moved,
    named,
    one_of,
    ordered,
    prose,
    switch,
)
from twoview.changes.prose import one_line
from twoview.changes.requires import requires
from twoview.changes.voice import OFFERED, TARGETED
from twoview.language import _, later
from twoview.language.terms import term
from twoview.model import Component, Contract, Entity

_AUDIENCES = {
    "external": later("for customers outside"),
    "internal": later("for the business"),
    "supporting": later("behind other services"),
}
_BOUNDARIES = {
    "external": later("outside the organization"),
    "internal": later("in the business"),
    "it": later("in IT"),
}


def _size(difference: Difference) -> Iterator[Change]:
    before, after = difference.before, difference.after
    if after is None:
        yield difference.told(_("size left out"))
    elif before is None:
        yield difference.told(_("size given: {number} people", number=f"{after:,}"))
    else:
        told = _GROWN if before < after else _SHRUNK
        yield difference.told(_(told, before=f"{before:,}", after=f"{after:,}"))


_GROWN = later("grown from {before} to {after} people")
_SHRUNK = later("shrunk from {before} to {after} people")


def _priority(difference: Difference) -> Iterator[Change]:
    """Tell how important something is: 1 is the highest."""
    before, after = difference.before, difference.after
    if before is None or after is None:
        yield from given(later("priority"))(difference)
    else:
        yield difference.told(moved(_("priority"), direction(after, before), before, after))


def _contract(difference: Difference) -> Iterator[Change]:
    """Tell what came of a contract; one that says nothing is none."""
    before, after = difference.before or Contract(), difference.after or Contract()
    if Contract() not in (before, after):
        yield from fieldwise(replace(difference, before=before, after=after), _OF_CONTRACT)
    elif before != after:
        contract = after if before == Contract() else before
        told = _CONTRACTED[contract is after, bool(contract.until)]
        text = _(told, reference=contract.reference, until=contract.until)
        yield difference.told(one_line(text))


_CONTRACTED: Mapping[tuple[bool, bool], str] = {
    (True, True): later("contract {reference} until {until} added"),
    (True, False): later("contract {reference} added"),
    (False, True): later("contract {reference} until {until} removed"),
    (False, False): later("contract {reference} removed"),
}
"""What is said of a contract by whether it came, and whether it has an end."""

_OF_CONTRACT: Mapping[str, Teller] = {
    "reference": Words(later("contract {after} instead of {before}")),
    "until": Words(
        later("contract until {after} instead of {before}"),
        later("contract until {after}"),
        later("end of the contract left out (was {before})"),
    ),
}


def _runner(difference: Difference) -> Iterator[Change]:
    """Tell who runs a component, once where it goes from a team to a supplier or back."""
    old, new = difference.old, difference.new
    if difference.field == "team" or old.team == new.team:
        before, after = (_run_by(difference, each) for each in (old, new))
        yield difference.told(_("run by {after} instead of {before}", after=after, before=before))


def _run_by(difference: Difference, component: Component) -> str:
    names = difference.scene.names
    if component.team:
        return names("Team", component.team)
    if component.supplier:
        return _("supplier {name}", name=names("Supplier", component.supplier))
    return _("nobody")


_TOLD: Mapping[Topic, Mapping[str, Teller]] = {
    "promise": {
        "commitments": commitments,
        "priorities": ordered(later("priorities")),
        "schedules": schedules,
    },
    "target": {
        "targets": figures(TARGETED),
        **dict.fromkeys(
            (
                "hours",
                "respond_within",
                "restore_within",
                "change_within",
                "availability",
                "availability_period",
            ),
            figure(OFFERED),
        ),
        "source": Words(
            later("source of its figures is {after} instead of {before}"),
            later("source of its figures: {after}"),
            later("source of its figures left out (was {before})"),
        ),
        "as_of": Words(
            later("figures as of {after} instead of {before}"),
            later("figures as of {after}"),
            later("day of its figures left out (was {before})"),
        ),
    },
    "lifecycle": {
        "status": Words(later("{after} now (was {before})"), show=term),
        "accepts": waivers,
        "contract": _contract,
        "review_every": Words(later("review due every {after} instead of {before}")),
        "contract_notice": Words(
            later("end of a contract announced {after} ahead instead of {before}")
        ),
    },
    "structure": {
        "audience": one_of(_AUDIENCES, later("{after} now (was {before})")),
        "owner": named("Team", given(later("owner"))),
        "customers": engagements,
        "outcomes": each_named(
            "Outcome",
            later("helps to reach: {name}"),
            later("no longer helps to reach: {name}"),
        ),
        "requires": requires,
        "type": Words(later("type changed from {before} to {after}"), show=term),
        **dict.fromkeys(("team", "supplier"), _runner),
        "failure_domains": gathered(later("failure domains")),
        "monitored": switch(later("monitored now"), later("no longer monitored")),
        "recovery_tested": Words(
            later("recovery tested on {after} (before: {before})"),
            later("recovery tested on {after}"),
            later("recovery test of {before} left out"),
        ),
        "boundary": one_of(_BOUNDARIES, later("{after} now (was {before})")),
        "size": _size,
        "priority": _priority,
    },
    "cost": {
        "cost": charged(later("cost")),
        "price": charged(later("price")),
        "currency": given(later("currency")),
    },
    "text": {
        "name": Words(later("renamed from {before} to {after}")),
        "summary": prose(later("summary"), one_line),
        "description": prose(later("description")),
        "when_it_fails": prose(later("text on what happens when it fails")),
        "how_to_request": prose(later("text on how to request it")),
        "measure": prose(later("measure")),
        "contact": given(later("contact")),
        "handle": given(later("handle")),
        "links": links,
        "tags": gathered(later("tags")),
        "synonyms": gathered(later("synonyms")),
        "formerly": gathered(later("former ids")),
        "reviewed": Words(
            later("reviewed on {after} (before: {before})"),
            later("reviewed on {after}"),
            later("review of {before} left out"),
        ),
        "rules": rules,
        "vocabulary": gathered(later("vocabulary")),
    },
}

_OTHERWISE: Mapping[tuple[str, str], tuple[Topic, Teller]] = {
    ("Outcome", "customers"): (
        "structure",
        each_named("Customer", later("wanted by {name} now"), later("no longer wanted by {name}")),
    ),
}
"""Fields whose name means something else in one kind."""

_TELLERS = {name: (topic, teller) for topic, told in _TOLD.items() for name, teller in told.items()}
_UNKNOWN: tuple[Topic, Teller] = ("text", changed)

_OUTWARD: Mapping[str, frozenset[str]] = {
    "Catalog": frozenset({"name", "description", "currency", "priorities"}),
    "Service": frozenset(
        {
            "name",
            "status",
            "audience",
            "owner",
            "summary",
            "customers",
            "outcomes",
            "commitments",
            "price",
            "when_it_fails",
            "how_to_request",
            "links",
        }
    ),
    "Customer": frozenset({"name", "description", "contact", "boundary", "size"}),
    "Outcome": frozenset({"name", "description", "customers", "measure", "priority"}),
}
"""What customers are shown of each kind; all else is inward."""


def is_inward(kind: str) -> bool:
    """Whether customers are shown nothing of a kind."""
    return kind not in _OUTWARD


def tell(scene: Scene, key: Key, before: Entity, after: Entity) -> Iterator[Change]:
    """Yield what means something else in an entity, whose ids are not compared."""
    for each in fields(before):
        old, new = getattr(before, each.name), getattr(after, each.name)
        if each.compare and each.name != "id" and old != new:
            topic, teller = _teller(key[0], each.name)
            yield from teller(
                Difference(
                    scene=scene,
                    key=key,
                    path=(each.name,),
                    topic=topic,
                    inward=each.name not in _OUTWARD.get(key[0], ()),
                    old=before,
                    new=after,
                    before=old,
                    after=new,
                )
            )


def _teller(kind: str, field: str) -> tuple[Topic, Teller]:
    return _OTHERWISE.get((kind, field)) or _TELLERS.get(field, _UNKNOWN)
