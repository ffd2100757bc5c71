"""What the files that could not be taken up whole leave open."""

from __future__ import annotations

from twoview.estate import Estate
from twoview.model import LISTED, Entity

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
    file = estate.catalog.settings.origin.document.file
    return file in estate.partial and word in estate.catalog.sources.get(file, word)


def mentioned(estate: Estate) -> list[str]:
    """Return the nodes that a file which could not be read whole may say something about."""
    return [ident for ident in estate.requires if estate.may_mention(ident)]
