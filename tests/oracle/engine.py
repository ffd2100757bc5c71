"""What the engine says, in the words of the judge of this folder."""

from __future__ import annotations

from typing import Any

from twoview.model import Capacity, Catalog
from twoview.promises import Judge, Judgement
from twoview.promises.turnaround import NEVER
from twoview.values import Duration, Share

from oracle.judge import shown

Row = dict[str, Any]


def engine(catalog: Catalog) -> list[Row]:
    """Return a row for every promise, as the judge of this folder does."""
    return [_row(each) for each in Judge(catalog).judgements]


def _row(judgement: Judgement) -> Row:
    promise, achievable = judgement.promise, judgement.achievable
    return {
        "service": promise.service,
        "customer": promise.customer,
        "metric": promise.metric,
        "priority": promise.priority,
        "promised": shown(_plain(promise.value)),
        "achievable": None if achievable == NEVER else shown(achievable),
        "verdict": judgement.verdict,
        "because": list(judgement.because),
        "unknown": list(judgement.unknown),
        "if_independent": shown(judgement.if_independent),
    }


def _plain(value: Share | Duration | Capacity) -> Any:
    if isinstance(value, Duration):
        return value.seconds
    return value.value if isinstance(value, Share) else value.amount
