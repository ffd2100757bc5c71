"""What is spent each month on what: every sum is made of what `twoview cost` says.

A service that others require passes its cost on to them. What it costs is in theirs, so that sums
over customers count nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from twoview.cost import apportioned
from twoview.judged import Judged
from twoview.model import Component, Customer, Outcome, Service
from twoview.need import beyond_need, next_lower
from twoview.pages.components import Provider
from twoview.pages.leaning import Key, answering
from twoview.pages.page import by_priority
from twoview.values import Money, Share


@dataclass(frozen=True, slots=True)
class OnCustomer:
    """What is spent on a customer, through which services.

    `elsewhere` are services whose cost is in that of others, `unknown` those whose cost runs in a
    circle.
    """

    customer: Customer
    spent: Money
    services: Sequence[Service]
    elsewhere: Sequence[Service]
    unknown: Sequence[Service]

    @property
    def share(self) -> Fraction:
        """What is spent as a number, to be drawn."""
        return Fraction(self.spent.cents)


@dataclass(frozen=True, slots=True)
class OnCustomers:
    """What is spent on each customer, and on what has none; with what circles that is the total."""

    each: Sequence[OnCustomer]
    nobody: Money
    unrequired: Money
    circling: Money
    total: Money

    @property
    def spent(self) -> Money:
        """What is spent on all of them."""
        return Money(sum(each.spent.cents for each in self.each))

    @property
    def most(self) -> Fraction:
        """The most that is spent on one of them, to be drawn."""
        return max((each.share for each in self.each), default=Fraction())


@dataclass(frozen=True, slots=True)
class OnOutcome:
    """What the services cost that deliver an outcome; None at or above a circle."""

    outcome: Outcome
    spent: Fraction | None
    services: Sequence[Service]


@dataclass(frozen=True, slots=True)
class OnProvider:
    """The own costs of what a team or supplier answers for; None where nobody known does."""

    provider: Provider | None
    spent: Money
    nodes: int

    @property
    def share(self) -> Fraction:
        """What is spent as a number, to be drawn."""
        return Fraction(self.spent.cents)


@dataclass(frozen=True, slots=True)
class Saving:
    """A component that is run better than any promise needs, and what would be enough."""

    component: Component
    own: Share
    enough: Share
    cost: Fraction


def on_customers(estate: Judged) -> OnCustomers:
    """Return the full cost of each service divided over its customers in equal parts."""
    costs, customers = estate.costs, estate.catalog.customers.values()
    served = _served(estate)
    ends = {i: each.amount for i, each in costs.services.items() if not each.passed_on}
    parts = {i: _parts(amount, served[i]) for i, amount in ends.items() if amount and served[i]}
    left = (amount.cents for i, amount in ends.items() if amount and not served[i])
    inside = (each for each in costs.components.values() if not each.passed_on)
    found = (_on_customer(each, parts, served, estate) for each in customers)
    return OnCustomers(
        each=sorted(found, key=lambda row: (-row.spent.cents, row.customer.name)),
        nobody=Money(sum(left)),
        unrequired=Money(sum(each.amount.cents for each in inside if each.amount)),
        circling=costs.circling,
        total=costs.total,
    )


def _served(estate: Judged) -> dict[str, list[str]]:
    """Return the customers in the catalog that each service has."""
    known = estate.catalog.customers
    services = estate.catalog.services.values()
    return {s.id: list(dict.fromkeys(c.id for c in s.customers if c.id in known)) for s in services}


def _parts(amount: Money, among: Sequence[str]) -> dict[str, Money]:
    """Return an amount in equal parts, to the cent."""
    whole = Fraction(amount.cents, 100)
    return apportioned(dict.fromkeys(among, whole / len(among)), whole)


def _on_customer(
    customer: Customer,
    parts: Mapping[str, Mapping[str, Money]],
    served: Mapping[str, Sequence[str]],
    estate: Judged,
) -> OnCustomer:
    services, costs = estate.catalog.services, estate.costs.services
    used = [services[ident] for ident, customers in served.items() if customer.id in customers]
    return OnCustomer(
        customer=customer,
        spent=Money(sum(parts[each.id][customer.id].cents for each in used if each.id in parts)),
        services=[each for each in used if each.id in parts],
        elsewhere=[each for each in used if costs[each.id].passed_on],
        unknown=[e for e in used if e.id not in parts and not costs[e.id].passed_on],
    )


def on_outcomes(estate: Judged) -> list[OnOutcome]:
    """Return what is spent on each outcome, the most important first.

    A service that delivers several outcomes counts for each in equal parts of what it costs to the
    cent, so that one that delivers a single outcome comes to the same here and there.
    """
    outcomes = by_priority(estate.catalog.outcomes.values())
    return [_on_outcome(outcome, estate) for outcome in outcomes]


def _on_outcome(outcome: Outcome, estate: Judged) -> OnOutcome:
    services = estate.served_by.get(outcome.id, ())
    spent: Fraction | None = Fraction()
    for service in services:
        amount = estate.costs.services[service.id].amount
        parts = 100 * len(service.served_outcomes)
        part = None if amount is None else Fraction(amount.cents, parts)
        spent = None if spent is None or part is None else spent + part
    return OnOutcome(outcome, spent, services)


def upside_down(found: Sequence[OnOutcome]) -> list[tuple[OnOutcome, OnOutcome]]:
    """Return outcomes with less important ones on which twice as much is spent, or more.

    Of each it is the one with the most, and those with the widest gap come first.
    """
    pairs = []
    for one in found:
        dearer = [each for each in found if _is_dearer(each, one)]
        if dearer:
            pairs.append((one, max(dearer, key=lambda each: each.spent or 0)))
    return sorted(pairs, key=lambda pair: _gap(*pair), reverse=True)


def _is_dearer(other: OnOutcome, one: OnOutcome) -> bool:
    """Whether twice as much is spent on an outcome that matters less."""
    priorities = one.outcome.priority, other.outcome.priority
    if None in priorities or one.spent is None or other.spent is None:
        return False
    return (other.outcome.priority or 0) > (one.outcome.priority or 0) and other.spent >= max(
        2 * one.spent, Fraction(1)
    )


def _gap(one: OnOutcome, other: OnOutcome) -> Fraction:
    return (other.spent or Fraction()) - (one.spent or Fraction())


def on_providers(estate: Judged) -> list[OnProvider]:
    """Return what is spent on what each team and supplier answers for: in all, the total."""
    sums: dict[Key, Fraction] = {}
    counts: dict[Key, int] = {}
    for node in estate.catalog.nodes:
        own = node.cost.monthly if node.cost else Fraction()
        if own:
            key = answering(node)
            sums[key] = sums.get(key, Fraction()) + own
            counts[key] = counts.get(key, 0) + 1
    ids = {"/".join(key): key for key in sums}
    cents = apportioned({i: sums[k] for i, k in ids.items()}, sum(sums.values(), Fraction()))
    rows = [OnProvider(_known(key, estate), cents[i], counts[key]) for i, key in ids.items()]
    return sorted(rows, key=lambda row: -row.spent.cents)


def _known(key: Key, estate: Judged) -> Provider | None:
    kind, ident = key
    catalog = estate.catalog
    return catalog.teams.get(ident) if kind == "Team" else catalog.suppliers.get(ident)


def savings(estate: Judged) -> list[Saving]:
    """Return the components that are run better than any promise needs, the dearest first."""
    found = list(_savings(estate))
    return sorted(found, key=lambda each: (-each.cost, each.component.name))


def _savings(estate: Judged) -> Iterator[Saving]:
    for ident in sorted(beyond_need(estate.judge)):
        component, own = estate.catalog.components[ident], estate.judge.figures[ident].availability
        enough = next_lower(own)
        if own and enough:
            cost = component.cost.monthly if component.cost else Fraction()
            yield Saving(component, own, enough, cost)
