"""How long telling the story of a catalog takes beside loading it, and how both grow.

    python benchmarks/history.py [--sizes 100 300 1000] [--commits 500] [--runs 3] [--smoke]

Each commit changes one or two files of a generated catalog. Each run is a process of its own, as in
judging.py; times are processor time of twoview and git, medians of all runs are printed. No content
is read twice, so that reads per content are 1.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from estates import write
from judging import peak
from twoview.history import story
from twoview.load import Memory, load_folder
from twoview.reading import Reading

SIZES, COMMITS = (100, 300, 1000), 500
SMOKE_SIZES, SMOKE_COMMITS = (20, 40), 25
START = 1_700_000_000
"""When the first commit is made, in seconds; each of the others is an hour later."""


@dataclass(frozen=True)
class Run:
    """What one process needed: seconds, and mebibytes at its peak."""

    changes: float
    contents: float
    reads: float
    loading: float
    telling: float
    peak: float


class Counting(Memory):
    """A memory that counts what it is asked, and what it has to read."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[bytes] = set()
        self.reads = 0

    def read(self, content: bytes) -> Reading:
        self.asked.add(content)
        before = len(self)
        found = super().read(content)
        self.reads += len(self) - before
        return found


def repository(folder: Path, size: int, commits: int) -> None:
    """Make a repository with a catalog of so many services, and with so many commits."""
    catalog = folder / "services"
    write(catalog, size)
    texts = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(catalog.rglob("*.yaml"))
    }
    git = ["git", "-C", str(folder)]
    subprocess.run([*git, "init", "--quiet", "--initial-branch=main"], check=True)
    stream = "".join(history(texts, commits)).encode()
    subprocess.run([*git, "fast-import", "--quiet"], input=stream, check=True)
    subprocess.run([*git, "reset", "--quiet", "--hard"], check=True)


def history(texts: dict[str, str], commits: int) -> Iterator[str]:
    """Yield what `git fast-import` takes: all files in the first commit, then a few in each."""
    yield commit(0, texts)
    random = Random(1)
    services = [name for name, text in texts.items() if "\nkind: Service\n" in text]
    lists = [name for name in texts if "/components/" in name]
    for number in range(1, commits):
        names = [random.choice(services)] + [random.choice(lists)] * (number % 5 == 0)
        for name in names:
            texts[name] = edited(texts[name], random)
        yield commit(number, {name: texts[name] for name in names})


def edited(text: str, random: Random) -> str:
    """Return a text in which one amount is another one."""
    place = random.choice(list(re.finditer(r"amount: (\d+)", text)))
    return f"{text[: place.start(1)]}{random.randrange(10, 20_000)}{text[place.end(1) :]}"


def commit(number: int, files: dict[str, str]) -> str:
    who = f"committer Catalog keepers <catalog@estate.example> {START + 3600 * number} +0000"
    changed = "".join(f"M 100644 inline {name}\n{data(text)}" for name, text in files.items())
    return f"commit refs/heads/main\n{who}\n{data(f'Change number {number}')}{changed}"


def data(text: str) -> str:
    return f"data {len(text.encode())}\n{text}\n"


def measured(folder: Path) -> Run:
    """Load a catalog and tell its story in this process."""
    memory = Counting()
    start = spent()
    load_folder(folder, memory=memory)
    loaded = spent()
    told = story(folder, memory=memory)
    done = spent()
    changes = sum(len(moment.changes) for moment in told.moments)
    reads = memory.reads / len(memory.asked)
    return Run(changes, len(memory.asked), reads, loaded - start, done - loaded, peak())


def spent() -> float:
    """Return the processor time of this process and of what it ran, in seconds."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def in_a_process(folder: Path) -> Run:
    command = [sys.executable, __file__, "--measure", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Run(**json.loads(done.stdout))


def typical(size: int, commits: int, runs: int) -> Run:
    """Return the medians of several runs with one repository."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        repository(folder, size, commits)
        found = [in_a_process(folder / "services") for _ in range(runs)]
    return Run(*(median(getattr(run, each.name) for run in found) for each in fields(Run)))


def rows(sizes: Sequence[int], commits: int, runs: int) -> Iterator[str]:
    """Yield a line for each size."""
    yield (
        "services  commits  changes  contents  reads per content  loading s  story s"
        "  story / loading  peak MiB"
    )
    for size in sizes:
        run = typical(size, commits, runs)
        yield (
            f"{size:8}  {commits:7}  {run.changes:7.0f}  {run.contents:8.0f}  {run.reads:17.2f}"
            f"  {run.loading:9.2f}  {run.telling:7.2f}  {run.telling / run.loading:15.2f}"
            f"  {run.peak:8.0f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--commits", type=int, default=COMMITS)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--smoke", action="store_true", help="small, and once: shows that it runs")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(asdict(measured(given.measure))))
        return
    chosen = (SMOKE_SIZES, SMOKE_COMMITS, 1) if given.smoke else None
    for row in rows(*(chosen or (given.sizes, given.commits, given.runs))):
        print(row, flush=True)


if __name__ == "__main__":
    main()
