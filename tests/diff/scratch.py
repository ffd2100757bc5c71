"""A clinic's catalog under version control, and the changes that people propose to it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import repositories

CATALOG = Path(__file__).parent / "catalog"


class Scratch(repositories.Scratch):
    """A repository with the clinic's catalog on the branch `main`, and a proposal to change it."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.services = root / "services"
        shutil.copytree(CATALOG, self.services)
        self.commit("The catalog")
        self.git("switch", "--quiet", "--create", "proposal")

    def read(self, name: str) -> str:
        return (self.services / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str | bytes) -> None:
        super().write(f"services/{name}", text)

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
def change_what_cannot_be_read(clinic: Scratch) -> None:
    clinic.write("hosting.yaml", "status: [\n" + clinic.read("hosting.yaml"))
    clinic.commit("Break it")
    clinic.git("branch", "--force", "main")
    clinic.replace("hosting.yaml", "status: live", "status: retiring")


@change
def make_a_component_of_a_service(clinic: Scratch) -> None:
    clinic.remove("hosting.yaml")
    clinic.write(
        "components/hosting.yaml",
        """\
kind: Component
id: hosting
name: Hosting
type: platform
team: platforms
requires: [virtual-machines, network]
targets:
  availability: 99.99%
monitored: true
reviewed: 2026-09-01
""",
    )


@change
def rename_a_service_above_a_change(clinic: Scratch) -> None:
    clinic.move("email.yaml", "mail.yaml")
    clinic.replace("mail.yaml", "id: email", "id: mail")
    clinic.replace("components/servers.yaml", "availability: 99.95%", "availability: 99.9%")


@change
def rename_a_customer_but_not_everywhere(clinic: Scratch) -> None:
    clinic.replace("customers.yaml", "id: patients", "id: clients")
    clinic.replace("appointments.yaml", "availability: 99.8%", "availability: 99.7%")


@change
def misspell_a_schedule(clinic: Scratch) -> None:
    clinic.replace("catalog.yaml", "Europe/Helsinki", "Eurpe/Helsinki")


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
def change_a_schedule(clinic: Scratch) -> None:
    clinic.replace("catalog.yaml", "07:00-19:00", "06:00-22:00")


@change
def answer_more_slowly(clinic: Scratch) -> None:
    teams = clinic.read("teams.yaml")
    clinic.write("teams.yaml", teams.replace("respond_within: 30m", "respond_within: 45m"))


@change
def serve_another_customer(clinic: Scratch) -> None:
    clinic.replace(
        "email.yaml",
        "commitments:\n",
        """\
  - id: patients
    relationship: service
    commitments:
      availability: 99.9%
commitments:
""",
    )


@change
def rename_a_customer(clinic: Scratch) -> None:
    clinic.replace("customers.yaml", "name: Wards", "name: Wards and clinics")


@change
def require_two_of_a_group(clinic: Scratch) -> None:
    clinic.replace(
        "appointments.yaml",
        "any_of: [records-east, records-west]",
        "any_of: [records-east, records-west]\n    need: 2",
    )


@change
def lean_in_a_circle(clinic: Scratch) -> None:
    clinic.replace(
        "components/servers.yaml",
        "    type: network\n",
        "    type: network\n    requires: [virtual-machines]\n",
    )


@change
def promise_too_much_at_once(clinic: Scratch) -> None:
    clinic.write(
        "phones.yaml",
        """\
kind: Service
id: phones
name: Phones
status: live
audience: internal
owner: workplace
summary: Call and be called, inside and outside of the clinic.
customers:
  - id: wards
    relationship: service
    outcomes: [reach-colleagues]
commitments:
  hours: clinic-hours
  availability: 99.99%
  recovery_time: 4h
requires: [network]
reviewed: 2026-10-01
""",
    )


@change
def misspell_a_field(clinic: Scratch) -> None:
    clinic.replace("email.yaml", "  availability: 99.5%", "  availability: 99,5%")


@change
def review_everything(clinic: Scratch) -> None:
    for path in sorted(clinic.services.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("reviewed: 2026-09-01", "reviewed: 2026-10-01"), "utf-8")


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
def rename_an_id_and_say_so(clinic: Scratch) -> None:
    clinic.move("email.yaml", "mail-and-calendar.yaml")
    clinic.replace("mail-and-calendar.yaml", "id: email", "id: mail-and-calendar")
    renamed = "name: Mail and calendar\nformerly: [email]"
    clinic.replace("mail-and-calendar.yaml", "name: Email", renamed)
    clinic.replace("mail-and-calendar.yaml", "availability: 99.5%", "availability: 99.7%")


@change
def move_an_entry_to_another_file(clinic: Scratch) -> None:
    servers = clinic.read("components/servers.yaml")
    head, _, network = servers.partition("  - id: network\n")
    clinic.write("components/servers.yaml", head)
    clinic.write("components/network.yaml", "components:\n  - id: network\n" + network)


@change
def make_the_teams_unreadable(clinic: Scratch) -> None:
    clinic.write("teams.yaml", clinic.read("teams.yaml") + "  - name: 'Never closed\n")


@change
def repair_the_teams(clinic: Scratch) -> None:
    teams = clinic.read("teams.yaml")
    make_the_teams_unreadable(clinic)
    clinic.commit("Break them")
    clinic.git("branch", "--force", "main")
    clinic.write("teams.yaml", teams)


@change
def weaken_the_checks(clinic: Scratch) -> None:
    clinic.replace("components/servers.yaml", "availability: 99.95%", "availability: 99.6%")
    clinic.commit("Break promises")
    clinic.git("branch", "--force", "main")
    clinic.write(
        "catalog.yaml",
        clinic.read("catalog.yaml")
        + "rules: {contract-ends: info, target-beyond-need: off, availability-short: warning}\n",
    )
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
def accept_a_risk_for_longer(clinic: Scratch) -> None:
    accept_a_risk(clinic)
    clinic.commit("Accept it")
    clinic.git("branch", "--force", "main")
    clinic.replace("email.yaml", "until: 2027-04-30", "until: 2027-09-30")


@change
def begin_a_catalog(clinic: Scratch) -> None:
    clinic.git("switch", "--quiet", "--orphan", "empty")
    clinic.commit("Nothing")
    clinic.git("switch", "--quiet", "proposal")
    clinic.git("branch", "--force", "main", "empty")
    clinic.replace("components/servers.yaml", "availability: 99.95%", "availability: 99.6%")


@change
def promise_each_priority_its_own(clinic: Scratch) -> None:
    clinic.replace(
        "email.yaml", "restore_within: 8h", "restore_within: {P1: 1h, P2: 2h, P3: 8h, P4: 8h}"
    )


@change
def shorten_a_schedule(clinic: Scratch) -> None:
    clinic.replace("catalog.yaml", "07:00-19:00", "09:00-16:00")


@change
def set_other_terms_for_reviews(clinic: Scratch) -> None:
    clinic.write("catalog.yaml", clinic.read("catalog.yaml") + "review_every: 90d\n")
