"""`twoview log`: what changed, and when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from twoview.cli.common import (
    ANSWER_FORMATS,
    DEFAULT_CATALOG,
    CannotRun,
    cannot,
    catalog_option,
    checked,
    day_in,
    format_option,
    id_today,
    is_now,
)

if TYPE_CHECKING:
    from twoview.changes import Key
    from twoview.git import UnknownRevision
    from twoview.history import Story
    from twoview.judged import Judged
    from twoview.load import Memory
    from twoview.model import Catalog
    from twoview.report.promises import Then


@click.command()
@click.argument("name", metavar="[ID]", required=False)
@catalog_option
@format_option(ANSWER_FORMATS)
@click.option("--since", metavar="DATE|REV", help="Only changes from a day on, or after a commit.")
@click.option("--authors", is_flag=True, help="Tell who made each commit.")
def log(
    name: str | None, catalog: Path | None, form: str, since: str | None, authors: bool
) -> None:
    """Tell what changed in meaning, and when: of one entity, or without an ID of all.

    An ID that is taken more than once is told apart by its kind, as in team:networks.
    """
    from twoview.history import names_in, story
    from twoview.load import Memory
    from twoview.report.log import FORMATS as RENDERERS

    folder, memory = catalog or DEFAULT_CATALOG, Memory()
    today = _today(folder, memory)
    start = None if since is None else _start(folder, since)
    told = story(folder, memory=memory, most=None, since=start, names=names_in(today))
    former = {(each.kind, was): each.name for each in today.entities for was in each.formerly}
    present = {(each.kind, each.id): each.name for each in today.entities}
    names = {**former, **told.names, **present}
    moments = told.moments if name is None else told.about(_now(_meant(name, names), told, today))
    if told.note:
        click.echo(told.note, err=True)
    answer = RENDERERS[form](moments, names, about=name is None, authors=authors)
    click.echo(answer, nl=False)


def _now(key: Key, told: Story, today: Catalog) -> Key:
    """Return what an id became, with a note, where nothing has it any more."""
    kind, ident = key
    if ident in today.of_kind(kind):
        return key
    now = told.now(key)[1]
    if key not in told.names:
        now = id_today(ident, today.of_kind(kind).values()) or now
    if now != ident:
        click.echo(is_now(ident, now), err=True)
    return kind, now


def _today(folder: Path, memory: Memory) -> Catalog:
    from twoview.load import CatalogNotFound, load_folder

    try:
        return load_folder(folder, memory=memory).catalog
    except CatalogNotFound as error:
        raise cannot(error) from error


def _start(folder: Path, since: str) -> str | None:
    """Return the commit after which changes are told, None where all of them are."""
    from twoview.git import GitUnavailable, Repository, UnknownRevision

    day = day_in(since)
    try:
        repository = Repository.around(folder)
        # The branch from which this one parted is where its own changes begin.
        return repository.on(day - timedelta(days=1)) if day else repository.resolve(f"{since}...")
    except UnknownRevision as error:
        if day:
            return None
        raise _unknown(error) from error
    except GitUnavailable:
        return None


def then_answerable(folder: Path, at: str) -> tuple[Judged, Then]:
    """Return the catalog of a day, or else of a revision; its errors are counted."""
    from twoview.finding import Severity
    from twoview.git import GitUnavailable, Repository, UnknownRevision
    from twoview.report.display import count_of
    from twoview.report.promises import Then

    day = day_in(at)
    try:
        repository = Repository.around(folder)
        commit = repository.on(day) if day else repository.resolve(at)
        made = repository.commit(commit)
    except UnknownRevision as error:
        raise cannot(error) if day else _unknown(error) from error
    except GitUnavailable as error:
        raise cannot(error) from error
    then = Then(commit, made.time, made.subject, day)
    estate, report = checked(folder, day or made.time.date(), revision=commit)
    if errors := report.counts[Severity.ERROR]:
        click.echo(f"{count_of(errors, 'error')} in the catalog as it stood then", err=True)
    return estate, then


def _unknown(error: UnknownRevision) -> CannotRun:
    """Return the error that stops a command where a text is no revision, and no day either."""
    return cannot(f"{error} A day is written like 2026-03-12.")


def _meant(name: str, known: Iterable[Key]) -> Key:
    """Return what a name such as `email` or `service:email` names."""
    from twoview.values import did_you_mean

    kind, _, ident = name.rpartition(":")
    kinds = [key for key in known if kind.casefold() in ("", key[0].casefold())]
    found = [key for key in kinds if key[1] == ident]
    if len(found) == 1:
        return found[0]
    if found:
        ways = " or ".join(sorted(f"`{each.lower()}:{ident}`" for each, _ in found))
        raise cannot(f"`{ident}` is the id of several things; write {ways}.")
    near = did_you_mean(ident, {key[1] for key in kinds})
    hint = f"; did you mean `{near}`?" if near else "."
    raise cannot(f"There is no {kind or 'entity'} `{ident}`{hint}")
