"""What does not fit the shape of its kind, where that is, and what its author is told."""

from decimal import Decimal
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from junk import MINIMAL, anything, nearly
from twoview.flaw import name_of, sentence, shown
from twoview.model import KINDS
from twoview.shape import MAX_FLAWS, flaws, schema, schema_folder

kinds = st.sampled_from(sorted(KINDS))


def places(kind: str, **fields: Any) -> list[str]:
    return [name_of(flaw.pointer) for flaw in flaws(kind, {**MINIMAL[kind], **fields})]


def only(kind: str, **fields: Any) -> str:
    """Return the one message that fields bring about, and its fix."""
    (flaw,) = flaws(kind, {**MINIMAL[kind], **fields})
    return f"{flaw.message} | {flaw.fix}"


@pytest.mark.parametrize("kind", KINDS)
def test_an_entity_with_the_required_fields_and_notes_of_its_own_is_sound(kind: str) -> None:
    assert flaws(kind, {**MINIMAL[kind], "kind": kind, "x-note": [{"a": None}]}) == []


@pytest.mark.parametrize("kind", KINDS)
def test_each_missing_field_is_one_flaw(kind: str) -> None:
    found = flaws(kind, {})
    assert {flaw.pointer for flaw in found} == {(name,) for name in MINIMAL[kind]}
    assert all(flaw.missing for flaw in found)


def test_the_schema_files_stand_in_one_folder() -> None:
    assert {path.name for path in schema_folder().iterdir()} == {
        f"{kind.lower()}.schema.json" for kind in KINDS
    }


# What JSON Schema cannot say


def test_a_group_cannot_need_more_than_its_members() -> None:
    pair = ["a", "b"]
    assert places("Service", requires=[{"any_of": pair, "need": 2}]) == []
    assert places("Service", requires=["c", {"any_of": pair, "need": 3}]) == ["`requires[1].need`"]


def test_an_id_stands_once_outside_groups_and_as_often_as_one_likes_inside() -> None:
    groups = [{"any_of": ["a", "b"]}, {"any_of": ["a", "c"]}]
    assert places("Component", requires=["a", *groups]) == []
    twice = ["a", {"id": "b"}, {"id": "a", "share": 2}, "b"]
    assert places("Component", requires=twice) == ["`requires[2].id`", "`requires[3]`"]


def test_only_what_has_requirements_is_asked_about_them() -> None:
    assert places("Team", requires=["a", "a"]) == ["`requires`"]


# Values


@pytest.mark.parametrize("share", [1, 3, Decimal("0.5"), Decimal("33.3")])
def test_any_number_above_zero_is_a_share(share: object) -> None:
    assert places("Service", requires=[{"id": "a", "share": share}]) == []


@pytest.mark.parametrize("share", [0, Decimal("0.0"), -1, "3", True, None])
def test_nothing_else_is_a_share(share: object) -> None:
    assert places("Service", requires=[{"id": "a", "share": share}]) == ["`requires[0].share`"]


@pytest.mark.parametrize("amount", [1, Decimal("0.5"), "400", "0.25"])
def test_a_capacity_is_a_number_above_zero_in_quotes_or_not(amount: object) -> None:
    assert places("Component", targets={"capacity": {"amount": amount, "unit": "TB"}}) == []


@pytest.mark.parametrize("amount", [0, -1, "0", "0.0", "-1", "1e3", "9" * 5_000, True, None, []])
def test_nothing_else_is_a_capacity(amount: object) -> None:
    found = places("Component", targets={"capacity": {"amount": amount, "unit": "TB"}})
    assert found == ["`targets.capacity.amount`"]


def test_a_value_that_two_keywords_refuse_is_one_flaw() -> None:
    assert places("Service", cost={"amount": -1, "per": "month"}) == ["`cost.amount`"]
    assert places("Team", hours=":") == ["`hours`"]


@pytest.mark.parametrize("hours", ["", " ", "office;hours", "08:00", 24.5, None])
def test_hours_are_the_name_of_a_schedule_or_a_schedule(hours: object) -> None:
    assert places("Team", hours="office hours") == []
    assert places("Team", hours=hours) == ["`hours`"]


# Words


def test_a_misspelled_field_is_answered_with_the_right_one() -> None:
    assert only("Team", respond_withn="1h") == (
        "A Team has no field `respond_withn`; did you mean `respond_within`?"
        " | Rename it to `respond_within`."
    )
    assert only("Service", commitments={"availabilty": "99%"}).startswith(
        "`commitments` has no field `availabilty`; did you mean `availability`?"
    )


def test_a_field_that_resembles_none_is_answered_with_those_there_are() -> None:
    assert only("Outcome", zzz=1) == (
        "An Outcome has no field `zzz`; its fields are accepts, customers, description, "
        "formerly, id, kind, measure, name, priority."
        " | Remove it, or start its name with `x-` if it is a note of your own."
    )


def test_a_missing_field_is_explained_with_an_example() -> None:
    (flaw,) = flaws("Team", {"name": "Workplace"})
    assert flaw.message == "`id` is missing. The team's short name, which never changes."
    assert flaw.fix == "Add `id:`, for example `database-team`."
    assert only("Service", price={"amount": 5}) == (
        "`per` is missing in `price`. The time that the amount covers."
        " | Add `per:`, for example `month`."
    )


