"""A new repository for a catalog: its files as texts, from templates and the schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from urllib.parse import quote

from twoview import __version__
from twoview.authoring.written import scalar
from twoview.codeowners import DEFAULT, owned, updated
from twoview.load import File, load
from twoview.model import KINDS
from twoview.shape import flaws, schema_folder
from twoview.values import InvalidValue

CATALOG = "services"
SCHEMAS = ".twoview/schema"
"""Where a repository keeps the schemas for its editors."""

_CONTRACT_YEARS = 3


def scaffold(name: str, forge: str, today: date, below: str = "") -> dict[str, str]:
    """Return the files of a new repository by their path, for `github`, `gitlab` or `none`.

    Where it is to be a folder `below` the root of a larger repository, what a forge reads in the
    root alone is left out.

    Raises InvalidValue for a name that no catalog can have.
    """
    if wrong := flaws("Catalog", {"kind": "Catalog", "name": name}):
        raise InvalidValue(f"{wrong[0].message} {wrong[0].fix or ''}".strip())
    is_root = forge in DEFAULT and not below
    found = dict(_templates("common")) | dict(_templates(forge) if is_root else ())
    values = {**_values(today), "@@below@@": quote(f"{below}/") if below else ""}
    made = {path: _filled(text, path, name, values) for path, text in found.items()}
    made |= dict(_schemas())
    if is_root:
        made[DEFAULT[forge]] = _codeowners(made)
    return dict(sorted(made.items()))


def forge_files(forge: str) -> list[str]:
    """Return the paths of what `github` or `gitlab` reads in the root of a repository."""
    return sorted([*dict(_templates(forge)), DEFAULT[forge]])


def _templates(folder: str) -> Iterator[tuple[str, str]]:
    """Yield all files below a folder of templates, hidden ones too, by their path from there."""
    root = files("twoview.scaffold") / "templates" / folder
    return _below(root, PurePosixPath()) if root.is_dir() else iter(())


def _below(folder: Traversable, path: PurePosixPath) -> Iterator[tuple[str, str]]:
    for each in folder.iterdir():
        if each.is_dir():
            yield from _below(each, path / each.name)
        else:
            yield str(path / each.name), each.read_text(encoding="utf-8")


def _values(today: date) -> dict[str, str]:
    """Return what stands for the marks in templates, but for the name."""
    return {
        "@@today@@": today.isoformat(),
        "@@contract-end@@": f"{today.year + _CONTRACT_YEARS}-12-31",
        "@@version@@": __version__,
    }


def _filled(text: str, path: str, name: str, values: Mapping[str, str]) -> str:
    """Return a template with the name, as its format wants it, and the values in their places."""
    for mark, value in values.items():
        text = text.replace(mark, value)
    return text.replace("@@name@@", scalar(name) if path.endswith((".yaml", ".yml")) else name)


def _schemas() -> Iterator[tuple[str, str]]:
    for kind in KINDS:
        name = f"{kind.lower()}.schema.json"
        yield f"{SCHEMAS}/{name}", (schema_folder() / name).read_text(encoding="utf-8")


def _codeowners(made: Mapping[str, str]) -> str:
    catalog = [
        File(path, text.encode()) for path, text in made.items() if path.startswith(f"{CATALOG}/")
    ]
    loaded = load(catalog, f"{CATALOG}/catalog.yaml")
    return updated("", owned(loaded.catalog, str).block())
