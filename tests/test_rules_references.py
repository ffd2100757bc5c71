import pytest
from catalogs import (
    CATALOG,
    SERVER,
    SHOPPERS,
    SHOPS,
    TEAM,
    TILLS,
    accepting,
    checked,
    found,
    messages,
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("requires: [till-servers]", "There is no service or component `till-servers`."),
        ("requires: [{any_of: [till-server, till-spare]}]", "`till-spare`"),
        ("requires: [{id: till-servr, failure: degrades}]", "Did you mean `till-server`?"),
        ("customers: [{id: shop, relationship: service}]", "There is no customer `shop`."),
        ("customers: [{id: shops, outcomes: [sell], relationship: service}]", "outcome `sell`"),
        ("outcomes: [sell]", "There is no outcome `sell`."),
        ("commitments: {hours: shop-hours}", "There is no schedule `shop-hours`."),
        ("commitments: {maintenance: night}", "There is no schedule `night`."),
        ("commitments: {respond_within: {P7: 1h}}", "There is no priority `P7`."),
        (
            "customers:\n  - id: shops\n    relationship: service\n"
            "    commitments: {restore_within: {P0: 1h}}",
            "There is no priority `P0`.",
        ),
        ("accepts: [{rule: no-outcom, reason: Fine., until: 2026-12-31}]", "rule `no-outcom`"),
        (
            "accepts: [{rule: no-outcome, reason: Fine., until: 2026-12-31, customer: shop}]",
            "There is no customer `shop`.",
        ),
    ],
)
def test_a_service_refers_to_nothing(line: str, expected: str) -> None:
    text = messages("unknown-reference", f"{TILLS}{line}\n", SERVER, SHOPS, TEAM)
    assert expected in text
    assert text.count("There is no") == 1


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (SERVER.replace("team: shop-systems", "supplier: host"), "There is no supplier `host`."),
        (SERVER + "targets: {hours: nights}\n", "There is no schedule `nights`."),
        (SERVER + "targets: {restore_within: {P9: 1h}}\n", "There is no priority `P9`."),
        (
            "kind: Outcome\nid: sell\nname: Sell\ncustomers: [shop]\n",
            "There is no customer `shop`.",
        ),
        ("kind: Team\nid: night\nname: Night\nhours: nights\n", "There is no schedule `nights`."),
        (
            "kind: Supplier\nid: host\nname: Host\nrespond_within: {P9: 1h}\n",
            "There is no priority `P9`.",
        ),
    ],
)
def test_other_entities_refer_to_nothing(part: str, expected: str) -> None:
    assert messages("unknown-reference", part, TEAM).startswith(expected)


def test_an_id_of_another_kind_is_called_so() -> None:
    text = messages(
        "unknown-reference", TILLS.replace("owner: shop-systems", "owner: shops"), SHOPS
    )
    assert (
        text
        == "There is no team `shops`. There is a Customer with this id, which cannot stand here."
    )


def test_a_reference_into_a_file_that_cannot_be_read_is_left_open() -> None:
    broken = '# file: broken.yaml\nteams:\n  - id: shop-systems\n    name: "Shop systems\n'
    assert found("invalid-yaml", TILLS, broken)
    assert not found("unknown-reference", TILLS, broken)
    assert found("unknown-reference", TILLS.replace("shop-systems", "shop"), broken)


@pytest.mark.parametrize(
    "teams", ["teams:\n  shop-systems: {name: A}\n", "customers: []\nteams: [{id: shop-systems}]\n"]
)
def test_a_reference_into_a_list_that_is_none_is_left_open(teams: str) -> None:
    assert found("schema", TILLS, teams)
    assert not found("unknown-reference", TILLS, teams)
    assert found("unknown-reference", TILLS.replace("owner: shop", "owner: store"), teams)


@pytest.mark.parametrize("defect", ['description: "open', "currency: euros"])
def test_schedules_and_priorities_of_a_catalog_with_an_error_are_left_open(defect: str) -> None:
    lists = "priorities: [high]\nschedules: {nights: soon}\n"
    catalog = f"# file: catalog.yaml\n{CATALOG}{lists}{defect}\n"
    service = f"{TILLS}commitments:\n  hours: nights\n  respond_within: {{high: 1h}}\n"
    assert not found("unknown-reference", catalog, service, TEAM)
    assert found("unknown-reference", catalog, service.replace("nights", "days"), TEAM)


def test_a_pointer_leads_to_the_id_however_the_entry_is_written() -> None:
    service = TILLS + "requires: [a, {id: b}, {any_of: [c, d]}]\n"
    assert [each.problem.pointer for each in found("unknown-reference", service, TEAM)] == [
        ("requires", 0),
        ("requires", 1, "id"),
        ("requires", 2, "any_of", 0),
        ("requires", 2, "any_of", 1),
    ]


def test_a_circle_names_every_step_and_is_told_once() -> None:
    parts = [
        SERVER.replace("till-server", ident) + f"requires: [{following}]\n"
        for ident, following in [("b-disk", "c-net"), ("c-net", "a-app"), ("a-app", "b-disk")]
    ]
    (finding,) = found("dependency-cycle", *parts)
    assert "`a-app` → `b-disk` → `c-net` → `a-app`" in finding.problem.message
    assert [each.text for each in finding.problem.related] == [
        "`b-disk` requires `c-net`.",
        "`c-net` requires `a-app`.",
    ]


