"""When the contracts with suppliers end, and what each of them carries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Literal

from twoview.check import Report
from twoview.language import _, later, n_
from twoview.model import Customer, Service, Supplier
from twoview.pages.components import carried_by
from twoview.pages.page import Book

Standing = Literal["ended", "soon", "later", "open"]
STANDINGS: Mapping[Standing, str] = {
    "ended": later("has ended"),
    "soon": later("ends soon"),
    "later": later("runs on"),
    "open": later("no end stated"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A supplier, until when its contract runs, and what leans on it."""

    supplier: Supplier
    reference: str
    until: date | None
    standing: Standing
    left: str
    accepted: date | None
    services: Sequence[Service]
    customers: Sequence[Customer]

    @property
    def is_urgent(self) -> bool:
        """Whether somebody has to act."""
        return self.standing in ("ended", "soon")


def contracts(book: Book) -> list[Term]:
    """Return the contracts with all suppliers, the first to end first, those without end last."""
    found = (contract_with(supplier, book) for supplier in book.estate.catalog.suppliers.values())
    return sorted(found, key=lambda each: (each.until or date.max, each.supplier.name))


def contract_with(supplier: Supplier, book: Book) -> Term:
    """Return until when the contract with a supplier runs, and what leans on it."""
    estate = book.estate
    contract = supplier.contract
    until = contract.until if contract else None
    services = carried_by(estate.run_by.get(("Supplier", supplier.id), ()), estate).services
    named = dict.fromkeys(chain.from_iterable((c.id for c in s.customers) for s in services))
    customers = map(estate.catalog.customers.get, named)
    return Term(
        supplier=supplier,
        reference=contract.reference if contract else "",
        until=until,
        standing=_standing(until, book),
        left=_left((until - estate.today).days) if until else "",
        accepted=_accepted(supplier, book.report),
        services=services,
        customers=[each for each in customers if each],
    )


def _standing(until: date | None, book: Book) -> Standing:
    if until is None:
        return "open"
    notice = timedelta(seconds=book.estate.catalog.settings.contract_notice.seconds)
    if until < book.estate.today:
        return "ended"
    return "soon" if until - book.estate.today <= notice else "later"


def _left(days: int) -> str:
    if days == 0:
        return _("today")
    if days < 0:
        return n_("{count} day ago", "{count} days ago", -days)
    return n_("in {count} day", "in {count} days", days)


def _accepted(supplier: Supplier, report: Report) -> date | None:
    """Return until when it is accepted that the contract ends, None where it is not."""
    risks = (r for r in report.accepted if r.finding.rule == "contract-ends")
    mine = (r.waiver.until for r in risks if r.finding.problem.entity == supplier.id)
    return max(mine, default=None)
