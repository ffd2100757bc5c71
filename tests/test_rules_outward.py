import pytest
from catalogs import (
    CATALOG,
    INVERTED,
    SERVER,
    SHOPPERS,
    SHOPS,
    TEAM,
    TILLS,
    checked,
    found,
    messages,
)


def test_support_for_one_customer_is_held_against_the_teams_hours() -> None:
    service = TILLS + (
        "commitments: {support_hours: Mon-Fri 08:00-16:00 Europe/Helsinki}\n"
        "customers:\n  - id: shops\n    relationship: service\n"
        "    commitments: {support_hours: Mon-Sat 08:00-16:00 Europe/Helsinki}\n"
    )
    team = TEAM + "hours: Mon-Fri 08:00-16:00 Europe/Helsinki\n"
    (finding,) = found("support-hours-uncovered", service, team, SHOPS)
    assert finding.problem.customer == "shops"
    assert "Sat 08:00-16:00" in finding.problem.message


def test_a_team_around_the_clock_covers_everything() -> None:
    service = TILLS + "commitments: {support_hours: 24x7}\n"
    assert not found("support-hours-uncovered", service, TEAM + "hours: 24x7\n")
    assert found("support-hours-uncovered", service, TEAM + "hours: Mon 00:00-24:00 UTC\n")


@pytest.mark.parametrize("team", [TEAM, TEAM + "hours: nights\n", SHOPS])
def test_a_team_without_known_hours_is_not_accused(team: str) -> None:
    assert not found(
        "support-hours-uncovered", TILLS + "commitments: {support_hours: 24x7}\n", team
    )


def test_the_promises_of_what_is_retired_are_not_judged() -> None:
    retired = TILLS.replace("live", "retired") + INVERTED + "  support_hours: 24x7\n"
    assert not found("inverted-priorities", retired)
    assert not found("support-hours-uncovered", retired, TEAM + "hours: Mon 00:00-24:00 UTC\n")


def test_priorities_have_the_order_of_the_catalog() -> None:
    catalog = CATALOG + "priorities: [high, low]\n"
    service = TILLS + "commitments: {{restore_within: {{low: {}, high: {}}}}}\n"
    assert not found("inverted-priorities", catalog, service.format("8h", "4h"))
    assert found("inverted-priorities", catalog, service.format("4h", "8h"))


def test_equal_priorities_and_gaps_are_fine() -> None:
    service = TILLS + "commitments: {restore_within: {P1: 4h, P2: 4h, P4: 8h}}\n"
    assert not found("inverted-priorities", service)


def test_inverted_priorities_of_a_customer_name_the_customer() -> None:
    service = TILLS + (
        "customers:\n  - id: shops\n    relationship: utility\n"
        "    commitments: {respond_within: {P1: 2h, P3: 1h}}\n"
    )
    (finding,) = found("inverted-priorities", service, SHOPS)
    assert (finding.problem.customer, finding.problem.metric) == ("shops", "respond_within")


SERVED = "customers: [{id: shops, relationship: service}]\n"


@pytest.mark.parametrize(
    "rule",
    ["no-outcome", "no-customer", "service-without-commitments", "unused-supporting-service"],
)
def test_a_retired_service_owes_nothing(rule: str) -> None:
    for audience in ("internal", "supporting"):
        service = TILLS.replace("live", "retired").replace("internal", audience)
        assert not found(rule, service + (SERVED if audience == "internal" else ""), SHOPS)


@pytest.mark.parametrize("relationship", ["partnership", "utility"])
def test_a_retired_relation_owes_nothing(relationship: str) -> None:
    service = TILLS.replace("live", "retired") + SERVED.replace("service", relationship)
    rules = {each.rule for each in checked(service, SHOPS).findings}
    assert rules.isdisjoint({"partnership-without-outcome", "utility-without-failure-note"})


def test_an_external_service_may_have_customers_inside_and_outside() -> None:
    service = TILLS.replace("internal", "external") + (
        "customers: [{id: shops, relationship: service}, {id: shoppers, relationship: service}]\n"
    )
    assert not found("audience-mismatch", service, SHOPS, SHOPPERS)


def test_an_audience_that_cannot_be_read_accuses_nobody() -> None:
    for audience in ("audience: outside\n", ""):
        service = TILLS.replace("audience: internal\n", audience) + SERVED.replace(
            "shops", "shoppers"
        )
        assert found("schema", service, SHOPPERS)
        assert not found("audience-mismatch", service, SHOPPERS)


def test_an_outcome_that_only_a_retired_service_delivers_is_unserved() -> None:
    outcome = "kind: Outcome\nid: sell\nname: Sell what there is\ncustomers: [shops]\n"
    service = TILLS + "outcomes: [sell]\n"
    assert not found("unserved-outcome", service, outcome, SHOPS)
    assert found("unserved-outcome", service.replace("live", "retired"), outcome, SHOPS)


def test_only_customers_without_any_promise_are_named() -> None:
    service = TILLS + (
        "customers:\n  - {id: shops, relationship: service}\n"
        "  - {id: stores, relationship: service, commitments: {availability: 99%}}\n"
        "  - {id: partners, relationship: partnership}\n"
    )
    assert messages("service-without-commitments", service) == (
        "`tills` promises nothing to `shops`, who rely on it."
    )


def test_a_proposed_service_may_still_be_without_commitments() -> None:
    assert not found(
        "service-without-commitments", TILLS.replace("live", "proposed") + SERVED, SHOPS
    )


@pytest.mark.parametrize("status", ["proposed", "live", "retiring"])
def test_whatever_is_in_use_makes_a_supporting_service_used(status: str) -> None:
    supporting = TILLS.replace("internal", "supporting")
    consumer = f"{SERVER}status: {status}\nrequires: [tills]\n"
    assert not found("unused-supporting-service", supporting, consumer)


def test_a_catalog_without_customers_is_not_called_it_only() -> None:
    assert not found("it-only-catalog", CATALOG, TEAM)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Take payments over the POS gateway.", "“POS”"),
        ("Take payments at the point of sale (POS).", ""),
        ("Runs on till-server.", "“till-server”"),
        ("Runs on the till server.", "“Till server”"),
        ("Open until 9 PM, all is OK.", ""),
        ("Ask HR about the VPN.", "“VPN”"),
        ("Pay in EUR.", ""),
    ],
)
def test_words_that_only_it_understands_are_found(text: str, words: str) -> None:
    catalog = CATALOG + "currency: EUR\nvocabulary: [hr]\n"
    service = TILLS.replace("Take payments at the till.", text)
    message = messages("technical-words", catalog, service, SERVER)
    assert message.partition(" in a text")[0] == words


def test_words_in_a_vocabulary_that_cannot_be_read_are_left_alone() -> None:
    catalog = f'# file: catalog.yaml\n{CATALOG}vocabulary: [POS]\ndescription: "open\n'
    service = TILLS.replace("payments", "POS payments over VPN")
    assert messages("technical-words", catalog, service).startswith("“VPN” in")
