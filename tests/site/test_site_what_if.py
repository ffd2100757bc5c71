"""What if, in a real browser: it says what `twoview impact` says, and everybody can ask it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from estates import COMPONENTS, GHOST, SERVICES, estates
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sites import ROOT, Site
from test_site_browser import focus, is_ringed, violations
from twoview.estate import Estate
from twoview.impact import impact
from twoview.load import load_folder
from twoview.pages.what_if_data import structure

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

Open = Callable[..., "Page"]
Answer = dict[str, Any]
ASSETS = ROOT / "plugins/twoview/site/assets"


@cache
def example() -> Estate:
    return Estate(load_folder(ROOT / "services"), date(2026, 7, 1))


def expected(estate: Estate, ids: Iterable[str]) -> Answer:
    """Return what the command says, as the page's function gives it."""
    found = impact(estate, ids)
    return {
        "ids": list(found.ids),
        "stops": list(found.stops),
        "degrades": list(found.degrades),
        "outcomes": list(found.outcomes),
        "customers": list(found.customers),
        "promises": [
            [each.service, each.customer, each.metric, each.priority]
            for each in found.promises_at_risk
        ],
    }


# One text is much quicker to hand over than as many objects.
ASK = """sets => JSON.stringify(sets.map(set => {
  const { ids, stops, degrades, outcomes, customers, promises } = window.twoview.impact(set);
  return { ids, stops, degrades, outcomes, customers, promises };
}))"""


# It says what the command says


def answers(page: Page, sets: Sequence[Sequence[str]]) -> list[Answer]:
    """Return what the page says of each set of things that are down."""
    found: list[Answer] = json.loads(page.evaluate(ASK, [list(ids) for ids in sets]))
    return found


def marked(page: Page, *ids: str) -> Page:
    """Wait until a page shows what follows from what is marked."""
    page.locator("[data-follows]").wait_for()
    page.wait_for_function(
        "count => document.querySelectorAll('[data-chips] li').length === count", arg=len(ids)
    )
    return page


def test_it_agrees_with_the_command_on_every_pair_of_the_example(visit: Open) -> None:
    page = marked(visit("technical/what-if/?down=email"), "email")
    idents = sorted(node.id for node in example().catalog.nodes)
    sets = [[ident] for ident in idents] + [list(pair) for pair in combinations(idents, 2)]
    assert len(sets) > 1500
    for ids, answer in zip(sets, answers(page, sets), strict=True):
        assert answer == expected(example(), ids)


def test_it_agrees_with_the_command_on_larger_sets_of_the_example(visit: Open) -> None:
    page = marked(visit("technical/what-if/?down=email"), "email")
    idents = sorted(node.id for node in example().catalog.nodes)
    chance = random.Random(5)  # drawn the same way in every run
    sets = [chance.sample(idents, size) for size in (3, 3, 3, 4, 7, 20) for _ in range(150)]
    for ids, answer in zip(sets, answers(page, sets), strict=True):
        assert answer == expected(example(), ids)


@pytest.fixture(scope="module")
def bare(browser: Browser) -> Iterator[Page]:
    """A page with nothing but the arithmetic."""
    page = browser.new_page()
    page.add_script_tag(path=ASSETS / "40-impact.js")
    yield page
    page.close()


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(estate=estates(), ids=st.lists(st.sampled_from([*SERVICES, *COMPONENTS, GHOST]), max_size=4))
def test_it_agrees_with_the_command_on_any_catalog_with_circles_and_groups(
    bare: Page, estate: Estate, ids: list[str]
) -> None:
    data = json.loads(json.dumps(structure(estate, directory_urls=True)))
    bare.evaluate("estate => { window.twoview.estate = estate }", data)
    assert answers(bare, [ids]) == [expected(estate, ids)]


def test_an_id_may_be_a_word_that_the_language_of_the_script_knows(bare: Page) -> None:
    node = {"id": "constructor", "name": "Constructor", "kind": "service"}
    data = {"nodes": [{**node, "requires": [{"of": ["to-string"]}]}], "figures": []}
    bare.evaluate("estate => { window.twoview.estate = estate }", data)
    assert answers(bare, [["to-string"]])[0]["stops"] == ["constructor"]
    assert answers(bare, [["constructor", "value-of"]])[0]["stops"] == ["constructor"]


