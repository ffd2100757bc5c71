"""Small catalogs for tests of the arithmetic, and what the judge says of them."""

from twoview.examples import files_of
from twoview.load import load
from twoview.promises import Judge, Judgement

TEAM = "kind: Team\nid: ops\nname: Ops\nhours: 24x7\n"


def service(ident: str, commitments: str = "", requires: str = "", more: str = "") -> str:
    return f"""\
kind: Service
id: {ident}
name: {ident}
status: live
audience: internal
owner: ops
summary: Do things.
commitments: {{{commitments}}}
requires: [{requires}]
{more}
"""


def part(ident: str, targets: str = "", requires: str = "", more: str = "") -> str:
    kind = "" if "type:" in more else "type: server\n"
    runner = "" if "supplier:" in more else "team: ops\n"
    return f"""\
kind: Component
id: {ident}
name: {ident}
{kind}{runner}targets: {{{targets}}}
requires: [{requires}]
{more}
"""


def domain(name: str) -> str:
    return f"failure_domains: [{name}]"


def judge(*documents: str) -> Judge:
    teams = [] if any("kind: Team" in each for each in documents) else [TEAM]
    loaded = load(files_of("---\n".join([*documents, *teams])), "catalog.yaml")
    assert not loaded.problems, loaded.problems
    return Judge(loaded.catalog)


def judged(*documents: str, of: str = "shop") -> Judgement:
    """Return what becomes of the first promise of a service."""
    found = judge(*documents).judgements
    return next(each for each in found if each.promise.service == of)
