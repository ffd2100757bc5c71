"""The page of the four balances: where the catalog stands in each, with the evidence behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from markupsafe import Markup

from twoview.balance import Balance, End, Evidence, balance
from twoview.diagram import Axis, Caption, Dot, Tick, plot
from twoview.language import _, later
from twoview.model import Entity
from twoview.pages import wording
from twoview.pages.page import Book, Page
from twoview.pages.writer import Writer

_LEVEL = Fraction(1, 10)
"""Shares that differ by less are about as high as each other."""
_HIGH = Fraction(1, 2)
_LENGTH = 220
_SHOWN = 200
"""How many of what an end counts, and does not count, are named."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A balance in words: its name, what leaning means, and what its two ends are called."""

    name: str
    words: str
    one: str
    other: str
    leaning_to_one: str
    leaning_to_other: str
    leans_to_one: str
    leans_to_other: str


_MEANINGS = (
    Meaning(
        later("Internal view and external view"),
        later(
            "Leaning inward, each team meets its target and the customer is let down. Leaning "
            "outward, things are promised that nobody inside has agreed to."
        ),
        later("Internal view"),
        later("External view"),
        later("leans inward"),
        later("leans outward"),
        later("The catalog leans inward."),
        later("The catalog leans outward."),
    ),
    Meaning(
        later("Stability and responsiveness"),
        later(
            "Leaning to stability, nothing breaks and nothing changes. Leaning to responsiveness, "
            "changes come quickly and so do failures."
        ),
        later("Stability"),
        later("Responsiveness"),
        later("leans to stability"),
        later("leans to responsiveness"),
        later("The catalog leans to stability."),
        later("The catalog leans to responsiveness."),
    ),
    Meaning(
        later("Quality and cost"),
        later(
            "Leaning to quality, more is paid for than anybody needs. Leaning to cost, promises "
            "fall short."
        ),
        later("Quality"),
        later("Cost"),
        later("leans to quality"),
        later("leans to cost"),
        later("The catalog leans to quality."),
        later("The catalog leans to cost."),
    ),
    Meaning(
        later("Reactive and proactive"),
        later(
            "Leaning to reaction, failures are repaired well and often. Leaning to prevention, "
            "nobody knows how to repair what still fails."
        ),
        later("Reactive"),
        later("Proactive"),
        later("leans to reaction"),
        later("leans to prevention"),
        later("The catalog leans to reaction."),
        later("The catalog leans to prevention."),
    ),
)


@dataclass(frozen=True, slots=True)
class Evident:
    """How many things there are, and the first of them, each with the figure that is meant."""

    count: int
    named: Sequence[tuple[Entity, str]]

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.named)


@dataclass(frozen=True, slots=True)
class Side:
    """One end of a balance as it is shown; `percent` is None where there is nothing to count."""

    name: str
    measures: str
    percent: int | None
    counted: Evident
    uncounted: Evident


@dataclass(frozen=True, slots=True)
class Leaning:
    """A balance as it is shown; it is not drawn where an end has nothing to count."""

    name: str
    meaning: str
    stands: str
    drawing: Markup
    sides: Sequence[Side]


def pages(book: Book) -> Iterator[Page]:
    """Yield the page of the balances, which belongs to the technical view."""
    writer = Writer(book, "technical")
    found = zip(balance(writer.estate), _MEANINGS, strict=True)
    yield writer.page(
        "balances",
        "technical/balance",
        heading=_("Four balances"),
        kicker=_("Technical view"),
        lead=_(
            "Leaning far to one end of any of them is worth talking about; the evidence says why."
        ),
        balances=[_shown(each, meaning, writer, at) for at, (each, meaning) in enumerate(found)],
    )


def _shown(found: Balance, meaning: Meaning, writer: Writer, at: int) -> Leaning:
    stands = _stands(found, meaning)
    return Leaning(
        name=_(meaning.name),
        meaning=_(meaning.words),
        stands=stands,
        drawing=_drawing(found, meaning, stands, at),
        sides=[
            _side(_(meaning.one), found.one, writer),
            _side(_(meaning.other), found.other, writer),
        ],
    )


def _stands(found: Balance, meaning: Meaning) -> str:
    """Return in words where the catalog stands."""
    one, other = found.one.share, found.other.share
    if one is None and other is None:
        return _("There is nothing to count at either end yet.")
    if one is None or other is None:
        empty = _(meaning.one if one is None else meaning.other)
        return _(
            "There is nothing to count yet for one end, and nothing is drawn: {end}.", end=empty
        )
    shares = _(
        "{one}: {share} %. {other}: {of_other} %.",
        one=_(meaning.one),
        share=_percent(one),
        other=_(meaning.other),
        of_other=_percent(other),
    )
    return f"{_leans(one, other, meaning)} {shares}"


def _leans(one: Fraction, other: Fraction, meaning: Meaning) -> str:
    if abs(one - other) >= _LEVEL:
        return _(meaning.leans_to_one if one > other else meaning.leans_to_other)
    return _("Both ends meet.") if min(one, other) >= _HIGH else _("Neither end is reached.")


def _drawing(found: Balance, meaning: Meaning, stands: str, at: int) -> Markup:
    one, other = found.one.share, found.other.share
    if one is None or other is None:
        return Markup()
    ticks = [Tick(share, f"{share * 100:.0f} %") for share in (0, 0.25, 0.5, 0.75, 1)]
    corners = (
        _(meaning.leaning_to_other),
        _("both ends meet"),
        _("neither end"),
        _(meaning.leaning_to_one),
    )
    drawn = plot(
        [Dot(one, other)],
        Axis(_(meaning.one), Fraction(1), ticks, _LENGTH),
        Axis(_(meaning.other), Fraction(1), ticks, _LENGTH),
        Caption(f"c-balance-{at}", _(meaning.name), stands),
        corners,
    )
    return Markup(drawn)  # noqa: S704 - escaped by its maker


def _side(name: str, end: End, writer: Writer) -> Side:
    return Side(
        name=name,
        measures=_(end.measures),
        percent=None if end.share is None else _percent(end.share),
        counted=_evidence(end.counted, writer),
        uncounted=_evidence(end.uncounted, writer),
    )


def _percent(share: Fraction) -> int:
    """Return whole percent; only a whole share is 100."""
    return floor(share * 100)


def _evidence(evidence: Sequence[Evidence], writer: Writer) -> Evident:
    """Return what evidence is about, and which figure or promise of it is meant."""
    catalog = writer.estate.catalog
    found = [each for each in evidence if catalog.node(each.ident)]
    shown = ((catalog.node(each.ident), _words(each, writer)) for each in found[:_SHOWN])
    return Evident(len(found), [(entity, words) for entity, words in shown if entity])


def _words(evidence: Evidence, writer: Writer) -> str:
    customer = writer.estate.catalog.customers.get(evidence.customer or "")
    metric = wording.TARGET_LABELS.get(evidence.metric or "", evidence.metric or "")
    told = " ".join(filter(None, (_(metric), evidence.priority or "")))
    return _("{promise} to {customer}", promise=told, customer=customer.name) if customer else told
