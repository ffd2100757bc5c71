"""Findings for the promises of one metric with one verdict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from twoview.finding import Problem
from twoview.judged import Judged
from twoview.promises.judge import Judgement, Verdict
from twoview.rules.advice import agreement, repairs
from twoview.rules.proof import Claim
from twoview.rules.stated import Places


def shortfalls(metric: str, estate: Judged) -> Iterator[Problem]:
    """Yield a problem for each promise that cannot be kept."""
    for claim in _claims(metric, "short", estate):
        related = claim.related(claim.worst.because)
        yield _problem(claim, message=claim.short(), fix=repairs(claim), related=related)


def unagreed(metric: str, estate: Judged) -> Iterator[Problem]:
    """Yield a problem for each promise that hangs on what nobody inside has agreed to."""
    for claim in _claims(metric, "unbacked", estate):
        is_known = not claim.is_opaque and claim.worst.achievable is not None
        related = claim.related(claim.unknown) if is_known else ()
        yield _problem(claim, message=claim.unbacked(), fix=agreement(claim), related=related)


def _claims(metric: str, verdict: Verdict, estate: Judged) -> Iterator[Claim]:
    """Yield the promises with a verdict, those together that one value makes to one customer."""
    found: dict[object, list[Judgement]] = {}
    doubted = estate.unsettled_with_runners if verdict == "unbacked" else estate.unsettled
    for judgement in estate.judge.by_verdict.get((metric, verdict), ()):
        promise = judgement.promise
        if promise.service not in doubted:
            at = (promise.service, promise.customer, promise.path)
            found.setdefault(at, []).append(judgement)
    places = Places(estate)
    return (Claim(judgements, estate, places) for judgements in found.values())


def _problem(claim: Claim, **more: Any) -> Problem:
    promise = claim.promise
    return Problem.at(
        claim.estate.catalog.services[promise.service],
        *promise.path,
        customer=promise.customer,
        metric=promise.metric,
        **more,
    )
