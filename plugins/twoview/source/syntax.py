"""What the text of a YAML file may hold, and plain words for what is wrong with it."""

import re
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

import yaml

# Offsets of the first character and of the one after the last.
Span: TypeAlias = tuple[int, int]

# YAML allows U+FEFF, but an invisible mark in the middle of a file is only ever an accident.
_FORBIDDEN = re.compile(
    "[^\t\n\r -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
_NUMBER_STARTS = frozenset("-0123456789")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}


def plain_value(text: str) -> Any:
    """Return what text without quotes stands for; a number with a point is a Decimal."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in _NUMBER_STARTS and (number := _NUMBER.fullmatch(text)):
        if number[1] and len(text) <= 40:
            return Decimal(text)
        if not number[1] and len(text.lstrip("-")) <= 18:
            return int(text)
    return text


def control_character(text: str) -> str | None:
    """Return the code of the first control character but tab and line feed."""
    found = _CONTROL.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


def short(text: str) -> str:
    """Return a piece of a file in a form that is fit for a message."""
    words = _CONTROL.sub("?", " ".join(text[:80].split()))
    return words if len(words) <= 60 else f"{words[:59]}…"


def forbidden(text: str, content: bytes) -> tuple[Span, str] | None:
    """Return the place of the first character that no file may have, and what is wrong with it.

    The text is the content with surrogates in place of bytes that are not UTF-8.
    """
    found = _FORBIDDEN.search(text)
    return (found.span(), _complaint(found[0], content)) if found else None


def _complaint(found: str, content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:2]:
        return "this looks like UTF-16; save the file as UTF-8"
    code = ord(found)
    if 0xDC80 <= code <= 0xDCFF:
        return f"the byte 0x{code - 0xDC00:02X} is not UTF-8; save the file as UTF-8"
    if found in "\x85\u2028\u2029":
        return f"the character U+{code:04X} hides a line break; start an ordinary new line"
    return f"the character U+{code:04X} is not allowed in YAML; remove it"


class _Trouble(NamedTuple):
    """A common mistake: how to recognize it, where to point, and what to say.

    The patterns are for what the parser says, for the line with the parser's mark in it (a NUL),
    and for the line where the mistake began. The remedy rewrites the line that is pointed at.
    """

    said: str
    marked: str
    origin: str
    place: str
    message: str
    remedy: tuple[str, str] | None = None

    def fits(self, said: str, marked: str, beginning: str) -> bool:
        pairs = ((self.said, said), (self.marked, marked), (self.origin, beginning))
        return all(re.search(pattern, text) for pattern, text in pairs)

    def mend(self, line: str) -> str | None:
        if self.remedy and (found := re.match(self.remedy[0], line)):
            return found.expand(self.remedy[1])
        return None


# No more of a line than this is looked at, in characters on either side of the parser's mark.
_REACH = 200
_HERE, _LINE, _ORIGIN = "here", "line", "origin"
_QUOTED = (r"""^[ -]*([^:%@`'"#\[{]+: +)(?![\[{])([^'"\\#]+)$""", r'\1"\2"')
_NO_COLON = r"could not find expected ':'|mapping values"
_UNFIT = "expected key|block end|document start|block collection"

_TROUBLES = (
    _Trouble(
        "", r"^[ -]*\t[^\0]*\0|\0\t", "", _LINE,
        "a tab indents this line; YAML wants spaces, two for each level",
    ),
    _Trouble(
        "cannot start any token", r"\0[%@`|>]", "", _HERE,
        'text cannot start with this character; put it in quotes, as in team: "@shop"', _QUOTED,
    ),
    _Trouble(
        "directive", "", "", _LINE,
        'a line cannot start with %; remove it, or put the text in quotes, as in "%"',
    ),
    _Trouble(
        "quoted scalar.*(end of stream|document)", "", "", _ORIGIN,
        'the quote that opens here is never closed; end the text with it, as in name: "Web shop"',
    ),
    _Trouble(
        "',' or", r"[\[{][^\0]*\0:", "", _HERE,
        'text with a colon and a space in it must stand in quotes, as in note: "Help: call us"',
    ),
    _Trouble(
        "',' or", r"[\[{][^\0]*\0.", "", _HERE,
        "a comma or the closing bracket is missing before this; write tags: [web, shop]",
    ),
    _Trouble(
        "',' or", "", "", _ORIGIN,
        "the bracket that opens here is never closed; write tags: [web, shop]",
    ),
    _Trouble(
        "node content", "", "", _HERE,
        'a value is missing here; text that starts with , ] or } needs quotes, as in unit: "]"',
    ),
    _Trouble(
        "mapping values", r": [^\0]*\0:", "", _HERE,
        'text with a colon and a space in it must stand in quotes, as in note: "Help: call us"',
        _QUOTED,
    ),
    _Trouble(
        _NO_COLON, "", r"^[ -]*[^\s:'\"\[{]+:[^\s/]", _ORIGIN,
        "a space is missing after the colon; write name: Web shop",
        (r"^[ -]*([^\s:]+):(\S.*)$", r"\1: \2"),
    ),
    _Trouble(
        "mapping values", "", r": |:$", _LINE,
        "this line is indented under one that has a value already; give both the same indentation,"
        " or put a text of several lines in quotes",
    ),
    _Trouble(
        _NO_COLON, "", r"^[ -]*\w", _ORIGIN,
        "a colon is missing after the field's name; write name: Web shop",
        (r"^[ -]*([\w-]+) +(\S.*)$", r"\1: \2"),
    ),
    _Trouble(
        _UNFIT, r"^[ -]*\0:", "", _HERE,
        "the field's name is missing before the colon; write name: Web shop",
    ),
    _Trouble(
        _UNFIT, r"\0[\]}]", "", _HERE,
        "this bracket closes nothing; remove it, or put the text in quotes",
    ),
    _Trouble(
        _UNFIT, r"[^\s-][^\0]*\0\S", "", _HERE,
        "this stands after the end of the value; put the whole text in quotes, and double a quote"
        " inside single ones, as in note: 'it''s down'",
    ),
    _Trouble(
        "block collection", "", "", _LINE,
        "this line stands in a list, but does not start with a dash as its items do; write - web",
    ),
    _Trouble(
        _UNFIT, "", "", _LINE,
        "this line fits nothing above it; start it in the column of the fields that it belongs to",
    ),
    _Trouble(
        "sequence entries", "", "", _HERE,
        "a list cannot start with a dash beside its field's name; write tags: [web, shop]",
    ),
    _Trouble(
        "mapping keys", "", "", _HERE,
        'text cannot start with a question mark and a space; put it in quotes, as in note: "? yes"',
        _QUOTED,
    ),
    _Trouble(
        "alphabetic or numeric", "", "", _ORIGIN,
        'text cannot start with * or &; put it in quotes, as in note: "* see below"', _QUOTED,
    ),
    _Trouble(
        "escape|hexa?decimal", "", "", _HERE,
        r"this is no escape that YAML knows; write a backslash twice, as in path: "
        r'"C:\\shop", or use single quotes',
    ),
    _Trouble(
        r"\btag\b", "", "", _HERE,
        'text cannot start with !; put it in quotes, as in note: "!important"', _QUOTED,
    ),
    _Trouble(
        "block scalar", "", "", _HERE,
        "nothing may follow | or > on its line; start the text on the next one, indented",
    ),
)  # fmt: skip


