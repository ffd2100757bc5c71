"""Catalogs under version control, with commits on days that the test chooses."""

from pathlib import Path

from repositories import git

AUTHOR, EMAIL = "Hidden Figure", "hidden.figure@store.example"


class Repository:
    """A repository with a catalog in its folder `services`, or in another one."""

    def __init__(self, root: Path, folder: str = "services") -> None:
        self.root = root
        self.folder = root / folder
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, day: str = "2026-01-01T12:00:00+0000") -> str:
        return git(self.root, *arguments, at=day, author=(AUTHOR, EMAIL)).strip()

    def write(self, **files: str | None) -> None:
        """Write files of the catalog; None removes one, `__` stands for a folder."""
        self.folder.mkdir(exist_ok=True)
        for name, text in files.items():
            path = self.folder / f"{name.replace('__', '/')}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.unlink()
            else:
                path.write_text(text, encoding="utf-8", newline="\n")

    def commit(self, day: str, **files: str | None) -> str:
        """Commit all that is there, at noon; return the id of the commit."""
        self.write(**files)
        self.git("add", "--all")
        when = day if "T" in day else f"{day}T12:00:00+0000"
        self.git("commit", "--quiet", "--allow-empty", "--message", f"On {day}", day=when)
        return self.git("rev-parse", "HEAD")

    def clone(self, to: Path, *options: str) -> Path:
        """Return the folder of the catalog in a clone."""
        self.git("clone", "--quiet", *options, self.root.as_uri(), str(to))
        return to / self.folder.name
