"""What the inside can keep of a promise, in the shape that every metric gives it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Case = Literal["worst", "perfect"]
"""What figures count as that were never agreed: the worst that they could be, or perfect."""

Value = Fraction | int | None
"""A share, whole seconds, or an amount of the promise's unit; None where there is no telling."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """The ids that decide a value, and by id all that it is worked out from and is unknown."""

    because: tuple[str, ...] = ()
    leans_on: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Backing:
    """The values in the two cases; their reasons are worked out for the one that counts."""

    worst: Value
    perfect: Value
    reasons: Callable[[Case], Reasons]
