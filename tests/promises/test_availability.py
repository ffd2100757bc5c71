"""What availability comes to, exactly, and what it comes from."""

from fractions import Fraction

import pytest
from small import domain, judge, judged, part, service
from twoview.values import Share

VECTORS = {
    "0.99940005": ({"app-service": "99.95%", "sql-database": "99.99%"}, {}),
    "0.9999999": ({}, {"sql-database": "99.99%", "queue": "99.9%"}),
    "0.99949990005": ({"app-service": "99.95%"}, {"sql-database": "99.99%", "queue": "99.9%"}),
    "0.999700029999": ({"workload": "99.99%", "first": "99.99%", "second": "99.99%"}, {}),
    "0.999999": ({}, {"first": "99.9%", "second": "99.9%"}),
    "0.9999": ({}, {"first": "99%", "second": "99%"}),
    "0.9985005": ({"postgres": "99.95%", "stripe": "99.9%"}, {}),
}
EMAIL = service("shop", "availability: 99.9%", "server")
PAIR = service("shop", "availability: 99.9%", "{any_of: [one, two]}")


def server(ident: str, availability: str = "99%", requires: str = "", more: str = "") -> str:
    return part(ident, f"availability: {availability}", requires, more)


@pytest.mark.parametrize("share", VECTORS)
def test_published_figures_come_out_exactly(share: str) -> None:
    all_of, any_of = VECTORS[share]
    group = [f"{{any_of: [{', '.join(any_of)}]}}"] if any_of else []
    parts = [
        server(ident, availability, more=domain(ident))
        for ident, availability in (all_of | any_of).items()
    ]
    promised = service("shop", "availability: 99%", ", ".join([*all_of, *group]))
    found = judged(promised, *parts)
    assert found.achievable == Fraction(share)
    assert found.verdict == "kept"


def test_a_99_percent_server_under_a_99_9_percent_service_is_short() -> None:
    found = judged(EMAIL, server("server"))
    assert (found.verdict, found.achievable, found.because) == (
        "short",
        Fraction("0.99"),
        ("server",),
    )
    assert found.repairs
    assert found.repairs.raises == (("server", Share.parse("99.9%")),)
    assert str(found.repairs.best) == "99.0%"


def test_what_is_just_met_is_kept() -> None:
    assert judged(EMAIL, server("server", "99.9%")).verdict == "kept"


def test_two_servers_guarantee_no_more_than_one() -> None:
    found = judged(PAIR, server("one"), server("two"))
    assert (found.verdict, found.achievable) == ("short", Fraction("0.99"))
    assert found.if_independent == Fraction("0.9999")
    assert found.repairs
    assert found.repairs.declared == Fraction("0.9999")
    assert [gate.members for gate in found.repairs.declare] == [("one", "two")]


def test_two_servers_that_share_no_failure_domain_are_independent() -> None:
    found = judged(PAIR, server("one", more=domain("a")), server("two", more=domain("b")))
    assert (found.verdict, found.achievable) == ("kept", Fraction("0.9999"))


def test_two_servers_that_share_a_failure_domain_are_not_even_counted_as_if() -> None:
    found = judged(PAIR, server("one", more=domain("a")), server("two", more=domain("a")))
    assert found.achievable == found.if_independent == Fraction("0.99")
    assert found.repairs
    assert found.repairs.declared is None


def test_a_domain_of_what_both_need_spoils_nothing_but_counts_once() -> None:
    hall = server("hall", "99.5%", more=domain("hall"))
    one, two = (server(each, requires="hall", more=domain(each)) for each in ("one", "two"))
    assert judged(PAIR, one, two, hall).achievable == Fraction("0.995") * Fraction("0.9999")


def test_domains_beneath_members_are_compared_too() -> None:
    lines = [server(each, "100%", more=domain("duct")) for each in ("left", "right")]
    one = server("one", requires="left", more=domain("one"))
    two = server("two", requires="right", more=domain("two"))
    assert judged(PAIR, one, two, *lines).achievable == Fraction("0.99")


