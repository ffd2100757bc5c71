"""The page of all fields says what the schemas say."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from twoview.fieldguide import flow, main, page
from twoview.model import KINDS
from twoview.shape import schema
from twoview.source import parse

PATH = Path(__file__).parents[1] / "docs/reference/fields.md"
TEXTS = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_categories=["Cc"]))
NAMES = st.from_regex("[a-z]{1,9}", fullmatch=True)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner),
    max_leaves=10,
)


def test_the_page_in_the_repository_is_that_of_the_schemas() -> None:
    assert PATH.read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_kind_has_a_row_with_what_the_schema_says(kind: str) -> None:
    _, _, section = page().partition(f"\n## {kind}\n")
    rows = section.partition("\n## ")[0].splitlines()
    entity = schema(kind)["$defs"]["entity"]
    for name, field in entity["properties"].items():
        (row,) = (each for each in rows if each.startswith(f"| **{name}**"))
        assert field["description"] in row
        assert (" (required) |" in row) == (name in entity["required"])
        assert ("Default: " in row) == ("default" in field)


def test_what_is_defined_for_several_fields_stands_once() -> None:
    titles = [line for line in page().splitlines() if line.startswith("#")]
    assert len(titles) == len(set(titles))


@given(VALUES)
def test_a_value_on_one_line_means_the_same(value: Any) -> None:
    document, defects = parse("x.yaml", f"key: {flow(value)}\n".encode())
    assert defects == ()
    assert document is not None
    assert document.data == {"key": value}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Mon-Fri 08:00-16:00 Europe/Helsinki", "Mon-Fri 08:00-16:00 Europe/Helsinki"),
        ("99.50", '"99.50"'),
        ("one, two", "one, two"),
        (["one, two"], '["one, two"]'),
        ({"P1": "1h", "P2": "4h"}, "{P1: 1h, P2: 4h}"),
        (True, "true"),
    ],
)
def test_a_value_is_written_as_an_author_would(value: object, text: str) -> None:
    assert flow(value) == text


def test_checking_fails_where_the_page_is_missing_or_stale(tmp_path: Path) -> None:
    path = tmp_path / "reference" / "fields.md"
    command = CliRunner()
    assert command.invoke(main, [str(path), "--check"]).exit_code == 1
    assert command.invoke(main, [str(path)]).exit_code == 0
    assert command.invoke(main, [str(path), "--check"]).exit_code == 0
    path.write_text("# Fields\n", encoding="utf-8")
    result = command.invoke(main, [str(path), "--check"])
    assert (result.exit_code, "not what the schemas say" in result.stderr) == (1, True)
