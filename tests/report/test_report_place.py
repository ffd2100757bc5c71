from pathlib import Path

import pytest
from reports import at, catalog, finding, report
from twoview.finding import Related
from twoview.report.place import naming, renamed, renamed_files, repository


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """Make a folder two levels below the root of a repository."""
    (tmp_path / "repo/.git").mkdir(parents=True)
    folder = tmp_path / "repo/it/catalog"
    folder.mkdir(parents=True)
    return folder


def test_a_build_server_says_where_the_root_is(here: Path) -> None:
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        assert repository(here, {name: str(here.parent)}) == here.parent
        assert repository(here, {name: str(here)}) == here


def test_a_root_that_is_elsewhere_is_none_of_ours(here: Path) -> None:
    elsewhere = {"GITHUB_WORKSPACE": str(here / "below"), "CI_PROJECT_DIR": ""}
    assert repository(here, elsewhere) == here.parents[1]


def test_the_root_that_a_server_names_through_a_link_is_found(here: Path, tmp_path: Path) -> None:
    link = tmp_path / "workspace"
    link.symlink_to(here.parents[1])
    assert repository(here, {"GITHUB_WORKSPACE": str(link)}) == here.parents[1]


def test_elsewhere_the_root_is_where_git_is(here: Path) -> None:
    assert repository(here, {}) == here.parents[1]


def test_a_work_tree_of_git_has_a_file_there(here: Path) -> None:
    (here.parent / ".git").write_text("gitdir: elsewhere\n")
    assert repository(here, {}) == here.parent


def test_without_a_repository_the_root_is_the_folder_itself(tmp_path: Path) -> None:
    assert repository(tmp_path, {}) == tmp_path


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("services/a.yaml", "it/catalog/services/a.yaml"),
        ("../other/a.yaml", "it/other/a.yaml"),
        ("./a.yaml", "it/catalog/a.yaml"),
        ("/root/x/a.yaml", "x/a.yaml"),
        ("/else/a.yaml", "/else/a.yaml"),
        ("../../../else/a.yaml", "/else/a.yaml"),
    ],
)
def test_names_are_seen_from_the_root(file: str, name: str) -> None:
    assert naming(Path("/root/it/catalog"), Path("/root"))(file) == name


def test_every_place_and_every_file_is_renamed() -> None:
    name = naming(Path("/root/it"), Path("/root"))
    related = (Related(at(1, 1), "Here."),)
    moved = renamed(report(finding(at(1, 1), related=related), accepted=1), name)
    (found,) = moved.findings
    (accepted,) = moved.accepted
    files = {
        found.problem.location.file,
        found.problem.related[0].location.file,
        accepted.finding.problem.location.file,
        *renamed_files(catalog(), name).sources,
    }
    assert files == {"it/services/tills.yaml"}
