"""Language files brought up to date with the source: `python -m twoview.language [--check]`.

The texts are found in the Python modules and templates of the package. What is new in a language
file has no translation yet, what is gone is left out. With `--check` nothing is written: the exit
code is 1 where a file is not up to date, or has texts without a translation.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from twoview.language import ENGLISH

PACKAGE = Path(__file__).parents[1]
FOLDER = PACKAGE / "language"
WIDTH = 100
_METHODS = [("**.py", "python"), ("**.j2", "jinja2")]
_KEYWORDS = {"_": None, "later": None, "n_": (1, 2)}


def template() -> Catalog:
    """Return every text of the package, in the order of files, without translations."""
    found = Catalog(charset="utf-8", fuzzy=False)
    options = {"**.j2": {"silent": "false"}}
    for _file, _line, text, comments, context in extract_from_dir(
        PACKAGE, _METHODS, options, keywords=_KEYWORDS, comment_tags=["Translators:"]
    ):
        found.add(text, None, auto_comments=comments, context=context)
    return found


def updated(name: str, texts: Catalog) -> Catalog:
    """Return a language file with all texts, those translated that were; English is its own."""
    path = FOLDER / f"{name}.po"
    known = Catalog(locale=name)
    if path.exists():
        with path.open("rb") as file:
            known = read_po(file, locale=name)
    found = Catalog(locale=name, charset="utf-8", fuzzy=False, header_comment=_HEADER)
    for message in texts:
        if message.id:
            old = known.get(message.id)
            own = message.id if name == ENGLISH else (old.string if old else None)
            found.add(message.id, own, auto_comments=message.auto_comments)
    return found


def written(catalog: Catalog) -> bytes:
    """Return a language file as it is written: no places and no dates, which would only change."""
    file = BytesIO()
    write_po(file, catalog, width=WIDTH, no_location=True, omit_header=False, sort_output=True)
    lines = file.getvalue().splitlines(keepends=True)
    return b"".join(each for each in lines if not each.startswith(_CHANGING))


_HEADER = "# The texts of the pages, brought up to date by `python -m twoview.language`."
_CHANGING = tuple(
    f'"{name}'.encode()
    for name in (
        *("POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Report-Msgid"),
        *("Project-Id-Version", "Last-Translator", "Language-Team"),
    )
)


def missing(catalog: Catalog) -> list[str]:
    """Return the texts of a language file that have no translation, in English."""
    texts = (each for each in catalog if each.id)
    return [str(each.id) for each in texts if not all(_forms(each.string))]


def _forms(string: object) -> tuple[object, ...]:
    return tuple(string) if isinstance(string, list | tuple) else (string,)


def main(arguments: list[str]) -> int:
    """Write or check every language file; return the exit code."""
    texts, code = template(), 0
    for path in sorted(FOLDER.glob("*.po")):
        catalog = updated(path.stem, texts)
        content = written(catalog)
        for text in missing(catalog):
            print(f"{path.name}: not translated: {text}")  # noqa: T201 - that is its output
            code = 1
        if "--check" not in arguments:
            path.write_bytes(content)
        elif path.read_bytes() != content:
            print(f"{path.name} is out of date: run `python -m twoview.language`")  # noqa: T201
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
