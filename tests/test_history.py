"""When a definition last changed, told by real repositories."""

import os
import subprocess
from pathlib import Path

import pytest
from catalogs import CATALOG, SERVER, TILLS
from twoview.history import History
from twoview.load import load_folder
from twoview.model import Entity

NOBODY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_NAME": "Catalog keeper" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "catalog@store.example" for who in ("AUTHOR", "COMMITTER")},
}
TEAMS = """\
teams:
  - id: shop-systems
    name: Shop systems
  - id: networks
    name: Networks
"""


class Repository:
    """A catalog under version control, with commits on days that the test chooses."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, day: str = "2026-01-01") -> None:
        when = f"{day}T12:00:00+0000"
        env = {**os.environ, **NOBODY, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        subprocess.run(["git", *arguments], cwd=self.folder, env=env, check=True)

    def write(self, **files: str) -> None:
        (self.folder / "services").mkdir(exist_ok=True)
        for name, text in files.items():
            (self.folder / f"services/{name}.yaml").write_text(text, encoding="utf-8")

    def commit(self, day: str, **files: str) -> None:
        self.write(**files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", day, day=day)

    def changed(self, ident: str) -> str | None:
        return changed(self.folder / "services", ident)


def changed(folder: Path, ident: str) -> str | None:
    return History(folder, folder).changed(entity(folder, ident))


def entity(folder: Path, ident: str) -> Entity:
    return next(e for e in load_folder(folder).catalog.entities if e.id == ident)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path / "repository")
    repository.commit("2026-01-01", catalog=CATALOG, tills=TILLS, teams=TEAMS)
    return repository


def test_the_last_commit_that_changed_a_file_counts(repository: Repository) -> None:
    repository.commit("2026-02-01", tills=f"{TILLS}tags: [shop]\n")
    repository.commit("2026-03-01", server=SERVER)
    assert repository.changed("tills") == "2026-02-01"
    assert repository.changed("till-server") == "2026-03-01"


def test_in_a_list_only_the_lines_of_the_entry_count(repository: Repository) -> None:
    repository.commit("2026-02-01", teams=TEAMS.replace("Networks", "Networks and sites"))
    assert repository.changed("networks") == "2026-02-01"
    assert repository.changed("shop-systems") == "2026-01-01"


def test_an_entry_that_moved_down_its_file_did_not_change(repository: Repository) -> None:
    more = TEAMS.replace("teams:\n", "teams:\n  - id: payments\n    name: Payments\n")
    repository.commit("2026-02-01", teams=more)
    assert repository.changed("payments") == "2026-02-01"
    assert repository.changed("networks") == "2026-01-01"


def test_lines_that_are_not_committed_yet_do_not_count(repository: Repository) -> None:
    repository.write(teams=f"{TEAMS}    contact: networks@store.example\n")
    assert repository.changed("networks") == "2026-01-01"


def test_of_a_file_that_was_never_committed_nothing_is_known(repository: Repository) -> None:
    repository.write(server=SERVER)
    assert repository.changed("till-server") is None


def test_a_file_that_was_renamed_changed_on_that_day(repository: Repository) -> None:
    (repository.folder / "services/shop").mkdir()
    repository.git("mv", "services/tills.yaml", "services/shop/tills.yaml")
    repository.commit("2026-04-01")
    assert repository.changed("tills") == "2026-04-01"


def test_a_name_with_spaces_and_letters_beyond_ascii_is_followed(repository: Repository) -> None:
    repository.commit("2026-05-01", **{"tills und büro": SERVER})
    assert repository.changed("till-server") == "2026-05-01"


def test_days_are_counted_in_utc(repository: Repository) -> None:
    repository.write(tills=f"{TILLS}tags: [late]\n")
    repository.git("add", "--all")
    late = "2026-06-01T01:00:00+0300"
    env = {**os.environ, **NOBODY, "GIT_AUTHOR_DATE": late, "GIT_COMMITTER_DATE": late}
    command = ["git", "commit", "--quiet", "--message", "late"]
    subprocess.run(command, cwd=repository.folder, env=env, check=True)
    assert repository.changed("tills") == "2026-05-31"


def test_a_merge_does_not_make_everything_new(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "side")
    repository.commit("2026-02-01", tills=f"{TILLS}tags: [shop]\n")
    repository.git("switch", "--quiet", "main")
    repository.commit("2026-03-01", server=SERVER)
    repository.git("merge", "--quiet", "--no-edit", "side", day="2026-04-01")
    assert repository.changed("tills") == "2026-02-01"


def test_of_a_shallow_clone_nothing_is_known(repository: Repository, tmp_path: Path) -> None:
    repository.commit("2026-02-01", server=SERVER)
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth=1", repository.folder.as_uri(), str(clone))
    assert changed(clone / "services", "tills") is None


def test_of_a_whole_clone_the_same_is_known(repository: Repository, tmp_path: Path) -> None:
    repository.commit("2026-02-01", server=SERVER)
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", repository.folder.as_uri(), str(clone))
    assert changed(clone / "services", "till-server") == "2026-02-01"
    assert changed(clone / "services", "tills") == "2026-01-01"


def test_without_version_control_nothing_is_known(tmp_path: Path) -> None:
    (tmp_path / "catalog.yaml").write_text(CATALOG)
    (tmp_path / "tills.yaml").write_text(TILLS)
    assert changed(tmp_path, "tills") is None


def test_without_a_single_commit_nothing_is_known(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "empty")
    repository.write(catalog=CATALOG, tills=TILLS)
    assert repository.changed("tills") is None


def test_without_git_nothing_is_known(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert repository.changed("tills") is None
