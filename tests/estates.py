"""Small estates without files: services and components that require each other at random."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from hypothesis import strategies as st
from twoview.estate import Estate
from twoview.load import Loaded
from twoview.model import (
    Catalog,
    Charge,
    Commitments,
    Component,
    Engagement,
    Entry,
    Group,
    Node,
    Origin,
    Requirement,
    Service,
    Settings,
)
from twoview.source import parse
from twoview.values import Money, Share

DOCUMENT, _ = parse("x.yaml", b"id: x")
assert DOCUMENT
ORIGIN = Origin(DOCUMENT)
PROMISE = Commitments(availability=Share.parse("99%"))
SERVICES = "stuvw"
COMPONENTS = "abcdef"
GHOST = "z"
"""An id that is required now and then, and that no catalog has."""


def service(ident: str, *requires: str | Entry, **more: object) -> Service:
    return Service(id=ident, name=ident, origin=ORIGIN, requires=entries(requires), **more)


def component(ident: str, *requires: str | Entry, **more: object) -> Component:
    return Component(id=ident, name=ident, origin=ORIGIN, requires=entries(requires), **more)


def entries(requires: Iterable[str | Entry]) -> tuple[Entry, ...]:
    return tuple(Requirement(id=each) if isinstance(each, str) else each for each in requires)


def monthly(amount: str | int) -> Charge:
    return Charge(Money.parse(amount), "month")


def yearly(amount: str | int) -> Charge:
    return Charge(Money.parse(amount), "year")


def estate_of(*nodes: Node) -> Estate:
    found = sorted(nodes, key=lambda each: each.id)
    catalog = Catalog(
        settings=Settings(name="Store", origin=ORIGIN),
        services={each.id: each for each in found if isinstance(each, Service)},
        components={each.id: each for each in found if isinstance(each, Component)},
    )
    return Estate(Loaded(catalog, ()), date(2026, 7, 1))


shares = st.sampled_from([Fraction(1), Fraction(1), Fraction(3), Fraction("0.5"), Fraction("1.7")])
charges = st.builds(
    Charge, st.builds(Money, st.integers(0, 9999)), st.sampled_from(["month", "year"])
)
statuses = st.sampled_from(["proposed", "live", "live", "live", "retiring", "retired"])


def _requirements(names: str) -> st.SearchStrategy[Entry]:
    failures = st.sampled_from(["stops", "stops", "degrades"])
    return st.builds(Requirement, id=st.sampled_from(names), failure=failures, share=shares)


@st.composite
def _groups(draw: st.DrawFn, names: str) -> Group:
    members = draw(st.lists(st.sampled_from(names), min_size=2, max_size=4, unique=True))
    need = draw(st.integers(1, len(members)))
    return Group(any_of=tuple(members), need=need, share=draw(shares))


def _entries(names: str) -> st.SearchStrategy[tuple[Entry, ...]]:
    if len(names) < 2:
        return st.just(())
    return st.lists(_requirements(names) | _groups(names), max_size=3).map(tuple)


@st.composite
def _nodes(draw: st.DrawFn, ident: str, names: str) -> Node:
    common = {
        "id": ident,
        "name": ident,
        "origin": ORIGIN,
        "status": draw(statuses),
        "requires": draw(_entries(names)),
        "cost": draw(st.none() | charges),
    }
    if ident in COMPONENTS:
        return Component(**common)
    customers = draw(st.lists(st.sampled_from("xy"), unique=True))
    engaged = tuple(Engagement(id=each, outcomes=(f"of-{each}",)) for each in customers)
    return Service(**common, customers=engaged, commitments=PROMISE)


@st.composite
def estates(draw: st.DrawFn, circles: bool = True) -> Estate:
    """Draw an estate; without circles a node requires only what comes later in a random order."""
    order = "".join(draw(st.permutations(SERVICES + COMPONENTS)))
    count = draw(st.integers(1, len(order)))
    idents = order[:count]
    nodes = [
        draw(_nodes(ident, (idents if circles else idents[place + 1 :]) + GHOST))
        for place, ident in enumerate(idents)
    ]
    return estate_of(*nodes)
