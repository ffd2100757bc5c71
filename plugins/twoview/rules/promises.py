"""Promises: what is promised outwards agrees with itself and with what the inside is run to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from twoview.estate import Estate, Stated
from twoview.finding import Problem, Related, Severity, rule
from twoview.judged import Judged
from twoview.model import Hours, Service, Team
from twoview.rules.maintenance import maintained_at_work
from twoview.rules.redundancy import undeclared
from twoview.rules.samples import database, email, server
from twoview.rules.verdicts import shortfalls, unagreed
from twoview.rules.windows import worse_in_a_shorter_period
from twoview.values import Duration


@rule(
    "availability-short",
    Severity.ERROR,
    bad=email("availability: 99.9%   # <- availability-short", server("availability: 99%")),
    good=email("availability: 99%", server("availability: 99%")),
)
def availability_short(estate: Judged) -> Iterator[Problem]:
    """A service is promised to be up more than what it requires can be.

    Every team may meet its own target, and the customer is still let down. What can be kept is the
    probability that all that the service cannot do without is up at once, worked out exactly: a
    part that is reached by several paths counts once, and two parts are worth more than one only
    where each declares `failure_domains` and shares none with the other.
    """
    return shortfalls("availability", estate)


@rule(
    "restore-short",
    Severity.ERROR,
    bad=email(
        "restore_within: 2h   # <- restore-short",
        server("restore_within: 2h"),
        team="hours: Mon-Fri 08:00-16:00 Europe/Helsinki",
    ),
    good=email("restore_within: 2h", server("restore_within: 2h"), team="hours: 24x7"),
)
def restore_short(estate: Judged) -> Iterator[Problem]:
    """An incident can take longer to be put right than is promised.

    Whoever runs a single point of failure restores it within a time of their own, in their own
    hours, while the customer counts the hours of the promise. Two hours of work that begin on
    Friday at 15:30 end on Monday. What can be kept is the longest wait that any such point, at any
    moment of the customer's week, can lead to.
    """
    return shortfalls("restore_within", estate)


@rule(
    "respond-short",
    Severity.ERROR,
    bad=email(
        "respond_within: 15m   # <- respond-short",
        server("availability: 99%"),
        team="hours: 24x7\nrespond_within: 30m",
    ),
    good=email(
        "respond_within: 30m",
        server("availability: 99%"),
        team="hours: 24x7\nrespond_within: 30m",
    ),
)
def respond_short(estate: Judged) -> Iterator[Problem]:
    """The team that owns a service responds later than is promised.

    The team answers within its own time, in its own hours, while the customer counts the hours of
    the promise. Somebody promised for the team, and did not ask it.
    """
    return shortfalls("respond_within", estate)


@rule(
    "recovery-time-short",
    Severity.ERROR,
    bad=email("recovery_time: 4h   # <- recovery-time-short", server("recovery_time: 8h")),
    good=email("recovery_time: 8h", server("recovery_time: 8h")),
)
def recovery_time_short(estate: Judged) -> Iterator[Problem]:
    """After a disaster it takes longer than promised until a service is back.

    Everything is down, and each part can only begin once the parts that it requires are back. What
    can be kept is the end of the longest chain, which no single team sees.
    """
    return shortfalls("recovery_time", estate)


@rule(
    "recovery-point-short",
    Severity.ERROR,
    bad=email("recovery_point: 1h   # <- recovery-point-short", database("recovery_point: 24h")),
    good=email("recovery_point: 24h", database("recovery_point: 24h")),
)
def recovery_point_short(estate: Judged) -> Iterator[Problem]:
    """A disaster can cost more work than is promised.

    What was entered since the oldest of the copies that the service leans on is lost. A promise of
    an hour over a copy that is made once a night is a promise to enter a day again.
    """
    return shortfalls("recovery_point", estate)


@rule(
    "change-short",
    Severity.ERROR,
    bad=email("change_within: 5d   # <- change-short", server("change_within: 10d")),
    good=email("change_within: 10d", server("change_within: 10d")),
)
def change_short(estate: Judged) -> Iterator[Problem]:
    """A wish takes longer to fulfil than is promised.

    A change may touch any part beneath a service, all members of a group too, so that the slowest
    of those who have to change decides. Read beside availability, this is what stability costs.
    """
    return shortfalls("change_within", estate)


@rule(
    "capacity-short",
    Severity.ERROR,
    bad=email(
        "capacity: {amount: 500, unit: mails per minute}   # <- capacity-short",
        server("capacity: {amount: 400, unit: mails per minute}"),
    ),
    good=email(
        "capacity: {amount: 400, unit: mails per minute}",
        server("capacity: {amount: 400, unit: mails per minute}"),
    ),
)
def capacity_short(estate: Judged) -> Iterator[Problem]:
    """A service is promised to carry more than its narrowest part does.

    Only figures in the unit of the promise are compared. Of a group the smallest members count that
    are enough, as these may be the ones that are left.
    """
    return shortfalls("capacity", estate)


@rule(
    "availability-unbacked",
    Severity.WARNING,
    bad=email("availability: 99%   # <- availability-unbacked", server("hours: 24x7")),
    good=email("availability: 99%", server("availability: 99%")),
)
def availability_unbacked(estate: Judged) -> Iterator[Problem]:
    """Nobody inside has agreed to how much of the time a service is up.

    The promise may hold and may not: it hangs on a part without an `availability`, or the service
    requires nothing at all, so that nobody knows what it runs on.
    """
    return unagreed("availability", estate)


@rule(
    "restore-unbacked",
    Severity.WARNING,
    bad=email("restore_within: 4h   # <- restore-unbacked", server("availability: 99%")),
    good=email("restore_within: 4h", server("restore_within: 4h")),
)
def restore_unbacked(estate: Judged) -> Iterator[Problem]:
    """Nobody inside has agreed to how soon an incident is put right.

    The promise hangs on a single point of failure for which neither its targets nor whoever runs it
    state a `restore_within` for this priority, or the hours in which it counts.
    """
    return unagreed("restore_within", estate)


@rule(
    "respond-unbacked",
    Severity.WARNING,
    bad=email("respond_within: 30m   # <- respond-unbacked", server("availability: 99%")),
    good=email(
        "respond_within: 30m",
        server("availability: 99%"),
        team="hours: 24x7\nrespond_within: 30m",
    ),
)
def respond_unbacked(estate: Judged) -> Iterator[Problem]:
    """The team that owns a service has not agreed to how soon it responds.

    A customer who waits for an answer was promised one by somebody who does not give it. The team
    needs a `respond_within` for this priority, and `hours` in which it counts.
    """
    return unagreed("respond_within", estate)


@rule(
    "recovery-time-unbacked",
    Severity.WARNING,
    bad=email("recovery_time: 4h   # <- recovery-time-unbacked", server("availability: 99%")),
    good=email("recovery_time: 4h", server("recovery_time: 4h")),
)
def recovery_time_unbacked(estate: Judged) -> Iterator[Problem]:
    """Nobody inside has agreed to how soon a service is back after a disaster.

    One part without a `recovery_time` is enough: whatever stands on it waits for it.
    """
    return unagreed("recovery_time", estate)


@rule(
    "recovery-point-unbacked",
    Severity.WARNING,
    bad=email("recovery_point: 1h   # <- recovery-point-unbacked", database("availability: 99%")),
    good=email("recovery_point: 1h", database("recovery_point: 1h")),
)
def recovery_point_unbacked(estate: Judged) -> Iterator[Problem]:
    """Nobody inside has agreed to how much work a disaster may cost.

    Every database and storage has a recovery point, stated or not. Where nothing beneath a service
    states one, nobody has thought about what is lost.
    """
    return unagreed("recovery_point", estate)


@rule(
    "change-unbacked",
    Severity.WARNING,
    bad=email("change_within: 5d   # <- change-unbacked", server("availability: 99%")),
    good=email("change_within: 5d", server("change_within: 5d")),
)
def change_unbacked(estate: Judged) -> Iterator[Problem]:
    """Nobody inside has agreed to how soon a wish is fulfilled.

    All who have to change something must have agreed to a `change_within`; one of them can hold up
    all others.
    """
    return unagreed("change_within", estate)


@rule(
    "capacity-unbacked",
    Severity.WARNING,
    bad=email(
        "capacity: {amount: 400, unit: mails per minute}   # <- capacity-unbacked",
        server("capacity: {amount: 50, unit: users}"),
    ),
    good=email(
        "capacity: {amount: 400, unit: mails per minute}",
        server("capacity: {amount: 400, unit: mails per minute}"),
    ),
)
def capacity_unbacked(estate: Judged) -> Iterator[Problem]:
    """Nothing beneath a service states how much it carries, in the promised unit.

    What states no capacity does not limit it, but where nothing does the promise is a guess. Check
    that both ends count the same thing.
    """
    return unagreed("capacity", estate)


@rule(
    "availability-window",
    Severity.WARNING,
    bad=email(
        "availability: 99%   # <- availability-window",
        server("availability: 99.5%\navailability_period: year"),
    ),
    good=email(
        "availability: 99%\navailability_period: year",
        server("availability: 99.5%\navailability_period: year"),
    ),
)
def availability_window(estate: Judged) -> Iterator[Problem]:
    """A promise is made for a shorter time than a figure that it leans on.

    A figure for a year allows all failures of the year to fall into one month: half a percent of a
    year is 44 hours, and that is six percent of a month. The verdict on the promise stays as it is,
    since figures are commitments; this says what a bad month comes to.
    """
    return worse_in_a_shorter_period(estate)


@rule(
    "undeclared-redundancy",
    Severity.WARNING,
    bad=email(
        "availability: 99%",
        server("availability: 99%", "mail-north"),
        server("availability: 99%", "mail-south"),
        requires="- any_of: [mail-north, mail-south]   # <- undeclared-redundancy",
    ),
    good=email(
        "availability: 99%",
        server("availability: 99%", "mail-north", "failure_domains: [hall-north]"),
        server("availability: 99%", "mail-south", "failure_domains: [hall-south]"),
        requires="- any_of: [mail-north, mail-south]",
    ),
)
def undeclared_redundancy(estate: Judged) -> Iterator[Problem]:
    """A group would be worth more if its members declared what can take them down.

    Two machines in one room are one machine when the room floods. Until each member declares its
    `failure_domains`, and they share none, a group counts as no more than the members that it
    needs. Declare them where they are known to be apart, and not to make a figure prettier.
    """
    return undeclared(estate)


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
    for service, stated in _standing("support_hours", estate):
        promised = stated.values.support_hours
        team = estate.catalog.teams.get(service.owner)
        if promised and promised.schedule and team and team.hours and team.hours.schedule:
            uncovered = promised.schedule.uncovered_by(team.hours.schedule)
            if uncovered:
                yield _uncovered(stated, promised, team, team.hours, uncovered)


def _standing(field: str, estate: Estate) -> Iterator[tuple[Service, Stated]]:
    """Yield the commitments of services that are not retired, where a field of them is promised.

    What a service states is promised to its customers who have nothing of their own in its place;
    where that is one customer alone, it is told as theirs, so that a waiver can name them.
    """
    for stated in estate.commitments:
        service = stated.entity
        if not isinstance(service, Service) or service.status == "retired":
            continue
        agreed = [each for each in service.customers if each.relationship == "service"]
        heirs = [each for each in agreed if getattr(each.commitments, field) is None]
        if stated.customer or not agreed or len(heirs) > 1:
            yield service, stated
        elif heirs:
            yield service, replace(stated, customer=heirs[0].id)


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
    "maintenance-outside-window",
    Severity.ERROR,
    bad=email(
        "availability: 99%\nmaintenance: Sun 02:00-04:00 UTC   # <- maintenance-outside-window",
        server("availability: 99%\nmaintenance: Sun 01:00-04:00 UTC"),
    ),
    good=email(
        "availability: 99%\nmaintenance: Sun 01:00-04:00 UTC",
        server("availability: 99%\nmaintenance: Sun 01:00-04:00 UTC"),
    ),
)
def maintenance_outside_window(estate: Judged) -> Iterator[Problem]:
    """A service is down for maintenance when its customers were not told so.

    A single point of failure is maintained while the service is promised, and outside the
    maintenance that was announced for it. The customer counts that as a failure.
    """
    return maintained_at_work(estate)


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
    for metric in ("respond_within", "restore_within"):
        for _, stated in _standing(metric, estate):
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
