"""The judge of this folder against promises worked out by hand."""

from __future__ import annotations

import pytest

from oracle.examples import part, result, rows, shop, the_row

# Availability


@pytest.mark.parametrize(
    ("all_of", "any_of", "share"),
    [
        (["99.95%", "99.99%"], [], "0.99940005"),
        ([], ["99.99%", "99.9%"], "0.9999999"),
        (["99.95%"], ["99.99%", "99.9%"], "0.99949990005"),
        (["99.99%", "99.99%", "99.99%"], [], "0.999700029999"),
        ([], ["99.9%", "99.9%"], "0.999999"),
        ([], ["99%", "99%"], "0.9999"),
        (["99.95%", "99.9%"], [], "0.9985005"),
    ],
)
def test_published_availabilities_come_out(
    all_of: list[str], any_of: list[str], share: str
) -> None:
    chain = {f"c{n}": figure for n, figure in enumerate(all_of)}
    group = {f"g{n}": figure for n, figure in enumerate(any_of)}
    parts = [
        part(ident, f"availability: {figure}", f"failure_domains: [{ident}]")
        for ident, figure in {**chain, **group}.items()
    ]
    requires = ", ".join([*chain, *([f"{{any_of: [{', '.join(group)}]}}"] if group else [])])
    row = the_row(shop("availability: 90%", requires), *parts)
    assert (row["achievable"], row["if_independent"], row["verdict"]) == (share, share, "kept")


def test_the_weakest_come_first_and_perfect_ones_are_no_reason() -> None:
    parts = [part("a", "availability: 99.99%"), part("b", "availability: 99.95%")]
    perfect = part("c", "availability: 100%")
    found = result(shop("availability: 99.95%", "a, b, c"), *parts, perfect)
    assert found == ("0.99940005", "short", ["b", "a"], [])


def test_a_part_reached_by_two_paths_counts_once() -> None:
    parts = [part(each, "availability: 99%", "requires: [c]") for each in "ab"]
    found = result(shop("availability: 90%", "a, b"), *parts, part("c", "availability: 90%"))
    assert found == ("0.88209", "short", ["c", "a", "b"], [])


SERVERS = "{any_of: [one, two]}"


def servers(*domains: str, requires: str = "") -> list[str]:
    return [
        part(ident, "availability: 99%", f"failure_domains: [{domain}] | requires: [{requires}]")
        for ident, domain in zip(("one", "two"), domains, strict=True)
    ]


@pytest.mark.parametrize(
    ("domains", "achievable", "if_independent", "because"),
    [
        (("east", "west"), "0.9999", "0.9999", ["one", "two"]),
        (("east", "east"), "0.99", "0.99", ["one"]),
        (("east", ""), "0.99", "0.9999", ["one"]),
        (("", ""), "0.99", "0.9999", ["one"]),
    ],
)
def test_two_servers_are_better_than_one_only_when_nothing_takes_both_down(
    domains: tuple[str, str], achievable: str, if_independent: str, because: list[str]
) -> None:
    row = the_row(shop("availability: 99%", SERVERS), *servers(*domains))
    assert (row["achievable"], row["if_independent"]) == (achievable, if_independent)
    assert (row["verdict"], row["because"]) == ("kept", because)


def test_what_all_members_need_is_no_shared_domain_and_counts_once() -> None:
    rack = part("rack", "availability: 90%", "failure_domains: [hall]")
    pair = servers("east", "west", requires="rack")
    found = result(shop("availability: 90%", SERVERS), *pair, rack)
    assert found == ("0.89991", "short", ["rack", "one", "two"], [])


def test_what_only_one_member_needs_can_share_a_domain_with_the_other() -> None:
    one, _ = servers("east", "west", requires="rack")
    _, two = servers("east", "west")
    rack = part("rack", "availability: 100%", "failure_domains: [west]")
    row = the_row(shop("availability: 99%", SERVERS), one, two, rack)
    assert (row["achievable"], row["if_independent"]) == ("0.99", "0.99")


def test_of_an_unearned_group_the_best_members_are_chosen() -> None:
    figures = {"a": "90%", "b": "98%", "c": "99%"}
    parts = [part(ident, f"availability: {figure}") for ident, figure in figures.items()]
    found = result(shop("availability: 99%", "{any_of: [a, b, c], need: 2}"), *parts)
    assert found == ("0.9702", "short", ["b", "c"], [])


