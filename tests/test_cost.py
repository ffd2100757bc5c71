"""What everything costs: worked by hand, and compared with the definition."""

import random
from fractions import Fraction

import pytest
from estates import component, estate_of, estates, monthly, service, yearly
from hypothesis import given
from hypothesis import strategies as st
from twoview.cost import Costs, apportioned, costs, rounded
from twoview.estate import Estate
from twoview.model import Group, Node, Requirement
from twoview.values import Money


def amounts(*nodes: Node) -> dict[str, str | None]:
    """Return the amount of each node as text."""
    return texts(costs(estate_of(*nodes)))


def texts(found: Costs) -> dict[str, str | None]:
    both = {**found.services, **found.components}
    return {ident: each.amount and str(each.amount) for ident, each in both.items()}


def ends(found: Costs) -> list[Money]:
    """Return the amounts that are known and that nobody takes on."""
    both = [*found.services.values(), *found.components.values()]
    return [each.amount for each in both if each.amount is not None and not each.passed_on]


# Worked by hand


def test_a_full_cost_is_the_own_one_and_that_of_all_beneath() -> None:
    found = amounts(
        service("tills", "server", cost=monthly(10)),
        component("server", "hall", cost=monthly("20.50")),
        component("hall", cost=yearly(1200)),
    )
    assert found == {"tills": "130.50", "server": "120.50", "hall": "100.00"}


def test_consumers_take_equal_parts() -> None:
    nodes = [service(ident, "hall") for ident in "abc"]
    assert amounts(*nodes, component("hall", cost=monthly(90)))["b"] == "30.00"


def test_consumers_take_parts_by_share() -> None:
    found = amounts(
        service("large", Requirement(id="db", share=Fraction(3))),
        service("small", "db"),
        component("db", cost=monthly(100)),
    )
    assert found == {"large": "75.00", "small": "25.00", "db": "100.00"}


def test_degrading_entries_and_all_members_of_a_group_carry_cost() -> None:
    found = amounts(
        service(
            "shop",
            Group(any_of=("line-a", "line-b"), share=Fraction(2)),
            Requirement(id="search", failure="degrades"),
        ),
        service("office", "line-a"),
        component("line-a", cost=monthly(30)),
        component("line-b", cost=monthly(30)),
        component("search", cost=monthly(5)),
    )
    assert (found["shop"], found["office"]) == ("55.00", "10.00")


def test_a_consumer_that_names_a_node_twice_takes_one_part_its_largest_share() -> None:
    groups = [
        Group(any_of=("a", "b"), share=Fraction(1)),
        Group(any_of=("b", "c"), share=Fraction(3)),
        Group(any_of=("a", "b", "c"), share=Fraction(2)),
    ]
    found = amounts(
        service("s", *groups),
        service("t", "b"),
        component("a"),
        component("b", cost=monthly(100)),
        component("c"),
    )
    assert (found["s"], found["t"]) == ("75.00", "25.00")


def test_a_retired_consumer_takes_on_nothing() -> None:
    found = costs(
        estate_of(
            service("old", "db", status="retired", cost=monthly(7)),
            service("new", "db", status="proposed"),
            component("db", cost=monthly(100)),
        )
    )
    assert texts(found) == {"old": "7.00", "new": "100.00", "db": "100.00"}
    assert not found.services["old"].taken


def test_what_is_retired_itself_is_still_paid_for_by_those_who_require_it() -> None:
    found = amounts(service("s", "db"), component("db", status="retired", cost=monthly(9)))
    assert found["s"] == "9.00"


def test_components_that_only_retired_nodes_require_are_unallocated() -> None:
    found = costs(
        estate_of(
            service("old", "db", status="retired"),
            component("db", "disk", cost=monthly(100)),
            component("disk", cost=monthly(11)),
            component("lamp", cost=monthly(2)),
        )
    )
    assert found.unallocated == Money(11300)
    assert found.total == Money(11300)


def test_what_the_catalog_does_not_have_costs_nothing() -> None:
    assert amounts(service("s", "ghost", cost=monthly(1))) == {"s": "1.00"}


def test_a_catalog_without_costs_costs_nothing() -> None:
    found = costs(estate_of(service("s", "c"), component("c")))
    assert texts(found) == {"s": "0.00", "c": "0.00"}
    assert (found.unallocated, found.circling, found.total) == (Money(0), Money(0), Money(0))
    assert costs(estate_of()).total == Money(0)


def test_the_make_up_of_a_cost_is_told_exactly() -> None:
    estate = estate_of(
        service("s", "db", "net", cost=yearly(100), price=monthly(30)),
        service("t", "db"),
        service("u", "db"),
        component("db", cost=monthly(50)),
        component("net", cost=monthly(5)),
    )
    made = costs(estate).services["s"]
    assert made.own == Fraction(25, 3)
    assert made.taken == {"db": Fraction(50, 3), "net": Fraction(5)}
    assert made.full == made.price == Fraction(30)
    assert not made.over_price


@pytest.mark.parametrize(("price", "over"), [("9.99", True), ("10", False), ("10.01", False)])
def test_a_cost_over_the_price_is_seen_to_the_cent(price: str, over: bool) -> None:
    estate = estate_of(service("s", cost=monthly(10), price=monthly(price)))
    assert costs(estate).services["s"].over_price == over


# Cents


def test_missing_cents_go_to_the_largest_remainders_and_of_equal_ones_to_the_smaller_id() -> None:
    nodes = [service(ident, "hall") for ident in "abc"]
    found = amounts(*nodes, component("hall", cost=monthly(200)))
    assert found == {"a": "66.67", "b": "66.67", "c": "66.66", "hall": "200.00"}


