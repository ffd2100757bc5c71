"""Amounts of money."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twoview.values import InvalidValue, Money

amounts = st.builds(Money, st.integers(0, 10**14 - 1))


@pytest.mark.parametrize(
    ("value", "text", "words"),
    [
        ("1234.5", "1234.50", "EUR 1,234.50"),
        ("1234.50", "1234.50", "EUR 1,234.50"),
        (1200, "1200.00", "EUR 1,200"),
        (0, "0.00", "EUR 0"),
        ("0.05", "0.05", "EUR 0.05"),
        (Decimal("99.90"), "99.90", "EUR 99.90"),
        (Decimal("1E+3"), "1000.00", "EUR 1,000"),
        ("999999999999.99", "999999999999.99", "EUR 999,999,999,999.99"),
    ],
)
def test_an_amount_is_read_from_a_number_or_its_text(value, text, words):
    money = Money.parse(value)
    assert (str(money), money.words("EUR")) == (text, words)


@pytest.mark.parametrize(
    "value",
    [
        True,
        False,
        -1,
        10**12,
        pytest.param(10**5000, id="five thousand digits"),
        Decimal("-0.01"),
        Decimal("1.234"),
        Decimal("1.000"),
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal("1E+999999999"),
        Decimal("1E-999999999"),
        "",
        "-1",
        "+1",
        "1,200",
        "1 200",
        "1.234",
        "1.",
        ".5",
        "1e3",
        "EUR 5",
        "1_000",
        "NaN",
        "١",
        "1234567890123",
    ],
)
def test_what_is_not_an_amount_is_answered_with_an_example(value):
    with pytest.raises(InvalidValue, match="is not an amount") as caught:
        Money.parse(value)
    assert "as in 1200 or 1200.50" in str(caught.value)


@given(amounts)
def test_a_printed_amount_reads_as_the_same_amount(money):
    assert Money.parse(str(money)) == money
    assert Money.parse(Decimal(str(money))) == money


@given(amounts, amounts)
def test_amounts_are_ordered_by_size(one, other):
    assert (one < other) == (one.cents < other.cents)
