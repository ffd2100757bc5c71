"""A catalog whose every text tries to be something else: on the site it stays text."""

import json
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from sites import Html, Scratch, Site

# Labels take 120 characters, lines 240, texts 20,000.
LABELS = (
    "</title><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)> '><svg onload=alert(1)>",
    "</div></article><h2>Taken over</h2><!--",
    "<![CDATA[ ]]> &lt;script&gt;alert(1)&lt;/script&gt; &amp;",
    "[click](javascript:alert(1)) ![x](https://evil.example/x.png)",
    "{{ config }} {% raw %} ${7*7} *bold* __strong__ `code` ~~~",
    '--8<-- "mkdocs.yml"',
    "[TOC]",
    "## Heading",
    "---",
    "</svg></text><a href='javascript:alert(1)'>x</a>",
    "‮right to left‬ العربية עברית 👩🏽‍🚀",
    "<svg/onload=alert`1`//",
)
BREAKS = "First\n\n## Taken over\n\n[TOC]\n\n```\n</div>\n--8<-- 'mkdocs.yml'\n\n---\n\nLast"
TEXTS = (
    *LABELS,
    BREAKS,
    "<div>## Taken over</div>",
    "<div>\n## Taken over\n\n```</div>\n\n<script>\n\nalert(1)\n</script>",
    "[a](javascript:alert(1)) [b](data:text/html,x) <javascript:alert(1)> [c](JaVa&#9;script:x)",
    "[d]: javascript:alert(1)\n\n[e][d] ![i](https://evil.example/i.png)",
    "<style>body{display:none}</style><iframe src=//evil.example></iframe><form><input></form>",
    "<p id=__config class=tv-head style='position:fixed' onclick=alert(1)>x</p>",
    "| a |\n|---|\n| <script>alert(1)</script> |\n\n## Taken over\n=====\n\n# One",
    "> " * 500 + "deep",
    "&#2;klzzwxh:0000&#3; &#2;wzxhzdk:0&#3;",
    "x" * 20_000,
)
ADDRESS = "https://evil.example/\"'><script>alert(1)</script>"
PLAIN = "Nothing unusual"


def catalog(texts: tuple[str, ...]) -> Iterator[str]:
    """Yield a catalog in which the fields of the entities numbered N hold the N-th text."""
    yield text_of("Catalog", name=label(texts[0]), description=texts[-1], **{"x-note": texts[0]})
    for number, text in enumerate(texts):
        yield from entities(number, label(text), text)


def entities(number: int, name: str, text: str) -> Iterator[str]:
    contact = {"contact": name}
    links = {"links": [{"title": name, "url": ADDRESS}], "tags": [name], "description": text}
    waiver = {"rule": "review-overdue", "reason": text, "until": "2099-01-01"}
    capacity = {"capacity": {"amount": 5, "unit": name}}
    hours = {"hours": name.replace(":", ""), "support_hours": name.replace(":", "")}
    want = {"id": f"c{number}", "relationship": "service", "outcomes": [f"o{number}"]}
    for kind, fields in (
        ("Team", contact),
        ("Supplier", {**contact, "source": ADDRESS, "contract": {"reference": name}}),
        ("Customer", {**contact, "boundary": "external", "description": text}),
        ("Outcome", {"customers": [f"c{number}"], "measure": text, "description": text}),
        (
            "Component",
            {
                "type": "server",
                "team": f"t{number}",
                "failure_domains": [name],
                "targets": {**capacity, "hours": hours["hours"]},
                "accepts": [waiver],
                **links,
            },
        ),
        (
            "Service",
            {
                "status": "live",
                "audience": "external",
                "owner": f"t{number}",
                "summary": name,
                "customers": [want],
                "requires": [f"p{number}"],
                "commitments": {**capacity, **hours, "respond_within": {name: "1h"}},
                "when_it_fails": text,
                "how_to_request": text,
                "accepts": [waiver],
                **links,
            },
        ),
    ):
        ident = {"Component": "p", "Supplier": "u"}.get(kind, kind[0].lower())
        yield text_of(kind, id=f"{ident}{number}", name=name, **fields)


def text_of(kind: str, **fields: object) -> str:
    """Return an entity as YAML: each value in the JSON that YAML also reads."""
    values = {"kind": kind, **fields}
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items())
    return "\n".join(lines) + "\n"


def label(text: str) -> str:
    return " ".join(text[:100].split())


def site_of(folder: Scratch, texts: tuple[str, ...]) -> Site:
    folder.write(*catalog(texts), twoview={"strict": False}, markdown_extensions=EXTENSIONS)
    return folder.build()


EXTENSIONS = ["attr_list", "md_in_html", "pymdownx.superfences", "pymdownx.snippets", "toc"]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_of(Scratch(tmp_path_factory.mktemp("hostile")), TEXTS)


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_of(Scratch(tmp_path_factory.mktemp("harmless")), (PLAIN,))


def markup(html: Html) -> set[tuple[str, str]]:
    """Return each tag with each of its attributes."""
    return {(e.tag, name) for e in html.elements for name in ("", *e.attributes)}


# What Markdown may make of a text, and how the pages mark what they cannot find or show.
OF_AUTHORS = {
    *((tag, "") for tag in ("blockquote", "code", "em", "hr", "li", "ol", "p", "pre", "strong")),
    *((tag, "") for tag in ("a", "h3", "table", "thead", "tbody", "tr", "th", "td", "br")),
    *((("a", "href"), ("a", "rel"), ("code", "class"), ("p", "class"), ("span", "class"))),
}


