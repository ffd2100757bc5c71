"""What stands on the page of a customer, and on that of the portfolio, made from small catalogs."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from catalogs import CATALOG, SERVER, SHOPPERS, SHOPS, TEAM, TILLS, TODAY
from histories import Repository
from twoview.check import check
from twoview.examples import files_of
from twoview.history import Story, story
from twoview.judged import Judged
from twoview.load import load, load_folder
from twoview.pages import Book, portfolio
from twoview.pages.agreement import customer_page
from twoview.pages.coverage import reaches
from twoview.pages.since import changes_for
from twoview.pages.writer import Writer

SELL = "kind: Outcome\nid: sell\nname: Sell\ncustomers: [shops]\nmeasure: Queues are short.\n"
EUROS = f"{CATALOG}currency: EUR\n"
DESK = f"{TEAM}contact: desk@store.example\n"
PROMISE = "commitments: {availability: 99.9%, recovery_time: 1h}\n"
REQUIRED = "requires: [till-server]\n"
PRICE = "price: {amount: 1200, per: year}\n"
WEAK = f"{SERVER}targets: {{availability: 99%}}\n"


def service(ident: str, *lines: str, status: str = "live", audience: str = "internal") -> str:
    text = TILLS.replace("tills", ident).replace("Tills", ident.capitalize())
    text = text.replace("live", status).replace("audience: internal", f"audience: {audience}")
    return text + "".join(lines)


def for_shops(relationship: str = "service", outcomes: str = "") -> str:
    return f"customers: [{{id: shops, relationship: {relationship}, outcomes: [{outcomes}]}}]\n"


AGREED = f"{TILLS}{PROMISE}{REQUIRED}{PRICE}{for_shops(outcomes='sell')}"


def book(*parts: str) -> Book:
    estate = Judged(load(files_of("---\n".join(parts)), "catalog.yaml"), TODAY)
    return Book(estate, check(estate))


def agreement(book: Book, customer: str = "shops") -> str:
    writer = Writer(book, "business")
    return customer_page(writer, writer.estate.catalog.customers[customer]).body


def text(body: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", body)).split())


def led_to(body: str) -> set[str]:
    """Return the places in the page that it leads to, all of which have to be there."""
    inside = set(re.findall(r'href="#([^"]+)"', body))
    assert inside <= set(re.findall(r' id="([^"]+)"', body))
    return inside


def the_portfolio(*parts: str) -> str:
    return portfolio.page(Writer(book(*parts), "business")).body


@pytest.fixture
def shops() -> Book:
    return book(EUROS, AGREED, WEAK, SHOPS, DESK, SELL)


def test_an_agreement_says_who_it_is_for_as_of_which_day(shops: Book) -> None:
    told = text(agreement(shops))
    assert "Your service agreement" in told
    assert "as of 1 July 2026" in told
    assert "Customer in the business" in told


def test_an_agreement_counts_promises_by_how_they_stand_and_leads_to_them(shops: Book) -> None:
    told = text(agreement(shops))
    assert "At risk 1" in told
    assert "Nobody has agreed to this yet 1" in told
    assert told.index("At risk 1") < told.index("Nobody has agreed to this yet 1")


def test_every_place_that_an_agreement_leads_to_is_on_it(shops: Book) -> None:
    inside = led_to(agreement(shops))
    assert {"service-tills", "stands-short", "stands-unbacked", "agreed-outcomes"} <= inside


def test_an_agreement_says_what_is_promised_by_whom_and_whom_to_ask(shops: Book) -> None:
    told = text(agreement(shops))
    assert "99.9% of the time" in told
    assert "Shop systems, desk@store.example" in told
    assert "Queues are short." in told


def test_an_outcome_names_what_helps_or_says_that_nothing_does() -> None:
    bare = text(agreement(book(CATALOG, SHOPS, SELL)))
    assert "Nothing helps to reach it yet" in bare
    others = text(agreement(book(CATALOG, TILLS + "outcomes: [sell]\n", TEAM, SHOPS, SELL)))
    assert "None of your services helps. Others do: Tills" in others


def test_prices_of_services_in_use_are_added_up_by_month() -> None:
    priced = service("scales", "price: {amount: 50.5, per: month}\n", for_shops())
    planned = service(
        "robots", "price: {amount: 999, per: month}\n", for_shops(), status="proposed"
    )
    told = text(agreement(book(EUROS, AGREED, priced, planned, SERVER, SHOPS, TEAM, SELL)))
    assert "EUR 150.50 a month" in told
    assert "EUR 999 a month" in told
    assert "your part of it is smaller" not in told


def test_planned_services_are_counted_apart_and_stand_last_under_a_heading_of_their_own() -> None:
    planned = service("robots", for_shops(), status="proposed")
    page = agreement(book(CATALOG, planned, TILLS + for_shops(), TEAM, SHOPS))
    assert "What you get 1 service and 1 planned" in text(page)
    assert "agreed-planned" in led_to(page)
    in_order = ["service-tills", "agreed-planned", "service-robots"]
    assert re.findall(r' id="((?:service|agreed-planned)[^"]*)"', page) == in_order
    table = text(page[page.index("tv-glance") : page.index("</table>")])
    assert table.index("Tills") < table.index("Planned, not in use yet") < table.index("Robots")


def test_without_planned_services_nothing_is_said_of_plans(shops: Book) -> None:
    assert "lanned" not in text(agreement(shops))


def test_a_price_that_others_share_is_not_called_the_customers_own() -> None:
    both = "customers: [{id: shops}, {id: shoppers}]\n"
    shared = TILLS + PRICE + both.replace("}", ", relationship: service}")
    found = book(EUROS, shared, TEAM, SHOPS, SHOPPERS)
    assert "your part of it is smaller" in text(agreement(found))


def test_without_any_price_there_is_no_column_for_it() -> None:
    page = agreement(book(CATALOG, TILLS + for_shops(), TEAM, SHOPS))
    assert "No price is set" in text(page)
    assert 'data-label="Price"' not in page


def test_a_partner_is_told_so_instead_of_a_service_level() -> None:
    partner = service("scales", for_shops("partnership"))
    told = text(agreement(book(CATALOG, AGREED, SERVER, partner, TEAM, SHOPS, SELL)))
    assert "work as partners" in told
    assert "No service level is agreed" in told
    assert "Nothing is promised yet" not in told


def test_what_ended_is_named_and_not_promised() -> None:
    gone = service("phones", for_shops(), PROMISE, status="retired")
    told = text(agreement(book(CATALOG, TILLS + for_shops(), gone, TEAM, SHOPS)))
    assert "Not in use any more: Phones" in told
    assert "99.9%" not in told


def test_a_customer_without_anything_is_taught_what_to_write() -> None:
    told = text(agreement(book(CATALOG, SHOPS)))
    assert "customers: [shops]" in told
    assert "customers: [{id: shops, relationship: service}]" in told


def test_customers_outside_read_promises_and_prices_without_verdicts_or_owners() -> None:
    request = "how_to_request: Write to sales.\n"
    customers = "customers: [{id: shoppers, relationship: service, outcomes: [buy]}]\n"
    sold = f"{service('web-shop', audience='external')}{PROMISE}{PRICE}{request}{customers}"
    outcome = "kind: Outcome\nid: buy\nname: Buy\ncustomers: [shoppers]\n"
    inside = book(EUROS, sold, DESK, SHOPPERS, outcome)
    told = text(agreement(inside.outside(), "shoppers"))
    for shown in ("99.9% of the time", "EUR 100 a month", "Write to sales.", "How to ask for it"):
        assert shown in told
    for withheld in ("Shop systems", "desk@store.example", "tv-verdict", "Nobody has agreed"):
        assert withheld not in agreement(inside.outside(), "shoppers")
    # Whom to ask is told by how to request; who they are they know.
    for noise in ("Whom to ask", "Who you are", "Customer outside"):
        assert noise not in told
    # The services inside may help to reach it: who is outside is told nothing about that.
    unserved = book(EUROS, DESK, SHOPPERS, outcome).outside()
    assert "Nothing helps" not in text(agreement(unserved, "shoppers"))


def test_customers_outside_have_no_page_of_the_portfolio(shops: Book) -> None:
    assert shops.may("portfolio")
    assert not shops.outside().may("portfolio")


def history(root: Path) -> tuple[Book, Story]:
    """Return a catalog whose promise to shops, outcome and other customer changed over months."""
    kept = Repository(root / "repository")
    customers = (
        "customers: [{id: shops, relationship: service}, {id: shoppers, relationship: %s}]\n"
    )
    kept.commit(
        "2026-01-05",
        catalog=CATALOG,
        tills=TILLS + "commitments: {availability: 99%}\n" + customers % "service",
        team=TEAM,
        shops=SHOPS,
        shoppers=SHOPPERS,
        sell=SELL,
    )
    raised = TILLS + "commitments: {availability: 99.5%}\n"
    kept.commit("2026-02-05", tills=raised + customers % "service")
    kept.commit("2026-03-05", sell=SELL.replace("short", "shorter"))
    kept.commit("2026-04-05", tills=raised + customers % "utility")
    kept.commit("2026-05-05", shops=SHOPS.replace("Shops", "All shops"))
    folder = kept.root / kept.folder
    estate = Judged(load_folder(folder), TODAY)
    told = story(folder)
    assert told
    return Book(estate, check(estate), story=told), told


def months(book: Book, customer: str) -> Sequence[tuple[str, list[str]]]:
    catalog = book.seen("business").catalog
    followed = [*catalog.customers.values(), *catalog.services.values(), *catalog.outcomes.values()]
    since = changes_for(catalog.customers[customer], followed, book)
    assert since
    return [
        (month, [part.entity.id for each in found for part in each.parts])
        for month, found in (*since.first, *since.rest)
    ]


def test_changes_of_all_that_a_customer_has_are_told_together_by_month(tmp_path: Path) -> None:
    book, _ = history(tmp_path)
    told = agreement(book)
    lately = text(told[told.index("What changed for you") :])
    in_order = ["May 2026", "March 2026", "February 2026", "January 2026"]
    assert [lately.index(month) for month in in_order] == sorted(map(lately.index, in_order))
    assert "99% to 99.5%" in lately


def test_what_changes_between_a_service_and_another_customer_is_not_told(tmp_path: Path) -> None:
    book, _ = history(tmp_path)
    assert "April 2026" not in text(agreement(book))
    assert "April 2026" in text(agreement(book, "shoppers"))


def test_what_is_older_than_a_quarter_unfolds(tmp_path: Path) -> None:
    book, _ = history(tmp_path)
    page = agreement(book)
    assert page.index("Earlier changes") > page.index("February 2026")
    assert page.index("Earlier changes") < page.index("January 2026")


def test_a_catalog_without_a_past_says_nothing_about_changes(shops: Book) -> None:
    assert "What changed" not in text(agreement(shops))
    assert "What changed" not in text(agreement(replace(shops, story=Story())))


def test_the_board_has_a_column_for_each_stage_with_its_count() -> None:
    planned = service("robots", for_shops(), status="proposed")
    ending = service("phones", for_shops(), status="retiring")
    page = the_portfolio(CATALOG, TILLS + for_shops(), planned, ending, TEAM, SHOPS)
    told = text(page)
    for column in ("Pipeline 1", "In use 1", "On the way out 1", "Gone 0"):
        assert column in told
    assert "Still used by Shops" in told
    assert "Nothing has ended. A service that has ended says in its file: status: retired" in told


def test_services_that_lean_on_one_that_ends_are_among_its_users() -> None:
    ending = service("network", status="retiring", audience="supporting")
    page = the_portfolio(CATALOG, TILLS + "requires: [network]\n", ending, TEAM)
    assert "Still used by Tills" in text(page)


def test_one_that_ends_without_users_says_so() -> None:
    ending = service("network", status="retiring", audience="supporting")
    assert "Nobody uses it any more." in text(the_portfolio(CATALOG, ending, TEAM))


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("proposed", "only by what is planned"),
        ("retiring", "only by what is on its way out"),
        ("retired", "by nothing"),
    ],
)
def test_an_outcome_that_nothing_in_use_serves_is_a_gap(status: str, words: str) -> None:
    served = service("tills", for_shops(outcomes="sell"), status=status)
    told = text(the_portfolio(CATALOG, served, TEAM, SHOPS, SELL))
    assert "1 outcome not served, or not for long" in told
    assert f"Sell served {words}" in told


def test_an_outcome_served_by_something_in_use_is_no_gap() -> None:
    told = text(the_portfolio(CATALOG, TILLS + for_shops(outcomes="sell"), TEAM, SHOPS, SELL))
    assert "Every outcome is served by a service in use." in told


def test_services_without_an_outcome_are_listed_and_supporting_ones_are_not() -> None:
    network = service("network", audience="supporting")
    told = text(the_portfolio(CATALOG, TILLS + REQUIRED, SERVER, network, TEAM, SHOPS, SELL))
    assert "1 service without an outcome" in told
    assert "1 supporting service is not counted" in told
    assert "behind no other service yet" in told


def test_every_place_that_the_portfolio_leads_to_is_on_it() -> None:
    for parts in ((CATALOG,), (CATALOG, AGREED, WEAK, SHOPS, TEAM, SELL)):
        assert len(led_to(the_portfolio(*parts))) == 6


def test_things_count_for_the_customers_farthest_out() -> None:
    both = (
        "customers: [{id: shops, relationship: service}, {id: shoppers, relationship: service}]\n"
    )
    wanted = SELL.replace("[shops]", "[shops, shoppers]")
    estate = book(CATALOG, TILLS + both, TEAM, SHOPS, SHOPPERS, wanted).estate
    outside, inside, in_it = reaches(estate)
    assert [len(outside.outcomes.found), len(outside.services.found)] == [1, 1]
    assert (outside.outcomes.percent, inside.outcomes.percent, in_it.services.percent) == (
        100,
        0,
        0,
    )


def test_what_reaches_nobody_is_told_where_there_is_any() -> None:
    *_, nobody = reaches(book(CATALOG, TILLS, TEAM).estate)
    assert [each.id for each in nobody.services.found] == ["tills"]


@pytest.mark.parametrize(
    ("boundary", "words"),
    [
        ("external", "The catalog reaches customers outside"),
        ("internal", "The catalog reaches the business, and nobody outside"),
        ("it", "So far IT is its own customer"),
    ],
)
def test_the_portfolio_says_in_words_how_far_the_catalog_reaches(boundary: str, words: str) -> None:
    customer = SHOPS.replace("boundary: internal", f"boundary: {boundary}")
    told = text(the_portfolio(CATALOG, customer, SELL))
    assert words in told
    assert "But no service names such a customer yet." in told


def test_an_empty_portfolio_teaches_what_to_write() -> None:
    told = text(the_portfolio(CATALOG))
    assert "status: proposed" in told
    assert "customers: [shops]" in told
    assert "No outcome names a customer of this catalog" in told
