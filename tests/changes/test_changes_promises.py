"""What is promised, told as it changes: to whom, in which direction, for which priority."""

import pytest
from changes.telling import AROUND, CATALOG, EMAIL, changes, compared, email, state, texts

OFFICE = "customers: [{{id: office, relationship: service, commitments: {{{}}}}}]"


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        (
            "availability: 99.5%",
            "availability: 99.9%",
            "promised availability raised from 99.5% to 99.9%",
        ),
        (
            "availability: 99.9%",
            "availability: 99.5%",
            "promised availability lowered from 99.9% to 99.5%",
        ),
        (
            "restore_within: 4h",
            "restore_within: 2h",
            "promised restore time shortened from 4h to 2h",
        ),
        (
            "respond_within: 15m",
            "respond_within: 1h",
            "promised response time lengthened from 15m to 1h",
        ),
        (
            "recovery_time: 4h",
            "recovery_time: 2h",
            "promised recovery time shortened from 4h to 2h",
        ),
        (
            "recovery_point: 5m",
            "recovery_point: 1h",
            "promised recovery point lengthened from 5m to 1h",
        ),
        ("change_within: 5d", "change_within: 3d", "promised change time shortened from 5d to 3d"),
        ("", "change_within: 5d", "newly promised: change within 5d"),
        ("change_within: 5d", "", "no more promised: change within 5d"),
        ("", "availability: 99.9%", "newly promised: availability 99.9%"),
        (
            "",
            "availability: 99.9%, availability_period: quarter",
            "newly promised: availability 99.9% by the quarter",
        ),
        (
            "availability: 99.9%",
            "availability: 99.9%, availability_period: quarter",
            "promised availability now measured by the quarter instead of the month",
        ),
        (
            "",
            "restore_within: {P1: 2h, P2: 8h}",
            "newly promised: restore within P1 2h, P2 8h",
        ),
        (
            "capacity: {amount: 400, unit: orders an hour}",
            "capacity: {amount: 1200, unit: orders an hour}",
            "promised capacity raised from 400 orders an hour to 1,200 orders an hour",
        ),
        (
            "capacity: {amount: 400, unit: orders}",
            "capacity: {amount: 40, unit: users}",
            "promised capacity changed from 400 orders to 40 users",
        ),
        (
            "hours: office",
            "hours: 24x7",
            "promised service hours extended from Mon–Fri 08:00–18:00 (Europe/Helsinki) "
            "to around the clock",
        ),
        (
            "hours: office",
            "",
            "promised service hours extended from Mon–Fri 08:00–18:00 (Europe/Helsinki) "
            "to around the clock",
        ),
        (
            "",
            "support_hours: office",
            "newly promised: support hours Mon–Fri 08:00–18:00 (Europe/Helsinki)",
        ),
        (
            "maintenance: nights",
            "maintenance: Sun 02:00-05:00 Europe/Helsinki",
            "promised maintenance window shortened from Sun 01:00–05:00 (Europe/Helsinki) "
            "to Sun 02:00–05:00 (Europe/Helsinki)",
        ),
    ],
)
def test_a_promise_to_all_is_told_in_one_sentence(before: str, after: str, text: str) -> None:
    (change,) = email(f"commitments: {{{before}}}", f"commitments: {{{after}}}")
    assert change.text == text
    assert (change.key, change.topic) == (("Service", "email"), "promise")
    assert change.path[0] == "commitments"
    assert not change.inward


def test_a_promise_to_a_customer_names_the_customer() -> None:
    (change,) = email(OFFICE.format("availability: 99.5%"), OFFICE.format("availability: 99.9%"))
    assert change.text == "availability promised to Office raised from 99.5% to 99.9%"
    assert change.path == ("customers", "office", "commitments", "availability")
    assert (change.before, change.after) == ("99.5%", "99.9%")
    assert (change.topic, change.inward) == ("promise", False)


def test_what_a_customer_is_promised_anew_or_no_more_is_stated() -> None:
    (gone,) = email(OFFICE.format("change_within: 5d"), OFFICE.format(""))
    assert gone.text == "no more promised to Office: change within 5d"
    assert (gone.before, gone.after) == ("5d", None)
    (come,) = email(OFFICE.format(""), OFFICE.format("availability: 99.9%"))
    assert come.text == "newly promised to Office: availability 99.9%"


