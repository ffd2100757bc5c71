"""What a file says that it holds: one entity, or a list of entities of one kind."""

from __future__ import annotations

from itertools import islice
from typing import Any

from twoview.flaw import Flaw, shown
from twoview.model import KINDS, LISTED
from twoview.shape import MAX_FLAWS
from twoview.source import Pointer
from twoview.values import did_you_mean


def entries(data: object) -> tuple[str, list[Pointer], list[Flaw]]:
    """Return the kind of a file's entities, where they stand, and what is wrong around them."""
    if not isinstance(data, dict):
        what = "nothing" if data is None else shown(data)
        return "", [], [Flaw((), f"The file holds {what}. {_EXPECTED}")]
    if "kind" in data:
        return _single(data["kind"])
    listed = [key for key in data if key in LISTED]
    # A service has customers and outcomes too: with an id they are its fields.
    if not listed or "id" in data:
        return "", [], [_without_kind(data)]
    return _listed(data, listed[0])


_EXPECTED = (
    "A catalog file holds one entity (`kind: Team` and its fields) or a list of entities of one "
    f"kind ({', '.join(f'`{plural}: [...]`' for plural in LISTED)})."
)
_OF_ITS_OWN = "A service always has a file of its own, named `<id>.yaml`, with `kind: Service`."


def _single(kind: object) -> tuple[str, list[Pointer], list[Flaw]]:
    if isinstance(kind, str) and kind in KINDS:
        return kind, [()], []
    near = did_you_mean(kind, KINDS) if isinstance(kind, str) else None
    hint = f" Did you mean `{near}`?" if near else ""
    text = f"`kind` is {shown(kind)}; it should be one of {', '.join(KINDS)}.{hint}"
    return "", [], [Flaw(("kind",), text, fix=near and f"Write `kind: {near}`.")]


def _without_kind(data: dict[str, Any]) -> Flaw:
    if "services" in data:
        return Flaw(
            ("services",), f"This looks like a list of services. {_OF_ITS_OWN}", on_key=True
        )
    for key in islice(data, 0 if "id" in data else _FEW):
        if near := did_you_mean(key, ("kind", *LISTED)):
            text = f"{shown(key)} is unknown here; did you mean `{near}`? {_EXPECTED}"
            return Flaw((key,), text, fix=f"Rename it to `{near}`.", on_key=True)
    text = f"`kind` is missing. {_EXPECTED}"
    return Flaw(("kind",), text, fix="Add a line such as `kind: Service`.", missing=True)


_FEW = 20


def _listed(data: dict[str, Any], key: str) -> tuple[str, list[Pointer], list[Flaw]]:
    others = (each for each in data if each != key and not each.startswith("x-"))
    wrong = [_beside(each, key) for each in islice(others, MAX_FLAWS)]
    entries = data[key]
    if isinstance(entries, list) and entries:
        return LISTED[key], [(key, index) for index in range(len(entries))], wrong
    what = "empty" if not entries else shown(entries)
    text = f"`{key}` is {what}; it should be a list of entries of kind `{LISTED[key]}`."
    fix = "Put a dash in front of the first field of each entry: `- id: ...`."
    return "", [], [*wrong, Flaw((key,), text, fix=fix)]


def _beside(name: str, key: str) -> Flaw:
    if name == "services":
        return Flaw((name,), f"`services` cannot stand here. {_OF_ITS_OWN}", on_key=True)
    return Flaw(
        (name,),
        f"{shown(name)} cannot stand beside `{key}`: such a file has one list of one kind, and "
        "nothing else but fields that start with `x-`.",
        fix="Move it to a file of its own.",
        on_key=True,
    )
