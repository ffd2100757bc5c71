import pytest
from catalogs import SHOPPERS, SHOPS, accepting, found, messages
from twoview.finding import Finding
from twoview.rules.samples import database, email, server

OFFICE = "hours: Mon-Fri 09:00-17:00 UTC"
PAIR = "- any_of: [mail-north, mail-south]"


def only(rule: str, *parts: str) -> Finding:
    (finding,) = found(rule, *parts)
    return finding


def fix(rule: str, *parts: str) -> str:
    return only(rule, *parts).problem.fix or ""


def pair(promise: str, domains: tuple[str, str] = ("", ""), availability: str = "99%") -> str:
    members = (
        server(f"availability: {availability}", f"mail-{side}", domain)
        for side, domain in zip(("north", "south"), domains, strict=True)
    )
    return email(promise, *members, requires=PAIR)


def test_a_server_of_99_percent_under_an_email_service_of_99_9_is_told_with_its_repairs() -> None:
    finding = only("availability-short", email("availability: 99.9%", server("availability: 99%")))
    assert finding.problem.message == (
        "`email` promises an availability of 99.9%; what can be kept is 99%. "
        "Weakest: `mail-server` (99%)."
    )
    assert finding.problem.fix == "Run `mail-server` at 99.9%; or promise 99.0%."
    assert [each.text for each in finding.problem.related] == [
        "`mail-server` states its `availability` here."
    ]
    assert (finding.problem.location.file, finding.problem.location.line) == ("email.yaml", 9)


def test_two_hours_over_a_team_with_office_hours_are_told_for_every_priority_at_once() -> None:
    service = email("restore_within: 2h", server("restore_within: 2h"), team=OFFICE)
    finding = only("restore-short", service)
    assert finding.problem.message == (
        "`email` promises to be back within 2h for every priority; what can be kept is 66h. "
        "Slowest: `mail-server` (2h, Mon-Fri 09:00-17:00 UTC)."
    )
    assert finding.problem.fix == (
        "Have `mail-server` (team `workplace`) attended to in all of the customer's hours (24x7); "
        "or promise 66h."
    )


def test_a_percentage_has_as_many_decimals_as_it_takes_to_tell_it_from_the_promise() -> None:
    parts = (server("availability: 99.95%", "one"), server("availability: 99.99%", "two"))
    assert "is 99.940005%." in messages("availability-short", email("availability: 99.95%", *parts))
    close = email("availability: 99.9999999%", server("availability: 99.99999989%"))
    assert "of 99.9999999%; what can be kept is 99.99999989%." in messages(
        "availability-short", close
    )


