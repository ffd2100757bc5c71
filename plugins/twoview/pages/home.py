"""The pages that belong to neither view: the home page and the findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from twoview.estate import Estate
from twoview.finding import Finding
from twoview.model import STATUSES, Entity, Settings
from twoview.pages.address import View
from twoview.pages.lately import shown
from twoview.pages.page import Book, Page
from twoview.pages.wording import AUDIENCES
from twoview.pages.writer import Writer


def pages(book: Book) -> Iterator[Page]:
    """Yield the home page and, where the technical view is published, the findings."""
    yield _home(Writer(book, None))
    if "technical" in book.views:
        yield _findings(Writer(book, "technical"))


def _home(writer: Writer) -> Page:
    book = writer.book
    settings = book.estate.catalog.settings
    return writer.page(
        "home",
        "index",
        heading=settings.name,
        kicker="Service catalog",
        lead="What customers can count on, and what it is built from.",
        doors=list(_doors(book, writer)),
        tiles=list(_tiles(book, writer)),
        statuses=STATUSES,
        portfolio=_portfolio(book.estate),
        home_view=book.views[0],
        changed_last=_changed_last(book),
        change_links=_CHANGE_LINKS,
    )


_CHANGE_LINKS: Mapping[View, str] = {
    "business": "what changed for customers",
    "technical": "all that changed",
}


def _changed_last(book: Book) -> date | None:
    moments = shown(book.story.moments, book, book.views[-1]) if book.story else []
    return moments[0].day if moments else None


def _doors(book: Book, writer: Writer) -> Iterator[dict[str, str]]:
    doors = {
        "business": ("I use these services", "What can I count on, and how do I ask for it?"),
        "technical": ("I run or change them", "What leans on what, run to which targets, by whom?"),
    }
    for view in book.views:
        title, text = doors[view]
        yield {"title": title, "text": text, "way": writer.href(f"{view}/index", "index")}
    if "technical" in book.views:
        text = "Where does the catalog contradict itself, and which risks are accepted?"
        way = writer.href("findings", "index")
        yield {"title": "I check that it holds", "text": text, "way": way}


def _tiles(book: Book, writer: Writer) -> Iterator[dict[str, object]]:
    catalog = book.estate.catalog
    live = sum(service.status == "live" for service in catalog.services.values())
    broken = sum(each.verdict != "kept" for each in book.estate.judgements)
    first = f"{book.views[0]}/index"
    tiles = [
        (live, "service in use", "services in use", first),
        (broken, "promise not backed", "promises not backed", f"{book.views[0]}/promises"),
        (len(catalog.outcomes), "outcome", "outcomes", first),
        (len(catalog.customers), "customer", "customers", first),
    ]
    if "technical" in book.views:
        tiles += [
            (len(catalog.components), "component", "components", "technical/index"),
            (len(catalog.teams), "team", "teams", "technical/index"),
            (len(book.report.findings), "finding", "findings", "findings"),
        ]
    for count, one, many, path in tiles:
        name = one if count == 1 else many
        yield {"count": count, "name": name, "way": writer.href(path, "index")}


def _portfolio(estate: Estate) -> list[tuple[str, list[tuple[str, list[Entity]]]]]:
    services = sorted(estate.catalog.services.values(), key=lambda each: each.name)
    return [
        (
            audience,
            [
                (status, [s for s in services if (s.audience, s.status) == (audience, status)])
                for status in STATUSES
            ],
        )
        for audience in AUDIENCES
    ]


def _findings(writer: Writer) -> Page:
    book = writer.book
    found = sorted(book.report.findings, key=lambda each: (-each.severity.weight, each.place))
    return writer.page(
        "findings",
        "findings",
        heading="Findings",
        kicker="Technical view",
        lead="Where the catalog contradicts itself or leaves something out, and which of that is "
        "knowingly accepted.",
        rows=[(finding, _about(finding, book.estate)) for finding in found],
        risks_rows=[(risk, _about(risk.finding, book.estate)) for risk in book.report.accepted],
    )


def _about(finding: Finding, estate: Estate) -> Entity | None:
    problem = finding.problem
    if not problem.kind or problem.kind == Settings.kind:
        return None
    return estate.catalog.of_kind(problem.kind).get(problem.entity)
