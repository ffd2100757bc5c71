"""Ten questions of first-time readers: each way in the documentation leads to its answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from handbook import DOCS

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

QUESTIONS = DOCS / "questions.md"
ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
SEEN = 4
"""How many hits of a search a reader looks at."""
STEP = re.compile(r"\*\*(.+?)\*\*|Search `(.+?)`")


@dataclass(frozen=True)
class Question:
    """What somebody asks, what they click or type to find out, and what then stands there."""

    text: str
    steps: tuple[tuple[str, str], ...]
    answers: tuple[str, ...]

    @property
    def clicks(self) -> int:
        """How many links are clicked; looking something up is one search."""
        return sum(bool(link) for link, _ in self.steps)

    @property
    def searches(self) -> int:
        return sum(bool(words) for _, words in self.steps)


def questions() -> list[Question]:
    rows = ROW.findall(QUESTIONS.read_text(encoding="utf-8"))
    return [
        Question(text, tuple(STEP.findall(way)), tuple(re.findall(r"\*(.+?)\*", answer)))
        for _, text, way, answer in rows
    ]


def test_there_are_ten_questions_and_no_way_is_long() -> None:
    asked = questions()
    assert len(asked) == 10
    for each in asked:
        assert each.answers
        assert (each.clicks, each.searches) <= (3, 0) or (each.clicks, each.searches) == (1, 1)


@pytest.mark.parametrize("question", questions(), ids=lambda each: each.text)
def test_a_question_is_answered(question: Question, visit: Callable[..., Page]) -> None:
    page = visit()
    for link, words in question.steps:
        if words:
            page.get_by_role("textbox", name="Search").click()
            page.keyboard.type(words)
            page.locator(".md-search-result__link").first.wait_for()
        else:
            follow(page, link)
    shown = " ".join(page.locator("article").inner_text().split()).casefold()
    for answer in question.answers:
        assert answer.casefold() in shown


def follow(page: Page, link: str) -> None:
    """Click a link by how its text begins: one of the first hits of a search, or the first here."""
    begins = re.compile(rf"^\s*{re.escape(link)}")
    hits = page.locator(".md-search-result__item")
    if hits.first.is_visible():
        hit = next(each for each in hits.all()[:SEEN] if begins.match(each.inner_text()))
        hit.get_by_role("link").first.click()
    else:
        page.locator("article").get_by_role("link", name=begins).first.click()
    page.wait_for_load_state()
