"""What the code writes into the reference: every command and option, where the page has a place."""

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from handbook import DOCS, section
from twoview.cli import cli
from twoview.manual import PAGES, PlaceError, commands, filled, main

REFERENCE = DOCS / "reference"
PAGE = """\
# Page

<!-- written by code: one -->
old
<!-- until here -->

By hand.
"""


def test_the_pages_in_the_repository_are_what_the_code_says() -> None:
    result = CliRunner().invoke(main, [str(REFERENCE), "--check"])
    assert (result.exit_code, result.output) == (0, "")


def test_every_option_of_every_command_has_a_row() -> None:
    told = commands()
    for name, command in cli.commands.items():
        assert told[f"twoview {name}"].startswith("```text\ntwoview ")
        for option in command.params:
            if isinstance(option, click.Option):
                for spelled in (*option.opts, *option.secondary_opts):
                    row = rf"^\|.*(`|<code>){spelled}\b.* \|$"
                    assert re.search(row, told[f"twoview {name}"], re.MULTILINE)


@pytest.mark.parametrize(
    ("command", "row"),
    [
        (
            "check",
            "| `--fail-on` | `error` | The least severity that makes the exit code 1. O",
        ),
        ("check", "| `--today YYYY-MM-DD` | the date in UTC | The day that counts as today. |"),
        (
            "check",
            "| `--output FORMAT=FILE` | none | Write a further report to a file. May be ",
        ),
        ("check", "| `--color`, `--no-color` | by terminal | "),
        ("log", "| <code>--since DATE&#124;REV</code> | none | "),
        ("log", "| `--authors` | off | "),
        ("new service", "| `--name TEXT` | none | What customers call the service. |"),
        ("new component", "| `--monitored`, `--no-monitored` | none | "),
    ],
)
def test_a_row_has_names_default_and_meaning(command: str, row: str) -> None:
    assert f"\n{row}" in commands()[f"twoview {command}"]


@pytest.mark.parametrize("name", cli.commands)
def test_every_command_tells_its_exit_codes_and_has_an_example(name: str) -> None:
    told = section(REFERENCE / "commands.md", f"twoview {name}")
    assert "xit code" in told
    assert "```sh\ntwoview " in told


def test_what_stands_around_a_place_is_kept() -> None:
    page = filled(PAGE, {"one": "new\n"})
    assert page == PAGE.replace("old\n", "\nnew\n\n")
    assert filled(page, {"one": "new\n"}) == page


@pytest.mark.parametrize(
    ("parts", "complaint"),
    [
        ({"one": "", "two": ""}, "no place for 'two'. Write these two lines"),
        ({}, "a place for 'one', which there is not"),
    ],
)
def test_a_place_too_few_or_too_many_is_a_mistake(parts: dict[str, str], complaint: str) -> None:
    with pytest.raises(PlaceError, match=complaint):
        filled(PAGE, parts)


def test_checking_fails_where_a_page_is_stale(tmp_path: Path) -> None:
    command = CliRunner()
    for name in PAGES:
        text = (REFERENCE / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("| --- |", "| -- |"), encoding="utf-8")
    stale = command.invoke(main, [str(tmp_path), "--check"])
    assert (stale.exit_code, "is not what the code says now" in stale.stderr) == (1, True)
    assert command.invoke(main, [str(tmp_path)]).exit_code == 0
    assert command.invoke(main, [str(tmp_path), "--check"]).exit_code == 0


def test_a_page_without_a_place_is_told_what_to_write(tmp_path: Path) -> None:
    for name in PAGES:
        (tmp_path / name).write_text("# Empty\n", encoding="utf-8")
    result = CliRunner().invoke(main, [str(tmp_path)])
    assert result.exit_code == 1
    assert "\n<!-- written by code: " in result.stderr
