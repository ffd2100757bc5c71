"""Questions at a terminal for what an entity must have and was not given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from twoview.authoring.draft import Draft
    from twoview.authoring.fields import Field
    from twoview.model import Catalog

MOST_SHOWN = 20
"""How many ids are shown to choose from."""


def completed(made: Draft, given: Mapping[str, Any], catalog: Catalog) -> Draft:
    """Return a draft with nothing missing, by asking for what is."""
    from twoview.authoring.draft import drafted
    from twoview.authoring.fields import alternative, fields

    answers = dict(given)
    asked = fields(made.kind)
    while missing := list(made.missing):
        name = missing[0]
        instead = alternative(made.kind, name)
        answer = _ask(asked[name], catalog, or_else=instead)
        if answer is None:
            name, answer = instead, _ask(asked[instead], catalog)
        tried = drafted(made.kind, made.id, {**answers, name: answer}, catalog)
        if tried.wrong:
            click.echo(tried.wrong[0].message, err=True)
        else:
            made, answers[name] = tried, answer
    return made


def choices(field: Field, catalog: Catalog) -> str:
    """Return the ids that a field may name as a sentence, empty where it names none."""
    ids = known(field, catalog)
    more = f" and {len(ids) - MOST_SHOWN} more" if len(ids) > MOST_SHOWN else ""
    return f" Known: {', '.join(ids[:MOST_SHOWN])}{more}." if ids else ""


def known(field: Field, catalog: Catalog) -> list[str]:
    """Return the ids that a field may name."""
    return [ident for kind in field.kinds for ident in catalog.of_kind(kind)]


def _ask(field: Field, catalog: Catalog, or_else: str = "") -> Any:
    """Return what somebody answers, None for an empty answer where there is an alternative."""
    ids = known(field, catalog)
    click.echo(f"\n{field.title}. {field.description}{choices(field, catalog)}", err=True)
    for choice, meaning in ({} if field.detail else field.choices).items():
        click.echo(f"  {choice}: {meaning}", err=True)
    empty = f" (empty for {or_else})" if or_else else ""
    while True:
        text = click.prompt(
            f"{field.name}{empty}",
            default="" if or_else else ids[0] if len(ids) == 1 else None,
            show_default=not or_else,
            err=True,
        )
        answer = text.strip()
        if not answer and or_else:
            return None
        if complaint := _complaint(field, answer, ids):
            click.echo(complaint, err=True)
        else:
            return _value(field, answer)


def _complaint(field: Field, answer: str, ids: list[str]) -> str:
    """Return what is wrong with an answer, empty where nothing is."""
    from twoview.values import did_you_mean

    allowed = [*ids, *(field.choices if not field.detail else ())]
    words = answer.replace(",", " ").split() if field.many else [answer]
    for word in words if allowed else ():
        if word.partition(":")[0] not in allowed:
            near = did_you_mean(word, allowed)
            return f"There is no `{word}`{f'; did you mean `{near}`?' if near else '.'}"
    return "" if words and all(words) else "Write something."


def _value(field: Field, answer: str) -> Any:
    if field.many:
        return answer.replace(",", " ").split()
    return int(answer) if field.type == "integer" and answer.isdecimal() else answer
