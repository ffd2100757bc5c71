"""Judging that takes over what two states of a catalog have in common finds the same as without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import yaml
from changed import often
from hypothesis import given
from hypothesis import strategies as st
from oracle.catalogs import PROMISED_SHARES, SETTINGS, catalog_texts, text_of
from twoview.check import check
from twoview.examples import files_of
from twoview.judged import Judged
from twoview.load import Memory, load
from twoview.promises import Judgement

DAY = date(2026, 7, 1)
Key = tuple[str, str]


def entities(text: str) -> dict[Key, Any]:
    """Return the entities of a text by kind and id, as data."""
    data = [yaml.safe_load(part) for part in text.split("---\n")]
    return {(each["kind"], each.get("id", "")): each for each in data}


def other_spelling(value: Any) -> Any:
    """Return data in which each share and hour is written in another way."""
    if isinstance(value, Mapping):
        return {name: other_spelling(each) for name, each in value.items()}
    if isinstance(value, list):
        return [other_spelling(each) for each in value]
    ways = {share: f"{share[:-1]}.0%" for share in PROMISED_SHARES if "." not in share}
    ways |= {share: f"{share[:-1]}0%" for share in PROMISED_SHARES if "." in share}
    return (ways | {"1h": "60m", "90s": "1m30s", "1d": "24h"}).get(value, value)


@st.composite
def changed(draw: st.DrawFn) -> tuple[str, str]:
    """Return the texts of two states that have much in common."""
    one, other = entities(draw(catalog_texts())), entities(draw(catalog_texts()))
    after = dict(one)
    for key in draw(st.lists(st.sampled_from(sorted(one.keys() | other.keys())), max_size=3)):
        mine, theirs = after.get(key, {}), other.get(key, {})
        field = draw(st.sampled_from(sorted(mine.keys() | theirs.keys()) or [""]))
        new = draw(
            st.sampled_from(
                (
                    theirs,
                    other_spelling(mine),
                    {**mine, field: theirs.get(field)} if mine and field in theirs else {},
                    {name: value for name, value in mine.items() if name != field},
                )
            )
        )
        if key[0] == "Catalog" and not new:
            continue
        after = {**after, key: new}
    return text_of(list(one.values())), text_of([each for each in after.values() if each])


def judged(text: str, memory: Memory, like: Judged | None = None) -> Judged:
    return Judged(load(files_of(text), "catalog.yaml", memory), DAY, like)


def told(judgement: Judgement) -> object:
    """Return all of a judgement, values down to how they are written."""
    # The groups that advice names are equal to themselves alone.
    return replace(judgement, repairs=None), repr(judgement)


def assert_shared(before: str, after: str) -> None:
    memory = Memory()
    one = judged(before, memory)
    shared, alone = judged(after, memory, one), judged(after, Memory())
    assert list(map(told, shared.judgements)) == list(map(told, alone.judgements))
    assert shared.costs == alone.costs
    reports = check(shared), check(alone)
    assert reports[0] == reports[1]


@often
@given(changed())
def test_taking_over_judgements_changes_nothing(states: tuple[str, str]) -> None:
    assert_shared(*states)
    assert_shared(*states[::-1])


@given(catalog_texts())
@often
def test_nothing_is_judged_again_where_nothing_changed(text: str) -> None:
    memory = Memory()
    one = judged(text, memory)
    other = judged(text, memory, one)
    assert list(map(id, other.judgements)) == list(map(id, one.judgements))


def test_a_promise_that_is_written_with_more_decimals_is_judged_again() -> None:
    before = f"""\
{yaml.safe_dump(SETTINGS)}---
kind: Service
id: tills
name: Tills
status: live
audience: external
owner: north
summary: Sell things.
commitments: {{availability: 99.9%}}
requires: [server]
---
components:
  - {{id: server, name: Server, type: server, team: north, targets: {{availability: 99.77%}}}}
"""
    after = before.replace("99.9%", "99.900%")
    assert_shared(before, after)
    assert_shared(after, before)
