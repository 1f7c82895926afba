"""What stands next to what: has a pair of quantities changed places?

A quantity belongs to the words around it. Words that both texts share in some way (the same root, the same
meaning in the tables, the same drug) are anchors; two quantities have changed places when in the
source each is nearer to its own anchor, and in the target each is nearer to the other's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Protocol

from localize.checks.reading.cognates import skeleton
from localize.checks.reading.numerals import Form
from localize.checks.reading.quantity import LOOSE, Quantity, dated
from localize.checks.reading.reading import Reading

if TYPE_CHECKING:
    from localize.checks.base import Pair

Match = tuple[Quantity, Quantity]


class _Place(Protocol):
    """Something that stands somewhere in a prose text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


_BREAK = re.compile(
    r"[,;:.!?\n]|\b(?:and|y|e|et|und|or|o|ou|oder|but|pero|mais|aber|mas|ma)\b", re.IGNORECASE
)
_RANGE = re.compile(r"\s*(?:[-–—/:]|to|a|à|bis|al)\s*")
_MARGIN = 6
"""By how many characters an anchor must be nearer to one of two places than to the other."""
_NEAR = 40
"""Anchors further away than this from both say nothing."""
_CLOSE = 15
_SURE, _SURER = 2, 3
"""How many times more must speak for an exchange than against it."""
_ROOT, _SHORTEST = 5, 4


def exchanged(pair: Pair) -> Iterator[tuple[Match, Match]]:
    """Pairs of quantities that have changed places."""
    matched = [
        (a, b)
        for a, b in pair.alignment.matched
        if a.level != LOOSE != b.level
        and a.form is Form.NUMBER is b.form
        and "ordinal" not in (a.text, b.text)
        and not dated(a, pair.source)
        and a.value != 1
    ]
    if len(matched) < 2:
        return
    values = Counter((a.value, a.unit) for a, _ in matched)
    matched = [(a, b) for a, b in matched if values[(a.value, a.unit)] == 1]
    candidates = [
        (one, two)
        for one, two in combinations(sorted(matched, key=lambda m: m[0].start), 2)
        if one[0].unit == two[0].unit and (one[0].unit or one[1].start > two[1].start)
    ]
    moved = [(one, two) for one, two in candidates if one[1].start > two[1].start]
    for one, two in candidates:
        if _linked(one[0], two[0], pair.source):
            # A range or a ratio has its order, and nothing else to hold on to.
            if (one, two) in moved and _linked(two[1], one[1], pair.target):
                yield one, two
        elif changed_places(pair, one, two, sure=(one, two) not in moved):
            yield one, two


def _linked(first: Quantity, second: Quantity, reading: Reading) -> bool:
    """Do two quantities make a range or a ratio?"""
    return bool(_RANGE.fullmatch(reading.prose.plain, first.end, second.start))


def changed_places(
    pair: Pair,
    one: tuple[_Place, _Place],
    two: tuple[_Place, _Place],
    *,
    skip: str = "",
    sure: bool = False,
) -> bool:
    """Have two things, each given by its place in source and target, changed places?

    Every anchor votes, the nearer the louder: for an exchange when it is nearer to the one in the source and
    nearer to the other in the target. `skip` names a family of marks that is no anchor; `sure` asks that one
    of them stands close by and that none speaks against it.
    """
    ours, theirs = _keys(pair.source, skip), _keys(pair.target, skip)
    stays = goes = 0.0
    closest = _NEAR
    for key, there in ours.items():
        here = theirs.get(key)
        if here is None or any(thing.start <= there[0] < thing.end for thing in (one[0], two[0])):
            continue  # a thing is no anchor of its own
        before, distance = _lean(one[0], two[0], there, pair.source)
        after, other = _lean(one[1], two[1], here, pair.target)
        if min(abs(before), abs(after)) < _MARGIN or max(distance, other) > _NEAR:
            continue
        weight = 1 / (4 + distance + other)
        if (before > 0) == (after > 0):
            stays += weight
        else:
            goes += weight
            closest = min(closest, max(distance, other))
    if sure and (goes <= _SURER * stays or closest > _CLOSE):
        return False
    return goes > _SURE * stays


def _lean(one: _Place, two: _Place, anchor: tuple[int, int], reading: Reading) -> tuple[int, int]:
    """Positive where the anchor is nearer to the first; and how near it is to its nearest."""
    first, second = _distance(one, anchor, two, reading), _distance(two, anchor, one, reading)
    return second - first, min(first, second)


def _distance(place: _Place, anchor: tuple[int, int], other: _Place, reading: Reading) -> int:
    start, end = (place.end, anchor[0]) if anchor[0] >= place.end else (anchor[1], place.start)
    if start >= end:
        return 0
    between = reading.prose.plain[start:end]
    cost = len(between) + 20 * len(_BREAK.findall(between))
    return cost + (40 if start <= other.start < end else 0)


def _keys(reading: Reading, skip: str) -> dict[str, tuple[int, int]]:
    """The anchors of a text that it has only once."""
    found: list[tuple[str, int, int]] = []
    taken = [(q.start, q.end) for q in reading.quantities if q.level != LOOSE]
    for family, marks in reading.marks.items():
        if family.startswith("concept.") and family not in ("concept.period", skip):
            found += [(f"{family}:{mark.value}", mark.start, mark.end) for mark in marks]
    for word in reading.places:
        if len(word.text) < _ROOT or any(start <= word.start < end for start, end in taken):
            continue
        root = skeleton(word.text)[:_ROOT]
        if len(root) >= _SHORTEST:
            found.append((root, word.start, word.end))
    counts = Counter(key for key, _, _ in found)
    return {key: (start, end) for key, start, end in found if counts[key] == 1}
