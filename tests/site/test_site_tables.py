"""Tables in a real browser: filter, facets, order, pages, export, address, print."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sites import Html, Site
from twoview.pages.render import environment
from twoview.site import emit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

Open = Callable[..., "Page"]
HEAD = ("Service", "Customer", "Promised", "Verdict")
VERDICTS = ("short", "unbacked", "unjudged", "kept")
IN_ORDER = (
    "2026-01-02",
    "EUR 30.00",
    "EUR 1,200.50",
    "12%",
    "99.9%",
    "90m",
    "4h",
    "1d12h",
    "7",
    "80",
)


def cells(at: int) -> str:
    """A row: two customers, figures of all kinds by turns, and a verdict by its rank."""
    rank = at % len(VERDICTS)
    verdict = VERDICTS[rank]
    figure = IN_ORDER[(at * 7) % len(IN_ORDER)] if at % 11 else "–"
    whom = ", ".join(f'<a class="tv-ref" href="#">Shop {n}</a>' for n in (at % 3, 3 + at % 4))
    return (
        f'<th scope="row">Line {at}</th><td>{whom}</td><td>{figure}</td>'
        f'<td data-sort="{rank}"><span data-value="{verdict}">{verdict.upper()}</span></td>'
    )


def table(rows: Sequence[str]) -> str:
    """A page without any theme, with one table and what our pages bring along for it."""
    assets = dict(emit.assets())
    heads = "".join(
        f'<th scope="col"{" data-facet" if name in ("Customer", "Verdict") else ""}>{name}</th>'
        for name in HEAD
    )
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    words = environment().get_template("tables.html.j2").render()
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Table</title>'
        f"<style>{assets[emit.STYLE]}</style><body class='md-typeset'><article>"
        f"<h1>Every promise</h1><h2>All of them</h2>"
        f'<table class="tv-table" data-filter data-name="all"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table>{words}</article><script>{assets[emit.SCRIPT]}</script></html>"
    )


@pytest.fixture
def made(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Open a page with a table of one's own making."""
    context = browser.new_context()
    context.set_default_timeout(5000)
    wrong: list[str] = []

    def open_page(rows: Sequence[str], address: str = "") -> Page:
        file = tmp_path / "table.html"
        file.write_text(table(rows), encoding="utf-8")
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(file.as_uri() + address)
        return page

    yield open_page
    context.close()
    assert not wrong


@pytest.fixture
def long_table(made: Callable[..., Page]) -> Callable[..., Page]:
    """Open a page with a table of 120 rows."""
    return lambda address="": made([cells(at) for at in range(120)], address)


def shown(page: Page) -> list[str]:
    """The rows that can be seen, by what stands first in them."""
    rows = page.locator("table[data-filter] tbody tr:visible th")
    return [text.split("\n")[0] for text in rows.all_inner_texts()]


def count(page: Page) -> str:
    return page.locator(".tv-count").first.inner_text()


def state(page: Page) -> dict[str, list[str]]:
    return parse_qs(page.evaluate("location.search").removeprefix("?"))


def choose(page: Page, facet: str, *values: str) -> None:
    page.locator(".tv-filter").get_by_role("button", name=re.compile(f"^{facet}")).click()
    for value in values:
        page.get_by_role("checkbox", name=re.compile(f"^{value} ")).click()


def test_a_facet_counts_its_values_and_several_of_them_widen_it(
    long_table: Callable[..., Page],
) -> None:
    page = long_table()
    choose(page, "Verdict", "SHORT")
    assert count(page) == "30 of 120"
    choose(page, "Verdict")
    choose(page, "Verdict", "KEPT")
    assert count(page) == "60 of 120"
    panel = page.locator(".tv-facet:visible")
    assert panel.locator("label").all_inner_texts() == [f"{v.upper()} (30)" for v in VERDICTS]


