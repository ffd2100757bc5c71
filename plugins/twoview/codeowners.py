"""Who reviews which file: lines for CODEOWNERS from the owners that the catalog names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from twoview.model import Catalog, Entity, Team

BEGIN, END = "# BEGIN twoview", "# END twoview"
FOLDERS: Mapping[str, Sequence[str]] = {
    "github": (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"),
    "gitlab": ("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"),
}
"""Where each forge looks for the file, the first one that is there."""

DEFAULT = {"github": ".github/CODEOWNERS", "gitlab": "CODEOWNERS"}
"""Where a new one goes, by the forge."""

_NOTE = (
    "# Written by `twoview codeowners` from the owners that the catalog names; change them there."
)
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_SPECIAL = re.compile(r"([\\\s#*?\[\]])")


class BrokenBlock(Exception):  # noqa: N818 - a state of affairs, told to the user
    """The marks in the file do not enclose one block; the message says what is there."""


@dataclass(frozen=True, slots=True)
class Owned:
    """The files with their owners as the forge knows them, and why others have none."""

    handles: Mapping[str, Sequence[str]]
    left_out: Sequence[str]

    def block(self) -> list[str]:
        """Return the lines between the marks, and the marks."""
        rows = [f"{_escaped(file)} {' '.join(who)}" for file, who in self.handles.items()]
        return [BEGIN, _NOTE, *rows, END]


def owned(catalog: Catalog, name: Callable[[str], str]) -> Owned:
    """Return who owns the files of a catalog; `name` makes a file's name one from the root."""
    handles: dict[str, Sequence[str]] = {}
    left_out: list[str] = []
    for file, teams in sorted(_teams(catalog).items()):
        known = [catalog.teams[each] for each in teams if each in catalog.teams]
        found = list(dict.fromkeys(filter(None, map(handle, known))))
        nameless = [e for e in teams if e not in catalog.teams or not handle(catalog.teams[e])]
        if found and name(file).isprintable():
            handles[name(file)] = found
            if nameless:
                reason = _reason(file, nameless, catalog)
                left_out.append(f"{name(file)} is not reviewed by all who answer for it: {reason}")
        else:
            left_out.append(f"{name(file)} has no owner: {_reason(file, teams, catalog)}")
    return Owned(handles, left_out)


def handle(team: Team) -> str:
    """Return how a forge knows a team: its handle, else its address; empty where it has neither."""
    if team.handle:
        return f"@{team.handle.removeprefix('@')}"
    return team.contact if _MAIL.fullmatch(team.contact) else ""


def updated(text: str, block: Sequence[str]) -> str:
    """Return a file with its block replaced, or added at the end; all else stays as it is.

    Raises BrokenBlock where the marks are not one pair.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    written = "".join(f"{line}{newline}" for line in block)
    rows = text.splitlines(keepends=True)
    begins, ends = (_at(rows, mark) for mark in (BEGIN, END))
    if not begins and not ends:
        gap = newline if text and not text.endswith(("\n", "\r")) else ""
        return f"{text}{gap}{newline if text else ''}{written}"
    if len(begins) != 1 or len(ends) != 1 or begins[0] > ends[0]:
        raise BrokenBlock(
            f"`{BEGIN}` stands on {len(begins)} lines and `{END}` on {len(ends)}; leave one of "
            "each, in this order"
        )
    return "".join([*rows[: begins[0]], written, *rows[ends[0] + 1 :]])


def _at(rows: Sequence[str], mark: str) -> list[int]:
    return [number for number, row in enumerate(rows) if row.strip() == mark]


def _teams(catalog: Catalog) -> dict[str, list[str]]:
    """Return the ids of the teams that each file names as owners, once each, sorted."""
    found: dict[str, set[str]] = {}
    for entity in catalog.entities:
        found.setdefault(entity.origin.document.file, set()).update(_owners(entity))
    return {file: sorted(teams) for file, teams in found.items() if teams}


_ANSWERS = {"Service": "owner", "Component": "team", "Team": "id"}
"""The field that names the team that answers for an entity, by its kind."""


def _owners(entity: Entity) -> list[str]:
    ident = getattr(entity, _ANSWERS.get(entity.kind, ""), None)
    return [ident] if ident else []


def _reason(file: str, teams: Sequence[str], catalog: Catalog) -> str:
    names = ", ".join(f"`{each}`" for each in teams)
    noun = "team" if len(teams) == 1 else "teams"
    if not any(each in catalog.teams for each in teams):
        return f"there is no {noun} {names}."
    if not file.isprintable():
        return "its name has characters that no line can hold."
    return (
        f"{noun} {names} {'has' if len(teams) == 1 else 'have'} no handle, and no mail address as "
        f'contact. Add one in the file of the team, as in `handle: "@store/{teams[0]}"`.'
    )


def _escaped(file: str) -> str:
    """Return a file as a pattern from the repository's root that means this file alone."""
    return "/" + _SPECIAL.sub(r"\\\1", file)
