"""What each of two gets: “women take 5 mg and men 5 mg or 10 mg” gives one amount to women, and two to men.

Where the amounts stand behind whom they are for, or all before, whose they are can be told without asking which number is which.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from localize.checks.reading.lexicon import Mark
from localize.checks.reading.quantity import LOOSE
from localize.checks.reading.reading import Reading

if TYPE_CHECKING:
    from localize.checks.base import Pair

_Amounts = list[tuple[Decimal, str]]
_FEWEST = 2


_GETTING = frozenset({"kin", "motherchild", "person", "role", "sex", "side"})
"""Sets of those who get something, or of where it is given."""


def exchanged(pair: Pair, name: str, ours: Sequence[Mark], theirs: Sequence[Mark]) -> bool | None:
    """Does each of two of a set get the amounts of the other? None where it cannot be told."""
    if name not in _GETTING or len(pair.source.quantities) <= _FEWEST:
        return None  # with two numbers, which is which is known
    here, there = _apiece(pair.source, ours), _apiece(pair.target, theirs)
    if here is None or there is None or here[0] == here[1]:
        return None
    if ours[0].value != theirs[0].value:
        there = there[1], there[0]
    if here == there:
        return False
    return True if here == (there[1], there[0]) else None


def _apiece(reading: Reading, marks: Sequence[Mark]) -> tuple[_Amounts, _Amounts] | None:
    """The amounts of each of two, in order of size; None where some stand before the first and some behind the second."""
    one, two = marks
    asked = [q for q in reading.quantities if q.unit or q.level > LOOSE]
    before = [q for q in asked if q.start < one.start]
    middle = [q for q in asked if one.start <= q.start < two.start]
    behind = [q for q in asked if two.start <= q.start]
    if not middle or bool(before) == bool(behind):
        return None
    first, second = (before, middle) if before else (middle, behind)
    return sorted((q.value, q.unit) for q in first), sorted((q.value, q.unit) for q in second)
