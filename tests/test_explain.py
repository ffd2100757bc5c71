"""Explanations: whole, true to what the engine found, and safe for whatever a catalog holds."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from catalogs import Golden
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle.catalogs import HOURS, catalog_texts
from twoview.examples import files_of
from twoview.explain import Block, Lines, Section, Table, explain
from twoview.explain.moment import worst_moment
from twoview.explain.odds import at_least
from twoview.explain.words import either, percent, some
from twoview.judged import Judged
from twoview.load import load, load_folder
from twoview.promises.clock import longest_wait
from twoview.report.explain import text
from twoview.values import Duration, Schedule

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 7, 1)
OFFICE = Schedule.parse("Mon-Fri 09:00-17:00 Europe/Helsinki")
ALWAYS = Schedule()
TRAVEL = """\
kind: Service
id: travel
name: Travel
status: live
audience: internal
owner: desk
summary: Get there.
"""
DESK = "kind: Team\nid: desk\nname: Desk\n"


@pytest.fixture(scope="module")
def ferries() -> Judged:
    return Judged(load_folder(ROOT / "tests" / "cases" / "promises"), TODAY)


def estate(*parts: str) -> Judged:
    files = files_of("---\n".join(("kind: Catalog\nname: Store\n", DESK, *parts)))
    return Judged(load(files, "catalog.yaml"), TODAY)


def explained(found: Judged, ident: str) -> dict[str, Section]:
    return {each.title: each for each in explain(found, found.catalog.services[ident])}


def words(section: Section) -> str:
    """Return all that a section says, without its form."""
    return "\n".join(piece for block in section.blocks for piece in pieces(block))


def pieces(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield from (" | ".join(row) for row in (block.head, *block.rows))
    elif isinstance(block, Lines):
        yield from (item for _, item in block.items)
    else:
        yield block


def component(ident: str, more: str) -> str:
    name = ident.capitalize().replace("-", " ")
    return f"kind: Component\nid: {ident}\nname: {name}\ntype: server\nteam: desk\n{more}\n"


# The whole


def test_a_whole_explanation(ferries: Judged, golden: Golden) -> None:
    service = ferries.catalog.services["tickets"]
    golden("explain-tickets.txt", text(service, explain(ferries, service), 100))


def test_an_explanation_fits_the_terminal(ferries: Judged) -> None:
    service = ferries.catalog.services["tickets"]
    assert max(map(len, text(service, explain(ferries, service), 80).splitlines())) <= 80


@given(catalog_texts())
@settings(deadline=None, max_examples=60)
def test_every_service_of_every_catalog_is_explained_with_its_verdicts(catalog: str) -> None:
    found = Judged(load(files_of(catalog), "catalog.yaml"), TODAY)
    for service in found.catalog.services.values():
        told = text(service, explain(found, service), 100)
        for judgement in found.judgements_of.get(service.id, ()):
            assert judgement.verdict in told


@given(catalog_texts())
@settings(deadline=None, max_examples=60)
def test_the_last_product_is_what_can_be_kept(catalog: str) -> None:
    found = Judged(load(files_of(catalog), "catalog.yaml"), TODAY)
    for service in found.catalog.services.values():
        section = explained(found, service.id).get("Availability")
        if section:
            table = next(each for each in section.blocks if isinstance(each, Table))
            shares = [
                each.achievable
                for each in found.judgements_of[service.id]
                if each.promise.metric == "availability"
            ]
            assert table.rows[-1][2] in {percent(Fraction(each or 0)) for each in shares}


def test_every_service_of_the_example_is_explained() -> None:
    found = Judged(load_folder(ROOT / "services"), TODAY)
    for service in found.catalog.services.values():
        assert explain(found, service)[0].title == "What is promised"


def test_accepted_risks_are_told_until_their_day() -> None:
    accepts = "accepts:\n" + "".join(
        f"  - {{rule: {rule}, reason: {reason}, until: {until}}}\n"
        for rule, reason, until in (
            ("availability-short", "For now.", "2026-07-01"),
            ("restore-short", "Gone.", "2026-06-30"),
            ("no-outcome", "Unrelated.", "2026-12-31"),
        )
    )
    found = estate(f"{TRAVEL}commitments: {{availability: 99%}}\n{accepts}")
    told = words(explained(found, "travel")["What is promised"]).splitlines()
    assert told[-2:] == [
        "This is known, and accepted for a time:",
        "availability-short, until 2026-07-01: For now.",
    ]


# What it needs


def test_each_part_is_opened_once() -> None:
    found = estate(
        f"{TRAVEL}requires: [one, other]\n",
        component("one", "requires: [shared]"),
        component("other", "requires: [shared]"),
        component("shared", "requires: [bottom]"),
        component("bottom", ""),
    )
    assert words(explained(found, "travel")["What it needs"]).splitlines()[1:] == [
        "One (server run by Desk)",
        "Shared (server run by Desk)",
        "Bottom (server run by Desk)",
        "Other (server run by Desk)",
        "Shared: see above",
    ]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("", "", "which count as 1: no failure domains are declared"),
        ("failure_domains: [x]", "", "which count as 1: Other declares no failure domain"),
        ("failure_domains: [x]", "failure_domains: [x]", "which count as 1: they share x"),
        ("failure_domains: [x]", "failure_domains: [y]", "which fail independently"),
    ],
)
def test_it_is_said_why_a_group_counts_as_it_does(one: str, other: str, why: str) -> None:
    found = estate(
        f"{TRAVEL}requires: [{{any_of: [one, other]}}]\n",
        component("one", one),
        component("other", other),
    )
    assert why in words(explained(found, "travel")["What it needs"])


def test_a_group_with_a_service_in_it_cannot_declare_anything() -> None:
    found = estate(
        f"{TRAVEL}requires: [{{any_of: [one, ghost]}}]\n", component("one", "failure_domains: [x]")
    )
    assert "ghost can declare no failure domains" in words(
        explained(found, "travel")["What it needs"]
    )


def test_what_only_makes_it_worse_is_named_and_left_out() -> None:
    found = estate(
        f"{TRAVEL}requires: [one, {{id: other, failure: degrades}}]\n",
        component("one", ""),
        component("other", ""),
    )
    told = words(explained(found, "travel")["What it needs"])
    assert "It goes on, less well, without Other: left out of what follows." in told
    assert "Other (server" not in told


# Availability


def test_shared_parts_are_counted_once_and_it_is_said(ferries: Judged) -> None:
    found = estate(
        f"{TRAVEL}commitments: {{availability: 99%}}\nrequires: [one, other]\n",
        component("one", "targets: {availability: 99.9%}\nrequires: [shared]"),
        component("other", "targets: {availability: 99.9%}\nrequires: [shared]"),
        component("shared", "targets: {availability: 99.5%}"),
    )
    told = words(explained(found, "travel")["Availability"])
    assert "Shared | 99.5% | 99.5% | counted once, though One and Other need it" in told
    assert "Other | 99.9% | 99.301099% |" in told


def test_groups_over_shared_parts_are_told_case_by_case(ferries: Judged) -> None:
    told = words(explained(ferries, "tickets")["Availability"])
    for part in (
        "They share Hall east and Hall west, so the cases are told apart:",
        "Hall east and Hall west up (99.0025% of the time): 100% − 1% × 1% = 99.99% each, both "
        "99.980001%",
        "Hall east up, Hall west down (0.4975% of the time): 99% each, both 98.01%",
        "In all: 99.0025% × 99.980001% + 0.4975% × 98.01% + 0.4975% × 98.01% = 99.957899%",
    ):
        assert part in told


def test_a_figure_that_is_missing_is_said_to_be(ferries: Judged) -> None:
    found = estate(
        f"{TRAVEL}commitments: {{availability: 99%}}\nrequires: [one, other]\n",
        component("one", "targets: {availability: 99.5%}"),
        component("other", ""),
    )
    sections = explained(found, "travel")
    told = words(sections["Availability"])
    assert "Other | 100% | 99.5% | nobody has agreed on a figure" in told
    assert "Were they 0%, it would be 0%." in told
    assert words(sections["What nobody has agreed to"]).endswith(
        "Desk: availability, for Other. On it hangs: Availability."
    )


def test_all_groups_that_are_told_step_by_step_add_up(ferries: Judged) -> None:
    """Where a recount would not come to the engine's figure, a mere summary would be told."""
    told = words(explained(ferries, "tickets")["Availability"])
    assert "over all cases of these being up or down" not in told


