"""References: what one entity says of another agrees with what the other is."""

from __future__ import annotations

from collections.abc import Iterator

from twoview.estate import Estate
from twoview.finding import Problem, Related, Severity, rule
from twoview.graph import circles
from twoview.judged import Judged
from twoview.model import Node, Outcome, Service
from twoview.rules.doubt import is_doubted, may_be_listed, may_be_set
from twoview.rules.mentions import Mention, Path, mentions, required
from twoview.rules.proof import listed
from twoview.values import did_you_mean


@rule(
    "unknown-reference",
    Severity.ERROR,
    bad="""
    kind: Service
    id: email
    name: Email
    status: live
    audience: internal
    owner: workplace
    summary: Send and receive mail.
    requires:
      - mail-server
      - mail-archiv   # <- unknown-reference
    ---
    teams:
      - id: workplace
        name: Workplace
    ---
    components:
      - id: mail-server
        name: Mail server
        type: server
        team: workplace
      - id: mail-archive
        name: Mail archive
        type: storage
        team: workplace
    """,
    good="""
    kind: Service
    id: email
    name: Email
    status: live
    audience: internal
    owner: workplace
    summary: Send and receive mail.
    requires:
      - mail-archive
    ---
    teams:
      - id: workplace
        name: Workplace
    ---
    components:
      - id: mail-archive
        name: Mail archive
        type: storage
        team: workplace
    """,
)
def unknown_reference(estate: Estate) -> Iterator[Problem]:
    """Something refers to what is not in the catalog.

    A reference to nothing leaves a hole in every diagram and hides who is affected when something
    fails. It is an id, the name of a schedule, a priority or the name of a rule, most often
    misspelled, or removed elsewhere in the same change.
    """
    for mention in mentions(estate):
        if mention.target not in mention.known and not _may_be_unread(mention, estate):
            yield _dangling(mention, estate)


def _may_be_unread(mention: Mention, estate: Estate) -> bool:
    if mention.what in ("schedule", "priority"):
        return may_be_set(mention.target, estate)
    return estate.may_define(mention.target) or may_be_listed(mention.target, estate)


def _dangling(mention: Mention, estate: Estate) -> Problem:
    other = _of_another_kind(mention, estate)
    near = None if other else did_you_mean(mention.target, mention.known)
    hint = f"Did you mean `{near}`?" if near else other or _advice(mention)
    return Problem.at(
        mention.entity,
        *mention.path,
        key=mention.on_key,
        message=f"There is no {mention.what} `{mention.target}`. {hint}",
        fix=f"Write `{near}`." if near else None,
    )


def _advice(mention: Mention) -> str:
    """Return what an author can do about a mention that is near to nothing."""
    known = ", ".join(f"`{name}`" for name in mention.known)
    advice = {
        "schedule": "Define it under `schedules` in the catalog's own file, or write the hours "
        "here, for example `Mon-Fri 08:00-16:00 Europe/Helsinki`.",
        "priority": f"The catalog's priorities are {known}.",
        "rule": "`twoview explain` lists all rules.",
    }
    return advice.get(mention.what, "Define it, or remove the reference.")


def _of_another_kind(mention: Mention, estate: Estate) -> str:
    same = [each for each in estate.catalog.entities if each.id == mention.target]
    return f"There is a {same[0].kind} with this id, which cannot stand here." if same else ""


@rule(
    "dependency-cycle",
    Severity.ERROR,
    bad="""
    components:
      - id: directory
        name: Directory
        type: application
        team: workplace
        requires:
          - network   # <- dependency-cycle
      - id: network
        name: Network
        type: network
        team: workplace
        requires:
          - {id: directory, failure: degrades}
    """,
    good="""
    components:
      - id: directory
        name: Directory
        type: application
        team: workplace
        requires:
          - network
      - id: network
        name: Network
        type: network
        team: workplace
    """,
)
def dependency_cycle(estate: Judged) -> Iterator[Problem]:
    """Services or components require each other in a circle.

    What stands in a circle can neither be started in any order nor be worked out: each figure would
    lean on itself. Entries that only degrade count too. Most circles are two different things under
    one name, such as a server and the tool that administers it; give each its own component.
    Promises of services that cannot do without what stands in a circle are not judged.
    """
    unjudged = _unjudged(estate)
    for circle in circles(estate.requires):
        node = estate.catalog.node(circle[0])
        following = (*circle[1:], circle[0])
        if node:
            way = " → ".join(f"`{ident}`" for ident in (*circle, circle[0]))
            yield Problem.at(
                node,
                *_entry(node, following[0]),
                message=f"This runs in a circle: {way}.{_not_judged(circle, unjudged)}",
                fix="Remove one of these entries, or split the thing that is two things.",
                related=tuple(_steps(estate, circle[1:], following[1:])),
            )


