"""The engine against the brute-force judge of tests/oracle, on catalogs drawn at random."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from oracle.catalogs import EXAMPLES, catalog_of, catalog_texts
from oracle.engine import engine
from oracle.examples import part, rows, shop
from oracle.judge import equally_right
from oracle.promise import promises


@settings(max_examples=EXAMPLES, deadline=None)
@given(catalog_texts())
def test_the_engine_says_what_brute_force_says(drawn: str) -> None:
    catalog = catalog_of(drawn)
    made = promises(catalog)
    found = engine(catalog)
    assert [(each["service"], each["customer"]) for each in found] == [
        (each.service, each.customer) for each in made
    ]
    for ours, promise in zip(found, made, strict=True):
        assert ours in equally_right(catalog, promise)


# What the drawn catalogs brought to light, as small as it can be


@pytest.mark.parametrize(
    "nodes",
    [
        pytest.param(
            (
                shop("capacity: {amount: 100, unit: x}", "{any_of: [a, b], need: 2}"),
                part("a", "capacity: {amount: 50, unit: x}"),
                part("b", "capacity: {amount: 60, unit: x}"),
            ),
            id="a group that needs all of its members carries their sum",
        ),
        pytest.param(
            (
                shop("restore_within: 2h", "a"),
                part("a", "restore_within: 1h, hours: no-such-hours"),
            ),
            id="hours by a name that nothing has are not those of the team",
        ),
        pytest.param(
            (
                shop("restore_within: 2h", "mail"),
                "Service mail: commitments: {restore_within: 1h, hours: no-such-hours}",
            ),
            id="nor are they around the clock",
        ),
        pytest.param(
            (shop("restore_within: 1h", "a"), part("a", "restore_within: 0s")),
            id="what takes no time is done outside hours too",
        ),
        pytest.param(
            (
                shop("restore_within: 3h", "{any_of: [a, b]}"),
                part("a", "restore_within: {P1: 1h}, hours: 24x7"),
                part("b", "restore_within: {P1: 2h}, hours: 24x7"),
            ),
            id="of a group the ids are told that attain the figure",
        ),
        pytest.param(
            (
                shop("restore_within: {P1: 3h}, respond_within: 1h", "a"),
                part("a", "restore_within: {P2: 1h}"),
            ),
            id="a plain duration is promised for each priority",
        ),
        pytest.param(
            (
                shop("availability: 99%", "{any_of: [b, a]}"),
                *(part(each, "availability: 99%") for each in "ab"),
            ),
            id="of equal members the first by id is chosen",
        ),
    ],
)
def test_the_engine_and_brute_force_agree_on(nodes: tuple[str, ...]) -> None:
    team = "id: ops | name: Ops | hours: 24x7 | respond_within: {P1: 1h}"
    assert rows(*nodes, catalog="priorities: [P1, P2]", Team=team)
