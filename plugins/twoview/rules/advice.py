"""What would keep a promise: the smallest repairs, the best promise that holds, who must agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, cast

from twoview.model import Capacity
from twoview.promises.judge import Judgement
from twoview.promises.made import Value
from twoview.rules.proof import SHOWN, Claim, listed
from twoview.rules.stated import share
from twoview.rules.waiting import delay
from twoview.values import Duration, Share

Advice = Callable[[Claim], Iterator[str]]


def repairs(claim: Claim) -> str | None:
    """Return what would each keep promises that are short."""
    advice = _REPAIRS.get(claim.promise.metric, _nothing)
    ways = [*advice(claim), *_best_promise(claim)] or [*_missing(claim)]
    return sentence("; or ".join(ways)) if ways else None


def agreement(claim: Claim) -> str:
    """Return what would have to be agreed on to keep promises that nobody has agreed to."""
    metric = claim.promise.metric
    if claim.is_opaque:
        return "List under `requires:` what it runs on, with the `targets:` that it is run to."
    if claim.worst.achievable is None:
        return f"State a `{metric}` of {_enough(claim)} for whatever decides it."
    anything = f"agree on the `{metric}` of {claim.named(claim.unknown)}"
    return sentence(next(_REPAIRS.get(metric, _nothing)(claim), anything))


def sentence(text: str) -> str:
    """Return a text with a capital letter before it and a period behind it."""
    return f"{text[:1].upper()}{text[1:]}."


def _nothing(claim: Claim) -> Iterator[str]:
    return iter(())


def _more_available(claim: Claim) -> Iterator[str]:
    """Yield how single points would have to be run, and what declaring failure domains gives."""
    found = claim.worst.repairs
    if found and found.raises:
        each = [f"`{ident}` at {own}" for ident, own in found.raises[:SHOWN]]
        yield f"run {' or '.join(each)}"
    if found and found.declare and found.declared:
        groups = [listed([f"`{each}`" for each in gate.members]) for gate in found.declare[:SHOWN]]
        gives = share(found.declared, cast("Share", claim.promise.value))
        yield f"declare the failure domains of {', and of '.join(groups)}, which gives {gives}"
    if claim.worst.verdict == "unbacked":
        yield from _enough_available(claim)


def _enough_available(claim: Claim) -> Iterator[str]:
    """Yield the availability that would do for the one point that has agreed to none."""
    promised, rest = cast("Share", claim.promise.value), claim.worst.achievable
    single = claim.estate.judge.structure.single_points(claim.promise.service)
    if rest and len(claim.unknown) == 1 and claim.unknown[0] in single:
        spare = Share(1 - promised.value / Fraction(rest)).down_to(promised.decimals + 1)
        needed = Share(1 - spare.value)
        yield f"agree on an `availability` of {needed} or more for {claim.named(claim.unknown)}"


def _quicker(claim: Claim) -> Iterator[str]:
    """Yield how soon, and at which hours, those would have to act who are late."""
    late = delay([each.promise for each in claim.judgements], claim.estate.judge)
    ways = [*_agreeing(claim, late.slow)]
    if late.away:
        work = "at work" if claim.promise.metric == "respond_within" else "attended to"
        hours = f"all of the customer's hours ({claim.promise.hours})"
        ways.append(f"have {claim.named(late.away)} {work} in {hours}")
    if ways:
        yield ", and ".join(ways)


def _sooner(claim: Claim) -> Iterator[str]:
    """Yield which points would have to agree on as much as is promised."""
    judge, promised = claim.estate.judge, claim.promise.value
    own = {ident: _own(ident, claim) for ident in judge.leans_on(claim.worst)}
    late = [ident for ident, agreed in own.items() if agreed is None or agreed > promised]
    yield from _agreeing(claim, late)


def _wider(claim: Claim) -> Iterator[str]:
    """Yield which single points would have to carry as much as is promised."""
    judge, promised = claim.estate.judge, cast("Capacity", claim.promise.value)
    own = {ident: _own(ident, claim) for ident in judge.leans_on(claim.worst)}
    narrow = [ident for ident, carries in own.items() if carries.amount < promised.amount]
    if set(narrow) <= set(judge.structure.single_points(claim.promise.service)):
        yield from _agreeing(claim, narrow)


def _agreeing(claim: Claim, ids: Sequence[str]) -> Iterator[str]:
    """Yield that some should agree on as much as is promised, if there are any."""
    if ids:
        yield f"agree on a `{claim.promise.metric}` of {_enough(claim)} for {claim.named(ids)}"


def _enough(claim: Claim) -> str:
    bound = "less" if isinstance(claim.promise.value, Duration) else "more"
    return f"{claim.shown(claim.promise.value)} or {bound}"


def _own(ident: str, claim: Claim) -> Any:
    return getattr(claim.estate.judge.figures[ident], claim.promise.metric)


_REPAIRS: Mapping[str, Advice] = {
    "availability": _more_available,
    "respond_within": _quicker,
    "restore_within": _quicker,
    "recovery_point": _sooner,
    "change_within": _sooner,
    "capacity": _wider,
}


def _best_promise(claim: Claim) -> Iterator[str]:
    """Yield the best promise that holds today, if any does."""
    best, judge = _best(claim.worst), claim.estate.judge
    is_some = not isinstance(best, Share) or best.value > 0
    if is_some and all(judge.would_hold(each.promise, best) for each in claim.judgements):
        yield f"promise {claim.shown(best)}"


def _best(judgement: Judgement) -> Value:
    if judgement.repairs:
        return judgement.repairs.best
    figure = judgement.achievable or 0
    if judgement.promise.unit:
        return Capacity(Fraction(figure), judgement.promise.unit)
    return Duration(int(figure))


def _missing(claim: Claim) -> Iterator[str]:
    """Yield who would have to agree on anything at all first."""
    leaning = claim.estate.judge.leans_on(claim.worst)
    missing = [ident for ident in leaning if _own(ident, claim) is None]
    if missing:
        yield f"agree on the `{claim.promise.metric}` of {claim.named(missing)} first"
