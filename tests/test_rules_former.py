"""Former ids: each of them leads to one page."""

import pytest
from catalogs import CATALOG, SHOPS, found, messages


def teams(*pairs: tuple[str, str]) -> list[str]:
    text = "kind: Team\nid: {}\nname: Team\nformerly: [{}]\n"
    return [text.format(ident, former) for ident, former in pairs]


def test_a_former_id_that_nobody_has_is_fine() -> None:
    assert not found("duplicate-id", CATALOG, *teams(("sales", "shop"), ("stock", "store")))


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([("sales", "stock"), ("stock", "store")], "`stock` is the one of another entry today"),
        ([("sales", "store"), ("stock", "store")], "`store` was also that of another entry"),
        ([("sales", "sales")], "`sales` is still the one of this entry"),
    ],
)
def test_a_former_id_that_leads_elsewhere_is_found(
    pairs: list[tuple[str, str]], words: str
) -> None:
    assert words in messages("duplicate-id", CATALOG, *teams(*pairs))


def test_another_kind_may_have_had_the_id() -> None:
    assert not found("duplicate-id", CATALOG, SHOPS, *teams(("sales", "shops")))
