"""What all commands share: options, the loading of a catalog, and how a command gives up."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from twoview.check import Report
    from twoview.finding import Rule
    from twoview.judged import Judged
    from twoview.load import Loaded, Memory
    from twoview.model import Entity

# What options can be is spelled out here, so that --help need not import what reads a catalog.
DEFAULT_CATALOG = Path("services")
FORMATS = ("text", "json", "github", "sarif", "gitlab", "junit", "markdown")
ANSWER_FORMATS = ("text", "json")
MOST_ERRORS = 20
SEVERITIES = ("error", "warning", "info")
FORGES = ("github", "gitlab")
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


def day_in(text: str) -> date | None:
    """Return the day that a text such as 2026-03-31 names, None where it names something else."""
    from twoview.values import InvalidValue, parse_date

    if not _DAY.fullmatch(text):
        return None
    try:
        return parse_date(text)
    except InvalidValue as error:
        raise cannot(error) from None


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


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

color_option = click.option(
    "--color/--no-color", default=None, help="Use colors, or do not.  [default: by terminal]"
)


def chosen_folder(directory: Path | None, catalog: Path | None) -> Path:
    """Return the folder that the argument or the option names."""
    if directory and catalog and directory != catalog:
        raise click.UsageError(f"DIR is {directory} and --catalog is {catalog}: name one folder.")
    return directory or catalog or DEFAULT_CATALOG


def checked(
    folder: Path, today: date, *, revision: str | None = None, memory: Memory | None = None
) -> tuple[Judged, Report]:
    """Load and check the catalog in a folder, as it is there or as it stands in a revision."""
    from twoview.git import GitUnavailable, UnknownRevision
    from twoview.load import CatalogNotFound, load_folder
    from twoview.progress import Progress
    from twoview.revision import load_revision

    try:
        if revision is None:
            progress = Progress(sys.stderr) if sys.stderr.isatty() else None
            loaded = load_folder(folder, progress, memory=memory)
        else:
            loaded = load_revision(folder, revision, memory=memory)
    except (CatalogNotFound, GitUnavailable, UnknownRevision) as error:
        raise cannot(error) from error
    return examined(loaded, today)


def loaded(folder: Path) -> Loaded:
    """Load the catalog in a folder as it is there, and check nothing."""
    from twoview.load import CatalogNotFound, load_folder

    try:
        return load_folder(folder)
    except CatalogNotFound as error:
        raise cannot(error) from error


def examined(loaded: Loaded, today: date, like: Judged | None = None) -> tuple[Judged, Report]:
    """Check what was loaded; a state `like` it saves judging what both have in common."""
    from twoview.check import check as find
    from twoview.judged import Judged
    from twoview.rules import RulesNotLoaded

    estate = Judged(loaded, today, like)
    try:
        return estate, find(estate)
    except RulesNotLoaded as error:
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


def know(ids: Iterable[str], known: Mapping[str, Entity], what: str) -> None:
    """Refuse ids that are not known; of a former one, say which it is today."""
    from twoview.values import did_you_mean

    for ident in ids:
        if ident not in known:
            refuse_former(ident, known.values())
            near = did_you_mean(ident, known)
            hint = f"; did you mean `{near}`?" if near else "."
            raise cannot(f"There is no {what} `{ident}`{hint}")


def refuse_former(ident: str, entities: Iterable[Entity]) -> None:
    """Refuse an id that one of some entities had formerly, with the one of today."""
    if now := id_today(ident, entities):
        raise cannot(is_now(ident, now))


def id_today(ident: str, entities: Iterable[Entity]) -> str | None:
    """Return the id of what had an id formerly, None where nothing had."""
    return next((each.id for each in entities if ident in each.formerly), None)


def is_now(ident: str, now: str) -> str:
    """Return in words that an id became another."""
    return f"`{ident}` is `{now}` now."


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
