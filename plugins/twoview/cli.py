"""The command `twoview`: options in, text and an exit code out; what it does is done elsewhere."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from shutil import get_terminal_size
from traceback import print_exc
from typing import TYPE_CHECKING, NoReturn

import click

from twoview import __version__

if TYPE_CHECKING:
    from twoview.check import Report
    from twoview.finding import Rule
    from twoview.judged import Judged

# What the options can be is spelled out here, so that --help need not import what reads a catalog.
DEFAULT_CATALOG = Path("services")
FORMATS = ("text", "json", "github")
ANSWER_FORMATS = ("text", "json")
MOST_ERRORS = 20
SEVERITIES = ("error", "warning", "info")
VERDICTS = ("kept", "short", "unbacked", "unjudged")


class CannotRun(click.ClickException):
    """The command cannot do what it was asked for; the message says why."""

    exit_code = 2


def _day(_context: click.Context, _option: click.Parameter, text: str | None) -> date:
    from twoview.today import utc_today
    from twoview.values import InvalidValue, parse_date

    try:
        return parse_date(text) if text is not None else utc_today()
    except InvalidValue as error:
        raise click.BadParameter(str(error)) from None


def _format_option(forms: Sequence[str]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default="text",
        show_default=True,
        help="What is written to standard output.",
    )


_directory_argument = click.argument(
    "directory", metavar="[DIR]", type=click.Path(path_type=Path), required=False
)
_catalog_option = click.option(
    "--catalog",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder of the catalog.  [default: services]",
)
_today_option = click.option(
    "--today",
    callback=_day,
    metavar="YYYY-MM-DD",
    help="The day that counts as today.  [default: the date in UTC]",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="twoview")
def cli() -> None:
    """Look at a service catalog, kept as code, from outside and from inside."""


@cli.command()
@_directory_argument
@_catalog_option
@_format_option(FORMATS)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="error",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@_today_option
@click.option(
    "--color/--no-color", default=None, help="Use colors, or do not.  [default: by terminal]"
)
def check(
    directory: Path | None,
    catalog: Path | None,
    form: str,
    fail_on: str,
    today: date,
    color: bool | None,
) -> None:
    """Check a catalog.

    The exit code is 0 without findings at or above the severity of --fail-on, 1 with some, and 2
    when the check could not run.
    """
    from twoview.finding import Severity
    from twoview.report import FORMATS as RENDERERS

    has_color = _has_color(color)
    estate, report = _check(_folder(directory, catalog), today)
    click.echo(RENDERERS[form](report, estate.catalog, has_color), nl=False, color=has_color)
    if form != "github" and os.environ.get("GITHUB_ACTIONS") == "true":
        click.echo(RENDERERS["github"](report, estate.catalog, False), nl=False, err=True)
    sys.exit(report.reaches(Severity(fail_on)))


@cli.command()
@click.argument("name", required=False)
@_catalog_option
def explain(name: str | None, catalog: Path | None) -> None:
    """Explain a rule, or what becomes of a service's promises; without a NAME, list all rules.

    A NAME may say what it is the name of, as in rule:schema or service:email.
    """
    from twoview.reference import index_text, rule_text

    rules = _rules()
    if name is None:
        click.echo(index_text(rules.values()), nl=False)
        return
    columns = get_terminal_size().columns
    kind, _, bare = name.rpartition(":")
    if kind in ("", "rule") and bare in rules:
        rule = rules[bare]
        click.echo(rule_text(rule, min(columns, 90), _configured(rule, catalog)), nl=False)
    else:
        click.echo(_explained(name, catalog or DEFAULT_CATALOG, rules, min(columns, 100)), nl=False)


@cli.command()
@_directory_argument
@_catalog_option
@_format_option(ANSWER_FORMATS)
@click.option("--service", metavar="ID", help="Only the promises of this service.")
@click.option("--verdict", type=click.Choice(VERDICTS), help="Only promises with this verdict.")
def promises(
    directory: Path | None,
    catalog: Path | None,
    form: str,
    service: str | None,
    verdict: str | None,
) -> None:
    """Tell which promises can be kept, and what the others hang on."""
    from twoview.report.promises import FORMATS as RENDERERS

    estate = _answerable(_folder(directory, catalog))
    if service is not None:
        _know([service], estate.catalog.services, "service")
    found = [
        each
        for each in estate.judgements
        if service in (None, each.promise.service) and verdict in (None, each.verdict)
    ]
    click.echo(RENDERERS[form](found, estate.catalog), nl=False)


@cli.command()
@_directory_argument
@_catalog_option
@_format_option(ANSWER_FORMATS)
def cost(directory: Path | None, catalog: Path | None, form: str) -> None:
    """Tell what each service costs a month, with its part of all that it requires."""
    from twoview.cost import costs
    from twoview.report.cost import FORMATS as RENDERERS

    estate = _answerable(_folder(directory, catalog))
    click.echo(RENDERERS[form](costs(estate), estate.catalog), nl=False)


@cli.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@_catalog_option
@_format_option(ANSWER_FORMATS)
def impact(ids: tuple[str, ...], catalog: Path | None, form: str) -> None:
    """Tell what stops, what runs worse and who is hit when services or components are down.

    Each ID is that of a service or component; all of them are down at once.
    """
    from twoview.impact import impact as follow
    from twoview.report.impact import FORMATS as RENDERERS

    estate = _answerable(catalog or DEFAULT_CATALOG)
    _know(ids, {node.id for node in estate.catalog.nodes}, "service or component")
    click.echo(RENDERERS[form](follow(estate, ids), estate.catalog), nl=False)


def main() -> NoReturn:
    """Run the command and leave with its exit code; a fault of its own is told in one line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that cannot show a character shows its code.
            stream.reconfigure(errors="backslashreplace")
    try:
        cli(prog_name="twoview")
    except OSError as error:
        # A full disk, or a folder that was removed under our feet.
        click.echo(f"Error: {error.strerror or error}; twoview cannot go on.", err=True)
    except Exception as error:
        if os.environ.get("TWOVIEW_DEBUG") == "1":
            print_exc()
        name = type(error).__name__
        click.echo(
            f"Error: twoview failed ({name}), which is a fault of twoview and not of your catalog. "
            "Please report it with what TWOVIEW_DEBUG=1 shows.",
            err=True,
        )
    sys.exit(2)


