"""Charts: to scale, complete, well-formed for any text, and described for who cannot see them."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import pytest
import twoview.site
from drawings import patient
from hypothesis import given
from hypothesis import strategies as st
from twoview.diagram import Axis, Caption, Dot, Line, Tick, bar, plot, timeline, week
from twoview.diagram.lettering import width
from twoview.diagram.pieces import SIZE

SPACE = "{http://www.w3.org/2000/svg}"
CAPTION = Caption("c-spend", "Spend <&", "What is spent\n\non what.")
WHOLE = Fraction(1)
shares = st.fractions(0, 1, max_denominator=1000)
texts = st.text(st.characters(exclude_categories=()), max_size=40)


def axis(name: str = "Priority", length: int = 400) -> Axis:
    return Axis(name, WHOLE, [Tick(0, "0 %"), Tick(0.5, "50 %"), Tick(1, "100 %")], length)


def parsed(drawn: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawn)


def of(root: ElementTree.Element, tag: str, kind: str = "") -> list[ElementTree.Element]:
    found = (each for each in root.iter() if each.tag.removeprefix(SPACE) == tag)
    return [each for each in found if kind in each.get("class", "").split() or not kind]


def at(element: ElementTree.Element, name: str) -> float:
    return float(element.get(name, "nan"))


@given(st.lists(shares, min_size=1, max_size=3))
def test_the_parts_of_a_bar_stand_one_after_the_other_to_scale(parts: list[Fraction]) -> None:
    whole = max(sum(parts, Fraction()), Fraction(1, 10))
    found = of(parsed(bar(parts, whole)), "rect")
    assert len(found) == sum(part > 0 for part in parts)
    start = Fraction()
    for part, drawn in zip(filter(None, parts), found, strict=True):
        assert at(drawn, "x") == pytest.approx(float(start / whole) * 120, abs=0.06)
        assert at(drawn, "width") == pytest.approx(max(float(part / whole) * 120, 1), abs=0.06)
        start += part


def test_a_bar_marks_a_limit_and_draws_nothing_of_nothing() -> None:
    (mark,) = of(parsed(bar((Fraction(1),), Fraction(4), Fraction(2))), "path")
    assert mark.get("d") == "M60 0V12"
    assert not list(parsed(bar((Fraction(),), Fraction())))


def test_a_week_is_filled_in_its_minutes() -> None:
    office = [(day * 1440 + 480, day * 1440 + 960) for day in range(5)]
    root = parsed(week(office))
    filled = of(root, "rect")
    assert len(filled) == 5
    wide = at(root, "width")
    assert sum(at(each, "width") for each in filled) == pytest.approx(wide * 40 / 168)
    (always,) = of(parsed(week([(0, 7 * 1440)])), "rect")
    assert at(always, "width") == wide


def test_what_stands_in_the_cell_of_a_table_says_nothing_that_the_cell_does_not_say() -> None:
    for drawn in (bar((WHOLE,), WHOLE), week([(0, 60)])):
        assert parsed(drawn).get("aria-hidden") == "true"
        assert not "".join(parsed(drawn).itertext())
        assert "\n" not in drawn


@patient
@given(st.lists(st.builds(Dot, shares, shares, texts), max_size=30))
def test_a_plot_shows_each_dot_and_names_it_at_least_when_pointed_at(dots: list[Dot]) -> None:
    root = parsed(plot(dots, axis(), axis("Spend", 200), CAPTION))
    drawn = of(root, "circle")
    assert len(drawn) == len(dots)
    for dot, circle in zip(dots, drawn, strict=True):
        assert bool(dot.label) == bool(list(circle))
        height = 26 + 200 * (1 - dot.y)
        assert at(circle, "cy") == pytest.approx(float(height), abs=0.06)
        assert at(circle, "cx") >= float(62 + 400 * dot.x) - 0.06


@patient
@given(st.lists(st.builds(Dot, shares, shares, st.just("A rather long name")), max_size=30))
def test_the_names_in_a_plot_hide_neither_each_other_nor_a_dot(dots: list[Dot]) -> None:
    root = parsed(plot(dots, axis(), axis("Spend", 200), CAPTION))
    names = [(at(e, "x"), at(e, "y"), e.text or "") for e in of(root, "text", "tv-dot-name")]
    boxes = [(x, y - 11, x + width(name, SIZE), y + 3) for x, y, name in names]
    spots = [(at(e, "cx"), at(e, "cy")) for e in of(root, "circle")]
    dotted = [(x - 5, y - 5, x + 5, y + 5) for x, y in spots]
    for place, box in enumerate(boxes):
        assert not any(overlap(box, other) for other in (*boxes[:place], *dotted))


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > 0.2 and high > 0.2


def test_two_dots_at_one_place_are_both_seen() -> None:
    dots = [Dot(Fraction(1, 2), Fraction(1, 2), "One"), Dot(Fraction(1, 2), Fraction(1, 2), "Two")]
    places = {at(e, "cx") for e in of(parsed(plot(dots, axis(), axis(), CAPTION)), "circle")}
    assert len(places) == 2


def test_the_corners_of_a_plot_are_named_from_the_upper_left() -> None:
    words = ("up left", "up right", "down left", "down right")
    root = parsed(plot([], axis(), axis(), CAPTION, words))
    places = {e.text: (at(e, "x"), at(e, "y")) for e in of(root, "text", "tv-corner")}
    assert places["up left"][0] == places["down left"][0] < places["up right"][0]
    assert places["up left"][1] == places["up right"][1] < places["down left"][1]


lines = st.builds(
    Line,
    texts,
    st.just(0.25),
    st.sampled_from([0.25, 0.5, 1.0]),
    texts,
    st.sampled_from(["", "open", "kept", "short"]),
    st.booleans(),
    st.lists(st.floats(0, 2), max_size=2),
)


@patient
@given(st.lists(lines, max_size=12))
def test_a_timeline_has_a_row_for_each_line(found: list[Line]) -> None:
    root = parsed(timeline(found, [Tick(0, "0"), Tick(1, "4h")], CAPTION))
    rows = of(root, "text", "tv-row-name")
    assert len(rows) == len(of(root, "text", "tv-row-words")) == len(found)
    assert [at(e, "y") for e in rows] == sorted(at(e, "y") for e in rows)
    moments = [e for e in found if e.begins == e.ends and e.tone != "open"]
    assert len(of(root, "path", "tv-moment")) == len(moments)
    assert len(of(root, "rect")) == len(found) - len(moments)


def test_a_promised_moment_is_drawn_on_the_axis_and_not_beyond_it() -> None:
    line = Line("Shop", 0.5, 0.5, due=(0.25, 1.5))
    root = parsed(timeline([line], [Tick(0, "0"), Tick(1, "4h")], CAPTION))
    (due,) = of(root, "path", "tv-due")
    start, end = (at(e, "x") for e in of(root, "text", "tv-tick")[::2])
    assert f"M{start + (end - start) / 4:g} " in due.get("d", "")


@patient
@given(texts, texts, texts)
def test_any_text_gives_one_described_image_without_empty_lines(
    title: str, words: str, label: str
) -> None:
    caption = Caption("c-any", title, words)
    dots, rows = [Dot(WHOLE, WHOLE, label)], [Line(label, 0, 1, words)]
    drawn = (plot(dots, axis(label), axis(), caption), timeline(rows, [Tick(0, label)], caption))
    for each in drawn:
        assert all(line.strip() for line in each.split("\n"))
        root = parsed(each)
        ids = [e.get("id") for e in root.iter() if e.get("id")]
        assert ids == ["c-any-title", "c-any-desc"]
        assert (root.get("role"), root.get("aria-labelledby")) == ("img", "c-any-title")


def test_no_text_of_a_chart_is_smaller_than_11_px() -> None:
    folder = Path(twoview.site.__file__).parent / "assets"
    sizes = re.findall(r"font-size: ([\d.]+)px", (folder / "50-charts.css").read_text())
    assert sizes
    assert min(map(float, sizes)) >= 11
