"""`twoview new`, run as it is: what it writes, what it asks, and what it leaves alone."""

import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from twoview.authoring.fields import Field, fields
from twoview.cli import cli
from twoview.load import load_folder
from twoview.manual import commands
from twoview.model import KINDS, Catalog
from twoview.shape import flaws, schema
from twoview.source import parse

EXAMPLE = Path(__file__).parents[1] / "services"
AUTHORED = sorted(KINDS.keys() - {"Catalog"})
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=60)
WHOLE = {
    "Service": "--name Lockers --audience internal --owner workplace --summary Lock_up.",
    "Component": "--name Lockers --type device --team workplace",
    "Outcome": "--name Lock_up --customer office",
    "Customer": "--name Visitors --boundary external --size 40",
    "Team": "--name Lockers --handle @havenholm/lockers",
    "Supplier": "--name Lockers --availability 99%",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the example catalog to the folder `services` of the current directory."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(EXAMPLE, tmp_path / "services")
    return tmp_path / "services"


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, ["new", *arguments])
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def catalog(folder: Path) -> Catalog:
    loaded = load_folder(folder)
    assert loaded.problems == ()
    return loaded.catalog


@pytest.mark.parametrize("kind", AUTHORED)
def test_an_entity_that_is_given_whole_checks(kind: str, folder: Path) -> None:
    before = catalog(folder)
    result = run(kind.lower(), "lockers", *WHOLE[kind].split())
    assert result.exit_code == 0, result.output
    assert "Still to fill in" not in result.output
    after = {(each.kind, each.id): each for each in catalog(folder).entities}
    assert after.pop((kind, "lockers"))
    assert after == {(each.kind, each.id): each for each in before.entities}


@pytest.mark.parametrize("kind", AUTHORED)
def test_every_byte_that_was_there_stays(kind: str, folder: Path) -> None:
    before = contents(folder)
    run(kind.lower(), "lockers", *WHOLE[kind].split())
    after = contents(folder)
    changed = [name for name in after if after[name] != before.get(name)]
    assert len(changed) == 1
    assert after[changed[0]].startswith(before.get(changed[0], b""))
    assert before.keys() <= after.keys()


REFERENCES = {
    "owner": ["platform"],
    "team": ["platform"],
    "supplier": ["account-provider"],
    "customers": ["clients", "project-teams:utility"],
    "outcomes": ["know-where-an-order-stands"],
    "requires": ["order-portal", "sign-in:degrades"],
}


def examples(kind: str, field: Field) -> list[str]:
    """Return what may be given for a field on a command line, by its schema's examples."""
    if field.name in REFERENCES:
        shape = slice(None) if field.is_map or field.detail else slice(1)
        return REFERENCES[field.name][shape]
    whole = schema(kind)["$defs"]
    part = whole[field.inside] if field.inside else whole["entity"]
    found = part["properties"][field.name]["examples"]
    if field.many:
        return [str(each) for each in found[0]]
    return [
        ",".join(f"{key}={time}" for key, time in each.items())
        if isinstance(each, dict)
        else str(each)
        for each in found
    ]


OPTIONS = [(kind, name) for kind in AUTHORED for name in fields(kind)]


