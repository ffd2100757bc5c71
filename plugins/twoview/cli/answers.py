"""`twoview promises`, `cost` and `impact`: questions to a catalog."""

from __future__ import annotations

from pathlib import Path

import click

from twoview.cli.common import (
    ANSWER_FORMATS,
    DEFAULT_CATALOG,
    VERDICTS,
    answerable,
    catalog_option,
    chosen_folder,
    directory_argument,
    format_option,
    know,
)
from twoview.cli.history import then_answerable


@click.command()
@directory_argument
@catalog_option
@format_option(ANSWER_FORMATS)
@click.option("--service", metavar="ID", help="Only the promises of this service.")
@click.option("--customer", metavar="ID", help="Only the promises to this customer.")
@click.option("--verdict", type=click.Choice(VERDICTS), help="Only promises with this verdict.")
@click.option("--at", metavar="DATE|REV", help="As it stood on a day, or in a commit.")
def promises(
    directory: Path | None,
    catalog: Path | None,
    form: str,
    service: str | None,
    customer: str | None,
    verdict: str | None,
    at: str | None,
) -> None:
    """Tell which promises can be kept, and what the others hang on."""
    from twoview.report.promises import FORMATS as RENDERERS

    folder = chosen_folder(directory, catalog)
    estate, then = (answerable(folder), None) if at is None else then_answerable(folder, at)
    if service is not None:
        know([service], estate.catalog.services, "service")
    if customer is not None:
        know([customer], estate.catalog.customers, "customer")
    found = [
        each
        for each in estate.judgements
        if service in (None, each.promise.service)
        and customer in (None, each.promise.customer)
        and verdict in (None, each.verdict)
    ]
    click.echo(RENDERERS[form](found, estate.catalog, then), nl=False)


@click.command()
@directory_argument
@catalog_option
@format_option(ANSWER_FORMATS)
def cost(directory: Path | None, catalog: Path | None, form: str) -> None:
    """Tell what each service costs a month, with its part of all that it requires."""
    from twoview.cost import costs
    from twoview.report.cost import FORMATS as RENDERERS

    estate = answerable(chosen_folder(directory, catalog))
    click.echo(RENDERERS[form](costs(estate), estate.catalog), nl=False)


@click.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@catalog_option
@format_option(ANSWER_FORMATS)
def impact(ids: tuple[str, ...], catalog: Path | None, form: str) -> None:
    """Tell what stops, what runs worse and who is hit when services or components are down.

    Each ID is that of a service or component; all of them are down at once.
    """
    from twoview.impact import impact as follow
    from twoview.report.impact import FORMATS as RENDERERS

    estate = answerable(catalog or DEFAULT_CATALOG)
    know(ids, {each.id: each for each in estate.catalog.nodes}, "service or component")
    click.echo(RENDERERS[form](follow(estate, ids), estate.catalog), nl=False)
