"""The feeds of changes: Atom (RFC 4287), with nothing in it but what the pages show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5

from twoview.language import _, n_
from twoview.pages.address import CHANGES, View, href
from twoview.pages.page import Book

if TYPE_CHECKING:
    from twoview.pages.changes import Told

FEEDS: Mapping[View, str] = {"business": "business-changes.xml", "technical": "changes.xml"}
"""The feed of each view, in the folder of the site, where Material looks for what goes with it."""

MOST = 50
"""How many commits the feed has, the newest first."""

# What XML 1.0 has no way to say, and half of a character of which the other half is missing.
_UNSPEAKABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(told: Sequence[Told], book: Book, view: View) -> str:
    """Return the newest commits as the feed of a view.

    Addresses are absolute if the site's own is known.
    """
    site = book.site_url and book.site_url.rstrip("/") + "/"
    name = book.estate.catalog.settings.name
    page = urljoin(site, href(CHANGES[view], "index", directory_urls=book.directory_urls))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        _element("id", f"{site}{FEEDS[view]}" if site else _urn(f"{view}:{name}")),
        _element("title", _("{catalog}: what changed", catalog=name)),
        _element("updated", _time(told[0].moment.time)),
        _person(name),
        f'<link rel="alternate" type="text/html" href="{_text(page)}"/>',
        *([f'<link rel="self" href="{_text(site)}{FEEDS[view]}"/>'] if site else []),
        *(line for each in told[:MOST] for line in _entry(each, page, book, view)),
        "</feed>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _entry(told: Told, page: str, book: Book, view: View) -> Iterator[str]:
    moment = told.moment
    yield "<entry>"
    yield _element("id", _urn(_IDS[view](told, book)))
    yield _element("title", _title(told))
    yield _element("updated", _time(moment.time))
    yield f'<link rel="alternate" type="text/html" href="{_text(f"{page}#{told.anchor}")}"/>'
    # What a commit says of itself often names people, as in "Merge pull request from ...".
    is_named = view == "technical" and book.authors
    if is_named:
        yield _person(moment.author)
    subject = f"<p>{escape(moment.subject)}</p>" if is_named else ""
    items = "".join(f"<li>{escape(line)}</li>" for line in _lines(told))
    yield f'<content type="html">{_text(f"{subject}<ul>{items}</ul>")}</content>'
    yield "</entry>"


# A commit keeps its id wherever the site moves to; customers are told its day only.
_IDS: Mapping[View, Callable[[Told, Book], str]] = {
    "business": lambda told, book: f"{book.estate.catalog.settings.name}:{told.anchor}",
    "technical": lambda told, _book: f"commit:{told.moment.commit}",
}


def _title(told: Told) -> str:
    """Return the first thing that changed, and how many more there are."""
    first, *more = _lines(told)
    if not more:
        return first
    return n_("{first}, and {count} more", "{first}, and {count} more", len(more), first=first)


def _lines(told: Told) -> Iterator[str]:
    yield from told.counts
    for group in told.groups:
        yield from (f"{group.name}: {each.text}" for each in group.changes)


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