def _folder(directory: Path | None, catalog: Path | None) -> Path:
    """Return the folder that the argument or the option names."""
    if directory and catalog and directory != catalog:
        raise click.UsageError(f"DIR is {directory} and --catalog is {catalog}: name one folder.")
    return directory or catalog or DEFAULT_CATALOG


def _check(folder: Path, today: date) -> tuple[Judged, Report]:
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
        raise _cannot(error) from error


def _answerable(folder: Path) -> Judged:
    """Return what could be loaded, and tell its errors on standard error, a line each."""
    from twoview.finding import Severity
    from twoview.report.text import line
    from twoview.today import utc_today

    estate, report = _check(folder, utc_today())
    errors = [each for each in report.findings if each.severity is Severity.ERROR]
    for finding in errors[:MOST_ERRORS]:
        click.echo(line(finding), err=True)
    if count := len(errors):
        noun, them = ("error", "it") if count == 1 else ("errors", "them")
        click.echo(f"{count} {noun} in the catalog; twoview check shows {them}", err=True)
    return estate


def _know(ids: Iterable[str], known: Collection[str], what: str) -> None:
    """Refuse ids that are not known."""
    from twoview.values import did_you_mean

    for ident in ids:
        if ident not in known:
            near = did_you_mean(ident, known)
            hint = f"; did you mean `{near}`?" if near else "."
            raise _cannot(f"There is no {what} `{ident}`{hint}")


def _explained(name: str, folder: Path, rules: Collection[str], columns: int) -> str:
    """Return the explanation of a service, with or without `service:` before its id."""
    from twoview.explain import explain as explain_service
    from twoview.load import SETTINGS_FILE
    from twoview.report.explain import text

    kind, _, ident = name.rpartition(":")
    may_be_service = kind in ("", "service")
    if may_be_service and (kind or (folder / SETTINGS_FILE).is_file()):
        estate = _answerable(folder)
        services = estate.catalog.services
        if ident in services:
            return text(services[ident], explain_service(estate, services[ident]), columns)
        raise _unknown_name(name, [*rules, *services] if not kind else list(services))
    raise _unknown_name(name, rules)


def _unknown_name(name: str, known: Iterable[str]) -> CannotRun:
    from twoview.values import did_you_mean

    near = did_you_mean(name.rpartition(":")[2], known)
    hint = f"did you mean `{near}`?" if near else "`twoview explain` lists all rules."
    kind = "service" if name.startswith("service:") else "rule"
    return _cannot(f"There is no {kind} `{name}`; {hint}")


def _rules() -> dict[str, Rule]:
    from twoview.rules import RulesNotLoaded, all_rules

    try:
        return all_rules()
    except RulesNotLoaded as error:
        raise _cannot(error) from error


def _cannot(why: object) -> CannotRun:
    from twoview.report.display import visible

    return CannotRun(visible(str(why)))


def _configured(rule: Rule, catalog: Path | None) -> str | None:
    """Return the severity, or `off`, that a catalog gives a rule; None where it says nothing."""
    from twoview.load import SETTINGS_FILE, display_name, load, read

    folder = catalog or DEFAULT_CATALOG
    if not (folder / SETTINGS_FILE).is_file():
        if catalog:
            raise _cannot(f"There is no {SETTINGS_FILE} in {catalog}/.")
        return None
    loaded = load([read(folder, SETTINGS_FILE, folder)], main=display_name(folder, SETTINGS_FILE))
    return loaded.catalog.settings.rules.get(rule.name)


def _has_color(wanted: bool | None) -> bool:
    if wanted is None:
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return wanted
