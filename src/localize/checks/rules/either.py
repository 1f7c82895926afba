"""Two amounts to either side of a limit: “under 6 take 2.5 mL, over 6 take 5 mL”, where a translation says the six once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from localize.checks.base import Pair
from localize.checks.reading.halves import Match
from localize.checks.reading.limits import bound
from localize.checks.reading.quantity import REQUIRED, Quantity
from localize.checks.reading.reading import Reading
from localize.checks.reading.retold import compared

_TWO = 2


def either_side(pair: Pair) -> Iterator[tuple[Match, Match, bool]]:
    """Two amounts that go with the sides of a limit, and whether they have changed places.

    “Under 6 take 2.5 mL, over 6 take 5 mL” must not become “over 6 …, 2.5 mL, younger ones 5 mL”.
    """
    if len(pair.alignment.matched) <= _TWO or len(pair.source.quantities) <= _TWO + 1:
        return
    words = compared(pair.target)
    if len(words) != 1:
        return
    matched = [(a, b) for a, b in pair.alignment.matched if a.level == b.level == REQUIRED]
    ours, theirs = bound(pair.source), bound(pair.target)
    for a, b in matched:
        twins = _same(a, pair.source)
        if len(twins) != _TWO or len(_same(b, pair.target)) != 1 or b.start not in theirs:
            continue
        sides = [ours[q.start].sides if q.start in ours else frozenset() for q in twins]
        if theirs[b.start].sides not in sides or sides[0] == sides[1]:
            continue
        one, two = sides.index(theirs[b.start].sides), int(words[0] < b.start)
        for (c, d), (e, f) in combinations(matched, 2):
            doses = sorted((c, e), key=lambda q: q.start), sorted((d, f), key=lambda q: q.start)
            places = sorted((b.start, words[0]))
            if (
                c.unit == e.unit not in ("", a.unit)
                and _by_turns(doses[0], [q.start for q in twins])
                and _by_turns(doses[1], places)
            ):
                yield (c, d), (e, f), (doses[0][one], doses[1][two]) not in matched


def _same(quantity: Quantity, reading: Reading) -> list[Quantity]:
    return [
        q for q in reading.quantities if q.value == quantity.value and q.level == quantity.level
    ]


def _by_turns(amounts: Sequence[Quantity], places: Sequence[int]) -> bool:
    """Does each of two places have an amount of its own, before the other or behind it?"""
    first, second = (amount.start for amount in amounts)
    return max(first, places[0]) < min(second, places[1])
