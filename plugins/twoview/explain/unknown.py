"""What nobody has agreed to, and who would have to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from twoview.explain.section import Section, Table
from twoview.explain.subject import Subject
from twoview.explain.words import label, listed
from twoview.promises.judge import Judgement

_FIGURES: Mapping[str, str] = {
    "availability": "availability",
    "respond_within": "how soon they respond, and when they work",
    "restore_within": "how soon it is put right, and when they work",
    "recovery_time": "how long it takes to recover",
    "recovery_point": "how much work may be lost",
    "change_within": "how soon a change is made",
    "capacity": "how much it carries",
}


def unknown_section(subject: Subject) -> Section | None:
    """Return what is unknown and who would have to agree, None where nothing is."""
    rows = tuple(_rows(subject))
    if not rows:
        return None
    why = "These promises are neither proven nor refuted. Each waits for somebody to agree."
    if subject.is_opaque:
        why = (
            "The catalog does not say what this service runs on, so that nobody can tell whether "
            "its promises hold. Write down what it requires, and who runs that to which targets."
        )
        return Section("What nobody has agreed to", (why,))
    return Section("What nobody has agreed to", (why, Table(_HEAD, rows)))


_HEAD = ("Who", "About", "To what", "Promises that hang on it")


def _rows(subject: Subject) -> Iterator[tuple[str, ...]]:
    found: dict[tuple[str, str, str], list[str]] = {}
    for judgement in subject.judgements():
        if judgement.verdict == "unbacked":
            for who, about in _open(subject, judgement):
                key = (who, about, _FIGURES[judgement.promise.metric])
                found.setdefault(key, []).append(label(judgement.promise))
    for key in sorted(found):
        yield (*key, listed(dict.fromkeys(found[key])))


def _open(subject: Subject, judgement: Judgement) -> Iterator[tuple[str, str]]:
    """Yield who would have to agree, and about what."""
    if judgement.promise.metric == "respond_within":
        yield from ((subject.team(each), subject.service.name) for each in judgement.unknown)
    else:
        yield from ((subject.keeper(each), subject.name(each)) for each in judgement.unknown)
