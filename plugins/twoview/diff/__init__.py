"""What a change to the catalog means: two states compared, from the promises down to the words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from twoview.baseline import new_and_gone
from twoview.changes import Change, Ids, Key, compare
from twoview.check import Report
from twoview.diff.costs import CostMove, cost_moves
from twoview.diff.promises import Move, moves
from twoview.diff.reach import Reach, reaches
from twoview.estate import Estate
from twoview.finding import Finding
from twoview.judged import Judged
from twoview.model import Catalog, Entity, Settings

__all__ = ["CostMove", "Diff", "Move", "Reach", "State", "diff"]


UNREAD = "cannot be read any more"


@dataclass(frozen=True, slots=True)
class State:
    """A state of the catalog: what to call it, the estate, and what checking it found."""

    name: str
    estate: Judged
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """What is different in one state from another.

    `promises` are those whose value, verdict or achievable figure changed, `new` and `gone` the
    findings that only one of the states has. In `rows`, for programs, what goes by another id is
    something else. `rewritten` and `moved` name files.
    """

    before: State
    after: State
    promises: tuple[Move, ...]
    rows: tuple[Move, ...]
    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    changes: tuple[Change, ...]
    costs: tuple[CostMove, ...]
    reach: tuple[Reach, ...]
    rewritten: tuple[str, ...]
    moved: tuple[str, ...]

    @property
    def means_nothing(self) -> bool:
        """Whether the catalog says the same in both states."""
        found = self.promises or self.new or self.gone or self.changes or self.costs
        return not (found or self.unread)

    @property
    def unread(self) -> tuple[str, ...]:
        """The files that were written anew and can be read in neither state."""
        unparsed = self.before.estate.catalog.unparsed & self.after.estate.catalog.unparsed
        return tuple(each for each in self.rewritten if each in unparsed)

    def is_gone(self, kind: str, ident: str) -> bool:
        """Whether an entity was there before and is not any more."""
        return _name(self.after, kind, ident) is None and not self.after.estate.may_define(ident)

    @property
    def is_first(self) -> bool:
        """Whether there was no catalog before."""
        return _is_nothing(self.before.estate.catalog)

    def name(self, kind: str, ident: str) -> str:
        """Return the name of an entity, as it is called afterwards if it is still there."""
        if kind == Settings.kind:
            return "Catalog settings"
        return _called(self.before, self.after, kind, ident)


def diff(before: State, after: State) -> Diff:
    """Return what is different in the state `after` from the state `before`."""
    old, new = before.estate, after.estate
    changes = [
        _of_kind(_readable(each, old, new), old.catalog, new.catalog)
        for each in compare(
            _entities(old.catalog), _entities(new.catalog), partial(_called, before, after)
        )
    ]
    ids = {(each.kind, each.before): each.id for each in changes if each.path == ("id",)}
    found = [_following(each, ids) for each in before.report.findings]
    appeared, gone = new_and_gone(found, after.report.findings)
    promises = tuple(moves(old, new, ids))
    rewritten, moved = _files(old.catalog, new.catalog)
    return Diff(
        before=before,
        after=after,
        promises=promises,
        rows=tuple(moves(old, new, {})) if ids else promises,
        new=tuple(appeared),
        gone=tuple(gone),
        changes=tuple(changes),
        costs=tuple(cost_moves(old, new, ids)),
        reach=tuple(reaches(old, new, changes, ids)),
        rewritten=rewritten,
        moved=moved,
    )


def _following(finding: Finding, ids: Ids) -> Finding:
    """Return a finding of the state before under the ids that things go by afterwards."""
    problem = finding.problem
    entity = ids.get((problem.kind, problem.entity), problem.entity)
    customer = ids.get(("Customer", problem.customer or ""), problem.customer)
    if (entity, customer) == (problem.entity, problem.customer):
        return finding
    return replace(finding, problem=replace(problem, entity=entity, customer=customer))


def _entities(catalog: Catalog) -> Mapping[Key, Entity]:
    if _is_nothing(catalog):
        return {}
    return {(each.kind, each.id): each for each in catalog.entities}


def _is_nothing(catalog: Catalog) -> bool:
    return not (catalog.sources or catalog.unparsed)


def _readable(change: Change, before: Estate, after: Estate) -> Change:
    """Return a change in which what cannot be read is not taken for something that is not there."""
    if change.path:
        return _legible(change, before, after)
    if change.after is None and after.may_define(change.id):
        return replace(change, text=UNREAD)
    if change.before is None and before.may_define(change.id):
        return replace(change, text="can be read again")
    return change


def _legible(change: Change, before: Estate, after: Estate) -> Change:
    """Return a change in which a value that does not fit its schema is not taken for none."""
    at = ".".join(map(str, change.path))
    if change.after is None and _is_cut(change, after.catalog):
        return replace(change, text=f"`{at}` {UNREAD}")
    if change.before is None and _is_cut(change, before.catalog):
        return replace(change, text=f"`{at}` can be read again")
    return change


def _is_cut(change: Change, catalog: Catalog) -> bool:
    entity = catalog.of_kind(change.kind).get(change.id)
    cut = entity.origin.cut if entity else ()
    return any(change.path[: len(each)] == each for each in cut)


def _of_kind(change: Change, before: Catalog, after: Catalog) -> Change:
    """Return a change that tells a kind, where an id went from a service to a component or back."""
    sides = before.node(change.id), after.node(change.id)
    if change.path or not all(sides) or change.kind not in ("Service", "Component"):
        return change
    return replace(change, text=f"{change.text}, as a {change.kind.lower()}")


def _called(before: State, after: State, kind: str, ident: str) -> str:
    return _name(after, kind, ident) or _name(before, kind, ident) or ident


def _name(state: State, kind: str, ident: str) -> str | None:
    entity = state.estate.catalog.of_kind(kind).get(ident)
    return entity.name if entity else None


def _files(before: Catalog, after: Catalog) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the files whose texts were not there before, and those that had another name."""
    known = set(map(_lines, before.sources.values()))
    new = {file: _lines(text) in known for file, text in sorted(after.sources.items())}
    rewritten = (file for file, was_there in new.items() if not was_there)
    moved = (file for file, was_there in new.items() if was_there and file not in before.sources)
    return tuple(rewritten), tuple(moved)


def _lines(text: str) -> str:
    """Return a text with the line ends that git keeps."""
    return text.replace("\r\n", "\n")