def test_what_only_degrades_a_member_is_not_compared() -> None:
    lines = [server(each, more=domain("duct")) for each in ("left", "right")]
    one = server("one", requires="{id: left, failure: degrades}", more=domain("one"))
    two = server("two", requires="{id: right, failure: degrades}", more=domain("two"))
    assert judged(PAIR, one, two, *lines).achievable == Fraction("0.9999")


def test_a_group_with_a_service_in_it_never_earns_independence() -> None:
    found = judged(PAIR, server("one", more=domain("a")), service("two", "availability: 99%"))
    assert found.achievable == Fraction("0.99")
    assert found.if_independent == Fraction("0.9999")
    assert found.repairs
    assert found.repairs.declare == ()


def test_two_of_three_are_counted() -> None:
    promised = service("shop", "availability: 99%", "{any_of: [a, b, c], need: 2}")
    parts = [server(each, "90%", more=domain(each)) for each in "abc"]
    assert judged(promised, *parts).achievable == Fraction("0.972")


def test_a_part_reached_by_several_paths_counts_once() -> None:
    promised = service("shop", "availability: 90%", "web, app, db")
    parts = [server("web", requires="app, db"), server("app", requires="db"), server("db")]
    assert judged(promised, *parts).achievable == Fraction("0.99") ** 3


def test_a_service_between_has_no_state_of_its_own() -> None:
    promised = service("shop", "availability: 90%", "mail")
    mail = service("mail", "availability: 50%", "server")
    assert judged(promised, mail, server("server")).achievable == Fraction("0.99")


def test_an_opaque_service_counts_with_what_it_promises_to_nobody_named() -> None:
    customers = """\
customers:
  - {id: desk, relationship: service, commitments: {availability: 99.99%}}
---
{kind: Customer, id: desk, name: Desk, boundary: internal}
"""
    mail = service("mail", "availability: 98%", more=customers)
    found = judged(service("shop", "availability: 98%", "mail"), mail)
    assert (found.verdict, found.achievable) == ("kept", Fraction("0.98"))


def test_what_an_opaque_service_promises_itself_is_unbacked() -> None:
    found = judged(service("shop", "availability: 0%"))
    assert (found.verdict, found.achievable, found.unknown) == ("unbacked", None, ("shop",))
    assert found.if_independent is None


def test_what_only_degrades_is_left_out() -> None:
    promised = service("shop", "availability: 99%", "server, {id: search, failure: degrades}")
    assert judged(promised, server("server"), server("search")).achievable == Fraction("0.99")


def test_a_missing_figure_leaves_a_promise_unbacked() -> None:
    found = judged(service("shop", "availability: 99%", "a, b"), server("a", "99.5%"), part("b"))
    assert (found.verdict, found.achievable) == ("unbacked", Fraction("0.995"))
    assert (found.because, found.unknown) == (("a",), ("b",))


def test_a_promise_that_even_a_perfect_figure_would_not_keep_is_short() -> None:
    found = judged(service("shop", "availability: 99.9%", "a, b"), server("a"), part("b"))
    assert (found.verdict, found.achievable, found.unknown) == ("short", Fraction("0.99"), ())
    assert found.repairs
    assert found.repairs.raises == ()


def test_a_promise_of_nothing_is_kept_by_anything() -> None:
    found = judged(service("shop", "availability: 0%", "a"), part("a"))
    assert (found.verdict, found.achievable, found.because) == ("kept", 0, ("a",))


def test_a_missing_spare_in_a_group_that_holds_without_it_leaves_nothing_open() -> None:
    found = judged(service("shop", "availability: 99%", "{any_of: [a, b]}"), server("a"), part("b"))
    assert (found.verdict, found.achievable) == ("kept", Fraction("0.99"))


def test_a_supplier_stands_in_with_its_share_and_its_period() -> None:
    supplier = "kind: Supplier\nid: cloud\nname: Cloud\navailability: 99%\n"
    yearly = f"{supplier}availability_period: year\n"
    mailbox = part("mailbox", more="supplier: cloud")
    found = judged(service("shop", "availability: 99%", "mailbox"), mailbox, yearly)
    assert (found.verdict, found.achievable) == ("kept", Fraction("0.99"))
    assert found.window
    assert (found.window.share, found.window.points) == (Fraction("0.88"), ("mailbox",))


