"""A small runner of GitHub Actions: it runs steps that have a script, and notes the others."""

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from proposals import Machine

EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}")
TOKEN = re.compile(r"'[^']*'|[a-z][\w.-]*\(\)|[a-z][\w.-]*|&&|\|\||==|!=|!", re.IGNORECASE)
WORDS = {"&&": " and ", "||": " or ", "!": " not ", "==": "==", "!=": "!="}


def parsed(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


@dataclass
class Run:
    """What came of the steps of a job or of an action."""

    outcomes: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    log: str = ""
    used: list[dict[str, Any]] = field(default_factory=list)

    @property
    def has_failed(self) -> bool:
        return "failure" in self.outcomes.values()


@dataclass(frozen=True)
class Runner:
    """Runs steps on a machine, given the values of contexts such as `inputs.path`."""

    machine: Machine
    contexts: Mapping[str, str] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        path = self.machine.temp / "summary"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def run(self, steps: list[dict[str, Any]]) -> Run:
        done = Run()
        for number, step in enumerate(steps):
            ident = step.get("id", str(number))
            if not self._is_wanted(step.get("if", ""), done):
                done.outcomes[ident] = "skipped"
            elif "uses" in step:
                done.used.append({**step, "with": self._all(step.get("with", {}), done)})
                done.outcomes[ident] = "success"
            else:
                done.outcomes[ident] = self._script(ident, step, done)
        return done

    def outputs(self, action: dict[str, Any], done: Run) -> dict[str, str]:
        """Return the outputs of an action whose steps are done."""
        declared = {name: each["value"] for name, each in action["outputs"].items()}
        return self._all(declared, done)

    def _script(self, ident: str, step: dict[str, Any], done: Run) -> str:
        output = self.machine.temp / f"output-{ident}"
        environment = self.machine.environment(
            GITHUB_ACTIONS="true",
            GITHUB_WORKSPACE=str(self.machine.workspace),
            GITHUB_STEP_SUMMARY=str(self.machine.temp / "summary"),
            GITHUB_OUTPUT=str(output),
            GITHUB_ENV=str(self.machine.temp / "env"),
            GITHUB_BASE_REF="",
            RUNNER_TEMP=str(self.machine.temp),
        )
        output.touch()
        script = self.machine.temp / f"script-{ident}.sh"
        script.write_text(step["run"], encoding="utf-8")
        finished = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.machine.workspace,
            env=environment | dict(self.environment) | self._all(step.get("env", {}), done),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=300,
        )
        done.log += finished.stdout
        for line in output.read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("=")
            done.outputs[f"steps.{ident}.outputs.{name}"] = value
        return "failure" if finished.returncode else "success"

    def _is_wanted(self, condition: str, done: Run) -> bool:
        text = "".join(EXPRESSION.findall(condition)) or condition
        has_status = re.search(r"\b(always|cancelled|failure|success)\(\)", text)
        if done.has_failed and not has_status:
            return False
        return bool(self._value(text or "'yes'", done))

    def _all(self, values: Mapping[str, str], done: Run) -> dict[str, str]:
        return {name: self._filled(value, done) for name, value in values.items()}

    def _filled(self, text: str, done: Run) -> str:
        return EXPRESSION.sub(lambda found: str(self._value(found[1], done)), text)

    def _value(self, expression: str, done: Run) -> object:
        """Return the value of an expression made of names, texts and the logical operators."""
        assert re.fullmatch(r"[\s()]*", TOKEN.sub("", expression)), expression
        return eval(TOKEN.sub(lambda found: self._token(found[0], done), expression).strip())

    def _token(self, token: str, done: Run) -> str:
        if token in WORDS or token.startswith("'"):
            return WORDS.get(token, token)
        known = {
            "always()": True,
            "cancelled()": False,
            "success()": not done.has_failed,
            "runner.temp": str(self.machine.temp),
            "github.event.before": "",
            **{f"steps.{ident}.outcome": outcome for ident, outcome in done.outcomes.items()},
            **done.outputs,
            **self.contexts,
        }
        is_output = token.startswith("steps.")
        return repr(known.get(token, "") if is_output else known[token])
