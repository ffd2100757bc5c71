"""A catalog as a plain project, which any engine builds that reads Markdown and mkdocs.yml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import PurePosixPath

from jinja2 import Environment, PackageLoader, StrictUndefined

from twoview.authoring.written import scalar
from twoview.language import _, later, speaking
from twoview.pages import Page
from twoview.pages.address import folder
from twoview.site import emit
from twoview.site.publish import Options, Publication

DOCS = "docs"
OVERRIDES = "overrides"
CONFIG = "mkdocs.yml"

Section = tuple[str, Sequence[tuple[str, str]]]
"""A part of the navigation: its title, and the label and source of each of its pages."""

_HOME = "index"
_LOOK_ALIKES = str.maketrans({"<": "‹", ">": "›", '"': "”"})
_SECTIONS: Mapping[str, Mapping[str, str]] = {
    later("Business view"): {
        "business/index": "",
        "business/promises": later("Promises"),
        "business/portfolio": later("Portfolio"),
        "business/changes": later("Changes"),
        "business/map": later("Map"),
    },
    later("Technical view"): {
        "technical/index": "",
        "technical/promises": later("Promises"),
        "technical/map": later("Map"),
        "technical/what-if": later("What if"),
        "technical/operations": later("Operations"),
        "technical/balance": later("Balance"),
        "technical/costs": later("Costs"),
        "findings": later("Findings"),
        "changes": later("Changes"),
    },
    later("Data"): {"data/index": ""},
}
"""The navigation: each section with its pages and their labels, empty for the page's own title."""


def project(options: Options, publication: Publication) -> Iterator[tuple[str, str]]:
    """Yield every file of the project by its path in it."""
    yield CONFIG, _config(options, publication)
    yield f"{OVERRIDES}/main.html", _folder().joinpath("main.html").read_text("utf-8")
    for path, text in emit.assets():
        yield f"{DOCS}/{path}", text
    for page in publication.pages:
        # Zensical takes brackets in any text for a link, and warns where it leads nowhere.
        text = emit.markdown(page).replace("](", "]&#40;")
        yield f"{DOCS}/{_source(page.path, options)}", text
        for path, text in page.files.items():
            yield f"{DOCS}/{path}", text


def _source(path: str, options: Options) -> str:
    """Return the file of a page, in the folder from which its addresses count.

    Zensical changes the addresses in a page that is read elsewhere, and MkDocs does not.
    """
    place = folder(path, directory_urls=options.directory_urls)
    name = "index" if options.directory_urls else path.rpartition("/")[2]
    return f"{place}/{name}.md".lstrip("/")


def _config(options: Options, publication: Publication) -> str:
    with speaking(options.language):
        return (
            _environment()
            .get_template("mkdocs.yml.j2")
            .render(
                options=options,
                name=_unmarked(publication.name),
                style=emit.STYLE,
                script=emit.SCRIPT,
                home=_source(_HOME, options),
                nav=list(_sections(publication.pages, options)),
                apart=_apart(publication.pages, options),
            )
        )


def _unmarked(name: str) -> str:
    """Return a name that themes may put into a page and its attributes, escaped or as it is."""
    return " ".join(name.translate(_LOOK_ALIKES).split())


def _folder() -> Traversable:
    return files("twoview.site") / "plain"


@cache
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("twoview.site", "plain"),
        autoescape=False,  # noqa: S701 - what it fills is YAML, each value by the filter
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.globals["_"] = _
    found.filters["yaml"] = scalar
    return found


def _sections(pages: Sequence[Page], options: Options) -> Iterator[Section]:
    """Yield the sections that have pages."""
    listed = {page.path for page in pages if page.listed}
    for title, labels in _SECTIONS.items():
        found = [(path, label) for path, label in labels.items() if path in listed]
        if found:
            yield _(title), [(label and _(label), _source(path, options)) for path, label in found]


def _apart(pages: Sequence[Page], options: Options) -> list[str]:
    """Return what names all pages that are not in the navigation: where it can be, by a folder."""
    named = {_HOME, *chain(*_SECTIONS.values())}
    apart, shown = set[PurePosixPath](), set[PurePosixPath]()
    for page in pages:
        is_shown = page.listed and page.path in named
        (shown if is_shown else apart).add(PurePosixPath(page.path))
    shared = {path.parent for path in shown}
    return sorted(
        {
            f"/{_source(str(path), options)}" if path.parent in shared else f"/{path.parent}/"
            for path in apart
        }
    )
