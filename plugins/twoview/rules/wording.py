"""Words that a customer would not use."""

from __future__ import annotations

import re
from collections.abc import Collection

_WORD = re.compile(r"[^\W_]+(?:[-_][^\W_]+)*")
_ABBREVIATION = re.compile(r"[A-Z][A-Z0-9]*[A-Z][A-Z0-9]*")
_EVERYDAY = frozenset({"AM", "OK", "PM"})


def technical_words_in(
    text: str, ids: Collection[str], names: Collection[str], known: Collection[str]
) -> list[str]:
    """Return the technical words of a text, each once, in the order of the text.

    `ids` and `names` are those of the catalog that count as technical, `known` the lower-case words
    and phrases that everyone understands.
    """
    found = {name: text.lower().find(name.lower()) for name in _names_in(text, names)}
    for match in _WORD.finditer(text):
        word = match.group()
        if word in ids or _is_unexplained(word, text):
            found.setdefault(word, match.start())
    words = sorted(found, key=lambda each: (found[each], each))
    return [word for word in words if word.lower() not in known]


def _names_in(text: str, names: Collection[str]) -> list[str]:
    lower = text.lower()
    near = (name for name in names if name.lower() in lower)
    return [n for n in near if re.search(rf"(?<!\w){re.escape(n.lower())}(?!\w)", lower)]


def _is_unexplained(word: str, text: str) -> bool:
    """Whether a word is an abbreviation that the text does not explain in or before parentheses."""
    if not _ABBREVIATION.fullmatch(word) or word in _EVERYDAY:
        return False
    return f"({word})" not in text and not re.search(rf"\b{word} \([^)]*\w \w", text)
