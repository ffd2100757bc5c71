"""Groups that would be worth more if their members declared failure domains."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from twoview.finding import Problem, Related
from twoview.judged import Judged
from twoview.model import Node
from twoview.promises.arithmetic import Case
from twoview.promises.judge import Judgement
from twoview.promises.structure import Gate
from twoview.rules.proof import listed
from twoview.rules.stated import achievable, share
from twoview.values import Share


def undeclared(estate: Judged) -> Iterator[Problem]:
    """Yield a problem for each group beneath promises of availability that gain by declaring."""
    found: dict[Gate, dict[str, Judgement]] = {}
    for judgement in estate.judgements:
        for gate in _undeclared(judgement, estate):
            found.setdefault(gate, {}).setdefault(judgement.promise.service, judgement)
    for gate, gaining in found.items():
        if estate.unsettled.isdisjoint((gate.owner, *gaining)):
            yield _problem(gate, gaining, estate)


def _undeclared(judgement: Judgement, estate: Judged) -> Iterator[Gate]:
    """Yield the groups beneath a promise with which it gains if their members declare domains."""
    if judgement.if_independent is None:
        return
    credited = estate.judge.structure.credited
    for gate in estate.judge.structure.gates[judgement.promise.service]:
        if not credited(gate) and credited(gate, "declared") and _improves(gate.owner, estate):
            yield gate


def _improves(ident: str, estate: Judged) -> bool:
    composition = estate.judge.availability.composition
    return composition(ident, "perfect", "declared").share > composition(ident, "perfect").share


def _problem(gate: Gate, gaining: dict[str, Judgement], estate: Judged) -> Problem:
    example = gaining.get(gate.owner) or next(iter(gaining.values()))
    more = f", and {len(gaining) - 1} more would gain" if len(gaining) > 1 else ""
    return Problem.at(
        cast("Node", estate.catalog.node(gate.owner)),
        "requires",
        gate.index,
        message=f"Of {listed([f'`{each}`' for each in gate.members])} only {gate.need} may count, "
        "since not all of them declare what can take them down. If they did, and shared nothing, "
        f"{_comes_to(example, estate)}{more}.",
        fix="Declare `failure_domains:` at each of them, for example `failure_domains: "
        "[hall-north]`, if nothing takes them down together.",
        related=tuple(_silent(gate, estate)),
    )


def _comes_to(judgement: Judgement, estate: Judged) -> str:
    promise = judgement.promise
    case: Case = "worst" if judgement.verdict == "kept" else "perfect"
    then = estate.judge.availability.composition(promise.service, case, "declared").share
    text = share(then, cast("Share", promise.value))
    return f"`{promise.service}` would come to {text} instead of {achievable(judgement)}"


def _silent(gate: Gate, estate: Judged) -> Iterator[Related]:
    for member in gate.members:
        component = estate.catalog.components.get(member)
        if component and not component.failure_domains:
            yield Related(component.origin.at("id"), f"`{member}` declares no failure domain.")
