"""Readable in light and dark: contrast of the style sheet's colors, sizes and widths of text."""

import re

import pytest
from drawings import patient
from hypothesis import given
from hypothesis import strategies as st
from twoview.diagram.lettering import clean, shorten, width, wrap
from twoview.diagram.style import literal_rules, palettes, stylesheet

GROUNDS = ("tv-back", "tv-band")
TEXTS = ("tv-ink", "tv-soft")


def luminance(color):
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_and_lines_stand_out_from_what_is_behind_them(scheme):
    colors = palettes()[scheme]
    for ground in GROUNDS:
        for name in colors.keys() - set(GROUNDS):
            least = 4.5 if name in TEXTS else 3
            assert contrast(colors[name], colors[ground]) >= least, (name, ground)


def test_both_schemes_set_the_same_variables():
    light, dark = palettes()
    assert light.keys() == dark.keys()
    assert set(re.findall(r"var\(--(tv-\w+)\)", stylesheet())) == light.keys()


def test_no_text_is_smaller_than_11_px():
    sizes = [int(size) for size in re.findall(r"font-size: (\d+)px", stylesheet())]
    assert min(sizes) == 11


def test_literal_rules_hold_colors_only():
    assert "--" not in literal_rules()
    assert palettes()[0]["tv-ink"] in literal_rules()


@patient
@given(st.text(), st.integers(30, 300))
def test_lines_cut_from_a_text_fit_and_lose_nothing_but_its_end(text, room):
    text = clean(text)
    lines = wrap(text, room, 13)
    assert len(lines) <= 2
    assert all(width(line, 13) <= room for line in lines)
    kept = "".join(lines).replace(" ", "")
    assert text.replace(" ", "").startswith(kept.removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("Web shop", ["Web shop"]),
        ("content-block-manager-redis", ["content-block-", "manager-redis"]),
        ("Know where my order is", ["Know where", "my order is"]),
    ],
)
def test_lines_break_at_spaces_and_hyphens(text, lines):
    assert wrap(text, 110, 13, bold=True) == lines


def test_a_short_text_stays_whole():
    assert shorten("Payments", 100, 13) == "Payments"


def test_characters_that_xml_forbids_or_that_turn_the_text_are_taken_out():
    assert clean("a\x00b\ud800c\u202ed\n\n e\ufffe") == "a\ufffdb\ufffdcd e\ufffd"
