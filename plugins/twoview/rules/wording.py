"""Words that a customer would not use."""

from __future__ import annotations

import re
from collections.abc import Collection

_WORD = re.compile(r"[^\W_]+(?:[-_][^\W_]+)*")
_PLAIN_WORD = re.compile(r"\w+")
_ABBREVIATION = re.compile(r"[A-Z][A-Z0-9]*[A-Z][A-Z0-9]*")
_EVERYDAY = frozenset({"AM", "OK", "PM"})


class Jargon:
    """The technical words of a catalog, which are looked for in one text after another."""

    def __init__(
        self, ids: Collection[str], names: Collection[str], known: Collection[str]
    ) -> None:
        """Take the ids and names that count as technical, and what everyone understands.

        `known` are words and phrases in lower case.
        """
        self._ids = ids
        self._known = known
        self._names: dict[tuple[str, ...], list[str]] = {}
        for name in names:
            words = _PLAIN_WORD.findall(name.lower())
            self._names.setdefault(tuple(words), []).append(name)
        self._lengths = {len(words) for words in self._names}

    def found_in(self, text: str) -> list[str]:
        """Return the technical words of a text, each once, in the order of the text."""
        found = {name: text.lower().find(name.lower()) for name in self._names_in(text)}
        for match in _WORD.finditer(text):
            word = match.group()
            if word in self._ids or _is_unexplained(word, text):
                found.setdefault(word, match.start())
        words = sorted(found, key=lambda each: (found[each], each))
        return [word for word in words if word.lower() not in self._known]

    def _names_in(self, text: str) -> list[str]:
        """Return the names in a text; only those are looked for whose words it has in a row."""
        lower = text.lower()
        words = _PLAIN_WORD.findall(lower)
        rows = {
            tuple(words[start : start + length])
            for length in self._lengths
            for start in range(len(words) - length + 1)
        }
        near = (name for row in self._names.keys() & rows for name in self._names[row])
        return [n for n in near if re.search(rf"(?<!\w){re.escape(n.lower())}(?!\w)", lower)]


def _is_unexplained(word: str, text: str) -> bool:
    """Whether a word is an abbreviation that the text does not explain in or before parentheses."""
    if not _ABBREVIATION.fullmatch(word) or word in _EVERYDAY:
        return False
    return f"({word})" not in text and not re.search(rf"\b{word} \([^)]*\w \w", text)
