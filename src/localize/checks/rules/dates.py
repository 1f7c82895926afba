"""The days and months of dates are those of the source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from localize.checks.base import Pair, Problem
from localize.checks.reading.numerals import Form
from localize.checks.reading.reading import Reading


def months(pair: Pair) -> Iterator[Problem]:
    """The months of dates are the same, named or numbered."""
    if "month" not in pair.source.marks and "month" not in pair.target.marks:
        both = (*pair.source.quantities, *pair.target.quantities)
        if Form.DATE not in [q.form for q in both]:
            return
    ours, theirs = dated_months(pair.source), dated_months(pair.target)
    said = {int(mark.value) for mark in pair.target.marks.get("month", ())}
    meant = {int(mark.value) for mark in pair.source.marks.get("month", ())}
    lost = [month for month in ours if month not in theirs and month not in said]
    came = [month for month in theirs if month not in ours and month not in meant]
    if lost and not came and theirs and len(ours) > 1:
        # “3 June to 9 July” as “3 to 9 July”
        numbered = {month for _, _, month in slashed(pair.target)}
        if lost[0] not in numbered:
            a, b = ours[lost[0]]
            yield Problem(
                f"“{pair.source.prose.text[a:b]}” is missing", None, pair.source.place(a, b)
            )
    elif lost and came:
        (a, b), (c, d) = ours[lost[0]], theirs[came[0]]
        text = pair.source.prose.text[a:b], pair.target.prose.text[c:d]
        yield Problem(
            f"“{text[0]}” became “{text[1]}”", pair.target.place(c, d), pair.source.place(a, b)
        )
    elif not came:
        yield from _days(pair)


def _days(pair: Pair) -> Iterator[Problem]:
    """“4 March and 18 April” must not become “18 March and 4 April”."""
    ours, theirs = _days_of(pair.source), _days_of(pair.target)
    if len(ours) < 2 or ours.keys() == theirs.keys():
        return
    if sorted(day for day, _ in ours) == sorted(day for day, _ in theirs):
        moved = next(span for key, span in theirs.items() if key not in ours)
        yield Problem("the days of the dates go with other months", pair.target.place(*moved))


def _days_of(reading: Reading) -> dict[tuple[int, int], tuple[int, int]]:
    """(day, month) -> where it stands, for months named right beside their day, and “24/12”."""
    if "month" not in reading.marks:
        return {(day, month): (start, start + 1) for start, day, month in slashed(reading)}
    plain = reading.prose.plain
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for mark in reading.marks.get("month", ()):
        day = _DAY_BEFORE.search(plain, max(0, mark.start - 12), mark.start)
        day = day or (_DAY_AFTER.match(plain, mark.end))
        if day:
            found[int(day[1]), int(mark.value)] = (
                min(day.start(1), mark.start),
                max(day.end(1), mark.end),
            )
    return found


def dated_months(reading: Reading) -> dict[int, tuple[int, int]]:
    """Month -> where it stands, for months next to a number and those of numeric dates."""
    plain = reading.prose.plain
    found = {
        int(mark.value): (mark.start, mark.end)
        for mark in reading.marks.get("month", ())
        if _BEFORE.search(plain, max(0, mark.start - 8), mark.start)
        or _AFTER.match(plain, mark.end)
        or (plain[mark.start].isupper() and _FIFTH.search(plain, 0, mark.start))
    }
    found |= {int(q.value): (q.start, q.end) for q in reading.quantities if q.text == "month"}
    return found


_FIFTH = re.compile(r"\b(?:first|second|third|\w+th|\w+ty-\w+)\sof\s$", re.IGNORECASE)
_BEFORE = re.compile(r"\d(?:\.|st|nd|rd|th|er|º|°)?\s+(?:de\s+|of\s+)?$")
_DAY_BEFORE = re.compile(r"(?<!\d)(\d{1,2})(?:\.|st|nd|rd|th|er|º|°)?\s+(?:de\s+|of\s+)?$")
_DAY_AFTER = re.compile(r"\s+(\d{1,2})(?!\d)")
_AFTER = re.compile(r",?\s+(?:de\s+|of\s+)?\d")


def slashed(reading: Reading) -> Iterator[tuple[int, int, int]]:
    """The dates that are written as two numbers, “24/12”: where the month stands, and day and month."""
    for found in _DAY_MONTH.finditer(reading.prose.plain):
        place, other = (1, 2) if reading.tables.date_order == "mdy" else (2, 1)
        if int(found[place]) > _MONTHS:
            place, other = other, place
        if 0 < int(found[place]) <= _MONTHS and 0 < int(found[other]) <= _DAYS:
            yield found.start(place), int(found[other]), int(found[place])


_DAY_MONTH = re.compile(r"(?<![\d/.,])(\d{1,2})/(\d{1,2})(?![\d/]|[.,]\d)")
_MONTHS, _DAYS = 12, 31
