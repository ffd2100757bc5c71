"""A folder of YAML files made into a catalog, with a problem for whatever could not be read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from twoview.build import Builder
from twoview.contents import entries
from twoview.finding import Problem, Related
from twoview.flaw import Flaw, sentence, shown
from twoview.folder import SUFFIXES, File, display_name, find, from_here, read
from twoview.model import Catalog, Entity, Origin, Settings
from twoview.prune import sound_part
from twoview.shape import MAX_FLAWS, flaws
from twoview.source import Defect, Document, Location, Pointer, parse

__all__ = [
    "SETTINGS_FILE",
    "SUFFIXES",
    "CatalogNotFound",
    "File",
    "Loaded",
    "display_name",
    "find",
    "load",
    "load_folder",
    "read",
]

SETTINGS_FILE = "catalog.yaml"
Progress = Callable[[int, int], None]


class CatalogNotFound(Exception):  # noqa: N818 - a state of affairs, told to the user
    """There is no catalog where one was looked for; the message says where."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A catalog and the problems met on the way, each with the name of its rule."""

    catalog: Catalog
    problems: tuple[tuple[str, Problem], ...]


@dataclass(slots=True)
class _Reading:
    """What has been gathered while files are read one after another; `main` has the settings."""

    main: str
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


def load_folder(
    folder: Path, progress: Progress | None = None, *, shown_as: Path | None = None
) -> Loaded:
    """Return the catalog in a folder, which findings name as `shown_as`.

    Raises CatalogNotFound when the folder has no `catalog.yaml`. Everything else that is wrong is a
    problem in the result.
    """
    # Unlike Path.is_file, this does not raise where the folder is closed.
    if not os.path.isfile(folder / SETTINGS_FILE):  # noqa: PTH113
        raise CatalogNotFound(
            f"There is no {SETTINGS_FILE} in {folder}/. A catalog is a folder with a "
            f"{SETTINGS_FILE} (kind: Catalog) in it; name the folder with --catalog."
        )
    shown = shown_as or from_here(folder)
    names = sorted(find(folder))
    files = (read(folder, name, shown) for name in names)
    return load(_counted(files, len(names), progress), main=display_name(shown, SETTINGS_FILE))


def _counted(files: Iterable[File], total: int, progress: Progress | None) -> Iterator[File]:
    for count, file in enumerate(files, 1):
        yield file
        if progress:
            progress(count, total)


def load(files: Iterable[File], main: str) -> Loaded:
    """Return the catalog that files make up; `main` is the name of the file with its settings."""
    reading = _Reading(main)
    for file in files:
        _read_file(file, reading)
    return Loaded(_assemble(reading), tuple(reading.problems))


def _read_file(file: File, reading: _Reading) -> None:
    if file.refusal:
        rule, why = file.refusal
        place = Location(file.name, 1, 1, 1, 1)
        reading.problems.append((rule, Problem(message=why, location=place)))
        if rule == "invalid-yaml":
            # What cannot be read may define anything; what is not to be read defines nothing.
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
        message=sentence(defect.message),
        location=defect.location,
        pointer=defect.pointer,
        fix=defect.fix,
    )


def _take_up(document: Document, reading: _Reading) -> None:
    """Find the entities of a document, and take what fits their schema."""
    if document.data is None and document.file == reading.main:
        return
    kind, pointers, wrong = entries(document.data)
    for flaw in wrong:
        _report(reading, document, flaw)
    room = MAX_FLAWS
    for pointer in pointers:
        found = flaws(kind, _value(document, pointer))[:room]
        for flaw in found:
            _report(reading, document, flaw, kind, pointer)
        room -= len(found)
        if not room:
            _give_up(document, reading, pointer)
            return
        _keep(kind, document, pointer, found, reading)


def _report(
    reading: _Reading, document: Document, flaw: Flaw, kind: str = "", base: Pointer = ()
) -> None:
    pointer = (*base, *flaw.pointer)
    data = _value(document, base) if kind else {}
    ident = data.get("id", "") if isinstance(data, dict) else ""
    ident = "catalog" if kind == Settings.kind else ident
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
    text = f"This file has {MAX_FLAWS} errors or more; what stands from here on is not used."
    _report(reading, document, Flaw(pointer, text))
    reading.unparsed.add(document.file)


def _value(document: Document, pointer: Pointer) -> Any:
    value = document.data
    for part in pointer:
        value = value[part]
    return value


def _keep(
    kind: str, document: Document, pointer: Pointer, found: list[Flaw], reading: _Reading
) -> None:
    """Keep what is sound of an entity: a value that fails the schema is a missing one."""
    data = _value(document, pointer)
    cut: tuple[Pointer, ...] = ()
    if found:
        data, cut = sound_part(kind, data, found)
    if data is not None:
        reading.entries.append(_Entry(kind, data, Origin(document, pointer, cut)))


def _assemble(reading: _Reading) -> Catalog:
    """Build the entities; of several with one id the first in the order of files stays."""
    settings = _settings(reading)
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
            reading.misshapen.add(entity.origin.document.file)
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
        message=f"The id `{entity.id}` is taken: the {first.kind} {shown(first.name)} has it, in "
        f"{there.file}:{there.line}.{shared} An id says which one is meant everywhere.",
        fix="Give one of them another id, and use it where that one is meant.",
        related=(Related(there, "The id is taken here."),),
    )


def _settings(reading: _Reading) -> Settings:
    """Return the catalog's settings, the defaults where its file could not be read."""
    entries = [each for each in reading.entries if each.kind == "Catalog"]
    mains = [each for each in entries if each.origin.document.file == reading.main]
    if not mains:
        return _missing_settings(reading)
    settings = _build_settings(mains[0].data, mains[0].origin)
    for other in entries:
        if other is not mains[0]:
            reading.problems.append(("duplicate-id", _second_catalog(other.origin, settings)))
    return settings


def _build_settings(data: dict[str, Any], origin: Origin) -> Settings:
    entity = Builder({}).entity("Catalog", data, origin)
    return cast("Settings", entity)


def _missing_settings(reading: _Reading) -> Settings:
    document, _ = parse(reading.main, b"")
    origin = Origin(cast("Document", document))
    if reading.main not in reading.unparsed | reading.misshapen:
        text = "This file holds the catalog's settings: it should say `kind: Catalog` and a name."
        fix = "Write `kind: Catalog` and `name: ...` here; other entries go to files of their own."
        reading.problems.append(("schema", Problem(message=text, location=origin.at(), fix=fix)))
        reading.misshapen.add(reading.main)
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
