"""The YAML files of a folder, read with the caution that a stranger's files deserve."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from twoview.source import MAX_BYTES

SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was found: its name for people, and its bytes or why it has none."""

    name: str
    content: bytes = b""
    refusal: tuple[str, str] | None = None
    """The rule and the message, where the file is not to be read."""


def find(folder: Path) -> Iterator[str]:
    """Yield the names of all YAML files below a folder, and of what cannot be looked into.

    A link to something inside is passed over, since what it leads to is found at its own place; any
    other link to a folder or under the name of a YAML file is yielded, and so is a closed folder.
    """
    root = folder.resolve()
    closed: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=closed.append):
        for name in folders + names:
            path = Path(place, name)
            is_file = is_yaml(name) and name in names
            if path.is_symlink():
                if not _is_found_elsewhere(path, root) and (is_file or path.is_dir()):
                    yield path.relative_to(folder).as_posix()
            elif is_file:
                yield path.relative_to(folder).as_posix()
    for error in closed:
        yield Path(error.filename).relative_to(folder).as_posix()


def is_yaml(name: str) -> bool:
    """Whether a file's name is that of a YAML file, and not of an editor's lock (`.#name`)."""
    return name.lower().endswith(SUFFIXES) and not name.startswith(".#")


def _is_found_elsewhere(link: Path, root: Path) -> bool:
    target = Path(os.path.realpath(link))
    inside = target.is_relative_to(root) and target.exists()
    return inside and (target.is_dir() or is_yaml(target.name))


def read(folder: Path, name: str, shown_as: Path) -> File:
    """Return a file of a folder, read only if it is an ordinary file of acceptable size."""
    path = folder / name
    shown = display_name(shown_as, name)
    if path.is_symlink():
        return outside(shown)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return File(shown, refusal=_irregular(path))
        with path.open("rb") as stream:
            return File(shown, stream.read(MAX_BYTES + 1))
    except OSError as error:
        why = f"The file cannot be read: {error.strerror or error}."
        return File(shown, refusal=("invalid-yaml", why))


def outside(shown: str) -> File:
    """Return a symbolic link that leads to nothing in the catalog's folder: it is not followed."""
    why = (
        "This is a symbolic link that leads to no YAML file of this catalog. Nothing outside the "
        "catalog's folder is read; put the file itself here."
    )
    return File(shown, refusal=("unsafe-yaml", why))


def _irregular(path: Path) -> tuple[str, str]:
    if path.is_dir():
        return "invalid-yaml", "This folder cannot be looked into; let everybody read it."
    return (
        "unsafe-yaml",
        "This is no ordinary file but a pipe, a socket or a device; remove it.",
    )


def in_the_way(directory: Path, path: str) -> Iterator[str]:
    """Yield what keeps a new file from its path: itself, a file or a link in place of a folder."""
    above = [each.as_posix() for each in PurePosixPath(path).parents][:-1]
    for folder in above:
        there = directory / folder
        if there.is_symlink() or (there.exists() and not there.is_dir()):
            yield folder
    if os.path.lexists(directory / path):
        yield path


def from_here(folder: Path) -> Path:
    """Return how findings name a folder: from the working directory if below it, else as it is."""
    if folder.is_absolute() and folder.is_relative_to(Path.cwd()):
        return folder.relative_to(Path.cwd())
    return folder


def display_name(shown_as: Path, name: str) -> str:
    """Return the name of a file as findings show it, in a folder that is shown as `shown_as`."""
    path = (shown_as / name).as_posix()
    return path.encode("utf-8", "backslashreplace").decode("utf-8")