def test_a_circle_names_the_services_whose_promises_it_keeps_from_being_judged() -> None:
    component = SERVER + "requires: [spare]\n"
    spare = SERVER.replace("till-server", "spare") + "requires: [{}]\n"
    service = TILLS + "commitments: {availability: 99%}\nrequires: [till-server]\n"
    text = messages("dependency-cycle", service, component, spare.format("till-server"))
    assert text.endswith("Promises that lean on it cannot be judged: those of `tills`.")
    degrading = spare.format("{id: till-server, failure: degrades}")
    assert "judged" not in messages("dependency-cycle", service, component, degrading)


def test_what_requires_itself_is_a_circle() -> None:
    assert "`till-server` → `till-server`" in messages(
        "dependency-cycle", SERVER + "requires: [till-server]\n"
    )


def test_a_circle_through_a_group_is_found() -> None:
    spare = SERVER.replace("till-server", "spare") + "requires: [tills]\n"
    service = TILLS + "requires: [{any_of: [till-server, spare]}]\n"
    assert found("dependency-cycle", service, SERVER, spare)


@pytest.mark.parametrize("status", ["proposed", "live", "retiring"])
def test_whatever_is_not_retired_must_not_require_what_is(status: str) -> None:
    service = TILLS.replace("live", status) + "requires: [till-server]\n"
    assert found("requires-retired", service, SERVER + "status: retired\n")


def test_what_is_retired_may_require_what_is() -> None:
    service = TILLS.replace("live", "retired") + "requires: [till-server]\n"
    assert not found("requires-retired", service, SERVER + "status: retired\n")


@pytest.mark.parametrize(("status", "count"), [("proposed", 0), ("live", 1), ("retiring", 0)])
def test_only_what_is_live_must_not_require_what_is_proposed(status: str, count: int) -> None:
    service = TILLS.replace("live", status) + "requires: [{any_of: [till-server, b]}]\n"
    spare = SERVER.replace("till-server", "b")
    assert (
        len(found("live-requires-proposed", service, SERVER + "status: proposed\n", spare)) == count
    )


def test_a_status_that_cannot_be_read_accuses_nobody() -> None:
    service = TILLS.replace("live", "lively") + "requires: [till-server]\n"
    assert found("schema", service)
    assert not found("requires-retired", service, SERVER + "status: retired\n")
    assert not found("live-requires-proposed", service, SERVER + "status: proposed\n")


def test_an_outcome_whose_customers_cannot_be_read_accuses_nobody() -> None:
    outcome = "kind: Outcome\nid: sell\nname: Sell what there is\ncustomers: shops\n"
    service = TILLS + "customers: [{id: shops, relationship: service, outcomes: [sell]}]\n"
    assert not found("outcome-of-other-customer", service, outcome, SHOPS)


def test_an_outcome_of_the_service_itself_belongs_to_no_single_customer() -> None:
    outcome = "kind: Outcome\nid: sell\nname: Sell what there is\ncustomers: [shoppers]\n"
    service = TILLS + "outcomes: [sell]\ncustomers: [{id: shops, relationship: service}]\n"
    assert not found("outcome-of-other-customer", service, outcome, SHOPS, SHOPPERS)


def test_what_only_something_retired_requires_is_unused() -> None:
    retired = TILLS.replace("live", "retired") + "requires: [till-server]\n"
    assert found("unused-component", retired, SERVER)
    assert not found("unused-component", retired.replace("retired", "proposed"), SERVER)


@pytest.mark.parametrize("status", ["proposed", "retiring", "retired"])
def test_only_a_live_component_counts_as_unused(status: str) -> None:
    assert not found("unused-component", f"{SERVER}status: {status}\n")


def test_a_component_that_an_unread_file_mentions_is_not_called_unused() -> None:
    broken = '# file: broken.yaml\nrequires: [till-server]\nname: "Tills\n'
    assert not found("unused-component", SERVER, broken)
    assert found("unused-component", SERVER, broken.replace("till-server", "till-server-2"))


def test_a_waiver_of_a_finding_that_is_held_back_is_not_called_unused() -> None:
    broken = '# file: broken.yaml\nrequires: [till-server]\nname: "Tills\n'
    report = checked(SERVER + accepting("unused-component"), broken)
    assert {each.rule for each in report.findings}.isdisjoint({"unused-component", "waiver-unused"})


def test_one_id_for_a_service_and_a_component_is_taken_twice() -> None:
    (finding,) = found("duplicate-id", TILLS, SERVER.replace("till-server", "tills"))
    assert "share one id space" in finding.problem.message
    assert len(finding.problem.related) == 1


def test_one_id_for_a_customer_and_a_team_is_fine() -> None:
    assert not found("duplicate-id", SHOPS, TEAM.replace("shop-systems", "shops"))


def test_a_second_catalog_is_a_duplicate_wherever_it_stands() -> None:
    second = "# file: shops/catalog.yaml\nkind: Catalog\nname: Other\ncurrency: EUR\n"
    (finding,) = found("duplicate-id", CATALOG, second)
    assert finding.problem.location.file == "shops/catalog.yaml"
    assert found(
        "cost-without-currency", CATALOG, second, SERVER + "cost: {amount: 1, per: month}\n"
    )


def test_one_unreadable_file_leaves_the_others_checked() -> None:
    rules = {
        each.rule
        for each in checked("# file: a.yaml\n[", "# file: b.yaml\nkind: [\n", TILLS).findings
    }
    assert {"invalid-yaml", "no-outcome"} <= rules


@pytest.mark.parametrize("name", ["tills.yml", "Tills.yaml", "till.yaml"])
def test_a_service_in_a_file_of_another_name_is_found(name: str) -> None:
    assert found("file-name", f"# file: shops/{name}\n{TILLS}")


def test_the_folder_of_a_service_is_free() -> None:
    assert not found("file-name", f"# file: shops/europe/tills.yaml\n{TILLS}")