def test_times_by_priority_are_compared_for_each_priority() -> None:
    before = OFFICE.format("restore_within: {P1: 4h, P2: 8h, P3: 1d}")
    after = OFFICE.format("restore_within: {P1: 2h, P2: 8h, P4: 5d}")
    found = email(before, after)
    assert texts(found) == [
        "restore time promised to Office for P1 shortened from 4h to 2h",
        "no more promised to Office: restore within 1d for P3",
        "newly promised to Office: restore within 5d for P4",
    ]
    assert found[0].path == ("customers", "office", "commitments", "restore_within", "P1")
    assert (found[0].before, found[0].after) == ("4h", "2h")


def test_a_plain_time_that_becomes_one_by_priority_is_told_where_it_differs() -> None:
    found = email(
        "commitments: {restore_within: 4h}",
        "commitments: {restore_within: {P1: 2h, P2: 4h, P3: 4h}}",
    )
    assert texts(found) == [
        "promised restore time for P1 shortened from 4h to 2h",
        "no more promised: restore within 4h for P4",
    ]


def test_a_plain_time_is_for_the_priorities_of_the_catalog() -> None:
    own = CATALOG + "priorities: [urgent, other]\n"
    plain = state(own, EMAIL + "commitments: {restore_within: 4h}\n", TEAMS)
    mapped = state(own, EMAIL + "commitments: {restore_within: {urgent: 4h, other: 4h}}\n", TEAMS)
    assert compared(plain, mapped) == []
    without = [{k: e for k, e in each.items() if k[0] != "Catalog"} for each in (plain, mapped)]
    assert compared(*without) == []


TEAMS = "teams: [{id: systems, name: Shop systems}]\n"


# Promises to all, and a customer's own


def test_what_is_promised_to_all_is_told_once_and_not_for_each_customer() -> None:
    customers = OFFICE.format("change_within: 5d")
    found = email(
        f"commitments: {{availability: 99.5%}}\n{customers}",
        f"commitments: {{availability: 99.9%}}\n{customers}",
    )
    assert texts(found) == ["promised availability raised from 99.5% to 99.9%"]


def test_where_a_customer_has_an_own_promise_the_one_to_all_is_in_general() -> None:
    customers = OFFICE.format("availability: 99.9%")
    found = email(
        f"commitments: {{availability: 98%}}\n{customers}",
        f"commitments: {{availability: 99%}}\n{customers}",
    )
    assert texts(found) == ["availability promised in general raised from 98% to 99%"]


def test_an_own_promise_that_only_repeats_what_is_promised_to_all_changes_nothing() -> None:
    general = "commitments: {availability: 99.9%, restore_within: {P1: 2h}}\n"
    plain = general + OFFICE.format("")
    assert email(plain, general + OFFICE.format("availability: 99.90%")) == []
    assert email(general + OFFICE.format("restore_within: {P1: 120m}"), plain) == []


def test_an_own_promise_that_is_dropped_leaves_the_one_to_all() -> None:
    general = "commitments: {availability: 99.5%}\n"
    (change,) = email(general + OFFICE.format("availability: 99.9%"), general + OFFICE.format(""))
    assert change.text == "availability promised to Office lowered from 99.9% to 99.5%"


def test_a_promise_that_moves_to_the_customer_is_no_change_for_the_customer() -> None:
    found = email(
        "commitments: {availability: 99.9%}\n" + OFFICE.format(""),
        OFFICE.format("availability: 99.9%"),
    )
    assert texts(found) == ["no more promised in general: availability 99.9%"]


def test_a_partner_has_only_promises_of_its_own() -> None:
    general = "commitments: {availability: 99.9%}\n"
    partner = OFFICE.replace("service", "partnership")
    found = email(general + partner.format(""), general + partner.format("availability: 99.9%"))
    assert texts(found) == ["newly promised to Office: availability 99.9%"]


# Hours


