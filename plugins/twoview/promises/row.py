"""What becomes of a promise as data, under the names that other programs read."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from twoview.model import Capacity
from twoview.promises.judge import Judgement
from twoview.promises.made import Value
from twoview.promises.turnaround import NEVER
from twoview.values import Duration, Share


def row(judgement: Judgement) -> dict[str, Any]:
    """Return what becomes of a promise as JSON data; what there is not is null.

    Shares and amounts are exact decimal texts, durations whole seconds.
    """
    made, independent = judgement.promise, judgement.if_independent
    return {
        "service": made.service,
        "customer": made.customer,
        "metric": made.metric,
        "priority": made.priority,
        "promised": _data(made.value),
        "achievable": _figure(judgement),
        "verdict": judgement.verdict,
        "because": list(judgement.because),
        "unknown": list(judgement.unknown),
        "if_independent": None if independent is None else Share(independent).decimal(),
    }


def _data(value: Value) -> str | int:
    if isinstance(value, Duration):
        return value.seconds
    # An amount has an end as a decimal, as a share does.
    return (Share(value.amount) if isinstance(value, Capacity) else value).decimal()


def _figure(judgement: Judgement) -> str | int | None:
    found = judgement.achievable
    if found is None or found == NEVER:
        return None
    if isinstance(judgement.promise.value, Duration):
        return int(found)
    return Share(Fraction(found)).decimal()
