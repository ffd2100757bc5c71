"""The catalog as pages: pure functions from what is known to Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from twoview.pages import business, changes, data, findings, home, promises, technical
from twoview.pages.address import VIEWS, View
from twoview.pages.page import Book, Page

_WRITERS: Mapping[View, Callable[[Book], Iterator[Page]]] = {
    "business": business.pages,
    "technical": technical.pages,
}


def write(book: Book) -> Iterator[Page]:
    """Yield every page of a book, in the order home, business view, technical view."""
    yield from home.pages(book)
    yield from findings.pages(book)
    yield from changes.pages(book)
    yield from promises.pages(book)
    for view in book.views:
        yield from _WRITERS[view](book)
    yield from data.pages(book)


__all__ = ["VIEWS", "Book", "Page", "View", "write"]
