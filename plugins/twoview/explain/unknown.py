"""What nobody has agreed to, and who would have to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from twoview.explain.section import Lines, Section
from twoview.explain.subject import Subject
from twoview.explain.words import label, listed
from twoview.promises.judge import Judgement

_TITLE = "What nobody has agreed to"
_OPEN = "Some promises are neither proven nor refuted. These would have to agree:"
_OPAQUE = (
    "The catalog does not say what this service runs on, so that nobody can tell whether its "
    "promises hold. Write down what it requires, and who runs that to which targets."
)
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
    if subject.is_opaque and subject.judgements():
        return Section(_TITLE, (_OPAQUE,))
    lines = tuple(_lines(subject))
    return Section(_TITLE, (_OPEN, Lines.flat(*lines))) if lines else None


def _lines(subject: Subject) -> Iterator[str]:
    """Yield who would have to agree to what, and what hangs on it."""
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for judgement in subject.judgements():
        if judgement.verdict == "unbacked":
            promise = label(judgement.promise)
            for who, about in _open(subject, judgement):
                key = (who, _FIGURES[judgement.promise.metric])
                found.setdefault(key, {}).setdefault(about, []).append(promise)
    for (who, what), hanging in sorted(found.items()):
        promises = dict.fromkeys(chain.from_iterable(hanging.values()))
        yield f"{who}: {what}, for {listed(hanging)}. On it hangs: {listed(promises)}."


def _open(subject: Subject, judgement: Judgement) -> Iterator[tuple[str, str]]:
    """Yield who would have to agree, and about what."""
    if judgement.promise.metric == "respond_within":
        yield from ((subject.team(each), subject.service.name) for each in judgement.unknown)
    else:
        yield from ((subject.keeper(each), subject.name(each)) for each in judgement.unknown)
