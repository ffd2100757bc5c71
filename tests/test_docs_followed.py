"""The tutorial and the guides work as they are written, step by step."""

import shutil
from pathlib import Path

import pytest
from handbook import DOCS, ROOT, commands, files_of, follow

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


def test_what_the_guide_says_of_the_example_is_what_the_command_says(tmp_path: Path) -> None:
    follow(DOCS / "guides/what-if.md", ROOT, commands(tmp_path / "bin"))
