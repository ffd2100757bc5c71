"""What the script of a site works on when readers mark what is down, and all that it says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

from twoview.estate import Estate
from twoview.language import _, n_
from twoview.language.terms import term
from twoview.model import STATUSES, Component, Customer, Entry, Group, Node, Outcome, Service
from twoview.pages import wording
from twoview.pages.address import href
from twoview.promises.made import Promise, promises_of

Figure = tuple[str, str | None]
"""A metric with a priority, if it has one."""


def script(data: Mapping[str, object]) -> str:
    """Return data as a script that keeps it for the page; no text in it can end a script."""
    text = json.dumps(data, separators=(",", ":")).replace("<", "\\u003c")
    return f"window.twoview.estate={text};\n"


def structure(estate: Estate, *, directory_urls: bool) -> dict[str, object]:
    """Return who requires what, who is served with it, where all that stands, and the texts."""
    catalog = estate.catalog
    made = promises_of(catalog)
    promised = {name: list(found) for name, found in groupby(made, lambda each: each.service)}
    places = {figure: place for place, figure in enumerate(dict.fromkeys(map(_figure, made)))}
    return {
        "pages": _pages(directory_urls=directory_urls),
        "nodes": [_node(node, promised.get(node.id, ()), places) for node in catalog.nodes],
        "outcomes": [(each.id, each.name) for each in catalog.outcomes.values()],
        "customers": [(each.id, each.name) for each in catalog.customers.values()],
        "figures": list(places),
        "texts": texts(),
    }


def _pages(*, directory_urls: bool) -> dict[str, str]:
    """Return where the page of an {id} of each kind is, seen from the root of the site."""
    return {
        kind.kind.lower(): href(
            f"technical/{kind.plural}/{{id}}", "index", directory_urls=directory_urls
        )
        for kind in (Service, Component, Outcome, Customer)
    }


def _figure(promise: Promise) -> Figure:
    return promise.metric, promise.priority


def _node(
    node: Node, promised: Iterable[Promise], places: Mapping[Figure, int]
) -> dict[str, object]:
    """Return a service or component, without what is usual or empty."""
    told: dict[str, object] = {
        "status": "" if node.status == "live" else node.status,
        "formerly": node.formerly,
        "requires": [_entry(entry) for entry in node.requires],
    }
    if isinstance(node, Service):
        told["outcomes"] = node.served_outcomes
        told["customers"] = list(dict.fromkeys(customer.id for customer in node.customers))
        told["promises"] = list(_promises(promised, places))
    kept = {name: value for name, value in told.items() if value}
    return {"id": node.id, "name": node.name, "kind": node.kind.lower(), **kept}


def _entry(entry: Entry) -> dict[str, object]:
    """Return the members of an entry of `requires`, and how many of them can be spared."""
    if isinstance(entry, Group):
        return {"of": entry.any_of, "spare": len(entry.any_of) - entry.need}
    degrades = entry.failure == "degrades"
    return {"of": entry.members, **({"degrades": True} if degrades else {})}


def _promises(
    promised: Iterable[Promise], places: Mapping[Figure, int]
) -> Iterator[tuple[str | None, list[int]]]:
    """Yield each customer, None for nobody named, with the places of the figures promised."""
    for customer, made in groupby(promised, lambda each: each.customer):
        yield customer, [places[_figure(each)] for each in made]


def texts() -> dict[str, object]:
    """Return all that the script says. What is counted has a text for none, for one, for more."""
    return {
        "sentence": _("{stops}, {worse}; {outcomes}, {customers} and {promises} are touched."),
        "mild": _("{stops}, {worse}."),
        "promised": _("{service} for {customer}: {figures}"),
        "promised_to_nobody": _("{service}: {figures}"),
        "unknown": _("{id} (not in the catalog)"),
        "unmark": _("{name}: no longer down"),
        "limited": _("{found}; the first {shown} are listed."),
        "states": {
            "down": _("down"),
            "stops": _("stops"),
            "worse": _("runs worse"),
            "holds": _("holds"),
            "missed": _("out of reach"),
            "hit": _("hit"),
        },
        "kinds": {name: term(name) for name in ("service", "component")},
        "statuses": {name: term(name) for name in STATUSES},
        "metrics": {metric: _(label) for metric, label in wording.TECHNICAL_LABELS.items()},
        **_counted(),
    }


def _counted() -> dict[str, tuple[str, str, str]]:
    kept = {"count": "{count}"}
    return {
        "stops": _forms(
            _("no service stops"),
            lambda n: n_("{count} service stops", "{count} services stop", n, **kept),
        ),
        "worse": _forms(
            _("none runs worse"),
            lambda n: n_("{count} runs worse", "{count} run worse", n, **kept),
        ),
        "holds": _forms(
            _("No service holds"),
            lambda n: n_("{count} service holds", "{count} services hold", n, **kept),
        ),
        "outcomes": _forms(
            _("no outcome"), lambda n: n_("{count} outcome", "{count} outcomes", n, **kept)
        ),
        "customers": _forms(
            _("no customer"), lambda n: n_("{count} customer", "{count} customers", n, **kept)
        ),
        "promises": _forms(
            _("no promise"), lambda n: n_("{count} promise", "{count} promises", n, **kept)
        ),
        "found": _forms(
            _("Nothing in the catalog is called that."),
            lambda n: n_("{count} found", "{count} found", n, **kept),
        ),
        "more": _forms("", lambda n: n_("{count} more", "{count} more", n, **kept)),
    }


def _forms(none: str, counted: Callable[[int], str]) -> tuple[str, str, str]:
    return none, counted(1), counted(2)
