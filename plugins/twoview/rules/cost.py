"""Cost: what is spent can be added up."""

from __future__ import annotations

from collections.abc import Iterator

from twoview.estate import Estate
from twoview.finding import Problem, Severity, rule
from twoview.rules.doubt import may_be_set


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
