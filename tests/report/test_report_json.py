import json

from hypothesis import given
from hypothesis import strategies as st
from reports import INFO, WARNING, at, finding, report
from twoview.finding import Related
from twoview.report import json as json_report


def test_a_finding_has_all_that_other_programs_read() -> None:
    found = finding(
        at(3, 5, 4),
        message="Wrong.",
        entity="tills",
        kind="Service",
        pointer=("customers", 0, "id"),
        fix="Write it right.",
        related=(Related(at(1, 1), "Here."),),
        customer="shops",
        metric="availability",
    )
    content = json.loads(json_report.render(report(found)))
    assert content["findings"] == [
        {
            "rule": "no-outcome",
            "severity": "error",
            "message": "Wrong.",
            "entity": "tills",
            "kind": "Service",
            "file": "services/tills.yaml",
            "line": 3,
            "column": 5,
            "end_line": 3,
            "end_column": 9,
            "pointer": "/customers/0/id",
            "customer": "shops",
            "metric": "availability",
            "fix": "Write it right.",
            "related": [
                {
                    "message": "Here.",
                    "file": "services/tills.yaml",
                    "line": 1,
                    "column": 1,
                    "end_line": 1,
                    "end_column": 2,
                }
            ],
        }
    ]
    assert content["counts"] == {"error": 1, "warning": 0, "info": 0}
    assert content["known"] == 0


def test_what_a_finding_does_not_have_is_null() -> None:
    (row,) = json.loads(json_report.render(report(finding(at(1, 1)))))["findings"]
    assert {name for name, value in row.items() if value is None} == {
        "entity",
        "kind",
        "customer",
        "metric",
        "fix",
    }


def test_findings_are_sorted_by_place_and_counted_by_severity() -> None:
    findings = [finding(at(2, 1), INFO), finding(at(1, 9), WARNING), finding(at(1, 2), INFO)]
    content = json.loads(json_report.render(report(*findings)))
    assert [(each["line"], each["column"]) for each in content["findings"]] == [
        (1, 2),
        (1, 9),
        (2, 1),
    ]
    assert content["counts"] == {"error": 0, "warning": 1, "info": 2}


def test_accepted_findings_stand_apart_with_their_reason() -> None:
    content = json.loads(json_report.render(report(accepted=1)))
    assert content["findings"] == []
    (accepted,) = content["accepted"]
    assert (accepted["rule"], accepted["reason"], accepted["until"]) == (
        "no-outcome",
        "As agreed.",
        "2026-12-31",
    )


@given(st.text())
def test_any_text_comes_back_and_none_commands_a_build_server(message: str) -> None:
    written = json_report.render(report(finding(at(1, 1), message=message + "##[error]")))
    assert json.loads(written)["findings"][0]["message"] == message + "##[error]"
    assert written.isascii()
    assert "##[" not in written


def test_a_pointer_is_written_as_rfc_6901_says() -> None:
    assert json_report.json_pointer(()) == ""
    assert json_report.json_pointer(("a/b", 0, "m~n", "")) == "/a~1b/0/m~0n/"
