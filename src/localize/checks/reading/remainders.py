"""What is left of a whole: “two thirds” as “all but a third”, “fell to a quarter” as “by 75 %”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from localize.checks.reading.limits import bound
from localize.checks.reading.quantity import Quantity
from localize.checks.reading.reading import Reading
from localize.checks.reading.shares import Share, percents, portion
from localize.checks.reading.turning import turns
from localize.regex import regex

ALL = 100
_TWO = 2


def rest(
    came: Sequence[Quantity],
    here: Reading,
    there: Reading,
    said: list[Quantity],
    told: list[Quantity],
) -> None:
    """“Only one of the eight had” as “of the eight, seven had not”."""
    whole = {q.value for q in here.quantities} & {q.value for q in there.quantities}
    for q in came:
        for part in here.quantities:
            if q.unit != part.unit or q.unit not in _HEADS or not (q.value > 0 < part.value):
                continue
            if q.unit == "%":
                fits = part.value + q.value == ALL and _opposed(here, part, there, q)
            else:
                fits = part.value + q.value in whole
            if fits and (turns(here, part.start) - turns(there, q.start)) % _TWO:
                said.append(q)
                told.append(part)
                break


_HEADS = frozenset({"", "%", "patient"})


def _opposed(here: Reading, part: Quantity, there: Reading, rest: Quantity) -> bool:
    """Is “fewer than 2 %” the rest of “more than 98 %”: is neither limited, or each from its side?"""
    one, other = bound(here).get(part.start), bound(there).get(rest.start)
    if one is None or other is None:
        return one is other
    return one.sides.isdisjoint(other.sides)


_DIVIDED = regex(r"divi[sd]", re.IGNORECASE)


def rests(
    source: Reading, target: Reading, ours: Sequence[Share], theirs: Sequence[Share]
) -> list[Share]:
    """Shares that make a whole where one side denies: “a third do”, “two thirds do not”; by twos."""
    return [
        share
        for a in ours
        for b in theirs
        if (a.named or b.named)
        and a.same(1 - b.value)
        and (
            (turns(source, a.start) - turns(target, b.start)) % _TWO
            or _DIVIDED.match(target.prose.plain, b.start)  # “by two thirds” as “divisé par trois”
            or rest_of_change(source, a, target, b)
        )
        for share in (a, b)
    ]


def tenths(
    here: Reading,
    other: Reading,
    known: Sequence[Share],
    mine: list[Quantity],
    theirs: list[Quantity],
) -> None:
    """“Nine out of ten had none” as “10 % had”, “shrank to a quarter” as “shrank by 75 %”."""
    for share in known:
        for q in percents(other):
            if share.same(1 - portion(q)) and (
                (turns(here, share.start) - turns(other, q.start)) % _TWO
                or rest_of_change(here, share, other, q)
            ):
                mine += share.members
                theirs.append(q)


def rest_of_change(
    here: Reading, one: Share | Quantity, other: Reading, two: Share | Quantity
) -> bool:
    """Does one side say to what something fell, and the other by how much?"""
    if any(
        all(mark.value.rstrip("?") != "down" for mark in side.marks.get("concept.change", ()))
        for side in (here, other)
    ):
        return False
    return {
        side.before(place.start, side.tables.aims, _AIMED)
        for side, place in ((here, one), (other, two))
    } == {"by", "to"}


_AIMED = 2
"""“Auf etwa 25 %”, “by about 75 %”."""