REPAIRED = [
    (
        "availability-short",
        email("availability: 99.9%", server("availability: 99%")),
        "Run `mail-server` at 99.9%; or promise 99.0%.",
        {"availability: 99%": "availability: 99.9%"},
        {"availability: 99.9%": "availability: 99.0%"},
    ),
    (
        "availability-short",
        pair("availability: 99.95%"),
        "Declare the failure domains of `mail-north` and `mail-south`, which gives 99.99%; "
        "or promise 99.00%.",
        {"targets:": "failure_domains: [{name}]\n    targets:"},
        {"99.95%": "99.00%"},
    ),
    (
        "restore-short",
        email("restore_within: 2h", server("restore_within: 3h"), team=OFFICE),
        "Agree on a `restore_within` of 2h or less for `mail-server` (team `workplace`), and have "
        "`mail-server` (team `workplace`) attended to in all of the customer's hours (24x7); "
        "or promise 67h.",
        {"restore_within: 3h": "restore_within: 2h\n      hours: 24x7"},
        {"restore_within: 2h": "restore_within: 67h"},
    ),
    (
        "respond-short",
        email("respond_within: 2h", server("{}"), team=f"respond_within: 3h\n{OFFICE}"),
        "Agree on a `respond_within` of 2h or less for team `workplace`, and have team "
        "`workplace` at work in all of the customer's hours (24x7); or promise 67h.",
        {"respond_within: 3h": "respond_within: 2h", OFFICE: "hours: 24x7"},
        {"respond_within: 2h": "respond_within: 67h"},
    ),
    (
        "recovery-time-short",
        email("recovery_time: 4h", server("recovery_time: 8h")),
        "Promise 8h.",
        {"recovery_time: 8h": "recovery_time: 4h"},
        {"recovery_time: 4h": "recovery_time: 8h"},
    ),
    (
        "recovery-point-short",
        email("recovery_point: 1h", database("recovery_point: 24h")),
        "Agree on a `recovery_point` of 1h or less for `mailboxes` (team `workplace`); "
        "or promise 1d.",
        {"recovery_point: 24h": "recovery_point: 1h"},
        {"recovery_point: 1h": "recovery_point: 1d"},
    ),
    (
        "change-short",
        email("change_within: 5d", server("change_within: 10d")),
        "Agree on a `change_within` of 5d or less for `mail-server` (team `workplace`); "
        "or promise 10d.",
        {"change_within: 10d": "change_within: 5d"},
        {"change_within: 5d": "change_within: 10d"},
    ),
    (
        "capacity-short",
        email("capacity: {amount: 5000, unit: a}", server("capacity: {amount: 400, unit: a}")),
        "Agree on a `capacity` of 5,000 a or more for `mail-server` (team `workplace`); "
        "or promise 400 a.",
        {"amount: 400": "amount: 5000"},
        {"amount: 5000": "amount: 400"},
    ),
]


@pytest.mark.parametrize(("rule", "service", "advice", "inside", "outside"), REPAIRED)
def test_each_repair_that_a_finding_proposes_repairs(
    rule: str, service: str, advice: str, inside: dict[str, str], outside: dict[str, str]
) -> None:
    assert fix(rule, service) == advice
    for replacements in (inside, outside):
        repaired = service
        for old, new in replacements.items():
            assert old in repaired
            first, *others = repaired.split(old)
            repaired = first + "".join(
                new.format(name=f"hall-{number}") + other for number, other in enumerate(others)
            )
        assert not found(rule, repaired)


def test_where_a_figure_is_missing_that_figure_comes_first() -> None:
    parts = (server("availability: 99%"), server("hours: 24x7", "relay"))
    assert fix("availability-short", email("availability: 99.9%", *parts)) == (
        "Agree on the `availability` of `relay` (team `workplace`) first."
    )


def test_narrow_members_of_a_group_are_left_to_the_best_promise() -> None:
    lanes = [server("capacity: {amount: 5, unit: a}", f"lane-{each}") for each in "xyz"]
    requires = "- {any_of: [lane-x, lane-y, lane-z], need: 2}"
    service = email("capacity: {amount: 12, unit: a}", *lanes, requires=requires)
    assert fix("capacity-short", service) == "Promise 10 a."


def test_a_chain_is_told_from_the_bottom_up() -> None:
    disk = server("recovery_time: 2h", "disk")
    app = server("recovery_time: 1h", "app", "requires: [disk]")
    service = email("recovery_time: 2h", app, disk, requires="- app")
    assert "is 3h. Longest chain: `disk` (2h) → `app` (1h)." in messages(
        "recovery-time-short", service
    )


CUSTOMERS = """\
customers:
  - id: shops
    relationship: service
  - id: shoppers
    relationship: service
    commitments:
      availability: 99.99%
      restore_within:
        P1: 1h
        P2: 4h
"""


def served(promise: str, *parts: str, **more: str) -> tuple[str, str, str]:
    """Return the sample with two customers, the second of whom is promised more."""
    service = email(promise, *parts, **more)
    return service.replace("commitments:", f"{CUSTOMERS}commitments:", 1), SHOPS, SHOPPERS


