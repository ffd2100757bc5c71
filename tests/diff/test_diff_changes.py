"""What a reviewer is told of a change, as goldens that are read like a reviewer would."""

from pathlib import Path

import pytest
from catalogs import Golden
from click.testing import CliRunner, Result
from scratch import CHANGES, Scratch
from twoview.cli import cli

TODAY = "2026-10-02"


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