def test_a_component_needs_someone_who_runs_it_and_only_one() -> None:
    (flaw,) = flaws("Component", {"id": "disk", "name": "Disk", "type": "storage"})
    assert flaw.message.startswith("Say who runs the component: team with the id of a team")
    assert flaw.pointer == ("team",)
    assert only("Component", supplier="cloud-host") == (
        "A component is run by a team or by a supplier, not by both. Keep one of the two."
        " | Remove `team:`."
    )


@pytest.mark.parametrize(
    ("kind", "field", "value", "answer"),
    [
        ("Team", "name", 24, 'Write it in quotes: "24".'),
        ("Team", "name", Decimal("1.10"), 'Write it in quotes: "1.10".'),
        ("Team", "name", True, 'Write it in quotes: "true".'),
        ("Team", "name", None, "Fill it in; a field that is not needed can be left out."),
        ("Team", "id", 365, 'Write it in quotes: "365".'),
        ("Component", "monitored", "on", "Write `true`."),
        ("Component", "monitored", "No", "Write `false`."),
        ("Component", "monitored", "maybe", "None"),
        ("Component", "tags", "mail", "Write `[mail]`."),
        ("Component", "requires", {"a": "b"}, "Put a dash in front of each entry."),
        ("Customer", "size", "120", "Write `120`, without quotes."),
        ("Customer", "size", "many", "None"),
        ("Service", "status", "Live", "Write `live`."),
    ],
)
def test_a_value_of_the_wrong_type_comes_with_what_to_write(
    kind: str, field: str, value: object, answer: str
) -> None:
    assert only(kind, **{field: value}).endswith(f" | {answer}")


@pytest.mark.parametrize(
    ("kind", "field", "value", "why"),
    [
        ("Team", "respond_within", 15, '"15" is not a duration: its unit is missing'),
        ("Team", "respond_within", {"P1": 15}, '"15" is not a duration: its unit is missing'),
        ("Team", "change_within", True, '"true" is not a duration: '),
        ("Component", "targets", {"availability": Decimal("99.9")}, "write 99.9%."),
        ("Component", "reviewed", 2026, '"2026" is not a date: write year-month-day'),
        ("Component", "cost", {"amount": True, "per": "month"}, '"true" is not an amount'),
        ("Supplier", "source", 3, "Write an address that starts with https://"),
    ],
)
def test_quotes_are_not_advised_where_they_would_not_help(
    kind: str, field: str, value: object, why: str
) -> None:
    assert why in only(kind, **{field: value})


def test_a_name_in_a_mapping_is_pointed_at_itself() -> None:
    (flaw,) = flaws("Catalog", {"name": "Example", "schedules": {"24x7": "24x7"}})
    assert (flaw.pointer, flaw.on_key) == (("schedules", "24x7"), True)
    assert flaw.message.startswith("`24x7` cannot be a name in `schedules`. ")


def test_an_entry_of_the_wrong_form_is_called_by_its_kind() -> None:
    (flaw,) = flaws("Team", ["workplace"])
    assert flaw.message == "This Team is a list; it should be a mapping of fields."


def test_what_is_shown_of_a_value_is_short_and_on_one_line() -> None:
    assert shown("two\n lines") == "`two lines`"
    assert shown("x" * 100) == f"`{'x' * 57}…`"
    assert [shown(each) for each in (None, True, {}, [])] == [
        "empty",
        "`true`",
        "a mapping of fields",
        "a list",
    ]


def test_a_sentence_begins_with_a_capital_and_ends_once() -> None:
    assert sentence("remove it") == "Remove it."
    assert sentence("Is it so?") == "Is it so?"


# Whatever is written


@given(st.data())
def test_whatever_data_holds_gets_flaws_with_words(data: st.DataObject) -> None:
    kind = data.draw(kinds)
    found = flaws(kind, data.draw(anything(kind) | nearly(kind)))
    assert len(found) <= MAX_FLAWS
    for flaw in found:
        assert flaw.message[-1] in ".?"
        assert "\n" not in flaw.message


@given(st.data())
def test_what_a_plain_validator_refuses_is_refused(data: st.DataObject) -> None:
    kind = data.draw(kinds)
    value = data.draw(anything(kind) | nearly(kind))
    whole = schema(kind)
    plain = Draft202012Validator({"$ref": "#/$defs/entity", "$defs": whole["$defs"]})
    assert plain.is_valid(value) or flaws(kind, value)


def test_a_flood_of_flaws_is_cut_off() -> None:
    assert len(flaws("Team", {**MINIMAL["Team"], **{f"f{n}": n for n in range(9_999)}})) == 100


@pytest.mark.parametrize("item", [str, lambda n: [n], lambda n: {"id": str(n)}])
def test_a_long_list_is_compared_in_no_time(item: Any) -> None:
    started = perf_counter()
    flaws("Component", {**MINIMAL["Component"], "tags": [item(n) for n in range(20_000)]})
    assert perf_counter() - started < 5
