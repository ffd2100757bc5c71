"""The workflows of a new catalog, their scripts run as the forge's runner would run them."""

import json
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from proposals import BROKEN, GITHUB, MARKER, RENAMED, Machine, git, hostile, machine, shallow
from runner import Run, Runner, parsed

CHECK = parsed(GITHUB / "check.yml")
COMMENT = parsed(GITHUB / "comment.yml")
PUBLISH = parsed(GITHUB / "publish.yml")
PULL_REQUEST = {"github.event_name": "pull_request", "github.event.number": "12"}
SITE = """\
site_name: Store
theme:
  name: material
  font: false
plugins:
  - twoview:
      catalog: services
"""


# check.yml


@pytest.fixture
def job(tmp_path: Path) -> Machine:
    return machine(tmp_path)


def check(
    job: Machine, base: str = "main", *, only_new: bool = False, **contexts: str
) -> tuple[Runner, Run]:
    event = PULL_REQUEST if base else {"github.event_name": "push", "github.event.number": ""}
    environment = {**CHECK["env"], "GITHUB_BASE_REF": base}
    if only_new:
        environment["ONLY_NEW"] = "true"
    runner = Runner(job, event | contexts, environment)
    return runner, runner.run(CHECK["jobs"]["check"]["steps"])


def left(job: Machine, name: str) -> str:
    return (job.temp / name).read_text(encoding="utf-8")


def test_a_clean_change_passes_and_leaves_what_it_changes(job: Machine) -> None:
    job.change(RENAMED)
    runner, done = check(job)
    assert not done.has_failed, done.log
    assert left(job, "diff/number") == "12\n"
    assert left(job, "diff/diff.md").startswith(MARKER)
    assert "Licenses" in left(job, "diff/diff.md")
    assert left(job, "diff/diff.md") in runner.summary
    kept = {each["with"].get("name"): each["with"].get("path") for each in done.used}
    assert kept["twoview-diff"] == str(job.temp / "diff")
    assert kept["twoview-sarif"] == str(job.temp / "twoview.sarif")


def test_a_finding_fails_the_check_and_what_changes_is_told_all_the_same(job: Machine) -> None:
    job.change(BROKEN)
    _, done = check(job)
    assert done.has_failed
    assert "::error file=services/permits.yaml,line=6," in done.log
    assert left(job, "diff/diff.md").startswith(MARKER)
    assert json.loads(left(job, "twoview.sarif"))["runs"][0]["results"] != []


def test_a_push_leaves_nothing_to_comment_with(job: Machine) -> None:
    _, done = check(job, "")
    assert not done.has_failed, done.log
    assert not (job.temp / "diff").exists()


def test_old_findings_can_be_left_out_of_pull_requests_and_of_pushes(job: Machine) -> None:
    before = job.change(BROKEN)
    assert check(job, only_new=True)[1].has_failed
    git(job.workspace, "update-ref", "refs/remotes/origin/main", "HEAD")
    job.change({"README.md": "Catalog\n"})
    for base in ("main", ""):
        assert check(job, base)[1].has_failed
        shutil.rmtree(job.temp)
        job.temp.mkdir()
        _, done = check(job, base, only_new=True, **{"github.event.before": before})
        assert not done.has_failed, done.log
    _, done = check(job, "", only_new=True, **{"github.event.before": "0" * 40})
    assert done.has_failed
    assert "::notice::Nothing is known of what the branch had before" in done.log


def test_a_shallow_clone_says_what_is_missing(job: Machine) -> None:
    job.change(RENAMED)
    shallow(job)
    _, done = check(job)
    assert done.outcomes["install"] == "failure"
    assert "::error::The commit to compare with is not there." in done.log
    assert "fetch-depth: 0" in done.log
    assert "fatal:" not in done.log


def test_the_target_branch_says_what_is_installed(job: Machine) -> None:
    job.change({"requirements.txt": "-e .\nevil\n"})
    _, done = check(job)
    assert not done.has_failed, done.log
    assert "evil" not in job.installed
    assert job.installed.split()[-1] == "twoview"


