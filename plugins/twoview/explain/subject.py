"""What an explanation is about: a service, seen in its estate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from twoview.explain.words import achieved, label, listed, promised
from twoview.judged import Judged
from twoview.model import Component, Service
from twoview.promises.arithmetic import Case
from twoview.promises.judge import Judge, Judgement
from twoview.promises.structure import Gate, Structure

_TEAMS = "respond_within"


@dataclass(frozen=True, slots=True)
class Subject:
    """A service, and the estate that knows what becomes of its promises."""

    estate: Judged
    service: Service

    @property
    def ident(self) -> str:
        """The id of the service."""
        return self.service.id

    @property
    def judge(self) -> Judge:
        """What judges the promises of the estate."""
        return self.estate.judge

    @property
    def structure(self) -> Structure:
        """What is up only while something else is."""
        return self.judge.structure

    @property
    def is_opaque(self) -> bool:
        """Whether the service requires nothing that could stop it."""
        return self.ident in self.structure.points

    @property
    def is_circular(self) -> bool:
        """Whether what the service requires runs in a circle."""
        return self.ident in self.structure.unjudged

    def judgements(self, metric: str = "") -> list[Judgement]:
        """Return what becomes of the promises of one metric, or of all."""
        found = self.estate.judgements_of.get(self.ident, ())
        return [each for each in found if metric in ("", each.promise.metric)]

    def name(self, ident: str) -> str:
        """Return the name of a service or component; an id that nothing has stands for itself."""
        node = self.estate.catalog.node(ident)
        return node.name if node else ident

    def names(self, idents: Iterable[str]) -> list[str]:
        """Return the names of services and components."""
        return [self.name(ident) for ident in idents]

    def customer(self, ident: str | None) -> str:
        """Return the name of a customer, and words for none."""
        if ident is None:
            return "no customer by name"
        customer = self.estate.catalog.customers.get(ident)
        return customer.name if customer else ident

    def customers(self, judgements: Iterable[Judgement]) -> str:
        """Return the names of the customers to whom something is promised, each once."""
        names = (self.customer(each.promise.customer) for each in judgements)
        return listed(dict.fromkeys(names))

    def own(self, ident: str, case: Case) -> Fraction:
        """Return the share of time that a part is up by itself."""
        stated = self.judge.figures[ident].availability
        return stated.value if stated else Fraction(case == "perfect")

    def deciders(self, metric: str, idents: Iterable[str]) -> list[str]:
        """Return the names of those who decide a metric: teams that respond, else nodes."""
        return [self.team(each) for each in idents] if metric == _TEAMS else self.names(idents)

    def verdict(self, judgements: Sequence[Judgement], found: str, because: str = "") -> str:
        """Return what becomes of a promise that is the same to several customers."""
        judgement = judgements[0]
        made, verdict = judgement.promise, judgement.verdict
        promise = f"{label(made)}, promised to {self.customers(judgements)}: {promised(made)}."
        if judgement.unknown:
            unknown = listed(self.deciders(made.metric, judgement.unknown))
            return f"{promise} It hangs on {unknown}, where nobody has agreed: {verdict}."
        by = f" ({because})" if because else ""
        return f"{promise} {found} {achieved(made, judgement.achievable)}{by}: {verdict}."

    def team(self, ident: str) -> str:
        """Return the name of a team."""
        team = self.estate.catalog.teams.get(ident)
        return team.name if team else ident

    def keeper(self, ident: str) -> str:
        """Return the name of whoever answers for a service or component."""
        node = self.estate.catalog.node(ident)
        if isinstance(node, Component):
            runner = self.estate.runner(node)
            return runner.name if runner else node.team or node.supplier or "nobody"
        return self.team(node.owner) if node else "nobody"

    def count(self, gate: Gate) -> str:
        """Return how many members of a group are needed, and their names."""
        return f"{gate.need} of {', '.join(self.names(gate.members))}"


def grouped(judgements: Iterable[Judgement]) -> Sequence[Sequence[Judgement]]:
    """Return judgements in sets that differ in nothing but the customer, and maybe their hours."""
    found: dict[object, list[Judgement]] = {}
    for each in judgements:
        made = each.promise
        key = (made.metric, made.priority, made.value, made.period, each.verdict, each.achievable)
        found.setdefault(key, []).append(each)
    return list(found.values())