# A reader asks it


def sentence(page: Page) -> str:
    return page.locator("[data-sentence]").inner_text()


def counted(ids: Sequence[str]) -> str:
    """Return how the sentence begins where these are down."""
    found = impact(example(), ids)
    stops, worse = len(found.stops), len(found.degrades)
    first = f"{stops} service{'s stop' if stops > 1 else ' stops'}" if stops else "No service stops"
    then = f"{worse} run{'' if worse > 1 else 's'} worse" if worse else "none runs worse"
    return f"{first}, {then}"


def listed(page: Page, name: str) -> list[str]:
    rows = page.locator(f'[data-list="{name}"] a')
    return [href.split("/")[-2] for href in rows.evaluate_all("all => all.map(a => a.href)")]


def test_boxes_of_the_map_are_marked_by_mouse_and_the_address_keeps_them(visit: Open) -> None:
    page = visit("technical/map/", viewport={"width": 1400, "height": 1000})
    page.get_by_role("button", name="Mark in the diagram").click()
    for ident in ("mail-filter", "sign-in"):
        page.locator(f'svg [data-node="node-{ident}"]').click()
        page.locator(f'svg [data-node="node-{ident}"][data-state="down"]').wait_for()
    assert page.url.endswith("technical/map/?down=mail-filter,sign-in")
    assert sentence(page).startswith(counted(["mail-filter", "sign-in"]))
    found = impact(example(), ["mail-filter", "sign-in"])
    assert listed(page, "services") == [*found.stops, *found.degrades]
    assert listed(page, "outcomes") == list(found.outcomes)
    assert listed(page, "customers") == list(found.customers)
    assert {each.service for each in found.promises_at_risk} <= set(listed(page, "promises"))
    page.reload()
    assert sentence(marked(page, "mail-filter", "sign-in")).startswith(
        counted(["mail-filter", "sign-in"])
    )


def test_the_way_back_and_forth_goes_through_what_was_marked(visit: Open) -> None:
    page = visit("technical/components/mail-server/")
    page.get_by_role("button", name="Mark Mail server as down").click()
    marked(page, "mail-server")
    page.get_by_role("combobox", name="Mark by name").fill("sign")
    page.get_by_role("option", name="Sign-in").click()
    marked(page, "mail-server", "sign-in")
    page.go_back()
    assert sentence(marked(page, "mail-server")).startswith(counted(["mail-server"]))
    page.go_back()
    page.locator("[data-follows]").wait_for(state="hidden")
    assert not sentence(page)
    assert not page.locator("svg [data-state]").count()
    page.go_forward()
    page.go_forward()
    both = ["mail-server", "sign-in"]
    assert sentence(marked(page, *both)).startswith(counted(both))


def test_escape_ends_marking_and_boxes_lead_to_their_pages_again(visit: Open) -> None:
    page = visit("technical/map/")
    marking = page.get_by_role("button", name="Mark in the diagram")
    marking.click()
    assert marking.get_attribute("aria-pressed") == "true"
    page.keyboard.press("Escape")
    assert marking.get_attribute("aria-pressed") == "false"
    page.locator('svg [data-node="node-sign-in"]').click()
    page.wait_for_url("**/technical/services/sign-in/")


def test_a_box_stays_under_the_mouse_while_the_page_around_it_grows(visit: Open) -> None:
    page = visit("technical/map/", viewport={"width": 1400, "height": 1000})
    page.get_by_role("button", name="Mark in the diagram").click()
    box = page.locator('svg [data-node="node-mail-filter"]')
    box.scroll_into_view_if_needed()
    before = box.bounding_box()
    box.click()
    marked(page, "mail-filter")
    after = box.bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 12


