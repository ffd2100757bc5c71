"""What is true of the promises of any catalog: nothing gets worse by what makes it better."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import yaml
from changed import often, with_node, with_targets
from hypothesis import assume, given
from hypothesis import strategies as st
from oracle.catalogs import catalog_of, catalog_texts, text_of
from twoview.model import (
    Capacity,
    Catalog,
    Component,
    Hours,
    Requirement,
    Supplier,
    Team,
)
from twoview.promises import Judge, Judgement
from twoview.promises.made import Promise
from twoview.values import Duration, Schedule, Share

MORE_IS_BETTER = ("availability", "capacity")
RANKS = {"short": 0, "unbacked": 1, "kept": 2}
ALWAYS = Hours(text="24x7", schedule=Schedule())

any_catalog = given(catalog_texts(), st.data())


def draw_one(data: st.DataObject, choices: Any) -> Any:
    """Return one of some choices; a catalog without any says nothing."""
    found = list(choices)
    assume(found)
    return data.draw(st.sampled_from(found))


def pairs(before: Catalog, after: Catalog) -> list[tuple[Judgement, Judgement]]:
    """Return each judgement in one catalog and in another that makes the same promises."""
    both = zip(Judge(before).judgements, Judge(after).judgements, strict=True)
    return [(one, other) for one, other in both if one.verdict in RANKS]


def is_worse(one: Judgement, other: Judgement) -> bool:
    """Whether the other is the worse: by its verdict, or else by its figure."""
    if one.verdict != other.verdict:
        return RANKS[one.verdict] > RANKS[other.verdict]
    if one.achievable is None or other.achievable is None:
        return one.achievable is not other.achievable
    if one.promise.metric in MORE_IS_BETTER:
        return one.achievable > other.achievable
    return one.achievable < other.achievable


# Figures


def raised(value: Any) -> Any:
    """Return a better figure: twice as much, half as long, half of what is missing to always."""
    if isinstance(value, Mapping):
        return {priority: raised(each) for priority, each in value.items()}
    if isinstance(value, Share):
        return Share((1 + value.value) / 2)
    if isinstance(value, Capacity):
        return Capacity(value.amount * 2, value.unit)
    return Duration(value.seconds // 2) if isinstance(value, Duration) else value


def raised_of(stated: Any, metric: str) -> Any:
    return replace(stated, **{metric: raised(getattr(stated, metric))})


@often
@any_catalog
def test_raising_a_target_never_worsens_a_promise(drawn: str, data: st.DataObject) -> None:
    before = catalog_of(drawn)
    stated = [(c, m) for c in before.components.values() for m in c.targets.stated()]
    component, metric = draw_one(data, stated)
    after = with_node(before, replace(component, targets=raised_of(component.targets, metric)))
    assert not any(is_worse(one, other) for one, other in pairs(before, after))


@often
@any_catalog
def test_raising_what_a_team_or_supplier_agreed_never_worsens_a_promise(
    drawn: str, data: st.DataObject
) -> None:
    before = catalog_of(drawn)
    metrics = ("availability", "respond_within", "restore_within", "change_within")
    runners = [*before.teams.values(), *before.suppliers.values()]
    stated = [(r, m) for r in runners for m in metrics if getattr(r, m, None) is not None]
    runner, metric = draw_one(data, stated)
    better: Any = {**before.of_kind(runner.kind), runner.id: raised_of(runner, metric)}
    after = replace(before, **{runner.plural: better})
    assert not any(is_worse(one, other) for one, other in pairs(before, after))


MISSING: Mapping[str, Callable[[Component, Team | Supplier | None], bool]] = {
    "availability": lambda _, by: getattr(by, "availability", None) is None,
    "restore_within": lambda _, by: by is None or by.restore_within is None,
    "hours": lambda _, by: by is None or by.hours is None,
    "recovery_time": lambda *_: True,
    "recovery_point": lambda component, _: component.type in ("database", "storage"),
    "change_within": lambda _, by: getattr(by, "change_within", None) is None,
}
"""Whether a figure that a component does not state is missing: nobody else states it for it.

