"""The engines that build our pages, and what they make of them, whatever the theme around it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path

import pytest
from sites import ROOT, VOID, Site

Build = Callable[[Path, Path], subprocess.CompletedProcess[str]]
OF_THE_THEME = ("md-content__", "md-source-", "md-tag")
"""How the names of classes begin that a theme gives to its own parts of an article."""

CATALOG_PAGES = ("business/", "technical/", "changes", "findings", "index.html")


def run(*command: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=cwd,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def _mkdocs(config: Path, to: Path) -> subprocess.CompletedProcess[str]:
    return run("mkdocs", "build", "--strict", "-f", str(config), "-d", str(to))


def _properdocs(config: Path, to: Path) -> subprocess.CompletedProcess[str]:
    return run("properdocs", "build", "--strict", "-f", str(config), "-d", str(to))


def _zensical(config: Path, to: Path) -> subprocess.CompletedProcess[str]:
    done = run("zensical", "build", "--strict", "-f", str(config))
    if done.returncode == 0:
        shutil.move(config.parent / "site", to)
    return done


ENGINES: dict[str, Build] = {
    "mkdocs": _mkdocs,
    "properdocs": _properdocs,
    "zensical": _zensical,
}


def built_by(engine: str, config: Path, to: Path) -> Site:
    """Return the site that an engine builds, strictly; skip where the engine is not installed."""
    if not find_spec(engine):
        pytest.skip(f"{engine} is not installed: `pip install twoview[test]`.")
    done = ENGINES[engine](config, to)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "warning" not in (done.stdout + done.stderr).lower()
    return Site(to)


@dataclass
class Article(HTMLParser):
    """What a page says: the tags, attributes and texts of its article but for the theme's own."""

    source: str
    found: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)
    _foreign: int = 0

    def __post_init__(self) -> None:
        super().__init__()
        inside = re.search(r"(?s)<article[^>]*>(.*)</article>", self.source)
        self.feed(inside[1] if inside else "")
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        is_foreign = (
            values.get("class", "").startswith(OF_THE_THEME) or values.get("id") == "__skip"
        )
        if tag not in VOID:
            self._open.append(tag)
            if is_foreign and not self._foreign:
                self._foreign = len(self._open)
        if not self._foreign and not is_foreign:
            # An instruction to the search, which Zensical takes out when it has followed it.
            values.pop("data-search-exclude", None)
            self.found.append(f"<{tag} {sorted(values.items())}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while tag in self._open:
            if self._foreign == len(self._open):
                self._foreign = 0
            if self._open.pop() == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._foreign and data.strip():
            self.found.append(" ".join(data.split()))


def articles(site: Site, paths: tuple[str, ...] = CATALOG_PAGES) -> dict[str, list[str]]:
    """Return what each page of the catalog says, by its path in the site."""
    return {
        path: Article(page.source).found
        for path, page in site.pages.items()
        if path.startswith(paths)
    }
