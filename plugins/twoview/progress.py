"""How far reading has come, for those who watch it take long."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TextIO

PATIENCE = 0.5
"""Seconds before anything is shown."""

_PAUSE = 0.1
_CLEAR = "\r\x1b[K"


class Progress:
    """Writes a count to a terminal, from half a second on, and wipes it when it is complete."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = monotonic) -> None:
        """Take the terminal, and a clock that counts seconds."""
        self._stream, self._clock = stream, clock
        self._next = clock() + PATIENCE
        self._shown = False

    def __call__(self, count: int, total: int) -> None:
        """Say that so many files of all have been read."""
        if count < total and self._clock() >= self._next:
            self._next = self._clock() + _PAUSE
            self._write(f"{_CLEAR}Reading file {count} of {total} ...")
            self._shown = True
        elif count == total and self._shown:
            self._write(_CLEAR)

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
