"""Who tells of each field, what it is about, and which fields customers are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace

from twoview.changes.catalog import rules, schedules
from twoview.changes.change import Change, Key, Topic
from twoview.changes.difference import Difference, Scene, Teller, changed, fieldwise
from twoview.changes.engaged import engagements
from twoview.changes.figures import OFFERED, TARGETED, commitments, figure, figures
from twoview.changes.keyed import links, waivers
from twoview.changes.plain import (
    Words,
    charged,
    direction,
    each_named,
    gathered,
    given,
    named,
    one_of,
    ordered,
    prose,
    switch,
)
from twoview.changes.prose import one_line
from twoview.changes.requires import requires
from twoview.model import Component, Contract, Entity

_AUDIENCES = {
    "external": "for customers outside",
    "internal": "for the business",
    "supporting": "behind other services",
}
_BOUNDARIES = {
    "external": "outside the organization",
    "internal": "in the business",
    "it": "in IT",
}


def _size(difference: Difference) -> Iterator[Change]:
    before, after = difference.before, difference.after
    if before is None or after is None:
        yield difference.told("size left out" if after is None else f"size given: {after:,} people")
    else:
        moved = "grown" if before < after else "shrunk"
        yield difference.told(f"{moved} from {before:,} to {after:,} people")


def _priority(difference: Difference) -> Iterator[Change]:
    """Tell how important something is: 1 is the highest."""
    before, after = difference.before, difference.after
    if before is None or after is None:
        yield from given("priority")(difference)
    else:
        yield difference.told(f"priority {direction(after, before)} from {before} to {after}")


def _contract(difference: Difference) -> Iterator[Change]:
    """Tell what came of a contract; one that says nothing is none."""
    before, after = difference.before or Contract(), difference.after or Contract()
    if Contract() not in (before, after):
        yield from fieldwise(replace(difference, before=before, after=after), _OF_CONTRACT)
    elif before != after:
        contract = after if before == Contract() else before
        until = f" until {contract.until}" if contract.until else ""
        what = "added" if contract is after else "removed"
        yield difference.told(f"contract {contract.reference}{until} {what}".replace("  ", " "))


_OF_CONTRACT: Mapping[str, Teller] = {
    "reference": Words("contract {after} instead of {before}"),
    "until": Words(
        "contract until {after} instead of {before}",
        "contract until {after}",
        "end of the contract left out (was {before})",
    ),
}


def _runner(difference: Difference) -> Iterator[Change]:
    """Tell who runs a component, once where it goes from a team to a supplier or back."""
    old, new = difference.old, difference.new
    if difference.field == "team" or old.team == new.team:
        before, after = (_run_by(difference, each) for each in (old, new))
        yield difference.told(f"run by {after} instead of {before}")


def _run_by(difference: Difference, component: Component) -> str:
    names = difference.scene.names
    if component.team:
        return names("Team", component.team)
    return f"supplier {names('Supplier', component.supplier)}" if component.supplier else "nobody"


_TOLD: Mapping[Topic, Mapping[str, Teller]] = {
    "promise": {
        "commitments": commitments,
        "priorities": ordered("priorities"),
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
            "source of its figures is {after} instead of {before}",
            "source of its figures: {after}",
            "source of its figures left out (was {before})",
        ),
        "as_of": Words(
            "figures as of {after} instead of {before}",
            "figures as of {after}",
            "day of its figures left out (was {before})",
        ),
    },
    "lifecycle": {
        "status": Words("{after} now (was {before})"),
        "accepts": waivers,
        "contract": _contract,
        "review_every": Words("review due every {after} instead of {before}"),
        "contract_notice": Words("end of a contract announced {after} ahead instead of {before}"),
    },
    "structure": {
        "audience": one_of(_AUDIENCES, "{after} now (was {before})"),
        "owner": named("Team", given("owner")),
        "customers": engagements,
        "outcomes": each_named(
            "Outcome", "helps to reach: {name}", "no longer helps to reach: {name}"
        ),
        "requires": requires,
        "type": Words("type changed from {before} to {after}"),
        **dict.fromkeys(("team", "supplier"), _runner),
        "failure_domains": gathered("failure domains"),
        "monitored": switch("monitored now", "no longer monitored"),
        "recovery_tested": Words(
            "recovery tested on {after} (before: {before})",
            "recovery tested on {after}",
            "recovery test of {before} left out",
        ),
        "boundary": one_of(_BOUNDARIES, "{after} now (was {before})"),
        "size": _size,
        "priority": _priority,
    },
    "cost": {
        "cost": charged("cost"),
        "price": charged("price"),
        "currency": given("currency"),
    },
    "text": {
        "name": Words("renamed from {before} to {after}"),
        "summary": prose("summary", one_line),
        "description": prose("description"),
        "when_it_fails": prose("text on what happens when it fails"),
        "how_to_request": prose("text on how to request it"),
        "measure": prose("measure"),
        "contact": given("contact"),
        "handle": given("handle"),
        "links": links,
        "tags": gathered("tags"),
        "synonyms": gathered("synonyms"),
        "formerly": gathered("former ids"),
        "reviewed": Words(
            "reviewed on {after} (before: {before})",
            "reviewed on {after}",
            "review of {before} left out",
        ),
        "rules": rules,
        "vocabulary": gathered("vocabulary"),
    },
}

_OTHERWISE: Mapping[tuple[str, str], tuple[Topic, Teller]] = {
    ("Outcome", "customers"): (
        "structure",
        each_named("Customer", "wanted by {name} now", "no longer wanted by {name}"),
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
            "synonyms",
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
