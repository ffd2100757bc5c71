"""What a build says and does with catalogs that are wrong, empty or missing, and its options."""

import subprocess
import sys
from pathlib import Path

import pytest
from catalogs import CATALOG, SERVER, SHOPS, TEAM, TILLS
from sites import ONE_OF_EACH, Scratch

WRONG_SERVICE = (CATALOG, f"{TILLS}requires: [till-servre]\n", SERVER, SHOPS, TEAM)
WRONG = "tv-wrong"


def checked(folder: Path) -> str:
    """Return what the command says of the catalog in a folder."""
    command = [sys.executable, "-m", "twoview", "check", "--no-color"]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    return done.stdout


def test_a_wrong_catalog_fails_the_build_in_the_words_of_the_command(scratch: Scratch) -> None:
    scratch.write(*WRONG_SERVICE)
    done = scratch.run()
    assert done.returncode == 1
    assert checked(scratch.folder) in done.stderr
    assert "The site is not built from a catalog with errors." in done.stderr
    assert "Traceback" not in done.stderr
    assert not (scratch.folder / "site/index.html").exists()


def test_a_build_that_is_not_strict_says_on_each_page_concerned_what_it_is_built_from(
    scratch: Scratch,
) -> None:
    scratch.write(*WRONG_SERVICE, twoview={"strict": False})
    pages = scratch.build().pages
    warned = {path for path, page in pages.items() if WRONG in page.source}
    assert {
        "index.html",
        "business/index.html",
        "technical/index.html",
        "findings/index.html",
        "business/services/tills/index.html",
        "technical/services/tills/index.html",
    } <= warned
    assert not [path for path in warned if "/customers/" in path or "/teams/" in path]
    assert "technical/components/till-server/index.html" in pages.keys() - warned
    assert "This catalog has 1 error." in pages["index.html"].text
    assert "unknown-reference" in pages["technical/services/tills/index.html"].text
    assert "till-servre (not in the catalog)" in pages["technical/services/tills/index.html"].text


def test_the_build_goes_on_around_a_file_that_is_no_yaml(scratch: Scratch) -> None:
    scratch.write(*ONE_OF_EACH, twoview={"strict": False})
    scratch.put("services/broken.yaml", "kind: Service\nname: [\n")
    pages = scratch.build().pages
    assert "business/services/tills/index.html" in pages
    assert "services/broken.yaml:" in pages["findings/index.html"].text
    assert WRONG in pages["index.html"].source
    assert WRONG not in pages["business/services/tills/index.html"].source


def test_warnings_fail_no_build(scratch: Scratch) -> None:
    scratch.write(*ONE_OF_EACH)
    pages = scratch.build().pages
    assert "warning" in pages["findings/index.html"].text
    assert not [path for path, page in pages.items() if WRONG in page.source]


def test_a_catalog_of_nothing_but_its_name_gives_pages_that_say_so(scratch: Scratch) -> None:
    scratch.write(CATALOG)
    pages = scratch.build().pages
    assert "There is no service in this catalog yet." in pages["business/index.html"].text
    assert "No outcome is written down yet." in pages["business/index.html"].text
    assert "No component is written down yet." in pages["technical/index.html"].text
    for view in ("business", "technical"):
        assert "Nothing is connected here." in pages[f"{view}/map/index.html"].text
    for path, page in pages.items():
        rows = [each for each in page.all("tr") if "tbody" in each.around]
        assert len(rows) >= len(page.all("tbody")), f"{path} has a table without a word in it"


def test_a_missing_catalog_is_told_in_one_line(scratch: Scratch) -> None:
    scratch.write(twoview={"catalog": "catalogue"})
    done = scratch.run()
    assert done.returncode == 1
    told = [line for line in done.stderr.splitlines() if "catalogue" in line]
    assert len(told) == 1
    assert "There is no catalog.yaml in catalogue/." in told[0]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("path", ["index.md", "business/index.md"])
def test_a_page_that_the_user_wrote_stands_in_place_of_the_catalogs_own(
    scratch: Scratch, path: str
) -> None:
    scratch.write(*ONE_OF_EACH, docs={path: "# Welcome\n\nWritten by hand.\n"})
    pages = scratch.build().pages
    own = pages[path.replace(".md", ".html")]
    assert "Written by hand." in own.text
    assert "tv-head" not in own.source
    assert "tv-head" in pages["technical/index.html"].source


@pytest.mark.parametrize(
    ("today", "accepted"), [("2026-12-31", True), ("2027-01-01", False)], ids=["due", "expired"]
)
def test_the_day_that_counts_as_today_can_be_set(
    scratch: Scratch, today: str, accepted: bool
) -> None:
    waiver = "accepts:\n  - {rule: no-customer, reason: Until they move., until: 2026-12-31}\n"
    scratch.write(CATALOG, TILLS + waiver, TEAM, twoview={"today": today})
    done = scratch.run()
    assert done.returncode == (0 if accepted else 1), done.stderr
    assert ("waiver-expired" in done.stderr) is not accepted


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"today": "tomorrow"}, "tomorrow"),
        ({"views": ["busines"]}, "busines"),
        ({"view": "business"}, "view"),
        ({"strict": "no"}, "strict"),
    ],
)
def test_an_option_that_is_wrong_is_told_without_a_traceback(
    scratch: Scratch, options: dict[str, object], told: str
) -> None:
    scratch.write(*ONE_OF_EACH, twoview=options)
    done = scratch.run()
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_site_of_the_technical_view_has_no_business_page(scratch: Scratch) -> None:
    scratch.write(*ONE_OF_EACH, twoview={"views": ["technical"]})
    site = scratch.build()
    assert not [path for path in site.paths if path.startswith("business")]
    assert "technical/services/tills/index.html" in site.paths
    for path, content in site.own_bytes():
        assert b"business/" not in content, path
        assert b"tv-switch" not in content or path.endswith(".css"), path


def test_a_site_needs_at_least_one_view(scratch: Scratch) -> None:
    scratch.write(*ONE_OF_EACH, twoview={"views": []})
    done = scratch.run()
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "views" in done.stderr
