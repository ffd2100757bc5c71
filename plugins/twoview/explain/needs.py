"""What a service cannot be up without, in words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from twoview.explain.section import Block, Lines, Section
from twoview.explain.subject import Subject
from twoview.explain.words import listed
from twoview.model import Component, Requirement
from twoview.promises.recursion import walk
from twoview.promises.structure import Element, Gate, named


def needs_section(subject: Subject) -> Section:
    """Return what a service needs, all the way down."""
    return Section("What it needs", tuple(_blocks(subject)))


def _blocks(subject: Subject) -> Iterator[Block]:
    if subject.is_opaque:
        yield (
            "Nothing in this catalog could stop it, so that nothing here shows how its promises "
            "are kept. What requires it takes them at their word."
        )
    else:
        yield (
            "It is up while everything in this list is. What stands further in is needed by what "
            "it stands under. Of a group, as many members are needed as it says."
        )
        yield Lines(tuple(_tree(subject)))
    if subject.is_circular:
        circle = listed(subject.names(subject.structure.circle(subject.ident)))
        yield f"These require each other in a circle, which has to be opened first: {circle}."
    if weaker := _degrading(subject):
        yield f"It goes on, less well, without {listed(weaker)}: left out of what follows."


def _degrading(subject: Subject) -> list[str]:
    entries = (each for each in subject.service.requires if isinstance(each, Requirement))
    return subject.names(each.id for each in entries if each.failure == "degrades")


def _tree(subject: Subject) -> Iterator[tuple[int, str]]:
    """Yield how deep each entry stands, and what it is; one met again is not opened again."""
    entries = subject.structure.entries
    opened: set[str] = set()
    waiting: list[tuple[int, Element]] = [(0, each) for each in reversed(entries[subject.ident])]
    while waiting:
        depth, element = waiting.pop()
        if isinstance(element, Gate):
            yield depth, _group(subject, element)
            waiting += [(depth + 1, each) for each in reversed(element.members)]
            continue
        beneath = entries[element]
        again = element in opened and bool(beneath)
        yield depth, _node(subject, element, again)
        opened.add(element)
        waiting += [(depth + 1, each) for each in reversed(beneath)] if not again else ()


def _node(subject: Subject, ident: str, again: bool) -> str:
    node = subject.estate.catalog.node(ident)
    if node is None:
        return f"{ident}, which the catalog does not have"
    if again:
        return f"{node.name}: see above"
    kind = f"{node.type} run by" if isinstance(node, Component) else "service of"
    opaque = not isinstance(node, Component) and ident in subject.structure.points
    word = "; it requires nothing, so its own promise is taken at its word" if opaque else ""
    return f"{node.name} ({kind} {subject.keeper(ident)}){word}"


def _group(subject: Subject, gate: Gate) -> str:
    need, size = gate.need, len(gate.members)
    if subject.structure.credited(gate):
        return f"{need} of these {size}, which fail independently: they share no failure domain"
    return f"{need} of these {size}, which count as {need}: {why_together(subject, gate)}"


def why_together(subject: Subject, gate: Gate) -> str:
    """Return why a group has not earned independence."""
    components = subject.estate.catalog.components
    if others := [each for each in gate.members if each not in components]:
        return f"{listed(subject.names(others))} can declare no failure domains"
    silent = [each for each in gate.members if not components[each].failure_domains]
    if len(silent) == len(gate.members):
        return "no failure domains are declared"
    if silent:
        declares = "declares" if len(silent) == 1 else "declare"
        return f"{listed(subject.names(silent))} {declares} no failure domain"
    return f"they share {listed(sorted(_shared(subject, gate)))}"


def _shared(subject: Subject, gate: Gate) -> set[str]:
    """Return the failure domains that take two members of a group down together."""
    entries = subject.structure.entries
    beneath = (set(walk([each], lambda ident: named(entries[ident]))) for each in gate.members)
    found: set[str] = set()
    for one, other in combinations(beneath, 2):
        found |= _domains(subject, one - other) & _domains(subject, other - one)
    return found


def _domains(subject: Subject, idents: set[str]) -> set[str]:
    nodes = (subject.estate.catalog.components.get(each) for each in idents)
    return {domain for node in nodes if node for domain in node.failure_domains}
