"""One change of meaning between two states of a catalog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from twoview.source import Pointer

Topic = Literal["promise", "target", "lifecycle", "structure", "cost", "text"]
TOPICS: tuple[Topic, ...] = ("promise", "target", "lifecycle", "structure", "cost", "text")
"""What changes are about, most important first."""

Key = tuple[str, str]
"""An entity: its kind and its id."""

Names = Callable[[str, str], str]
"""The name of an entity of a kind with an id; the id itself where nothing is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What changed in one entity.

    `path` leads to it as YAML writes it, with ids where a list has positions; it is empty where the
    entity itself came or went, whose name is then held. `before` and `after` are JSON data in the
    form in which an author writes values, None where there was nothing.
    `text` tells it without the name of the entity: "availability promised to Office raised from
    99.5% to 99.9%". An `inward` change speaks of what customers are not shown; one that
    `is_general` of a promise from which some customers have their own.
    """

    kind: str
    id: str
    topic: Topic
    path: Pointer
    before: Any
    after: Any
    text: str
    inward: bool = False
    is_general: bool = False

    @property
    def key(self) -> Key:
        """The entity that changed."""
        return self.kind, self.id
