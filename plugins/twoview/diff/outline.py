"""A diff in the order in which a reviewer wants to know it: sections of sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from twoview.changes import Change, Topic
from twoview.diff import Diff, Move
from twoview.diff.reach import Reach, affected
from twoview.diff.words import Teller, Told
from twoview.explain.words import listed
from twoview.finding import Finding
from twoview.model import METRICS
from twoview.values import Money

TITLES: Mapping[Topic, str] = {
    "promise": "What is promised",
    "target": "What the inside is run to",
    "lifecycle": "Life cycle",
    "structure": "Structure",
    "cost": "Costs and prices",
    "text": "Other",
}


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to know: what it is about, a sentence, and lines that go with it."""

    about: str
    text: str
    more: tuple[str, ...] = ()
    mark: str = ""
    """`worse` or `better`, or the severity of a finding; empty for what is neither."""


@dataclass(frozen=True, slots=True)
class Section:
    """Points under a title; `long` ones may be folded."""

    title: str
    points: tuple[Point, ...]


def outline(diff: Diff) -> list[Section]:
    """Return the sections of a diff that have something to tell, most important first."""
    told = _told_findings(diff)
    sections = [
        Section("Promises", tuple(_promises(diff))),
        Section("New findings", tuple(_findings(each for each in diff.new if each not in told))),
        Section("Findings that are gone", tuple(_gone(diff, told))),
        *_changes(diff),
        Section("Whom it reaches", tuple(_reach(diff))),
        Section("Full costs a month", tuple(_costs(diff))),
    ]
    return [each for each in sections if each.points]


def summary(diff: Diff) -> str:
    """Return one sentence that counts what changed."""
    if diff.means_nothing:
        return f"No change of meaning{''.join(_files(diff))}."
    parts = [*_promise_counts(diff), *_finding_counts(diff)]
    entries = len({each.key for each in diff.changes})
    if diff.changes:
        where = _count(entries, "entry", "entries")
        parts.append(f"{_count(len(diff.changes), 'change')} in {where}")
    return f"{', '.join(parts)}."


def _files(diff: Diff) -> Iterator[str]:
    counts = {"written differently": diff.rewritten, "moved": diff.moved}
    told = [f"{_count(len(files), 'file')} {what}" for what, files in counts.items() if files]
    yield f": {' and '.join(told)}" if told else ""


def _promise_counts(diff: Diff) -> Iterator[str]:
    worse = sum(each.is_worse for each in diff.promises)
    better = sum(each.is_better for each in diff.promises)
    other = len(diff.promises) - worse - better
    if worse:
        yield f"{_count(worse, 'promise')} broken"
    if better:
        yield f"{_count(better, 'promise')} repaired"
    if other:
        yield f"{_count(other, 'promise')} changed"


def _finding_counts(diff: Diff) -> Iterator[str]:
    if diff.new:
        errors = sum(each.severity == "error" for each in diff.new)
        weight = f" ({_count(errors, 'error')})" if errors else ""
        yield f"{_count(len(diff.new), 'new finding')}{weight}"
    if diff.gone:
        yield f"{_count(len(diff.gone), 'finding')} gone"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def _promises(diff: Diff) -> Iterator[Point]:
    teller = Teller(diff.before.estate, diff.after.estate, diff.name)
    for service, group in groupby(teller.told(diff.promises), key=lambda each: each.service):
        told = list(group)
        for each in told:
            more = [*map(_rule_at, _findings_of(each, diff)), *_accepted(each, diff)]
            if each is told[-1]:
                more += _affects(diff, service, told)
            yield Point(diff.name("Service", service), each.text, tuple(more), _mark(each))


def _mark(told: Told) -> str:
    first = told.moves[0]
    return "worse" if first.is_worse else "better" if first.is_better else ""


def _rule_at(finding: Finding) -> str:
    at = finding.problem.location
    return f"{finding.severity}[{finding.rule}] {at.file}:{at.line}:{at.column}"


def _findings_of(told: Told, diff: Diff) -> list[Finding]:
    """Return the new findings that say of promises what a sentence has told already."""
    broken = {_subject(move) for move in told.moves if move.is_broken}
    return [each for each in diff.new if _is_verdict(each) and _subject_of(each) in broken]


def _accepted(told: Told, diff: Diff) -> Iterator[str]:
    """Yield until when broken promises are accepted as risks."""
    broken = {_subject(move) for move in told.moves if move.is_broken}
    until = {
        risk.waiver.until
        for risk in diff.after.report.accepted
        if _is_verdict(risk.finding) and _subject_of(risk.finding) in broken
    }
    if until:
        yield f"Accepted as a risk until {min(until)}"


