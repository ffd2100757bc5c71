"""A language and an author that can be told apart by their letters, to find what is neither."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from gettext import NullTranslations
from html.parser import HTMLParser
from string import ascii_letters
from typing import Any

from twoview.model import Catalog
from twoview.rules import all_rules


def _letters(alphabet: str) -> dict[int, int]:
    return str.maketrans(ascii_letters, alphabet + alphabet.upper())


_GREEK = _letters("αβγδεζηθικλμνξοπρστυφχψωϊϋ")
_CYRILLIC = _letters("абвгдежзийклмнопрстуфхцчшщ")
_PLACE = re.compile(r"(\{[^{}]*\}|`[^`]*`)")
WRITTEN = {
    *("name", "description", "summary", "when_it_fails", "how_to_request", "measure", "contact"),
    *("title", "reason", "reference", "unit", "tags", "synonyms", "failure_domains", "handle"),
}
"""The fields in which authors write words of their own."""


class Cyrillic(NullTranslations):
    """A language that is English in Cyrillic letters, but for the places in its texts."""

    def gettext(self, message: str) -> str:
        parts = _PLACE.split(message)
        return "".join(
            part if place % 2 else part.translate(_CYRILLIC) for place, part in enumerate(parts)
        )

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self.gettext(one if n == 1 else many)


def greek(catalog: Catalog) -> Catalog:
    """Return a catalog whose authors write all words of their own in Greek letters."""
    return replace(catalog, **{each.name: _greek(each.name, catalog) for each in _KINDS})


_KINDS = [each for each in fields(Catalog) if each.name not in ("unparsed", "misshapen")]


def _greek(name: str, held: Any) -> Any:
    return _translated(getattr(held, name), is_written=name in WRITTEN)


def _translated(value: Any, *, is_written: bool) -> Any:
    if isinstance(value, str):
        return value.translate(_GREEK) if is_written else value
    if isinstance(value, tuple):
        return tuple(_translated(each, is_written=is_written) for each in value)
    if isinstance(value, Mapping):
        return {key: _translated(each, is_written=False) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type) and type(value).__name__ != "Origin":
        names = [each.name for each in fields(value) if each.init]
        return replace(value, **{name: _greek(name, value) for name in names})
    return value


class Untold(HTMLParser):
    """Gathers the words of a page in Latin letters that a reader meets."""

    def __init__(self, known: re.Pattern[str]) -> None:
        """Take the pattern of all that has Latin letters in every language."""
        super().__init__()
        self.known = known
        self.found: list[str] = []
        self._inside: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        hidden = self._hidden or tag in _NO_WORDS or given.get("lang") == "en"
        if tag not in _EMPTY:
            self._inside.append(hidden)
        for name, value in given.items():
            if not hidden and not _TECHNICAL.fullmatch(name):
                self._take(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _EMPTY:
            self._inside.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in _EMPTY:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._take(data)

    @property
    def _hidden(self) -> bool:
        return bool(self._inside) and self._inside[-1]

    def _take(self, text: str) -> None:
        if re.search("[A-Za-z]", self.known.sub("", text)):
            self.found.append(text.strip())


_NO_WORDS = {"code", "script", "style", "id", "updated"}
_EMPTY = {"br", "hr", "input", "img", "meta", "link", "wbr"}
_TECHNICAL = re.compile(
    "class|id|href|rel|type|role|scope|for|name|d|x|y|rx|transform|style|datetime|tabindex|download"
    "|viewbox|preserveaspectratio|xmlns|marker.*|points|orient|ref[xy]|lang|open|hidden"
    "|aria-(hidden|current|labelledby|describedby|controls|autocomplete)|autocomplete"
    "|data-(key|value|name|sort|node|edge|group|words|what-if|list|offer)"
)


def known(*catalogs: Catalog) -> re.Pattern[str]:
    """Return the pattern of what has Latin letters in every language: ids, figures and zones."""
    named = {"UTC", "24x7", *all_rules()}.union(*map(_names, catalogs))
    words = "|".join(map(re.escape, sorted(named, key=len, reverse=True)))
    figure = r"[0-9]+(?:[wdhms](?:[0-9]+[hms])*)?"
    zone = r"[A-Z][a-z]+/[A-Z][a-zA-Z_]+"
    file = r"https?://\S+|[a-z0-9/._-]+\.(?:com|csv|js|json|yaml)"
    switch, place = "true|false", r"\{[a-z]+\}"
    return re.compile(
        rf"(?<![A-Za-z-])(?:{file}|{zone}|{figure}|{switch}|{words})(?![A-Za-z-])|{place}"
    )


def _names(catalog: Catalog) -> Iterator[str]:
    settings = catalog.settings
    yield from (*settings.priorities, *settings.schedules, settings.currency or "EUR")
    yield from (each.id for each in catalog.entities)
    for service in catalog.services.values():
        yield from (service.owner, *(each.id for each in service.customers))
    for component in catalog.components.values():
        yield from filter(None, (component.team, component.supplier))
    for node in catalog.nodes:
        yield from (member for entry in node.requires for member in entry.members)


def untold(html: str, pattern: re.Pattern[str]) -> Iterator[str]:
    """Yield the texts of a page that are neither an author's nor in the language spoken."""
    parser = Untold(pattern)
    parser.feed(html)
    parser.close()
    yield from parser.found
