"""What the inside can keep of a promise, in the shape that every metric gives it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Figure:
    """A share, whole seconds, or an amount of the promise's unit; None where there is no telling.

    `because` are the ids that decide it, `leans_on` all that it is worked out from, by id.
    """

    value: Fraction | int | None
    because: tuple[str, ...] = ()
    leans_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Backing:
    """The figure with what was never agreed at its worst, and with all of it perfect.

    `unknown` are the ids of those who never agreed.
    """

    worst: Figure
    perfect: Figure
    unknown: tuple[str, ...] = ()
