"""Clock times in words: *half past two*, *las dos y media*, *deux heures moins le quart*, *halb drei*.

Each locale lists what stands before or after the hour, with the minutes that it adds or takes away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from typing import NamedTuple, Protocol, TypeVar

from localize.checks.reading.lexicon import Mark
from localize.regex import regex


class _Hour(Protocol):
    """What may be the hour of a time."""

    @property
    def value(self) -> Decimal: ...
    @property
    def start(self) -> int: ...
    @property
    def stop(self) -> int: ...


class Time(NamedTuple):
    """A time of day, `plain[start:end]`."""

    start: int
    end: int
    hour: int
    minute: int


_Some = TypeVar("_Some", bound=_Hour)
_AFTER = regex(r"[ -]|[ ]?(?:heures?|h|uhr)[ ]", re.IGNORECASE)
"""Between the hour and what follows it."""
_BEFORE = regex(r"[ -]{1,2}")
_UNIT = regex(r"[ ]?(?:heures?|horas?|ore|h|uhr|o'clock)(?![^\W\d_])", re.IGNORECASE)
_LED = regex(
    r"([^\W\d_]+)(?:'|\s+)(?:(an?|about|around|un|um|etwa|circa|environ)\s+)?$", re.IGNORECASE
)
"""The word before a time, “about a” aside."""
_LEAD = 24
"""Characters that it and the article have at most."""
_MANY = regex(r"[ ](?!(?:as|is|was|has|this|thus|always)\b)[^\W\d_]+s\b")
"""Behind a range of things: “by ten to twelve points”."""
_HOUR = 60
_NOON, _DAY = 12 * _HOUR, 24 * _HOUR
_HIDDEN = (
    "comparator", "comparator_after", "concept.time", "concept.multiple", "fraction", "loose", "plus",
)  # fmt: skip


def times(
    numbers: Sequence[_Hour],
    plain: str,
    marks: Sequence[Mark],
    leads: frozenset[str],
    units: AbstractSet[int],
) -> Iterator[Time]:
    """The times of a text. `marks`: what stands before or after an hour, as `before -15`; `units`: where units begin.

    A value that ends in `!` needs one of the words `leads` before it, and no unit behind: *at five to ten* is a time,
    *five to ten* and *after five to ten minutes* are ranges.
    """
    for mark in marks:
        place, minutes = mark.value.rstrip("!").split()
        hour = _hour(numbers, plain, mark, place)
        if hour is None or hour.value % 1 or not 0 <= hour.value <= _DAY // _HOUR:
            continue
        start, end = min(hour.start, mark.start), max(hour.stop, mark.end)
        led = _LED.search(plain, max(0, start - _LEAD), start)
        if mark.value.endswith("!") and not (
            led and not leads.isdisjoint(word.lower() for word in led.groups() if word)
        ):
            continue
        if unit := _UNIT.match(plain, end):
            end = unit.end()
        elif mark.value.endswith("!") and (end + 1 in units or _MANY.match(plain, end)):
            continue
        total = int(hour.value) * _HOUR + int(minutes)
        yield Time(start, end, *divmod(total % (_NOON if hour.value <= 12 else _DAY), _HOUR))


def _hour(numbers: Sequence[_Some], plain: str, mark: Mark, place: str) -> _Some | None:
    if place == "before":
        after = (q for q in numbers if _BEFORE.fullmatch(plain, mark.end, q.start))
        return next(after, None)
    return next((q for q in numbers if _AFTER.fullmatch(plain, q.stop, mark.start)), None)


def hide(marks: dict[str, list[Mark]], start: int, end: int) -> None:
    """Take away what is part of a time and would mean something else alone: *past*, *nach*, *half*."""
    for family in _HIDDEN:
        if family in marks:
            kept = [mark for mark in marks[family] if mark.end <= start or end <= mark.start]
            if kept:
                marks[family] = kept
            else:
                del marks[family]
