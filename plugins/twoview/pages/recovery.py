"""What comes back when after a disaster, drawn as a timeline and told step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup

from twoview.diagram import Caption, Line, Tick, timeline
from twoview.judged import WORST_FIRST, Judged
from twoview.language import _
from twoview.language.terms import term
from twoview.model import Customer, Node, Service
from twoview.promises.judge import Judgement, Verdict
from twoview.values import Duration

_DRAWN = 40
"""How many steps are all drawn, and of how many services it is drawn what they wait for."""
_LISTED = 500
"""How many steps the table lists."""
_HOUR = 3600
_STEPS = (
    *(60, 300, 600, 1800, _HOUR, 2 * _HOUR, 3 * _HOUR, 6 * _HOUR, 12 * _HOUR),
    *(24 * _HOUR, 48 * _HOUR, 168 * _HOUR),
)
_MOST_TICKS = 8


@dataclass(frozen=True, slots=True)
class Promised:
    """A recovery time that is promised to customers, and whether it can be kept."""

    time: Duration
    verdict: Verdict
    customers: Sequence[Customer]


@dataclass(frozen=True, slots=True)
class Step:
    """When one service or component begins to recover and when it is up, in seconds.

    What takes no time of its own is `takes` None; it `is_open` where nobody has agreed to a time.
    The end `is_certain` if it is the same however long that takes to which nobody has agreed.
    """

    ident: str
    node: Node | None
    begins: int
    ends: int
    after: str
    takes: Duration | None
    is_open: bool
    is_certain: bool
    promised: Sequence[Promised] = ()

    @property
    def name(self) -> str:
        """Its name; the id of what is not in the catalog."""
        return self.node.name if self.node else self.ident

    @property
    def start(self) -> str:
        """When it begins, in words."""
        return str(Duration(self.begins))

    @property
    def back(self) -> str:
        """When it is up, in words."""
        time = str(Duration(self.ends))
        return time if self.is_certain else _("{time} or later", time=time)


@dataclass(frozen=True, slots=True)
class Plan:
    """All steps in the order in which they begin, how they are drawn, and what has no place."""

    steps: Sequence[Step]
    drawing: Markup
    hidden: int
    listed: Sequence[Step]
    circle: Sequence[Node]
    above: Sequence[Node]

    @property
    def unknown(self) -> list[Step]:
        """The steps for which nobody has agreed to a time."""
        return [each for each in self.steps if each.is_open]

    @property
    def late(self) -> list[Step]:
        """The steps that are back later than promised."""
        return [s for s in self.steps if any(each.verdict == "short" for each in s.promised)]


def recovery(estate: Judged) -> Plan:
    """Return the recovery of all that recovers in a stated time, and of what it waits for."""
    structure = estate.judge.structure
    steps = sorted(_steps(estate), key=lambda step: (step.begins, step.ends, step.ident))
    drawn = _deciding(steps)
    return Plan(
        steps=steps,
        drawing=_drawing(drawn) if drawn else Markup(),
        hidden=len(steps) - len(drawn),
        listed=steps if len(steps) <= _LISTED else drawn,
        circle=_named(structure.circular, estate),
        above=_named(structure.unjudged - structure.circular, estate),
    )


def _named(idents: Iterable[str], estate: Judged) -> list[Node]:
    found = map(estate.catalog.node, sorted(idents))
    return [node for node in found if node]


def _steps(estate: Judged) -> Iterator[Step]:
    """Yield what recovers, as if all to which nobody has agreed took no time."""
    judge, promised = estate.judge, _promised(estate)
    perfect, worst = (judge.recovery_time.recoveries(case) for case in ("perfect", "worst"))
    for ident in _concerned(estate, promised):
        found, figures = perfect[ident], judge.figures.get(ident)
        yield Step(
            ident=ident,
            node=estate.catalog.node(ident),
            begins=found.begins,
            ends=found.ends,
            after=found.after,
            takes=figures.recovery_time if figures else None,
            is_open=figures is not None and figures.recovery_time is None,
            is_certain=found.ends == worst[ident].ends,
            promised=promised.get(ident, ()),
        )


def _concerned(estate: Judged, promised: Iterable[str]) -> set[str]:
    """Return what states or promises a recovery time, services above, and all that they need."""
    structure, figures = estate.judge.structure, estate.judge.figures
    stating = {ident for ident, found in figures.items() if found.recovery_time is not None}
    services = (each.id for each in estate.catalog.services.values() if each.status != "retired")
    above = {
        ident for ident in services if not stating.isdisjoint(structure.beneath.get(ident, ()))
    }
    tops = (stating | above | {*promised}).intersection(structure.order)
    return set(chain.from_iterable(map(structure.beneath.__getitem__, tops)))


def _promised(estate: Judged) -> dict[str, list[Promised]]:
    """Return the recovery times that services promise, each with those who have it."""
    judged = (each for each in estate.judgements if each.promise.metric == "recovery_time")
    alike: dict[tuple[str, Duration, Verdict], list[Judgement]] = {}
    for each in judged:
        if isinstance(time := each.promise.value, Duration):
            alike.setdefault((each.promise.service, time, each.verdict), []).append(each)
    found: dict[str, list[Promised]] = {}
    for (service, time, verdict), same in sorted(alike.items(), key=lambda item: item[0]):
        named = (estate.catalog.customers.get(each.promise.customer or "") for each in same)
        row = Promised(time, verdict, [customer for customer in named if customer])
        found.setdefault(service, []).append(row)
    return found


def _deciding(steps: Sequence[Step]) -> list[Step]:
    """Return the steps to draw: all if they are few, else the services and what they wait for."""
    if len(steps) <= _DRAWN:
        return list(steps)
    known = {step.ident: step for step in steps}
    services = [each for each in steps if isinstance(each.node, Service)]
    tops = [each for each in services if each.promised] or services or list(steps)
    kept: set[str] = set()
    for step in sorted(tops, key=_urgency)[:_DRAWN]:
        ident = step.ident
        while ident and ident not in kept:
            kept.add(ident)
            ident = known[ident].after
    return [step for step in steps if step.ident in kept]


def _urgency(step: Step) -> tuple[int, int]:
    """Return what services are drawn by: those first that keep their promises least, then late."""
    verdicts = [WORST_FIRST.index(each.verdict) for each in step.promised]
    return min(verdicts, default=len(WORST_FIRST)), -step.ends


def _drawing(steps: Sequence[Step]) -> Markup:
    tick = _tick(max(step.ends for step in steps))
    count = max(-(-max(step.ends for step in steps) // tick), 1)
    whole = count * tick
    ticks = [Tick(at / count, str(Duration(at * tick)) if at else "0") for at in range(count + 1)]
    last = max(steps, key=lambda step: step.ends)
    caption = Caption(
        "c-recovery",
        _("What comes back when after a disaster"),
        _(
            "Everything is down at 0. The last to be back is {name}, after {time}. The table "
            "beneath says the same.",
            name=last.name,
            time=last.back,
        ),
    )
    drawn = timeline([_line(step, whole) for step in steps], ticks, caption)
    return Markup(drawn)  # noqa: S704 - escaped by its maker


def _tick(end: int) -> int:
    """Return the seconds from one tick to the next."""
    return next((each for each in _STEPS if each * _MOST_TICKS >= end), -(-end // _MOST_TICKS))


def _line(step: Step, whole: int) -> Line:
    worst = min((each.verdict for each in step.promised), key=WORST_FIRST.index, default="")
    return Line(
        label=step.name,
        begins=step.begins / whole,
        ends=step.ends / whole,
        words=_words(step),
        strong=isinstance(step.node, Service),
        tone="open" if step.is_open else worst,
        due=[each.time.seconds / whole for each in step.promised],
    )


def _words(step: Step) -> str:
    if step.is_open:
        return _("not known")
    if step.takes is not None and not step.promised:
        return str(step.takes)
    back = _("back after {time}", time=step.back)
    told = (
        _("promised {time}: {verdict}", time=each.time, verdict=term(each.verdict))
        for each in step.promised
    )
    return ", ".join((back, *told))