def test_a_choice_is_the_best_for_the_promise_and_not_for_its_group() -> None:
    parts = [part("a", "availability: 95%"), part("b", "availability: 97%")]
    found = result(shop("availability: 90%", "{any_of: [a, b]}, a"), *parts)
    assert found == ("0.95", "kept", ["a"], [])


def test_a_group_with_a_service_in_it_earns_nothing_though_it_may_be_independent() -> None:
    mail = "Service mail: commitments: {availability: 99%}"
    one, _ = servers("east", "west")
    row = the_row(shop("availability: 99.9%", "{any_of: [one, mail]}"), one, mail)
    assert (row["achievable"], row["if_independent"]) == ("0.99", "0.9999")
    assert (row["verdict"], row["because"]) == ("short", ["mail"])


def test_a_missing_share_decides_only_where_it_matters() -> None:
    pair = [part("a", "availability: 99%"), part("b")]
    chain, group = "a, b", "{any_of: [a, b]}"
    assert result(shop("availability: 99.1%", chain), *pair) == ("0.99", "short", ["a"], [])
    assert result(shop("availability: 99%", chain), *pair) == ("0.99", "unbacked", ["a"], ["b"])
    assert result(shop("availability: 99%", group), *pair) == ("0.99", "kept", ["a"], [])
    assert result(shop("availability: 100%", group), *pair) == ("1", "unbacked", [], ["b"])


def test_a_supplier_states_the_share_of_what_it_runs() -> None:
    supplier = "id: cloud | name: Cloud | availability: 99%"
    found = result(
        shop("availability: 99%", "a"), "Component a: supplier: cloud", Supplier=supplier
    )
    assert found == ("0.99", "kept", ["a"], [])


# Opaque services, circles, and who is promised what


def test_an_opaque_service_is_what_it_commits_to_and_cannot_back_that_itself() -> None:
    customer = "{id: me, relationship: service, commitments: {availability: 99.9%}}"
    mail = f"Service mail: commitments: {{availability: 99%}} | customers: [{customer}]"
    own, kept = rows(shop("availability: 99%", "mail"), mail)
    assert kept["verdict"] == "kept"
    assert (own["verdict"], own["achievable"], own["unknown"]) == ("unbacked", None, ["mail"])
    assert (own["customer"], own["promised"], own["if_independent"]) == ("me", "0.999", None)


def test_an_opaque_service_works_around_the_clock_and_not_in_its_owners_hours() -> None:
    mail = "Service mail: commitments: {restore_within: 4h}"
    team = "id: ops | name: Ops | hours: 'Mon 09:00-10:00 UTC' | restore_within: 1h"
    found = result(shop("restore_within: 4h", "mail"), mail, Team=team)
    assert found == (14_400, "kept", ["mail"], [])


def test_what_only_degrades_leaves_a_service_opaque() -> None:
    entry = "{id: a, failure: degrades}"
    found = result(shop("availability: 0%", entry), part("a", "availability: 99%"))
    assert found == (None, "unbacked", [], ["shop"])


def test_a_circle_beneath_leaves_all_but_responding_unjudged() -> None:
    parts = [part("a", more="requires: [b]"), part("b", more="requires: [{any_of: [a, c]}]")]
    promises = "availability: 0%, respond_within: 1h"
    team = "id: ops | name: Ops | respond_within: 0s"
    found = rows(shop(promises, "a"), *parts, Team=team)
    verdicts = [(row["verdict"], row["unknown"]) for row in found]
    assert verdicts == [("unjudged", ["a", "b"]), ("kept", [])]


def test_a_relationship_decides_what_is_promised() -> None:
    customers = (
        "[{id: a, relationship: service, commitments: {availability: 98%}},"
        " {id: b, relationship: partnership, commitments: {capacity: {amount: 5, unit: x}}},"
        " {id: c, relationship: utility}]"
    )
    own = "{availability: 99%, recovery_time: 1h}"
    service = f"Service shop: customers: {customers} | commitments: {own}"
    served = [(row["customer"], row["metric"], row["promised"]) for row in rows(service)]
    assert served == [
        ("a", "availability", "0.98"),
        ("a", "recovery_time", 3_600),
        ("b", "capacity", "5"),
    ]
    partners = rows(service.replace("relationship: service", "relationship: partnership"))
    assert [(row["customer"], row["metric"]) for row in partners] == [
        (None, "availability"),
        (None, "recovery_time"),
        ("a", "availability"),
        ("b", "capacity"),
    ]


