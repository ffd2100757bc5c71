"""Redundant pairs that stand on parts which they share: told exactly, and in no time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from random import Random
from time import process_time

import pytest
from oracle.catalogs import catalog_of
from oracle.examples import part, shop, text
from twoview.promises import Judge, Judgement

PAIRS = 30
OWN = Fraction("0.99")
CHANCE = {True: Fraction("0.9"), False: Fraction("0.1")}
"""How often a shared part is up, and how often it is down."""

Pair = tuple[Sequence[str], Sequence[str]]
"""What the first and what the second of a pair requires."""


def judgement(pairs: Sequence[Pair]) -> Judgement:
    """Return what becomes of a service that requires one of each pair."""
    groups = ", ".join(f"{{any_of: [one-{n}, other-{n}]}}" for n in range(len(pairs)))
    shared = {ident for pair in pairs for each in pair for ident in each}
    parts = [part(ident, "availability: 90%") for ident in sorted(shared)]
    nodes = [shop("availability: 50%", groups), *members(pairs), *parts]
    (found,) = Judge(catalog_of(text(*nodes))).judgements
    return found


def members(pairs: Sequence[Pair]) -> Iterator[str]:
    for number, pair in enumerate(pairs):
        for name, requires in zip((f"one-{number}", f"other-{number}"), pair, strict=True):
            more = f"failure_domains: [{name}] | requires: [{', '.join(requires)}]"
            yield part(name, "availability: 99%", more)


def up(one: bool, other: bool) -> Fraction:
    """Return how often a pair is up with what its members stand on as it is."""
    return 1 - (1 - OWN * one) * (1 - OWN * other)


def around(count: int) -> Fraction:
    """Return how often all pairs of a ring are up, in which neighbors share a part.

    The ring is cut at its first shared part, and walked with that part up, and with it down.
    """
    total = Fraction(0)
    for first in (True, False):
        reached = {first: CHANCE[first]}
        for _ in range(count - 1):
            reached = onward(reached)
        total += sum(much * up(last, first) for last, much in reached.items())
    return total


def onward(reached: dict[bool, Fraction]) -> dict[bool, Fraction]:
    """Return how often all is up as far as the next shared part, with it up and with it down."""
    return {
        after: CHANCE[after]
        * sum((much * up(before, after) for before, much in reached.items()), Fraction(0))
        for after in (True, False)
    }


def ring(count: int) -> list[Pair]:
    return [([f"part-{n}"], [f"part-{(n + 1) % count}"]) for n in range(count)]


def test_the_walk_around_a_ring_is_what_all_states_come_to() -> None:
    total = Fraction(0)
    for states in product((True, False), repeat=4):
        share = Fraction(1)
        for here, after in zip(states, (*states[1:], states[0]), strict=True):
            share *= up(here, after) * CHANCE[here]
        total += share
    assert around(4) == total


@pytest.mark.parametrize("count", [4, PAIRS, 2 * PAIRS])
def test_pairs_in_a_ring_are_told_exactly(count: int) -> None:
    assert judgement(ring(count)).achievable == around(count)


def test_pairs_with_no_two_parts_in_common_are_a_product() -> None:
    pairs = [([f"a-{n}"], [f"b-{n}"]) for n in range(PAIRS)]
    assert judgement(pairs).achievable == (1 - (1 - OWN * CHANCE[True]) ** 2) ** PAIRS


def test_thirty_pairs_over_sixty_shared_parts_take_seconds() -> None:
    random = Random(7)
    parts = [f"part-{n}" for n in range(2 * PAIRS)]
    pairs = [(random.sample(parts, 2), random.sample(parts, 2)) for _ in range(PAIRS)]
    start = process_time()
    found = judgement(pairs)
    assert process_time() - start < 5
    assert not found.cut_short
    assert found.achievable == found.if_independent
