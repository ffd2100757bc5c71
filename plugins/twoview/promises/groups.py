"""The groups that a service cannot do without, as formulas over what can fail beneath them.

What is critical for the service is a factor by itself and is taken to be up here. Many services
stand on the same groups, and mostly leave the same things open beneath them: the formula of a group
is made once for all that do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from twoview.promises.formula import Formula, Formulas, clusters
from twoview.promises.recursion import walk
from twoview.promises.structure import Credit, Element, Gate, Structure, named


@dataclass(frozen=True, slots=True)
class Entangled:
    """Groups that share what they need, and the formula that is true while all of them are up."""

    gates: tuple[Gate, ...]
    formula: Formula


class Groups:
    """Makes the formulas of groups, for the services of one catalog."""

    def __init__(self, structure: Structure, formulas: Formulas) -> None:
        """Take the structure of the catalog, and what makes formulas."""
        self._structure = structure
        self._formulas = formulas
        self._known: dict[tuple[Gate, frozenset[Element], Credit], Formula] = {}

    def of(self, ident: str, credit: Credit) -> list[Entangled]:
        """Return the critical groups of a node, those together that share what can fail."""
        if not self._structure.gates[ident]:
            return []
        critical = frozenset(self._structure.critical[ident])
        gates: dict[Formula, list[Gate]] = {}
        for gate in self._structure.gates[ident]:
            if gate in critical:
                gates.setdefault(self._formula(gate, critical, credit), []).append(gate)
        gates.pop(self._formulas.true, None)
        return [
            self._entangled(chain.from_iterable(map(gates.__getitem__, each)), each)
            for each in clusters(gates)
        ]

    def _entangled(self, gates: Iterable[Gate], formulas: Iterable[Formula]) -> Entangled:
        ordered = tuple(sorted(gates, key=lambda gate: gate.order))
        return Entangled(ordered, self._formulas.every(formulas))

    def _formula(self, gate: Gate, critical: frozenset[Element], credit: Credit) -> Formula:
        """Return the formula of a group while what is critical is up."""
        found = (self._structure.beneath, self._structure.gates)
        beneath = (elements[each] for elements in found for each in gate.members)
        up = critical.intersection(chain.from_iterable(beneath))
        key = (gate, up, credit)
        if key not in self._known:
            self._known[key] = self._made(gate, up, credit)
        return self._known[key]

    def _made(self, gate: Gate, up: frozenset[Element], credit: Credit) -> Formula:
        made: dict[Element, Formula] = dict.fromkeys(up, self._formulas.true)
        for ident in self._open(gate.members, up):
            own = [self._formulas.point(ident)] if ident in self._structure.points else []
            entries = (self._entry(each, made, credit) for each in self._structure.entries[ident])
            made[ident] = self._formulas.every([*own, *entries])
        return self._entry(gate, made, credit)

    def _open(self, members: Iterable[str], up: Collection[Element]) -> list[str]:
        """Return the nodes at and beneath some that may be down, after those that they require."""

        def onward(ident: str) -> Iterator[str]:
            entries = (each for each in self._structure.entries[ident] if each not in up)
            return (each for each in named(entries) if each not in up)

        found = walk((each for each in members if each not in up), onward)
        return sorted(found, key=self._structure.order.__getitem__)

    def _entry(self, entry: Element, made: Mapping[Element, Formula], credit: Credit) -> Formula:
        if isinstance(entry, str) or entry in made:
            return made[entry]
        parts = [made[member] for member in entry.members]
        if self._structure.credited(entry, credit):
            return self._formulas.some(entry.need, parts)
        return self._formulas.choice(entry, parts)
