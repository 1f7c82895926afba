"""Do two quantities come to the same, in other units: 0.5 g and 500 mg?"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from localize.checks.reading.quantity import LOOSE, Quantity
from localize.checks.reading.tables import measures

_ROUGHLY = (
    {(Decimal(2), "week"), (Decimal(15), "day")},
    {(Decimal(1), "week"), (Decimal(8), "day")},
)
"""In French, Spanish, Italian and Portuguese two weeks are fifteen days."""


def same_amount(a: Quantity, b: Quantity) -> bool:
    """Do two quantities come to the same, in other units: 0.5 g and 500 mg?"""
    if "%" in (a.unit, b.unit):
        return a.unit == "%" != b.unit and a.value == b.value * 100 and b.level == LOOSE
    if not (a.unit or a.per) or not (b.unit or b.per):
        return False
    if a.unit == b.unit and a.per == b.per:
        return a.value == b.value
    if "week" in (a.unit, b.unit) and {(a.value, a.unit), (b.value, b.unit)} in _ROUGHLY:
        return True
    if {a.unit, b.unit} == _DEGREES:
        cold, warm = (a, b) if a.unit == "°C" else (b, a)
        near = _OVEN if cold.value >= _HOT and cold.value % 10 == 0 else _DEGREE
        return abs((warm.value - 32) / Decimal("1.8") - cold.value) < near
    unit = _FLUID.get((a.unit, measures()[b.unit].base), a.unit) if b.unit else a.unit
    one, other = _scale(unit, a.per), _scale(b.unit, b.per)
    if one is None or other is None:
        return False
    if {one[1], other[1]} == {"age", "s"} and one[2:] == other[2:]:
        # Four weeks or 30 days are a month, six weeks a month and a half.
        parts = Fraction(a.value) * one[0], Fraction(b.value) * other[0]
        days, months = parts if one[1] == "s" else reversed(parts)
        return _SHORT <= days / months <= _LONG if months else False
    if one[1:3] != other[1:3]:
        return False
    mine, theirs = Fraction(a.value) * one[0], Fraction(b.value) * other[0]
    if one[3] and other[3]:
        mine, theirs = mine * other[3], theirs * one[3]  # else time may go unsaid: “daily”
    if a.unit != b.unit and _rounded(a.unit, b.unit):
        digits = _digits(a.value) + _digits(b.value)
        margin = _NEARER if digits >= _EXACT else _NEARLY if digits > _ROUND else _ROUGH
        return abs(mine - theirs) <= margin * abs(mine)
    return mine == theirs


def _digits(value: Decimal) -> int:
    """How many digits a value has that say something: of 1500, two."""
    return len(value.normalize().as_tuple().digits)


@lru_cache(maxsize=1024)
def _scale(
    whole: str, per: tuple[str, ...]
) -> tuple[Fraction, str, tuple[str, ...], Fraction] | None:
    """What one of a unit comes to: base units, the base, what it is by, and by how many seconds.

    120 × 10⁹/L and 120 000/µL come to the same; a quantity without any unit to nothing.
    """
    known = measures()
    value, base, by = Fraction(1), "", []
    if whole:
        unit = known[whole]
        base, stroke, below = unit.base.partition("/")
        if unit.factor is None:
            base = unit.name
        else:
            value *= Fraction(unit.factor)
        by += [below] if stroke else []
    elif not per:
        return None
    seconds = Fraction(0)
    for name in per:
        unit = known[name]
        if unit.base in ("s", "age") and unit.factor is not None:
            seconds = Fraction(unit.factor)
        elif unit.base and unit.factor is not None:
            value /= Fraction(unit.factor)
            by.append(unit.base)
        elif name == "dose":
            seconds = _EACH
        else:
            by.append(name)
    return value, base, tuple(sorted(by)), seconds


def _rounded(one: str, other: str) -> bool:
    known = measures()
    return one in known and other in known and known[one].rounded != known[other].rounded


_DEGREES = {"°C", "°F"}
_DEGREE = Decimal("0.6")
"""100 °F is 38 °C, or 37.8."""
_HOT, _OVEN = 140, 6
"""An oven at 400 °F is at 200 °C."""
_NEARLY, _NEARER = Fraction(7, 100), Fraction(4, 100)
_ROUGH = Fraction(11, 100)
_EXACT, _ROUND = 4, 2
"""Six feet are two metres, two miles about three kilometres, but 5 feet 4 inches are no 1.73 m: that many digits are not rounded."""
_FLUID = {("oz", "L"): "fl oz"}
"""Ounces of water."""
_SHORT, _LONG = Fraction(91, 100), Fraction(102, 100)
"""How much four weeks and 31 days are of a month."""
_EACH = Fraction(-1)
"""A dose is no length of time: what is by the dose is never what is by the day."""
