"""What stands next to what: has a pair of quantities changed places?

A quantity belongs to the words around it. Words that both texts share in some way (the same root, the same
meaning in the tables, the same drug) are anchors; two quantities have changed places when in the
source each is nearer to its own anchor, and in the target each is nearer to the other's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from localize.checks.reading.cognates import drug, skeleton
from localize.checks.reading.numerals import Form
from localize.checks.reading.quantity import LOOSE, Quantity, dated
from localize.checks.reading.reading import Reading

if TYPE_CHECKING:
    from localize.checks.base import Pair

Match = tuple[Quantity, Quantity]
_BREAK = re.compile(
    r"[,;:.!?\n]|\b(?:and|y|e|et|und|or|o|ou|oder|but|pero|mais|aber|mas|ma)\b", re.IGNORECASE
)
_RANGE = re.compile(r"\s*(?:[-–—/:]|to|a|à|bis|al)\s*")
_MARGIN = 12
"""By how many characters a quantity must be nearer to one anchor than to the other."""
_ROOT = 5


def exchanged(pair: Pair) -> Iterator[tuple[Match, Match]]:
    """Pairs of quantities that have changed places."""
    matched = [
        (a, b)
        for a, b in pair.alignment.matched
        if a.level != LOOSE != b.level
        and a.form is Form.NUMBER is b.form
        and "ordinal" not in (a.text, b.text)
        and not dated(a, pair.source)
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
    anchors = _anchors(pair) if candidates else []
    for one, two in candidates:
        if (
            (one, two) in moved
            and _linked(one[0], two[0], pair.source)
            and _linked(two[1], one[1], pair.target)
        ) or _changed(one, two, anchors, pair):
            yield one, two


def _linked(first: Quantity, second: Quantity, reading: Reading) -> bool:
    """Do two quantities make a range or a ratio?"""
    return bool(_RANGE.fullmatch(reading.prose.plain, first.end, second.start))


def _changed(one: Match, two: Match, anchors: Sequence[tuple[int, int]], pair: Pair) -> bool:
    best = 0
    verdict = False
    for first, second in combinations(anchors, 2):
        there = _lean(one[0], two[0], first[0], second[0], pair.source)
        here = _lean(one[1], two[1], first[1], second[1], pair.target)
        if abs(there) >= _MARGIN and abs(there) + abs(here) > best and abs(here) >= _MARGIN:
            best = abs(there) + abs(here)
            verdict = (there > 0) != (here > 0)
    return verdict


def _lean(q1: Quantity, q2: Quantity, a1: int, a2: int, reading: Reading) -> int:
    """Positive where q1 goes with a1 and q2 with a2, negative where it is the other way round."""
    own = _distance(q1, a1, (q2,), reading) + _distance(q2, a2, (q1,), reading)
    other = _distance(q1, a2, (q2,), reading) + _distance(q2, a1, (q1,), reading)
    return other - own


def _distance(q: Quantity, anchor: int, others: Sequence[Quantity], reading: Reading) -> int:
    start, end = (q.end, anchor) if anchor >= q.end else (anchor, q.start)
    if start >= end:
        return 0
    between = reading.prose.plain[start:end]
    cost = len(between) + 20 * len(_BREAK.findall(between))
    return cost + sum(40 for other in others if start <= other.start < end)


def _anchors(pair: Pair) -> list[tuple[int, int]]:
    """Places in source and target that speak of the same thing, each said once on both sides."""
    ours, theirs = _keys(pair.source), _keys(pair.target)
    return [(ours[key], theirs[key]) for key in ours if key in theirs]


def _keys(reading: Reading) -> dict[str, int]:
    found: list[tuple[str, int]] = []
    taken = [(q.start, q.end) for q in reading.quantities if q.level != LOOSE]
    for family, marks in reading.marks.items():
        if family.startswith("concept.") and family != "concept.period":
            found += [(f"{family}:{mark.value}", mark.start) for mark in marks]
    for word in reading.words:
        if len(word.text) < _ROOT or any(start <= word.start < end for start, end in taken):
            continue
        found.append((drug(word.text) or skeleton(word.text)[:_ROOT], word.start))
    counts = Counter(key for key, _ in found)
    return {key: at for key, at in found if counts[key] == 1 and len(key) >= 4}
