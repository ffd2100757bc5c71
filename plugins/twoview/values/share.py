"""Shares of time, written as percentages and kept as exact fractions."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Self

from twoview.values.wording import InvalidValue, quoted

_PERCENTAGE = re.compile(r"([0-9]{1,3}(?:\.([0-9]{1,12}))?)%")
_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,12})?")
_TOO_FINE = re.compile(r"[0-9]+\.[0-9]{13,}%")
_ROUNDED = 15


@dataclass(frozen=True, slots=True, order=True)
class Share:
    """A share between 0 and 1, and how many decimals its percentage was written with."""

    value: Fraction
    decimals: int = field(default=0, compare=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a percentage like 99.9%, 0% to 100%; raise InvalidValue for any other text."""
        match = _PERCENTAGE.fullmatch(text)
        if match is None:
            raise InvalidValue(f"{quoted(text)} is not a percentage: {_advice(text)}")
        value = Fraction(match[1]) / 100
        if value > 1:
            raise InvalidValue(f"{quoted(text)} is more than 100%: write 0% to 100%, as in 99.9%")
        return cls(value, len(match[2] or ""))

    def __str__(self) -> str:
        percent = self.value * 100
        exact = _places(percent)
        places = _ROUNDED - 2 if exact is None else exact
        return f"{_plain(percent, max(self.decimals, places))}%"

    def decimal(self) -> str:
        """Return the share as an exact decimal; one without an end is rounded to 15 decimals."""
        exact = _places(self.value)
        return _plain(self.value, _ROUNDED if exact is None else exact)

    def down_to(self, decimals: int) -> Self:
        """Return the share rounded down to this many decimals of its percentage."""
        unit = 100 * 10**decimals
        return type(self)(Fraction(self.value * unit // 1, unit), decimals)


def _advice(text: str) -> str:
    if _TOO_FINE.fullmatch(text):
        return "write at most 12 decimals, as in 99.999%"
    number = "".join(text[:30].split()).replace(",", ".").removesuffix("%")
    if not _NUMBER.fullmatch(number) or Fraction(number) > 100:
        return "write 0% to 100%, as in 99.9%"
    bare_share = "%" not in text and Fraction(number) < 1
    return f"write {Share(Fraction(number)) if bare_share else number + '%'}"


def _places(value: Fraction) -> int | None:
    """Return how many decimals state the value exactly, None when no number of them does."""
    twos = (value.denominator & -value.denominator).bit_length() - 1
    rest = value.denominator >> twos
    fives = 0
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    return max(twos, fives) if rest == 1 else None


def _plain(value: Fraction, places: int) -> str:
    # Python refuses to print an integer of more than 4,300 digits, but prints it as a Decimal.
    digits = str(Decimal(round(value * 10**places))).rjust(places + 1, "0")
    point = len(digits) - places
    return f"{digits[:point]}.{digits[point:]}" if places else digits
