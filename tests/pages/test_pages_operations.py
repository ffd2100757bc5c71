"""What leans on whom, which contracts end, and what comes back when, made from small catalogs."""

from __future__ import annotations

import html
import re

import pytest
from catalogs import CATALOG, SERVER, SHOPS, TEAM, TILLS, TODAY
from twoview.check import check
from twoview.examples import files_of
from twoview.judged import Judged
from twoview.load import load
from twoview.pages import Book, Page, balances, operations, providers
from twoview.pages.contracts import Term, contracts
from twoview.pages.leaning import Leaning, alike, by_provider, row
from twoview.pages.recovery import Plan, Step, recovery
from twoview.pages.writer import Writer

FOR_SHOPS = "customers: [{id: shops, relationship: service}]\n"
ON_SERVER = "requires: [till-server]\n"


def book(*parts: str) -> Book:
    estate = Judged(load(files_of("---\n".join((CATALOG, *parts))), "catalog.yaml"), TODAY)
    return Book(estate, check(estate))


def tills(commitments: str, *more: str) -> str:
    return f"{TILLS}commitments: {{{commitments}}}\n{''.join(more)}"


def part(ident: str, targets: str = "", requires: str = "", runner: str = "team: desk") -> str:
    return (
        f"kind: Component\nid: {ident}\nname: {ident.capitalize()}\ntype: server\n{runner}\n"
        f"targets: {{{targets}}}\nrequires: [{requires}]\n"
    )


def team(ident: str, more: str = "") -> str:
    return f"kind: Team\nid: {ident}\nname: {ident.capitalize()}\n{more}\n"


def supplier(ident: str, contract: str = "", more: str = "") -> str:
    written = f"contract: {{{contract}}}\n" if contract else ""
    return f"kind: Supplier\nid: {ident}\nname: {ident.capitalize()}\n{written}{more}\n"


def operations_page(*parts: str) -> Page:
    writer = Writer(book(*parts), "technical")
    return operations.page(writer, by_provider(writer.estate))


def provider_pages(made: Book) -> list[Page]:
    writer = Writer(made, "technical")
    return list(providers.pages(writer, by_provider(writer.estate)))


