"""Cost and impact of this folder against examples worked out by hand, and the drawn catalogs."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from oracle.catalogs import NODES, catalog_of, catalog_texts
from oracle.cost import cost
from oracle.examples import part, text
from oracle.impact import impact
from oracle.judge import judge


def costs(*nodes: str) -> dict[str, Any]:
    return cost(catalog_of(text(*nodes)))


def paying(ident: str, amount: str, requires: str = "", more: str = "") -> str:
    charge = f"cost: {{amount: {amount}, per: month}}"
    return f"Service {ident}: {charge} | requires: [{requires}] | {more}"


# Cost


def test_equal_parts_are_rounded_so_that_nothing_is_lost() -> None:
    thirds = [paying(each, "0", "db") for each in ("a", "b", "c")]
    database = part("db", more="cost: {amount: 100, per: month}")
    found = costs(*thirds, database)
    assert found["services"] == {"a": "33.34", "b": "33.33", "c": "33.33"}
    assert found["components"] == {"db": "100.00"}
    assert (found["total"], found["unallocated"], found["currency"]) == ("100.00", "0.00", None)


def test_the_largest_remainder_takes_the_cent() -> None:
    # 7 cents in parts of 1, 1 and 3: 1.4, 1.4 and 4.2 cents.
    takers = [paying(each, "0", f"{{id: db, share: {n}}}") for each, n in (("a", 1), ("b", 1))]
    most = paying("c", "0", "{id: db, share: 3}")
    found = costs(*takers, most, part("db", more="cost: {amount: 0.07, per: month}"))
    assert found["services"] == {"a": "0.02", "b": "0.01", "c": "0.04"}


def test_a_year_is_twelve_months_and_other_figures_are_rounded_half_up() -> None:
    yearly = part("db", more="cost: {amount: 0.06, per: year}")
    found = costs(paying("shop", "0", "db"), yearly)
    assert (found["components"], found["total"]) == ({"db": "0.01"}, "0.01")


def test_a_consumer_takes_one_part_of_its_largest_share_in_groups_and_degrading_entries() -> None:
    requires = "{id: db, failure: degrades, share: 2}, {any_of: [db, spare], share: 3}"
    charged = [part(each, more="cost: {amount: 4, per: month}") for each in ("db", "spare")]
    found = costs(paying("a", "0", requires), paying("b", "0", "db"), *charged)
    assert found["services"] == {"a": "7.00", "b": "1.00"}


def test_what_only_the_retired_require_is_unallocated() -> None:
    gone = paying("gone", "1", "db", "status: retired")
    found = costs(gone, part("db", more="cost: {amount: 4, per: month}"))
    assert found["services"] == {"gone": "1.00"}
    assert (found["unallocated"], found["total"]) == ("4.00", "5.00")


def test_at_and_above_a_cycle_there_is_no_full_cost() -> None:
    circle = [paying("a", "1", "b"), paying("b", "1", "a, c"), paying("top", "1", "a")]
    found = costs(*circle, paying("c", "1"), paying("apart", "1"))
    assert found["services"] == {"a": None, "apart": "1.00", "b": None, "c": "1.00", "top": None}
    assert (found["total"], found["unallocated"]) == ("5.00", "0.00")


def known(amounts: dict[str, str | None]) -> list[Fraction]:
    return [Fraction(each) for each in amounts.values() if each is not None]


@settings(max_examples=100, deadline=None)
@given(catalog_texts())
def test_without_a_cycle_the_last_costs_sum_up_to_the_total(drawn: str) -> None:
    catalog = catalog_of(drawn)
    found = cost(catalog)
    users = [node for node in catalog.nodes if node.status != "retired"]
    used = {m for node in users for entry in node.requires for m in entry.members}
    services = {n: much for n, much in found["services"].items() if n not in used}
    if None not in (*found["services"].values(), *found["components"].values()):
        last = sum(known(services), Fraction(found["unallocated"]))
        assert last == Fraction(found["total"])


# Impact


def hit(nodes: list[str], *idents: str) -> tuple[list[str], list[str]]:
    found = impact(catalog_of(text(*nodes)), idents)
    return found["stops"], found["degrades"]


def test_what_is_down_stops_or_degrades_what_rests_on_it() -> None:
    nodes = [
        "Service shop: requires: [web, {id: ads, failure: degrades}]",
        "Service web: requires: [{any_of: [one, two]}]",
        "Service portal: requires: [shop]",
        "Service old: requires: [web] | status: retired",
        *map(part, ("one", "two", "ads")),
    ]
    assert hit(nodes, "one") == ([], [])
    assert hit(nodes, "one", "two") == (["portal", "shop", "web"], [])
    assert hit(nodes, "ads") == ([], ["portal", "shop"])
    assert hit(nodes, "ads", "shop") == (["portal", "shop"], [])
    assert hit(nodes, "what") == ([], [])


def test_what_stops_puts_its_outcomes_customers_and_promises_at_risk() -> None:
    customers = "[{id: shops, relationship: utility, outcomes: [sell]}]"
    shop = (
        f"Service shop: customers: {customers} | outcomes: [grow] | requires: [a] | "
        "commitments: {availability: 99%, restore_within: 1h}"
    )
    found = impact(catalog_of(text(shop, part("a"))), ["a", "a"])
    assert found["ids"] == ["a"]
    assert (found["outcomes"], found["customers"]) == (["grow", "sell"], ["shops"])
    promise = {"service": "shop", "customer": None}
    assert found["promises_at_risk"] == [
        {**promise, "metric": "availability", "priority": None},
        {**promise, "metric": "restore_within", "priority": "P1"},
    ]


@settings(max_examples=50, deadline=None)
@given(catalog_texts(), st.sets(st.sampled_from(NODES)), st.sampled_from(NODES))
def test_more_that_is_down_stops_no_less(drawn: str, down: set[str], more: str) -> None:
    catalog = catalog_of(drawn)
    some, all_of = impact(catalog, sorted(down)), impact(catalog, sorted({*down, more}))
    assert set(some["stops"]) <= set(all_of["stops"])
    assert not set(all_of["stops"]) & set(all_of["degrades"])


# The drawn catalogs


def test_the_drawn_catalogs_show_every_verdict_and_equality_in_every_metric() -> None:
    seen: Counter[tuple[str, str, bool]] = Counter()

    @settings(
        max_examples=250,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(catalog_texts())
    def collect(drawn: str) -> None:
        for row in judge(catalog_of(drawn)):
            equal = row["achievable"] == row["promised"]
            seen[row["metric"], row["verdict"], equal] += 1

    collect()
    for metric in {metric for metric, _, _ in seen}:
        assert seen[metric, "kept", True]
        assert seen[metric, "kept", False]
        assert seen[metric, "short", False]
        assert seen[metric, "unbacked", False]
        assert metric == "respond_within" or seen[metric, "unjudged", False]
    for metric in ("availability", "restore_within", "recovery_time", "change_within"):
        assert seen[metric, "unbacked", True]
