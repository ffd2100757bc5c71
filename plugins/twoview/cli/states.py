"""Two states of a catalog: what it was before a change, and what it is after."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from twoview.cli.common import cannot, checked, examined

if TYPE_CHECKING:
    from twoview.diff import State
    from twoview.load import Memory
    from twoview.model import Catalog

WORK_TREE = "the work tree"
_SHA1 = 40
"""How many digits an id has that is not of the longer kind."""


def after(folder: Path, head: str | None, today: date, memory: Memory) -> State:
    """Return the state to look at: a revision, or the work tree without one."""
    from twoview.diff import State

    judged, report = checked(folder, today, revision=head, memory=memory)
    name = _named(folder, head)[0] if head else _work_tree(folder, judged.catalog)
    return State(name, judged, report)


def before(folder: Path, base: str, after: State, memory: Memory, head: str | None = None) -> State:
    """Return the state of a revision to compare with; one without a catalog has nothing in it.

    `main...` is where `head`, or else the current branch, parted from main.
    """
    from twoview.check import Report
    from twoview.diff import State
    from twoview.git import GitUnavailable
    from twoview.judged import Judged
    from twoview.load import CatalogNotFound, nothing
    from twoview.revision import load_revision

    name, commit = _named(folder, base, head or "HEAD")
    try:
        loaded = load_revision(folder, commit, memory=memory)
    except GitUnavailable as error:
        raise cannot(error) from error
    except CatalogNotFound as error:
        click.echo(f"{str(error).replace(commit, name)} Everything counts as new.", err=True)
        return State(name, Judged(nothing(), after.estate.today), Report((), ()))
    return State(name, *examined(loaded, after.estate.today, after.estate))


def _work_tree(folder: Path, catalog: Catalog) -> str:
    """Return what the work tree is called: with its commit, where it has just what that has."""
    from twoview.folder import is_yaml
    from twoview.git import GitUnavailable, Repository, UnknownRevision
    from twoview.load import SETTINGS_FILE

    try:
        repository = Repository.around(folder)
        commit = repository.resolve("HEAD")
        tree = repository.tree(commit)
    except (GitUnavailable, UnknownRevision):
        return WORK_TREE
    committed = {name: e.blob for name, e in tree.items() if is_yaml(name.rpartition("/")[2])}
    place = catalog.settings.origin.document.file.removesuffix(SETTINGS_FILE)
    here = {file.removeprefix(place): _blob(text, commit) for file, text in catalog.sources.items()}
    return f"{WORK_TREE} ({commit[:7]})" if here == committed else WORK_TREE


def _blob(text: str, commit: str) -> str:
    """Return the id that git gives a text in a repository with such ids of commits."""
    content = text.encode("utf-8", "replace")
    kind = "sha1" if len(commit) == _SHA1 else "sha256"
    head = f"blob {len(content)}\0".encode()
    return hashlib.new(kind, head + content, usedforsecurity=False).hexdigest()


def _named(folder: Path, revision: str, head: str = "HEAD") -> tuple[str, str]:
    """Return a revision with the beginning of its commit's id, as in `main (1a2b3c4)`, and that."""
    from twoview.git import GitUnavailable, Repository, UnknownRevision

    try:
        commit = Repository.around(folder).resolve(revision, head)
    except (GitUnavailable, UnknownRevision) as error:
        raise cannot(error) from error
    short = commit[:7]
    return (short if revision.startswith(short) else f"{revision} ({short})"), commit