def explain(text: str, error: Exception) -> tuple[Span, str, str | None]:
    """Return the place of a syntax error, what is wrong there, and the right line if known."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return (0, 1), "this is not valid YAML", None
    here = min(error.problem_mark.index, len(text))
    origin = error.context_mark.index if error.context_mark else _above(text, here)
    first, last = _line(text, here)
    places = {_HERE: here, _LINE: _indented(text, first, here), _ORIGIN: origin}
    said, marked = f"{error.context}: {error.problem}", f"{text[first:here]}\0{text[here:last]}"
    beginning = "" if origin == here else text[slice(*_line(text, origin))]
    for trouble in _TROUBLES:
        if trouble.fits(said, marked, beginning):
            at = places[trouble.place]
            first, last = _line(text, at)
            fix = trouble.mend(text[first:last]) if last - first < _REACH else None
            return (at, last), trouble.message, fix
    return (here, last), f"this is not valid YAML: {error.problem}", None


def _line(text: str, at: int) -> Span:
    """Return where the line around an offset starts and ends, as far as it matters."""
    first = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    after = text[at : at + _REACH].splitlines() or [""]
    return max(first, at - _REACH), at + len(after[0].rstrip(" "))


def _indented(text: str, first: int, last: int) -> int:
    return first + len(text[first:last]) - len(text[first:last].lstrip())


def _above(text: str, at: int) -> int:
    """Return where the last line before this one starts that is not blank."""
    before = text[: _line(text, at)[0]].rstrip()
    return _line(before, len(before))[0] if before else at
