"""What follows when something is down: worked by hand, and compared with the definition."""

from estates import COMPONENTS, SERVICES, component, estate_of, estates, service
from hypothesis import given
from hypothesis import strategies as st
from twoview.estate import Estate
from twoview.impact import Impact, impact
from twoview.model import Commitments, Engagement, Entry, Group, Node, Requirement
from twoview.values import Duration, Share

AVAILABLE = Commitments(availability=Share.parse("99%"))
URGENT = {"P1": Duration.parse("1h"), "P2": Duration.parse("2h")}


def degrading(ident: str) -> Requirement:
    return Requirement(id=ident, failure="degrades")


def any_of(*idents: str, need: int = 1) -> Group:
    return Group(any_of=idents, need=need)


def hit(nodes: list[Node], *ids: str) -> tuple[str, str]:
    """Return the services that stop and those that degrade, each as one text."""
    found = impact(estate_of(*nodes), ids)
    return "".join(found.stops), "".join(found.degrades)


# What stops and what degrades


def test_what_is_down_stops_all_that_must_have_it() -> None:
    nodes = [
        service("s", "t"),
        service("t", "a"),
        component("a", "b"),
        component("b"),
        service("u"),
    ]
    assert hit(nodes, "b") == ("st", "")
    assert hit(nodes, "t") == ("st", "")
    assert hit(nodes, "u") == ("u", "")


def test_a_lost_spare_is_neither_until_too_few_are_left() -> None:
    nodes = [service("s", any_of("a", "b", "c", need=2)), *map(component, "abc")]
    assert hit(nodes, "a") == ("", "")
    assert hit(nodes, "a", "c") == ("s", "")


def test_a_node_that_two_members_share_takes_the_group_down() -> None:
    nodes = [
        service("s", any_of("a", "b")),
        component("a", "c"),
        component("b", "c"),
        component("c"),
    ]
    assert hit(nodes, "c") == ("s", "")


def test_a_degrading_entry_makes_worse_what_is_up() -> None:
    nodes = [service("s", degrading("a")), component("a", "b"), component("b")]
    assert hit(nodes, "b") == ("", "s")


def test_running_worse_is_passed_on_through_stopping_and_degrading_entries() -> None:
    nodes = [
        service("s", "a"),
        service("t", degrading("s")),
        component("a", degrading("b")),
        component("b"),
    ]
    assert hit(nodes, "b") == ("", "st")


def test_what_stops_does_not_run_worse() -> None:
    nodes = [service("s", "a", degrading("b")), component("a"), component("b")]
    assert hit(nodes, "a", "b") == ("s", "")


def test_a_spare_that_runs_worse_degrades_and_a_lost_one_does_not() -> None:
    nodes = [
        service("s", any_of("a", "b")),
        component("a", degrading("c")),
        component("b"),
        component("c"),
    ]
    assert hit(nodes, "c") == ("", "s")
    assert hit(nodes, "b") == ("", "")
    assert hit(nodes, "a") == ("", "")
    assert hit(nodes, "a", "c") == ("", "")
    assert hit(nodes, "b", "c") == ("", "s")


def test_nodes_in_a_circle_do_not_hold_one_another_down() -> None:
    nodes = [service("s", "a"), component("a", "b"), component("b", "a", "c"), component("c")]
    assert hit(nodes, "s") == ("s", "")
    assert hit(nodes, "c") == ("s", "")
    around = [service("s", "a"), component("a", degrading("b")), component("b", "a")]
    assert hit(around, "s") == ("s", "")
    assert hit(around, "b") == ("", "s")


def test_retired_services_pass_on_what_they_are_not_told_for() -> None:
    nodes = [
        service("s", "t", status="retiring"),
        service("t", "a", status="retired"),
        service("u", degrading("t"), status="proposed"),
        service("v", degrading("a"), status="retired"),
        component("a", status="retired"),
    ]
    assert hit(nodes, "a") == ("s", "u")


def test_what_the_catalog_does_not_have_is_up() -> None:
    nodes = [service("s", "ghost", any_of("a", "phantom")), component("a")]
    assert hit(nodes, "a") == ("", "")


