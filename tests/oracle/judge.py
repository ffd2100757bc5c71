"""The rows of `twoview promises`, worked out by the definitions and nothing cleverer.

`judge(catalog)` is the whole interface. It looks at every combination of states, so that catalogs
should have no more than about ten points and a handful of groups.
"""

from __future__ import annotations

from fractions import Fraction
from math import inf
from typing import Any

from twoview.model import Catalog

from oracle.metrics import METRICS, Case, Found, Value, reasons
from oracle.promise import Promise, promises
from oracle.structure import circle, is_point, structure


def judge(catalog: Catalog) -> list[dict[str, Any]]:
    """Return a row for every promise, sorted by service, customer, metric and priority."""
    return [row(catalog, promise) for promise in promises(catalog)]


def row(catalog: Catalog, promise: Promise) -> dict[str, Any]:
    """Return the row of one promise."""
    verdict, found, unknown = judged(case_of(catalog, promise))
    return {
        "service": promise.service,
        "customer": promise.customer,
        "metric": promise.metric,
        "priority": promise.priority,
        "promised": shown(promise.value),
        "achievable": shown(found.value) if found else None,
        "verdict": verdict,
        "because": found.because if found else [],
        "unknown": unknown,
        "if_independent": shown(found.if_independent) if found else None,
    }


def case_of(catalog: Catalog, promise: Promise) -> Case:
    """Return the promise with what its service stands on."""
    parts = structure(catalog, promise.service)
    points = tuple(each for each in parts if is_point(catalog, each))
    return Case(catalog, promise, parts, points)


def judged(case: Case) -> tuple[str, Found | None, list[str]]:
    """Return the verdict, what is achievable, and the unknown.

    Readings: neither a circle nor having no stopping entry matters to how soon the owner responds.
    A circle is unknown as all ids beneath the service that need themselves, by id.
    """
    if case.promise.metric != "respond_within":
        if circling := circle(case.parts):
            return "unjudged", None, circling
        if case.promise.service in case.points:
            return "unbacked", None, [case.promise.service]
    return compared(case)


def compared(case: Case) -> tuple[str, Found | None, list[str]]:
    """Return what comes of the two calculations.

    Reading: where nothing beneath has a figure of the kind (recovery point, capacity), nothing is
    achievable and all points beneath are the unknown.
    """
    metric = METRICS[case.promise.metric]
    worst, best = metric.work_out(case, False), metric.work_out(case, True)
    if worst is None or best is None:
        return "unbacked", None, sorted(case.points)
    if is_met(case.promise, worst.value):
        return "kept", worst, []
    if not is_met(case.promise, best.value):
        return "short", best, []
    return "unbacked", best, sorted(set(metric.missing(case)))


def equally_right(catalog: Catalog, promise: Promise) -> list[dict[str, Any]]:
    """Return the row of a promise, and its rows with other choices that are just as good.

    The ids are in order within a group. Which of several groups gives way to the order of ids first
    is left open, and so is whether something is chosen first that is needed anyway; so is all of it
    where every choice comes to nothing.
    """
    ours = row(catalog, promise)
    if promise.metric != "availability" or ours["achievable"] is None:
        return [ours]
    found = reasons(case_of(catalog, promise), ours["verdict"] != "kept")
    others = [
        {**ours, "because": because, "unknown": lacking if ours["verdict"] == "unbacked" else []}
        for because, lacking in found
    ]
    return [ours, *others]


def is_met(promise: Promise, value: Value) -> bool:
    """Whether the promise is met; equality is met."""
    more = METRICS[promise.metric].more_is_better
    return value >= promise.value if more else value <= promise.value


def shown(value: Value | None) -> str | int | None:
    """Return seconds as a number, None for ever, and any other figure as an exact decimal text."""
    if isinstance(value, Fraction):
        return decimal(value)
    return None if value is None or value == inf else int(value)


def decimal(value: Fraction) -> str:
    """Return the shortest decimal text of a value that has one."""
    places = next(n for n in range(10_000) if (value * 10**n).denominator == 1)
    digits = str(int(value * 10**places)).rjust(places + 1, "0")
    cut = len(digits) - places
    return f"{digits[:cut]}.{digits[cut:]}" if places else digits
