"""What one side works out of time: “twice a day” as “every 12 hours”, “at 8 tonight” as “20 h”, an hour and twenty minutes as 80."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from localize.checks.reading.alignment import Alignment
from localize.checks.reading.amounts import same_amount
from localize.checks.reading.numerals import CLOCK, NUMBER
from localize.checks.reading.quantity import Quantity
from localize.checks.reading.reading import Reading
from localize.checks.reading.tables import measures
from localize.regex import regex

_AT = regex(r"\b(?:at|from|until|till|to|by|between|and|before|after)\s$", re.IGNORECASE)
_HOUR = regex(r"\b(?:[ad]?alle|all'|às|das|las|um|bis)\s?$", re.IGNORECASE)
"""What stands before an hour, with or without a word for it: “dalle 9 alle 17”."""
_NOON = 12
_PERIODS = {
    "day": (Decimal(24), "hour"),
    "week": (Decimal(7), "day"),
    "month": (Decimal(30), "day"),
    "year": (Decimal(12), "month"),
}
_TWO = 2
_WEEKDAY = "concept.weekday"
_HOURS = 1000
"""More of them are told by no clock."""


def lengths(here: Reading, other: Reading, mine: list[Quantity], theirs: list[Quantity]) -> None:
    """An hour and a half, as French writes it: “1 h 30”."""
    for q in here.quantities:
        if q.unit != "hour" or q.value > _HOURS or q.value % 1 == 0:
            continue
        minutes = int(q.value % 1 * 60)
        found = re.search(rf"\b{int(q.value)} ?h(?:eures?)? ?{minutes}\b", other.prose.plain)
        if found:
            mine.append(q)
            theirs += [o for o in other.quantities if found.start() <= o.start < found.end()]


def o_clock(
    found: Alignment,
    source: Reading,
    target: Reading,
    told: list[Quantity],
    said: list[Quantity],
) -> None:
    """“At 8 tonight” as “20 h”, “from three to half past four” as “von 15 bis 16.30 Uhr”."""
    later = {b.value for b in found.added}.intersection(a.value + _NOON for a in found.missing)
    if not later:
        return
    clocked = any(q.form is CLOCK for q in target.quantities)
    if any(mark.value == "am" for mark in source.marks.get("half", ())):
        return
    if any(mark.value == "morning" for mark in source.marks.get("concept.daypart", ())):
        return
    for a in found.missing:
        for b in found.added:
            hour = b.form is CLOCK or b.unit == "hour" or (clocked and not b.unit)
            hour = hour or _HOUR.search(target.prose.plain, 0, b.start) is not None
            if hour and not a.unit and 0 < a.value <= _NOON and b.value == a.value + _NOON:
                if a.form is CLOCK or _AT.search(source.prose.plain, 0, a.start):
                    told.append(a)
                    said.append(b)
                break


def half_past(
    clock: Sequence[Quantity],
    numbers: Sequence[Quantity],
    mine: list[Quantity],
    theirs: list[Quantity],
) -> None:
    """“Half past seven” as “siete y media”, which may be seven and a half."""
    for minute in clock:
        if minute.form is not CLOCK or minute.others:
            continue
        for q in numbers:
            if (
                q.unit in ("", "hour")
                and q.form is NUMBER
                and q.value < _HOURS
                and q.value % 1 * 60 == minute.value
                and any(
                    p.start == minute.start and int(q.value) in (p.value, *p.others) for p in clock
                )
            ):
                mine.extend(p for p in clock if p.start == minute.start)
                theirs.append(q)


def dotted(
    numbers: Sequence[Quantity], other: Reading, mine: list[Quantity], theirs: list[Quantity]
) -> None:
    """“Before 8.30”, as the British write a time, as “antes de las 8:30”, “vor 20.30 Uhr”."""
    clock = [
        (hour, minute)
        for hour, minute in pairwise(other.quantities)
        if hour.form is CLOCK is minute.form and hour.start == minute.start
    ]
    for q in numbers if clock else ():
        if q.unit or q.value.as_tuple().exponent != -_TWO:
            continue
        for hour, minute in clock:
            if (int(q.value) - hour.value) % _NOON == 0 and q.value % 1 * 100 == minute.value:
                mine.append(q)
                theirs += [hour, minute]


def often(here: Reading, other: Reading, mine: list[Quantity], theirs: list[Quantity]) -> None:
    """“Twice a day” as “every 12 hours”, “twice a week” as “on Mondays and Thursdays”."""
    for q in here.quantities:
        if q.unit != "time" or len(q.per) != 1 or q.per[0] not in _PERIODS or q.value < _TWO:
            continue
        length, unit = _PERIODS[q.per[0]]
        if _once(q, other) and not _once(q, here):
            continue
        if unit == "hour" and q.value in _parts_of_day(other):
            mine.append(q)
            continue
        if q.per[0] == "week" and len({m.value for m in other.marks.get(_WEEKDAY, ())}) == q.value:
            mine.append(q)
            continue
        counted = any(p.unit == "time" and p.value == q.value for p in other.quantities)
        for reading, side in ((other, theirs), (here, mine)):
            if reading is here and not counted:
                break  # “eight times a day, that is, every three hours”: one of the two has to stay
            spaced = [
                p for p in reading.quantities if p.unit == unit and p.value * q.value == length
            ]
            if spaced:
                if reading is other:
                    mine.append(q)
                side.extend(spaced)
                break


def _once(often: Quantity, reading: Reading) -> bool:
    """Does a text say “once” where the other says how often: “once daily, 12 hours before” and “twice daily”?"""
    return any(q.unit == "time" and q.value == 1 and q.per == often.per for q in reading.quantities)


def _parts_of_day(reading: Reading) -> set[int]:
    """How many times of day a text lists: “morning, noon and night”; an evening and a bedtime may be one or two."""
    marks = sorted(
        (*reading.marks.get("concept.daypart", ()), *reading.marks.get("concept.meal", ())),
        key=lambda mark: mark.start,
    )
    listed = [[mark] for mark in marks[:1]]
    for one, two in pairwise(marks):
        if not _LISTED.fullmatch(reading.prose.plain, one.end, two.start):
            listed.append([])
        listed[-1].append(two)
    longest = max(listed, key=len, default=[])
    return {len(longest), len({mark.value for mark in longest})}


_LISTED = regex(r",?(?:\s(?!(?:or|oder|ou)\b)[^\W\d_]+'?){0,4}\s?", re.IGNORECASE)


def apart(came: Sequence[Quantity], here: Reading, other: Reading, said: list[Quantity]) -> None:
    """“Every eight hours” as “three a day, eight hours apart”: both say how far apart, one how many."""
    came = [q for q in came if q.value and (not q.unit or q.unit in _TAKEN)]
    if not came:
        return
    both = {(q.value, q.unit) for q in here.quantities} & {
        (q.value, q.unit) for q in other.quantities
    }
    for q in came:
        if _once(q, here) and not _once(q, other):
            continue
        periods = [_PERIODS[per] for per in q.per if per in _PERIODS] or _PERIODS.values()
        if any((length / q.value, unit) in both for length, unit in periods):
            said.append(q)


_TAKEN = frozenset(
    ("time", "dose", "tablet", "capsule", "puff", "spray", "drop", "application", "sachet")
)


def together(here: Reading, other: Reading, mine: list[Quantity], theirs: list[Quantity]) -> None:
    """“An hour and twenty minutes”, “1 h 20”, as 80 minutes."""
    if len(here.quantities) < _TWO:
        return
    known = measures()
    for one, two in pairwise(_outer(here.quantities)):
        if one.form is CLOCK is two.form and one.start == two.start:
            units = known["hour"], known["minute"]
        elif one.unit and two.unit and _THEN.fullmatch(here.prose.plain, one.end, two.start):
            units = known[one.unit], known[two.unit]
        else:
            continue
        large, small = (unit.factor for unit in units)
        timed = units[0].base in ("s", "age")
        if units[0].base != units[1].base or not (
            timed or units[0].rounded is units[1].rounded is True
        ):
            continue
        if large is None or small is None or large <= small:
            continue
        total = Quantity(one.value * large / small + two.value, 0, 0, units[1].name)
        for q in (*other.quantities, *here.quantities):
            if q.unit and q not in (one, two) and same_amount(total, q):
                mine += [one, two]
                theirs.append(q)


def _outer(quantities: Sequence[Quantity]) -> list[Quantity]:
    """Without those within another: the one of “one hour”."""
    found: list[Quantity] = []
    for q in quantities:
        if not found or q.start >= found[-1].end or q.form is CLOCK:
            found.append(q)
    return found


_THEN = regex(r",?\s(?:(?:and|y|et|und|e)\s)?", re.IGNORECASE)


def as_long(lost: Sequence[Quantity], here: Reading, other: Reading, told: list[Quantity]) -> None:
    """“Half an hour …, twice as long” as “half an hour …, an hour”."""
    for q in lost:
        if q.unit != "time" or not _AS_LONG.match(here.prose.plain, q.end):
            continue
        amounts = [p for p in other.quantities if p.unit]
        if any(
            same_amount(p._replace(value=p.value * q.value), r)
            for p in here.quantities
            if p.unit
            for r in amounts
        ):
            told.append(q)


_AS_LONG = regex(r"\s(?:as long|that time|that long|the time)\b", re.IGNORECASE)


def nonstop(came: Sequence[Quantity], here: Reading, other: Reading) -> list[Quantity]:
    """“Around the clock” as “24 h/24 et 7 j/7”."""
    if not any(q.value == _ALL_DAY for q in here.quantities):
        return []
    spans = [found.span() for found in _NONSTOP.finditer(other.prose.plain)]
    return [q for q in came if any(start <= q.start < end for start, end in spans)]


_ALL_DAY = 24
_NONSTOP = regex(
    r"\b24\s?(?:h\s?)?/\s?(?:24|7)\b|\b7\s?(?:j\s?|jours?\s)?(?:/|sur)\s?7\b|\b(?:7|siete|sette|sete|sept|sieben)\s\w+\s(?:de la semana|por semana|su 7|da semana|die woche)",
    re.IGNORECASE,
)
