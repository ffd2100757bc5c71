"""The command `log`, and `promises --at`: the past of real repositories."""

import json
from pathlib import Path
from typing import Any

import pytest
from catalogs import CATALOG, SERVER, SHOPS, TEAM, TILLS
from click.testing import CliRunner, Result
from histories import AUTHOR, EMAIL, Repository
from twoview.cli import cli
from twoview.cli.common import ANSWER_FORMATS
from twoview.report import log, promises

TO_SHOPS = "customers: [{id: shops, relationship: service, commitments: {availability: 95%}}]\n"
NEEDS = "requires: [till-server]\n"
PROMISE = f"{TILLS}{TO_SHOPS}{NEEDS}commitments: {{availability: 99.5%, change_within: 1d}}\n"
RAISED = PROMISE.replace("95%", "98%")
RUN = f"{SERVER}targets: {{availability: 97%}}\n"
CLASH = "kind: Team\nid: tills\nname: Till team\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    repository = Repository(tmp_path / "repository")
    monkeypatch.chdir(repository.root)
    files = {"catalog": CATALOG, "tills": PROMISE, "server": RUN, "shops": SHOPS, "team": TEAM}
    repository.commit("2026-01-05", **files)
    repository.commit("2026-03-12", tills=RAISED)
    return repository


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, list(map(str, arguments)))


def moments(*arguments: str | Path) -> list[dict[str, Any]]:
    result = run("log", *arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)["moments"]


def texts(*arguments: str | Path) -> list[str]:
    return [change["text"] for each in moments(*arguments) for change in each["changes"]]


def at(*arguments: str | Path) -> list[dict[str, Any]]:
    result = run("promises", *arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)["promises"]


# log


def test_the_story_of_one_thing_has_a_line_for_each_change(repository: Repository) -> None:
    first, second = repository.git("log", "--reverse", "--format=%h", "--abbrev=7").splitlines()
    result = run("log", "tills")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        f"12 March 2026   {second}  availability promised to Shops raised from 95% to 98%\n"
        f"5 January 2026  {first}  added to the catalog\n"
    )


def test_the_story_of_all_things_says_what_each_change_is_about(repository: Repository) -> None:
    lines = run("log").stdout.splitlines()
    assert "  Tills: availability promised to Shops raised from 95% to 98%" in lines[0]
    assert len(lines) == 5
    assert any(line.endswith("Till server: added to the catalog") for line in lines)


def test_a_story_is_told_for_programs(repository: Repository) -> None:
    (newest, _) = moments("tills")
    assert newest == {
        "commit": repository.git("rev-parse", "HEAD"),
        "time": "2026-03-12T12:00:00Z",
        "subject": "On 2026-03-12",
        "changes": [
            {
                "kind": "Service",
                "id": "tills",
                "name": "Tills",
                "topic": "promise",
                "path": "/customers/shops/commitments/availability",
                "before": "95%",
                "after": "98%",
                "text": "availability promised to Shops raised from 95% to 98%",
                "inward": False,
            }
        ],
    }


def test_authors_are_told_on_request(repository: Repository) -> None:
    assert AUTHOR not in run("log").stdout
    assert AUTHOR in run("log", "--authors").stdout.splitlines()[0]
    assert "author" not in moments()[0]
    (newest, *_) = moments("--authors")
    assert (newest["author"], newest["email"]) == (AUTHOR, EMAIL)


def test_a_story_may_begin_on_a_day_or_after_a_commit(repository: Repository) -> None:
    raised = ["availability promised to Shops raised from 95% to 98%"]
    for since in ("2026-03-12", "2026-01-06", "HEAD~1"):
        assert texts("--since", since) == raised
    assert texts("--since", "2026-03-13") == texts("--since", "HEAD") == []
    assert len(texts("--since", "2026-01-05")) == len(texts("--since", "2020-01-01")) == 5
    assert run("log", "--since", "HEAD").stdout == "No change is known.\n"


def test_after_a_branch_it_is_what_came_since_this_one_parted(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "side")
    repository.commit("2026-04-01", tills=PROMISE)
    repository.git("switch", "--quiet", "main")
    repository.commit("2026-04-02", shops=SHOPS.replace("name: Shops", "name: All shops"))
    repository.git("switch", "--quiet", "side")
    assert texts("--since", "main") == ["availability promised to Shops lowered from 98% to 95%"]


