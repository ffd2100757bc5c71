"""Where a reader is led who wants to propose a change."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twoview.forge import LONGEST, Forge, forge

FILE = "services/online/web-shop.yaml"


def forge_of(
    repo_url: str = "", edit_uri: str = "", docs: str = "/here/docs", root: str = "/here"
) -> Forge | None:
    return forge(repo_url, edit_uri, docs=docs, root=root)


def known(repo_url: str = "", edit_uri: str = "", **places: str) -> Forge:
    found = forge_of(repo_url, edit_uri, **places)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("repo_url", "edit_uri", "edit", "new"),
    [
        (
            "https://github.com/store/catalog",
            "edit/main/docs/",
            f"https://github.com/store/catalog/edit/main/{FILE}",
            f"https://github.com/store/catalog/new/main?filename={FILE}&value=id%3A%20x%0A",
        ),
        (
            "https://gitlab.com/store/catalog/",
            "edit/master/docs/",
            f"https://gitlab.com/store/catalog/edit/master/{FILE}",
            f"https://gitlab.com/store/catalog/-/new/master?file_name={FILE}&content=id%3A%20x%0A",
        ),
        (
            "",
            "https://code.store.example/it/catalog/-/edit/main/docs",
            f"https://code.store.example/it/catalog/-/edit/main/{FILE}",
            "https://code.store.example/it/catalog/-/new/main"
            f"?file_name={FILE}&content=id%3A%20x%0A",
        ),
        (
            "https://forge.example/it/catalog",
            "_edit/main/docs/",
            f"https://forge.example/it/catalog/_edit/main/{FILE}",
            f"https://forge.example/it/catalog/_new/main?filename={FILE}&value=id%3A%20x%0A",
        ),
        (
            "https://bitbucket.org/store/catalog",
            "src/default/docs/",
            f"https://bitbucket.org/store/catalog/src/default/{FILE}",
            "",
        ),
    ],
)
def test_a_forge_is_known_by_the_address_of_its_editor(
    repo_url: str, edit_uri: str, edit: str, new: str
) -> None:
    found = known(repo_url, edit_uri)
    assert found.edit(FILE) == edit
    assert found.new(FILE, "id: x\n") == new


def test_the_host_is_named_where_an_account_is_needed() -> None:
    assert known("", "https://code.store.example:8443/it/-/edit/main/docs/").host == (
        "code.store.example"
    )


@pytest.mark.parametrize(
    ("repo_url", "edit_uri"),
    [
        ("", ""),
        ("https://github.com/store/catalog", ""),
        ("", "edit/main/docs/"),
        ("", "javascript://x/%0aalert(1)//edit/main/docs/"),
        ("https://forge.example/catalog", "?query=root/docs/"),
        ("https://forge.example/catalog", "#root/docs/"),
    ],
)
def test_nothing_is_offered_where_nothing_is_known(repo_url: str, edit_uri: str) -> None:
    assert forge_of(repo_url, edit_uri) is None


def test_an_address_that_does_not_end_with_the_documents_leads_nowhere() -> None:
    found = known("https://github.com/store/catalog", "edit/main/pages/")
    assert found.edit(FILE) == ""
    assert found.new(FILE, "") == ""


def test_a_site_may_stand_below_the_root_of_its_repository() -> None:
    found = known(
        "https://github.com/store/all", "edit/main/web/docs/", docs="/all/web/docs", root="/all/web"
    )
    assert found.edit(FILE) == f"https://github.com/store/all/edit/main/web/{FILE}"
    assert found.new("services/x.yaml", "").startswith(
        "https://github.com/store/all/new/main/web?filename=services/x.yaml&"
    )


def test_a_catalog_may_stand_beside_its_site() -> None:
    found = known(
        "https://github.com/store/all", "edit/main/web/docs/", docs="/all/web/docs", root="/all/web"
    )
    assert found.edit("../cat/x.yaml") == "https://github.com/store/all/edit/main/cat/x.yaml"
    assert found.edit("/all/cat/x.yaml") == "https://github.com/store/all/edit/main/cat/x.yaml"
    assert found.new("../cat/x.yaml", "").startswith(
        "https://github.com/store/all/new/main/cat?filename=x.yaml&"
    )


def test_a_text_that_is_too_long_for_an_address_is_left_out() -> None:
    found = known("https://github.com/store/catalog", "edit/main/docs/")
    assert "value=" in found.new(FILE, "x" * 7000)
    assert "value=" not in found.new(FILE, "x" * LONGEST)


@given(
    st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1).filter(
        lambda name: name not in (".", "..")
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
)
def test_any_name_and_text_arrive_as_they_are(name: str, text: str) -> None:
    found = known("https://github.com/store/catalog", "edit/main/docs/")
    assert unquote(urlsplit(found.edit(f"services/{name}")).path) == (
        f"/store/catalog/edit/main/services/{name}"
    )
    query = parse_qs(
        urlsplit(found.new(f"services/{name}", text)).query,
        keep_blank_values=True,
        strict_parsing=True,
    )
    assert query == {"filename": [f"services/{name}"], "value": [text]}
