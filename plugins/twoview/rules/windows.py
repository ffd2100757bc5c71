"""Promises for a shorter time than the figures that they lean on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from twoview.finding import Problem
from twoview.judged import Judged
from twoview.promises.availability import Window
from twoview.promises.made import Promise
from twoview.rules.proof import SHOWN, listed
from twoview.rules.stated import Places, share
from twoview.values import Share


def worse_in_a_shorter_period(estate: Judged) -> Iterator[Problem]:
    """Yield a problem for each promise with a period that is shorter than that of a figure."""
    found = [(each.promise, each.window) for each in estate.judgements if each.window]
    places = Places(estate)
    for promise, window in found:
        if promise.service not in estate.unsettled:
            yield _problem(promise, window, estate, places)


def _problem(promise: Promise, window: Window, estate: Judged, places: Places) -> Problem:
    whom = f" `{promise.customer}`" if promise.customer else ""
    promised, figures = cast("Share", promise.value), estate.judge.figures
    agreed = [
        f"`{ident}` ({figures[ident].availability} a {figures[ident].period})"
        for ident in window.points
    ]
    shown = (places.of(each, promise, "availability_period") for each in window.points[:SHOWN])
    return Problem.at(
        estate.catalog.services[promise.service],
        *promise.path,
        message=f"`{promise.service}` promises{whom} {promised} in each {promise.period}, and "
        f"leans on figures for a longer time: {listed(agreed)}. With all that these allow, one "
        f"{promise.period} can come to {share(window.share, promised)}.",
        fix=f"Agree on these figures for a {promise.period}, or promise for as long as they count.",
        related=tuple(dict.fromkeys(each for each in shown if each)),
        customer=promise.customer,
        metric=promise.metric,
    )
