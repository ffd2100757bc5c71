"""`twoview emit`: the catalog as a plain project for a site engine."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from twoview.audience import AUDIENCES
from twoview.cli.common import DEFAULT_CATALOG, cannot, catalog_option, today_option

if TYPE_CHECKING:
    from twoview.forge import Forge
    from twoview.pages import View
    from twoview.site.deliver import Delivered
    from twoview.site.publish import Options, Publication

VIEWS: tuple[View, ...] = ("business", "technical")
ENGINES = ("mkdocs", "properdocs", "zensical")
MOST_KEPT = 20


class NotPublished(click.ClickException):
    """The catalog has errors that are to be repaired before it is published."""

    exit_code = 1


@click.command()
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@catalog_option
@click.option(
    "--views",
    type=click.Choice(VIEWS),
    multiple=True,
    help="Publish this view only.  [default: both; repeatable]",
)
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    default=AUDIENCES[0],
    show_default=True,
    help="Who reads the site: the organization, or customers outside it.",
)
@click.option("--site-url", default="", metavar="URL", help="Address at which the site will be.")
@click.option(
    "--edit-uri",
    default="",
    metavar="URL",
    help="Where readers propose a change: what opens an editor in the folder docs of the "
    "repository, as in mkdocs.yml.",
)
@click.option(
    "--language",
    default="en",
    show_default=True,
    metavar="NAME",
    help="Language of the pages and of the theme around them.",
)
@click.option(
    "--history",
    type=click.IntRange(min=0),
    default=1000,
    show_default=True,
    metavar="N",
    help="How many commits the pages about changes tell of.",
)
@click.option("--authors", is_flag=True, help="Tell engineers who made a commit.")
@click.option(
    "--directory-urls/--no-directory-urls",
    default=True,
    show_default=True,
    help="Address of a page: a folder (email/), or a file (email.html) that needs no server.",
)
@click.option(
    "--strict/--no-strict",
    default=True,
    show_default=True,
    help="Write nothing from a catalog with errors, or say on each page that it has some.",
)
@today_option
@click.option(
    "--force", is_flag=True, help="Write into a folder with files: replaces what emit wrote only."
)
def emit(directory: Path, force: bool, **wanted: Any) -> None:
    """Write the catalog as a project of plain Markdown into DIR.

    MkDocs, ProperDocs and Zensical build it with the same pages, and none of them needs twoview for
    that. A folder with files in it is refused without --force.
    """
    from twoview.site.project import project

    _refuse_occupied(directory, force)
    options = _options(**wanted)
    found = _published(options)
    delivered = _delivered(directory, dict(project(options, found)), options)
    click.echo(found.checked.rstrip(), err=True)
    for text in found.notes:
        click.echo(text, err=True)
    for text in _told(directory, delivered):
        click.echo(text)


def _refuse_occupied(directory: Path, force: bool) -> None:
    if directory.exists() and not directory.is_dir():
        raise cannot(f"{directory} is a file; name a folder.")
    if directory.exists() and not force and any(directory.iterdir()):
        raise cannot(
            f"There are files in {directory}. Name a new folder; or say --force, which replaces "
            "what an earlier `twoview emit` wrote there, and keeps everything else."
        )


def _options(catalog: Path | None, edit_uri: str, views: tuple[View, ...], **same: Any) -> Options:
    """Return what is to be published; the other options of the command are called as they are."""
    from twoview.folder import from_here
    from twoview.site.publish import Options

    folder = catalog or DEFAULT_CATALOG
    shown = from_here(folder)
    return Options(
        folder,
        # Where the folder is on this machine is nobody's business.
        shown_as=Path(shown.name) if shown.is_absolute() else shown,
        views=views or VIEWS,
        forge=_forge(edit_uri, folder),
        **same,
    )


def _forge(edit_uri: str, catalog: Path) -> Forge | None:
    """Return the forge that opens an editor, of which the address of the folder docs is known."""
    from twoview.forge import forge

    if not edit_uri:
        return None
    here = Path.cwd()
    found = forge("", edit_uri, docs=(here / "docs").as_posix(), root=here.as_posix())
    if not (found and found.edit(catalog.as_posix())):
        raise cannot(
            f"--edit-uri is {edit_uri}. Give the whole address that opens an editor in the folder "
            "docs of the repository, even if there is no such folder: "
            "https://git.example/riverside/catalog/edit/main/docs/"
        )
    return found


def _published(options: Options) -> Publication:
    from twoview.history import Chronicle
    from twoview.load import CatalogNotFound
    from twoview.rules import RulesNotLoaded
    from twoview.site.publish import HasErrors, publish

    try:
        return publish(options, Chronicle())
    except HasErrors as error:
        click.echo(str(error).rstrip(), err=True)
        raise NotPublished(
            "Nothing is written from a catalog with errors. Repair them, or say --no-strict to "
            "have a note on each page that they concern."
        ) from error
    except (CatalogNotFound, RulesNotLoaded) as error:
        raise cannot(error) from error


def _delivered(directory: Path, files: Mapping[str, str], options: Options) -> Delivered:
    from twoview.site.deliver import WrittenForMore, deliver
    from twoview.values import InvalidValue

    # What is for customers outside is for the organization as well.
    inside = options.views if options.audience == AUDIENCES[0] else ()
    try:
        return deliver(directory, files, {AUDIENCES[1], *inside})
    except InvalidValue as error:
        raise cannot(error) from error
    except WrittenForMore as error:
        click.echo("Made for more readers than now, and changed by others since:", err=True)
        click.echo("\n".join(_listed(error.paths)), err=True)
        raise cannot(
            f"Nothing is written: readers would find these pages in {directory}. Move or remove "
            "them, or name another folder."
        ) from error
    except OSError as error:
        raise cannot(
            f"{error.filename or directory}: {error.strerror or error}. Once that is repaired, the "
            "same command with --force completes what is there."
        ) from error


def _told(directory: Path, delivered: Delivered) -> Iterator[str]:
    """Yield what was done, and what to do next."""
    removed = f", and removed {delivered.removed} of an earlier time" if delivered.removed else ""
    yield f"{directory} has {delivered.written} files of the catalog{removed}."
    if kept := delivered.kept:
        yield "Kept, because others made or changed it:"
        yield from _listed(kept)
    yield "\nNext, with one of them:"
    place = shlex.quote(str(directory / "mkdocs.yml"))
    yield from (f"  {engine} build -f {place}" for engine in ENGINES)


def _listed(paths: Sequence[str]) -> Iterator[str]:
    yield from (f"  {path}" for path in paths[:MOST_KEPT])
    if len(paths) > MOST_KEPT:
        yield f"  and {len(paths) - MOST_KEPT} more"
