"""The days and months of dates are those of the source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from localize.checks.base import Pair, Problem
from localize.checks.reading.numerals import DATE
from localize.checks.reading.quantity import Quantity
from localize.checks.reading.reading import Reading
from localize.regex import regex


def months(pair: Pair) -> Iterator[Problem]:
    """The months of dates are the same, named or numbered."""
    if "month" not in pair.source.marks and "month" not in pair.target.marks:
        both = (*pair.source.quantities, *pair.target.quantities)
        if DATE not in [q.form for q in both]:
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


def days(pair: Pair) -> Iterator[Problem]:
    """“4 March and 18 April” must not become “18 March and 4 April”, nor “3 May …, in 10 days” “10 May …, in 3 days”."""
    ours = _dates_of(pair.source)
    theirs = _dates_of(pair.target) if ours else {}
    for month, (day, year, _) in ours.items():
        other = theirs.get(month)
        for part, name in ((0, "day"), (1, "year")):
            mine = (day, year)[part]
            if other and mine and other[part] and mine != other[part]:
                yield Problem(
                    f"{mine} became {other[part]}: the {name} of a date",
                    pair.target.place(*other[2]),
                )
                return


_Date = tuple[int, int, tuple[int, int]]
"""Day and year, 0 where none is said, and where they stand."""


def _dates_of(reading: Reading) -> dict[int, _Date]:
    """The dates of the months that a text names once, in words, as “24/12” or as three numbers."""
    plain = reading.prose.plain
    parts = [q for q in reading.quantities if q.form is DATE]
    if not parts and "month" not in reading.marks and not _STROKE.search(plain):
        return {}
    found: list[tuple[int, _Date]] = []
    for mark in reading.marks.get("month", ()):
        day = _DAY_BEFORE.search(plain, max(0, mark.start - 12), mark.start)
        day = day or _DAY_AFTER.match(plain, mark.end)
        end = max(day.end(1) if day else 0, mark.end)
        year = _YEAR.match(plain, end)
        start = min(day.start(1) if day else mark.start, mark.start)
        ranged = _TO.match(plain, end) or _FROM.search(plain, max(0, start - 12), start)
        date = int(day[1]) if day and not ranged else 0, int(year[1]) if year else 0, (start, end)
        found.append((int(mark.value), date))
    if "/" in plain:
        found += [(month, (day, 0, (at, at + 1))) for at, day, month in slashed(reading)]
    for one, two in pairwise(parts):
        if one.text == "day" and two.text == "month":
            years = [int(q.value) for q in parts if q.text == "year" and q.start == one.start]
            date = int(one.value), (years or [0])[0], (one.start, one.end)
            found.append((int(two.value), date))
    months = Counter(month for month, _ in found)
    return {month: date for month, date in found if months[month] == 1}


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


def month_end(q: Quantity, here: Reading, other: Reading) -> bool:
    """Is it the last or the first day of a month that the other side calls its end or its start: “Ende Oktober”?"""
    if q.unit or not (q.value in _LAST_DAYS or q.value == 1):
        return False
    month = next(
        (mark.value for mark in here.marks.get("month", ()) if 0 < mark.start - q.stop <= _FAR), ""
    )
    if not month:
        return False
    said = _STARTED if q.value == 1 else _ENDED
    found = said.finditer(other.prose.plain)
    months = [mark.start for mark in other.marks.get("month", ()) if mark.value == month]
    if month == ("1" if q.value == 1 else "12"):
        months += [year.start() for year in _OF_YEAR.finditer(other.prose.plain)]
    return any(0 < start - end.end() <= _REACH for end in found for start in months)


_LAST_DAYS = frozenset((28, 29, 30, 31))
_FAR, _REACH = 6, 20
"""Characters from a day to its month, and from “the end of” to the month."""
_ENDED = regex(
    r"\b(?:end|close|last day|fin(?:es|al|ales)?|ende|fine|fim|finais|último día|dernier jour|ultimo giorno|último dia|letzte[nr]? tag)\b",
    re.IGNORECASE,
)
_STARTED = regex(
    r"\b(?:start|beginning|first day|principios?|inicios?|comienzos?|primer día|début|premier jour|anfang|beginn|erste[nr]? tag|inizio|primo giorno|início|começo|primeiro dia)\b",
    re.IGNORECASE,
)
_OF_YEAR = regex(r"\b(?:(?:19|20)\d\d|year|año|année|jahres|anno|ano)\b", re.IGNORECASE)


_FIFTH = regex(r"\b(?:first|second|third|\w+th|\w+ty-\w+)\sof\s$", re.IGNORECASE)
_BEFORE = regex(r"\d(?:\.|st|nd|rd|th|er|º|°)?\s+(?:de\s+|of\s+)?$")
_DAY_BEFORE = regex(r"(?<!\d)(\d{1,2})(?:\.|st|nd|rd|th|er|º|°)?\s+(?:de\s+|of\s+)?$")
_YEAR = regex(r",?\s+(?:de\s+|del\s+|of\s+)?((?:19|20)\d\d)(?!\d)")
_TO = regex(r"(?:st|nd|rd|th)?\s?(?:[-–—/,]|to|and|or|through)\s?(?:the\s)?\d{1,2}(?!\d)")
_FROM = regex(
    r"\d(?:\.|st|nd|rd|th|er|º|°)?\s?(?:[-–—/,]|\w{1,3}|até|hasta)\s?(?:(?:el|le|os?|il)\s)?$"
)
"""“May 2 to 6”, “dal 2 al 6 maggio”: which of the days it is cannot be told."""
_DAY_AFTER = regex(r"\s+(\d{1,2})(?!\d)")
_AFTER = regex(r",?\s+(?:de\s+|of\s+)?\d")


def slashed(reading: Reading) -> Iterator[tuple[int, int, int]]:
    """The dates that are written as two numbers, “24/12”: where the month stands, and day and month."""
    for found in _DAY_MONTH.finditer(reading.prose.plain):
        place, other = (1, 2) if reading.tables.date_order == "mdy" else (2, 1)
        if int(found[place]) > _MONTHS:
            place, other = other, place
        if 0 < int(found[place]) <= _MONTHS and 0 < int(found[other]) <= _DAYS:
            yield found.start(place), int(found[other]), int(found[place])


_STROKE = regex("/[0-9]")
_DAY_MONTH = regex(r"(?<![\d/.,])(\d{1,2})/(\d{1,2})(?![\d/]|[.,]\d)")
_MONTHS, _DAYS = 12, 31
