"""The feed of changes: Atom (RFC 4287), with nothing in it but what the pages show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5

from twoview.pages.address import href
from twoview.pages.page import Book
from twoview.pages.wording import capital

if TYPE_CHECKING:
    from twoview.pages.changes import Told

PATH = "changes.xml"
MOST = 50
"""How many commits the feed has, the newest first."""

_NAMED = 3
# What XML 1.0 has no way to say, and half of a character of which the other half is missing.
_UNSPEAKABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(told: Sequence[Told], book: Book) -> str:
    """Return the newest commits as a feed; addresses are absolute if the site's own is known."""
    site = book.site_url and book.site_url.rstrip("/") + "/"
    name = book.estate.catalog.settings.name
    page = urljoin(site, href("changes", "index", directory_urls=book.directory_urls))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        _element("id", f"{site}{PATH}" if site else _urn(f"catalog:{name}")),
        _element("title", f"{name}: what changed"),
        _element("updated", _time(told[0].moment.time)),
        _person(name),
        f'<link rel="alternate" type="text/html" href="{_text(page)}"/>',
        *([f'<link rel="self" href="{_text(site)}{PATH}"/>'] if site else []),
        *(line for each in told[:MOST] for line in _entry(each, page, book)),
        "</feed>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _entry(told: Told, page: str, book: Book) -> Iterator[str]:
    moment = told.moment
    yield "<entry>"
    # A commit keeps its id wherever the site moves to.
    yield _element("id", _urn(f"commit:{moment.commit}"))
    yield _element("title", _title(told))
    yield _element("updated", _time(moment.time))
    yield f'<link rel="alternate" type="text/html" href="{_text(f"{page}#c-{moment.short}")}"/>'
    if book.shows_commits and book.authors:
        yield _person(moment.author)
    subject = f"<p>{escape(moment.subject)}</p>" if book.shows_commits else ""
    items = "".join(f"<li>{escape(line)}</li>" for line in _lines(told))
    yield f'<content type="html">{_text(f"{subject}<ul>{items}</ul>")}</content>'
    yield "</entry>"


def _title(told: Told) -> str:
    """Return the one thing that changed, or what a commit is about."""
    lines = list(_lines(told))
    if len(lines) == 1:
        return lines[0]
    heads = [*told.counts, *(group.name for group in told.groups)]
    more = len(heads) - _NAMED
    return ", ".join(heads[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _lines(told: Told) -> Iterator[str]:
    yield from told.counts
    for group in told.groups:
        yield from (f"{group.name}: {capital(text)}" for text in group.texts)


def _person(name: str) -> str:
    return f"<author>{_element('name', name)}</author>"


def _element(name: str, text: str) -> str:
    return f"<{name}>{_text(text)}</{name}>"


def _text(text: str) -> str:
    return escape(_UNSPEAKABLE.sub("\ufffd", text))


def _urn(name: str) -> str:
    return uuid5(NAMESPACE_URL, f"twoview:{name}").urn


def _time(time: datetime) -> str:
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"
