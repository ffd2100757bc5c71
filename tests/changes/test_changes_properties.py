"""What holds for the changes between any two catalogs."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import yaml
from changes.telling import AROUND, EMAIL, compared, entities, state
from hypothesis import assume, given
from hypothesis import strategies as st
from oracle.catalogs import catalog_of, catalog_texts, text_of
from promises.changed import often
from twoview.changes import TOPICS, Change
from twoview.model import Component, Requirement, Service

UNORDERED = {"requires", "customers", "outcomes", "any_of", "failure_domains"}


def shuffled(data: Any, dice: Any) -> Any:
    """Return data with the keys, and the lists that have no order, in another order."""
    if isinstance(data, list):
        return [shuffled(each, dice) for each in data]
    if not isinstance(data, dict):
        return data
    names = dice.sample(sorted(data), len(data))
    return {name: _mixed(name, shuffled(data[name], dice), dice) for name in names}


def _mixed(name: str, value: Any, dice: Any) -> Any:
    return dice.sample(value, len(value)) if name in UNORDERED and value else value


def rewritten(text: str, dice: Any) -> str:
    """Return the same catalog in other files: as JSON, as blocks or in one line."""
    parts = [shuffled(yaml.safe_load(each), dice) for each in text.split("---\n")]
    styles = (
        lambda part: json.dumps(part, indent=1) + "\n",
        lambda part: text_of([part]),
        lambda part: yaml.safe_dump(part, default_flow_style=False, width=20),
    )
    files = (_file(part) + dice.choice(styles)(part) for part in dice.sample(parts, len(parts)))
    return "---\n".join(files)


def _file(part: Any) -> str:
    return f"# file: {part.get('id', 'catalog')}.yaml\n"


def told(found: list[Change], back: bool = False) -> Counter[tuple[Any, ...]]:
    """Return what changed where, as it would be on the way back if asked for."""
    sides = [(each.before, each.after)[:: -1 if back else 1] for each in found]
    return Counter(
        (each.key, each.path, json.dumps(side, sort_keys=True))
        for each, side in zip(found, sides, strict=True)
    )


@often
@given(catalog_texts())
def test_a_catalog_has_not_changed_from_itself(text: str) -> None:
    assert compared(entities(catalog_of(text)), entities(catalog_of(text))) == []


@often
@given(catalog_texts(), st.randoms())
def test_a_catalog_that_is_written_otherwise_has_not_changed(text: str, dice: Any) -> None:
    again = rewritten(text, dice)
    assert compared(entities(catalog_of(text)), entities(catalog_of(again))) == []


@often
@given(catalog_texts(), catalog_texts())
def test_the_way_back_is_the_same_with_before_and_after_swapped(one: str, other: str) -> None:
    before, after = entities(catalog_of(one)), entities(catalog_of(other))
    there, back = compared(before, after), compared(after, before)
    assume(all(each.path != ("id",) for each in there))
    assert told(there) == told(back, back=True)


@often
@given(catalog_texts(), catalog_texts())
def test_changes_are_data_in_order_and_say_something(one: str, other: str) -> None:
    before, after = entities(catalog_of(one)), entities(catalog_of(other))
    found = compared(before, after)
    assert found == compared(dict(reversed(before.items())), dict(reversed(after.items())))
    topics = [TOPICS.index(each.topic) for each in found]
    assert topics == sorted(topics)
    for each in found:
        assert json.loads(json.dumps([each.before, each.after])) == [each.before, each.after]
        assert each.before != each.after
        assert each.text.strip() == each.text
        assert "\n" not in each.text


@often
@given(catalog_texts(), catalog_texts())
def test_what_customers_are_told_names_no_component(one: str, other: str) -> None:
    before, after = (_with_marked(entities(catalog_of(each))) for each in (one, other))
    outward = [each for each in compared(before, after) if not each.inward]
    assert not any("COMPONENT" in json.dumps([e.text, e.before, e.after]) for e in outward)


def _with_marked(found: Mapping[tuple[str, str], Any]) -> dict[tuple[str, str], Any]:
    """Return entities in which the id and name of each component say that it is one."""

    def ids(entry: Any) -> Any:
        members = [f"{m}-COMPONENT" if ("Component", m) in found else m for m in entry.members]
        if isinstance(entry, Requirement):
            return replace(entry, id=members[0])
        return replace(entry, any_of=tuple(members))

    marked = {}
    for (kind, ident), each in found.items():
        if isinstance(each, Service | Component):
            each = replace(each, requires=tuple(map(ids, each.requires)))
        if isinstance(each, Component):
            ident = f"{ident}-COMPONENT"
            each = replace(each, id=ident, name=ident)
        marked[kind, ident] = each
    return marked


def test_a_new_id_is_told_on_the_way_back_too() -> None:
    before = state(AROUND, EMAIL)
    after = state(AROUND, EMAIL.replace("id: email", "id: mail"))
    (there,), (back,) = compared(before, after), compared(after, before)
    assert (there.before, there.after) == (back.after, back.before)
    assert (there.id, back.id) == ("mail", "email")
