"""What git knows of the catalog's files."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from twoview.model import Entity

_LINE = re.compile(r"[0-9a-f]{40} \d+ (\d+)")


class History:
    """When each entity's definition last changed, as far as git can tell.

    Without git, without history, and in a shallow clone (whose oldest commit seems to have changed
    everything) nothing is known, and every answer is None.
    """

    def __init__(self, folder: Path, shown_as: Path) -> None:
        """Take the folder of the catalog, and how the names of its files begin."""
        self._folder = folder
        self._shown_as = shown_as
        self._files = _last_changes(folder) if _is_complete(folder) else {}
        self._lines = cache(self._line_changes)

    def changed(self, entity: Entity) -> str | None:
        """Return the date (UTC, YYYY-MM-DD) of the last commit that changed a definition."""
        name = self._name(entity)
        if name not in self._files:
            return None
        if entity.origin.pointer == ():
            return _date(self._files[name])
        place = entity.origin.at()
        lines = self._lines(name)
        times = [lines[line] for line in range(place.line, place.end_line + 1) if line in lines]
        return _date(max(times)) if times else None

    def _name(self, entity: Entity) -> str:
        return Path(entity.origin.document.file).relative_to(self._shown_as).as_posix()

    def _line_changes(self, name: str) -> Mapping[int, int]:
        """Return the commit time of each line of a file; lines not yet committed are left out."""
        output = _git(self._folder, "blame", "--porcelain", "--", name) or ""
        return dict(_blamed(output))


def _blamed(output: str) -> Iterator[tuple[int, int]]:
    times: dict[str, int] = {}
    commit, line = "", 0
    for text in output.splitlines():
        if match := _LINE.match(text):
            commit, line = text[:40], int(match[1])
        elif text.startswith("committer-time "):
            times[commit] = int(text.partition(" ")[2])
        elif text.startswith("\t") and set(commit) != {"0"}:
            yield line, times[commit]


def _is_complete(folder: Path) -> bool:
    return (_git(folder, "rev-parse", "--is-shallow-repository") or "").strip() == "false"


def _last_changes(folder: Path) -> dict[str, int]:
    """Return the time of the last commit that touched each file below a folder, in one pass."""
    output = _git(folder, "log", "--format=%x01%ct", "--name-only", "-z", "--relative", "--", ".")
    times: dict[str, int] = {}
    now = 0
    for part in (output or "").split("\0"):
        for text in filter(None, part.strip("\n").split("\n")):
            if text.startswith("\x01"):
                now = int(text[1:])
            else:
                times.setdefault(text, now)
    return times


def _git(folder: Path, *arguments: str) -> str | None:
    """Return what git prints, or None where it cannot answer."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="surrogateescape",
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def _date(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
