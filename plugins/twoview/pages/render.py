"""Templates filled, and texts of authors made safe: what leaves here is Markdown for any engine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import nh3
from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown import Markdown
from markupsafe import Markup, escape

from twoview.language import ENGLISH, _, n_, spoken
from twoview.language.terms import term
from twoview.pages import wording

_TAGS = {
    *("a", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h3", "hr"),
    *("li", "ol", "p", "pre", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead"),
    *("tr", "ul"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "td": {"align"}, "th": {"align"}}
_SCHEMES = {"http", "https", "mailto"}
_TICKS = re.compile(r"`([^`]+)`")
_CELL_END = re.compile(r"(</(?:t[dh]|d[td]|li)>(?=<)|<br>(?=\S))")
_HEADING = re.compile(r"<(/?)h[1-6]\b")


@cache
def environment() -> Environment:
    """Return the environment of our templates: everything is escaped, nothing may be undefined."""
    found = Environment(
        loader=PackageLoader("twoview.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_on_one_line,
    )
    found.globals.update(say=wording, _=_, n_=n_, term=term, in_english=in_english)
    found.filters["markdown"] = prose
    found.filters["sentence"] = sentence
    found.filters["ticks"] = ticks
    found.filters["english"] = english
    found.filters["code"] = code
    return found


def prose(text: str) -> Markup:
    """Return an author's Markdown as HTML with nothing in it but an allow-list of harmless tags.

    Images and raw HTML are dropped: a page makes no request that its reader did not ask for.
    Headings are lowered, so that the page's own outline stays whole.
    """
    html = Markdown(extensions=["tables", "fenced_code", "sane_lists"]).convert(text)
    lowered = _HEADING.sub(r"<\1h3", html)
    clean = nh3.clean(
        lowered,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
    )
    return Markup(f"<div>{_one_line(clean)}</div>")  # noqa: S704 - cleaned just above


def sentence(text: str) -> str:
    """Return a text that ends like a sentence."""
    text = text.strip()
    return text if not text or text[-1] in ".!?:" else f"{text}."


def ticks(text: str) -> Markup:
    """Return a text as HTML with what stands between backticks as code."""
    safe = str(escape(_on_one_line(text)))
    return Markup(_TICKS.sub(r"<code>\1</code>", safe))  # noqa: S704 - escaped just above


def code(text: str) -> Markup:
    """Return lines of code as a block that keeps them, in one line of HTML."""
    return Markup(f'<pre lang="en"><code>{_one_line(str(escape(text)))}</code></pre>')  # noqa: S704 - escaped just here


def in_english() -> Markup:
    """Return the attribute of an element in English, empty where the whole page is."""
    return Markup("" if spoken() == ENGLISH else ' lang="en"')  # noqa: S704 - it is our own


def english(text: str) -> Markup:
    """Return as HTML, with code between backticks, a text that is English in every language."""
    marked = in_english()
    return Markup("<span{}>{}</span>").format(marked, ticks(text)) if marked else ticks(text)


def _one_line(html: str) -> str:
    """Return HTML without line breaks, so that no Markdown engine sees a blank line in it."""
    return "&#10;".join(html.splitlines())


def _on_one_line(value: object) -> object:
    """Return a plain text without line breaks: a page is cut into blocks by its lines."""
    return " ".join(value.splitlines()) if type(value) is str else value


def fill(template: str, context: Mapping[str, Any]) -> str:
    """Return a template as Markdown: headings as they are, HTML in blocks without blank lines."""
    filled = environment().get_template(f"{template}.md.j2").render(context)
    # A search index takes the text of neighboring cells or lines as one word where nothing stands
    # between.
    filled = _CELL_END.sub(r"\1 ", filled)
    return "\n\n".join(_blocks(filled)) + "\n"


def _blocks(filled: str) -> list[str]:
    blocks: list[str] = []
    lines: list[str] = []
    for line in [*map(str.strip, filled.splitlines()), "## "]:
        if line.startswith("## "):
            if lines:
                blocks.append("\n".join(('<div class="tv-block">', *lines, "</div>")))
            blocks.append(line)
            lines = []
        elif line:
            lines.append(line)
    return blocks[:-1]


def plain(text: str) -> str:
    """Return a text for the front matter, which themes put into pages as it is.

    Angle brackets become look-alikes, because some themes undo an escape before they print it.
    """
    harmless = " ".join(text.split()).replace("<", "‹").replace(">", "›")
    return str(escape(harmless))
