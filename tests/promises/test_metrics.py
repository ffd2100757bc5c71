"""Restoring, responding, recovering, changing and carrying: what is achievable, and why."""

from fractions import Fraction

import pytest
from small import domain, judge, judged, part, service

HOUR = 3600
OFFICE = "Mon-Fri 09:00-17:00 UTC"
OFFICE_TEAM = f"kind: Team\nid: ops\nname: Ops\nhours: {OFFICE}\n"

# Restoring


def test_all_priority_incidents_within_two_hours_fail_over_a_team_that_works_office_hours() -> None:
    team = f"{OFFICE_TEAM}restore_within: {{P1: 2h, P2: 2h, P3: 2h, P4: 2h}}\n"
    found = judged(service("shop", "restore_within: 2h", "tills"), part("tills"), team)
    assert (found.verdict, found.achievable, found.because) == ("short", 66 * HOUR, ("tills",))


def test_a_component_s_own_time_and_hours_come_before_those_of_its_team() -> None:
    team = f"{OFFICE_TEAM}restore_within: 4h\n"
    shop = service("shop", "restore_within: 4h", "tills")
    own_hours = part("tills", "hours: 24x7")
    assert judged(shop, own_hours, team).achievable == 4 * HOUR
    own_time = part("tills", "restore_within: 1h")
    assert judged(shop, own_time, team).achievable == 65 * HOUR


def test_a_priority_missing_in_the_first_statement_is_unknown() -> None:
    team = f"{OFFICE_TEAM}restore_within: 4h\n"
    found = judged(
        service("shop", "restore_within: {P2: 4h}", "tills"),
        part("tills", "restore_within: {P1: 1h}"),
        team,
    )
    assert (found.verdict, found.achievable, found.unknown) == ("unbacked", 0, ("tills",))


def test_hours_that_nobody_states_leave_the_promise_open() -> None:
    team = "kind: Team\nid: ops\nname: Ops\nrestore_within: 4h\n"
    shop = service("shop", "restore_within: {P1: 4h}", "tills")
    found = judged(shop, part("tills"), team)
    assert (found.verdict, found.achievable, found.unknown) == ("unbacked", 4 * HOUR, ("tills",))
    at_once = judged(shop, part("tills", "restore_within: 0s"), team)
    assert (at_once.verdict, at_once.achievable) == ("kept", 0)


def test_the_customer_counts_only_the_hours_that_were_promised() -> None:
    team = f"{OFFICE_TEAM}restore_within: 4h\n"
    shop = service("shop", f"restore_within: 4h, hours: {OFFICE}", "tills")
    assert judged(shop, part("tills"), team).verdict == "kept"


def test_without_a_single_point_of_failure_there_is_nothing_to_wait_for() -> None:
    shop = service("shop", "restore_within: 0s", "{any_of: [a, b]}")
    parts = [part(each, more=domain(each)) for each in "ab"]
    found = judged(shop, *parts)
    assert (found.verdict, found.achievable, found.because) == ("kept", 0, ())


def test_a_group_that_has_not_earned_independence_takes_the_time_that_it_needs() -> None:
    times = {"a": "1h", "b": "2h", "c": "3h"}
    parts = [part(each, f"restore_within: {time}") for each, time in times.items()]
    for need, because in (1, "a"), (2, "b"):
        shop = service("shop", "restore_within: 2h", f"{{any_of: [a, b, c], need: {need}}}")
        found = judged(shop, *parts)
        assert (found.verdict, found.achievable) == ("kept", need * HOUR)
        assert found.because == (because,)


def test_a_member_without_a_state_of_its_own_has_an_unknown_time() -> None:
    shop = service("shop", "restore_within: {P1: 1h}", "{any_of: [a, mail]}")
    mail = service("mail", requires="b")
    found = judged(shop, mail, part("a", "restore_within: 2h"), part("b", "restore_within: 2h"))
    assert (found.verdict, found.achievable, found.unknown) == ("unbacked", 0, ("mail",))


def test_an_opaque_service_is_restored_as_it_promises_around_the_clock() -> None:
    team = f"{OFFICE_TEAM}restore_within: 1h\n"
    mail = service("mail", "restore_within: 3h")
    found = judged(service("shop", "restore_within: 3h", "mail"), mail, team)
    assert (found.verdict, found.achievable, found.because) == ("kept", 3 * HOUR, ("mail",))


def test_what_is_nowhere_has_no_figure() -> None:
    found = judged(service("shop", "restore_within: {P1: 1h}", "ghost"))
    assert (found.verdict, found.unknown) == ("unbacked", ("ghost",))


# Responding


def test_the_owner_team_responds_whatever_the_service_stands_on() -> None:
    team = f"{OFFICE_TEAM}respond_within: {{P1: 30m, P2: 4h}}\n"
    shop = service("shop", "respond_within: {P1: 1h, P3: 1h}", "a")
    circle = [part("a", requires="b"), part("b", requires="a")]
    first, third = judge(shop, *circle, team).judgements
    assert (first.verdict, first.achievable, first.because) == ("short", 64.5 * HOUR, ("ops",))
    assert (third.verdict, third.achievable, third.unknown) == ("unbacked", 0, ("ops",))


# Recovering


