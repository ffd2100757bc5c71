"""What must be up for something to be up, as a formula over the own states of points.

Formulas are monotone: All of their parts, or Some, a number of them. A Choice stands for a group of
which only as many members as it needs count; once they are chosen it is All of them. Equal formulas
are one object, so that whatever is worked out for one is worked out once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from twoview.promises.structure import Element, Gate


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Formula:
    """A formula with the points and choices that it depends on.

    `critical` are the points without any one of which it is false. A formula has a greater
    `number` than those that it is made of.
    """

    number: int
    support: frozenset[Element] = frozenset()
    critical: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Point(Formula):
    """True while a point is up by itself."""

    id: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class All(Formula):
    """True while all parts are."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Some(Formula):
    """True while at least `need` of the parts are, which are more."""

    need: int
    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Choice(Formula):
    """A group of which `need` of the parts have to be chosen; they stand in the order of ids."""

    gate: Gate
    need: int
    parts: tuple[Formula, ...]
