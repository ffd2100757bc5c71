"""What is promised to whom, in which hours, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from twoview.explain.section import Block, Lines, Section, Table
from twoview.explain.subject import Subject
from twoview.explain.words import METRICS, achieved, label, listed, promised
from twoview.promises.judge import Judgement, Verdict

MEANINGS: Mapping[Verdict, str] = {
    "kept": "kept: it holds, even if every figure nobody has agreed to were the worst possible.",
    "short": "short: it does not hold, even if every figure nobody has agreed to were perfect.",
    "unbacked": "unbacked: it hangs on figures nobody has agreed to, counted as perfect here.",
    "unjudged": "unjudged: what the service requires runs in a circle, so there is no telling.",
}
_ABOUT_PROMISES = ("-short", "-unbacked", "-window")
_HEAD = ("Promise", "Promised", "Can be kept", "Verdict")


def promised_section(subject: Subject) -> Section:
    """Return what is promised, with the verdicts."""
    return Section("What is promised", (_answers(subject), *_promises(subject)))


def _answers(subject: Subject) -> str:
    service = subject.service
    status = "" if service.status == "live" else f" It is {service.status}."
    return f"{subject.team(service.owner)} answers for the service.{status}"


def _promises(subject: Subject) -> Iterator[Block]:
    verdicts = {each.verdict for each in subject.judgements()}
    if not verdicts:
        yield _why_nothing(subject)
        return
    yield from _tables(subject)
    yield Lines.flat(*(text for verdict, text in MEANINGS.items() if verdict in verdicts))
    if accepted := tuple(_accepted(subject)):
        yield "This is known, and accepted for a time:"
        yield Lines.flat(*accepted)


def _accepted(subject: Subject) -> Iterator[str]:
    """Yield the waivers for findings about promises that still count."""
    for waiver in subject.service.accepts:
        if waiver.rule.endswith(_ABOUT_PROMISES) and waiver.until >= subject.estate.today:
            whom = f" for {subject.customer(waiver.customer)}" if waiver.customer else ""
            yield f"{waiver.rule}{whom}, until {waiver.until}: {waiver.reason}"


def _why_nothing(subject: Subject) -> str:
    if subject.service.status == "retired":
        return "Nothing any more: the service is retired."
    return "Nothing: the service states no commitments."


def _tables(subject: Subject) -> Iterator[Block]:
    """Yield a table for each set of customers with the same promises in the same hours."""
    customers: dict[tuple[str, Table], list[str]] = {}
    by_customer = groupby(subject.judgements(), key=lambda each: each.promise.customer)
    for customer, found in by_customer:
        judgements = sorted(found, key=_place)
        table = Table(_HEAD, tuple(map(_row, judgements)))
        hours = judgements[0].promise.hours.words()
        customers.setdefault((hours, table), []).append(subject.customer(customer))
    for (hours, table), names in customers.items():
        yield f"To {listed(names)}. Time counts {_during(hours)}:"
        yield table


def _place(judgement: Judgement) -> int:
    """Return where a promise stands in the order in which metrics are explained."""
    return list(METRICS).index(judgement.promise.metric)


def _during(hours: str) -> str:
    return hours if hours == "around the clock" else f"during {hours}"


def _row(judgement: Judgement) -> tuple[str, ...]:
    made = judgement.promise
    return (label(made), promised(made), achieved(made, judgement.achievable), judgement.verdict)
