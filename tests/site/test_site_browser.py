"""The site in a real browser: mouse, keyboard, a small screen, without script, without server."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from sites import Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

KINDS = {
    "home": "",
    "findings": "findings/",
    "changes": "changes/",
    "data": "data/",
    "business index": "business/",
    "business map": "business/map/",
    "business promises": "business/promises/",
    "portfolio": "business/portfolio/",
    "business changes": "business/changes/",
    "business service": "business/services/email/",
    "business outcome": "business/outcomes/reach-colleagues/",
    "business customer": "business/customers/office/",
    "technical index": "technical/",
    "technical map": "technical/map/",
    "what if": "technical/what-if/",
    "technical promises": "technical/promises/",
    "balance": "technical/balance/",
    "costs": "technical/costs/",
    "operations": "technical/operations/",
    "technical service": "technical/services/email/",
    "technical outcome": "technical/outcomes/reach-colleagues/",
    "technical customer": "technical/customers/office/",
    "component": "technical/components/mail-server/",
    "team": "technical/teams/service-desk/",
    "supplier": "technical/suppliers/northlight/",
}
Open = Callable[..., "Page"]


def title(page: Page) -> str:
    return page.locator("h1").inner_text()


def test_a_reader_finds_from_an_outcome_to_the_parts_and_back(visit: Open) -> None:
    page = visit()
    page.get_by_role("link", name=re.compile("I use these services")).click()
    page.locator(".tv-cards").get_by_role("link", name=re.compile("^Reach a colleague")).click()
    outcome = title(page)
    page.locator(".tv-cards").get_by_role("link", name="Email", exact=True).click()
    assert title(page) == "Email"
    assert "99.9%" in page.locator("article").inner_text()
    page.locator(".tv-switch").get_by_role("link", name="Technical view").click()
    page.wait_for_url("**/technical/services/email/")
    assert title(page) == "Email"
    page.locator('svg [data-node="node-mail-server"]').click()
    page.wait_for_url("**/technical/components/mail-server/")
    page.locator('svg [data-node="node-email"]').click()
    page.wait_for_url("**/technical/services/email/")
    page.locator(".tv-switch").get_by_role("link", name="Business view").click()
    page.wait_for_url("**/business/services/email/")
    page.locator('svg [data-node="outcome-reach-colleagues"]').click()
    page.wait_for_url("**/business/outcomes/reach-colleagues/")
    assert title(page) == outcome


@pytest.mark.parametrize("words", ["keep your calendar", "email"])
def test_the_search_finds_a_service_by_the_words_of_its_summary(visit: Open, words: str) -> None:
    page = visit()
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type(words)
    first = page.locator(".md-search-result__link").first
    first.wait_for()
    assert first.get_attribute("href").split("?")[0].endswith("business/services/email/")


def focus(page: Page, selector: str, most: int = 300) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
            return
    pytest.fail(f"Tab never reaches {selector}")


def is_ringed(page: Page) -> bool:
    """Whether the element with the focus looks different from one without."""
    return page.evaluate(
        """() => {
          const style = getComputedStyle(document.activeElement);
          return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
        }"""
    )


def test_the_view_can_be_switched_with_the_keyboard(visit: Open) -> None:
    page = visit("business/services/email/")
    focus(page, ".tv-switch a:not([aria-current])")
    assert is_ringed(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/technical/services/email/")


def test_the_boxes_of_a_diagram_can_be_followed_with_the_keyboard(visit: Open) -> None:
    page = visit("technical/services/email/")
    focus(page, ".tv-scroll")
    assert is_ringed(page)
    focus(page, "a.tv-node[data-node=node-mail-server]")
    assert is_ringed(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/technical/components/mail-server/")


def test_a_diagram_begins_at_its_left_unless_its_subject_is_out_of_sight(visit: Open) -> None:
    scrolled = "document.querySelector('.tv-scroll').scrollLeft"
    wide = visit("business/services/email/", viewport={"width": 1200, "height": 900})
    assert wide.evaluate(scrolled) == 0
    narrow = visit("business/services/email/", viewport={"width": 360, "height": 740})
    assert narrow.evaluate(scrolled) > 0
    box = narrow.locator(".tv-scroll [aria-current]").bounding_box()
    assert box
    assert 0 <= box["x"] <= box["x"] + box["width"] <= 360


def names(page: Page) -> list[str]:
    rows = page.locator("table[data-filter]").first.locator("tbody tr:not([hidden]) th")
    return [text.split("\n")[0] for text in rows.all_inner_texts()]


def test_a_table_is_sorted_with_the_keyboard(visit: Open) -> None:
    page = visit("business/")
    before = names(page)
    focus(page, "table[data-filter] thead button")
    page.keyboard.press("Enter")
    assert names(page) == sorted(before, key=str.lower)
    assert page.locator("th[aria-sort=ascending]").count() == 1
    page.keyboard.press("Space")
    assert names(page) == sorted(before, key=str.lower, reverse=True)
    assert page.locator("th[aria-sort=descending]").count() == 1


def test_figures_are_sorted_as_numbers(visit: Open) -> None:
    page = visit("technical/")
    table = page.locator("table[data-filter]").first
    table.get_by_role("button", name="Requires").click()
    column = table.locator('td[data-label="Requires"]').all_inner_texts()
    assert [int(text) for text in column] == sorted(int(text) for text in column)


def test_a_table_is_filtered_with_the_keyboard_and_says_how_much_is_left(visit: Open) -> None:
    page = visit("business/")
    everything = names(page)
    focus(page, ".tv-filter input")
    page.keyboard.type("CALENDAR desk")
    left = names(page)
    assert "Email" in left
    assert 0 < len(left) < len(everything)
    status = page.locator(".tv-filter [role=status]")
    assert status.inner_text() == f"{len(left)} of {len(everything)}"
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    assert names(page) == everything


def test_no_page_scrolls_sideways_on_a_small_screen(visit: Open) -> None:
    page = visit(viewport={"width": 360, "height": 740})
    home, widths = page.url, {}
    for kind, path in KINDS.items():
        page.goto(home + path)
        widths[kind] = page.evaluate("document.documentElement.scrollWidth")
    assert {kind: width for kind, width in widths.items() if width > 360} == {}


def test_every_page_can_be_read_without_script(visit: Open) -> None:
    page = visit(java_script_enabled=False)
    home, hidden = page.url, []
    for kind, path in KINDS.items():
        page.goto(home + path)
        # What only a script can answer is hidden until there is one.
        told = "article :is(h1, h2, table:not(.tv-twin *), svg):not([data-what-if] *)"
        parts = page.locator(told).all()
        hidden += [(kind, each.inner_text()) for each in parts if not each.is_visible()]
    assert not hidden


def test_the_table_beneath_a_diagram_opens_without_script(visit: Open) -> None:
    page = visit("technical/services/email/", java_script_enabled=False)
    page.locator(".tv-figure .tv-twin summary").click()
    assert page.locator(".tv-twin tbody tr").first.is_visible()


def test_the_site_can_be_read_from_a_folder_without_a_server(
    browser: Browser, flat_site: Site
) -> None:
    page = browser.new_page()
    page.goto((flat_site.folder / "index.html").as_uri())
    page.locator(".tv-doors a").first.click()
    page.get_by_role("link", name="Tills", exact=True).first.click()
    assert page.url == (flat_site.folder / "business/services/tills.html").as_uri()
    page.locator(".tv-switch").get_by_role("link", name="Technical view").click()
    page.locator('svg [data-node="node-till-server"]').click()
    assert page.url == (flat_site.folder / "technical/components/till-server.html").as_uri()
    page.close()


# What Material for MkDocs itself does wrong, and where.
OF_THE_THEME = {
    ("aria-dialog-name", "md-search"),
    ("color-contrast", "md-tabs__link"),
    ("color-contrast", "md-copyright"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_is_shut_out_in_the_light(visit: Open, kind: str) -> None:
    assert not violations(visit(KINDS[kind], color_scheme="light"))


# What else axe looks for is the same in both schemes.
@pytest.mark.parametrize("kind", KINDS)
def test_nobody_is_shut_out_in_the_dark_where_only_colors_differ(visit: Open, kind: str) -> None:
    page = visit(KINDS[kind], color_scheme="dark")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    assert not violations(page, runOnly=["color-contrast", "link-in-text-block"])


def violations(page: Page, **options: Any) -> set[tuple[str, str]]:
    """Return the rules of axe that our part of a page breaks, each with the element."""
    from axe_playwright_python.sync_playwright import Axe

    result = Axe().run(page, options={"resultTypes": ["violations"], **options})
    found = {
        (rule["id"], n["html"]) for rule in result.response["violations"] for n in rule["nodes"]
    }
    return {each for each in found if not is_of_the_theme(*each)}


def is_of_the_theme(rule: str, html: str) -> bool:
    return any(rule == name and f'class="{part}"' in html for name, part in OF_THE_THEME)
