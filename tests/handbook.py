"""The pages of the documentation taken apart, and followed step by step as a reader would."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from markdown.extensions.toc import slugify
from repositories import ENVIRONMENT, KEEPER, NOON

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted(DOCS.rglob("*.md")),
]
FENCE = re.compile(r'(?ms)^( *)```(\w+)(?: title="([^"]+)")?[^\n]*\n(.*?)^\1```$')
SERVICE = """\
kind: Service
id: permits
name: Permits
status: live
audience: external
owner: records
summary: Apply for a permit from home.
"""
TODAY = "2026-11-22"
_COMMIT = re.compile(r"\b[0-9a-f]{7}\b")


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


def section(page: Path, title: str) -> str:
    """Return what stands under a heading, down to the next one of its level or above."""
    text = page.read_text(encoding="utf-8")
    begin = re.search(rf"^(#+) {re.escape(title)}$", text, re.MULTILINE)
    assert begin, f"{page.name} has no heading {title}"
    level = len(begin[1])
    rest = text[begin.end() :]
    end = re.search(rf"^#{{1,{level}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def commands(folder: Path) -> dict[str, str]:
    """Return an environment with the commands of this interpreter, on a day that stays the same."""
    folder.mkdir()
    dated = f'case "$1" in check|diff) c=$1; shift; set -- "$c" --today {TODAY} "$@";; esac\n'
    for name, before in (("twoview", dated), ("mkdocs", "")):
        command = folder / name
        command.write_text(f'#!/bin/sh\n{before}exec "{sys.executable}" -m {name} "$@"\n')
        command.chmod(0o755)
    kept = {name: value for name, value in ENVIRONMENT.items() if name != "GITHUB_ACTIONS"}
    about = dict(zip(("NAME", "EMAIL", "DATE"), (*KEEPER, NOON), strict=True))
    who = {f"GIT_{role}_{n}": v for role in ("AUTHOR", "COMMITTER") for n, v in about.items()}
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return {**kept, **who, "PATH": path, "NO_MKDOCS_2_WARNING": "1"}


def follow(page: Path, folder: Path, environment: Mapping[str, str]) -> None:
    """Write the files of a page, run its commands and compare their output, in its order.

    The command that installs twoview is left out; the gate runs it, from a wheel.
    """
    steps = [*blocks(page), Block("", "", "")]
    for step, after in pairwise(steps):
        if step.title.endswith((".yaml", ".yml", ".csv")):
            path = folder / step.title
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.text, encoding="utf-8")
        elif step.language == "sh" and "pip install" not in step.text:
            output = run(step.text, folder, environment)
            assert after.language != "text" or _plain(output) == _plain(after.text)


def _plain(text: str) -> str:
    """Return an output with every commit called the same."""
    return _COMMIT.sub("1a2b3c4", text)


def run(command: str, folder: Path, environment: Mapping[str, str]) -> str:
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def named_first(text: str) -> set[str]:
    """Return all names between backticks in the first cells of the tables of a text."""
    rows = re.findall(r"^\| (?!---|Field)(.+?) \|", text, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


def names_in(data: object, *, closed: Sequence[str] = ()) -> Iterator[str]:
    """Yield the name of every field in data, at any depth, but not below those that are closed."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield name
            if name not in closed:
                yield from names_in(value, closed=closed)
    elif isinstance(data, list):
        for each in data:
            yield from names_in(each, closed=closed)
