import time
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from twoview import source
from twoview.source import Defect, Document, Location, Pointer, parse, reader

FILE = "services/web-shop.yaml"


def read(text: str) -> Document:
    document, defects = parse(FILE, text.encode())
    assert document is not None
    assert defects == ()
    return document


def refused(text: str | bytes) -> tuple[Defect, ...]:
    document, defects = parse(FILE, text.encode() if isinstance(text, str) else text)
    assert document is None
    assert defects
    return defects


def span(location: Location) -> str:
    assert location.file == FILE
    return f"{location.line}:{location.column}-{location.end_line}:{location.end_column}"


def place(text: str, *pointer: str | int, key: bool = False) -> str:
    return span(read(text).locate(pointer, key=key))


def told(text: str | bytes) -> list[tuple[str, str]]:
    return [(defect.rule, span(defect.location)) for defect in refused(text)]


# Values


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("false", False),
        ("0", 0),
        ("-17", -17),
        ("999999999999999999", 999999999999999999),
        ("99.95", Decimal("99.95")),
        ("-0.10", Decimal("-0.10")),
        ("0." + "1" * 38, Decimal("0." + "1" * 38)),
    ],
)
def test_words_and_numbers_without_quotes_are_values(written: str, meant: object) -> None:
    value = read(f"a: {written}\n").data["a"]
    assert value == meant
    assert type(value) is type(meant)


def test_a_decimal_keeps_the_digits_that_were_written() -> None:
    assert str(read("a: 99.90").data["a"]) == "99.90"


TEXTS = """
    yes no on off Yes NO True NULL 012 -012 0x1f 0o7 1_000 1e5 1.5e3 2026-01-01 12:30 .inf .nan .5
    1. +1 = 99.9% 24x7 1234567890123456789 0.123456789012345678901234567890123456789 १२
"""


@pytest.mark.parametrize("written", TEXTS.split())
def test_everything_else_is_the_text_as_written(written: str) -> None:
    assert read(f"a: {written}\n").data == {"a": written}


def test_quoted_and_block_values_are_always_text() -> None:
    text = "a: '1'\nb: \"true\"\nc: |\n  12\nd: >-\n  null\ne: ''\n"
    assert read(text).data == {"a": "1", "b": "true", "c": "12\n", "d": "null", "e": ""}


def test_keys_are_always_text() -> None:
    text = "on: a\n1: b\n~: c\n0.5: d\n'x y': e\n? f\n"
    assert read(text).data == {"on": "a", "1": "b", "~": "c", "0.5": "d", "x y": "e", "f": None}


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "---\n", "\ufeff"])
def test_a_file_without_content_is_a_document_without_data(text: str) -> None:
    document = read(text)
    assert document.data is None
    assert document.locate(("name",)).line >= 1


def test_escapes_for_tab_and_line_feed_are_fine() -> None:
    assert read(r'a: "x\ty\nz"').data == {"a": "x\ty\nz"}


def test_the_end_of_the_document_may_be_marked() -> None:
    assert read("---\na: b\n...\n").data == {"a": "b"}


# Places


