"""What git knows, by its plumbing: revisions, trees, contents and the line of commits.

Nothing is checked out, nothing is fetched, and nothing that a repository configures is run.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

_SETTINGS = (
    "core.fsmonitor=false",
    "i18n.logOutputEncoding=UTF-8",
    "log.diffMerges=separate",
    "log.follow=false",
    "log.showRoot=true",
    "log.showSignature=false",
    # A folder of the catalog that looks like a repository is none, whatever it configures.
    "safe.bareRepository=explicit",
)
_OPTIONS = [word for setting in _SETTINGS for word in ("-c", setting)]
_QUIET = {
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
# Git sets these for its hooks; which repository is meant, the catalog's folder says.
_FOREIGN = frozenset(
    f"GIT_{name}"
    for name in (
        *("ALTERNATE_OBJECT_DIRECTORIES", "COMMON_DIR", "DIR", "GLOB_PATHSPECS", "GRAFT_FILE"),
        *("ICASE_PATHSPECS", "IMPLICIT_WORK_TREE", "INDEX_FILE", "NOGLOB_PATHSPECS"),
        *("OBJECT_DIRECTORY", "PREFIX", "SHALLOW_FILE", "WORK_TREE"),
    )
)
_FORM = "%x00%H%x00%ct%x00%an%x00%ae%x00%s"


class GitUnavailable(Exception):  # noqa: N818 - a state of affairs, told to the user
    """Git cannot answer: it is not installed, or there is no repository; the message says which."""


class UnknownRevision(Exception):  # noqa: N818 - a state of affairs, told to the user
    """There is no such revision; the message says what would help."""


_PARTIAL = "A clone without all contents is completed with `git fetch --refetch --no-filter`."


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """A file in a revision: its kind (`file`, `link` or `module`) and the id of its content."""

    kind: str
    blob: str


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that a commit changed: what it was before and after, None where there was none."""

    path: str
    before: TreeEntry | None
    after: TreeEntry | None


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit on the line of a branch: when it got there (UTC), who made it, and its files."""

    id: str
    time: datetime
    author: str
    email: str
    subject: str
    changes: tuple[FileChange, ...]


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository, and the path of a folder inside it: empty for its root, else with a slash."""

    root: Path
    prefix: str

    @classmethod
    def around(cls, folder: Path) -> Repository:
        """Return the repository that a folder stands in; raise GitUnavailable where there is none.

        The folder itself need not exist any more.
        """
        there = folder.absolute()
        while not there.is_dir():
            there = there.parent
        root = Path(_run(there, "rev-parse", "--show-toplevel").removesuffix("\n"))
        place = folder.absolute().resolve()
        if not place.is_relative_to(root.resolve()):
            raise GitUnavailable(f"{folder} is outside of the work tree of its repository, {root}.")
        inside = place.relative_to(root.resolve()).as_posix()
        return cls(root, "" if inside == "." else f"{inside}/")

    @property
    def is_shallow(self) -> bool:
        """Whether older commits are missing here."""
        return self._run("rev-parse", "--is-shallow-repository").strip() == "true"

    def is_cut_off(self, commit: str) -> bool:
        """Whether what came before a commit is missing here."""
        grafts = self.root / self._run("rev-parse", "--git-path", "shallow").strip()
        return grafts.is_file() and commit in grafts.read_text(encoding="ascii").split()

    @property
    def has_commits(self) -> bool:
        """Whether there is a commit to start from."""
        return self._commit("HEAD") is not None

    def resolve(self, revision: str, head: str = "HEAD") -> str:
        """Return the id of the commit that a revision names; raise UnknownRevision without one.

        `main...` is where `head` parted from main.
        """
        name = revision.removesuffix("...")
        if found := self._commit(name):
            return self._parting(found, head) if name != revision else found
        shallow = self.is_shallow
        hint = (
            "this clone is shallow: fetch more of its history (`git fetch --unshallow`)"
            if shallow
            else "name a branch, a tag or a commit that this clone has (`git fetch` gets others)"
        )
        raise UnknownRevision(f"Git knows no revision `{name}`; {hint}.")

    def _commit(self, revision: str) -> str | None:
        if not revision or revision[0] in "-^" or "\n" in revision or "\0" in revision:
            return None
        try:
            return self._run("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").strip()
        except GitUnavailable:
            return None

    def on(self, day: date) -> str:
        """Return the last commit that the current branch had on a day, which ends at 24:00 UTC.

        Raises UnknownRevision where the branch is younger, or its older part is not here.
        """
        until = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) + 86_399
        line = self._run("log", "--first-parent", "--format=%ct %H") if self.has_commits else ""
        for entry in line.splitlines():
            time, _, commit = entry.partition(" ")
            if int(time) <= until:
                return commit
        why = "older commits are not in this shallow clone" if line and self.is_shallow else ""
        raise UnknownRevision(f"No commit of this branch is as old as {day}{why and f'; {why}'}.")

    def _parting(self, commit: str, head: str) -> str:
        try:
            return self._run("merge-base", commit, self.resolve(head)).split()[0]
        except GitUnavailable:
            raise UnknownRevision(
                f"Git cannot tell where this branch parted from {commit[:7]}; the clone may be "
                "too shallow (`git fetch --unshallow`)."
            ) from None

    def tree(self, commit: str, prefix: str | None = None) -> dict[str, TreeEntry]:
        """Return all files of a commit below a prefix, by their path from there."""
        below = self.prefix if prefix is None else prefix
        where = [below] if below else []
        output = self._run("ls-tree", "-r", "-z", "--full-tree", commit, "--", *where)
        found: dict[str, TreeEntry] = {}
        for line in filter(None, output.split("\0")):
            about, _, path = line.partition("\t")
            mode, _, blob = about.split(" ")
            found[path.removeprefix(below)] = TreeEntry(_kind(mode), blob)
        return found

    def contents(self, blobs: Iterable[str]) -> dict[str, bytes]:
        """Return the content of each blob by its id, each read once."""
        wanted = list(dict.fromkeys(blobs))
        if not wanted:
            return {}
        try:
            done = _process(self.root, ["cat-file", "--batch"], "".join(f"{b}\n" for b in wanted))
            return dict(_batch(done, wanted))
        except GitUnavailable as error:
            raise GitUnavailable(f"{error} {_PARTIAL}") from error

    def line(self, commit: str = "HEAD", *, most: int | None = None) -> Iterator[Commit]:
        """Yield the commits that changed something below the prefix, the newest first.

        They are those on the branch itself: what a merge brought in counts as one commit, at the
        time at which it got there.
        """
        limits = [] if most is None else [f"--max-count={most}"]
        return self._log(*limits, commit, "--", self.prefix or ".")

    def commit(self, ident: str) -> Commit:
        """Return one commit."""
        return next(self._log("--max-count=1", ident, "--"))

    def _log(self, *which: str) -> Iterator[Commit]:
        command = ["log", "--first-parent", "-m", "--raw", "--no-abbrev", "--no-renames", "-z"]
        output = self._run(*command, f"--format={_FORM}", *which)
        return _commits(iter(output.split("\0")), self.prefix)

    def _run(self, *arguments: str) -> str:
        return _run(self.root, *arguments)