@pytest.mark.parametrize(
    ("since", "hint"),
    [("mian", "Git knows no revision `mian`"), ("2026-02-30", "is not a day of the calendar")],
)
def test_a_beginning_that_is_not_known_is_told(
    repository: Repository, since: str, hint: str
) -> None:
    result = run("log", "--since", since)
    assert (result.exit_code, result.stdout) == (2, "")
    assert hint in result.stderr


def test_what_is_gone_has_a_story_too(repository: Repository) -> None:
    repository.commit("2026-04-01", shops=None)
    assert texts("shops") == ["removed from the catalog", "added to the catalog"]


def test_an_id_that_changed_leads_to_the_story_of_the_new_one(repository: Repository) -> None:
    renamed = RAISED.replace("id: tills", "id: checkouts")
    repository.commit("2026-04-01", tills=None, checkouts=renamed)
    result = run("log", "tills")
    assert result.stderr == "`tills` is `checkouts` now.\n"
    assert result.stdout == run("log", "checkouts").stdout
    assert "id changed from tills to checkouts" in result.stdout.splitlines()[0]
    assert result.stdout.splitlines()[2].endswith("  added to the catalog")


def test_a_former_id_that_git_has_not_seen_leads_to_the_story_of_the_new_one(
    repository: Repository,
) -> None:
    repository.commit(
        "2026-04-01", tills=RAISED.replace("id: tills", "id: tills\nformerly: [cash]")
    )
    result = run("log", "cash")
    assert result.stderr == "`cash` is `tills` now.\n"
    assert result.stdout == run("log", "tills").stdout


def test_an_id_that_several_things_have_is_told_apart_by_its_kind(
    repository: Repository,
) -> None:
    repository.commit("2026-04-01", team_tills=CLASH)
    result = run("log", "tills")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "write `service:tills` or `team:tills`" in result.stderr
    assert texts("team:tills") == ["added to the catalog"]
    assert len(texts("service:tills")) == 2


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("tils", "There is no entity `tils`; did you mean `tills`?"),
        ("team:tills", "There is no team `tills`."),
        ("nothing", "There is no entity `nothing`."),
    ],
)
def test_an_unknown_id_is_told_with_what_was_meant(
    repository: Repository, name: str, told: str
) -> None:
    result = run("log", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"Error: {told}\n"


def test_without_git_there_is_a_note_and_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "services").mkdir()
    (tmp_path / "services/catalog.yaml").write_text(CATALOG)
    (tmp_path / "services/tills.yaml").write_text(TILLS)
    for arguments in (["tills"], [], ["--since", "2026-01-01"]):
        result = run("log", *arguments)
        assert (result.exit_code, result.stdout) == (0, "No change is known.\n")
        assert "not a git repository" in result.stderr
    assert run("log", "tils").exit_code == 2


def test_without_a_catalog_there_is_no_story(repository: Repository) -> None:
    result = run("log", "--catalog", "nowhere")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "There is no catalog.yaml in nowhere/." in result.stderr


def test_a_shallow_clone_tells_what_it_has(repository: Repository, tmp_path: Path) -> None:
    folder = repository.clone(tmp_path / "clone", "--depth=1")
    result = run("log", "tills", "--catalog", folder)
    assert (result.exit_code, result.stdout) == (0, "No change is known.\n")
    assert "What changed before 2026-03-12 is not known" in result.stderr


def test_nothing_unseen_reaches_the_terminal(repository: Repository) -> None:
    repository.write(tills=RAISED.replace("name: Tills", 'name: "Tills\\u202e::error"'))
    repository.git("-c", "user.name=x", "commit", "--quiet", "--all", "--message", "\x1b[2J")
    output = run("log", "--authors").stdout
    assert "\u202e" not in output
    assert "Tills\\u202e" in output


# promises --at


