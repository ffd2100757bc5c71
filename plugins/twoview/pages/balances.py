"""The page of the four balances: both ends of each, with the evidence behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from twoview.balance import End, Evidence, balance
from twoview.model import Entity
from twoview.pages import wording
from twoview.pages.page import Book, Page
from twoview.pages.writer import Writer

_MEANING = (
    "Leaning inward, each team meets its target and the customer is let down. Leaning outward, "
    "things are promised that nobody inside has agreed to.",
    "Leaning to stability, nothing breaks and nothing changes. Leaning to responsiveness, changes "
    "come quickly and so do failures.",
    "Leaning to quality, more is paid for than anybody needs. Leaning to cost, promises fall "
    "short.",
    "Leaning to reaction, failures are repaired well and often. Leaning to prevention, nobody "
    "knows how to repair what still fails.",
)


@dataclass(frozen=True, slots=True)
class Side:
    """One end of a balance as it is shown; `percent` is None where there is nothing to count."""

    name: str
    measures: str
    percent: int | None
    counted: Sequence[tuple[Entity, str]]
    uncounted: Sequence[tuple[Entity, str]]


def pages(book: Book) -> Iterator[Page]:
    """Yield the page of the balances, which belongs to the technical view."""
    balances = [
        (f"{one.name} and {other.name}".capitalize(), meaning, (one, other))
        for each, meaning in zip(balance(book.estate), _MEANING, strict=True)
        for one, other in [(_side(each.one, book), _side(each.other, book))]
    ]
    yield Writer(book, "technical").page(
        "balances",
        "technical/balance",
        heading="Four balances",
        kicker="Technical view",
        lead="Leaning far to one end of any of them is worth talking about; the evidence says why.",
        balances=balances,
    )


def _side(end: End, book: Book) -> Side:
    return Side(
        name=end.name,
        measures=end.measures,
        percent=None if end.share is None else _percent(end.share),
        counted=_shown(end.counted, book),
        uncounted=_shown(end.uncounted, book),
    )


def _percent(share: Fraction) -> int:
    """Return whole percent; only a whole share is 100."""
    return floor(share * 100)


def _shown(evidence: Iterable[Evidence], book: Book) -> list[tuple[Entity, str]]:
    """Return what evidence is about, and which figure or promise of it is meant."""
    found = ((book.estate.catalog.node(each.ident), _words(each, book)) for each in evidence)
    return [(entity, words) for entity, words in found if entity]


def _words(evidence: Evidence, book: Book) -> str:
    customer = book.estate.catalog.customers.get(evidence.customer or "")
    metric = wording.TECHNICAL_LABELS.get(evidence.metric or "", evidence.metric or "")
    words = (metric.lower(), evidence.priority or "", f"to {customer.name}" if customer else "")
    return " ".join(filter(None, words))
