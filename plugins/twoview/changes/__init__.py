"""What changed in meaning between two states of a catalog, in words."""

from twoview.changes.change import TOPICS, Change, Key, Names, Topic
from twoview.changes.compare import compare
from twoview.changes.following import Ids

__all__ = ["TOPICS", "Change", "Ids", "Key", "Names", "Topic", "compare"]
