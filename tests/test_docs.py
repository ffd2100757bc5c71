"""The documentation is true: its commands run, its examples are valid, its links lead somewhere."""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner
from markdown.extensions.toc import slugify
from twoview.check import check
from twoview.cli import cli
from twoview.judged import Judged
from twoview.load import File, load
from twoview.report.json import row
from twoview.site.mkdocs import TwoviewPlugin

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted(DOCS.rglob("*.md")),
]
GUIDE = DOCS / "getting-started.md"
FENCE = re.compile(r'(?ms)^( *)```(\w+)(?: title="([^"]+)")?[^\n]*\n(.*?)^\1```$')
LINK = re.compile(r"\]\(([^)\s]+)\)")
README_COMMANDS = [
    "python3 -m venv .venv && .venv/bin/pip install --quiet . && .venv/bin/mkdocs build --strict\n",
    "python3 -m venv .venv && .venv/bin/pip install --quiet -e '.[test]'"
    " && .venv/bin/python -m pytest\n",
]
SETTINGS = "kind: Catalog\nname: Example\n"
SERVICE = """\
kind: Service
id: permits
name: Permits
status: live
audience: external
owner: records
summary: Apply for a permit from home.
"""


@dataclass(frozen=True)
class Block:
    language: str
    title: str
    text: str


def blocks(page: Path) -> list[Block]:
    found = FENCE.findall(page.read_text(encoding="utf-8"))
    return [Block(language, title, text) for _, language, title, text in found]


def prose(page: Path) -> str:
    """Return a page without its code."""
    return re.sub(r"`[^`\n]+`", "", FENCE.sub("", page.read_text(encoding="utf-8")))


def anchors(page: Path) -> set[str]:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {slugify(title.replace("`", ""), "-") for title in titles}


def named(page: Path) -> set[str]:
    """Return all that stands between backticks in a page, and each word of it."""
    code = re.findall(r"`([^`\n]+)`", page.read_text(encoding="utf-8"))
    return {*code, *(word for text in code for word in text.split())}


def test_the_readme_begins_with_the_two_commands_that_others_run() -> None:
    commands = [block.text for block in blocks(ROOT / "README.md") if block.language == "sh"]
    assert commands[:2] == README_COMMANDS


def test_the_finding_in_the_readme_is_the_one_of_the_guide() -> None:
    finding, _ = (each.text for each in blocks(ROOT / "README.md") if each.language == "text")
    assert any(each.text.startswith(finding) for each in blocks(GUIDE))


def test_the_diff_in_the_readme_is_what_a_reviewer_is_told() -> None:
    _, told = (each.text for each in blocks(ROOT / "README.md") if each.language == "text")
    golden = (ROOT / "tests/golden/diff/weaken-a-shared-server.txt").read_text(encoding="utf-8")
    assert set(told.splitlines()) <= set(golden.splitlines())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for link in LINK.findall(prose(page)):
        if not re.match(r"https?://|mailto:", link):
            path, _, fragment = link.partition("#")
            target = (page.parent / path).resolve() if path else page
            assert target.is_file(), link
            assert not fragment or fragment in anchors(target), link


def test_the_generated_home_page_is_the_home_page() -> None:
    assert not (DOCS / "index.md").exists()


def examples() -> Iterator[object]:
    """Yield each YAML example outside the rules' pages, whose examples the rules' tests run."""
    for page in PAGES:
        for number, block in enumerate(blocks(page)):
            if block.language == "yaml" and page.parent.name != "rules":
                ident = f"{page.relative_to(ROOT).as_posix()}-{number}"
                yield pytest.param(block, id=ident)


@pytest.mark.parametrize("block", list(examples()))
def test_every_yaml_example_is_valid(block: Block) -> None:
    if "plugins:" in block.text:
        assert_configured(block.text)
    else:
        text = SERVICE + block.text if block.title == "in a service" else block.text
        is_settings = "kind: Catalog" in text
        files = [File("catalog.yaml", (text if is_settings else SETTINGS).encode())]
        files += [] if is_settings else [File("example.yaml", text.encode())]
        assert load(files, "catalog.yaml").problems == ()


