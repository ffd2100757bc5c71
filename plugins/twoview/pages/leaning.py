"""Which promises lean on each team and supplier, and which of them hang on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from twoview.judged import WORST_FIRST, Judged
from twoview.language import _
from twoview.model import METRICS, Component, Customer, Node, Service
from twoview.pages import verdicts, wording
from twoview.promises.judge import Judgement, Verdict

Key = tuple[str, str]
"""The kind and the id of a team or supplier."""

_NAMED = 4
"""How many components and services a row names."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """A promise that leans on a provider, and the ids of theirs that it does so through.

    It hangs on the provider where these decide what can be kept, or leave it open.
    """

    judgement: Judgement
    hangs: bool
    through: tuple[str, ...]

    @property
    def rank(self) -> tuple[bool, int, str, int]:
        """What hangs on the provider comes first, of that the worst."""
        promise, verdict = self.judgement.promise, WORST_FIRST.index(self.judgement.verdict)
        return not self.hangs, verdict, promise.service, METRICS.index(promise.metric)


@dataclass(frozen=True, slots=True)
class Row:
    """Promises that differ by customer and priority alone, as a row of a table.

    Without names of priorities it is so for all of them.
    """

    service: Service
    customers: Sequence[Customer]
    metric: str
    priorities: Sequence[str]
    promised: str
    verdict: Verdict
    through: Sequence[Node]
    more: int
    """Through how many others, besides those that are named."""


def by_provider(estate: Judged) -> Mapping[Key, Sequence[Leaning]]:
    """Return the promises that lean on each team and supplier, in the order of the promises."""
    found: dict[Key, list[Leaning]] = {}
    answers = {node.id: answering(node) for node in estate.catalog.nodes}
    for judgement in estate.judgements:
        decisive = _shared_out((*judgement.because, *judgement.unknown), judgement, answers)
        others = _shared_out(estate.judge.leans_on(judgement), judgement, answers)
        for key, through in {**others, **decisive}.items():
            leaning = Leaning(judgement, key in decisive, tuple(through))
            found.setdefault(key, []).append(leaning)
    return found


def _shared_out(
    ids: Iterable[str], judgement: Judgement, answers: Mapping[str, Key]
) -> dict[Key, dict[str, None]]:
    """Return ids by who answers for them; those who respond are named themselves."""
    found: dict[Key, dict[str, None]] = {}
    promise = judgement.promise
    if promise.metric == "respond_within":
        return {("Team", ident): {promise.service: None} for ident in ids}
    for ident in ids:
        if key := answers.get(ident):
            found.setdefault(key, {})[ident] = None
    return found


def answering(node: Node) -> Key:
    """Return who runs a component or owns a service; nobody has an empty id."""
    if isinstance(node, Component) and node.supplier and not node.team:
        return "Supplier", node.supplier
    return "Team", (node.team or "") if isinstance(node, Component) else node.owner


def alike(found: Iterable[Leaning]) -> list[list[Leaning]]:
    """Return promises with those together that a row can tell, the most urgent rows first."""
    groups: dict[tuple[object, ...], list[Leaning]] = {}
    for each in sorted(found, key=lambda each: each.rank):
        promise = each.judgement.promise
        groups.setdefault((*each.rank, promise.value, each.through), []).append(each)
    return list(groups.values())


def row(same: Sequence[Leaning], estate: Judged) -> Row:
    """Return promises that are alike as a row."""
    judgement, catalog = same[0].judgement, estate.catalog
    promises = [each.judgement.promise for each in same]
    customers = dict.fromkeys(each.customer for each in promises if each.customer)
    priorities = dict.fromkeys(each.priority for each in promises if each.priority)
    return Row(
        service=catalog.services[judgement.promise.service],
        customers=[catalog.customers[i] for i in customers if i in catalog.customers],
        metric=_(wording.TECHNICAL_LABELS[judgement.promise.metric]),
        priorities=() if priorities.keys() >= set(catalog.settings.priorities) else [*priorities],
        promised=verdicts.figure(judgement.promise.value, judgement.promise),
        verdict=judgement.verdict,
        through=[node for node in map(catalog.node, same[0].through[:_NAMED]) if node],
        more=len(same[0].through[_NAMED:]),
    )
