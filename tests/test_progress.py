from io import StringIO

from twoview.progress import PATIENCE, Progress


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_reading_that_is_soon_done_shows_nothing() -> None:
    stream, clock = StringIO(), Clock()
    progress = Progress(stream, clock)
    for count in range(1, 101):
        clock.now = PATIENCE * count / 101
        progress(count, 100)
    assert stream.getvalue() == ""


def test_reading_that_takes_long_is_shown_now_and_then_and_wiped_at_the_end() -> None:
    stream, clock = StringIO(), Clock()
    progress = Progress(stream, clock)
    for count in range(1, 101):
        clock.now = count / 50
        progress(count, 100)
    shown = stream.getvalue().split("\r")
    assert shown[1] == "\x1b[KReading file 25 of 100 ..."
    assert shown[-1] == "\x1b[K"
    assert 10 <= len(shown) <= 20
