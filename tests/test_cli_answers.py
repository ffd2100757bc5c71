"""The commands that answer questions about a catalog: `cost` and `impact`."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from twoview.cli import cli
from twoview.cli.common import ANSWER_FORMATS
from twoview.report import cost, impact

EXAMPLE = Path(__file__).parents[1] / "services"
CATALOG = "kind: Catalog\nname: Store\ncurrency: EUR\n"
TILLS = """\
kind: Service
id: tills
name: Tills
status: live
audience: internal
owner: shops
summary: Pay at the till.
customers:
  - {id: staff, relationship: service, outcomes: [sell]}
commitments: {availability: 98%, respond_within: {P1: 1h, P2: 2h}}
requires: [{any_of: [line-a, line-b]}, server]
cost: {amount: 100, per: month}
price: {amount: 3000, per: year}
"""
MAIL = """\
kind: Service
id: mail
name: Mail
status: proposed
audience: internal
owner: shops
summary: Write to each other.
requires: [sign-in, {id: server, failure: degrades, share: 3}]
"""
SIGN_IN = """\
kind: Service
id: sign-in
name: Sign-in
status: live
audience: supporting
owner: shops
summary: One account for all.
cost: {amount: 1234.5, per: month}
"""
PARTS = """\
components:
  - {id: line-a, name: Line A, type: network, team: shops, cost: {amount: 10, per: month}}
  - {id: line-b, name: Line B, type: network, team: shops, cost: {amount: 10, per: month}}
  - {id: server, name: Server, type: server, team: shops, cost: {amount: 600, per: month}}
  - {id: lamp, name: Lamp, type: device, team: shops, cost: {amount: 5, per: month}}
