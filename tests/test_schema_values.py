"""The schema files take every value that means something, and refuse what only looks like one."""

import json
import re
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

Schema = dict[str, Any]

FOLDER = Path(__file__).parents[1] / "schema"
DEFINITIONS: dict[str, Schema] = {
    path.name.partition(".")[0]: json.loads(path.read_text(encoding="utf-8"))["$defs"]
    for path in sorted(FOLDER.glob("*.schema.json"))
}
# Another test says that definitions with the same name are the same in every file.
HOME = {name: kind for kind, definitions in DEFINITIONS.items() for name in definitions}
FIELDS = [
    (kind, name)
    for kind, definitions in DEFINITIONS.items()
    for name in definitions["entity"]["properties"]
    if name != "kind"
]


def accepts(kind: str, schema: Schema, value: object) -> bool:
    """Tell whether a part of a kind's schema accepts a value."""
    return Draft202012Validator({"$defs": DEFINITIONS[kind], **schema}).is_valid(value)


def fits(name: str, value: object) -> bool:
    """Tell whether a value fits the definition of a name."""
    return accepts(HOME[name], {"$ref": f"#/$defs/{name}"}, value)


VALUES: dict[str, tuple[list[object], list[object]]] = {
    "id": (["web-shop", "a", "2-lines", "a" * 64], ["", "Shop", "a_b", "-a", "a--b", "a" * 65, 7]),
    "label": (["Web shop", "Åbo – tills", "x" * 120], ["", "  ", "a\nb", "a\n", "x" * 121, None]),
    "line": (["x" * 240], ["", "\t", "a\r\nb", "a\u2028b", "x" * 241, 1]),
    "text": (["One.\n\nTwo.\n", "x" * 20000], ["", " \n ", "x" * 20001, False]),
    "duration": (
        ["90s", "0s", "0h", "1w2d3h4m5s"],
        ["", "4", "4 h", "1.5h", "m", "5m1h", "P1D", 4],
    ),
    "duration_by_priority": (["4h", {"P1": "1h", "any": "0m"}], [{}, {"P1": 1}, {"": "1h"}, 4, []]),
    "percentage": (["0%", "9.95%", "099.9%", "100.00%"], ["99.9", "99.9 %", "100.1%", "-1%", 99.9]),
    "schedule": (["24x7", "Mon,Wed-Fri 00:00-24:00 Etc/GMT+2"], ["office", "Mon 08:00-09:00", ""]),
    "hours": (
        ["office hours", "24x7", "Sat 08:00-09:00 UTC"],
        ["", "a;b", "08:00", ";", "a\nb", 24],
    ),
    "date": (["2026-11-22"], ["22.11.2026", "2026-11", "2026-11-22T00:00", "2026-11-22\n", 2026]),
    "money": (
        [0, 12, Decimal("9.99"), "12.50"],
        [-1, "-1", "1,200", "1.234", "12 EUR", True, None],
    ),
    "cost": ([{"amount": 1, "per": "year"}], [{"amount": 1}, {"amount": 1, "per": "week"}, 12]),
    "url": (
        ["http://a.example", "mailto:a@b.example"],
        ["a.example", "ftp://a", "https://", "/a", 1],
    ),
    "metric": (["recovery_point", "capacity"], ["hours", "Availability"]),
    "availability_period": (["month", "quarter", "year"], ["week", "Month"]),
    "status": (["proposed", "live", "retiring", "retired"], ["planned", True]),
    "tags": ([[], ["a", "b"]], [["a", "a"], ["a\nb"], [1], "a"]),
    "synonyms": ([[], ["a", "b"]], [["a", "a"], ["a\nb"], [1], "a"]),
    "formerly": ([[], ["a", "b-2"]], [["a", "a"], ["A"], [1], "a"]),
    "links": ([[{"title": "a", "url": "https://a"}]], [[{"title": "a"}], [{"url": "https://a"}]]),
    "requires": ([[], ["a", {"id": "b"}]], ["a", [None], [["a"]], [{}], [{"share": 1}]]),
    "requirement_entry": (
        [{"id": "a"}, {"id": "a", "failure": "degrades", "share": Decimal("0.5")}],
        [{"id": "a", "share": 0}, {"id": "a", "share": "3"}, {"id": "a", "need": 1}],
    ),
    "requirement_group": (
        [{"any_of": ["a", "b"]}, {"any_of": ["a", "b", "c"], "need": 2, "share": 3}],
        [{"any_of": ["a"]}, {"any_of": ["a", "a"]}, {"any_of": [{"any_of": ["a", "b"]}, "c"]}]
        + [
            {"any_of": ["a", "b"], **more}
            for more in ({"need": 0}, {"failure": "stops"}, {"id": "a"})
        ],
    ),
    "commitments": ([{}, {"support_hours": "24x7"}], [{"recovery_time": {"P1": "1h"}}, []]),
    "targets": (
        [{}]
        + [
            {"capacity": {"amount": amount, "unit": "TB"}}
            for amount in (5, Decimal("0.5"), "5", "0.5")
        ],
        [{"support_hours": "24x7"}, {"capacity": 5}]
        + [
            {"capacity": {"amount": amount, "unit": "TB"}}
            for amount in (0, -1, "0.0", "1e3", "1,000", "", "5\n", True)
        ],
    ),
    "service_customer": (
        [{"id": "a", "relationship": "utility"}],
        [{"id": "a"}, {"relationship": "service"}, {"id": "a", "relationship": "vendor"}],
    ),
    "accepts": (
        [[{"rule": "no-outcome", "reason": "Soon.", "until": "2030-01-01"}]],
        [
            [{"rule": "no-outcome", "reason": "Soon."}],
            [{"rule": "no-outcome", "until": "2030-01-01"}],
        ],
    ),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_value_is_told_from_what_only_looks_like_one(name: str) -> None:
    good, bad = VALUES[name]
    assert [value for value in good if not fits(name, value)] == []
    assert [value for value in bad if fits(name, value)] == []


def test_the_table_of_values_misses_no_definition() -> None:
    assert HOME.keys() - {"entity", "requirement"} == VALUES.keys()


FIELD_VALUES: dict[str, tuple[object, object]] = {
    "name": ("Shops", "two\nlines"),
    "id": ("shops", "Shops"),
    "summary": ("One line.", "Two\nlines."),
    "description": ("A *few* words.\n", ""),
    "when_it_fails": ("Use paper.", " "),
    "how_to_request": ("Use the form.\n\nThen wait.\n", 1),
    "measure": ("Nobody waits.", []),
    "handle": ("@store/shop-systems", "@store shop"),
    "currency": ("EUR", "eur"),
    "priorities": (["high", "low"], []),
    "schedules": ({"office": "24x7", "x-mas": "24x7"}, {"24x7": "24x7"}),
    "review_every": ("180d", "180"),
    "contract_notice": ("90d", "three months"),
    "rules": ({"no-outcome": "off"}, {"no-outcome": "fatal"}),
    "vocabulary": (["IT"], ["IT", "IT"]),
    "accepts": ([], [{"rule": "no-outcome"}]),
    "status": ("retiring", "dead"),
    "audience": ("supporting", "public"),
    "owner": ("web-team", "Web team"),
    "service.customers": ([{"id": "a", "relationship": "service"}], ["a"]),
    "outcome.customers": (["a", "b"], ["a", "a"]),
    "outcomes": (["a"], [{"id": "a"}]),
    "commitments": ({"availability": "99.9%"}, {"availability": "99.9"}),
    "targets": ({"maintenance": "Sun 02:00-05:00 UTC"}, {"maintenance": "at 02:00"}),
    "requires": (["a", {"any_of": ["b", "c"]}], ["A"]),
    "cost": ({"amount": "12.50", "per": "month"}, {"per": "month"}),
    "price": ({"amount": 12, "per": "year"}, {"amount": 12, "per": "day"}),
    "links": ([{"title": "Form", "url": "mailto:a@b.example"}], [{"title": "Form", "url": "form"}]),
    "reviewed": ("2026-09-15", "last week"),
    "recovery_tested": ("2026-09-15", True),
    "tags": (["retail"], "retail"),
    "synonyms": (["cash desks"], "cash desks"),
    "formerly": (["tills"], ["Tills"]),
    "type": ("platform", "cloud"),
    "team": ("disk-team", ["disk-team"]),
    "supplier": ("cloud-host", "Cloud host"),
    "failure_domains": (["room 1"], [""]),
    "monitored": (False, "yes"),
    "boundary": ("it", "IT"),
    "size": (0, Decimal("1.5")),
    "contact": ("#disk-team", "a\nb"),
    "priority": (5, 6),
    "hours": ("office", "08:00-16:00"),
    "respond_within": ({"P1": "15m"}, {"P1": ""}),
    "restore_within": ("4h", "4 hours"),
    "change_within": ("2d", {"P1": "2d"}),
    "contract": ({"reference": "C-17"}, {"x-note": "neither field"}),
    "availability": ("99.9%", "100.5%"),
    "availability_period": ("quarter", "week"),
    "source": ("https://host.example/levels", "host.example"),
    "as_of": ("2026-10-01", "2026"),
}
"""One value that fits and one that does not, by field, or by kind and field where kinds differ."""


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_a_field_takes_what_it_is_for(kind: str, field: str) -> None:
    good, bad = FIELD_VALUES.get(f"{kind}.{field}") or FIELD_VALUES[field]
    schema = DEFINITIONS[kind]["entity"]["properties"][field]
    assert accepts(kind, schema, good)
    assert not accepts(kind, schema, bad)


DAY = st.sampled_from(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
DAYS = st.lists(DAY | st.tuples(DAY, DAY).map("-".join), min_size=1).map(",".join)
ZONES = st.sampled_from(["UTC", "Europe/Helsinki", "America/Port-au-Prince", "Etc/GMT+12"])
HOURS = st.sampled_from(["00:00-24:00", "08:15-16:45", "19:00-23:59"])
WINDOWS = st.tuples(DAYS, HOURS, ZONES).map(" ".join)
UNITS = st.tuples(*(st.none() | st.integers(0).map(f"{{}}{unit}".format) for unit in "wdhms"))
WRITTEN = {
    "schedule": st.lists(WINDOWS, min_size=1).map("; ".join) | st.just("24x7"),
    "duration": UNITS.filter(any).map(lambda parts: "".join(part or "" for part in parts)),
    "percentage": st.decimals(0, 100, places=6).map("{}%".format),
    "money": st.decimals(0, 10**12, places=2).flatmap(lambda d: st.sampled_from([d, str(d)])),
    "id": st.lists(st.text("az09", min_size=1, max_size=9), min_size=1, max_size=6).map("-".join),
    "hours": st.lists(WINDOWS, min_size=1).map(";".join)
    | st.text("ab -", min_size=1).map("a".__add__),
}


@given(st.data())
@pytest.mark.parametrize("name", WRITTEN)
def test_nothing_that_the_grammar_of_values_allows_is_refused(
    name: str, data: st.DataObject
) -> None:
    assert fits(name, data.draw(WRITTEN[name]))


@pytest.mark.parametrize(
    "name", [name for name in HOME if "pattern" in DEFINITIONS[HOME[name]][name]]
)
def test_a_hostile_text_does_not_hold_up_a_pattern(name: str) -> None:
    pattern = DEFINITIONS[HOME[name]][name]["pattern"]
    started = perf_counter()
    for piece in ("a", "a-", "1", "100.0", " ", "\n", ";", "Mon,", "Mon 08:00-09:00 Z;", "1w"):
        re.search(pattern, piece * 50_000 + "\n;")
    assert perf_counter() - started < 5
