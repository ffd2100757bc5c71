"""The benchmarks run; what they measure is told in the documentation, and claimed by no test."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
NUMBER = r"\d+\.\d\d"


def output(name: str) -> list[str]:
    command = [sys.executable, f"benchmarks/{name}.py", "--smoke"]
    return subprocess.check_output(command, cwd=ROOT, text=True).splitlines()


def test_judging_is_measured_for_each_size_and_for_its_growth() -> None:
    head, *rows, growth = output("judging")
    assert head.split("  ")[:2] == ["services", "promises"]
    assert [row.split()[0] for row in rows] == ["100", "300"]
    assert all(re.fullmatch(rf" *\d+ +\d+( +{NUMBER}){{3}} +\d+", row) for row in rows)
    expected = rf"growth from 100 to 300: loading -?{NUMBER}, judging -?{NUMBER}"
    assert re.fullmatch(expected, growth)


def test_telling_the_story_is_measured_and_reads_each_content_once() -> None:
    head, *rows = output("history")
    assert head.split()[:2] == ["services", "commits"]
    assert [row.split()[:2] for row in rows] == [["20", "25"], ["40", "25"]]
    assert all(re.fullmatch(rf"( *\d+){{4}} +1\.00( +{NUMBER}){{3}} +\d+", row) for row in rows)


def test_a_diff_is_measured_beside_a_check_and_reads_one_content_more() -> None:
    head, row = output("diff")
    assert head.split("  ") == [
        *("services", "check s", "diff s", "diff / check", "contents", "read once more")
    ]
    assert re.fullmatch(rf" *100( +{NUMBER}){{3}} +\d+ +1", row)
