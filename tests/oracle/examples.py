"""Catalogs of a few lines, and the rows that both judges make of them."""

from __future__ import annotations

from typing import Any

from oracle.catalogs import catalog_of
from oracle.engine import engine
from oracle.judge import judge

Row = dict[str, Any]

_FIELDS = {
    "Service": ("status: live", "audience: external", "owner: ops", "summary: Sell."),
    "Component": ("type: server", "team: ops"),
}


def text(*nodes: str, catalog: str = "priorities: [P1]", **others: str) -> str:
    """Return a catalog: nodes with `|` between fields, and the fields of entities by their kind."""
    settings = f"kind: Catalog\nname: Example\n{catalog}\n"
    rest = [f"kind: {kind}\n{_lines(fields)}\n" for kind, fields in others.items()]
    return "---\n".join([settings, *rest, *map(_node, nodes)])


def _lines(fields: str) -> str:
    return "\n".join(part.strip() for part in fields.split("|"))


def _node(line: str) -> str:
    """Return an entity from a line such as `Service shop: requires: [db]`."""
    head, _, fields = line.partition(":")
    kind, ident = head.split()
    own = _lines(fields)
    stated = [*(each.partition(":")[0] for each in own.split("\n")), *("team" for _ in _by(own))]
    defaults = [each for each in _FIELDS[kind] if each.partition(":")[0] not in stated]
    return "\n".join([f"kind: {kind}", f"id: {ident}", f"name: {ident}", *defaults, own, ""])


def _by(own: str) -> list[str]:
    return [each for each in own.split("\n") if each.startswith("supplier:")]


def rows(*nodes: str, **others: str) -> list[Row]:
    """Return all rows, on which the engine has to agree with the judge of this folder."""
    catalog = catalog_of(text(*nodes, **others))
    found = judge(catalog)
    assert engine(catalog) == found
    return found


def the_row(*nodes: str, **others: str) -> Row:
    """Return the one row that the service `shop` has."""
    found = [row for row in rows(*nodes, **others) if row["service"] == "shop"]
    assert len(found) == 1
    return found[0]


def result(*nodes: str, **others: str) -> tuple[Any, ...]:
    """Return what the one row of `shop` says after its promise."""
    row = the_row(*nodes, **others)
    return row["achievable"], row["verdict"], row["because"], row["unknown"]


def part(ident: str, targets: str = "", more: str = "") -> str:
    """Return a component with targets and more fields."""
    return f"Component {ident}: targets: {{{targets}}} | {more}"


def shop(promise: str, requires: str) -> str:
    """Return the service `shop` with its commitments and what it requires."""
    return f"Service shop: commitments: {{{promise}}} | requires: [{requires}]"
