"""The four balances: worked by hand, with nothing to share, and of the example catalog."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from catalogs import TODAY
from hypothesis import given, settings
from oracle.catalogs import catalog_texts
from twoview.balance import Balance, End, Evidence, balance
from twoview.examples import files_of
from twoview.judged import Judged
from twoview.load import load, load_folder

EXAMPLE = Path(__file__).parents[1] / "services"
OFFICE = "kind: Team\nid: ops\nname: Operations\nhours: 24x7\n"


def balances(*parts: str, today: date = TODAY) -> dict[str, Balance]:
    team = [] if any(part.startswith("kind: Team") for part in parts) else [OFFICE]
    estate = Judged(load(files_of("---\n".join([*team, *parts])), "catalog.yaml"), today)
    return {each.name: each for each in balance(estate)}


def end(name: str, *parts: str, today: date = TODAY) -> End:
    return ends(balances(*parts, today=today).values())[name]


def ends(found: Iterable[Balance]) -> dict[str, End]:
    return {each.name: each for pair in found for each in (pair.one, pair.other)}


def service(ident: str, commitments: str = "", more: str = "") -> str:
    return (
        f"kind: Service\nid: {ident}\nname: {ident}\nstatus: live\naudience: internal\n"
        f"owner: ops\nsummary: Sell.\ncommitments: {{{commitments}}}\n{more}"
    )


def component(ident: str, targets: str = "", more: str = "") -> str:
    return (
        f"kind: Component\nid: {ident}\nname: {ident}\ntype: server\nteam: ops\n"
        f"targets: {{{targets}}}\n{more}"
    )


def idents(evidence: tuple[Evidence, ...]) -> list[str]:
    return [each.ident for each in evidence]


def told(found: End) -> tuple[Fraction | int | None, list[str], list[str]]:
    return found.share, idents(found.counted), idents(found.uncounted)


def test_there_are_four_balances_of_two_ends() -> None:
    assert list(balances()) == [
        "internal view / external view",
        "stability / responsiveness",
        "quality / cost",
        "reactive / proactive",
    ]


def test_a_share_of_nothing_is_none() -> None:
    for found in ends(balances().values()).values():
        assert (found.share, found.counted, found.uncounted) == (None, (), ())


# Internal and external view


def test_responding_leans_on_a_team_and_not_on_a_component_of_its_name() -> None:
    agreed = OFFICE + "respond_within: 1h\n"
    shop = service("shop", "respond_within: 1h", "requires: [ops]\n")
    found = end("internal view", agreed, shop, component("ops", "respond_within: 1h"))
    assert told(found) == (0, [], ["ops"])


def test_a_target_counts_when_a_promise_of_its_own_kind_leans_on_it() -> None:
    found = end(
        "internal view",
        service("shop", "availability: 99%, recovery_time: 4h", "requires: [db]\n"),
        component("db", "availability: 99%, change_within: 1d, hours: 24x7"),
        component("old", "availability: 99%, availability_period: year"),
    )
    assert found.share == Fraction(1, 3)
    assert found.counted == (Evidence("db", "availability"),)
    assert found.uncounted == (Evidence("db", "change_within"), Evidence("old", "availability"))


def test_a_target_that_a_promise_could_do_without_does_not_count() -> None:
    found = end(
        "internal view",
        service("shop", "availability: 99%", "requires: [{any_of: [a, b]}]\n"),
        component("a", "availability: 90%"),
        component("b", "availability: 99%, maintenance: 24x7"),
    )
    assert found.counted == (Evidence("b", "availability"),)
    assert found.uncounted == (Evidence("a", "availability"), Evidence("b", "maintenance"))


def test_every_promise_counts_to_each_customer_and_for_each_priority() -> None:
    customers = (
        "customers:\n"
        "  - {id: a, relationship: service}\n"
        "  - {id: b, relationship: service, commitments: {availability: 99.9%}}\n"
        "requires: [db]\n"
    )
    found = end(
        "external view",
        service("shop", "availability: 99%, restore_within: {P1: 1h, P2: 2h}", customers),
        component("db", "availability: 99%, restore_within: {P1: 1h, P2: 1d}"),
    )
    assert found.share == Fraction(3, 6)
    assert found.counted == (
        Evidence("shop", "availability", "a"),
        Evidence("shop", "restore_within", "a", "P1"),
        Evidence("shop", "restore_within", "b", "P1"),
    )


# Stability and responsiveness


def test_a_service_is_stable_that_keeps_all_its_promises_of_availability_and_restoring() -> None:
    found = balances(
        service("one", "availability: 99%, restore_within: {P1: 2h}", "requires: [db]\n"),
        service("two", "availability: 99%, restore_within: {P1: 1h}", "requires: [db]\n"),
        service("three", "recovery_time: 1h, change_within: 1d", "requires: [db]\n"),
        service("four", "availability: 99%", "requires: [db]\n").replace("live", "proposed"),
        component("db", "availability: 99%, restore_within: 2h"),
    )["stability / responsiveness"]
    assert told(found.one) == (Fraction(1, 2), ["one"], ["two"])
    assert told(found.other) == (0, [], ["three"])


def test_a_service_is_responsive_that_keeps_its_promises_of_changes() -> None:
    found = end(
        "responsiveness",
        service("one", "change_within: 2d", "requires: [db]\n"),
        service("two", "change_within: 1d", "requires: [db]\n"),
        component("db", "change_within: 2d"),
    )
    assert told(found) == (Fraction(1, 2), ["one"], ["two"])


# Quality and cost


def test_what_is_unbacked_is_not_short() -> None:
    found = end(
        "quality",
        service("one", "availability: 99%", "requires: [db]\n"),
        service("two", "availability: 99%", "requires: [web]\n"),
        service("three", "availability: 99.9%", "requires: [db]\n"),
        component("db", "availability: 99%"),
        component("web"),
    )
    assert told(found) == (Fraction(2, 3), ["one", "two"], ["three"])


def test_money_beyond_need_is_weighed_by_cost() -> None:
    found = end(
        "cost",
        service("shop", "availability: 98%", "requires: [db, web]\n"),
        component("db", "availability: 99.99%", "cost: {amount: 30, per: month}\n"),
        component("web", "availability: 99%", "cost: {amount: 120, per: year}\n"),
        component("free", "availability: 99%"),
        component("aimless", "hours: 24x7", "cost: {amount: 5, per: month}\n"),
    )
    assert told(found) == (Fraction(1, 4), ["web"], ["db"])


def test_components_that_cost_nothing_have_no_share_of_it() -> None:
    free = component("db", "availability: 99%", "cost: {amount: 0, per: month}\n")
    assert told(end("cost", free)) == (None, ["db"], [])


# Reactive and proactive

WATCHED = "monitored: true\nrecovery_tested: 2026-03-01\nreviewed: 2025-07-01\n"


def test_single_points_count_once_with_a_restore_figure_of_their_own_or_their_runner() -> None:
    found = end(
        "reactive",
        service("one", more="requires: [db, web, gone, {any_of: [x, y]}]\n"),
        service("two", more="requires: [db, mail]\n"),
        service("old", more="requires: [x]\n").replace("live", "retired"),
        service("mail", "restore_within: 4h"),
        component("db", "restore_within: {P1: 1h}"),
        *(component(each) for each in ("web", "x", "y")),
    )
    assert told(found) == (Fraction(2, 4), ["db", "mail"], ["gone", "web"])
    agreed = f"{OFFICE}restore_within: 1d\n".replace("ops", "others")
    web = component("web").replace("ops", "others")
    assert told(end("reactive", agreed, service("one", more="requires: [web]\n"), web))[0] == 1


@pytest.mark.parametrize(
    ("more", "share"),
    [
        (WATCHED, 1),
        (WATCHED.replace("true", "false"), 0),
        (WATCHED.replace("2025-07-01", "2025-06-30"), 0),
        (WATCHED.replace("2026-03-01", "2025-03-01"), 0),
        ("monitored: true\nreviewed: 2026-05-01\n", 0),
    ],
)
def test_a_single_point_is_watched_when_monitored_tested_and_reviewed_within_the_year(
    more: str, share: int
) -> None:
    shop = service("shop", more="requires: [db]\n")
    assert end("proactive", shop, component("db", more=more)).share == share


def test_an_opaque_service_is_a_single_point_that_nobody_watches() -> None:
    assert told(end("proactive", service("mail"))) == (0, [], ["mail"])


def test_a_service_above_a_circle_has_no_single_points() -> None:
    circle = [component("a", more="requires: [b]\n"), component("b", more="requires: [a]\n")]
    assert told(end("reactive", service("shop", more="requires: [a]\n"), *circle))[0] is None


# Any catalog


@settings(max_examples=100, deadline=None)
@given(catalog_texts())
def test_each_share_is_what_counts_of_its_evidence(drawn: str) -> None:
    estate = Judged(load(files_of(drawn), "catalog.yaml"), TODAY)
    for found in ends(balance(estate)).values():
        everything = (*found.counted, *found.uncounted)
        assert len(set(everything)) == len(everything)
        if found.share is not None:
            assert 0 <= found.share <= 1
        if found.name != "cost" and everything:
            assert found.share == Fraction(len(found.counted), len(everything))


def test_the_example_catalog_leans_to_neither_end_altogether() -> None:
    found = ends(balance(Judged(load_folder(EXAMPLE), TODAY)))
    assert all(each.share is not None and each.share > Fraction(1, 2) for each in found.values())
    short = set(idents(found["quality"].uncounted))
    assert {"email", "trade-ordering", "warehouse-picking"} <= short
    assert short <= set(idents(found["external view"].uncounted))
    assert "parcel-booking" in idents(found["proactive"].uncounted)