def test_a_year_may_all_fail_in_one_month() -> None:
    stated = part("a", "availability: 90%, availability_period: year")
    found = judged(service("shop", "availability: 90%", "a"), stated)
    assert found.window
    assert found.window.share == 0


@pytest.mark.parametrize(("promised", "agreed"), [("year", "month"), ("quarter", "quarter")])
def test_a_figure_for_a_shorter_time_holds_for_a_longer_one(promised: str, agreed: str) -> None:
    found = judged(
        service("shop", f"availability: 99%, availability_period: {promised}", "a"),
        part("a", f"availability: 99%, availability_period: {agreed}"),
    )
    assert found.window is None


def test_because_names_the_largest_gain_first_and_then_goes_by_id() -> None:
    promised = service("shop", "availability: 90%", "d, c, b, a")
    shares = {"a": "99.9%", "b": "99%", "c": "99.9%", "d": "100%"}
    found = judged(promised, *(server(each, share) for each, share in shares.items()))
    assert found.because == ("b", "a", "c")


def test_because_compares_members_of_a_group_with_single_points() -> None:
    promised = service("shop", "availability: 90%", "single, {any_of: [one, two]}")
    pair = [server("one", "90%", more=domain("a")), server("two", "95%", more=domain("b"))]
    # Either member, always up, would gain as much as a single point of 99.5 %.
    expected = {
        "99.4%": ("single", "one", "two"),
        "99.5%": ("one", "single", "two"),
        "99.6%": ("one", "two", "single"),
    }
    for share, because in expected.items():
        assert judged(promised, server("single", share), *pair).because == because


def test_because_names_one_lost_point_and_neither_of_two() -> None:
    promised = service("shop", "availability: 0%", "a, b, c")
    assert judged(promised, part("a"), server("b"), server("c")).because == ("a",)
    assert judged(promised, part("a"), part("b"), server("c")).because == ()


def test_the_best_members_count_and_of_equal_ones_the_first() -> None:
    promised = service("shop", "availability: 90%", "{any_of: [c, b, a]}")
    better = judged(promised, server("a"), server("b", "99.5%"), server("c"))
    assert (better.achievable, better.because) == (Fraction("0.995"), ("b",))
    assert judged(promised, *map(server, "abc")).because == ("a",)


def test_groups_are_chosen_for_together() -> None:
    promised = service("shop", "availability: 90%", "{any_of: [a1, a2]}, {any_of: [b1, b2]}")
    apps = [
        server("a1", "99%", "left"),
        server("a2", "99.1%", "right"),
        server("b1", "99%", "left"),
        server("b2", "98%", "right"),
    ]
    found = judged(promised, *apps, server("left", "95%"), server("right", "95%"))
    assert found.achievable == Fraction("0.99") ** 2 * Fraction("0.95")


def test_sixty_shared_parts_under_thirty_pairs_are_counted_exactly() -> None:
    rest = [f"shared-{number}" for number in range(58)]
    pairs = ", ".join(f"{{any_of: [a{number}, b{number}]}}" for number in range(30))
    promised = service("shop", "availability: 10%", f"{', '.join(rest)}, {pairs}")
    parts = [
        server(f"{side}{number}", "99%", f"{side}-hall", domain(f"{side}{number}"))
        for number in range(30)
        for side in "ab"
    ]
    halls = [server(f"{side}-hall", "99.5%", more=domain(f"{side}-hall")) for side in "ab"]
    found = judged(promised, *parts, *halls, *(server(each, "99.9%") for each in rest))
    up, hall = Fraction("0.99"), Fraction("0.995")
    one_hall = 2 * hall * (1 - hall) * up**30
    assert found.achievable == Fraction("0.999") ** 58 * (
        hall**2 * (1 - (1 - up) ** 2) ** 30 + one_hall
    )