def test_too_many_shared_parts_are_summed_up() -> None:
    rooms = [f"room-{number}" for number in range(4)]
    found = estate(
        f"{TRAVEL}commitments: {{availability: 90%}}\nrequires: [top]\n",
        component(
            "top",
            "targets: {availability: 99.9%}\nrequires:\n  - any_of: [a, b]\n  - any_of: [c, d]\n",
        ),
        *(
            component(
                ident,
                f"targets: {{availability: 99%}}\nfailure_domains: [{ident}]\n"
                f"requires: [{', '.join(rooms[:2] if ident in 'ac' else rooms[2:])}]",
            )
            for ident in "abcd"
        ),
        *(component(room, "targets: {availability: 99.5%}") for room in rooms),
    )
    told = words(explained(found, "travel")["Availability"])
    assert "over all cases of these being up or down: A 99%, B 99%," in told


@given(st.lists(st.fractions(0, 1), min_size=1, max_size=4), st.integers(0, 5))
def test_the_chance_of_enough_parts_is_that_of_all_their_states(
    shares: list[Fraction], need: int
) -> None:
    expected = Fraction(0)
    for state in range(2 ** len(shares)):
        up = [bool(state >> place & 1) for place in range(len(shares))]
        chance = Fraction(1)
        for share, is_up in zip(shares, up, strict=True):
            chance *= share if is_up else 1 - share
        expected += chance * (sum(up) >= need)
    assert at_least(need, shares) == expected


# Waiting


