import pytest
from catalogs import RULES, TILLS, found, places, settings
from twoview.examples import files_of, marks_of
from twoview.finding import Rule, Severity
from twoview.rules import FAMILIES

TABLE = {
    "files": "invalid-yaml! duplicate-key! unsafe-yaml! schema! duplicate-id! file-name!",
    "references": "unknown-reference! dependency-cycle! requires-retired! "
    "live-requires-proposed! outcome-of-other-customer! unused-component",
    "promises": "availability-short! restore-short! respond-short! recovery-time-short! "
    "recovery-point-short! change-short! capacity-short! availability-unbacked restore-unbacked "
    "respond-unbacked recovery-time-unbacked recovery-point-unbacked change-unbacked "
    "capacity-unbacked availability-window undeclared-redundancy support-hours-uncovered! "
    "maintenance-outside-window! inverted-priorities",
    "outward": "supporting-with-customers! audience-mismatch! no-outcome unserved-outcome "
    "no-customer unused-supporting-service service-without-commitments "
    "partnership-with-commitments partnership-without-outcome utility-without-failure-note "
    "it-only-catalog technical-words?",
    "inward": "component-without-targets no-support-hours unmonitored-single-point "
    "target-beyond-need?",
    "lifecycle": "retiring-with-consumers contract-ends review-overdue? recovery-test-overdue? "
    "waiver-expired! waiver-unused?",
    "cost": "cost-over-price cost-without-currency!",
}
SIGNS = {"!": Severity.ERROR, "?": Severity.INFO}
EXPECTED = {
    word.rstrip("!?"): (family, SIGNS.get(word[-1], Severity.WARNING))
    for family, words in TABLE.items()
    for word in words.split()
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_bad_example_has_findings_at_its_marks_and_nowhere_else(rule: Rule) -> None:
    files = files_of(rule.bad)
    marks = sorted(marks_of(files, rule.name))
    assert marks
    assert places(found(rule.name, rule.bad)) == marks


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_good_example_has_no_finding(rule: Rule) -> None:
    assert not found(rule.name, rule.good)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_says_what_it_is_about_and_why(rule: Rule) -> None:
    assert rule.summary.endswith(".")
    assert len(rule.summary) <= 80
    assert len(rule.rationale) > 60
    assert (rule.family, rule.severity) == EXPECTED[rule.name]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_finding_of_an_example_helps_its_author(rule: Rule) -> None:
    for finding in found(rule.name, rule.bad):
        problem = finding.problem
        assert problem.message.endswith((".", "?"))
        assert problem.location.line <= problem.location.end_line
        if rule.family != "files":
            assert problem.entity
            assert problem.kind


def test_each_rule_of_the_table_is_there() -> None:
    assert RULES.keys() == EXPECTED.keys()
    assert set(FAMILIES) == TABLE.keys()


def test_only_rules_about_files_and_waivers_cannot_be_waived() -> None:
    fixed = {rule.name for rule in RULES.values() if not rule.waivable}
    files = {rule.name for rule in RULES.values() if rule.family == "files"}
    assert fixed == files | {"waiver-expired", "waiver-unused"}


@pytest.mark.parametrize("severity", ["error", "warning", "info"])
def test_catalog_changes_the_severity_of_a_rule(severity: str) -> None:
    (finding,) = found("no-outcome", settings(no_outcome=severity), TILLS)
    assert finding.severity == severity


def test_catalog_turns_a_rule_off() -> None:
    assert not found("no-outcome", settings(no_outcome="off"), TILLS)


def test_an_unknown_rule_in_the_settings_is_an_unknown_reference() -> None:
    (finding,) = found("unknown-reference", settings(no_outcomes="off"))
    assert finding.problem.message == ("There is no rule `no-outcomes`. Did you mean `no-outcome`?")
    assert finding.problem.fix == "Write `no-outcome`."
    assert finding.problem.location.line == 4
