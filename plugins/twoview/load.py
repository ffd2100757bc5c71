"""A folder of YAML files made into a catalog, with a problem for everything that could not be read."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from twoview.build import Builder
from twoview.finding import Problem, Related
from twoview.model import KINDS, LISTED, Catalog, Entity, Origin, Settings, original
from twoview.shape import MAX_FLAWS, Flaw, flaws
from twoview.source import MAX_BYTES, Defect, Document, Location, Pointer, parse
from twoview.values import did_you_mean

SETTINGS_FILE = "catalog.yaml"
SUFFIXES = (".yaml", ".yml")
Progress = Callable[[int, int], None]


class CatalogNotFound(Exception):
    """There is no catalog where one was looked for; the message says where."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was found: its name for people, and its bytes or why it has none."""

    name: str
    content: bytes = b""
    refusal: tuple[str, str] | None = None
    """The rule and the message, where the file is not to be read."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A catalog and the problems met on the way, each with the name of its rule."""

    catalog: Catalog
    problems: tuple[tuple[str, Problem], ...]


@dataclass(slots=True)
class _Reading:
    """What has been gathered while files are read one after another."""

    entries: list[_Entry] = field(default_factory=list)
    problems: list[tuple[str, Problem]] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    unparsed: set[str] = field(default_factory=set)
    misshapen: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entity as far as it fits its schema."""

    kind: str
    data: Any
    origin: Origin


def load_folder(folder: Path, progress: Progress | None = None) -> Loaded:
    """Return the catalog in a folder.

    Raises CatalogNotFound when the folder has no `catalog.yaml`. Everything else that is wrong is a
    problem in the result.
    """
    if not (folder / SETTINGS_FILE).is_file():
        raise CatalogNotFound(
            f"There is no {SETTINGS_FILE} in {folder}/. A catalog is a folder with a "
            f"{SETTINGS_FILE} (kind: Catalog) in it; name the folder with --catalog."
        )
    names = sorted(find(folder))
    files = (read(folder, name) for name in names)
    return load(_counted(files, len(names), progress), main=display_name(folder, SETTINGS_FILE))


def _counted(files: Iterable[File], total: int, progress: Progress | None) -> Iterator[File]:
    for count, file in enumerate(files, 1):
        yield file
        if progress:
            progress(count, total)


def find(folder: Path) -> Iterator[str]:
    """Yield the names of all YAML files below a folder, and of links that lead out of it.

    A link to something inside is passed over, since what it leads to is found at its own place.
    """
    root = folder.resolve()
    for place, folders, names in os.walk(folder):
        for name in folders + names:
            path = Path(place, name)
            is_yaml = name.endswith(SUFFIXES) and name in names
            if path.is_symlink():
                if not _is_found_elsewhere(path, root) and (is_yaml or path.is_dir()):
                    yield path.relative_to(folder).as_posix()
            elif is_yaml:
                yield path.relative_to(folder).as_posix()


def _is_found_elsewhere(link: Path, root: Path) -> bool:
    target = Path(os.path.realpath(link))
    inside = target.is_relative_to(root) and target.exists()
    return inside and (target.is_dir() or target.name.endswith(SUFFIXES))


def read(folder: Path, name: str) -> File:
    """Return a file of a folder, read only if it is an ordinary file of acceptable size."""
    path = folder / name
    shown = display_name(folder, name)
    if path.is_symlink():
        why = "This is a symbolic link that leads out of the catalog; put the file itself here."
        return File(shown, refusal=("unsafe-yaml", why))
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return File(shown, refusal=("unsafe-yaml", "This is not an ordinary file."))
        with path.open("rb") as stream:
            return File(shown, stream.read(MAX_BYTES + 1))
    except OSError as error:
        why = f"The file cannot be read: {error.strerror or error}."
        return File(shown, refusal=("invalid-yaml", why))


def display_name(folder: Path, name: str) -> str:
    """Return the name of a file as findings show it: from here if it lies below, else as given."""
    path = folder / name
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return path.as_posix().encode("utf-8", "backslashreplace").decode("utf-8")


def load(files: Iterable[File], main: str) -> Loaded:
    """Return the catalog that files make up; `main` is the name of the file with its settings."""
    reading = _Reading()
    for file in files:
        _read_file(file, reading)
    return Loaded(_assemble(reading, main), tuple(reading.problems))


def _read_file(file: File, reading: _Reading) -> None:
    if file.refusal:
        rule, why = file.refusal
        place = Location(file.name, 1, 1, 1, 1)
        reading.problems.append((rule, Problem(message=why, location=place)))
        reading.unparsed.add(file.name)
        return
    reading.sources[file.name] = file.content.decode("utf-8", "replace").removeprefix("\ufeff")
    document, defects = parse(file.name, file.content)
    reading.problems += [(each.rule, _problem(each)) for each in defects]
    if document is None:
        reading.unparsed.add(file.name)
        return
    if defects:
        reading.misshapen.add(file.name)
    _take_up(document, reading)


def _problem(defect: Defect) -> Problem:
    return Problem(
        message=defect.message,
        location=defect.location,
        pointer=defect.pointer,
        fix=defect.fix,
    )


def _take_up(document: Document, reading: _Reading) -> None:
    """Find the entities of a document, and take what fits their schema."""
    kind, pointers, wrong = _entities(document)
    for flaw in wrong:
        _report(reading, document, flaw)
    listed = 0
    for pointer in pointers:
        if listed > MAX_FLAWS:
            _give_up(document, reading, pointer)
            return
        found = flaws(kind, _value(document, pointer))
        for flaw in found:
            _report(reading, document, flaw, kind, pointer)
        listed += len(found)
        _keep(kind, document, pointer, found, reading)


def _report(
    reading: _Reading, document: Document, flaw: Flaw, kind: str = "", base: Pointer = ()
) -> None:
    pointer = (*base, *flaw.pointer)
    data = _value(document, base) if kind else {}
    ident = data.get("id", "") if isinstance(data, dict) else ""
    reading.misshapen.add(document.file)
    reading.problems.append(
        (
            "schema",
            Problem(
                message=flaw.message,
                location=document.locate(pointer, key=flaw.on_key),
                entity=ident if isinstance(ident, str) else "",
                kind=kind,
                pointer=pointer,
                fix=flaw.fix,
            ),
        )
    )


def _give_up(document: Document, reading: _Reading, pointer: Pointer) -> None:
    text = f"This file has more than {MAX_FLAWS} errors; from here on it was not checked."
    _report(reading, document, Flaw(pointer, text))
    reading.unparsed.add(document.file)


def _value(document: Document, pointer: Pointer) -> Any:
    value = document.data
    for part in pointer:
        value = value[part]
    return value


def _entities(document: Document) -> tuple[str, list[Pointer], list[Flaw]]:
    """Return the kind of a document's entities, where they stand, and what is wrong around them."""
    data = document.data
    if not isinstance(data, dict):
        what = "nothing" if data is None else "no mapping of fields"
        return "", [], [Flaw((), f"The file holds {what}. {_EXPECTED}")]
    listed = [key for key in data if key in LISTED]
    if "kind" in data or not listed:
        return _single(data)
    key = listed[0]
    wrong = [
        Flaw(
            (each,),
            f"`{each}` cannot stand beside `{key}`: a list file has one list of one kind, and "
            "nothing else but keys that start with `x-`.",
            on_key=True,
        )
        for each in data
        if each != key and not each.startswith("x-")
    ]
    if not isinstance(data[key], list):
        return "", [], [*wrong, Flaw((key,), f"`{key}` should be a list of entities.")]
    return LISTED[key], [(key, index) for index in range(len(data[key]))], wrong


