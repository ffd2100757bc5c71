"""`twoview diff`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from twoview.cli.common import (
    DEFAULT_CATALOG,
    catalog_option,
    color_option,
    colored,
    format_option,
    today_option,
)
from twoview.cli.outputs import Output, output_option, writable, write

if TYPE_CHECKING:
    from twoview.diff import Diff

DIFF_FORMATS = ("text", "json", "markdown")


@click.command()
@click.argument("base")
@click.argument("head", required=False)
@catalog_option
@format_option(DIFF_FORMATS)
@output_option(DIFF_FORMATS)
@today_option
@color_option
def diff(
    base: str,
    head: str | None,
    catalog: Path | None,
    form: str,
    outputs: tuple[Output, ...],
    today: date,
    color: bool | None,
) -> None:
    """Tell what a change to the catalog means, from revision BASE to HEAD or to the work tree.

    `BASE...` with three dots is where HEAD, or the current branch, parted from BASE. The exit code
    is 0, or 2 when there is no such revision.
    """
    from twoview.cli import states
    from twoview.diff import diff as compare
    from twoview.load import Memory

    writable(path for _, path in outputs)
    folder = catalog or DEFAULT_CATALOG
    memory = Memory()
    after = states.after(folder, head, today, memory)
    found = compare(states.before(folder, base, after, memory, head), after)
    wanted = colored(color)
    # Click would take colors off again where it sees no terminal.
    click.echo(_rendered(form, found, wanted), nl=False, color=wanted)
    for name, path in outputs:
        write(path, _rendered(name, found))


def _rendered(form: str, found: Diff, color: bool = False) -> str:
    """Return a diff in a format, with files named as its readers look for them."""
    from twoview.report import FROM_THE_ROOT
    from twoview.report.diff import FORMATS
    from twoview.report.place import from_the_root, renamed_diff

    if form in FROM_THE_ROOT:
        found = renamed_diff(found, from_the_root())
    return FORMATS[form](found, color)
