"""What is required, what teams and suppliers state, and who runs what, told as it changes."""

import pytest
from changes.telling import AROUND, EMAIL, changes, compared, email, state, texts
from estates import service
from twoview.model import Group

GROUP = "requires: [{{any_of: [{}], need: {}}}]"


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("", "requires: [filter]", "now requires Mail filter"),
        ("requires: [filter]", "", "no longer requires Mail filter"),
        (
            "",
            "requires: [{id: filter, failure: degrades}]",
            "now runs worse without Mail filter",
        ),
        (
            "requires: [filter]",
            "requires: [{id: filter, failure: degrades}]",
            "Mail filter now only degrades it (was: stops it)",
        ),
        (
            "requires: [{id: filter, failure: degrades}]",
            "requires: [filter]",
            "Mail filter now stops it (was: only degrades it)",
        ),
        (
            GROUP.format("server-a, server-b", 1),
            GROUP.format("server-a, server-b, server-c", 1),
            "Server C added to the group of Server A and Server B, of which 1 is needed",
        ),
        (
            GROUP.format("server-a, server-b, server-c", 2),
            GROUP.format("server-a, server-b", 2),
            "Server C removed from the group with Server A and Server B, of which 2 are needed",
        ),
        (
            GROUP.format("server-a, server-b", 1),
            GROUP.format("server-a, server-b, server-c", 2),
            "now needs 2 of Server A, Server B, Server C (was 1 of Server A, Server B)",
        ),
        (
            GROUP.format("server-a, server-b", 1),
            GROUP.format("server-a, server-b", 2),
            "now needs 2 of Server A and Server B instead of 1",
        ),
        (
            GROUP.format("server-a, server-b", 1),
            GROUP.format("server-b, server-c", 1),
            "now needs 1 of Server B, Server C (was 1 of Server A, Server B)",
        ),
        (
            "requires: [server-a]",
            GROUP.format("server-a, server-b", 1),
            "now needs 1 of Server A, Server B (was Server A alone)",
        ),
        (
            GROUP.format("server-a, server-b", 1),
            "requires: [{id: server-b, failure: degrades}]",
            "now needs Server B only to run well (was 1 of Server A, Server B)",
        ),
        ("", GROUP.format("server-a, server-b", 1), "now needs 1 of Server A, Server B"),
        (GROUP.format("server-a, server-b", 1), "", "no longer needs 1 of Server A, Server B"),
    ],
)
def test_what_is_required_is_told_by_names(before: str, after: str, text: str) -> None:
    (change,) = email(before, after)
    assert change.text == text
    assert (change.topic, change.inward) == ("structure", True)


def test_a_path_into_requires_has_ids() -> None:
    (entry,) = email("requires: [filter]", "requires: [{id: filter, failure: degrades}]")
    assert entry.path == ("requires", "filter", "failure")
    assert (entry.before, entry.after) == ("stops", "degrades")
    (group,) = email("", GROUP.format("server-b, server-a", 1))
    assert group.path == ("requires", "server-a,server-b")
    assert (group.before, group.after) == (None, {"any_of": ["server-b", "server-a"]})


def test_the_share_of_a_cost_is_about_cost() -> None:
    (change,) = email("requires: [filter]", "requires: [{id: filter, share: 2.5}]")
    assert change.text == "share of the cost of Mail filter raised from 1 to 2.5"
    assert (change.topic, change.path) == ("cost", ("requires", "filter", "share"))
    assert (change.before, change.after) == (1, "2.5")
    group = "requires: [{{any_of: [server-b, server-a], share: {}}}]"
    (change,) = email(group.format(3), group.format(1))
    assert change.text == "share of the cost of Server A and Server B lowered from 3 to 1"


def test_an_entry_that_becomes_a_group_keeps_its_share_in_view() -> None:
    found = email("requires: [server-a]", "requires: [{any_of: [server-a, server-b], share: 2}]")
    assert texts(found) == [
        "now needs 1 of Server A, Server B (was Server A alone)",
        "share of the cost of Server A and Server B raised from 1 to 2",
    ]


