"""Two states of a catalog: what it was before a change, and what it is after."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from twoview.cli.common import cannot, checked, examined

if TYPE_CHECKING:
    from twoview.diff import State
    from twoview.load import Memory

WORK_TREE = "the work tree"


def after(folder: Path, head: str | None, today: date, memory: Memory) -> State:
    """Return the state to look at: a revision, or the work tree without one."""
    from twoview.diff import State

    name = _named(folder, head) if head else WORK_TREE
    return State(name, *checked(folder, today, revision=head, memory=memory))


def before(folder: Path, base: str, after: State, memory: Memory) -> State:
    """Return the state of a revision to compare with; one without a catalog has nothing in it."""
    from twoview.check import Report
    from twoview.diff import State
    from twoview.judged import Judged
    from twoview.load import CatalogNotFound, nothing
    from twoview.revision import load_revision

    name = _named(folder, base)
    try:
        loaded = load_revision(folder, base, memory=memory)
    except CatalogNotFound as error:
        click.echo(f"{error} Everything counts as new.", err=True)
        return State(name, Judged(nothing(), after.estate.today), Report((), ()))
    return State(name, *examined(loaded, after.estate.today, after.estate))


def _named(folder: Path, revision: str) -> str:
    """Return a revision with the beginning of its commit's id, as in `main (1a2b3c4)`."""
    from twoview.git import GitUnavailable, Repository, UnknownRevision

    try:
        commit = Repository.around(folder).resolve(revision)[:7]
    except (GitUnavailable, UnknownRevision) as error:
        raise cannot(error) from error
    return commit if revision.startswith(commit) else f"{revision} ({commit})"