@pytest.mark.parametrize(
    ("text", "pointer", "expected"),
    [
        ("a: shop # open\n", ["a"], "1:4-1:8"),
        ("a: shop", ["a"], "1:4-1:8"),
        ("# first\n\na:   'it''s'\n", ["a"], "3:6-3:13"),
        ('a: "x"\r\nbc: "y z"\r\n', ["bc"], "2:5-2:10"),
        ("a: x\rb: y\r", ["b"], "2:4-2:5"),
        ("😀: 😀 é\n", ["😀"], "1:4-1:7"),
        ("a: [😀, {b: 1}, [2]]\n", ["a", 1, "b"], "1:12-1:13"),
        ("a: [😀, {b: 1}, [2]]\n", ["a", 1], "1:8-1:14"),
        ("a: [😀, {b: 1}, [2]]\n", ["a", 2], "1:16-1:19"),
        ("a: [😀, {b: 1}, [2]]\n", ["a"], "1:4-1:20"),
        ("a: [b: 1]\n", ["a", 0], "1:5-1:9"),
        ("a:\n  - b: 1\n    c: 2\n  # end\n\nd: 3\n", ["a", 0], "2:5-3:9"),
        ("a:\n  - b: 1\n    c: 2\n  # end\n\nd: 3\n", ["a"], "2:3-3:9"),
        ("a:\n- b\n- c\nd: e\n", ["a"], "2:1-3:4"),
        ("a:\n- b\n- c\nd: e\n", ["a", 1], "3:3-3:4"),
        ("a: |\n  one\n  two\n\n# note\nb: c\n", ["a"], "1:4-3:6"),
        ("a: >-\n  one\r\n  two\r\n", ["a"], "1:4-3:6"),
        ("a: one\n  two\nb: c\n", ["a"], "1:4-2:6"),
        ('a: "one\n  two"\n', ["a"], "1:4-2:7"),
        ("\ufeffa: b\n", ["a"], "1:4-1:5"),
        ("a: &x b\n", ["a"], "1:7-1:8"),
        ("a: &x # mark\n  b: c\n", ["a"], "2:3-2:7"),
        ("a: {b, c: }\n", ["a", "c"], "1:8-1:9"),
        ("- a: 1\n- b\n", [], "1:1-2:4"),
        ("shop\n", [], "1:1-1:5"),
    ],
)
def test_a_value_is_placed_to_the_character(text: str, pointer: Pointer, expected: str) -> None:
    assert place(text, *pointer) == expected


def test_a_field_is_placed_at_its_name_when_asked_for() -> None:
    text = "a:\n  'b c': {d: 1}\n"
    assert place(text, "a", key=True) == "1:1-1:2"
    assert place(text, "a", "b c", key=True) == "2:3-2:8"
    assert place(text, "a", "b c", "d", key=True) == "2:11-2:12"


def test_an_item_is_its_own_key() -> None:
    assert place("a:\n- |\n  text\n- b\n", "a", 0, key=True) == "2:3-3:7"


def test_an_empty_value_is_placed_at_its_name() -> None:
    assert place("a: b\nowner:\nc: d\n", "owner") == "2:1-2:6"


def test_an_empty_item_is_placed_at_its_dash() -> None:
    assert place("a:\n  - b\n  -\n  - c\n", "a", 1) == "3:3-3:4"


def test_a_missing_field_is_placed_at_the_first_field() -> None:
    text = "a:\n- b: 1\n  c: 2\n"
    assert place(text, "a", 0, "owner") == "2:3-2:4"
    assert place(text, "a", 0, "owner", "name") == "2:3-2:4"
    assert place(text, "owner", key=True) == "1:1-1:2"


@pytest.mark.parametrize("pointer", [(0, "b"), (0, 1, 2), (0, 5), (0, -1), (0, "0")])
def test_what_leads_nowhere_is_placed_at_the_nearest_value(pointer: Pointer) -> None:
    nearest = {0: (0, 1)}.get(len(pointer) - 3, (0,))
    assert place("- [a, b]\n", *pointer) == place("- [a, b]\n", *nearest)


def test_a_field_missing_from_an_empty_mapping_is_placed_at_the_mapping() -> None:
    assert place("a: {}\n", "a", "b") == "1:4-1:6"


def test_an_alias_stands_for_itself_and_its_inside_for_the_original() -> None:
    text = "a: &x\n  b: [1]\nc: *x\n"
    assert read(text).data == {"a": {"b": [1]}, "c": {"b": [1]}}
    assert place(text, "c") == "3:4-3:6"
    assert place(text, "c", "b", 0) == "2:7-2:8"


def test_an_alias_repeats_the_latest_value_of_its_name() -> None:
    assert read("[&x a, &x b, *x]").data == ["a", "b", "b"]
    assert read("[&x [&x a], *x]").data == [["a"], "a"]
    assert read("&x a: 1\nb: *x\n").data == {"a": 1, "b": "a"}


