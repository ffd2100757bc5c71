"""Pages written: a template filled with what it needs, under the head that all pages share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from posixpath import relpath
from typing import Any

from markupsafe import Markup

from twoview.diagram import WORDS, Graph, Group, Layout, layout, svg
from twoview.language import _, later, n_
from twoview.language.terms import term
from twoview.model import Entity
from twoview.pages import wording
from twoview.pages.address import CHANGES, View, address, folder, href, seen_in
from twoview.pages.former import redirects
from twoview.pages.icons import icon_of
from twoview.pages.key import Entry, key
from twoview.pages.lately import lately
from twoview.pages.page import Book, Page
from twoview.pages.render import fill, plain

NAMES = {"business": later("Business view"), "technical": later("Technical view")}
"""What each view is called; whoever shows it says `_(name)`."""

_MAIL = re.compile(r"[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"']+")

_BOOSTS: Mapping[tuple[str, View], float] = {
    ("Service", "business"): 1.4,
    ("Customer", "business"): 1.2,
    ("Outcome", "business"): 1.2,
    ("Customer", "technical"): 0.8,
    ("Outcome", "technical"): 0.8,
    ("Component", "technical"): 0.7,
    ("Supplier", "technical"): 0.7,
}
"""How much a word on an entity's page weighs in the search, where not 1. The differences are small,
so that whoever types the whole name of something finds it before all that is called alike."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One line of a diagram as a row of its text twin."""

    source: str
    words: str
    target: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A diagram with all that stands around it on the page."""

    title: str
    description: str
    svg: Markup
    download: str
    hidden: int
    relations: Sequence[Relation]
    key: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Sketch:
    """A diagram that a page wants: how to draw it once the page can say where links lead."""

    title: str
    description: str
    draw: Callable[[Callable[[Entity], str]], Graph]


class Writer:
    """Writes the pages of one book in one view ("" for pages that belong to neither)."""

    def __init__(self, book: Book, view: View | None) -> None:
        """Take what pages are made from, and the view that they belong to."""
        self.book = book
        self.view = view
        self.estate = book.seen(view)
        self._nodes = {node.id: node for node in self.estate.catalog.nodes}

    def called(self, view: View) -> str:
        """Return what a view is called: customers outside know of one only."""
        return _("Services") if self.book.reader == "external" else _(NAMES[view])

    def entity_page(
        self, template: str, entity: Entity, *, sketch: Sketch | None = None, **context: Any
    ) -> Page:
        """Return the page of one entity in this view."""
        view = self.view or "business"
        head = {"heading": entity.name, "crumb": entity.name, "entity": entity, **context}
        head["lately"] = found = lately(entity, self.book, view)
        head["changed"] = found.first[0].day if found else None
        head["wrong"] = self._warning(entity)
        head["found"] = self.book.findings_of(entity)
        head["accepted"] = self.book.accepted_of(entity)
        head["defined"] = _defined(entity)
        forge = self.book.forge
        head["propose"] = forge.edit(entity.origin.document.file) if forge else ""
        boost = _BOOSTS.get((entity.kind, view), 1)
        path = address(entity, view)
        crumbs = [(self.called(view), f"{view}/index")]
        page = self._page(template, path, crumbs, head, sketch, entity=entity, boost=boost)
        former = redirects(entity, view, directory_urls=self.book.directory_urls)
        return replace(page, files={**page.files, **former})

    def page(
        self, template: str, path: str, *, sketch: Sketch | None = None, **context: Any
    ) -> Page:
        """Return a page that is about no single entity."""
        crumbs = [(_("Catalog"), "index")] if path != "index" else []
        errors = len(self.book.errors)
        wrong = ""
        if errors:
            wrong = n_(
                "This catalog has {count} error.", "This catalog has {count} errors.", errors
            )
        head = {"changed": None, "wrong": wrong, "crumb": context["heading"], **context}
        boost = 0.3 if path == "findings" else 1.0
        return self._page(template, path, crumbs, head, sketch, listed=True, boost=boost)

    def _page(
        self,
        template: str,
        path: str,
        crumbs: Sequence[tuple[str, str]],
        context: dict[str, Any],
        sketch: Sketch | None,
        *,
        entity: Entity | None = None,
        listed: bool = False,
        boost: float = 1,
    ) -> Page:
        drawing, files = self._drawing(sketch, path) if sketch else (None, {})
        ways = [(name, self.href(target, path)) for name, target in crumbs]
        own = {"crumbs": ways, "drawing": drawing, **context}
        return Page(
            path=path,
            title=plain(self._title(context["heading"], entity)),
            body=fill(template, {**self._common(path, entity), **own}),
            description=plain(context.get("lead", "")),
            entity=entity,
            listed=listed,
            hide=_hide(path),
            boost=boost,
            files=files,
            labels=self._labels(entity),
            names=[plain(name) for name in getattr(entity, "synonyms", ())],
        )

    def _common(self, path: str, entity: Entity | None) -> dict[str, Any]:
        """Return what the templates of all pages are given."""
        catalog = self.estate.catalog
        return {
            "book": self.book,
            "estate": self.estate,
            "catalog": catalog,
            "settings": catalog.settings,
            "report": self.book.report,
            "nodes": self._nodes,
            "view": self.view,
            "icon": icon_of(path, entity),
            "lead": "",
            "propose": "",
            "switch": self._switch(path, entity),
            "to": lambda thing, view: self._to(thing, view, path),
            "mail": mail,
            "all_changes": self._changes(path),
        }

    def _title(self, heading: str, entity: Entity | None) -> str:
        """Tell the two pages of one entity apart, in the search and in the browser's tabs."""
        twins = entity and len(seen_in(entity)) > 1
        return (
            _("{heading} (technical)", heading=heading)
            if twins and self.view == "technical"
            else heading
        )

    def _labels(self, entity: Entity | None) -> list[str]:
        """Return what tells hits of the search apart: the view, and what kind of thing it is."""
        kind = [wording.capital(term(entity.kind.lower()))] if entity else []
        return [*([self.called(self.view)] if self.view else []), *kind]

    def href(self, target: str, source: str) -> str:
        """Return the relative address from one page to another."""
        return href(target, source, directory_urls=self.book.directory_urls)

    def beside(self, file: str, source: str) -> str:
        """Return the relative address of a file from a page."""
        return relpath(file, folder(source, directory_urls=self.book.directory_urls) or ".")

    def _to(self, entity: Entity, view: View | None, source: str) -> str:
        """Return where an entity's page is, empty where it has none."""
        shown = [each for each in seen_in(entity) if each in self.book.views]
        if not shown:
            return ""
        return self.href(address(entity, view if view in shown else shown[0]), source)

    def _changes(self, source: str) -> Mapping[View, str]:
        """Return where the page of all changes is for the readers of a page, by view."""
        if self.book.story is None:
            return {}
        views = [self.view] if self.view else self.book.views
        return {view: self.href(CHANGES[view], source) for view in views}

    def _switch(self, path: str, entity: Entity | None) -> list[tuple[str, str, bool]]:
        """Return the views with the way to the same thing in each, and which one this is."""
        if len(self.book.views) < 2:
            return []
        return [
            (self.called(view), self.href(self._twin(path, entity, view), path), view == self.view)
            for view in self.book.views
        ]

    def _twin(self, path: str, entity: Entity | None, view: View) -> str:
        if entity and view in seen_in(entity):
            return address(entity, view)
        if entity:
            return f"{path}#from-the-business"
        if path in CHANGES.values():
            return CHANGES[view]
        tail = path.partition("/")[2]
        return f"{view}/{tail if tail in _TWINS else 'index'}"

    def _warning(self, entity: Entity) -> str:
        if not self.book.is_wrong(entity):
            return ""
        return _("The definition of this page has errors: what it says may be incomplete or wrong.")

    def _drawing(self, sketch: Sketch, path: str) -> tuple[Drawing, dict[str, str]]:
        graph = sketch.draw(lambda entity: self._to(entity, self.view, path))
        more = self.href(f"{self.view or 'business'}/index", path)
        nodes = tuple(replace(n, href=more) if n.kind == "more" else n for n in graph.nodes)
        graph = replace(graph, nodes=nodes)
        ident = "d-" + path.replace("/", "-")
        drawn = layout(graph)
        file = f"{path}.svg"
        drawing = Drawing(
            title=sketch.title,
            description=sketch.description,
            svg=Markup(_draw(graph, drawn, sketch, ident)),  # noqa: S704 - escaped by its maker
            download=self.beside(file, path),
            hidden=graph.hidden,
            relations=list(relations(graph)),
            key=list(key(graph)),
        )
        return drawing, {file: _draw(graph, drawn, sketch, ident, literal=True) + "\n"}


