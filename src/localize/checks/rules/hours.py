"""The halves of the day: 8 p.m. must not become 8 a.m."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from localize.checks.base import Pair, Problem
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.numerals import CLOCK
from localize.checks.reading.quantity import Quantity
from localize.checks.reading.reading import Reading
from localize.checks.reading.united import half_of
from localize.regex import regex


def halves(pair: Pair) -> Iterator[Problem]:
    """8 p.m. must not become 8 a.m.; 20:00 needs neither."""
    here, there = _real_halves(pair.source), _real_halves(pair.target)
    ours = {mark.value for mark in here}
    theirs = {mark.value: mark for mark in there}
    if len(ours) == 1 == len(theirs) and ours != set(theirs):
        (mine,), ((half, mark),) = ours, theirs.items()
        yield Problem(f"{mine} became {half}", pair.target.place(mark.start, mark.end))
    if len(here) > 1 and len(there) > 1:  # else the only one was looked at
        yield from _each_half(pair, here, there)
    if here and not there:
        yield from _hours(pair, here)


def _hours(pair: Pair, halves: Sequence[Mark]) -> Iterator[Problem]:
    """6 a.m. must not become 18:00, nor 9:45 p.m. a 9:45 that nothing says is in the evening: `halves` are the source's."""
    parts = _parts(pair.target)
    if not parts <= _parts(pair.source):
        return  # “8 p.m.” as “um 8 am Abend”
    plain = pair.source.prose.plain
    starts = {q.start: q for q in reversed(pair.target.quantities) if _timed(q)}
    told = {int(q.value) % 24 for q in starts.values()}
    for mark in halves:
        said = not parts.isdisjoint(_SAID[mark.value])
        for a, b in pair.alignment.matched:
            if not a.others or not _GAP.fullmatch(plain, a.end, mark.start):
                continue
            if said and b.value <= _TWELVE:
                continue  # “8 p.m. every evening” as “jeden Abend um 8 Uhr”
            hour = int(a.value) % 12 + 12 * (mark.value == "pm")
            led = _HOUR.search(pair.target.prose.plain, 0, b.start)
            timed = _timed(b) or (led and not b.unit and b.digits and int(b.value) == a.value)
            if timed and hour not in told and int(b.value) % 24 != hour:
                yield pair.problem(f"{a.shown} {mark.value} became {b.shown}", a, b)


def recombined(pair: Pair) -> Iterator[Problem]:
    """7:30 and 13:00 must not become 13:30 and 7:00."""
    matched = [(a, b) for a, b in pair.alignment.matched if a.form is CLOCK or b.form is CLOCK]
    if len(matched) <= 1:
        return
    times = [
        (
            (int(a.value) % _TWELVE, _minutes(a, pair.source)),
            (int(b.value) % _TWELVE, _minutes(b, pair.target)),
            a,
            b,
        )
        for a, b in matched
        if a.others or b.others
    ]
    if len(times) > 1 and Counter(time[0] for time in times) != Counter(t[1] for t in times):
        a, b = next((a, b) for here, there, a, b in times if here != there)
        yield pair.problem(f"{a.shown} has other minutes", a, b)


def _minutes(hour: Quantity, reading: Reading) -> int:
    """The minutes of a time of day; none where it is a full hour."""
    return next(
        (
            int(q.value)
            for q in reading.quantities
            if q.form is CLOCK and q.start == hour.start and q is not hour and not q.others
        ),
        0,
    )


_HOUR = regex(r"\b(?:ore|alle|all'|dalle|las|às|um|ab|bis|gegen|vers|à)\s?$", re.IGNORECASE)


_SAID = {"am": ("morning",), "pm": ("noon", "afternoon", "evening")}
"""The times of day that say which half of it is meant."""


def _parts(reading: Reading) -> set[str]:
    return {mark.value for mark in reading.marks.get("concept.daypart", ())}


def _each_half(pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark]) -> Iterator[Problem]:
    """Of several hours, none may go from the morning to the evening."""
    here, there = pair.source.prose.plain, pair.target.prose.plain
    found: list[tuple[Quantity, str, Quantity, str]] = []
    for a, b in pair.alignment.matched:
        mine = [mark.value for mark in ours if _GAP.fullmatch(here, a.end, mark.start)]
        other = [mark.value for mark in theirs if _GAP.fullmatch(there, b.end, mark.start)]
        if mine and other and a.value == b.value:
            found.append((a, mine[0], b, other[0]))
    first = [(a.value, half) for a, half, _, _ in sorted(found, key=lambda each: each[0].start)]
    second = [(b.value, half) for *_, b, half in sorted(found, key=lambda each: each[2].start)]
    if first == second:
        return  # “8 a.m., 8 p.m.” twice, or 9:30 a.m. and 3:30 p.m.
    for a, half, b, other_half in found:
        if half != other_half and a.value != _TWELVE:
            yield pair.problem(f"{a.shown} {half} became {b.shown} {other_half}", a, b)


def _timed(quantity: Quantity) -> bool:
    """Is it an hour that is written in digits?"""
    return quantity.form is CLOCK or (quantity.unit == "hour" and quantity.digits)


_GAP = regex(r"[\s.,h:Uuhr]{0,5}")


def _real_halves(reading: Reading) -> list[Mark]:
    if "half" not in reading.marks:
        return []
    plain = reading.prose.plain
    ends = {q.end: q for q in reversed(reading.quantities) if q.others or q.form is CLOCK}
    found: list[Mark] = []
    for mark in reading.marks["half"]:
        before = [q for end, q in ends.items() if _GAP.fullmatch(plain, end, mark.start)]
        if before:
            hour = before[0].value
        elif digits := _DIGIT.search(plain, max(0, mark.start - 8), mark.start):
            hour = Decimal(digits[1])
        else:
            continue
        if hour != _TWELVE or mark.value != "night":  # “las 12 de la noche” is midnight
            found.append(mark._replace(value=half_of(mark, hour)))
    return found


_TWELVE = 12


_DIGIT = regex(r"(\d{1,2})(?:[.:h]\d\d)?[\s.h:Uuhr]{0,5}$")
