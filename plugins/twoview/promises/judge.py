"""Whether promises can be kept, by all that the catalog knows: the verdicts and their reasons.

Readings of what is left open: responding leans on no structure, so that it is judged above a circle
and for an opaque service as well; a circle is named by all nodes beneath the service that stand in
one; what a shorter period comes to, and `if_independent`, are counted like the achievable figure,
with what was never agreed at its worst for what is kept, else perfect.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from twoview.model import Capacity, Catalog
from twoview.promises.availability import Availability, Basis, Count
from twoview.promises.backing import Backing, Figure
from twoview.promises.capacity import Capacities
from twoview.promises.change import Change
from twoview.promises.figures import Figures, Statements
from twoview.promises.made import Promise, Value, promises_of
from twoview.promises.recovery_point import RecoveryPoint
from twoview.promises.recovery_time import RecoveryTime
from twoview.promises.stops import Stops, responding
from twoview.promises.structure import Structure
from twoview.promises.waits import Waits
from twoview.values import Duration, Share

Verdict = Literal["kept", "short", "unbacked", "unjudged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What becomes of one promise.

    `achievable` is a share, whole seconds, or an amount of the promise's unit; None where there is
    no telling. `because` are the ids that decide it, `unknown` those whose missing figure leaves it
    open, `leans_on` all that it is worked out from.
    """

    promise: Promise
    verdict: Verdict
    achievable: Fraction | int | None = None
    because: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    leans_on: tuple[str, ...] = ()
    if_independent: Fraction | None = None
    window: Window | None = None
    repairs: Repairs | None = None
    cut_short: bool = False
