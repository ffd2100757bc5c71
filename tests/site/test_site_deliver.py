"""Files put into a folder, whenever that is interrupted: the next time makes up for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from twoview.site.deliver import LIST, deliver

LIMIT = 10_000
READERS = {"business"}
FIRST = {"docs/a.md": "a", "docs/b/c.md": "c", "docs/gone.md": "gone"}
LONG = {"docs/a.md": "new a", "docs/b/c.md": "c" * 2 * LIMIT, "docs/d.md": "d"}
SECOND = {**LONG, "docs/b/c.md": "new c"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "project"


@pytest.fixture
def small_disk() -> Iterator[None]:
    """A place where no file can be larger than LIMIT bytes."""
    limits = pytest.importorskip("resource")
    before = limits.getrlimit(limits.RLIMIT_FSIZE)
    limits.setrlimit(limits.RLIMIT_FSIZE, (LIMIT, before[1]))
    yield
    limits.setrlimit(limits.RLIMIT_FSIZE, before)


def texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.name != LIST
    }


@pytest.mark.usefixtures("small_disk")
@pytest.mark.parametrize("then", [FIRST, SECOND, {}])
def test_after_an_interruption_nothing_counts_as_made_by_others(
    folder: Path, then: dict[str, str]
) -> None:
    deliver(folder, FIRST, READERS)
    for _ in range(2):
        with pytest.raises(OSError, match="c\\.md"):
            deliver(folder, LONG, READERS)
        assert texts(folder) == {"docs/a.md": "new a", "docs/b/c.md": "c"}
    assert deliver(folder, then, READERS).kept == []
    assert texts(folder) == then


@pytest.mark.usefixtures("small_disk")
def test_after_an_interruption_what_others_made_is_still_theirs(folder: Path) -> None:
    deliver(folder, FIRST, READERS)
    (folder / "docs/d.md").write_text("mine", encoding="utf-8")
    (folder / "docs/gone.md").write_text("mine", encoding="utf-8")
    with pytest.raises(OSError, match="c\\.md"):
        deliver(folder, LONG, READERS)
    (folder / "docs/a.md").write_text("mine", encoding="utf-8")
    kept = ["docs/a.md", "docs/d.md", "docs/gone.md"]
    assert deliver(folder, SECOND, READERS).kept == kept
    assert {texts(folder)[path] for path in kept} == {"mine"}


def test_a_file_that_says_what_would_be_written_counts_as_written(folder: Path) -> None:
    deliver(folder, FIRST, READERS)
    (folder / LIST).unlink()
    assert deliver(folder, FIRST, READERS).kept == []
    deliver(folder, {}, READERS)
    assert texts(folder) == {}
