"""Promises: what is promised outwards agrees with itself and with what the inside is run to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from twoview.estate import Estate, Stated
from twoview.finding import Problem, Related, Severity, rule
from twoview.model import Hours, Service, Team
from twoview.values import Duration


@rule(
    "support-hours-uncovered",
    Severity.ERROR,
    bad="""
    kind: Service
    id: tills
    name: Tills
    status: live
    audience: internal
    owner: shop-systems
    summary: Take payments at the till.
    commitments:
      support_hours: Mon-Sat 08:00-20:00 Europe/Helsinki   # <- support-hours-uncovered
    ---
    teams:
      - id: shop-systems
        name: Shop systems
        hours: Mon-Fri 08:00-16:00 Europe/Helsinki
    """,
    good="""
    kind: Service
    id: tills
    name: Tills
    status: live
    audience: internal
    owner: shop-systems
    summary: Take payments at the till.
    commitments:
      support_hours: Mon-Fri 08:00-16:00 Europe/Helsinki
    ---
    teams:
      - id: shop-systems
        name: Shop systems
        hours: Mon-Fri 08:00-16:00 Europe/Helsinki
    """,
)
def support_hours_uncovered(estate: Estate) -> Iterator[Problem]:
    """Help is promised at hours at which nobody in the owner team works.

    The customer will call at such an hour, and nobody answers. Hours are compared in a week of
    winter and a week of summer, so that zones which change their clocks on different days are told
    apart.
    """
    for service, stated in _standing(estate):
        promised = stated.values.support_hours
        team = estate.catalog.teams.get(service.owner)
        if promised and promised.schedule and team and team.hours and team.hours.schedule:
            uncovered = promised.schedule.uncovered_by(team.hours.schedule)
            if uncovered:
                yield _uncovered(stated, promised, team, team.hours, uncovered)


def _standing(estate: Estate) -> Iterator[tuple[Service, Stated]]:
    """Yield the commitments of services that are not retired."""
    for stated in estate.commitments:
        if isinstance(stated.entity, Service) and stated.entity.status != "retired":
            yield stated.entity, stated


def _uncovered(
    stated: Stated, promised: Hours, team: Team, hours: Hours, uncovered: Sequence[object]
) -> Problem:
    parts = "; ".join(str(window) for window in uncovered[:5])
    more = f" and {len(uncovered) - 5} more" if len(uncovered) > 5 else ""
    works = hours.schedule.words() if hours.schedule else hours.text
    whom = f" to `{stated.customer}`" if stated.customer else ""
    return Problem.at(
        stated.entity,
        *stated.path,
        "support_hours",
        message=f"Support is promised{whom} at hours when team `{team.id}` does not work: "
        f"{parts}{more}. The team works {works}.",
        fix="Promise what the team works, or agree on more hours with the team.",
        related=(Related(team.origin.at("hours"), f"Team `{team.id}` works at these hours."),),
        customer=stated.customer,
    )


@rule(
    "inverted-priorities",
    Severity.WARNING,
    bad="""
    kind: Service
    id: tills
    name: Tills
    status: live
    audience: internal
    owner: shop-systems
    summary: Take payments at the till.
    commitments:
      restore_within:
        P1: 8h   # <- inverted-priorities
        P2: 4h
    """,
    good="""
    kind: Service
    id: tills
    name: Tills
    status: live
    audience: internal
    owner: shop-systems
    summary: Take payments at the till.
    commitments:
      restore_within:
        P1: 4h
        P2: 8h
    """,
)
def inverted_priorities(estate: Estate) -> Iterator[Problem]:
    """A more urgent priority is promised slower than a less urgent one.

    Nearly always two lines were swapped. Left as it is, whoever reports an incident is better off
    to call it less urgent.
    """
    priorities = estate.catalog.settings.priorities
    for _, stated in _standing(estate):
        for metric in ("respond_within", "restore_within"):
            timing = getattr(stated.values, metric)
            if isinstance(timing, dict):
                ordered = [(name, timing[name]) for name in priorities if name in timing]
                yield from _inverted(stated, metric, ordered)


def _inverted(
    stated: Stated, metric: str, ordered: list[tuple[str, Duration]]
) -> Iterator[Problem]:
    for (urgent, slow), (later, fast) in pairwise(ordered):
        if slow > fast:
            yield Problem.at(
                stated.entity,
                *stated.path,
                metric,
                urgent,
                message=f"`{metric}` promises {urgent} in {slow} and the less urgent {later} in "
                f"{fast}.",
                fix=f"Promise {urgent} in {fast} or less, or {later} in {slow} or more.",
                customer=stated.customer,
                metric=metric,
            )