def test_each_facet_counts_what_the_filter_and_the_other_facets_leave(
    long_table: Callable[..., Page],
) -> None:
    page = long_table()
    choose(page, "Customer", "Shop 0", "Shop 1")
    assert count(page) == "80 of 120"
    choose(page, "Verdict")
    panel = page.locator(".tv-facet:visible")
    assert panel.locator("label").all_inner_texts() == [f"{v.upper()} (20)" for v in VERDICTS]
    page.get_by_role("searchbox").fill("line 1")
    left = int(count(page).partition(" ")[0])
    numbers = re.findall(r"\((\d+)\)", panel.inner_text())
    assert sum(map(int, numbers)) == left < 80


def test_the_clear_button_brings_everything_back(long_table: Callable[..., Page]) -> None:
    page = long_table()
    clear = page.get_by_role("button", name="Clear")
    assert clear.is_disabled()
    page.get_by_role("searchbox").fill("line 11")
    choose(page, "Verdict", "KEPT")
    page.get_by_role("button", name="Promised").click()
    clear.click()
    assert count(page) == "120 of 120"
    assert shown(page) == [f"Line {at}" for at in range(50)]
    assert state(page) == {}


def test_where_nothing_fits_the_table_says_so(long_table: Callable[..., Page]) -> None:
    page = long_table()
    page.get_by_role("searchbox").fill("no such thing")
    assert count(page) == "0 of 120. Nothing fits; clear the filter to see all."
    assert shown(page) == []


def test_accents_and_case_do_not_matter_to_the_filter(made: Callable[..., Page]) -> None:
    rows = [cells(at) for at in range(9)]
    page = made([*rows, cells(9).replace("Line 9", "Café Ärgernis")])
    page.get_by_role("searchbox").fill("CAFE arger")
    assert shown(page) == ["Café Ärgernis"]


def test_figures_are_put_in_order_by_what_they_mean_and_what_is_missing_comes_last(
    long_table: Callable[..., Page],
) -> None:
    page = long_table("?all.rows=0")
    for turns in (1, -1):
        page.locator("thead").get_by_role("button", name="Promised").click()
        column = page.locator("tbody td:nth-child(3)").all_inner_texts()
        stated = [text for text in column if text != "–"]
        assert column == [*stated, *["–"] * (120 - len(stated))]
        assert list(dict.fromkeys(stated)) == list(IN_ORDER[::turns])


def test_a_verdict_is_put_in_order_by_how_bad_it_is(long_table: Callable[..., Page]) -> None:
    page = long_table("?all.sort=-verdict&all.rows=0")
    column = page.locator("tbody td:nth-child(4)").all_inner_texts()
    assert list(dict.fromkeys(column)) == [each.upper() for each in reversed(VERDICTS)]
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("Verdict")


def test_a_long_table_comes_in_pages(long_table: Callable[..., Page]) -> None:
    page = long_table()
    pager = page.get_by_role("navigation", name="Pages: All of them")
    assert shown(page) == [f"Line {at}" for at in range(50)]
    pager.get_by_role("button", name="Next").click()
    assert shown(page) == [f"Line {at}" for at in range(50, 100)]
    pager.get_by_role("button", name="Next").click()
    assert pager.get_by_role("status").inner_text() == "Page 3 of 3"
    assert pager.get_by_role("button", name="Next").get_attribute("aria-disabled") == "true"
    pager.get_by_role("button", name="Next").click(force=True)
    assert shown(page) == [f"Line {at}" for at in range(100, 120)]
    page.get_by_role("searchbox").fill("line")
    assert shown(page)[0] == "Line 0"
    pager.get_by_label("Rows on a page").select_option("All")
    assert len(shown(page)) == 120


def test_the_address_keeps_what_was_chosen_and_back_undoes_it(
    long_table: Callable[..., Page],
) -> None:
    page = long_table()
    choose(page, "Verdict", "SHORT", "KEPT")
    page.get_by_role("button", name="Next").click()
    page.locator("thead").get_by_role("button", name="Service").click()
    assert state(page) == {"all.verdict": ["short", "kept"], "all.sort": ["service"]}
    page.go_back()
    assert state(page) == {"all.verdict": ["short", "kept"], "all.page": ["2"]}
    assert len(shown(page)) == 10
    page.go_back()
    page.go_back()
    assert state(page) == {"all.verdict": ["short"]}
    assert count(page) == "30 of 120"
    page.go_back()
    assert count(page) == "120 of 120"


