"""Pages as the files that a site engine reads: Markdown with front matter, and its company."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib.resources import files
from importlib.resources.abc import Traversable

import yaml

from twoview.diagram import stylesheet
from twoview.pages import Page

STYLE = "assets/twoview/twoview.css"
SCRIPT = "assets/twoview/twoview.js"
_ONE_LINE = 10**6


def markdown(page: Page) -> str:
    """Return a page as Markdown with its front matter."""
    meta: dict[str, object] = {"title": page.title}
    if page.description:
        meta["description"] = page.description
    if page.hide:
        meta["hide"] = list(page.hide)
    if page.feed:
        meta["feed"] = page.feed
    if not page.is_found:
        meta["search"] = {"exclude": True}
    elif page.boost != 1:
        meta["search"] = {"boost": page.boost}
    front = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=_ONE_LINE)
    return f"---\n{front}---\n\n{page.body}"


def with_feed(html: str, address: str | None) -> str:
    """Return a page whose head says where its feed is, if it has one."""
    if not address:
        return html
    link = f'<link rel="alternate" type="application/atom+xml" href="{escape(address)}">'
    return html.replace("</head>", f"{link}</head>", 1)


def source_path(page: Page) -> str:
    """Return the path of a page's Markdown file, from the folder of documents."""
    return f"{page.path}.md"


def assets() -> Iterator[tuple[str, str]]:
    """Yield the style sheet and the script that all pages share, by their path.

    Each is made of the files of its kind, in the order of their names.
    """
    folder = files("twoview.site") / "assets"
    yield STYLE, _joined(folder, ".css") + stylesheet()
    yield SCRIPT, _joined(folder, ".js")


def _joined(folder: Traversable, suffix: str) -> str:
    parts = sorted((p for p in folder.iterdir() if p.name.endswith(suffix)), key=lambda p: p.name)
    return "\n".join(each.read_text(encoding="utf-8") for each in parts)