"""
OTHERS = {
    "teams.yaml": "kind: Team\nid: shops\nname: Shops\n",
    "staff.yaml": "kind: Customer\nid: staff\nname: Staff\nboundary: internal\n",
    "sell.yaml": "kind: Outcome\nid: sell\nname: Sell things\ncustomers: [staff]\n",
}


@pytest.fixture
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a catalog without errors the folder `services` of the current directory."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "services"
    folder.mkdir()
    files = {"catalog.yaml": CATALOG, "tills.yaml": TILLS, "mail.yaml": MAIL, "parts.yaml": PARTS}
    for name, text in {**files, **OTHERS, "sign-in.yaml": SIGN_IN}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, list(map(str, arguments)))


def answer(*arguments: str | Path) -> dict:
    result = run(*arguments, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


# cost


def test_costs_are_told_for_programs(catalog: Path) -> None:
    assert answer("cost") == {
        "currency": "EUR",
        "services": {"mail": "1684.50", "sign-in": "1234.50", "tills": "270.00"},
        "components": {"lamp": "5.00", "line-a": "10.00", "line-b": "10.00", "server": "600.00"},
        "unallocated": "5.00",
        "total": "1959.50",
    }


def test_costs_are_told_for_people(catalog: Path) -> None:
    assert run("cost").output == (
        "EUR a month              Cost   Price\n"
        "Services\n"
        "  Mail (mail)        1,684.50          proposed\n"
        "  Tills (tills)        270.00  250.00  over its price\n"
        "Components that nothing requires\n"
        "  Lamp (lamp)            5.00\n"
        "Total                1,959.50\n"
        "\n"
        "Contained in these: services that others need\n"
        "  Sign-in (sign-in)  1,234.50\n"
    )


def test_costs_are_told_without_a_currency_too(catalog: Path) -> None:
    (catalog / "catalog.yaml").write_text("kind: Catalog\nname: Store\n", encoding="utf-8")
    result = run("cost", "--format", "json")
    content = json.loads(result.stdout)
    assert (content["currency"], content["total"]) == (None, "1959.50")
    assert run("cost").stdout.startswith("Amounts a month (no currency is set) ")


def test_costs_in_a_circle_are_null_and_told_as_unknown(catalog: Path) -> None:
    circle = "requires: [mail]\n"
    (catalog / "sign-in.yaml").write_text(f"{SIGN_IN}{circle}", encoding="utf-8")
    result = run("cost", "--format", "json")
    content = json.loads(result.stdout)
    assert content["services"] == {"mail": None, "sign-in": None, "tills": "270.00"}
    assert (content["unallocated"], content["total"]) == ("5.00", "1959.50")
    assert result.exit_code == 0
    assert "error[dependency-cycle]" in result.stderr
    lines = [line.split() for line in run("cost").stdout.splitlines()]
    assert ["In", "circles", "1,684.50"] in lines
    assert ["Mail", "(mail)", "unknown", "proposed"] in lines


def test_an_unallocated_component_above_a_circle_makes_the_sum_null(catalog: Path) -> None:
    with (catalog / "parts.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {id: loop, name: Loop, type: server, team: shops, requires: [hoop]}\n")
        file.write("  - {id: hoop, name: Hoop, type: server, team: shops, requires: [loop]}\n")
        file.write("  - {id: top, name: Top, type: server, team: shops, requires: [loop]}\n")
    content = json.loads(run("cost", "--format", "json").stdout)
    assert content["unallocated"] is None
    assert content["components"]["top"] is None


def test_the_folder_of_costs_is_an_argument_or_an_option(catalog: Path) -> None:
    other = catalog.rename(catalog.with_name("other"))
    for arguments in (["other"], ["--catalog", "other"], [other]):
        assert answer("cost", *arguments)["total"] == "1959.50"
    assert run("cost", "other", "--catalog", "services").exit_code == 2


# impact


def test_an_impact_is_told_for_programs(catalog: Path) -> None:
    at_risk = {"service": "tills", "customer": "staff"}
    assert answer("impact", "server", "line-a", "server") == {
        "ids": ["server", "line-a"],
        "stops": ["tills"],
        "degrades": ["mail"],
        "outcomes": ["sell"],
        "customers": ["staff"],
        "promises_at_risk": [
            {**at_risk, "metric": "availability", "priority": None},
            {**at_risk, "metric": "respond_within", "priority": "P1"},
            {**at_risk, "metric": "respond_within", "priority": "P2"},
        ],
    }


def test_an_impact_is_told_for_people(catalog: Path) -> None:
    assert run("impact", "server").output == (
        "Down: Server (server)\n"
        "\n"
        "Services that stop: 1\n"
        "  Tills (tills)\n"
        "Services that run worse: 1\n"
        "  Mail (mail)\n"
        "Outcomes out of reach: 1\n"
        "  Sell things (sell)\n"
        "Customers hit: 1\n"
        "  Staff (staff)\n"
        "Promises at risk: 3\n"
        "  Tills to Staff: availability, respond within (P1, P2)\n"
    )


def test_a_lost_spare_hits_nobody(catalog: Path) -> None:
    found = answer("impact", "line-a")
    assert found.pop("ids") == ["line-a"]
    assert not any(found.values())


@pytest.mark.parametrize(
    ("ident", "hint"),
    [
        ("servr", "There is no service or component `servr`; did you mean `server`?"),
        ("staff", "There is no service or component `staff`."),
        ("\x1b[2J", "There is no service or component `\\x1b[2J`."),
    ],
)
def test_an_unknown_id_is_told_with_what_was_meant(catalog: Path, ident: str, hint: str) -> None:
    result = run("impact", "mail", ident)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"Error: {hint}\n"


def test_a_former_id_is_told_with_the_one_of_today(catalog: Path) -> None:
    renamed = SIGN_IN.replace("id: sign-in", "id: accounts\nformerly: [sign-in]")
    (catalog / "sign-in.yaml").write_text(renamed, encoding="utf-8")
    result = run("impact", "sign-in")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("Error: `sign-in` is `accounts` now.\n")


def test_an_impact_needs_an_id(catalog: Path) -> None:
    result = run("impact")
    assert result.exit_code == 2
    assert "Missing argument" in result.stderr


def test_nothing_unseen_in_a_name_reaches_the_terminal(catalog: Path) -> None:
    text = TILLS.replace("name: Tills", "name: Tills\u202e::error")
    (catalog / "tills.yaml").write_text(text, encoding="utf-8")
    for arguments in (["cost"], ["impact", "server"]):
        output = run(*arguments).stdout
        assert "Tills\\u202e" in output
        assert "\u202e" not in output


# Both


@pytest.mark.parametrize("arguments", [["cost"], ["impact", "server"]])
def test_errors_are_told_in_a_line_each_beside_the_answer(
    catalog: Path, arguments: list[str]
) -> None:
    clean = run(*arguments)
    assert (clean.exit_code, clean.stderr) == (0, "")
    (catalog / "broken.yaml").write_text("kind: [", encoding="utf-8")
    one = run(*arguments)
    assert (one.exit_code, one.stdout) == (0, clean.stdout)
    finding, count = one.stderr.splitlines()
    assert re.match(r"services/\S+:\d+:\d+: error\[[a-z-]+\] \S", finding)
    assert count == "1 error in the catalog; twoview check shows it"
    (catalog / "worse.yaml").write_text("kind: [", encoding="utf-8")
    *found, count = run(*arguments).stderr.splitlines()
    assert len(found) == 2
    assert count == "2 errors in the catalog; twoview check shows them"


@pytest.mark.parametrize("arguments", [["cost"], ["impact", "server"]])
def test_without_a_catalog_there_is_no_answer(catalog: Path, arguments: list[str]) -> None:
    (catalog / "catalog.yaml").unlink()
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: There is no catalog.yaml in services/.")


def test_the_formats_are_those_there_are() -> None:
    assert tuple(cost.FORMATS) == tuple(impact.FORMATS) == ANSWER_FORMATS


def test_the_example_catalog_adds_up() -> None:
    found = answer("cost", EXAMPLE)
    assert (found["total"], found["unallocated"]) == ("535200.00", "0.00")
    assert found["services"]["shop-tills"] == "101889.02"


def test_losing_one_hall_of_the_example_stops_mail_alone() -> None:
    for hall, stopped in (("hall-north", ["email"]), ("hall-south", [])):
        assert answer("impact", hall, "--catalog", EXAMPLE)["stops"] == stopped
