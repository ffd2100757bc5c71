"""Questions at a terminal for what an entity must have or should have, and was not given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from twoview.authoring.draft import Draft
    from twoview.authoring.fields import Field
    from twoview.model import Catalog

_USEFUL = {
    "Service": ("customers", "outcomes", "hours", "support_hours", "availability", "requires"),
    "Component": ("availability", "restore_within", "requires"),
    "Outcome": ("measure", "priority"),
    "Customer": ("description", "size"),
    "Team": ("hours", "respond_within", "restore_within", "contact"),
    "Supplier": ("hours", "restore_within", "availability"),
}
"""What is asked for though nothing requires it: without it the catalog can prove little."""

SKIP = ""
"""Stands for nothing at all where an empty answer stands for another field."""


def completed(made: Draft, given: Mapping[str, Any], catalog: Catalog) -> Draft:
    """Return a draft with nothing missing, by asking for what is, and for what is useful."""
    from twoview.authoring.fields import alternative

    answers = dict(given)
    while missing := list(made.missing):
        instead = alternative(made.kind, missing[0]) or None
        made = _answered(made, missing[0], answers, catalog, instead)
    for name in _useful(made):
        made = _answered(made, name, answers, catalog, SKIP)
    return made


def _useful(made: Draft) -> Iterator[str]:
    """Yield the useful fields that a draft does not have."""
    from twoview.authoring.fields import fields

    asked = fields(made.kind)
    has_customers = made.data.get("audience") != "supporting"
    for name in _USEFUL[made.kind]:
        inside = asked[name].inside
        holder = made.data.get(inside, {}) if inside else made.data
        if name not in holder and (has_customers or name not in ("customers", "outcomes")):
            yield name


def _answered(
    made: Draft, name: str, answers: dict[str, Any], catalog: Catalog, instead: str | None
) -> Draft:
    """Return a draft with the answer to a question, and keep the answer.

    An empty answer leads to the field `instead`, or to none; where that is None it is no answer.
    """
    from twoview.authoring.draft import drafted
    from twoview.authoring.fields import fields

    field = fields(made.kind)[name]
    while (answer := _ask(field, catalog, instead)) is not None:
        tried = drafted(made.kind, made.id, {**answers, name: answer}, catalog)
        if not tried.wrong:
            answers[name] = answer
            return tried
        click.echo(tried.wrong[0].message, err=True)
    return _answered(made, instead, answers, catalog, None) if instead else made


def _ask(field: Field, catalog: Catalog, instead: str | None) -> Any:
    """Return what somebody answers, None for an empty answer where that is one."""
    from twoview.authoring.known import known

    ids = known(field, catalog)
    _introduce(field, catalog)
    may_skip = instead is not None
    empty = f" (empty {f'for {instead}' if instead else 'to skip'})" if may_skip else ""
    while True:
        text = click.prompt(
            f"{field.name}{empty}",
            default="" if may_skip else ids[0] if len(ids) == 1 else None,
            show_default=not may_skip,
            err=True,
        )
        answer = text.strip()
        if not answer and may_skip:
            return None
        if complaint := _complaint(field, answer, ids):
            click.echo(complaint, err=True)
        else:
            return _value(field, answer)


def _introduce(field: Field, catalog: Catalog) -> None:
    """Say what a field means, and what may stand there."""
    from twoview.authoring.known import choices

    named = choices(field, catalog)
    is_open = field.example and not (named or field.kinds or field.choices)
    such = f" Such as {field.example.removesuffix('.')}." if is_open else ""
    click.echo(f"\n{field.title}. {field.description}{named}{such}", err=True)
    for choice, meaning in ({} if field.detail else field.choices).items():
        click.echo(f"  {choice}: {meaning}", err=True)


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
