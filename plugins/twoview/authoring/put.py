"""The rim of authoring: what is there is read with caution, and nothing is ever overwritten."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from twoview.authoring.append import CannotAppend, appended
from twoview.authoring.draft import Draft, modeline
from twoview.authoring.place import Place, chosen, usual
from twoview.folder import SUFFIXES, File, display_name, find, from_here, read
from twoview.load import SETTINGS_FILE, Loaded, load
from twoview.model import KINDS, Catalog
from twoview.source import parse


class CannotPut(Exception):  # noqa: N818 - a state of affairs, told to the user
    """An entity cannot be written where it should be; the message says why."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be written: the file, its bytes before and after, and the catalog with it.

    `added` is the text of the entity alone; `name` is the file as findings show it.
    """

    path: Path
    name: str
    before: bytes
    after: bytes
    added: str
    loaded: Loaded


def prepared(made: Draft, folder: Path, catalog: Catalog, into: Path | None) -> Change:
    """Return how an entity gets into a catalog; raise CannotPut where it does not.

    `into` is the file or folder that an author wants, None for the usual one.
    """
    shown = from_here(folder)
    place = _chosen(into, made, folder, catalog) if into else usual(made, catalog)
    inside = Path(place.file).relative_to(shown).as_posix()
    path = folder / inside
    line = modeline(made.kind, place.file, catalog)
    if place.exists:
        before = _ordinary(folder, inside, shown)
        after = _longer(before, made, place)
        added = after[len(before) :].decode() if after.startswith(before) else made.listed()
    else:
        _refuse_existing(path, place)
        before, added = b"", made.listed(line) if place.is_list else made.text(line)
        after = added.encode()
    loaded = _with(File(place.file, after), folder, shown)
    _prove(loaded, catalog, made, place)
    return Change(path, place.file, before, after, added, loaded)


def write(change: Change) -> None:
    """Write a change; raise CannotPut where the file has changed since, or appeared."""
    change.path.parent.mkdir(parents=True, exist_ok=True)
    if not change.before:
        try:
            with change.path.open("xb") as stream:
                stream.write(change.after)
        except FileExistsError:
            raise CannotPut(f"{change.name} is there already.") from None
        return
    if change.path.read_bytes() != change.before:
        raise CannotPut(f"{change.name} has just been changed by somebody else; try again.")
    # A new file takes the place of the old one in one step, so that no half is ever left.
    beside = change.path.with_name(f".{change.path.name}.new")
    beside.write_bytes(change.after)
    shutil.copymode(change.path, beside)
    beside.replace(change.path)


def _chosen(into: Path, made: Draft, folder: Path, catalog: Catalog) -> Place:
    """Return the place that an author names, if it is inside the catalog."""
    path, top = into.resolve(), folder.resolve()
    if not path.is_relative_to(top):
        raise CannotPut(
            f"{into} is not in the catalog; name a file or folder below {from_here(folder)}/."
        )
    is_folder = path.is_dir() or path.suffix.lower() not in SUFFIXES
    name = display_name(from_here(folder), path.relative_to(top).as_posix())
    place = chosen(name, made, catalog, is_folder=is_folder)
    if not place.is_list and Path(place.file).stem != made.id:
        raise CannotPut(f"A service has a file of its own, named {made.id}.yaml; name its folder.")
    return place


def _refuse_existing(path: Path, place: Place) -> None:
    if path.exists() or path.is_symlink():
        raise CannotPut(f"{place.file} is there already; nothing is overwritten.")


def _ordinary(folder: Path, inside: str, shown: Path) -> bytes:
    file = read(folder, inside, shown)
    if file.refusal:
        raise CannotPut(f"{file.name}: {file.refusal[1]}")
    return file.content


def _longer(before: bytes, made: Draft, place: Place) -> bytes:
    """Return the bytes of a list file with the entity at the end of its list."""
    key = KINDS[made.kind].plural
    document, defects = parse(place.file, before)
    if document is None or defects:
        raise CannotPut(f"{place.file} cannot be read as it is; `twoview check` says why.")
    if not isinstance(document.data, dict) or not document.data.get(key):
        raise CannotPut(f"{place.file} holds no list of {key}; name another file.")
    try:
        return appended(before, document, key, made.lines(), made.whole())
    except CannotAppend as error:
        raise CannotPut(
            f"{place.file} is left as it is: {error}. Name another file with --file."
        ) from error


def _with(file: File, folder: Path, shown: Path) -> Loaded:
    """Return the catalog as it is with one file added or replaced."""
    names = {display_name(shown, name): name for name in find(folder)}
    others = (
        read(folder, name, shown) for shown_as, name in names.items() if shown_as != file.name
    )
    files = sorted([*others, file], key=lambda each: each.name)
    return load(files, display_name(shown, SETTINGS_FILE))


def _prove(loaded: Loaded, before: Catalog, made: Draft, place: Place) -> None:
    """Raise CannotPut unless everything is read as it was, and the entity is there."""
    found = {(each.kind, each.id): each for each in loaded.catalog.entities}
    new = found.pop((made.kind, made.id), None)
    if found != {(each.kind, each.id): each for each in before.entities}:
        raise CannotPut(f"{place.file} is left as it is: other entries would be read differently.")
    if new is None:
        raise CannotPut(f"{place.file} is left as it is: the new entry would not be read.")