def test_an_address_that_is_shared_shows_the_same(long_table: Callable[..., Page]) -> None:
    page = long_table()
    page.get_by_role("searchbox").fill("line 1")
    choose(page, "Customer", "Shop 4")
    page.locator("thead").get_by_role("button", name="Promised").click()
    page.wait_for_url("**all.sort=promised*")
    other = long_table(f"?{urlsplit(page.url).query}")
    assert shown(other) == shown(page)
    assert count(other) == count(page)
    assert other.get_by_role("searchbox").input_value() == "line 1"
    assert other.get_by_role("button", name="Customer: Shop 4").is_visible()


def test_nonsense_in_the_address_counts_as_not_said(long_table: Callable[..., Page]) -> None:
    page = long_table(
        "?all.sort=-price&all.page=minus&all.rows=7&all.verdict=doomed&all.what=1&else.q=x&all.sort"
    )
    assert count(page) == "120 of 120"
    assert shown(page) == [f"Line {at}" for at in range(50)]
    assert len(shown(long_table("?all.page=99"))) == 20
    assert count(long_table("?all.sort=a%0Ab")) == "120 of 120"


def test_what_others_keep_in_the_address_stays(long_table: Callable[..., Page]) -> None:
    page = long_table("?h=mail&other.q=x#top")
    choose(page, "Verdict", "SHORT")
    assert state(page) == {"h": ["mail"], "other.q": ["x"], "all.verdict": ["short"]}
    assert page.url.endswith("#top")


def exported(page: Page) -> tuple[str, bytes]:
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_the_export_has_the_filtered_rows_of_all_pages_in_the_order_shown(
    long_table: Callable[..., Page],
) -> None:
    page = long_table("?all.verdict=kept&all.verdict=short&all.sort=-service")
    name, found = exported(page)
    assert name == "every-promise-all.csv"
    assert found.startswith(b"\xef\xbb\xbf")
    assert found.count(b"\r\n") == 61
    head, *rows = csv.reader(io.StringIO(found.decode("utf-8-sig"), newline=""))
    assert head == list(HEAD)
    assert [row[0] for row in rows] == [
        f"Line {at}" for at in range(119, -1, -1) if at % 4 in (0, 3)
    ]
    assert rows[0][1] == "Shop 2, Shop 6"


def test_the_export_quotes_everything_and_runs_nothing(made: Callable[..., Page]) -> None:
    nasty = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", 'say "hi", you']
    row = "<th>{}</th><td>a<br>b</td><td><ul><li>one</li><li>two</li></ul></td><td></td>"
    folded = (
        '<th>x</th><td>a<details class="tv-few"><summary>+2 more</summary><span>, b, c</span>'
        "</details></td><td></td><td></td>"
    )
    page = made([*map(row.format, nasty), folded, cells(1), cells(2)])
    rows = list(csv.reader(io.StringIO(exported(page)[1].decode("utf-8-sig"), newline="")))
    assert [each[0] for each in rows[1:7]] == ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'=1", nasty[5]]
    assert rows[1][1:] == ["a b", "one; two", ""]
    assert rows[7][1] == "a, b, c"


def test_all_of_it_goes_by_keyboard(long_table: Callable[..., Page]) -> None:
    page = long_table()
    page.get_by_role("searchbox").focus()
    for key in ("Tab", "Tab", "Enter", "Tab", "Space"):
        page.keyboard.press(key)
    assert state(page) == {"all.verdict": ["short"]}
    page.keyboard.press("Escape")
    assert page.locator(".tv-facet:visible").count() == 0
    assert page.evaluate("document.activeElement.textContent") == "Verdict: SHORT"


def test_print_shows_all_that_fits_and_no_controls(long_table: Callable[..., Page]) -> None:
    page = long_table("?all.verdict=kept&all.verdict=short&all.page=2")
    assert len(shown(page)) == 10
    page.emulate_media(media="print")
    assert len(shown(page)) == 60
    assert not page.locator(".tv-filter, .tv-pager").first.is_visible()


