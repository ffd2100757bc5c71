import os
from pathlib import Path

import pytest
from catalogs import Golden


@pytest.fixture
def golden() -> Golden:
    """Compare a text with tests/golden/NAME; with TWOVIEW_GOLDEN=write, write it there first."""

    def compare(name: str, text: str) -> None:
        path = Path(__file__).parent / "golden" / name
        if os.environ.get("TWOVIEW_GOLDEN") == "write":
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8")

    return compare