def _draw(graph: Graph, drawn: Layout, sketch: Sketch, ident: str, *, literal: bool = False) -> str:
    title, about = sketch.title, sketch.description
    return svg(graph, ident=ident, title=title, description=about, literal=literal, drawn=drawn)


_TWINS = ("map", "promises")
"""What each view has a page of, besides its index."""


def _hide(path: str) -> tuple[str, ...]:
    """Return what only takes room: the tabs lead everywhere, and maps want to be wide."""
    return ("navigation", "toc") if path in _WIDE else ("navigation",)


_WIDE = ("index", "business/portfolio", "business/map", "technical/map", "technical/what-if")


def mail(text: str) -> str:
    """Return the address that a contact opens, empty where it is no mail address."""
    return f"mailto:{text}" if _MAIL.fullmatch(text) else ""


def _defined(entity: Entity) -> str:
    place = entity.origin.at()
    return f"{place.file}:{place.line}"


def relations(graph: Graph) -> Iterator[Relation]:
    """Yield every line of a diagram in words: its text twin."""
    labels = {node.key: node.label for node in graph.nodes}
    for edge in graph.edges:
        yield Relation(labels[edge.source], _(WORDS[edge.kind]), labels[edge.target])
    for group in graph.groups:
        yield from _members(group, labels)


def _members(group: Group, labels: dict[str, str]) -> Iterator[Relation]:
    words = _("requires {need} of {total}, one of them", need=group.need, total=len(group.members))
    for member in group.members:
        yield Relation(labels[group.source], words, labels[member])
