import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twoview.baseline import (
    BrokenBaseline,
    Identity,
    identities,
    identity,
    new_and_gone,
    read,
    written,
)
from twoview.check import Report, since
from twoview.finding import Finding, Problem, Severity
from twoview.source import Location

names = st.text(max_size=3)
identifiers = st.builds(
    Identity,
    rule=st.text(min_size=1, max_size=3),
    kind=names,
    entity=names,
    file=names.map(lambda name: name and f"services/{name}"),
    customer=names,
    metric=names,
    path=st.lists(names, max_size=3).map(tuple),
)
known = st.dictionaries(identifiers, st.integers(1, 5), max_size=5).map(Counter)


def finding(
    line: int = 1, rule: str = "no-outcome", file: str = "services/a.yaml", **more: Any
) -> Finding:
    about = {"message": f"In line {line}.", "entity": "tills", "kind": "Service", **more}
    return Finding(
        rule, Severity.ERROR, Problem(location=Location(file, line, 1, line, 2), **about)
    )


findings = st.lists(st.builds(finding, st.integers(1, 9), st.sampled_from(["a", "b", "c"])))


def test_a_finding_is_the_same_on_another_line_in_other_words() -> None:
    assert identity(finding(1)) == identity(finding(9, file="services/b.yaml"))


def test_a_figure_may_be_written_for_each_priority_or_for_all() -> None:
    plain = {"metric": "restore_within", "pointer": ("commitments", "restore_within")}
    whole = finding(**plain, priorities=("P1", "P2"))
    parts = [
        finding(
            metric="restore_within",
            pointer=("customers", 0, "commitments", "restore_within", each),
            priorities=(each,),
        )
        for each in ("P1", "P2")
    ]
    assert new_and_gone([whole], parts) == new_and_gone(parts, [whole]) == ((), ())
    assert new_and_gone(parts[:1], [whole]) == ((whole,), ())


@pytest.mark.parametrize(
    "other",
    [
        {"rule": "no-customer"},
        {"entity": "email"},
        {"kind": "Component"},
        {"customer": "shops"},
        {"metric": "availability"},
        {"pointer": ("commitments", "availability")},
    ],
)
def test_a_finding_about_something_else_is_another_one(other: dict[str, Any]) -> None:
    assert identity(finding(**other)) != identity(finding())


def test_list_positions_do_not_matter() -> None:
    first, second = (finding(pointer=("customers", n, "id")) for n in (0, 7))
    assert identity(first) == identity(second)
    assert identity(first).path == ("customers", "id")


def test_an_entity_is_the_same_in_a_list_and_in_a_file_of_its_own() -> None:
    listed = finding(kind="Team", pointer=("teams", 3, "hours"))
    alone = finding(kind="Team", pointer=("hours",))
    assert identity(listed) == identity(alone)


def test_the_file_matters_where_there_is_no_entity() -> None:
    one, other = (finding(entity="", kind="", file=file) for file in ("a.yaml", "b.yaml"))
    assert identity(one) != identity(other)


def test_four_equal_findings_after_three_are_one_new_one() -> None:
    before = [finding(line) for line in (1, 2, 3)]
    after = [finding(line) for line in (4, 5, 6, 7)]
    assert new_and_gone(before, after) == ((finding(7),), ())
    assert new_and_gone(after, before) == ((), (finding(7),))


@given(findings, findings)
def test_what_was_there_and_is_not_gone_and_what_is_new_make_up_what_is_there(
    before: list[Finding], after: list[Finding]
) -> None:
    new, gone = new_and_gone(before, after)
    assert identities(after) == identities(before) - identities(gone) + identities(new)
    assert not identities(new) & identities(gone)
    assert new_and_gone(after, before) == (gone, new)
    assert new_and_gone(after, reversed(after)) == ((), ())


@given(findings, findings)
def test_a_report_since_a_change_has_what_is_new_and_counts_the_rest(
    before: list[Finding], after: list[Finding]
) -> None:
    report = since(Report(tuple(after), ()), before, "main")
    assert report.findings == new_and_gone(before, after)[0]
    assert report.known == len(after) - len(report.findings)
    assert report.known_in == "main"


def test_what_is_known_in_two_places_is_counted_once() -> None:
    report = Report((finding(1), finding(2), finding(3)), ())
    twice = since(since(report, [finding(9)], "a"), [finding(8)], "b")
    assert (twice.known, twice.known_in, twice.findings) == (2, "a and b", (finding(3),))


@given(known)
def test_a_file_comes_back_as_it_was_written(known: Counter[Identity]) -> None:
    assert read(written(known, "services/"), "services/") == known


@given(known)
def test_a_file_does_not_depend_on_the_order_of_what_is_known(known: Counter[Identity]) -> None:
    assert written(Counter(dict(reversed(known.items())))) == written(known)


def test_a_file_has_a_line_for_each_finding_without_lines_of_the_catalog() -> None:
    found = [finding(1), finding(2), finding(3, "schema", entity="", kind="", pointer=("teams", 0))]
    assert written(identities(found), "services/") == (
        '{\n  "version": 1,\n  "findings": [\n'
        '    {"rule": "no-outcome", "kind": "Service", "entity": "tills", "count": 2},\n'
        '    {"rule": "schema", "file": "a.yaml", "path": ["teams"]}\n'
        "  ]\n}\n"
    )


def test_a_catalog_may_be_looked_at_from_another_folder() -> None:
    here = finding(entity="", kind="", file="services/a.yaml")
    there = finding(entity="", kind="", file="it/services/a.yaml")
    assert read(written(identities([here]), "services/"), "it/services/") == identities([there])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not valid JSON"),
        ("<<<<<<< HEAD", "not valid JSON"),
        ("[" * 100_000, "not valid JSON"),
        ("[]", "no list of findings"),
        ('{"version": 1}', "no list of findings"),
        ('{"version": 2, "findings": []}', "version is not 1"),
        ('{"findings": []}', "version is not 1"),
    ],
)
def test_a_file_of_another_form_is_told(text: str, why: str) -> None:
    with pytest.raises(BrokenBaseline, match=why):
        read(text)


@pytest.mark.parametrize(
    "row",
    [
        None,
        "no-outcome",
        {},
        {"entity": "tills"},
        {"rule": ""},
        {"rule": 1},
        {"rule": "a", "line": 3},
        {"rule": "a", "path": "x"},
        {"rule": "a", "path": [0]},
        {"rule": "a", "count": 0},
        {"rule": "a", "count": True},
        {"rule": "a", "count": "2"},
    ],
)
def test_a_finding_of_another_form_is_told_by_its_number(row: object) -> None:
    text = json.dumps({"version": 1, "findings": [{"rule": "a"}, row]})
    with pytest.raises(BrokenBaseline, match="finding 2"):
        read(text)
