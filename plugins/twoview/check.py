"""Rules run over an estate: severities chosen, waivers applied, findings sorted by place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from twoview.baseline import Identity, beyond, identities
from twoview.finding import Accepted, Finding, Problem, Rule, Severity, WaiverUse
from twoview.judged import Judged
from twoview.language import ENGLISH, speaking
from twoview.model import Waiver
from twoview.rules import all_rules


@dataclass(frozen=True, slots=True)
class Report:
    """What checking found: findings by place, and those that a waiver accepts.

    `known` counts findings that were left out because they were known already, in `known_in`.
    """

    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...]
    known: int = 0
    known_in: str = ""

    @property
    def counts(self) -> dict[Severity, int]:
        """How many findings there are of each severity, the worst first."""
        found = [finding.severity for finding in self.findings]
        return {severity: found.count(severity) for severity in reversed(Severity)}

    def reaches(self, severity: Severity) -> bool:
        """Whether there is a finding of this severity or a worse one."""
        return any(finding.severity.weight >= severity.weight for finding in self.findings)

    def without(self, known: Mapping[Identity, int], known_in: str = "") -> Report:
        """Return the same with the findings that are not known; the known ones are counted."""
        new = beyond(self.findings, known)
        count = self.known + len(self.findings) - len(new)
        names = " and ".join(filter(None, (self.known_in, known_in)))
        return replace(self, findings=new, known=count, known_in=names)


def since(report: Report, before: Iterable[Finding], known_in: str = "") -> Report:
    """Return a report without what was found before a change already, in `known_in`."""
    return report.without(identities(before), known_in)


@speaking(ENGLISH)
def check(estate: Judged) -> Report:
    """Return what the rules find in an estate, waivers and the catalog's own severities applied.

    Findings are in English, whatever language is spoken. Raises RulesNotLoaded when rules of
    another package cannot be imported.
    """
    rules = all_rules()
    enabled = [rule for rule in rules.values() if _chosen(rule, estate) != "off"]
    found = [
        (rule, problem)
        for rule in enabled
        if not rule.of_waivers
        for problem in _problems(rule, estate, estate)
    ]
    uses = list(_uses(estate, found, rules))
    found += [
        (rule, problem)
        for rule in enabled
        if rule.of_waivers
        for problem in _problems(rule, uses, estate)
    ]
    # Of several waivers that speak of a problem, the first one counts.
    waivers = {
        id(each): use.waiver for use in uses[::-1] if not use.expired for each in use.silences
    }
    standing: list[Finding] = []
    accepted: list[Accepted] = []
    for rule, problem in found:
        finding = Finding(rule.name, Severity(_chosen(rule, estate)), problem)
        if waiver := waivers.get(id(problem)):
            accepted.append(Accepted(finding, waiver))
        else:
            standing.append(finding)
    return Report(
        tuple(sorted(standing, key=lambda each: each.place)),
        tuple(sorted(accepted, key=lambda each: each.finding.place)),
    )


def _chosen(rule: Rule, estate: Judged) -> str:
    """Return the severity that the catalog gives a rule, or `off`."""
    return estate.catalog.settings.rules.get(rule.name, rule.severity)


def _problems(rule: Rule, subject: object, estate: Judged) -> Iterator[Problem]:
    """Yield the problems of one rule, without those that an unread file may well answer."""
    for problem in rule.check(subject):
        if not (rule.absence and _may_be_elsewhere(rule, problem, estate)):
            yield problem


def _may_be_elsewhere(rule: Rule, problem: Problem, estate: Judged) -> bool:
    """Whether an unread file may answer a problem, or hold back what a waiver silences."""
    catalog = estate.catalog
    if problem.kind == "Catalog" or rule.of_waivers:
        return bool(catalog.unparsed or catalog.misshapen)
    return estate.may_mention(problem.entity)


def _uses(
    estate: Judged, found: Iterable[tuple[Rule, Problem]], rules: Mapping[str, Rule]
) -> Iterator[WaiverUse]:
    """Yield each waiver of a rule that is checked, with the problems that it speaks of."""
    by_subject: dict[tuple[str, str, str], list[Problem]] = {}
    for rule, problem in found:
        if rule.waivable:
            by_subject.setdefault((rule.name, problem.kind, problem.entity), []).append(problem)
    for entity in estate.catalog.entities:
        for index, waiver in enumerate(entity.accepts):
            if waiver.rule in rules:
                meant = by_subject.get((waiver.rule, entity.kind, entity.id), ())
                silences = tuple(each for each in meant if _speaks_of(waiver, each))
                expired = waiver.until < estate.today
                yield WaiverUse(entity, index, waiver, rules[waiver.rule], silences, expired)


def _speaks_of(waiver: Waiver, problem: Problem) -> bool:
    return waiver.customer in (None, problem.customer) and waiver.metric in (None, problem.metric)
