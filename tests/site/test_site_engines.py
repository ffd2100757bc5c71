"""Every engine makes the same pages, with the plugin or from a plain project."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from catalogs import TILLS
from click.testing import CliRunner
from engines import ENGINES, articles, built_by, run
from sites import CONFIG, ONE_OF_EACH, Scratch, Site
from test_site_links import assert_that_all_links_resolve
from twoview.cli import cli

SELF_CHECKOUT = (
    TILLS.replace("id: tills", "id: self-checkout").replace(
        "Tills", "'Q&A [x](y.md) <b> {{ 7*7 }}'"
    )
    + "formerly: [self-scan]\n"
)
"""A service that had another id, with a name of signs that mean something to engines."""

OURS = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own catalog as a plain project."""
    folder = tmp_path_factory.mktemp("plain") / "project"
    done = run("twoview", "emit", str(folder), "--edit-uri", OURS["edit_uri"])
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def plain(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Site]:
    """Return the site that an engine makes of the plain project; each is built once."""
    sites: dict[str, Site] = {}

    def build(engine: str) -> Site:
        if engine not in sites:
            to = tmp_path_factory.mktemp(engine) / "site"
            sites[engine] = built_by(engine, project / "mkdocs.yml", to)
        return sites[engine]

    return build


def test_the_plugin_makes_the_same_pages_under_properdocs(site: Site, tmp_path: Path) -> None:
    other = built_by("properdocs", CONFIG, tmp_path / "site")
    assert articles(other) == articles(site)
    assert other.paths == site.paths
    assert other.index() == site.index()
    feed = '<link rel="alternate" type="application/atom+xml" href="../changes.xml">'
    assert (feed in other.page("changes/index.html").source) == ("changes.xml" in site.paths)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_plain_project_has_the_pages_that_the_plugin_makes(
    plain: Callable[[str], Site], engine: str, site: Site
) -> None:
    made = articles(plain(engine))
    assert made == articles(site)
    assert len(made) > 100


@pytest.mark.parametrize("engine", ENGINES)
def test_every_link_of_a_plain_project_leads_somewhere(
    plain: Callable[[str], Site], engine: str
) -> None:
    assert_that_all_links_resolve(plain(engine))


@pytest.mark.parametrize("engine", ENGINES)
def test_what_stands_beside_the_pages_of_a_plain_project_comes_along(
    plain: Callable[[str], Site], engine: str, site: Site
) -> None:
    made, suffixes = plain(engine), (".svg", ".xml", ".json", ".csv", ".js", ".css")
    theirs = ("assets/javascripts/", "assets/stylesheets/", "assets/images/", "search", "sitemap")
    beside = [p for p in site.paths if p.endswith(suffixes) and not p.startswith(theirs)]
    assert len(beside) > 20
    for path in beside:
        assert (made.folder / path).read_bytes() == (site.folder / path).read_bytes(), path


@pytest.mark.parametrize("engine", ENGINES)
def test_no_page_of_a_plain_project_loads_anything_from_elsewhere(
    plain: Callable[[str], Site], engine: str
) -> None:
    for path, page in plain(engine).pages.items():
        loaded = [*page.values("script", "src"), *page.values("img", "src")]
        loaded += [
            e.attributes["href"] for e in page.all("link") if e.attributes["rel"] != "canonical"
        ]
        assert not [address for address in loaded if "//" in address], path


def test_the_search_of_zensical_finds_what_that_of_mkdocs_does(
    plain: Callable[[str], Site],
) -> None:
    text = (plain("zensical").folder / "search.json").read_text(encoding="utf-8")
    found = {each["location"]: each["text"] for each in json.loads(text)["items"]}
    assert found.keys() == {each["location"] for each in plain("mkdocs").index()}


def test_the_settings_of_a_plain_project_are_those_of_our_own_site(project: Path) -> None:
    made = yaml.safe_load((project / "mkdocs.yml").read_text(encoding="utf-8"))
    shown = len(made["nav"])
    assert as_files(made["nav"]) == as_files(OURS["nav"][:shown])
    assert made["plugins"] == OURS["plugins"][:1]
    assert made["theme"]["palette"] == OURS["theme"]["palette"]
    # The button to edit a page would lead to Markdown that nobody should edit.
    left_out = {"content.action.edit"}
    assert set(made["theme"]["features"]) == set(OURS["theme"]["features"]) - left_out


def as_files(nav: list[object]) -> str:
    return json.dumps(nav).replace("/index.md", ".md")


@pytest.mark.parametrize("engine", ENGINES)
def test_every_link_leads_somewhere_where_each_page_is_a_file_of_its_own(
    scratch: Scratch, engine: str
) -> None:
    named = "kind: Catalog\nname: R&D 'of' 2026\n"
    scratch.write(named, *ONE_OF_EACH[1:], SELF_CHECKOUT, use_directory_urls=False)
    plain, catalog = scratch.folder / "plain", scratch.folder / "services"
    command = ["emit", str(plain), "--catalog", str(catalog), "--no-directory-urls"]
    assert CliRunner().invoke(cli, command).exit_code == 0
    made = built_by(engine, plain / "mkdocs.yml", scratch.folder / "made")
    assert articles(made) == articles(scratch.build())
    assert {"business/services/tills.html", "business/services/self-scan.html"} <= set(made.paths)
    assert_that_all_links_resolve(made, least=200)
    assert_that_the_name_is_said(made, "R&D 'of' 2026")


def assert_that_the_name_is_said(made: Site, name: str) -> None:
    """Assert that the theme says the name of the catalog as it is, in texts and in attributes."""
    page = made.page("findings.html")
    title = next(text for tag, text in page.texts if tag == "title")
    assert title.endswith(f" - {name}")
    assert {name} == {
        each.attributes[label]
        for each in page.all("a")
        if "md-logo" in (each.attributes.get("class") or "")
        for label in ("title", "aria-label")
    }


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_other_themes_show_the_same_pages(scratch: Scratch, flat_site: Site, theme: str) -> None:
    scratch.write(*ONE_OF_EACH, theme={"name": theme}, use_directory_urls=False)
    made = scratch.build()
    for path, said in articles(flat_site).items():
        text = "".join(each for each in said if not each.startswith("<"))
        assert without_spaces(text) in without_spaces(made.page(path).text), path
    assert_that_all_links_resolve(made, least=200)


def without_spaces(text: str) -> str:
    return "".join(text.split())
