"""What follows when something is down, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import groupby
from typing import TYPE_CHECKING

from twoview.report.display import called, named, visible
from twoview.report.json import written

if TYPE_CHECKING:
    from twoview.impact import Impact
    from twoview.model import Catalog, Entity
    from twoview.promises.made import Promise


def text(impact: Impact, catalog: Catalog) -> str:
    """Return what stops, what degrades, and who is hit by what stops, each with its count."""
    nodes = {node.id: node for node in catalog.nodes}
    down = ", ".join(_names(impact.ids, nodes))
    sections = {
        "Services that stop": _names(impact.stops, nodes),
        "Services that run worse": _names(impact.degrades, nodes),
        "Outcomes out of reach": _names(impact.outcomes, catalog.outcomes),
        "Customers hit": _names(impact.customers, catalog.customers),
    }
    lines = [f"Down: {down}", ""]
    for title, names in sections.items():
        lines += [f"{title}: {len(names)}", *(f"  {name}" for name in names)]
    lines.append(f"Promises at risk: {len(impact.promises_at_risk)}")
    lines += (f"  {line}" for line in _promises(impact.promises_at_risk, catalog))
    return "".join(f"{line}\n" for line in lines)


def json(impact: Impact, _catalog: Catalog) -> str:
    """Return the same as JSON, by id."""
    named = {each.name: getattr(impact, each.name) for each in fields(impact)}
    promises = [
        {name: getattr(promise, name) for name in ("service", "customer", "metric", "priority")}
        for promise in impact.promises_at_risk
    ]
    return written(named | {"promises_at_risk": promises})


FORMATS: dict[str, Callable[[Impact, Catalog], str]] = {"text": text, "json": json}
"""What makes an answer of each format."""


def _names(idents: Iterable[str], entities: Mapping[str, Entity]) -> list[str]:
    return [called(ident, entities) for ident in idents]


def _promises(promises: Sequence[Promise], catalog: Catalog) -> Iterator[str]:
    """Yield a line for each service and customer with the metrics that are promised."""
    for (service, customer), made in groupby(promises, lambda each: (each.service, each.customer)):
        whom = f" to {named(customer, catalog.customers)}" if customer else ""
        metrics = groupby(made, lambda each: each.metric)
        listed = ", ".join(_metric(metric, of_metric) for metric, of_metric in metrics)
        yield f"{named(service, catalog.services)}{whom}: {listed}"


def _metric(metric: str, promises: Iterable[Promise]) -> str:
    priorities = [visible(each.priority) for each in promises if each.priority]
    words = metric.replace("_", " ")
    return f"{words} ({', '.join(priorities)})" if priorities else words
