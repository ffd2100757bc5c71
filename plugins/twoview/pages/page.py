"""A page of the site, and what all pages are made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from twoview.audience import PARTS, Reader, may
from twoview.authoring import drafted, modeline, usual
from twoview.check import Report
from twoview.finding import Accepted, Finding, Severity
from twoview.forge import Forge
from twoview.history import Story
from twoview.judged import Judged
from twoview.model import Entity, Outcome, Settings
from twoview.pages.address import VIEWS, View
from twoview.shown import Shown


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its path without a suffix, and its body in Markdown.

    `entity` is what the page is about, if it is about one; `listed` says that it belongs into the
    navigation; `is_found` says whether the search finds it, and `boost` weighs it there.
    """

    path: str
    title: str
    body: str
    description: str = ""
    entity: Entity | None = None
    listed: bool = False
    is_found: bool = True
    boost: float = 1
    hide: Sequence[str] = ()
    """The parts of the theme that would only take room: `navigation`, `toc`."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Files that stand beside the page, by their path: its diagram as a file of its own."""
    feed: str = ""
    """The address of the feed that tells the same, seen from the page."""
    labels: Sequence[str] = ()
    """What the search says of the page beside its title: the view and the kind of thing."""
    names: Sequence[str] = ()
    """What else the thing is called; the search finds it as by its title."""


@dataclass(frozen=True)
class Book:
    """What all pages are made from, and how they point to each other."""

    estate: Judged
    report: Report
    views: Sequence[View] = VIEWS
    directory_urls: bool = True
    site_url: str = ""
    story: Story | None = None
    """What changed; None where the past is not told at all."""
    authors: bool = False
    """Whether readers are told who made a change."""
    forge: Forge | None = None
    """Where readers can propose a change; None where the site does not say."""

    @property
    def reader(self) -> Reader:
        """Who may see all that the book says."""
        if isinstance(self.estate, Shown):
            return self.estate.reader
        return "technical" if "technical" in self.views else "business"

    def may(self, part: str) -> bool:
        """Whether the readers of the book may see a part of it that is no field."""
        return may(self.reader, PARTS.get(part))

    @cached_property
    def published(self) -> Shown:
        """The catalog with all that anybody may see who reads the book."""
        return self.estate if isinstance(self.estate, Shown) else Shown(self.estate, self.reader)

    @cached_property
    def _business(self) -> Judged:
        is_whole = self.reader == "technical"
        return Shown(self.estate, "business") if is_whole else self.published

    def seen(self, view: View | None) -> Judged:
        """Return the catalog as the readers of a view may see it."""
        return self.estate if view != "business" and self.reader == "technical" else self._business

    def outside(self) -> Book:
        """Return the book for customers outside: nothing that they may not see is in it."""
        book = replace(self, estate=Shown(self.estate, "external"), views=("business",))
        return replace(
            book,
            report=book.report if book.may("findings") else Report((), ()),
            story=book.story if book.may("changes") else None,
            forge=book.forge if book.may("propose") else None,
        )

    def new_service(self, view: View | None) -> str:
        """Return the address that opens a new file for a service, empty where there is none.

        The file names what may be chosen, of what the readers of the view may see.
        """
        if not self.forge:
            return ""
        catalog = self.seen(view).catalog
        made = drafted("Service", "new-service", {}, catalog)
        file = usual(made, catalog).file
        return self.forge.new(file, made.text(modeline("Service", file, catalog)))

    @cached_property
    def findings(self) -> Mapping[tuple[str, str], Sequence[Finding]]:
        """The findings of each entity, by its kind and id."""
        found: dict[tuple[str, str], list[Finding]] = {}
        for finding in self.report.findings:
            about = (finding.problem.kind, finding.problem.entity)
            found.setdefault(about, []).append(finding)
        return found

    @cached_property
    def accepted(self) -> Mapping[tuple[str, str], Sequence[Accepted]]:
        """The accepted risks of each entity, by its kind and id."""
        found: dict[tuple[str, str], list[Accepted]] = {}
        for risk in self.report.accepted:
            about = (risk.finding.problem.kind, risk.finding.problem.entity)
            found.setdefault(about, []).append(risk)
        return found

    def findings_of(self, entity: Entity) -> Sequence[Finding]:
        """Return the findings of one entity."""
        return self.findings.get((entity.kind, entity.id), ())

    def accepted_of(self, entity: Entity) -> Sequence[Accepted]:
        """Return the accepted risks of one entity."""
        about = (entity.kind, entity.id)
        return self.accepted.get(about, ())

    @cached_property
    def errors(self) -> Sequence[Finding]:
        """The findings that would have failed a strict build."""
        return [each for each in self.report.findings if each.severity is Severity.ERROR]

    def is_wrong(self, entity: Entity) -> bool:
        """Whether errors may make untrue what is said of an entity.

        They are its own, those of a file that mentions it and could not be taken up whole, those of
        what it requires, and those of the catalog's settings.
        """
        if not self.errors:
            return False
        estate = self.estate
        beneath = estate.beneath(entity.id) if entity.kind in ("Service", "Component") else []
        return any(map(self._has_error, (estate.catalog.settings, entity, *beneath)))

    def _has_error(self, entity: Entity) -> bool:
        about = ((each.problem.kind, each.problem.entity) for each in self.errors)
        if entity.kind == Settings.kind:
            file = entity.origin.document.file
            return file in self.estate.catalog.unparsed | self.estate.catalog.misshapen
        return (entity.kind, entity.id) in about or self.estate.may_mention(entity.id)


def by_priority(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Return outcomes with the highest priority first, those without one last."""
    return sorted(outcomes, key=lambda each: (each.priority or 9, each.name))
