from posixpath import dirname
from urllib.parse import urljoin, urlsplit

import pytest
from catalogs import SERVER, SHOPS, TEAM, TILLS
from hypothesis import given
from hypothesis import strategies as st
from twoview.examples import files_of
from twoview.load import load
from twoview.pages.address import address, folder, href, seen_in

names = st.from_regex("[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True) | st.sampled_from(
    ["index", "price-index", "map", "business"]
)
paths = st.lists(names, min_size=1, max_size=4).map("/".join)
SITE = "https://catalog.example/some/where/"


def served(path: str, *, directory_urls: bool) -> str:
    """Return the address at which a site engine puts a page."""
    if not directory_urls:
        return f"{SITE}{path}.html"
    around, _, name = f"/{path}".rpartition("/")
    return urljoin(SITE, f"{around}/".lstrip("/") if name == "index" else f"{path}/")


@given(target=paths, source=paths, directory_urls=st.booleans())
def test_an_address_leads_from_any_page_to_any_other(
    target: str, source: str, directory_urls: bool
) -> None:
    way = href(target, source, directory_urls=directory_urls)
    here = served(source, directory_urls=directory_urls)
    found = urljoin(here, way).removesuffix("#")
    assert found == served(target, directory_urls=directory_urls)
    assert not urlsplit(way).scheme
    assert not way.startswith("/")


@given(target=paths, source=paths, directory_urls=st.booleans())
def test_a_fragment_stays_at_the_end(target: str, source: str, directory_urls: bool) -> None:
    with_fragment = href(f"{target}#part", source, directory_urls=directory_urls)
    assert with_fragment.endswith("#part")
    without = href(target, source, directory_urls=directory_urls)
    assert with_fragment.removesuffix("#part") == without.removesuffix("#")


@given(path=paths, directory_urls=st.booleans())
def test_relative_addresses_count_from_the_folder_in_which_a_page_is_served(
    path: str, directory_urls: bool
) -> None:
    here = served(path, directory_urls=directory_urls)
    start = folder(path, directory_urls=directory_urls)
    assert urljoin(SITE, start).rstrip("/") == dirname(here)


@pytest.mark.parametrize(
    ("target", "source", "way"),
    [
        ("business/index", "index", "business/"),
        ("index", "business/services/email", "../../../"),
        (
            "technical/services/email",
            "business/services/email",
            "../../../technical/services/email/",
        ),
        ("business/services/price-index", "business/index", "services/price-index/"),
        ("findings", "findings", "#"),
        ("findings#rule", "findings", "#rule"),
    ],
)
def test_addresses_read_like_this(target: str, source: str, way: str) -> None:
    assert href(target, source, directory_urls=True) == way


def test_each_entity_has_its_page_where_its_readers_look() -> None:
    parts = (TILLS, SERVER, SHOPS, TEAM)
    catalog = load(files_of("---\n".join(parts)), "catalog.yaml").catalog
    assert {
        entity.kind: [address(entity, view) for view in ("business", "technical")]
        for entity in catalog.entities
        if seen_in(entity)
    } == {
        "Service": ["business/services/tills", "technical/services/tills"],
        "Component": ["technical/components/till-server"] * 2,
        "Customer": ["business/customers/shops", "technical/customers/shops"],
        "Team": ["technical/teams/shop-systems"] * 2,
    }
