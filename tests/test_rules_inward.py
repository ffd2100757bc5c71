import pytest
from catalogs import CATALOG, SERVER, TEAM, TILLS, found, messages
from twoview.rules.samples import email, server


def test_the_figures_of_a_supplier_count_as_targets() -> None:
    component = SERVER.replace("team: shop-systems", "supplier: host")
    supplier = "kind: Supplier\nid: host\nname: Host\n"
    assert found("component-without-targets", component, supplier)
    assert not found("component-without-targets", component, supplier + "availability: 99%\n")


def test_a_supplier_that_cannot_be_read_whole_may_have_figures() -> None:
    component = SERVER.replace("team: shop-systems", "supplier: host")
    for fault in ("availability: ninety\n", 'name: "\n'):
        supplier = "kind: Supplier\nid: host\nname: Host\n" + fault
        assert not found("component-without-targets", component, supplier)


@pytest.mark.parametrize("status", ["proposed", "retiring", "retired"])
def test_only_a_live_component_needs_targets_and_hours(status: str) -> None:
    component = f"{SERVER}status: {status}\n"
    assert not found("component-without-targets", component, TEAM)
    assert not found("no-support-hours", component, TEAM)


def test_hours_of_the_component_itself_spare_those_of_its_team() -> None:
    assert found("no-support-hours", SERVER, TEAM)
    assert not found("no-support-hours", SERVER + "targets: {hours: 24x7}\n", TEAM)
    assert not found("no-support-hours", SERVER, TEAM + "hours: 24x7\n")


def test_the_owner_of_a_live_service_needs_hours() -> None:
    assert messages("no-support-hours", TILLS, TEAM) == (
        "Team `shop-systems` carries `tills` and does not say at which hours it works."
    )


def test_consumers_that_leave_too_do_not_hold_what_retires() -> None:
    retiring = SERVER + "status: retiring\n"
    service = TILLS + "requires: [till-server]\n"
    assert "`tills`" in messages("retiring-with-consumers", service, retiring)
    assert found("retiring-with-consumers", service.replace("live", "proposed"), retiring)
    assert not found("retiring-with-consumers", service.replace("live", "retiring"), retiring)


SUPPLIER = "kind: Supplier\nid: host\nname: Host\ncontract: {{reference: A-1, until: {}}}\n"


@pytest.mark.parametrize(
    ("until", "words"),
    [
        ("2026-09-30", ""),
        ("2026-09-29", "ends on"),
        ("2026-07-01", "ends on"),
        ("2026-06-30", "ended on"),
    ],
)
def test_a_contract_ends_within_the_notice_of_90_days(until: str, words: str) -> None:
    text = messages("contract-ends", SUPPLIER.format(until))
    assert words in text
    assert bool(text) == bool(words)


def test_the_notice_of_contracts_is_the_catalogs() -> None:
    assert not found(
        "contract-ends", CATALOG + "contract_notice: 1w\n", SUPPLIER.format("2026-07-09")
    )
    assert found("contract-ends", CATALOG + "contract_notice: 1w\n", SUPPLIER.format("2026-07-08"))


@pytest.mark.parametrize(
    ("reviewed", "overdue"), [("2025-07-01", False), ("2025-06-30", True), ("2026-07-02", False)]
)
def test_a_review_is_overdue_after_a_year(reviewed: str, overdue: bool) -> None:
    assert bool(found("review-overdue", f"{SERVER}reviewed: {reviewed}\n")) == overdue


@pytest.mark.parametrize(
    ("status", "overdue"), [("proposed", 0), ("live", 1), ("retiring", 0), ("retired", 0)]
)
def test_only_what_is_live_must_have_been_reviewed(status: str, overdue: int) -> None:
    assert len(found("review-overdue", f"{SERVER}status: {status}\n")) == overdue


def test_a_date_that_cannot_be_read_is_not_called_missing() -> None:
    component = (
        SERVER + "reviewed: 2026-13-01\nrecovery_tested: lately\ntargets: {recovery_time: 4h}\n"
    )
    assert len(found("schema", component)) == 2
    assert not found("review-overdue", component)
    assert not found("recovery-test-overdue", component)


