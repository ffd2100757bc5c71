"""A catalog in which each value says who may see it, so that one glance at a site tells who does.

What is for nobody outside has a word that begins with `zb` (for the organization), `zt` (for its
engineers) or `zn` (for nobody); figures are those of `NUMBERS`.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from repositories import Scratch

BUSINESS, TECHNICAL, NOBODY = "zb", "zt", "zn"
NUMBERS: Mapping[str, str] = {
    "91.7173": BUSINESS,
    "92.9292": BUSINESS,
    "93.9393": BUSINESS,
    "0.971313": BUSINESS,
    "48611": BUSINESS,
    "2031-12-30": BUSINESS,
    "97.1313": TECHNICAL,
    "71234": TECHNICAL,
    "71,234": TECHNICAL,
    "8765.43": TECHNICAL,
    "8,765": TECHNICAL,
    "7919": TECHNICAL,
    "3333d": TECHNICAL,
    "2026-01-17": TECHNICAL,
    "2032-11-11": TECHNICAL,
}
"""Values that are no words, and who may see them."""

FORBIDDEN: Mapping[str, tuple[str, ...]] = {
    "external": (BUSINESS, TECHNICAL, NOBODY),
    "business": (TECHNICAL, NOBODY),
    "technical": (NOBODY,),
}
"""The marks that must not be in what each reader gets."""

FILES = {
    "catalog.yaml": """\
kind: Catalog
name: Northgate parcels
description: Parcels, zb-about.
currency: EUR
priorities: [P1, P2]
schedules:
  zt-desk: Mon-Fri 08:00-16:00 Europe/Helsinki
review_every: 3333d
contract_notice: 37d
vocabulary: [zt-word]
rules: {availability-window: "off"}
accepts: [{rule: it-only-catalog, reason: A zt-whole., until: 2031-12-30}]
x-note: zn-note
""",
    "tracking.yaml": """\
kind: Service
id: tracking
formerly: [where-is-it]
name: Tracking
synonyms: [parcel search]
status: live
audience: external
owner: zb-team
summary: See where your parcel is.
description: Runs as zt-notes.
customers:
  - id: senders
    relationship: service
    outcomes: [follow]
    commitments: {availability: 99.1%}
  - id: zb-counter
    relationship: service
    outcomes: [zb-serve]
    commitments:
      availability: 91.7173%
      capacity: {amount: 5, unit: zb-visitors}
outcomes: [zb-loose]
commitments:
  availability: 93.9393%
  hours: zt-desk
  support_hours: zt-desk
  restore_within: {P1: 80h}
requires:
  - zt-server
  - {id: zb-sign-in, share: 7919}
  - {any_of: [zb-mail, zb-vault], share: 7919}
cost: {amount: 71234.56, per: month}
price: {amount: 12, per: month}
when_it_fails: Parcels arrive all the same.
how_to_request: Sign up at the counter.
links: [{title: zb-handbook, url: "https://zb-intranet.example/"}]
tags: [zb-tag]
reviewed: 2026-01-17
accepts:
  - rule: availability-short
    reason: A zt-reason of ours.
    until: 2031-12-30
    customer: senders
    metric: availability
x-own: zn-own
""",
    "second.yaml": """\
kind: Service
id: second
name: Returns
status: live
audience: external
owner: zb-team
summary: Send a parcel back.
customers: [{id: zb-counter, relationship: service, outcomes: [zb-serve]}]
commitments: {availability: 92.9292%}
requires: [zt-server]
""",
    **{
        f"{ident}.yaml": f"""\
kind: Service
id: {ident}
name: Name of {ident}
status: {status}
audience: {audience}
owner: zb-team
summary: Do what {ident} does.
price: {{amount: 3, per: month}}
how_to_request: Ask the {ident} people.
when_it_fails: Without {ident} nothing goes.
{customers}
"""
        for ident, status, audience, customers in (
            (
                "zb-plan",
                "proposed",
                "external",
                "customers: [{id: senders, relationship: service, outcomes: [follow]}]",
            ),
            (
                "zb-gone",
                "retired",
                "external",
                "customers: [{id: senders, relationship: service, outcomes: [follow]}]",
            ),
            (
                "zb-mail",
                "live",
                "internal",
                "customers: [{id: zb-counter, relationship: service, outcomes: [zb-serve]}]",
            ),
            ("zb-sign-in", "live", "supporting", "commitments: {availability: 99.99%}"),
            ("zb-vault", "live", "supporting", "commitments: {availability: 99.99%}"),
        )
    },
    "zt-parts.yaml": """\
