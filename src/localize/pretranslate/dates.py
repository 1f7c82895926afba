"""Dates written out in a running text, and how the target locale writes them.

Engines get the month right and the day wrong; a calendar gets both right.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from localize.locales import format_date
from localize.regex import regex

_MONTHS = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_MONTH = r"(?P<month>" + "|".join(sorted(_NUMBER, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[5-9]|2[01])\d{2})"
_DATES = tuple(
    regex(rf"(?<![\w.,–-]){pattern}(?![\w–-]|[.,]\d)", re.IGNORECASE)
    for pattern in (
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH}\s+{_DAY}",
        rf"{_DAY}\s+(?:of\s+)?{_MONTH}",
    )
)
_LEAP = 2000
_WITHOUT_YEAR = regex(rf"(.+?)(?:,| de| del)? {_LEAP}")


def find(text: str, language: str) -> Iterator[tuple[int, int, dt.date, bool]]:
    """(start, end, date, has a year) of the English dates in a text; other languages have none yet."""
    if language != "en":
        return
    taken: list[tuple[int, int]] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            year = match.groupdict().get("year")
            try:
                date = dt.date(
                    int(year or _LEAP), _NUMBER[match["month"].lower()], int(match["day"])
                )
            except ValueError:
                continue
            if match["month"].islower():
                # `may 5` is a verb more often than a month.
                continue
            taken.append(match.span())
            yield match.start(), match.end(), date, year is not None


def localized(date: dt.date, *, with_year: bool, locale: str) -> str | None:
    """The date in the target locale's long form; None where it cannot be written without its year.

    >>> import datetime
    >>> localized(datetime.date(2000, 3, 11), with_year=False, locale="es")
    '11 de marzo'
    """
    text = format_date(date, locale)
    if with_year:
        return text
    found = _WITHOUT_YEAR.fullmatch(text)
    return found[1] if found else None
