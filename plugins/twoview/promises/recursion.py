"""Walks and recursions as deep as they need to be, which the interpreter would not bear."""

from __future__ import annotations

from collections.abc import Callable, Generator, Hashable, Iterable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

Step = Generator[K, V, V]
"""Yields the problems that it needs solved, is sent each solution, and returns its own."""


def solve(problem: K, step: Callable[[K], Step[K, V]], known: dict[K, V]) -> V:
    """Return the solution of a problem, keeping those of all problems on the way in `known`."""
    if problem in known:
        return known[problem]
    open_steps = [(problem, step(problem))]
    answer: V | None = None
    while open_steps:
        current, working = open_steps[-1]
        try:
            needed = next(working) if answer is None else working.send(answer)
        except StopIteration as end:
            known[current] = answer = end.value
            open_steps.pop()
            continue
        answer = known.get(needed)
        if answer is None:
            open_steps.append((needed, step(needed)))
    return known[problem]


def walk(starts: Iterable[K], onward: Callable[[K], Iterable[K]]) -> list[K]:
    """Return all that one comes to from some places, these first, each once."""
    found = dict.fromkeys(starts)
    waiting = list(found)
    for place in waiting:
        fresh = [each for each in dict.fromkeys(onward(place)) if each not in found]
        found.update(dict.fromkeys(fresh))
        waiting.extend(fresh)
    return waiting
