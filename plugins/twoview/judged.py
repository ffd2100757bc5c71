"""An estate with what follows from it: promises judged and costs worked out, each once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from twoview.cost import Costs, costs
from twoview.estate import Estate
from twoview.promises.judge import Judge, Judgement, Verdict

WORST_FIRST: Sequence[Verdict] = ("short", "unbacked", "unjudged", "kept")
"""The verdicts in the order in which a reader wants to know of them."""


def worst_first(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return judgements with the worst verdict first, and else in the order that they have."""
    return sorted(judgements, key=lambda each: WORST_FIRST.index(each.verdict))


def counts(judgements: Iterable[Judgement]) -> list[tuple[Verdict, int]]:
    """Return how many promises there are of each verdict, the worst first."""
    verdicts = [each.verdict for each in judgements]
    return [(verdict, verdicts.count(verdict)) for verdict in WORST_FIRST]


class Judged(Estate):
    """A catalog on a day, and all that rules, reports and pages want worked out of it."""

    @cached_property
    def judge(self) -> Judge:
        """What judges the promises of this catalog."""
        return Judge(self.catalog)

    @property
    def judgements(self) -> Sequence[Judgement]:
        """What becomes of each promise, by service, customer, metric and priority."""
        return self.judge.judgements

    @cached_property
    def judgements_of(self) -> Mapping[str, Sequence[Judgement]]:
        """What becomes of the promises of each service."""
        found: dict[str, list[Judgement]] = {}
        for judgement in self.judgements:
            found.setdefault(judgement.promise.service, []).append(judgement)
        return found

    def worst_first(self, service: str) -> Sequence[Judgement]:
        """Return what becomes of a service's promises, the worst verdict first."""
        return worst_first(self.judgements_of.get(service, ()))

    def worst_verdict(self, service: str) -> Verdict | None:
        """Return the worst verdict on a service's promises, None where it makes none."""
        found = self.worst_first(service)
        return found[0].verdict if found else None

    @cached_property
    def costs(self) -> Costs:
        """What everything costs each month."""
        return costs(self)
