"""`twoview init`: a new catalog repository, around what is there already."""

from __future__ import annotations

import os
import shlex
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import click

from twoview.cli.common import FORGES, cannot

# What forges put into a new repository, and what a catalog can do without.
_WELCOME = (".gitignore", "README.md")


@click.command()
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", metavar="NAME", help="Name of the catalog.  [default: that of the folder]")
@click.option(
    "--forge",
    type=click.Choice([*FORGES, "none"]),
    default="github",
    show_default=True,
    help="Where the repository will be kept: decides which workflows and templates it gets.",
)
def init(directory: Path, name: str | None, forge: str) -> None:
    """Begin a catalog: a new repository in DIR, with a small example that checks clean.

    DIR is made where it is missing. Nothing in it is overwritten: a README.md and a .gitignore stay
    as they are, and any other file in the way stops the command.
    """
    from twoview.scaffold import scaffold
    from twoview.today import utc_today
    from twoview.values import InvalidValue

    below = _below(directory)
    called = name if name is not None else _name_of(directory)
    try:
        files = scaffold(called, forge, utc_today(), below)
    except InvalidValue as error:
        raise cannot(error) from error
    kept = [each for each in _WELCOME if (directory / each).is_file()]
    written = {path: text for path, text in files.items() if path not in kept}
    _refuse_occupied(directory, written)
    _write(directory, written)
    click.echo(
        f"Wrote {len(written)} files to {directory}: a catalog with an example to learn from."
    )
    for text in (*_left_out(forge, below, kept), *_next(directory, forge, below, kept)):
        click.echo(text)


def _below(directory: Path) -> str:
    """Return the path of a folder from the root of the repository that it is to be a part of.

    Empty where it is the root itself, or will be one.
    """
    from twoview.report.place import repository

    folder = directory.resolve()
    root = repository(folder, {})
    return folder.relative_to(root).as_posix() if folder != root else ""


def _name_of(directory: Path) -> str:
    words = directory.resolve().name.replace("-", " ").replace("_", " ").strip()
    return f"{words[:1].upper()}{words[1:]}" or "Service catalog"


def _refuse_occupied(directory: Path, written: Collection[str]) -> None:
    from twoview.folder import in_the_way

    if os.path.lexists(directory) and not directory.is_dir():
        raise cannot(f"{directory} is a file; name a folder.")
    if there := sorted({each for path in written for each in in_the_way(directory, path)}):
        raise cannot(f"Nothing is overwritten, and {directory} holds {', '.join(there)} already.")


def _write(directory: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)


def _left_out(forge: str, below: str, kept: Sequence[str]) -> Iterator[str]:
    """Yield what was not written, and why."""
    from twoview.scaffold import forge_files

    if kept:
        verb = "stays as it is" if len(kept) == 1 else "stay as they are"
        yield f"{' and '.join(kept)} {verb}."
    if ".gitignore" in kept:
        yield "Let .gitignore name what is built: .venv/, .cache/ and /site/."
    if below and forge != "none":
        yield (
            "This folder is part of a repository, and the forge looks into its root alone. Left "
            f"out: {', '.join(forge_files(forge))}. `twoview codeowners` writes the owners to the "
            "right place; how to add the rest by hand stands under `twoview init` in the "
            "reference of commands (docs/reference/commands.md)."
        )


def _next(directory: Path, forge: str, below: str, kept: Sequence[str]) -> Iterator[str]:
    """Yield what to do next."""
    yield "\nNext:"
    if directory.resolve() != Path.cwd().resolve():
        # A name that begins with a dash would be taken for an option.
        here = "./" if str(directory).startswith("-") else ""
        yield f"  cd {shlex.quote(f'{here}{directory}')}"
    if not below:
        begin = "" if (directory / ".git").exists() else "git init -b main && "
        yield f'  {begin}git add . && git commit -m "Begin the catalog"'
    yield "  pip install -r requirements.txt"
    yield "  twoview check"
    yield "  mkdocs serve"
    if below and forge != "none":
        yield f"  twoview codeowners --forge {forge}"
    yield "\nrequirements.txt names this version of twoview. Where your package index does not have"
    yield "it, a comment in the file tells how to name another source."
    if "README.md" not in kept:
        yield "README.md tells how to go on."
