"""The parts of which a diff is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from twoview.explain.words import listed
from twoview.model import KINDS

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
    """`broken`, `not kept` or `repaired`, or the severity of a finding; else empty."""


@dataclass(frozen=True, slots=True)
class Section:
    """Points under a title."""

    title: str
    points: tuple[Point, ...]


def told_once(told: Iterable[tuple[str, Point]], each: str = "") -> Iterator[Point]:
    """Yield points of entities of a kind; what is said of many once, beginning with `each`."""
    alike: dict[tuple[str, tuple[str, ...]], list[tuple[str, Point]]] = {}
    for kind, point in told:
        alike.setdefault((point.text, point.more), []).append((kind, point))
    for (text, more), found in alike.items():
        if len(found) < MANY:
            yield from (point for _, point in found)
        else:
            about, names = _of_many(found)
            yield Point(about, f"{each}{text}", (*names, *more))


def _of_many(found: Iterable[tuple[str, Point]]) -> tuple[str, tuple[str, ...]]:
    """Return what many points are about, and their names by kind."""
    names: dict[str, list[str]] = {}
    for kind, point in found:
        names.setdefault(kind, []).append(point.about)
    counts = {of_kind(len(each), kind): listed(each) for kind, each in names.items()}
    if len(counts) == 1:
        return next(iter(counts.items()))[0], tuple(counts.values())
    total = sum(map(len, names.values()))
    return f"{total:,} entries", tuple(f"{about}: {each}" for about, each in counts.items())


def of_kind(number: int, kind: str) -> str:
    """Return a number of entities of a kind in words."""
    return count(number, kind.lower(), KINDS[kind].plural)


def count(number: int, one: str, many: str = "") -> str:
    """Return a number of things in words, `many` where their name is not just one with an s."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
