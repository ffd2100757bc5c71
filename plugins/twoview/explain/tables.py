"""Recovery, lost work, changes and capacity: a rule in words, figures in a table, and verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from twoview.explain.section import Block, Lines, Section, Table
from twoview.explain.subject import Subject, grouped
from twoview.explain.words import listed
from twoview.promises.judge import Judgement
from twoview.values import Duration

Rows = Iterable[tuple[str, ...]]

NOT_AGREED = "nobody has agreed"


@dataclass(frozen=True, slots=True)
class _Kind:
    """How promises of one metric are explained."""

    title: str
    rule: str
    found: str
    head: tuple[str, ...]
    rows: Callable[[Subject, Judgement], Rows]


def table_sections(subject: Subject) -> Iterator[Section]:
    """Yield what becomes of the promises that take no more than a table to explain."""
    if subject.is_opaque or subject.is_circular:
        return
    for metric, kind in _KINDS.items():
        if judgements := subject.judgements(metric):
            yield Section(kind.title, (kind.rule, *_blocks(subject, kind, judgements)))


def _blocks(subject: Subject, kind: _Kind, judgements: Sequence[Judgement]) -> Iterator[Block]:
    by_unit: dict[str, list[Judgement]] = {}
    for each in judgements:
        by_unit.setdefault(each.promise.unit, []).append(each)
    for found in by_unit.values():
        # Where customers were promised different things, the table is of the one that fails.
        telling = min(found, key=lambda each: each.verdict == "kept")
        if rows := tuple(kind.rows(subject, telling)):
            yield Table(kind.head, rows)
        yield Lines.flat(*(subject.verdict(same, kind.found) for same in grouped(found)))


def _chain(subject: Subject, judgement: Judgement) -> Rows:
    """Yield the longest chain from the bottom, with the time that has passed."""
    passed = 0
    for ident in judgement.because:
        own = subject.judge.figures[ident].recovery_time
        passed += own.seconds if own else 0
        takes = str(own) if own else NOT_AGREED
        yield subject.name(ident), takes, str(Duration(passed)), _enough(subject, ident)


def _enough(subject: Subject, ident: str) -> str:
    """Return which groups a point stands in, of which not every member is waited for."""
    gates = subject.structure.gates[subject.ident]
    groups = (subject.count(gate) for gate in gates if ident in gate.members)
    return "; ".join(f"{each} is enough" for each in groups)


def _losses(subject: Subject, judgement: Judgement) -> Rows:
    figures = subject.judge.figures
    stated = {each: figures[each].recovery_point for each in subject.judge.leans_on(judgement)}
    for ident in sorted(stated, key=lambda each: _largest_first(stated[each])):
        own = stated[ident]
        yield subject.name(ident), str(own) if own else NOT_AGREED, _enough(subject, ident)


def _changes(subject: Subject, judgement: Judgement) -> Rows:
    """Yield the times for a change, each with who agreed to it and for which parts."""
    found: dict[tuple[Duration | None, str], list[str]] = {}
    for ident in subject.structure.points_beneath(subject.ident):
        own = subject.judge.figures[ident].change_within
        found.setdefault((own, subject.keeper(ident)), []).append(subject.name(ident))
    for own, keeper in sorted(found, key=lambda each: (_largest_first(each[0]), each[1])):
        yield str(own) if own else NOT_AGREED, keeper, listed(found[own, keeper])


def _capacities(subject: Subject, judgement: Judgement) -> Rows:
    for ident in subject.judge.leans_on(judgement):
        if own := subject.judge.figures[ident].capacity:
            yield subject.name(ident), str(own), _adding(subject, ident)


def _adding(subject: Subject, ident: str) -> str:
    gates = subject.structure.gates[subject.ident]
    groups = (gate.need for gate in gates if ident in gate.members)
    return "; ".join(f"in a group whose {need} smallest are added up" for need in groups)


def _largest_first(duration: Duration | None) -> float:
    return -float("inf") if duration is None else -duration.seconds


_KINDS: Mapping[str, _Kind] = {
    "recovery_time": _Kind(
        "Recovery after a disaster",
        "After a disaster everything is down. A part begins to recover when all that it needs is "
        "back; of a group, when as many as it needs are. The longest chain decides, bottom up:",
        "It takes",
        ("Part", "Takes", "Back after", "Note"),
        _chain,
    ),
    "recovery_point": _Kind(
        "Work lost in a disaster",
        "Only what keeps data can lose any. The part that may lose most decides. Of a group, only "
        "as many members count as it needs, those that lose least.",
        "What may be lost is",
        ("Part", "Loses at most", "Note"),
        _losses,
    ),
    "change_within": _Kind(
        "Changes",
        "A change is done when everybody who runs a part of the service has done theirs, members "
        "of groups included. The slowest decides.",
        "It takes",
        ("Takes", "Agreed by", "For"),
        _changes,
    ),
    "capacity": _Kind(
        "Capacity",
        "The service carries as much as its narrowest part. Parts that state nothing in this unit "
        "do not limit it.",
        "It carries",
        ("Part", "Carries", "Note"),
        _capacities,
    ),
}
