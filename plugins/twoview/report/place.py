"""Files named from the root of the repository, as build servers want them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twoview.check import Report
    from twoview.diff import Diff
    from twoview.finding import Finding
    from twoview.model import Catalog

Naming = Callable[[str], str]
"""Makes the name of a file, as findings show it, another one."""

_ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")


def repository(here: Path, environment: Mapping[str, str]) -> Path:
    """Return the root of the repository around a folder, or the folder where there is none.

    A build server says where it has put the repository; elsewhere it is known by its `.git`.
    """
    named = (Path(environment[name]).resolve() for name in _ROOTS if environment.get(name))
    around = (each for each in (here, *here.parents) if (each / ".git").exists())
    return next((each for each in named if here.is_relative_to(each)), next(around, here))


def from_the_root() -> Naming:
    """Return what makes names seen from the working folder names seen from its repository."""
    here = Path.cwd()
    return naming(here, repository(here, os.environ))


def naming(here: Path, root: Path) -> Naming:
    """Return what makes names seen from `here` names seen from `root`, absolute outside it."""

    def name(file: str) -> str:
        path = Path(os.path.normpath(here / file))
        return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()

    return name


def renamed(report: Report, name: Naming) -> Report:
    """Return a report in which every file has its new name."""
    return replace(
        report,
        findings=tuple(_finding(each, name) for each in report.findings),
        accepted=tuple(
            replace(each, finding=_finding(each.finding, name)) for each in report.accepted
        ),
    )


def renamed_files(catalog: Catalog, name: Naming) -> Catalog:
    """Return a catalog whose list of files has the new names; its entities are as they were."""
    return replace(
        catalog,
        sources={name(file): text for file, text in catalog.sources.items()},
        unparsed=frozenset(map(name, catalog.unparsed)),
        misshapen=frozenset(map(name, catalog.misshapen)),
    )


def renamed_diff(diff: Diff, name: Naming) -> Diff:
    """Return a diff in which every file that it tells of has its new name."""
    return replace(
        diff,
        new=tuple(_finding(each, name) for each in diff.new),
        gone=tuple(_finding(each, name) for each in diff.gone),
        rewritten=tuple(map(name, diff.rewritten)),
        moved=tuple(map(name, diff.moved)),
    )


def _finding(finding: Finding, name: Naming) -> Finding:
    problem = finding.problem
    location = replace(problem.location, file=name(problem.location.file))
    related = tuple(
        replace(each, location=replace(each.location, file=name(each.location.file)))
        for each in problem.related
    )
    return replace(finding, problem=replace(problem, location=location, related=related))
