"""How long judging all promises takes beside loading the same files, and how both grow.

    python benchmarks/judging.py [--sizes 1000 3000 10000] [--runs 3] [--smoke]

Each run is a process of its own, so that no run finds anything warm and its peak memory is its own.
Times are processor time; medians of all runs are printed. A growth of 1 is in step with the size.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import combinations
from math import log
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from estates import write
from twoview.load import load_folder
from twoview.promises import Judge

SIZES = (1000, 3000, 10_000)
SMOKE = (100, 300)


@dataclass(frozen=True)
class Run:
    """What one process needed: seconds of processor time, and mebibytes at its peak."""

    promises: float
    loading: float
    judging: float
    peak: float

    @property
    def ratio(self) -> float:
        return self.judging / self.loading


def measured(folder: Path) -> Run:
    """Load a catalog and judge it in this process."""
    start = process_time()
    catalog = load_folder(folder).catalog
    loaded = process_time()
    judgements = Judge(catalog).judgements
    judged = process_time()
    return Run(len(judgements), loaded - start, judged - loaded, peak())


def peak() -> float:
    """Return the most memory that this process has had, 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(each.split()[1]) / 1024 for each in lines if each.startswith("VmHWM")), 0)


def in_a_process(folder: Path) -> Run:
    command = [sys.executable, __file__, "--measure", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Run(**json.loads(done.stdout))


def typical(size: int, runs: int) -> Run:
    """Return the medians of several runs with a catalog of so many services."""
    with TemporaryDirectory() as folder:
        write(Path(folder), size)
        found = [in_a_process(Path(folder)) for _ in range(runs)]
    return Run(*(median(getattr(run, each.name) for run in found) for each in fields(Run)))


def rows(sizes: Sequence[int], runs: int) -> Iterator[str]:
    """Yield a line for each size, then one for the growth from each to each larger one."""
    yield "services  promises  loading s  judging s  judging / loading  peak MiB"
    found = {}
    for size in sizes:
        run = found[size] = typical(size, runs)
        yield (
            f"{size:8}  {run.promises:8.0f}  {run.loading:9.2f}  {run.judging:9.2f}"
            f"  {run.ratio:17.2f}  {run.peak:8.0f}"
        )
    for (small, before), (large, after) in combinations(found.items(), 2):
        loading = growth(before.loading, after.loading, large / small)
        judging = growth(before.judging, after.judging, large / small)
        yield f"growth from {small} to {large}: loading {loading:.2f}, judging {judging:.2f}"


def growth(before: float, after: float, times: float) -> float:
    """Return the exponent of size with which something grew."""
    return log(after / before) / log(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--smoke", action="store_true", help="small, and once: shows that it runs")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(asdict(measured(given.measure))))
        return
    sizes, runs = (SMOKE, 1) if given.smoke else (given.sizes, given.runs)
    for row in rows(sizes, runs):
        print(row, flush=True)


if __name__ == "__main__":
    main()
