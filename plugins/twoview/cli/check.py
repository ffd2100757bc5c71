"""`twoview check`."""

from __future__ import annotations

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
    color_option,
    colored,
    directory_argument,
    format_option,
    today_option,
)
from twoview.cli.known import (
    baseline_option,
    checked_both,
    since_option,
    without_known,
    write_baseline_option,
    written_down,
)
from twoview.cli.outputs import (
    Output,
    output_option,
    rendered,
    tell_github,
    writable,
    write,
)


@click.command()
@directory_argument
@catalog_option
@format_option(FORMATS)
@output_option(FORMATS)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="error",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@since_option
@baseline_option
@write_baseline_option
@today_option
@color_option
def check(
    directory: Path | None,
    catalog: Path | None,
    form: str,
    outputs: tuple[Output, ...],
    fail_on: str,
    revision: str | None,
    baseline: Path | None,
    write_baseline: Path | None,
    today: date,
    color: bool | None,
) -> None:
    """Check a catalog.

    The exit code is 0 without findings at or above the severity of --fail-on, 1 with some, and 2
    when the check could not run.
    """
    from twoview.check import since
    from twoview.finding import Severity

    if write_baseline and (baseline or revision is not None):
        raise click.UsageError("--write-baseline takes all findings: use it without the others.")
    files = [each for each in (baseline, write_baseline) if each]
    writable([*files, *(path for _, path in outputs)])
    folder = chosen_folder(directory, catalog)
    before = None
    if revision is None:
        estate, report = checked(folder, today)
    else:
        before, after = checked_both(folder, today, revision)
        estate, report = after.estate, after.report
    if write_baseline:
        report = written_down(report, estate.catalog, write_baseline)
    elif baseline:
        report = without_known(report, estate.catalog, baseline, folder)
    if before:
        report = since(report, before.report.findings, before.name)
    has_color = colored(color)
    click.echo(rendered(form, report, estate.catalog, has_color), nl=False, color=has_color)
    for name, path in outputs:
        write(path, rendered(name, report, estate.catalog))
    tell_github(form, report, estate.catalog)
    sys.exit(report.reaches(Severity(fail_on)))
