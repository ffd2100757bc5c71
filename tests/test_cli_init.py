"""`twoview init` and `twoview codeowners`, run as they are."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from twoview import __version__
from twoview.cli import cli

ROOT = Path(__file__).parents[1]
QUIET = {"NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"}


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(cli, list(map(str, arguments)))
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


# init


def test_a_new_catalog_checks_without_findings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = run("init", tmp_path / "my-catalog")
    assert said.exit_code == 0
    assert "\n  twoview check\n" in said.stdout
    assert "\n  git init -b main && git add . && git commit" in said.stdout
    monkeypatch.chdir(tmp_path / "my-catalog")
    checked = run("check", "--fail-on", "info")
    assert (checked.exit_code, checked.stdout) == (0, "No findings in 10 files.\n")
    assert run("codeowners", "--check").exit_code == 0
    assert "name: My catalog\n" in Path("services/catalog.yaml").read_text(encoding="utf-8")


def test_a_repository_without_files_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert run("init", tmp_path, "--name", "Riverside", "--forge", "none").exit_code == 0
    assert ".twoview/schema/team.schema.json" in names(tmp_path)
    assert not (tmp_path / ".github").exists()


@pytest.mark.parametrize(
    "there",
    [["README.md"], [".gitignore"], ["README.md", "LICENSE", ".gitignore"], ["services/x.yaml"]],
)
def test_what_a_forge_puts_into_a_new_repository_stays(there: list[str], tmp_path: Path) -> None:
    (tmp_path / "services").mkdir()
    (tmp_path / ".git").mkdir()
    for name in there:
        (tmp_path / name).write_text("mine: true\n", encoding="utf-8")
    said = run("init", tmp_path)
    assert said.exit_code == 0
    assert all((tmp_path / name).read_text(encoding="utf-8") == "mine: true\n" for name in there)
    for name in ("README.md", ".gitignore"):
        assert (re.search(rf"{re.escape(name)}.* stays? as", said.stdout) is not None) == (
            name in there
        )
    assert ("README.md tells" in said.stdout) == ("README.md" not in there)
    assert (".cache/" in said.stdout) == (".gitignore" in there)
    assert {"mkdocs.yml", "README.md", ".github/CODEOWNERS"} < names(tmp_path)


def test_all_that_is_in_the_way_is_named_and_stays(tmp_path: Path) -> None:
    there = {"mkdocs.yml", "services/teams.yaml", ".github/CODEOWNERS", "docs"}
    for name in there:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("mine", encoding="utf-8")
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".vscode").symlink_to(tmp_path / "elsewhere")
    result = run("init", tmp_path)
    assert result.exit_code == 2
    assert (
        f"{tmp_path} holds .github/CODEOWNERS, .vscode, docs, mkdocs.yml, services/teams.yaml "
        "already." in result.stderr
    )
    assert names(tmp_path) == there | {"README.md"}


@pytest.mark.parametrize("name", ["my shop", "it's", "-x", "plain"])
def test_the_next_steps_can_be_pasted(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = run("init", "--", name).stdout
    (step,) = re.findall(r"^  (cd .*)$", said, re.MULTILINE)
    done = subprocess.run(["sh", "-c", f"{step} && ls"], capture_output=True, check=True)
    assert b"mkdocs.yml" in done.stdout


def test_the_current_folder_needs_no_step_into_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    said = run("init", ".").stdout
    assert "  cd " not in said
    assert "git init" not in said
    assert "  git add . && git commit" in said


@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_a_part_of_a_repository_gets_nothing_that_the_forge_would_not_find(
    forge: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    said = run("init", "it/our shop", "--forge", forge).stdout
    folder = tmp_path / "it/our shop"
    assert not [name for name in names(folder) if name.startswith((".git/", ".github", ".gitlab"))]
    assert not (folder / "CODEOWNERS").exists()
    assert "git init" not in said
    assert "check.yml" in said or ".gitlab-ci.yml" in said
    text = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    assert "/edit/main/it/our%20shop/docs/\n" in text
    monkeypatch.chdir(folder)
    (step,) = re.findall(r"^  twoview (codeowners .*)$", said, re.MULTILINE)
    assert run(*step.split()).exit_code == 0
    place = {"github": ".github/CODEOWNERS", "gitlab": "CODEOWNERS"}[forge]
    rows = (tmp_path / place).read_text(encoding="utf-8").splitlines()
    assert any(row.startswith("/it/our\\ shop/services/teams.yaml @") for row in rows)


def test_the_version_is_pinned_and_another_source_is_explained(tmp_path: Path) -> None:
    said = run("init", tmp_path / "shop").stdout
    text = (tmp_path / "shop/requirements.txt").read_text(encoding="utf-8")
    assert text.endswith(f"\ntwoview=={__version__}\n")
    assert "#   twoview @ git+https://" in text
    assert "requirements.txt names this version of twoview" in said


def with_view(text: str, view: str) -> str:
    """Return a mkdocs.yml of a new catalog after its comments on one view were followed."""
    other = {"business": "technical", "technical": "business"}[view]
    opened = re.sub(r"# (views:\n +)#( +- )business", rf"\1\2{view}", text)
    assert opened != text
    start = rf"Without the {other} view, remove from here,\n"
    less = re.sub(rf"({start})(?:.*\n)+?( +# to here)", r"\1\2", opened)
    assert less != opened
    return less


@pytest.mark.parametrize("view", ["business", "technical", ""])
def test_a_new_site_builds_with_either_view_or_both(view: str, tmp_path: Path) -> None:
    run("init", tmp_path)
    site = tmp_path / "mkdocs.yml"
    text = site.read_text(encoding="utf-8")
    site.write_text(with_view(text, view) if view else text, encoding="utf-8")
    process("python -m mkdocs build --quiet --strict", tmp_path, {**os.environ, **QUIET})
    for name in ("business", "technical"):
        assert (tmp_path / "site" / name / "index.html").exists() == (view in (name, ""))


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("mine", encoding="utf-8")
    assert run("init", tmp_path / "x").exit_code == 2
    assert (tmp_path / "x").read_text(encoding="utf-8") == "mine"


def test_a_name_that_no_catalog_can_have_is_refused_before_anything_is_written(
    tmp_path: Path,
) -> None:
    result = run("init", tmp_path / "x", "--name", " ")
    assert result.exit_code == 2
    assert not (tmp_path / "x").exists()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which twoview is what its wheel holds, and not this repository."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    wheels = folder / "wheels"
    build = [*pip, "wheel", "--no-deps", "--wheel-dir", str(wheels), str(ROOT)]
    subprocess.run(build, check=True, cwd=folder)
    (wheel,) = wheels.glob("*.whl")
    library = folder / "library"
    install = [*pip, "install", "--no-deps", "--target", str(library), str(wheel)]
    subprocess.run(install, check=True, cwd=folder)
    kept = {name: value for name, value in os.environ.items() if name != "GITHUB_ACTIONS"}
    return {**kept, **QUIET, "PYTHONPATH": str(library)}


def process(command: str, folder: Path, environment: dict[str, str]) -> str:
    words = [sys.executable if word == "python" else word for word in command.split()]
    done = subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_the_wheel_begins_a_catalog_that_checks_and_builds(
    forge: str, installed: dict[str, str], tmp_path: Path
) -> None:
    process(f"python -m twoview init shop --forge {forge}", tmp_path, installed)
    folder = tmp_path / "shop"
    process("git init --quiet", folder, installed)
    process("git add .", folder, installed)
    author = "-c user.name=Catalog -c user.email=catalog@store.example"
    process(f"git {author} commit --quiet -m Begin", folder, installed)
    assert process("git status --short --ignored", folder, installed) == ""
    said = process("python -m twoview check --fail-on info", folder, installed)
    assert said == "No findings in 10 files.\n"
    process("python -m mkdocs build --strict", folder, installed)
    assert (folder / "site/business/services/order-status/index.html").is_file()
    assert process("git status --short", folder, installed) == ""
    expected = {
        path.relative_to(ROOT / "plugins/twoview/scaffold/templates").as_posix()
        for kind in ("common", forge)
        for path in (ROOT / "plugins/twoview/scaffold/templates" / kind).rglob("*")
        if path.is_file()
    }
    assert {name.partition("/")[2] for name in expected} <= names(folder)


# codeowners


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose catalog is not in its root."""
    run("init", tmp_path / "x", "--forge", "none")
    (tmp_path / ".git").mkdir()
    (tmp_path / "x").rename(tmp_path / "web")
    monkeypatch.chdir(tmp_path / "web")
    return tmp_path