def test_the_text_is_kept_as_written() -> None:
    assert read("a: b\r\n# note\n").text == "a: b\r\n# note\n"


# What is refused


def test_a_repeated_field_is_reported_once_and_its_first_value_counts() -> None:
    document, defects = parse(FILE, b"a: 1\nb:\n  c: 1\n  c: 2\na: 3\n'a': 4\n")
    assert document is not None
    assert document.data == {"a": 1, "b": {"c": 1}}
    assert span(document.locate(("a",))) == "1:4-1:5"
    assert [(one.rule, span(one.location), one.pointer) for one in defects] == [
        ("duplicate-key", "4:3-4:4", ("b", "c")),
        ("duplicate-key", "5:1-5:2", ("a",)),
    ]
    assert "line 3" in defects[0].message
    assert "line 1" in defects[1].message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: !!python/object/apply:os.system [ls]\n", "1:4-1:35"),
        ("a: !x b\n", "1:4-1:6"),
        ("a: !!str 1\n", "1:4-1:9"),
        ("a: ! b\n", "1:4-1:5"),
        ("a: !<tag:x> b\n", "1:4-1:12"),
        ("!x a: b\n", "1:1-1:3"),
        ("a: &b !c\n  d: e\n", "1:7-1:9"),
        ("a: [1, !x [2]]\n", "1:8-1:10"),
        ("%TAG !e! tag:example.org,2000:\n---\na: b\n", "1:1-1:5"),
    ],
)
def test_tags_are_refused(text: str, expected: str) -> None:
    assert told(text) == [("unsafe-yaml", expected)]


def test_every_tag_is_reported_with_its_pointer() -> None:
    pointers = [one.pointer for one in refused("a: !x 1\nb:\n- c\n- d: !y 2\n  !z e: 3\n")]
    assert pointers == [("a",), ("b", 1, "d"), ("b", 1, "e")]


def test_merge_keys_are_refused_and_quoted_ones_are_names() -> None:
    assert told("a: &x {b: 1}\nc:\n  <<: *x\n") == [("unsafe-yaml", "3:3-3:5")]
    assert read("'<<': 1\n").data == {"<<": 1}


@pytest.mark.parametrize("text", [r'a: "\x1b[31m"', r'a: "\u0002"', r'a: "\r"', r'a: "\0"'])
def test_control_characters_cannot_hide_in_escapes(text: str) -> None:
    assert [rule for rule, _ in told(text)] == ["unsafe-yaml"]


def test_no_control_character_gets_into_a_message() -> None:
    defects = refused('"a\\e": 1\n"a\\e": 2\n')
    assert {defect.rule for defect in defects} == {"unsafe-yaml", "duplicate-key"}
    assert all(defect.message.isprintable() for defect in defects)


def test_an_alias_needs_its_anchor_before_it() -> None:
    assert told("a: *x\nb: &x 1\nc: *y\n") == [
        ("invalid-yaml", "1:4-1:6"),
        ("invalid-yaml", "3:4-3:6"),
    ]


def test_a_value_cannot_repeat_itself() -> None:
    assert told("a: &x\n  - 1\n  - *x\n") == [("unsafe-yaml", "3:5-3:7")]


def test_aliases_are_allowed_within_their_budget() -> None:
    text = "- &x 1\n" + "- *x\n" * source.MAX_ALIASED
    assert len(read(text).data) == source.MAX_ALIASED + 1
    assert told(text + "- *x\n") == [("unsafe-yaml", "10002:3-10002:5")]


def test_nesting_is_allowed_up_to_its_limit() -> None:
    deep = source.MAX_DEPTH
    read("[" * deep + "]" * deep)
    assert told("[" * (deep + 1) + "]" * (deep + 1)) == [("unsafe-yaml", "1:65-1:66")]


def test_aliases_cannot_nest_deeper_than_brackets() -> None:
    links = "".join(f"- &x{one} [*x{one - 1}]\n" for one in range(1, 100))
    [defect] = refused(f"- &x0 a\n{links}")
    assert (defect.rule, defect.location.line) == ("unsafe-yaml", source.MAX_DEPTH + 1)


