"""Text from a catalog as Markdown in which it is nothing but text."""

from __future__ import annotations

import re

from twoview.report.display import visible

_BREAK = "\u200b"
"""A space of no width. `visible` leaves none in a text, so that each one there is ours."""

_SYNTAX = {ord(each): f"&#{ord(each)};" for each in "&<>\\`*_[]|~$"} | {ord(_BREAK): "&#8203;"}
# Forges make links, mentions and cross references of these, even where a character is escaped.
_REFERENCE = re.compile(
    r'(?<=[@#!%&~^$\[])(?=[\w"])|(?<=:)(?=//|[A-Za-z])|(?<=\bwww)(?=\.)|(?<=\bGH)(?=-\d)',
    re.IGNORECASE,
)
# At the beginning of a line these make a heading, a list or a rule.
_BLOCK = re.compile(r"[-+=#]|\d+[.)]")
_CODE = re.compile(r"`([^`]+)`")


def inert(text: str) -> str:
    """Return a text on one line that Markdown shows as it is: no markup, link or mention."""
    shown = _REFERENCE.sub(_BREAK, visible(text)).translate(_SYNTAX)
    return f"&#8203;{shown}" if _BLOCK.match(shown) else shown


def prose(text: str) -> str:
    """Return the same for a message, with what stands between backticks set as code."""
    parts = _CODE.split(text)
    shown = (
        f"<code>{inert(part)}</code>" if n % 2 else inert(part) for n, part in enumerate(parts)
    )
    return "".join(shown)
