"""All rules by name, a module for each family; other packages add theirs by an entry point."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points

from twoview.finding import RULES, Rule
from twoview.rules import cost, files, inward, lifecycle, outward, promises, references

FAMILIES = tuple(
    module.__name__.rpartition(".")[2]
    for module in (files, references, promises, outward, inward, lifecycle, cost)
)
"""The names of our own families, in the order in which they are told."""


class RulesNotLoaded(Exception):  # noqa: N818
    """Another package announces rules that cannot be imported; the message says which and why."""


@cache
def all_rules() -> dict[str, Rule]:
    """Return every rule by name: ours, then those of the entry point group `twoview.rules`.

    Raises RulesNotLoaded when an entry point cannot be imported.
    """
    for entry in sorted(entry_points(group="twoview.rules"), key=lambda each: each.name):
        try:
            entry.load()
        except Exception as error:
            text = f"The rules of {entry.value} cannot be loaded: {error}"
            raise RulesNotLoaded(text) from error
    return RULES
