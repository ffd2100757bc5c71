"""The pages speak the language of the theme around them."""

from collections.abc import Mapping

import pytest
from sites import ONE_OF_EACH, Scratch, Site


def spoken(scratch: Scratch, **theme: object) -> Site:
    scratch.write(*ONE_OF_EACH, theme={"font": False, **theme})
    return scratch.build()


@pytest.mark.parametrize(
    "theme",
    [
        {"name": "material", "language": "de"},
        {"name": "mkdocs", "locale": "de_AT"},
    ],
    ids=lambda theme: theme["name"],
)
def test_a_site_speaks_the_language_of_its_theme(
    scratch: Scratch, theme: Mapping[str, object]
) -> None:
    site = spoken(scratch, **theme)
    assert "Worauf Sie zählen können" in site.page("business/index.html").text


def test_what_stays_english_is_marked_as_such(scratch: Scratch) -> None:
    german = spoken(scratch, name="material", language="de").page("findings/index.html")
    english = spoken(scratch, name="material").page("findings/index.html")
    assert "Befunde" in german.text
    assert "en" in german.values("span", "lang")
    assert "en" not in english.values("span", "lang")


def test_a_language_without_a_file_is_said_and_english_spoken(scratch: Scratch) -> None:
    scratch.write(*ONE_OF_EACH, theme={"name": "material", "font": False, "language": "fi"})
    done = scratch.run()
    assert "none in `fi`" in done.stderr
    assert "What you can count on" in Site(scratch.folder / "site").page("business/index.html").text
