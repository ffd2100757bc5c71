"""A clinic's catalog under version control, and the changes that people propose to it."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

CATALOG = Path(__file__).parent / "catalog"
NOBODY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_NAME": "Catalog keeper" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "catalog@clinic.example" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_DATE": "2026-10-01T12:00:00+0000" for who in ("AUTHOR", "COMMITTER")},
}


class Scratch:
    """A repository with the clinic's catalog on the branch `main`, and a proposal to change it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.services = root / "services"
        shutil.copytree(CATALOG, self.services)
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit("The catalog")
        self.git("switch", "--quiet", "--create", "proposal")

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env={**os.environ, **NOBODY},
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def commit(self, subject: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", subject)

    def read(self, name: str) -> str:
        return (self.services / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        path = self.services / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        text = self.read(name)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def remove(self, name: str) -> None:
        (self.services / name).unlink()

    def move(self, old: str, new: str) -> None:
        (self.services / new).parent.mkdir(parents=True, exist_ok=True)
        (self.services / old).rename(self.services / new)


CHANGES: dict[str, Callable[[Scratch], None]] = {}


def change(edit: Callable[[Scratch], None]) -> Callable[[Scratch], None]:
    """Remember an edit under its name."""
    CHANGES[edit.__name__.replace("_", "-")] = edit
    return edit


@change
def raise_a_promise(clinic: Scratch) -> None:
    clinic.replace("email.yaml", "availability: 99.5%", "availability: 99.9%")


@change
def lower_a_promise(clinic: Scratch) -> None:
    clinic.replace("appointments.yaml", "availability: 99.5%", "availability: 99%")


@change
def weaken_a_shared_server(clinic: Scratch) -> None:
    clinic.replace("components/servers.yaml", "availability: 99.95%", "availability: 99.6%")


@change
def remove_a_supplier(clinic: Scratch) -> None:
    clinic.write(
        "components/reminders.yaml",
        clinic.read("components/reminders.yaml").replace(
            "supplier: text-messages", "team: platforms"
        ),
    )
    clinic.remove("suppliers.yaml")


@change
def rename_a_file(clinic: Scratch) -> None:
    clinic.move("email.yaml", "workplace/email.yaml")
    clinic.move("components/servers.yaml", "components/hosting.yaml")


@change
def retire_a_service(clinic: Scratch) -> None:
    clinic.replace("email.yaml", "status: live", "status: retiring")


@change
def reformat(clinic: Scratch) -> None:
    email = clinic.read("email.yaml")
    email = email.replace("outcomes: [reach-colleagues]", 'outcomes:\n      - "reach-colleagues"')
    email = email.replace("restore_within: 8h", "restore_within: 480m  # a working day")
    head, _, tail = email.partition("commitments:")
    clinic.write("email.yaml", f"# Email, for everybody\n{head}commitments:{tail}")
    clinic.replace(
        "components/records.yaml", "failure_domains: [east]", "failure_domains:\n    - east"
    )
    teams = clinic.read("teams.yaml").replace(
        "restore_within: 4h", "restore_within: {P1: 4h, P2: 4h, P3: 4h, P4: 4h}"
    )
    clinic.write("teams.yaml", teams.replace("hours: 24x7", "hours:    '24x7'"))


@change
def add_a_group_member(clinic: Scratch) -> None:
    clinic.replace(
        "appointments.yaml",
        "[records-east, records-west]",
        "[records-east, records-west, records-north]",
    )
    north = """\
  - id: records-north
    name: Records north
    type: database
    team: applications
    failure_domains: [north]
    targets:
      availability: 99%
    monitored: true
    reviewed: 2026-10-01
    cost: {amount: 800, per: month}
"""
    clinic.write("components/records.yaml", clinic.read("components/records.yaml") + north)


@change
def change_an_owner(clinic: Scratch) -> None:
    clinic.replace("email.yaml", "owner: workplace", "owner: applications")


@change
def break_a_reference(clinic: Scratch) -> None:
    clinic.replace("email.yaml", "- mail-server", "- mail-servr")


@change
def break_a_reference_and_fix_it(clinic: Scratch) -> None:
    clinic.replace("email.yaml", "- mail-server", "- mail-servr")
    clinic.commit("Break it")
    clinic.replace("email.yaml", "- mail-servr", "- mail-server")


@change
def fix_a_broken_reference(clinic: Scratch) -> None:
    clinic.replace("email.yaml", "- mail-server", "- mail-servr")
    clinic.commit("Break it")
    clinic.git("branch", "--force", "main")
    clinic.replace("email.yaml", "- mail-servr", "- mail-server")


@change
def repair_a_syntax_error(clinic: Scratch) -> None:
    clinic.replace("email.yaml", "summary: Write", "summary: 'Write")
    clinic.commit("Break it")
    clinic.git("branch", "--force", "main")
    clinic.replace("email.yaml", "summary: 'Write", "summary: Write")


@change
def make_a_syntax_error(clinic: Scratch) -> None:
    clinic.replace("email.yaml", "summary: Write", "summary: 'Write")


@change
def raise_a_cost(clinic: Scratch) -> None:
    clinic.replace(
        "components/servers.yaml", "{amount: 4000, per: month}", "{amount: 54000, per: year}"
    )


@change
def change_a_supplier_contract(clinic: Scratch) -> None:
    clinic.replace("suppliers.yaml", "restore_within: 4h", "restore_within: 2h")
    clinic.replace("suppliers.yaml", "until: 2028-12-31", "until: 2026-12-31")


@change
def shorten_the_hours_of_a_team(clinic: Scratch) -> None:
    clinic.replace("teams.yaml", "hours: 24x7", "hours: clinic-hours")


@change
def add_a_service(clinic: Scratch) -> None:
    clinic.write(
        "phones.yaml",
        """\
kind: Service
id: phones
name: Phones
status: proposed
audience: internal
owner: workplace
summary: Call and be called, inside and outside of the clinic.
customers:
  - id: wards
    relationship: service
    outcomes: [reach-colleagues]
commitments:
  hours: clinic-hours
  support_hours: clinic-hours
  availability: 99.95%
  restore_within: 8h
requires: [network]
when_it_fails: Use the mobile phone of the ward.
reviewed: 2026-10-01
""",
    )


@change
def remove_a_service(clinic: Scratch) -> None:
    clinic.remove("email.yaml")


@change
def accept_a_risk(clinic: Scratch) -> None:
    clinic.replace("email.yaml", "availability: 99.5%", "availability: 99.9%")
    clinic.write(
        "email.yaml",
        clinic.read("email.yaml")
        + """\
accepts:
  - rule: availability-short
    reason: The second mail server comes in spring.
    until: 2027-04-30
""",
    )


@change
def reword(clinic: Scratch) -> None:
    clinic.replace(
        "email.yaml", "Nobody gets mail. Call the ward instead.", "Nobody gets mail. Use the phone."
    )


@change
def rename_an_id(clinic: Scratch) -> None:
    clinic.move("hosting.yaml", "server-hosting.yaml")
    clinic.replace("server-hosting.yaml", "id: hosting", "id: server-hosting")
    clinic.replace("appointments.yaml", "- hosting", "- server-hosting")


@change
def move_an_entry_to_another_file(clinic: Scratch) -> None:
    servers = clinic.read("components/servers.yaml")
    head, _, network = servers.partition("  - id: network\n")
    clinic.write("components/servers.yaml", head)
    clinic.write("components/network.yaml", "components:\n  - id: network\n" + network)
