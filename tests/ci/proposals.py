"""Scratch repositories that hold a catalog, and the machine that a job runs on."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
GITHUB = ROOT / "plugins/twoview/scaffold/templates/github/.github/workflows"
GITLAB = ROOT / "plugins/twoview/scaffold/templates/gitlab/.gitlab-ci.yml"
COMPONENT = ROOT / "templates/catalog/template.yml"
MARKER = "<!-- twoview: diff -->"

CLEAN = {
    "services/catalog.yaml": "kind: Catalog\nname: Store\n",
    "services/teams.yaml": "teams:\n  - id: records\n    name: Records\n",
    "services/permits.yaml": """\
kind: Service
id: permits
name: Permits
status: proposed
audience: supporting
owner: records
summary: Apply for a permit from home.
""",
    "requirements.txt": "twoview\n",
}
BROKEN = {"services/permits.yaml": CLEAN["services/permits.yaml"].replace("owner: r", "owner: x-r")}
RENAMED = {
    "services/permits.yaml": CLEAN["services/permits.yaml"].replace("e: Permits", "e: Licenses")
}

# Stands for the Python of a machine: an environment that it makes holds what the tests run with,
# and what is to be installed there is written down.
PYTHON = """\
#!/bin/sh
if [ "$1 $2 $3" != "-I -m venv" ] && [ "$1 $2" != "-m venv" ]; then exec {python} "$@"; fi
for folder in "$@"; do :; done
mkdir -p "$folder/bin"
cat > "$folder/bin/python" << 'END'
#!/bin/sh
case "$*" in
  *"-m pip install"*)
    echo "$@" >> {installed}
    for last in "$@"; do :; done
    [ ! -f "$last" ] || cat "$last" >> {installed} ;;
  *) exec {python} "$@" ;;
esac
END
printf '#!/bin/sh\\nexec {python} -m mkdocs "$@"\\n' > "$folder/bin/mkdocs"
chmod +x "$folder/bin/python" "$folder/bin/mkdocs"
"""


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=Records", "-c", "user.email=records@library.example"]
    command = ["git", *who, "-c", "commit.gpgsign=false", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=True, encoding="utf-8")
    return done.stdout.strip()


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def commit(folder: Path, message: str = "Change the catalog") -> str:
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--no-verify", "--message", message)
    return git(folder, "rev-parse", "HEAD")


@dataclass(frozen=True)
class Machine:
    """A machine with a clone of a catalog, whose branch `change` is checked out."""

    home: Path

    @property
    def workspace(self) -> Path:
        return self.home / "work" / "catalog"

    @property
    def temp(self) -> Path:
        return self.home / "temp"

    @property
    def canary(self) -> Path:
        """The file that hostile code would make."""
        return self.home / "pwned"

    @property
    def installed(self) -> str:
        log = self.home / "installed"
        return log.read_text(encoding="utf-8") if log.exists() else ""

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment of a job, which has nothing of the one that the tests run in."""
        kept = ("PIP_", "SSL_", "NO_MKDOCS_2_WARNING")
        return {
            **{name: value for name, value in os.environ.items() if name.startswith(kept)},
            "HOME": str(self.home),
            "PATH": f"{self.home / 'bin'}:{os.environ['PATH']}",
            "LANG": "C.UTF-8",
            "CI": "true",
            **more,
        }

    def change(self, files: dict[str, str]) -> str:
        """Commit a change of files on the branch, and return its commit."""
        write(self.workspace, files)
        return commit(self.workspace)


def machine(home: Path, *, real_python: bool = False) -> Machine:
    """Return a machine with a clone of a clean catalog."""
    made = Machine(home)
    origin = home / "origin"
    for folder in (origin, made.temp, home / "bin", made.workspace.parent):
        folder.mkdir(parents=True)
    git(origin, "init", "--quiet", "--initial-branch=main")
    write(origin, CLEAN)
    commit(origin, "Begin a catalog")
    git(home, "clone", "--quiet", str(origin), str(made.workspace))
    git(made.workspace, "checkout", "--quiet", "-b", "change")
    if not real_python:
        python = home / "bin" / "python3"
        python.write_text(PYTHON.format(python=sys.executable, installed=home / "installed"))
        python.chmod(0o755)
    return made


def shallow(job: Machine) -> None:
    """Leave the machine with a clone of the last commit alone."""
    full = job.home / "full"
    job.workspace.rename(full)
    git(job.home, "clone", "--quiet", "--depth=1", full.as_uri(), str(job.workspace))


def hostile(canary: Path) -> dict[str, str]:
    """Return files that would write the canary, if anything ran, imported or obeyed them."""
    code = f"open({str(canary)!r}, 'w').close()\n"
    shell = f"touch {canary}\n"
    modules = (
        *("twoview", "twoview/__init__", "twoview/__main__", "services/twoview", "hooks", "setup"),
        *("sitecustomize", "usercustomize", "site", "services/sitecustomize", "encodings/__init__"),
        *("pip", "venv", "json", "pathlib", "click", "yaml", "services/yaml", "mkdocs/__init__"),
    )
    backend = '[build-system]\nrequires = []\nbuild-backend = "hooks"\nbackend-path = ["."]\n'
    rules = "[twoview.rules]\nhooks = hooks\n"
    return {
        **{f"{name}.py": code for name in modules},
        "evil.pth": f"import os; {code}",
        "hooks-1.dist-info/METADATA": "Name: hooks\nVersion: 1\n",
        "hooks-1.dist-info/entry_points.txt": rules,
        "pyproject.toml": backend,
        "requirements.txt": "-e .\n",
        "pip.conf": "[global]\nindex-url = http://127.0.0.1:9/\n",
        "setup.cfg": "[global]\ncommand_packages = hooks\n",
        "pyvenv.cfg": "home = .\ninclude-system-site-packages = true\n",
        "mkdocs.yml": "site_name: x\nhooks: [hooks.py]\nplugins: [!!python/name:hooks.x ]\n",
        ".bashrc": shell,
        ".bash_profile": shell,
        ".profile": shell,
        ".envrc": shell,
        ".pre-commit-config.yaml": "repos: []\n",
        ".gitattributes": "* filter=evil diff=evil\n",
        ".gitmodules": '[submodule "x"]\n\tpath = x\n\turl = ext::sh -c touch% pwned\n',
        "bin/python3": shell,
        "python3": shell,
        "git": shell,
        # The folder of the catalog poses as a bare repository with a configuration of its own.
        "services/HEAD": "ref: refs/heads/main\n",
        "services/refs/heads/.keep": "",
        "services/objects/.keep": "",
        "services/config": (
            "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = ..\n"
            f"\tfsmonitor = touch {canary}\n\tpager = touch {canary}\n"
            f"[diff]\n\texternal = touch {canary}\n[log]\n\tshowSignature = true\n"
            f'[gpg]\n\tprogram = touch {canary}\n[alias]\n\tlog = "!touch {canary}"\n'
        ),
        # Names that a shell would run.
        f"services/$(touch {canary.name}).yaml": "kind: Team\nid: $(touch pwned)\n",
        "services/;touch pwned;.yaml": "kind: Nothing\n",
        "services/--output=x.yaml": "kind: Nothing\n",
    }
