"""What a reviewer is told of a change, as goldens that are read like a reviewer would."""

from pathlib import Path

import pytest
from catalogs import Golden
from click.testing import CliRunner, Result
from scratch import CHANGES, Scratch
from twoview.cli import cli

TODAY = "2026-10-02"
ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "diff"


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scratch:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return Scratch(tmp_path)


def diff(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["diff", "--today", TODAY, *arguments], catch_exceptions=False)


def without_ids(text: str) -> str:
    """Leave out the id of the first commit, which depends on the version of git."""
    first, _, rest = text.partition("\n")
    return f"{first.partition(' (')[0]}\n{rest}"


@pytest.mark.parametrize("name", CHANGES)
def test_a_reviewer_is_told_what_a_change_means(clinic: Scratch, name: str, golden: Golden) -> None:
    CHANGES[name](clinic)
    result = diff("main")
    assert result.exit_code == 0
    golden(f"diff/{name}.txt", without_ids(result.stdout))


def test_the_guide_shows_what_is_printed() -> None:
    printed = (GOLDEN / "weaken-a-shared-server.txt").read_text(encoding="utf-8")
    guide = (ROOT / "docs/guides/review.md").read_text(encoding="utf-8")
    assert printed.partition("\n")[2] in guide
    told = "".join(path.read_text(encoding="utf-8") for path in GOLDEN.glob("*.txt"))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (line,) = (each for each in readme.splitlines() if "BROKEN" in each)
    assert line in told
