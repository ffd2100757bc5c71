"""What a reviewer is told of a change, word by word, where a whole example would hide it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from scratch import CHANGES, Scratch
from twoview.changes import Change
from twoview.cli import cli
from twoview.diff.reworded import quoted


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scratch:
    monkeypatch.chdir(tmp_path)
    return Scratch(tmp_path)


def told(form: str = "text") -> str:
    command = ["diff", "main", "--today", "2026-10-02", "--format", form]
    return CliRunner().invoke(cli, command, catch_exceptions=False).stdout


def settle(clinic: Scratch) -> None:
    """Let the catalog be, from now on, what a change is compared with."""
    clinic.commit("Settle it")
    clinic.git("branch", "--force", "main")


PHONES = """\
kind: Service
id: phones
name: Phones
status: live
audience: internal
owner: workplace
summary: Call and be called.
customers:
  - {id: wards, relationship: service}
commitments:
  availability: 99%
  respond_within: {P1: 30m, P2: 30m, P3: 2h, P4: 2h}
  restore_within: 8h
  recovery_time: 1d
  recovery_point: 1d
  change_within: 10d
  capacity: {amount: 20, unit: calls at once}
requires: [network]
"""


# Promises


def test_what_is_promised_no_more_is_named_up_to_six_values(clinic: Scratch) -> None:
    clinic.write("phones.yaml", PHONES)
    settle(clinic)
    clinic.remove("phones.yaml")
    assert (
        "  Phones: 8 promises to Wards no longer made: availability 99%, capacity 20 calls at "
        "once, change within 10d, recovery point 1d, recovery time 1d, respond within 30m (P1 and "
        "P2) and 2 more\n"
    ) in told()
    assert "\n8 promises withdrawn, " in told()


def test_a_new_promise_that_is_not_kept_was_never_broken(clinic: Scratch) -> None:
    CHANGES["serve-another-customer"](clinic)
    assert "\n- **Not kept:** **Email**: Availability 99.9% newly promised" in told("markdown")
    assert "BROKEN" not in told()
    assert "roken:" not in told("markdown")


def test_each_priority_has_the_place_of_its_own_value_alone(clinic: Scratch) -> None:
    CHANGES["promise-each-priority-its-own"](clinic)
    places = re.findall(r"\((P\d)\) for Wards.*\n    error\[restore-short\] (\S+)\n    Fix", told())
    assert places == [("P1", "services/email.yaml:17:24"), ("P2", "services/email.yaml:17:32")]


def test_the_picture_shows_what_decides_a_broken_promise(clinic: Scratch) -> None:
    clinic.replace("appointments.yaml", "availability: 99.5%", "availability: 99.95%")
    (weakest,) = set(re.findall(r"weakest: (\D+) \d", told()))
    picture = told("markdown").partition("```mermaid")[2]
    (key,) = re.findall(rf'(n\d+)\["{weakest}"\]', picture)
    assert re.search(rf"--> {key}\n", picture)


# What cannot be read


def test_nothing_breaks_or_is_repaired_by_a_file_of_teams_that_cannot_be_read(
    clinic: Scratch,
) -> None:
    for name in ("make-the-teams-unreadable", "repair-the-teams"):
        CHANGES[name](clinic)
        text = told()
        assert not re.search("BROKEN|NOT KEPT|REPAIRED|hangs on|does not have", text)
        assert json.loads(told("json"))["promises"]
        clinic.git("checkout", "--quiet", "--", ".")


def test_what_could_be_kept_at_best_cannot_be_told_either(clinic: Scratch) -> None:
    clinic.write("phones.yaml", PHONES.replace("[network]", "[network, records-east]"))
    settle(clinic)
    CHANGES["make-the-teams-unreadable"](clinic)
    text = told()
    assert "at best" not in text
    assert "REPAIRED" not in text
    assert text.count("cannot be told until") == 1


def test_what_is_certain_is_told_although_a_file_cannot_be_read(clinic: Scratch) -> None:
    CHANGES["make-the-teams-unreadable"](clinic)
    CHANGES["weaken-a-shared-server"](clinic)
    text = told()
    assert text.count("cannot be told until services/teams.yaml can be read") == 1
    assert "BROKEN Email: Availability 99.5% for Wards: now short by" in text
    assert text.index("What cannot be read") < text.index("Promises")


# Checks made weaker


def test_a_rule_that_is_off_hides_its_findings_and_they_are_not_gone(clinic: Scratch) -> None:
    rules = "rules: {target-beyond-need: off}\n"
    clinic.write("catalog.yaml", clinic.read("catalog.yaml") + rules)
    text = told()
    assert (
        "Checks made weaker\n"
        "  Catalog settings: rule target-beyond-need: info → off\n"
        "    Hides 4 findings: Records east, Records west, Virtual machines and Network\n"
    ) in text
    assert "gone" not in text
    assert text.endswith("\n1 check made weaker.\n")


def test_a_rule_that_weighs_more_is_no_weaker_check(clinic: Scratch) -> None:
    rules = "rules: {target-beyond-need: error}\n"
    clinic.write("catalog.yaml", clinic.read("catalog.yaml") + rules)
    text = told()
    assert "weaker" not in text
    assert "  Catalog settings: rule target-beyond-need: default → error\n" in text


def test_a_risk_that_is_accepted_for_a_shorter_time_is_no_weaker_check(clinic: Scratch) -> None:
    CHANGES["accept-a-risk"](clinic)
    settle(clinic)
    clinic.replace("email.yaml", "until: 2027-04-30", "until: 2027-01-31")
    assert "weaker" not in told()
    clinic.git("checkout", "--quiet", "--", ".")
    clinic.replace("email.yaml", "until: 2027-04-30", "until: 2027-05-31")
    assert "1 check made weaker" in told()


def test_a_service_that_comes_with_an_accepted_risk_is_a_weaker_check(clinic: Scratch) -> None:
    accepts = "accepts:\n  - {rule: capacity-unbacked, reason: Soon., until: 2027-01-31}\n"
    clinic.write("phones.yaml", PHONES + accepts)
    text = told()
    assert (
        "  Phones: accepts the risk capacity-unbacked until 2027-01-31\n    Hides 1 finding" in text
    )
    assert "  Phones: added to the catalog\n" in text
    assert ", 1 check made weaker, 1 change in 1 entry.\n" in text


# Texts


def reworded(before: str | None, after: str | None, field: str = "summary") -> tuple[str, ...]:
    return quoted(
        Change(
            kind="Service",
            id="email",
            topic="text",
            path=(field,),
            before=before,
            after=after,
            text="",
        )
    )


def test_texts_that_customers_read_are_shown_before_and_after() -> None:
    assert reworded("Write.", "Write\nto anyone.") == ("“Write.” → “Write to anyone.”",)
    assert reworded(None, "Write.") == ("“Write.”",)
    assert reworded("Write.", None) == ("“Write.”",)
    assert reworded("Write.", "Read.", "description") == ()


def test_long_texts_are_cut_around_where_they_begin_to_differ() -> None:
    same = "This stays as it is. " * 30
    ((before, after),) = (line.split(" → ") for line in reworded(f"{same}Old.", f"{same}New."))
    assert before.endswith("Old.”")
    assert after.endswith("New.”")
    assert max(len(before), len(after)) < 210
    assert reworded("a" * 300, "b" * 300) == (f"“{'a' * 200}…” → “{'b' * 200}…”",)
