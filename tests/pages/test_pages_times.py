"""Times and days on the pages of the technical view, in the words of those who keep them."""

from __future__ import annotations

import html
import re

import pytest
from catalogs import CATALOG, SERVER, SHOPS, TEAM, TILLS, TODAY
from twoview.check import check
from twoview.examples import files_of
from twoview.judged import Judged
from twoview.load import load
from twoview.pages import Book, wording, write
from twoview.values import Duration

OFFICE = "hours: Mon-Fri 08:00-18:00 UTC\n"
WITHIN = "restore_within: 2d2h\n"
OFFERED = (
    f"{TILLS}commitments: {{availability: 99%}}\nrequires: [till-server]\n"
    "customers: [{id: shops, relationship: service}]\n"
)
PLACES = (
    "technical/operations",
    "technical/index",
    "technical/teams/shop-systems",
    "technical/components/till-server",
    "technical/services/tills",
)


def bodies(*parts: str, offered: str = OFFERED) -> dict[str, str]:
    files = files_of("---\n".join((CATALOG, offered, SHOPS, *parts)))
    estate = Judged(load(files, "catalog.yaml"), TODAY)
    return {page.path: page.body for page in write(Book(estate, check(estate)))}


def text(body: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.mark.parametrize(
    ("team", "server"),
    [
        (OFFICE + WITHIN, ""),
        (OFFICE, f"targets: {{{WITHIN.strip()}}}\n"),
        (WITHIN, f"targets: {{{OFFICE.strip()}}}\n"),
    ],
)
def test_time_in_which_nobody_works_around_the_clock_is_written_in_hours(
    team: str, server: str
) -> None:
    found = bodies(TEAM + team, SERVER + server)
    told = text(found["technical/components/till-server"])
    assert "Restore within 50h" in told
    assert "2d2h" not in told


def test_all_tables_write_working_time_in_hours() -> None:
    found = bodies(TEAM + OFFICE + WITHIN, SERVER)
    assert [path for path in PLACES if "50h" not in found[path]] == []
    assert [path for path in PLACES if "2d2h" in found[path]] == []


@pytest.mark.parametrize("clock", ["hours: 24x7\n", ""])
def test_time_around_the_clock_is_written_in_days(clock: str) -> None:
    found = bodies(TEAM + clock + WITHIN, SERVER)
    assert [path for path in PLACES if "2d2h" not in found[path]] == []


def test_a_promise_in_working_hours_is_written_in_hours_on_the_sheet() -> None:
    promised = OFFERED.replace("{availability: 99%}", f"{{{OFFICE.strip()}, {WITHIN.strip()}}}")
    found = bodies(TEAM, SERVER, offered=promised)
    sheet = found["technical/services/tills"].split('class="tv-promised"')[1]
    assert ">50h<" in sheet.split("</tr>")[0]


def test_times_are_sorted_by_the_most_urgent_priority() -> None:
    found = bodies(f"{TEAM}restore_within: {{P2: 1d, P1: 4h}}\nrespond_within: 30m\n", SERVER)
    assert 'data-sort="14400">P2 1d, P1 4h' in found["technical/operations"]
    assert 'data-sort="1800">30m' in found["technical/operations"]
    for path in ("technical/index", "technical/teams/shop-systems"):
        assert 'data-sort="14400">P2 1d, P1 4h' in found[path]


def test_the_most_urgent_priority_is_the_first_of_the_catalog_that_is_stated() -> None:
    stated = {"low": Duration(10), "high": Duration(20)}
    assert wording.most_urgent(stated, ("top", "high", "low")) == 20
    assert wording.most_urgent(stated, ("low", "high")) == 10
    assert wording.most_urgent(Duration(5), ("high",)) == 5
    assert wording.most_urgent(None, ("high",)) is None


def test_until_when_a_risk_is_accepted_is_told_as_a_day_in_words() -> None:
    accepts = "accepts: [{rule: availability-short, reason: Agreed., until: 2030-06-30}]\n"
    weak = f"{SERVER}targets: {{availability: 90%}}\n"
    found = bodies(TEAM, weak, offered=OFFERED + accepts)
    assert "known, and accepted until 30 June 2030" in text(found["business/services/tills"])
    assert "accepted until 30 June 2030" in text(found["technical/services/tills"])
    assert not any("accepted until 2030-06-30" in body for body in found.values())


def test_maintenance_has_a_label_on_the_page_of_the_balances() -> None:
    maintained = f"{SERVER}targets: {{availability: 99%, maintenance: Sun 02:00-04:00 UTC}}\n"
    body = bodies(TEAM, maintained)["technical/balance"]
    assert '<span class="tv-quiet">Maintenance</span>' in body


def test_contracts_name_the_customers_of_the_services_that_lean_on_them() -> None:
    maker = "kind: Supplier\nid: maker\nname: Maker\n"
    server = SERVER.replace("team: shop-systems", "supplier: maker")
    told = text(bodies(maker, TEAM, server)["technical/operations"])
    assert "Services that lean on it Customers of these services" in told
    assert "Customers hit" not in told


def test_the_drawing_of_the_recovery_shows_all_its_rows() -> None:
    body = bodies(TEAM, f"{SERVER}targets: {{recovery_time: 2h}}\n")["technical/operations"]
    assert '<div class="tv-scroll tv-whole"' in body
