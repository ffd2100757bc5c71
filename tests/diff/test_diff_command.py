"""`twoview diff` as it is run: which states, which outputs, which exit codes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import repositories
from click.testing import CliRunner, Result
from scratch import CHANGES, Scratch
from twoview.cli import cli

TODAY = ("--today", "2026-10-02")
LIMIT = 65_000
BOTH_WAYS = [name for name in CHANGES if name != "begin-a-catalog"]
"""All but the one before which there is no catalog to go back to."""
SIDE = {
    *("service", "customer", "metric", "priority", "promised", "achievable", "verdict"),
    *("because", "unknown", "if_independent"),
}
HOSTILE = {
    "details": "</details></summary>",
    "pipe": "a | b | c",
    "mention": "@somebody #1 GH-2 !3 &4 %5",
    "fence": "``` ```` ~~~",
    "comment": "--> <!-- twoview: other -->",
    "mermaid": '"] --> x["y; end subgraph %%{init}%% click x',
    "emphasis": "**bold** _it_ __b__ ~~gone~~",
    "link": "[x](javascript:alert) ![x](y) https://evil.example www.evil.example a@b.example",
    "entity": "&lt;b&gt; #quot; &#60;",
    "formula": "$x$ $$y$$",
    "brackets": "([{<>}])",
    "script": "<script>alert(1)</script><img src=x onerror=y>",
    "backslash": "\\\\ \\\\n \\\\u0041",
    "heading": "# Heading",
    "list": "- item 1. item",
    "command": "::error::x ##[error]y",
}


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scratch:
    clinic = Scratch(tmp_path / "clinic")
    monkeypatch.chdir(clinic.root)
    return clinic


def run(command: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli, [command, *TODAY[: 2 * (command != "promises")], *arguments])


def diff(*arguments: str) -> Result:
    result = run("diff", *arguments)
    assert result.exit_code == 0, result.output
    return result


def data(*arguments: str) -> Any:
    return json.loads(diff(*arguments, "--format", "json").stdout)


def refused(*arguments: str) -> str:
    result = run("diff", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    return result.stderr


def rows() -> Mapping[tuple[str, ...], Any]:
    """Return what `twoview promises` prints of the work tree, by what tells promises apart."""
    found = json.loads(run("promises", "--format", "json").stdout)["promises"]
    return {key(row): row for row in found}


def key(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(row[name] or "" for name in ("service", "customer", "metric", "priority"))


# Which states


def test_the_work_tree_is_compared_with_its_untracked_and_deleted_files(clinic: Scratch) -> None:
    CHANGES["add-a-service"](clinic)
    clinic.remove("email.yaml")
    clinic.replace("hosting.yaml", "name: Hosting", "name: Places")
    found = data("main")
    assert {(each["id"], each["text"]) for each in found["changes"]} == {
        ("phones", "added to the catalog as proposed"),
        ("email", "removed from the catalog"),
        ("hosting", "renamed from Hosting to Places"),
    }
    assert found["after"] == "the work tree"


def test_what_is_ignored_by_git_belongs_to_the_work_tree_too(clinic: Scratch) -> None:
    (clinic.root / ".gitignore").write_text("phones.yaml\n")
    CHANGES["add-a-service"](clinic)
    assert [each["id"] for each in data("main")["changes"]] == ["phones"]


def test_two_revisions_are_compared_whatever_is_in_the_work_tree(clinic: Scratch) -> None:
    CHANGES["raise-a-promise"](clinic)
    clinic.commit("Promise more")
    clinic.git("switch", "--quiet", "main")
    clinic.write("email.yaml", "kind: [")
    there, back = data("main", "proposal"), data("proposal", "main")
    assert [(each["before"], each["after"]) for each in there["changes"]] == [("99.5%", "99.9%")]
    assert [(each["before"], each["after"]) for each in back["changes"]] == [("99.9%", "99.5%")]


def test_three_dots_leave_out_what_has_come_to_the_base_since(clinic: Scratch) -> None:
    CHANGES["reword"](clinic)
    clinic.commit("Reword")
    clinic.git("switch", "--quiet", "main")
    CHANGES["raise-a-cost"](clinic)
    clinic.commit("Pay more")
    clinic.git("switch", "--quiet", "proposal")
    assert [each["topic"] for each in data("main...")["changes"]] == ["text"]
    assert {each["topic"] for each in data("main")["changes"]} == {"text", "cost"}


def test_the_catalog_may_be_anywhere(clinic: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    CHANGES["raise-a-promise"](clinic)
    expected = data("main")
    monkeypatch.chdir(clinic.services / "components")
    assert data("main", "--catalog", "..")["promises"] == expected["promises"]
    monkeypatch.chdir(clinic.root.parent)
    assert data("main", "--catalog", "clinic/services")["promises"] == expected["promises"]
    assert data("main", "--catalog", str(clinic.services))["promises"] == expected["promises"]


def test_a_catalog_that_moved_as_a_whole_means_the_same(clinic: Scratch) -> None:
    (clinic.root / "it").mkdir()
    clinic.services.rename(clinic.root / "it/catalog")
    assert diff("main", "--catalog", "it/catalog").stdout.endswith("No change of meaning.\n")


def test_three_dots_are_where_the_named_head_parted(clinic: Scratch) -> None:
    clinic.replace("email.yaml", "status: live", "status: retiring")
    clinic.commit("Retire")
    clinic.git("switch", "--quiet", "main")
    clinic.replace("appointments.yaml", "status: live", "status: retiring")
    clinic.commit("Go on")
    on_main = diff("main...", "proposal", "--format", "json").stdout
    clinic.git("switch", "--quiet", "proposal")
    assert diff("main...", "proposal", "--format", "json").stdout == on_main
    (change,) = json.loads(on_main)["changes"]
    assert change["id"] == "email"


def test_a_clone_without_contents_is_told_how_to_get_them(
    clinic: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic.replace("email.yaml", "status: live", "status: retiring")
    clinic.commit("Retire")
    clinic.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    clinic.git("clone", "--quiet", "--filter=blob:none", clinic.root.as_uri(), str(clone))
    monkeypatch.chdir(clone)
    assert "git fetch --refetch --no-filter" in refused("HEAD^")


def test_a_base_without_a_catalog_makes_everything_new(clinic: Scratch) -> None:
    clinic.git("switch", "--quiet", "--orphan", "empty")
    clinic.commit("Nothing")
    clinic.git("switch", "--quiet", "proposal")
    result = diff("empty", "--format", "json")
    short = clinic.git("rev-parse", "empty")[:7]
    assert result.stderr == (
        f"There is no catalog.yaml in services/ at revision empty ({short}). "
        "Everything counts as new.\n"
    )
    found = json.loads(result.stdout)
    assert all(each["before"] is None for each in found["promises"])
    assert [each["after"] for each in found["promises"]] == list(rows().values())
    assert found["findings"]["gone"] == []
    assert {each["text"] for each in found["changes"]} == {"added to the catalog"}


def test_a_work_tree_without_changes_is_called_by_its_commit(clinic: Scratch) -> None:
    CHANGES["reword"](clinic)
    assert data("main")["after"] == "the work tree"
    clinic.commit("Reword")
    commit = clinic.git("rev-parse", "HEAD")[:7]
    assert data("main")["after"] == f"the work tree ({commit})"
    clinic.remove("email.yaml")
    assert data("main")["after"] == "the work tree"
    clinic.git("checkout", "--quiet", "--", ".")
    clinic.write("more.yaml", "teams: []\n")
    assert data("main")["after"] == "the work tree"


def test_states_that_are_the_same_have_nothing_to_tell(clinic: Scratch) -> None:
    for arguments in (("main",), ("main", "proposal"), ("HEAD", "HEAD")):
        found = data(*arguments)
        assert found["changes"] == found["promises"] == found["reach"] == found["costs"] == []
        assert found["findings"] == {"new": [], "gone": []}
        assert diff(*arguments).stdout.endswith("\n\nNo change of meaning.\n")


def test_files_with_other_line_ends_mean_the_same(clinic: Scratch) -> None:
    for path in clinic.services.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert diff("main").stdout.endswith("\n\nNo change of meaning.\n")


# Exit codes


def test_what_cannot_be_compared_is_said_with_exit_code_2(
    clinic: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Git knows no revision `nothing`; name a branch" in refused("nothing")
    assert "Git knows no revision `nothing`" in refused("main", "nothing")
    assert "no catalog.yaml in elsewhere/" in refused("main", "--catalog", "elsewhere")
    assert "no catalog.yaml" in refused("main", "main", "--catalog", "elsewhere")
    assert "Missing argument 'BASE'" in refused()
    assert "Git knows no revision ``" in refused("")
    (tmp_path / "plain/services").mkdir(parents=True)
    (tmp_path / "plain/services/catalog.yaml").write_text("kind: Catalog\nname: Plain\n")
    monkeypatch.chdir(tmp_path / "plain")
    assert "git cannot answer: not a git repository" in refused("main")
    monkeypatch.chdir(clinic.root)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git cannot be run; is it installed" in refused("main")


def test_errors_in_the_catalog_do_not_change_the_exit_code(clinic: Scratch) -> None:
    for name in ("break-a-reference", "make-a-syntax-error"):
        CHANGES[name](clinic)
        assert diff("main").exit_code == 0
        clinic.git("checkout", "--quiet", "--", ".")


def test_an_output_that_cannot_be_written_is_refused_before_anything_is_done(
    clinic: Scratch,
) -> None:
    assert "no folder missing" in refused("main", "--output", "json=missing/diff.json")
    assert "'sarif' is no format" in refused("main", "--output", "sarif=diff.sarif")


# Outputs


def test_every_output_is_written_beside_what_is_printed(clinic: Scratch) -> None:
    CHANGES["raise-a-promise"](clinic)
    result = diff("main", "--output", "json=a.json", "--output", "markdown=b.md", "--color")
    assert "\x1b[31m\x1b[1mBROKEN\x1b[0m Email: " in result.stdout
    for form, name in (("json", "a.json"), ("markdown", "b.md")):
        assert (clinic.root / name).read_text(encoding="utf-8") == diff(
            "main", "--format", form
        ).stdout


def test_the_text_is_the_same_with_and_without_colors(clinic: Scratch) -> None:
    CHANGES["serve-another-customer"](clinic)
    plain, colored = (diff("main", each).stdout for each in ("--no-color", "--color"))
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[\d+m", "", colored) == plain == diff("main").stdout


def test_the_real_command_tells_the_same(clinic: Scratch) -> None:
    CHANGES["raise-a-promise"](clinic)
    command = [sys.executable, "-m", "twoview", "diff", "main", *TODAY]
    assert subprocess.check_output(command, text=True) == diff("main").stdout


def test_a_hook_can_ask(clinic: Scratch) -> None:
    hook = clinic.root / ".git/hooks/pre-commit"
    command = f"{sys.executable} -m twoview diff HEAD --output json=hook.json"
    hook.write_text(f"#!/bin/sh\nexec {command}\n")
    hook.chmod(0o755)
    CHANGES["raise-a-promise"](clinic)
    clinic.git("commit", "--quiet", "--all", "--message", "Promise more")
    found = json.loads((clinic.root / "hook.json").read_text())
    assert [each["id"] for each in found["changes"]] == ["email"]


# JSON


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_promises_are_the_rows_of_both_states_that_differ(clinic: Scratch, name: str) -> None:
    CHANGES[name](clinic)
    after = rows()
    found = data("main")
    clinic.commit("Change it")
    clinic.git("switch", "--quiet", "main")
    before = rows()
    sides = {key(each): (each["before"], each["after"]) for each in found["promises"]}
    told = ("promised", "verdict", "achievable")
    for each in before.keys() | after.keys():
        one, other = before.get(each), after.get(each)
        differ = not one or not other or any(one[name] != other[name] for name in told)
        assert (each in sides) == differ
        assert sides.get(each, (one, other)) == (one, other)
    assert sides.keys() <= before.keys() | after.keys()
    assert list(sides) == sorted(sides)


def test_json_has_the_keys_that_programs_read(clinic: Scratch) -> None:
    CHANGES["serve-another-customer"](clinic)
    CHANGES["weaken-a-shared-server"](clinic)
    found = data("main")
    assert list(found) == [
        *("before", "after", "changes", "promises", "findings", "reach", "costs")
    ]
    assert all(
        list(each) == ["kind", "id", "topic", "path", "before", "after", "text", "inward"]
        for each in found["changes"]
    )
    for each in found["promises"]:
        assert list(each) == ["service", "customer", "metric", "priority", "before", "after"]
        for side in filter(None, (each["before"], each["after"])):
            assert side.keys() == SIDE
            assert key(side) == key(each)
    checked = json.loads(run("check", "--format", "json").stdout)["findings"]
    assert list(found["findings"]) == ["new", "gone"]
    assert found["findings"]["new"]
    assert all(each in checked for each in found["findings"]["new"])


def test_a_change_of_a_shared_component_lists_every_service_and_customer(clinic: Scratch) -> None:
    CHANGES["weaken-a-shared-server"](clinic)
    assert data("main")["reach"] == [
        {
            "kind": "Component",
            "id": "virtual-machines",
            "services": ["appointments", "email", "hosting"],
            "customers": ["patients", "wards"],
        }
    ]


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_the_way_back_is_told_mirrored(clinic: Scratch, name: str) -> None:
    CHANGES[name](clinic)
    clinic.commit("Change it")
    there, back = data("main", "proposal"), data("proposal", "main")
    renamed = {each["before"]: each["after"] for each in there["changes"] if each["path"] == "/id"}

    pairs = sorted((str(each["before"]), str(each["after"])) for each in there["promises"])
    assert pairs == sorted((str(each["after"]), str(each["before"])) for each in back["promises"])
    assert there["findings"]["new"] == back["findings"]["gone"]
    assert there["findings"]["gone"] == back["findings"]["new"]
    if not renamed:
        keys = [(each["kind"], each["id"], each["path"]) for each in there["changes"]]
        assert sorted(keys) == sorted((e["kind"], e["id"], e["path"]) for e in back["changes"])
        assert there["reach"] == back["reach"]


# Markdown


def name_things(clinic: repositories.Scratch) -> None:
    """Add components with hostile names that email leans on."""
    rows = [
        f"  - id: h-{ident}\n    name: {json.dumps(name)}\n    type: server\n"
        "    team: platforms\n    targets: {availability: 99%}\n"
        for ident, name in HOSTILE.items()
    ]
    clinic.write("components/hostile.yaml", f"components:\n{''.join(rows)}")


@pytest.fixture
def hostile(clinic: Scratch) -> Scratch:
    name_things(clinic)
    lines = "".join(f"  - h-{ident}\n" for ident in HOSTILE)
    clinic.replace("email.yaml", "requires:\n", f"requires:\n{lines}")
    return clinic


def test_a_comment_begins_with_what_it_is_found_by(clinic: Scratch) -> None:
    CHANGES["raise-a-promise"](clinic)
    found = diff("main", "--format", "markdown").stdout
    assert found.startswith(
        "<!-- twoview: diff -->\n### Service catalog: 1 promise broken, 1 new finding (1 error), "
    )
    assert diff("HEAD", "HEAD", "--format", "markdown").stdout.startswith(
        "<!-- twoview: diff -->\n### Service catalog: No change of meaning.\n"
    )


def test_hostile_names_are_nothing_but_text(hostile: Scratch) -> None:
    found = diff("main", "--format", "markdown").stdout
    outside = re.sub(r"```mermaid\n.*?\n```\n", "", found, flags=re.DOTALL)
    tags = set(re.findall(r"<[^>]*>?", outside))
    assert tags <= {
        *("<!-- twoview: diff -->", "<details>", "</details>", "<summary>", "</summary>"),
        *("<code>", "</code>", "<sub>", "</sub>"),
    }
    for tag in ("details", "summary", "code", "sub"):
        assert outside.count(f"<{tag}>") == outside.count(f"</{tag}>")
    assert not re.search(
        r"[@#!&%][a-z0-9]*(?<!&#)\b(?=somebody)|@somebody|GH-2|https://|www\.", outside
    )
    assert found.count("```") == 2
    assert "::error" not in outside
    lines = [line for line in outside.splitlines() if line]
    starts = ("- **", "  - ", "#### ", "### Service catalog", "<", "And ")
    assert [line for line in lines if not line.startswith(starts)] == []
    # Of stars, those alone are markup that set what a line is about.
    assert all(line.count("*") in (0, 4, 8) for line in lines)


GRAMMAR = re.compile(
    r"""flowchart\ LR\n
    (\ \ n\d+(\(\["[^"\n]*"\]\)|\["[^"\n]*"\])(:::(changed|broken))?\n)+
    (\ \ n\d+\ (-->(\|"\d+\ of\ \d+"\|)?|-\.->\|"no\ more"\|)\ n\d+\n)*
    \ \ classDef\ changed\ stroke-width:3px\n
    \ \ classDef\ broken\ stroke:\#d33,stroke-width:3px\n""",
    re.VERBOSE,
)
ENTITY = re.compile(r"#\d+;")


