"""Small random catalogs, as the text that an author would write.

`catalog_texts()` draws a text, so that a failing example can be read, saved and tried by hand;
`catalog_of(text)` loads it. The figures come from short lists, in which much is equal to much else
and the promised ones are what often comes out, so that every verdict occurs and so does equality.
The simplest example is one service that promises nothing. Most catalogs are judged in milliseconds
and a few in half a second, so that tests with them do without a deadline.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import yaml
from hypothesis import strategies as st
from twoview.examples import files_of
from twoview.load import load
from twoview.model import Catalog

from oracle.judge import judge

Data = dict[str, Any]

EXAMPLES = int(os.environ.get("TWOVIEW_EXAMPLES", "300"))
"""How many catalogs are drawn to compare judges; thousands of them take minutes."""

NODES = "abcdefgh"
NOTHING = "nothing"
"""An id that no entity has."""

HOURS = (
    "office",
    "24x7",
    "Mon-Sun 00:00-24:00 UTC",
    "Mon-Fri 08:00-12:00 Europe/London; Mon-Fri 12:00-16:00 Europe/London",
    "Fri-Mon 22:00-24:00 America/New_York",
    "Sat,Sun 10:00-14:15 Asia/Kathmandu",
)
SHARES = ("99%", "90%", "99.9%", "100%", "50%", "0%")
TIMES = ("1h", "4h", "2h", "0s", "30m", "8h", "1d", "3d", "90s")
PROMISED_SHARES = (*SHARES, "98.01%", "89.1%", "99.99%", "81%", "75%", "97.0299%")
PROMISED_TIMES = (*TIMES, "68h", "16h", "2d", "66h", "64h", "3h", "5h", "12h", "1w")
AMOUNTS = (100, 50, 150, "0.5", 200)
MONEY = (10, 1, "0.01", "99.99", 1000)
UNITS = ("orders", "users")
DOMAINS = ("room-1", "room-2")
STATUSES = ("live", "live", "proposed", "retiring", "retired")
RELATIONSHIPS = ("service", "partnership", "utility")
SETTINGS = {
    "kind": "Catalog",
    "name": "Example",
    "schedules": {"office": "Mon-Fri 09:00-17:00 UTC"},
}


def catalog_of(text: str) -> Catalog:
    """Return the catalog that a text stands for, as far as it can be loaded."""
    return load(files_of(text), "catalog.yaml").catalog


def mostly(usual: Sequence[Any], *rare: Any) -> list[Any]:
    """Return values to draw one from: about once in sixteen times a rare one."""
    return [*usual] * -(-15 * len(rare) // len(usual)) + [*rare]


def timings(times: Sequence[str]) -> list[Any]:
    """Return durations, and maps from priority to duration."""
    single = [{"P1": each} for each in times]
    double = [{"P1": one, "P2": other} for one in times[:5] for other in times[:5]]
    return mostly([*times, *single, *double], {"P9": "1h"})


def terms(shares: Sequence[str], times: Sequence[str]) -> dict[str, Sequence[Any]]:
    """Return the fields that commitments and targets have in common, each with its values."""
    return {
        "availability": shares,
        "respond_within": timings(times),
        "restore_within": timings(times),
        "recovery_time": times,
        "recovery_point": times,
        "change_within": times,
        "capacity": [{"amount": each, "unit": unit} for each in AMOUNTS for unit in UNITS],
        "hours": mostly(HOURS, "no-such-hours"),
        "availability_period": ("month", "quarter", "year"),
    }


def some_of(fields: Mapping[str, Sequence[Any]], often: int) -> st.SearchStrategy[Data]:
    """Return the fields, each of them there so many times as often as not."""
    maybe = {
        name: st.sampled_from([*[None] * -(-len(values) // often), *values])
        for name, values in fields.items()
    }
    return st.fixed_dictionaries(maybe).map(_without_none)


def _without_none(data: Data) -> Data:
    return {name: value for name, value in data.items() if value is not None}


PROMISES = some_of(terms(PROMISED_SHARES, PROMISED_TIMES), 2)
TARGETS = some_of(terms(SHARES, TIMES * 2), 14)
SERVES = {
    name: terms(SHARES, TIMES)[name] for name in ("hours", "respond_within", "restore_within")
}
TEAMS = some_of({**SERVES, "change_within": TIMES}, 8)
SUPPLIERS = some_of({**SERVES, "availability": SHARES}, 8)
COSTS = some_of(
    {"cost": [{"amount": much, "per": per} for much in MONEY for per in ("month", "year")]}, 1
)
PARTS = some_of({"share": (1, 2, 3, 0.5)}, 1)


def engagements() -> st.SearchStrategy[Data]:
    """Return a customer of a service, in any relationship."""
    return st.fixed_dictionaries(
        {
            "id": st.sampled_from(("shops", "office", NOTHING)),
            "relationship": st.sampled_from(RELATIONSHIPS),
        },
        optional={"outcomes": st.just(["sell"]), "commitments": PROMISES},
    )


@st.composite
def entries(draw: st.DrawFn, targets: Sequence[str]) -> Any:
    """Return one entry of `requires`: an id, a degrading one, or a group."""
    form = draw(st.sampled_from(("plain", "group", "plain", "group", "group", "entry", "degrades")))
    if form == "group" and len(targets) > 1:
        members = draw(st.lists(st.sampled_from(targets), unique=True, min_size=2, max_size=3))
        need = draw(st.sampled_from(mostly(range(1, len(members)), len(members))))
        return {"any_of": members, "need": need, **draw(PARTS)}
    ident = draw(st.sampled_from(targets))
    if form in ("plain", "group"):
        return ident
    failure = "degrades" if form == "degrades" else "stops"
    return {"id": ident, "failure": failure, **draw(PARTS)}


@st.composite
def requirements(draw: st.DrawFn, names: Sequence[str], index: int) -> list[Any]:
    """Return what one node requires: nodes further down, now and then anything or nothing."""
    below = names[index + 1 :]
    targets = draw(st.sampled_from(mostly([below], (*below, NOTHING, *names[: index + 1]))))
    if not targets:
        return []
    least = draw(st.sampled_from(mostly([1], 0))) if index == 0 else 0
    drawn = draw(st.lists(entries(targets), min_size=least, max_size=3))
    return list({_outside_groups(each, place): each for place, each in enumerate(drawn)}.values())


def _outside_groups(entry: Any, place: int) -> object:
    """Return what must stand once: an id outside groups."""
    return entry if isinstance(entry, str) else entry.get("id", place)


@st.composite
def services(draw: st.DrawFn, ident: str, requires: list[Any]) -> Data:
    """Return a service with this id."""
    return {
        "kind": "Service",
        "id": ident,
        "name": ident.upper(),
        "status": draw(st.sampled_from(STATUSES)),
        "audience": "external",
        "owner": draw(st.sampled_from(mostly(("north", "south"), NOTHING))),
        "summary": "Sell things.",
        "customers": draw(st.lists(engagements(), max_size=2, unique_by=lambda each: each["id"])),
        "commitments": draw(PROMISES),
        "requires": requires,
        **draw(COSTS),
    }


@st.composite
def components(draw: st.DrawFn, ident: str, requires: list[Any]) -> Data:
    """Return a component with this id."""
    domains = ((), *((each,) for each in (f"rack-{ident}", *DOMAINS)), DOMAINS)
    runners = ({"team": "north"}, {"team": "south"}, {"supplier": "cloud"})
    return {
        "kind": "Component",
        "id": ident,
        "name": ident.upper(),
        "type": draw(st.sampled_from(("server", "database", "storage"))),
        "status": draw(st.sampled_from(mostly(["live"], "retired"))),
        **draw(st.sampled_from(mostly(runners, {"team": NOTHING}))),
        "targets": draw(TARGETS),
        "requires": requires,
        "failure_domains": list(draw(st.sampled_from(domains))),
        **draw(COSTS),
    }


def around() -> st.SearchStrategy[list[Data]]:
    """Return the settings, teams and supplier, and one outcome of one customer."""
    settings = some_of({"priorities": [["P1", "P2"]], "currency": ["EUR"]}, 1)
    shops = {"kind": "Customer", "id": "shops", "name": "Shops", "boundary": "internal"}
    sell = {"kind": "Outcome", "id": "sell", "name": "Sell", "customers": ["shops"]}
    return st.tuples(
        settings.map(lambda data: {**SETTINGS, **data}),
        TEAMS.map(lambda data: {"kind": "Team", "id": "north", "name": "North", **data}),
        TEAMS.map(lambda data: {"kind": "Team", "id": "south", "name": "South", **data}),
        SUPPLIERS.map(lambda data: {"kind": "Supplier", "id": "cloud", "name": "Cloud", **data}),
        st.just(shops),
        st.just(sell),
    ).map(list)


@st.composite
def catalog_texts(draw: st.DrawFn, max_nodes: int = len(NODES)) -> str:
    """Return the text of a catalog whose files `---` stands between.

    The first node in a drawn order is a service, and each one requires later ones, seldom others.
    """
    size = draw(st.sampled_from([1, *range(2, max_nodes + 1), *range(4, max_nodes + 1)]))
    names = tuple(draw(st.permutations(NODES[:size])))
    nodes = []
    for index, ident in enumerate(names):
        kinds = (services,) if index == 0 else (components, components, components, services)
        kind = draw(st.sampled_from(kinds))
        nodes.append(draw(kind(ident, draw(requirements(names, index)))))
    entities = [*draw(around()), *nodes]
    nudge = draw(st.sampled_from((None, 0, None, 0, 1, -1)))
    return text_of(entities if nudge is None else sharpened(entities, nudge))


def sharpened(entities: list[Data], nudge: int) -> list[Data]:
    """Return the entities with their promises on the edge: what is achievable, or a hair beside it.

    It is what the services promise themselves that moves; a customer's own promises stay.
    """
    edges: dict[str, Data] = {}
    for row in reversed(judge(catalog_of(text_of(entities)))):
        if row["achievable"] is not None:
            made = edges.setdefault(row["service"], {})
            edge = _beside(row["metric"], row["achievable"], nudge)
            if row["priority"]:
                made.setdefault(row["metric"], {})[row["priority"]] = edge
            elif edge is not None:
                made[row["metric"]] = edge
    return [_promising(each, edges.get(each.get("id", ""), {})) for each in entities]


def _beside(metric: str, achievable: str | int, nudge: int) -> Any:
    """Return a value to promise, None where the exact one cannot be written."""
    if isinstance(achievable, int):
        return f"{max(achievable + nudge, 0)}s"
    percent = Decimal(achievable).scaleb(2) + nudge * Decimal("1e-12")
    fits = 0 <= percent <= 100 and percent == round(percent, 12)
    return f"{percent:f}%" if metric == "availability" and fits else None


def _promising(entity: Data, edge: Data) -> Data:
    commitments = entity.get("commitments")
    if commitments is None:
        return entity
    return {**entity, "commitments": {**commitments, **edge}}


_Base: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Dumper(_Base):  # type: ignore[misc]
    """Writes the same value out wherever it stands."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def text_of(entities: Sequence[Data]) -> str:
    """Return entities as the text of files."""
    dumped = (
        yaml.dump(each, Dumper=_Dumper, sort_keys=False, default_flow_style=None)
        for each in entities
    )
    return "---\n".join(dumped)
