"""The parts of the reference that the code knows best, written between marks in its pages."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click

from twoview.audience import CUSTOMERS, FIELDS, PARTS, READERS, SERVICES, STATUSES, Reader
from twoview.cli import cli
from twoview.fieldguide import flow
from twoview.site.mkdocs import TwoviewPlugin

_PLACE = re.compile(r"(?ms)^(<!-- written by code: (.+?) -->\n).*?^(<!-- until here -->)$")
_HEADER = "| Option | Default | Meaning |\n| --- | --- | --- |"
_BRACKET = re.compile(r" {2}\[(.+?)\]$")


class PlaceError(ValueError):
    """A page has no place for a part, or a place for a part that there is not."""


def commands() -> Mapping[str, str]:
    """Return how each command is called, with its options, by its full name."""
    return dict(_commands("twoview", cli, None))


def _commands(
    name: str, command: click.Command, parent: click.Context | None
) -> Iterator[tuple[str, str]]:
    """Yield the parts of a command, and of the commands below it."""
    context = click.Context(command, info_name=name, parent=parent)
    if parent:
        yield context.command_path, _called(command, context)
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            below = command.get_command(context, each)
            if below:
                yield from _commands(each, below, context)


def _called(command: click.Command, context: click.Context) -> str:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    rows = [_row(each, context) for each in command.params if isinstance(each, click.Option)]
    shown = f"```text\n{usage}\n```\n"
    return f"{shown}\n{_HEADER}\n{''.join(rows)}" if rows else shown


def _row(option: click.Option, context: click.Context) -> str:
    """Return the row of an option; what its help says in brackets is its default, or a note."""
    _, told = option.get_help_record(context) or ("", "")
    notes: list[str] = []
    while bracket := _BRACKET.search(told):
        told, notes = told[: bracket.start()], [*bracket[1].split("; "), *notes]
    unset = "off" if option.is_flag and not option.secondary_opts else "none"
    default = next((each[9:] for each in notes if each.startswith("default: ")), unset)
    choices = option.type.choices if isinstance(option.type, click.Choice) else ()
    one_of = f" One of {', '.join(f'`{each}`' for each in choices)}." if choices else ""
    often = " May be given several times." if "repeatable" in notes else ""
    value = option.metavar or ("" if option.is_flag or choices else option.type.name.upper())
    names = ", ".join(_name(each, value) for each in (*option.opts, *option.secondary_opts))
    return f"| {names} | {_default(default)} | {_cell(told)}{one_of}{often} |\n"


def _name(name: str, value: str) -> str:
    """Return a name as code; a bar in it would end the cell, and a backslash would be shown."""
    code = f"{name} {value}".strip()
    return f"<code>{_cell(code)}</code>" if "|" in code else f"`{code}`"


def _default(text: str) -> str:
    is_value = re.fullmatch(r"[\w-]+", text) and text not in ("none", "off", "both")
    return f"`{text}`" if is_value else text


def _cell(text: str) -> str:
    return text.replace("|", "&#124;")


def options() -> Mapping[str, str]:
    """Return the options of the plugin, as the part `options`.

    Raises KeyError where one is not described.
    """
    rows = (
        f"| `{name}` | {_value(option.default)} | {_cell(_MEANINGS[name])} |\n"
        for name, option in TwoviewPlugin.config_scheme
    )
    return {"options": f"{_HEADER}\n{''.join(rows)}"}


def _value(default: object) -> str:
    """Return a default as YAML has it."""
    return "none" if default is None else f"`{flow(default)}`"


_MEANINGS: Mapping[str, str] = {
    "catalog": "The folder of the catalog, seen from the folder of `mkdocs.yml`.",
    "views": (
        "Which views are published: `business`, `technical`. Their order does not matter. The page "
        "of findings belongs to the technical view."
    ),
    "strict": (
        "Whether a catalog with errors stops the build. With `false` the site is built, and each "
        "page that an error concerns says so."
    ),
    "today": (
        "The day that counts as today for reviews, contracts and accepted findings: `2026-11-22`. "
        "Without it, the date in UTC. For builds that must not depend on the clock."
    ),
    "history": (
        "How many commits the pages about changes tell of. With `0` they tell nothing, and there "
        "are no pages of changes."
    ),
    "authors": (
        "Whether the technical view tells who made each commit, by name, and what its first line "
        "says, which often names people too. E-mail addresses of authors are not published."
    ),
    "audience": (
        "Who reads the site: `internal`, or `external` for customers outside the organization. "
        "They see external services only, and of these what [one table](audience.md) allows."
    ),
}
"""What each option of the plugin means."""


def readers() -> Mapping[str, str]:
    """Return who may see what, as the parts `fields` and `whole`."""
    fields = "".join(_lists(kind, needed) for kind, needed in FIELDS.items())
    whole = "".join(_lists(*each) for each in _WHOLE.items())
    return {"fields": f"{_READERS}\n{fields}", "whole": f"{_READERS}\n{whole}"}


def _lists(title: str, needed: Mapping[str, Reader]) -> str:
    """Return a row with what each reader may see, and those before may not."""
    cells = (
        ", ".join(f"`{name}`" for name, least in needed.items() if least == reader)
        for reader in READERS
    )
    return f"| {title} | {' | '.join(cells)} |\n"


_READERS = (
    "| What | Customers outside | Business view | Technical view |\n| --- | --- | --- | --- |"
)
_WHOLE: Mapping[str, Mapping[str, Reader]] = {
    "Services, by `audience`": SERVICES,
    "Services, by `status`": STATUSES,
    "Customers, by `boundary`": CUSTOMERS,
    "Parts of pages": PARTS,
}


PAGES: Mapping[str, Callable[[], Mapping[str, str]]] = {
    "audience.md": readers,
    "commands.md": commands,
    "configuration.md": options,
}
"""What writes the parts of each page, by the name of its file."""


def filled(page: str, parts: Mapping[str, str]) -> str:
    """Return a page with each part in its place.

    Raises PlaceError where places and parts are not the same.
    """
    places = [place[1] for place in _PLACE.findall(page)]
    if missing := [name for name in parts if name not in places]:
        raise PlaceError(
            f"no place for {missing[0]!r}. Write these two lines where it belongs:\n"
            f"<!-- written by code: {missing[0]} -->\n<!-- until here -->"
        )
    if unknown := [name for name in places if name not in parts]:
        raise PlaceError(f"a place for {unknown[0]!r}, which there is not; take it out")
    return _PLACE.sub(lambda place: f"{place[1]}\n{parts[place[2]]}\n{place[3]}", page)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--check", is_flag=True, help="Write nothing; fail where a page differs.")
def main(folder: Path, check: bool) -> None:
    """Write what the code knows into the pages of the reference in FOLDER."""
    stale = 0
    for name, parts in PAGES.items():
        path = folder / name
        before = path.read_text(encoding="utf-8")
        try:
            after = filled(before, parts())
        except PlaceError as error:
            raise click.ClickException(f"{path} has {error}") from None
        if not check:
            path.write_text(after, encoding="utf-8", newline="\n")
        elif before != after:
            click.echo(f"{path} is not what the code says now", err=True)
            stale += 1
    sys.exit(stale > 0)


if __name__ == "__main__":
    main()
