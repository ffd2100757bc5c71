"""Text that fits: an estimate of its width, and lines cut from it.

No font is at hand while a page is built, so widths are those of a common sans serif, rounded up.
"""

import re
import unicodedata
from itertools import accumulate

_WIDTHS = (
    ("ijl|!'.,:;I", 0.30),
    ('frt()[]{}/\\-·"` ', 0.39),
    ("mwMW@%&—…", 0.96),
    ("ABCDEFGHJKLNOPQRSTUVXYZ+=<>~#", 0.74),
)
_EMS = {letter: width for letters, width in _WIDTHS for letter in letters}
_BOLD = 1.05
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f]")
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """Return `text` on one line, without characters that XML forbids or that turn its direction."""
    return " ".join(_UNPRINTABLE.sub("\ufffd", _DIRECTION.sub("", text)).split())


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide `text` is in px at a font size of `size` px."""
    return sum(map(_em, text)) * size * (_BOLD if bold else 1)


def wrap(text: str, room: float, size: float, *, bold: bool = False, most: int = 2) -> list[str]:
    """Cut `text` into at most `most` lines of `room` px, the last with an ellipsis if need be."""
    if width(text, size, bold=bold) <= room:
        return [text] if text else []
    if most == 1:
        return [shorten(text, room, size, bold=bold)]
    cut = _break(text, _fitting(text, room, size, bold=bold))
    rest = wrap(text[cut:].lstrip(), room, size, bold=bold, most=most - 1)
    return [text[:cut].rstrip(), *rest]


def shorten(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return `text`, ended early with an ellipsis where it is wider than `room` px."""
    if width(text, size, bold=bold) <= room:
        return text
    room -= width("…", size, bold=bold)
    return text[: _fitting(text, room, size, bold=bold)].rstrip() + "…"


def _fitting(text: str, room: float, size: float, *, bold: bool) -> int:
    """Return how many of the first letters of a `text` that is too long fit."""
    reach = accumulate(width(letter, size, bold=bold) for letter in text)
    return next((at for at, end in enumerate(reach) if end > room), len(text))


def _break(text: str, most: int) -> int:
    """Return where to break: after the last space or mark, unless little would stand before it."""
    marks = [at + 1 for at in range(most) if text[at] in " -_/."]
    best = most if text[most] == " " else max(marks, default=0)
    return best if best * 3 > most else most


def _em(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    wide = unicodedata.east_asian_width(letter) in "WF"
    return 1.05 if wide else _EMS.get(letter, 0.59 if letter.isascii() else 0.75)
