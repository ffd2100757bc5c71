"""The commits that a story is told from, also those before the catalog's folder was moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from twoview.git import Commit, Repository, TreeEntry, UnknownRevision
from twoview.language import _, later
from twoview.load import SETTINGS_FILE


@dataclass(frozen=True, slots=True)
class Step:
    """A commit, the folder in which it has the catalog, and whether it moved it there."""

    commit: Commit
    place: Repository
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Past:
    """The steps, the newest first, and the files of the catalog that they start from.

    `since` is the day of the start where more was before it that is not told, and `note` says why.
    """

    steps: Sequence[Step] = ()
    start: Mapping[str, TreeEntry] = field(default_factory=dict)
    since: date | None = None
    note: str = ""


def past(repository: Repository, most: int | None, since: str | None) -> Past:
    """Return at most so many commits, or those after the commit `since`."""
    steps, place = _steps(repository, None if most is None else most + 1, since)
    if since:
        return Past(steps, place.tree(since))
    if steps and repository.is_cut_off(steps[-1].commit.id):
        note = _SHALLOW
    elif most is not None and len(steps) > most:
        note = _LIMITED
    else:
        return Past(steps)
    first = steps.pop()
    day = first.commit.time.date()
    start = first.place.tree(first.commit.id)
    return Past(steps, start, day, _(note, day=day, most=most))


_SHALLOW = later(
    "What changed before {day} is not known, because this clone is shallow. `git fetch "
    "--unshallow` gets the rest; in GitHub Actions `fetch-depth: 0` does, in GitLab CI "
    "`GIT_DEPTH: 0`."
)
_LIMITED = later("What changed before {day} is left out: only the last {most} commits are told.")


def _steps(
    repository: Repository, most: int | None, since: str | None
) -> tuple[list[Step], Repository]:
    """Return the newest steps, and the folder in which the catalog stood before them."""
    found: list[Step] = []
    tip = "HEAD"
    while True:
        left = None if most is None else most - len(found)
        line = list(repository.line(f"{since}..{tip}" if since else tip, most=left))
        found += (Step(commit, repository) for commit in line)
        former = _moved_from(repository, line[-1]) if line else None
        if not former:
            return found, repository
        found[-1] = replace(found[-1], moved=True)
        repository, tip = former, f"{line[-1].id}^"


def _moved_from(repository: Repository, commit: Commit) -> Repository | None:
    """Return the folder from which a commit moved the catalog as a whole, None where it did not."""
    settings = {each.after for each in commit.changes if each.path == SETTINGS_FILE}
    try:
        before = repository.tree(repository.resolve(f"{commit.id}^"), "")
    except UnknownRevision:
        return None
    if not settings or f"{repository.prefix}{SETTINGS_FILE}" in before:
        return None
    now = repository.tree(commit.id, "")
    found = [
        name
        for name, entry in before.items()
        if name.rpartition("/")[2] == SETTINGS_FILE and entry in settings and name not in now
    ]
    if len(found) != 1:
        return None
    return Repository(repository.root, found[0].removesuffix(SETTINGS_FILE))