def test_no_text_brings_a_tag_or_attribute_that_the_pages_do_not_have(
    hostile: Site, harmless: Site
) -> None:
    known = OF_AUTHORS.union(*(markup(page) for page in harmless.pages.values()))
    assert {p: found for p, page in hostile.pages.items() if (found := markup(page) - known)} == {}


def test_no_text_brings_a_script_an_image_or_a_comment(hostile: Site, harmless: Site) -> None:
    for path, page in hostile.pages.items():
        like = harmless.pages["404.html" if path == "404.html" else "business/index.html"]
        assert len(page.all("script")) == len(like.all("script")), path
        assert not page.all("img"), path
        assert not page.comments, path


def test_every_link_leads_where_links_may_lead(hostile: Site) -> None:
    for path, page in hostile.pages.items():
        schemes = {urlsplit(address.strip()).scheme for address in page.values("a", "href")}
        assert schemes <= {"", "http", "https", "mailto"}, path


def test_no_text_becomes_a_heading_of_the_page(hostile: Site, harmless: Site) -> None:
    def headings(site: Site, tag: str) -> dict[str, list[str]]:
        return {
            path: [text for around, text in page.texts if around == tag]
            for path, page in site.pages.items()
        }

    known = {text for found in headings(harmless, "h2").values() for text in found}
    assert {text for found in headings(hostile, "h2").values() for text in found} <= known
    assert {len(page.all("h1")) for page in hostile.pages.values()} == {1}


def test_the_blocks_of_a_page_stay_whole(hostile: Site) -> None:
    for path, page in hostile.pages.items():
        blocks = [each for each in page.all("div") if each.attributes.get("class") == "tv-block"]
        assert not [each for each in blocks if each.around[-1] != "article"], path
        # What stands in <footer> would have slipped inside the text if a tag had stayed open.
        assert [each.around for each in page.all("footer")] == [("html", "body", "div")], path


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_a_name_is_shown_as_it_is_written(hostile: Site, number: int) -> None:
    name = label(TEXTS[number])
    folders = {
        "business": ("services/s", "customers/c", "outcomes/o"),
        "technical": ("services/s", "components/p", "teams/t", "suppliers/u"),
    }
    for view, kinds in folders.items():
        for kind in kinds:
            page = hostile.pages[f"{view}/{kind}{number}/index.html"]
            h1 = "".join(text for tag, text in page.texts if tag == "h1")
            assert shown(h1) == shown(name)
            title = "".join(text for tag, text in page.texts if tag == "title" and text.strip())
            assert title.startswith(shown(name).replace("<", "‹").replace(">", "›"))


def shown(text: str) -> str:
    """Return a text without what no page can show."""
    return " ".join(text.translate({2: None, 3: None}).split())


def test_a_summary_is_shown_and_described_as_it_is_written(hostile: Site) -> None:
    for number, text in enumerate(TEXTS):
        page = hostile.pages[f"business/services/s{number}/index.html"]
        assert shown(label(text)) in shown(page.text)
        described = [
            each.attributes["content"]
            for each in page.all("meta")
            if each.attributes.get("name") == "description"
        ]
        assert described == [shown(label(text)).replace("<", "‹").replace(">", "›")]


def test_a_text_of_several_lines_is_shown_whole(hostile: Site) -> None:
    number = TEXTS.index(BREAKS)
    for path in (f"business/outcomes/o{number}", f"business/services/s{number}"):
        text = hostile.pages[f"{path}/index.html"].text
        for words in ("First", "Taken over", "[TOC]", "--8<-- 'mkdocs.yml'", "Last"):
            assert words in text, path


def test_the_longest_text_is_shown_whole(hostile: Site) -> None:
    number = len(TEXTS) - 1
    assert "x" * 20_000 in hostile.pages[f"business/services/s{number}/index.html"].text


def test_no_text_is_read_as_a_template_or_a_file(hostile: Site) -> None:
    for path, page in hostile.pages.items():
        assert "site_name" not in page.text, path
        assert "MkDocsConfig" not in page.source, path


def test_nothing_in_the_search_index_is_markup_that_the_pages_do_not_have(
    hostile: Site, harmless: Site
) -> None:
    known = OF_AUTHORS.union(*(markup(Html(entry["text"])) for entry in harmless.index()))
    for entry in hostile.index():
        assert markup(Html(entry["text"])) <= known, entry["location"]
        assert not markup(Html(entry["title"])), entry["location"]


def test_every_diagram_is_sound_and_has_no_script_and_no_link(hostile: Site) -> None:
    paths = [path for path in hostile.paths if path.endswith(".svg")]
    assert len(paths) > 100
    for path in paths:
        tree = ElementTree.fromstring((hostile.folder / path).read_bytes())
        tags = {each.tag.rpartition("}")[2] for each in tree.iter()}
        assert not tags & {"script", "a", "image", "foreignObject", "use"}, path
        names = {name.rpartition("}")[2] for each in tree.iter() for name in each.attrib}
        assert not [name for name in names if name.startswith("on") or name == "href"], path


def test_a_diagram_shows_a_name_as_text(hostile: Site) -> None:
    tree = ElementTree.fromstring((hostile.folder / "business/services/s0.svg").read_bytes())
    titles = [unescape(each.text or "") for each in tree.iter("{http://www.w3.org/2000/svg}title")]
    assert any(LABELS[0] in title for title in titles)
