"""What a finding proposes as a repair does repair, and nothing less would."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

from changed import often, with_node, with_targets
from hypothesis import given
from oracle.catalogs import catalog_of, catalog_texts
from twoview.model import METRICS, Catalog
from twoview.promises import Judge, Judgement
from twoview.promises.made import Promise
from twoview.values import Share


def unit(share: Share) -> Fraction:
    """Return the least by which a percentage with as many decimals can differ."""
    return Fraction(1, 100 * 10**share.decimals)


def verdict(catalog: Catalog, promise: Promise) -> str:
    return Judge(catalog).judged(promise).verdict


def short(catalog: Catalog) -> list[Judgement]:
    return [each for each in Judge(catalog).judgements if each.repairs]


@often
@given(catalog_texts())
def test_the_availability_that_a_repair_asks_for_repairs_and_no_less_would(drawn: str) -> None:
    catalog = catalog_of(drawn)
    for judgement in short(catalog):
        assert judgement.repairs
        for ident, needed in judgement.repairs.raises:
            promise = judgement.promise
            assert verdict(with_targets(catalog, ident, availability=needed), promise) == "kept"
            less = Share(needed.value - unit(needed))
            assert verdict(with_targets(catalog, ident, availability=less), promise) != "kept"


@often
@given(catalog_texts())
def test_the_best_promise_that_holds_today_is_kept_and_no_better_one_is(drawn: str) -> None:
    catalog = catalog_of(drawn)
    for judgement in short(catalog):
        assert judgement.repairs
        best, promise = judgement.repairs.best, judgement.promise
        assert verdict(catalog, replace(promise, value=best)) == "kept"
        more = Share(best.value + unit(best))
        assert verdict(catalog, replace(promise, value=more)) != "kept"


@often
@given(catalog_texts())
def test_declaring_the_failure_domains_that_a_repair_names_gives_what_it_says(drawn: str) -> None:
    catalog = catalog_of(drawn)
    for judgement in short(catalog):
        assert judgement.repairs
        if judgement.repairs.declared is None:
            continue
        members = {each for gate in judgement.repairs.declare for each in gate.members}
        declaring = catalog
        for component in (catalog.components[each] for each in members):
            domains = component.failure_domains or (f"of-{component.id}",)
            declaring = with_node(declaring, replace(component, failure_domains=domains))
        found = Judge(declaring).availability.value(judgement.promise, "worst")
        assert found == judgement.repairs.declared


@often
@given(catalog_texts())
def test_a_promise_would_hold_with_the_values_with_which_it_would_be_kept(drawn: str) -> None:
    judge = Judge(catalog_of(drawn))
    for metric in METRICS:
        promises = [each.promise for each in judge.by_verdict.get((metric, "short"), ())]
        for promise, other in product(promises, promises):
            if promise.unit == other.unit:
                kept = judge.judged(replace(promise, value=other.value)).verdict == "kept"
                assert judge.would_hold(promise, other.value) == kept
