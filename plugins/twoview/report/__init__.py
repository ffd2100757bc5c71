"""Findings put into words, for people and for programs; each format is a module with `render`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from twoview.report import github, json, text

if TYPE_CHECKING:
    from twoview.check import Report
    from twoview.model import Catalog

FORMATS: dict[str, Callable[[Report, Catalog, bool], str]] = {
    "text": text.render,
    "json": lambda report, *_: json.render(report),
    "github": lambda report, *_: github.render(report),
}
"""What makes a report of each format; the last argument says whether it may have colors."""
