"""Things of two numbers and bare numbers, compared as wholes: ranges, “one to two”, the first of a list, an age without its unit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from localize.checks.base import Pair, Problem
from localize.checks.reading.bytwos import linked
from localize.checks.reading.continual import round_the_clock
from localize.checks.reading.numerals import NUMBER
from localize.checks.reading.quantity import LOOSE, REQUIRED, SWAPPED, Quantity
from localize.checks.reading.reading import Reading
from localize.checks.reading.tables import measures
from localize.checks.reading.workedout import follows
from localize.regex import regex


def unnamed(pair: Pair) -> Iterator[Problem]:
    """“18 or older” must not become “18 months or older”, “8 mg/h” not “8 mg”, nor “14 h” “14 min”.

    A unit of time may be said once for two numbers, or go without saying: then the other side names it elsewhere.
    """
    known = measures()
    for a, b in pair.alignment.matched:
        if a.unit == b.unit and a.per and not b.per:
            asked = a.unit != "" and not known[a.unit].soft
            units, reading = a.per, pair.target
        elif not a.unit and b.unit:
            # Of “the 11th of the same month” the month is not the unit.
            asked = a.level == b.level == REQUIRED and b.end > b.stop
            asked = asked and not (
                b.unit == "hour"
                and (_of_day(a, pair.source) or b in round_the_clock(pair.source, pair.target)[1])
            )
            units, reading = (b.unit,), pair.source
        else:
            continue
        if asked and not _TIMES.isdisjoint(units) and not any(_told(u, reading) for u in units):
            yield pair.problem(f"{a.shown} became {b.shown}: the unit differs", a, b)


_TIMES = frozenset(("second", "minute", "hour", "day", "week", "month"))
"""Years go without saying where an age is meant."""


def _of_day(quantity: Quantity, reading: Reading) -> bool:
    """Is it an hour of the day: “8 a.m.”, “between 3 and 6 in the morning”?"""
    return bool(quantity.others) or not reading.marks.keys().isdisjoint(
        ("clock", "half", "concept.daypart")
    )


def _told(unit: str, reading: Reading) -> bool:
    """Does a text name a unit of time anywhere?"""
    return any(unit in (q.unit, *q.per) for q in reading.quantities) or any(
        mark.value.rstrip("?") == unit
        for family in ("unit", "concept.period")
        for mark in reading.marks.get(family, ())
    )


def from_one(pair: Pair) -> Iterator[Problem]:
    """“One to two tablets” must not become “two tablets”, nor two tablets one or two: a one alone need not be told."""
    matched = [(a, b) for a, b in pair.alignment.matched if a.level == b.level == REQUIRED]
    if not matched:
        return
    for here, there, turned in ((pair.source, pair.target, 0), (pair.target, pair.source, 1)):
        for one, two in pairwise(here.quantities):
            if (
                one.level != LOOSE
                or two.level != REQUIRED
                or one.value != 1
                or one.form is not NUMBER
                or (two.digits and not one.digits)  # “the right one to 120°”
                or not _OR_MORE.fullmatch(here.prose.plain, one.stop, two.start)
            ):
                continue
            other = next((match[1 - turned] for match in matched if match[turned] == two), None)
            if (
                other is None
                or other.unit != two.unit
                or any(
                    q.value == 1
                    and q.unit in ("", other.unit)
                    and 0 < other.start - q.start <= _ONE_OFF
                    for q in there.quantities
                )
            ):
                continue
            shown = here.prose.text[one.start : two.end]
            message = (
                f"“{shown}” is not in the source" if turned else f"of “{shown}”, the one is missing"
            )
            yield pair.problem(message, *((other, one) if turned else (one, other)))


_OR_MORE = regex(
    r"\s?[-–]\s?|\s(?:to|or|through|a|o|u|à|ou|bis|oder|até)\s(?:even\s)?", re.IGNORECASE
)
_ONE_OFF = 24
"""Characters between a two and the one it goes on from."""


def regrouped(pair: Pair) -> Iterator[Problem]:
    """“5 to 6 cm, 100 to 120 a minute” must not become “5 to 120 cm, 100 to 6 a minute”."""
    if len(pair.alignment.pairs) < _SIDES + _SIDES:
        return  # as in most texts
    ours = _ranges(pair.source)
    theirs = _ranges(pair.target) if len(ours) >= _SIDES else []
    if len(ours) != len(theirs) or not ours:
        return
    known = {q for match in pair.alignment.pairs for q in match}
    if any(q not in known for ends in (*ours, *theirs) for q in ends):
        return
    here, there = ([(one.value, two.value) for one, two in ends] for ends in (ours, theirs))
    for (one, two), values in zip(theirs, there, strict=True):
        if Counter(there)[values] > Counter(here)[values]:
            shown = pair.target.prose.text[one.start : two.end]
            yield Problem(f"“{shown}” is another range", pair.target.place(one.start, two.end))
            return


def _ranges(reading: Reading) -> list[tuple[Quantity, Quantity]]:
    return [
        (one, two)
        for one, two in pairwise(reading.quantities)
        if one.form is NUMBER is two.form
        and one.level == two.level == REQUIRED
        and not (one.others or two.others)
        and linked(one, two, reading)
    ]


_SIDES = 2


def renumbered(pair: Pair) -> Iterator[Problem]:
    """“On the first day” must not become “on the second day”: a first may go unsaid, but makes no other."""
    told = {b for _, b in pair.alignment.matched}
    came = [
        q
        for q in pair.target.quantities
        if q.text == "ordinal" and q.value > 1 and q.level == SWAPPED and q not in told
    ]
    plain = pair.source.prose.plain
    firsts = [
        mark
        for mark in pair.source.marks.get("ordinal", ())
        if mark.value == "1" and plain[mark.end : mark.end + 1] not in ".,;:!?"
    ]
    if len(came) == 1 and firsts and not _first(pair.target):
        if follows(pair.source, firsts[0].start, pair.target, came[0].start):
            return  # “after the first week” as “from the second week on”
        yield pair.problem(f"first became {came[0].shown}", firsts[0], came[0])


def _first(reading: Reading) -> bool:
    """Does a text say “first” in any way?"""
    return any(
        mark.value in ("1", "first")
        for family in ("ordinal", "order", "concept.rank")
        for mark in reading.marks.get(family, ())
    )
