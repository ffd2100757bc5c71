import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from catalogs import Golden
from click.testing import CliRunner, Result
from twoview import __version__
from twoview.cli import cli
from twoview.cli.common import FORMATS, SEVERITIES
from twoview.finding import Severity
from twoview.report import FORMATS as RENDERERS

CASE = Path(__file__).parent / "cases" / "golden"


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    roots = ("GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY", "CI_PROJECT_DIR")
    for name in ("GITHUB_ACTIONS", "NO_COLOR", "TWOVIEW_DEBUG", *roots):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a catalog without findings the folder `services` of the current directory."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "services"
    folder.mkdir()
    (folder / "catalog.yaml").write_text("kind: Catalog\nname: Store\n", encoding="utf-8")
    return folder


@pytest.fixture
def plugin(tmp_path: Path) -> Path:
    """Make a folder with a package whose rules are announced, and missing."""
    info = tmp_path / "others" / "others-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Name: others\nVersion: 1\n", encoding="utf-8")
    entry = "[twoview.rules]\nothers = others_rules\n"
    (info / "entry_points.txt").write_text(entry, encoding="utf-8")
    return info.parent


def run(*arguments: str | Path, **environment: str) -> Result:
    return CliRunner().invoke(cli, list(map(str, arguments)), env=environment)


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "twoview", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        timeout=60,
    )


# check


# Most of a SARIF report is the rules' own pages, which are written anew with each word of them.
@pytest.mark.parametrize("form", [form for form in FORMATS if form != "sarif"])
def test_whole_output(form: str, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASE)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(CASE))
    result = run("check", "--today", "2026-07-01", "--format", form)
    golden(f"check.{form.replace('text', 'txt')}", result.stdout)
    assert result.stderr == ""
    assert result.exit_code == 1


def test_a_clean_catalog_is_said_to_be_one(catalog: Path) -> None:
    result = run("check")
    assert (result.exit_code, result.output) == (0, "No findings in 1 file.\n")


@pytest.mark.parametrize(
    ("fail_on", "code"), [(None, 0), ("error", 0), ("warning", 1), ("info", 1)]
)
def test_exit_code_follows_the_severity_to_fail_on(
    catalog: Path, fail_on: str | None, code: int
) -> None:
    (catalog / "a.yaml").write_text(
        "kind: Component\nid: a\nname: A\ntype: server\nsupplier: host\nreviewed: 2026-06-01\n"
        "targets: {availability: 99%, hours: 24x7}\n",
        encoding="utf-8",
    )
    (catalog / "host.yaml").write_text("kind: Supplier\nid: host\nname: Host\n", encoding="utf-8")
    options = ["--fail-on", fail_on] if fail_on else []
    result = run("check", "--today", "2026-07-01", *options)
    assert "1 warning in 3 files." in result.stdout
    assert result.exit_code == code


def test_the_folder_is_an_argument_or_an_option(catalog: Path) -> None:
    other = catalog.rename(catalog.with_name("other"))
    for arguments in (["other"], ["--catalog", "other"], ["other", "--catalog", "other"]):
        assert run("check", *arguments).exit_code == 0
    assert run("check", other).exit_code == 0


def test_two_different_folders_are_a_usage_error(catalog: Path) -> None:
    result = run("check", "services", "--catalog", "other")
    assert result.exit_code == 2
    assert "name one folder" in result.stderr


def test_a_folder_without_a_catalog_is_told_in_one_line(catalog: Path) -> None:
    (catalog / "catalog.yaml").unlink()
    result = run("check")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Error: There is no catalog.yaml in services/.")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("day", ["2026-13-01", "tomorrow", "2026-1-1", ""])
def test_a_day_that_is_none_is_a_usage_error(catalog: Path, day: str) -> None:
    result = run("check", "--today", day)
    assert result.exit_code == 2
    assert "as in 2026-03-31" in result.stderr


def test_today_decides_what_is_overdue(catalog: Path) -> None:
    (catalog / "host.yaml").write_text(
        "kind: Supplier\nid: host\nname: Host\ncontract: {until: 2026-12-31}\n", encoding="utf-8"
    )
    counts = [
        json.loads(run("check", "--format", "json", "--today", day).stdout)["counts"]["warning"]
        for day in ("2026-10-01", "2026-10-02")
    ]
    assert counts == [0, 1]


def test_json_is_nothing_but_json(catalog: Path) -> None:
    (catalog / "broken.yaml").write_text("kind: [", encoding="utf-8")
    result = run("check", "--format", "json", "--color", GITHUB_ACTIONS="true")
    content = json.loads(result.stdout)
    assert [each["rule"] for each in content["findings"]] == ["invalid-yaml"]
    assert result.stderr.startswith("::error file=services/broken.yaml,")


def test_github_actions_gets_annotations_once(catalog: Path) -> None:
    (catalog / "broken.yaml").write_text("kind: [", encoding="utf-8")
    text = run("check", GITHUB_ACTIONS="true")
    github = run("check", "--format", "github", GITHUB_ACTIONS="true")
    assert text.stderr == github.stdout
    assert github.stderr == ""
    assert "::error" not in text.stdout


def test_color_is_as_asked_for(catalog: Path) -> None:
    assert "\x1b[" in run("check", "--color", NO_COLOR="1").stdout
    for options in ([], ["--no-color"]):
        assert "\x1b[" not in run("check", *options).stdout


def test_the_choices_are_those_there_are() -> None:
    assert tuple(RENDERERS) == FORMATS
    assert set(SEVERITIES) == set(Severity)


