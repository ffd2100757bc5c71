"""What is promised, and what the inside can keep of it."""

from twoview.promises.judge import Judge, Judgement, Verdict
from twoview.promises.made import Promise, promises_of

__all__ = ["Judge", "Judgement", "Promise", "Verdict", "promises_of"]