def test_the_file_is_made_where_the_forge_looks_and_kept(repository: Path) -> None:
    assert run("codeowners", "--check").exit_code == 1
    assert run("codeowners").stdout.startswith("Wrote ")
    text = (repository / ".github/CODEOWNERS").read_text(encoding="utf-8")
    assert "\n/web/services/teams.yaml @your-organization/applications @" in text
    assert run("codeowners").stdout.startswith("Nothing to change in ")
    assert run("codeowners", "--check").exit_code == 0


@pytest.mark.parametrize(
    ("there", "option", "place"),
    [
        ([], [], ".github/CODEOWNERS"),
        ([], ["--forge", "gitlab"], "CODEOWNERS"),
        ([".gitlab-ci.yml"], [], "CODEOWNERS"),
        (["docs/CODEOWNERS"], [], "docs/CODEOWNERS"),
        ([".gitlab/CODEOWNERS"], [], ".gitlab/CODEOWNERS"),
        ([".gitlab/CODEOWNERS"], ["--forge", "github"], ".github/CODEOWNERS"),
        ([".github/CODEOWNERS"], ["--forge", "gitlab"], "CODEOWNERS"),
        (["CODEOWNERS", "docs/CODEOWNERS"], [], "CODEOWNERS"),
        (["CODEOWNERS", ".github/CODEOWNERS"], [], ".github/CODEOWNERS"),
        (["CODEOWNERS"], ["--file", "OWNERS"], "web/OWNERS"),
    ],
)
def test_the_file_that_is_there_is_the_one_that_is_kept(
    there: list[str], option: list[str], place: str, repository: Path
) -> None:
    for name in there:
        (repository / name).parent.mkdir(exist_ok=True)
        (repository / name).write_text("* @all\n", encoding="utf-8")
    assert run("codeowners", *option).exit_code == 0
    assert "# BEGIN twoview\n" in (repository / place).read_text(encoding="utf-8")
    others = [name for name in there if name != place]
    assert all((repository / name).read_text(encoding="utf-8") == "* @all\n" for name in others)


