"""What a site tells to whom: every value that is not for its readers is nowhere in it."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from marked import FILES, leaks, marked
from sites import Scratch
from twoview.audience import CUSTOMERS, FIELDS, PARTS, READERS, SERVICES, STATUSES
from twoview.forge import forge
from twoview.history import Chronicle
from twoview.model import KINDS, Commitments, Engagement, Group, Requirement
from twoview.shape import schema
from twoview.site import emit
from twoview.site.publish import Options, publish

BOTH = ["business", "technical"]
SITES = {
    "external": [{"audience": "external", "views": views} for views in (BOTH, ["technical"])],
    "business": [{"views": ["business"]}],
    "technical": [{"views": BOTH}],
}
COMBINATIONS = [(reader, options) for reader, each in SITES.items() for options in each]
OUTSIDE = {
    "catalog": {"name", "currency", "priorities"},
    "services": {
        *("id", "formerly", "name", "synonyms", "status", "audience", "summary", "customers"),
        *("outcomes", "commitments", "price", "when_it_fails", "how_to_request", "pages"),
    },
    "customers": {"id", "formerly", "name", "boundary", "pages"},
    "outcomes": {"id", "formerly", "name", "customers", "measure", "pages"},
    "promises": {"service", "customer", "metric", "priority", "promised"},
    "relations": {"from", "relation", "to", "relationship"},
}
"""What customers outside may know of each kind, and that alone."""
INSIDE = {
    **OUTSIDE,
    "catalog": OUTSIDE["catalog"] | {"description"},
    "services": OUTSIDE["services"] | {"owner", "requires", "tags", "links"},
    "customers": OUTSIDE["customers"] | {"description", "size", "contact"},
    "outcomes": OUTSIDE["outcomes"] | {"description", "priority"},
    "teams": {"id", "formerly", "name", "contact"},
    "promises": OUTSIDE["promises"] | {"achievable", "verdict"},
    "relations": OUTSIDE["relations"] | {"failure", "group", "need"},
}
"""What the organization may know of each kind in the business view."""
UNPUBLISHED = {
    "external": ("technical", "findings", "changes", "business/changes", "business/portfolio"),
    "business": ("technical", "findings"),
}
KNOWN = {"external": OUTSIDE, "business": INSIDE}
EDITOR = "https://zb-forge.example/parcels/-/edit/main/docs/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("marked")
    marked(root)
    return root


def published(folder: Path, reader: str) -> dict[str, bytes]:
    """Return what is handed to a site engine for a reader."""
    options = SITES[reader][0]
    found = publish(
        Options(
            folder / "services",
            Path("services"),
            views=options["views"],
            audience=options.get("audience", "internal"),
            forge=forge("", EDITOR, docs=f"{folder}/docs", root=str(folder)),
        ),
        Chronicle(),
    )
    texts = {emit.source_path(page): emit.markdown(page) for page in found.pages}
    for page in found.pages:
        texts.update(page.files)
    return {path: text.encode() for path, text in texts.items()}


def data_of(files: dict[str, bytes]) -> dict[str, Any]:
    return json.loads(files["catalog.json"])


def keys(rows: Any) -> set[str]:
    return set().union(*([rows] if isinstance(rows, dict) else rows))


def told_too_much(files: dict[str, bytes], reader: str) -> set[tuple[str, str]]:
    """Return what is told that is not for a reader: words, figures, kinds and fields."""
    found = leaks(files.items(), reader)
    data, known = data_of(files), KNOWN[reader]
    for kind in data.keys() - {"version", "readers", "as_of"}:
        found |= {(kind, name) for name in keys(data[kind]) - known.get(kind, set())}
    parts = [part for service in data["services"] for part in service.get("requires", [])]
    found |= {("requires", name) for name in keys(parts) if name == "share"}
    found |= {("a page", path) for path in files if path.startswith(UNPUBLISHED[reader])}
    return found


@pytest.mark.parametrize("reader", ["external", "business"])
def test_nothing_is_handed_to_the_engine_that_is_not_for_the_reader(
    folder: Path, reader: str
) -> None:
    assert told_too_much(published(folder, reader), reader) == set()


def test_engineers_are_told_all_but_what_is_for_nobody(folder: Path) -> None:
    files = published(folder, "technical")
    assert not leaks(files.items(), "technical")
    told = {word for _, word in leaks(files.items(), "external")}
    written = {w for _, w in leaks([(n, t.encode()) for n, t in FILES.items()], "external")}
    hidden = {word for word in written - told if not word.startswith("zn-")}
    # What is read in other words: dates and lengths of time, and the name of a schedule.
    assert hidden <= {"zt-word", "3333d", "zt-forge", "zt-parts"}


def loosened() -> Iterator[Any]:
    """Yield each permission with who it is for today and who is the next one to see too much."""
    for name, rows in (*FIELDS.items(), *_OTHERS.items()):
        for row, needed in rows.items():
            # Customers outside see nothing of what a service requires, and so no part of it.
            lowest = 1 if name in ("Requirement", "Group") else 0
            for reader in READERS[lowest : READERS.index(needed)]:
                yield pytest.param(name, row, reader, id=f"{name}-{row}-{reader}")


_OTHERS = {"services": SERVICES, "statuses": STATUSES, "customers": CUSTOMERS, "parts": PARTS}


@pytest.mark.parametrize(("table", "row", "reader"), list(loosened()))
def test_the_search_for_leaks_sees_each_permission_that_is_loosened(
    folder: Path, monkeypatch: pytest.MonkeyPatch, table: str, row: str, reader: str
) -> None:
    if table in FIELDS:
        monkeypatch.setitem(FIELDS, table, {**FIELDS[table], row: reader})
    else:
        monkeypatch.setitem(_OTHERS[table], row, reader)
    assert told_too_much(published(folder, reader), reader)


@pytest.mark.parametrize("kind", KINDS)
def test_each_field_of_a_kind_stands_in_the_table_of_permissions(kind: str) -> None:
    described = schema(kind)["$defs"]["entity"]["properties"]
    assert set(FIELDS[kind]) == described.keys() - {"kind"}


@pytest.mark.parametrize("part", [Commitments, Engagement, Group, Requirement])
def test_each_field_inside_a_service_stands_in_the_table_of_permissions(part: type) -> None:
    assert set(FIELDS[part.__name__]) == {each.name for each in fields(part)}


@pytest.mark.parametrize(("reader", "options"), COMBINATIONS)
def test_no_byte_of_a_built_site_tells_what_is_not_for_its_readers(
    folder: Path, reader: str, options: dict[str, Any]
) -> None:
    scratch = Scratch(folder)
    scratch.write(twoview=options, edit_uri=EDITOR, site_url="https://parcels.example/")
    site = scratch.build()
    assert len(site.pages) > 5
    own = {path: unpacked(path, content) for path, content in site.own_bytes()}
    allowed = {EDITOR.split("/")[2].encode()} if reader != "external" else set()
    found = leaks(own.items(), reader)
    assert {each for each in found if each[1].encode() not in allowed} == set()
    if reader != "technical":
        assert not [path for path in own if "technical" in path or "findings" in path]


def unpacked(path: str, content: bytes) -> bytes:
    return gzip.decompress(content) if path.endswith(".gz") else content


def test_customers_outside_are_told_what_is_theirs(folder: Path) -> None:
    data = data_of(published(folder, "external"))
    assert [each["id"] for each in data["services"]] == ["second", "tracking"]
    tracking = data["services"][1]
    assert tracking["commitments"] == {
        "hours": "Mon-Fri 08:00-16:00 Europe/Helsinki",
        "support_hours": "Mon-Fri 08:00-16:00 Europe/Helsinki",
        "availability": "99.1%",
        "restore_within": {"P1": "3d8h"},
    }
    assert tracking["price"] == {"amount": "12.00", "per": "month"}
    assert tracking["how_to_request"] == "Sign up at the counter."
    told = {(p["customer"], p["metric"], p["promised"]) for p in data["promises"]}
    assert told == {("senders", "availability", "0.991"), ("senders", "restore_within", 288000)}


def test_what_only_the_organization_is_promised_is_no_promise_to_customers_outside(
    folder: Path,
) -> None:
    second = data_of(published(folder, "external"))["services"][0]
    assert "commitments" not in second
    assert "customers" not in second


def test_an_old_address_leads_to_the_page_of_today(folder: Path) -> None:
    files = published(folder, "external")
    page = files["business/services/where-is-it/index.html"].decode()
    assert 'content="0; url=../tracking/"' in page
