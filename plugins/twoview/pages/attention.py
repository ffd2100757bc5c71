"""What needs attention now: promises at risk, contracts about to end, what is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from twoview.judged import Judged
from twoview.language import _, later, n_
from twoview.model import Entity, Service, Supplier
from twoview.pages import wording
from twoview.pages.page import Book
from twoview.pages.verdicts import standing
from twoview.promises.judge import Judgement

WORST = 5
"""How many services with promises at risk are named, and one more rather than `1 more`."""


@dataclass(frozen=True, slots=True)
class Matter:
    """Something to look at: about an entity, or told in full by another page."""

    icon: str
    text: str
    entity: Entity | None = None
    note: str = ""
    page: str = ""


def attention(book: Book, estate: Judged) -> Iterator[Matter]:
    """Yield what needs attention, as far as the readers of a book may know of it."""
    yield from _at_risk(book, estate)
    if book.may("findings"):
        yield from _contracts(estate)
        yield from _open(book)


def _at_risk(book: Book, estate: Judged) -> Iterator[Matter]:
    found = [
        (_known(service, short, book), len(short), service)
        for service in estate.catalog.services.values()
        if (short := [j for j in estate.judgements_of.get(service.id, ()) if j.verdict == "short"])
    ]
    worst = sorted(found, key=lambda each: (bool(each[0]), -each[1], each[2].name))
    shown = worst if len(worst) == WORST + 1 else worst[:WORST]
    for note, count, service in shown:
        made = len(estate.judgements_of[service.id])
        told = n_(
            "{short} of {count} promise is at risk",
            "{short} of {count} promises are at risk",
            made,
            short=count,
        )
        yield Matter("service", told, service, note)
    if rest := len(worst) - len(shown):
        told = n_(
            "Promises of {count} more service are at risk",
            "Promises of {count} more services are at risk",
            rest,
        )
        yield Matter("promise", told, page=f"{book.views[0]}/promises")


def _known(service: Service, short: Sequence[Judgement], book: Book) -> str:
    """Return a note where all that is at risk is known and accepted."""
    accepted = book.accepted_of(service)
    is_known = all(standing(each, accepted).accepted for each in short)
    return _("known, and accepted for now") if is_known else ""


def _contracts(estate: Judged) -> Iterator[Matter]:
    notice = timedelta(seconds=estate.catalog.settings.contract_notice.seconds)
    for supplier in estate.catalog.suppliers.values():
        until = supplier.contract.until if supplier.contract else None
        if until and until - estate.today <= notice:
            told = _ENDED if until < estate.today else _ENDS
            text = _(told, day=wording.day(until))
            yield Matter("supplier", text, supplier, _leaning(supplier, estate))


_ENDED = later("the contract ended on {day}")
_ENDS = later("the contract ends on {day}")


def _leaning(supplier: Supplier, estate: Judged) -> str:
    run = len(estate.run_by.get(("Supplier", supplier.id), ()))
    return n_("{count} component leans on it", "{count} components lean on it", run) if run else ""


def _open(book: Book) -> Iterator[Matter]:
    rules = [each.rule for each in book.report.findings]
    overdue = rules.count("review-overdue")
    if overdue:
        told = n_("{count} review is overdue", "{count} reviews are overdue", overdue)
        yield Matter("finding", told, page="findings")
    if others := len(rules) - overdue:
        told = n_("{count} finding is open", "{count} findings are open", others)
        yield Matter("finding", told, page="findings")
