"""Tellers of plain values: words, texts, dates, names and amounts of money."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from twoview.changes.change import Change
from twoview.changes.difference import Difference, Teller
from twoview.changes.prose import one_line, reflowed
from twoview.language import _, later
from twoview.model import Charge


@dataclass(frozen=True, slots=True)
class Words:
    """Tells a value in one of three sentences, in which {before} and {after} stand for it.

    In the place {noun} stands what the value is, and in others the names of `places`.
    """

    changed: str
    added: str = ""
    removed: str = ""
    show: Callable[[Any], str] = str
    noun: str = ""
    places: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, difference: Difference) -> Iterator[Change]:
        """Tell nothing of texts that differ in white space only."""
        before, after = (_plain(each) for each in (difference.before, difference.after))
        if before != after:
            sentence = self.changed
            if before is None or after is None:
                sentence = (self.added if before is None else self.removed) or self.changed
            yield difference.told(_(sentence, **self._filling(before, after)))

    def _filling(self, before: Any, after: Any) -> Mapping[str, str]:
        noun = {"noun": _(self.noun)} if self.noun else {}
        sides = {"before": self._shown(before), "after": self._shown(after)}
        return {**noun, **self.places, **sides}

    def _shown(self, value: Any) -> str:
        return "" if value is None else one_line(self.show(value))


def _plain(value: Any) -> Any:
    """Return a text without what makes no difference, None for an empty one."""
    return (one_line(value) or None) if isinstance(value, str) else value


def prose(noun: str, plain: Callable[[str], str] = reflowed, **places: str) -> Teller:
    """Return a teller of a text that is too long to be quoted; the noun may have places."""

    def tell(difference: Difference) -> Iterator[Change]:
        before, after = plain(difference.before), plain(difference.after)
        if before != after:
            told = _REWORDED if before and after else _REMOVED if before else _ADDED
            yield difference.told(_(told, noun=_(noun, **places)))

    return tell


_REWORDED = later("{noun} reworded")
_ADDED = later("{noun} added")
_REMOVED = later("{noun} removed")


def switch(on: str, off: str) -> Teller:
    """Return a teller of something that is so or is not."""
    return lambda difference: (difference.told(_(on if difference.after else off)),)


def given(noun: str) -> Words:
    """Return a teller of a value that may be left out."""
    return Words(
        _MOVED["changed"],
        later("{noun} {after} given"),
        later("{noun} left out (was {before})"),
        noun=noun,
    )


def named(kind: str, words: Words) -> Teller:
    """Return a teller of a reference to an entity of a kind, which is told by its name."""

    def tell(difference: Difference) -> Iterator[Change]:
        names = difference.scene.names
        return replace(words, show=lambda ident: names(kind, ident))(difference)

    return tell


def each_named(kind: str, added: str, removed: str, **places: str) -> Teller:
    """Return a teller of references of which each is told by itself; their order says nothing.

    In the place {name} of a sentence stands what is referred to.
    """

    def tell(difference: Difference) -> Iterator[Change]:
        before, after = set(difference.before), set(difference.after)
        for ident in sorted(before ^ after):
            gone = ident in before
            one = difference.at(
                ident, before=ident if gone else None, after=None if gone else ident
            )
            name = difference.scene.names(kind, ident)
            yield one.told(_(removed if gone else added, name=name, **places))

    return tell


def one_of(words: Mapping[str, str], sentence: str) -> Teller:
    """Return a teller of a value from a list, each with its words."""
    return Words(sentence, show=lambda value: _(words[value]) if value in words else value)


def ordered(noun: str) -> Teller:
    """Return a teller of a list whose order means something."""
    return Words(_MOVED["changed"], show=", ".join, noun=noun)


def gathered(noun: str) -> Teller:
    """Return a teller of words whose order says nothing: what was added, what was removed."""

    def tell(difference: Difference) -> Iterator[Change]:
        before, after = (set(map(one_line, e)) for e in (difference.before, difference.after))
        added, removed = (", ".join(sorted(each)) for each in (after - before, before - after))
        if added or removed:
            told = _GATHERED[bool(added), bool(removed)]
            yield difference.told(_(told, noun=_(noun), added=added, removed=removed))

    return tell


_GATHERED: Mapping[tuple[bool, bool], str] = {
    (True, False): later("{noun} added: {added}"),
    (False, True): later("{noun} removed: {removed}"),
    (True, True): later("{noun} added: {added}; removed: {removed}"),
}
"""What is said of words by whether some were added, and whether some were removed."""


def charged(noun: str) -> Teller:
    """Return a teller of an amount of money over time; 1,200 a year and 100 a month are one."""

    def tell(difference: Difference) -> Iterator[Change]:
        before, after = difference.before, difference.after
        if before is None or after is None or before.monthly != after.monthly:
            yield difference.told(_charged(difference, noun, before, after))

    return tell


def _charged(difference: Difference, noun: str, before: Charge | None, after: Charge | None) -> str:
    was, now = (each.currency for each in (difference.scene.before, difference.scene.after))
    if before is None:
        return _("{noun} added: {added}", noun=_(noun), added=_money(after, now))
    if after is None:
        return _("{noun} removed (was {before})", noun=_(noun), before=_money(before, was))
    old = _amount(before, was) if before.per == after.per else _money(before, was)
    return moved(_(noun), direction(before.monthly, after.monthly), old, _money(after, now))


def _amount(charge: Charge, currency: str) -> str:
    return charge.amount.words(currency).strip()


def _money(charge: Charge | None, currency: str) -> str:
    return _(_PER[charge.per], amount=_amount(charge, currency)) if charge else ""


_PER: Mapping[str, str] = {"month": later("{amount} a month"), "year": later("{amount} a year")}


def direction(before: Any, after: Any, up: str = "raised", down: str = "lowered") -> str:
    """Return in which direction an amount went."""
    return up if before < after else down


def moved(noun: str, verb: str, before: str, after: str) -> str:
    """Return what became of something, such as "price raised from EUR 10 to EUR 12"."""
    return _(_MOVED[verb], noun=noun, before=before, after=after)


_MOVED: Mapping[str, str] = {
    "raised": later("{noun} raised from {before} to {after}"),
    "lowered": later("{noun} lowered from {before} to {after}"),
    "lengthened": later("{noun} lengthened from {before} to {after}"),
    "shortened": later("{noun} shortened from {before} to {after}"),
    "extended": later("{noun} extended from {before} to {after}"),
    "changed": later("{noun} changed from {before} to {after}"),
}
"""The sentence of each verb."""


def listed(names: Iterable[str]) -> str:
    """Return names for a sentence: "Office, Shops and Warehouses"."""
    *most, last = names
    return _("{names} and {last}", names=", ".join(most), last=last) if most else last