def test_each_customer_has_a_finding_at_the_value_that_was_promised_to_them() -> None:
    findings = found(
        "availability-short", *served("availability: 99.9%", server("availability: 99%"))
    )
    told = [(each.problem.customer, each.problem.pointer) for each in findings]
    assert told == [
        ("shoppers", ("customers", 1, "commitments", "availability")),
        ("shops", ("commitments", "availability")),
    ]
    assert {each.problem.metric for each in findings} == {"availability"}


def test_a_promise_by_priority_is_found_at_its_priority() -> None:
    findings = found("restore-short", *served("change_within: 1d", server("restore_within: 2h")))
    assert [each.problem.pointer[-1] for each in findings] == ["P1"]
    assert "promises `shoppers` to be back within 1h for P1; what" in findings[0].problem.message


def test_only_the_priorities_that_fall_short_of_a_plain_duration_are_named() -> None:
    service = email(
        "restore_within: 4h", server("restore_within: {P1: 2h, P2: 6h, P3: 9h, P4: 4h}")
    )
    assert "within 4h for P2 and P3; what can be kept is 6h for P2; 9h for P3." in messages(
        "restore-short", service
    )


def test_a_wait_is_told_in_the_hours_that_the_customer_counts() -> None:
    service = email(
        "restore_within: 1h\nhours: Mon-Fri 09:00-18:00 UTC",
        server("restore_within: 1h"),
        team=OFFICE,
    )
    assert "is 2h in the customer's hours." in messages("restore-short", service)


def test_a_waiver_names_the_customer_and_the_metric() -> None:
    service, *customers = served("availability: 99.9%", server("availability: 99%"))
    waiver = accepting("availability-short", customer="shops", metric="availability")
    waived = service.replace("commitments:", f"{waiver}commitments:", 1)
    waived = service.replace("\nrequires:", f"\n{waiver}requires:", 1)
    assert [each.problem.customer for each in found("availability-short", waived, *customers)] == [
        "shoppers"
    ]


@pytest.mark.parametrize(("status", "count"), [("proposed", 1), ("retiring", 1), ("retired", 0)])
def test_promises_count_until_a_service_is_retired(status: str, count: int) -> None:
    service = email("availability: 99.9%", server("availability: 99%"))
    assert len(found("availability-short", service.replace("live", status))) == count


def test_who_has_not_agreed_to_what_is_named() -> None:
    supplied = server("{}", "relay").replace("team: workplace", "supplier: post")
    service = email("availability: 99%", server("availability: 99.5%"), supplied)
    finding = only("availability-unbacked", service)
    assert finding.problem.message == (
        "`email` promises an availability of 99%, but nobody has agreed on `availability` for "
        "`relay` (supplier `post`). At best it is 99.5%."
    )
    assert finding.problem.fix == (
        "Agree on an `availability` of 99.5% or more for `relay` (supplier `post`)."
    )
    kept = service.replace("targets:\n      {}", "targets:\n      availability: 99.5%")
    assert not found("availability-unbacked", kept)


def test_a_missing_time_is_told_apart_from_missing_hours() -> None:
    parts = (server("restore_within: {P1: 1h}", "one"), server("restore_within: 1h", "two"))
    service = email("restore_within: {P2: 4h}", *parts, team="contact: us")
    assert (
        "nobody has agreed on `restore_within` for `one` (team `workplace`), or on `hours` for "
        "`two` (team `workplace`)."
    ) in messages("restore-unbacked", service)


def test_a_service_that_requires_nothing_is_backed_by_nobody() -> None:
    service = email("availability: 99%", requires="  []").replace(
        "requires:\n    []", "requires: []"
    )
    service = service.replace("components:\n---\n", "")
    assert "it requires nothing" in messages("availability-unbacked", service)
    assert "`requires:`" in fix("availability-unbacked", service)


def test_what_the_catalog_does_not_have_has_agreed_to_nothing() -> None:
    service = email("availability: 99%", server("availability: 99%"), requires="- relay")
    assert "`relay` (not in the catalog)" in messages("availability-unbacked", service)
