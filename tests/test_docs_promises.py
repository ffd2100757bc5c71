"""The figures in the page about promises are those that the engine finds for its examples."""

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from handbook import FENCE, SERVICE
from twoview.examples import files_of
from twoview.explain import explain
from twoview.explain.words import METRICS, achieved, lost, percent
from twoview.judged import Judged
from twoview.load import load
from twoview.promises.judge import Judgement
from twoview.report.explain import text
from twoview.values import Duration, Share

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "promises.md"
CATALOG = "kind: Catalog\nname: Example\n"
DECIMALS = 12


def section(title: str) -> str:
    found = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return next(each for each in found if each.startswith(f"{title}\n"))


def judged(*documents: str) -> Judged:
    loaded = load(files_of("---\n".join((CATALOG, *documents))), "catalog.yaml")
    assert loaded.problems == ()
    return Judged(loaded, date(2026, 7, 1))


def example(title: str) -> Judged:
    blocks = [(found[2], found[3]) for found in FENCE.findall(section(title))]
    return judged(*(SERVICE + text if of == "in a service" else text for of, text in blocks))


def judgement(estate: Judged, metric: str) -> Judgement:
    return next(each for each in estate.judgements if each.promise.metric == metric)


@pytest.mark.parametrize(
    ("title", "metric", "found", "verdict"),
    [
        ("A server under an email service", "availability", "98.9505%", "short"),
        ("Shared parts count once", "availability", "99.3010995%", "kept"),
        ("Two servers that may fail together", "availability", "99%", "short"),
        ("Two servers in two rooms", "availability", "99.99%", "kept"),
        ("Two servers in two rooms, and one power feed", "availability", "99.89001%", "short"),
        ("Two hours, around the clock", "restore_within", "68h", "short"),
        ("After a disaster", "recovery_time", "3h30m", "short"),
    ],
)
def test_an_example_comes_to_what_the_page_says(
    title: str, metric: str, found: str, verdict: str
) -> None:
    judged_as = judgement(example(title), metric)
    figure = judged_as.achievable
    shown = (
        percent(Fraction(figure or 0), DECIMALS)
        if metric == "availability"
        else achieved(judged_as.promise, figure)
    )
    assert (shown, judged_as.verdict) == (found, verdict)
    assert f"**{found.replace('68h', '68 hours')}**" in section(title)


def test_an_archive_that_says_nothing_leaves_the_promise_open() -> None:
    found = judgement(example("After a disaster"), "recovery_point")
    assert (found.verdict, found.unknown) == ("unbacked", ("permit-archive",))


def test_minutes_and_the_worst_moment_are_those_of_the_explanation() -> None:
    estate = example("A server under an email service")
    told = text(estate.catalog.services["permits"], explain(estate, service(estate)), 1000)
    for part in ("43 minutes", "7 hours 33 minutes"):
        assert part in told
        assert part in " ".join(section("A server under an email service").split())
    estate = example("Two hours, around the clock")
    told = text(service(estate), explain(estate, service(estate)), 1000)
    for part in ("just after Friday 17:00", "Monday at 09:00", "at 13:00"):
        assert part in told
        assert part in section("Two hours, around the clock")


def service(estate: Judged):
    return estate.catalog.services["permits"]


def test_two_halves_multiplied_would_be_a_false_alarm() -> None:
    half = Fraction("0.999") * Fraction("0.995")
    assert percent(half * half, 1) == "98.8%"
    assert "98.8 %" in section("Shared parts count once")


PUBLISHED = [
    ("99.95 % and 99.99 %, both needed", ["99.95%", "99.99%"], []),
    ("99.99 % or 99.9 %, either is enough", [], ["99.99%", "99.9%"]),
    ("99.95 %, and one of 99.99 % or 99.9 %", ["99.95%"], ["99.99%", "99.9%"]),
    ("three of 99.99 %, all needed", ["99.99%"] * 3, []),
    ("two of 99.9 %, either is enough", [], ["99.9%"] * 2),
    ("two of 99 %, either is enough", [], ["99%"] * 2),
    ("99.95 % and 99.9 %, both needed", ["99.95%", "99.9%"], []),
]


@pytest.mark.parametrize(("words", "every", "either"), PUBLISHED)
def test_a_published_figure_is_worked_out(words: str, every: list[str], either: list[str]) -> None:
    row = next(line for line in PAGE.read_text().splitlines() if f"| {words} |" in line)
    *_, published, exact, _ = (cell.strip() for cell in row.split("|"))
    found = judgement(composed(every, either), "availability").achievable
    assert percent(Fraction(found or 0), DECIMALS) == exact
    decimals = len(published.rstrip("%").partition(".")[2])
    assert round(Fraction(found or 0) * 100, decimals) == Fraction(published.strip("~%"))


def composed(every: list[str], either: list[str]) -> Judged:
    """Return a catalog of a service that needs all of some parts, and one of others."""
    parts = [*every, *either]
    requires = [f"part-{number}" for number in range(len(every))]
    if group := [f"part-{number}" for number in range(len(every), len(parts))]:
        requires.append(f"{{any_of: [{', '.join(group)}]}}")
    components = "".join(
        f"  - {{id: part-{number}, name: Part, type: server, team: records, "
        f"failure_domains: [room-{number}], targets: {{availability: {share}}}}}\n"
        for number, share in enumerate(parts)
    )
    promise = f"commitments: {{availability: 99%}}\nrequires: [{', '.join(requires)}]\n"
    return judged(SERVICE + promise, f"components:\n{components}")


def test_shares_come_to_the_times_in_the_table() -> None:
    rows = re.findall(r"^\| ([\d.]+%) \| (\w+) \| (\w+) \|$", PAGE.read_text(), re.MULTILINE)
    assert len(rows) == 5
    for share, month, year in rows:
        down = 1 - Share.parse(share).value
        assert Duration(round(down * 30 * 86400)) == Duration.parse(month)
        assert Duration(round(down * 365 * 86400)) == Duration.parse(year)
        assert lost(Share.parse(share).value).split()[0] in month


def test_every_metric_is_told() -> None:
    text = PAGE.read_text(encoding="utf-8").casefold()
    words = {"recovery_time": "recover", "recovery_point": "work may be lost"}
    for metric, label in METRICS.items():
        assert words.get(metric, label.casefold()) in text
