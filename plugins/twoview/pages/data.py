"""The catalog as data for other programs: `catalog.json`, and a table for each kind of thing.

All of it is what the readers of the site may see, field by field. Values are written as in YAML.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import StringIO
from typing import Any

from twoview.audience import shown_fields
from twoview.language import _, later
from twoview.model import (
    KINDS,
    Capacity,
    Catalog,
    Charge,
    Commitments,
    Contract,
    Engagement,
    Entity,
    Group,
    Hours,
    Link,
    Node,
    Requirement,
    Service,
    Waiver,
)
from twoview.pages.address import address, href, seen_in
from twoview.pages.form import schema
from twoview.pages.page import Book, Page
from twoview.pages.writer import Writer
from twoview.promises.row import row
from twoview.values import Duration, Money, Schedule, Share

FILE = "catalog.json"
SCHEMA = "catalog.schema.json"
FOLDER = "data"
PATH = "data/index"
VERSION = 1
"""The version of the form of the data; the next one is not read by programs that know this one."""

LISTED = {name: cls for name, cls in KINDS.items() if name != "Catalog"}
LABELS = {
    "services": later("Services"),
    "components": later("Components"),
    "customers": later("Customers"),
    "outcomes": later("Outcomes"),
    "teams": later("Teams"),
    "suppliers": later("Suppliers"),
    "promises": later("Promises"),
    "relations": later("Relations"),
}
"""What there is a table of."""
Row = dict[str, Any]


def pages(book: Book) -> Iterator[Page]:
    """Yield the page of the data, with the data beside it."""
    data = document(book)
    made = {**files(data), SCHEMA: json.dumps(schema(book.reader), indent=1) + "\n"}
    writer = Writer(book, None)
    page = writer.page(
        "data",
        PATH,
        heading=_("The catalog as data"),
        kicker=_("For other programs"),
        lead=_("Everything that this site tells, for programs and spreadsheets."),
        rows=[
            (_(LABELS[name]), len(data[name]), writer.beside(f"{FOLDER}/{name}.csv", PATH))
            for name in LABELS
            if data.get(name)
        ],
        document=writer.beside(FILE, PATH),
        schema=writer.beside(SCHEMA, PATH),
    )
    yield replace(page, files=made)


def document(book: Book) -> Row:
    """Return all that the readers of a book may see of its catalog, as JSON data."""
    estate = book.published
    catalog = estate.catalog
    seen = shown_fields("Promise", book.reader)
    return {
        "version": VERSION,
        "readers": book.reader,
        "as_of": str(estate.today),
        "catalog": _fields(catalog.settings, shown_fields("Catalog", book.reader)),
        **{
            cls.plural: [_entity(each, book) for each in catalog.of_kind(kind).values()]
            for kind, cls in LISTED.items()
        },
        "promises": [{name: row(each)[name] for name in seen} for each in estate.promised],
        "relations": list(relations(catalog)),
    }


def files(data: Row) -> dict[str, str]:
    """Return the files with the data, by their path in the site."""
    return {
        FILE: json.dumps(data, ensure_ascii=False, indent=1) + "\n",
        **{f"{FOLDER}/{name}.csv": table(data[name]) for name in LABELS if data.get(name)},
    }


def table(rows: Sequence[Row]) -> str:
    """Return rows as CSV (RFC 4180) with a line of names; what is no plain value is JSON.

    No cell is a formula: what a spreadsheet would take for one begins with an apostrophe.
    """
    names = list(dict.fromkeys(name for each in rows for name in each))
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([_cell(each.get(name)) for name in names] for each in rows)
    return text.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return _harmless("; ".join(value))
    if isinstance(value, list | dict | bool):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else _harmless(str(value))


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _entity(entity: Entity, book: Book) -> Row:
    """Return an entity with where its pages are, by view."""
    found = _fields(entity, shown_fields(entity.kind, book.reader))
    views = [view for view in seen_in(entity) if view in book.views and entity.id]
    ways = {view: _way(address(entity, view), book) for view in views}
    return {**found, "pages": ways} if ways else found


def _way(path: str, book: Book) -> str:
    return href(path, "index", directory_urls=book.directory_urls)


def _fields(entity: Entity, names: Iterable[str]) -> Row:
    """Return the fields of an entity that say anything, as they would be written."""
    found = {name: _plain(getattr(entity, name)) for name in names}
    return {name: value for name, value in found.items() if value not in (None, "", [], {})}


def _plain(value: Any) -> Any:
    """Return a value as JSON data, as it would be written in YAML."""
    return _FORMS.get(type(value), lambda same: same)(value)


def _parts(*names: str) -> Callable[[Any], Row]:
    def written(whole: Any) -> Row:
        found = {name: _plain(getattr(whole, name)) for name in names}
        return {name: each for name, each in found.items() if each not in (None, "", [], {})}

    return written


def _entry(entry: Requirement | Group, *names: str) -> Row:
    found = _parts(*names)(entry)
    return found if entry.share == 1 else {**found, "share": _number(entry.share)}


def _number(value: Fraction) -> int | str:
    return value.numerator if value.denominator == 1 else Share(value).decimal()


_FORMS: Mapping[type, Callable[[Any], Any]] = {
    **dict.fromkeys((Duration, Share, Money, Schedule, date), str),
    **dict.fromkeys((tuple, list), lambda items: [_plain(each) for each in items]),
    dict: lambda mapping: {name: _plain(each) for name, each in mapping.items()},
    Fraction: _number,
    Hours: lambda hours: str(hours.schedule or hours.text),
    Capacity: _parts("amount", "unit"),
    Charge: _parts("amount", "per"),
    Commitments: lambda stated: {name: _plain(each) for name, each in stated.stated().items()},
    Engagement: _parts("id", "relationship", "outcomes", "commitments"),
    Requirement: lambda entry: _entry(entry, "id", "failure"),
    Group: lambda entry: _entry(entry, "any_of", "need"),
    Waiver: _parts("rule", "reason", "until", "customer", "metric"),
    Link: _parts("title", "url"),
    Contract: _parts("reference", "until"),
}


def relations(catalog: Catalog) -> Iterator[Row]:
    """Yield how the things of a catalog relate to each other: from which, how, to which."""
    for outcome in catalog.outcomes.values():
        yield from _from(catalog.customers, outcome.customers, "wants", outcome)
    for service in catalog.services.values():
        yield from _of_service(service, catalog)
    for node in catalog.nodes:
        yield from _requires(node, catalog)
    for component in catalog.components.values():
        yield from _from(catalog.teams, [component.team], "runs", component)
        yield from _from(catalog.suppliers, [component.supplier], "runs", component)


def _of_service(service: Service, catalog: Catalog) -> Iterator[Row]:
    for engagement in service.customers:
        for each in _from(catalog.customers, [engagement.id], "uses", service):
            yield {**each, "relationship": engagement.relationship}
    goals = (catalog.outcomes.get(ident) for ident in service.served_outcomes)
    yield from (_relation(service, "delivers", goal) for goal in goals if goal)
    yield from _from(catalog.teams, [service.owner], "owns", service)


def _requires(node: Node, catalog: Catalog) -> Iterator[Row]:
    for index, entry in enumerate(node.requires):
        group = {"group": index, "need": entry.need} if isinstance(entry, Group) else {}
        failure = {"failure": entry.failure} if isinstance(entry, Requirement) else {}
        for ident in entry.members:
            if other := catalog.node(ident):
                yield {**_relation(node, "requires", other), **failure, **group}


def _from(
    known: Mapping[str, Entity], idents: Iterable[str | None], words: str, target: Entity
) -> Iterator[Row]:
    """Yield a relation from each entity of these ids that is there."""
    for ident in idents:
        if source := known.get(ident or ""):
            yield _relation(source, words, target)


def _relation(source: Entity, words: str, target: Entity) -> Row:
    return {"from": _end(source), "relation": words, "to": _end(target)}


def _end(entity: Entity) -> str:
    return f"{entity.kind.lower()}:{entity.id}"
