"""Reports beyond standard output: files that are asked for, and what GitHub Actions is told."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from twoview.cli.common import cannot

if TYPE_CHECKING:
    from twoview.check import Report
    from twoview.model import Catalog

Output = tuple[str, Path]
"""A format, and the file that takes a report of that format."""

SUMMARY_LIMIT = 1_000_000
"""How many bytes a step of GitHub Actions may write to its summary; it drops a longer one."""


def output_option(forms: Sequence[str]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return the option --output for these formats."""

    def read(
        _context: click.Context, _option: click.Parameter, values: Sequence[str]
    ) -> tuple[Output, ...]:
        return tuple(_output(value, forms) for value in values)

    return click.option(
        "--output",
        "outputs",
        metavar="FORMAT=FILE",
        multiple=True,
        callback=read,
        help="Write a further report to a file.  [repeatable]",
    )


def _output(value: str, forms: Sequence[str]) -> Output:
    form, equals, name = value.partition("=")
    if not equals:
        raise click.BadParameter(f"{value!r} has no file: write it as {forms[0]}=FILE.")
    if form not in forms:
        raise click.BadParameter(f"{form!r} is no format; there are {', '.join(forms)}.")
    if name in ("", "-"):
        text = f"{value!r} names no file. What goes to standard output is named by --format."
        raise click.BadParameter(text)
    return form, Path(name)


def writable(paths: Iterable[Path]) -> None:
    """Refuse, before any work is done, files that cannot be written, and one that is named twice.

    Raises click.UsageError.
    """
    seen: set[Path] = set()
    for path in paths:
        if path.is_dir():
            raise click.UsageError(f"{path} is a folder; name a file in it.")
        if not path.parent.is_dir():
            raise click.UsageError(f"There is no folder {path.parent} to write {path.name} to.")
        if path.resolve() in seen:
            raise click.UsageError(f"{path} is named twice; write each report to its own file.")
        seen.add(path.resolve())


def write(path: Path, text: str) -> None:
    """Write a file, the text of which may have any character."""
    try:
        path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise cannot(f"{path} cannot be written: {error.strerror or error}.") from error


def rendered(form: str, report: Report, catalog: Catalog, color: bool = False) -> str:
    """Return a report in a format, with files named as its readers look for them."""
    from twoview.report import FORMATS, FROM_THE_ROOT
    from twoview.report.place import from_the_root, renamed, renamed_files

    if form in FROM_THE_ROOT:
        name = from_the_root()
        report, catalog = renamed(report, name), renamed_files(catalog, name)
    return FORMATS[form](report, catalog, color)


def tell_github(form: str, report: Report, catalog: Catalog) -> None:
    """Inside GitHub Actions, annotate what was found and add it to the summary of the step."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return
    if form != "github":
        click.echo(rendered("github", report, catalog), nl=False, err=True)
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        _append(Path(summary), report, catalog)


def _append(summary: Path, report: Report, catalog: Catalog) -> None:
    """Add a table to a summary that may have something in it already, as far as there is room."""
    from twoview.report.markdown import render
    from twoview.report.place import from_the_root, renamed

    try:
        taken = summary.stat().st_size if summary.exists() else 0
        content = render(renamed(report, from_the_root()), catalog, SUMMARY_LIMIT - taken)
        with summary.open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"{content}\n")
    except OSError as error:
        click.echo(f"The summary cannot be written: {error.strerror or error}.", err=True)
