"""The command `promises`, and `explain` for a service: options, formats, exit codes."""

import json
from pathlib import Path

import pytest
from catalogs import Golden
from click.testing import CliRunner, Result
from twoview.cli import cli
from twoview.cli.common import ANSWER_FORMATS, VERDICTS
from twoview.judged import WORST_FIRST
from twoview.report import promises

ROOT = Path(__file__).parents[1]
CASE = ROOT / "tests" / "cases" / "promises"
CATALOG = "kind: Catalog\nname: Store\n"
MAIL = """\
kind: Service
id: mail
name: Mail
status: live
audience: internal
owner: desk
summary: Write to each other.
commitments: {availability: 99.9%, change_within: 1d}
requires: [server]
"""
SERVER = """\
kind: Component
id: server
name: Server
type: server
team: desk
targets: {availability: 99.95%}
"""
OTHERS = {"desk.yaml": "kind: Team\nid: desk\nname: Desk\n"}


@pytest.fixture
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a catalog without errors the folder `services` of the current directory."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "services"
    folder.mkdir()
    files = {"catalog.yaml": CATALOG, "mail.yaml": MAIL, "server.yaml": SERVER, **OTHERS}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, list(map(str, arguments)))


def rows(*arguments: str | Path) -> list[dict]:
    result = run("promises", *arguments, "--format", "json")
    assert result.exit_code == 0
    return json.loads(result.stdout)["promises"]


# promises


def test_the_promises_of_a_catalog_are_a_table(golden: Golden) -> None:
    output = run("promises", CASE).stdout
    golden("promises.txt", output)
    assert max(map(len, output.splitlines())) <= promises.COLUMNS


def test_promises_are_told_for_programs(catalog: Path) -> None:
    common = {"service": "mail", "customer": None, "priority": None}
    assert rows() == [
        {
            **common,
            "metric": "availability",
            "promised": "0.999",
            "achievable": "0.9995",
            "verdict": "kept",
            "because": ["server"],
            "unknown": [],
            "if_independent": "0.9995",
        },
        {
            **common,
            "metric": "change_within",
            "promised": 86400,
            "achievable": 0,
            "verdict": "unbacked",
            "because": ["server"],
            "unknown": ["server"],
            "if_independent": None,
        },
    ]


def test_amounts_are_decimal_texts_and_what_cannot_be_told_is_null() -> None:
    found = {(each["service"], each["customer"], each["metric"]): each for each in rows(CASE)}
    carried = found["tickets", "travelers", "capacity"]
    assert (carried["promised"], carried["achievable"]) == ("900", "800")
    circle = found["circles", None, "availability"]
    assert (circle["achievable"], circle["verdict"]) == (None, "unjudged")
    assert circle["unknown"] == ["circles", "round-trip"]


def test_promises_are_sorted_by_what_they_are() -> None:
    keys = [
        tuple(each[name] or "" for name in ("service", "customer", "metric", "priority"))
        for each in rows(CASE)
    ]
    assert keys == sorted(keys)


def test_promises_can_be_asked_for_by_service_and_verdict() -> None:
    assert {each["service"] for each in rows(CASE, "--service", "payments")} == {"payments"}
    for verdict in VERDICTS:
        found = rows(CASE, "--verdict", verdict)
        assert {each["verdict"] for each in found} == {verdict}
    both = rows(CASE, "--service", "tickets", "--verdict", "unbacked")
    assert {each["metric"] for each in both} == {"change_within"}


def test_without_promises_there_is_a_count_alone(catalog: Path) -> None:
    result = run("promises", "--verdict", "short")
    assert (result.exit_code, result.stdout) == (0, "0 promises.\n")


def test_an_unknown_service_is_told_with_what_was_meant(catalog: Path) -> None:
    result = run("promises", "--service", "mial")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "Error: There is no service `mial`; did you mean `mail`?\n"


def test_errors_are_counted_beside_the_promises(catalog: Path) -> None:
    clean = run("promises")
    assert (clean.exit_code, clean.stderr) == (0, "")
    (catalog / "broken.yaml").write_text("kind: [", encoding="utf-8")
    result = run("promises")
    assert (result.exit_code, result.stdout) == (0, clean.stdout)
    assert result.stderr.endswith("\n1 error in the catalog; twoview check shows it\n")


def test_the_folder_of_promises_is_an_argument_or_an_option(catalog: Path) -> None:
    found = rows()
    other = catalog.rename(catalog.with_name("other"))
    for arguments in (["other"], ["--catalog", "other"], [other]):
        assert rows(*arguments) == found
    assert run("promises", "other", "--catalog", "services").exit_code == 2
    assert run("promises").stderr.startswith("Error: There is no catalog.yaml in services/.")


def test_nothing_unseen_in_a_name_reaches_the_terminal(catalog: Path) -> None:
    text = SERVER.replace("name: Server", "name: Server\u202e::error")
    (catalog / "server.yaml").write_text(text, encoding="utf-8")
    for arguments in (["promises"], ["explain", "mail"]):
        output = run(*arguments).stdout
        assert "Server\\u202e" in output
        assert "\u202e" not in output


def test_the_formats_and_verdicts_are_those_there_are() -> None:
    assert tuple(promises.FORMATS) == ANSWER_FORMATS
    assert sorted(VERDICTS) == sorted(WORST_FIRST)


# explain


@pytest.mark.parametrize("name", ["mail", "service:mail"])
def test_a_service_is_explained(catalog: Path, name: str) -> None:
    result = run("explain", name)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Mail (mail)\n\nWrite to each other.\n\nWHAT IS PROMISED\n")


def test_the_name_of_a_rule_wins(catalog: Path) -> None:
    text = MAIL.replace("id: mail", "id: no-customer")
    (catalog / "mail.yaml").rename(catalog / "no-customer.yaml").write_text(text, encoding="utf-8")
    assert "Family: outward." in run("explain", "no-customer").stdout
    assert "Mail (no-customer)" in run("explain", "service:no-customer").stdout


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("mial", "There is no rule or service `mial`; did you mean `mail`?"),
        ("shema", "There is no rule or service `shema`; did you mean `schema`?"),
        ("service:mial", "There is no service `service:mial`; did you mean `mail`?"),
        ("rule:mail", "There is no rule `rule:mail`;"),
        ("service:schema", "There is no service `service:schema`;"),
    ],
)
def test_an_unknown_name_is_told_with_what_was_meant(catalog: Path, name: str, hint: str) -> None:
    result = run("explain", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert hint in result.stderr


def test_a_former_id_of_a_service_is_told_with_the_one_of_today(catalog: Path) -> None:
    renamed = MAIL.replace("id: mail", "id: mail-and-calendar\nformerly: [mail]")
    (catalog / "mail.yaml").unlink()
    (catalog / "mail-and-calendar.yaml").write_text(renamed, encoding="utf-8")
    for arguments in (
        ["explain", "mail"],
        ["explain", "service:mail"],
        ["promises", "--service", "mail"],
    ):
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == "Error: `mail` is `mail-and-calendar` now.\n"
    assert "There is no rule `rule:mail`;" in run("explain", "rule:mail").stderr


def test_a_service_needs_a_catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    named = run("explain", "service:mail")
    assert (named.exit_code, named.stdout) == (2, "")
    assert named.stderr.startswith("Error: There is no catalog.yaml in services/.")
    assert "There is no rule or service `mail`" in run("explain", "mail").stderr
