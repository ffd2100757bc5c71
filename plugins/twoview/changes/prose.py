"""Texts without what makes no difference to a reader."""

from __future__ import annotations

import re

_FENCE = re.compile(r" {0,3}(```|~~~)")
# Headings, quotes, tables, HTML, items of lists, underlines, rules, and lines that are code.
_BLOCK = re.compile(r"#|>|\||<|[-+*]\s|\d+[.)]\s|(=+|-+)\s*$|([-*_]\s*){3,}$| {4}|\t")
_ITEM = re.compile(r"([-+*]|\d+[.)])\s")
_HARD_BREAK = ("\\", "  ")


def one_line(text: str) -> str:
    """Return a text with single spaces for all white space."""
    return " ".join(text.split())


def reflowed(text: str) -> str:
    """Return a Markdown text with each paragraph on one line.

    Blocks that are more than a paragraph keep their lines.
    """
    lines = [""]
    fence = ""
    for line in text.splitlines():
        found = _FENCE.match(line)
        if fence or found:
            lines.append(line.rstrip())
            fence = _fence(fence, found[1] if found else "")
        elif _continues(line, lines[-1]):
            lines[-1] = f"{lines[-1]} {_tidy(line).lstrip()}"
        elif line.strip() or lines[-1]:
            lines[-1] = lines[-1].rstrip()
            lines.append(_tidy(line))
    return "\n".join(lines).strip()


def _fence(within: str, found: str) -> str:
    """Return the fence that is open after a line: one ends only with its own mark."""
    if not within:
        return found
    return "" if found == within else within


def _continues(line: str, above: str) -> bool:
    """Whether a line goes on with the paragraph that the line above is part of."""
    opens = _BLOCK.match(above) is not None and not _ITEM.match(above)
    opens = opens or _FENCE.match(above) is not None or above.endswith(_HARD_BREAK)
    return bool(above and line.strip()) and not opens and not _starts(line)


def _starts(line: str) -> bool:
    return _BLOCK.match(line) is not None or _BLOCK.match(line.lstrip()) is not None


def _tidy(line: str) -> str:
    """Return a line with single spaces; how far it is indented, and a hard break, are kept."""
    indent = line[: len(line) - len(line.lstrip())]
    if len(indent) >= 4 or "\t" in indent:
        return line.rstrip()
    return indent + one_line(line) + "  " * line.endswith("  ")
