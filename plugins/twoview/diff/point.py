"""The parts of which a diff is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from twoview.explain.words import listed

MANY = 3
"""From how many things on those are told together of which one can say the same."""

NAMED = 12
"""How many names stand in one line beside a promise or a finding."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to know: what it is about, a sentence, and lines that go with it."""

    about: str
    text: str
    more: tuple[str, ...] = ()
    mark: str = ""
    """`worse` or `better`, or the severity of a finding; empty for what is neither."""


@dataclass(frozen=True, slots=True)
class Section:
    """Points under a title."""

    title: str
    points: tuple[Point, ...]


def told_once(told: Iterable[tuple[str, str]], each: str = "") -> Iterator[Point]:
    """Yield names with a text; a text of many names once, beginning with `each`."""
    alike: dict[str, list[str]] = {}
    for name, text in told:
        alike.setdefault(text, []).append(name)
    for text, names in alike.items():
        if len(names) < MANY:
            yield from (Point(name, text) for name in names)
        else:
            yield Point(f"{len(names):,} entries", f"{each}{text}", (listed(names),))
