"""`twoview check`."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import click

from twoview.cli.common import (
    FORMATS,
    SEVERITIES,
    catalog_option,
    checked,
    chosen_folder,
    colored,
    directory_argument,
    format_option,
    today_option,
)


@click.command()
@directory_argument
@catalog_option
@format_option(FORMATS)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="error",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@today_option
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

    has_color = colored(color)
    estate, report = checked(chosen_folder(directory, catalog), today)
    click.echo(RENDERERS[form](report, estate.catalog, has_color), nl=False, color=has_color)
    if form != "github" and os.environ.get("GITHUB_ACTIONS") == "true":
        click.echo(RENDERERS["github"](report, estate.catalog, False), nl=False, err=True)
    sys.exit(report.reaches(Severity(fail_on)))
