"""What holds for every file that a forge reads: rights, foreign code, scripts and shape."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from gitlab_jobs import filled, jobs
from proposals import COMPONENT, GITHUB, GITLAB, ROOT
from runner import parsed

ACTION = ROOT / "action.yml"
OWN = sorted((ROOT / ".github/workflows").glob("*.yml"))
READY = sorted(GITHUB.glob("*.yml"))
WORKFLOWS = [*OWN, *READY]
GUIDE = ROOT / "docs/guides/ci.md"
# Whose code a workflow may run; a major version each.
ACTIONS = {
    *("actions/checkout", "actions/setup-python", "actions/upload-artifact"),
    *("actions/upload-pages-artifact", "actions/deploy-pages", "github/codeql-action/upload-sarif"),
}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def steps(path: Path) -> list[dict[str, Any]]:
    content = parsed(path)
    if "runs" in content:
        return list(content["runs"]["steps"])
    return [step for job in content["jobs"].values() for step in job["steps"]]


def snippets() -> Iterator[str]:
    """Yield the YAML examples of the guide."""
    text = GUIDE.read_text(encoding="utf-8")
    yield from re.findall(r"(?ms)^```yml[^\n]*\n(.*?)^```$", text)


every_file = pytest.mark.parametrize("path", [ACTION, *WORKFLOWS], ids=named)
every_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=named)


@every_file
def test_no_expression_stands_in_a_script(path: Path) -> None:
    """What an expression yields would become part of the script, and run."""
    for step in steps(path):
        assert "${{" not in step.get("run", "")


def test_every_input_of_the_action_is_used_and_every_one_that_is_used_is_there() -> None:
    content = parsed(ACTION)
    used = re.findall(r"\$\{\{[^}]*?inputs\.([\w-]+)", json.dumps(content["runs"]))
    assert set(used) == set(content["inputs"])


@every_file
def test_foreign_actions_are_few_and_have_a_version(path: Path) -> None:
    for step in steps(path):
        if "uses" in step and step["uses"] != "./":
            name, _, version = step["uses"].partition("@")
            assert name in ACTIONS
            assert re.fullmatch(r"v\d+", version)


@every_workflow
def test_rights_are_stated_and_jobs_end(path: Path) -> None:
    content = parsed(path)
    assert content["permissions"] in ({}, "", {"contents": "read"})
    for job in content["jobs"].values():
        assert int(job["timeout-minutes"]) <= 60


@every_workflow
def test_no_checkout_leaves_a_token_behind(path: Path) -> None:
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"] == {"fetch-depth": "0", "persist-credentials": "false"}


def test_what_a_pull_request_starts_may_only_read() -> None:
    for path in WORKFLOWS:
        content = parsed(path)
        assert "pull_request_target" not in content["on"]
        if "pull_request" in content["on"]:
            assert content["permissions"] == {"contents": "read"}
            assert all("permissions" not in job for job in content["jobs"].values())


def test_what_may_write_on_a_pull_request_runs_one_script_of_its_own() -> None:
    content = parsed(GITHUB / "comment.yml")
    (job,) = content["jobs"].values()
    assert job["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert ["uses" in step for step in job["steps"]] == [False]
    assert list(content["on"]) == ["workflow_run"]


def test_the_check_of_a_change_builds_no_site() -> None:
    scripts = [step.get("run", "") for step in steps(GITHUB / "check.yml")]
    assert "mkdocs" not in "".join(scripts)
    for path in (GITLAB, COMPONENT):
        content = jobs(path)
        builds = [name for name, job in content.items() if "mkdocs" in str(job.get("script"))]
        assert builds == ["pages"]


def test_python_runs_apart_from_the_workspace() -> None:
    """With -I, Python takes nothing from the folder that it is started in, or the user's."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "ci").glob("*.sh"))]
    texts += [(GITHUB / "check.yml").read_text(), GITLAB.read_text(), COMPONENT.read_text()]
    for text in texts:
        starts = re.findall(r"(?i)(?:python3|bin/python)\"? +(\S+)", text)
        assert starts != []
        assert set(starts) == {"-I"}


