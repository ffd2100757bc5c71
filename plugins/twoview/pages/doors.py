"""The doors of the home page: one for each question that readers come with, with a live fact."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from twoview.impact import impact
from twoview.judged import Judged
from twoview.language import _, later, n_
from twoview.pages import wording
from twoview.pages.address import View
from twoview.pages.page import Book
from twoview.shown import Shown


@dataclass(frozen=True, slots=True)
class Door:
    """A question, what stands behind it, and the page that answers; `fact` may be empty."""

    icon: str
    title: str
    ask: str
    page: str
    fact: str


@dataclass(frozen=True, slots=True)
class _Plan:
    """A door as it is planned: whose readers pass, and how its fact is worked out."""

    is_open: Callable[[Book], bool]
    icon: str
    title: str
    ask: str
    page: str
    fact: Callable[[Book], str]


def doors(book: Book) -> Iterator[Door]:
    """Yield the doors that are open to the readers of a book."""
    for plan in _PLANS:
        if plan.is_open(book):
            yield Door(plan.icon, _(plan.title), _(plan.ask), plan.page, plan.fact(book))


def _publishes(view: View) -> Callable[[Book], bool]:
    return lambda book: view in book.views


def _in_use(book: Book) -> str:
    services = book.seen(None).catalog.services.values()
    count = sum(each.status == "live" for each in services)
    return n_("{count} service in use", "{count} services in use", count)


def _groups(book: Book) -> str:
    return n_("{count} customer", "{count} customers", len(book.seen(None).catalog.customers))


def _parts(book: Book) -> str:
    return n_("{count} component", "{count} components", len(book.estate.catalog.components))


def _crews(book: Book) -> str:
    catalog = book.estate.catalog
    return _(
        "{teams}, {suppliers}",
        teams=n_("{count} team", "{count} teams", len(catalog.teams)),
        suppliers=n_("{count} supplier", "{count} suppliers", len(catalog.suppliers)),
    )


def _spent(book: Book) -> str:
    cents = book.estate.costs.total.cents
    currency = book.estate.catalog.settings.currency
    if not cents:
        return ""
    return _("{amount} a month", amount=wording.monthly(Fraction(cents, 100), currency))


def _coming(book: Book) -> str:
    statuses = [each.status for each in book.seen(None).catalog.services.values()]
    return _(
        "{proposed} proposed, {retiring} on the way out",
        proposed=statuses.count("proposed"),
        retiring=statuses.count("retiring"),
    )


def _weak(book: Book) -> str:
    return n_(
        "{count} component stops a service alone",
        "{count} components stop a service alone",
        len(_stopping(book.estate)),
    )


def _stopping(estate: Judged) -> set[str]:
    """Return the components that stop a service alone, as the page of failures lists them."""
    structure, known = estate.judge.structure, estate.catalog.components.keys()
    services = [each for each in estate.catalog.services.values() if each.status != "retired"]
    told = [each.id for each in services if each.id in structure.order]
    points = {point for ident in told for point in structure.single_points(ident)} & known
    # Above a circle there are no single points to be told: there each is tried.
    circling = (estate.beneath(each.id) for each in services if each.id not in structure.order)
    open_ = {node.id for found in circling for node in found} & known - points
    return points | {ident for ident in open_ if impact(estate, [ident]).stops}


def _at_risk(book: Book) -> str:
    judgements = book.seen(None).judgements
    if not judgements:
        return ""
    short = sum(each.verdict == "short" for each in judgements)
    return n_(
        "{short} of {count} promise is at risk",
        "{short} of {count} promises are at risk",
        len(judgements),
        short=short,
    )


def _found(book: Book) -> str:
    found, risks = len(book.report.findings), len(book.report.accepted)
    return _(
        "{findings}, {risks}",
        findings=n_("{count} finding", "{count} findings", found),
        risks=n_("{count} accepted risk", "{count} accepted risks", risks),
    )


def _made(book: Book) -> str:
    estate = book.seen(None)
    made = estate.promised if isinstance(estate, Shown) else estate.judgements
    return n_("{count} promise", "{count} promises", len(made))


_PLANS: Sequence[_Plan] = (
    _Plan(
        _publishes("business"),
        "business",
        later("I use these services"),
        later("What can I count on, and how do I ask for it?"),
        "business/index",
        _in_use,
    ),
    _Plan(
        _publishes("business"),
        "customer",
        later("What does my group get?"),
        later("Everything that one customer is promised, on one page."),
        "business/index#by-customer",
        _groups,
    ),
    _Plan(
        _publishes("technical"),
        "technical",
        later("I run or change them"),
        later("What leans on what, run to which targets, by whom?"),
        "technical/index",
        _parts,
    ),
    _Plan(
        _publishes("technical"),
        "operations",
        later("I keep them running"),
        later("Who works when, what leans on them, what has to come back first?"),
        "technical/operations",
        _crews,
    ),
    _Plan(
        _publishes("technical"),
        "cost",
        later("What does it cost?"),
        later("What is spent on which service, outcome and customer?"),
        "technical/costs",
        _spent,
    ),
    _Plan(
        lambda book: "business" in book.views and book.may("portfolio"),
        "portfolio",
        later("Where are we going?"),
        later("What is planned, in use and on its way out, and for which outcomes?"),
        "business/portfolio",
        _coming,
    ),
    _Plan(
        _publishes("technical"),
        "what-if",
        later("What if something fails?"),
        later("Mark what is down, and see at once who is hurt."),
        "technical/what-if",
        _weak,
    ),
    _Plan(
        lambda book: book.may("findings"),
        "finding",
        later("Does it hold?"),
        later("Where does the catalog contradict itself, and which risks are accepted?"),
        "findings",
        _found,
    ),
    _Plan(
        lambda book: not book.may("findings") and book.reader == "business",
        "promise",
        later("Does it hold?"),
        later("Every promise, and whether those behind it have agreed to enough."),
        "business/promises",
        _at_risk,
    ),
    _Plan(
        lambda book: book.reader == "external",
        "promise",
        later("What is promised?"),
        later("Every promise, in one list."),
        "business/promises",
        _made,
    ),
)