A capacity, or a recovery point of what keeps no data, limits nothing as long as nobody states it.
"""


def missing(catalog: Catalog, component: Component) -> list[str]:
    by = catalog.teams.get(component.team or "") or catalog.suppliers.get(component.supplier or "")
    unstated = (each for each in MISSING if getattr(component.targets, each) is None)
    return [each for each in unstated if MISSING[each](component, by)]


FIGURES = st.fixed_dictionaries(
    {
        "availability": st.sampled_from(["0%", "50%", "99.9%", "100%"]).map(Share.parse),
        "hours": st.sampled_from([ALWAYS, Hours("office", Schedule.parse("Mon 09:00-10:00 UTC"))]),
        **dict.fromkeys(
            ("restore_within", "recovery_time", "recovery_point", "change_within"),
            st.integers(0, 10**6).map(Duration),
        ),
    }
)


@often
@any_catalog
def test_stating_what_is_missing_never_makes_a_kept_promise_short(
    drawn: str, data: st.DataObject
) -> None:
    before = catalog_of(drawn)
    lacking = [(c, m) for c in before.components.values() for m in missing(before, c)]
    component, metric = draw_one(data, lacking)
    after = with_targets(before, component.id, **{metric: data.draw(FIGURES)[metric]})
    for one, other in pairs(before, after):
        assert one.verdict != "kept" or other.verdict == "kept"


# Structure


def earned(judge: Judge) -> set[tuple[str, int]]:
    """Return where the groups stand that count as independent."""
    gates = {gate for found in judge.structure.gates.values() for gate in found}
    return {gate.order for gate in gates if judge.structure.credited(gate)}


def is_lower(before: Judge, after: Judge, promise: Promise) -> bool:
    """Whether a service is less available than before, with what is missing at worst or perfect."""
    shares = [
        [judge.availability.value(promise, case) for case in ("worst", "perfect")]
        for judge in (before, after)
    ]
    return any(new < old for old, new in zip(*shares, strict=True))


def availability_promises(judge: Judge) -> list[Promise]:
    """Return a promise of availability for each service that can be judged."""
    nothing = Share.parse("0%")
    services = (each for each in judge.catalog.services if each in judge.structure.order)
    return [Promise(service=each, metric="availability", value=nothing) for each in services]


@often
@any_catalog
def test_one_more_requirement_never_improves_availability(drawn: str, data: st.DataObject) -> None:
    before = Judge(catalog_of(drawn))
    node = draw_one(data, (n for n in before.catalog.nodes if before.structure.entries[n.id]))
    added = Requirement(id=draw_one(data, (each.id for each in before.catalog.nodes)))
    after = Judge(with_node(before.catalog, replace(node, requires=(*node.requires, added))))
    assume(earned(before) == earned(after))
    for promise in availability_promises(after):
        assert not is_lower(after, before, promise)


@often
@any_catalog
def test_a_first_failure_domain_of_its_own_never_lowers_availability(
    drawn: str, data: st.DataObject
) -> None:
    before = Judge(catalog_of(drawn))
    silent = (each for each in before.catalog.components.values() if not each.failure_domains)
    component = replace(draw_one(data, silent), failure_domains=("nowhere-else",))
    after = Judge(with_node(before.catalog, component))
    for promise in availability_promises(before):
        assert not is_lower(before, after, promise)


# Names


def renamed(drawn: str, names: Mapping[str, str]) -> str:
    """Return the text of a catalog with other ids for its services and components."""
    entities = list(yaml.safe_load_all(drawn))
    for entity in entities:
        if entity["kind"] in ("Service", "Component"):
            entity["id"] = names.get(entity["id"], entity["id"])
            entity["requires"] = [_renamed(entry, names) for entry in entity["requires"]]
    return text_of(entities)


def _renamed(entry: Any, names: Mapping[str, str]) -> Any:
    if isinstance(entry, str):
        return names.get(entry, entry)
    if "any_of" in entry:
        return {**entry, "any_of": [names.get(each, each) for each in entry["any_of"]]}
    return {**entry, "id": names.get(entry["id"], entry["id"])}


def told(catalog: Catalog, names: Mapping[str, str]) -> list[tuple[Any, ...]]:
    """Return what is said of each promise, with other ids for services and components."""
    return [
        (
            names[each.promise.service],
            each.promise.customer,
            each.promise.metric,
            each.promise.priority,
            each.verdict,
            each.achievable,
            each.if_independent,
            tuple(names.get(ident, ident) for ident in each.because),
            tuple(names.get(ident, ident) for ident in each.unknown),
        )
        for each in Judge(catalog).judgements
    ]


@often
@given(catalog_texts())
def test_ids_that_stand_in_the_same_order_change_nothing(drawn: str) -> None:
    catalog = catalog_of(drawn)
    names = {each.id: f"{each.id}-{each.id}" for each in catalog.nodes}
    same = {name: name for name in names.values()}
    assert told(catalog, names) == told(catalog_of(renamed(drawn, names)), same)


@often
@any_catalog
def test_ids_in_another_order_change_no_figure_and_no_verdict(
    drawn: str, data: st.DataObject
) -> None:
    catalog = catalog_of(drawn)
    idents = [each.id for each in catalog.nodes]
    names = dict(zip(idents, data.draw(st.permutations(idents)), strict=True))
    same = {name: name for name in names}
    # What comes first by id may change places: reasons of equal weight, and equally good choices.
    ours = [each[:7] for each in told(catalog, names)]
    theirs = [each[:7] for each in told(catalog_of(renamed(drawn, names)), same)]
    assert sorted(ours, key=repr) == sorted(theirs, key=repr)
