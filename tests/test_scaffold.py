"""A new repository for a catalog is sound, whatever it is called and wherever it is kept."""

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from fnmatch import fnmatchcase

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from twoview.check import check
from twoview.judged import Judged
from twoview.load import File, Loaded, load
from twoview.model import KINDS
from twoview.scaffold import scaffold
from twoview.shape import schema
from twoview.site.mkdocs import TwoviewPlugin
from twoview.source import parse
from twoview.values import InvalidValue

TODAY = date(2026, 11, 22)
FORGES = ("github", "gitlab", "none")


def loaded(files: Mapping[str, str]) -> Loaded:
    catalog = [
        File(path, text.encode()) for path, text in files.items() if path.startswith("services/")
    ]
    return load(catalog, "services/catalog.yaml")


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return scaffold("Riverside", "github", TODAY)


def test_the_example_has_no_findings_on_its_day_and_for_months(files: dict[str, str]) -> None:
    for day in (TODAY, TODAY + timedelta(days=300)):
        estate = Judged(loaded(files), day)
        assert check(estate).findings == ()
        assert check(estate).accepted == ()
        assert {each.verdict for each in estate.judgements} == {"kept"}


def test_the_example_shows_each_kind_and_idea(files: dict[str, str]) -> None:
    catalog = loaded(files).catalog
    assert all(catalog.of_kind(kind) for kind in KINDS)
    assert {each.audience for each in catalog.services.values()} == {
        "external",
        "internal",
        "supporting",
    }
    text = "".join(files.values())
    for idea in ("any_of:", "failure: degrades", "failure_domains:", "supplier:", "handle:"):
        assert idea in text


def test_only_what_the_forge_reads_differs() -> None:
    made = {forge: scaffold("Riverside", forge, TODAY) for forge in FORGES}
    common = made["none"].keys()
    assert not [path for path in common if path.startswith((".git/", ".github/", ".gitlab"))]
    assert ".gitignore" in common
    extra = {forge: made[forge].keys() - common for forge in ("github", "gitlab")}
    assert {".github/CODEOWNERS", ".github/PULL_REQUEST_TEMPLATE.md"} < extra["github"]
    assert any(path.startswith(".github/workflows/") for path in extra["github"])
    assert all(path.startswith(".github/") for path in extra["github"])
    assert {"CODEOWNERS", ".gitlab/merge_request_templates/Default.md", ".gitlab-ci.yml"} <= (
        extra["gitlab"]
    )
    for forge in FORGES:
        assert {path: made[forge][path] for path in common} == made["none"]


def test_the_reviewers_are_those_of_the_catalog(files: dict[str, str]) -> None:
    rows = files[".github/CODEOWNERS"].splitlines()
    assert "/services/external/order-status.yaml @your-organization/applications" in rows


def test_no_mark_of_a_template_is_left(files: dict[str, str]) -> None:
    for path, text in files.items():
        assert "@@" not in text, path
        assert text.endswith("\n"), path
        assert "\r" not in text, path


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=99))
def test_any_name_stands_in_the_catalog_and_the_site(name: str) -> None:
    if not name.strip():
        return
    made = scaffold(name, "none", TODAY)
    assert loaded(made).catalog.settings.name == name
    assert yaml.safe_load(made["mkdocs.yml"])["site_name"] == name
    assert made["README.md"].startswith(f"# {name}\n")


@pytest.mark.parametrize("name", ["", " ", "two\nlines", "x" * 121, "a\x1bb"])
def test_a_name_that_no_catalog_can_have_is_refused(name: str) -> None:
    with pytest.raises(InvalidValue):
        scaffold(name, "none", TODAY)


def test_editors_find_the_schemas_without_a_network(files: dict[str, str]) -> None:
    for kind in KINDS:
        found = json.loads(files[f".twoview/schema/{kind.lower()}.schema.json"])
        assert found == schema(kind)


def kind_named(reference: str) -> str:
    return re.search(r"([a-z]+)\.schema\.json$", reference)[1].capitalize()


def test_the_first_line_of_each_file_names_the_schema_that_holds_for_it(
    files: dict[str, str],
) -> None:
    for path, text in files.items():
        if path.startswith("services/"):
            up = "../" * path.count("/")
            line = text.partition("\n")[0]
            assert line.startswith(f"# yaml-language-server: $schema={up}.twoview/schema/")
            document, _ = parse(path, text.encode())
            assert document is not None
            assert Draft202012Validator(schema(kind_named(line))).is_valid(document.data)


def test_the_editor_settings_name_one_schema_for_each_file_and_the_same(
    files: dict[str, str],
) -> None:
    stated = json.loads(files[".vscode/settings.json"])["yaml.schemas"]
    for path, text in files.items():
        if path.startswith("services/"):
            found = [
                reference
                for reference, patterns in stated.items()
                for pattern in ([patterns] if isinstance(patterns, str) else patterns)
                if fnmatchcase(path, pattern) and path.count("/") == pattern.count("/")
            ]
            assert len(found) == 1, path
            assert found[0].removeprefix("./") in files
            assert kind_named(found[0]) == kind_named(text.partition("\n")[0])


def test_the_site_shows_every_option_that_there_is(files: dict[str, str]) -> None:
    text = files["mkdocs.yml"]
    for name, _ in TwoviewPlugin.config_scheme:
        assert re.search(rf"^ +(# )?{name}:", text, re.MULTILINE), name
    everything = re.sub(r"^( +)# (?=[a-z_]+:|  -)", r"\1", text, flags=re.MULTILINE)
    (options,) = (each["twoview"] for each in yaml.safe_load(everything)["plugins"][1:])
    assert TwoviewPlugin().load_config(options) == ([], [])


def test_nobody_is_invited_to_load_anything_from_elsewhere(files: dict[str, str]) -> None:
    assert yaml.safe_load(files["mkdocs.yml"])["theme"]["font"] is False