def test_recovery_takes_as_long_as_the_longest_chain_from_the_bottom() -> None:
    found = judged(
        service("shop", "recovery_time: 5h", "mail, web"),
        service("mail", "recovery_time: 9h", "db"),
        part("web", "recovery_time: 1h", "{any_of: [slow, fast]}"),
        part("db", "recovery_time: 2h", "hall"),
        part("hall", "recovery_time: 3h"),
        part("slow", "recovery_time: 9h", "hall"),
        part("fast", "recovery_time: 10m", "hall"),
    )
    assert (found.verdict, found.achievable) == ("kept", 5 * HOUR)
    assert found.because == ("hall", "db")


def test_a_part_that_never_agreed_to_recover_may_take_for_ever() -> None:
    parts = [part("a", "recovery_time: 1h", "b"), part("b")]
    open_still = judged(service("shop", "recovery_time: 1h", "a"), *parts)
    assert (open_still.verdict, open_still.achievable) == ("unbacked", HOUR)
    assert open_still.unknown == ("b",)
    assert judged(service("shop", "recovery_time: 30m", "a"), *parts).verdict == "short"


def test_a_spare_that_never_agreed_to_recover_does_not_matter_beside_one_that_did() -> None:
    shop = service("shop", "recovery_time: 1h", "{any_of: [a, b]}")
    assert judged(shop, part("a", "recovery_time: 1h"), part("b")).verdict == "kept"


@pytest.mark.parametrize(("need", "hours"), [(1, 2), (2, 8), (3, 8)])
def test_a_group_loses_what_as_many_members_as_it_needs_lose(need: int, hours: int) -> None:
    shop = service("shop", "recovery_point: 8h", f"{{any_of: [a, b, c], need: {need}}}")
    parts = [part("a", "recovery_point: 2h"), part("b", "recovery_point: 8h"), part("c")]
    found = judged(shop, *parts)
    assert (found.verdict, found.achievable) == ("kept", hours * HOUR)


def test_what_keeps_data_and_does_not_say_how_much_it_may_lose_is_unknown() -> None:
    db = part("db", more="type: database")
    found = judged(
        service("shop", "recovery_point: 1h", "web"),
        part("web", "recovery_point: 15m", "db"),
        db,
    )
    assert (found.verdict, found.achievable) == ("unbacked", HOUR // 4)
    assert (found.because, found.unknown) == (("web",), ("db",))


def test_where_nothing_has_a_recovery_point_everything_is_unknown() -> None:
    found = judged(service("shop", "recovery_point: 1h", "a"), part("a", requires="b"), part("b"))
    assert (found.verdict, found.achievable, found.unknown) == ("unbacked", None, ("a", "b"))


# Changing


def test_a_change_takes_as_long_as_the_slowest_of_all_beneath_spares_included() -> None:
    team = "kind: Team\nid: ops\nname: Ops\nchange_within: 3d\n"
    parts = [part("a"), part("b", "change_within: 5d"), part("c", "change_within: 5d")]
    shop = service("shop", "change_within: 5d", "a, {any_of: [b, c]}")
    found = judged(shop, *parts, team)
    assert (found.verdict, found.achievable, found.because) == ("kept", 120 * HOUR, ("b", "c"))


def test_who_never_agreed_to_change_leaves_the_promise_open() -> None:
    found = judged(service("shop", "change_within: 5d", "a"), part("a"))
    assert (found.verdict, found.achievable, found.unknown) == ("unbacked", 0, ("a",))


# Carrying


def carrying(ident: str, amount: object, requires: str = "", unit: str = "orders") -> str:
    return part(ident, f"capacity: {{amount: {amount}, unit: {unit}}}", requires)


def test_the_narrowest_point_limits_what_can_be_carried() -> None:
    found = judged(
        service("shop", "capacity: {amount: 100, unit: orders}", "a, b, c"),
        carrying("a", 120, "d"),
        carrying("b", 10, unit="visits"),
        part("c"),
        carrying("d", 99.5),
    )
    assert (found.verdict, found.achievable) == ("short", Fraction("99.5"))
    assert found.because == ("d",)


@pytest.mark.parametrize(
    ("need", "amount", "because"), [(1, 10, "a"), (2, 30, "ab"), (3, 60, "abc")]
)
def test_a_group_carries_what_its_smallest_members_do(need: int, amount: int, because: str) -> None:
    found = judged(
        service(
            "shop", "capacity: {amount: 1, unit: orders}", f"{{any_of: [a, b, c], need: {need}}}"
        ),
        *(carrying(each, 10 * (place + 1)) for place, each in enumerate("abc")),
    )
    assert (found.achievable, found.because) == (amount, tuple(because))


def test_members_that_state_no_capacity_are_left_out_of_the_sum() -> None:
    found = judged(
        service("shop", "capacity: {amount: 10, unit: orders}", "{any_of: [a, b], need: 2}"),
        carrying("a", 10),
        part("b"),
    )
    assert (found.verdict, found.achievable) == ("kept", 10)


def test_where_nothing_states_a_capacity_in_the_unit_everything_is_unknown() -> None:
    found = judged(
        service("shop", "capacity: {amount: 1, unit: orders}", "a"), carrying("a", 5, unit="visits")
    )
    assert (found.verdict, found.achievable, found.unknown) == ("unbacked", None, ("a",))


def test_what_all_members_of_a_group_lean_on_lets_through_no_more_for_several() -> None:
    found = judged(
        service("shop", "capacity: {amount: 80, unit: orders}", "{any_of: [a, b], need: 2}"),
        part("a", requires="line"),
        part("b", requires="line"),
        carrying("line", 50),
    )
    assert (found.verdict, found.achievable, found.because) == ("short", 50, ("line",))
