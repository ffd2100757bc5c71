"""Findings for the promises of one metric with one verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from twoview.finding import Problem
from twoview.judged import Judged
from twoview.promises.judge import Judgement, Verdict
from twoview.rules.advice import agreement, repairs
from twoview.rules.proof import Claim
from twoview.rules.stated import Places


def shortfalls(metric: str, estate: Judged) -> Iterator[Problem]:
    """Yield a problem for each promise that cannot be kept."""
    yield from _problems(metric, "short", estate, _shortfall)


def unagreed(metric: str, estate: Judged) -> Iterator[Problem]:
    """Yield a problem for each promise that hangs on what nobody inside has agreed to."""
    yield from _problems(metric, "unbacked", estate, _open)


def _shortfall(claim: Claim) -> Problem:
    related = claim.related(claim.worst.because)
    return _problem(claim, message=claim.short(), fix=repairs(claim), related=related)


def _open(claim: Claim) -> Problem:
    is_known = not claim.is_opaque and claim.worst.achievable is not None
    related = claim.related(claim.unknown) if is_known else ()
    return _problem(claim, message=claim.unbacked(), fix=agreement(claim), related=related)


def _problems(
    metric: str, verdict: Verdict, estate: Judged, problem: Callable[[Claim], Problem]
) -> Iterator[Problem]:
    """Yield a problem for the promises with a verdict, for those together that one value makes."""
    doubted = estate.unsettled_with_runners if verdict == "unbacked" else estate.unsettled
    judged = estate.judge.by_verdict.get((metric, verdict), ())
    places = Places(estate)
    for service, found in groupby(judged, key=lambda each: each.promise.service):
        if service not in doubted:
            tell = partial(_told, list(found), estate, places, problem)
            yield from estate.once(f"{metric} {verdict}", service, tell)


def _told(
    judgements: Sequence[Judgement],
    estate: Judged,
    places: Places,
    problem: Callable[[Claim], Problem],
) -> list[Problem]:
    """Return the problems of promises of one service."""
    found: dict[object, list[Judgement]] = {}
    for judgement in judgements:
        promise = judgement.promise
        found.setdefault((promise.customer, promise.path), []).append(judgement)
    return [problem(Claim(each, estate, places)) for each in found.values()]


def _problem(claim: Claim, **more: Any) -> Problem:
    promise = claim.promise
    return Problem.at(
        claim.estate.catalog.services[promise.service],
        *promise.path,
        customer=promise.customer,
        metric=promise.metric,
        priorities=tuple(claim.priorities),
        **more,
    )
