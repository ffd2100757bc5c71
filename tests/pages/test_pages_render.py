import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from twoview.pages.render import environment, plain, prose, sentence, ticks

FRAGMENTS = ["<", ">", "&", '"', "'", "`", "#", "[", "](", ")", "!", "|", "-", "\n", "\n\n", " "]
FRAGMENTS += ["<script>", "</div>", "<img src=x onerror=y>", "javascript:", "&#", ";", "x", "```"]
texts = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=3), max_size=12).map("".join)
TAGS = {
    *("a", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h3", "hr", "li"),
    *("ol", "p", "pre", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}


@given(text=texts)
def test_prose_has_harmless_tags_only_and_stands_on_one_line(text: str) -> None:
    html = str(prose(text))
    assert set(re.findall(r"</?([a-z0-9]+)", html)) <= TAGS
    assert len(html.splitlines()) == 1
    assert not re.search(r"<[^>]*\son[a-z]+=", html)
    assert not re.search(r'href="(?!https?:|mailto:|[^:"]*")', html)
    assert html.startswith("<div>")
    assert html.endswith("</div>")
    assert html.count("<div>") == html.count("</div>") == 1


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Orders leave the **same day**.", "<p>Orders leave the <strong>same day</strong>.</p>"),
        ("# Big\n\nand small", "<h3>Big</h3>&#10;<p>and small</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("<b>bold</b>", "<p>bold</p>"),
        ("![shop](https://x.example/a.png)", "<p></p>"),
        ("[bad](javascript:alert(1))", '<p><a rel="noopener noreferrer">bad</a></p>'),
    ],
)
def test_prose_reads_like_this(text: str, html: str) -> None:
    assert prose(text) == f"<div>{html}</div>"


def test_prose_keeps_links_tables_and_code() -> None:
    html = prose("[ask](mailto:desk@store.example)\n\n| a |\n|---|\n| b |\n\n```\nx  y\n```\n")
    assert '<a href="mailto:desk@store.example" rel="noopener noreferrer">ask</a>' in html
    assert "<td>b</td>" in html
    assert "<pre><code>x  y&#10;</code></pre>" in html


@given(text=texts)
def test_a_text_in_a_template_stays_one_line_of_text(text: str) -> None:
    filled = environment().from_string("<p>{{ text }}</p>").render(text=text)
    assert len(filled.splitlines()) == 1
    assert filled.count("<") == 2
    assert Markup(filled[3:-4]).unescape().split() == text.split()


@given(text=texts)
def test_ticks_become_code_and_nothing_else_becomes_markup(text: str) -> None:
    html = str(ticks(text))
    assert len(html.splitlines()) <= 1
    assert html.replace("<code>", "").replace("</code>", "").count("<") == 0
    assert html.count("<code>") == html.count("</code>")


def test_what_stands_between_ticks_is_code() -> None:
    assert ticks("Write `kind: <Team>`.") == "Write <code>kind: &lt;Team&gt;</code>."


@given(text=texts)
def test_a_plain_text_has_no_markup_even_when_its_escape_is_undone(text: str) -> None:
    found = plain(text)
    assert len(found.splitlines()) <= 1
    assert not {"<", ">", '"', "'"} & set(found)
    assert not {"<", ">"} & set(Markup(found).unescape())


@pytest.mark.parametrize(
    ("text", "ended"), [("As agreed", "As agreed."), ("Why? ", "Why?"), ("", ""), ("Yes.", "Yes.")]
)
def test_a_sentence_ends(text: str, ended: str) -> None:
    assert sentence(text) == ended
