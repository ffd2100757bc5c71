"""Amounts of money in whole cents; the currency is the catalog's."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from twoview.values.wording import InvalidValue, quoted

_AMOUNT = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,2})?")
_END = 10**12


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in cents, 0 or more."""

    cents: int

    @classmethod
    def parse(cls, value: str | int | Decimal) -> Self:
        """Read a number, or its text, with at most two decimals; raise InvalidValue otherwise."""
        number = _number(value)
        if number is None:
            raise InvalidValue(
                f"{_shown(value)} is not an amount: write a number without sign, separators or "
                "currency, at most 12 digits and two decimals, as in 1200 or 1200.50"
            )
        return cls(int(number * 100))

    def __str__(self) -> str:
        return f"{self.cents // 100}.{self.cents % 100:02}"

    def words(self, currency: str) -> str:
        """Return the amount for a sentence, like "EUR 1,234.50" or "EUR 1,200"."""
        whole, cents = divmod(self.cents, 100)
        return f"{currency} {whole:,}.{cents:02}" if cents else f"{currency} {whole:,}"


def _number(value: object) -> Decimal | None:
    """Return the amount that a value states exactly, None when it is not one."""
    if isinstance(value, str):
        return Decimal(value) if _AMOUNT.fullmatch(value) else None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    exponent = number.as_tuple().exponent  # a letter for what is not finite
    fits = isinstance(exponent, int) and exponent >= -2 and 0 <= number < _END
    return number if fits else None


def _shown(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int):
        return quoted(str(value))
    # Python refuses to print an integer of more than 4,300 digits, but prints it as a Decimal.
    return quoted(str(Decimal(value)))
