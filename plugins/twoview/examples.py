"""The examples of a rule as the files of a small catalog."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from twoview.load import SETTINGS_FILE, File

_BREAK = re.compile(r"^---\n", re.MULTILINE)
_NAME = re.compile(r"# file: (\S+)\n")
_KIND = re.compile(r"^kind: (\w+)", re.MULTILINE)
_ID = re.compile(r"^id: ([a-z0-9-]+)", re.MULTILINE)
_MINIMAL = File(SETTINGS_FILE, b"kind: Catalog\nname: Example\n")


def files_of(example: str) -> list[File]:
    """Return the files of an example, whose lines `---` stand between one file and the next.

    A file is named by its first line `# file: NAME`, else after its service, else `catalog.yaml`
    for the Catalog and `part-N.yaml` for the N-th. An example without a Catalog is given one.
    """
    parts = enumerate(_BREAK.split(example), 1)
    files = [File(_name(text, number), text.encode()) for number, text in parts]
    has_settings = any(file.name == SETTINGS_FILE for file in files)
    return files if has_settings else [_MINIMAL, *files]


def marks_of(files: Iterable[File], rule: str) -> Iterator[tuple[str, int]]:
    """Yield the file and line, counted from 1, of each mark `# <- rule`."""
    mark = re.compile(rf"# <- {re.escape(rule)}\s*$")
    for file in files:
        for number, line in enumerate(file.content.decode().splitlines(), 1):
            if mark.search(line):
                yield file.name, number


def _name(text: str, number: int) -> str:
    if named := _NAME.match(text):
        return named[1]
    kind, ident = _KIND.search(text), _ID.search(text)
    if kind and kind[1] == "Catalog":
        return SETTINGS_FILE
    if kind and kind[1] == "Service" and ident:
        return f"{ident[1]}.yaml"
    return f"part-{number}.yaml"
