"""Texts that customers read, before and after somebody reworded them."""

from __future__ import annotations

from itertools import takewhile

from twoview.changes import Change

_READ = frozenset({"summary", "when_it_fails", "how_to_request", "measure"})
_LONGEST = 200
_LEAD = 60
"""How many characters of what both texts begin with are shown, where that is much."""


def quoted(change: Change) -> tuple[str, ...]:
    """Return a line with a text before and after, nothing where customers do not read it."""
    if not change.path or change.path[-1] not in _READ:
        return ()
    before, after = (" ".join(str(each or "").split()) for each in (change.before, change.after))
    pairs = zip(before, after, strict=False)
    start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    sides = (_excerpt(each, start) for each in (before, after) if each)
    return (" → ".join(sides),)


def _excerpt(text: str, start: int) -> str:
    """Return a text cut to what can be read at once, around where it begins to differ."""
    first = max(start - _LEAD, 0) if len(text) > _LONGEST and start > _LONGEST // 2 else 0
    shown = text[first : first + _LONGEST]
    rest = "…" * (first + _LONGEST < len(text))
    return f"“{'…' * bool(first)}{shown}{rest}”"
