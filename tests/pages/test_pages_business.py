"""What the head of a business service says and for whom, every promise in one table, and home."""

from __future__ import annotations

import html
import re
from collections import Counter
from pathlib import Path

import pytest
from catalogs import CATALOG, SHOPPERS, SHOPS, TEAM, TILLS, TODAY
from twoview.check import check
from twoview.examples import files_of
from twoview.judged import Judged
from twoview.load import load, load_folder
from twoview.pages import Book, Page, write
from twoview.pages.attention import WORST, attention

EXAMPLE = Path(__file__).parents[2] / "services"
OFFICE = SHOPS.replace("shops", "office").replace("Shops", "Office")
LEVEL = "commitments: {hours: 24x7, support_hours: Mon-Fri 08:00-16:00 UTC, availability: 99%}\n"
EARLY = "support_hours: Mon-Fri 06:00-16:00 UTC"


def book(*parts: str) -> Book:
    estate = Judged(load(files_of("---\n".join(parts)), "catalog.yaml"), TODAY)
    return Book(estate, check(estate))


def pages(found: Book) -> dict[str, Page]:
    return {page.path: page for page in write(found)}


def text(body: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def facts(found: Book, path: str = "business/services/tills") -> dict[str, str]:
    pairs = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", pages(found)[path].body)
    return {text(name): text(value) for name, value in reversed(pairs)}


def sold(*customers: str, more: str = LEVEL) -> Book:
    """Return a catalog in which shops, shoppers and an office have the tills, each on its terms."""
    named = zip(("shops", "shoppers", "office"), customers, strict=False)
    lines = [f"  - {{id: {name}, relationship: {terms}}}\n" for name, terms in named]
    service = f"{TILLS}{more}customers:\n{''.join(lines)}"
    return book(CATALOG, service, SHOPS, SHOPPERS, OFFICE, TEAM)


def test_what_all_customers_are_promised_is_said_without_names() -> None:
    said = facts(sold("service", "service"))
    assert said["What is promised"] == "Available: 99% of the time"
    assert said["Help is there"] == "Mon–Fri 08:00–16:00 (UTC)"


def test_what_two_groups_are_promised_is_said_for_whom() -> None:
    own = f"service, commitments: {{availability: 98%, {EARLY}}}"
    said = facts(sold("service", own, "service"))
    assert said["What is promised"] == (
        "Available: 99% of the time for Shops and Office · 98% of the time for Shoppers"
    )
    assert said["Help is there"] == (
        "Shops and Office: Mon–Fri 08:00–16:00 (UTC) · Shoppers: Mon–Fri 06:00–16:00 (UTC)"
    )


def test_what_more_than_two_groups_are_promised_stands_below_only() -> None:
    own = [f"service, commitments: {{availability: {value}%}}" for value in (98, 97, 96)]
    assert facts(sold(*own))["What is promised"] == "Available: differs by customer, see below"


def test_what_is_promised_to_some_alone_is_not_said_to_be_for_all() -> None:
    said = facts(sold("service", "utility"))
    assert said["What is promised"] == "Available: 99% of the time for Shops"
    assert said["Help is there"] == "Mon–Fri 08:00–16:00 (UTC)"


def test_a_group_that_is_promised_nothing_of_it_is_told_so() -> None:
    own = "service, commitments: {availability: 98%}"
    said = facts(sold("service", own, more="commitments: {recovery_time: 1h}\n"))
    assert said["What is promised"].startswith("Available: not agreed for Shops · 98%")


def test_a_price_that_several_customers_share_is_not_called_that_of_the_reader() -> None:
    price = "price: {amount: 100, per: month}\n"
    assert facts(sold("service", more=price))["What it costs you"] == "100 a month"
    shared = facts(sold("service", "service", more=price))
    assert shared["Price, for all its customers"] == "100 a month"
    assert "What it costs you" not in shared
    agreed = facts(sold("service", "service", more=price), "business/customers/shops")
    assert agreed["What your services cost"] == "100 a month for all their customers"
    assert agreed["Price, for all its customers"] == "100 a month"


def test_customers_outside_are_not_told_that_there_is_no_price() -> None:
    outside = f"{TILLS.replace('internal', 'external')}customers: [{{id: shoppers}}]\n".replace(
        "{id: shoppers}", "{id: shoppers, relationship: service}"
    )
    found = book(CATALOG, outside, SHOPPERS, TEAM)
    for path in ("business/services/tills", "business/customers/shoppers"):
        assert "No price is set" in text(pages(found)[path].body)
        assert "No price is set" not in text(pages(found.outside())[path].body)


# Every promise


@pytest.fixture(scope="module")
def example() -> dict[str, Page]:
    estate = Judged(load_folder(EXAMPLE, shown_as=Path("services")), TODAY)
    return pages(Book(estate, check(estate)))


@pytest.mark.parametrize("view", ["business", "technical"])
def test_each_tile_says_as_many_as_the_table_it_leads_to(
    example: dict[str, Page], view: str
) -> None:
    body = example[f"{view}/promises"].body
    tiles = re.findall(r'href="\?promises\.verdict=(\w+)"><strong>(\d+)', body)
    rows = Counter(re.findall(r'<td [^>]*data-sort[^>]*>.*?data-value="(\w+)"', body))
    assert len(tiles) == 4
    assert {name: int(count) for name, count in tiles} == {name: rows[name] for name, _ in tiles}


def test_promises_that_differ_by_priority_alone_are_told_one_by_one() -> None:
    found = sold("service", more="commitments: {restore_within: {P1: 4h, P2: 4h}}\n")
    body = pages(found)["business/promises"].body
    for priority in ("P1", "P2"):
        assert f'<span class="tv-priority">{priority}</span>' in body


# Home


def doors(page: Page) -> dict[str, str]:
    """Return the live fact of each door, by its title."""
    found = re.findall(r'<strong>(.*?)</strong>.*?<span class="tv-fact">(.*?)</span>', page.body)
    return dict(found)


def test_the_door_to_failures_counts_what_the_page_behind_it_lists(
    example: dict[str, Page],
) -> None:
    table = example["technical/what-if"].body.split("<tbody>")[1]
    felt = [int(count) for count in re.findall(r'data-label="Stops" data-sort="(\d+)"', table)]
    stopping = sum(count > 0 for count in felt)
    fact = doors(example["index"])["What if something fails?"]
    assert fact == f"{stopping} components stop a service alone"


def test_the_door_to_findings_says_what_stands_behind_it(example: dict[str, Page]) -> None:
    body = example["findings"].body
    risks = int(re.findall(r"<strong>(\d+)</strong> accepted", body)[0])
    assert doors(example["index"])["Does it hold?"].endswith(f" {risks} accepted risks")


@pytest.mark.parametrize(("services", "named"), [(WORST, 5), (WORST + 1, 6), (WORST + 2, 5)])
def test_attention_never_leaves_one_service_unnamed(services: int, named: int) -> None:
    weak = "commitments: {availability: 99%}\nrequires: [server]\n"
    server = (
        "id: server\nkind: Component\nname: Server\ntype: server\nteam: shop-systems\n"
        "targets: {availability: 98%}\n"
    )
    each = [f"{TILLS.replace('tills', f'tills-{n}', 1)}{weak}" for n in range(services)]
    found = book(CATALOG, *each, server, TEAM)
    matters = [one for one in attention(found, found.estate) if "at risk" in one.text]
    assert sum(one.entity is not None for one in matters) == named
    assert len(matters) == (named if named == services else named + 1)
