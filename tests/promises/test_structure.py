"""What nodes cannot be up without, compared with taking each of them down."""

from hypothesis import given, settings
from hypothesis import strategies as st
from small import domain, judge, part, service
from twoview.promises.structure import Gate, Structure

NAMES = "abcdefg"


@st.composite
def entries(draw: st.DrawFn, below: str) -> str:
    """Draw entries of `requires`: plain ones, each once, and groups."""
    plain = draw(st.lists(st.sampled_from(below), max_size=2, unique=True))
    groups = draw(st.lists(st.lists(st.sampled_from(below), min_size=2, unique=True), max_size=2))
    return ", ".join([*plain, *(draw(group(each)) for each in groups)])


@st.composite
def group(draw: st.DrawFn, members: list[str]) -> str:
    need = draw(st.integers(1, len(members)))
    return f"{{any_of: [{', '.join(members)}], need: {need}}}"


@st.composite
def structures(draw: st.DrawFn) -> Structure:
    """Draw a structure in which each node requires only what comes before it."""
    documents = [part("a"), part("b")]
    for index in range(2, len(NAMES)):
        make = draw(st.sampled_from([part, service]))
        documents.append(make(NAMES[index], requires=draw(entries(NAMES[:index]))))
    return judge(*documents).structure


@settings(max_examples=60, deadline=None)
@given(structures())
def test_critical_is_what_stops_a_node_by_failing_alone(structure: Structure) -> None:
    for ident in NAMES:
        stopping = {each for each in structure.beneath[ident] if ident in structure.fallen([each])}
        assert {each for each in structure.critical[ident] if isinstance(each, str)} == stopping


@settings(max_examples=60, deadline=None)
@given(structures())
def test_a_group_can_stop_a_node_if_its_members_together_can(structure: Structure) -> None:
    for ident in NAMES:
        stopping = [
            each for each in structure.gates[ident] if ident in structure.fallen(each.members)
        ]
        assert structure.stopping_groups(ident) == stopping


def test_points_are_components_opaque_services_and_what_is_nowhere() -> None:
    structure = judge(
        service("shop", requires="mail, server, ghost"),
        service("mail", requires="{id: server, failure: degrades}"),
        part("server"),
    ).structure
    assert structure.points == {"mail", "server", "ghost"}
    assert structure.points_beneath("shop") == ("ghost", "mail", "server")


def test_a_group_that_needs_all_its_members_is_as_good_as_naming_each() -> None:
    structure = judge(
        service("shop", requires="{any_of: [b, a], need: 2}"), part("a"), part("b")
    ).structure
    assert structure.entries["shop"] == ("a", "b")
    assert structure.gates["shop"] == ()


def test_a_member_that_others_lean_on_makes_a_lost_group_more_than_its_entry() -> None:
    structure = judge(
        service("shop", requires="{any_of: [one, two]}"),
        part("one", requires="{any_of: [a, b]}"),
        part("two", requires="{any_of: [a, b]}"),
        part("a"),
        part("b"),
    ).structure
    owners = [gate.owner for gate in structure.stopping_groups("shop")]
    assert sorted(owners) == ["one", "shop", "two"]


def test_independence_is_earned_declared_or_assumed() -> None:
    structure = judge(
        service("shop", requires="{any_of: [a, b]}, {any_of: [c, a]}, {any_of: [a, mail]}"),
        service("mail"),
        *(part(each, more=domain(each)) for each in "ab"),
        part("c"),
    ).structure
    credited = [
        [structure.credited(gate, credit) for credit in ("earned", "declared", "independent")]
        for gate in sorted(structure.gates["shop"], key=lambda each: each.index)
    ]
    assert credited == [[True, True, True], [False, True, True], [False, False, True]]


def test_a_circle_is_known_to_all_above_it_and_to_nobody_beneath() -> None:
    structure = judge(
        service("shop", requires="a"),
        part("a", requires="b"),
        part("b", requires="a, c"),
        part("c"),
    ).structure
    assert structure.unjudged == {"shop", "a", "b"}
    assert structure.circle("shop") == ("a", "b")
    assert structure.circle("c") == ()


def test_a_circle_that_a_degrading_entry_closes_is_none() -> None:
    structure = judge(
        part("a", requires="b"), part("b", requires="{id: a, failure: degrades}")
    ).structure
    assert structure.unjudged == frozenset()


def test_a_gate_stands_where_its_group_does() -> None:
    structure = judge(service("shop", requires="c, {any_of: [b, a]}"), *map(part, "abc")).structure
    (gate,) = structure.gates["shop"]
    assert isinstance(gate, Gate)
    assert (gate.order, gate.need, gate.members) == (("shop", 1), 1, ("a", "b"))
