"""New entities: what their kind asks for, how they are written, and where they go."""

from twoview.authoring.draft import Draft, drafted, modeline
from twoview.authoring.place import Place, usual

__all__ = ["Draft", "Place", "drafted", "modeline", "usual"]
