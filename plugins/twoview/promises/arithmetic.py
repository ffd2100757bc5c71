"""What the arithmetic of every metric answers, whatever it works with."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, Protocol

from twoview.promises.made import Promise

Case = Literal["worst", "perfect"]
"""What figures count as that were never agreed: the worst that they could be, or perfect."""

Value = Fraction | int | None
"""A share, whole seconds, or an amount of the promise's unit; None where there is no telling."""

Ids = tuple[str, ...]


class Arithmetic(Protocol):
    """Works out what the inside can keep of the promises of one metric in one catalog."""

    def value(self, promise: Promise, case: Case) -> Value:
        """Return the figure that can be kept."""

    def because(self, promise: Promise, case: Case) -> Ids:
        """Return the ids that decide the figure."""

    def leans_on(self, promise: Promise, case: Case) -> Ids:
        """Return the ids that the figure is worked out from, in their order."""

    def unknown(self, promise: Promise) -> Ids:
        """Return the ids whose missing figure leaves the promise open, in their order."""
