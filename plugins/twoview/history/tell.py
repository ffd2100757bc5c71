"""The story of a folder: its commits gone through from the oldest on, each content read once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from twoview.changes import Change, Key, Names, compare
from twoview.folder import is_yaml
from twoview.git import GitUnavailable, Repository, TreeEntry
from twoview.history.past import Past, Step, past
from twoview.history.state import State
from twoview.history.story import Moment, Story, former_key
from twoview.language import _, later, spoken
from twoview.model import Catalog, Component, Entity, Service, Settings
from twoview.reading import Memory, Reading

Blobs = Mapping[str, str | None]
"""The contents of files by their path; None where there is no file any more."""

_NOTHING = later("Nothing of this catalog is committed to git yet, so that no change is known.")


def names_in(catalog: Catalog) -> Names:
    """Return what knows the names of all that is in a catalog."""

    def name(kind: str, ident: str) -> str:
        known = catalog.of_kind(kind).get(ident)
        found = catalog.node(ident) if kind in (Service.kind, Component.kind) else known
        return found.name if found else ident

    return name


def head(folder: Path) -> str:
    """Return the commit that the story of a folder ends with, empty where there is none."""
    try:
        repository = Repository.around(folder)
        return repository.resolve("HEAD") if repository.has_commits else ""
    except GitUnavailable:
        return ""


def story(
    folder: Path,
    *,
    memory: Memory | None = None,
    most: int | None = 1000,
    since: str | None = None,
    names: Names = lambda kind, ident: ident,
) -> Story:
    """Return what changed in the catalog of a folder along its branch, in at most so many commits.

    What a merge brought in counts as one commit. `since` is a commit, of which the changes after it
    are told; `names` has the names of today. What a memory has read before is not read again. Where
    git cannot answer, the story is empty and its note says why.
    """
    try:
        repository = Repository.around(folder)
        found = past(repository, most, since) if repository.has_commits else Past()
        if not found.steps and not found.start:
            return Story(note=_(_NOTHING))
        return _Teller(repository, found, Memory() if memory is None else memory, names).story()
    except GitUnavailable as error:
        return Story(note=_("What changed in this catalog is not known: {error}", error=error))


class Chronicle:
    """Tells the story of a folder again and again.

    Only a new commit, or another language that is spoken, makes it tell anew.
    """

    def __init__(self) -> None:
        """Start without knowing anything; the memory may be shared with the loader."""
        self.memory = Memory()
        self._told: dict[tuple[Path, str, int, str], Story] = {}

    def story(self, folder: Path, most: int, names: Names) -> Story | None:
        """Return what changed in at most so many commits, with the names of the first telling.

        Without any commit to be told there is no story.
        """
        if most < 1:
            return None
        key = (folder, head(folder), most, spoken())
        if key not in self._told:
            self._told = {key: story(folder, memory=self.memory, most=most, names=names)}
        return self._told[key]


class _Teller:
    """Goes through the commits of a past."""

    def __init__(self, repository: Repository, past: Past, memory: Memory, names: Names) -> None:
        """Take the commits, what has been read before, and the names of today."""
        self._past = past
        self._memory = memory
        self._names = names
        self._state = State()
        self._turns = [_changed(step) for step in past.steps]
        self._start = dict(_blobs(past.start.items()))
        blobs = (blob for turn in (self._start, *self._turns) for blob in turn.values() if blob)
        self._ahead = Counter(blobs)
        self._contents = repository.contents(self._ahead)
        self._held: dict[str, str] = {}
        self._known: dict[Key, str] = {}

    def story(self) -> Story:
        """Return the story of all commits."""
        self._turn(self._start)
        moments = [moment for moment in self._moments() if moment.changes]
        return Story(tuple(moments[::-1]), self._past.note, self._past.since, self._known)

    def _moments(self) -> Iterator[Moment]:
        steps = self._past.steps
        for step, turn in zip(reversed(steps), reversed(self._turns), strict=True):
            # A commit that moved the catalog brings all of it; what it left behind is gone.
            gone = dict.fromkeys(self._held) if step.moved else {}
            commit, changes = step.commit, self._changes({**gone, **turn})
            yield Moment(
                commit=commit.id,
                time=commit.time,
                subject=_readable(commit.subject),
                author=_readable(commit.author),
                email=_readable(commit.email),
                changes=changes,
            )

    def _changes(self, turn: Blobs) -> tuple[Change, ...]:
        before, after = self._turn(turn)
        found = compare(before, after, partial(self._name, before))
        # That there is a catalog since some day goes without saying.
        changes = tuple(each for each in found if each.path or each.kind != Settings.kind)
        for each in changes:
            entity = after.get(each.key) or before.get(each.key)
            for key in filter(None, (each.key, former_key(each))):
                self._known[key] = entity.name if entity else each.id
        return changes

    def _name(self, before: Mapping[Key, Entity], kind: str, ident: str) -> str:
        """Return the name of today, else that of the day, else the one of the day before."""
        name = self._names(kind, ident)
        if name != ident:
            return name
        former = before.get((kind, ident))
        return self._state.named(kind, ident) or (former.name if former else ident)

    def _turn(self, turn: Blobs) -> tuple[Mapping[Key, Entity], Mapping[Key, Entity]]:
        """Let files change; what will not be met again is forgotten."""
        left = {self._held.pop(path) for path in turn if path in self._held}
        self._held |= {path: blob for path, blob in turn.items() if blob}
        self._ahead.subtract(filter(None, turn.values()))
        found = self._state.turn({path: self._read(blob) for path, blob in turn.items()})
        for blob in left.difference(self._held.values()):
            if not self._ahead[blob]:
                self._memory.forget(self._contents.pop(blob))
        return found

    def _read(self, blob: str | None) -> Reading | None:
        return self._memory.read(self._contents[blob]) if blob else None


def _readable(text: str) -> str:
    """Return what a commit says without bytes that are no text."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _blobs(files: Iterable[tuple[str, TreeEntry | None]]) -> Iterator[tuple[str, str | None]]:
    """Yield the YAML files among some, with their contents; links and modules are none."""
    for path, entry in files:
        if is_yaml(path.rpartition("/")[2]):
            yield path, entry.blob if entry and entry.kind == "file" else None


def _changed(step: Step) -> Blobs:
    return dict(_blobs((each.path, each.after) for each in step.commit.changes))