def test_thirty_pairs_in_a_ring_are_what_counting_state_by_state_gives() -> None:
    """Each pair shares a part with the next; the parts are split one after the other."""
    count = 30
    promised = service(
        "shop", "availability: 10%", ", ".join(f"{{any_of: [a{n}, b{n}]}}" for n in range(count))
    )
    parts = [server(f"a{n}", "90%", f"h{n}", domain(f"a{n}")) for n in range(count)]
    parts += [server(f"b{n}", "90%", f"h{(n + 1) % count}", domain(f"b{n}")) for n in range(count)]
    parts += [server(f"h{n}", "95%", more=domain(f"h{n}")) for n in range(count)]
    assert judged(promised, *parts).achievable == _ring(count)


def _ring(count: int) -> Fraction:
    """Return the share by a walk around the ring that remembers the first and the last part."""
    up = {True: Fraction("0.95"), False: Fraction("0.05")}
    ways = {(first, first): up[first] for first in (True, False)}
    for _ in range(count - 1):
        step = {}
        for (first, last), share in ways.items():
            for now in (True, False):
                step[first, now] = step.get((first, now), 0) + share * _pair(last, now) * up[now]
        ways = step
    return sum((share * _pair(last, first) for (first, last), share in ways.items()), Fraction(0))


def _pair(one: bool, other: bool) -> Fraction:
    return 1 - Fraction(1, 10) ** (one + other)


def test_choices_that_are_too_many_to_try_are_told_and_guaranteed() -> None:
    halls = [f"h{number}" for number in range(40)]
    groups = ", ".join(f"{{any_of: [a{n}, b{n}]}}" for n in range(30))
    spread = {
        f"{side}{n}": {halls[(n * k + start) % 40] for k in (3, 7, 11)}
        for n in range(30)
        for side, start in (("a", 0), ("b", 13))
    }
    apps = [server(ident, "99%", ", ".join(sorted(on))) for ident, on in spread.items()]
    found = judged(
        service("shop", "availability: 1%", groups), *apps, *(server(each) for each in halls)
    )
    assert found.cut_short
    assert found.verdict == "kept"


def test_groups_within_groups_may_go_as_deep_as_they_like() -> None:
    deep = 300
    chain = [server(f"c{n}", "50%", f"{{any_of: [c{n + 1}, x{n}]}}") for n in range(deep)]
    spares = [server(f"x{n}", "99%") for n in range(deep)]
    promised = service("shop", "availability: 40%", "c0")
    found = judged(promised, *chain, *spares, server(f"c{deep}"))
    assert found.achievable == Fraction("0.495")


def test_each_single_point_is_told_what_it_would_need() -> None:
    promised = service("shop", "availability: 99.5%", "a, b")
    parts = {"a": "99%", "b": "99.9%"}
    found = judged(promised, *(server(each, share) for each, share in parts.items()))
    assert found.repairs
    # 99.5 % / 99.9 % is 99.5996 %; b would need more than all of the time.
    assert found.repairs.raises == (("a", Share.parse("99.6%")),)
    assert str(found.repairs.best) == "98.9%"
    repaired = judged(promised, server("a", "99.6%"), server("b", "99.9%"))
    assert repaired.verdict == "kept"


def test_a_repair_is_never_rounded_to_all_of_the_time() -> None:
    found = judged(
        service("shop", "availability: 99.94%", "a, b"), server("a"), server("b", "99.98%")
    )
    assert found.repairs
    assert found.repairs.raises == (("a", Share.parse("99.96%")),)
    close = judged(
        service("shop", "availability: 99%", "a, b"), server("a", "98%"), server("b", "99.1%")
    )
    assert close.repairs
    assert close.repairs.raises == (("a", Share.parse("99.9%")),)


def test_other_figures_can_be_tried() -> None:
    promised = service("shop", "availability: 99%", "a, b")
    found = judge(promised, server("a"), server("b")).availability
    assert found.instead("shop", {"a": Share.parse("100%")}).share == Fraction("0.99")
