"""A catalog as it stands in a revision of its repository, read without checking it out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from twoview.folder import File, display_name, from_here, is_yaml, outside
from twoview.git import Repository, TreeEntry
from twoview.load import SETTINGS_FILE, CatalogNotFound, Loaded, Memory, load
from twoview.source import MAX_BYTES

_MOST_LINKS = 40


def load_revision(
    folder: Path,
    revision: str,
    *,
    shown_as: Path | None = None,
    memory: Memory | None = None,
) -> Loaded:
    """Return the catalog of a folder as it stands in a revision; nothing is checked out.

    A catalog that had another folder then is found there, if it was the only one. Raises
    GitUnavailable, UnknownRevision, and CatalogNotFound where the revision has no catalog. All else
    that is wrong is a problem in the result, as for a folder.
    """
    repository = Repository.around(folder)
    commit = repository.resolve(revision)
    place = repository
    tree = place.tree(commit)
    if SETTINGS_FILE not in tree:
        place = _moved(repository, commit)
        tree = place.tree(commit)
    if SETTINGS_FILE not in tree:
        where = repository.prefix.rstrip("/") or "."
        raise CatalogNotFound(f"There is no {SETTINGS_FILE} in {where}/ at revision {revision}.")
    shown = shown_as or from_here(folder)
    return load(_files(tree, place, shown), display_name(shown, SETTINGS_FILE), memory)


def _moved(repository: Repository, commit: str) -> Repository:
    """Return the only folder that held a catalog and does not hold it any more.

    It is the one that was asked for where there is no such folder, or more than one.
    """
    whole = repository.tree(commit, "")
    found = {
        name: entry.blob
        for name, entry in whole.items()
        if name.rpartition("/")[2] == SETTINGS_FILE and entry.kind == "file"
    }
    contents = repository.contents(found.values())
    held = [name for name, blob in found.items() if _SETTINGS.search(contents[blob])]
    places = [name for name in held if not (repository.root / name).exists()]
    if len(places) != 1:
        return repository
    return Repository(repository.root, places[0].removesuffix(SETTINGS_FILE))


_SETTINGS = re.compile(rb"^kind:[ \t]*[\"']?Catalog\b", re.MULTILINE)


def _files(tree: Mapping[str, TreeEntry], place: Repository, shown_as: Path) -> Iterator[File]:
    """Yield the YAML files of a tree as a folder would; what links inside lead to is its own."""
    named = {name: each for name, each in sorted(tree.items()) if is_yaml(_last(name))}
    links = {name: each for name, each in tree.items() if each.kind == "link"}
    files = {name: each for name, each in named.items() if each.kind == "file"}
    contents = place.contents(each.blob for each in (*files.values(), *links.values()))
    targets = {
        place.prefix + name: contents[each.blob].decode("utf-8", "surrogateescape")
        for name, each in links.items()
    }
    for name, entry in sorted((named | links).items()):
        shown = display_name(shown_as, name)
        path = place.prefix + name
        if entry.kind == "file":
            yield File(shown, contents[entry.blob][: MAX_BYTES + 1])
        # Whether something outside is a folder is known to the disk alone.
        elif (name in named or (place.root / path).is_dir()) and (
            entry.kind == "link" and not _leads_inside(path, targets, tree, place)
        ):
            yield outside(shown)


def _leads_inside(
    path: str, links: Mapping[str, str], tree: Mapping[str, TreeEntry], place: Repository
) -> bool:
    """Whether a link leads to a YAML file of the catalog, or to a folder of it."""
    end = _followed(path, links)
    if end is None or not f"{end}/".startswith(place.prefix):
        return False
    folder = f"{end}/".removeprefix(place.prefix).lstrip("/")
    inside = folder.removesuffix("/")
    return (inside in tree and is_yaml(_last(inside))) or any(n.startswith(folder) for n in tree)


def _followed(path: str, links: Mapping[str, str]) -> str | None:
    """Return where a path leads to in a repository; None if out of it, or round and round."""
    found: list[str] = []
    left = path.split("/")[::-1]
    hops = _MOST_LINKS
    while left:
        step = left.pop()
        if step == "..":
            if not found:
                return None
            found.pop()
        elif step not in ("", "."):
            found.append(step)
        target = links.get("/".join(found))
        if target is not None:
            if not hops or target.startswith("/"):
                return None
            hops -= 1
            found.pop()
            left += target.split("/")[::-1]
    return "/".join(found)


def _last(path: str) -> str:
    return path.rpartition("/")[2]
