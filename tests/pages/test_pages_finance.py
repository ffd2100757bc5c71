"""What is spent on whom: every sum agrees with what `twoview cost` says, to the cent."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from catalogs import CATALOG, TEAM, TODAY
from estates import ORIGIN, estates
from hypothesis import given, settings
from hypothesis import strategies as st
from twoview.check import check
from twoview.estate import Estate
from twoview.examples import files_of
from twoview.judged import Judged
from twoview.load import Loaded, load, load_folder
from twoview.model import Customer
from twoview.need import beyond_need
from twoview.pages import Book, finance
from twoview.pages.spend import on_customers, on_outcomes, on_providers, savings, upside_down

patient = settings(deadline=None, max_examples=60)
EXAMPLE = Path(__file__).parents[2] / "services"


@pytest.fixture(scope="module")
def example() -> Judged:
    return Judged(load_folder(EXAMPLE, shown_as=Path("services")), TODAY)


@pytest.fixture(scope="module")
def said() -> dict[str, Any]:
    """What the command says of the example."""
    command = [sys.executable, "-m", "twoview", "cost", str(EXAMPLE), "--format", "json"]
    found: dict[str, Any] = json.loads(subprocess.check_output(command))
    return found


def judged(estate: Estate) -> Judged:
    """Return an estate with the customers that its services name, but for one."""
    known = {"x": Customer(id="x", name="X", origin=ORIGIN)}
    catalog = estate.catalog
    object.__setattr__(catalog, "customers", known)
    return Judged(Loaded(catalog, ()), TODAY)


@patient
@given(estates().map(judged))
def test_what_is_spent_on_customers_and_on_nothing_of_theirs_is_the_total(estate: Judged) -> None:
    found = on_customers(estate)
    parts = (found.spent, found.nobody, found.unrequired, found.circling)
    assert sum(part.cents for part in parts) == found.total.cents == estate.costs.total.cents


@patient
@given(estates().map(judged))
def test_what_is_spent_on_teams_and_suppliers_is_the_total(estate: Judged) -> None:
    assert sum(row.spent.cents for row in on_providers(estate)) == estate.costs.total.cents


def test_in_the_example_all_sums_are_what_the_command_says(
    example: Judged, said: dict[str, Any]
) -> None:
    found = on_customers(example)
    ends = [ident for ident, cost in example.costs.services.items() if not cost.passed_on]
    amounts = (said["services"][ident] for ident in ends)
    loose = sum(Fraction(amount) for amount in amounts if amount)
    assert Fraction(found.spent.cents + found.nobody.cents, 100) == loose
    assert str(found.unrequired) == said["unallocated"]
    assert str(found.total) == said["total"]


def cents(body: str) -> set[str]:
    return {amount.replace(",", "") for amount in re.findall(r"EUR ([\d,]+\.\d\d)", body)}


def test_the_page_shows_what_the_command_says(example: Judged, said: dict[str, Any]) -> None:
    (page,) = finance.pages(Book(example, check(example)))
    told = {*said["services"].values(), *said["components"].values(), said["total"]}
    assert told - {None, "0.00"} <= cents(page.body)


EUROS = f"{CATALOG}currency: EUR\n"


def book(*parts: str) -> Book:
    estate = Judged(load(files_of("---\n".join((EUROS, *parts))), "catalog.yaml"), TODAY)
    return Book(estate, check(estate))


def service(ident: str, cost: str, *customers: str, more: str = "") -> str:
    named = ", ".join(f"{{id: {each}, relationship: service}}" for each in customers)
    return (
        f"kind: Service\nid: {ident}\nname: {ident.capitalize()}\nstatus: live\n"
        "audience: internal\nowner: shop-systems\nsummary: Do things.\n"
        f"cost: {{amount: {cost}, per: month}}\ncustomers: [{named}]\n{more}"
    )


def customer(ident: str) -> str:
    return f"kind: Customer\nid: {ident}\nname: {ident.capitalize()}\nboundary: internal\n"


def outcome(ident: str, priority: int | None) -> str:
    stated = f"priority: {priority}\n" if priority else ""
    name = f"name: {ident.capitalize()}\n"
    return f"kind: Outcome\nid: {ident}\n{name}customers: [shops]\n{stated}"


def text(body: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_the_cost_of_a_service_is_divided_over_its_customers_in_equal_parts() -> None:
    customers = [customer(each) for each in ("shops", "office", "stores")]
    estate = book(service("tills", "100", "shops", "office", "stores"), *customers).estate
    assert {row.customer.id: row.spent.cents for row in on_customers(estate).each} == {
        "office": 3334,
        "shops": 3333,
        "stores": 3333,
    }


def test_what_a_service_passes_on_is_in_the_cost_of_those_who_require_it() -> None:
    till = service("tills", "100", "shops", more="requires: [mail]\n")
    estate = book(
        till, service("mail", "50", "office"), customer("shops"), customer("office")
    ).estate
    shops, office = on_customers(estate).each
    assert (shops.customer.id, shops.spent.cents) == ("shops", 15000)
    assert (office.spent.cents, [each.id for each in office.elsewhere]) == (0, ["mail"])


def test_a_service_that_delivers_one_outcome_costs_the_same_in_both_tables() -> None:
    goals = outcome("sell", 1), outcome("rest", 2), outcome("pack", 3)
    mail = service("mail", "100")
    users = [
        service(ident, "0", more=f"outcomes: [{goal}]\nrequires: [mail]\n")
        for ident, goal in (("tills", "sell"), ("games", "rest"), ("boxes", "pack"))
    ]
    estate = book(*goals, mail, *users, customer("shops")).estate
    costs = estate.costs.services
    found = on_outcomes(estate)
    assert sorted(each.spent or 0 for each in found) == [
        Fraction(n, 100) for n in (3333, 3333, 3334)
    ]
    for each in found:
        (amount,) = (costs[service.id].amount for service in each.services)
        assert amount
        assert each.spent == Fraction(amount.cents, 100)


SOME = st.lists(st.tuples(st.integers(1, 5), st.integers(0, 100)), max_size=6)


@patient
@given(SOME)
def test_spend_is_upside_down_where_twice_as_much_goes_to_what_matters_less(
    drawn: list[tuple[int, int]],
) -> None:
    outcomes = [outcome(f"goal-{n}", priority) for n, (priority, _) in enumerate(drawn)]
    services = [
        service(f"work-{n}", str(amount), more=f"outcomes: [goal-{n}]\n")
        for n, (_, amount) in enumerate(drawn)
    ]
    found = upside_down(on_outcomes(book(*outcomes, *services, customer("shops")).estate))
    for one, other in found:
        assert (one.outcome.priority or 0) < (other.outcome.priority or 0)
        assert (other.spent or 0) >= 2 * (one.spent or 0)
    wrong = {
        n
        for n, (priority, amount) in enumerate(drawn)
        if any(p > priority and a >= max(2 * amount, 1) for p, a in drawn)
    }
    assert {one.outcome.id for one, _ in found} == {f"goal-{n}" for n in wrong}


def test_spend_that_is_upside_down_is_said_in_a_sentence() -> None:
    goals = outcome("sell", 1), outcome("rest", 5)
    works = (
        service("tills", "10", more="outcomes: [sell]\n"),
        service("games", "90", more="outcomes: [rest]\n"),
    )
    (page,) = finance.pages(book(*goals, *works, customer("shops"), TEAM))
    told = "EUR 10.00 is spent on Sell (priority 1), and EUR 90.00 on Rest (priority 5)."
    assert told in text(page.body)
    assert page.body.count('class="tv-dot"') == 2


def test_savings_are_the_components_beyond_need_with_what_would_be_enough(example: Judged) -> None:
    found = savings(example)
    assert {each.component.id for each in found} == beyond_need(example.judge)
    assert found
    assert all(each.enough < each.own for each in found)


def test_a_service_over_its_price_says_by_how_much() -> None:
    dear = service("tills", "100", "shops", more="price: {amount: 60, per: month}\n")
    (page,) = finance.pages(book(dear, customer("shops"), TEAM))
    assert "EUR 40.00 over price, by 1 service" in text(page.body)


def test_a_catalog_without_any_cost_says_how_to_write_one() -> None:
    (page,) = finance.pages(book())
    assert "No cost is written down yet." in text(page.body)
    assert "<svg" not in page.body
