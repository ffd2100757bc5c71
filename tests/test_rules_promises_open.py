"""A promise is not judged where a file that could not be taken up whole may change the verdict."""

import pytest
from catalogs import CATALOG, TODAY, accepting, found
from twoview.estate import Estate
from twoview.examples import files_of
from twoview.load import load
from twoview.rules.samples import email, server

SHORT = email("availability: 99.9%", server("availability: 99%"))
OPEN = email("availability: 99.9%", server("{}"))
BROKEN = '# file: broken.yaml\nname: "Open\n'


def estate(*parts: str) -> Estate:
    return Estate(load(files_of("---\n".join(parts)), "catalog.yaml"), TODAY)


def test_what_stands_beneath_in_a_file_with_a_fault_is_not_called_too_weak() -> None:
    faulty = SHORT.replace("type: server", "type: server\n    failure_domain: [hall]")
    assert found("schema", faulty)
    assert not found("availability-short", faulty)


def test_a_service_in_a_file_with_a_fault_is_not_judged() -> None:
    assert not found("availability-short", SHORT.replace("status: live", "status: lively"))


def test_a_fault_in_a_file_that_nothing_beneath_stands_in_changes_nothing() -> None:
    other = "kind: Customer\nid: office\nname: Office\nboundary: inside\n"
    assert found("schema", SHORT, other)
    assert found("availability-short", SHORT, other)
    assert found("availability-short", SHORT, BROKEN)


@pytest.mark.parametrize("name", ["mail-server", "mail-server-2"])
def test_a_node_that_an_unread_file_may_define_is_not_called_unagreed(name: str) -> None:
    service = email("availability: 99%", server("availability: 99%", "x"), requires="- mail-server")
    unread = f'# file: broken.yaml\nid: {name}\nname: "Open\n'
    assert bool(found("availability-unbacked", service, unread)) == (name == "mail-server-2")


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("id: hall", True),
        ("id:\n  'hall'", True),
        ("id: id: hall", True),
        ("id: hall-north", False),
        ("id: north-hall", False),
        ("void: hall", False),
        ("id: x hall", False),
    ],
)
def test_a_file_that_cannot_be_read_may_define_the_ids_that_it_names(text: str, may: bool) -> None:
    unread = estate(f'# file: broken.yaml\n{text}\nname: "Open\n')
    assert unread.may_define("hall") == may


@pytest.mark.parametrize(
    ("text", "may"),
    [("[hall]", True), ("hall: 1", True), ("hall-north", False), ("halls", False)],
)
def test_a_file_that_cannot_be_read_may_say_something_about_a_whole_id(
    text: str, may: bool
) -> None:
    assert estate(f'# file: broken.yaml\n{text}\nname: "Open\n').may_mention("hall") == may


def test_a_file_that_is_read_whole_leaves_nothing_open() -> None:
    whole = estate(SHORT)
    assert not whole.may_define("mail-server")
    assert not whole.may_mention("mail-server")
    assert not whole.unsettled_with_runners


def test_an_unread_team_may_have_agreed_but_makes_nothing_shorter() -> None:
    promises = "restore_within: 1h\navailability: 99.9%"
    service = email(promises, server("availability: 99%"))
    service = service.replace("name: Workplace", 'name: "Workplace')
    assert not found("restore-unbacked", service)
    assert found("availability-short", service)


def test_hours_of_an_unknown_name_are_not_taken_for_others() -> None:
    service = email("restore_within: 1h\nhours: nights", server("restore_within: 2h"))
    assert found("unknown-reference", service)
    assert not found("restore-short", service)
    assert found("restore-short", service.replace("nights", "24x7"))


def test_one_id_for_two_is_not_judged() -> None:
    twice = SHORT + "---\ncomponents:\n" + server("availability: 99.9%")
    assert found("duplicate-id", twice)
    assert not found("availability-short", twice)


def test_settings_with_a_fault_leave_priorities_and_schedules_open() -> None:
    faulty = f"# file: catalog.yaml\n{CATALOG}schedules: {{nights: never}}\n---\n"
    assert not found("availability-short", faulty + SHORT)


def test_a_component_is_not_called_better_than_needed_while_a_service_is_unread() -> None:
    good = email("availability: 99%", server("availability: 99.9%"))
    assert found("target-beyond-need", good, BROKEN)
    for name in ("mail-server", "email"):
        assert not found("target-beyond-need", good, BROKEN + f"requires: [{name}]\n")


def test_a_service_is_not_called_too_expensive_while_a_consumer_is_unread() -> None:
    priced = SHORT.replace("requires:", "price: {amount: 1, per: month}\nrequires:", 1)
    costly = priced.replace("type: server", "type: server\n    cost: {amount: 2, per: month}")
    assert found("cost-over-price", costly, BROKEN)
    assert not found("cost-over-price", costly, BROKEN + "requires: [mail-server]\n")


def test_a_waiver_of_a_finding_that_stands_is_used() -> None:
    waived = SHORT.replace("\nrequires:", f"\n{accepting('availability-short')}requires:", 1)
    assert not found("availability-short", waived)
    assert not found("waiver-unused", waived)
