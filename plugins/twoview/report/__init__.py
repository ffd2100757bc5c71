"""Findings put into words, for people and for programs; each format is a module with `render`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from twoview.report import github, gitlab, json, junit, markdown, sarif, text

if TYPE_CHECKING:
    from twoview.check import Report
    from twoview.model import Catalog

FORMATS: dict[str, Callable[[Report, Catalog, bool], str]] = {
    "text": text.render,
    "json": lambda report, *_: json.render(report),
    "github": lambda report, *_: github.render(report),
    "sarif": lambda report, catalog, _: sarif.render(report, catalog),
    "gitlab": lambda report, *_: gitlab.render(report),
    "junit": lambda report, catalog, _: junit.render(report, catalog),
    "markdown": lambda report, catalog, _: markdown.render(report, catalog),
}
"""What makes a report of each format; the last argument says whether it may have colors."""

FROM_THE_ROOT = frozenset({"github", "sarif", "gitlab", "junit", "markdown"})
"""The formats whose readers look for files from the root of the repository."""
