"""The forge that keeps the catalog's repository: addresses that open its editor."""

from __future__ import annotations

import re
from dataclasses import dataclass
from posixpath import join, relpath, split
from urllib.parse import quote, urlencode, urljoin, urlsplit

LONGEST = 8000
"""The length of the longest address that browsers and forges are sure to take, in characters."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a forge spells the address of its page for a new file, next to that of its editor."""

    edit: str
    new: str
    name: str
    text: str


# The first shape that an address has is the forge's.
_SHAPES = (
    _Shape("/-/edit/", "/-/new/", "file_name", "content"),
    _Shape("/_edit/", "/_new/", "filename", "value"),
    _Shape("/edit/", "/new/", "filename", "value"),
)
_GITLAB = _Shape("/edit/", "/-/new/", "file_name", "content")


@dataclass(frozen=True, slots=True)
class Forge:
    """Where a reader can propose a change.

    `address` is what opens an editor in the folder of documents and ends with a slash; `docs` and
    `root` are the paths of that folder and of the folder from which files are named.
    """

    address: str
    docs: str
    root: str

    @property
    def host(self) -> str:
        """The name of the forge's host, for people: where they need an account."""
        return urlsplit(self.address).hostname or ""

    def edit(self, file: str) -> str:
        """Return the address of the editor for a file, empty where it cannot be told."""
        way = relpath(join(self.root, file), self.docs)
        up = way.split("/").count("..")
        # The address says how the folders above the documents are called in the repository.
        known = up == 0 or self._above(self.address, up) == self._above(self.docs, up)
        return urljoin(self.address, quote(way)) if known else ""

    def new(self, file: str, text: str) -> str:
        """Return the address of the page for a new file, filled in as far as there is room.

        Empty for a forge that has no such page, or none that is known here.
        """
        shape = self._shape
        path = relpath(join(self.root, file), self.root)
        folder, name = split(path) if path.startswith("..") else ("", path)
        here = self.edit(folder)
        if not (shape and here):
            return ""
        page = shape.new.join(here.rstrip("/").split(shape.edit, 1))
        query = urlencode({shape.name: name, shape.text: text}, safe="/", quote_via=quote)
        short = urlencode({shape.name: name}, safe="/", quote_via=quote)
        return f"{page}?{query if len(page) + len(query) < LONGEST else short}"

    @property
    def _shape(self) -> _Shape | None:
        parts = urlsplit(self.address)
        found = next((each for each in _SHAPES if each.edit in parts.path), None)
        is_gitlab = found and found.edit == _GITLAB.edit and "gitlab" in parts.netloc
        return _GITLAB if is_gitlab else found

    @staticmethod
    def _above(path: str, count: int) -> list[str]:
        return path.rstrip("/").split("/")[-count:]


def forge(repo_url: str, edit_uri: str, *, docs: str, root: str) -> Forge | None:
    """Return the forge that the settings of a site name, None where they name none.

    Both are as MkDocs has them: `edit_uri` alone may be the whole address, and leads to the folder
    of documents.
    """
    address = urljoin(f"{repo_url.rstrip('/')}/" if repo_url else "", edit_uri)
    plain = re.fullmatch(r"https?://[^/?#\s]+/[^?#\s]*", address)
    is_named = edit_uri and plain and docs and root
    return Forge(f"{address.rstrip('/')}/", docs, root) if is_named else None
