"""A diff in one sentence of counts."""

from __future__ import annotations

from collections.abc import Iterator

from twoview.diff import Diff


def summary(diff: Diff) -> str:
    """Return one sentence that counts what changed."""
    if diff.means_nothing:
        return f"No change of meaning{''.join(_files(diff))}."
    parts = [*_promise_counts(diff), *_finding_counts(diff)]
    entries = len({each.key for each in diff.changes})
    if diff.changes:
        where = count(entries, "entry", "entries")
        parts.append(f"{count(len(diff.changes), 'change')} in {where}")
    return f"{', '.join(parts)}."


def _files(diff: Diff) -> Iterator[str]:
    counts = {"written differently": diff.rewritten, "moved": diff.moved}
    told = [f"{count(len(files), 'file')} {what}" for what, files in counts.items() if files]
    yield f": {' and '.join(told)}" if told else ""


def _promise_counts(diff: Diff) -> Iterator[str]:
    worse = sum(each.is_worse for each in diff.promises)
    better = sum(each.is_better for each in diff.promises)
    other = len(diff.promises) - worse - better
    if worse:
        yield f"{count(worse, 'promise')} broken"
    if better:
        yield f"{count(better, 'promise')} repaired"
    if other:
        yield f"{count(other, 'promise')} changed"


def _finding_counts(diff: Diff) -> Iterator[str]:
    if diff.new:
        errors = sum(each.severity == "error" for each in diff.new)
        weight = f" ({count(errors, 'error')})" if errors else ""
        yield f"{count(len(diff.new), 'new finding')}{weight}"
    if diff.gone:
        yield f"{count(len(diff.gone), 'finding')} gone"


def count(number: int, one: str, many: str = "") -> str:
    """Return a number of things in words, `many` where their name is not just one with an s."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
