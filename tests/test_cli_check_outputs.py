"""The command `check` writes reports to files, tells build servers, and knows what is known."""

import json
import re
import subprocess
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from click.testing import CliRunner, Result
from twoview.cli import cli
from twoview.cli.common import FORMATS
from twoview.cli.outputs import SUMMARY_LIMIT

BROKEN = "kind: [\n"
UNUSED = "kind: Supplier\nid: host\nname: Host\n"
SERVER = (
    "kind: Component\nid: {0}\nname: {0}\ntype: server\nsupplier: host\nreviewed: 2026-06-01\n"
    "targets: {{availability: 99%, hours: 24x7}}\n"
)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("GITHUB_ACTIONS", "GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY", "CI_PROJECT_DIR")
    for name in names:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a catalog with one error and one warning the folder `services` of a repository."""
    (tmp_path / "repo/.git").mkdir(parents=True)
    folder = tmp_path / "repo/it/services"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder.parent)
    (folder / "catalog.yaml").write_text("kind: Catalog\nname: Store\n", encoding="utf-8")
    (folder / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    (folder / "host.yaml").write_text(UNUSED, encoding="utf-8")
    add(folder, "server-1")
    return folder


def add(folder: Path, ident: str) -> None:
    """Add a server that nothing requires: a warning."""
    (folder / f"{ident}.yaml").write_text(SERVER.format(ident), encoding="utf-8")


def repair(folder: Path) -> None:
    """Leave the warning alone."""
    (folder / "broken.yaml").unlink()


def run(*arguments: str | Path, **environment: str) -> Result:
    command = ["check", "--today", "2026-07-01", *map(str, arguments)]
    return CliRunner().invoke(cli, command, env=environment)


def counts(*arguments: str | Path) -> dict[str, int]:
    content = json.loads(run("--format", "json", *arguments).stdout)
    return {**content["counts"], "known": content["known"]}


# Files


@pytest.mark.parametrize("form", FORMATS)
def test_an_output_is_what_the_format_would_print(catalog: Path, form: str) -> None:
    result = run("--output", f"{form}=report")
    assert Path("report").read_text(encoding="utf-8") == run("--format", form).stdout
    assert result.stdout == run().stdout
    assert result.exit_code == 1


def test_outputs_are_as_many_as_wanted_even_of_one_format(catalog: Path, tmp_path: Path) -> None:
    outputs = {"sarif": "a.sarif", "gitlab": "b.json", "json": tmp_path / "c.json"}
    pairs = [*outputs.items(), ("json", "d=e.json")]
    run(*(part for form, name in pairs for part in ("--output", f"{form}={name}")))
    assert json.loads(Path("a.sarif").read_text())["version"] == "2.1.0"
    assert [each["check_name"] for each in json.loads(Path("b.json").read_text())] == [
        "invalid-yaml",
        "unused-component",
    ]
    assert (tmp_path / "c.json").read_text() == Path("d=e.json").read_text()


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("sarif", "write it as text=FILE"),
        ("xml=a.xml", "'xml' is no format; there are text, json"),
        ("json=-", "names no file. What goes to standard output is named by --format"),
        ("json=", "names no file"),
        ("json=nowhere/a.json", "There is no folder nowhere"),
        ("json=services", "services is a folder"),
    ],
)
def test_an_output_that_cannot_be_is_told_before_anything_is_checked(
    catalog: Path, value: str, why: str
) -> None:
    result = run("nowhere", "--output", "json=first.json", "--output", value)
    assert result.exit_code == 2
    assert why in " ".join(result.stderr.split())
    assert "catalog.yaml" not in result.stderr
    assert result.stdout == ""
    assert not Path("first.json").exists()


@pytest.mark.parametrize("second", ["a.json", "./a.json", "services/../a.json"])
def test_two_outputs_to_one_file_are_refused(catalog: Path, second: str) -> None:
    result = run("--output", "json=a.json", "--output", f"sarif={second}")
    assert result.exit_code == 2
    assert "is named twice" in result.stderr


def test_an_output_does_not_overwrite_the_baseline(catalog: Path) -> None:
    result = run("--write-baseline", "a.json", "--output", "json=a.json")
    assert (result.exit_code, Path("a.json").exists()) == (2, False)


def test_a_file_that_cannot_be_written_is_told(catalog: Path) -> None:
    Path("full.json").symlink_to("/dev/full")
    result = run("--output", "json=full.json")
    assert result.exit_code == 2
    assert "full.json cannot be written" in result.stderr


# Places


@pytest.mark.parametrize("variable", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR", None])
def test_build_servers_are_told_files_from_the_root(catalog: Path, variable: str | None) -> None:
    root = catalog.parents[1]
    environment = {variable: str(root)} if variable else {}
    outputs = ("sarif=s", "gitlab=g", "junit=j", "github=a")
    run(*(part for each in outputs for part in ("--output", each)), **environment)
    results = json.loads(Path("s").read_text())["runs"][0]["results"]
    locations = [each["locations"][0]["physicalLocation"] for each in results]
    files = {case.get("file") for case in fromstring(Path("j").read_text()).iter("testcase")}
    place = "it/services/broken.yaml"
    assert locations[0]["artifactLocation"]["uri"] == place
    assert place in {each["location"]["path"] for each in json.loads(Path("g").read_text())}
    assert files == {
        f"it/services/{name}.yaml" for name in ("broken", "catalog", "host", "server-1")
    }
    assert f"file={place}," in Path("a").read_text()


def test_people_are_told_files_from_where_they_are(catalog: Path) -> None:
    for form in ("text", "json"):
        assert "it/services" not in run("--format", form).stdout


# GitHub Actions


def test_github_gets_the_table_in_the_summary_of_the_step(catalog: Path, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("Before.\n", encoding="utf-8")
    result = run(GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary))
    table = run("--format", "markdown").stdout
    assert summary.read_text(encoding="utf-8") == f"Before.\n{table}\n"
    assert "it/services/broken.yaml" in table
    assert result.stderr.startswith("::error file=it/services/broken.yaml,")


def test_a_summary_is_written_inside_github_actions_only(catalog: Path, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    result = run(GITHUB_STEP_SUMMARY=str(summary))
    assert (result.stderr, summary.exists()) == ("", False)


def test_a_summary_keeps_to_its_size(catalog: Path, tmp_path: Path) -> None:
    repair(catalog)
    for n in range(2, 60):
        add(catalog, f"server-{n}")
    summary = tmp_path / "summary.md"
    summary.write_text("x" * (SUMMARY_LIMIT - 5_000), encoding="utf-8")
    run(GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary))
    assert "\nAnd " in summary.read_text(encoding="utf-8")
    assert SUMMARY_LIMIT - 1_000 < summary.stat().st_size <= SUMMARY_LIMIT


def test_a_summary_that_cannot_be_written_does_not_stop_the_check(catalog: Path) -> None:
    result = run(GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(catalog))
    assert result.exit_code == 1
    assert "The summary cannot be written" in result.stderr


# A baseline


def test_what_a_baseline_has_does_not_fail_and_is_counted(catalog: Path) -> None:
    assert run("--write-baseline", "known.json").exit_code == 0
    result = run("--baseline", "known.json", "--fail-on", "info")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "No findings in 4 files. 2 known findings in known.json are not shown.\n"
    )
    assert counts("--baseline", "known.json") == {"error": 0, "warning": 0, "info": 0, "known": 2}
    assert counts()["known"] == 0


def test_what_a_baseline_does_not_have_is_told_by_every_report(catalog: Path) -> None:
    repair(catalog)
    run("--write-baseline", "known.json")
    add(catalog, "server-2")
    outputs = ("--output", "sarif=s", "--output", "gitlab=g", "--output", "markdown=m")
    result = run("--baseline", "known.json", "--fail-on", "warning", *outputs)
    assert result.exit_code == 1
    assert "server-2.yaml" in result.stdout
    assert "server-1" not in result.stdout
    for name in "sgm":
        text = Path(name).read_text(encoding="utf-8")
        assert "server-2.yaml" in text
        assert "server-1" not in text
    assert run("--baseline", "known.json").exit_code == 0


def test_a_baseline_holds_wherever_the_command_runs(
    catalog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("--write-baseline", "known.json")
    monkeypatch.chdir(catalog.parents[1])
    assert counts("it/services", "--baseline", "it/known.json")["known"] == 2


def test_writing_a_baseline_shows_what_a_check_against_it_would(catalog: Path) -> None:
    written = run("--write-baseline", "known.json", "--output", "json=a.json")
    checked = run("--baseline", "known.json", "--output", "json=b.json")
    assert written.stdout == checked.stdout
    assert Path("a.json").read_text() == Path("b.json").read_text()


def test_what_is_found_no_more_is_told_with_what_to_do(catalog: Path) -> None:
    run("--write-baseline", "my known.json")
    repair(catalog)
    result = run("services", "--baseline", "my known.json", "--fail-on", "error")
    assert result.exit_code == 0
    assert result.stderr == (
        "1 finding of my known.json is no longer there; bring it up to date with: "
        "twoview check --write-baseline 'my known.json'\n"
    )
    catalog.rename(catalog.with_name("catalog"))
    result = run("catalog", "--baseline", "my known.json")
    assert result.stderr.endswith("with: twoview check catalog --write-baseline 'my known.json'\n")


@pytest.mark.parametrize("content", [b"", b"[]", b"<<<<<<< HEAD\n", b"\xff", b'{"version": 9}'])
def test_a_broken_baseline_is_told_in_one_line(catalog: Path, content: bytes) -> None:
    Path("known.json").write_bytes(content)
    result = run("--baseline", "known.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: known.json is no baseline: ")
    assert result.stderr.count("\n") == 1


def test_a_baseline_that_is_not_there_is_a_usage_error(catalog: Path) -> None:
    result = run("nowhere", "--baseline", "known.json")
    assert result.exit_code == 2
    assert "'known.json' does not exist" in result.stderr


@pytest.mark.parametrize("other", ["--baseline", "--since"])
def test_a_baseline_is_written_of_all_findings(catalog: Path, other: str) -> None:
    run("--write-baseline", "known.json")
    result = run("--write-baseline", "known.json", other, "known.json")
    assert result.exit_code == 2
    assert "takes all findings" in result.stderr


# Another revision


@pytest.fixture
def repository(catalog: Path) -> Path:
    """Commit the catalog."""
    (catalog.parents[1] / ".git").rmdir()
    git(catalog.parents[1], "init", "--quiet", "--initial-branch", "main")
    commit(catalog)
    return catalog


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=shop-systems", "-c", "user.email=shop-systems@store.example")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path) -> None:
    git(folder, "add", "--all", ".")
    git(folder, "commit", "--quiet", "--message", "Change the catalog")


def test_what_a_revision_has_does_not_fail_and_is_counted(repository: Path) -> None:
    result = run("--since", "main", "--fail-on", "info")
    assert (result.exit_code, result.stderr) == (0, "")
    assert re.fullmatch(
        r"No findings in 4 files\. 2 known findings in main \([0-9a-f]{7}\) are not shown\.\n",
        result.stdout,
    )


@pytest.mark.parametrize("base", ["HEAD", "HEAD~1"])
def test_what_came_since_a_revision_fails_committed_or_not(repository: Path, base: str) -> None:
    add(repository, "server-2")
    if base == "HEAD~1":
        commit(repository)
    assert run("--since", base).exit_code == 0
    result = run("--since", base, "--fail-on", "warning")
    assert result.exit_code == 1
    assert "server-2.yaml" in result.stdout
    assert "server-1" not in result.stdout


def test_a_waiver_that_is_taken_away_brings_its_finding_back(repository: Path) -> None:
    server = repository / "server-1.yaml"
    waiver = "accepts: [{rule: unused-component, reason: Spare., until: 2026-12-31}]\n"
    before = server.read_text(encoding="utf-8")
    server.write_text(before + waiver, encoding="utf-8")
    commit(repository)
    server.write_text(before, encoding="utf-8")
    assert counts("--since", "HEAD") == {"error": 0, "warning": 1, "info": 0, "known": 1}


def test_what_is_known_may_be_in_a_revision_and_in_a_baseline(repository: Path) -> None:
    add(repository, "server-2")
    run("--write-baseline", "known.json")
    add(repository, "server-3")
    result = run("--since", "HEAD", "--baseline", "known.json")
    assert "server-3" in result.stdout
    assert re.search(r"3 known findings in known.json and HEAD \(.{7}\) are not", result.stdout)


def test_what_a_revision_has_too_is_not_stale_in_a_baseline(repository: Path) -> None:
    run("--write-baseline", "known.json")
    assert run("--since", "HEAD", "--baseline", "known.json").stderr == ""


def test_a_catalog_that_is_new_has_nothing_that_is_known(repository: Path) -> None:
    git(repository, "rm", "--quiet", "-r", "--cached", ".")
    git(repository, "commit", "--quiet", "--message", "Begin anew")
    result = run("--since", "HEAD")
    assert result.exit_code == 1
    assert "Everything counts as new." in result.stderr
    assert "1 error, 1 warning in 4 files." in result.stdout


@pytest.mark.parametrize("revision", ["mian", ""])
def test_a_revision_that_is_none_is_told(repository: Path, revision: str) -> None:
    result = run("--since", revision)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Git knows no revision `{revision}`" in result.stderr
