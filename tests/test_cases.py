"""Catalogs that are each broken in one way: what the command finds, where, and in which words.

A line of a case that should be found carries the mark `# <- rule:column`. Where a mark cannot
stand, the case has a file `expected.txt` with `file:line:column rule` on each line.
"""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from twoview.cli import cli
from twoview.source import MAX_BYTES, MAX_DEPTH

BROKEN = Path(__file__).parent / "cases" / "broken"
CASES = sorted(path.name for path in BROKEN.iterdir())
MARK = re.compile(r"# <- ([a-z-]+):(\d+)")
JARGON = re.compile(
    r"None\b|Traceback|\bnull\b|\binstance\b|\bobject\b|\barray\b|\bboolean\b|\bstring\b|"
    r"does not match|valid under|required property|Decimal|\.\.$|\.\. |''|\['|: '"
)


def check(folder: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> Result:
    """Run the real command on a catalog, from the folder around it."""
    monkeypatch.chdir(folder.parent)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    command = ["check", folder.name, "--format", form, "--today", "2026-07-01"]
    return CliRunner().invoke(cli, command)


def findings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    result = check(folder, "json", monkeypatch)
    found = json.loads(result.stdout)["findings"]
    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == any(each["severity"] == "error" for each in found)
    assert result.stderr == ""
    return found


def places(found: list[dict], folder: Path) -> list[str]:
    return sorted(
        f"{Path(each['file']).relative_to(folder.name).as_posix()}"
        f":{each['line']}:{each['column']} {each['rule']}"
        for each in found
    )


def expected(folder: Path) -> list[str]:
    """Return what the marks in a case and its file of expectations ask for."""
    stated = folder / "expected.txt"
    wanted = stated.read_text(encoding="utf-8").splitlines() if stated.exists() else []
    for path in folder.rglob("*.yaml"):
        name = path.relative_to(folder).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            wanted += [f"{name}:{number}:{mark[2]} {mark[1]}" for mark in MARK.finditer(line)]
    return sorted(set(wanted))


@pytest.mark.parametrize("case", CASES)
def test_a_broken_catalog_gets_its_findings_and_no_others(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = BROKEN / case
    wanted = expected(folder)
    assert places(findings(folder, monkeypatch), folder) == wanted
    # The sound file beside the broken one is checked all the same.
    assert any(place.startswith("print-shop.yaml:") for place in wanted)


@pytest.mark.parametrize("case", CASES)
def test_messages_are_made_for_the_author_of_the_file(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in findings(BROKEN / case, monkeypatch):
        texts = [each["message"], *filter(None, [each["fix"]])]
        assert [text for text in texts if JARGON.search(text) or "\n" in text] == []
        assert re.fullmatch(r"[A-Z`*\"].*[.?]", each["message"])


@pytest.mark.parametrize("case", CASES)
def test_a_person_is_shown_the_place_of_each_finding(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = check(BROKEN / case, "text", monkeypatch)
    assert isinstance(result.exception, SystemExit)
    for place in expected(BROKEN / case):
        where, rule = place.split(" ")
        assert re.search(
            rf"^{re.escape(f'{case}/{where}')}: .*\b{rule}\b", result.stdout, re.MULTILINE
        )


def a_text_with_a_nul(path: Path) -> None:
    path.write_bytes(b"kind: Team\nid: work\0place\n")


def a_text_in_utf_16(path: Path) -> None:
    path.write_text("kind: Team\nid: workplace\nname: Workplace\n", encoding="utf-16")


def a_text_in_latin_1(path: Path) -> None:
    path.write_bytes("kind: Team\nid: arbetsplats\nname: Arbetsplats på väg\n".encode("latin-1"))


def a_text_that_is_too_long(path: Path) -> None:
    path.write_bytes(b"# " + b"-" * MAX_BYTES)


def a_text_nested_too_deep(path: Path) -> None:
    path.write_text(f"x: {'[' * 5_000}{']' * 5_000}\n", encoding="utf-8")


def a_link_that_leads_out(path: Path) -> None:
    outside = path.parents[1] / "outside.yaml"
    outside.write_text("kind: Team\nid: secret\nname: Secret\n", encoding="utf-8")
    path.symlink_to(outside)


def a_link_to_a_folder_outside(path: Path) -> None:
    outside = path.parents[1] / "outside"
    outside.mkdir()
    (outside / "team.yaml").write_text("kind: Team\nid: secret\n", encoding="utf-8")
    path.symlink_to(outside)


def a_link_that_leads_nowhere(path: Path) -> None:
    path.symlink_to("gone.yaml")


def a_link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


MADE = {
    a_text_with_a_nul: "2:9 invalid-yaml",
    a_text_in_utf_16: "1:1 invalid-yaml",
    a_text_in_latin_1: "3:20 invalid-yaml",
    a_text_that_is_too_long: "1:1 unsafe-yaml",
    a_text_nested_too_deep: f"1:{MAX_DEPTH + 3} unsafe-yaml",
    a_link_that_leads_out: "1:1 unsafe-yaml",
    a_link_to_a_folder_outside: "1:1 unsafe-yaml",
    a_link_that_leads_nowhere: "1:1 unsafe-yaml",
    a_link_to_itself: "1:1 unsafe-yaml",
    a_pipe: "1:1 unsafe-yaml",
}


@pytest.mark.parametrize("make", MADE, ids=lambda make: make.__name__)
def test_a_hostile_file_is_a_finding_and_the_rest_is_checked(
    make: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "services"
    folder.mkdir()
    for name in ("catalog.yaml", "print-shop.yaml"):
        (folder / name).write_bytes((BROKEN / "tag" / name).read_bytes())
    make(folder / "hostile.yaml")
    found = findings(folder, monkeypatch)
    wanted = [f"hostile.yaml:{MADE[make]}", "print-shop.yaml:5:10 contract-ends"]
    assert places(found, folder) == wanted
    assert "secret" not in json.dumps(found)