_EXPECTED = (
    "A catalog file holds one entity (`kind: Team` and its fields) or a list of entities of one "
    f"kind ({', '.join(f'`{plural}: [...]`' for plural in LISTED)})."
)


def _single(data: dict[str, Any]) -> tuple[str, list[Pointer], list[Flaw]]:
    kind = data.get("kind")
    if isinstance(kind, str) and kind in KINDS:
        return kind, [()], []
    if "kind" in data:
        near = did_you_mean(str(kind), KINDS)
        text = f"`kind` should be one of {', '.join(KINDS)}."
        hint = f" Did you mean `{near}`?" if near else ""
        return "", [], [Flaw(("kind",), text + hint, fix=near and f"Write `kind: {near}`.")]
    if "services" in data:
        text = "A service always has a file of its own, named `<id>.yaml`, with `kind: Service`."
        return "", [], [Flaw(("services",), text, on_key=True)]
    return "", [], [Flaw(("kind",), f"`kind` is missing. {_EXPECTED}", missing=True)]


def _keep(
    kind: str, document: Document, pointer: Pointer, found: list[Flaw], reading: _Reading
) -> None:
    """Keep what is sound of an entity: a value that fails the schema is a missing one."""
    data = _value(document, pointer)
    cut: list[Pointer] = []
    if found:
        data, cut = _sound_part(kind, data, found)
    if data is not None:
        reading.entries.append(_Entry(kind, data, Origin(document, pointer, tuple(cut))))


