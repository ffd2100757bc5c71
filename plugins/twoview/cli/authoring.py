"""`twoview codeowners`: who reviews which file."""

from __future__ import annotations

import sys
from difflib import unified_diff
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from twoview.cli.common import DEFAULT_CATALOG, FORGES, cannot, catalog_option, loaded

if TYPE_CHECKING:
    from twoview.model import Catalog


@click.command()
@catalog_option
@click.option("--check", is_flag=True, help="Write nothing; fail where the file is out of date.")
@click.option(
    "--file",
    "given",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PATH",
    help="The file to keep up to date.  [default: the one that is there]",
)
@click.option(
    "--forge",
    type=click.Choice(FORGES),
    help="Decides where a new file goes.  [default: by what is in the repository]",
)
def codeowners(catalog: Path | None, check: bool, given: Path | None, forge: str | None) -> None:
    """Keep CODEOWNERS up to date: the team that answers for a file reviews its changes.

    The lines stand between two marks; all else in the file is left as it is. With --check the exit
    code is 1 where the file is out of date.
    """
    from twoview.codeowners import BrokenBlock, owned, updated
    from twoview.report.place import naming, repository

    folder = catalog or DEFAULT_CATALOG
    known = loaded(folder).catalog
    _refuse_unread(known)
    here = Path.cwd().resolve()
    around = repository(folder.resolve(), {})
    root = around if (around / ".git").exists() else here
    found = owned(known, naming(here, root))
    path = given or root / _location(root, forge)
    before = _text(path)
    try:
        after = updated(before, found.block())
    except BrokenBlock as error:
        raise cannot(f"{path}: {error}.") from error
    for text in found.left_out:
        _say(text)
    shown = path.resolve().relative_to(here) if path.resolve().is_relative_to(here) else path
    sys.exit(_compared(before, after, shown) if check else _kept(path, shown, before, after))


def _refuse_unread(catalog: Catalog) -> None:
    """Refuse to go on where a file may name owners that could not be read."""
    if unread := sorted(catalog.unparsed | catalog.misshapen):
        raise cannot(
            f"{', '.join(unread[:5])} cannot be read whole, so that owners may be missing; repair "
            "what `twoview check` shows first."
        )


def _location(root: Path, forge: str | None) -> str:
    """Return where the file is or belongs, from the root of the repository."""
    from twoview.codeowners import DEFAULT, FOLDERS

    looked_at = [FOLDERS[forge]] if forge else FOLDERS.values()
    there = (each for each in chain.from_iterable(looked_at) if (root / each).is_file())
    is_gitlab = not (root / ".github").exists() and (
        (root / ".gitlab-ci.yml").exists() or (root / ".gitlab").exists()
    )
    return next(there, DEFAULT[forge or ("gitlab" if is_gitlab else "github")])


def _text(path: Path) -> str:
    """Return what stands in a file now, every line break as it is; nothing where it is missing."""
    if path.is_symlink():
        raise cannot(f"{path} is a symbolic link; name the file itself with --file.")
    try:
        return path.read_bytes().decode() if path.exists() else ""
    except UnicodeDecodeError as error:
        raise cannot(f"{path} is not UTF-8 text.") from error


def _compared(before: str, after: str, shown: Path) -> int:
    """Print how a file differs from what it should be, and return whether it does."""
    rows = (before.splitlines(), after.splitlines())
    names = (f"{shown}", f"{shown} as the catalog has it")
    for row in unified_diff(*rows, *names, lineterm=""):
        _say(row, err=False)
    if before == after:
        click.echo(f"{shown} is up to date.")
    else:
        _say(f"{shown} is out of date; run `twoview codeowners`.")
    return before != after


def _kept(path: Path, shown: Path, before: str, after: str) -> int:
    if before != after:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(after.encode())
    click.echo(f"{'Wrote' if before != after else 'Nothing to change in'} {shown}.")
    return 0


def _say(text: str, *, err: bool = True) -> None:
    from twoview.report.display import visible

    click.echo(visible(text), err=err)