def test_what_was_promised_on_a_day_is_told(repository: Repository) -> None:
    only = ("--service", "tills", "--customer", "shops")
    promised = [
        (each["metric"], each["promised"], each["verdict"])
        for each in at("--at", "2026-03-11", *only)
    ]
    assert promised == [("availability", "0.95", "kept"), ("change_within", 86400, "unbacked")]
    for when in ("2026-03-12", "2026-12-31", "HEAD"):
        assert [each["promised"] for each in at("--at", when, *only)] == ["0.98", 86400]
    assert at("--at", "HEAD", *only) == at(*only)
    assert [each["verdict"] for each in at("--at", "main", "--verdict", "short")] == ["short"]


def test_the_text_says_first_what_it_tells_of(repository: Repository) -> None:
    first, second = repository.git("log", "--reverse", "--format=%h", "--abbrev=7").splitlines()
    on_a_day = run("promises", "--at", "2026-02-01").stdout.splitlines()
    assert on_a_day[:2] == [
        f"As it stood on 1 February 2026: commit {first} of 5 January 2026 (On 2026-01-05)",
        "",
    ]
    in_a_commit = run("promises", "--at", "HEAD").stdout.splitlines()
    assert in_a_commit[0] == f"As it stood: commit {second} of 12 March 2026 (On 2026-03-12)"
    assert in_a_commit[2:] == run("promises").stdout.splitlines()


def test_programs_are_told_the_commit(repository: Repository) -> None:
    found = json.loads(run("promises", "--at", "2026-02-01", "--format", "json").stdout)
    commit = repository.git("rev-parse", "HEAD~1")
    assert found["at"] == {"commit": commit, "time": "2026-01-05T12:00:00Z"}
    assert "at" not in json.loads(run("promises", "--format", "json").stdout)


def test_the_files_that_are_there_play_no_part(repository: Repository) -> None:
    before = run("promises", "--at", "HEAD").stdout
    repository.write(tills="kind: [")
    assert run("promises", "--at", "HEAD").stdout == before
    assert repository.git("status", "--porcelain") == "M services/tills.yaml"


def test_errors_of_that_day_are_counted(repository: Repository) -> None:
    repository.commit("2026-04-01", broken="kind: [")
    repository.commit("2026-04-02", broken=None)
    assert "error" not in run("promises", "--at", "2026-04-02").stderr.splitlines()[-1:]
    result = run("promises", "--at", "2026-04-01")
    assert result.exit_code == 0
    assert "in the catalog as it stood then" in result.stderr


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("mian", "Git knows no revision `mian`"),
        ("2026-02-30", "is not a day of the calendar"),
        ("2026-01-04", "No commit of this branch is as old as 2026-01-04."),
        ("yesterday", "A day is written like 2026-03-12."),
    ],
)
def test_a_time_that_is_not_known_is_told(repository: Repository, when: str, told: str) -> None:
    result = run("promises", "--at", when)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_ids_are_those_of_that_day(repository: Repository) -> None:
    repository.commit("2026-04-01", mail=PROMISE.replace("tills", "mail"))
    assert run("promises", "--at", "2026-03-31", "--service", "mail").exit_code == 2
    assert at("--at", "2026-04-01", "--service", "mail")
    result = run("promises", "--customer", "shop")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("Error: There is no customer `shop`; did you mean `shops`?\n")


def test_a_time_before_the_catalog_is_told(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.commit("2026-01-01")
    repository.commit("2026-02-01", catalog=CATALOG, tills=TILLS)
    result = run("promises", repository.folder, "--at", "2026-01-15")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "There is no catalog.yaml in services/" in result.stderr


def test_a_shallow_clone_that_does_not_reach_back_says_so(
    repository: Repository, tmp_path: Path
) -> None:
    folder = repository.clone(tmp_path / "clone", "--depth=1")
    result = run("promises", folder, "--at", "2026-02-01")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "shallow" in result.stderr


def test_without_git_the_past_is_not_known(tmp_path: Path) -> None:
    (tmp_path / "catalog.yaml").write_text(CATALOG)
    result = run("promises", tmp_path, "--at", "2026-02-01")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "not a git repository" in result.stderr


def test_the_formats_are_those_there_are() -> None:
    assert tuple(log.FORMATS) == tuple(promises.FORMATS) == ANSWER_FORMATS
