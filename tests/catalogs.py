"""Small catalogs as texts, and what the rules find in them."""

from collections.abc import Callable
from datetime import date

from twoview.check import Report, check
from twoview.examples import files_of
from twoview.finding import Finding
from twoview.judged import Judged
from twoview.load import load
from twoview.rules import all_rules

Golden = Callable[[str, str], None]
"""Compares a text with the golden file of a name."""

RULES = all_rules()
TODAY = date(2026, 7, 1)
INVERTED = "commitments:\n  respond_within: {P1: 2h, P2: 1h}\n  restore_within: {P1: 8h, P2: 4h}\n"

TILLS = """\
kind: Service
id: tills
name: Tills
status: live
audience: internal
owner: shop-systems
summary: Take payments at the till.
"""
SERVER = """\
id: till-server
kind: Component
name: Till server
type: server
team: shop-systems
"""
SHOPS = "kind: Customer\nid: shops\nname: Shops\nboundary: internal\n"
SHOPPERS = "kind: Customer\nid: shoppers\nname: Shoppers\nboundary: external\n"
TEAM = "kind: Team\nid: shop-systems\nname: Shop systems\n"
CATALOG = "kind: Catalog\nname: Store\n"


def checked(*parts: str, today: date = TODAY) -> Report:
    return check(Judged(load(files_of("---\n".join(parts)), "catalog.yaml"), today))


def found(rule: str, *parts: str, today: date = TODAY) -> list[Finding]:
    assert rule in RULES
    return [each for each in checked(*parts, today=today).findings if each.rule == rule]


def messages(rule: str, *parts: str, today: date = TODAY) -> str:
    return "\n".join(each.problem.message for each in found(rule, *parts, today=today))


def places(findings: list[Finding]) -> list[tuple[str, int]]:
    return [(each.problem.location.file, each.problem.location.line) for each in findings]


def settings(**rules: str) -> str:
    lines = "".join(f"  {name.replace('_', '-')}: {value}\n" for name, value in rules.items())
    return f"{CATALOG}rules:\n{lines}"


def accepting(rule: str, until: str = "2026-12-31", **more: str) -> str:
    lines = "".join(f"    {name}: {value}\n" for name, value in more.items())
    return f"accepts:\n  - rule: {rule}\n    reason: As agreed.\n    until: {until}\n{lines}"