def test_two_thousand_rows_follow_each_key_in_less_than_a_tenth_of_a_second(
    made: Callable[..., Page],
) -> None:
    page = made([cells(at) for at in range(2000)])
    slowest = page.evaluate(
        """() => Math.max(...["l", "li", "line 1", "line 12", "line 123"].map((text) => {
          const input = document.querySelector(".tv-find input");
          const start = performance.now();
          input.value = text;
          input.dispatchEvent(new Event("input", { bubbles: true }));
          document.body.getBoundingClientRect();
          return performance.now() - start;
        }))"""
    )
    assert slowest < 100


def test_nothing_moves_when_the_controls_appear(visit: Open) -> None:
    page = visit()
    home = page.url
    page.add_init_script(
        """window.moved = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) window.moved += entry.value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    for path in ("business/promises/", "technical/", "findings/"):
        page.goto(home + path)
        page.wait_for_timeout(300)
        assert page.evaluate("window.moved") < 0.02, path


def test_promises_at_risk_are_found_by_a_facet_and_the_address_can_be_shared(visit: Open) -> None:
    page = visit("business/promises/")
    choose(page, "Does it hold", "At risk")
    held = page.locator("tbody tr:visible td:last-child .tv-verdict").all_inner_texts()
    assert set(held) == {"At risk"}
    assert state(page) == {"promises.verdict": ["short"]}
    page.locator("tbody tr:visible th a").first.click()
    page.wait_for_url("**/services/*/")
    page.go_back()
    page.locator(".tv-count").wait_for()
    assert count(page).startswith(f"{len(held)} of ")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_controls_fit_the_screen_and_shut_nobody_out(visit: Open, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = visit("technical/promises/", viewport={"width": width, "height": 740})
    choose(page, "Verdict", "short")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    part = page.locator(".tv-filter").bounding_box()
    assert part
    assert part["x"] >= 0
    assert part["x"] + part["width"] <= width
    found = Axe().run(page, context=".tv-block:has(table)", options={"resultTypes": ["violations"]})
    assert not [rule["id"] for rule in found.response["violations"]]


def test_a_small_screen_offers_the_order_that_headings_offer_elsewhere(visit: Open) -> None:
    page = visit("technical/promises/", viewport={"width": 360, "height": 740})
    page.get_by_label("Order").select_option("Service, falling")
    assert state(page) == {"promises.sort": ["-service"]}
    names = shown(page)
    assert names == sorted(names, key=str.casefold, reverse=True)
    choose(page, "Verdict", "short")
    assert len(shown(page)) == int(count(page).partition(" ")[0])


def test_without_script_a_table_is_whole(visit: Open, site: Site) -> None:
    page = visit("technical/promises/", java_script_enabled=False)
    rows = len(site.page("technical/promises/index.html").all("tr")) - 1
    assert page.locator("tbody tr:visible").count() == rows > 50
    assert page.locator(".tv-few > span").first.is_visible()
    assert not page.locator(".tv-few > summary").first.is_visible()
    assert page.locator(".tv-filter").count() == 0


def test_the_rest_of_a_long_list_unfolds(visit: Open) -> None:
    page = visit("technical/promises/")
    rest = page.locator(".tv-few:visible").first
    more = rest.locator("summary")
    assert re.fullmatch(r"\+\d+ more", more.inner_text())
    assert not rest.locator("> span").is_visible()
    more.focus()
    page.keyboard.press("Enter")
    assert rest.locator("> span").is_visible()


def test_every_table_with_a_filter_says_which_it_is(site: Site) -> None:
    """An address that names a table has to mean one table of its page."""
    for path, html in site.pages.items():
        names = [t.attributes.get("data-name") for t in tables(html)]
        assert len(set(names)) == len(names), path


def tables(html: Html) -> list[Any]:
    return [each for each in html.all("table") if "data-filter" in each.attributes]
