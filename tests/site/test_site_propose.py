"""From every page to a proposal: the forge's editor, or a new file that is begun already."""

from posixpath import normpath
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from sites import ONE_OF_EACH, ROOT, Html, Scratch, Site
from twoview.cli import cli
from twoview.forge import LONGEST
from twoview.load import load_folder

REPOSITORY = "https://git.example/havenholm/catalog"
INDEXES = ("index.html", "business/index.html", "technical/index.html")


def ways(page: Html, words: str) -> list[str]:
    """Return where the links with these words lead."""
    links = page.all("a")
    texts = page.source.split("<a ")[1:]
    assert len(links) == len(texts)
    return [
        link.attributes.get("href", "")
        for link, text in zip(links, texts, strict=True)
        if f">{words}</a>" in text
    ]


def test_every_page_of_an_entity_leads_to_the_editor_of_its_file(site: Site) -> None:
    catalog = load_folder(ROOT / "services").catalog
    files = {
        (each.plural, each.id): each.origin.document.file.removeprefix(f"{ROOT}/")
        for each in catalog.entities
    }
    checked = 0
    for path, page in site.pages.items():
        view, _, rest = path.removesuffix("/index.html").partition("/")
        plural, _, ident = rest.partition("/")
        if view in ("business", "technical") and (plural, ident) in files:
            (way,) = ways(page, "Propose a change")
            assert way == f"{REPOSITORY}/edit/main/{files[plural, ident]}", path
            (button,) = (e for e in page.all("a") if e.attributes.get("rel") == "edit")
            same = urlsplit(button.attributes["href"])
            assert same._replace(path=normpath(same.path)).geturl() == way
            checked += 1
        else:
            assert not ways(page, "Propose a change"), path
    assert checked > 150


def test_the_business_view_says_it_plainly(site: Site) -> None:
    assert "Something wrong or missing? Propose a change" in (
        site.pages["business/services/email/index.html"].text
    )
    assert "Something to correct in services/workplace/email.yaml:2? Propose a change" in (
        site.pages["technical/services/email/index.html"].text
    )


def test_a_new_service_can_be_proposed_where_services_are_listed(site: Site) -> None:
    for path, page in site.pages.items():
        assert len(ways(page, "Propose a new service")) == (path in INDEXES), path


def test_a_new_service_begins_as_the_command_would_begin_it(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    made = CliRunner().invoke(cli, ["new", "service", "new-service", "--dry-run"])
    (way,) = ways(site.pages["technical/index.html"], "Propose a new service")
    assert way.startswith(f"{REPOSITORY}/new/main?")
    assert parse_qs(urlsplit(way).query) == {
        "filename": [made.stderr.partition(":")[0]],
        "value": [made.stdout],
    }
    assert len(way) < LONGEST


def test_where_customers_read_a_new_service_begins_without_what_is_inside(site: Site) -> None:
    (way,) = ways(site.pages["business/index.html"], "Propose a new service")
    (text,) = parse_qs(urlsplit(way).query)["value"]
    assert "shop-hours" not in text
    assert "Known: card-payments" in text
    assert "and 4 more" in text


def test_whoever_follows_a_link_is_told_where_it_leads_and_what_it_takes(site: Site) -> None:
    said = "in the editor of git.example; you need an account there."
    for path in (*INDEXES, "business/services/email/index.html"):
        assert said in site.pages[path].text, path


def test_the_new_file_of_a_large_catalog_still_fits_into_an_address(scratch: Scratch) -> None:
    ids = [f"{'long-name-' * 5}{count}" for count in range(60)]
    many = [
        f"{plural}:\n" + "".join(f"  - {{id: {each}, name: N{more}}}\n" for each in ids)
        for plural, more in (
            ("teams", ""),
            ("customers", ", boundary: internal"),
            ("outcomes", f", customers: [{ids[0]}]"),
            ("components", f", type: device, team: {ids[0]}"),
        )
    ]
    scratch.write(*many, repo_url=REPOSITORY, edit_uri="edit/main/docs/")
    (way,) = ways(scratch.build().pages["technical/index.html"], "Propose a new service")
    (text,) = parse_qs(urlsplit(way).query)["value"]
    assert len(way) < LONGEST
    assert text.count(" more") == 4
    assert f"# requires:\n#   - {ids[0]}\n" in text


def test_a_forge_that_makes_no_new_files_is_asked_for_changes_only(scratch: Scratch) -> None:
    scratch.write(*ONE_OF_EACH, repo_url="https://bitbucket.org/a/b", edit_uri="src/main/docs/")
    pages = scratch.build().pages
    (way,) = ways(pages["business/services/tills/index.html"], "Propose a change")
    assert way == "https://bitbucket.org/a/b/src/main/services/tills.yaml"
    assert not any(ways(page, "Propose a new service") for page in pages.values())


def test_nothing_is_offered_where_no_repository_is_known(scratch: Scratch) -> None:
    scratch.write(*ONE_OF_EACH)
    for path, page in scratch.build().pages.items():
        assert "Propose a" not in page.text, path


def test_a_team_is_shown_with_its_name_on_the_forge(site: Site) -> None:
    assert "@havenholm/commerce" in site.pages["technical/teams/commerce/index.html"].text
    assert not [
        path
        for path, page in site.pages.items()
        if path.startswith("business/") and "@havenholm" in page.source
    ]
