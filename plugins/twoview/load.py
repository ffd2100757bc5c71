"""A folder of YAML files made into a catalog, with a problem for whatever could not be read."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from twoview.finding import Problem, Related
from twoview.flaw import Flaw, sentence, shown
from twoview.folder import SUFFIXES, File, display_name, find, from_here, read
from twoview.model import Catalog, Entity, Origin, Settings
from twoview.reading import Entry, Memory, Reading, value_at
from twoview.shape import MAX_FLAWS
from twoview.source import Defect, Document, Location, Pointer, parse

__all__ = [
    "SETTINGS_FILE",
    "SUFFIXES",
    "CatalogNotFound",
    "File",
    "Loaded",
    "Memory",
    "display_name",
    "find",
    "load",
    "load_folder",
    "nothing",
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
class _Gathered:
    """What has been gathered while files are read one after another; `main` has the settings."""

    main: str
    memory: Memory
    entries: list[Entry] = field(default_factory=list)
    problems: list[tuple[str, Problem]] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    unparsed: set[str] = field(default_factory=set)
    misshapen: set[str] = field(default_factory=set)


def load_folder(
    folder: Path,
    progress: Progress | None = None,
    *,
    shown_as: Path | None = None,
    memory: Memory | None = None,
) -> Loaded:
    """Return the catalog in a folder, which findings name as `shown_as`.

    Raises CatalogNotFound when the folder has no `catalog.yaml`. Everything else that is wrong is a
    problem in the result.
    """
    # Unlike Path.is_file, this does not raise where the folder is closed.
    if not os.path.isfile(folder / SETTINGS_FILE):  # noqa: PTH113
        raise CatalogNotFound(
            f"There is no {SETTINGS_FILE} in {folder}/. A catalog is a folder with a "
            f"{SETTINGS_FILE} (kind: Catalog) in it; "
            f"name the folder with --catalog{_nearby(folder)}."
        )
    shown = shown_as or from_here(folder)
    names = sorted(find(folder))
    files = (read(folder, name, shown) for name in names)
    counted = _counted(files, len(names), progress)
    return load(counted, display_name(shown, SETTINGS_FILE), memory)


def _nearby(folder: Path) -> str:
    """Return the nearest catalog here or further up as an example, empty where there is none."""
    here = Path.cwd()
    around = (each / name for each in (here, *here.parents) for name in (".", folder.name))
    found = next((each for each in around if os.path.isfile(each / SETTINGS_FILE)), None)  # noqa: PTH113
    return f", as in --catalog {shlex.quote(os.path.relpath(found))}" if found else ""


def nothing() -> Loaded:
    """Return a catalog in which there is nothing."""
    return Loaded(load([], SETTINGS_FILE).catalog, ())


def _counted(files: Iterable[File], total: int, progress: Progress | None) -> Iterator[File]:
    for count, file in enumerate(files, 1):
        yield file
        if progress:
            progress(count, total)


def load(files: Iterable[File], main: str, memory: Memory | None = None) -> Loaded:
    """Return the catalog that files make up; `main` is the name of the file with its settings.

    What a `memory` has read before is not read again.
    """
    gathered = _Gathered(main, Memory() if memory is None else memory)
    for file in files:
        if file.refusal:
            _refuse(file.name, *file.refusal, gathered)
        else:
            _take_up(file, gathered)
    return Loaded(_assemble(gathered), tuple(gathered.problems))


def _refuse(name: str, rule: str, why: str, gathered: _Gathered) -> None:
    gathered.problems.append((rule, Problem(message=why, location=Location(name, 1, 1, 1, 1))))
    if rule == "invalid-yaml":
        # What cannot be read may define anything; what is not to be read defines nothing.
        gathered.unparsed.add(name)


def _take_up(file: File, gathered: _Gathered) -> None:
    """Keep the entities of a file, and tell what is wrong with it, under its name."""
    name, reading = file.name, gathered.memory.read(file.content)
    gathered.sources[name] = file.content.decode("utf-8", "replace").removeprefix("\ufeff")
    gathered.problems += [(each.rule, _problem(each, name)) for each in reading.defects]
    if reading.document is None:
        gathered.unparsed.add(name)
        return
    if reading.defects:
        gathered.misshapen.add(name)
    # The settings file may be empty: that is all defaults, and told as such.
    if reading.document.data is not None or name != gathered.main:
        gathered.entries += gathered.memory.entries(name, file.content)
        _tell(replace(reading.document, file=name), reading, gathered)


def _tell(document: Document, reading: Reading, gathered: _Gathered) -> None:
    """Report what does not fit in a document."""
    for flaw in reading.wrong:
        _report(gathered, document, flaw)
    for part in reading.parts:
        for flaw in part.flaws:
            _report(gathered, document, flaw, part.kind, part.pointer)
    if reading.given_up is not None:
        _give_up(document, gathered, reading.given_up)


def _problem(defect: Defect, file: str) -> Problem:
    return Problem(
        message=sentence(defect.message),
        location=replace(defect.location, file=file),
        pointer=defect.pointer,
        fix=defect.fix,
    )


def _report(
    gathered: _Gathered, document: Document, flaw: Flaw, kind: str = "", base: Pointer = ()
) -> None:
    pointer = (*base, *flaw.pointer)
    data = value_at(document, base) if kind else {}
    ident = data.get("id", "") if isinstance(data, dict) else ""
    ident = "catalog" if kind == Settings.kind else ident
    gathered.misshapen.add(document.file)
    gathered.problems.append(
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


def _give_up(document: Document, gathered: _Gathered, pointer: Pointer) -> None:
    text = f"This file has {MAX_FLAWS} errors or more; what stands from here on is not used."
    _report(gathered, document, Flaw(pointer, text))
    gathered.unparsed.add(document.file)


def _assemble(gathered: _Gathered) -> Catalog:
    """Build the entities; of several with one id the first in the order of files stays."""
    settings = _settings(gathered)
    memory, schedules = gathered.memory, settings.schedules
    kept: dict[str, dict[str, Entity]] = {}
    nodes: dict[str, Entity] = {}
    for entry in gathered.entries:
        if entry.kind == "Catalog":
            continue
        entity = memory.entity(entry, schedules)
        is_node = entry.kind in ("Service", "Component")
        space = nodes if is_node else kept.setdefault(entity.plural, {})
        if first := space.get(entity.id):
            gathered.problems.append(("duplicate-id", _duplicate(entity, first)))
            gathered.misshapen.add(entity.origin.document.file)
            continue
        space[entity.id] = entity
        kept.setdefault(entity.plural, {})[entity.id] = entity
    by_kind: dict[str, Any] = {
        plural: dict(sorted(entities.items())) for plural, entities in kept.items()
    }
    return Catalog(
        settings=settings,
        sources=gathered.sources,
        unparsed=frozenset(gathered.unparsed),
        misshapen=frozenset(gathered.misshapen),
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


def _settings(gathered: _Gathered) -> Settings:
    """Return the catalog's settings, the defaults where its file could not be read."""
    entries = [each for each in gathered.entries if each.kind == "Catalog"]
    mains = [each for each in entries if each.origin.document.file == gathered.main]
    if not mains:
        return _missing_settings(gathered)
    settings = cast("Settings", gathered.memory.entity(mains[0], {}))
    for other in entries:
        if other is not mains[0]:
            gathered.problems.append(("duplicate-id", _second_catalog(other.origin, settings)))
    return settings


def _missing_settings(gathered: _Gathered) -> Settings:
    document, _ = parse(gathered.main, b"")
    origin = Origin(cast("Document", document))
    if gathered.main not in gathered.unparsed | gathered.misshapen:
        text = "This file holds the catalog's settings: it should say `kind: Catalog` and a name."
        fix = "Write `kind: Catalog` and `name: ...` here; other entries go to files of their own."
        gathered.problems.append(("schema", Problem(message=text, location=origin.at(), fix=fix)))
        gathered.misshapen.add(gathered.main)
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