def test_everything_can_be_asked_with_the_keyboard_alone(visit: Open) -> None:
    page = visit("technical/components/mail-server/")
    focus(page, "[data-offer]")
    assert is_ringed(page)
    page.keyboard.press("Enter")
    marked(page, "mail-server")
    assert page.evaluate("document.activeElement.matches('[role=combobox]')")
    assert is_ringed(page)
    page.keyboard.type("ne")
    names = page.get_by_role("listbox", name="Services and components")
    names.wait_for()
    second = names.get_by_role("option").nth(1)
    page.keyboard.press("ArrowDown")
    assert second.get_attribute("aria-selected") == "true"
    active = page.evaluate("document.activeElement.getAttribute('aria-activedescendant')")
    assert active == second.get_attribute("id")
    chosen = second.get_attribute("data-id")
    assert chosen
    page.keyboard.press("Enter")
    marked(page, "mail-server", chosen)
    assert sentence(page).startswith(counted(["mail-server", chosen]))
    page.keyboard.press("Shift+Tab")
    focus(page, "[data-chips] button")
    page.keyboard.press("Enter")
    marked(page, chosen)
    assert page.evaluate("document.activeElement.closest('[data-chips]') !== null")
    focus(page, "[data-clear]")
    page.keyboard.press("Enter")
    page.locator("[data-follows]").wait_for(state="hidden")
    assert page.url.endswith("/technical/components/mail-server/")


def test_boxes_are_marked_with_the_keyboard(visit: Open) -> None:
    page = visit("technical/map/")
    focus(page, "[data-marking]")
    page.keyboard.press("Space")
    focus(page, "svg a[data-node=node-sign-in]")
    page.keyboard.press("Enter")
    marked(page, "sign-in")
    label = page.locator('svg [data-node="node-sign-in"]').get_attribute("aria-label")
    assert label
    assert label.endswith(", down")
    page.keyboard.press("Enter")
    page.locator("[data-follows]").wait_for(state="hidden")


def test_names_are_offered_after_two_letters_and_not_more_than_can_be_read(visit: Open) -> None:
    page = visit("technical/what-if/")
    box = page.get_by_role("combobox", name="Mark by name")
    box.fill("s")
    assert box.get_attribute("aria-expanded") == "false"
    box.fill("er")
    options = page.get_by_role("listbox", name="Services and components").get_by_role("option")
    options.first.wait_for()
    assert options.count() == 20
    assert "the first 20 are listed" in page.locator("#tv-what-if-found").inner_text()
    box.fill("nothing like it")
    page.get_by_text("Nothing in the catalog is called that.").wait_for()
    assert box.get_attribute("aria-expanded") == "false"
    box.fill("MAIL serv")
    page.get_by_role("option", name="Mail server").click()
    marked(page, "mail-server")


# What it says, and to whom


def test_a_shared_address_shows_the_same_on_other_pages(visit: Open) -> None:
    page = marked(visit("technical/what-if/?down=mail-server,sign-in"), "mail-server", "sign-in")
    said = sentence(page)
    page.get_by_role("link", name="Map", exact=True).last.click()
    page.wait_for_url("**/technical/map/?down=mail-server,sign-in")
    assert sentence(marked(page, "mail-server", "sign-in")) == said


def test_an_id_that_the_catalog_does_not_have_is_said_to_be_none(visit: Open) -> None:
    page = marked(visit("technical/what-if/?down=typewriter"), "typewriter")
    assert "typewriter (not in the catalog)" in page.locator("[data-chips]").inner_text()
    assert sentence(page) == "No service stops, none runs worse."


def test_an_address_with_an_id_that_a_thing_had_before_still_answers(
    site: Site, visit: Open
) -> None:
    text = (site.folder / "assets/twoview/estate.js").read_text(encoding="utf-8")
    renamed = text.replace('"id":"sign-in"', '"id":"sign-in","formerly":["log-on"]')
    page = visit("technical/what-if/")
    page.route("**/estate.js", lambda route: route.fulfill(body=renamed))
    page.goto(f"{page.url}?down=log-on")
    assert "Sign-in" in marked(page, "sign-in").locator("[data-chips]").inner_text()
    assert sentence(page).startswith(counted(["sign-in"]))


def test_what_is_marked_by_a_former_id_can_be_marked_as_up_again(site: Site, visit: Open) -> None:
    text = (site.folder / "assets/twoview/estate.js").read_text(encoding="utf-8")
    renamed = text.replace('"id":"sign-in"', '"id":"sign-in","formerly":["log-on"]')
    page = visit("technical/map/")
    page.route("**/estate.js", lambda route: route.fulfill(body=renamed))
    page.goto(f"{page.url}?down=log-on")
    marked(page, "sign-in")
    page.get_by_role("button", name="Mark in the diagram").click()
    page.locator('[data-node="node-sign-in"]').click()
    page.wait_for_function("!location.search.includes('down')")


