"""Cost: what is spent can be added up, and is what it was meant to be."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from twoview.cost import NodeCost, rounded
from twoview.estate import Estate
from twoview.finding import Problem, Severity, rule
from twoview.graph import reach
from twoview.judged import Judged
from twoview.model import Service
from twoview.rules.doubt import may_be_set, mentioned
from twoview.rules.proof import listed


@rule(
    "cost-over-price",
    Severity.WARNING,
    bad="""
    kind: Catalog
    name: Store
    currency: EUR
    ---
    kind: Service
    id: email
    name: Email
    status: live
    audience: internal
    owner: workplace
    summary: Send and receive mail.
    requires: [mail-server]
    price:
      amount: 200   # <- cost-over-price
      per: month
    ---
    components:
      - id: mail-server
        name: Mail server
        type: server
        team: workplace
        cost: {amount: 3000, per: year}
    """,
    good="""
    kind: Catalog
    name: Store
    currency: EUR
    ---
    kind: Service
    id: email
    name: Email
    status: live
    audience: internal
    owner: workplace
    summary: Send and receive mail.
    requires: [mail-server]
    price:
      amount: 250
      per: month
    ---
    components:
      - id: mail-server
        name: Mail server
        type: server
        team: workplace
        cost: {amount: 3000, per: year}
    """,
)
def cost_over_price(estate: Judged) -> Iterator[Problem]:
    """A service costs more than its price.

    Its cost is its own and its part of everything beneath. Somebody pays the difference; it should
    be somebody who knows.
    """
    doubted = reach(mentioned(estate), estate.required_by)
    for ident, cost in estate.costs.services.items():
        service = estate.catalog.services[ident]
        if cost.over_price and service.status != "retired" and ident not in doubted:
            yield _over_price(service, cost, estate.catalog.settings.currency or "")


def _over_price(service: Service, cost: NodeCost, currency: str) -> Problem:
    full, price = (_monthly(amount or Fraction(), currency) for amount in (cost.full, cost.price))
    parts = {service.id: cost.own} | {
        ident: part or Fraction() for ident, part in cost.taken.items()
    }
    largest = sorted(parts, key=lambda ident: (-parts[ident], ident))
    each = [f"`{ident}` {_monthly(parts[ident], currency)}" for ident in largest if parts[ident]]
    return Problem.at(
        service,
        "price",
        "amount",
        message=f"`{service.id}` costs {full} a month, and its price is {price}. Most of that is "
        f"for {listed(each)}.",
        fix=f"Ask for {full} a month, spend less, or write down who bears the difference.",
    )


def _monthly(amount: Fraction, currency: str) -> str:
    return rounded(amount).words(currency).strip()


@rule(
    "cost-without-currency",
    Severity.ERROR,
    bad="""
    kind: Catalog
    name: Store
    ---
    components:
      - id: mail-server
        name: Mail server
        type: server
        team: workplace
        cost: {amount: 250, per: month}   # <- cost-without-currency
    """,
    good="""
    kind: Catalog
    name: Store
    currency: EUR
    ---
    components:
      - id: mail-server
        name: Mail server
        type: server
        team: workplace
        cost: {amount: 250, per: month}
    """,
)
def cost_without_currency(estate: Estate) -> Iterator[Problem]:
    """A cost or price is stated, and the catalog does not say in which currency.

    An amount without a currency is a number that each reader completes in their own way.
    """
    settings = estate.catalog.settings
    if settings.currency is not None or may_be_set("currency", estate):
        return
    for node in estate.catalog.nodes:
        for name in ("cost", "price"):
            if getattr(node, name, None) is not None:
                yield Problem.at(
                    node,
                    name,
                    message=f"`{node.id}` states a {name}, and the catalog has no currency.",
                    fix=f"Add `currency: EUR` (or yours) to {settings.origin.at().file}.",
                )