def test_a_file_holds_one_document() -> None:
    assert told("---\na: b\n---\nc: d\n") == [("invalid-yaml", "3:1-3:4")]


def test_a_file_that_is_too_big_is_not_parsed() -> None:
    fits = b"a: " + b"x" * (source.MAX_BYTES - 3)
    assert parse(FILE, fits)[0] is not None
    [defect] = refused(fits + b"x")
    assert (defect.rule, span(defect.location)) == ("unsafe-yaml", "1:1-1:1")
    assert f"{source.MAX_BYTES:,}" in defect.message


def test_a_file_with_too_many_values_is_refused() -> None:
    [defect] = refused("- []\n" * (source.MAX_VALUES + 1))
    assert defect.rule == "unsafe-yaml"


@pytest.mark.parametrize("text", ["? [a]\n: b\n", "{[a]: b}\n", "? |\n  a\n: b\n", "a: {{x}}\n"])
def test_a_name_must_be_plain_text(text: str) -> None:
    [defect] = refused(text)
    assert defect.rule == "invalid-yaml"
    assert "name" in defect.message


@pytest.mark.parametrize(
    ("content", "expected", "word"),
    [
        (b"a: b\nc: \xe9t\xe9\n", "2:4-2:5", "0xE9"),
        ("é: b\n".encode() + b"\xed\xa0\x80", "2:1-2:2", "0xED"),
        ("a: b".encode("utf-16"), "1:1-1:2", "UTF-16"),
        ("a: b".encode("utf-16-le"), "1:2-1:3", "UTF-16"),
        ("a: b".encode("utf-16-be"), "1:1-1:2", "UTF-16"),
        (b"a: b\x00c\n", "1:5-1:6", "U+0000"),
        (b"a: \x1b[31m\n", "1:4-1:5", "U+001B"),
        ("a: 😀\u2028b\n".encode(), "1:5-1:6", "line break"),
        ("a: b\u2029".encode(), "1:5-1:6", "line break"),
        ("a: b\x85".encode(), "1:5-1:6", "line break"),
        ("a: \ufffe\n".encode(), "1:4-1:5", "U+FFFE"),
        ("a: b\n\ufeffc: d\n".encode(), "2:1-2:2", "U+FEFF"),
    ],
)
def test_only_yaml_in_utf_8_is_read(content: bytes, expected: str, word: str) -> None:
    [defect] = refused(content)
    assert (defect.rule, span(defect.location)) == ("invalid-yaml", expected)
    assert word in defect.message


def test_defects_are_capped_and_the_last_one_counts_the_rest() -> None:
    defects = refused("- !x 1\n" * 250)
    assert len(defects) == source.MAX_DEFECTS
    assert "151 more" in defects[-1].message
    assert len(refused("- !x 1\n" * 100)) == 100
    assert "more" not in refused("- !x 1\n" * 100)[-1].message


def test_defects_stand_in_the_order_of_the_file() -> None:
    lines = [one.location.line for one in refused("a:\n  <<: !x 1\n  b: !y 2\n  b: 3\nc: 'd\n")]
    assert lines == [2, 2, 3, 4, 5]


# Syntax errors


