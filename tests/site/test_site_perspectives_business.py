"""What a customer and a planner look for, found in a real browser from the home page on."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from catalogs import CATALOG, SHOPS, TEAM, TILLS
from sites import Scratch, Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

Open = Callable[..., "Page"]
PAPER = {"width": 680, "height": 960}
"""A sheet of A4 between its margins, in pixels."""


def title(page: Page) -> str:
    return page.locator("h1").inner_text()


def follow(page: Page, name: str | re.Pattern[str], within: str = "article") -> None:
    page.locator(within).get_by_role("link", name=name).first.click()


def in_sight(page: Page, selector: str) -> bool:
    """Whether the upper edge of an element is where the reader looks."""
    box = page.locator(selector).bounding_box()
    size = page.viewport_size
    return bool(box and size and 0 <= box["y"] < size["height"])


def test_a_shop_manager_finds_the_promises_at_risk_and_whom_to_ask(visit: Open) -> None:
    page = visit()
    follow(page, re.compile("What does my group get"))
    page.wait_for_url("**/business/#by-customer")
    assert in_sight(page, "#by-customer")
    follow(page, "Shops", "#by-customer ~ .tv-block")
    page.wait_for_url("**/business/customers/shops/")
    assert title(page) == "Shops"
    assert in_sight(page, ".tv-glance")
    follow(page, re.compile("^At risk"), ".tv-facts")
    page.wait_for_url("**/business/customers/shops/#stands-short")
    assert in_sight(page, "#stands-short")
    assert "what can be kept today: 29 hours" in page.locator("#stands-short").inner_text()
    follow(page, "Shop tills", "#stands-short")
    page.wait_for_url("**/business/customers/shops/#service-shop-tills")
    assert "Service desk, service-desk@" in page.locator("#service-shop-tills").inner_text()


def test_the_first_screen_of_an_agreement_says_how_promises_stand_and_what_they_cost(
    visit: Open,
) -> None:
    page = visit("business/customers/shops/", viewport={"width": 1280, "height": 800})
    for words in ("At risk 6", "EUR 234,000 a month", "6 services", "Whom to ask"):
        box = page.get_by_text(words).first.bounding_box()
        assert box, words
        assert box["y"] + box["height"] < 800, words


def test_an_agreement_on_paper_is_a_document_without_navigation(visit: Open) -> None:
    page = visit("business/customers/shops/", viewport=PAPER)
    page.emulate_media(media="print")
    for aside in (".md-header", ".md-sidebar", ".tv-switch", ".tv-crumbs", ".tv-propose"):
        assert not any(each.is_visible() for each in page.locator(aside).all()), aside
    assert "as of" in page.locator("header.tv-head").inner_text()
    assert page.locator(".tv-on-paper").inner_text() == "Havenholm, 22 November 2026"
    assert page.locator(".tv-figure svg").is_visible()
    assert not page.locator(".tv-figure .tv-twin").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER["width"]
    sheets = page.locator(".tv-agreed")
    kept = sheets.evaluate_all("all => all.map(each => getComputedStyle(each).breakInside)")
    assert kept
    assert set(kept) == {"avoid"}


def test_a_planner_finds_what_is_proposed_and_that_every_outcome_is_served(visit: Open) -> None:
    page = visit()
    follow(page, re.compile("Where are we going"))
    page.wait_for_url("**/business/portfolio/")
    follow(page, "2 services planned")
    assert in_sight(page, "#stage-proposed")
    assert "Cloud mailboxes" in page.locator(".tv-stage-proposed").inner_text()
    assert "Still used by Head office" in page.locator(".tv-stage-retiring").inner_text()
    follow(page, "0 outcomes not served, or not for long")
    assert in_sight(page, "#unserved")
    follow(page, "Cloud mailboxes", ".tv-stage-proposed")
    assert title(page) == "Cloud mailboxes"


@pytest.mark.parametrize(("width", "columns"), [(1280, 4), (360, 1)])
def test_the_board_has_columns_where_there_is_room(visit: Open, width: int, columns: int) -> None:
    page = visit("business/portfolio/", viewport={"width": width, "height": 800})
    boxes = [each.bounding_box() for each in page.locator(".tv-stage").all()]
    assert len({box["x"] for box in boxes if box}) == columns
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.fixture(scope="module")
def gaps(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A catalog in which one outcome is served by nothing, and one by a plan only."""
    scratch = Scratch(tmp_path_factory.mktemp("gaps"))
    planned = TILLS.replace("live", "proposed")
    wanted = "customers: [{id: shops, relationship: service, outcomes: [sell]}]\n"
    outcomes = "outcomes:\n" + "".join(
        f"  - {{id: {name}, name: {name.capitalize()}, customers: [shops]}}\n"
        for name in ("sell", "rest")
    )
    scratch.write(CATALOG, planned + wanted, SHOPS, TEAM, outcomes, use_directory_urls=False)
    return scratch.build()


def test_a_planner_finds_the_outcomes_that_nothing_serves(browser: Browser, gaps: Site) -> None:
    page = browser.new_page()
    page.set_default_timeout(5000)
    page.goto((gaps.folder / "business/portfolio.html").as_uri())
    follow(page, "2 outcomes not served, or not for long")
    told = page.locator("#unserved + ul").inner_text()
    assert "Rest served by nothing" in told
    assert "Sell served only by what is planned" in told
    follow(page, "Rest", "#unserved + ul")
    assert title(page) == "Rest"
    page.close()
