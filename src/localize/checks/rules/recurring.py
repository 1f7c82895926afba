"""Numbers that come more than once: with the same limits in both texts, in whatever order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from localize.checks.base import Pair
from localize.checks.reading.limit import Limit
from localize.checks.reading.quantity import Quantity

_TWO = 2


def again(
    matched: Sequence[tuple[Quantity, Quantity]],
    ours: Mapping[int, Limit],
    theirs: Mapping[int, Limit],
) -> set[tuple[Decimal, str]]:
    """Numbers that come again with the same limits, in whatever order: “20 kg or more …, under 20 kg …”.

    One of several may go unsaid: “from 8 until 8” as “dalle 8 alle 8”.
    """
    known = [(a.value, a.unit) for a, _ in matched]
    if len(set(known)) == len(known):
        return set()
    times = Counter(known)
    mine: dict[tuple[Decimal, str], Counter[str]] = defaultdict(Counter)
    other: dict[tuple[Decimal, str], Counter[str]] = defaultdict(Counter)
    for a, b in matched:
        mine[a.value, a.unit][_sides(ours.get(a.start))] += 1
        other[a.value, a.unit][_sides(theirs.get(b.start))] += 1
    for limits in other.values():
        del limits[""]
    return {
        key
        for key, limits in mine.items()
        if times[key] > 1 and other[key] and other[key] <= limits
    }


def told(
    pair: Pair, a: Quantity, b: Quantity, ours: Mapping[int, Limit], theirs: Mapping[int, Limit]
) -> bool:
    """Of a number that comes more often on one side, “under 15 kg …, over 15 kg …”, does one there have this limit?"""
    mine, other = ours.get(a.start), theirs.get(b.start)
    if mine is None or other is None:
        return False
    here = [q for q in pair.source.quantities if q.value == a.value and q.unit == a.unit]
    there = [q for q in pair.target.quantities if q.value == b.value and q.unit == b.unit]
    if len(here) > len(there):
        return any(_sides(ours.get(q.start)) == _sides(other) for q in here if q is not a)
    return len(there) > len(here) and any(
        _sides(theirs.get(q.start)) == _sides(mine) for q in there if q is not b
    )


def _sides(limit: Limit | None) -> str:
    return "" if limit is None else " ".join(sorted(limit.sides))
