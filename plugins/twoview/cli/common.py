"""What all commands share: options, the loading of a catalog, and how a command gives up."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from twoview.check import Report
    from twoview.finding import Rule
    from twoview.judged import Judged

# What options can be is spelled out here, so that --help need not import what reads a catalog.
DEFAULT_CATALOG = Path("services")
FORMATS = ("text", "json", "github")
ANSWER_FORMATS = ("text", "json")
MOST_ERRORS = 20
SEVERITIES = ("error", "warning", "info")
VERDICTS = ("kept", "short", "unbacked", "unjudged")


class CannotRun(click.ClickException):
    """The command cannot do what it was asked for; the message says why."""

    exit_code = 2


def day_of(_context: click.Context, _option: click.Parameter, text: str | None) -> date:
    """Return the day that an option names; without one, today."""
    from twoview.today import utc_today
    from twoview.values import InvalidValue, parse_date

    try:
        return parse_date(text) if text is not None else utc_today()
    except InvalidValue as error:
        raise click.BadParameter(str(error)) from None


def format_option(forms: Sequence[str]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return the option --format for these formats."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default="text",
        show_default=True,
        help="What is written to standard output.",
    )


directory_argument = click.argument(
    "directory", metavar="[DIR]", type=click.Path(path_type=Path), required=False
)
catalog_option = click.option(
    "--catalog",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder of the catalog.  [default: services]",
)
today_option = click.option(
    "--today",
    callback=day_of,
    metavar="YYYY-MM-DD",
    help="The day that counts as today.  [default: the date in UTC]",
)


def chosen_folder(directory: Path | None, catalog: Path | None) -> Path:
    """Return the folder that the argument or the option names."""
    if directory and catalog and directory != catalog:
        raise click.UsageError(f"DIR is {directory} and --catalog is {catalog}: name one folder.")
    return directory or catalog or DEFAULT_CATALOG


def checked(folder: Path, today: date) -> tuple[Judged, Report]:
    """Load and check the catalog in a folder."""
    from twoview.check import check as find
    from twoview.judged import Judged
    from twoview.load import CatalogNotFound, load_folder
    from twoview.progress import Progress
    from twoview.rules import RulesNotLoaded

    try:
        loaded = load_folder(folder, Progress(sys.stderr) if sys.stderr.isatty() else None)
        # What was loaded stays to the end; the collector need not go through it again and again.
        gc.freeze()
        estate = Judged(loaded, today)
        return estate, find(estate)
    except (CatalogNotFound, RulesNotLoaded) as error:
        raise cannot(error) from error


def answerable(folder: Path) -> Judged:
    """Return what could be loaded, and tell its errors on standard error, a line each."""
    from twoview.finding import Severity
    from twoview.report.text import line
    from twoview.today import utc_today

    estate, report = checked(folder, utc_today())
    errors = [each for each in report.findings if each.severity is Severity.ERROR]
    for finding in errors[:MOST_ERRORS]:
        click.echo(line(finding), err=True)
    if count := len(errors):
        noun, them = ("error", "it") if count == 1 else ("errors", "them")
        click.echo(f"{count} {noun} in the catalog; twoview check shows {them}", err=True)
    return estate


def know(ids: Iterable[str], known: Collection[str], what: str) -> None:
    """Refuse ids that are not known."""
    from twoview.values import did_you_mean

    for ident in ids:
        if ident not in known:
            near = did_you_mean(ident, known)
            hint = f"; did you mean `{near}`?" if near else "."
            raise cannot(f"There is no {what} `{ident}`{hint}")


def rules_by_name() -> dict[str, Rule]:
    """Return all rules, those of other packages too."""
    from twoview.rules import RulesNotLoaded, all_rules

    try:
        return all_rules()
    except RulesNotLoaded as error:
        raise cannot(error) from error


def cannot(why: object) -> CannotRun:
    """Return the error that stops a command, fit for a terminal."""
    from twoview.report.display import visible

    return CannotRun(visible(str(why)))


def colored(wanted: bool | None) -> bool:
    """Whether output has colors: as wanted, else by the terminal."""
    if wanted is None:
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return wanted
