"""How the site looks: the home page, first screens, icons, paper, and what a page costs to load."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from catalogs import CATALOG
from sites import ROOT, Scratch, Site
from test_site_browser import KINDS
from twoview.check import check
from twoview.examples import files_of
from twoview.judged import Judged
from twoview.load import load_folder
from twoview.model import KINDS as MODEL
from twoview.pages.beginning import STEPS, beginning
from twoview.pages.icons import stylesheet
from twoview.pages.page import Book

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., "Page"]
in_a_browser = pytest.mark.browser


# The home page


def doors(page: Page) -> dict[str, str]:
    """Return what the doors of a home page say, by their title."""
    found = page.locator(".tv-doors a").all()
    return {each.locator("strong").inner_text(): each.inner_text() for each in found}


@in_a_browser
def test_home_has_a_door_for_every_perspective_with_a_live_fact(visit: Open) -> None:
    said = doors(visit())
    estate = Judged(load_folder(ROOT / "services"), date(2026, 11, 22))
    live = sum(each.status == "live" for each in estate.catalog.services.values())
    assert f"{live} services in use" in said["I use these services"]
    assert f"{len(estate.catalog.customers)} customers" in said["What does my group get?"]
    assert f"{len(estate.catalog.components)} components" in said["I run or change them"]
    assert f"{len(estate.catalog.teams)} teams" in said["I keep them running"]
    assert "accepted risks" in said["Does it hold?"]
    assert {"What does it cost?", "Where are we going?", "What if something fails?"} <= said.keys()


@in_a_browser
def test_the_doors_are_all_on_the_first_screen(visit: Open) -> None:
    page = visit(viewport={"width": 1280, "height": 800})
    assert all(is_seen(each, 1280, 800) for each in page.locator(".tv-doors a").all())


def is_seen(element: Any, width: int, height: int) -> bool:
    box = element.bounding_box()
    if box is None:
        return False
    return box["x"] >= 0 and box["x"] + box["width"] <= width and box["y"] + box["height"] <= height


def test_home_has_no_door_to_what_is_not_published(business_site: Site) -> None:
    ways = [
        element.attributes["href"]
        for element in business_site.page("index.html").all("a")
        if "ul" in element.around and "article" in element.around
    ]
    assert any(way.startswith("business/") for way in ways)
    assert not [way for way in ways if way.startswith(("technical/", "findings"))]


@in_a_browser
def test_a_verdict_on_home_leads_to_the_promises_that_have_it(visit: Open) -> None:
    page = visit()
    every = page.locator(".tv-legend li").first
    count = int(re.findall(r"\d+", every.inner_text())[0])
    assert every.inner_text().startswith("At risk")
    every.get_by_role("link").click()
    page.locator(".tv-filter").wait_for()
    verdicts = page.locator("table.tv-table tbody tr:not([hidden]) td:last-child").all()
    assert 0 < len(verdicts) == count
    assert all("At risk" in each.inner_text() for each in verdicts)


@in_a_browser
def test_a_question_on_home_is_put_to_the_search_of_the_site(visit: Open) -> None:
    page = visit()
    page.get_by_role("searchbox", name="Search the catalog").fill("calendar")
    page.keyboard.press("Enter")
    first = page.locator(".md-search-result__link").first
    first.wait_for()
    assert "services/email/" in (first.get_attribute("href") or "")


def test_an_empty_catalog_says_what_to_write_next(scratch: Scratch) -> None:
    scratch.write(CATALOG)
    text = scratch.build().page("index.html").text
    for step in STEPS:
        assert step.file in text
        assert step.yaml.partition("{today}")[0] in text


def test_what_it_says_is_a_catalog_without_findings_whose_promise_is_kept(tmp_path: Path) -> None:
    for file in files_of(CATALOG):
        (tmp_path / file.name).write_bytes(file.content)
    day = date(2026, 11, 22)
    empty = Judged(load_folder(tmp_path), day)
    for step in beginning(Book(empty, check(empty)), empty):
        (tmp_path / step.file).write_text(step.yaml + "\n", encoding="utf-8")
    estate = Judged(load_folder(tmp_path), day)
    assert [each.verdict for each in estate.judgements] == ["kept"]
    assert check(estate).findings == ()


# The first screen


@in_a_browser
@pytest.mark.parametrize("kind", KINDS)
def test_the_name_of_the_thing_is_the_one_heading_of_a_page(visit: Open, kind: str) -> None:
    page = visit(KINDS[kind])
    assert len([each for each in page.locator("h1").all() if each.is_visible()]) == 1
    assert is_seen(page.locator("h1"), 1280, 720)


FIRST = {
    "business service": ("For whom", "What is promised", "Are its promises backed?"),
    "technical service": ("Customers", "What is promised", "Does it hold?"),
}


@in_a_browser
@pytest.mark.parametrize("size", [(1280, 800), (360, 740)], ids=["desk", "phone"])
@pytest.mark.parametrize("kind", FIRST)
def test_for_whom_promised_what_and_whether_it_holds_is_on_the_first_screen(
    visit: Open, kind: str, size: tuple[int, int]
) -> None:
    width, height = size
    page = visit(KINDS[kind], viewport={"width": width, "height": height})
    for name in FIRST[kind]:
        fact = page.locator(".tv-facts > div").filter(has=page.locator("dt", has_text=name)).first
        assert is_seen(fact, width, height), name


@in_a_browser
def test_what_comes_in_stands_left_of_what_goes_out(visit: Open) -> None:
    sections = visit(KINDS["component"]).locator(".tv-relations > section").all()
    comes, goes = [each.bounding_box() for each in sections]
    assert [each.locator("h3").inner_text() for each in sections] == ["Required by", "Requires"]
    assert comes["x"] < goes["x"]
    assert comes["y"] == goes["y"]


# Icons and colors


def test_every_kind_of_thing_has_an_icon_of_its_own() -> None:
    rules = dict(re.findall(r'\.tv-is-([\w-]+) \{ --tv-icon: url\("([^"]+)"\)', stylesheet()))
    kinds = {kind.lower() for kind in MODEL if kind != "Catalog"} | {"promise", "finding", "change"}
    assert kinds <= rules.keys()
    assert len({rules[kind] for kind in kinds}) == len(kinds)


def test_pages_are_made_without_icons_where_the_set_is_not_installed() -> None:
    hidden = "import sys; sys.modules['material'] = None\n"
    asked = "from twoview.pages.icons import stylesheet; print(repr(stylesheet()))"
    done = subprocess.run([sys.executable, "-c", hidden + asked], capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == ("''", "")


@in_a_browser
@pytest.mark.parametrize("options", [{"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_icons_stand_out_whatever_colors_a_reader_has(visit: Open, options: Any) -> None:
    page = visit(**options)
    icon, ground = page.evaluate(
        """() => [
          getComputedStyle(document.querySelector(".tv-doors .tv-icon")).backgroundColor,
          getComputedStyle(document.body).backgroundColor,
        ]"""
    )
    assert icon not in (ground, "rgba(0, 0, 0, 0)")


# Size of text and of the window


@in_a_browser
@pytest.mark.parametrize("kind", ["business map", "technical map", "technical service"])
def test_the_text_of_diagrams_is_never_shrunk(visit: Open, kind: str) -> None:
    page = visit(KINDS[kind], viewport={"width": 1280, "height": 800})
    smallest = page.evaluate(
        """() => {
          const svg = document.querySelector(".tv-scroll svg");
          const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
          const size = (text) => parseFloat(getComputedStyle(text).fontSize);
          return Math.min(...[...svg.querySelectorAll("text")].map(size)) * scale;
        }"""
    )
    assert smallest >= 10.9


@in_a_browser
def test_a_page_at_twice_its_size_needs_no_scrolling_sideways(visit: Open) -> None:
    page = visit(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    home, widths = page.url, {}
    for kind, path in KINDS.items():
        page.goto(home + path)
        widths[kind] = page.evaluate("document.documentElement.scrollWidth")
    assert {kind: width for kind, width in widths.items() if width > 640} == {}


@in_a_browser
def test_nothing_moves_for_readers_who_asked_for_that(visit: Open) -> None:
    page = visit("business/services/email/", reduced_motion="reduce")
    moving = page.evaluate(
        """() => [...document.querySelectorAll(".tv-block *")].filter((each) => {
          const { transitionDuration, transitionProperty, animationName } = getComputedStyle(each);
          const moves = transitionProperty !== "none" && parseFloat(transitionDuration) > 0;
          return moves || animationName !== "none";
        }).length"""
    )
    assert moving == 0


# Paper


@in_a_browser
@pytest.mark.parametrize("kind", ["home", "business service", "technical service"])
def test_paper_has_what_the_page_says_and_nothing_to_click(visit: Open, kind: str) -> None:
    page = visit(KINDS[kind], viewport={"width": 794, "height": 1123})
    page.emulate_media(media="print")
    for gone in (".md-header", ".md-tabs", ".md-sidebar", ".tv-switch", ".tv-search", ".tv-filter"):
        assert not [each for each in page.locator(gone).all() if each.is_visible()], gone
    assert page.locator("h1").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 794


@in_a_browser
def test_what_is_folded_is_open_on_paper(visit: Open) -> None:
    page = visit("technical/services/email/")
    row = page.locator(".tv-figure .tv-twin tbody tr").first
    assert not row.is_visible()
    page.emulate_media(media="print")
    assert row.is_visible()


# What a page costs


@in_a_browser
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_takes_few_requests_and_little_to_load(visit: Open, kind: str) -> None:
    page = visit()
    bodies: dict[str, bytes] = {}
    page.on("requestfinished", lambda request: bodies.update({request.url: body(request)}))
    page.goto(page.url + KINDS[kind], wait_until="networkidle")
    assert len(bodies) < 25
    # As servers send it. The index of the search comes when the page is there, once for all pages.
    assert sum(len(gzip.compress(each)) for each in bodies.values()) < 400_000
    alone = [len(each) for url, each in bodies.items() if "search_index" not in url]
    assert sum(alone) < LONG_LISTS.get(kind, 600_000)


LONG_LISTS = {"technical promises": 700_000}
"""The bytes of pages that list every promise with all that decides it, before compression."""


def body(request: Any) -> bytes:
    return request.response().body()


def test_no_page_is_larger_than_a_megabyte(site: Site) -> None:
    large = [
        path
        for path in site.paths
        if path.endswith(".html") and (site.folder / path).stat().st_size > 1_000_000
    ]
    assert not large