def test_what_cannot_be_loaded_is_said(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.route("**/estate.js", lambda route: route.abort())
    page.goto(f"{address}technical/what-if/?down=sign-in")
    page.get_by_text("The structure of the catalog could not be loaded.").wait_for()
    page.close()


def test_each_box_says_what_becomes_of_it_in_words_with_a_sign_and_with_a_line(visit: Open) -> None:
    page = marked(visit("technical/map/?down=sign-in"), "sign-in")
    found = impact(example(), ["sign-in"])
    states = {
        "node-sign-in": ("down", "down"),
        f"node-{next(each for each in found.stops if each != 'sign-in')}": ("stops", "stops"),
        f"node-{found.degrades[0]}": ("worse", "runs worse"),
        "node-mail-server": ("holds", "holds"),
    }
    looks = set()
    for key, (state, words) in states.items():
        box = page.locator(f'svg [data-node="{key}"]')
        assert box.get_attribute("data-state") == state
        assert (box.get_attribute("aria-label") or "").endswith(f", {words}")
        line = "e => getComputedStyle(e).strokeDasharray + getComputedStyle(e).strokeWidth"
        sign = box.locator(".tv-box-sign").text_content()
        looks.add((sign, box.locator(".tv-box").evaluate(line)))
    assert len({sign for sign, _ in looks}) == len({line for _, line in looks}) == len(states)


def test_nothing_is_fetched_before_somebody_asks(visit: Open) -> None:
    page = visit("technical/components/mail-server/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    page.wait_for_load_state("networkidle")
    assert "estate.js" not in asked
    page.get_by_role("button", name="Mark Mail server as down").click()
    marked(page, "mail-server")
    page.locator("[data-clear]").click()
    page.locator("[data-follows]").wait_for(state="hidden")
    assert asked.count("estate.js") == 1


def test_nobody_is_shut_out_from_what_follows(visit: Open) -> None:
    page = visit("technical/map/?down=mail-server,sign-in", color_scheme="light")
    assert not violations(marked(page, "mail-server", "sign-in"))


def test_nobody_is_shut_out_in_the_dark_where_only_colors_differ(visit: Open) -> None:
    page = visit("technical/map/?down=mail-server,sign-in", color_scheme="dark")
    marked(page, "mail-server", "sign-in")
    assert not violations(page, runOnly=["color-contrast", "link-in-text-block"])


def test_nothing_scrolls_sideways_on_a_small_screen(visit: Open) -> None:
    page = visit(
        "technical/what-if/?down=data-center-network", viewport={"width": 360, "height": 740}
    )
    marked(page, "data-center-network")
    page.get_by_role("combobox", name="Mark by name").fill("ser")
    page.get_by_role("listbox", name="Services and components").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


# Where there is no script, no server, or nothing to tell


def test_without_script_the_tables_of_single_failures_answer(visit: Open) -> None:
    page = visit("technical/what-if/", java_script_enabled=False)
    assert not page.locator("[data-what-if]").is_visible()
    row = page.get_by_role("row").filter(
        has=page.get_by_role("link", name="Mail server", exact=True)
    )
    found = impact(example(), ["mail-server"])
    assert row.locator('[data-label="Stops"] strong').inner_text() == str(len(found.stops))
    assert row.locator('[data-label="Promises at risk"]').inner_text() == str(
        len(found.promises_at_risk)
    )


def test_it_works_from_a_folder_without_a_server(browser: Browser, flat_site: Site) -> None:
    page = browser.new_page()
    page.goto((flat_site.folder / "technical/components/till-server.html").as_uri())
    page.get_by_role("button", name="Mark Till server as down").click()
    marked(page, "till-server")
    assert page.url.endswith("till-server.html?down=till-server")
    page.locator('[data-list="services"] a').click()
    assert page.url == (flat_site.folder / "technical/services/tills.html").as_uri()
    page.close()


def test_readers_of_the_business_view_get_nothing_of_it(business_site: Site) -> None:
    assert not [path for path in business_site.paths if "estate" in path or "what-if" in path]
    assert not [path for path, html in business_site.pages.items() if "what-if" in html.source]
