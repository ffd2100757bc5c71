"""Lifecycle: what was agreed, reviewed and tested is still so today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from twoview.estate import Estate
from twoview.finding import Problem, Severity, WaiverUse, rule
from twoview.model import Node, Settings, Waiver
from twoview.rules.doubt import is_doubted


@rule(
    "retiring-with-consumers",
    Severity.WARNING,
    bad="""
    components:
      - id: till-software
        name: Till software
        type: application
        team: shop-systems
        requires: [old-till-server]
      - id: old-till-server
        name: Old till server
        type: server
        team: shop-systems
        status: retiring   # <- retiring-with-consumers
    """,
    good="""
    components:
      - id: till-software
        name: Till software
        type: application
        team: shop-systems
        status: retiring
        requires: [old-till-server]
      - id: old-till-server
        name: Old till server
        type: server
        team: shop-systems
        status: retiring
    """,
)
def retiring_with_consumers(estate: Estate) -> Iterator[Problem]:
    """Something is on its way out while others that stay still require it.

    Each of them has to move before it can go. Consumers that are themselves retiring or retired do
    not count.
    """
    for node in estate.catalog.nodes:
        if node.status == "retiring":
            staying = _staying(node, estate)
            if staying:
                listed = ", ".join(f"`{ident}`" for ident in staying[:5])
                more = f" and {len(staying) - 5} more" if len(staying) > 5 else ""
                yield Problem.at(
                    node,
                    "status",
                    message=f"`{node.id}` is retiring and still required by {listed}{more}.",
                    fix="Move them to what takes its place, or keep it live until they have moved.",
                )


def _staying(node: Node, estate: Estate) -> list[str]:
    consumers = (estate.catalog.node(ident) for ident in estate.required_by.get(node.id, ()))
    return [each.id for each in consumers if each and each.status in ("live", "proposed")]


@rule(
    "contract-ends",
    Severity.WARNING,
    bad="""
    suppliers:
      - id: carrier
        name: Carrier
        contract:
          reference: C-17
          until: 2026-08-31   # <- contract-ends
    """,
    good="""
    suppliers:
      - id: carrier
        name: Carrier
        contract:
          reference: C-17
          until: 2029-08-31
    """,
)
def contract_ends(estate: Estate) -> Iterator[Problem]:
    """A supplier's contract ends soon, or has ended.

    Whatever the supplier runs is promised on the strength of that contract. "Soon" is the catalog's
    `contract_notice`, 90 days unless it says otherwise.
    """
    notice = _days(estate.catalog.settings.contract_notice.seconds)
    for supplier in estate.catalog.suppliers.values():
        until = supplier.contract.until if supplier.contract else None
        if until and until - estate.today <= notice:
            run = len(estate.run_by.get(("Supplier", supplier.id), ()))
            leaning = f"; {run} component{' leans' if run == 1 else 's lean'} on it" if run else ""
            when = "ended" if until < estate.today else "ends"
            yield Problem.at(
                supplier,
                "contract",
                "until",
                message=f"The contract with `{supplier.id}` {when} on {until}{leaning}.",
                fix="Renew it and write down the new date, or move what leans on it.",
            )


_IN_USE = ("live", "retiring")


def _days(seconds: int) -> timedelta:
    return timedelta(seconds=seconds)


@rule(
    "review-overdue",
    Severity.INFO,
    bad="""
    components:
      - id: mail-server
        name: Mail server
        type: server
        team: workplace
        reviewed: 2024-03-01   # <- review-overdue
    """,
    good="""
    components:
      - id: mail-server
        name: Mail server
        type: server
        team: workplace
        reviewed: 2026-03-01
    """,
)
def review_overdue(estate: Estate) -> Iterator[Problem]:
    """Nobody has looked at a definition for longer than the catalog allows.

    Outcomes and perceptions change, so a definition goes through many cycles. The catalog's
    `review_every` says how often, 365 days unless it says otherwise. What is live and was never
    reviewed is overdue too.
    """
    for node in estate.catalog.nodes:
        is_due = node.status != "retired" and _is_overdue(node.reviewed, estate)
        if not is_due or is_doubted(node, "reviewed", estate):
            continue
        every = _every(estate.catalog.settings)
        if node.reviewed:
            text = f"`{node.id}` was last reviewed on {node.reviewed}; {every}."
            yield Problem.at(node, "reviewed", message=text, fix=_REVIEW)
        elif node.status == "live":
            text = f"`{node.id}` is live and was never reviewed; {every}."
            yield Problem.at(node, "id", message=text, fix=_REVIEW)


_REVIEW = "Go through it with its customers and whoever runs it, and note the day as `reviewed:`."


def _every(settings: Settings) -> str:
    return f"the catalog wants that every {settings.review_every.words()}"


def _is_overdue(last: date | None, estate: Estate) -> bool:
    longest = _days(estate.catalog.settings.review_every.seconds)
    return last is None or estate.today - last > longest


@rule(
    "recovery-test-overdue",
    Severity.INFO,
    bad="""
    components:
      - id: order-database
        name: Order database
        type: database
        team: web-shop
        recovery_tested: 2024-03-01   # <- recovery-test-overdue
        targets:
          recovery_time: 4h
    """,
    good="""
    components:
      - id: order-database
        name: Order database
        type: database
        team: web-shop
        recovery_tested: 2026-03-01
        targets:
          recovery_time: 4h
    """,
)
def recovery_test_overdue(estate: Estate) -> Iterator[Problem]:
    """A recovery time is stated that nobody has tried out lately.

    A recovery that was never practiced takes as long as it takes. It counts as overdue after the
    catalog's `review_every`. What is only proposed has nothing to try out yet.
    """
    for component in estate.catalog.components.values():
        stated = component.targets.recovery_time
        tested = component.recovery_tested
        is_due = stated and component.status in _IN_USE and _is_overdue(tested, estate)
        if is_due and not is_doubted(component, "recovery_tested", estate):
            when = f"last tried out on {tested}" if tested else "never tried out"
            path = ("recovery_tested",) if tested else ("targets", "recovery_time")
            yield Problem.at(
                component,
                *path,
                message=f"`{component.id}` is to recover within {stated}, which was {when}; "
                f"{_every(estate.catalog.settings)}.",
                fix="Practice the recovery and note the day as `recovery_tested:`.",
            )


@rule(
    "waiver-expired",
    Severity.ERROR,
    waivable=False,
    of_waivers=True,
    bad="""
    components:
      - id: fax-gateway
        name: Fax gateway
        type: application
        team: workplace
        accepts:
          - rule: unused-component
            reason: The last fax is sent in spring.
            until: 2026-03-31   # <- waiver-expired
    """,
    good="""
    components:
      - id: fax-gateway
        name: Fax gateway
        type: application
        team: workplace
        accepts:
          - rule: unused-component
            reason: The last fax is sent in winter.
            until: 2026-12-31
    """,
)
def waiver_expired(uses: Iterable[WaiverUse]) -> Iterator[Problem]:
    """A finding was accepted until a day that has passed.

    An accepted risk is accepted for a time, so that somebody looks at it again. From the day after,
    the finding is back, and this error stands at the waiver.
    """
    for use in uses:
        if use.expired and use.silences:
            yield Problem.at(
                use.entity,
                "accepts",
                use.index,
                "until",
                message=f"`{use.waiver.rule}` was accepted until {use.waiver.until}: "
                f"{use.waiver.reason.rstrip('.')}. That day has passed.",
                fix="Repair what it accepts, or agree on a new date with whoever bears the risk.",
            )


@rule(
    "waiver-unused",
    Severity.INFO,
    absence=True,
    waivable=False,
    of_waivers=True,
    bad="""
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
        accepts:
          - rule: unused-component   # <- waiver-unused
            reason: The last fax is sent in winter.
            until: 2026-12-31
    """,
    good="""
    components:
      - id: fax-gateway
        name: Fax gateway
        type: application
        team: workplace
        accepts:
          - rule: unused-component
            reason: The last fax is sent in winter.
            until: 2026-12-31
    """,
)
def waiver_unused(uses: Iterable[WaiverUse]) -> Iterator[Problem]:
    """A waiver has nothing to silence.

    What it accepted has been repaired, or it names another rule, customer or metric than the
    finding does. Left in place it would silence the next finding unseen.
    """
    for use in uses:
        if not use.silences:
            yield Problem.at(
                use.entity, "accepts", use.index, "rule", message=_idle(use), fix="Remove it."
            )


def _idle(use: WaiverUse) -> str:
    waiver = use.waiver
    if not use.rule.waivable:
        return f"`{waiver.rule}` cannot be accepted, so that this silences nothing."
    narrowed = [f"{part} `{name}`" for part, name in _narrowed(waiver).items() if name]
    of = f" for {' and '.join(narrowed)}" if narrowed else ""
    return f"This silences nothing: `{use.entity.id}` has no finding of `{waiver.rule}`{of}."


def _narrowed(waiver: Waiver) -> dict[str, str | None]:
    return {"customer": waiver.customer, "metric": waiver.metric}
