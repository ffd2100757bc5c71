"""How long telling a change of one service takes beside checking the whole catalog.

    python benchmarks/diff.py [--services 3000] [--runs 3] [--smoke]

A catalog is committed to a repository in a scratch folder, and one file of a service is changed.
Each run of `twoview check` and of `twoview diff HEAD` is a process of its own, and the two take
turns. Times are processor time, and medians. Of the contents of both states, those that differ are
read once more.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from estates import write
from twoview.load import Memory, load_folder
from twoview.revision import load_revision

SMOKE = 100
CHECK = ("check",)
DIFF = ("diff", "HEAD")
TODAY = ("--today", "2026-11-22")
NOBODY = [
    word
    for setting in ("user.name=Benchmark", "user.email=benchmark@catalog.example")
    for word in ("-c", setting)
]


def prepare(folder: Path, services: int) -> None:
    """Write a catalog, commit it, and let one service promise more to change."""
    write(folder / "services", services)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "The catalog")
    path = max((folder / "services").glob("folder-*/service-*.yaml"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("recovery_time: ", "recovery_time: 1h # "), encoding="utf-8")


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *NOBODY, *arguments], cwd=folder, check=True)


def seconds(folder: Path, command: Sequence[str]) -> float:
    """Return the processor time of a command of twoview, with that of what it calls."""
    before = os.times()
    run = [sys.executable, "-m", "twoview", *command, *TODAY]
    done = subprocess.run(run, cwd=folder, stdout=subprocess.DEVNULL, check=False)
    if done.returncode > 1:  # 1 says that the check found something
        raise SystemExit(f"twoview {' '.join(command)} failed")
    after = os.times()
    return (
        after.children_user - before.children_user + after.children_system - before.children_system
    )


def contents(folder: Path) -> tuple[int, int]:
    """Return how many contents are read for the work tree, and how many for both states."""
    memory = Memory()
    load_folder(folder / "services", memory=memory)
    alone = len(memory)
    load_revision(folder / "services", "HEAD", memory=memory)
    return alone, len(memory)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--services", type=int, default=3000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--smoke", action="store_true", help="small, and once: shows that it runs")
    given = parser.parse_args()
    services, runs = (SMOKE, 1) if given.smoke else (given.services, given.runs)
    with TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, services)
        found = [(seconds(folder, CHECK), seconds(folder, DIFF)) for _ in range(runs)]
        alone, both = contents(folder)
    check, diff = (median(column) for column in zip(*found, strict=True))
    print("services  check s  diff s  diff / check  contents  read once more")
    times = f"{check:7.2f}  {diff:6.2f}  {diff / check:12.2f}"
    print(f"{services:8}  {times}  {alone:8}  {both - alone:14}")


if __name__ == "__main__":
    main()
