"""The tutorial and the guides work as they are written, step by step."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from handbook import DOCS, ROOT, commands, follow
from twoview.check import check
from twoview.examples import files_of
from twoview.judged import Judged
from twoview.load import load
from twoview.pages import write
from twoview.pages.page import Book

TUTORIAL = DOCS / "tutorial.md"
GUIDES = (
    "saas-supplier",
    "partnership",
    "platform",
    "redundancy",
    "accept-a-risk",
    "publish-to-customers",
)
"""Guides that go on with the library of the tutorial."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of somebody who has followed the whole tutorial."""
    place = tmp_path_factory.mktemp("tutorial")
    folder = place / "library"
    folder.mkdir()
    follow(TUTORIAL, folder, commands(place / "bin"))
    return folder


def test_the_tutorial_leads_from_nothing_to_a_published_catalog(library: Path) -> None:
    assert (library / "site/technical/components/loan-machines/index.html").is_file()
    assert (library / "site-business/business/services/book-loans/index.html").is_file()
    assert not (library / "site-business/technical").exists()
    published = library / "site/business/services/book-loans/index.html"
    assert "99%" in published.read_text(encoding="utf-8")


def test_a_messy_catalog_is_adopted_step_by_step(tmp_path: Path) -> None:
    folder = tmp_path / "harbor"
    folder.mkdir()
    follow(DOCS / "guides/adopt.md", folder, commands(tmp_path / "bin"))


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_goes_on_with_the_library(name: str, library: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(library, tmp_path / "library")
    follow(DOCS / f"guides/{name}.md", folder, commands(tmp_path / "bin"))


TWO = """\
teams: [{id: mill, name: Millers}]
---
customers:
  - {id: bakers, name: Bakers, boundary: external}
  - {id: brewers, name: Brewers, boundary: external}
---
kind: Service
id: flour
name: Flour
status: live
audience: external
owner: mill
summary: Fresh flour.
customers:
  - {id: bakers, relationship: service, commitments: {availability: 98.76%}}
  - {id: brewers, relationship: service, commitments: {availability: 97.65%}}
"""


def test_an_agreement_names_one_customer_outside_and_the_rest_of_the_site_names_all() -> None:
    estate = Judged(load(files_of(TWO), "catalog.yaml"), date(2026, 11, 22))
    pages = {each.path: str(each) for each in write(Book(estate, check(estate)).outside())}
    agreement, service = (
        pages[f"business/{path}"] for path in ("customers/bakers", "services/flour")
    )
    assert "98.76%" in agreement
    assert "Brewers" not in agreement
    assert "97.65%" not in agreement
    assert "Brewers" in service


def test_what_the_guide_says_of_the_example_is_what_the_command_says(tmp_path: Path) -> None:
    follow(DOCS / "guides/what-if.md", ROOT, commands(tmp_path / "bin"))
