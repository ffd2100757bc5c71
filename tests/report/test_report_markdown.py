import re
from html import unescape
from html.parser import HTMLParser

import markdown as engine
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from reports import ERROR, INFO, WARNING, at, catalog, finding, report
from twoview.finding import Finding
from twoview.report import markdown
from twoview.report.display import visible
from twoview.report.markup import inert, prose

HOSTILE = [
    "a | b",
    "<script>alert(1)</script>",
    "[click](https://evil.example)",
    "![x](https://evil.example/x.png)",
    "https://evil.example www.evil.example <https://evil.example> me@evil.example",
    "@everyone @org/team #1 !2 GH-3 org/name#4 ~label %milestone $5 &6 [issue:7]",
    "**bold** _it_ ~~gone~~ $x$ :tada:",
    "`a | b`",
    "``` `",
    "&lt;b&gt; &#64;all",
    "\n\n# Title\n- item",
    "\\| \\",
    "-->",
    "</details></td>",
    "\u200b\u202e",
]


class Tags(HTMLParser):
    """Gathers tags, attributes and text of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attributes)

    def handle_data(self, data: str) -> None:
        self.text += data


def rendered(*findings: Finding, limit: int = markdown.LIMIT, accepted: int = 0) -> str:
    return markdown.render(report(*findings, accepted=accepted), catalog(), limit)


def rows(text: str) -> list[str]:
    return [line for line in text.splitlines() if re.match(r"\| (error|warning|info) ", line)]


def shown(text: str) -> Tags:
    return Tags(engine.markdown(text, extensions=["tables"]))


def test_a_finding_is_a_row_under_a_summary() -> None:
    found = finding(at(3, 5), message="There is no `tils`.", fix="Write `tills`.")
    assert rendered(found, accepted=2) == (
        "**twoview check:** 1 error in 1 file; 2 accepted risks.\n"
        "\n"
        "| Severity | Rule | Place | What is wrong | Fix |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| error | <code>no-outcome</code> | <code>services/tills.yaml:3:5</code>"
        " | There is no <code>tils</code>. | Write <code>tills</code>. |\n"
    )


def test_without_findings_there_is_the_summary_alone() -> None:
    assert rendered() == "**twoview check:** No findings in 1 file.\n"


def test_the_worst_come_first() -> None:
    found = [finding(at(1, 1), INFO), finding(at(2, 1), ERROR), finding(at(3, 1), WARNING)]
    severities = [line.split()[1] for line in rows(rendered(*found))]
    assert severities == ["error", "warning", "info"]


@pytest.mark.parametrize(("count", "folded"), [(20, 0), (21, 1), (30, 10)])
def test_a_long_list_is_folded(count: int, folded: int) -> None:
    text = rendered(*(finding(at(n, 1)) for n in range(1, count + 1)))
    before, _, inside = text.partition("<details>")
    assert (len(rows(before)), len(rows(inside))) == (20, folded)
    assert text.count("<details>") == text.count("</details>") == bool(folded)


@given(st.integers(0, 30_000), st.integers(0, 120))
def test_a_report_keeps_to_its_size_and_counts_what_is_left_out(limit: int, count: int) -> None:
    text = rendered(*(finding(at(n, 1)) for n in range(1, count + 1)), limit=limit)
    left = re.search(r"^And (\d+) more;", text, re.MULTILINE)
    assert len(rows(text)) + int(left[1] if left else 0) == count
    assert len(text.encode()) <= max(limit, 200)


def test_a_report_of_many_long_messages_keeps_to_its_size() -> None:
    found = [finding(at(n, 1), message="店|" * 5_000) for n in range(1, 200)]
    text = rendered(*found)
    assert 50_000 < len(text.encode()) <= 65_000
    assert "\nAnd " in text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_text_is_more_than_text(hostile: str) -> None:
    found = finding(at(1, 1, file=f"{hostile}.yaml"), message=hostile, fix=hostile)
    html = shown(rendered(found))
    assert html.tags <= {"p", "strong", "table", "thead", "tbody", "tr", "th", "td", "code"}
    assert html.attributes == set()


@pytest.mark.parametrize(
    "hostile",
    ["@everyone", "#1", "!2", "GH-3", "org/name#4", "https://a.example", "www.a.example", "~x"],
)
def test_nothing_calls_or_links_even_when_read_as_html(hostile: str) -> None:
    text = unescape(prose(hostile))
    assert hostile not in text
    assert hostile == text.replace("\u200b", "")


@given(st.text())
@example("a:b www.x @y")
def test_text_is_shown_as_it_is(text: str) -> None:
    assert "|" not in inert(text)
    assert unescape(inert(text)).replace("\u200b", "") == visible(text)


@given(st.text(alphabet="`ab|<"))
def test_every_code_span_is_closed(text: str) -> None:
    written = prose(text)
    assert written.count("<code>") == written.count("</code>")
    assert "`" not in written