components:
  - id: zt-server
    formerly: [zt-old-server]
    name: Box zt-name
    type: server
    team: zb-team
    description: Stands zt-where.
    targets: {availability: 97.1313%, restore_within: 4h, hours: zt-desk}
    requires: [zt-line]
    failure_domains: [zt-hall]
    monitored: true
    recovery_tested: 2026-01-17
    cost: {amount: 8765.43, per: month}
    reviewed: 2026-01-17
    links: [{title: zt-runbook, url: "https://zt-wiki.example/"}]
    tags: [zt-rack]
    accepts: [{rule: unused-component, reason: A zt-part., until: 2031-12-30}]
    x-serial: zn-serial
  - id: zt-line
    name: Line zt-line-name
    type: network
    supplier: zt-carrier
    reviewed: 2026-01-17
""",
    "people.yaml": """\
teams:
  - id: zb-team
    formerly: [zb-crew]
    name: The zb-people
    hours: zt-desk
    respond_within: 1h
    restore_within: 4h
    change_within: 5d
    contact: zb-desk
    handle: "@zt-forge/team"
    accepts: [{rule: no-support-hours, reason: A zt-crew., until: 2031-12-30}]
""",
    "suppliers.yaml": """\
suppliers:
  - id: zt-carrier
    formerly: [zt-haulier]
    name: Carrier zt-carrier-name
    contract: {reference: zt-contract, until: 2032-11-11}
    hours: zt-desk
    respond_within: 2h
    restore_within: 8h
    availability: 99.9%
    availability_period: year
    accepts: [{rule: contract-ends, reason: A zt-term., until: 2031-12-30}]
    source: https://zt-status.example/
    as_of: 2026-01-17
    contact: zt-carrier-desk
""",
    "customers.yaml": """\
customers:
  - id: senders
    formerly: [mailers]
    name: Senders
    boundary: external
    description: Known as zb-customers.
    size: 48611
    contact: zb-account
    accepts: [{rule: no-customer, reason: A zt-who., until: 2031-12-30}]
  - id: zb-counter
    name: The zb-shop
    boundary: internal
  - id: zb-unit
    name: The zb-it
    boundary: it
""",
    "outcomes.yaml": """\
outcomes:
  - id: follow
    name: Know where a parcel is
    customers: [senders, zb-counter]
    measure: Nobody has to ask.
    priority: 3
    description: It is zb-wanted.
    accepts: [{rule: unserved-outcome, reason: A zt-goal., until: 2031-12-30}]
  - {id: zb-unhelped, name: Pay zb-late, customers: [senders]}
  - {id: zb-serve, name: Serve zb-visitors, customers: [zb-counter]}
  - {id: zb-loose, name: Be zb-fast, customers: [zb-unit]}
""",
}
PAST = FILES["tracking.yaml"].replace("name: Tracking", "name: Tracked zb-former")


def marked(root: Path) -> None:
    """Write the catalog into a folder, with a past in git."""
    repository = Scratch(root)
    for name, text in {**FILES, "tracking.yaml": PAST}.items():
        repository.write(f"services/{name}", text)
    repository.commit("Begin zn-subject")
    repository.write("services/tracking.yaml", FILES["tracking.yaml"])
    repository.commit("Say zn-more")


def leaks(files: Iterable[tuple[str, bytes]], reader: str) -> set[tuple[str, str]]:
    """Return what files tell that is not for a reader, each with the file that tells it."""
    marks = FORBIDDEN[reader]
    numbers = [re.escape(text) for text, mark in NUMBERS.items() if mark in marks]
    found = re.compile("|".join((rf"(?:{'|'.join(marks)})-\w+", *numbers)).encode())
    return {
        (name, match.decode())
        for path, content in files
        for name, told in ((path, content), (f"the name of {path}", path.encode()))
        for match in found.findall(told)
    }
