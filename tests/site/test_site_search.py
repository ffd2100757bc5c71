"""The search in a real browser: what it finds by which words, in which order, and what hits say."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from sites import Scratch, Site

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

Open = Callable[..., "Page"]


def hits(page: Page) -> list[tuple[str, list[str]]]:
    """The pages that the search found, each with what it says of it beside its title."""
    page.locator(".md-search-result__link").first.wait_for()
    return [(path(each), labels(each)) for each in page.locator(".md-search-result__item").all()]


def path(item: Locator) -> str:
    href = item.locator("a").first.get_attribute("href") or ""
    return "/".join(href.split("?")[0].split("#")[0].split("/")[3:])


def labels(item: Locator) -> list[str]:
    found = item.locator("a").first.locator(".md-tag").all_inner_texts()
    return [text.replace("\u2060", "") for text in found]


def searched(visit: Open, words: str) -> list[tuple[str, list[str]]]:
    page = visit()
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type(words)
    return hits(page)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("words", "service"),
    [
        ("keep your calendar", "email"),
        ("get paid without paper", "supplier-portal"),
        ("cash register", "shop-tills"),
        ("payroll", "people-and-pay"),
        ("laptop", "computer-at-work"),
        ("mail", "email"),
    ],
)
def test_a_customers_words_find_the_service_in_the_view_for_customers_first(
    visit: Open, words: str, service: str
) -> None:
    found = searched(visit, words)
    assert found[0][0] == f"business/services/{service}/"
    assert found[0][1][:2] == ["Business view", "Service"]
    twin = dict(found).get(f"technical/services/{service}/", ["Technical view", "Service"])
    assert twin[:2] == ["Technical view", "Service"]


@pytest.mark.browser
def test_a_service_is_found_by_its_tag_before_components_that_have_it(visit: Open) -> None:
    found = [where for where, _ in searched(visit, "workplace")]
    services = [at for at, where in enumerate(found) if "/services/desk-phones/" in where]
    components = [at for at, where in enumerate(found) if "/components/" in where]
    assert services
    assert not components or max(services) < min(components)


@pytest.mark.browser
def test_a_component_is_found_by_its_name_and_says_what_it_is(visit: Open) -> None:
    found = searched(visit, "internet edge")
    assert found[0] == ("technical/components/internet-edge/", ["Technical view", "Component"])


@pytest.mark.browser
def test_what_hits_say_of_themselves_finds_nothing(visit: Open) -> None:
    """Else all services would come before the service desk."""
    first = [where for where, _ in searched(visit, "service desk")[:2]]
    assert "technical/teams/service-desk/" in first


@pytest.mark.browser
def test_a_question_can_be_linked(visit: Open) -> None:
    page = visit("?q=cash+register")
    assert hits(page)[0][0] == "business/services/shop-tills/"


def test_what_the_search_says_of_a_page_is_not_on_the_page(site: Site) -> None:
    for path in (
        "business/services/email/index.html",
        "technical/components/mail-server/index.html",
    ):
        page = site.page(path)
        assert "\u2060" not in page.source
        assert not [e for e in page.elements if e.attributes.get("class", "") == "md-tags"]


def test_the_index_names_view_and_kind_of_every_entity(site: Site) -> None:
    for entry in site.index():
        kind = entry["location"].split("/")[1:2]
        if kind and kind[0] in ("services", "components", "teams", "customers", "outcomes"):
            said = [tag.replace("\u2060", "") for tag in entry["tags"]]
            assert said[0] == f"{entry['location'].split('/')[0].capitalize()} view"
            assert said[1] == kind[0].removesuffix("s").capitalize()


def test_other_names_and_tags_stand_on_both_pages_of_a_service(site: Site) -> None:
    for view in ("business", "technical"):
        text = site.page(f"{view}/services/email/index.html").text
        assert "Also called" in text
        assert "mail, mailbox, calendar" in text
        assert "workplace" in text


def test_a_synonym_brings_no_markup_into_the_hits(scratch: Scratch) -> None:
    from sites import ONE_OF_EACH

    catalog, service, *rest = ONE_OF_EACH
    named = f'{service}synonyms: ["<img src=x onerror=alert(1)>"]\n'
    scratch.write(catalog, named, *rest)
    tags = [tag for entry in scratch.build().index() for tag in entry.get("tags", ())]
    assert any("onerror" in tag for tag in tags)
    assert not any("<" in tag for tag in tags)
