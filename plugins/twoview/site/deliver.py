"""Files put into a folder that others may work in too: only what was put there is touched again."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from twoview.folder import in_the_way
from twoview.site.project import DOCS
from twoview.values import InvalidValue

LIST = ".twoview-emit.json"
"""The file that lists what was put into a folder, with the hash of each content."""

_PART = ".twoview-emit.part"


@dataclass(frozen=True, slots=True)
class Delivered:
    """How many files were put there and taken away, and which were kept as others left them."""

    written: int
    removed: int
    kept: Sequence[str]


class WrittenForMore(Exception):  # noqa: N818 - says what is the case
    """Files for more readers than those of today would stay, because others changed them since."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(", ".join(paths))
        self.paths = paths


@dataclass(frozen=True, slots=True)
class _Listed:
    """What was put into a folder, for whom, and what was there before if that did not end."""

    readers: frozenset[str] = frozenset()
    files: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)


def deliver(directory: Path, files: Mapping[str, str], readers: Collection[str]) -> Delivered:
    """Put files into a folder by their path in it, in place of those that were put there before.

    A file that others made or changed stays as it is, and so does what stands in the way of a new
    one. Where it is interrupted, the next time goes on. Raises WrittenForMore where a page stays
    that was for `readers` who are not among those of today, InvalidValue where the list of what was
    put there before cannot be read, and OSError with the path that cannot be read or written.
    """
    listed = _listed(directory)
    contents = {path: text.encode("utf-8") for path, text in files.items()}
    digests = {path: _digest(content) for path, content in contents.items()}
    ours = dict(_ours(directory, listed, digests))
    changed = dict(_changed(directory, listed, ours))
    if listed.readers - set(readers):
        _refuse_pages([path for path in changed if digests.get(path) != changed[path]])
    _announce(directory, listed, readers, digests, {**changed, **ours})
    gone = sorted(ours.keys() - digests.keys())
    for path in gone:
        _remove(directory, path)
    occupied = {path for path in digests.keys() - ours if any(in_the_way(directory, path))}
    written = {path: digest for path, digest in digests.items() if path not in occupied}
    for path, digest in written.items():
        if ours.get(path) != digest:
            _put(directory, path, contents[path])
    _list(directory, readers, files={**changed, **written})
    return Delivered(len(written), len(gone), sorted({*changed, *occupied}))


def _ours(
    directory: Path, listed: _Listed, digests: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield the path and hash of each file that was put there, or might as well have been."""
    known = (listed.files, listed.before, digests)
    for path in dict.fromkeys(path for each in known for path in each):
        found = _digest_of(directory, path)
        if found and any(found == each.get(path) for each in known):
            yield path, found


def _changed(directory: Path, listed: _Listed, ours: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield each file that others changed since, with the hash of what was put there."""
    for path, digest in {**listed.files, **listed.before}.items():
        if path not in ours and os.path.lexists(directory / path):
            yield path, digest


def _refuse_pages(paths: Sequence[str]) -> None:
    """Refuse to leave pages to readers for whom they were not made; settings may stay."""
    if pages := sorted(path for path in paths if path.startswith(f"{DOCS}/")):
        raise WrittenForMore(pages)


def _announce(
    directory: Path,
    listed: _Listed,
    readers: Collection[str],
    digests: Mapping[str, str],
    before: Mapping[str, str],
) -> None:
    """List what will be put there beside what is there, for the case that it does not end."""
    mine = {
        path: digest
        for path, digest in digests.items()
        if path in before or not os.path.lexists(directory / path)
    }
    _list(directory, listed.readers | set(readers), files=mine, before=before)


def _list(directory: Path, readers: Collection[str], **files: Mapping[str, str]) -> None:
    found = {name: dict(sorted(each.items())) for name, each in files.items()}
    text = json.dumps({"readers": sorted(readers), **found}, indent=2)
    _put(directory, LIST, f"{text}\n".encode())


def _listed(directory: Path) -> _Listed:
    """Return what the list in a folder says; nothing is listed where there is none."""
    path = directory / LIST
    if not os.path.lexists(path):
        return _Listed()
    with suppress(ValueError, LookupError, TypeError, AttributeError):
        data = json.loads("" if path.is_symlink() else path.read_bytes())
        found = [
            {name: digest for name, digest in each.items() if _is_inside(name)}
            for each in (data["files"], data.get("before", {}))
        ]
        return _Listed(frozenset(data["readers"]), *found)
    raise InvalidValue(
        f"{path} does not list what `twoview emit` wrote. Without it nothing can be told apart; "
        "name another folder, or empty this one."
    )


def _is_inside(name: str) -> bool:
    """Whether a path stays in the folder by its words; links on the way are looked at later."""
    path = Path(name)
    return not path.anchor and ".." not in path.parts


def _digest_of(directory: Path, name: str) -> str:
    """Return the hash of a file, empty where it is none: a link is nothing that was put there."""
    path = directory / name
    is_ours = path.is_file() and not path.is_symlink() and [*in_the_way(directory, name)] == [name]
    return _digest(path.read_bytes()) if is_ours else ""


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _put(directory: Path, name: str, content: bytes) -> None:
    """Write a file as a whole or not at all; the OSError of a failure names its path."""
    path, part = directory / name, directory / _PART
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with part.open("xb") as stream:
            stream.write(content)
        part.replace(path)
    except BaseException as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise OSError(error.errno, error.strerror, str(path)) from error
        raise


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
