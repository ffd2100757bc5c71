"""Proofs in miniature: what is promised, what can be kept of it, and what decides that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from twoview.finding import Related
from twoview.judged import Judged
from twoview.promises.judge import Judgement
from twoview.promises.made import BY_PRIORITY, Value
from twoview.promises.turnaround import Turnaround
from twoview.rules.stated import Places, achievable, acting, clocked, runner
from twoview.rules.waiting import turnarounds
from twoview.values import Duration

_PROMISED: Mapping[str, str] = {
    "availability": "an availability of {}",
    "respond_within": "to respond within {}",
    "restore_within": "to be back within {}",
    "recovery_time": "to be back within {} of a disaster",
    "recovery_point": "to lose at most {} of work in a disaster",
    "change_within": "to make changes within {}",
    "capacity": "a capacity of {}",
}
_DECIDING: Mapping[str, str] = {
    "availability": "Weakest",
    "respond_within": "Slowest",
    "restore_within": "Slowest",
    "recovery_time": "Longest chain",
    "recovery_point": "Oldest copy",
    "change_within": "Slowest",
    "capacity": "Narrowest",
}
SHOWN = 3
"""How many of those are named that a finding speaks of."""

_SHOWN_OF_A_CHAIN = 6


class Claim:
    """Promises of one metric and one value to one customer, which differ in priority at most."""

    def __init__(self, judgements: Sequence[Judgement], estate: Judged, places: Places) -> None:
        """Take what becomes of the promises, which is one verdict for all."""
        self.estate = estate
        self._places = places
        self.known_priorities = estate.catalog.settings.priorities
        self.judgements = sorted(judgements, key=self._urgency)
        self.worst = max(self.judgements, key=lambda each: each.achievable or 0)
        self.promise = self.worst.promise

    def _urgency(self, judgement: Judgement) -> tuple[int, str]:
        """Return the place of a priority, those that the catalog does not have at the end."""
        name, known = judgement.promise.priority or "", self.known_priorities
        return (known.index(name) if name in known else len(known), name)

    @property
    def priorities(self) -> list[str]:
        """The priorities that are promised one by one, the most urgent first."""
        return [each.promise.priority for each in self.judgements if each.promise.priority]

    @cached_property
    def unknown(self) -> tuple[str, ...]:
        """The ids of all those whose missing figure leaves a promise open."""
        return tuple(sorted({ident for each in self.judgements for ident in each.unknown}))

    @property
    def is_opaque(self) -> bool:
        """Whether the service requires nothing, so that only a response could be kept."""
        service, metric = self.promise.service, self.promise.metric
        return self.unknown == (service,) and metric != "respond_within"

    @cached_property
    def turnarounds(self) -> Mapping[str, Turnaround]:
        """How quickly each acts whom the customer waits for, by id."""
        return turnarounds(self.promise, self.estate.judge)

    def shown(self, value: Value) -> str:
        """Return a value that is or might be promised, as a finding writes it."""
        return clocked(value, self.promise.metric) if isinstance(value, Duration) else str(value)

    def short(self) -> str:
        """Return what is promised, what can be kept, and what decides that it is no more."""
        parts = [f"{self._promised()}; what can be kept is {self._kept()}."]
        if self.worst.because:
            parts.append(f"{_DECIDING[self.promise.metric]}: {self._deciding()}.")
        if self.worst.cut_short:
            parts.append("Not every choice among the members of its groups could be tried.")
        return " ".join(parts)

    def unbacked(self) -> str:
        """Return what is promised, and who has not agreed to what."""
        if self.is_opaque:
            reason = "it requires nothing, so that nobody inside has agreed to it"
        else:
            reason = f"nobody has agreed on {self._lacking()}"
        best = f" At best it is {self._kept()}." if self.worst.achievable else ""
        return f"{self._promised()}, but {reason}.{best}"

    def related(self, ids: Sequence[str]) -> tuple[Related, ...]:
        """Return the places of the figures of those that are named, each once."""
        chain = self.promise.metric == "recovery_time"
        shown = ids[-_SHOWN_OF_A_CHAIN:] if chain else ids[:SHOWN]
        found = (self._places.of(ident, self.promise) for ident in shown)
        return tuple(dict.fromkeys(each for each in found if each))

    def named(self, ids: Sequence[str]) -> str:
        """Return who is meant, and who runs it."""
        if self.promise.metric == "respond_within":
            return listed([f"team `{ident}`" for ident in ids])
        return listed([runner(ident, self.estate) for ident in ids])

    def _promised(self) -> str:
        promise = self.promise
        whom = f" `{promise.customer}`" if promise.customer else ""
        what = _PROMISED[promise.metric].format(self.shown(promise.value))
        return f"`{promise.service}` promises{whom} {what}{self._for_priorities()}"

    def _for_priorities(self) -> str:
        names = self.priorities
        if len(names) > 1 and len(names) == len(self.known_priorities):
            return " for every priority"
        return f" for {listed(names)}" if names else ""

    def _kept(self) -> str:
        """Return what can be kept; by priority where it is not the same for all."""
        names: dict[str, list[str]] = {}
        for each in self.judgements:
            names.setdefault(achievable(each), []).append(each.promise.priority or "")
        several = len(names) > 1
        each_of = [f"{text} for {listed(who)}" if several else text for text, who in names.items()]
        clocked = self.promise.metric in BY_PRIORITY and not self.promise.hours.always
        return "; ".join(each_of) + (" in the customer's hours" if clocked else "")

    def _deciding(self) -> str:
        because = self.worst.because
        if self.promise.metric == "recovery_time":
            return " → ".join(map(self._with_figure, because[-_SHOWN_OF_A_CHAIN:]))
        return listed(list(map(self._with_figure, because[:SHOWN])), len(because))

    def _with_figure(self, ident: str) -> str:
        metric = self.promise.metric
        if metric in BY_PRIORITY:
            figure = acting(self.turnarounds[ident], self.promise.priority)
        else:
            own = getattr(self.estate.judge.figures[ident], metric)
            figure = str(own) if own else "nothing agreed"
        return f"{'team ' * (metric == 'respond_within')}`{ident}` ({figure})"

    def _lacking(self) -> str:
        """Return what is missing, and whose it is."""
        metric = self.promise.metric
        if metric not in BY_PRIORITY and self.worst.achievable is None:
            unit = f" in {self.promise.unit}" if self.promise.unit else ""
            return f"a `{metric}`{unit} for anything that it requires"
        missing: dict[str, list[str]] = {}
        for ident in self.unknown:
            missing.setdefault(self._missing(ident), []).append(ident)
        return ", or on ".join(f"`{name}` for {self.named(ids)}" for name, ids in missing.items())

    def _missing(self, ident: str) -> str:
        """Return the field that somebody would have to fill in first."""
        metric = self.promise.metric
        if metric not in BY_PRIORITY:
            return metric
        own = self.turnarounds[ident]
        return metric if any(own.seconds(name) is None for name in self.priorities) else "hours"


def listed(words: Sequence[str], total: int = 0) -> str:
    """Return `a, b and c`; of more than are shown, and of more in total, their number."""
    shown = words[:SHOWN]
    more = max(total, len(words)) - len(shown)
    *first, last = [*shown, f"{more} more"] if more else shown
    return f"{', '.join(first)} and {last}" if first else last
