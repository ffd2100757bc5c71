"""The documentation is true: its commands run, its examples are valid, its links lead somewhere."""

import re
import shlex
import tomllib
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import click
import pytest
import yaml
from handbook import DOCS, PAGES, ROOT, SERVICE, Block, anchors, blocks, prose
from twoview.cli import cli
from twoview.load import File, load
from twoview.site.mkdocs import TwoviewPlugin

TUTORIAL = DOCS / "tutorial.md"
LINK = re.compile(r"\]\(([^)\s]+)\)")
MADE = re.compile(r"(?:index|findings|changes|(?:business|technical|data)/.+)\.md")
"""Pages that the catalog makes; a strict build looks after links to them."""
README_COMMANDS = [
    "python3 -m venv .venv && .venv/bin/pip install --quiet . && .venv/bin/mkdocs build --strict\n",
    "python3 -m venv .venv && .venv/bin/pip install --quiet -e '.[test]'"
    " && .venv/bin/python -m pytest\n",
]
ENDS = "();<>|&\n"
"""What ends a call in a shell."""
SETTINGS = "kind: Catalog\nname: Example\n"


def test_the_readme_begins_with_the_two_commands_that_others_run() -> None:
    commands = [block.text for block in blocks(ROOT / "README.md") if block.language == "sh"]
    assert commands[:2] == README_COMMANDS


def test_the_finding_in_the_readme_is_the_one_of_the_tutorial() -> None:
    finding, _ = (each.text for each in blocks(ROOT / "README.md") if each.language == "text")
    assert any(each.text.startswith(finding) for each in blocks(TUTORIAL))


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
            if MADE.fullmatch(target.as_posix().removeprefix(f"{DOCS}/")):
                continue
            assert target.is_file(), link
            assert not fragment or fragment in anchors(target), link


def test_the_generated_home_page_is_the_home_page() -> None:
    assert not (DOCS / "index.md").exists()


def test_every_page_is_in_the_navigation_or_in_a_list_of_its_own() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]
    for page in (each.relative_to(DOCS) for each in DOCS.rglob("*.md")):
        is_listed = page.parent.name in ("rules", "decisions")
        assert is_listed or f" {page.as_posix()}\n" in navigation, page


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
    for options in (each["twoview"] for each in plugins if "twoview" in each):
        assert TwoviewPlugin().load_config(options) == ([], [])


def calls(page: Path) -> Iterator[list[str]]:
    """Yield the words of each call of twoview among the commands of a page."""
    for text in (block.text for block in blocks(page) if block.language == "sh"):
        lexer = shlex.shlex(text.replace("\\\n", " "), posix=True, punctuation_chars=ENDS)
        lexer.whitespace, lexer.whitespace_split = " \t", True
        for ends, words in groupby(lexer, lambda word: word[0] in ENDS):
            if not ends and (call := [*words])[0] == "twoview":
                yield call[1:]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_call_of_twoview_names_a_command_and_options_that_there_are(page: Path) -> None:
    for name, *words in calls(page):
        command = cli.commands[name]
        if isinstance(command, click.Group):
            command = command.get_command(click.Context(command), words[0])
            assert command, words[0]
        known = {
            spelled for each in command.params for spelled in (*each.opts, *each.secondary_opts)
        }
        assert {word.partition("=")[0] for word in words if word.startswith("--")} <= known


def test_the_architecture_shows_the_layers_that_are_checked() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    house, shown, *_ = (each.text for each in blocks(DOCS / "architecture.md"))
    assert shown.splitlines() == [layer for layer in layers if layer != "__main__"]
    for name in re.findall(r"\w+", shown):
        assert re.search(rf"^  {name}(/|\.py) ", house, re.MULTILINE), name