@pytest.mark.parametrize(("kind", "name"), OPTIONS)
def test_every_option_writes_what_it_is_given(
    kind: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    CliRunner().invoke(cli, ["init", "."])
    field = fields(kind)[name]
    given = (
        [[field.option], [f"--no-{field.option.removeprefix('--')}"]]
        if field.type == "boolean"
        else [[word for each in examples(kind, field) for word in (field.option, each)]]
        if field.many
        else [[field.option, each] for each in examples(kind, field)]
    )
    for options in given:
        result = run(kind.lower(), "lockers", *options, "--dry-run")
        assert result.exit_code in (0, 1), result.output
        assert re.search(rf"^ *{name}:", result.stdout, re.MULTILINE)


def test_yes_no_and_nought_are_values(folder: Path) -> None:
    assert "monitored: true\n" in run("component", "x", "--monitored", "--dry-run").stdout
    assert "monitored: false\n" in run("component", "x", "--no-monitored", "--dry-run").stdout
    assert "monitored" not in run("component", "x", "--dry-run").stdout
    assert "size: 0\n" in run("customer", "x", "--size", "0", "--dry-run").stdout


def test_a_time_may_be_given_for_each_priority(folder: Path) -> None:
    run("team", "lockers", "--name", "Lockers", "--restore-within", "P1=4h, P2=8h")
    team = catalog(folder).teams["lockers"]
    assert [str(team.restore_within[each]) for each in ("P1", "P2")] == ["4h", "8h"]
    wrong = run("team", "more", "--name", "More", "--restore-within", "P1=4h,8h")
    assert wrong.exit_code == 2


def test_a_service_goes_where_others_for_its_audience_are(folder: Path) -> None:
    result = run("service", "lockers", "--audience", "supporting")
    assert result.stdout.startswith("Wrote services/supporting/lockers.yaml.\n")
    assert (
        (folder / "supporting/lockers.yaml")
        .read_text(encoding="utf-8")
        .startswith(
            "# yaml-language-server: $schema=../../schema/service.schema.json\nkind: Service\n"
            "id: lockers\n# What customers call the service.\nname:\nstatus: proposed\n"
        )
    )


def test_a_form_to_fill_in_shows_what_else_there_is_and_what_to_choose_from(folder: Path) -> None:
    text = run("service", "lockers", "--dry-run").stdout
    plain = " ".join(text.replace("\n# ", " ").split())
    for names in ("Known: business-applications", "Known: contract-customers", "Schedules: week"):
        assert names in plain
    opened = re.sub(r"^# ( *(?:- )?[a-z_]+:| +- )", r"\1", text, flags=re.MULTILINE)
    document, defects = parse("lockers.yaml", opened.encode())
    assert document is not None
    assert defects == ()
    assert {"customers", "commitments", "requires"} <= document.data.keys()
    whole = {**document.data, "name": "X", "audience": "internal", "owner": "a", "summary": "X."}
    assert flaws("Service", whole) == []


def test_a_form_leaves_out_what_is_given_or_not_for_this_audience(folder: Path) -> None:
    given = run("service", "x", "--requires", "email", "--customer", "office", "--dry-run").stdout
    assert "# requires:" not in given
    assert "# customers:" not in given
    assert "# commitments:" in given
    assert "# customers:" not in run("service", "x", "--audience", "supporting", "--dry-run").stdout
    assert "#" not in run("service", "x", *WHOLE["Service"].split(), "--dry-run").stdout[30:]


def test_a_component_goes_to_the_list_with_most_of_its_type(folder: Path) -> None:
    result = run("component", "lockers", "--type", "database")
    assert result.stdout.startswith("Added to services/components/databases.yaml.\n")


@pytest.mark.parametrize("kind", AUTHORED)
def test_what_is_missing_is_empty_under_its_hint_and_listed(kind: str, folder: Path) -> None:
    result = run(kind.lower(), "lockers")
    assert result.exit_code == 1
    assert "Still to fill in:\n  name: " in result.stdout
    check = CliRunner().invoke(cli, ["check", "--format", "json"])
    assert check.exit_code == 1
    (name,) = [word for word in contents(folder) if b"lockers" in contents(folder)[word]]
    assert "name:\n" in (folder / name).read_text(encoding="utf-8")


def test_the_list_says_what_may_stand_there(folder: Path) -> None:
    said = run("service", "lockers").stdout
    assert "One of: external, internal, supporting." in said
    assert "Known: business-applications, commerce, insight," in said


def test_outcomes_go_to_the_customers_who_want_them(folder: Path) -> None:
    run(
        *("service", "lockers", "--customer", "office", "--customer", "members:utility"),
        *("--outcome", "reach-colleagues", "--outcome", "collect-today"),
        *("--requires", "email", "--requires", "sign-in:degrades", "--availability", "99.0%"),
    )
    made = load_folder(folder).catalog.services["lockers"]
    assert [(each.id, each.relationship, each.outcomes) for each in made.customers] == [
        ("office", "service", ("reach-colleagues",)),
        ("members", "utility", ()),
    ]
    assert made.outcomes == ("collect-today",)
    assert [(each.members, getattr(each, "failure", "")) for each in made.requires] == [
        (("email",), "stops"),
        (("sign-in",), "degrades"),
    ]
    assert str(made.commitments.availability) == "99.0%"


def test_what_the_check_finds_about_it_is_told(folder: Path) -> None:
    result = run("service", "lockers", *WHOLE["Service"].split(), "--requires", "no-such-thing")
    assert result.exit_code == 1
    assert "The check says:\n" in result.stdout
    assert "error[unknown-reference]" in result.stdout
    assert result.stdout.count("services/workplace/email.yaml") == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["component", "email"], "taken: the Service `Email` has it, in services/workplace/email"),
        (["team", "commerce"], "taken: the Team `Digital commerce` has it, in services/teams.yaml"),
        (["team", "The-Team"], "Use lower-case letters and digits"),
        (["team", "../x"], "Use lower-case letters and digits"),
        (["component", "x", "--availability", "99"], "is not a percentage: write 99%"),
        (["component", "x", "--team", "a", "--supplier", "b"], "not by both"),
        (["service", "x", "--customer", "office:friend"], "should be one of service, partnership"),
        (["team", "x", "--name", "a\x1bb"], "cannot hold; remove it"),
        (["team", "x", "--file", "services/customers.yaml"], "holds no list of teams"),
        (["team", "x", "--file", "services/workplace/email.yaml"], "holds no list of teams"),
        (["team", "x", "--file", "elsewhere/teams.yaml"], "is not in the catalog"),
        (["team", "x", "--file", "services/../teams.yaml"], "is not in the catalog"),
        (["service", "x", "--file", "services/y.yaml"], "named x.yaml"),
        (["team", "x", "--catalog", "nowhere"], "There is no catalog.yaml in nowhere/"),
        (["service", "x", "--audience", "all"], "'all' is not one of"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    arguments: list[str], said: str, folder: Path
) -> None:
    before = contents(folder.parent)
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert contents(folder.parent) == before