@given(
    st.integers(1, 14 * 86400),
    st.sampled_from(HOURS[1:]).map(Schedule.parse),
    st.sampled_from(HOURS[1:]).map(Schedule.parse),
)
@settings(deadline=None)
def test_the_worst_moment_is_as_bad_as_the_longest_wait(
    work: int, provider: Schedule, customer: Schedule
) -> None:
    moment = worst_moment(work, provider, customer)
    assert moment.seconds == longest_wait(work, provider, customer)
    assert moment.fails <= moment.begins <= moment.done


@pytest.mark.parametrize(
    ("work", "provider", "customer", "told"),
    [
        (
            4 * 3600,
            OFFICE,
            ALWAYS,
            "At worst it fails just after Friday 17:00: work begins on Monday at 09:00 and is done "
            "on Monday at 13:00 (Europe/Helsinki). By the customer's clock that is 68 hours.",
        ),
        (
            12 * 3600,
            ALWAYS,
            OFFICE,
            "At worst it fails just after Monday 09:00: work begins at once and is done on Monday "
            "at 21:00 (Europe/Helsinki). By the customer's clock that is 8 hours.",
        ),
        (
            80 * 3600,
            OFFICE,
            OFFICE,
            "At worst it fails just after Monday 09:00: work begins at once, is interrupted "
            "outside hours, and is done on Monday at 09:00, 14 days later (Europe/Helsinki). By "
            "the customer's clock that is 80 hours.",
        ),
    ],
)
def test_the_worst_moment_is_told_in_words(
    work: int, provider: Schedule, customer: Schedule, told: str
) -> None:
    assert worst_moment(work, provider, customer).told() == told


def test_nothing_to_wait_for_is_said(ferries: Judged) -> None:
    found = estate(
        f"{TRAVEL}commitments: {{restore_within: {{P1: 1h}}}}\n"
        "requires: [{any_of: [one, other]}]\n",
        component("one", "failure_domains: [x]"),
        component("other", "failure_domains: [y]"),
    )
    told = words(explained(found, "travel")["Restoring service"])
    assert "there is nothing to wait for" in told
    assert "The longest wait is 0s: kept." in told


def test_a_team_without_times_is_named(ferries: Judged) -> None:
    found = estate(f"{TRAVEL}commitments: {{respond_within: {{P1: 1h}}}}\n")
    told = words(explained(found, "travel")["Responding"])
    assert "Desk: no time agreed; they work in hours that nobody has stated." in told
    assert "It hangs on Desk, where nobody has agreed: unbacked." in told


# Services without arithmetic


def test_a_service_that_requires_nothing_is_told_to_say_what_it_runs_on(ferries: Judged) -> None:
    sections = explained(ferries, "payments")
    assert "Availability" not in sections
    assert "does not say what this service runs on" in words(sections["What nobody has agreed to"])


def test_a_service_in_a_circle_is_told_which(ferries: Judged) -> None:
    sections = explained(ferries, "circles")
    assert "Availability" not in sections
    assert "in a circle, which has to be opened first: Circles and Round trip." in words(
        sections["What it needs"]
    )


def test_a_retired_service_promises_nothing(ferries: Judged) -> None:
    retired = TRAVEL.replace("live", "retired")
    found = estate(f"{retired}commitments: {{availability: 99%}}\n")
    assert "retired" in words(explained(found, "travel")["What is promised"])


def test_a_service_without_commitments_promises_nothing(ferries: Judged) -> None:
    assert "no commitments" in words(explained(estate(TRAVEL), "travel")["What is promised"])


# Words


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        ("0.999", "99.9%"),
        ("0.99940005", "99.940005%"),
        ("0.9998999999", "99.989999%"),
        ("0.000000001", "less than 0.000001%"),
        ("0", "0%"),
        ("1", "100%"),
    ],
)
def test_a_share_never_looks_better_than_it_is(share: str, shown: str) -> None:
    assert percent(Fraction(share)) == shown


@pytest.mark.parametrize(
    ("seconds", "short", "long"),
    [
        (0, "0s", "0 seconds"),
        (90, "1m30s", "1 minute 30 seconds"),
        (3600, "1h", "1 hour"),
        (68 * 3600, "68h", "68 hours"),
        (5400, "1h30m", "1 hour 30 minutes"),
    ],
)
def test_working_hours_are_not_told_in_days(seconds: int, short: str, long: str) -> None:
    assert (Duration(seconds).in_hours(), Duration(seconds).hours_in_words()) == (short, long)


def test_durations_are_cut_to_two_units() -> None:
    assert [Duration(each).rough().words() for each in (45, 3_661, 93_784)] == [
        "45 seconds",
        "1 hour 1 minute",
        "1 day 2 hours",
    ]


def test_figures_that_are_the_same_for_all_priorities_are_told_once() -> None:
    assert either({"P1": "1h", "P2": "1h"}) == "1h"
    assert either({"P1": "1h", "P2": "4h"}) == "1h (P1), 4h (P2)"


def test_long_lists_are_cut_and_counted() -> None:
    assert some(["a", "b", "c"]) == "a, b and c"
    assert some(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more"