def test_a_group_is_the_one_with_which_it_has_most_members_in_common() -> None:
    found = email(
        "requires: [{any_of: [server-a, server-b]}, {any_of: [filter, server-c]}]",
        "requires: [{any_of: [server-c, filter], need: 2}, "
        "{any_of: [server-a, server-b, server-c]}]",
    )
    assert texts(found) == [
        "now needs 2 of Mail filter and Server C instead of 1",
        "Server C added to the group of Server A and Server B, of which 1 is needed",
    ]


def test_lists_that_nobody_writes_by_hand_are_compared_in_no_time() -> None:
    many = ({"any_of": ("one", f"{side}-{number}")} for side in "ab" for number in range(2_000))
    groups = [Group(**each) for each in many]
    sides = [service("a", *each) for each in (groups[:2_000], groups[2_000:])]
    found = compared(*({("Service", "a"): each} for each in sides))
    assert len(found) == 4_000


# Components

SERVER = "kind: Component\nid: mail\nname: Mail server\ntype: server\n"


@pytest.mark.parametrize(
    ("before", "after", "topic", "text"),
    [
        ("team: systems", "team: networks", "structure", "run by Networks instead of Shop systems"),
        (
            "team: systems",
            "supplier: northlight",
            "structure",
            "run by supplier Northlight Cloud instead of Shop systems",
        ),
        (
            "supplier: northlight",
            "team: systems",
            "structure",
            "run by Shop systems instead of supplier Northlight Cloud",
        ),
        (
            "team: systems\ntargets: {availability: 99%}",
            "team: systems\ntargets: {availability: 99.5%}",
            "target",
            "availability target raised from 99% to 99.5%",
        ),
        (
            "team: systems",
            "team: systems\ntargets: {recovery_time: 4h}",
            "target",
            "new target: recovery time 4h",
        ),
        (
            "team: systems\ntargets: {restore_within: {P1: 2h, P2: 8h}}",
            "team: systems\ntargets: {restore_within: {P1: 1h, P2: 8h}}",
            "target",
            "restore time target for P1 shortened from 2h to 1h",
        ),
        (
            "team: systems\ntargets: {hours: office}",
            "team: systems\ntargets: {hours: 24x7}",
            "target",
            "hours extended from Mon–Fri 08:00–18:00 (Europe/Helsinki) to around the clock",
        ),
        (
            "team: systems",
            "team: systems\ntargets: {hours: 24x7}",
            "target",
            "new target: hours around the clock",
        ),
        (
            "team: systems\nfailure_domains: [room-1, room-2]",
            "team: systems\nfailure_domains: [room-3, room-2]",
            "structure",
            "failure domains added: room-3; removed: room-1",
        ),
        ("team: systems", "team: systems\nmonitored: true", "structure", "monitored now"),
        ("team: systems\nmonitored: true", "team: systems", "structure", "no longer monitored"),
        (
            "team: systems",
            "team: systems\nrecovery_tested: 2026-10-25",
            "structure",
            "recovery tested on 2026-10-25",
        ),
        (
            "team: systems\nreviewed: 2026-01-25",
            "team: systems\nreviewed: 2026-10-25",
            "text",
            "reviewed on 2026-10-25 (before: 2026-01-25)",
        ),
        (
            "team: systems",
            "team: systems\nstatus: retiring",
            "lifecycle",
            "retiring now (was live)",
        ),
    ],
)
def test_a_component_tells_its_changes_inwards(
    before: str, after: str, topic: str, text: str
) -> None:
    (change,) = changes(f"{SERVER}{before}\n", f"{SERVER}{after}\n")
    assert (change.text, change.topic, change.inward) == (text, topic, True)


def test_the_type_of_a_component_is_told() -> None:
    kept = f"{SERVER}team: systems\n"
    assert texts(changes(kept, kept.replace("type: server", "type: platform"))) == [
        "type changed from server to platform"
    ]


# Teams and suppliers

SUPPLIER = "kind: Supplier\nid: cloud\nname: Cloud\n"
TEAM = "kind: Team\nid: desk\nname: Desk\n"


