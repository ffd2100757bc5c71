"""An estate with what follows from it: promises judged and costs worked out, each once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import date
from functools import cached_property
from operator import is_
from typing import Any, TypeVar

from twoview.cost import Costs, costs
from twoview.estate import Estate
from twoview.graph import reach
from twoview.load import Loaded
from twoview.model import Entity, Service
from twoview.promises.judge import Judge, Judgement, Verdict

T = TypeVar("T")

WORST_FIRST: Sequence[Verdict] = ("short", "unbacked", "unjudged", "kept")
"""The verdicts in the order in which a reader wants to know of them."""


def worst_first(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return judgements with the worst verdict first, and else in the order that they have."""
    return sorted(judgements, key=lambda each: WORST_FIRST.index(each.verdict))


def counts(judgements: Iterable[Judgement]) -> list[tuple[Verdict, int]]:
    """Return how many promises there are of each verdict, the worst first."""
    verdicts = [each.verdict for each in judgements]
    return [(verdict, verdicts.count(verdict)) for verdict in WORST_FIRST]


def touched(one: Estate, other: Estate, same: Callable[[object, object], bool]) -> Set[str]:
    """Return the ids of all services and components that may stand otherwise in two states.

    They are those that are not the same, or whose team or supplier is not, and all that require one
    of these.
    """
    nodes = {node.id for estate in (one, other) for node in estate.catalog.nodes}
    settings = one.catalog.settings, other.catalog.settings
    if not same(*settings) and not same(settings[0].priorities, settings[1].priorities):
        return nodes
    sides = ((ident, _behind(one, ident), _behind(other, ident)) for ident in nodes)
    apart = [ident for ident, before, after in sides if not all(map(same, before, after))]
    return reach(apart, one.required_by).keys() | reach(apart, other.required_by).keys()


def _behind(estate: Estate, ident: str) -> tuple[Entity | int | None, ...]:
    """Return a service or component and who answers for it, which is all of its own.

    The decimals of the shares that it promises come with it: advice is written with as many.
    """
    node = estate.catalog.node(ident)
    if isinstance(node, Service):
        made = (node.commitments, *(each.commitments for each in node.customers))
        shares = (each.availability for each in made)
        decimals = (None if share is None else share.decimals for share in shares)
        return node, estate.catalog.teams.get(node.owner), *decimals
    return node, estate.runner(node) if node else None


def _equal(one: object, other: object) -> bool:
    # Most of what two states have in common is the same object, which is quickly seen.
    return one is other or one == other


class Judged(Estate):
    """A catalog on a day, and all that rules, reports and pages want worked out of it.

    Judgements of services are taken over from another state of the catalog, `like`, where the two
    states have all in common that decides them.
    """

    def __init__(self, loaded: Loaded, today: date, like: Judged | None = None) -> None:
        """Take what was loaded, the date that counts as today, and a state that may be like it."""
        super().__init__(loaded, today)
        self._like = like
        self._known: dict[tuple[str, str], Any] = {}

    @cached_property
    def judge(self) -> Judge:
        """What judges the promises of this catalog."""
        if self._like is None:
            return Judge(self.catalog)
        return Judge(self.catalog, self._like.judge, touched(self._like, self, _equal))

    @cached_property
    def _rewritten(self) -> Set[str]:
        """The services and components that are, or lean on, anything that was written anew."""
        return touched(self._like, self, is_) if self._like else frozenset()

    def once(self, what: str, service: str, work: Callable[[], T]) -> T:
        """Return what follows from a service and all beneath it, places in their files included.

        It is taken over from the state that is like this one, where none of these was written anew.
        """
        key = (what, service)
        if key not in self._known:
            like = self._like
            is_shared = like and key in like._known and service not in self._rewritten
            self._known[key] = like._known[key] if like and is_shared else work()
        known: T = self._known[key]
        return known

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
        if self._like and _priced(self._like) == _priced(self):
            return self._like.costs
        return costs(self)


def _priced(estate: Estate) -> Mapping[str, object]:
    """Return all that costs are worked out from."""
    return {
        node.id: (node.kind, node.cost, node.status, node.requires, getattr(node, "price", None))
        for node in estate.catalog.nodes
    }
