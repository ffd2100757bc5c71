"""`mkdocs serve` follows what is edited."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from catalogs import CATALOG, SERVER, TEAM, TILLS
from sites import Scratch

PATIENCE = 30
"""How long a page may take to come or to change, in seconds."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Scratch, str]]:
    """A small catalog, and the address at which it is served."""
    scratch = Scratch(tmp_path)
    scratch.write(CATALOG, TILLS, SERVER, TEAM)
    with socket.create_server(("127.0.0.1", 0)) as found:
        place = f"127.0.0.1:{found.getsockname()[1]}"
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", place],
        cwd=scratch.folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stderr=subprocess.DEVNULL,
    )
    yield scratch, f"http://{place}/"
    server.terminate()
    server.wait(PATIENCE)


def read(address: str) -> str:
    try:
        with urlopen(address, timeout=5) as answer:
            return answer.read().decode()
    except (URLError, ConnectionError):
        return ""


def wait_for(address: str, words: str) -> None:
    """Read a page again and again until it has the words."""
    end = time.monotonic() + PATIENCE
    while words not in (text := read(address)):
        assert time.monotonic() < end, re.sub(r"<[^>]+>|\s+", " ", text)[:2000]
        time.sleep(0.1)


def test_an_edit_is_on_the_page_a_moment_later(served: tuple[Scratch, str]) -> None:
    scratch, address = served
    page = f"{address}business/services/tills/"
    wait_for(page, "Take payments at the till.")
    scratch.put("services/tills.yaml", TILLS.replace("Take payments", "Take money"))
    wait_for(page, "Take money at the till.")


def test_a_new_file_is_a_new_page_a_moment_later(served: tuple[Scratch, str]) -> None:
    scratch, address = served
    wait_for(address, "Tills")
    scratch.put("services/returns.yaml", TILLS.replace("tills", "returns").replace("Tills", "Back"))
    wait_for(f"{address}technical/services/returns/", "Back")
