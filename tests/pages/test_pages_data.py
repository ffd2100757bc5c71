"""The catalog as data: what programs and spreadsheets read beside the pages."""

import csv
import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from catalogs import CATALOG, SERVER, SHOPS, TEAM
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from twoview.audience import READERS, Reader
from twoview.check import check
from twoview.examples import files_of
from twoview.judged import Judged
from twoview.load import load, load_folder
from twoview.pages import Book, data
from twoview.pages.form import schema
from twoview.promises.row import row

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 22)
TILLS = """\
kind: Service
id: tills
formerly: [cash-desks]
name: Tills
status: live
audience: internal
owner: shop-systems
summary: Take payments at the till.
customers: [{id: shops, relationship: service, outcomes: [sell]}]
commitments: {availability: 99.9%, respond_within: {P1: 30m}, hours: Mon-Fri 08:00-18:00 UTC}
requires:
  - till-server
  - {any_of: [spare-one, spare-two], share: 3}
  - {id: light, failure: degrades}
price: {amount: 120.50, per: month}
"""
SELL = "kind: Outcome\nid: sell\nname: Sell\ncustomers: [shops]\n"
PARTS = [SERVER.replace("till-server", ident) for ident in ("spare-one", "spare-two", "light")]


def book_of(judged: Judged, **more: Any) -> Book:
    return Book(judged, check(judged), **more)


@pytest.fixture(scope="module")
def judged() -> Judged:
    return Judged(load_folder(ROOT / "services"), DAY)


@pytest.fixture(scope="module")
def small() -> Book:
    parts = (CATALOG, TILLS, SERVER, *PARTS, SHOPS, TEAM, SELL)
    return book_of(Judged(load(files_of("---\n".join(parts)), "catalog.yaml"), DAY))


def books(judged: Judged) -> dict[str, Book]:
    whole = book_of(judged)
    business = book_of(judged, views=("business",))
    return {"technical": whole, "business": business, "external": whole.outside()}


@pytest.mark.parametrize("reader", READERS)
def test_the_schema_is_one(reader: Reader) -> None:
    Draft202012Validator.check_schema(schema(reader))


@pytest.mark.parametrize("reader", READERS)
def test_the_data_of_each_reader_has_the_published_form(judged: Judged, reader: Reader) -> None:
    found = json.loads(data.files(data.document(books(judged)[reader]))[data.FILE])
    assert [
        error.message for error in Draft202012Validator(schema(reader)).iter_errors(found)
    ] == []
    assert found["readers"] == reader
    assert found["services"]


def test_the_data_has_every_entity_and_promise(judged: Judged) -> None:
    found, catalog = data.document(book_of(judged)), judged.catalog
    for kind, cls in data.LISTED.items():
        assert [each["id"] for each in found[cls.plural]] == list(catalog.of_kind(kind))
    assert found["promises"] == [row(each) for each in judged.judgements]


def test_the_data_has_every_relation(judged: Judged) -> None:
    found = data.document(book_of(judged))["relations"]
    catalog = judged.catalog
    said = {(each["from"], each["relation"], each["to"]) for each in found}
    for node in catalog.nodes:
        source = f"{node.kind.lower()}:{node.id}"
        for ident in judged.requires[node.id]:
            target = catalog.node(ident)
            assert (source, "requires", f"{target.kind.lower()}:{ident}") in said
    for outcome in catalog.outcomes.values():
        for ident in outcome.customers:
            assert (f"customer:{ident}", "wants", f"outcome:{outcome.id}") in said
    for service in catalog.services.values():
        assert (f"team:{service.owner}", "owns", f"service:{service.id}") in said
        for ident in service.served_outcomes:
            assert (f"service:{service.id}", "delivers", f"outcome:{ident}") in said


def test_values_are_written_as_in_yaml(small: Book) -> None:
    (tills,) = data.document(small)["services"]
    assert tills["formerly"] == ["cash-desks"]
    assert tills["commitments"] == {
        "hours": "Mon-Fri 08:00-18:00 UTC",
        "availability": "99.9%",
        "respond_within": {"P1": "30m"},
    }
    assert tills["requires"] == [
        {"id": "till-server", "failure": "stops"},
        {"any_of": ["spare-one", "spare-two"], "need": 1, "share": 3},
        {"id": "light", "failure": "degrades"},
    ]
    assert tills["price"] == {"amount": "120.50", "per": "month"}
    assert tills["pages"] == {
        "business": "business/services/tills/",
        "technical": "technical/services/tills/",
    }


def test_relations_tell_of_groups_and_of_what_merely_degrades(small: Book) -> None:
    found = [r for r in data.document(small)["relations"] if r["relation"] == "requires"]
    assert found == [
        {
            "from": "service:tills",
            "relation": "requires",
            "to": f"component:{ident}",
            **more,
        }
        for ident, more in (
            ("till-server", {"failure": "stops"}),
            ("spare-one", {"group": 1, "need": 1}),
            ("spare-two", {"group": 1, "need": 1}),
            ("light", {"failure": "degrades"}),
        )
    ]


def test_the_business_is_told_what_services_require_of_each_other(judged: Judged) -> None:
    found = data.document(books(judged)["business"])
    ends = {each["to"] for each in found["relations"] if each["relation"] == "requires"}
    assert ends
    assert all(end.startswith("service:") for end in ends)


def test_what_is_promised_to_a_customer_who_is_nowhere_defined_is_not_lost() -> None:
    text = TILLS.replace("id: shops", "id: nobody-known")
    judged = Judged(load(files_of(f"{CATALOG}---\n{text}---\n{TEAM}"), "catalog.yaml"), DAY)
    found = data.document(book_of(judged))["promises"]
    assert found == [row(each) for each in judged.judgements]
    assert {each["customer"] for each in found} == {"nobody-known"}


def test_there_is_a_table_for_each_kind_that_has_any_entries(small: Book) -> None:
    made = data.files(data.document(small))
    kinds = ("services", "components", "customers", "outcomes", "teams", "promises", "relations")
    assert set(made) == {data.FILE, *(f"data/{kind}.csv" for kind in kinds)}
    (tills,) = csv.DictReader(StringIO(made["data/services.csv"]))
    assert tills["formerly"] == "cash-desks"
    assert json.loads(tills["commitments"])["availability"] == "99.9%"


@given(st.lists(st.text(), min_size=1))
def test_a_table_gives_back_its_texts_and_holds_no_formula(texts: list[str]) -> None:
    made = data.table([{"text": text} for text in texts])
    rows = [cells[0] if cells else "" for cells in csv.reader(StringIO(made, newline=""))][1:]
    assert not [each for each in rows if each.startswith(("=", "+", "-", "@", "\t", "\r"))]
    expected = [f"'{text}" if text.startswith(tuple("=+-@\t\r")) else text for text in texts]
    assert rows == expected
