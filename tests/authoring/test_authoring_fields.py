"""What can be filled in from a command line is what the schemas say."""

import pytest
from twoview.authoring.fields import Field, alternative, fields
from twoview.model import KINDS
from twoview.shape import schema

AUTHORED = sorted(KINDS.keys() - {"Catalog"})


@pytest.mark.parametrize("kind", AUTHORED)
def test_every_required_field_can_be_given(kind: str) -> None:
    required = set(schema(kind)["$defs"]["entity"]["required"]) - {"id"}
    assert required <= fields(kind).keys()


@pytest.mark.parametrize("kind", AUTHORED)
def test_no_two_fields_share_an_option(kind: str) -> None:
    options = [each.option for each in fields(kind).values()]
    assert len(set(options)) == len(options)


@pytest.mark.parametrize("kind", AUTHORED)
def test_what_a_field_means_stands_in_the_schema(kind: str) -> None:
    entity = schema(kind)["$defs"]["entity"]["properties"]
    for name, field in fields(kind).items():
        if not field.inside:
            assert field.description == entity[name]["description"]


def options(kind: str) -> dict[str, Field]:
    return {each.option: each for each in fields(kind).values()}


def test_figures_are_options_of_their_own() -> None:
    assert options("Service")["--availability"].inside == "commitments"
    assert options("Component")["--availability"].inside == "targets"
    assert options("Supplier")["--availability"].inside == ""


def test_lists_of_ids_are_given_one_by_one() -> None:
    assert options("Service")["--customer"].is_map
    assert options("Service")["--customer"].detail == "relationship"
    assert options("Service")["--requires"].detail == "failure"
    assert not options("Outcome")["--customer"].is_map
    assert options("Component")["--failure-domain"].many


def test_choices_and_types_are_those_of_the_schema() -> None:
    assert list(options("Service")["--audience"].choices) == ["external", "internal", "supporting"]
    assert options("Customer")["--size"].type == "integer"
    assert options("Component")["--monitored"].type == "boolean"


def test_a_field_that_stands_in_place_of_another_is_known() -> None:
    assert alternative("Component", "team") == "supplier"
    assert alternative("Component", "name") == ""
    assert alternative("Service", "owner") == ""
