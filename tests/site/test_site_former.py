"""Addresses of former ids: what people have kept still leads to the page of today."""

import pytest
from catalogs import CATALOG, SERVER, TEAM, TILLS
from sites import Html
from twoview.examples import files_of
from twoview.load import load
from twoview.pages.former import redirects

TEXTS = "---\n".join((CATALOG, f"{TILLS}formerly: [cash, tills-old]\n", SERVER, TEAM))
TODAY = load(files_of(TEXTS), "catalog.yaml").catalog.services["tills"]


@pytest.mark.parametrize(
    ("directory_urls", "file", "way"),
    [
        (True, "business/services/{}/index.html", "../tills/"),
        (False, "business/services/{}.html", "tills.html"),
    ],
)
def test_each_former_id_has_a_page_that_leads_on(directory_urls: bool, file: str, way: str) -> None:
    made = redirects(TODAY, "business", directory_urls=directory_urls)
    assert list(made) == [file.format("cash"), file.format("tills-old")]
    for text in made.values():
        page = Html(text)
        assert page.values("a", "href") == [way]
        assert f"0; url={way}" in page.values("meta", "content")
        assert "noindex" in page.values("meta", "content")


def test_what_never_had_another_id_leads_from_nowhere() -> None:
    team = load(files_of(TEXTS), "catalog.yaml").catalog.teams["shop-systems"]
    assert redirects(team, "technical", directory_urls=True) == {}
