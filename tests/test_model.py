"""What entities say of themselves, and the paths to values that were cut out of lists."""

from dataclasses import FrozenInstanceError
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twoview.model import (
    KINDS,
    LISTED,
    Catalog,
    Charge,
    Commitments,
    Component,
    Engagement,
    Group,
    Hours,
    Origin,
    Outcome,
    Requirement,
    Service,
    Settings,
    Team,
    original,
)
from twoview.source import Document, parse
from twoview.values import Duration, Money, Schedule, Share


def document(text: str) -> Document:
    found, defects = parse("x.yaml", text.encode())
    assert found
    assert not defects
    return found


ORIGIN = Origin(document("id: x"))


def service(**fields: Any) -> Service:
    return Service(id="email", name="Email", origin=ORIGIN, **fields)


def test_an_entity_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        service().name = "Mail"  # type: ignore[misc]


def test_two_entities_that_say_the_same_are_equal_wherever_they_stand() -> None:
    elsewhere = Origin(document("name: Email\nid: email"))
    assert service() == Service(id="email", name="Email", origin=elsewhere)


def test_every_kind_that_may_stand_in_a_list_has_a_plural() -> None:
    assert LISTED == {
        "customers": "Customer",
        "outcomes": "Outcome",
        "teams": "Team",
        "suppliers": "Supplier",
        "components": "Component",
    }
    assert {cls.kind for cls in KINDS.values()} == KINDS.keys()


# Commitments


def test_own_commitments_take_the_place_of_the_services_field_by_field() -> None:
    general = Commitments(
        availability=Share.parse("99%"), restore_within={"P1": Duration.parse("2h")}
    )
    own = Commitments(restore_within={"P2": Duration.parse("4h")})
    assert general.overlaid(own) == Commitments(
        availability=Share.parse("99%"), restore_within={"P2": Duration.parse("4h")}
    )
    assert list(general.stated()) == ["availability", "restore_within"]


@pytest.mark.parametrize(
    ("relationship", "is_overlaid"),
    [("service", True), ("partnership", False), ("utility", False)],
)
def test_only_a_service_relationship_takes_over_what_is_promised_to_all(
    relationship: Any, is_overlaid: bool
) -> None:
    general = Commitments(availability=Share.parse("99%"))
    own = Commitments(change_within=Duration.parse("2d"))
    offered = service(commitments=general)
    promised = offered.promised_to(
        Engagement(id="shops", relationship=relationship, commitments=own)
    )
    assert promised == (general.overlaid(own) if is_overlaid else own)


def test_a_service_serves_each_outcome_once() -> None:
    customers = tuple(Engagement(id=i, outcomes=o) for i, o in (("a", ("x", "y")), ("b", ("y",))))
    assert service(customers=customers, outcomes=("z", "x")).served_outcomes == ("x", "y", "z")


# Values


def test_a_charge_for_a_year_is_twelve_charges_for_a_month() -> None:
    assert Charge(Money.parse("100.10"), "month").monthly == Fraction("100.10")
    assert Charge(Money.parse(100), "year").monthly * 12 == 100


def test_hours_know_whether_they_are_a_name() -> None:
    office = "Mon-Fri 08:00-16:00 UTC"
    assert Hours("office", Schedule.parse(office)).named
    assert Hours("no such schedule", None).named
    assert not Hours(office, Schedule.parse(office)).named
    assert not Hours("24x7", Schedule()).named


def test_an_entry_of_requirements_names_its_members() -> None:
    assert Requirement(id="a").members == ("a",)
    assert Group(any_of=("a", "b")).members == ("a", "b")


# The catalog


def test_a_catalog_finds_what_it_holds() -> None:
    settings = Settings(name="Example", origin=ORIGIN)
    email = service()
    disk = Component(id="disk", name="Disk", origin=ORIGIN)
    team = Team(id="email", name="Mail team", origin=ORIGIN)
    trade = Outcome(id="trade", name="Trade", origin=ORIGIN)
    catalog = Catalog(
        settings=settings,
        services={"email": email},
        components={"disk": disk},
        outcomes={"trade": trade},
        teams={"email": team},
    )
    assert list(catalog.entities) == [settings, email, disk, trade, team]
    assert list(catalog.nodes) == [email, disk]
    assert [catalog.node(each) for each in ("email", "disk", "trade")] == [email, disk, None]
    assert catalog.of_kind("Team") == {"email": team}
    assert catalog.of_kind("Catalog") == {"catalog": settings}


def test_a_catalog_that_says_nothing_has_defaults() -> None:
    settings = Settings(name="Example", origin=ORIGIN)
    assert settings.priorities == ("P1", "P2", "P3", "P4")
    assert str(settings.review_every) == "365d"
    assert str(settings.contract_notice) == "90d"


# Paths


def test_a_path_leads_to_where_the_value_was_written() -> None:
    cut = [("customers", 0), ("customers", 2, "outcomes", 1)]
    assert original(("customers", 1, "outcomes", 1), cut) == ("customers", 2, "outcomes", 2)
    assert original(("requires", 0), cut) == ("requires", 0)


@given(st.lists(st.booleans(), max_size=12), st.randoms())
def test_whatever_is_cut_from_a_list_the_rest_is_found_again(keep: list[bool], dice: Any) -> None:
    cut = [("tags", index) for index, kept in enumerate(keep) if not kept]
    dice.shuffle(cut)
    left = [index for index, kept in enumerate(keep) if kept]
    assert [original(("tags", each), cut) for each in range(len(left))] == [
        ("tags", index) for index in left
    ]


def test_an_origin_points_into_the_file_as_it_was_written() -> None:
    text = "teams:\n- id: a\n- id: b\n  tags:\n  - 1\n  - office\n"
    origin = Origin(document(text), ("teams", 1), cut=(("tags", 0),))
    assert origin.at("tags", 0).line == 6
    assert (origin.at("id").line, origin.at("id").column) == (3, 7)
    assert origin.at("id", key=True).column == 3
    assert origin.at("missing").line == 3
