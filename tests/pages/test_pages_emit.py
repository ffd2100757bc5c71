import yaml
from hypothesis import given
from hypothesis import strategies as st
from twoview.pages import Page
from twoview.pages.render import plain
from twoview.site import emit

texts = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=300)


def front(markdown: str) -> tuple[dict[str, object], str]:
    """Return the front matter and the body of a page, as a site engine finds them."""
    assert markdown.startswith("---\n")
    meta, _, body = markdown.removeprefix("---\n").partition("\n---\n")
    return yaml.safe_load(meta), body


@given(title=texts, description=texts)
def test_whatever_a_title_says_it_comes_out_of_the_front_matter_as_it_went_in(
    title: str, description: str
) -> None:
    page = Page("business/map", plain(title), "<p>Body</p>\n", description=plain(description))
    meta, body = front(emit.markdown(page))
    assert meta["title"] == plain(title)
    assert meta.get("description", "") == plain(description)
    assert body.strip() == "<p>Body</p>"


def test_the_front_matter_says_no_more_than_it_has_to() -> None:
    assert emit.markdown(Page("index", "Home", "Body\n")) == "---\ntitle: Home\n---\n\nBody\n"


def test_weight_and_hidden_parts_are_told_to_the_theme() -> None:
    page = Page("index", "Home 🛒", "Body\n", hide=("navigation", "toc"), boost=3)
    assert front(emit.markdown(page))[0] == {
        "title": "Home 🛒",
        "hide": ["navigation", "toc"],
        "search": {"boost": 3},
    }


def test_a_page_is_a_markdown_file_at_its_path() -> None:
    assert emit.source_path(Page("business/services/email", "Email", "")) == (
        "business/services/email.md"
    )


def test_the_style_sheet_brings_the_look_of_the_diagrams_along() -> None:
    found = dict(emit.assets())
    assert {"assets/twoview/twoview.css", "assets/twoview/twoview.js"} == found.keys()
    assert ".tv-diagram" in found[emit.STYLE]
    assert ".tv-head" in found[emit.STYLE]