def _told_findings(diff: Diff) -> list[Finding]:
    """Return the findings that need no telling, since the promises that they are about are told."""
    moved = set(map(_subject, diff.promises))
    both = (*diff.new, *diff.gone)
    return [each for each in both if _is_verdict(each) and _subject_of(each) in moved]


_Subject = tuple[str, str | None, str | None]


def _subject(move: Move) -> _Subject:
    return move.promise.service, move.promise.customer, move.promise.metric


def _subject_of(finding: Finding) -> _Subject:
    return finding.problem.entity, finding.problem.customer, finding.problem.metric


def _is_verdict(finding: Finding) -> bool:
    return finding.rule.endswith(("-short", "-unbacked")) and finding.problem.kind == "Service"


def _affects(diff: Diff, service: str, told: Sequence[Told]) -> Iterator[str]:
    estate = diff.after.estate
    entity = estate.catalog.services.get(service)
    if entity is None:
        estate = diff.before.estate
        entity = estate.catalog.services[service]
    whom = affected(estate, entity, [move.promise.customer for each in told for move in each.moves])
    if whom.services:
        yield f"Leaning on it: {listed(diff.name('Service', each) for each in whom.services)}"
    if whom.customers:
        yield f"Affects {listed(_people(diff, each) for each in whom.customers)}"
    if whom.outcomes:
        yield f"Outcomes: {listed(diff.name('Outcome', each) for each in whom.outcomes)}"


def _people(diff: Diff, customer: str) -> str:
    name = diff.name("Customer", customer)
    entity = diff.after.estate.catalog.customers.get(customer)
    return f"{name} ({entity.size:,} people)" if entity and entity.size else name


def _findings(findings: Iterable[Finding]) -> Iterator[Point]:
    for each in sorted(findings, key=_gravest_first):
        is_told_with_fix = each.problem.fix and each.severity != "info"
        fix = (f"Fix: {each.problem.fix}",) if is_told_with_fix else ()
        yield Point(_rule_at(each), each.problem.message, fix, each.severity)


def _gone(diff: Diff, told: Sequence[Finding]) -> Iterator[Point]:
    """Yield what each rule does not find any more, by the names of what it was found at."""
    left = sorted((each for each in diff.gone if each not in told), key=_gravest_first)
    by_rule: dict[str, list[Finding]] = {}
    for each in left:
        by_rule.setdefault(f"{each.severity}[{each.rule}]", []).append(each)
    for rule, found in by_rule.items():
        yield Point(rule, listed(dict.fromkeys(_at(each, diff) for each in found)))


def _gravest_first(finding: Finding) -> tuple[int, tuple[str, int, int, str, str]]:
    return -finding.severity.weight, finding.place


def _at(finding: Finding, diff: Diff) -> str:
    problem = finding.problem
    return diff.name(problem.kind, problem.entity) if problem.entity else problem.location.file


def _changes(diff: Diff) -> Iterator[Section]:
    left = [each for each in diff.changes if not _is_told(each, diff)]
    for topic, title in TITLES.items():
        points = (Point(_about(diff, e), e.text) for e in left if e.topic == topic)
        yield Section(title, tuple(points))


def _about(diff: Diff, change: Change) -> str:
    return diff.name(change.kind, change.id)


def _is_told(change: Change, diff: Diff) -> bool:
    """Whether a change of a commitment is told by the promises that it changed."""
    metrics = [part for part in change.path if part in METRICS]
    if change.topic != "promise" or change.kind != "Service" or not metrics:
        return False
    return any(
        (move.promise.service, move.promise.metric) == (change.id, metrics[0])
        and (not move.before or not move.after or move.before.promise.value != move.promise.value)
        for move in diff.promises
    )


def _reach(diff: Diff) -> Iterator[Point]:
    for each in diff.reach:
        yield Point(diff.name(each.kind, each.id), _reached(diff, each))


def _reached(diff: Diff, reach: Reach) -> str:
    services = listed(diff.name("Service", ident) for ident in reach.services)
    customers = listed(diff.name("Customer", ident) for ident in reach.customers)
    whom = f", and {_count(len(reach.customers), 'customer')}: {customers}" if customers else ""
    carries = "carried" if diff.is_gone(reach.kind, reach.id) else "carries"
    return f"{carries} {_count(len(reach.services), 'service')}: {services}{whom}"


def _costs(diff: Diff) -> Iterator[Point]:
    currency = diff.after.estate.catalog.settings.currency or ""
    for each in diff.costs:
        sign = "+" if each.cents > 0 else "−"
        change = Money(abs(each.cents)).words("").strip()
        sides = (_money(each.before, currency), _money(each.after, currency))
        text = f"{' → '.join(sides)} ({sign}{change})"
        yield Point(diff.name("Service", each.service), text)


def _money(amount: Money | None, currency: str) -> str:
    return amount.words(currency).strip() if amount else "none"