@pytest.mark.parametrize(
    "same",
    [
        "Mon-Fri 08:00-18:00 Europe/Helsinki",
        "Mon,Tue,Wed,Thu,Fri 08:00-18:00 Europe/Helsinki",
        "Mon-Thu 08:00-18:00 Europe/Helsinki; Fri 08:00-18:00 Europe/Helsinki",
        "Mon-Fri 13:00-18:00 Europe/Helsinki; Mon-Fri 08:00-13:00 Europe/Helsinki",
    ],
)
def test_the_same_hours_written_otherwise_are_no_change(same: str) -> None:
    for field in ("hours", "support_hours", "maintenance"):
        assert (
            email(f"commitments: {{{field}: office}}", f"commitments: {{{field}: '{same}'}}") == []
        )


def test_every_hour_of_the_week_is_around_the_clock_in_any_zone() -> None:
    for same in ("Mon-Sun 00:00-24:00 UTC", "Mon-Sun 00:00-24:00 Asia/Tokyo"):
        assert email("commitments: {hours: 24x7}", f"commitments: {{hours: '{same}'}}") == []
    assert email("", "commitments: {hours: 24x7}") == []


def test_hours_in_another_zone_are_other_hours() -> None:
    (change,) = email(
        "commitments: {hours: office}",
        "commitments: {hours: 'Mon-Fri 08:00-18:00 Europe/Athens'}",
    )
    assert change.text.endswith("to Mon–Fri 08:00–18:00 (Europe/Athens)")
    assert (change.before, change.after) == ("office", "Mon-Fri 08:00-18:00 Europe/Athens")


LATER = CATALOG.replace("08:00-18:00", "08:00-20:00")
EXTENDED = (
    "extended from Mon–Fri 08:00–18:00 (Europe/Helsinki) to Mon–Fri 08:00–20:00 (Europe/Helsinki)"
)


def test_a_schedule_that_changes_under_its_name_is_told_at_the_catalog_and_where_it_is_named() -> (
    None
):
    service = EMAIL + "commitments: {support_hours: office}\n"
    schedule, support = compared(state(service, TEAMS), state(LATER, service, TEAMS))
    assert schedule.text == f"schedule office {EXTENDED}"
    assert schedule.path == ("schedules", "office")
    assert support.text == f"promised support hours {EXTENDED} (schedule office)"
    assert support.path == ("commitments", "support_hours")
    assert support.before == "Mon-Fri 08:00-18:00 Europe/Helsinki"
    assert support.after == "Mon-Fri 08:00-20:00 Europe/Helsinki"
    assert not schedule.inward
    assert not support.inward


def test_a_schedule_is_told_at_teams_suppliers_and_components_that_name_it() -> None:
    inside = (
        "teams: [{id: helpers, name: Helpers, hours: office}]\n",
        "suppliers: [{id: carrier, name: Carrier, hours: office}]\n",
        "components:\n  - {id: a, name: A, type: server, team: helpers, "
        "targets: {maintenance: office}}\n",
    )
    found = compared(state(*inside), state(LATER, *inside))
    assert [(each.kind, each.topic, each.text) for each in found if each.kind != "Catalog"] == [
        ("Component", "target", f"maintenance window {EXTENDED} (schedule office)"),
        ("Supplier", "target", f"hours {EXTENDED} (schedule office)"),
        ("Team", "target", f"hours {EXTENDED} (schedule office)"),
    ]
    assert all(each.inward for each in found)


def test_a_customer_with_hours_of_its_own_is_told_of_their_schedule() -> None:
    service = EMAIL + OFFICE.format("hours: office") + "\n"
    _, change = compared(state(service, AROUND), state(LATER, service, AROUND))
    assert change.text == f"service hours promised to Office {EXTENDED} (schedule office)"


@pytest.mark.parametrize(
    ("after", "verb"),
    [
        ("Mon-Fri 09:00-16:00", "shortened"),
        ("Mon-Sat 08:00-18:00", "extended"),
        ("Mon-Fri 09:00-19:00", "changed"),
    ],
)
def test_hours_are_shortened_or_extended_where_one_holds_the_other(after: str, verb: str) -> None:
    (change,) = email(
        "commitments: {hours: office}", f"commitments: {{hours: '{after} Europe/Helsinki'}}"
    )
    assert change.text.startswith(f"promised service hours {verb} from Mon–Fri 08:00–18:00")


def test_a_schedule_that_no_service_promises_is_not_for_customers() -> None:
    later = CATALOG.replace("08:00-18:00", "08:00-20:00")
    (change,) = changes(EMAIL, EMAIL) or compared(state(TEAMS), state(later, TEAMS))
    assert change.inward
