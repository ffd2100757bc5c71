"""`twoview init` and `twoview codeowners`, run as they are."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
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
    assert "twoview check" in said.stdout
    assert "git init" in said.stdout
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


@pytest.mark.parametrize("there", ["README.md", ".gitignore", "services/x.yaml"])
def test_a_folder_that_is_not_empty_is_left_as_it_is(there: str, tmp_path: Path) -> None:
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).write_text("mine", encoding="utf-8")
    result = run("init", tmp_path)
    assert result.exit_code == 2
    assert f"It holds {there.partition('/')[0]}." in result.stderr
    assert names(tmp_path) == {there}


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
        ([".gitlab/CODEOWNERS"], ["--forge", "github"], ".gitlab/CODEOWNERS"),
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
