"""What checking is about: severities, problems with a place, findings, and rules."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from textwrap import dedent
from typing import Any

from twoview.model import Entity, Waiver
from twoview.source import Location, Pointer


class Severity(StrEnum):
    """How much a finding weighs; greater is worse."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def weight(self) -> int:
        """0 for info, 1 for warning, 2 for error."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that has to do with a problem, and why."""

    location: Location
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What a rule found: a message at a place; a waiver may name its `customer` and `metric`.

    `priorities` are those of the promises that it is about, where it is about such.
    """

    message: str
    location: Location
    entity: str = ""
    kind: str = ""
    pointer: Pointer = ()
    fix: str | None = None
    related: tuple[Related, ...] = ()
    customer: str | None = None
    metric: str | None = None
    priorities: tuple[str, ...] = ()

    @classmethod
    def at(
        cls, entity: Entity, *path: str | int, message: str, key: bool = False, **more: Any
    ) -> Problem:
        """Return a problem of an entity at the value on this path inside it (or at its key)."""
        return cls(
            message=message,
            location=entity.origin.at(*path, key=key),
            entity=entity.id,
            kind=entity.kind,
            pointer=entity.origin.written(path),
            **more,
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem under the name of its rule, with the severity that the catalog gives it."""

    rule: str
    severity: Severity
    problem: Problem

    @property
    def place(self) -> tuple[str, int, int, str, str]:
        """The key that sorts findings by place."""
        at = self.problem.location
        return (at.file, at.line, at.column, self.rule, self.problem.message)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that a waiver silences: an accepted risk."""

    finding: Finding
    waiver: Waiver


Check = Callable[[Any], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is checked, with its documentation and the examples that test it.

    `absence` marks a rule that speaks of something missing: its problems are held back where a file
    that could not be read may hold what is missed. `of_waivers` marks a rule that is given the use
    of every waiver (WaiverUse) instead of the estate.
    """

    name: str
    family: str
    severity: Severity
    summary: str
    rationale: str
    bad: str
    good: str
    check: Check = field(repr=False)
    absence: bool = False
    waivable: bool = True
    of_waivers: bool = False


@dataclass(frozen=True, slots=True)
class WaiverUse:
    """A waiver, the entity that carries it and where, and the problems that it speaks of."""

    entity: Entity
    index: int
    waiver: Waiver
    rule: Rule
    silences: tuple[Problem, ...]
    expired: bool


RULES: dict[str, Rule] = {}
"""Every rule that has been made, by name."""


def rule(
    name: str,
    severity: Severity,
    *,
    bad: str,
    good: str,
    absence: bool = False,
    waivable: bool = True,
    of_waivers: bool = False,
) -> Callable[[Check], Rule]:
    """Make a rule of a function that yields the problems of an estate.

    The first line of the function's docstring is the rule's summary, the rest its rationale, and
    the last part of its module's name its family. `bad` and `good` are small catalogs; the mark
    `# <- name` in `bad` stands on each line where the rule must find something.
    """

    def make(check: Check) -> Rule:
        summary, _, rationale = inspect.cleandoc(check.__doc__ or "").partition("\n")
        RULES[name] = made = Rule(
            name=name,
            family=check.__module__.rpartition(".")[2],
            severity=severity,
            summary=summary,
            rationale=rationale.strip(),
            bad=dedent(bad).strip() + "\n",
            good=dedent(good).strip() + "\n",
            check=check,
            absence=absence,
            waivable=waivable,
            of_waivers=of_waivers,
        )
        return made

    return make
