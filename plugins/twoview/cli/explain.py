"""`twoview explain`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from twoview.cli.common import (
    DEFAULT_CATALOG,
    CannotRun,
    answerable,
    cannot,
    catalog_option,
    refuse_former,
    rules_by_name,
)

if TYPE_CHECKING:
    from twoview.finding import Rule


@click.command()
@click.argument("name", required=False)
@catalog_option
def explain(name: str | None, catalog: Path | None) -> None:
    """Explain a rule, or what becomes of a service's promises; without a NAME, list all rules.

    A NAME may say what it is the name of, as in rule:schema or service:email.
    """
    from twoview.reference import index_text, rule_text

    rules = rules_by_name()
    if name is None:
        click.echo(index_text(rules.values()), nl=False)
        return
    columns = get_terminal_size().columns
    kind, _, bare = name.rpartition(":")
    if kind in ("", "rule") and bare in rules:
        rule = rules[bare]
        click.echo(rule_text(rule, min(columns, 90), _configured(rule, catalog)), nl=False)
    else:
        click.echo(_explained(name, catalog or DEFAULT_CATALOG, rules, min(columns, 100)), nl=False)


def _explained(name: str, folder: Path, rules: Collection[str], columns: int) -> str:
    """Return the explanation of a service, with or without `service:` before its id."""
    from twoview.explain import explain as explain_service
    from twoview.load import SETTINGS_FILE
    from twoview.report.explain import text

    kind, _, ident = name.rpartition(":")
    may_be_service = kind in ("", "service")
    if may_be_service and (kind or (folder / SETTINGS_FILE).is_file()):
        estate = answerable(folder)
        services = estate.catalog.services
        if ident in services:
            return text(services[ident], explain_service(estate, services[ident]), columns)
        refuse_former(ident, services.values())
        raise _unknown_name(name, [*rules, *services] if not kind else list(services))
    raise _unknown_name(name, rules)


def _unknown_name(name: str, known: Iterable[str]) -> CannotRun:
    from twoview.values import did_you_mean

    kind, _, ident = name.rpartition(":")
    near = did_you_mean(ident, known)
    hint = f"did you mean `{near}`?" if near else "`twoview explain` lists all rules."
    return cannot(f"There is no {_WHAT.get(kind, 'rule')} `{name}`; {hint}")


_WHAT = {"": "rule or service", "service": "service"}
"""What a name may be the name of, by what it says before its colon."""


def _configured(rule: Rule, catalog: Path | None) -> str | None:
    """Return the severity, or `off`, that a catalog gives a rule; None where it says nothing."""
    from twoview.load import SETTINGS_FILE, display_name, load, read

    folder = catalog or DEFAULT_CATALOG
    if not (folder / SETTINGS_FILE).is_file():
        if catalog:
            raise cannot(f"There is no {SETTINGS_FILE} in {catalog}/.")
        return None
    loaded = load([read(folder, SETTINGS_FILE, folder)], main=display_name(folder, SETTINGS_FILE))
    return loaded.catalog.settings.rules.get(rule.name)
