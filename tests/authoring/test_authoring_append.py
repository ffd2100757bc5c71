"""A list file gets one more entry, and nothing in it changes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twoview.authoring.append import CannotAppend, appended
from twoview.authoring.written import fields
from twoview.source import Document, parse

NEW = {"id": "network", "name": "Network"}


def read(content: bytes) -> Document:
    document, defects = parse("teams.yaml", content)
    assert defects == ()
    assert document is not None
    return document


def longer(content: bytes, data: dict[str, Any] = NEW) -> bytes:
    return appended(content, read(content), "teams", fields(data), data)


@pytest.mark.parametrize(
    ("before", "added"),
    [
        ("teams:\n  - id: a\n    name: A\n", "\n  - id: network\n    name: Network\n"),
        ("teams:\n- id: a\n  name: A\n", "\n- id: network\n  name: Network\n"),
        ("teams:\n    -   id: a\n", "\n    -   id: network\n        name: Network\n"),
        ("teams:\n  -\n    id: a\n", "\n  - id: network\n    name: Network\n"),
        ("teams:\n  - {id: a, name: A}\n", "\n  - id: network\n    name: Network\n"),
        ("teams:\n  - id: a\n  - id: b\n", "  - id: network\n    name: Network\n"),
        ("teams:\n  - id: a\n\n  - id: b\n", "\n  - id: network\n    name: Network\n"),
        ("teams:\n  - id: a", "\n\n  - id: network\n    name: Network\n"),
        ("teams:\r\n  - id: a\r\n", "\r\n  - id: network\r\n    name: Network\r\n"),
        ("\ufeffteams:\n  - id: a\n", "\n  - id: network\n    name: Network\n"),
        ("teams:\n  - id: a\n# The end.\n", "\n  - id: network\n    name: Network\n"),
        ("# All.\nteams: # ours\n  - id: ä # why\n", "\n  - id: network\n    name: Network\n"),
    ],
)
def test_an_entry_is_written_as_those_before_it(before: str, added: str) -> None:
    assert longer(before.encode()) == f"{before}{added}".encode()


def test_what_follows_the_list_still_follows_it() -> None:
    before = b"x-a: 1\nteams:\n  - id: a\n# Of import.\nx-b: 2\n"
    after = longer(before)
    assert after == before.replace(b"# Of", b"\n  - id: network\n    name: Network\n# Of")


@pytest.mark.parametrize(
    "before",
    [
        "teams: [{id: a}]\n",
        "{teams: [{id: a}]}\n",
        "teams:\n  - &a\n    id: a\n",
        "teams:\n  - id: a\n    description: |+\n      Keep.\n\n",
        "teams:\n  - id: a\n    description: |\n      Keep.",
        "teams:\n  - id: a\n...\n",
    ],
)
def test_a_list_that_would_be_read_differently_is_left_alone(before: str) -> None:
    with pytest.raises(CannotAppend):
        longer(before.encode())


ENTRIES = st.lists(
    st.fixed_dictionaries(
        {"id": st.from_regex("[a-z]{1,5}", fullmatch=True)},
        optional={
            "name": st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])),
            "description": st.sampled_from(["One\nTwo\n", "One", "x " * 60 + "y"]),
            "respond_within": st.fixed_dictionaries({"P1": st.just("1h")}),
        },
    ),
    min_size=1,
    max_size=4,
)


@given(
    ENTRIES,
    st.integers(0, 4),
    st.sampled_from(["", "\n"]),
    st.sampled_from(["", "# Note.\n", "\n\n"]),
)
def test_all_bytes_before_an_entry_stay(
    entries: list[dict[str, Any]], indent: int, between: str, after: str
) -> None:
    from twoview.authoring.written import item

    blocks = ["".join(f"{row}\n" for row in item(fields(each), indent)) for each in entries]
    before = f"teams:\n{between.join(blocks)}{after}".encode()
    result = longer(before)
    assert result.startswith(before)
    assert read(result).data == {"teams": [*entries, NEW]}
