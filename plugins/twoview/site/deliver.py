"""Files put into a folder that others may work in too: only what was put there is touched again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from twoview.folder import in_the_way
from twoview.values import InvalidValue

LIST = ".twoview-emit.json"
"""The file that lists what was put into a folder, with the hash of each content."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """How many files were put there and taken away, and which were kept as others left them."""

    written: int
    removed: int
    kept: Sequence[str]


def deliver(directory: Path, files: Mapping[str, str]) -> Delivered:
    """Put files into a folder by their path in it, in place of those that were put there before.

    A file that others made or changed stays as it is, and so does what stands in the way of a new
    one. Raises InvalidValue where the list of what was put there before cannot be read.
    """
    listed = _listed(directory)
    ours = {path for path, digest in listed.items() if _digest_of(directory, path) == digest}
    changed = [path for path in listed if path not in ours and (directory / path).exists()]
    gone = sorted(ours - files.keys())
    for path in gone:
        _remove(directory, path)
    contents = {path: text.encode("utf-8") for path, text in files.items()}
    occupied = {path for path in contents.keys() - ours if any(in_the_way(directory, path))}
    digests = {path: _digest(each) for path, each in contents.items() if path not in occupied}
    for path, digest in digests.items():
        if path not in ours or listed[path] != digest:
            _put(directory, path, contents[path])
    text = json.dumps({"files": dict(sorted(digests.items()))}, indent=2)
    _put(directory, LIST, f"{text}\n".encode())
    return Delivered(len(digests), len(gone), sorted({*changed, *occupied}))


def _listed(directory: Path) -> dict[str, str]:
    """Return the path and hash of each file that was put into a folder."""
    path = directory / LIST
    if not os.path.lexists(path):
        return {}
    with suppress(OSError, ValueError, LookupError, TypeError, AttributeError):
        files = json.loads("" if path.is_symlink() else path.read_bytes())["files"].items()
        return {name: digest for name, digest in files if _is_inside(directory, name)}
    raise InvalidValue(
        f"{path} does not list what `twoview emit` wrote. Without it nothing can be told apart; "
        "name another folder, or empty this one."
    )


def _is_inside(directory: Path, name: str) -> bool:
    return (directory / name).resolve().is_relative_to(directory.resolve())


def _digest_of(directory: Path, name: str) -> str:
    """Return the hash of a file, empty where it is none: a link is nothing that was put there."""
    path = directory / name
    return _digest(path.read_bytes()) if path.is_file() and not path.is_symlink() else ""


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _put(directory: Path, name: str, content: bytes) -> None:
    path = directory / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _remove(directory: Path, name: str) -> None:
    """Remove a file, and the folders that are empty without it."""
    path = directory / name
    path.unlink()
    for folder in _between(path.parent, directory):
        if any(folder.iterdir()):
            return
        folder.rmdir()


def _between(folder: Path, top: Path) -> Iterator[Path]:
    while folder != top:
        yield folder
        folder = folder.parent
