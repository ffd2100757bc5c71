from datetime import date

import pytest
from catalogs import (
    CATALOG,
    INVERTED,
    SERVER,
    SHOPPERS,
    SHOPS,
    TILLS,
    accepting,
    checked,
    found,
    messages,
    settings,
)


def test_a_waiver_silences_until_the_very_day_and_not_a_day_longer() -> None:
    service = TILLS + accepting("no-outcome", "2026-07-01")
    on_the_day = checked(service, today=date(2026, 7, 1))
    day_after = checked(service, today=date(2026, 7, 2))
    assert [each.finding.rule for each in on_the_day.accepted] == ["no-outcome"]
    assert not {"no-outcome", "waiver-expired"} & {each.rule for each in on_the_day.findings}
    assert not day_after.accepted
    assert {"no-outcome", "waiver-expired"} <= {each.rule for each in day_after.findings}
    assert "waiver-unused" not in {each.rule for each in day_after.findings}


def test_an_accepted_finding_keeps_its_reason() -> None:
    (accepted,) = checked(TILLS + accepting("no-outcome")).accepted
    assert accepted.waiver.reason == "As agreed."
    assert accepted.finding.problem.entity == "tills"


def test_of_several_waivers_the_first_that_still_holds_counts() -> None:
    untils = ("2026-06-30", "2026-12-31", "2027-12-31")
    entries = "".join(accepting("no-outcome", until).removeprefix("accepts:\n") for until in untils)
    (accepted,) = checked(f"{TILLS}accepts:\n{entries}").accepted
    assert accepted.waiver.until == date(2026, 12, 31)


def test_an_expired_waiver_says_until_when_and_why() -> None:
    text = messages("waiver-expired", TILLS + accepting("no-outcome", "2026-06-30"))
    assert text == "`no-outcome` was accepted until 2026-06-30: As agreed. That day has passed."


def test_a_waiver_with_nothing_to_silence_is_unused_even_after_its_day() -> None:
    service = TILLS + accepting("technical-words", "2026-06-30")
    assert messages("waiver-unused", service) == (
        "This silences nothing: `tills` has no finding of `technical-words`."
    )
    assert not found("waiver-expired", service)


def test_a_waiver_of_a_rule_that_is_off_is_unused() -> None:
    assert found("waiver-unused", settings(no_outcome="off"), TILLS + accepting("no-outcome"))


@pytest.mark.parametrize("rule", ["schema", "file-name", "waiver-expired", "waiver-unused"])
def test_a_rule_that_cannot_be_waived_is_not(rule: str) -> None:
    assert messages("waiver-unused", TILLS + accepting(rule)) == (
        f"`{rule}` cannot be accepted, so that this silences nothing."
    )


def test_a_waiver_of_an_error_of_the_files_family_changes_nothing() -> None:
    service = "# file: till.yaml\n" + TILLS + accepting("file-name")
    assert found("file-name", service)
    assert found("waiver-unused", service)


def test_a_waiver_on_one_entity_leaves_the_findings_of_others() -> None:
    other = TILLS.replace("tills", "handhelds")
    assert [
        each.problem.entity for each in found("no-outcome", TILLS + accepting("no-outcome"), other)
    ] == ["handhelds"]


def test_an_entity_of_another_kind_with_the_same_id_is_not_meant() -> None:
    component = SERVER.replace("till-server", "shops") + accepting("no-customer")
    assert found("waiver-unused", component, TILLS.replace("id: tills", "id: shop"))


PARTNERS = (
    "customers:\n"
    "  - {id: shops, relationship: partnership}\n"
    "  - {id: shoppers, relationship: partnership}\n"
)


def test_a_waiver_for_one_customer_leaves_the_others() -> None:
    service = TILLS + PARTNERS + accepting("partnership-without-outcome", customer="shops")
    (finding,) = found("partnership-without-outcome", service, SHOPS, SHOPPERS)
    assert finding.problem.customer == "shoppers"
    assert not found("waiver-unused", service, SHOPS, SHOPPERS)


def test_a_waiver_for_a_customer_without_the_finding_is_unused() -> None:
    service = TILLS + accepting("no-outcome", customer="shops")
    assert "for customer `shops`" in messages("waiver-unused", service, SHOPS)
    assert found("no-outcome", service, SHOPS)


def test_a_waiver_for_one_metric_leaves_the_others() -> None:
    service = TILLS + INVERTED + accepting("inverted-priorities", metric="respond_within")
    (finding,) = found("inverted-priorities", service)
    assert finding.problem.metric == "restore_within"


def test_a_waiver_on_the_catalog_accepts_findings_of_the_catalog() -> None:
    developers = SHOPS.replace("internal", "it")
    assert found("it-only-catalog", CATALOG, developers)
    assert not found("it-only-catalog", CATALOG + accepting("it-only-catalog"), developers)


OVERRIDDEN = (
    "customers:\n"
    "  - {id: shops, relationship: service, commitments: {respond_within: 1h}}\n"
    "  - {id: office, relationship: service, commitments: {respond_within: 1h}}\n"
)
SWAPPED = "commitments:\n  respond_within: {P1: 2h, P2: 1h}\n"


def test_what_every_customer_has_in_another_form_is_promised_to_nobody() -> None:
    assert not found("inverted-priorities", TILLS + OVERRIDDEN + SWAPPED)
    one_left = OVERRIDDEN.replace("{respond_within: 1h}}\n", "{change_within: 1d}}\n", 1)
    (left,) = found("inverted-priorities", TILLS + one_left + SWAPPED)
    assert left.problem.customer == "shops"


def test_what_only_one_customer_takes_from_the_service_can_be_accepted_for_them() -> None:
    one_left = OVERRIDDEN.replace("{respond_within: 1h}}\n", "{change_within: 1d}}\n", 1)
    waived = accepting("inverted-priorities", customer="shops")
    assert not found("inverted-priorities", TILLS + one_left + SWAPPED + waived)
    other = accepting("inverted-priorities", customer="office")
    assert found("inverted-priorities", TILLS + one_left + SWAPPED + other)


def test_an_unknown_customer_is_told_once() -> None:
    outcome = "kind: Outcome\nid: sell\nname: Sell\ncustomers: [shops]\n"
    service = TILLS + "customers:\n  - {id: shopz, relationship: service, outcomes: [sell]}\n"
    assert found("unknown-reference", service, SHOPS, outcome)
    assert not found("outcome-of-other-customer", service, SHOPS, outcome)


def test_a_waiver_whose_limit_is_misspelled_accepts_nothing() -> None:
    service = TILLS + SWAPPED + accepting("inverted-priorities", metric="respond")
    assert found("inverted-priorities", service)
    assert found("schema", service)


def test_a_rule_without_which_files_would_vanish_cannot_be_turned_off() -> None:
    (told,) = found("schema", settings(unsafe_yaml="off"))
    assert "cannot be turned off" in told.problem.message
