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
    if directory_urls:
        way = relpath(_folder(path) or ".", _folder(source) or ".")
        return f"{way}/{hash_sign}{fragment}"
    return f"{relpath(path, source.rpartition('/')[0] or '.')}.html{hash_sign}{fragment}"


def _folder(path: str) -> str:
    """Return the folder that a page's address ends with: an index page is its folder's own."""
    return path.removesuffix("index").rstrip("/") if path.split("/")[-1] == "index" else path