def test_a_file_that_is_there_is_never_overwritten(folder: Path) -> None:
    (folder / "online/lockers.yaml").write_text("# Mine.\n", encoding="utf-8")
    result = run("service", "lockers", "--audience", "external", "--file", "services/online")
    assert result.exit_code == 2
    assert "services/online/lockers.yaml is there already; nothing is overwritten." in result.stderr
    assert (folder / "online/lockers.yaml").read_text(encoding="utf-8") == "# Mine.\n"


def test_a_link_is_not_written_through(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    (folder / "online/lockers.yaml").symlink_to(outside)
    (folder / "more").symlink_to(tmp_path)
    assert run("service", "lockers", "--file", "services/online").exit_code == 2
    assert run("service", "lockers", "--file", "services/more").exit_code == 2
    assert not outside.exists()


def test_an_author_may_choose_the_list_or_begin_one(folder: Path) -> None:
    assert run("team", "a", "--name", "A", "--file", "services/more/it.yaml").exit_code == 0
    assert run("team", "b", "--name", "B", "--file", "services/more/it.yaml").exit_code == 0
    assert (folder / "more/it.yaml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../../schema/team.schema.json\n"
        "teams:\n  - id: a\n    name: A\n\n  - id: b\n    name: B\n"
    )


def test_the_schema_is_named_rightly_from_inside_the_catalog(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    CliRunner().invoke(cli, ["init", str(tmp_path / "shop")])
    folder = tmp_path / "shop/services"
    monkeypatch.chdir(folder / "external")
    for name, where, file in [
        ("a", "..", "../a.yaml"),
        ("b", "../../services", "../more/b.yaml"),
        ("c", str(folder), "c.yaml"),
    ]:
        said = run("team", name, "--name", "T", "--catalog", where, "--file", file)
        assert said.exit_code == 0, said.output
    monkeypatch.chdir(folder)
    assert run("team", "d", "--name", "T", "--catalog", ".", "--file", "d.yaml").exit_code == 0
    for file, up in [("a", ".."), ("more/b", "../.."), ("external/c", "../.."), ("d", "..")]:
        line = (folder / f"{file}.yaml").read_text(encoding="utf-8").partition("\n")[0]
        assert line == f"# yaml-language-server: $schema={up}/.twoview/schema/team.schema.json"


@pytest.mark.parametrize(
    ("place", "way"), [("services/online", ".."), ("services", "."), ("docs", "../services")]
)
def test_a_catalog_further_up_is_named(
    place: str, way: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder.parent / place).mkdir(exist_ok=True)
    monkeypatch.chdir(folder.parent / place)
    for command in (["check"], ["new", "team", "x"], ["promises"], ["codeowners"]):
        said = CliRunner().invoke(cli, command)
        assert said.exit_code == 2
        assert said.stderr.endswith(f"name the folder with --catalog, as in --catalog {way}.\n")


def test_an_author_may_choose_a_folder_or_a_file_of_its_own(folder: Path) -> None:
    assert run("team", "a", "--name", "A", "--file", "services/more").exit_code == 0
    assert run("team", "b", "--name", "B", "--file", "services/more/b.yaml").exit_code == 0
    for name in ("a", "b"):
        text = (folder / f"more/{name}.yaml").read_text(encoding="utf-8")
        assert f"kind: Team\nid: {name}\n" in text


def test_the_first_of_a_kind_gets_a_folder_for_its_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "services").mkdir()
    (tmp_path / "services/catalog.yaml").write_text("kind: Catalog\nname: X\n", encoding="utf-8")
    assert run("team", "a", "--name", "A").stdout == "Wrote services/teams/a.yaml.\n"
    assert run("service", "b").stdout.startswith("Wrote services/b.yaml.\n")
    text = (tmp_path / "services/teams/a.yaml").read_text(encoding="utf-8")
    assert text == "kind: Team\nid: a\nname: A\n"


def test_a_list_that_cannot_be_made_longer_is_left_alone(folder: Path) -> None:
    flow = "teams: [{id: a, name: A}]\n"
    (folder / "flow.yaml").write_text(flow, encoding="utf-8")
    result = run("team", "x", "--name", "X", "--file", "services/flow.yaml")
    assert result.exit_code == 2
    assert "services/flow.yaml is left as it is" in result.stderr
    assert (folder / "flow.yaml").read_text(encoding="utf-8") == flow


def test_a_file_that_cannot_be_read_may_hold_the_id_and_is_named(folder: Path) -> None:
    (folder / "broken.yaml").write_text("a: [\n", encoding="utf-8")
    result = run("team", "x", "--name", "X")
    assert (
        "services/broken.yaml cannot be read, so that the id may be taken there." in result.stderr
    )
    assert result.exit_code == 0


def test_a_dry_run_prints_what_would_be_written(folder: Path) -> None:
    before = contents(folder)
    whole = run("service", "lockers", "--audience", "internal", "--dry-run")
    entry = run("team", "lockers", "--name", "Lockers", "--dry-run")
    assert contents(folder) == before
    assert whole.exit_code == 1
    assert whole.stdout.startswith("# yaml-language-server:")
    assert whole.stderr.startswith("services/workplace/lockers.yaml:\nStill to fill in:\n")
    assert (entry.exit_code, entry.stdout) == (0, "\n  - id: lockers\n    name: Lockers\n")
    run("service", "lockers", "--audience", "internal")
    assert (folder / "workplace/lockers.yaml").read_text(encoding="utf-8") == whole.stdout


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=NAMES, summary=NAMES)
def test_any_name_and_summary_come_back(name: str, summary: str, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "catalog.yaml").write_text("kind: Catalog\nname: X\n", encoding="utf-8")
    (folder / "teams.yaml").write_text("teams:\n  - id: a\n    name: A\n", encoding="utf-8")
    if not name.strip() or not summary.strip():
        return
    options = [f"--name={name}", f"--summary={summary}", "--audience=internal", "--owner=a"]
    run("service", "x", *options, "--catalog", str(folder))
    run("team", "x", f"--name={name}", f"--contact={summary}", "--catalog", str(folder))
    found = catalog(folder)
    service, team = found.services["x"], found.teams["x"]
    assert (service.name, service.summary) == (name, summary)
    assert (team.name, team.contact) == (name, summary)