def _unjudged(estate: Judged) -> dict[str, set[str]]:
    """Return the services whose promises cannot be judged because of each id in a circle."""
    found: dict[str, set[str]] = {}
    for judgement in estate.judgements:
        for ident in judgement.unknown if judgement.verdict == "unjudged" else ():
            found.setdefault(ident, set()).add(judgement.promise.service)
    return found


def _not_judged(circle: list[str], unjudged: dict[str, set[str]]) -> str:
    services = sorted(set().union(*(unjudged.get(ident, ()) for ident in circle)))
    if not services:
        return ""
    named = listed([f"`{each}`" for each in services])
    return f" Promises that lean on it cannot be judged: those of {named}."


def _entry(node: Node, target: str) -> Path:
    return next(path for path, ident in required(node) if ident == target)


def _steps(estate: Estate, circle: list[str], following: tuple[str, ...]) -> Iterator[Related]:
    for ident, target in zip(circle, following, strict=True):
        if node := estate.catalog.node(ident):
            place = node.origin.at(*_entry(node, target))
            yield Related(place, f"`{ident}` requires `{target}`.")


@rule(
    "requires-retired",
    Severity.ERROR,
    bad="""
    components:
      - id: till-software
        name: Till software
        type: application
        team: shop-systems
        requires:
          - old-till-server   # <- requires-retired
      - id: old-till-server
        name: Old till server
        type: server
        team: shop-systems
        status: retired
    """,
    good="""
    components:
      - id: till-software
        name: Till software
        type: application
        team: shop-systems
        requires:
          - till-server
      - id: till-server
        name: Till server
        type: server
        team: shop-systems
    """,
)
def requires_retired(estate: Estate) -> Iterator[Problem]:
    """Something in use requires what is retired.

    What is retired is not run any more: either it still is, and its status is wrong, or what
    requires it does not work or does not need it.
    """
    for node, path, target in _required_nodes(estate):
        is_wrong = target.status == "retired" and node.status != "retired"
        if is_wrong and not is_doubted(node, "status", estate):
            yield Problem.at(
                node,
                *path,
                message=f"`{node.id}` is {node.status} and requires `{target.id}`, which is "
                "retired.",
                fix=f"Remove the entry, or say in `{target.id}` that it is not retired.",
                related=(Related(target.origin.at("status"), f"`{target.id}` is retired."),),
            )


def _required_nodes(estate: Estate) -> Iterator[tuple[Node, Path, Node]]:
    for node in estate.catalog.nodes:
        for path, ident in required(node):
            if target := estate.catalog.node(ident):
                yield node, path, target


@rule(
    "live-requires-proposed",
    Severity.ERROR,
    bad="""
    components:
      - id: till-software
        name: Till software
        type: application
        team: shop-systems
        requires:
          - new-till-server   # <- live-requires-proposed
      - id: new-till-server
        name: New till server
        type: server
        team: shop-systems
        status: proposed
    """,
    good="""
    components:
      - id: till-software
        name: Till software
        type: application
        team: shop-systems
        requires:
          - new-till-server
      - id: new-till-server
        name: New till server
        type: server
        team: shop-systems
        status: live
    """,
)
def live_requires_proposed(estate: Estate) -> Iterator[Problem]:
    """Something live requires what is only proposed.

    A customer relies today on something that does not exist yet, at least according to the catalog.
    """
    for node, path, target in _required_nodes(estate):
        is_wrong = target.status == "proposed" and node.status == "live"
        if is_wrong and not is_doubted(node, "status", estate):
            yield Problem.at(
                node,
                *path,
                message=f"`{node.id}` is live and requires `{target.id}`, which is only proposed.",
                fix=f"Make `{target.id}` live when it is, and add the entry then.",
                related=(Related(target.origin.at("status"), f"`{target.id}` is proposed."),),
            )


