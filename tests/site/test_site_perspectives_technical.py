"""What those who run and pay for things look for, found in a real browser from the home page on."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from sites import ROOT, Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

Open = Callable[..., "Page"]
WIDE = {"width": 1280, "height": 900}
SMALL = {"width": 360, "height": 740}


def title(page: Page) -> str:
    return page.locator("h1").inner_text()


def tab(page: Page, name: str) -> None:
    """Follow a page of the technical view from its index."""
    page.locator("article").get_by_role("link", name=name, exact=True).first.click()


def test_who_runs_things_finds_the_contract_that_ends_and_what_it_carries(visit: Open) -> None:
    page = visit("technical/")
    tab(page, "Operations")
    assert title(page) == "Who keeps it running"
    contracts = page.locator("table[data-name=contracts] tbody tr")
    first = contracts.first
    assert "ends soon" in first.inner_text()
    assert "Shop tills" in first.inner_text()
    first.get_by_role("link", name="Tillwright Software").click()
    assert title(page) == "Tillwright Software"
    facts = page.locator(".tv-facts").inner_text()
    assert "31 January 2027" in facts
    hanging = page.locator("table[data-name=promises] tbody tr")
    assert "short" in hanging.first.inner_text()
    hanging.first.get_by_role("link", name="Shop tills").click()
    page.wait_for_url("**/technical/services/shop-tills/")


def test_suppliers_are_told_from_teams_by_a_facet(visit: Open) -> None:
    page = visit("technical/operations/")
    page.get_by_role("button", name="Kind").first.click()
    page.get_by_role("checkbox", name="supplier").first.check()
    shown = page.locator("table[data-name=providers] tbody tr:visible")
    assert shown.count() == 9
    assert all("supplier" in text for text in shown.all_inner_texts())


def test_the_recovery_shows_what_is_back_too_late(visit: Open) -> None:
    page = visit("technical/operations/")
    figure = page.locator("figure", has=page.locator("svg[role=img]"))
    words = figure.locator("svg text.tv-on-short").all_text_contents()
    assert words == ["back after 8h, promised 6h: short"]
    figure.locator("summary").click()
    figure.get_by_role("searchbox").fill("picking and dispatch")
    late = figure.locator("tbody tr:visible")
    assert late.locator("td[data-label='Back after']").inner_text() == "8h"
    page.get_by_role("link", name="Warehouse picking and dispatch").first.click()
    page.wait_for_url("**/technical/services/warehouse-picking/")


def test_who_pays_finds_what_is_over_price_and_where_money_can_be_saved(visit: Open) -> None:
    page = visit("technical/")
    tab(page, "Costs")
    page.get_by_role("link", name="over price").click()
    assert page.url.endswith("#cost-over-price")
    table = page.locator("table[data-name=over]")
    assert "EUR 8,047.74" in table.inner_text()
    table.get_by_role("link", name="Supplier portal").click()
    page.wait_for_url("**/technical/services/supplier-portal/")
    page.go_back()
    page.get_by_role("link", name="run better than any promise needs").click()
    saving = page.locator("table[data-name=savings] tbody tr").first
    assert "EUR 1,400.00" in saving.inner_text()
    saving.get_by_role("link").first.click()
    page.wait_for_url("**/technical/components/code-store/")


def test_the_dearest_service_is_found_by_sorting(visit: Open) -> None:
    page = visit("technical/costs/")
    table = page.locator("table[data-name=services]")
    table.get_by_role("button", name="Full cost").click()
    amounts = table.locator("tbody tr:visible td[data-label='Full cost']").all_inner_texts()
    known = [float(text.split()[1].replace(",", "")) for text in amounts if "EUR" in text]
    assert len(known) > 10
    assert known == sorted(known)


def test_the_published_sums_are_those_of_the_command(site: Site) -> None:
    command = [sys.executable, "-m", "twoview", "cost", str(ROOT / "services"), "--format", "json"]
    said: dict[str, Any] = json.loads(subprocess.check_output(command))
    text = site.page("technical/costs/index.html").text.replace(",", "")
    for amount in filter(None, (*said["services"].values(), said["total"], said["unallocated"])):
        assert f"EUR {amount}" in text


def test_each_balance_is_drawn_beside_its_evidence(visit: Open) -> None:
    page = visit("technical/balance/")
    assert page.locator("svg[role=img] .tv-dot").count() == 4
    assert page.get_by_role("img", name="Quality and cost").count() == 1
    assert "Both ends meet." in page.locator("article").inner_text()
    page.locator(".tv-uncounted summary").first.click()
    assert page.locator(".tv-uncounted li").first.is_visible()


@pytest.mark.parametrize(
    "path", ["technical/operations/", "technical/costs/", "technical/balance/"]
)
@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["wide", "small"])
def test_text_in_charts_is_at_least_11_px_and_no_page_scrolls_sideways(
    visit: Open, path: str, size: dict[str, int]
) -> None:
    page = visit(path, viewport=size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll("svg.tv-chart text")].map((text) => {
          const svg = text.ownerSVGElement;
          const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
          return parseFloat(getComputedStyle(text).fontSize) * scale;
        }))"""
    )
    assert smallest >= 10.99


@pytest.mark.parametrize("path", ["technical/operations/", "technical/costs/"])
def test_the_figures_are_complete_without_script(visit: Open, path: str) -> None:
    page = visit(path, java_script_enabled=False)
    assert page.locator("svg[role=img]").first.is_visible()
    tables = page.locator("table:not(.tv-twin *)").all()
    assert tables
    assert all(table.is_visible() for table in tables)
