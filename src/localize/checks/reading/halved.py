"""Half of one and a whole one: “half a tablet in the morning, a whole one at night” must not be told the other way round."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from localize.checks.reading.bytwos import reassigned
from localize.checks.reading.halves import Match
from localize.checks.reading.quantity import HALF, Quantity
from localize.checks.reading.reading import Reading
from localize.checks.reading.tables import measures
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.base import Pair


def halved(pair: Pair) -> tuple[Match, Match] | None:
    """The half and the whole that have changed places; None where there is not just one of each on both sides."""
    if all(q.value != HALF for q in pair.source.quantities):
        return None
    ours, theirs = _half_and_whole(pair.source), _half_and_whole(pair.target)
    if not ours or not theirs:
        return None
    half, whole = (ours[0], theirs[0]), (ours[1], theirs[1])
    return (half, whole) if reassigned(pair, half, whole, strict=True) else None


def _half_and_whole(reading: Reading) -> tuple[Quantity, Quantity] | None:
    plain = reading.prose.plain
    halves = [q for q in reading.quantities if q.value == HALF and _taken(q)]
    wholes: list[Quantity] = []
    for q in reading.quantities:
        if (
            q.value == 1
            and _taken(q)
            and _ONE.match(plain, q.start)
            and not any(0 <= half.start - q.stop <= 1 for half in halves)  # “un demi-comprimé”
            and not (wholes and q.start - wholes[-1].stop <= _WHOLE)  # “a whole one”
        ):
            wholes.append(q)
    return (halves[0], wholes[0]) if len(halves) == len(wholes) == 1 else None


def _taken(quantity: Quantity) -> bool:
    """Is it of something that is taken, not of time?"""
    unit = measures().get(quantity.unit)
    return unit is None or unit.base not in ("s", "age")


_WHOLE = 8
"""Characters of “ whole ”."""
_ONE = regex(
    r"(?:one|1|an? (?:whole|full|entire)|un[oa]?|une|um|uma|ein\w+)\b(?! (?:of|de) )"
    r"|ein (?=ganz)",
    re.IGNORECASE,
)
"""What counts one; “a” does not."""
