"""Tellers of plain values: words, texts, dates, names and amounts of money."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from twoview.changes.change import Change
from twoview.changes.difference import Difference, Teller
from twoview.changes.prose import one_line, reflowed
from twoview.model import Charge


@dataclass(frozen=True, slots=True)
class Words:
    """Tells a value in one of three sentences, in which {before} and {after} stand for it."""

    changed: str
    added: str = ""
    removed: str = ""
    show: Callable[[Any], str] = str

    def __call__(self, difference: Difference) -> Iterator[Change]:
        """Tell nothing of texts that differ in white space only."""
        before, after = (_plain(each) for each in (difference.before, difference.after))
        if before != after:
            sentence = self.changed
            if before is None or after is None:
                sentence = (self.added if before is None else self.removed) or self.changed
            sides = {"before": self._shown(before), "after": self._shown(after)}
            yield difference.told(sentence.format(**sides))

    def _shown(self, value: Any) -> str:
        return "" if value is None else one_line(self.show(value))


def _plain(value: Any) -> Any:
    """Return a text without what makes no difference, None for an empty one."""
    return (one_line(value) or None) if isinstance(value, str) else value


def verbatim(text: str) -> str:
    """Return a text of an author as it stands in a sentence for Words."""
    return text.replace("{", "{{").replace("}", "}}")


def prose(noun: str, plain: Callable[[str], str] = reflowed) -> Teller:
    """Return a teller of a text that is too long to be quoted."""

    def tell(difference: Difference) -> Iterator[Change]:
        before, after = plain(difference.before), plain(difference.after)
        if before != after:
            what = "reworded" if before and after else "removed" if before else "added"
            yield difference.told(f"{noun} {what}")

    return tell


def switch(on: str, off: str) -> Teller:
    """Return a teller of something that is so or is not."""
    return lambda difference: (difference.told(on if difference.after else off),)


def given(noun: str) -> Words:
    """Return a teller of a value that may be left out."""
    return Words(
        f"{noun} changed from {{before}} to {{after}}",
        f"{noun} {{after}} given",
        f"{noun} left out (was {{before}})",
    )


def named(kind: str, words: Words) -> Teller:
    """Return a teller of a reference to an entity of a kind, which is told by its name."""

    def tell(difference: Difference) -> Iterator[Change]:
        names = difference.scene.names
        return replace(words, show=lambda ident: names(kind, ident))(difference)

    return tell


def each_named(kind: str, added: str, removed: str) -> Teller:
    """Return a teller of references of which each is told by itself; their order says nothing."""

    def tell(difference: Difference) -> Iterator[Change]:
        before, after = set(difference.before), set(difference.after)
        for ident in sorted(before ^ after):
            gone = ident in before
            one = difference.at(
                ident, before=ident if gone else None, after=None if gone else ident
            )
            name = difference.scene.names(kind, ident)
            yield one.told((removed if gone else added).format(name=name))

    return tell


def one_of(words: Mapping[str, str], sentence: str) -> Teller:
    """Return a teller of a value from a list, each with its words."""
    return Words(sentence, show=lambda value: words.get(value, value))


def ordered(noun: str) -> Teller:
    """Return a teller of a list whose order means something."""
    return Words(f"{noun} changed from {{before}} to {{after}}", show=", ".join)


def gathered(noun: str) -> Teller:
    """Return a teller of words whose order says nothing: what was added, what was removed."""

    def tell(difference: Difference) -> Iterator[Change]:
        before, after = (set(map(one_line, e)) for e in (difference.before, difference.after))
        parts = {"added": after - before, "removed": before - after}
        told = [f"{what}: {', '.join(sorted(each))}" for what, each in parts.items() if each]
        if told:
            yield difference.told(f"{noun} {'; '.join(told)}")

    return tell


def charged(noun: str) -> Teller:
    """Return a teller of an amount of money over time; 1,200 a year and 100 a month are one."""

    def tell(difference: Difference) -> Iterator[Change]:
        before, after = difference.before, difference.after
        if before is None or after is None or before.monthly != after.monthly:
            yield difference.told(f"{noun} {_moved(difference, before, after)}")

    return tell


def _moved(difference: Difference, before: Charge | None, after: Charge | None) -> str:
    scene = difference.scene
    old, new = _money(before, scene.before.currency), _money(after, scene.after.currency)
    if before is None or after is None:
        return f"removed (was {old})" if before else f"added: {new}"
    old = old.removesuffix(f" a {after.per}")
    return f"{direction(before.monthly, after.monthly)} from {old} to {new}"


def _money(charge: Charge | None, currency: str) -> str:
    return f"{charge.amount.words(currency).strip()} a {charge.per}" if charge else ""


def direction(before: Any, after: Any, up: str = "raised", down: str = "lowered") -> str:
    """Return in which direction an amount went."""
    return up if before < after else down


def listed(names: Iterable[str]) -> str:
    """Return names for a sentence: "Office, Shops and Warehouses"."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
