"""Outward: services help customers reach outcomes, and say so in the customers' words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from twoview.estate import Estate
from twoview.finding import Problem, Related, Severity, rule
from twoview.model import Engagement, Entity, Relationship, Service
from twoview.rules.doubt import is_doubted, may_be_set
from twoview.rules.wording import Jargon

_CUSTOMERS = """
---
customers:
  - id: shops
    name: Shops
    boundary: internal
  - id: shoppers
    name: Shoppers
    boundary: external
---
outcomes:
  - id: sell
    name: Sell what is on the shelf
    customers: [shops]
"""


def _service(**lines: str) -> str:
    """Return an example service in which each argument replaces or adds lines."""
    fields = {
        "kind": "kind: Service",
        "id": "id: tills",
        "name": "name: Tills",
        "status": "status: live",
        "audience": "audience: internal",
        "owner": "owner: shop-systems",
        "summary": "summary: Take payments at the till.",
        **lines,
    }
    return "\n".join(fields.values()) + _CUSTOMERS


_SHOPS = "customers:\n  - id: shops\n    relationship: service\n    outcomes: [sell]"


def _current(estate: Estate, *audiences: str) -> Iterator[Service]:
    """Yield the services that are not retired, of some audiences."""
    for service in estate.catalog.services.values():
        if service.status != "retired" and service.audience in audiences:
            yield service


@rule(
    "supporting-with-customers",
    Severity.ERROR,
    bad=_service(
        audience="audience: supporting",
        customers="customers:   # <- supporting-with-customers\n"
        "  - id: shops\n    relationship: service\n    outcomes: [sell]",
    ),
    good=_service(audience="audience: internal", customers=_SHOPS),
)
def supporting_with_customers(estate: Estate) -> Iterator[Problem]:
    """A supporting service has customers of its own.

    A supporting service exists for other services; its customers are theirs. If somebody really
    uses it as it is, it is an internal or external service.
    """
    for service in estate.catalog.services.values():
        if service.audience == "supporting" and service.customers:
            named = ", ".join(f"`{each.id}`" for each in service.customers)
            yield Problem.at(
                service,
                "customers",
                key=True,
                message=f"`{service.id}` is a supporting service and has customers: {named}.",
                fix="Make its audience internal or external, or name the customers in the services "
                "that require it.",
            )


@rule(
    "audience-mismatch",
    Severity.ERROR,
    bad=_service(
        customers="customers:\n  - id: shoppers   # <- audience-mismatch\n    relationship: service"
    ),
    good=_service(
        audience="audience: external",
        customers="customers:\n  - id: shoppers\n    relationship: service",
    ),
)
def audience_mismatch(estate: Estate) -> Iterator[Problem]:
    """An internal service has a customer from outside.

    What is offered to the outside is shown, priced and protected differently; a service that is
    called internal would be left out of what external customers may see.
    """
    for service in estate.catalog.services.values():
        if service.audience != "internal" or is_doubted(service, "audience", estate):
            continue
        for index, engagement in enumerate(service.customers):
            customer = estate.catalog.customers.get(engagement.id)
            if customer and customer.boundary == "external":
                yield Problem.at(
                    service,
                    "customers",
                    index,
                    "id",
                    message=f"`{service.id}` is an internal service, and its customer "
                    f"`{customer.id}` is external.",
                    fix="Make its audience external, or remove the customer.",
                    related=(Related(customer.origin.at("boundary"), "The customer is external."),),
                    customer=customer.id,
                )


@rule(
    "no-outcome",
    Severity.WARNING,
    absence=True,
    bad=_service(
        id="id: tills   # <- no-outcome",
        customers="customers:\n  - id: shops\n    relationship: service",
    ),
    good=_service(customers=_SHOPS),
)
def no_outcome(estate: Estate) -> Iterator[Problem]:
    """A service helps nobody to reach anything.

    A service is a means of delivering outcomes. One without an outcome is described by what it is
    made of, and nobody can say whether it is worth its cost. Supporting services are exempt.
    """
    for service in _current(estate, "external", "internal"):
        if not service.served_outcomes:
            yield Problem.at(
                service,
                "id",
                message=f"`{service.id}` names no outcome: what do its customers reach with it?",
                fix="Add `outcomes:` to its customers, or to the service where all want the same.",
            )


@rule(
    "unserved-outcome",
    Severity.WARNING,
    absence=True,
    bad="""
    customers:
      - id: shops
        name: Shops
        boundary: internal
    ---
    outcomes:
      - id: sell   # <- unserved-outcome
        name: Sell what is on the shelf
        customers: [shops]
    """,
    good=_service(customers=_SHOPS),
)
def unserved_outcome(estate: Estate) -> Iterator[Problem]:
    """No service helps to reach an outcome.

    Somebody wants this and the catalog offers nothing for it: a gap in the portfolio, or in the
    catalog. Retired services do not count.
    """
    for outcome in estate.catalog.outcomes.values():
        if outcome.id not in estate.served_by:
            yield Problem.at(
                outcome,
                "id",
                message=f"No service delivers outcome `{outcome.id}`.",
                fix="Name it in the service that helps to reach it, or propose one.",
            )


@rule(
    "no-customer",
    Severity.WARNING,
    absence=True,
    bad=_service(id="id: tills   # <- no-customer", outcomes="outcomes: [sell]"),
    good=_service(customers=_SHOPS),
)
def no_customer(estate: Estate) -> Iterator[Problem]:
    """An external or internal service has no customers.

    Without a customer nobody can say what the service has to keep, and nobody is told when it
    fails.
    """
    for service in _current(estate, "external", "internal"):
        if not service.customers:
            yield Problem.at(
                service,
                "id",
                message=f"`{service.id}` is an {service.audience} service without a customer.",
                fix="Add `customers:`, or make it a supporting service if only services use it.",
            )


@rule(
    "unused-supporting-service",
    Severity.WARNING,
    absence=True,
    bad=_service(id="id: tills   # <- unused-supporting-service", audience="audience: supporting"),
    good=_service(audience="audience: supporting")
    + "---\ncomponents:\n  - id: handheld\n    name: Handheld\n    type: device\n"
    "    team: shop-systems\n    requires: [tills]\n",
)
def unused_supporting_service(estate: Estate) -> Iterator[Problem]:
    """A live supporting service supports nothing.

    Either a service leans on it and does not say so, or it is run and paid for without helping
    anybody.
    """
    for service in _current(estate, "supporting"):
        users = (estate.catalog.node(ident) for ident in estate.required_by.get(service.id, ()))
        if service.status == "live" and not any(u and u.status != "retired" for u in users):
            yield Problem.at(
                service,
                "id",
                message=f"Supporting service `{service.id}` is required by nothing in use.",
                fix="Add it to the `requires` of the services that lean on it, or retire it.",
            )


@rule(
    "service-without-commitments",
    Severity.WARNING,
    absence=True,
    bad=_service(id="id: tills   # <- service-without-commitments", customers=_SHOPS),
    good=_service(customers=_SHOPS, commitments="commitments:\n  availability: 99.5%"),
)
def service_without_commitments(estate: Estate) -> Iterator[Problem]:
    """A live service has customers who rely on it and promises them nothing.

    A relationship of the kind `service` is one with an agreed service level. Where none is agreed,
    each side believes in one of its own. A partnership or a utility is not expected to have any.
    """
    for service in _current(estate, "external", "internal"):
        agreed = [each for each in service.customers if each.relationship == "service"]
        bare = [each for each in agreed if not service.promised_to(each).stated()]
        if service.status != "proposed" and bare:
            named = ", ".join(f"`{each.id}`" for each in bare)
            yield Problem.at(
                service,
                "id",
                message=f"`{service.id}` promises nothing to {named}, who rely on it.",
                fix="Agree on `commitments:`, or make the relationship a partnership or utility.",
                customer=bare[0].id if len(bare) == 1 else None,
            )


def _relations(
    estate: Estate, relationship: Relationship
) -> Iterator[tuple[Service, int, Engagement]]:
    for service in _current(estate, "external", "internal", "supporting"):
        for index, engagement in enumerate(service.customers):
            if engagement.relationship == relationship:
                yield service, index, engagement


_PARTNERS = "customers:\n  - id: shops\n    relationship: partnership\n"


@rule(
    "partnership-with-commitments",
    Severity.WARNING,
    bad=_service(
        customers=_PARTNERS + "    outcomes: [sell]\n"
        "    commitments:   # <- partnership-with-commitments\n      availability: 99%"
    ),
    good=_service(customers=_PARTNERS + "    outcomes: [sell]"),
)
def partnership_with_commitments(estate: Estate) -> Iterator[Problem]:
    """A partnership is given a service level.

    Partners work as one towards a shared goal. A service level between them makes one side a
    provider again; the shared outcome is what counts.
    """
    for service, index, engagement in _relations(estate, "partnership"):
        if engagement.commitments.stated():
            yield Problem.at(
                service,
                "customers",
                index,
                "commitments",
                key=True,
                message=f"`{engagement.id}` is a partner of `{service.id}` and is promised a "
                "service level all the same.",
                fix="Remove the commitments, or make the relationship `service`.",
                customer=engagement.id,
            )


@rule(
    "partnership-without-outcome",
    Severity.WARNING,
    absence=True,
    bad=_service(
        customers="customers:\n  - id: shops   # <- partnership-without-outcome\n"
        "    relationship: partnership"
    ),
    good=_service(customers=_PARTNERS + "    outcomes: [sell]"),
)
def partnership_without_outcome(estate: Estate) -> Iterator[Problem]:
    """A partnership has no outcome that both sides want.

    A partnership has no service level; without a shared outcome nothing says what it is for.
    """
    for service, index, engagement in _relations(estate, "partnership"):
        if not engagement.outcomes:
            yield Problem.at(
                service,
                "customers",
                index,
                "id",
                message=f"`{engagement.id}` is a partner of `{service.id}`, and they share no "
                "outcome.",
                fix="Add `outcomes:` that both work towards.",
                customer=engagement.id,
            )


@rule(
    "utility-without-failure-note",
    Severity.WARNING,
    absence=True,
    bad=_service(
        customers="customers:\n  - id: shops   # <- utility-without-failure-note\n"
        "    relationship: utility"
    ),
    good=_service(
        customers="customers:\n  - id: shops\n    relationship: utility",
        fails="when_it_fails: Shops take cash only, and note each sale on paper.",
    ),
)
def utility_without_failure_note(estate: Estate) -> Iterator[Problem]:
    """A utility does not say what its failing means.

    A utility is so self-evident that its users only notice it failing. What failing means for them
    is the one thing worth telling.
    """
    for service, index, engagement in _relations(estate, "utility"):
        if not service.when_it_fails.strip():
            yield Problem.at(
                service,
                "customers",
                index,
                "id",
                message=f"`{service.id}` is a utility to `{engagement.id}` and does not say what "
                "its failing means.",
                fix="Add `when_it_fails:` in the customer's words.",
                customer=engagement.id,
            )


@rule(
    "it-only-catalog",
    Severity.WARNING,
    absence=True,
    bad="""
    kind: Catalog
    name: Store   # <- it-only-catalog
    ---
    customers:
      - id: developers
        name: Developers
        boundary: it
    """,
    good="""
    kind: Catalog
    name: Store
    ---
    customers:
      - id: developers
        name: Developers
        boundary: it
      - id: shops
        name: Shops
        boundary: internal
    """,
)
def it_only_catalog(estate: Estate) -> Iterator[Problem]:
    """All customers in the catalog belong to IT.

    A catalog that starts from what IT runs ends up with IT as its own customer. Start from what the
    business, or those who buy from it, want to reach; the supporting services follow from there.
    """
    customers = estate.catalog.customers.values()
    if customers and all(customer.boundary == "it" for customer in customers):
        yield Problem.at(
            estate.catalog.settings,
            "name",
            message="All customers in this catalog belong to IT: it shows IT as its own customer.",
            fix="Add the customers in the business or outside, and the outcomes that they want.",
        )


_TEXTS: dict[str, Sequence[Literal["summary", "when_it_fails", "name", "measure"]]] = {
    "Service": ("summary", "when_it_fails"),
    "Outcome": ("name", "measure"),
}


@rule(
    "technical-words",
    Severity.INFO,
    bad=_service(summary="summary: Take payments over the POS gateway.   # <- technical-words"),
    good=_service(summary="summary: Take payments at the till."),
)
def technical_words(estate: Estate) -> Iterator[Problem]:
    """A text for customers uses a word that only IT understands.

    The business view speaks the customer's language. A word counts as technical when it is the name
    of a component (of several words), an id (with a hyphen or digit), or an abbreviation in
    capitals that the text does not explain, as in "point of sale (POS)". Words that everyone in the
    organization knows go into the catalog's `vocabulary`.
    """
    catalog = estate.catalog
    ids = {entity.id for entity in catalog.entities if re.search(r"[-0-9]", entity.id)}
    names = {each.name for each in catalog.components.values() if len(each.name.split()) > 1}
    known = {word.lower() for word in catalog.settings.vocabulary}
    known |= {(catalog.settings.currency or "").lower()}
    jargon = Jargon(ids, names, known)
    for entity in (*catalog.services.values(), *catalog.outcomes.values()):
        for name in _TEXTS[entity.kind]:
            found = jargon.found_in(getattr(entity, name))
            if words := [word for word in found if not may_be_set(word, estate)]:
                yield _technical(entity, name, words)


def _technical(entity: Entity, field: str, words: list[str]) -> Problem:
    listed = ", ".join(f"“{word}”" for word in words)
    return Problem.at(
        entity,
        field,
        message=f"{listed} in a text for customers: would they say it like that?",
        fix="Say it in their words, explain it there, or add it to the catalog's `vocabulary`.",
    )
