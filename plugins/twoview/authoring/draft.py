"""An entity that is being written: what is given, what its schema still asks for, and its text."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from posixpath import dirname, join, relpath
from typing import Any

from twoview.authoring.begun import begun
from twoview.authoring.fields import Field, fields, order
from twoview.authoring.known import choices
from twoview.authoring.written import fields as written
from twoview.authoring.written import item
from twoview.flaw import Flaw
from twoview.model import KINDS, Catalog
from twoview.shape import flaws

DEFAULTS = {"Service": {"status": "proposed"}}
"""What stands where nothing is given."""

_MODELINE = re.compile(r"# yaml-language-server: \$schema=(?P<folder>\S*/)[a-z]+\.schema\.json\s*")


@dataclass(frozen=True, slots=True)
class Draft:
    """The data of an entity as far as it is given, in the order of its schema.

    `catalog` is the one that it is written for.
    """

    kind: str
    data: Mapping[str, Any]
    catalog: Catalog

    @property
    def id(self) -> str:
        """The entity's id."""
        return str(self.data["id"])

    @property
    def missing(self) -> dict[str, Flaw]:
        """What the schema asks for and is not there, by the field's name."""
        return {str(each.pointer[0]): each for each in self._flaws() if _asks(each)}

    @property
    def wrong(self) -> list[Flaw]:
        """What is given and does not fit the schema."""
        return [each for each in self._flaws() if not _asks(each)]

    def whole(self) -> dict[str, Any]:
        """Return the data with each missing field as None, in the order of the schema."""
        missing = self.missing
        names = [each for each in order(self.kind) if each in self.data or each in missing]
        return {name: self.data.get(name) for name in names}

    def lines(self) -> list[str]:
        """Return the fields as YAML; what is missing is empty, and a comment says what it means.

        Where a service is left to be filled in, comments show what else most services have.
        """
        asked = fields(self.kind)
        hints = {name: f"{asked[name].hint}{choices(asked[name], self.catalog)}" for name in asked}
        is_begun = self.kind == "Service" and self.missing
        return [
            *written(self.whole(), hints),
            *(begun(self.data, self.catalog) if is_begun else ()),
        ]

    def text(self, modeline: str = "") -> str:
        """Return a whole file that holds the entity alone."""
        lines = [*([modeline] if modeline else []), f"kind: {self.kind}", *self.lines()]
        return "".join(f"{line}\n" for line in lines)

    def listed(self, modeline: str = "") -> str:
        """Return a whole file that begins a list with the entity."""
        head = [*([modeline] if modeline else []), f"{KINDS[self.kind].plural}:"]
        return "".join(f"{line}\n" for line in [*head, *item(self.lines(), 2)])

    def _flaws(self) -> list[Flaw]:
        return flaws(self.kind, {"kind": self.kind, **self.data})


def _asks(flaw: Flaw) -> bool:
    """Whether a flaw is that a field of the entity itself is missing."""
    return flaw.missing and len(flaw.pointer) == 1


def drafted(kind: str, ident: str, given: Mapping[str, Any], catalog: Catalog) -> Draft:
    """Return a new entity; `given` has plain values by the name of the field, lists as sequences.

    An entry of a list may be followed by a colon and a choice: `readers:partnership`. Values may be
    given for each priority: `P1=4h,P2=8h`.
    """
    known = fields(kind)
    data: dict[str, Any] = {"id": ident, **DEFAULTS.get(kind, {})}
    for name, value in given.items():
        field = known[name]
        holder = data.setdefault(field.inside, {}) if field.inside else data
        holder[name] = _value(field, value)
    _share_out(data, catalog)
    return Draft(kind, {name: data[name] for name in order(kind) if name in data}, catalog)


def _value(field: Field, value: Any) -> Any:
    if field.many:
        return [_entry(field, each) for each in value]
    if field.by_priority and "=" in value:
        pairs = (each.partition("=") for each in value.split(","))
        return {priority.strip(): time.strip() for priority, _, time in pairs}
    return value


def _entry(field: Field, text: str) -> object:
    ident, _, choice = text.partition(":") if field.detail else (text, "", "")
    if choice or field.is_map:
        return {"id": ident, field.detail: choice or next(iter(field.choices))}
    return ident


def _share_out(data: dict[str, Any], catalog: Catalog) -> None:
    """Move outcomes to the customers who want them; what no customer wants stays where it is."""
    engaged = [each for each in data.get("customers", ()) if isinstance(each, dict)]
    outcomes: Sequence[str] = data.get("outcomes", ())
    taken: set[str] = set()
    for customer in engaged:
        wanted = [each for each in outcomes if customer["id"] in _wanted_by(each, catalog)]
        if wanted:
            customer["outcomes"] = wanted
            taken.update(wanted)
    if taken:
        data["outcomes"] = [each for each in outcomes if each not in taken]
        if not data["outcomes"]:
            del data["outcomes"]


def _wanted_by(outcome: str, catalog: Catalog) -> Collection[str]:
    found = catalog.outcomes.get(outcome)
    return found.customers if found else ()


def modeline(kind: str, file: str, catalog: Catalog) -> str:
    """Return the line that names a file's schema for editors, as other files of the catalog do.

    Empty where no file of the catalog has one.
    """
    for other, text in sorted(catalog.sources.items()):
        if found := _MODELINE.fullmatch(text.partition("\n")[0]):
            folder = found["folder"]
            if "://" not in folder:
                folder = relpath(join(dirname(other), folder), dirname(file) or ".") + "/"
            return f"# yaml-language-server: $schema={folder}{kind.lower()}.schema.json"
    return ""