def test_each_option_is_described_as_its_field_is() -> None:
    said = " ".join(run("service", "--help").stdout.split())
    for field in fields("Service").values():
        assert field.option in said
        assert field.description in said


def test_the_reference_names_each_option() -> None:
    told = commands()
    for kind in AUTHORED:
        rows = re.findall(r"(?m)^\| (?:`|<code>)(--[a-z-]+)", told[f"twoview new {kind.lower()}"])
        wanted = [each.option for each in fields(kind).values()]
        assert rows[: len(wanted)] == wanted


def at_a_terminal(folder: Path, answers: str, *arguments: str) -> tuple[int, str, str]:
    """Run the command with a terminal for its input, and return its code and what it said."""
    ours, theirs = pty.openpty()
    os.write(ours, answers.encode())
    done = subprocess.run(
        [sys.executable, "-m", "twoview", "new", *arguments],
        cwd=folder.parent,
        stdin=theirs,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    os.close(theirs)
    os.close(ours)
    return done.returncode, done.stdout, done.stderr


def test_at_a_terminal_it_asks_for_what_is_missing_until_it_fits(folder: Path) -> None:
    answers = "Lockers\nall\ninternal\nwork-place\nworkplace\nLock up your bag.\n" + 6 * "\n"
    code, said, asked = at_a_terminal(folder, answers, "service", "lockers")
    assert (code, said.partition("\n")[0]) == (0, "Wrote services/workplace/lockers.yaml.")
    assert "external: " in asked
    assert "There is no `all`" in asked
    assert "There is no `work-place`; did you mean `workplace`?" in asked
    made = catalog(folder).services["lockers"]
    assert (made.name, made.status, made.owner) == ("Lockers", "proposed", "workplace")
    assert (made.audience, made.summary) == ("internal", "Lock up your bag.")


def test_whoever_walks_away_leaves_nothing_behind(folder: Path) -> None:
    before = contents(folder)
    code, said, asked = at_a_terminal(folder, "Lockers\n\x04", "service", "lockers")
    assert (code, said) == (2, "")
    assert "Nothing was written." in asked
    assert contents(folder) == before


def test_at_a_terminal_an_empty_answer_leads_to_the_alternative(folder: Path) -> None:
    answers = "Lockers\ndevice\n\nnorthlight\n\n\n\n"
    code, _, _ = at_a_terminal(folder, answers, "component", "lockers")
    assert code == 0
    made = catalog(folder).components["lockers"]
    assert (made.team, made.supplier) == (None, "northlight")


def test_at_a_terminal_several_ids_may_be_named(folder: Path) -> None:
    code, _, _ = at_a_terminal(folder, "Lock up\nshops, office\n\n\n", "outcome", "lock-up")
    assert code == 0
    assert catalog(folder).outcomes["lock-up"].customers == ("shops", "office")


def test_at_a_terminal_it_asks_for_what_makes_an_entity_useful(folder: Path) -> None:
    answers = (
        "Lockers\ninternal\nworkplace\nLock up your bag.\n"
        "office\nreach-colleagues\ndesk-hours\n\n90\n90%\nemail sign-in:degrades\n"
    )
    code, _, asked = at_a_terminal(folder, answers, "service", "lockers")
    assert code == 0, asked
    assert "customers (empty to skip)" in asked
    assert "Such as 99.9%." in asked
    assert '"90" is not a percentage' in asked
    made = catalog(folder).services["lockers"]
    assert [(each.id, each.outcomes) for each in made.customers] == [
        ("office", ("reach-colleagues",))
    ]
    assert str(made.commitments.availability) == "90%"
    assert made.commitments.support_hours is None
    assert [each.members for each in made.requires] == [("email",), ("sign-in",)]


def test_at_a_terminal_a_supporting_service_is_asked_for_no_customers(folder: Path) -> None:
    answers = "Lockers\nsupporting\nworkplace\nLock up.\n\n\n\n\n"
    code, _, asked = at_a_terminal(folder, answers, "service", "lockers")
    assert (code, "customers (empty" in asked) == (0, False)


@pytest.mark.parametrize("kind", AUTHORED)
def test_at_a_terminal_what_is_useful_may_be_given_as_an_option(kind: str, folder: Path) -> None:
    answers = 8 * "\n"
    arguments = [kind.lower(), "lockers", *WHOLE[kind].split()]
    code, _, asked = at_a_terminal(folder, answers, *arguments)
    assert code == 0, asked
    assert "(empty to skip)" in asked
    for option in re.findall(r"--([a-z]+)", " ".join(arguments)):
        assert f"\n{option} (empty" not in asked
