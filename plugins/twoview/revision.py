"""A catalog as it stands in a revision of its repository, read without checking it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from posixpath import dirname, join, normpath

from twoview.folder import File, display_name, from_here, is_yaml, outside
from twoview.git import Repository, TreeEntry
from twoview.load import SETTINGS_FILE, CatalogNotFound, Loaded, Memory, load


def load_revision(
    folder: Path,
    revision: str,
    *,
    shown_as: Path | None = None,
    memory: Memory | None = None,
) -> Loaded:
    """Return the catalog of a folder as it stands in a revision; nothing is checked out.

    Raises GitUnavailable, UnknownRevision, and CatalogNotFound where the revision has no catalog
    in that folder. All else that is wrong is a problem in the result, as for a folder.
    """
    repository = Repository.around(folder)
    commit = repository.resolve(revision)
    tree = repository.tree(commit)
    if SETTINGS_FILE not in tree:
        place = repository.prefix.rstrip("/") or "."
        raise CatalogNotFound(f"There is no {SETTINGS_FILE} in {place}/ at revision {revision}.")
    shown = shown_as or from_here(folder)
    contents = repository.contents(tree[name].blob for name in names(tree))
    return load(files(tree, contents, shown), display_name(shown, SETTINGS_FILE), memory)


def names(tree: Mapping[str, TreeEntry]) -> list[str]:
    """Return the names of all YAML files in a tree, sorted."""
    wanted = ("file", "link")
    return sorted(
        name
        for name, entry in tree.items()
        if entry.kind in wanted and is_yaml(name.rpartition("/")[2])
    )


def files(
    tree: Mapping[str, TreeEntry], contents: Mapping[str, bytes], shown_as: Path
) -> Iterator[File]:
    """Yield the YAML files of a tree as a folder would; what links inside lead to is its own."""
    for name in names(tree):
        entry = tree[name]
        shown = display_name(shown_as, name)
        if entry.kind == "file":
            yield File(shown, contents[entry.blob])
        elif not _leads_inside(name, contents[entry.blob], tree):
            yield outside(shown)


def _leads_inside(name: str, content: bytes, tree: Mapping[str, TreeEntry]) -> bool:
    target = normpath(join(dirname(name), content.decode("utf-8", "surrogateescape")))
    return target in tree and is_yaml(target.rpartition("/")[2])
