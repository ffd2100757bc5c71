"""A diff in the order in which a reviewer wants to know it: sections of sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import filterfalse, groupby

from twoview.changes import Change, Topic
from twoview.diff import Diff, Move, State
from twoview.diff.around import costs, people, reached
from twoview.diff.found import appeared, found_at, gone, place_of, rule_at
from twoview.diff.point import NAMED, Point, Section, count, of_kind, told_once
from twoview.diff.reach import Affected, affected
from twoview.diff.reworded import quoted
from twoview.diff.told import Subject, subject, subject_of, subjects, untold
from twoview.diff.weaker import Weaker, weaker, without_hidden
from twoview.diff.words import Teller, Told
from twoview.explain.words import listed, some
from twoview.finding import RULES, Finding, Severity
from twoview.model import KINDS, Settings

TITLES: Mapping[Topic, str] = {
    "promise": "What is promised",
    "target": "What the inside is run to",
    "lifecycle": "Life cycle",
    "structure": "Structure",
    "cost": "Costs and prices",
    "text": "Other",
}


UNTOLD = "can be read in neither state; what changed in it is not told"


def outline(diff: Diff) -> list[Section]:
    """Return the sections of a diff that have something to tell, most important first."""
    told = subjects(diff)
    came = [each for each in diff.new if subject_of(each) not in told]
    weakened = weaker(diff)
    rest = without_hidden(diff, weakened)
    went = (each for each in rest.gone if subject_of(each) not in told)
    new = f"New findings{_unless_hidden(diff.before, ', or hidden before')}"
    old = f"Findings that are gone{_unless_hidden(diff.after, ', or hidden')}"
    sections = [
        Section("What cannot be told", tuple(Point(each, UNTOLD) for each in diff.unread)),
        *(Section(title, tuple(appeared(filter(is_of, came)))) for title, is_of in _CAUSES.items()),
        Section("New catalog", tuple(_first(diff))),
        Section("Promises", tuple(_promises(diff))),
        Section(new, tuple(appeared(filterfalse(_is_cause, came)))),
        Section("Checks made weaker", tuple(_weakened(diff, weakened))),
        Section(old, tuple(gone(diff, went))),
        *(() if diff.is_first else _others(rest)),
    ]
    return [each for each in sections if each.points]


def _is_unreadable(finding: Finding) -> bool:
    rule = RULES.get(finding.rule)
    return rule is not None and (rule.family, rule.severity) == ("files", Severity.ERROR)


def _is_dangling(finding: Finding) -> bool:
    return finding.rule == "unknown-reference"


def _is_cause(finding: Finding) -> bool:
    return any(is_of(finding) for is_of in _CAUSES.values())


_CAUSES: Mapping[str, Callable[[Finding], bool]] = {
    "What cannot be read": _is_unreadable,
    "References to nothing": _is_dangling,
}
"""New findings that other things follow from, which are told before these."""


def _first(diff: Diff) -> Iterator[Point]:
    """Yield what is in a catalog that there was not before."""
    if diff.is_first:
        catalog = diff.after.estate.catalog
        counts = {kind: len(catalog.of_kind(kind)) for kind in KINDS if kind != Settings.kind}
        told = ", ".join(of_kind(number, kind) for kind, number in counts.items() if number)
        yield Point(catalog.settings.name, told or "nothing in it yet")


def _weakened(diff: Diff, weakened: Iterable[Weaker]) -> Iterator[Point]:
    """Yield which checks were made weaker, and at how much that hides something."""
    for each in weakened:
        about = diff.name(each.change.kind, each.change.id)
        found = [found_at(finding, diff) for finding in each.findings]
        if set(found) == {about}:
            found = [place_of(finding) for finding in each.findings]
        at = some(list(dict.fromkeys(found)), NAMED)
        more = (f"{each.verb} {count(len(found), 'finding')}: {at}",) if found else ()
        yield Point(about, each.text, more)


def _others(diff: Diff) -> Iterator[Section]:
    yield from _changes(diff)
    yield Section("Whom it reaches", tuple(reached(diff)))
    yield Section("Full costs a month", tuple(costs(diff)))


def _unless_hidden(state: State, words: str) -> str:
    """Return words for what may be there unseen, since a file of a state cannot be read."""
    return f"{words} by what cannot be read" if state.estate.partial else ""


def _promises(diff: Diff) -> Iterator[Point]:
    teller = Teller(diff.before.estate, diff.after.estate, diff.name)
    sentences = teller.told(diff.promises)
    if diff.is_first:
        sentences = [each for each in sentences if each.first.is_broken]
    places, until = _places(diff), _accepted(diff)
    for services, group in groupby(sentences, key=lambda each: each.services):
        told = list(group)
        names = [diff.name("Service", each) for each in services]
        about = names[0] if len(names) == 1 else count(len(names), "service")
        for each in told:
            broken = list(dict.fromkeys(subject(move) for move in each.moves if move.is_broken))
            more = [place for value in broken for place in places.get(value, ())]
            if days := [until[value] for value in broken if value in until]:
                more.append(f"Accepted as a risk until {min(days)}")
            if each is told[-1]:
                more += [listed(names)] if len(names) > 1 else []
                more += _affects(diff, told)
            yield Point(about, each.text, tuple(dict.fromkeys(more)), _mark(each.first))


def _mark(move: Move) -> str:
    return move.fate if move.is_worse or move.is_better else ""


def _places(diff: Diff) -> Mapping[Subject, list[str]]:
    """Return where new findings stand that say of promises what a sentence tells, and their fix."""
    found: dict[Subject, list[str]] = {}
    for each in diff.new:
        if value := subject_of(each):
            fix = [f"Fix: {each.problem.fix}"] if each.problem.fix else []
            found.setdefault(value, []).extend([rule_at(each), *fix])
    return found


def _accepted(diff: Diff) -> Mapping[Subject, date]:
    """Return until when broken promises are accepted as risks."""
    risks = diff.after.report.accepted
    subjects = ((subject_of(each.finding), each.waiver.until) for each in risks)
    return {value: until for value, until in subjects if value}


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
    left = untold(diff)
    for topic, title in TITLES.items():
        points = ((each.kind, _changed(diff, each)) for each in left if each.topic == topic)
        yield Section(title, tuple(told_once(points)))


def _changed(diff: Diff, change: Change) -> Point:
    """Return what a change is about, under its former name where it has another one now."""
    if change.path == ("name",):
        return Point(str(change.before), f"renamed to {change.after}")
    return Point(diff.name(change.kind, change.id), change.text, quoted(change))
