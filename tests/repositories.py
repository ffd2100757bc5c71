"""Real repositories in scratch folders, with commits at times that a test chooses."""

import os
import subprocess
from pathlib import Path

NOON = "2026-10-01T12:00:00+0000"
KEEPER = ("Catalog keeper", "catalog@clinic.example")
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def git(
    root: Path,
    *arguments: str,
    at: str = NOON,
    given: bytes = b"",
    author: tuple[str, str] = KEEPER,
) -> str:
    """Run git in a folder, with the clock at a time, as an author with a name and an address."""
    about = dict(zip(("NAME", "EMAIL", "DATE"), (*author, at), strict=True))
    who = {f"GIT_{role}_{n}": v for role in ("AUTHOR", "COMMITTER") for n, v in about.items()}
    done = subprocess.run(
        ["git", *arguments],
        cwd=root,
        env={**ENVIRONMENT, **who},
        input=given,
        check=True,
        capture_output=True,
    )
    return done.stdout.decode()


class Scratch:
    """A repository with the branch `main`."""

    def __init__(self, root: Path, *options: str) -> None:
        self.root = root
        root.mkdir(exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main", *options)

    def git(self, *arguments: str, at: str = NOON, given: bytes = b"") -> str:
        return git(self.root, *arguments, at=at, given=given)

    def write(self, name: str, text: str | bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def commit(self, subject: str = "Change it", at: str = NOON, **files: str) -> str:
        """Write files, named without their suffix, and commit all that is there."""
        for name, text in files.items():
            self.write(f"{name}.yaml", text)
        self.git("add", "--all")
        more = ("--allow-empty", "--allow-empty-message")
        self.git("commit", "--quiet", *more, "--message", subject, at=at)
        return self.git("rev-parse", "HEAD").strip()
