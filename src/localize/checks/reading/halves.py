"""Two numbers, each in its half of a text: “the needle after 3 days and the reservoir after 6”.

Where a text falls into two halves with one number each, what stands in the half of a number goes with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from localize.checks.reading.anchors import Span, anchors, both
from localize.checks.reading.quantity import Quantity
from localize.checks.reading.reading import Reading
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.base import Pair

Match = tuple[Quantity, Quantity]

_JOINT = regex(
    r",?\s(?:and|but|while|whereas|versus|vs\.?|compared (?:with|to)|y|e|pero|mientras(?: que)?|frente a|et|mais|tandis qu(?:e\b|')|alors qu(?:e\b|')|contre|und|aber|während|dagegen|gegenüber"
    r"|mas|enquanto|contra|ed?|ma|mentre|contro|invece)(?:\s|(?<='))|[,;]\s",
    re.IGNORECASE,
)
"""What parts two halves."""
_CLAUSE = regex(r"[.;:!?]\s")
_COUNTED = regex(r"\s(?:(?:of|de|di|do|du|del|della)\s|d')?", re.IGNORECASE)
_NEAR = 45
"""Characters from a number to what goes with it."""


class _Halves(NamedTuple):
    """A text that falls into two: where it begins, its first number, the joint, the second number, where it ends."""

    start: int
    first: Quantity
    joint: Span
    second: Quantity
    end: int


class _Place(NamedTuple):
    """Where a word stands: in which half, whether before its number, whether it opens its half.

    Or whether it is what the number counts, which may be said once for both: “2 litres of oxygen”.
    """

    half: int
    before: bool
    opens: bool
    counted: bool


def crossed_halves(pair: Pair, one: Match, two: Match) -> bool | None:
    """Has what goes with either of two numbers gone to the other? None where it cannot be told."""
    here = _halves(pair.source, one[0], two[0])
    there = _halves(pair.target, one[1], two[1]) if here else None
    if here is None or there is None:
        return None
    turned = (one[0].start < two[0].start) != (one[1].start < two[1].start)
    crossing, staying = _gone(anchors(pair.source), anchors(pair.target), pair, here, there, turned)
    if not turned and any(place.half for place in staying):
        return None  # as most are; it costs more to know which words may translate one another
    crossing, staying = _gone(*both(pair), pair, here, there, turned)
    ways: dict[tuple[bool, bool, bool], set[int]] = {}
    for place in crossing:
        ways.setdefault(place[1:], set()).add(place.half)
    for (before, opens, counted), halves in ways.items():
        stays = any(p.before is before and not p.opens for p in staying)
        # What is said of both stands in the first half of either text, or in the second.
        if len(halves) == _TWO and not (turned and stays):
            return True
        if not (turned or opens or counted or stays):
            return True
    # Both took what goes with them along: what opens the text is said of both.
    return False if turned and staying and all(p.opens for p in crossing) else None


def _gone(
    ours: Mapping[str, Span],
    theirs: Mapping[str, Span],
    pair: Pair,
    here: _Halves,
    there: _Halves,
    turned: bool,
) -> tuple[list[_Place], list[_Place]]:
    """What of the source stands with the other number in the target, and what with its own."""
    crossing: list[_Place] = []
    staying: list[_Place] = []
    for key, span in ours.items():
        if key not in theirs:
            continue
        mine, other = _place(span, here, pair.source), _place(theirs[key], there, pair.target)
        if mine is None or other is None:
            continue
        counted = mine.counted or other.counted
        if (mine.half != other.half) is turned:
            if not (turned and (counted or mine.before is not other.before)):
                staying.append(mine)
        elif (
            turned or mine.before is other.before
        ):  # what is said of both may come first instead of last
            crossing.append(mine._replace(counted=counted))
    return crossing, staying


_TWO = 2


def _halves(reading: Reading, one: Quantity, two: Quantity) -> _Halves | None:
    first, second = (one, two) if one.start < two.start else (two, one)
    plain = reading.prose.plain
    joints = list(_JOINT.finditer(plain, first.end, second.start))
    if len(joints) > 1:  # “y los líquidos, seis horas antes”: the comma parts nothing else
        joints = [joint for joint in joints if joint.group().strip() != ","]
    if len(joints) != 1 or _CLAUSE.search(plain, first.end, second.start):
        return None
    ends = [found.end() for found in _CLAUSE.finditer(plain, 0, first.start)]
    after = _CLAUSE.search(plain, second.end)
    return _Halves(
        ends[-1] if ends else 0,
        first,
        joints[0].span(),
        second,
        after.start() if after else len(plain),
    )


def _place(span: Span, halves: _Halves, reading: Reading) -> _Place | None:
    start, first, joint, second, end = halves
    if not start <= span[0] < end or joint[0] < span[0] < joint[1]:
        return None
    half = int(span[0] >= joint[1])
    number = second if half else first
    if number.start <= span[0] < number.end:
        return None
    before = span[0] < number.start
    if (number.start - span[1] if before else span[0] - number.end) > _NEAR:
        return None
    opening = reading.prose.plain[joint[1] if half else start : span[0]]
    counted = not before and _COUNTED.fullmatch(reading.prose.plain, number.end, span[0])
    return _Place(half, before, not opening.strip(), bool(counted))
