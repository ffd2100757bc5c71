"""How the availability of a service comes about, and what becomes of what is promised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from string import ascii_lowercase

from twoview.explain.redundancy import Workings
from twoview.explain.section import Block, Lines, Section, Table
from twoview.explain.subject import Subject, grouped
from twoview.explain.words import DECIMALS, listed, lost, percent, promised, some
from twoview.promises.arithmetic import Case
from twoview.promises.availability import Repairs
from twoview.promises.composition import Composition, Redundancy
from twoview.promises.judge import Judgement, Verdict
from twoview.promises.recursion import walk
from twoview.promises.structure import Gate, named
from twoview.values import Duration, Share

MOST_WEAK = 5
"""Of how many weak points it is told what they cost."""

_HEAD = ("Part", "Up", "So far", "Note")
_GROUPS = (
    "How the groups come to their figures. Parts with nothing in common are all down at once only "
    "as often as their shares of downtime, multiplied: two that are up 99% are both down 1% × 1% "
    "of the time."
)
_FOUND: Mapping[Verdict, str] = {
    "kept": "What can be kept is",
    "short": "What can be kept is at best",
    "unbacked": "If all that nobody has agreed to were perfect, what can be kept would be",
}
_MONTH = 30 * 86400


@dataclass(frozen=True, slots=True)
class _Factor:
    """What the availability is a product of: a name, the share of time, and a note."""

    name: str
    share: Fraction
    note: str


def availability_section(subject: Subject) -> Section | None:
    """Return how the availability of a service comes about, None where none is promised."""
    judgements = subject.judgements("availability")
    if not judgements or subject.is_opaque or subject.is_circular:
        return None
    return Section("Availability", tuple(_blocks(subject, judgements)))


def _blocks(subject: Subject, judgements: Sequence[Judgement]) -> Iterator[Block]:
    case: Case = "worst" if all(each.verdict == "kept" for each in judgements) else "perfect"
    composition = subject.judge.availability.composition(subject.ident, case)
    yield (
        "The service is up while all of these are up at the same time, so the shares of time that "
        "they are up are multiplied. A part is counted once, however many others need it. Figures "
        f"are cut after {DECIMALS} decimals here, and exact underneath."
    )
    yield _product(subject, composition, case)
    if composition.groups:
        yield _GROUPS
        yield Lines(tuple(_groups(subject, composition, case)))
    yield _result(subject, composition, case)
    for each in grouped(judgements):
        yield from _compared(subject, each)
    yield from dict.fromkeys(chain.from_iterable(_asides(subject, each) for each in judgements))
    if weak := list(_weak(subject, judgements[0], composition, case)):
        yield "What the weakest parts cost: what would be won if each, by itself, never failed:"
        yield Lines.flat(*weak)


def _product(subject: Subject, composition: Composition, case: Case) -> Table:
    """Return the factors with their running product, the weakest first."""
    rows, so_far = [], Fraction(1)
    for factor in _factors(subject, composition, case):
        so_far *= factor.share
        rows.append((factor.name, percent(factor.share), percent(so_far), factor.note))
    return Table(_HEAD, tuple(rows))


def _factors(subject: Subject, composition: Composition, case: Case) -> list[_Factor]:
    needed_by = _needed_by(subject)
    points = [
        _Factor(subject.name(each), subject.own(each, case), _note(subject, each, needed_by[each]))
        for each in composition.single
    ]
    groups = [
        _Factor(_title(each.gates), each.share, f"see ({letter})")
        for letter, each in zip(_letters(), _weakest_first(composition), strict=False)
    ]
    return sorted([*points, *groups], key=lambda each: (each.share, each.name))


def _weakest_first(composition: Composition) -> list[Redundancy]:
    return sorted(composition.groups, key=lambda each: (each.share, each.gates[0].order))


def _title(gates: Sequence[Gate]) -> str:
    if len(gates) > 1:
        return f"{len(gates)} groups that share parts"
    return f"{gates[0].need} of {len(gates[0].members)} parts"


def _letters() -> Iterator[str]:
    """Yield a, b, ... z, aa, ab, ..."""
    yield from ascii_lowercase
    for first in _letters():
        yield from (first + each for each in ascii_lowercase)


def _needed_by(subject: Subject) -> dict[str, list[str]]:
    """Return what needs each point at and beneath the service, without services on the way."""
    structure = subject.structure
    found: dict[str, list[str]] = {each: [] for each in structure.points_beneath(subject.ident)}
    for above in (subject.ident, *found):
        direct = named(structure.entries[above])
        onward = walk(
            direct, lambda each: () if each in structure.points else named(structure.entries[each])
        )
        for each in onward:
            if each in structure.points:
                found[each].append(above)
    return found


def _note(subject: Subject, ident: str, needed_by: Sequence[str]) -> str:
    """Return what a reader should know about the figure of a part."""
    figures = subject.judge.figures[ident]
    notes = []
    if figures.availability is None:
        notes.append("nobody has agreed on a figure")
    elif ident in subject.estate.catalog.services:
        notes.append("the service's own promise")
    elif figures.period != "month":
        notes.append(f"agreed for a {figures.period}")
    if len(needed_by) > 1:
        names = some(subject.names(needed_by))
        notes.append(f"counted once, though {names} need it")
    return "; ".join(notes)


def _groups(subject: Subject, composition: Composition, case: Case) -> Iterator[tuple[int, str]]:
    for letter, group in zip(_letters(), _weakest_first(composition), strict=False):
        (depth, first), *rest = Workings(subject, group, composition.single, case).lines()
        yield depth, f"({letter}) {first}"
        yield from rest


def _result(subject: Subject, composition: Composition, case: Case) -> str:
    share = composition.share
    words = f"So it is up {percent(share)} of the time: {lost(share)} down in a month of 30 days."
    worst = subject.judge.availability.composition(subject.ident, "worst").share
    if case == "worst" or worst == share:
        return words
    return (
        f"{words} That counts every figure that nobody has agreed to as 100%. Were they 0%, "
        f"it would be {percent(worst)}."
    )


def _compared(subject: Subject, judgements: Sequence[Judgement]) -> Iterator[Block]:
    """Yield what a promise, the same to some customers, comes to beside what can be kept."""
    judgement = judgements[0]
    made, achievable = judgement.promise, judgement.achievable
    if not isinstance(made.value, Share) or achievable is None:
        return
    allowed = lost(made.value.value, made.period)
    found = percent(Fraction(achievable), max(DECIMALS, made.value.decimals))
    whom = listed(subject.customer(each.promise.customer) for each in judgements)
    yield (
        f"Promised to {whom}: {promised(made)}, which allows {allowed} down in a {made.period}. "
        f"{_FOUND[judgement.verdict]} {found}, {lost(Fraction(achievable), made.period)}: "
        f"{judgement.verdict}."
    )
    if judgement.repairs:
        yield from _repairs(subject, made.value, judgement.repairs)


def _asides(subject: Subject, judgement: Judgement) -> Iterator[str]:
    """Yield what is worth knowing beside a verdict, and does not change it."""
    made, window = judgement.promise, judgement.window
    if window:
        yield (
            f"The figures of {some(subject.names(window.points))} hold for longer than a "
            f"{made.period}. If all the downtime that they allow fell into one {made.period}, the "
            f"service would be up {percent(window.share)} of it. The verdict does not count that."
        )
    independent = judgement.if_independent
    advised = judgement.repairs and judgement.repairs.declare
    if independent is not None and independent != judgement.achievable and not advised:
        yield (
            f"Were the members of all groups to fail independently, it would be "
            f"{percent(independent)}. Nothing in the catalog shows that they do."
        )
    if judgement.cut_short:
        yield "There are too many choices of members to try all; a better one may be possible."


def _repairs(subject: Subject, value: Share, repairs: Repairs) -> Iterator[Block]:
    lines = [
        f"{subject.name(ident)} at {share} instead of {_stated(subject, ident)}"
        for ident, share in repairs.raises
    ]
    if repairs.declared is not None and repairs.declared >= value.value:
        groups = "; ".join(map(subject.count, repairs.declare))
        lines.append(
            f"declared failure domains, none of them shared, for {groups}: that would make it "
            f"{percent(repairs.declared)}"
        )
    if lines:
        yield "Any one of these would keep the promise:"
        yield Lines.flat(*lines)
    else:
        yield "No single part, however good, would keep the promise: several have to be better."
    yield f"What could be promised today is {repairs.best}."


def _stated(subject: Subject, ident: str) -> str:
    stated = subject.judge.figures[ident].availability
    return str(stated) if stated else "no figure"


def _weak(
    subject: Subject, judgement: Judgement, composition: Composition, case: Case
) -> Iterator[str]:
    instead = subject.judge.availability.instead
    for ident in judgement.because[:MOST_WEAK]:
        better = instead(subject.ident, {ident: Share(Fraction(1))}, case).share
        won = round((better - composition.share) * _MONTH)
        if won:
            yield f"{subject.name(ident)}: {Duration(won).rough().words()} a month"
