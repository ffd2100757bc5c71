"""An explanation of a service for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from twoview.explain import Lines, Table
from twoview.report.display import visible, width

if TYPE_CHECKING:
    from twoview.explain import Block, Section
    from twoview.model import Service

_INDENT = "  "
_NARROWEST = 20
"""How narrow the last column of a table may become."""


def text(service: Service, sections: Iterable[Section], columns: int) -> str:
    """Return an explanation as text for a terminal with so many columns."""
    summary = [visible(service.summary)] if service.summary else []
    parts = [f"{visible(service.name)} ({service.id})", *summary]
    for section in sections:
        parts.append(section.title.upper())
        parts += ("\n".join(_block(block, columns)) for block in section.blocks)
    return "\n\n".join(parts) + "\n"


def _block(block: Block, columns: int) -> Iterator[str]:
    if isinstance(block, Table):
        yield from _table([block.head, *block.rows], columns)
    elif isinstance(block, Lines):
        for depth, item in block.items:
            yield from _wrapped(item, columns, _INDENT * depth + "- ", _INDENT * (depth + 1))
    else:
        yield from _wrapped(block, columns)


def _wrapped(content: str, columns: int, first: str = "", later: str = "") -> list[str]:
    return wrap(
        visible(content),
        columns,
        initial_indent=first,
        subsequent_indent=later,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _table(rows: Sequence[Sequence[str]], columns: int) -> Iterator[str]:
    """Yield rows as lines; the last column takes what is left, and may run over several lines."""
    shown = [[visible(cell) for cell in row] for row in rows]
    *widths, _ = (max(map(width, column)) for column in zip(*shown, strict=True))
    indent = _INDENT * (1 + len(widths)) + " " * sum(widths)
    left = max(_NARROWEST, columns - len(indent))
    for *cells, last in shown:
        padded = (
            cell + " " * (size - width(cell)) for cell, size in zip(cells, widths, strict=True)
        )
        start = _INDENT + "".join(f"{cell}{_INDENT}" for cell in padded)
        first, *rest = wrap(last, left, break_on_hyphens=False) or [""]
        yield (start + first).rstrip()
        yield from (indent + line for line in rest)
