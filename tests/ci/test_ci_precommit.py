"""The hooks for pre-commit, run by pre-commit itself on a clone of this repository."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from proposals import BROKEN, CLEAN, ROOT, commit, git, write

CONFIG = """\
repos:
  - repo: {repository}
    rev: {revision}
    hooks:
      - id: twoview-check
      - id: twoview-codeowners
"""


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a configuration with the hooks of this repository, as it stands."""
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(listed, cwd=ROOT, capture_output=True, encoding="utf-8")
    if done.returncode:
        pytest.skip("this is no clone of the repository")
    copy = tmp_path_factory.mktemp("twoview")
    for name in done.stdout.splitlines():
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    git(copy, "init", "--quiet")
    return CONFIG.format(repository=copy, revision=commit(copy))


@pytest.mark.slow
def test_a_commit_is_made_only_when_the_hooks_find_nothing(hooks: str, tmp_path: Path) -> None:
    folder, home = tmp_path / "catalog", str(tmp_path / "home")
    folder.mkdir()
    git(folder, "init", "--quiet")
    write(folder, {**CLEAN, ".pre-commit-config.yaml": hooks})
    python = sys.executable
    path = f"{Path(python).parent}:/usr/bin:/bin"
    subprocess.run([python, "-m", "twoview", "codeowners"], cwd=folder, check=True)
    git(folder, "add", "--all")

    def committed() -> subprocess.CompletedProcess[str]:
        who = ["-c", "user.name=Records", "-c", "user.email=records@library.example"]
        return subprocess.run(
            ["git", *who, "commit", "--message", "Change the catalog"],
            cwd=folder,
            env={"PRE_COMMIT_HOME": home, "HOME": home, "PATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    subprocess.run([python, "-m", "pre_commit", "install"], cwd=folder, check=True)
    clean = committed()
    assert clean.returncode == 0, clean.stdout
    write(folder, BROKEN)
    git(folder, "add", "--all")
    broken = committed()
    assert broken.returncode == 1
    assert "services/permits.yaml:6:8: error[unknown-reference]" in broken.stdout
    assert git(folder, "log", "--oneline").count("\n") == 0
