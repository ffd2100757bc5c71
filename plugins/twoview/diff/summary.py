"""A diff in one sentence of counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from twoview.diff import Diff
from twoview.diff.point import count
from twoview.diff.promises import Fate, Move, counted
from twoview.diff.told import untold
from twoview.diff.weaker import weaker, without_hidden


def summary(diff: Diff) -> str:
    """Return one sentence that counts what changed, each thing once."""
    if diff.means_nothing:
        return f"No change of meaning{''.join(_files(diff))}."
    weakened = weaker(diff)
    rest = without_hidden(diff, weakened)
    parts = ["New catalog"] * diff.is_first
    parts += [*_promise_counts(diff), *_finding_counts(rest)]
    if diff.unread:
        parts.append(f"{count(len(diff.unread), 'changed file')} cannot be read")
    if weakened:
        parts.append(f"{count(len(weakened), 'check')} made weaker")
    changes = untold(rest)
    if changes and not diff.is_first:
        where = count(len({each.key for each in changes}), "entry", "entries")
        parts.append(f"{count(len(changes), 'change')} in {where}")
    return f"{', '.join(parts)}."


def _files(diff: Diff) -> Iterator[str]:
    counts = {"written differently": diff.rewritten, "moved": diff.moved}
    told = [f"{count(len(files), 'file')} {what}" for what, files in counts.items() if files]
    yield f": {' and '.join(told)}" if told else ""


_FATES: Mapping[Fate, tuple[str, str]] = {
    "broken": ("promise{s} broken", "broken"),
    "not kept": ("new promise{s} not kept", "new but not kept"),
    "untold": ("promise{s} cannot be told", "cannot be told"),
    "repaired": ("promise{s} repaired", "repaired"),
    "told again": ("promise{s} can be told again", "can be told again"),
    "new": ("new promise{s}", "new"),
    "withdrawn": ("promise{s} withdrawn", "withdrawn"),
    "changed": ("promise{s} changed", "changed"),
}
"""What became of promises, the gravest first: with the noun, and after something that has it."""


def _promise_counts(diff: Diff) -> Iterator[str]:
    by_fate: dict[Fate, list[Move]] = {}
    for move in diff.promises:
        by_fate.setdefault(move.fate, []).append(move)
    met = [(words, counted(by_fate[fate])) for fate, words in _FATES.items() if fate in by_fate]
    for place, (words, number) in enumerate(met):
        yield f"{number:,} {words[place > 0].format(s='s' * (number != 1))}"


def _finding_counts(diff: Diff) -> Iterator[str]:
    if diff.new:
        errors = sum(each.severity == "error" for each in diff.new)
        weight = f" ({count(errors, 'error')})" if errors else ""
        yield f"{count(len(diff.new), 'new finding')}{weight}"
    if diff.gone:
        yield f"{count(len(diff.gone), 'finding')} gone"
