"""The two stories that twoview exists for, told from the files to what the commands say."""

import json
from pathlib import Path

from click.testing import CliRunner
from twoview.cli import cli

STORIES = Path(__file__).parent / "cases" / "stories"
TODAY = "2026-07-01"


def said(command: str, story: str, *more: str) -> tuple[int, str]:
    """Return the exit code of a command and what it says, without the breaks of its lines."""
    arguments = [command, *more, "--catalog", str(STORIES / story)]
    result = CliRunner().invoke(cli, arguments)
    return result.exit_code, " ".join(result.stdout.split())


def rows(story: str) -> list[dict]:
    _, output = said("promises", story, "--format", "json")
    return json.loads(output)["promises"]


# A server that its team runs to 99 %, and keeps there, beneath email that is promised at 99.9 %.


def test_a_server_at_99_percent_does_not_carry_email_at_99_9_percent() -> None:
    (row,) = rows("email")
    assert row == {
        "service": "email",
        "customer": "office",
        "metric": "availability",
        "priority": None,
        "promised": "0.999",
        "achievable": "0.99",
        "verdict": "short",
        "because": ["mail-server"],
        "unknown": [],
        "if_independent": "0.99",
    }


def test_the_check_of_the_email_fails_with_both_figures() -> None:
    code, output = said("check", "email", "--today", TODAY)
    assert code == 1
    assert "error[availability-short]" in output
    for part in ("99.9%", "99%", "mail-server"):
        assert part in output


def test_the_explanation_of_the_email_is_in_minutes_and_says_what_would_repair_it() -> None:
    code, output = said("explain", "email", "email")
    assert code == 0
    for part in (
        "99.9%, which allows 43 minutes down in a month.",
        "What can be kept is at best 99%, 7 hours 12 minutes: short.",
        "Mail server at 99.9% instead of 99%",
        "What could be promised today is 99.0%.",
    ):
        assert part in output


# "All priority incidents within two hours", around the clock, over a team that works office hours.


def test_two_hours_around_the_clock_over_office_hours_come_to_68_hours() -> None:
    found = rows("two-hours")
    assert {(each["metric"], each["verdict"]) for each in found} == {("restore_within", "short")}
    assert {(each["promised"], each["achievable"]) for each in found} == {(2 * 3600, 68 * 3600)}
    assert {tuple(each["because"]) for each in found} == {("planning-board",)}


def test_the_check_of_the_two_hours_fails_with_the_hours_of_the_team() -> None:
    code, output = said("check", "two-hours", "--today", TODAY)
    assert code == 1
    assert "error[restore-short]" in output
    for part in ("2h", "planning-board", "4h", "09:00-17:00"):
        assert part in output


def test_the_explanation_of_the_two_hours_tells_the_weekend() -> None:
    code, output = said("explain", "two-hours", "service:dispatch")
    assert code == 0
    assert (
        "by Planning, who work Mon–Fri 09:00–17:00 (Europe/Helsinki). Longest wait: 68h." in output
    )
    assert (
        "At worst it fails just after Friday 17:00: work begins on Monday at 09:00 and is done on "
        "Monday at 13:00 (Europe/Helsinki). By the customer's clock that is 68 hours."
    ) in output


def test_each_story_has_that_one_error_and_no_other() -> None:
    for story in ("email", "two-hours"):
        _, output = said("check", story, "--today", TODAY, "--format", "json")
        assert json.loads(output)["counts"] == {"error": 1, "warning": 0, "info": 0}
