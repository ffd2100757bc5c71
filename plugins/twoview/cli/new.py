"""`twoview new`: an entity written into the catalog, from options or from answers."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from twoview.cli.common import DEFAULT_CATALOG, cannot, catalog_option, examined, loaded

if TYPE_CHECKING:
    from twoview.authoring.draft import Draft
    from twoview.authoring.fields import Field
    from twoview.finding import Finding
    from twoview.model import Catalog

_KINDS = ("service", "component", "outcome", "customer", "team", "supplier")
_OWN = ("ident", "catalog", "into", "dry_run")


class _Kinds(click.Group):
    """A command for each kind; its options are read from the schema when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the kinds, the most wanted first."""
        return list(_KINDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a kind."""
        return _command(cmd_name) if cmd_name in _KINDS else None


@click.command(cls=_Kinds)
def new() -> None:
    """Add a service, component, outcome, customer, team or supplier to the catalog.

    At a terminal it asks for what is required and not given, and for what is useful; there an empty
    answer skips the question. The exit code is 0 when the entity
    checks without errors, 1 when something is left to fill in, and 2 when nothing was written.
    """


def _command(name: str) -> click.Command:
    from twoview.authoring.fields import fields

    kind = name.capitalize()
    command = click.Command(
        name,
        params=[click.Argument(["ident"], metavar="ID"), *map(_option, fields(kind).values())],
        callback=partial(_new, kind),
        help=f"Add {'an' if kind == 'Outcome' else 'a'} {name} to the catalog.",
        epilog="Files that stand there keep every byte; an entry of a list is added at its end.",
    )
    for add in (_dry_run, _into, catalog_option):
        command = add(command)
    return command


_dry_run = click.option("--dry-run", is_flag=True, help="Print what would be written.")
_into = click.option(
    "--file",
    "into",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="A folder or a file, where others like it are unless named.",
)


def _option(field: Field) -> click.Option:
    """Return the option of a field, with what its schema says of it."""
    shown = f"ID[:{field.detail.upper()}]" if field.detail else None
    choices = click.Choice(list(field.choices)) if field.choices and not field.detail else None
    is_flag = field.type == "boolean"
    name = f"{field.option}/--no-{field.option.removeprefix('--')}" if is_flag else field.option
    return click.Option(
        [name, field.name],
        type=choices or _TYPES.get(field.type, click.STRING),
        is_flag=is_flag,
        default=None,
        multiple=field.many,
        metavar=shown,
        help=field.help,
    )


_TYPES = {"integer": click.INT, "boolean": click.BOOL}


def _new(kind: str, **options: Any) -> None:
    """Write an entity, and say what is left to do."""
    from twoview.authoring.draft import drafted
    from twoview.cli.asking import completed

    ident, folder, into, dry_run = (options.pop(name) for name in _OWN)
    folder = folder or DEFAULT_CATALOG
    catalog = _loaded(folder)
    _refuse_taken(kind, ident, catalog)
    given = {name: value for name, value in options.items() if value is not None and value != ()}
    made = drafted(kind, ident, given, catalog)
    for flaw in made.wrong:
        raise cannot(f"{flaw.message} {flaw.fix or ''}".strip())
    if sys.stdin.isatty():
        try:
            made = completed(made, given, catalog)
        except click.Abort:
            raise cannot("Nothing was written.") from None
    found = _put(made, folder, catalog, into, dry_run=dry_run)
    for text in _left(made, found, catalog):
        click.echo(text, err=dry_run)
    sys.exit(bool(made.missing) or any(each.severity == "error" for each in found))


def _loaded(folder: Path) -> Catalog:
    """Return what could be loaded of the catalog, and say when some of it could not."""
    from twoview.report.display import visible

    catalog = loaded(folder).catalog
    for name in sorted(catalog.unparsed):
        click.echo(f"{visible(name)} cannot be read, so that the id may be taken there.", err=True)
    return catalog


def _refuse_taken(kind: str, ident: str, catalog: Catalog) -> None:
    is_node = kind in ("Service", "Component")
    other = catalog.node(ident) if is_node else catalog.of_kind(kind).get(ident)
    if other:
        there = other.origin.at("id")
        raise cannot(
            f"The id `{ident}` is taken: the {other.kind} `{other.name}` has it, in "
            f"{there.file}:{there.line}. Choose another one."
        )


def _put(
    made: Draft, folder: Path, catalog: Catalog, into: Path | None, *, dry_run: bool
) -> list[Finding]:
    """Write an entity or print it, and return what the check then finds about it."""
    from twoview.authoring.put import CannotPut, prepared, write
    from twoview.report.display import visible
    from twoview.today import utc_today
    from twoview.values import InvalidValue

    try:
        change = prepared(made, folder, catalog, into)
        if dry_run:
            click.echo(f"{visible(change.name)}:", err=True)
            click.echo(change.added, nl=False)
        else:
            write(change)
            click.echo(f"{'Added to' if change.before else 'Wrote'} {visible(change.name)}.")
    except (CannotPut, InvalidValue) as error:
        raise cannot(error) from error
    _, report = examined(change.loaded, utc_today())
    about = (made.kind, made.id)
    return [each for each in report.findings if (each.problem.kind, each.problem.entity) == about]


def _left(made: Draft, found: list[Finding], catalog: Catalog) -> Iterator[str]:
    """Yield what is left to fill in, and what else the check finds."""
    from twoview.authoring.fields import fields
    from twoview.authoring.known import choices
    from twoview.report.text import line

    known, missing = fields(made.kind), made.missing
    if missing:
        yield "Still to fill in:"
    for name in missing:
        yield f"  {name}: {known[name].hint}{choices(known[name], catalog)}"
    others = [each for each in found if each.problem.pointer[-1:] not in {(m,) for m in missing}]
    if others:
        yield "The check says:"
    yield from (f"  {line(each)}" for each in others)
