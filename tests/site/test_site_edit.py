"""From a page to the YAML that defines what it is about."""

from posixpath import normpath
from urllib.parse import urlsplit

from catalogs import CATALOG, SERVER, TEAM, TILLS
from sites import ROOT, Html, Scratch, Site
from twoview.load import load_folder

REPOSITORY = "https://git.example/havenholm/catalog/edit/main/"


def edited(page: Html) -> list[str]:
    """Return where the edit buttons lead, without the detours that a browser leaves out."""
    buttons = [each for each in page.all("a") if each.attributes.get("rel") == "edit"]
    parts = (urlsplit(each.attributes["href"]) for each in buttons)
    return [each._replace(path=normpath(each.path)).geturl() for each in parts]


def test_the_edit_button_of_each_page_leads_to_the_file_that_defines_it(site: Site) -> None:
    catalog = load_folder(ROOT / "services").catalog
    checked = 0
    for path, page in site.pages.items():
        view, _, rest = path.removesuffix("/index.html").partition("/")
        if view in ("business", "technical") and "/" in rest:
            plural, _, ident = rest.partition("/")
            entity = next(e for e in catalog.entities if (e.plural, e.id) == (plural, ident))
            file = (ROOT / entity.origin.document.file).relative_to(ROOT).as_posix()
            assert edited(page) == [f"{REPOSITORY}{file}"], path
            checked += 1
    assert checked > 150


def test_a_page_that_no_file_defines_has_no_edit_button(site: Site) -> None:
    for path in ("index.html", "business/index.html", "technical/map/index.html"):
        assert not edited(site.pages[path]), path


def test_the_edit_button_finds_a_catalog_that_stands_elsewhere(scratch: Scratch) -> None:
    scratch.write(
        *(CATALOG, TILLS, SERVER, TEAM),
        twoview={"catalog": "../cat", "strict": False},
        edit_uri="https://git.example/x/edit/main/web/docs/",
        theme={"name": "material", "font": False, "features": ["content.action.edit"]},
    )
    (scratch.folder / "web").mkdir()
    (scratch.folder / "services").rename(scratch.folder / "cat")
    (scratch.folder / "docs").rename(scratch.folder / "web/docs")
    scratch.config.rename(scratch.folder / "web/mkdocs.yml")
    site = Scratch(scratch.folder / "web").build()
    page = site.pages["technical/services/tills/index.html"]
    assert edited(page) == ["https://git.example/x/edit/main/cat/tills.yaml"]
    assert "../cat/tills.yaml:2" in page.text


def test_no_edit_button_is_shown_where_no_repository_is_known(scratch: Scratch) -> None:
    scratch.write(CATALOG, TILLS, TEAM)
    for path, page in scratch.build().pages.items():
        assert not edited(page), path
        assert not [a for a in page.values("a", "href") if urlsplit(a).path.endswith(".yaml")]