@rule(
    "outcome-of-other-customer",
    Severity.ERROR,
    bad="""
    kind: Service
    id: tills
    name: Tills
    status: live
    audience: internal
    owner: shop-systems
    summary: Take payments at the till.
    customers:
      - id: warehouses
        relationship: service
        outcomes:
          - sell-in-shops   # <- outcome-of-other-customer
    ---
    customers:
      - id: shops
        name: Shops
        boundary: internal
      - id: warehouses
        name: Warehouses
        boundary: internal
    ---
    outcomes:
      - id: sell-in-shops
        name: Sell in the shops
        customers: [shops]
    """,
    good="""
    kind: Service
    id: tills
    name: Tills
    status: live
    audience: internal
    owner: shop-systems
    summary: Take payments at the till.
    customers:
      - id: shops
        relationship: service
        outcomes:
          - sell-in-shops
    ---
    customers:
      - id: shops
        name: Shops
        boundary: internal
    ---
    outcomes:
      - id: sell-in-shops
        name: Sell in the shops
        customers: [shops]
    """,
)
def outcome_of_other_customer(estate: Estate) -> Iterator[Problem]:
    """A service delivers an outcome to a customer who never asked for it.

    The outcome names the customers who want it. When the service names another, one of the two is
    wrong, and the customer's page would promise them something that is not theirs.
    """
    for service in estate.catalog.services.values():
        for index, engagement in enumerate(service.customers):
            for number, ident in enumerate(engagement.outcomes):
                outcome = estate.catalog.outcomes.get(ident)
                if outcome and not _may_want(engagement.id, outcome, estate):
                    path = ("customers", index, "outcomes", number)
                    yield _not_wanted(service, path, engagement.id, outcome)


def _may_want(customer: str, outcome: Outcome, estate: Estate) -> bool:
    """Whether a customer wants an outcome, or there is no telling: nobody knows the customer."""
    is_known = customer in estate.catalog.customers
    return not is_known or customer in outcome.customers or is_doubted(outcome, "customers", estate)


def _not_wanted(service: Service, path: Path, customer: str, outcome: Outcome) -> Problem:
    wanted = ", ".join(f"`{ident}`" for ident in outcome.customers)
    return Problem.at(
        service,
        *path,
        message=f"Outcome `{outcome.id}` is wanted by {wanted}, not by `{customer}`.",
        fix=f"Add `{customer}` to the customers of `{outcome.id}`, or remove the outcome here.",
        related=(Related(outcome.origin.at("customers"), "These customers want it."),),
        customer=customer,
    )


@rule(
    "unused-component",
    Severity.WARNING,
    absence=True,
    bad="""
    components:
      - id: fax-gateway   # <- unused-component
        name: Fax gateway
        type: application
        team: workplace
    """,
    good="""
    kind: Service
    id: fax
    name: Fax
    status: live
    audience: internal
    owner: workplace
    summary: Send and receive faxes.
    requires: [fax-gateway]
    ---
    components:
      - id: fax-gateway
        name: Fax gateway
        type: application
        team: workplace
    """,
)
def unused_component(estate: Estate) -> Iterator[Problem]:
    """A live component is required by nothing.

    Either a service leans on it and does not say so, so that its promises look safer than they are,
    or it is run and paid for without helping anybody. What is retired does not count as requiring
    it.
    """
    for component in estate.catalog.components.values():
        consumers = estate.consumers.get(component.id, ())
        is_used = any(each.node.status != "retired" for each in consumers)
        if component.status == "live" and not is_used:
            yield Problem.at(
                component,
                "id",
                message=f"Nothing in use requires {component.type} `{component.id}`: either a "
                "service leans on it unsaid, or it is run for nobody.",
                fix="Add it to the `requires` of what leans on it, or retire it.",
            )