def _sound_part(kind: str, data: Any, found: list[Flaw]) -> tuple[Any, list[Pointer]]:
    """Return the data without what does not fit, and what was cut; None without a sound id."""
    cut: list[Pointer] = []
    data = deepcopy(data)
    while flawed := {_culprit(flaw) for flaw in found if not _has_default(kind, flaw)}:
        if () in flawed:
            return None, cut
        outer = {each for each in flawed if not any(each[:n] in flawed for n in range(len(each)))}
        now = [original(pointer, cut) for pointer in outer]
        _remove(data, outer)
        cut += now
        found = flaws(kind, data)
    return data, cut


def _culprit(flaw: Flaw) -> Pointer:
    """Return what has to go: the value itself, or what lacks the missing field."""
    return flaw.pointer[:-1] if flaw.missing else flaw.pointer


def _has_default(kind: str, flaw: Flaw) -> bool:
    """Whether the entity can stand without the field: everything but its id has a default."""
    return flaw.missing and len(flaw.pointer) == 1 and flaw.pointer != ("id",)


def _remove(data: Any, pointers: set[Pointer]) -> None:
    """Delete values, those inside others and those later in a list first."""
    for pointer in sorted(pointers, key=_in_order, reverse=True):
        inner = data
        for part in pointer[:-1]:
            inner = inner[part]
        del inner[pointer[-1]]


def _in_order(pointer: Pointer) -> list[tuple[int, str]]:
    return [(part, "") if isinstance(part, int) else (0, part) for part in pointer]


def _assemble(reading: _Reading, main: str) -> Catalog:
    """Build the entities; of several with one id the first in the order of files stays."""
    settings = _settings(reading, main)
    builder = Builder(settings.schedules)
    kept: dict[str, dict[str, Entity]] = {}
    nodes: dict[str, Entity] = {}
    for entry in reading.entries:
        if entry.kind == "Catalog":
            continue
        entity = builder.entity(entry.kind, entry.data, entry.origin)
        is_node = entry.kind in ("Service", "Component")
        space = nodes if is_node else kept.setdefault(entity.plural, {})
        if first := space.get(entity.id):
            reading.problems.append(("duplicate-id", _duplicate(entity, first)))
            continue
        space[entity.id] = entity
        kept.setdefault(entity.plural, {})[entity.id] = entity
    by_kind: dict[str, Any] = {
        plural: dict(sorted(entities.items())) for plural, entities in kept.items()
    }
    return Catalog(
        settings=settings,
        sources=reading.sources,
        unparsed=frozenset(reading.unparsed),
        misshapen=frozenset(reading.misshapen),
        **by_kind,
    )


def _duplicate(entity: Entity, first: Entity) -> Problem:
    there = first.origin.at("id")
    shared = " Services and components share one id space." if first.kind != entity.kind else ""
    return Problem.at(
        entity,
        "id",
        message=f"The id `{entity.id}` is taken: {first.kind} {first.name!r} has it already, in "
        f"{there.file}:{there.line}.{shared} An id says which one is meant everywhere.",
        fix="Give one of them another id, and use it where that one is meant.",
        related=(Related(there, "The id is taken here."),),
    )


def _settings(reading: _Reading, main: str) -> Settings:
    """Return the catalog's settings, the defaults where its file could not be read."""
    entries = [each for each in reading.entries if each.kind == "Catalog"]
    mains = [each for each in entries if each.origin.document.file == main]
    if not mains:
        return _missing_settings(reading, main)
    settings = _build_settings(mains[0].data, mains[0].origin)
    for other in entries:
        if other is not mains[0]:
            reading.problems.append(("duplicate-id", _second_catalog(other.origin, settings)))
    return settings


def _build_settings(data: dict[str, Any], origin: Origin) -> Settings:
    entity = Builder({}).entity("Catalog", data, origin)
    return cast("Settings", entity)


def _missing_settings(reading: _Reading, main: str) -> Settings:
    document, _ = parse(main, b"")
    origin = Origin(cast("Document", document))
    if main not in reading.unparsed | reading.misshapen:
        text = "This file holds the catalog's settings: it should say `kind: Catalog` and a name."
        reading.problems.append(("schema", Problem(message=text, location=origin.at())))
        reading.misshapen.add(main)
    return Settings(name="Catalog", origin=origin)


def _second_catalog(origin: Origin, settings: Settings) -> Problem:
    there = settings.origin.at("kind")
    return Problem(
        message=f"This is a second Catalog; the settings of all files stand in {there.file}.",
        location=origin.at("kind"),
        entity=settings.id,
        kind=settings.kind,
        pointer=("kind",),
        fix=f"Move what it says into {there.file} and remove this file.",
        related=(Related(there, "The catalog's settings are here."),),
    )
