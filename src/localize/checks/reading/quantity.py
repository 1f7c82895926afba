"""A quantity: a value with its unit, and where it stands."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import NamedTuple, Protocol

from localize.checks.reading.lexicon import Mark
from localize.checks.reading.numerals import Form
from localize.checks.reading.prose import Prose
from localize.regex import regex


class _Marked(Protocol):
    """What `dated` needs of a reading."""

    @property
    def prose(self) -> Prose: ...

    @property
    def marks(self) -> dict[str, list[Mark]]: ...


REQUIRED, SWAPPED, LOOSE = 2, 1, 0
"""How much a quantity counts: must be found again; counts where something else stands in its
place (ordinals, Roman numerals); may be matched, need not (`one`, `both`, `half`)."""

SHARE = "share"
"""The text of the four of “a quarter”."""
HALF = Decimal("0.5")


class Quantity(NamedTuple):
    """A value of a text, `plain[start:end]` with its unit."""

    value: Decimal
    start: int
    end: int
    unit: str = ""
    per: tuple[str, ...] = ()
    level: int = REQUIRED
    form: Form = Form.NUMBER
    text: str = ""
    digits: bool = True
    foreign: bool = False
    others: tuple[Decimal, ...] = ()
    """Other readings that are as right."""
    readings: tuple[tuple[Decimal, str], ...] = ()
    """Other values with their units that are as right: a fortnight is 14 days."""
    misread: Decimal | None = None
    """What it would be with the source's separators."""
    parts: tuple[Decimal, ...] = ()
    stop: int = 0
    """Where the digits end, before the unit."""
    lent: bool = False
    """Is the unit that of the number after it: 5 of “5 or 10 mg”?"""

    @property
    def shown(self) -> str:
        """Value and unit for a message."""
        value = f"{self.value.normalize():f}" if self.form is not Form.PHONE else self.text
        unit = "/".join((self.unit, *self.per)) if self.unit else ""
        return f"{value} {unit}".strip()


quantity_of: Callable[[tuple[object, ...]], Quantity] = partial(tuple.__new__, Quantity)
"""A quantity of all its values: at a third of the price, and nearly every text has some."""


_BY = regex(r"/[^\W\d_]|\s(?:per|por|par|pro|je)\s")


def dated(quantity: Quantity, reading: _Marked) -> bool:
    """Is this the day or the year of a date?"""
    plain = reading.prose.plain
    if not quantity.unit and 1500 <= quantity.value < 2200 and quantity.digits:
        # 1,500 is no year, nor is 1500/mm³ or “1500 per microlitre”.
        return (
            plain[quantity.start : quantity.stop].isdecimal()
            and _BY.match(plain, quantity.stop) is None
        )
    if quantity.unit not in ("", "day", "year") and not quantity.lent:
        return False  # “9.1 g/dL in March”
    months = reading.marks.get("month")
    return months is not None and any(
        -1 <= mark.start - quantity.stop <= 9 or 0 <= quantity.start - mark.end <= 2
        for mark in months
        if "," not in plain[quantity.stop : mark.start]
    )