def test_nothing_named_is_nothing_hit() -> None:
    found = impact(estate_of(service("s", "a"), component("a")), [])
    assert found == Impact(
        ids=(), stops=(), degrades=(), outcomes=(), customers=(), promises_at_risk=()
    )


# Who is hit


def test_outcomes_customers_and_promises_are_those_of_what_stops() -> None:
    estate = estate_of(
        service(
            "s",
            "a",
            customers=(
                Engagement(id="y", outcomes=("sell", "buy")),
                Engagement(id="x", relationship="utility"),
            ),
            outcomes=("buy", "learn"),
            commitments=AVAILABLE,
        ),
        service("t", degrading("a"), customers=(Engagement(id="w"),), commitments=AVAILABLE),
        component("a"),
    )
    found = impact(estate, ["a", "a"])
    assert found.ids == ("a",)
    assert found.outcomes == ("buy", "learn", "sell")
    assert found.customers == ("x", "y")
    assert promises(found) == [("s", "y", "availability", None)]


def test_promises_at_risk_are_told_by_service_customer_metric_and_priority() -> None:
    own = Commitments(availability=Share.parse("99%"), restore_within=URGENT, hours=None)
    estate = estate_of(
        service("t", "a", commitments=AVAILABLE),
        service("s", "a", commitments=own, customers=(Engagement(id="x"),)),
        component("a"),
    )
    assert promises(impact(estate, ["a"])) == [
        ("s", "x", "availability", None),
        ("s", "x", "restore_within", "P1"),
        ("s", "x", "restore_within", "P2"),
        ("t", None, "availability", None),
    ]


def promises(found: Impact) -> list[tuple[str, str | None, str, str | None]]:
    rows = found.promises_at_risk
    return [(each.service, each.customer, each.metric, each.priority) for each in rows]


# Compared with the definition

idents = st.sets(st.sampled_from(SERVICES + COMPONENTS), max_size=4)


def states(estate: Estate, ids: set[str]) -> tuple[set[str], set[str]]:
    """Return what is down and what is degraded, by asking every node until nothing changes."""
    nodes = [*estate.catalog.nodes]
    down = set(ids)
    while more := {each.id for each in nodes if stopped(each, down)} - down:
        down |= more
    worse: set[str] = set()
    while more := {each.id for each in nodes if degraded(each, down, worse)} - down - worse:
        worse |= more
    return down, worse


def stopped(node: Node, down: set[str]) -> bool:
    return any(not holds(entry, down) for entry in node.requires if not degrades(entry))


def degraded(node: Node, down: set[str], worse: set[str]) -> bool:
    """Whether a node has a degrading entry for what is down, or names what is degraded."""
    lost = {member for each in node.requires if degrades(each) for member in each.members} & down
    return bool(lost) or any(member in worse for each in node.requires for member in each.members)


def holds(entry: Entry, lost: set[str]) -> bool:
    """Whether enough members of an entry are left."""
    need = entry.need if isinstance(entry, Group) else 1
    return len({*entry.members} - lost) >= need


def degrades(entry: Entry) -> bool:
    return isinstance(entry, Requirement) and entry.failure == "degrades"


@given(estates(), idents)
def test_stops_and_degrades_are_those_of_the_definition(estate: Estate, ids: set[str]) -> None:
    known = ids & {each.id for each in estate.catalog.nodes}
    found = impact(estate, known)
    told = {each.id for each in estate.catalog.services.values() if each.status != "retired"}
    down, worse = states(estate, known)
    assert found.stops == tuple(sorted(down & told))
    assert found.degrades == tuple(sorted(worse & told))


@given(estates(), idents, idents)
def test_more_down_never_stops_less(estate: Estate, ids: set[str], more: set[str]) -> None:
    one, other = impact(estate, ids), impact(estate, ids | more)
    assert {*one.stops} <= {*other.stops}
    for name in ("outcomes", "customers", "promises_at_risk"):
        assert {*getattr(one, name)} <= {*getattr(other, name)}


@given(estates(), idents)
def test_no_service_both_stops_and_degrades(estate: Estate, ids: set[str]) -> None:
    found = impact(estate, ids)
    assert not {*found.stops} & {*found.degrades}
