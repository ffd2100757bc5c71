import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports import ERROR, INFO, WARNING, at, finding, report
from twoview.report import github
from twoview.source import Location


def test_an_annotation_says_where_and_what() -> None:
    found = finding(at(3, 5, 4), message="Wrong.", fix="Write it right.")
    assert github.render(report(found)) == (
        "::error file=services/tills.yaml,line=3,endLine=3,col=5,endColumn=9,title=no-outcome"
        "::Wrong.%0AFix: Write it right.\n"
    )


def test_what_stands_on_several_lines_has_no_columns() -> None:
    found = finding(Location("a.yaml", 3, 5, 7, 2))
    assert github.render(report(found)).startswith(
        "::error file=a.yaml,line=3,endLine=7,title=no-outcome::"
    )


def test_levels_are_those_of_github_and_the_worst_come_first() -> None:
    findings = [finding(at(1, 1), INFO), finding(at(2, 1), WARNING), finding(at(3, 1), ERROR)]
    lines = github.render(report(*findings)).splitlines()
    assert [line.split()[0] for line in lines] == ["::error", "::warning", "::notice"]


def test_special_characters_are_escaped() -> None:
    found = finding(at(1, 1, file="a,b:c%.yaml"), message="50% of\r\n::error::x")
    line = github.render(report(found))
    assert "file=a%2Cb%3Ac%25.yaml," in line
    assert line.endswith("::50%25 of\\r\\n\\x3a:error::x\n")


@pytest.mark.parametrize(("count", "shown"), [(10, 10), (11, 10)])
def test_ten_of_each_level_are_shown_and_the_rest_is_counted(count: int, shown: int) -> None:
    findings = [finding(at(n, 1)) for n in range(1, count + 1)]
    findings += [finding(at(n, 1), INFO) for n in range(1, count + 5)]
    lines = github.render(report(*findings)).splitlines()
    assert sum(line.startswith("::error ") for line in lines) == shown
    rest = "1 more of level error, 5 more of level notice"
    expected = f"Not shown as annotations: {rest}. `twoview check` lists all findings."
    assert (expected in lines) == (count > shown)


def test_what_a_change_touches_comes_first_within_a_severity() -> None:
    findings = [finding(at(n, 1, file=f"{n:02}.yaml"), WARNING) for n in range(1, 15)]
    findings.append(finding(at(1, 1, file="20.yaml"), ERROR))
    written = github.render(report(*findings), frozenset({"14.yaml", "12.yaml"})).splitlines()
    files = [line.partition("file=")[2].partition(",")[0] for line in written if "file=" in line]
    assert files[:4] == ["20.yaml", "12.yaml", "14.yaml", "01.yaml"]
    assert len(files) == 11


def test_without_findings_there_is_nothing() -> None:
    assert github.render(report(accepted=2)) == ""


@given(st.text(), st.text())
def test_no_text_adds_a_command_of_its_own(file: str, message: str) -> None:
    written = github.render(report(finding(at(1, 1, file=file), message=message)))
    assert len(written.splitlines()) == 1
    assert written.startswith("::error file=")
    head = written.removeprefix("::error ").partition("::")[0]
    assert [each.partition("=")[0] for each in head.split(",")] == [
        "file",
        "line",
        "endLine",
        "col",
        "endColumn",
        "title",
    ]
