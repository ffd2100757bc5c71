"""What the files that could not be taken up whole leave open."""

from __future__ import annotations

from collections.abc import Iterable

from twoview.estate import Estate
from twoview.graph import reach
from twoview.model import LISTED, Component, Entity, Hours, Node, Service, Supplier, Team

_LISTS = {(plural,) for plural in LISTED}


def is_doubted(entity: Entity, field: str, estate: Estate) -> bool:
    """Whether the schema found fault with a field, whose default stands for what was meant."""
    file = entity.origin.document.file
    at = (*entity.origin.pointer, field)
    return any(
        problem.location.file == file and problem.pointer[: len(at)] == at
        for problem in estate.problems_of("schema")
    )


def may_be_listed(ident: str, estate: Estate) -> bool:
    """Whether a list that could not be taken up, such as a mapping, says something about an id."""
    sources = estate.catalog.sources
    lost = (each for each in estate.problems_of("schema") if each.pointer in _LISTS)
    return any(ident in sources.get(problem.location.file, "") for problem in lost)


def may_be_set(word: str, estate: Estate) -> bool:
    """Whether the catalog's own file says something about a word that could not be taken up."""
    catalog = estate.catalog
    file = catalog.settings.origin.document.file
    is_whole = file not in catalog.unparsed | catalog.misshapen
    return not is_whole and word in catalog.sources.get(file, word)


def any_mentioned(nodes: Iterable[Node], estate: Estate) -> bool:
    """Whether a file that could not be read whole may say something about any of some nodes."""
    return any(estate.may_mention(node.id) for node in nodes)


def unsettled(estate: Estate, *, with_runners: bool = False) -> frozenset[str]:
    """Return the ids above, and at, what could not be taken up whole: they may be judged wrongly.

    That is a service or component in such a file, one that such a file may define, one with hours
    of an unknown name, or one whose id is taken twice. Who runs a component only adds figures that
    would count as perfect, so that a promise is no less short without them; `with_runners` counts
    those who could not be taken up whole as well.
    """
    catalog = estate.catalog
    if _is_partial(catalog.settings, estate):
        return frozenset((*catalog.services, *catalog.components))
    twice = {problem.entity for problem in estate.problems_of("duplicate-id")}
    partial = {each.id for each in catalog.nodes if each.id in twice or _is_open(each, estate)}
    if with_runners:
        partial |= {node.id for node in catalog.nodes if _has_open_runner(node, estate)}
    strange = (ident for ident in estate.required_by if ident not in estate.requires)
    partial.update(ident for ident in strange if estate.may_mention(ident))
    return frozenset(reach(partial, estate.required_by))


def _is_partial(entity: Entity, estate: Estate) -> bool:
    """Whether an entity stands in a file of which not everything could be taken up."""
    catalog = estate.catalog
    return entity.origin.document.file in catalog.unparsed | catalog.misshapen


def _is_open(node: Node, estate: Estate) -> bool:
    if _is_partial(node, estate):
        return True
    if isinstance(node, Component):
        return _any_unknown(node.targets.stated().values())
    stated = [node.commitments, *(engagement.commitments for engagement in node.customers)]
    return any(_any_unknown(each.stated().values()) for each in stated)


def _any_unknown(values: Iterable[object]) -> bool:
    """Whether any values are hours with a name that the catalog does not have."""
    return any(isinstance(value, Hours) and value.schedule is None for value in values)


def _has_open_runner(node: Node, estate: Estate) -> bool:
    """Whether the team or supplier behind a node could not be taken up whole."""
    runner: Team | Supplier | None
    if isinstance(node, Service):
        runner, name = estate.catalog.teams.get(node.owner), node.owner
    else:
        runner, name = estate.runner(node), node.team or node.supplier or ""
    if runner is None:
        return estate.may_mention(name)
    return _is_partial(runner, estate) or _any_unknown([runner.hours])