def _run(folder: Path, *arguments: str) -> str:
    return _process(folder, arguments).decode("utf-8", "surrogateescape")


def _process(folder: Path, arguments: Sequence[str], given: str = "") -> bytes:
    """Return what git prints; raise GitUnavailable with its own words where it fails."""
    try:
        done = subprocess.run(
            ["git", *_OPTIONS, "--no-pager", *arguments],
            cwd=folder,
            input=given.encode(),
            capture_output=True,
            check=False,
            env=_environment(),
        )
    except OSError as error:
        raise GitUnavailable(
            f"git cannot be run; is it installed, and on the PATH? ({error.strerror or error})"
        ) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").splitlines()
        raise GitUnavailable(f"git cannot answer: {_complaint(said)}.")
    return done.stdout


def _environment() -> dict[str, str]:
    """Return the environment without what would lead git to another place or another answer."""
    kept = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    return {**kept, **_QUIET}


def _complaint(said: Sequence[str]) -> str:
    """Return what git gave up for, and the command that it proposes where it does not trust."""
    fatal = [line for line in said if line.startswith("fatal: ")] or ["it failed"]
    trust = [line.strip() for line in said if "safe.directory" in line]
    hint = f"; if you trust it: `{trust[0]}`" if trust else ""
    return fatal[0].removeprefix("fatal: ").rstrip(".") + hint


def _batch(output: bytes, wanted: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield what `cat-file --batch` wrote: for each blob a line with its size, then its bytes."""
    at = 0
    for blob in wanted:
        end = output.index(b"\n", at)
        words = output[at:end].split()
        if words[-1:] == [b"missing"]:
            raise GitUnavailable(f"the content {blob[:12]} is missing in this clone.")
        size = int(words[2])
        yield blob, output[end + 1 : end + 1 + size]
        at = end + size + 2


def _commits(words: Iterator[str], prefix: str) -> Iterator[Commit]:
    """Yield the commits of a log: five words of each, then two of each file, then an empty one."""
    for ident in words:
        if not ident:
            continue
        time, author, email, subject = islice(words, 4)
        raw = next(words, "").lstrip("\n")
        changes: list[FileChange] = []
        while raw:
            path = next(words).removeprefix(prefix)
            changes.append(FileChange(path, *_sides(raw)))
            raw = next(words, "")
        when = datetime.fromtimestamp(int(time), UTC)
        yield Commit(ident, when, author, email, subject, tuple(changes))


def _sides(about: str) -> tuple[TreeEntry | None, TreeEntry | None]:
    """Return what `:100644 100644 <blob> <blob> M` says of a file before and after."""
    before, after, old, new, _ = about.lstrip(":").split(" ")
    return _entry(before, old), _entry(after, new)


def _entry(mode: str, blob: str) -> TreeEntry | None:
    return TreeEntry(_kind(mode), blob) if mode.strip("0") else None


def _kind(mode: str) -> str:
    return {"120000": "link", "160000": "module"}.get(mode, "file")
