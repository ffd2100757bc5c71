"""Amounts for people."""

from decimal import Decimal, localcontext
from fractions import Fraction

# More than an amount can have: 18 before the point and 18 behind it.
_DIGITS = 40


def grouped(value: Fraction) -> str:
    """Return an amount without needless decimals, with commas at thousands: 12,000 or 0.5."""
    with localcontext(prec=_DIGITS):
        return f"{(Decimal(value.numerator) / value.denominator).normalize():,f}"
