"""Tellers of what holds for the whole catalog: its schedules and rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from twoview.changes.change import Change
from twoview.changes.difference import Difference, Scene
from twoview.changes.figures import same_schedule, span_moved
from twoview.changes.plain import moved
from twoview.language import _
from twoview.language.terms import term
from twoview.model import Hours, Service


def schedules(difference: Difference) -> Iterator[Change]:
    """Tell which schedules say something else; customers see those that services promise."""
    promised = _promised(difference.scene)
    for one in _each(difference):
        if text := _schedule(one):
            yield replace(one, inward=one.field not in promised).told(text)


def _schedule(one: Difference) -> str:
    """Return what became of a schedule in words, empty where it means the same."""
    noun, before, after = _("schedule {name}", name=one.field), one.before, one.after
    if before is None:
        return _("{noun} added: {added}", noun=noun, added=after.words())
    if after is None:
        return _("{noun} removed (was {before})", noun=noun, before=before.words())
    if same_schedule(before, after):
        return ""
    return moved(noun, span_moved(before, after), before.words(), after.words())


def _promised(scene: Scene) -> set[str]:
    """Return the names of the schedules that services promise something in."""
    entities = (*scene.before.entities.values(), *scene.after.entities.values())
    services = (each for each in entities if isinstance(each, Service))
    return {name for service in services for name in _hours(service)}


def _hours(service: Service) -> Iterator[str]:
    for stated in (service.commitments, *(each.commitments for each in service.customers)):
        yield from (each.text for each in stated.stated().values() if isinstance(each, Hours))


def rules(difference: Difference) -> Iterator[Change]:
    """Tell how severe rules are; a severity that is left out is the rule's own."""
    for one in _each(difference):
        sides = {"before": _severity(one.before), "after": _severity(one.after)}
        yield one.told(_("rule {rule}: {before} → {after}", rule=one.field, **sides))


def _severity(chosen: str | None) -> str:
    return term(chosen) if chosen else _("default")


def _each(difference: Difference) -> Iterator[Difference]:
    """Yield the differences of what stands under names."""
    before, after = difference.before, difference.after
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            yield difference.at(name, before=before.get(name), after=after.get(name))