@pytest.mark.parametrize(
    ("kind", "before", "after", "topic", "text"),
    [
        (
            TEAM,
            "respond_within: 1h",
            "respond_within: 2h",
            "target",
            "response time lengthened from 1h to 2h",
        ),
        (TEAM, "", "restore_within: {P1: 2h}", "target", "now states restore within P1 2h"),
        (TEAM, "change_within: 5d", "", "target", "no longer states change within 5d"),
        (
            TEAM,
            "contact: desk@store.example",
            "contact: '#desk'",
            "text",
            "contact changed from desk@store.example to #desk",
        ),
        (
            SUPPLIER,
            "availability: 99%",
            "availability: 99.9%",
            "target",
            "availability raised from 99% to 99.9%",
        ),
        (
            SUPPLIER,
            "availability: 99%",
            "{availability: 99%, availability_period: year}"[1:-1].replace(", ", "\n"),
            "target",
            "availability now measured by the year instead of the month",
        ),
        (
            SUPPLIER,
            "contract: {reference: C-1, until: 2030-01-31}",
            "contract: {reference: C-1, until: 2031-01-31}",
            "lifecycle",
            "contract until 2031-01-31 instead of 2030-01-31",
        ),
        (
            SUPPLIER,
            "contract: {reference: C-1, until: 2030-01-31}",
            "contract: {reference: C-2, until: 2030-01-31}",
            "lifecycle",
            "contract C-2 instead of C-1",
        ),
        (
            SUPPLIER,
            "",
            "contract: {reference: C-1, until: 2030-01-31}",
            "lifecycle",
            "contract C-1 until 2030-01-31 added",
        ),
        (
            SUPPLIER,
            "contract: {until: 2030-01-31}",
            "",
            "lifecycle",
            "contract until 2030-01-31 removed",
        ),
        (SUPPLIER, "", "as_of: 2026-04-14", "target", "figures as of 2026-04-14"),
        (
            SUPPLIER,
            "source: https://cloud.example/a",
            "source: https://cloud.example/b",
            "target",
            "source of its figures is https://cloud.example/b instead of https://cloud.example/a",
        ),
    ],
)
def test_teams_and_suppliers_tell_their_figures_inwards(
    kind: str, before: str, after: str, topic: str, text: str
) -> None:
    (change,) = changes(f"{kind}{before}\n", f"{kind}{after}\n")
    assert (change.text, change.topic, change.inward) == (text, topic, True)


# Accepted risks


WAIVER = "accepts: [{{rule: availability-short, reason: '{}', until: {}{}}}]"


@pytest.mark.parametrize(
    ("before", "after", "text", "path"),
    [
        (
            "",
            WAIVER.format("A second server is ordered.", "2027-01-31", ""),
            "accepts the risk availability-short until 2027-01-31: A second server is ordered.",
            (),
        ),
        (
            WAIVER.format("Ordered.", "2027-01-31", ""),
            "",
            "no longer accepts the risk availability-short",
            (),
        ),
        (
            WAIVER.format("Ordered.", "2027-01-31", ""),
            WAIVER.format("Ordered.", "2027-06-30", ""),
            "accepts the risk availability-short until 2027-06-30 instead of 2027-01-31",
            ("until",),
        ),
        (
            WAIVER.format("Ordered.", "2027-01-31", ""),
            WAIVER.format("Ordered twice.", "2027-01-31", ""),
            "reason for accepting the risk availability-short reworded",
            ("reason",),
        ),
    ],
)
def test_an_accepted_risk_is_told_with_its_end(
    before: str, after: str, text: str, path: tuple[str, ...]
) -> None:
    (change,) = email(before, after)
    assert (change.text, change.topic, change.inward) == (text, "lifecycle", True)
    assert change.path == ("accepts", "availability-short", *path)


def test_a_risk_accepted_for_one_customer_is_another_one() -> None:
    found = email(
        WAIVER.format("Ordered.", "2027-01-31", ""),
        WAIVER.format("Ordered.", "2027-01-31", ", customer: shops, metric: availability"),
    )
    assert texts(found) == [
        "no longer accepts the risk availability-short",
        "accepts the risk availability-short for Shops, availability until 2027-01-31: Ordered.",
    ]
    assert found[1].path == ("accepts", "availability-short", "shops", "availability")


def test_all_that_a_service_says_inwards_is_marked() -> None:
    inward = "description: For the team.\ncost: {amount: 4, per: month}\nreviewed: 2026-01-01\n"
    for line in (*inward.splitlines(), "tags: [a]", "requires: [filter]"):
        (change,) = compared(state(AROUND, EMAIL), state(AROUND, f"{EMAIL}{line}\n"))
        assert change.inward
