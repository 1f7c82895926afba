"""A one beside another number: “two in the morning and one at night”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from localize.checks.reading.bytwos import linked, reassigned
from localize.checks.reading.halves import Match, crossed_halves
from localize.checks.reading.nearness import changed_places
from localize.checks.reading.numerals import NUMBER
from localize.checks.reading.quantity import HALF, LOOSE, Quantity
from localize.checks.reading.reading import Reading
from localize.checks.reading.shares import shares
from localize.checks.reading.tables import is_time, measures
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.base import Pair

LEAD = 12


def one_and_more(pair: Pair, matched: Sequence[Match]) -> Iterator[tuple[Match, Match]]:
    """“Two in the morning and one at night”: a one counts beside another number where each text has just one."""
    few = [
        (a, b)
        for a, b in matched
        if (a.value < _FEW or "part" in (a.unit, b.unit))
        and (not a.unit or a.unit == "U" or measures()[a.unit].soft)
    ]
    few = [(a, b) for a, b in few if a.unit == "time"] or few
    if len(few) > 1:  # “every 8 hours” is no number of tablets, nor are 8 years
        few = [(a, b) for a, b in few if not (is_time(a.unit) or is_time(b.unit))]
    if len(few) != 1:
        return
    if recurs(pair.source, few[0][0]) and recurs(pair.target, few[0][1]):
        return  # “one tablet every other day”
    if not few[0][0].unit or not few[0][1].unit:
        ours = _bare_ones(pair.source)
        theirs = _bare_ones(pair.target) if len(ours) == 1 else []
        if len(theirs) == 1 and crossed_halves(pair, (ours[0], theirs[0]), few[0]):
            yield (ours[0], theirs[0]), few[0]
            return
    ours = _ones(pair.source)
    theirs = _ones(pair.target) if len(ours) == 1 else []
    if len(theirs) != 1:
        return
    one, (a, b) = (ours[0], theirs[0]), few[0]
    if is_time(one[0].unit) != is_time(one[1].unit):
        return  # “1 hour before or 2 hours after a meal”: the meal is none of the hours
    if a.unit == b.unit == "time" != one[0].unit:
        return  # “one sachet three times a day” in whatever order
    if one[0].unit == "time" != one[1].unit and a.unit == b.unit and is_time(a.unit):
        return  # “once every three months by a nurse” as “ogni tre mesi da un infermiere”
    if (a.unit == "time" != b.unit and one[0].unit != "time" == one[1].unit) or (
        b.unit == "time" != a.unit and one[1].unit != "time" == one[0].unit
    ):
        yield one, (a, b)  # “1 tablet 3 times a day” as “3 tablets once a day”
        return
    moved = (one[0].start < a.start) != (one[1].start < b.start)
    if not moved and len(matched) == 1:
        if reassigned(pair, one, (a, b), strict=True):
            yield one, (a, b)
        return
    verdict = reassigned(pair, one, (a, b))
    if verdict is None and moved and a.unit != b.unit and "time" in (a.unit, b.unit):
        verdict = True  # “one sachet three times” as “three sachets once”
    if verdict or (verdict is None and len(matched) == 1 and changed_places(pair, one, (a, b))):
        yield one, (a, b)


def recurs(reading: Reading, quantity: Quantity) -> bool:
    """Is it from one time to the next: “every two days”?"""
    plain = reading.prose.plain
    return is_time(quantity.unit) and (
        _EVERY.match(plain, quantity.start) is not None
        or _EVERY.search(plain, max(0, quantity.start - LEAD), quantity.start) is not None
    )


_EVERY = regex(
    r"\b(?:every|each|alternate|cada|tou(?:te)?s les|jede[nrs]?|alle|ogni|un \w+ (?:sur|sì|sí))\b",
    re.IGNORECASE,
)


def lone(pair: Pair, matched: Sequence[Match]) -> Iterator[tuple[Match, Match]]:
    """“An hour before or two hours after” as “two hours before or an hour after”."""
    ours = _lengths(pair.source)
    theirs = _lengths(pair.target) if ours else {}
    for unit in ours.keys() & theirs.keys():
        one = ours[unit], theirs[unit]
        paced = [
            _LENGTH.match(reading.prose.plain, q.start) is None
            for q, reading in zip(one, (pair.source, pair.target), strict=True)
        ]
        if all(paced):
            continue
        for a, b in matched:
            if a.unit == unit and not a.per and reassigned(pair, one, (a, b), strict=True):
                yield one, (a, b)


def _lengths(reading: Reading) -> dict[str, Quantity]:
    """Unit -> where a text names a single one: “an hour”."""
    return {
        q.unit: q
        for q in reading.quantities
        if q.readings and q.level == LOOSE and q.value == 1 and q.unit
    }


_LENGTH = regex(
    r"(?:an?|one|the|within|un[aeo]?|um|uma|ein\w*|der|die|das|la|le|na|entro|dans)\b|(?:l|un|nell)'",
    re.IGNORECASE,
)
"""What one length of time begins with; “every hour”, “stündlich” and “par jour” say how often."""


def _bare_ones(reading: Reading) -> list[Quantity]:
    """A one with its unit, “one day”, or one that stands alone: “tre giorni e la stecca per uno”."""
    return [
        q
        for q in reading.quantities
        if q.value == 1
        and q.level == LOOSE
        and q.form is NUMBER
        and (
            (q.readings and q.unit and _ONE.match(reading.prose.plain, q.start))
            or _ALONE.match(reading.prose.plain, q.start)
        )
    ]


_ONE = regex(r"(?:one|un[aeo']?|uma?|ein\w*)\b", re.IGNORECASE)
_ALONE = regex(
    r"(?:one|un[aeo]?|uma?|eine[nrsm]?|eins)(?:\s(?:solo|sola|só|seul|seule))?(?=\s?(?:[.,;:!?)]|$))",
    re.IGNORECASE,
)


def _ones(reading: Reading) -> list[Quantity]:
    """What counts one thing: not “a day”, “an”, “each”, “the first”."""
    plain = reading.prose.plain
    found = [
        q
        for q in reading.quantities
        if q.value == 1
        and q.form is NUMBER
        and q.text not in ("ordinal", "roman")  # “I” is no one
        and not _EACH.fullmatch(plain, q.start, q.stop)
        and not _PRONOUN.search(plain, max(0, q.start - 2 * LEAD), q.start)
        and not _PARTICLE.match(plain, q.start)
        and not _THE_SAME.match(plain, q.start)
    ]
    if not found:
        return []
    halves = {q.start for q in reading.quantities if q.value == HALF}
    taken = {
        q.start
        for q in reading.quantities
        if q.level == LOOSE and q.unit not in ("", "time", "part")
    }
    taken |= {q.start for share in shares(reading) for q in share.members}
    ranged = {
        q.start for ends in pairwise(reading.quantities) if linked(*ends, reading) for q in ends
    }
    found = [
        q
        for q in found
        if q.start not in ranged  # “1–2 tablets”, “2:1”
        and q.start not in taken
        and q.end + 1 not in halves  # “un demi-comprimé”
    ]
    if found and any(
        q.unit == "part" for q in reading.quantities
    ):  # “one part of this, nine of that”
        found = [q for q in found if q.unit == "part" or _OF.match(plain, q.stop)] or found
    return found


_OF = regex(r"\s(?:of|de|di|d'|von)\b", re.IGNORECASE)
_PRONOUN = regex(
    r"\b(?:an?|the|this|that|any|another)\s(?:(?!whole|entire|full)[^\W\d_]+(?:-[^\W\d_]+)*\s)?$",
    re.IGNORECASE,
)
"""“A missed one” counts nothing."""
_THE_SAME = regex(
    r"un[ao]?\s(?:mism|medesim|stess)\w+|une?\smêmes?\b|uma?\smesm\w+|ein\w*\sund\s(?:der|die|das)",
    re.IGNORECASE,
)
_PARTICLE = regex(r"ein(?=\s?[.,;:!?)]|$)")
"""“Nehmen Sie zwei ein” counts no one."""
_EACH = regex(r"an?|each|every|per|cada|chaque|jed\w+|je|ogni", re.IGNORECASE)
_FEW = 10
"""Numbers below it count tablets and puffs."""
