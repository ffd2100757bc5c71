"""Lists whose items have an identity of their own: in which order they stand says nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from textwrap import shorten
from typing import Any

from twoview.changes.change import Change
from twoview.changes.difference import Difference, Teller, fieldwise, silent
from twoview.changes.plain import Words, prose
from twoview.changes.prose import one_line
from twoview.changes.voice import NAMES
from twoview.language import _, later
from twoview.model import Link, Waiver

Identity = tuple[str, ...]

_QUOTED = 240


def paired(difference: Difference, identity: Callable[[Any], Identity]) -> Iterator[Difference]:
    """Yield the differences of items; two of one identity are told apart by their order."""
    before, after = _known(difference.before, identity), _known(difference.after, identity)
    for which in sorted(before.keys() | after.keys()):
        old, new = before.get(which), after.get(which)
        if old != new:
            yield difference.at(*which[0], before=old, after=new)


def _known(
    items: Iterable[Any], identity: Callable[[Any], Identity]
) -> Mapping[tuple[Identity, int], Any]:
    seen: Counter[Identity] = Counter()
    found = {}
    for item in items:
        which = identity(item)
        found[which, seen[which]] = item
        seen[which] += 1
    return found


# Waivers


def waivers(difference: Difference) -> Iterator[Change]:
    """Tell which risks are accepted, until when and why."""
    for one in paired(difference, _of_waiver):
        if one.after is None:
            yield one.told(_("no longer accepts the risk {risk}", risk=_risk(one, one.before)))
        elif one.before is None:
            yield one.told(_accepted(one, one.after))
        else:
            yield from fieldwise(one, _waiver_tellers(_risk(one, one.after)))


def _accepted(one: Difference, waiver: Waiver) -> str:
    return _(
        "accepts the risk {risk} until {until}: {reason}",
        risk=_risk(one, waiver),
        until=waiver.until,
        reason=shorten(waiver.reason, _QUOTED, placeholder="…"),
    )


def _of_waiver(waiver: Waiver) -> Identity:
    return tuple(filter(None, (waiver.rule, waiver.customer, waiver.metric)))


def _risk(difference: Difference, waiver: Waiver) -> str:
    """Return what is accepted: `availability-short for Office`."""
    customer = waiver.customer and difference.scene.names("Customer", waiver.customer)
    metric = waiver.metric and _(NAMES.get(waiver.metric, waiver.metric))
    scope = ", ".join(filter(None, (customer, metric)))
    return _("{rule} for {scope}", rule=waiver.rule, scope=scope) if scope else waiver.rule


def _waiver_tellers(risk: str) -> Mapping[str, Teller]:
    return {
        "until": Words(
            later("accepts the risk {risk} until {after} instead of {before}"),
            places={"risk": risk},
        ),
        "reason": prose(later("reason for accepting the risk {risk}"), risk=risk),
    }


# Links


def links(difference: Difference) -> Iterator[Change]:
    """Tell which links are shown, each known by its title."""
    for one in paired(difference, lambda link: (one_line(link.title),)):
        yield from _link(one)


def _link(one: Difference) -> Iterator[Change]:
    link: Link = one.after or one.before
    title = one_line(link.title)
    if one.before is None or one.after is None:
        told = later("link {title} added") if one.after else later("link {title} removed")
        yield one.told(_(told, title=title))
    else:
        url = Words(later("link {title} leads to {after} now"), places={"title": title})
        yield from fieldwise(one, {"url": url, "title": silent})
