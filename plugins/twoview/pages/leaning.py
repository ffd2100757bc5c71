"""Which promises lean on each team and supplier, and which of them hang on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from twoview.judged import WORST_FIRST, Judged
from twoview.language import _
from twoview.model import Component, Customer, Entity, Node, Service, Supplier, Team
from twoview.pages import wording
from twoview.promises.judge import Judgement, Verdict

Provider = Team | Supplier
Key = tuple[str, str]
"""The kind and the id of a team or supplier."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """A promise that leans on a provider, and the ids of theirs that it does so through.

    It hangs on the provider where these decide what can be kept, or leave it open.
    """

    judgement: Judgement
    hangs: bool
    through: tuple[str, ...]


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
    hangs: bool
    through: Sequence[Entity]


def by_provider(estate: Judged) -> Mapping[Key, Sequence[Leaning]]:
    """Return the promises that lean on each team and supplier, in the order of the promises."""
    found: dict[Key, list[Leaning]] = {}
    for judgement in estate.judgements:
        decisive = (*judgement.because, *judgement.unknown)
        deciding = _shared_out(judgement, decisive, estate)
        others = _shared_out(judgement, estate.judge.leans_on(judgement), estate)
        for key in dict.fromkeys((*deciding, *others)):
            through = tuple(deciding.get(key) or others[key])
            found.setdefault(key, []).append(Leaning(judgement, key in deciding, through))
    return found


def _shared_out(judgement: Judgement, ids: Iterable[str], estate: Judged) -> dict[Key, list[str]]:
    """Return ids by who answers for them."""
    found: dict[Key, list[str]] = {}
    for ident in dict.fromkeys(ids):
        if judgement.promise.metric == "respond_within":
            found["Team", ident] = [judgement.promise.service]
        elif node := estate.catalog.node(ident):
            found.setdefault(answering(node), []).append(ident)
    return found


def answering(node: Node) -> Key:
    """Return who runs a component or owns a service; nobody has an empty id."""
    if isinstance(node, Component) and node.supplier and not node.team:
        return "Supplier", node.supplier
    return "Team", (node.team or "") if isinstance(node, Component) else node.owner


def rows(found: Iterable[Leaning], estate: Judged) -> list[Row]:
    """Return promises as rows: those that hang on the provider first, of these the worst."""
    alike: dict[tuple[object, ...], Row] = {}
    for leaning in found:
        promise = leaning.judgement.promise
        row = _row(leaning, estate)
        what = (promise.service, promise.metric, row.promised)
        key = (*what, row.verdict, row.hangs, leaning.through)
        alike[key] = _joined(alike[key], row) if key in alike else row
    known = set(estate.catalog.settings.priorities)
    whole = (replace(r, priorities=()) if known <= set(r.priorities) else r for r in alike.values())
    return sorted(whole, key=_rank)


def _row(leaning: Leaning, estate: Judged) -> Row:
    judgement, catalog = leaning.judgement, estate.catalog
    promise = judgement.promise
    customer = catalog.customers.get(promise.customer or "")
    return Row(
        service=catalog.services[promise.service],
        customers=(customer,) if customer else (),
        metric=_(wording.TECHNICAL_LABELS[promise.metric]),
        priorities=(promise.priority,) if promise.priority else (),
        promised=str(promise.value),
        verdict=judgement.verdict,
        hangs=leaning.hangs,
        through=[node for node in map(catalog.node, leaning.through) if node],
    )


def _joined(one: Row, other: Row) -> Row:
    customers = {each.id: each for each in (*one.customers, *other.customers)}
    priorities = dict.fromkeys((*one.priorities, *other.priorities))
    return replace(one, customers=list(customers.values()), priorities=list(priorities))


def _rank(row: Row) -> tuple[bool, int, str]:
    return not row.hangs, WORST_FIRST.index(row.verdict), row.service.name
