"""The small catalog that the examples of rules about promises vary."""

from __future__ import annotations

from textwrap import indent

_CATALOG = """\
kind: Service
id: email
name: Email
status: live
audience: internal
owner: workplace
summary: Send and receive mail.
commitments:
{promise}
requires:
{requires}
---
components:
{components}
---
teams:
  - id: workplace
    name: Workplace
{team}
"""
_COMPONENT = """\
  - id: {ident}
    name: {name}
    type: {kind}
    team: workplace
"""


def email(promise: str, *parts: str, requires: str = "", team: str = "hours: 24x7") -> str:
    """Return a catalog with one service, what it promises, its parts and the team behind it.

    What it requires is all its parts unless it is said.
    """
    ids = [part.split()[2] for part in parts]
    return _CATALOG.format(
        promise=indent(promise, "  "),
        requires=indent(requires or "\n".join(f"- {ident}" for ident in ids), "  "),
        components="".join(parts).rstrip(),
        team=indent(team, "    "),
    )


def server(targets: str, ident: str = "mail-server", more: str = "", mark: str = "") -> str:
    """Return a server that is run to targets; a rule may have a mark at its id."""
    return _part(ident, "server", targets, more, mark)


def database(targets: str) -> str:
    """Return a database that is run to targets."""
    return _part("mailboxes", "database", targets)


def _part(ident: str, kind: str, targets: str, more: str = "", mark: str = "") -> str:
    name = ident.replace("-", " ").capitalize()
    head = _COMPONENT.format(ident=ident + (mark and f"   # <- {mark}"), name=name, kind=kind)
    fields = f"targets:\n{indent(targets, '  ')}\n" if targets else ""
    return head + indent(fields + (f"{more}\n" if more else ""), "    ")
