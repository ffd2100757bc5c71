import json
from typing import Any

from reports import ERROR, INFO, WARNING, at, finding, report
from twoview.finding import Finding
from twoview.report import gitlab


def rows(*findings: Finding, accepted: int = 0) -> list[dict[str, Any]]:
    return json.loads(gitlab.render(report(*findings, accepted=accepted)))


def test_a_finding_has_what_gitlab_reads() -> None:
    (row,) = rows(finding(at(3, 5, 4), WARNING, message="Wrong.", fix="Write it right."))
    assert len(row.pop("fingerprint")) == 64
    assert row == {
        "description": "Wrong. Fix: Write it right.",
        "check_name": "no-outcome",
        "severity": "minor",
        "location": {"path": "services/tills.yaml", "lines": {"begin": 3, "end": 3}},
    }


def test_severities_are_those_of_gitlab() -> None:
    found = rows(finding(at(1, 1), ERROR), finding(at(2, 1), WARNING), finding(at(3, 1), INFO))
    assert [each["severity"] for each in found] == ["major", "minor", "info"]


def test_fingerprints_survive_moved_lines_and_tell_equal_findings_apart() -> None:
    def marks(*lines: int) -> list[str]:
        return [each["fingerprint"] for each in rows(*(finding(at(line, 1)) for line in lines))]

    assert marks(1, 2) == marks(7, 9)
    assert len(set(marks(1, 2, 3))) == 3


def test_without_findings_there_is_an_empty_list() -> None:
    assert gitlab.render(report(accepted=1)) == "[]\n"


def test_control_characters_are_spelled_out() -> None:
    (row,) = rows(finding(at(1, 1), message="\x1b[2J", fix="\u202e"))
    assert row["description"] == "\\x1b[2J Fix: \\u202e"
