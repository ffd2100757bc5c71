"""The GitLab configuration of a new catalog, and the component: their scripts run in a shell."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from xml.etree import ElementTree

import pytest
from gitlab_jobs import jobs, perform
from proposals import (
    BROKEN,
    COMPONENT,
    GITLAB,
    MARKER,
    RENAMED,
    ROOT,
    Machine,
    git,
    hostile,
    machine,
    shallow,
)

SITE = "site_name: Store\ntheme: {name: material, font: false}\nplugins: [twoview]\n"
CHECKS = {GITLAB: "check", COMPONENT: "twoview-check"}
NOTES = {GITLAB: "note", COMPONENT: "twoview-note"}
NOTES_OF_7 = "/projects/3/merge_requests/7/notes"
BOTH = pytest.mark.parametrize("path", [GITLAB, COMPONENT], ids=["new catalog", "component"])


@dataclass
class Server:
    """A GitLab that keeps the notes of merge request 7 in project 3, two on a page."""

    address: str = ""
    notes: list[dict[str, Any]] = field(default_factory=list)
    refuses: bool = False

    def answer(self, method: str, path: str, body: dict[str, str]) -> Any:
        if (method, path) == ("GET", "/user"):
            return {"id": 5}
        assert path.startswith(NOTES_OF_7)
        if method == "POST":
            self.notes.append({"id": len(self.notes) + 1, "author": {"id": 5}, **body})
            return self.notes[-1]
        number = int(path[-1])
        if method == "PUT":
            return self.notes[number - 1].update(body)
        assert path == f"{NOTES_OF_7}?per_page=100&page={number}"
        return self.notes[number * 2 - 2 : number * 2]


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do(self) -> None:
            size = int(self.headers.get("Content-Length", 0))
            body = json.loads(self.rfile.read(size)) if size else {}
            allowed = self.headers.get("PRIVATE-TOKEN") == "token" and not state.refuses
            answer = state.answer(self.command, self.path, body) if allowed else {}
            self.send_response(200 if allowed else 401)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        do_GET = do_POST = do_PUT = do  # noqa: N815

        def log_message(self, *_: object) -> None: ...

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.address = f"http://127.0.0.1:{listening.server_port}"
    Thread(target=listening.serve_forever, daemon=True).start()
    yield state
    listening.shutdown()


@pytest.fixture
def job(tmp_path: Path) -> Machine:
    return machine(tmp_path)


def request(job: Machine, **more: str) -> dict[str, str]:
    """Return the variables of a merge request into `main`."""
    base = git(job.workspace, "merge-base", "origin/main", "HEAD")
    return {
        "CI_MERGE_REQUEST_IID": "7",
        "CI_MERGE_REQUEST_PROJECT_ID": "3",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
        **more,
    }


def check(
    job: Machine,
    path: Path,
    shell: str = "bash",
    variables: dict[str, str] | None = None,
    **inputs: str,
) -> subprocess.CompletedProcess[str]:
    return perform(job, jobs(path, **inputs), CHECKS[path], shell, **(variables or {}))


def write_note(job: Machine, path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return perform(job, jobs(path), NOTES[path], **request(job, **variables))


def with_token(server: Server) -> dict[str, str]:
    return {"TWOVIEW_TOKEN": "token", "CI_API_V4_URL": server.address}


@BOTH
@pytest.mark.parametrize("shell", ["bash", "dash"])
def test_a_clean_catalog_passes_and_leaves_both_reports(
    job: Machine, path: Path, shell: str
) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    done = check(job, path, shell)
    assert done.returncode == 0, done.stdout
    assert json.loads((job.workspace / "gl-code-quality-report.json").read_bytes()) == []
    report = ElementTree.parse(job.workspace / "twoview-junit.xml").getroot()
    assert report.tag == "testsuites"


@BOTH
def test_a_finding_fails_the_job_and_stands_in_the_reports(job: Machine, path: Path) -> None:
    job.change(BROKEN)
    done = check(job, path, variables=request(job))
    assert done.returncode == 1
    (found,) = json.loads((job.workspace / "gl-code-quality-report.json").read_bytes())
    assert found["location"]["path"] == "services/permits.yaml"
    assert found["location"]["lines"]["begin"] == 6


def test_the_reports_are_the_ones_that_the_jobs_keep() -> None:
    for path, name in CHECKS.items():
        job = jobs(path)[name]
        kept = job["artifacts"]["reports"].values()
        assert job["artifacts"]["when"] == "always"
        for report in kept:
            assert f"={report}" in "".join(job["script"])
            assert report in job["script"][0]


@BOTH
def test_links_in_the_place_of_reports_lead_nowhere(job: Machine, path: Path) -> None:
    names = ("gl-code-quality-report.json", "twoview-junit.xml")
    for name in names:
        (job.home / name).write_text("kept", encoding="utf-8")
        (job.workspace / name).symlink_to(job.home / name)
    assert check(job, path).returncode == 0
    assert [(job.home / name).read_text(encoding="utf-8") for name in names] == ["kept", "kept"]


def test_a_component_can_leave_out_what_was_there_before(job: Machine) -> None:
    job.change(BROKEN)
    before = job.change({"services/catalog.yaml": "kind: Catalog\nname: Shop\n"})
    variables = request(job, CI_MERGE_REQUEST_DIFF_BASE_SHA=before)
    assert check(job, COMPONENT, variables=variables).returncode == 1
    assert check(job, COMPONENT, variables=variables, only_new="true").returncode == 0
    assert check(job, COMPONENT, only_new="true").returncode == 1


def test_the_inputs_of_the_component_reach_the_command(job: Machine) -> None:
    assert check(job, COMPONENT, catalog="nowhere").returncode == 2
    assert check(job, COMPONENT, baseline="nowhere.json").returncode == 2
    job.change({"services/catalog.yaml": "kind: Catalog\nname: Store\nrules:\n  no-outcome: off\n"})
    assert check(job, COMPONENT, requirement="twoview==1.2.0").returncode == 0
    assert job.installed.split()[-1] == "twoview==1.2.0"


@BOTH
def test_a_push_can_tell_only_what_the_branch_did_not_have_before(job: Machine, path: Path) -> None:
    before = job.change(BROKEN)
    job.change({"README.md": "Catalog\n"})
    only_new = {"ONLY_NEW": "true", "CI_COMMIT_BEFORE_SHA": before}
    assert check(job, path).returncode == 1
    done = check(job, path, variables=only_new)
    assert done.returncode == 0, done.stdout
    done = check(job, path, variables=only_new | {"CI_COMMIT_BEFORE_SHA": "0" * 40})
    assert done.returncode == 1
    assert "Nothing is known of what the branch had before" in done.stdout


def test_a_shallow_clone_of_a_new_catalog_says_what_is_missing(job: Machine) -> None:
    job.change(RENAMED)
    variables = request(job)
    shallow(job)
    done = check(job, GITLAB, variables=variables)
    assert done.returncode == 1
    assert "The commit to compare with is not there." in done.stdout
    assert "fatal:" not in done.stdout


def test_a_new_catalog_installs_what_the_target_branch_requires(job: Machine) -> None:
    job.change({"requirements.txt": "-e .\nevil\n"})
    assert check(job, GITLAB, variables=request(job)).returncode == 0
    assert "evil" not in job.installed


@BOTH
def test_nothing_of_a_hostile_merge_request_is_run(job: Machine, path: Path) -> None:
    job.change(hostile(job.canary))
    check(job, path, variables=request(job))
    check(job, path, variables=request(job, CI_MERGE_REQUEST_DIFF_BASE_SHA="$(touch pwned)"))
    write_note(job, path)
    write_note(job, path, CI_MERGE_REQUEST_DIFF_BASE_SHA="$(touch pwned)")
    assert not job.canary.exists()
    assert not list(job.workspace.rglob("pwned"))


# The note


def test_both_configurations_write_the_note_in_the_same_way() -> None:
    first, second = (jobs(path)[name]["script"] for path, name in NOTES.items())
    assert first == second


@BOTH
def test_without_a_token_the_log_tells_what_changes(job: Machine, path: Path) -> None:
    job.change(RENAMED)
    done = write_note(job, path)
    assert done.returncode == 0, done.stdout
    assert "Licenses" in done.stdout
    assert "There is no TWOVIEW_TOKEN" in done.stdout


@BOTH
def test_there_is_one_note_that_is_renewed(job: Machine, path: Path, server: Server) -> None:
    theirs = [
        {"id": 1, "author": {"id": 9}, "body": f"{MARKER}\nTake this one"},
        {"id": 2, "author": {"id": 5}, "body": f"Quoted: {MARKER}"},
        {"id": 3, "author": {"id": 9}, "body": "Fine"},
    ]
    server.notes = [*theirs]
    for text in ("Licenses", "Permits and more"):
        name = f"name: {text}"
        job.change({k: v.replace("name: Licenses", name) for k, v in RENAMED.items()})
        done = write_note(job, path, **with_token(server))
        assert done.returncode == 0, done.stdout
        assert server.notes[:3] == theirs
        (ours,) = server.notes[3:]
        assert ours["body"].startswith(MARKER)
        assert text in ours["body"]


@BOTH
def test_a_token_that_is_refused_is_said_to_be_one(
    job: Machine, path: Path, server: Server
) -> None:
    server.refuses = True
    done = write_note(job, path, **with_token(server))
    assert done.returncode == 1
    assert "401" in done.stdout
    assert "TWOVIEW_TOKEN needs the scope api" in done.stdout


def test_the_token_is_never_printed(job: Machine, server: Server) -> None:
    for path in (GITLAB, COMPONENT):
        done = write_note(job, path, **{**with_token(server), "TWOVIEW_TOKEN": "a-secret"})
        assert "a-secret" not in done.stdout


# The site


@BOTH
def test_the_site_is_built_where_pages_expect_it(job: Machine, path: Path) -> None:
    job.change({"mkdocs.yml": SITE, "docs/about.md": "# About\n"})
    config = jobs(path)
    done = perform(job, config, "pages")
    assert done.returncode == 0, done.stdout
    assert (job.workspace / "public/business/index.html").is_file()
    assert config["pages"]["artifacts"]["paths"] == ["public"]


def test_only_the_default_branch_is_published() -> None:
    for path in (GITLAB, COMPONENT):
        (rule,) = jobs(path)["pages"]["rules"]
        assert rule["if"].endswith("$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH")


def test_the_component_is_where_gitlab_looks_for_it() -> None:
    assert COMPONENT.relative_to(ROOT).as_posix() == "templates/catalog/template.yml"