def test_a_plain_duration_is_promised_for_each_priority_and_a_map_for_its_own() -> None:
    service = shop("respond_within: 2h, restore_within: {P2: 4h}", "a")
    part_of_it = part("a", "restore_within: {P1: 1h}, hours: 24x7")
    found = rows(service, part_of_it, catalog="priorities: [P1, P2]")
    assert [(row["metric"], row["priority"], row["promised"]) for row in found] == [
        ("respond_within", "P1", 7_200),
        ("respond_within", "P2", 7_200),
        ("restore_within", "P2", 14_400),
    ]
    assert (found[2]["verdict"], found[2]["unknown"]) == ("unbacked", ["a"])


def test_retired_services_are_not_judged_and_carry_like_others() -> None:
    mail = "Service mail: status: retired | commitments: {availability: 99%}"
    assert [row["verdict"] for row in rows(shop("availability: 99%", "mail"), mail)] == ["kept"]


# Recovery, change, capacity


def test_recovery_takes_the_longest_chain_and_the_needed_fastest_of_a_group() -> None:
    parts = [
        part("app", "recovery_time: 1h", "requires: [db, {any_of: [x, y, z], need: 2}]"),
        part("db", "recovery_time: 4h", "requires: [disk]"),
        part("disk", "recovery_time: 2h"),
        part("x", "recovery_time: 5h"),
        part("y", "recovery_time: 1h"),
        part("z", "recovery_time: 9h"),
    ]
    found = result(shop("recovery_time: 7h", "app"), *parts)
    assert found == (7 * 3_600, "kept", ["disk", "db", "app"], [])


def test_a_recovery_time_that_nobody_states_leaves_a_promise_unbacked() -> None:
    parts = [part("a", "recovery_time: 2h", "requires: [b]"), part("b")]
    assert result(shop("recovery_time: 2h", "a"), *parts)[:2] == (7_200, "unbacked")
    assert result(shop("recovery_time: 1h", "a"), *parts) == (7_200, "short", ["b", "a"], [])


def test_a_recovery_point_is_that_of_the_worst_copy_that_is_needed() -> None:
    copies = [part(f"d{n}", f"recovery_point: {n}h", "type: database") for n in (1, 2, 3)]
    group = "{any_of: [d1, d2, d3, app], need: %s}"
    for need, hours in {1: 1, 2: 2, 3: 3, 4: 3}.items():
        found = result(shop("recovery_point: 3h", group % need), *copies, part("app"))
        assert found == (hours * 3_600, "kept", [f"d{hours}"], [])


def test_only_what_keeps_data_needs_to_state_a_recovery_point() -> None:
    promise = "recovery_point: 1h"
    stated = part("app", "recovery_point: 30m")
    assert result(shop(promise, "app"), stated) == (1_800, "kept", ["app"], [])
    assert result(shop(promise, "app"), part("app")) == (None, "unbacked", [], ["app"])
    silent = part("db", more="type: storage")
    assert result(shop(promise, "app, db"), stated, silent) == (1_800, "unbacked", ["app"], ["db"])


def test_the_slowest_change_counts_even_in_a_group() -> None:
    parts = [part("a", "change_within: 1d"), part("b", "change_within: 3d"), part("c")]
    team = "id: ops | name: Ops | change_within: 2d"
    found = result(shop("change_within: 2d", "{any_of: [a, b, c]}"), *parts, Team=team)
    assert found == (3 * 86_400, "short", ["b"], [])
    supplied = "Component d: supplier: cloud"
    alone = result(shop("change_within: 2d", "a, d"), parts[0], supplied)
    assert alone == (86_400, "unbacked", ["a"], ["d"])


def test_capacity_is_the_smallest_and_a_group_carries_its_needed_smallest_together() -> None:
    amounts = {"a": "1.5", "b": "2", "c": "3", "door": "3.5"}
    parts = [part(n, f"capacity: {{amount: {much}, unit: x}}") for n, much in amounts.items()]
    other = part("other", "capacity: {amount: 1, unit: y}")
    requires = "{any_of: [a, b, c], need: 2}, door, other"
    found = result(shop("capacity: {amount: 3.5, unit: x}", requires), *parts, other)
    assert found == ("3.5", "kept", ["a", "b", "door"], [])
    nobody = result(shop("capacity: {amount: 1, unit: z}", "other"), other)
    assert nobody == (None, "unbacked", [], ["other"])
