import unicodedata
from dataclasses import replace

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports import ERROR, INFO, WARNING, at, catalog, finding, report
from twoview.finding import Finding, Related
from twoview.report import text
from twoview.report.display import LONGEST_LINE, excerpt, visible, width
from twoview.source import Location

HOSTILE = [
    "\x1b[2J",
    "\x07",
    "\x9b31m",
    "\u202e",
    "\u2066",
    "\u200b",
    "\x00",
    "\r",
    "\u2028",
    "\udc80",
]


def lines_of(*findings: Finding, source: str = "", accepted: int = 0) -> list[str]:
    return text.render(report(*findings, accepted=accepted), catalog(source)).splitlines()


def test_a_finding_is_told_with_its_line_and_what_would_be_right() -> None:
    found = finding(
        at(2, 5, 5),
        message="There is no such thing.",
        fix="Write `tills`.",
        related=(Related(at(1, 1), "It stands here."),),
    )
    assert lines_of(found, source="kind: Service\nid: tillz\n")[:7] == [
        "services/tills.yaml:2:5: error[no-outcome]",
        "  There is no such thing.",
        "     2 | id: tillz",
        "       |     ^^^^^",
        "  see services/tills.yaml:1:1: It stands here.",
        "  fix: Write `tills`.",
        "",
    ]


def test_a_finding_over_several_lines_is_marked_to_the_end_of_its_first() -> None:
    found = finding(Location("services/tills.yaml", 1, 3, 2, 4))
    assert lines_of(found, source="a: b  \nccc\n")[3] == "       |   ^^"


@pytest.mark.parametrize("source", ["", "kind: Service\n"])
def test_a_place_without_a_line_is_told_without_one(source: str) -> None:
    assert lines_of(finding(at(9, 1)), source=source)[2] == ""


def test_a_place_at_the_end_of_a_line_has_one_caret() -> None:
    shown, carets = excerpt("name:", 5, 5)
    assert (shown, carets) == ("name:", "     ^")


def test_findings_stand_in_the_order_of_their_places() -> None:
    shown = lines_of(finding(at(3, 1), INFO), finding(at(1, 1), WARNING), finding(at(2, 1)))
    assert [line for line in shown if line.startswith("services/")] == [
        "services/tills.yaml:1:1: warning[no-outcome]",
        "services/tills.yaml:2:1: error[no-outcome]",
        "services/tills.yaml:3:1: info[no-outcome]",
    ]


def test_the_summary_counts_what_there_is() -> None:
    many = [finding(at(n, 1), severity) for n, severity in enumerate([ERROR, ERROR, WARNING, INFO])]
    assert lines_of(*many, accepted=3)[-2:] == [
        "2 errors, 1 warning, 1 info in 1 file; 3 accepted risks.",
        "`twoview explain NAME` says why a rule is there.",
    ]


@pytest.mark.parametrize(
    ("accepted", "summary"),
    [(0, "No findings in 1 file."), (1, "No findings in 1 file; 1 accepted risk.")],
)
def test_without_findings_the_summary_is_all_there_is(accepted: int, summary: str) -> None:
    assert lines_of(accepted=accepted) == [summary]


@pytest.mark.parametrize(
    ("known", "told"),
    [
        (1, "No findings in 1 file. 1 known finding in known.json is not shown."),
        (12, "No findings in 1 file. 12 known findings in known.json are not shown."),
    ],
)
def test_known_findings_are_counted(known: int, told: str) -> None:
    found = replace(report(), known=known, known_in="known.json")
    assert text.render(found, catalog()).splitlines() == [told]


def test_more_than_ten_findings_of_a_rule_are_folded_and_none_is_lost() -> None:
    similar = [finding(at(n, 3)) for n in range(1, 106)]
    other = finding(at(200, 1), WARNING, "no-customer")
    shown = lines_of(*similar, other)
    heads = [line for line in shown if line.startswith("services/")]
    assert len(heads) == 11
    assert "95 more error[no-outcome], at these places (line:column):" in shown
    for n in range(11, 106):
        assert any(f"{n}:3" in line.replace(",", "").split() for line in shown)
    assert max(map(len, shown)) <= LONGEST_LINE
    assert shown[-2] == "105 errors, 1 warning in 1 file."


def test_without_color_there_is_no_escape_and_with_it_only_ours() -> None:
    findings = report(finding(at(1, 1), message="\x1b[31mred"), accepted=1)
    plain = text.render(findings, catalog("a: b\n"))
    colored = text.render(findings, catalog("a: b\n"), color=True)
    assert "\x1b" not in plain
    assert "\x1b" in colored
    assert click.unstyle(colored) == plain


@pytest.mark.parametrize("hostile", HOSTILE)
def test_control_characters_are_spelled_out_wherever_they_stand(hostile: str) -> None:
    found = finding(
        at(1, 1, file=f"services/{hostile}.yaml"),
        message=f"a{hostile}b",
        fix=f"c{hostile}d",
        related=(Related(at(1, 1, file=hostile), hostile),),
    )
    shown = text.render(report(found), catalog(f"x{hostile}y\n", f"services/{hostile}.yaml"))
    assert hostile not in shown
    assert all(each == "\n" or each.isprintable() for each in shown)


@given(st.text(), st.integers(0, 300), st.integers(0, 300))
def test_whatever_a_line_holds_the_carets_stand_under_what_is_meant(
    line: str, start: int, length: int
) -> None:
    shown, carets = excerpt(line, start, start + length)
    assert set(carets.lstrip()) == {"^"}
    assert len(shown) <= LONGEST_LINE * 10 + 2
    assert all(unicodedata.category(each) not in ("Cc", "Cf", "Cs", "Zl", "Zp") for each in shown)
    if start < len(line) and line[start] not in "#:":
        column = carets.index("^")
        ways = (i for i in range(len(shown)) if width(shown[:i]) == column)
        assert any(shown[i:].startswith(visible(line[start])) for i in ways)


def test_carets_are_aligned_under_wide_and_combining_characters() -> None:
    assert excerpt("name: 店舗 x", 9, 10) == ("name: 店舗 x", " " * 11 + "^")
    assert excerpt("name: 店舗", 6, 8) == ("name: 店舗", " " * 6 + "^^^^")
    assert excerpt("cafe\u0301: x", 7, 8) == ("cafe\u0301: x", " " * 6 + "^")


def test_a_tab_is_shown_and_counted_as_it_is_shown() -> None:
    assert excerpt("\tid: x", 1, 3) == ("\\tid: x", "  ^^")


@pytest.mark.parametrize("start", [0, 60, 5_000, 9_999])
def test_a_long_line_is_cut_around_what_is_meant(start: int) -> None:
    line = "a" * start + "X" + "a" * (9_999 - start)
    shown, carets = excerpt(line, start, start + 1)
    assert len(shown) <= LONGEST_LINE + 2
    assert shown[carets.index("^")] == "X"
    assert shown.startswith("…") == (start > 40)
    assert shown.endswith("…") == (start < 9_999 - 60)


@pytest.mark.parametrize("command", ["::error::x", " ::set-env name=A::b", "x ##[add-path]/evil"])
def test_no_text_is_a_command_to_a_build_server(command: str) -> None:
    shown = visible(command)
    assert "##[" not in shown
    assert not shown.lstrip().startswith("::")


def test_ordinary_text_is_shown_as_it_is() -> None:
    words = "Käsityö “Café” – 店舗\u300099,9 % → a::b # [x] 🛒"
    assert visible(words) == words