def picture(*arguments: str) -> str:
    found = diff(*arguments, "--format", "markdown").stdout
    (drawn,) = re.findall(r"```mermaid\n(.*?)```\n", found, flags=re.DOTALL)
    return str(drawn)


@pytest.mark.parametrize(
    "name", ["add-a-group-member", "break-a-reference", "weaken-a-shared-server", "rename-an-id"]
)
def test_the_picture_keeps_to_the_grammar(clinic: Scratch, name: str) -> None:
    CHANGES[name](clinic)
    drawn = picture("main")
    assert GRAMMAR.fullmatch(drawn)
    declared = re.findall(r"^  (n\d+)[(\[]", drawn, flags=re.MULTILINE)
    linked = re.findall(r"^  (n\d+) .* (n\d+)$", drawn, flags=re.MULTILINE)
    assert len(set(declared)) == len(declared)
    assert {each for pair in linked for each in pair} <= set(declared)


def test_the_picture_of_hostile_names_keeps_to_the_grammar(hostile: Scratch) -> None:
    drawn = picture("main")
    assert GRAMMAR.fullmatch(drawn)
    labels = re.findall(r'"([^"\n]*)"', drawn)
    assert all(not set(ENTITY.sub("", label)) & set('"#;<>`\\[](){}|%&$') for label in labels)
    assert max(len(ENTITY.sub("x", label)) for label in labels) <= 41


