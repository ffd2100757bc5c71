"""How quickly somebody acts who restores or responds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from twoview.model import Timing
from twoview.promises.arithmetic import Case
from twoview.values import Schedule

NEVER = 10**30
"""More seconds than any sum of durations that can be written: unlimited."""

MISSING: Mapping[Case, int] = {"worst": NEVER, "perfect": 0}
"""The seconds that a duration takes to which nobody has agreed."""


@dataclass(frozen=True, slots=True, eq=False)
class Turnaround:
    """How quickly somebody acts, in the hours in which they work; None where nobody has agreed.

    Points that have the times and hours of their team share one Turnaround.
    """

    times: Timing | None = None
    hours: Schedule | None = None

    def seconds(self, priority: str | None) -> int | None:
        """Return the seconds agreed for a priority."""
        agreed = self.times.get(priority or "") if isinstance(self.times, Mapping) else self.times
        return agreed.seconds if agreed else None