# explain


@pytest.mark.parametrize("name", ["unknown-reference", "rule:unknown-reference"])
def test_a_rule_is_explained(catalog: Path, name: str) -> None:
    result = run("explain", name)
    assert result.exit_code == 0
    for part in ("unknown-reference\n", "Severity: error. Family: references.", "WHY", "accepts:"):
        assert part in result.stdout
    assert "```" not in result.stdout


def test_the_severity_of_the_catalog_at_hand_is_told(catalog: Path) -> None:
    with (catalog / "catalog.yaml").open("a", encoding="utf-8") as file:
        file.write("rules:\n  no-outcome: off\n")
    assert "Severity: warning, in this catalog off." in run("explain", "no-outcome").stdout
    assert "in this catalog" not in run("explain", "no-customer").stdout


def test_explaining_needs_no_catalog_unless_one_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("explain", "schema").exit_code == 0
    named = run("explain", "schema", "--catalog", "services")
    assert (named.exit_code, named.stderr) == (2, "Error: There is no catalog.yaml in services/.\n")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("unknown-referense", "did you mean `unknown-reference`?"),
        ("zzz", "`twoview explain` lists all rules."),
        ("team:schema", "did you mean `schema`?"),
        ("\x1b[2J", "There is no rule or service `\\x1b[2J`"),
    ],
)
def test_an_unknown_rule_is_told_with_what_was_meant(catalog: Path, name: str, hint: str) -> None:
    result = run("explain", name)
    assert result.exit_code == 2
    assert hint in result.stderr
    assert "\x1b" not in result.stderr


def test_without_a_name_all_rules_are_listed_by_family(catalog: Path) -> None:
    lines = run("explain").stdout.splitlines()
    assert lines[0] == "Files"
    assert (
        "  schema                          error    An entity does not have the shape of its kind."
        in lines
    )
    assert [line for line in lines if line and not line.startswith(" ")] == [
        "Files",
        "References",
        "Promises",
        "Outward",
        "Inward",
        "Lifecycle",
        "Cost",
    ]


# The process


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_import_little(option: str) -> None:
    code = (
        "import sys\nfrom twoview.cli import cli\n"
        f"try:\n    cli([{option!r}])\nfinally:\n"
        "    print([name for name in ('yaml', 'json', 'twoview.model') if name in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60
    )
    assert result.returncode == 0
    assert result.stdout.splitlines()[-1] == "[]"
    assert __version__ in result.stdout or "explain" in result.stdout


def test_the_module_is_the_command(catalog: Path) -> None:
    assert process("--version").stdout == f"twoview, version {__version__}\n"
    result = process("check")
    assert (result.returncode, result.stdout, result.stderr) == (0, "No findings in 1 file.\n", "")
    assert process("check", "nowhere").returncode == 2
    assert process("check", "--format", "xml").returncode == 2


def test_a_terminal_without_unicode_gets_codes(catalog: Path) -> None:
    (catalog / "a.yaml").write_text("name: 店\n", encoding="utf-8")
    result = process("check", PYTHONIOENCODING="latin-1")
    assert result.returncode == 1
    assert "name: \\u5e97" in result.stdout


def test_a_reader_that_stops_reading_is_no_error(catalog: Path) -> None:
    rows = "".join(f"  - {{id: s{n}}}\n" for n in range(90))
    (catalog / "a.yaml").write_text(f"components:\n{rows}", encoding="utf-8")
    for n in range(60):
        (catalog / f"b{n}.yaml").write_text(f"components:\n{rows}", encoding="utf-8")
    command = f"{sys.executable} -m twoview check --format json | head -n 1"
    result = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60)
    assert (result.stdout, result.stderr) == ("{\n", "")


def test_rules_that_cannot_be_imported_are_told_in_one_line(catalog: Path, plugin: Path) -> None:
    for arguments in (["check"], ["explain"]):
        result = process(*arguments, PYTHONPATH=str(plugin))
        assert result.returncode == 2
        assert result.stdout == ""
        assert result.stderr.startswith("Error: The rules of others_rules cannot be loaded")
        assert result.stderr.count("\n") == 1


RULE = '''
from twoview.finding import Severity, rule

@rule("others-rule", Severity.INFO, bad="a: b", good="a: b")
def others_rule(estate):
    """A rule of others.

    For their own reasons.
    """
    {}
'''


def test_rules_of_other_packages_are_checked_and_explained(catalog: Path, plugin: Path) -> None:
    body = (
        "from twoview.finding import Problem\n"
        "    yield Problem.at(estate.catalog.settings, message='Found.')"
    )
    (plugin / "others_rules.py").write_text(RULE.format(body), encoding="utf-8")
    assert "info[others-rule]" in process("check", PYTHONPATH=str(plugin)).stdout
    assert "A rule of others." in process("explain", PYTHONPATH=str(plugin)).stdout


def test_a_fault_of_our_own_is_one_line_unless_asked_for_more(catalog: Path, plugin: Path) -> None:
    (plugin / "others_rules.py").write_text(RULE.format("raise KeyError('x')"), encoding="utf-8")
    short = process("check", PYTHONPATH=str(plugin))
    long = process("check", PYTHONPATH=str(plugin), TWOVIEW_DEBUG="1")
    assert short.returncode == long.returncode == 2
    assert short.stderr.count("\n") == 1
    assert "(KeyError)" in short.stderr
    assert "Traceback" in long.stderr
