"""What is written as YAML is read back as what it was, in this reader and in others."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from twoview.authoring.written import WIDTH, fields, item, scalar
from twoview.source import parse
from twoview.values import InvalidValue

SIGNS = st.sampled_from(list(":#-?!&*|>'\"%@`{}[],~ \n0=."))
WORDS = st.sampled_from(["no", "On", "null", "012", "1e3", "24x7", "99.9%", "08:00", "- a", "a: b"])
TEXTS = WORDS | st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], include_characters="\n\t") | SIGNS
)
NAMES = st.from_regex("[a-z]{1,6}", fullmatch=True)
PLAIN = TEXTS | st.integers(-(10**9), 10**9) | st.booleans()
MAPS = st.dictionaries(NAMES, PLAIN | st.lists(PLAIN, min_size=1), min_size=1)
DATA = st.dictionaries(
    NAMES, PLAIN | st.none() | MAPS | st.lists(MAPS | PLAIN, min_size=1), min_size=1
)


def read(lines: list[str]) -> Any:
    document, defects = parse("x.yaml", "".join(f"{line}\n" for line in lines).encode())
    assert defects == ()
    assert document is not None
    return document.data


@given(DATA, st.integers(0, 4))
def test_any_data_comes_back_as_it_was(data: dict[str, Any], indent: int) -> None:
    assert read(fields(data, indent=indent)) == data


@given(DATA, st.integers(0, 4), st.integers(1, 3))
def test_any_entry_of_a_list_comes_back_as_it_was(
    data: dict[str, Any], indent: int, gap: int
) -> None:
    assert read(item(fields(data), indent, gap)) == [data]


@given(TEXTS)
def test_a_text_is_a_text_for_other_programs_too(text: str) -> None:
    (found,) = yaml.safe_load("\n".join(fields({"a": text}))).values()
    assert isinstance(found, str) or text == f"{found}"


@given(TEXTS)
def test_a_text_on_one_line_stays_on_one_line(text: str) -> None:
    assert "\n" not in scalar(text)
    assert read([f"a: {scalar(text)}"]) == {"a": text}


@given(TEXTS | st.sampled_from(["2026-01-01", "2026-13-45", "1:30:00", "12:30", "=", "<<", "!a"]))
def test_a_text_on_one_line_is_a_text_for_any_program(text: str) -> None:
    assert yaml.safe_load(f"a: {scalar(text)}") == {"a": text}


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        ("Web shop", ["a: Web shop"]),
        ("2026-11-22", ["a: 2026-11-22"]),
        ("24x7", ["a: 24x7"]),
        ("no", ['a: "no"']),
        ("Help: call us", ['a: "Help: call us"']),
        ("@store/web", ['a: "@store/web"']),
        ("One\n\nTwo\n", ["a: |", "  One", "", "  Two"]),
        ("One\nTwo", ["a: |-", "  One", "  Two"]),
        (["x", "y"], ["a:", "  - x", "  - y"]),
        ([{"id": "x", "b": ["y"]}], ["a:", "  - id: x", "    b:", "      - y"]),
        ({"b": True, "c": 3}, ["a:", "  b: true", "  c: 3"]),
        (None, ["a:"]),
    ],
)
def test_data_looks_as_an_author_would_write_it(value: object, lines: list[str]) -> None:
    assert fields({"a": value}) == lines


def test_a_long_sentence_is_folded() -> None:
    lines = fields({"a": "word " * 40 + "end"})
    assert lines[0] == "a: >-"
    assert max(map(len, lines)) <= WIDTH


def test_an_empty_field_has_its_hint_above_it() -> None:
    hints = {"name": "What it is called.", "size": "Not shown."}
    assert fields({"id": "x", "name": None}, hints) == ["id: x", "# What it is called.", "name:"]


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\u2028b", "a\x85b", "a\udc80b", "a\rb"])
def test_what_no_file_can_hold_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue, match="cannot hold; remove it"):
        fields({"a": text})
