"""Text that fits: an estimate of its width, and lines cut from it.

No font is at hand while a page is built, so widths are those of a common sans serif, rounded up.
"""

import re
import unicodedata

_WIDTHS = (
    ("ijl|!'.,:;I", 0.30),
    ("frt()[]{}/\\-·\"` ", 0.39),
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


def wrap(text: str, room: float, size: float, *, bold: bool = False, lines: int = 2) -> list[str]:
    """Cut `text` into at most `lines` lines of `room` px, the last one with an ellipsis if need be."""
    words, done = text.split(" ") if text else [], []
    while words and len(done) < lines - 1:
        taken = _fitting(words, room, size, bold=bold)
        if not taken:
            break
        done.append(" ".join(words[:taken]))
        words = words[taken:]
    return [*done, shorten(" ".join(words), room, size, bold=bold)] if words else done


def shorten(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return `text`, ended early with an ellipsis where it is wider than `room` px."""
    if width(text, size, bold=bold) <= room:
        return text
    left, kept = room - width("…", size, bold=bold), 0
    for kept, letter in enumerate(text):
        left -= width(letter, size, bold=bold)
        if left < 0:
            break
    return text[:kept].rstrip() + "…"


def _em(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    wide = unicodedata.east_asian_width(letter) in "WF"
    return 1.05 if wide else _EMS.get(letter, 0.59 if letter.isascii() else 0.75)


def _fitting(words: list[str], room: float, size: float, *, bold: bool) -> int:
    taken = 0
    while taken < len(words) and width(" ".join(words[: taken + 1]), size, bold=bold) <= room:
        taken += 1
    return taken
