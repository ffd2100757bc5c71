import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from reports import ERROR, INFO, WARNING, at, catalog, finding, report
from sarif_shape import SARIF
from twoview.finding import Finding, Related
from twoview.report import sarif
from twoview.rules import all_rules

SHAPE = Draft202012Validator(SARIF)


def run_of(*findings: Finding, accepted: int = 0, **options: Any) -> dict[str, Any]:
    content = json.loads(sarif.render(report(*findings, accepted=accepted), catalog(), **options))
    SHAPE.validate(content)
    (run,) = content["runs"]
    return run


def results_of(*findings: Finding, accepted: int = 0, **options: Any) -> list[dict[str, Any]]:
    return run_of(*findings, accepted=accepted, **options)["results"]


def test_a_result_has_its_rule_its_place_and_all_that_is_known_of_it() -> None:
    found = finding(
        at(3, 5, 4),
        WARNING,
        message="Wrong.",
        entity="tills",
        kind="Service",
        pointer=("customers", 0, "id"),
        fix="Write it right.",
        customer="shops",
        metric="availability",
    )
    run = run_of(found)
    (result,) = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert (result["ruleId"], result["level"]) == ("no-outcome", "warning")
    assert result["message"]["text"] == "Wrong.\nFix: Write it right."
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "services/tills.yaml", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9},
            }
        }
    ]
    assert result["properties"] == {
        "entity": "tills",
        "kind": "Service",
        "customer": "shops",
        "metric": "availability",
        "pointer": "/customers/0/id",
        "fix": "Write it right.",
    }


def test_columns_count_characters() -> None:
    assert run_of()["columnKind"] == "unicodeCodePoints"


def test_every_rule_that_is_checked_is_described() -> None:
    rules = {each["id"]: each for each in run_of()["tool"]["driver"]["rules"]}
    assert rules.keys() == all_rules().keys()
    shown = rules["unknown-reference"]
    assert shown["name"] == "UnknownReference"
    assert shown["shortDescription"]["text"] == all_rules()["unknown-reference"].summary
    assert shown["help"]["markdown"].startswith("# unknown-reference\n")
    assert "AS IT SHOULD BE" in shown["help"]["text"]


def test_rules_have_the_severity_of_the_catalog_and_those_that_are_off_are_left_out() -> None:
    settings = {"no-outcome": "info", "no-customer": "off"}
    store = catalog(rules=settings)
    (run,) = json.loads(sarif.render(report(), store))["runs"]
    rules = {each["id"]: each for each in run["tool"]["driver"]["rules"]}
    assert rules["no-outcome"]["defaultConfiguration"] == {"level": "note"}
    assert rules["no-outcome"]["properties"]["problem.severity"] == "recommendation"
    assert "no-customer" not in rules


def test_other_places_are_linked_from_the_message() -> None:
    related = (Related(at(1, 2), "It stands [here]."), Related(at(4, 1), "And here."))
    (result,) = results_of(finding(at(3, 5), message="Wrong.", related=related))
    assert result["message"]["text"] == (
        "Wrong.\nSee [It stands \\[here\\].](0)\nSee [And here.](1)"
    )
    places = [
        (each["id"], each["physicalLocation"]["region"]["startLine"])
        for each in result["relatedLocations"]
    ]
    assert places == [(0, 1), (1, 4)]


def test_an_accepted_risk_is_no_result() -> None:
    assert len(results_of(finding(at(3, 5), INFO), accepted=1)) == 1


def test_the_worst_come_first_and_what_is_beyond_the_limit_is_counted() -> None:
    findings = [finding(at(1, 1), INFO), finding(at(2, 1), ERROR), finding(at(3, 1), WARNING)]
    assert [each["level"] for each in results_of(*findings)] == ["error", "warning", "note"]
    run = run_of(*findings, limit=2)
    assert [each["level"] for each in run["results"]] == ["error", "warning"]
    (invocation,) = run["invocations"]
    (notice,) = invocation["toolExecutionNotifications"]
    assert notice["message"]["text"].startswith("1 more result left out")
    assert run_of(*findings)["invocations"][0]["toolExecutionNotifications"] == []


def test_the_limit_is_that_of_github() -> None:
    many = [finding(at(n, 1)) for n in range(1, 25_003)]
    content = json.loads(sarif.render(report(*many), catalog()))
    assert len(content["runs"][0]["results"]) == 25_000


def marks(*findings: Finding, accepted: int = 0) -> list[str]:
    results = results_of(*findings, accepted=accepted)
    return [each["partialFingerprints"]["primaryLocationLineHash"] for each in results]


def test_a_fingerprint_survives_moved_lines_and_list_items() -> None:
    def found(line: int, item: int) -> Finding:
        pointer = ("customers", item, "id")
        return finding(at(line, 5), entity="tills", kind="Service", pointer=pointer)

    assert marks(found(3, 0)) == marks(found(30, 4))


def test_fingerprints_differ_by_what_a_finding_is_about() -> None:
    about: list[dict[str, Any]] = [
        {},
        {"entity": "other"},
        {"kind": "Component"},
        {"customer": "shops"},
        {"metric": "availability"},
        {"pointer": ("owner",)},
        {"rule": "no-customer"},
    ]
    base = {"entity": "tills", "kind": "Service"}
    found = [finding(at(n, 1), **{**base, **each}) for n, each in enumerate(about, 1)]
    assert len(set(marks(*found))) == len(about)


def test_equal_findings_have_fingerprints_of_their_own() -> None:
    assert len(set(marks(finding(at(1, 1)), finding(at(2, 1))))) == 2


@pytest.mark.parametrize(
    ("file", "artifact"),
    [
        ("a b/ä:c%.yaml", {"uri": "a%20b/%C3%A4%3Ac%25.yaml", "uriBaseId": "%SRCROOT%"}),
        ("/else where/a.yaml", {"uri": "file:///else%20where/a.yaml"}),
    ],
)
def test_a_file_is_an_address(file: str, artifact: dict[str, str]) -> None:
    (result,) = results_of(finding(at(1, 1, file=file)))
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == artifact


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("Write `{id: db}`.", "Write `{{id: db}}`."),
        ("[Click](https://evil.example)", "[Click] (https://evil.example)"),
        ("\x1b[2J\u202e", "\\x1b[2J\\u202e"),
    ],
)
def test_nothing_in_a_message_is_a_placeholder_or_a_link(message: str, text: str) -> None:
    (result,) = results_of(finding(at(1, 1), message=message))
    assert result["message"]["text"] == text


@given(st.text(min_size=1), st.text(min_size=1), st.text(min_size=1))
def test_whatever_a_catalog_says_the_report_keeps_its_shape(
    file: str, message: str, note: str
) -> None:
    related = (Related(at(1, 1), note),)
    (result,) = results_of(finding(at(1, 1, file=f"x{file}"), message=message, related=related))
    text = result["message"]["text"]
    assert text.count("](") == 1
    assert text.endswith("](0)")
