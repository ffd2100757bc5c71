"""Periods, redundancy and maintenance: where a promise and the inside speak of different things."""

import pytest
from catalogs import SHOPPERS, SHOPS, TEAM, found, messages
from twoview.rules.samples import email, server

PAIR = "- any_of: [one, two]"


def yearly(period: str, own: str = "year", availability: str = "99.5%") -> str:
    return email(
        f"availability: 90%\navailability_period: {period}",
        server(f"availability: {availability}\navailability_period: {own}"),
    )


@pytest.mark.parametrize(
    ("period", "own", "share"),
    [
        ("month", "year", "94%"),
        ("quarter", "year", "98%"),
        ("month", "quarter", "98.5%"),
        ("year", "year", ""),
        ("year", "month", ""),
        ("quarter", "month", ""),
    ],
)
def test_a_shorter_period_than_that_of_a_figure_comes_to_less(
    period: str, own: str, share: str
) -> None:
    text = messages("availability-window", yearly(period, own))
    assert bool(text) == bool(share)
    assert f"one {period} can come to {share}" in text or not share


def test_a_figure_of_100_percent_allows_no_worse_month() -> None:
    assert not found("availability-window", yearly("month", availability="100%"))


def test_the_window_is_told_beside_the_verdict_and_changes_nothing_in_it() -> None:
    service = yearly("month").replace("availability: 90%", "availability: 99.5%")
    assert found("availability-window", service)
    assert not found("availability-short", service)


def test_the_place_of_a_period_is_where_the_figure_is_stated() -> None:
    service = yearly("month").replace("team: workplace", "supplier: host")
    service = service.replace("availability: 99.5%\n      availability_period: year", "hours: 24x7")
    supplier = (
        "kind: Supplier\nid: host\nname: Host\navailability: 99%\navailability_period: year\n"
    )
    (finding,) = found("availability-window", service, supplier)
    (place,) = finding.problem.related
    assert place.text == "`host` states its `availability_period` here."
    assert place.location.line == 5


def members(*domains: str, requires: str = PAIR, promise: str = "availability: 98%") -> str:
    parts = [
        server("availability: 99%", ident, domain)
        for ident, domain in zip(("one", "two"), domains or ("", ""), strict=True)
    ]
    return email(promise, *parts, requires=requires)


def test_a_group_is_told_once_with_what_declaring_would_give() -> None:
    other = members(requires="- email").split("---\n")[0].replace("id: email", "id: post")
    (finding,) = found("undeclared-redundancy", members(), other)
    assert finding.problem.message == (
        "Of `one` and `two` only 1 may count, since not all of them declare what can take them "
        "down. If they did, and shared nothing, `email` would come to 99.99% instead of 99%, and "
        "1 more would gain."
    )
    assert (finding.problem.entity, finding.problem.pointer) == ("email", ("requires", 0))
    assert len(finding.problem.related) == 2


@pytest.mark.parametrize(
    "service",
    [
        members("failure_domains: [a]", "failure_domains: [b]"),
        members("failure_domains: [a]", "failure_domains: [a]"),
        members(requires="- {any_of: [one, two], need: 2}"),
        members(promise="change_within: 5d"),
        members().replace("status: live", "status: retired"),
    ],
    ids=["declared", "sharing", "all needed", "no availability promised", "retired"],
)
def test_a_group_that_would_gain_nothing_by_a_declaration_is_left_alone(service: str) -> None:
    assert not found("undeclared-redundancy", service)


def test_one_silent_member_is_enough_and_is_named() -> None:
    (finding,) = found("undeclared-redundancy", members("failure_domains: [a]", ""))
    assert [each.text for each in finding.problem.related] == ["`two` declares no failure domain."]


def test_a_service_can_declare_no_failure_domain_and_is_not_asked_to() -> None:
    post = members(requires="- two").split("---\n")[0].replace("id: email", "id: post")
    assert not found("undeclared-redundancy", members(requires="- any_of: [one, post]"), post)


def maintained(when: str, hours: str = "", announced: str = "") -> str:
    stated = {"hours": hours, "maintenance": announced}
    fields = "".join(f"\n{name}: {text}" for name, text in stated.items() if text)
    return email(f"availability: 99%{fields}", server(f"maintenance: {when}"))


@pytest.mark.parametrize(
    ("when", "hours", "announced", "is_told"),
    [
        ("Sun 01:00-03:00 UTC", "", "", True),
        ("Sun 01:00-03:00 UTC", "", "Sun 00:00-04:00 UTC", False),
        ("Sun 01:00-03:00 UTC", "", "Sun 01:00-02:59 UTC", True),
        ("Sun 01:00-03:00 UTC", "Mon-Sat 00:00-24:00 UTC", "", False),
        ("Sun 01:00-03:00 UTC", "Sun 03:00-09:00 UTC", "", False),
        ("Sun 01:00-03:00 UTC", "Sun 02:00-09:00 UTC", "Sun 02:00-03:00 UTC", False),
        ("Sun 01:00-03:00 UTC", "Sun 03:00-09:00 Europe/Helsinki", "", True),
        # The same in winter; in summer an hour earlier by the clock of the world.
        ("Sun 01:00-03:00 UTC", "", "Sun 03:00-05:00 Europe/Helsinki", True),
    ],
)
def test_maintenance_stays_out_of_the_hours_or_is_announced(
    when: str, hours: str, announced: str, is_told: bool
) -> None:
    assert bool(found("maintenance-outside-window", maintained(when, hours, announced))) == is_told


def test_unannounced_maintenance_is_told_where_it_could_be_announced() -> None:
    (finding,) = found("maintenance-outside-window", maintained("Sun 01:00-03:00 UTC", "24x7"))
    assert finding.problem.pointer == ("commitments", "hours")
    assert finding.problem.message == (
        "`email` is promised around the clock, and stands still in that time for the maintenance "
        "of `mail-server` (Sun 01:00-03:00 UTC); none is announced."
    )


def test_maintenance_is_held_against_what_each_customer_was_told() -> None:
    service = maintained("Sun 01:00-03:00 UTC", announced="Sun 01:00-03:00 UTC").replace(
        "commitments:",
        "customers:\n  - {id: shops, relationship: service}\n  - id: shoppers\n"
        "    relationship: service\n    commitments: {maintenance: Sat 01:00-03:00 UTC}\n"
        "commitments:",
        1,
    )
    (finding,) = found("maintenance-outside-window", service, SHOPS, SHOPPERS, TEAM)
    assert finding.problem.customer == "shoppers"
    assert finding.problem.pointer == ("customers", 1, "commitments", "maintenance")


def test_one_of_a_pair_is_maintained_without_being_missed() -> None:
    service = members("failure_domains: [a]", "failure_domains: [b]")
    service = service.replace("availability: 99%", "maintenance: Sun 01:00-03:00 UTC")
    assert not found("maintenance-outside-window", service)


def test_a_service_that_requires_nothing_stands_still_in_its_own_maintenance() -> None:
    outer = email("availability: 99%", requires="- post").split("---\n")[0]
    post = email("maintenance: Sun 01:00-03:00 UTC", requires="[]").split("---\n")[0]
    post = post.replace("id: email", "id: post").replace("requires:\n  []", "requires: []")
    assert "`post` (Sun" in messages("maintenance-outside-window", outer, post)


def test_who_was_promised_no_time_at_all_counts_no_maintenance() -> None:
    service = maintained("Sun 01:00-03:00 UTC").replace("availability: 99%", "change_within: 5d")
    assert not found("maintenance-outside-window", service)
