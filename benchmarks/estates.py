"""Catalogs of any size with the shapes of real ones: chains, shared platforms, redundant groups.

    python benchmarks/estates.py FOLDER --services 1000 [--seed 1]

One service has a file of about 60 lines. It stands on applications with databases of their own, on
supporting services, and through all of these on shared platforms, networks and halls; it reaches at
most a few hundred parts, however large the catalog is. The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

SHARES = ("99%", "99.5%", "99.9%", "99.95%", "99.99%")
HOURS = ("24x7", "office", "extended")
TEAMS = 40
CUSTOMERS = 60
SERVICES_PER_FOLDER = 100
COMPONENTS_PER_FILE = 50

SETTINGS = """\
kind: Catalog
name: Generated estate
currency: EUR
schedules:
  office: Mon-Fri 08:00-17:00 Europe/Helsinki
  extended: Mon-Sat 07:00-22:00 Europe/Helsinki; Sun 09:00-19:00 Europe/Helsinki
"""


@dataclass(frozen=True)
class Part:
    """A component, as far as the generator has to know it."""

    ident: str
    kind: str
    requires: Sequence[str] = ()
    domain: str = ""


@dataclass
class Estate:
    """All that is generated, layer on layer."""

    services: int
    random: Random
    parts: list[Part] = field(default_factory=list)

    def add(self, ident: str, kind: str, requires: Sequence[str] = (), domain: str = "") -> str:
        self.parts.append(Part(ident, kind, requires, domain))
        return ident


def platforms(estate: Estate) -> list[str]:
    """Add halls, networks and servers, and return the platforms that stand on them in pairs."""
    found = []
    for site in range(max(1, estate.services // 500)):
        halls = [
            estate.add(f"hall-{site}-{side}", "facility", domain=f"hall-{site}-{side}")
            for side in "ab"
        ]
        lines = [
            estate.add(f"network-{site}-{side}", "network", [hall], f"network-{site}-{side}")
            for side, hall in zip("ab", halls, strict=True)
        ]
        for number in range(10):
            name = f"{site}-{number}"
            hosts = [
                estate.add(f"host-{name}-{side}", "server", [line], f"host-{name}-{side}")
                for side, line in zip("ab", lines, strict=True)
            ]
            found.append(estate.add(f"platform-{name}", "platform", [group(hosts)]))
    return found


def group(members: Sequence[str], need: int = 1) -> str:
    """Return an entry of `requires` for alternatives."""
    return f"{{any_of: [{', '.join(members)}], need: {need}}}"


def stack(estate: Estate, name: str, places: Sequence[str]) -> list[str]:
    """Add the applications and databases of one service; return what it requires."""
    random = estate.random
    place, other = random.sample(places, 2)
    database = estate.add(f"{name}-data", "database", [place, other])
    back = estate.add(f"{name}-core", "application", [database, place])
    requires = [back]
    if random.random() < 0.4:
        twins = [
            estate.add(f"{name}-web-{side}", "application", [place], f"{name}-{side}")
            for side in "ab"
        ]
        requires.append(group(twins))
    else:
        requires.append(estate.add(f"{name}-web", "application", [back, place]))
    return requires


def service(estate: Estate, number: int, requires: Sequence[str], audience: str) -> str:
    """Return the file of one service."""
    random = estate.random
    ident = name_of(number, audience)
    share = random.choice(SHARES[:3])
    entries = "\n".join(f"  - {entry}" for entry in requires)
    customers = "" if audience == "supporting" else customers_of(random)
    return f"""\
# yaml-language-server: $schema=../../schema/service.schema.json
kind: Service
id: {ident}
name: Service {number}
status: live
audience: {audience}
owner: team-{number % TEAMS}
summary: Get the work of kind {number} done without waiting for anybody.
description: |
  What people do with this service from day to day, and what they do when it is not there.

  - It was taken over from another part of the organization.
  - It is looked through with its customers once a year.
reviewed: 2026-06-{number % 28 + 1:02d}
{customers}commitments:
  hours: {random.choice(HOURS)}
  availability: {share}
  support_hours: office
  respond_within: {{P1: 1h, P2: 4h, P3: 1d, P4: 2d}}
  restore_within:
    P1: 8h
    P2: 1d
    P3: 3d
    P4: 1w
  recovery_time: 3d
  recovery_point: 1d
  change_within: 2w
  capacity:
    amount: {random.randrange(100, 5000, 100)}
    unit: orders an hour
