"""The action, run as the forge's runner would run it."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from proposals import BROKEN, MARKER, RENAMED, ROOT, Machine, git, hostile, machine, shallow
from runner import Run, Runner, parsed

ACTION = parsed(ROOT / "action.yml")


@pytest.fixture
def job(tmp_path: Path) -> Machine:
    return machine(tmp_path)


def runner(job: Machine, base: str = "main", before: str = "", /, **inputs: str) -> Runner:
    """Return a runner of the action with these inputs, for a pull request against a branch.

    With an empty base it is for a push, before which the branch had a commit.
    """
    given = {name.replace("_", "-"): value for name, value in inputs.items()}
    assert set(given) <= set(ACTION["inputs"])
    values = {name: given.get(name, each["default"]) for name, each in ACTION["inputs"].items()}
    contexts = {f"inputs.{name}": value for name, value in values.items()}
    contexts["github.event.before"] = before
    return Runner(job, contexts, {"GITHUB_ACTION_PATH": str(ROOT), "GITHUB_BASE_REF": base})


def act(
    job: Machine, base: str = "main", before: str = "", /, **inputs: str
) -> tuple[Run, dict[str, str]]:
    chosen = runner(job, base, before, **inputs)
    done = chosen.run(ACTION["runs"]["steps"])
    return done, chosen.outputs(ACTION, done)


def sarif(outputs: dict[str, str]) -> list[dict[str, Any]]:
    text = Path(outputs["sarif-file"]).read_text(encoding="utf-8")
    results: list[dict[str, Any]] = json.loads(text)["runs"][0]["results"]
    return results


def test_a_clean_catalog_passes(job: Machine) -> None:
    done, outputs = act(job)
    assert not done.has_failed, done.log
    assert (outputs["exit-code"], outputs["errors"], outputs["warnings"]) == ("0", "0", "0")
    assert sarif(outputs) == []


def test_a_finding_fails_the_step_and_is_an_annotation_in_the_summary_and_in_the_outputs(
    job: Machine,
) -> None:
    job.change(BROKEN)
    chosen = runner(job)
    done = chosen.run(ACTION["runs"]["steps"])
    outputs = chosen.outputs(ACTION, done)
    assert done.outcomes["check"] == "failure"
    assert (outputs["exit-code"], outputs["errors"]) == ("1", "1")
    assert "::error file=services/permits.yaml,line=6," in done.log
    assert "unknown-reference" in chosen.summary
    (result,) = sarif(outputs)
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == "services/permits.yaml"


def test_what_the_change_does_is_a_file_and_in_the_summary(job: Machine) -> None:
    job.change(RENAMED)
    chosen = runner(job)
    done = chosen.run(ACTION["runs"]["steps"])
    comment = Path(chosen.outputs(ACTION, done)["comment-file"]).read_text(encoding="utf-8")
    assert comment.startswith(MARKER)
    assert "Licenses" in comment
    assert comment in chosen.summary


def test_a_push_is_compared_with_nothing(job: Machine) -> None:
    done, outputs = act(job, "")
    assert not done.has_failed, done.log
    assert outputs["comment-file"] == ""


def test_findings_that_were_there_before_can_be_left_out(job: Machine) -> None:
    job.change(BROKEN)
    git(job.workspace, "update-ref", "refs/remotes/origin/main", "HEAD")
    job.change({"services/catalog.yaml": "kind: Catalog\nname: Shop\n"})
    assert act(job)[1]["errors"] == "1"
    done, outputs = act(job, only_new="true")
    assert not done.has_failed, done.log
    assert outputs["errors"] == "0"


def test_a_push_tells_only_what_the_branch_did_not_have_before_it(job: Machine) -> None:
    before = job.change(BROKEN)
    job.change({"README.md": "Catalog\n"})
    done, outputs = act(job, "", before, only_new="true")
    assert not done.has_failed, done.log
    assert (outputs["errors"], outputs["comment-file"]) == ("0", "")
    clean = git(job.workspace, "rev-parse", "origin/main")
    assert act(job, "", clean, only_new="true")[1]["errors"] == "1"
    assert act(job, "", before)[1]["errors"] == "1"


@pytest.mark.parametrize("before", ["0" * 40, "", "1" * 40], ids=["new", "no push", "forced"])
def test_without_a_commit_before_a_push_all_findings_are_told(job: Machine, before: str) -> None:
    job.change(BROKEN)
    done, outputs = act(job, "", before, only_new="true")
    assert outputs["errors"] == "1"
    assert "::notice::Nothing is known of what the branch had before" in done.log


def test_a_push_to_a_shallow_clone_says_what_is_missing(job: Machine) -> None:
    before = job.change(BROKEN)
    job.change({"README.md": "Catalog\n"})
    shallow(job)
    done, outputs = act(job, "", before, only_new="true")
    assert "::error::The commit to compare with is not there. Check out with fetch-depth: 0." in (
        done.log
    )
    assert outputs["exit-code"] == ""


def test_the_base_may_be_named(job: Machine) -> None:
    before = git(job.workspace, "rev-parse", "HEAD")
    job.change(RENAMED)
    done, outputs = act(job, "", base_ref=before)
    assert not done.has_failed, done.log
    assert "Licenses" in Path(outputs["comment-file"]).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "inputs", [{"only_new": "true"}, {"base_ref": "nowhere"}, {"base_ref": "--output=x"}]
)
def test_a_base_that_is_wanted_and_missing_fails(job: Machine, inputs: dict[str, str]) -> None:
    done, outputs = act(job, "gone", **inputs)
    assert done.outcomes["check"] == "failure"
    assert "fetch-depth: 0" in done.log
    assert outputs["exit-code"] == ""


def test_without_the_base_the_check_goes_on_and_says_so(job: Machine) -> None:
    done, outputs = act(job, "gone")
    assert not done.has_failed, done.log
    assert "::notice::" in done.log
    assert outputs["comment-file"] == ""


def test_known_findings_come_from_a_file(job: Machine) -> None:
    job.change(BROKEN)
    command = ["twoview", "check", "--write-baseline", "known.json"]
    python = shutil.which("python3", path=str(job.home / "bin"))
    subprocess.run([str(python), "-I", "-m", *command], cwd=job.workspace, check=True)
    done, outputs = act(job, baseline="known.json")
    assert not done.has_failed, done.log
    assert outputs["errors"] == "0"


def test_a_folder_without_a_catalog_is_said_to_be_one(job: Machine) -> None:
    done, outputs = act(job, "", path="nowhere")
    assert done.outcomes["check"] == "failure"
    assert outputs["exit-code"] == "2"


def test_the_action_installs_itself_or_a_version(job: Machine) -> None:
    act(job)
    assert job.installed.split()[-1] == str(ROOT)
    act(job, version="1.2.0")
    assert job.installed.split()[-1] == "twoview==1.2.0"


@pytest.mark.parametrize("version", ["1.0 --index-url x", "../evil", "$(touch pwned)", "-e."])
def test_a_version_that_is_none_is_refused(job: Machine, version: str) -> None:
    done, _ = act(job, version=version)
    assert done.outcomes["install"] == "failure"
    assert job.installed == ""


def test_python_is_set_up_unless_the_runner_has_its_own(job: Machine) -> None:
    (used,) = act(job)[0].used
    assert used["with"]["python-version"] == ACTION["inputs"]["python-version"]["default"]
    assert act(job, python_version="")[0].used == []


def test_nothing_of_a_hostile_workspace_is_run(job: Machine) -> None:
    job.change(hostile(job.canary))
    for name in ("post-checkout", "pre-commit", "post-index-change"):
        assert not (job.workspace / ".git/hooks" / name).exists()
    inputs = {"only_new": "true", "base_ref": "$(touch pwned)", "baseline": "$(touch pwned)"}
    for given in ({}, {"path": "$(touch pwned)"}, inputs, {"fail_on": "`touch pwned`"}):
        act(job, **given)
        act(job, "$(touch${IFS}pwned)", **given)
    assert not job.canary.exists()
    assert not list(job.workspace.rglob("pwned"))


def test_the_hostile_workspace_has_teeth(job: Machine) -> None:
    """What the action keeps away happens where it is not kept away."""
    job.change(hostile(job.canary))
    git(job.workspace / "services", "status")
    assert job.canary.exists()
    job.canary.unlink()
    python = str(shutil.which("python3", path=str(job.home / "bin")))
    subprocess.run([python, "-m", "twoview"], cwd=job.workspace, capture_output=True)
    assert job.canary.exists()


def test_links_in_the_workspace_lead_no_report_elsewhere(job: Machine) -> None:
    job.change(BROKEN)
    before = {path for path in job.workspace.rglob("*") if ".git" not in path.parts}
    _, outputs = act(job)
    assert {path for path in job.workspace.rglob("*") if ".git" not in path.parts} == before
    for name in ("sarif-file", "comment-file"):
        assert Path(outputs[name]).is_relative_to(job.temp)


def test_a_folder_that_poses_as_a_repository_is_not_asked(job: Machine) -> None:
    before = git(job.workspace, "rev-parse", "HEAD")
    posing = {
        "services/objects/info/alternates": "../../.git/objects\n",
        "services/refs/heads/theirs": f"{before}\n",
    }
    job.change(hostile(job.canary) | posing)
    assert git(job.workspace / "services", "rev-parse", "theirs") == before
    assert "fetch-depth: 0" in act(job, "", base_ref="theirs")[0].log


@pytest.mark.slow
def test_the_whole_action_works_with_nothing_replaced(tmp_path: Path) -> None:
    """The package is built from the action's folder, and installed from the registry's packages."""
    job = machine(tmp_path, real_python=True)
    job.change(hostile(job.canary) | RENAMED)
    done, outputs = act(job, "")
    assert done.outcomes["install"] == "success", done.log
    assert int(outputs["errors"]) > 0
    assert (Path(outputs["bin"]) / "mkdocs").is_file()
    assert not job.canary.exists()
