"""Where each page stands in the site, and how one page points to another."""

from __future__ import annotations

from collections.abc import Mapping
from posixpath import relpath
from typing import Literal

from twoview.model import Entity

View = Literal["business", "technical"]
VIEWS: tuple[View, ...] = ("business", "technical")
_SEEN_IN: Mapping[str, tuple[View, ...]] = {
    "Service": VIEWS,
    "Outcome": VIEWS,
    "Customer": VIEWS,
    "Component": ("technical",),
    "Team": ("technical",),
    "Supplier": ("technical",),
}

CHANGES: Mapping[View, str] = {"business": "business/changes", "technical": "changes"}
"""The page of all changes in each view."""


def seen_in(entity: Entity) -> tuple[View, ...]:
    """Return the views in which an entity has a page of its own."""
    return _SEEN_IN.get(entity.kind, ())


def address(entity: Entity, view: View) -> str:
    """Return the path of an entity's page, without a suffix: `business/services/email`.

    Where the entity has no page in that view, it is the path in the view that has one.
    """
    views = seen_in(entity)
    shown = view if view in views else views[0]
    return f"{shown}/{entity.plural}/{entity.id}"


def href(target: str, source: str, *, directory_urls: bool) -> str:
    """Return the relative address of a page (a path, perhaps with a #fragment) from another."""
    path, hash_sign, fragment = target.partition("#")
    if path == source:
        return f"{hash_sign}{fragment}" or "#"
    start = folder(source, directory_urls=directory_urls) or "."
    if directory_urls:
        end = folder(path, directory_urls=True) or "."
        return f"{relpath(end, start)}/{hash_sign}{fragment}"
    return f"{relpath(f'{path}.html', start)}{hash_sign}{fragment}"


def folder(path: str, *, directory_urls: bool) -> str:
    """Return the folder that a page's relative addresses count from, empty for the site's root."""
    parent, _, name = path.rpartition("/")
    return path if directory_urls and name != "index" else parent
