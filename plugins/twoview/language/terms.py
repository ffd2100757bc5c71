"""The words that authors choose from, in the reader's language."""

from __future__ import annotations

from twoview.language import _, later

_TERMS = frozenset(
    {
        *(later("proposed"), later("live"), later("retiring"), later("retired")),
        *(later("external"), later("internal"), later("supporting"), later("it")),
        *(later("service"), later("partnership"), later("utility")),
        *(later("component"), later("outcome"), later("customer"), later("team")),
        *(later("supplier"), later("application"), later("database"), later("server")),
        *(later("network"), later("storage"), later("platform"), later("facility")),
        *(later("device"), later("month"), later("quarter"), later("year")),
        *(later("kept"), later("short"), later("unbacked"), later("unjudged")),
        *(later("error"), later("warning"), later("info"), later("off")),
    }
)


def term(word: str) -> str:
    """Return a word of the model translated, such as a status; any other word as it is."""
    return _(word) if word in _TERMS else word