def test_git_obeys_no_repository_that_a_catalog_brings() -> None:
    texts = (ROOT / "ci/check.sh", GITHUB / "check.yml", GITLAB, COMPONENT)
    for text in (path.read_text(encoding="utf-8") for path in texts):
        guard = {"GIT_CONFIG_KEY_0": "safe.bareRepository", "GIT_CONFIG_VALUE_0": "explicit"}
        guard["GIT_CONFIG_COUNT"] = "1"
        assert (
            guard.items() <= dict(re.findall(r'(GIT_CONFIG_\w+)(?:=|: )"?([\w.]+)', text)).items()
        )


# Shape


@every_workflow
def test_a_workflow_has_the_shape_of_one(path: Path) -> None:
    assert_shape("github-workflows", path)


def test_the_action_has_the_shape_of_one() -> None:
    assert_shape("github-actions", ACTION)


def test_the_gitlab_configurations_have_the_shape_of_one(tmp_path: Path) -> None:
    assert_shape("gitlab-ci", GITLAB)
    component = tmp_path / "component.yml"
    component.write_text(filled(COMPONENT), encoding="utf-8")
    assert_shape("gitlab-ci", component)


def assert_shape(schema: str, path: Path) -> None:
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is not installed")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    done = subprocess.run([*command, str(path)], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_hooks_have_the_shape_of_some() -> None:
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout


# Scripts


def scripts() -> Iterator[object]:
    for path in sorted((ROOT / "ci").glob("*.sh")):
        yield pytest.param("bash", path.read_text(encoding="utf-8"), id=named(path))
    for path in [ACTION, *WORKFLOWS]:
        for number, step in enumerate(steps(path)):
            if "run" in step:
                yield pytest.param("bash", f"set -e\n{step['run']}", id=f"{named(path)}-{number}")
    for path in (GITLAB, COMPONENT):
        content = jobs(path)
        for name, job in content.items():
            if "script" in job:
                lines = [*content[job["extends"]]["before_script"], *job["script"]]
                yield pytest.param("sh", "\n".join(["set -e", *lines]), id=f"{named(path)}-{name}")


@pytest.mark.parametrize(("shell", "script"), list(scripts()))
def test_shellcheck_finds_nothing_in_a_script(shell: str, script: str) -> None:
    command = shutil.which("shellcheck", path=f"{Path(sys.executable).parent}:/usr/bin")
    if command is None:
        pytest.skip("shellcheck is not installed")
    done = subprocess.run(
        [command, f"--shell={shell}", "--severity=style", "-"],
        input=script,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout


# The guide


def test_the_guide_shows_inputs_that_there_are() -> None:
    action = parsed(ACTION)
    component = yaml.safe_load(COMPONENT.read_text(encoding="utf-8").partition("\n---\n")[0])
    shown = 0
    for text in snippets():
        loaded = yaml.safe_load(text)
        content = loaded if isinstance(loaded, dict) else {}
        for step in content.get("jobs", {}).get("catalog", {}).get("steps", []):
            if "/twoview@" in step.get("uses", ""):
                shown += 1
                assert set(step.get("with", {})) <= set(action["inputs"])
        for included in content.get("include", []):
            shown += 1
            assert set(included["inputs"]) <= set(component["spec"]["inputs"])
    assert shown >= 2


@pytest.mark.parametrize("text", list(snippets()))
def test_a_workflow_in_the_guide_has_the_shape_of_one(text: str, tmp_path: Path) -> None:
    schemas = {"jobs": "github-workflows", "include": "gitlab-ci"}
    (schema,) = [schema for key, schema in schemas.items() if key in yaml.safe_load(text)] or [""]
    path = tmp_path / "example.yml"
    path.write_text(text, encoding="utf-8")
    if schema:
        assert_shape(schema, path)


def test_the_guide_names_every_input_and_output() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    action = parsed(ACTION)
    component = yaml.safe_load(COMPONENT.read_text(encoding="utf-8").partition("\n---\n")[0])
    for name in (*action["inputs"], *action["outputs"], *component["spec"]["inputs"]):
        assert f"`{name}`" in text