def test_a_recovery_time_that_was_never_tried_out_is_found_at_the_time() -> None:
    (finding,) = found("recovery-test-overdue", SERVER + "targets:\n  recovery_time: 4h\n")
    assert "never tried out" in finding.problem.message
    assert finding.problem.location.line == 7
    assert not found("recovery-test-overdue", SERVER)


@pytest.mark.parametrize("field", ["cost", "price"])
def test_a_cost_and_a_price_need_a_currency(field: str) -> None:
    service = f"{TILLS}{field}: {{amount: 10, per: month}}\n"
    assert found("cost-without-currency", service)
    assert not found("cost-without-currency", CATALOG + "currency: EUR\n", service)


@pytest.mark.parametrize("fault", ["currency: euros\n", 'currency: "EUR\n'])
def test_a_currency_that_cannot_be_read_is_not_called_missing(fault: str) -> None:
    catalog = f"# file: catalog.yaml\n{CATALOG}{fault}"
    assert not found("cost-without-currency", catalog, SERVER + "cost: {amount: 1, per: month}\n")


def over(availability: str, *more: str) -> str:
    return email("availability: 99%", server(f"availability: {availability}", "one", *more))


def test_a_single_point_is_told_once_with_the_services_that_it_stops() -> None:
    post = over("99%").split("---\n")[0].replace("id: email", "id: post")
    (finding,) = found("unmonitored-single-point", over("99%"), post)
    assert finding.problem.entity == "one"
    assert "stops `email`, `post` by failing alone" in finding.problem.message


@pytest.mark.parametrize(
    ("status", "count"), [("proposed", 0), ("live", 1), ("retiring", 0), ("retired", 0)]
)
def test_only_what_stops_a_live_service_must_be_monitored(status: str, count: int) -> None:
    service = over("99%").replace("status: live", f"status: {status}")
    assert len(found("unmonitored-single-point", service)) == count


@pytest.mark.parametrize("entry", ["{any_of: [one, two]}", "{id: one, failure: degrades}"])
def test_what_stops_nothing_alone_need_not_be_monitored(entry: str) -> None:
    parts = (server("availability: 99%", ident) for ident in ("one", "two"))
    service = email("availability: 99%", *parts, requires=f"- {entry}")
    assert not found("unmonitored-single-point", service)


def test_a_service_without_promises_has_single_points_too() -> None:
    service = over("99%").replace("commitments:\n  availability: 99%\n", "")
    assert found("unmonitored-single-point", service)


def test_a_target_beyond_need_names_the_next_that_would_do() -> None:
    (finding,) = found("target-beyond-need", over("99.95%"))
    assert "`one` is run to 99.95%" in finding.problem.message
    assert "would be kept at 99.9% too" in finding.problem.message
    assert not found("target-beyond-need", over("99.95%").replace("availability: 99.95%", "{}"))


def priced(
    status: str = "live", price: str = "10, per: month", cost: str = "120, per: year"
) -> str:
    fields = f"status: {status}\nprice: {{amount: {price}}}"
    service = over("99%", f"cost: {{amount: {cost}}}").replace("status: live", fields)
    return f"{service}---\n{CATALOG}currency: EUR\n"


@pytest.mark.parametrize(
    ("cost", "is_over"), [("120, per: year", 0), ("120.01, per: year", 1), ("10.01, per: month", 1)]
)
def test_a_cost_over_the_price_is_found_to_the_cent(cost: str, is_over: int) -> None:
    assert len(found("cost-over-price", priced(cost=cost))) == is_over


def test_the_largest_parts_of_a_cost_are_named() -> None:
    service = priced(cost="1230, per: month").replace(
        "price:", "cost: {amount: 7, per: month}\nprice:"
    )
    assert messages("cost-over-price", service) == (
        "`email` costs EUR 1,237 a month, and its price is EUR 10. Most of that is for `one` "
        "EUR 1,230 and `email` EUR 7."
    )


def test_a_retired_service_costs_nobody_too_much() -> None:
    text = "cost: {amount: 70, per: month}\nprice:"
    assert found("cost-over-price", priced().replace("price:", text))
    assert not found("cost-over-price", priced("retired").replace("price:", text))