def test_a_target_branch_without_requirements_is_said_to_be_one(job: Machine) -> None:
    (job.workspace / "requirements.txt").unlink()
    job.change({"README.md": "Catalog\n"})
    git(job.workspace, "update-ref", "refs/remotes/origin/main", "HEAD")
    _, done = check(job)
    assert done.outcomes["install"] == "failure"
    assert "::error::The target branch has no requirements.txt" in done.log
    assert job.installed == ""


def test_nothing_of_a_hostile_pull_request_is_run(job: Machine) -> None:
    job.change(hostile(job.canary))
    for base in ("main", "", "$(touch${IFS}pwned)"):
        shutil.rmtree(job.temp)
        job.temp.mkdir()
        check(job, base, **{"github.event.number": "$(touch pwned)"})
        check(job, base)
    assert not job.canary.exists()
    assert not list(job.workspace.rglob("pwned"))


# comment.yml


@dataclass
class Forge:
    """A forge with one open pull request, 12, whose check is run 77."""

    home: Path
    calls: list[list[str]] = field(default_factory=list)

    def comment(self) -> Run:
        contexts = {
            "github.token": "token",
            "github.event.workflow_run.id": "77",
            "github.event.workflow_run.head_sha": "abc",
        }
        names = {"FORGE": str(self.home), "GITHUB_REPOSITORY": "havenholm/catalog"}
        job = Machine(self.home)
        done = Runner(job, contexts, names).run(COMMENT["jobs"]["comment"]["steps"])
        log = (self.home / "calls").read_text(encoding="utf-8")
        self.calls = [json.loads(line) for line in log.splitlines()]
        return done

    def leave(self, text: str | bytes, number: str = "12\n") -> None:
        """Let the check leave these two files."""
        artifact = self.home / "artifact"
        artifact.mkdir(exist_ok=True)
        content = text if isinstance(text, bytes) else text.encode()
        (artifact / "diff.md").write_bytes(content)
        (artifact / "number").write_text(number, encoding="utf-8")

    def keep(self, name: str, value: Any) -> None:
        (self.home / f"{name}.json").write_text(json.dumps(value), encoding="utf-8")

    @property
    def comments(self) -> list[dict[str, Any]]:
        path = self.home / "comments.json"
        kept: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return kept

    @property
    def has_written(self) -> bool:
        return any("--method" in call for call in self.calls)


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    if shutil.which("jq") is None:
        pytest.skip("jq, which the forge's runners have, is not installed")
    made = Forge(tmp_path)
    job = Machine(tmp_path)
    for folder in (job.workspace, job.temp, tmp_path / "bin"):
        folder.mkdir(parents=True)
    command = tmp_path / "bin" / "gh"
    fake = Path(__file__).with_name("fake_gh.py")
    command.write_text(f'#!/bin/sh\nexec {sys.executable} {fake} "$@"\n')
    command.chmod(0o755)
    made.keep("pull-12", {"number": 12, "state": "open", "head": {"sha": "abc"}})
    made.keep("pull-13", {"number": 13, "state": "open", "head": {"sha": "another"}})
    made.keep("comments", [])
    return made


def test_there_is_one_comment_that_is_renewed(forge: Forge) -> None:
    forge.leave(f"{MARKER}\nFirst")
    assert not forge.comment().has_failed
    assert [each["body"] for each in forge.comments] == [f"{MARKER}\nFirst"]
    forge.leave(f"{MARKER}\nSecond: $(touch pwned) `touch pwned` {{owner}} @team \\n")
    assert not forge.comment().has_failed
    (only,) = forge.comments
    assert only["body"] == f"{MARKER}\nSecond: $(touch pwned) `touch pwned` {{owner}} @team \\n"


