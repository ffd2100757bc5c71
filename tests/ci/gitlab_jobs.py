"""The jobs of a GitLab configuration, their scripts run in a shell as GitLab's runner would."""

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from proposals import Machine


def filled(path: Path, **inputs: str) -> str:
    """Return a configuration as text, with the inputs of a component filled in."""
    text = path.read_text(encoding="utf-8")
    if not text.startswith("spec:"):
        return text
    head, _, text = text.partition("\n---\n")
    declared = yaml.load(head, yaml.BaseLoader)["spec"]["inputs"]
    assert set(inputs) <= set(declared)
    given = {name: inputs.get(name, each["default"]) for name, each in declared.items()}
    return re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda found: given[found[1]], text)


def jobs(path: Path, **inputs: str) -> dict[str, dict[str, Any]]:
    """Return the jobs and settings of a configuration, each scalar as text."""
    loaded: dict[str, dict[str, Any]] = yaml.load(filled(path, **inputs), yaml.BaseLoader)
    return loaded


def perform(
    machine: Machine, config: Mapping[str, Any], name: str, shell: str = "bash", **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a job: what comes before its script and the script, in one shell."""
    job = config[name]
    parent = config[job["extends"]]
    lines = "\n".join([*parent["before_script"], *job["script"]])
    environment = machine.environment(
        CI_PROJECT_DIR=str(machine.workspace),
        CI_DEFAULT_BRANCH="main",
        TMPDIR=str(machine.temp),
        **{**config.get("variables", {}), **parent.get("variables", {}), **variables},
    )
    return subprocess.run(
        [shell, "-e", "-c", lines],
        cwd=machine.workspace,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=300,
    )
