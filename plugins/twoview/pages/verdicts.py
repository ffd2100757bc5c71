"""What becomes of promises, in the words of each reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from twoview.finding import Accepted
from twoview.judged import counts
from twoview.language import _, later
from twoview.model import Capacity, Commitments, Service
from twoview.pages import wording
from twoview.pages.page import Book
from twoview.pages.wording import Standing
from twoview.promises.judge import Judgement, Verdict
from twoview.promises.made import Promise, Value
from twoview.values import Duration, Share

BUSINESS: Mapping[Verdict, str] = {
    "kept": later("Backed"),
    "short": later("At risk"),
    "unbacked": later("Nobody has agreed to this yet"),
    "unjudged": later("Cannot be worked out"),
}
MEANINGS: Mapping[Verdict, str] = {
    "kept": later("Those who run what is behind it have agreed to enough."),
    "short": later("What is behind it is not run well enough for it."),
    "unbacked": later("It hangs on something that nobody behind it has agreed to."),
    "unjudged": later("What is behind it is described as running in a circle."),
}


def standing(judgement: Judgement, accepted: Sequence[Accepted]) -> Standing:
    """Return how a promise stands; of the accepted risks, whether one of them is about it."""
    instead = ""
    if judgement.verdict == "short" and judgement.achievable is not None:
        instead = _instead(judgement)
    until = [risk.waiver.until for risk in accepted if _is_about(risk, judgement)]
    day = wording.day(max(until)) if until else ""
    known = _("known, and accepted until {until}", until=day) if until else ""
    return Standing(judgement.verdict, _(BUSINESS[judgement.verdict]), instead, known)


def _is_about(risk: Accepted, judgement: Judgement) -> bool:
    problem, promise = risk.finding.problem, judgement.promise
    if not risk.finding.rule.endswith(("-short", "-unbacked")):
        return False
    return (problem.customer, problem.metric) == (promise.customer, promise.metric)


def _instead(judgement: Judgement) -> str:
    promise, found = judgement.promise, judgement.achievable or 0
    words = achievable(judgement)
    if isinstance(promise.value, Share):
        lost = wording.lost(Share(Fraction(found)), promise.period)
        return _("what can be kept today: {share}, {lost}", share=words, lost=lost)
    if isinstance(promise.value, Duration):
        is_working = wording.is_working_time(promise.metric, promise.hours)
        words = (Duration.hours_in_words if is_working else Duration.words)(Duration(int(found)))
    if promise.metric == "recovery_point":
        return _("what can be kept today: {time} of work", time=words)
    return _("what can be kept today: {value}", value=words)


def figure(value: Value, promise: Promise) -> str:
    """Return a figure of a promise as engineers write it; working time has no days of 24 hours."""
    if isinstance(value, Duration) and wording.is_working_time(promise.metric, promise.hours):
        return value.in_hours()
    return str(value)


def achievable(judgement: Judgement) -> str:
    """Return what can be kept, empty where there is no telling; shares are rounded down."""
    found, promised = judgement.achievable, judgement.promise.value
    if isinstance(promised, Duration):
        return "" if found is None else figure(Duration(int(found)), judgement.promise)
    if found is None:
        return ""
    if isinstance(promised, Share):
        return str(Share(Fraction(found)).down_to(max(promised.decimals + 1, 2)))
    return str(Capacity(Fraction(found), promised.unit))


def by_metric(
    judgements: Iterable[Judgement], accepted: Sequence[Accepted]
) -> dict[str, list[tuple[str, Standing]]]:
    """Return how promises stand by metric, each priority by name; once where all stand alike."""
    found: dict[str, list[tuple[str, Standing]]] = {}
    for judgement in judgements:
        promise = judgement.promise
        named = (promise.priority or "", standing(judgement, accepted))
        found.setdefault(promise.metric, []).append(named)
    return {metric: _alike(named) for metric, named in found.items()}


def _alike(named: list[tuple[str, Standing]]) -> list[tuple[str, Standing]]:
    """Return one entry without a name where all standings are the same."""
    return [("", named[0][1])] if len({each for _, each in named}) == 1 else named


def promised(
    book: Book, service: Service, customer: str | None, commitments: Commitments
) -> list[wording.Promise]:
    """Return what a service promises to a customer, in the customer's words, and how it stands."""
    judged = book.estate.judgements_of.get(service.id, ())
    own = (each for each in judged if each.promise.customer == customer)
    found = by_metric(own, book.accepted_of(service))
    rows = wording.promised(commitments, book.estate.catalog.settings.priorities)
    return [replace(row, standings=found.get(row.metric, ())) for row in rows]


def summary(judgements: Sequence[Judgement]) -> list[tuple[Standing, int]]:
    """Return how many promises stand how, the worst first; what does not occur is left out."""
    counted = counts(judgements)
    return [(Standing(verdict, _(BUSINESS[verdict])), count) for verdict, count in counted if count]
