"""Which of two amounts is denied: “10 mL/h and not 100 mL/h”."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from localize.checks.reading.denial import CLAUSE, FULL, meant
from localize.checks.reading.halves import Match
from localize.checks.reading.numerals import Form
from localize.checks.reading.quantity import REQUIRED, Quantity
from localize.checks.reading.reading import Reading

if TYPE_CHECKING:
    from localize.checks.base import Pair

_TWO = 2
_REACH = 3
"""Words from a negation to the amount that it denies: “nicht auf 10 ml”."""


def refused(pair: Pair) -> Iterator[tuple[Match, Match]]:
    """Two amounts of one unit of which each text denies one, and the target the other one."""
    if "negation" not in pair.source.marks or "negation" not in pair.target.marks:
        return
    if len(pair.alignment.matched) < _TWO:
        return
    matched = [
        (a, b)
        for a, b in pair.alignment.matched
        if a.level == b.level == REQUIRED and a.form is b.form is Form.NUMBER
    ]
    for one, two in combinations(matched, 2):
        if one[0].unit != two[0].unit:
            continue
        here = [_denied(pair.source, match[0]) for match in (one, two)]
        if sum(here) == 1 and [_denied(pair.target, m[1]) for m in (two, one)] == here:
            yield one, two


def _denied(reading: Reading, quantity: Quantity) -> bool:
    """Does a negation stand right before an amount?"""
    plain = reading.prose.plain
    return any(
        cue.value in FULL
        and quantity.start - cue.end >= 0
        and len(plain[cue.end : quantity.start].split()) <= _REACH
        and not CLAUSE.search(plain, cue.end, quantity.start)
        for cue in meant(reading)
    )
