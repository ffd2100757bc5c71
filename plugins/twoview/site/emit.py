"""Pages as the files that a site engine reads: Markdown with front matter, and its company."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from importlib.resources import files
from importlib.resources.abc import Traversable

import yaml

from twoview.diagram import stylesheet
from twoview.pages import Page, icons

STYLE = "assets/twoview/twoview.css"
SCRIPT = "assets/twoview/twoview.js"
_ONE_LINE = 10**6
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*.*?\*/)[ \t]*$", re.MULTILINE | re.DOTALL)
_NOT_TYPED = "\u2060"


def markdown(page: Page) -> str:
    """Return a page as Markdown with its front matter."""
    meta: dict[str, object] = {"title": page.title}
    if page.description:
        meta["description"] = page.description
    tags = list(_tags(page))
    if tags:
        meta["tags"] = tags
    if page.hide or tags:
        # Tags are for the search; the page itself says what they say.
        meta["hide"] = [*page.hide, *(["tags"] if tags else [])]
    if page.feed:
        meta["feed"] = page.feed
    if not page.is_found:
        meta["search"] = {"exclude": True}
    elif page.boost != 1:
        meta["search"] = {"boost": page.boost}
    front = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=_ONE_LINE)
    return f"---\n{front}---\n\n{page.body}"


def _tags(page: Page) -> Iterator[str]:
    """Yield what the search shows as tags of a page: labels, by which nothing is found, and names.

    As delivered, a tag weighs more than any title. If `service` were found in a label, all services
    would come before the service desk; so a word of a label begins with a sign that nobody types.
    """
    for label in page.labels:
        yield " ".join(f"{_NOT_TYPED}{word}" for word in label.split())
    yield from page.names


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

    Each is made of the files of its kind, in the order of their names, without what only those who
    write them need: comments and indentation.
    """
    folder = files("twoview.site") / "assets"
    yield STYLE, _joined(folder, ".css") + stylesheet() + icons.stylesheet()
    yield SCRIPT, _joined(folder, ".js")


def _joined(folder: Traversable, suffix: str) -> str:
    parts = sorted((p for p in folder.iterdir() if p.name.endswith(suffix)), key=lambda p: p.name)
    text = _COMMENT.sub("", "\n".join(each.read_text(encoding="utf-8") for each in parts))
    return "".join(f"{line}\n" for line in map(str.strip, text.splitlines()) if line)