def test_what_is_out_of_date_is_shown_and_not_written(repository: Path) -> None:
    run("codeowners")
    file = repository / ".github/CODEOWNERS"
    old = file.read_text(encoding="utf-8").replace("@your-organization/platform", "@gone")
    file.write_text(f"* @all\n\n{old}", encoding="utf-8")
    result = run("codeowners", "--check")
    assert result.exit_code == 1
    assert "-/web/services/components/platform.yaml @gone\n" in result.stdout
    assert "+/web/services/components/platform.yaml @your-organization/platform\n" in result.stdout
    assert "run `twoview codeowners`" in result.stderr
    assert file.read_text(encoding="utf-8") == f"* @all\n\n{old}"
    run("codeowners")
    assert file.read_text(encoding="utf-8").startswith("* @all\n\n# BEGIN twoview\n")


def test_a_team_that_the_forge_does_not_know_is_named(repository: Path) -> None:
    teams = repository / "web/services/teams.yaml"
    text = teams.read_text(encoding="utf-8")
    teams.write_text(
        text.replace("    handle:", "    x-handle:").replace("platform@firm.example", "desk 4"),
        encoding="utf-8",
    )
    result = run("codeowners")
    assert result.exit_code == 0
    assert "web/services/components/platform.yaml has no owner: team `platform`" in result.stderr
    written = (repository / ".github/CODEOWNERS").read_text(encoding="utf-8")
    assert "/web/services/external/order-status.yaml applications@firm.example\n" in written
    assert "sign-in" not in written


def test_findings_that_hinder_nothing_are_not_told(repository: Path) -> None:
    run("codeowners")
    service = repository / "web/services/external/order-status.yaml"
    text = service.read_text(encoding="utf-8")
    service.write_text(text.replace("98.9%", "99.9%"), encoding="utf-8")
    assert run("check").exit_code == 1
    result = run("codeowners", "--check")
    assert (result.exit_code, result.stderr) == (0, "")


def test_owners_that_could_not_be_read_are_not_dropped(repository: Path) -> None:
    run("codeowners")
    before = (repository / ".github/CODEOWNERS").read_bytes()
    (repository / "web/services/supporting/sign-in.yaml").write_text("a: [", encoding="utf-8")
    for option in ([], ["--check"]):
        result = run("codeowners", *option)
        assert result.exit_code == 2
        assert "services/supporting/sign-in.yaml cannot be read whole" in result.stderr
    assert (repository / ".github/CODEOWNERS").read_bytes() == before


def test_a_broken_block_a_link_and_a_missing_catalog_stop_the_command(repository: Path) -> None:
    (repository / "CODEOWNERS").write_text("# END twoview\n", encoding="utf-8")
    assert "leave one of each" in run("codeowners").stderr
    (repository / "CODEOWNERS").unlink()
    (repository / "secret").write_text("secret\n", encoding="utf-8")
    (repository / "CODEOWNERS").symlink_to(repository / "secret")
    assert "symbolic link" in run("codeowners").stderr
    assert (repository / "secret").read_text(encoding="utf-8") == "secret\n"
    (repository / "CODEOWNERS").unlink()
    (repository / "CODEOWNERS").write_bytes(b"\xff\n")
    assert "is not UTF-8" in run("codeowners").stderr
    assert run("codeowners", "--catalog", "nowhere").exit_code == 2


def test_nothing_in_the_file_commands_a_build_log(repository: Path) -> None:
    run("codeowners")
    file = repository / ".github/CODEOWNERS"
    file.write_text(
        file.read_text(encoding="utf-8").replace("# END", "::error::x\x1b[2J\n# END"),
        encoding="utf-8",
    )
    said = run("codeowners", "--check").stdout
    assert "\x1b" not in said
    assert "\\x1b" in said
