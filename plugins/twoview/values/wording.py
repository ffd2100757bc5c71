"""What is said to the author of a value that cannot be read."""

from collections.abc import Iterable
from difflib import get_close_matches

_SHOWN = 60
# Comparing costs the product of both lengths; no name in a catalog is longer than this.
_LONGEST_WORD = 100


class InvalidValue(ValueError):  # noqa: N818
    """A text is not a value of its kind; the message says what is wrong and shows what is right."""


def quoted(text: str) -> str:
    """Return the text in quotation marks, at most 60 characters of it, fit for one line."""
    visible = "".join(c if c.isprintable() else " " for c in text[:_SHOWN])
    return f'"{visible}…"' if len(text) > _SHOWN else f'"{visible}"'


def did_you_mean(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate nearest to the word, whatever its case, or None when none is near."""
    if len(word) > _LONGEST_WORD:
        return None
    spelled = {candidate.casefold(): candidate for candidate in sorted(candidates)}
    nearest = get_close_matches(word.casefold(), spelled, n=1)
    return spelled[nearest[0]] if nearest else None
