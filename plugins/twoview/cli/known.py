"""Findings that are known: those of another revision, and those of a baseline."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from twoview.cli.common import DEFAULT_CATALOG, cannot
from twoview.cli.outputs import write

if TYPE_CHECKING:
    from twoview.check import Report
    from twoview.diff import State
    from twoview.model import Catalog

since_option = click.option(
    "--since",
    "revision",
    metavar="REVISION",
    help="Tell only findings that this revision of the catalog does not have.",
)
baseline_option = click.option(
    "--baseline",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Tell only findings that this file does not have.",
)
write_baseline_option = click.option(
    "--write-baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write all findings to this file, as known ones.",
)


def checked_both(folder: Path, today: date, revision: str) -> tuple[State, State]:
    """Check the catalog in a folder as it stands in a revision, and as it is there."""
    from twoview.cli import states
    from twoview.load import Memory

    memory = Memory()
    after = states.after(folder, None, today, memory)
    return states.before(folder, revision, after, memory), after


def without_known(report: Report, catalog: Catalog, baseline: Path, folder: Path) -> Report:
    """Return a report without what a baseline has; tell what that has and is found no more."""
    from twoview.baseline import BrokenBaseline, identities, read

    rewrite = f"twoview check {_named(folder)}--write-baseline {quote(str(baseline))}"
    try:
        known = read(baseline.read_text(encoding="utf-8"), _beginning(catalog))
    except (BrokenBaseline, UnicodeDecodeError) as error:
        text = f"{baseline} is no baseline: {error}. Write it with: {rewrite}"
        raise cannot(text) from error
    except OSError as error:
        raise cannot(f"{baseline} cannot be read: {error.strerror or error}.") from error
    if stale := (known - identities(report.findings)).total():
        nouns = "finding of {} is" if stale == 1 else "findings of {} are"
        text = f"{stale} {nouns.format(baseline)} no longer there; bring it up to date with:"
        click.echo(f"{text} {rewrite}", err=True)
    return report.without(known, str(baseline))


def written_down(report: Report, catalog: Catalog, baseline: Path) -> Report:
    """Write all findings of a report to a baseline; return the report without them."""
    from twoview.baseline import identities, written

    known = identities(report.findings)
    write(baseline, written(known, _beginning(catalog)))
    return report.without(known, str(baseline))


def _beginning(catalog: Catalog) -> str:
    """Return what the names of all files of a catalog begin with."""
    from twoview.load import SETTINGS_FILE

    return catalog.settings.origin.document.file.removesuffix(SETTINGS_FILE)


def _named(folder: Path) -> str:
    return "" if folder == DEFAULT_CATALOG else f"{quote(str(folder))} "
