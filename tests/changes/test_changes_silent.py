"""What is written otherwise and means the same is no change."""

import pytest
from changes.telling import AROUND, CATALOG, EMAIL, changes, compared, email, state
from twoview.changes.prose import reflowed

TEAM = "kind: Team\nid: desk\nname: Desk\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("requires: [filter, server-a]", "requires: [server-a, filter]"),
        ("requires: [filter]", "requires: [{id: filter, failure: stops, share: 1}]"),
        (
            "requires: [{any_of: [server-a, server-b]}]",
            "requires: [{any_of: [server-b, server-a], need: 1, share: 1}]",
        ),
        ("outcomes: [sell, meet]", "outcomes: [meet, sell]"),
        ("tags: [a, b]", "tags: [b, a]"),
        (
            "customers: [{id: office, relationship: service}, {id: shops, relationship: service}]",
            "customers: [{id: shops, relationship: service}, {id: office, relationship: service}]",
        ),
        (
            "customers: [{id: office, relationship: service, outcomes: [sell, meet]}]",
            "customers: [{id: office, relationship: service, outcomes: [meet, sell]}]",
        ),
        (
            "links: [{title: A, url: 'https://a.example'}, {title: B, url: 'https://b.example'}]",
            "links: [{title: B, url: 'https://b.example'}, {title: A, url: 'https://a.example'}]",
        ),
        (
            "accepts: [{rule: no-customer, reason: A., until: 2027-01-01}, "
            "{rule: no-outcome, reason: B., until: 2027-01-01}]",
            "accepts: [{rule: no-outcome, reason: B., until: 2027-01-01}, "
            "{rule: no-customer, reason: A., until: 2027-01-01}]",
        ),
        ("commitments: {change_within: 60m}", "commitments: {change_within: 1h}"),
        ("commitments: {availability: 99.9%}", "commitments: {availability: 99.90%}"),
        (
            "commitments: {availability: 99.9%}",
            "commitments: {availability: 99.9%, availability_period: month}",
        ),
        (
            "commitments: {restore_within: {P1: 1h, P2: 2h}}",
            "commitments: {restore_within: {P2: 120m, P1: 60m}}",
        ),
        (
            "commitments: {restore_within: 2h}",
            "commitments: {restore_within: {P1: 2h, P2: 2h, P3: 2h, P4: 2h}}",
        ),
        (
            "commitments: {capacity: {amount: 400, unit: orders}}",
            "commitments: {capacity: {amount: '400.0', unit: orders}}",
        ),
        ("cost: {amount: 100, per: month}", "cost: {amount: 1200, per: year}"),
        ("cost: {amount: 100, per: month}", "cost: {amount: '100.00', per: month}"),
        ("description: One two.", "description: >-\n  One\n  two."),
        (
            "when_it_fails: |\n  One\n  two.\n\n  Three.",
            "when_it_fails: |\n  One two.\n\n\n  Three.",
        ),
        ("x-cost-center: '1'", ""),
        ("commitments: {}\nrequires: []\ncustomers: []", ""),
    ],
)
def test_a_service_written_otherwise_has_not_changed(before: str, after: str) -> None:
    assert email(before, after) == []
    assert email(after, before) == []


def test_where_and_how_an_entity_stands_makes_no_difference() -> None:
    lines = EMAIL.splitlines()
    quoted = "# A comment\nsummary: \"Write to anyone.\"\nname: 'Email'\n"
    usual = "\n".join(line for line in lines if line[:4] not in ("summ", "name"))
    assert changes(EMAIL, f"{quoted}{usual}\n") == []
    single = "kind: Team\nid: desk\nname: Desk\nchange_within: 1d\n"
    listed = "teams:\n  - {change_within: 1d, name: Desk, id: desk}\n"
    assert changes(single, listed) == []


def test_defaults_that_are_written_out_are_no_change() -> None:
    server = "kind: Component\nid: disk\nname: Disk\ntype: storage\nteam: systems\n"
    assert changes(server, f"{server}status: live\nmonitored: false\nfailure_domains: []\n") == []
    explicit = "priorities: [P1, P2, P3, P4]\nreview_every: 1w358d\ncontract_notice: 90d\n"
    assert compared(state(CATALOG, AROUND), state(CATALOG + explicit, AROUND)) == []


def test_failure_domains_and_words_have_no_order() -> None:
    server = "kind: Component\nid: disk\nname: Disk\ntype: storage\nteam: systems\n"
    assert changes(f"{server}failure_domains: [a, b]\n", f"{server}failure_domains: [b, a]\n") == []
    first, second = (state(f"{CATALOG}vocabulary: [{words}]\n") for words in ("A, B", "B, A"))
    assert compared(first, second) == []


def test_a_schedule_by_name_is_the_same_as_its_hours() -> None:
    spelled = f"{TEAM}hours: Mon-Fri 08:00-18:00 Europe/Helsinki\n"
    assert changes(f"{TEAM}hours: office\n", spelled) == []


# Markdown


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a\nb", "a b"),
        ("a\n b", "a  b"),
        ("a  \n", "a"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("- a\n  b\n- c", "- a b\n- c"),
        ("a\n**b** c\n_d_", "a **b** c _d_"),
        ("1. a\n   b", "1. a b"),
        ("# a\n\nb\nc", "# a\n\nb c"),
    ],
)
def test_line_breaks_inside_a_paragraph_say_nothing(one: str, other: str) -> None:
    assert reflowed(one) == reflowed(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a\n\nb", "a b"),
        ("a  \nb", "a b"),
        ("a\\\nb", "a\\ b"),
        ("# a\nb", "# a b"),
        ("- a\n- b", "- a - b"),
        ("> a\nb", "> a\n\nb"),
        ("a\n---", "a ---"),
        ("a\n* * *", "a * * *"),
        ("| a |\n| b |", "| a | | b |"),
        ("```\na\nb\n```", "```\na b\n```"),
        ("~~~\n```\na\nb\n~~~", "~~~\n```\na b\n~~~"),
        ("    a\n    b", "    a b"),
        ("a\n\n- b\n    - c", "a\n\n- b\n- c"),
    ],
)
def test_line_breaks_that_make_blocks_are_kept(one: str, other: str) -> None:
    assert reflowed(one) != reflowed(other)