requires:
{entries}
cost:
  amount: {random.randrange(100, 20000)}
  per: month
price:
  amount: {random.randrange(5000, 40000)}
  per: month
when_it_fails: Work stops until it is back; urgent cases are noted on paper and entered later.
how_to_request: Ask the service desk.
links:
  - title: How to use it
    url: https://service-{number}.example/help
  - title: Is it up?
    url: https://status.example/{number}
tags: [generated, batch-{number % 17}]
"""


def customers_of(random: Random) -> str:
    """Return two customers, one with promises of its own."""
    one, other = random.sample(range(CUSTOMERS), 2)
    return f"""\
customers:
  - id: customer-{one}
    relationship: service
    outcomes: [outcome-{one}]
    commitments:
      availability: {random.choice(SHARES[:3])}
  - id: customer-{other}
    relationship: service
    outcomes: [outcome-{other}]
"""


def name_of(number: int, audience: str) -> str:
    """Return the id of a service."""
    return f"{'supporting' if audience == 'supporting' else 'service'}-{number}"


def services(estate: Estate) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each service's file; a tenth of them support the others."""
    places = platforms(estate)
    supporting = max(1, estate.services // 10)
    for number in range(estate.services):
        audience = "supporting" if number < supporting else "internal"
        ident = name_of(number, audience)
        requires = stack(estate, ident, places)
        if audience == "internal":
            for other in estate.random.sample(range(supporting), min(3, supporting)):
                requires.append(name_of(other, "supporting"))
        text = service(estate, number, requires, audience)
        yield f"folder-{number // SERVICES_PER_FOLDER}/{ident}.yaml", text


def component(estate: Estate, part: Part) -> str:
    """Return one entry of a list of components."""
    random = estate.random
    lines = [
        f"  - id: {part.ident}",
        f"    name: {part.ident.replace('-', ' ').capitalize()}",
        f"    type: {part.kind}",
        f"    team: team-{random.randrange(TEAMS)}",
        "    monitored: true",
        "    reviewed: 2026-05-01",
        "    recovery_tested: 2026-05-01",
        "    targets:",
        f"      availability: {random.choice(SHARES[2:])}",
        "      recovery_time: 2h",
        "      recovery_point: 15m",
        f"    cost: {{amount: {random.randrange(50, 5000)}, per: month}}",
    ]
    if random.random() < 0.05:
        del lines[8]
    if part.requires:
        lines += ["    requires:", *(f"      - {entry}" for entry in part.requires)]
    if part.domain:
        lines.append(f"    failure_domains: [{part.domain}]")
    return "\n".join(lines)


def lists(estate: Estate) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each list file."""
    for start in range(0, len(estate.parts), COMPONENTS_PER_FILE):
        batch = estate.parts[start : start + COMPONENTS_PER_FILE]
        entries = "\n".join(component(estate, part) for part in batch)
        yield f"components/{start // COMPONENTS_PER_FILE}.yaml", f"components:\n{entries}\n"
    yield "teams.yaml", "teams:\n" + "".join(map(team, range(TEAMS)))
    yield "customers.yaml", "customers:\n" + "".join(map(customer, range(CUSTOMERS)))
    yield "outcomes.yaml", "outcomes:\n" + "".join(map(outcome, range(CUSTOMERS)))


def team(number: int) -> str:
    hours = HOURS[number % 3]
    return (
        f"  - id: team-{number}\n    name: Team {number}\n    hours: {hours}\n"
        "    respond_within: 30m\n    restore_within: {P1: 2h, P2: 4h, P3: 1d, P4: 2d}\n"
        "    change_within: 1w\n"
    )


def customer(number: int) -> str:
    boundary = "it" if number % 10 == 9 else "internal"
    return f"  - id: customer-{number}\n    name: Customer {number}\n    boundary: {boundary}\n"


def outcome(number: int) -> str:
    return (
        f"  - id: outcome-{number}\n    name: Reach goal {number} in time\n"
        f"    customers: [customer-{number}]\n    priority: {number % 5 + 1}\n"
    )


def write(folder: Path, count: int, seed: int = 1) -> None:
    """Write a catalog with so many services into a folder, which is made."""
    estate = Estate(count, Random(seed))
    files = {"catalog.yaml": SETTINGS, **dict(services(estate))}
    files |= dict(lists(estate))
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--services", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    write(given.folder, given.services, given.seed)


if __name__ == "__main__":
    main()
