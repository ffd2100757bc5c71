"""Nothing on the site leads nowhere, and nothing but a link of the authors leads away."""

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from catalogs import CATALOG, SERVER, TEAM, TILLS
from sites import CONFIG, ROOT, Scratch, Site

LINKS = {"a": "href", "link": "href", "script": "src", "img": "src", "use": "href"}
THEME_MAKER = "https://squidfunk.github.io/mkdocs-material/"


def links(site: Site) -> Iterator[tuple[str, str, str]]:
    """Yield each page with each tag and address that it refers to."""
    for path, page in site.pages.items():
        for tag, attribute in LINKS.items():
            yield from ((path, tag, address) for address in page.values(tag, attribute))


def internal(site: Site) -> Iterator[tuple[str, str, str]]:
    """Yield each page with the file in the site and the fragment that it refers to."""
    for path, _, address in links(site):
        parts = urlsplit(address)
        if not parts.scheme and not parts.netloc:
            # The page for what is not found is shown at any address, so it counts from the root.
            base = "" if parts.path.startswith("/") else dirname(path)
            target = normpath(join(base, unquote(parts.path).lstrip("/"))) if parts.path else path
            folder = target == "." or parts.path.endswith("/") or (site.folder / target).is_dir()
            yield path, normpath(join(target, "index.html")) if folder else target, parts.fragment


def assert_that_all_links_resolve(site: Site, least: int = 1000) -> None:
    paths, seen = set(site.paths), 0
    broken = set()
    for path, target, fragment in internal(site):
        seen += 1
        if target not in paths:
            broken.add(f"{path}: no file {target}")
        elif fragment and unquote(fragment) not in site.pages[target].anchors:
            broken.add(f"{path}: no #{fragment} in {target}")
    assert not broken
    assert seen > least


def test_every_link_asset_and_fragment_resolves(site: Site) -> None:
    assert_that_all_links_resolve(site)


def test_every_link_resolves_where_each_page_is_a_file_of_its_own(flat_site: Site) -> None:
    assert "business/services/tills.html" in flat_site.paths
    assert not [a for _, _, a in links(flat_site) if a.endswith("/") and "://" not in a]
    assert_that_all_links_resolve(flat_site, least=200)


def test_every_link_resolves_where_only_the_business_view_is_published(business_site: Site) -> None:
    assert_that_all_links_resolve(business_site)


def test_every_diagram_that_can_be_downloaded_is_offered_once(site: Site) -> None:
    offered = [target for _, target, _ in internal(site) if target.endswith(".svg")]
    assert sorted(offered) == [path for path in site.paths if path.endswith(".svg")]


def test_links_lead_away_only_where_an_author_wrote_them(site: Site) -> None:
    sources = [CONFIG, *(ROOT / "services").rglob("*.yaml"), *(ROOT / "docs").rglob("*.md")]
    written = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    away = {(tag, a) for _, tag, a in links(site) if urlsplit(a).scheme or urlsplit(a).netloc}
    assert {tag for tag, _ in away} == {"a"}
    edit = re.compile(r"https://git\.example/havenholm/catalog/(edit|new)/main[/?]")
    unwritten = {
        address
        for _, address in away
        if address != THEME_MAKER
        and not edit.match(address)
        and address.removeprefix("mailto:") not in written
    }
    assert not unwritten


def test_no_style_or_script_of_ours_names_another_host(site: Site) -> None:
    for path, content in site.own_bytes():
        if path.endswith((".css", ".js")):
            # What a drawing says that it is, no address to load anything from.
            content = content.replace(b"http://www.w3.org/2000/svg", b"")
            assert b"//" not in re.sub(rb"^ *// .*$", b"", content, flags=re.MULTILINE), path
            assert b"@import" not in content


@pytest.mark.parametrize("suffix", [".html", ".svg"])
def test_nothing_is_loaded_from_another_host(site: Site, suffix: str) -> None:
    loads = re.compile(rb"""(?:src|srcset|poster|data)=["']?(?:https?:)?//|url\(["']?(?!#|data:)""")
    for path, content in site.own_bytes():
        if path.endswith(suffix):
            assert not loads.search(content), path


def test_ids_that_site_engines_treat_specially_break_no_link(scratch: Scratch) -> None:
    services = (
        TILLS.replace("id: tills", f"id: {ident}").replace("name: Tills", f"name: {ident} page")
        + f"requires: [{', '.join(others)}]\n"
        for ident, *others in (
            ("index", "price-index", "map"),
            ("price-index", "map"),
            ("map", "till-server"),
            ("readme", "n404"),
            ("n404", "till-server"),
        )
    )
    scratch.write(CATALOG, *services, SERVER, TEAM)
    assert_that_all_links_resolve(scratch.build(), least=200)


def test_no_name_within_a_page_is_given_twice(site: Site) -> None:
    for path, page in site.pages.items():
        given = [each.attributes["id"] for each in page.elements if "id" in each.attributes]
        # The theme gives its search field and its switches one id per page; so do we.
        assert len(given) == len(set(given)), path
