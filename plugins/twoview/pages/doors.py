"""The doors of the home page: one for each question that readers come with, with a live fact."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

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
    fact: Callable[[Judged], str]


def doors(book: Book, estate: Judged) -> Iterator[Door]:
    """Yield the doors that are open to the readers of a book, with what they see of the estate."""
    for plan in _PLANS:
        if plan.is_open(book):
            yield Door(plan.icon, _(plan.title), _(plan.ask), plan.page, plan.fact(estate))


def _publishes(view: View) -> Callable[[Book], bool]:
    return lambda book: view in book.views


def _in_use(estate: Judged) -> str:
    count = sum(each.status == "live" for each in estate.catalog.services.values())
    return n_("{count} service in use", "{count} services in use", count)


def _groups(estate: Judged) -> str:
    return n_("{count} customer", "{count} customers", len(estate.catalog.customers))


def _parts(estate: Judged) -> str:
    return n_("{count} component", "{count} components", len(estate.catalog.components))


def _crews(estate: Judged) -> str:
    teams, suppliers = len(estate.catalog.teams), len(estate.catalog.suppliers)
    return _(
        "{teams}, {suppliers}",
        teams=n_("{count} team", "{count} teams", teams),
        suppliers=n_("{count} supplier", "{count} suppliers", suppliers),
    )


def _spent(estate: Judged) -> str:
    cents = estate.costs.total.cents
    currency = estate.catalog.settings.currency
    if not cents:
        return ""
    return _("{amount} a month", amount=wording.monthly(Fraction(cents, 100), currency))


def _coming(estate: Judged) -> str:
    statuses = [each.status for each in estate.catalog.services.values()]
    return _(
        "{proposed} proposed, {retiring} on the way out",
        proposed=statuses.count("proposed"),
        retiring=statuses.count("retiring"),
    )


def _weak(estate: Judged) -> str:
    structure = estate.judge.structure
    services = estate.catalog.services.values()
    live = [each.id for each in services if each.status == "live" and each.id in structure.order]
    count = len({point for ident in live for point in structure.single_points(ident)})
    return n_("{count} single point of failure", "{count} single points of failure", count)


def _at_risk(estate: Judged) -> str:
    if not estate.judgements:
        return ""
    short = sum(each.verdict == "short" for each in estate.judgements)
    return n_(
        "{short} of {count} promise is at risk",
        "{short} of {count} promises are at risk",
        len(estate.judgements),
        short=short,
    )


def _made(estate: Judged) -> str:
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
        _at_risk,
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
