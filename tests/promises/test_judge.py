"""Which promises there are, whom they are made to, and what all judgements have in common."""

from pathlib import Path

import pytest
from small import judge, judged, part, service
from twoview.load import load_folder
from twoview.promises import Judge

SERVICES = Path(__file__).parents[2] / "services"
DESK = "---\n{kind: Customer, id: desk, name: Desk, boundary: internal}\n"


def customer(relationship: str, commitments: str = "") -> str:
    entry = f"{{id: desk, relationship: {relationship}, commitments: {{{commitments}}}}}"
    return f"customers: [{entry}]\n{DESK}"


def made(*documents: str) -> list[tuple[str | None, str, str | None]]:
    found = (each.promise for each in judge(*documents).judgements)
    return [(each.customer, each.metric, each.priority) for each in found]


def test_a_customer_is_promised_what_the_service_promises_unless_told_otherwise() -> None:
    shop = service(
        "shop",
        "availability: 99%, restore_within: {P1: 1h, P2: 2h}, hours: 24x7",
        "a",
        customer("service", "restore_within: {P1: 9h}, hours: 'Mon 09:00-10:00 UTC'"),
    )
    first, second = (each.promise for each in judge(shop, part("a")).judgements)
    assert (first.customer, first.metric, first.path) == (
        "desk",
        "availability",
        ("commitments", "availability"),
    )
    assert second.path == ("customers", 0, "commitments", "restore_within", "P1")
    assert (str(second.value), str(second.hours)) == ("9h", "Mon 09:00-10:00 UTC")


@pytest.mark.parametrize("relationship", ["partnership", "utility"])
def test_partners_are_promised_only_what_is_theirs_and_nobody_named_the_rest(
    relationship: str,
) -> None:
    shop = service("shop", "availability: 99%", "a", customer(relationship, "recovery_time: 1h"))
    assert made(shop, part("a")) == [
        (None, "availability", None),
        ("desk", "recovery_time", None),
    ]


def test_promises_stand_by_service_customer_metric_and_priority() -> None:
    shop = service("shop", "restore_within: {P2: 2h, P1: 1h}, availability: 99%", "a")
    assert made(service("tills", "availability: 99%", "a"), shop, part("a")) == [
        (None, "availability", None),
        (None, "restore_within", "P1"),
        (None, "restore_within", "P2"),
        (None, "availability", None),
    ]


@pytest.mark.parametrize("status", ["proposed", "retiring"])
def test_promises_are_judged_before_and_after_a_service_is_live(status: str) -> None:
    shop = service("shop", "availability: 99%", "a").replace("live", status)
    assert len(made(shop, part("a"))) == 1


def test_promises_of_retired_services_are_not_judged_but_those_that_lean_on_them_are() -> None:
    mail = service("mail", "availability: 98%").replace("live", "retired")
    assert made(mail) == []
    assert judged(service("shop", "availability: 98%", "mail"), mail).verdict == "kept"


def test_promises_above_a_circle_are_unjudged() -> None:
    shop = service("shop", "availability: 99%, change_within: 1d", "a")
    found = judge(shop, part("a", requires="b"), part("b", requires="{any_of: [a, c]}"), part("c"))
    assert {each.verdict for each in found.judgements} == {"unjudged"}
    assert {each.unknown for each in found.judgements} == {("a", "b")}
    assert {each.achievable for each in found.judgements} == {None}


def test_what_a_figure_leans_on_can_be_asked() -> None:
    shop = service("shop", "availability: 99%, change_within: 1d", "a, {any_of: [b, c]}")
    parts = [part(each, "availability: 99.9%, change_within: 1d") for each in "abc"]
    found = judge(shop, *parts)
    assert [found.leans_on(each) for each in found.judgements] == [("a", "b"), ("a", "b", "c")]


def test_two_customers_with_the_same_terms_are_judged_alike() -> None:
    customers = (
        "customers: [{id: desk, relationship: service}, {id: ship, relationship: service}]\n"
    )
    ship = "---\n{kind: Customer, id: ship, name: Ship, boundary: internal}\n"
    shop = service("shop", "availability: 99%", "a", f"{customers}{DESK}{ship}")
    one, other = judge(shop, part("a", "availability: 99%")).judgements
    assert [one.promise.customer, other.promise.customer] == ["desk", "ship"]
    assert (one.verdict, one.achievable) == (other.verdict, other.achievable)


@pytest.mark.parametrize(
    ("ident", "metric", "verdict", "achievable"),
    [
        ("email", "availability", "short", "98.24"),
        ("trade-ordering", "availability", "short", "99.56"),
        ("shop-network", "availability", "short", "99.21"),
        ("cloud-hosting", "availability", "kept", "99.99"),
    ],
)
def test_the_example_catalog_is_judged(
    ident: str, metric: str, verdict: str, achievable: str
) -> None:
    found = [
        each
        for each in Judge(load_folder(SERVICES).catalog).judgements
        if (each.promise.service, each.promise.metric) == (ident, metric)
    ]
    assert verdict in {each.verdict for each in found}
    assert {f"{float(each.achievable or 0) * 100:.2f}" for each in found} == {achievable}
