"""What one audience may not see is not in the other's build: a search through all built bytes."""

import re
from collections.abc import Iterable, Iterator

import pytest
from sites import ROOT, Site
from twoview.load import load_folder
from twoview.model import Catalog, Component, Node

TECHNICAL_PATHS = (b"technical/", b"findings/", b"/components/", b"/suppliers/", b"/teams/")


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_folder(ROOT / "services").catalog


def words(texts: Iterable[str]) -> re.Pattern[bytes]:
    """Return what finds each of the texts, standing for itself."""
    ordered = sorted(set(texts), key=len, reverse=True)
    any_of = "|".join(re.escape(text) for text in ordered)
    return re.compile(rf"(?<![\w-])(?:{any_of})(?![\w-])".encode())


def inner_names(catalog: Catalog) -> Iterator[str]:
    """Yield what only the technical view may say: names and ids of components and suppliers."""
    for part in (*catalog.components.values(), *catalog.suppliers.values()):
        yield part.name
        # An id of one word is a word that anybody may use.
        if "-" in part.id:
            yield part.id
        yield f"node-{part.id}"


def inner_notes(catalog: Catalog) -> Iterator[str]:
    """Yield what teams wrote for each other: notes, domains, contracts, reasons, places."""
    for node in catalog.nodes:
        yield from (line for line in node.description.splitlines() if len(line) > 20)
        yield from (waiver.reason for waiver in node.accepts)
        yield from domains(node)
    for supplier in catalog.suppliers.values():
        yield from filter(None, (supplier.contact, supplier.source))
        yield from filter(None, [supplier.contract and supplier.contract.reference])


def domains(node: Node) -> Iterable[str]:
    found = node.failure_domains if isinstance(node, Component) else ()
    return (domain for domain in found if "-" in domain)


def mentions(site: Site, texts: Iterable[str], under: str = "") -> set[tuple[str, str]]:
    pattern = words(texts)
    return {
        (path, match.group().decode())
        for path, content in site.own_bytes()
        if path.startswith(under)
        for match in pattern.finditer(content)
    }


def test_no_page_of_the_business_view_names_a_component_or_supplier(
    site: Site, catalog: Catalog
) -> None:
    assert len(catalog.components) > 20
    assert not mentions(site, inner_names(catalog), "business/")


def test_no_page_of_the_business_view_tells_what_teams_wrote_for_each_other(
    site: Site, catalog: Catalog
) -> None:
    assert not mentions(site, inner_notes(catalog), "business/")


def test_a_site_of_the_business_view_names_no_component_supplier_or_note_anywhere(
    business_site: Site, catalog: Catalog
) -> None:
    assert not mentions(business_site, [*inner_names(catalog), *inner_notes(catalog)])


def test_a_site_of_the_business_view_has_no_technical_path_anywhere(business_site: Site) -> None:
    for path, content in business_site.own_bytes():
        assert not [each for each in TECHNICAL_PATHS if each in content], path
        assert not any(each in f"/{path}".encode() for each in TECHNICAL_PATHS), path


def test_a_site_of_one_view_has_no_switch(business_site: Site) -> None:
    assert not [p for p, html in business_site.pages.items() if "tv-switch" in html.source]


def test_both_views_of_a_thing_lead_to_each_other(site: Site) -> None:
    for path in ("services/email", "outcomes/reach-colleagues", "customers/office", "map"):
        for view, other in (("business", "technical"), ("technical", "business")):
            page = site.pages[f"{view}/{path}/index.html"]
            switch = [each for each in page.all("a") if "nav" in each.around[-1:]]
            depth = "../" * (path.count("/") + 2)
            ways = {each.attributes["href"] for each in switch}
            assert f"{depth}{other}/{path}/" in ways or f"../../{other}/{path}/" in ways
