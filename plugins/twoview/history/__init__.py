"""What changed in meaning, and when: the past of a catalog as git knows it."""

from twoview.history.story import Moment, Story
from twoview.history.tell import Chronicle, names_in, story

__all__ = ["Chronicle", "Moment", "Story", "names_in", "story"]
