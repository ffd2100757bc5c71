import os
from pathlib import Path

import pytest
from catalogs import Golden
from hypothesis import settings

# A gate gives the same answer twice; what is drawn anew each time is for those who look for more.
settings.register_profile("gate", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("gate")


@pytest.fixture
def golden() -> Golden:
    """Compare a text with tests/golden/NAME; with TWOVIEW_GOLDEN=write, write it there first."""

    def compare(name: str, text: str) -> None:
        path = Path(__file__).parent / "golden" / name
        if os.environ.get("TWOVIEW_GOLDEN") == "write":
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8")

    return compare