def test_comments_of_others_stay_as_they_are(forge: Forge) -> None:
    theirs = [
        {"id": 1, "user": {"login": "stranger"}, "body": f"{MARKER}\nTake this one"},
        {"id": 2, "user": {"login": "github-actions[bot]"}, "body": f"Quoted: {MARKER}"},
    ]
    forge.keep("comments", theirs)
    forge.leave(f"{MARKER}\nOurs")
    forge.comment()
    forge.comment()
    assert forge.comments[:2] == theirs
    assert [each["body"] for each in forge.comments[2:]] == [f"{MARKER}\nOurs"]


@pytest.mark.parametrize(
    "number",
    ["", "0", "-12", "12a", "12\n13", "../12", "12?x", "$(touch pwned)", "99999999999999999999"],
)
def test_a_number_that_is_none_is_refused(forge: Forge, number: str) -> None:
    forge.leave(f"{MARKER}\nText", number)
    assert forge.comment().has_failed
    assert not forge.has_written
    assert [call[:2] for call in forge.calls] == [["run", "download"]]


def test_a_pull_request_that_is_not_there_is_refused(forge: Forge) -> None:
    forge.leave(f"{MARKER}\nText", "14")
    assert forge.comment().has_failed
    assert not forge.has_written


def test_the_pull_request_of_another_commit_is_left_alone(forge: Forge) -> None:
    forge.leave(f"{MARKER}\nText", "13")
    done = forge.comment()
    assert not done.has_failed
    assert "::notice::" in done.log
    assert not forge.has_written


def test_a_pull_request_that_is_closed_is_left_alone(forge: Forge) -> None:
    forge.keep("pull-12", {"number": 12, "state": "closed", "head": {"sha": "abc"}})
    forge.leave(f"{MARKER}\nText")
    assert not forge.comment().has_failed
    assert not forge.has_written


@pytest.mark.parametrize("text", ["", "Text", f"\n{MARKER}\nText", f"{MARKER}\n{'x' * 65536}"])
def test_a_text_that_is_no_comment_of_ours_is_refused(forge: Forge, text: str) -> None:
    forge.leave(text)
    assert forge.comment().has_failed
    assert not forge.has_written


def test_a_long_comment_in_any_letters_is_written(forge: Forge) -> None:
    text = f"{MARKER}\n{'ä' * 64_000}"
    forge.leave(text)
    assert not forge.comment().has_failed
    assert (forge.comments[0]["body"] == text) is True


def test_bytes_that_are_no_text_do_no_harm(forge: Forge) -> None:
    forge.leave(MARKER.encode() + b"\n\xff\x00\xfe")
    forge.comment()
    assert all(each["body"].startswith(MARKER) for each in forge.comments)


@pytest.mark.parametrize("name", ["number", "diff.md"])
def test_a_link_or_a_missing_file_is_refused(forge: Forge, name: str) -> None:
    forge.leave(f"{MARKER}\nText")
    elsewhere = (forge.home / "artifact" / name).rename(forge.home / name)
    assert forge.comment().has_failed
    (forge.home / "artifact" / name).symlink_to(elsewhere)
    assert forge.comment().has_failed
    assert not forge.has_written


def test_without_anything_left_by_the_check_nothing_is_done(forge: Forge) -> None:
    done = forge.comment()
    assert not done.has_failed
    assert "::notice::The check left nothing" in done.log
    assert not forge.has_written


def test_only_a_pull_request_is_commented_on() -> None:
    condition = "github.event.workflow_run.event == 'pull_request'"
    assert condition in COMMENT["jobs"]["comment"]["if"]
    assert COMMENT["on"]["workflow_run"]["workflows"] == [CHECK["name"]]


# publish.yml


def test_the_site_is_built_outside_the_workspace(job: Machine) -> None:
    job.change({"mkdocs.yml": SITE, "docs/about.md": "# About\n"})
    runner = Runner(job)
    done = runner.run(PUBLISH["jobs"]["build"]["steps"])
    assert not done.has_failed, done.log
    assert (job.temp / "site" / "business" / "index.html").is_file()
    assert done.used[-1]["with"]["path"] == str(job.temp / "site")
    assert job.installed.split()[-1] == "twoview"
    assert not (job.workspace / "site").exists()
