"""A diff in the order in which a reviewer wants to know it: sections of sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from twoview.changes import Change, Topic
from twoview.diff import Diff, Move, State
from twoview.diff.around import costs, people, reached
from twoview.diff.found import appeared, gone, rule_at
from twoview.diff.point import NAMED, Point, Section, told_once
from twoview.diff.reach import Affected, affected
from twoview.diff.words import Teller, Told
from twoview.explain.words import listed, some
from twoview.finding import Finding
from twoview.model import METRICS

TITLES: Mapping[Topic, str] = {
    "promise": "What is promised",
    "target": "What the inside is run to",
    "lifecycle": "Life cycle",
    "structure": "Structure",
    "cost": "Costs and prices",
    "text": "Other",
}


def outline(diff: Diff) -> list[Section]:
    """Return the sections of a diff that have something to tell, most important first."""
    told = {_subject(move) for move in diff.promises}
    came = (each for each in diff.new if _subject_of(each) not in told)
    went = (each for each in diff.gone if _subject_of(each) not in told)
    new = f"New findings{_unless_hidden(diff.before, ', or hidden before')}"
    old = f"Findings that are gone{_unless_hidden(diff.after, ', or hidden')}"
    sections = [
        Section("Promises", tuple(_promises(diff))),
        Section(new, tuple(appeared(came))),
        Section(old, tuple(gone(diff, went))),
        *_changes(diff),
        Section("Whom it reaches", tuple(reached(diff))),
        Section("Full costs a month", tuple(costs(diff))),
    ]
    return [each for each in sections if each.points]


def _unless_hidden(state: State, words: str) -> str:
    """Return words for what may be there unseen, since a file of a state cannot be read."""
    return f"{words} by what cannot be read" if state.estate.partial else ""


def _promises(diff: Diff) -> Iterator[Point]:
    teller = Teller(diff.before.estate, diff.after.estate, diff.name)
    places, until = _places(diff), _accepted(diff)
    for services, group in groupby(teller.told(diff.promises), key=lambda each: each.services):
        told = list(group)
        names = [diff.name("Service", each) for each in services]
        about = names[0] if len(names) == 1 else f"{len(names):,} services"
        for each in told:
            broken = list(dict.fromkeys(_subject(move) for move in each.moves if move.is_broken))
            more = [place for subject in broken for place in places.get(subject, ())]
            if days := [until[subject] for subject in broken if subject in until]:
                more.append(f"Accepted as a risk until {min(days)}")
            if each is told[-1]:
                more += [listed(names)] if len(names) > 1 else []
                more += _affects(diff, told)
            yield Point(about, each.text, tuple(dict.fromkeys(more)), _mark(each))


def _mark(told: Told) -> str:
    first = told.moves[0]
    return "worse" if first.is_worse else "better" if first.is_better else ""


_Subject = tuple[str, str | None, str | None]
"""What promises of one service are about: the service, the customer and the metric."""


def _places(diff: Diff) -> Mapping[_Subject, list[str]]:
    """Return where new findings stand that say of promises what a sentence tells."""
    found: dict[_Subject, list[str]] = {}
    for each in diff.new:
        if subject := _subject_of(each):
            found.setdefault(subject, []).append(rule_at(each))
    return found


def _accepted(diff: Diff) -> Mapping[_Subject, date]:
    """Return until when broken promises are accepted as risks."""
    risks = diff.after.report.accepted
    subjects = ((_subject_of(each.finding), each.waiver.until) for each in risks)
    return {subject: until for subject, until in subjects if subject}


def _subject(move: Move) -> _Subject:
    return move.promise.service, move.promise.customer, move.promise.metric


def _subject_of(finding: Finding) -> _Subject | None:
    """Return which promises a finding says are not kept; None where it says something else."""
    problem = finding.problem
    if problem.kind == "Service" and finding.rule.endswith(("-short", "-unbacked")):
        return problem.entity, problem.customer, problem.metric
    return None


def _affects(diff: Diff, told: Sequence[Told]) -> Iterator[str]:
    """Yield whom moves affect, unless no more moved than what can be kept."""
    moves = [move for each in told for move in each.moves if not move.is_figure_alone]
    moved = _by_service(moves)
    whom = [_affected(diff, *each) for each in moved.items()]
    above = (each for found in whom for each in found.services)
    services = dict.fromkeys(each for each in above if each not in moved)
    customers = dict.fromkeys(each for found in whom for each in found.customers)
    outcomes = dict.fromkeys(each for found in whom for each in found.outcomes)
    if services:
        yield f"Leaning on it: {some([diff.name('Service', e) for e in services], NAMED)}"
    if customers:
        yield f"Affects {some([people(diff, each) for each in customers], NAMED)}"
    if outcomes:
        yield f"Outcomes: {some([diff.name('Outcome', e) for e in outcomes], NAMED)}"


def _by_service(moves: Iterable[Move]) -> Mapping[str, list[str | None]]:
    """Return the customers to whom the promises of each service moved."""
    found: dict[str, list[str | None]] = {}
    for move in moves:
        found.setdefault(move.promise.service, []).append(move.promise.customer)
    return found


def _affected(diff: Diff, service: str, customers: Iterable[str | None]) -> Affected:
    now = service in diff.after.estate.catalog.services
    estate = (diff.after if now else diff.before).estate
    return affected(estate, estate.catalog.services[service], customers)


def _changes(diff: Diff) -> Iterator[Section]:
    told = set(_told_values(diff))
    left = [each for each in diff.changes if told.isdisjoint(_values(each))]
    for topic, title in TITLES.items():
        points = ((diff.name(e.kind, e.id), e.text) for e in left if e.topic == topic)
        yield Section(title, tuple(told_once(points)))


def _told_values(diff: Diff) -> Iterator[_Subject]:
    """Yield the commitments whose change is told by the promises that changed with them.

    The customer is the one at whom a commitment stands, None where it is the service's own.
    """
    for move in diff.promises:
        if move.before and move.after and move.before.promise.value == move.promise.value:
            continue
        for side in filter(None, (move.before, move.after)):
            service, customer, metric = _subject(move)
            yield service, customer if side.promise.path[0] == "customers" else None, metric


def _values(change: Change) -> Iterator[_Subject]:
    """Yield the commitment that a change is of, if it is one that promises are made of."""
    path = change.path
    for metric in METRICS:
        if change.kind == "Service" and change.topic == "promise" and metric in path:
            yield change.id, str(path[1]) if path[0] == "customers" else None, metric