def test_a_component_that_nothing_requires_takes_part_in_the_rounding() -> None:
    found = costs(
        estate_of(
            component("lamp", cost=yearly("0.06")),
            service("s", cost=yearly("0.06")),
            service("t", cost=yearly("0.06")),
        )
    )
    assert texts(found) == {"lamp": "0.01", "s": "0.01", "t": "0.00"}
    assert (found.unallocated, found.total) == (Money(1), Money(2))


@pytest.mark.parametrize(
    ("amount", "cents"), [("0.004999", 0), ("0.005", 1), ("0.015", 2), ("1.025", 103), ("0", 0)]
)
def test_half_a_cent_is_rounded_up(amount: str, cents: int) -> None:
    assert rounded(Fraction(amount)) == Money(cents)


@given(st.dictionaries(st.text(max_size=2), st.fractions(0, 100, max_denominator=999), max_size=9))
def test_apportioned_amounts_are_within_a_cent_and_add_up(exact: dict[str, Fraction]) -> None:
    whole = sum(exact.values(), Fraction())
    found = apportioned(exact, whole)
    assert sum(each.cents for each in found.values()) == rounded(whole).cents
    assert all(abs(found[ident].cents - exact[ident] * 100) < 1 for ident in exact)


# Circles


def test_nothing_at_or_above_a_circle_has_a_cost_and_all_else_does() -> None:
    found = costs(
        estate_of(
            service("above", "a", cost=monthly(1)),
            service("apart", "base", cost=monthly(2)),
            component("a", "b", "base", cost=monthly(4)),
            component("b", "a", cost=monthly(8)),
            component("base", cost=monthly(16)),
        )
    )
    assert texts(found) == {"above": None, "apart": "10.00", "a": None, "b": None, "base": "16.00"}
    assert found.components["a"].taken == {"b": None, "base": Fraction(8)}
    assert found.total == Money(3100)
    assert found.circling == Money(2100)
    assert found.unallocated == Money(0)


def test_a_node_that_requires_itself_is_a_circle() -> None:
    found = costs(estate_of(component("a", "a", cost=monthly(3))))
    assert texts(found) == {"a": None}
    assert (found.unallocated, found.circling) == (Money(0), Money(300))


def test_an_unallocated_component_above_a_circle_leaves_the_sum_open() -> None:
    found = costs(estate_of(component("a", "a"), component("b", "a"), component("c")))
    assert found.unallocated is None
    assert texts(found)["c"] == "0.00"


def test_no_cost_runs_in_a_circle_through_a_retired_node() -> None:
    found = amounts(
        service("new", "old", cost=monthly(1)),
        service("old", "new", status="retired", cost=monthly(2)),
    )
    assert found == {"new": "3.00", "old": "2.00"}


# Compared with the definition


def full_cost(estate: Estate, ident: str) -> Fraction:
    """Return a full cost by following the definition downwards, in estates without circles."""
    node = estate.catalog.node(ident)
    assert node
    cost = node.cost.monthly if node.cost else Fraction()
    if node.status != "retired":
        for required in {*estate.requires[ident]} & {each.id for each in estate.catalog.nodes}:
            parts = {
                each.id: max(entry.share for entry in each.requires if required in entry.members)
                for each in estate.catalog.nodes
                if each.status != "retired" and required in estate.requires[each.id]
            }
            cost += full_cost(estate, required) * parts[ident] / sum(parts.values())
    return cost


@given(estates(circles=False))
def test_full_costs_are_those_of_the_definition(estate: Estate) -> None:
    found = costs(estate)
    for ident, each in {**found.services, **found.components}.items():
        assert each.full == full_cost(estate, ident) == each.own + sum(each.taken.values())


@given(estates(circles=False))
def test_nothing_is_lost_or_counted_twice(estate: Estate) -> None:
    found = costs(estate)
    services = [each for each in found.services.values() if not each.passed_on]
    assert found.unallocated is not None
    assert (
        sum(each.amount.cents for each in services) + found.unallocated.cents == found.total.cents
    )
    assert found.circling == Money(0)


@given(estates())
def test_nothing_is_lost_where_cost_runs_in_circles(estate: Estate) -> None:
    found = costs(estate)
    assert sum(each.cents for each in ends(found)) + found.circling.cents == found.total.cents
    assert found.circling.cents >= 0


@given(estates())
def test_a_cost_is_unknown_exactly_where_it_leads_down_to_a_circle(estate: Estate) -> None:
    found = costs(estate)
    nodes = {**found.services, **found.components}

    def beneath(ident: str) -> set[str]:
        reached: set[str] = set()
        front = {*nodes[ident].taken}
        while front:
            reached |= front
            front = {below for each in front for below in nodes[each].taken} - reached
        return reached

    circular = {ident for ident in nodes if ident in beneath(ident)}
    for ident, each in nodes.items():
        assert (each.full is None) == bool(({ident} | beneath(ident)) & circular)
        assert (each.amount is None) == (each.full is None)


@given(estates(), st.randoms())
def test_the_order_of_what_is_required_changes_nothing(
    estate: Estate, chance: random.Random
) -> None:
    nodes = [*estate.catalog.nodes]
    chance.shuffle(nodes)
    assert texts(costs(estate_of(*nodes))) == texts(costs(estate))


def test_a_long_chain_and_many_unlike_shares_are_followed() -> None:
    chain = [component(f"c{n}", f"c{n + 1}", cost=monthly("0.01")) for n in range(3000)]
    ends = [
        service(f"s{n}", Requirement(id="c0", share=Fraction(1, n + 1)), cost=yearly(n))
        for n in range(300)
    ]
    found = costs(estate_of(*chain, *ends))
    assert sum(each.amount.cents for each in found.services.values()) == found.total.cents
    assert found.components["c0"].amount == Money(3000)
