"""`twoview emit`, run as it is: what it writes, and what it leaves alone."""

import json
import shutil
from pathlib import Path

import pytest
import yaml
from catalogs import CATALOG, SERVER, SHOPS, TEAM, TILLS
from click.testing import CliRunner, Result
from twoview.cli import cli
from twoview.examples import files_of
from twoview.site.deliver import LIST

SOUND = (CATALOG, f"{TILLS}requires: [till-server]\n", SERVER, SHOPS, TEAM)
EDIT = "https://git.example/store/catalog/edit/main/docs/"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a sound catalog, which is the working one."""
    monkeypatch.chdir(tmp_path)
    write(*SOUND)
    return tmp_path


def write(*parts: str) -> None:
    """Write a catalog in place of the one that is there."""
    shutil.rmtree("services", ignore_errors=True)
    for file in files_of("---\n".join(parts)):
        path = Path("services", file.name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(file.content)


def emit(*options: str, to: str = "plain") -> Result:
    result = CliRunner().invoke(cli, ["emit", to, *options])
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result


def written(folder: str = "plain") -> dict[str, bytes]:
    files = (path for path in Path(folder).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def settings() -> dict[str, object]:
    return yaml.safe_load(Path("plain/mkdocs.yml").read_text(encoding="utf-8"))


def test_a_project_has_pages_settings_and_all_that_they_need() -> None:
    said = emit()
    assert said.exit_code == 0
    assert said.stdout.startswith(f"plain has {len(written()) - 1} files of the catalog.\n")
    assert "  zensical build -f plain/mkdocs.yml\n" in said.stdout
    assert "warning" in said.stderr
    assert {
        "mkdocs.yml",
        "overrides/main.html",
        "docs/index.md",
        "docs/business/services/tills/index.md",
        "docs/business/services/tills.svg",
        "docs/technical/components/till-server/index.md",
        "docs/assets/twoview/twoview.css",
        "docs/assets/twoview/twoview.js",
    } <= written().keys()
    made = settings()
    assert made["site_name"] == "Store"
    assert made["theme"]["font"] is False
    assert "twoview" not in str(made["plugins"])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("R&D", "R&D"),
        ("'2026-01-01'", "2026-01-01"),
        ("'1:30:00'", "1:30:00"),
        ("'<b> \"x\"'", "‹b› ”x”"),
    ],
)
def test_the_name_of_the_site_is_a_text_that_themes_may_put_anywhere(name: str, said: str) -> None:
    write(CATALOG.replace("Store", name), *SOUND[1:])
    emit()
    assert settings()["site_name"] == said


def test_every_page_that_is_listed_is_in_the_navigation() -> None:
    emit()
    pages = {path.removeprefix("docs/") for path in written() if path.endswith(".md")}
    named = {each for each in pages if each in json.dumps(settings()["nav"])}
    apart = str(settings()["not_in_nav"]).split()
    assert all(f"/{each}".startswith(tuple(apart)) for each in pages - named)
    assert not any(f"/{each}".startswith(tuple(apart)) for each in named)


def test_addresses_may_be_files_that_need_no_server() -> None:
    emit("--no-directory-urls")
    assert settings()["use_directory_urls"] is False
    page = written()["docs/business/services/tills.md"].decode()
    assert 'href="../../technical/services/tills.html"' in page


def test_options_reach_the_pages_and_the_settings() -> None:
    options = ("--site-url", "https://catalog.example/", "--language", "de", "--edit-uri", EDIT)
    assert emit(*options).exit_code == 0
    assert settings()["site_url"] == "https://catalog.example/"
    assert settings()["theme"]["language"] == "de"
    page = written()["docs/technical/services/tills/index.md"].decode()
    assert "https://git.example/store/catalog/edit/main/services/tills.yaml" in page


def test_a_language_without_texts_is_told_and_the_theme_speaks_it_all_the_same() -> None:
    said = emit("--language", "fi")
    assert "The pages of the catalog are in English" in said.stderr
    assert settings()["theme"]["language"] == "fi"


def test_one_view_alone_leaves_nothing_of_the_other() -> None:
    assert emit("--views", "business").exit_code == 0
    assert not [path for path in written() if path.startswith("docs/technical")]
    assert not [path for path, text in written().items() if b"till-server" in text]


def test_customers_outside_get_nothing_that_is_not_theirs() -> None:
    assert emit("--audience", "external").exit_code == 0
    text = b"".join(written().values())
    assert not [path for path in written() if path.startswith(("docs/technical", "docs/findings"))]
    assert not [word for word in (b"till-server", b"tills", b"shop-systems") if word in text]


def test_the_folder_of_a_machine_is_told_nobody(here: Path) -> None:
    (here / "elsewhere").mkdir()
    emit("--catalog", str(here / "services"), to=str(here / "elsewhere/plain"))
    files = written(str(here / "elsewhere/plain"))
    assert files
    assert not [path for path, text in files.items() if str(here).encode() in text]


def test_an_address_of_an_editor_that_cannot_be_right_is_refused() -> None:
    said = emit("--edit-uri", "https://git.example/store/catalog/edit/main/")
    assert said.exit_code == 2
    assert "edit/main/docs/" in said.stderr
    assert not Path("plain").exists()


def test_errors_stop_it_in_the_words_of_the_check() -> None:
    write(CATALOG, f"{TILLS}requires: [till-servre]\n", SERVER, SHOPS, TEAM)
    said = emit()
    checked = CliRunner().invoke(cli, ["check", "--no-color"])
    assert said.exit_code == 1
    assert checked.stdout.rstrip() in said.stderr
    assert "--no-strict" in said.stderr
    assert not Path("plain").exists()


def test_errors_are_told_on_the_pages_where_they_need_not_be_repaired_first() -> None:
    write(CATALOG, f"{TILLS}requires: [till-servre]\n", SERVER, SHOPS, TEAM)
    assert emit("--no-strict").exit_code == 0
    assert b"This catalog has 1 error." in written()["docs/index.md"]


def test_no_catalog_is_told_with_exit_code_2() -> None:
    said = emit("--catalog", "catalogue")
    assert said.exit_code == 2
    assert "catalogue" in said.stderr


def test_a_folder_with_files_is_refused() -> None:
    Path("plain").mkdir()
    Path("plain/notes.txt").write_text("mine\n", encoding="utf-8")
    said = emit()
    assert said.exit_code == 2
    assert "--force" in said.stderr
    assert written().keys() == {"notes.txt"}
    Path("file").write_text("", encoding="utf-8")
    assert emit("--force", to="file").exit_code == 2


def test_what_an_earlier_time_wrote_is_replaced_and_removed() -> None:
    emit()
    before = written()
    write(CATALOG, TILLS.replace("name: Tills", "name: Checkouts"), SHOPS, TEAM)
    said = emit("--force")
    assert said.exit_code == 0
    assert ", and removed " in said.stdout
    assert "Kept" not in said.stdout
    gone = before.keys() - written().keys()
    assert "docs/technical/components/till-server/index.md" in gone
    assert not Path("plain/docs/technical/components").exists()
    assert b"Checkouts" in written()["docs/business/services/tills/index.md"]


def test_what_others_wrote_or_changed_is_kept_and_named() -> None:
    emit()
    mine = {
        "mkdocs.yml": b"site_name: Mine\n",
        "docs/own.md": b"# Own\n",
        "docs/index.md": b"# Hi\n",
    }
    for path, text in mine.items():
        Path("plain", path).write_bytes(text)
    write(CATALOG, TILLS.replace("name: Tills", "name: Checkouts"), SHOPS, TEAM)
    told = "Kept, because others made or changed it:\n  docs/index.md\n  mkdocs.yml\n"
    assert [told in emit("--force").stdout for _ in range(2)] == [True, True]
    assert {path: written()[path] for path in mine} == mine
    assert not Path("plain/docs/technical/components").exists()


def test_a_page_that_others_changed_is_named_each_time_until_it_is_gone() -> None:
    emit()
    page = "docs/technical/components/till-server/index.md"
    Path("plain", page).write_bytes(b"# Ours\n")
    write(CATALOG, TILLS, SHOPS, TEAM)
    assert [f"  {page}\n" in emit("--force").stdout for _ in range(2)] == [True, True]
    Path("plain", page).unlink()
    assert "Kept" not in emit("--force").stdout


def test_a_page_that_is_again_as_it_was_written_is_replaced_again() -> None:
    emit()
    page = Path("plain/docs/technical/components/till-server/index.md")
    before = page.read_bytes()
    page.write_bytes(b"# Ours\n")
    write(CATALOG, TILLS, SHOPS, TEAM)
    emit("--force")
    page.write_bytes(before)
    assert "Kept" not in emit("--force").stdout
    assert not page.exists()


@pytest.mark.parametrize("fewer", [("--audience", "external"), ("--views", "business")])
@pytest.mark.parametrize("page", ["docs/technical/index.md", "docs/index.md"])
def test_a_changed_page_is_not_left_to_readers_for_whom_it_was_not_made(
    fewer: tuple[str, str], page: str
) -> None:
    emit()
    Path("plain", page).write_bytes(b"# Not for all\n")
    emit("--force")
    before = written()
    said = emit("--force", *fewer)
    assert said.exit_code == 2
    assert f"\n  {page}\n" in said.stderr
    assert written() == before
    Path("plain", page).unlink()
    assert emit("--force", *fewer).exit_code == 0
    assert emit(*fewer, to="new").exit_code == 0
    assert written() == written("new")


def test_what_is_for_all_stays_as_others_changed_it() -> None:
    emit()
    mine = {"mkdocs.yml": b"site_name: Mine\n", "docs/assets/twoview/twoview.css": b"a {}\n"}
    for path, text in mine.items():
        Path("plain", path).write_bytes(text)
    assert emit("--force", "--audience", "external").exit_code == 0
    assert {path: written()[path] for path in mine} == mine


def test_customers_outside_keep_their_changed_pages_when_more_readers_come() -> None:
    emit("--audience", "external")
    Path("plain/docs/index.md").write_bytes(b"# Welcome\n")
    said = emit("--force")
    assert said.exit_code == 0
    assert "  docs/index.md\n" in said.stdout


def test_a_file_that_cannot_be_written_is_named_and_the_next_time_completes_the_rest() -> None:
    limits = pytest.importorskip("resource")
    before = limits.getrlimit(limits.RLIMIT_FSIZE)
    limits.setrlimit(limits.RLIMIT_FSIZE, (30_000, before[1]))
    try:
        said = emit()
    finally:
        limits.setrlimit(limits.RLIMIT_FSIZE, before)
    assert said.exit_code == 2
    assert "Error: plain/docs/assets/twoview/twoview.css: File too large." in said.stderr
    said = emit("--force")
    assert "Kept" not in said.stdout
    emit(to="new")
    assert written() == written("new")


def test_a_file_in_place_of_a_folder_is_named() -> None:
    Path("file").write_text("", encoding="utf-8")
    said = emit(to="file/plain")
    assert said.exit_code == 2
    assert "file/plain" in said.stderr


def test_a_file_is_not_taken_over_because_it_stands_where_a_page_would() -> None:
    Path("plain/docs").mkdir(parents=True)
    Path("plain/docs/business").write_text("mine\n", encoding="utf-8")
    Path("plain/docs/index.md").write_text("# Mine\n", encoding="utf-8")
    for _ in range(2):
        said = emit("--force")
        assert said.exit_code == 0
        assert "  docs/index.md\n" in said.stdout
        assert written()["docs/business"] == b"mine\n"
        assert written()["docs/index.md"] == b"# Mine\n"


def test_nothing_is_written_or_removed_through_a_link(here: Path) -> None:
    outside = here / "outside"
    outside.mkdir()
    emit()
    page = Path("plain/docs/index.md")
    (outside / "index.md").write_bytes(page.read_bytes())
    page.unlink()
    page.symlink_to(outside / "index.md")
    listed = json.loads(Path("plain", LIST).read_text(encoding="utf-8"))
    listed["files"]["../outside/index.md"] = listed["files"]["docs/index.md"]
    Path("plain", LIST).write_text(json.dumps(listed), encoding="utf-8")
    assert "  docs/index.md\n" in emit("--force").stdout
    assert page.is_symlink()
    assert (outside / "index.md").is_file()


def test_a_list_that_cannot_be_read_stops_it() -> None:
    emit()
    Path("plain", LIST).write_text("[]", encoding="utf-8")
    said = emit("--force")
    assert said.exit_code == 2
    assert LIST in said.stderr


def test_the_same_catalog_gives_the_same_bytes() -> None:
    emit()
    emit(to="again")
    assert written() == written("again")
    times = {path: path.stat().st_mtime_ns for path in Path("plain/docs").rglob("*.md")}
    emit("--force")
    assert times == {path: path.stat().st_mtime_ns for path in Path("plain/docs").rglob("*.md")}