@pytest.mark.parametrize(
    ("text", "expected", "words", "fix"),
    [
        ("a:\n\tb: 1\n", "2:1-2:6", "tab", None),
        ("a: b\n\t\nc: d\n", "2:1-2:2", "tab", None),
        ("a: x\n \ty: z\n", "2:3-2:7", "tab", None),
        ("id: x\nname Shop\nz: y\n", "2:1-2:10", "colon is missing", "name: Shop"),
        ("name Shop\nid: x\n", "1:1-1:10", "colon is missing", "name: Shop"),
        ("id: x\nname:Shop\nz: y\n", "2:1-2:10", "space is missing", "name: Shop"),
        ("- name:Shop\n  id: x\n", "1:1-1:12", "space is missing", "name: Shop"),
        ('a: "b\nc: d\n', "1:4-1:6", "quote that opens here", None),
        ("a: 'b\n---\nc'\n", "1:4-1:6", "quote that opens here", None),
        ("a: [b, c\nd: e\n", "1:4-1:9", "bracket that opens here", None),
        ("a: {b: c", "1:4-1:9", "bracket that opens here", None),
        ('a: [b, "c" d]\n', "1:12-1:14", "comma", None),
        ("a: [b]]\n", "1:7-1:8", "closes nothing", None),
        ("a: [b,\n", "2:1-2:1", "value is missing", None),
        ("a:\n  b: 1\n c: 2\n", "3:2-3:6", "fits nothing above", None),
        ("a: 1\n  b: 2\n", "2:3-2:7", "has a value already", None),
        ("- a\nb: c\n", "2:1-2:5", "dash", None),
        ("a: 'it's'\n", "1:8-1:10", "after the end of the value", None),
        ("a: %x\n", "1:4-1:6", "quotes", 'a: "%x"'),
        ("a: @x\n", "1:4-1:6", "quotes", 'a: "@x"'),
        ("a: `x`\n", "1:4-1:7", "quotes", 'a: "`x`"'),
        ("a: [|, b]\n", "1:5-1:10", "quotes", None),
        ("a: *\n", "1:4-1:5", "quotes", 'a: "*"'),
        ("a: ? b\n", "1:4-1:7", "quotes", 'a: "? b"'),
        ("%x\na: b\n", "1:1-1:3", "start with %", None),
        ("a: Help: call us\n", "1:8-1:17", "colon and a space", 'a: "Help: call us"'),
        ("a: [b c: d: e]\n", "1:11-1:15", "colon and a space", None),
        ("a: - b\n", "1:4-1:7", "dash", None),
        (": a\n", "1:1-1:4", "name is missing", None),
        ('a: "\\q"\n', "1:5-1:8", "escape", None),
        ("a: |x\n  b\n", "1:5-1:6", "| or >", None),
        ("a: !x!y z\n", "1:4-1:10", "!", 'a: "!x!y z"'),
        ("%YAML 2.0\n---\na: b\n", "1:1-1:10", "incompatible YAML document", None),
    ],
)
def test_a_syntax_error_is_told_in_plain_words(
    text: str, expected: str, words: str, fix: str | None
) -> None:
    [defect] = refused(text)
    assert (defect.rule, span(defect.location)) == ("invalid-yaml", expected)
    assert words in defect.message
    assert defect.fix == fix


def test_a_long_line_is_told_without_a_fix() -> None:
    [defect] = refused(f"a: b: {'c ' * 300}\n")
    assert defect.fix is None


def test_without_the_parser_in_c_everything_reads_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        "a: &x\n- 1\n- {b: 'c'}\n- |\n  d\n\n",
        "a: 😀\r\nb:\n- 'c'\n- *x\n",
        "a: 'b\n",
        "name Shop\nid: x\n",
    ]
    fast = [parse(FILE, text.encode()) for text in texts]
    monkeypatch.setattr(reader, "_LOADER", yaml.SafeLoader)
    assert [parse(FILE, text.encode()) for text in texts] == fast
    assert told(r'a: "\ud800"') == [("unsafe-yaml", "1:4-1:12")]
    assert [rule for rule, _ in told(r'a: "\Uffffffff"')] == ["invalid-yaml"]


# Hostile files


