"""Which words of a text count as technical, however many there are to look for."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twoview.rules.wording import Jargon

PIECES = st.sampled_from(
    ["till", "Till", "TILL", "server", "Straße", "İ", "Σ", "c++", "(x)", "a_b", "7", "-", ".", "++"]
)
NAMES = st.lists(PIECES, min_size=2, max_size=3).map(" ".join)
TEXTS = st.lists(PIECES, max_size=12).flatmap(
    lambda pieces: st.sampled_from([" ", "  ", "", ", "]).map(lambda between: between.join(pieces))
)


def stands_in(name: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", text.lower()))


@given(TEXTS, st.sets(NAMES, max_size=8))
def test_a_name_is_found_wherever_it_stands_in_whole_words(text: str, names: set[str]) -> None:
    found = Jargon((), names, ()).found_in(text)
    assert names.intersection(found) == {name for name in names if stands_in(name, text)}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It needs mail-1, the Mail server and a VPN.", ["mail-1", "Mail server", "VPN"]),
        ("The mail server: mail servers, mail server.", ["Mail server"]),
        ("It needs mail-12 and mail.", []),
        ("It needs the LAN.", []),
    ],
)
def test_words_stand_in_the_order_of_the_text_each_once(text: str, words: list[str]) -> None:
    assert Jargon({"mail-1"}, {"Mail server"}, {"lan"}).found_in(text) == words
