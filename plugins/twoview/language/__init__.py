"""Texts in the reader's language.

The source holds them in English, inside `_()`; a language file (gettext's PO) holds what they are
elsewhere. A text may have places in it, as in `_("within {time}", time=...)`, which a translation
may put into another order. Commands speak English; a site speaks the language of its theme.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from markupsafe import Markup, escape

ENGLISH = "en"
_NAME: ContextVar[str] = ContextVar("language", default=ENGLISH)


def _(text: str, /, **values: object) -> str:
    """Return a text in the language that is spoken, with values in the places of their names.

    Where a value is HTML, so is the result: all else in it is escaped.
    """
    # What gettext has for the empty text is the head of the language file.
    return _filled(_texts(_NAME.get()).gettext(text), values) if text else ""


def n_(one: str, many: str, count: int, /, **values: object) -> str:
    """Return the text for one thing or for many, with their number in the place {count}."""
    text = _texts(_NAME.get()).ngettext(one, many, count)
    return _filled(text, {"count": f"{count:,}", **values})


def later(text: str, /) -> str:
    """Return a text as it is, marked for translation: whoever shows it says `_(text)`."""
    return text


def _filled(text: str, values: Mapping[str, object]) -> str:
    if any(isinstance(value, Markup) for value in values.values()):
        return escape(text).format(**values)
    return text.format(**values) if values else text


@contextmanager
def speaking(name: str) -> Iterator[str]:
    """Say all texts in a language meanwhile, in English where there is no file for it.

    A variety such as `de-AT` or `de_AT` is spoken as `de`. Yields the language that is spoken.
    """
    general = name.replace("_", "-").partition("-")[0].lower()
    token = _NAME.set(general if general in languages() else ENGLISH)
    try:
        yield _NAME.get()
    finally:
        _NAME.reset(token)


def spoken() -> str:
    """Return the name of the language that is spoken."""
    return _NAME.get()


@cache
def languages() -> tuple[str, ...]:
    """Return the names of the languages for which there is a file, in the order of the alphabet."""
    names = (each.name for each in files("twoview.language").iterdir())
    return tuple(sorted(name.removesuffix(".po") for name in names if name.endswith(".po")))


@cache
def _texts(name: str) -> NullTranslations:
    if name == ENGLISH:
        return NullTranslations()
    # Only who speaks another language than English waits for it.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with (files("twoview.language") / f"{name}.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=name))
    compiled.seek(0)
    return GNUTranslations(compiled)