def filled(piece: str) -> str:
    return (piece * (source.MAX_BYTES // len(piece.encode()) + 1))[: source.MAX_BYTES - 40]


LAUGHS = "a: &a0 [x]\n" + "".join(
    f"a{one}: &a{one} [{', '.join([f'*a{one - 1}'] * 9)}]\n" for one in range(1, 30)
)
HOSTILE = {
    "brackets": filled("["),
    "braces": filled("{"),
    "dashes": filled("- "),
    "fields": filled("a: "),
    "questions": filled("? "),
    "anchors": filled("&a "),
    "deep indentation": "".join(" " * one + "a:\n" for one in range(1400)),
    "one line": "a: " + filled("x "),
    "a long name": filled("a") + ":",
    "a long number": "a: " + filled("1"),
    "colons": filled(":"),
    "billion laughs": LAUGHS,
    "short aliases": "- &a 1\n" + filled("- *a\n"),
    "one big alias": "- &a [" + filled("a,")[:-2] + "]\n- *a\n",
    "aliases to nothing": filled("- *a\n"),
    "tags": filled("- !x\n"),
    "tag handles": "".join(f"%TAG !a{one}! x\n" for one in range(60_000)) + "---\n",
    "repeated fields": filled("a:\n"),
    "empty lists": "[" + filled("[],"),
    "escapes": '["' + filled(r'\e","') + '"]',
    "line breaks": '"' + filled("\n"),
    "brackets before an error": "[" * 60 + "a: b: " + filled("["),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_little(name: str) -> None:
    content = HOSTILE[name].encode()[: source.MAX_BYTES]
    start = time.process_time()
    parse(FILE, content)
    # Less than one second where this was written; the rest is for slow machines.
    assert time.process_time() - start < 5


@given(st.binary(max_size=200))
def test_no_bytes_make_it_raise(content: bytes) -> None:
    document, defects = parse(FILE, content)
    assert document is not None or defects


PIECES = st.sampled_from(
    [
        "\t",
        "\n",
        "\r",
        " ",
        "  ",
        ": ",
        "- ",
        "? ",
        "|\n",
        "---\n",
        "&a ",
        "*a ",
        "!x ",
        "<<: ",
        "😀",
    ]
) | st.sampled_from("[]{},:'\"\\#%@>\0")
SOUND = "a: &a\n- b: 'x'\n  c: {d: 1, e: [true]}\nf: |\n  text\ng: *a\n"


@given(st.lists(st.tuples(st.integers(0, len(SOUND)), st.integers(0, 3), PIECES), max_size=6))
def test_no_damage_makes_it_raise(damage: list[tuple[int, int, str]]) -> None:
    text = SOUND
    for at, length, piece in damage:
        text = text[:at] + piece + text[at + length :]
    document, defects = parse(FILE, text.encode())
    assert document is not None or defects
    for defect in defects:
        place = defect.location
        assert (1, 1) <= (place.line, place.column) <= (place.end_line, place.end_column)
        assert place.line <= text.count("\n") + text.count("\r") + 1


# Round trip

WORDS = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=["Cc", "Zl", "Zp"],
        exclude_characters="\ufeff\ufffe\uffff",
    ),
    max_size=30,
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | WORDS
    | st.sampled_from(["on", "012", "1e5", "1.5", "~", "a: b", "# c", "- d", "2026-01-01", "a\nb"])
)
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)


def pointers(data: object, above: Pointer = ()) -> list[tuple[Pointer, object]]:
    steps = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    inner = [found for step, value in steps for found in pointers(value, (*above, step))]
    return [(above, data), *inner]


def cut(document: Document, location: Location) -> str:
    lines = document.text.splitlines(keepends=True)[location.line - 1 : location.end_line]
    lines[-1] = lines[-1][: location.end_column - 1]
    lines[0] = lines[0][location.column - 1 :]
    return "".join(lines)


@given(DATA, st.sampled_from([None, True, False]), st.booleans(), st.sampled_from([20, 80, 1000]))
def test_data_comes_back_and_each_place_holds_its_value(
    data: object, flow: bool | None, unicode: bool, width: int
) -> None:
    options: dict[str, Any] = {"default_flow_style": flow, "allow_unicode": unicode, "width": width}
    document = read(yaml.safe_dump(data, **options))
    assert document.data == data
    for pointer, value in pointers(data):
        if pointer and isinstance(pointer[-1], str):
            key = cut(document, document.locate(pointer, key=True))
            assert read(f"? {key}").data == {pointer[-1]: None}
        if not isinstance(value, list | dict):
            assert read(cut(document, document.locate(pointer))).data == value
