"""Sites built by the real command, and the HTML of their pages taken apart."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from catalogs import CATALOG, SERVER, SHOPS, TEAM, TILLS
from twoview.examples import files_of

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "mkdocs.yml"
ONE_OF_EACH = (
    CATALOG,
    f"{TILLS}customers: [{{id: shops, relationship: service, outcomes: [sell]}}]\n"
    "requires: [till-server]\n",
    SERVER,
    SHOPS,
    TEAM,
    "kind: Outcome\nid: sell\nname: Sell\ncustomers: [shops]\n",
    "kind: Supplier\nid: maker\nname: Maker\n",
)
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass(frozen=True)
class Element:
    """A start tag with its attributes, and the tags around it from the outermost on."""

    tag: str
    attributes: Mapping[str, str]
    around: tuple[str, ...]


@dataclass
class Html(HTMLParser):
    """A page as a browser would read it."""

    source: str
    elements: list[Element] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.elements.append(Element(tag, values, tuple(self._open)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while tag in self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.texts.append((self._open[-1] if self._open else "", data))

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def all(self, tag: str) -> list[Element]:
        return [each for each in self.elements if each.tag == tag]

    def values(self, tag: str, attribute: str) -> list[str]:
        found = (each.attributes.get(attribute) for each in self.all(tag))
        return [value for value in found if value is not None]

    @cached_property
    def text(self) -> str:
        return "".join(text for tag, text in self.texts if tag not in ("script", "style"))

    @cached_property
    def anchors(self) -> set[str]:
        names = (each.attributes.get(name) for each in self.elements for name in ("id", "name"))
        return {name for name in names if name}


@dataclass(frozen=True)
class Site:
    """A folder with a built site."""

    folder: Path

    @cached_property
    def pages(self) -> dict[str, Html]:
        """Every HTML page by its path in the site."""
        return {path: self.page(path) for path in self.paths if path.endswith(".html")}

    @cached_property
    def paths(self) -> list[str]:
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return sorted(path.relative_to(self.folder).as_posix() for path in files)

    def page(self, path: str) -> Html:
        return Html((self.folder / path).read_text(encoding="utf-8"))

    def own_bytes(self) -> Iterator[tuple[str, bytes]]:
        """Yield every file that depends on the catalog: all but what the theme brings along."""
        for path in self.paths:
            if not path.startswith("assets/") or path.startswith("assets/twoview/"):
                yield path, (self.folder / path).read_bytes()

    def index(self) -> list[dict[str, Any]]:
        """The entries of the search index."""
        text = (self.folder / "search/search_index.json").read_text(encoding="utf-8")
        return json.loads(text)["docs"]


def mkdocs(
    command: str, config: Path, *options: str, cwd: Path = ROOT, seed: str = "0"
) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs COMMAND` on a configuration and return what it said."""
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": seed, "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", command, "-f", str(config), *options],
        cwd=cwd,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def built(config: Path, to: Path, *options: str, cwd: Path = ROOT, seed: str = "0") -> Site:
    """Return the site that a strict build makes; fail with what it said where it does not."""
    where = ("--strict", "-q", "-d", str(to))
    done = mkdocs("build", config, *where, *options, cwd=cwd, seed=seed)
    assert done.returncode == 0, done.stderr
    return Site(to)


@dataclass(frozen=True)
class Scratch:
    """A small catalog of its own in a folder, with a configuration."""

    folder: Path

    @property
    def config(self) -> Path:
        return self.folder / "mkdocs.yml"

    def write(self, *parts: str, docs: Mapping[str, str] | None = None, **settings: Any) -> None:
        """Write a catalog, documents by hand, and settings; `twoview` has those of the plugin."""
        for file in files_of("---\n".join(parts)) if parts else ():
            self.put(f"services/{file.name}", file.content.decode())
        (self.folder / "docs").mkdir(parents=True, exist_ok=True)
        for name, text in (docs or {}).items():
            self.put(f"docs/{name}", text)
        plugins = ["search", {"twoview": settings.pop("twoview", {})}]
        theme = {"name": "material", "font": False}
        values = {"site_name": "Scratch", "theme": theme, "plugins": plugins, **settings}
        self.put("mkdocs.yml", json.dumps(values))

    def put(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")

    def run(self) -> subprocess.CompletedProcess[str]:
        return mkdocs("build", self.config, "--strict", cwd=self.folder)

    def build(self) -> Site:
        return built(self.config, self.folder / "site", cwd=self.folder)