def assert_configured(text: str) -> None:
    """Assert that the plugin takes the options that a configuration of MkDocs gives it."""
    plugins = [each for each in yaml.safe_load(text)["plugins"] if isinstance(each, dict)]
    for options in (each["twoview"] for each in plugins):
        assert TwoviewPlugin().load_config(options) == ([], [])


def test_the_guide_works_as_it_is_written(tmp_path: Path) -> None:
    """Files are written, commands run and their output compared, in the order of the page."""
    environment = with_commands(tmp_path / "bin")
    folder = tmp_path / "library"
    folder.mkdir()
    steps = blocks(GUIDE)
    for step, after in zip(steps, [*steps[1:], Block("", "", "")], strict=True):
        if step.language == "yaml":
            (folder / step.title).write_text(step.text, encoding="utf-8")
        # The install command is run by the gate, from a wheel.
        elif step.language == "sh" and "pip install" not in step.text:
            output = run(step.text, folder, environment)
            assert after.language != "text" or output == after.text
    assert (folder / "site/technical/components/loan-machines/index.html").is_file()
    assert (folder / "site-business/business/services/book-loans/index.html").is_file()
    assert not (folder / "site-business/technical").exists()
    assert json.loads((folder / "findings.json").read_text(encoding="utf-8"))["findings"] == []


def with_commands(folder: Path) -> dict[str, str]:
    """Return an environment with the commands of this interpreter, on a day that stays the same."""
    folder.mkdir()
    dated = '[ "$1" != check ] || set -- "$@" --today 2026-11-22\n'
    for name, before in (("twoview", dated), ("mkdocs", "")):
        command = folder / name
        command.write_text(f'#!/bin/sh\n{before}exec "{sys.executable}" -m {name} "$@"\n')
        command.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if name != "GITHUB_ACTIONS"}
    return {**kept, "PATH": f"{folder}:{os.environ['PATH']}", "NO_MKDOCS_2_WARNING": "1"}


def run(command: str, folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_the_architecture_shows_the_layers_that_are_checked() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    house, shown, *_ = (each.text for each in blocks(DOCS / "architecture.md"))
    assert shown.splitlines() == [layer for layer in layers if layer != "__main__"]
    for name in re.findall(r"\w+", shown):
        assert re.search(rf"^  {name}(/|\.py) ", house, re.MULTILINE), name


def test_the_reference_names_every_command_and_option() -> None:
    told = named(DOCS / "reference/commands.md")
    for name, command in cli.commands.items():
        assert f"## twoview {name}\n" in (DOCS / "reference/commands.md").read_text()
        for option in command.params:
            if isinstance(option, click.Option):
                assert told.issuperset([*option.opts, *option.secondary_opts])


def test_the_reference_names_every_field_of_a_finding() -> None:
    broken = File("catalog.yaml", b"kind: Catalog\n")
    report = check(Judged(load([broken], "catalog.yaml"), date(2026, 11, 22)))
    assert named(DOCS / "reference/commands.md").issuperset(row(report.findings[0]))


@pytest.mark.parametrize("command", [["cost"], ["impact", "email"], ["promises"]])
def test_the_reference_names_every_field_of_an_answer(command: list[str]) -> None:
    catalog = str(ROOT / "services")
    result = CliRunner().invoke(cli, [*command, "--catalog", catalog, "--format", "json"])
    answer = json.loads(result.stdout)
    rows = (row for value in answer.values() if isinstance(value, list) for row in value)
    fields = {name for row in rows if isinstance(row, dict) for name in row}
    assert named(DOCS / "reference/commands.md").issuperset({*answer, *fields})


def test_the_reference_names_every_option_of_the_plugin() -> None:
    options = (name for name, _ in TwoviewPlugin.config_scheme)
    assert named(DOCS / "reference/configuration.md").issuperset(options)