def text(body: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


# Who is leaned on


def leaning(kind: str, ident: str, *parts: str) -> list[Leaning]:
    return list(by_provider(book(*parts).estate).get((kind, ident), ()))


def test_a_promise_leans_on_whoever_runs_what_it_cannot_do_without() -> None:
    (found,) = leaning("Team", "shop-systems", tills("availability: 99%", ON_SERVER), SERVER)
    assert (found.through, found.hangs) == (("till-server",), True)


def test_a_promise_to_respond_hangs_on_the_owner_alone() -> None:
    service = tills("respond_within: 1h", ON_SERVER)
    parts = service, part("till-server"), TEAM, team("desk")
    found = leaning("Team", "shop-systems", *parts)
    assert {each.through for each in found} == {("tills",)}
    assert all(each.hangs for each in found)
    assert len(found) == 4
    assert not leaning("Team", "desk", *parts)


def test_what_does_not_decide_is_leaned_on_and_nothing_hangs_on_it() -> None:
    slow = part("slow", "recovery_time: 4h", runner="supplier: maker")
    fast = part("fast", "recovery_time: 1h")
    parts = tills("recovery_time: 8h", "requires: [slow, fast]\n"), slow, fast, supplier("maker")
    assert [each.hangs for each in leaning("Supplier", "maker", *parts)] == [True]
    assert [each.hangs for each in leaning("Team", "desk", *parts)] == [False]


def test_a_promise_hangs_on_whoever_has_not_agreed_to_a_figure() -> None:
    parts = (tills("recovery_time: 8h", ON_SERVER), part("till-server"))
    (found,) = leaning("Team", "desk", *parts)
    assert (found.judgement.verdict, found.hangs) == ("unbacked", True)


def test_rows_join_customers_and_priorities_and_begin_with_what_hangs_and_is_worst() -> None:
    service = tills("recovery_time: 1h, restore_within: 1h, availability: 90%", ON_SERVER)
    agreed = "availability: 99%, recovery_time: 2h, restore_within: 1h, hours: 24x7"
    server = part("till-server", agreed)
    both = "{id: shops, relationship: service}, {id: shoppers, relationship: service}"
    shoppers = SHOPS.replace("shops", "shoppers").replace("Shops", "Shoppers")
    made = book(f"{service}customers: [{both}]\n", server, SHOPS, shoppers, team("desk"))
    leaning = by_provider(made.estate)["Team", "desk"]
    found = [row(same, made.estate) for same in alike(leaning)]
    assert [(row.metric, row.verdict) for row in found] == [
        ("Recovery time", "short"),
        ("Availability", "kept"),
        ("Restore within", "kept"),
    ]
    assert all([each.id for each in row.customers] == ["shoppers", "shops"] for row in found)
    assert not any(row.priorities for row in found)


def test_the_page_of_a_team_says_how_many_promises_lean_on_it_and_are_not_kept() -> None:
    made = book(tills("recovery_time: 1h", ON_SERVER, FOR_SHOPS), SERVER, SHOPS, TEAM)
    (page,) = provider_pages(made)
    assert "1 promise leans on it. 1 of them is not kept." in text(page.body)
    (idle,) = provider_pages(book(TEAM))
    assert "No promise leans on it" in text(idle.body)


# Contracts


def contract(until: str, *more: str) -> Term:
    (found,) = contracts(book(supplier("maker", f"until: {until}"), *more))
    return found


@pytest.mark.parametrize(
    ("until", "standing", "left"),
    [
        ("2026-06-30", "ended", "1 day ago"),
        ("2026-07-01", "soon", "today"),
        ("2026-09-29", "soon", "in 90 days"),
        ("2026-09-30", "later", "in 91 days"),
    ],
)
def test_a_contract_ends_soon_from_the_notice_of_the_catalog_on(
    until: str, standing: str, left: str
) -> None:
    found = contract(until)
    assert (found.standing, found.left) == (standing, left)


def test_contracts_that_end_first_come_first_and_those_without_end_last() -> None:
    late = supplier("late", "until: 2031-01-01")
    parts = supplier("none"), late, supplier("gone", "until: 2020-01-01")
    assert [each.supplier.id for each in contracts(book(*parts))] == ["gone", "late", "none"]


def test_a_contract_says_which_services_and_customers_it_carries_and_what_is_accepted() -> None:
    server = part("till-server", runner="supplier: maker")
    accepts = "accepts: [{rule: contract-ends, reason: Renewed by mail., until: 2026-12-31}]"
    maker = supplier("maker", "until: 2026-07-02", accepts)
    service = tills("availability: 99%", ON_SERVER, FOR_SHOPS)
    (found,) = contracts(book(maker, server, service, SHOPS))
    assert [each.id for each in (*found.services, *found.customers)] == ["tills", "shops"]
    assert str(found.accepted) == "2026-12-31"


def test_an_ended_contract_is_said_plainly() -> None:
    page = operations_page(supplier("maker", "until: 2026-01-31"))
    assert "1 contract has ended or ends within 90 days." in text(page.body)
    assert "has ended" in text(page.body)


# Recovery


def plan(*parts: str) -> Plan:
    return recovery(book(*parts).estate)


def steps(*parts: str) -> dict[str, Step]:
    return {step.ident: step for step in plan(*parts).steps}


CHAIN = (
    tills("recovery_time: 3h", "requires: [app]\n"),
    part("app", "recovery_time: 30m", "db"),
    part("db", "recovery_time: 2h"),
)


def test_each_thing_starts_when_what_it_requires_is_back() -> None:
    found = plan(*CHAIN)
    assert [(step.ident, step.start, step.back) for step in found.steps] == [
        ("db", "0s", "2h"),
        ("app", "2h", "2h30m"),
        ("tills", "2h30m", "2h30m"),
    ]
    assert found.steps[1].after == "db"
    assert not found.late


def test_a_service_that_is_back_too_late_is_named() -> None:
    found = plan(tills("recovery_time: 2h", "requires: [app]\n"), *CHAIN[1:])
    assert [step.ident for step in found.late] == ["tills"]
    assert "promised 2h: short" in found.drawing


def test_the_end_of_a_service_is_what_its_promise_is_judged_by() -> None:
    estate = book(*CHAIN).estate
    (judgement,) = estate.judgements
    assert steps(*CHAIN)["tills"].ends == judgement.achievable


def test_a_group_is_back_with_as_many_of_the_fastest_as_it_needs() -> None:
    members = (part(f"node-{hours}", f"recovery_time: {hours}h") for hours in (1, 2, 5))
    group = "requires: [{any_of: [node-1, node-2, node-5], need: 2}]\n"
    assert steps(tills("recovery_time: 8h", group), *members)["tills"].back == "2h"


def test_a_time_that_nobody_agreed_to_is_not_known_and_leaves_all_above_open() -> None:
    found = plan(CHAIN[0], CHAIN[1], part("db"))
    assert [step.ident for step in found.unknown] == ["db"]
    assert [step.back for step in found.steps] == ["0s or later", "30m or later", "30m or later"]
    assert "not known" in found.drawing


def test_a_spare_of_which_nobody_knows_leaves_nothing_open_that_does_not_wait_for_it() -> None:
    group = "requires: [{any_of: [db, spare]}, other]\n"
    times = part("db", "recovery_time: 2h"), part("other", "recovery_time: 2h")
    found = steps(tills("recovery_time: 3h", group), *times, part("spare"))
    assert found["tills"].back == "2h"


def test_circles_have_no_place_in_the_order_and_are_named() -> None:
    found = plan(CHAIN[0], part("app", "recovery_time: 1h", "db"), part("db", "", "app"))
    assert not found.steps
    assert [node.id for node in found.circle] == ["app", "db"]
    assert [node.id for node in found.above] == ["tills"]


def test_what_has_no_recovery_time_anywhere_is_left_out() -> None:
    assert not plan(tills("availability: 99%", ON_SERVER), SERVER).steps
    page = operations_page(TEAM)
    assert "No recovery time is written down yet." in text(page.body)


def test_of_many_steps_those_are_drawn_that_promises_wait_for() -> None:
    many = [part(f"node-{n}", f"recovery_time: {n}m") for n in range(1, 45)]
    names = ", ".join(f"node-{n}" for n in range(1, 45))
    found = plan(tills("recovery_time: 1h", f"requires: [{names}]\n"), *many)
    assert (len(found.steps), found.hidden) == (45, 43)
    assert "Node-44" in found.drawing
    assert "Node-43" not in found.drawing


# Balances


def balance_page(*parts: str) -> str:
    (page,) = balances.pages(book(*parts))
    return page.body


def test_a_balance_says_which_end_it_leans_to() -> None:
    server = part("till-server", "availability: 99%")
    body = balance_page(tills("availability: 99.9%", ON_SERVER), server)
    assert "The catalog leans inward. Internal view: 100 %. External view: 0 %." in text(body)


def test_a_balance_whose_ends_are_both_high_meets() -> None:
    server = part("till-server", "availability: 99.9%")
    body = balance_page(tills("availability: 99.9%", ON_SERVER), server)
    assert "Both ends meet. Internal view: 100 %. External view: 100 %." in text(body)


def test_a_balance_with_nothing_to_count_is_not_drawn_and_says_so() -> None:
    empty = balance_page()
    assert "<svg" not in empty
    assert text(empty).count("There is nothing to count at either end yet.") == 4
    half = balance_page(tills("availability: 99%", ON_SERVER), part("till-server"))
    assert "There is nothing to count yet for one end" in text(half)


def test_what_promises_to_recover_is_told_where_nothing_beneath_says_how_long_that_takes() -> None:
    found = plan(tills("recovery_time: 2h", "requires: [shelf]\n"), part("shelf"))
    assert {step.ident for step in found.steps} == {"tills", "shelf"}
    assert [step.ident for step in found.unknown] == ["shelf"]
    assert found.drawing
