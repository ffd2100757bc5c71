"""What an explanation is made of: plain texts, which readers of every kind put into their form."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lines:
    """A list: how deep each item stands, and its text."""

    items: tuple[tuple[int, str], ...]

    @classmethod
    def flat(cls, *texts: str) -> Lines:
        """Return a list without depth."""
        return cls(tuple((0, text) for text in texts))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows beneath a head, all with as many cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = str | Lines | Table
"""A paragraph, a list or a table."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an explanation: a title, and what stands beneath it."""

    title: str
    blocks: tuple[Block, ...]