def test_a_picture_of_one_thing_is_left_out(clinic: Scratch) -> None:
    CHANGES["rename-a-customer"](clinic)
    assert "mermaid" not in diff("main", "--format", "markdown").stdout


MANY = 1000


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> repositories.Scratch:
    """A catalog of many services, all of which promise otherwise in the work tree."""
    large = repositories.Scratch(tmp_path / "large")
    monkeypatch.chdir(large.root)
    large.write("services/catalog.yaml", "kind: Catalog\nname: Large\n")
    large.write("services/around.yaml", "teams:\n  - {id: team, name: Team}\n")
    server = "{id: server, name: Server, type: server, team: team, targets: {availability: 99%}}"
    large.write("services/server.yaml", f"components:\n  - {server}\n")
    for state in ("99", "98"):
        if state == "98":
            large.commit("The catalog")
        for number in range(MANY):
            share = f"{state}.{number % 100:02}%"
            large.write(
                f"services/s{number}.yaml",
                f"kind: Service\nid: s{number}\nname: Service {number}\nstatus: live\n"
                "audience: supporting\nowner: team\nsummary: Do it.\nrequires: [server]\n"
                f"commitments: {{availability: {share}}}\n",
            )
    return large


def test_a_comment_on_very_much_fits_and_counts_the_rest(large: repositories.Scratch) -> None:
    assert large.root == Path.cwd()
    found = diff("main", "--format", "markdown").stdout
    assert len(found) <= LIMIT
    (rest,) = re.findall(r"^And ([\d,]+) more; `twoview diff` lists all\.$", found, re.MULTILINE)
    told = len(re.findall(r"^- ", found, flags=re.MULTILINE))
    text = diff("main").stdout
    assert told + int(rest.replace(",", "")) == len(re.findall(r"^  \S", text, flags=re.MULTILINE))
    assert "#### Promises" in found
    assert found.count("<details>") == found.count("</details>")


def test_what_many_do_alike_is_told_once(large: repositories.Scratch) -> None:
    for path in (large.root / "services").glob("s*.yaml"):
        if path.name != "server.yaml":
            text = path.read_text(encoding="utf-8")
            path.write_text(re.sub(r"98\.\d\d%", "97%, change_within: 5d", text), encoding="utf-8")
    large.commit("Promise alike")
    for path in (large.root / "services").glob("s*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("change_within: 5d", "change_within: 3d"), encoding="utf-8")
    text = diff("HEAD").stdout
    assert "  1,000 services: Change within 5d → 3d: still unbacked, it hangs on" in text
    assert len(text.splitlines()) < 20


def test_a_comment_names_files_from_the_root_of_the_repository(
    clinic: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    CHANGES["break-a-reference"](clinic)
    monkeypatch.chdir(clinic.root / "services")
    place = re.compile(r"(\S+)\.yaml:\d+")
    for form, folder in (("markdown", "services/"), ("text", "")):
        told = diff("HEAD", "--catalog", ".", "--format", form).stdout
        found = [each.strip("(`") for each in place.findall(told.replace("<code>", " "))]
        assert found
        assert [each for each in found if each.startswith("services/") != bool(folder)] == [], told
