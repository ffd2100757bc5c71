import functools
import http.server
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sites import CONFIG, ONE_OF_EACH, ROOT, Scratch, Site, built

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The repository's own catalog, as it is published."""
    return built(CONFIG, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def flat_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A small catalog with a file of its own for each page, which needs no server."""
    scratch = Scratch(tmp_path_factory.mktemp("flat"))
    scratch.write(*ONE_OF_EACH, use_directory_urls=False)
    return scratch.build()


@pytest.fixture(scope="session")
def business_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The same catalog for readers who may see the business view only."""
    scratch = Scratch(tmp_path_factory.mktemp("business"))
    scratch.write(twoview={"catalog": str(ROOT / "services"), "views": ["business"]})
    return scratch.build()


@pytest.fixture
def scratch(tmp_path: Path) -> Scratch:
    return Scratch(tmp_path)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it is given
        pass


@pytest.fixture(scope="session")
def address(site: Site) -> Iterator[str]:
    """The site on a server of this machine's own."""
    handler = functools.partial(Quiet, directory=str(site.folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """A real browser; without one the tests are skipped, unless TWOVIEW_REQUIRE_BROWSER is 1."""
    path = os.environ.get("TWOVIEW_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), "")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        path, why = "", "Playwright is not installed: `pip install twoview[test]`."
    else:
        why = f"No browser is on the path ({', '.join(BROWSERS)}); TWOVIEW_CHROMIUM may name one."
    if not path:
        (pytest.fail if os.environ.get("TWOVIEW_REQUIRE_BROWSER") == "1" else pytest.skip)(why)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield found
        found.close()


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Open pages of the site; at the end, complain of what went wrong or left the site."""
    complaints: list[str] = []
    contexts = []

    def open_page(path: str = "", **options: Any) -> Any:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on("console", lambda said: complaints.append(f"{said.type}: {said.text}"))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.extend(foreign(request.url)))
        page.goto(address + path)
        return page

    def foreign(url: str) -> list[str]:
        return [] if url.startswith((address, "data:", "blob:")) else [f"a request for {url}"]

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints
