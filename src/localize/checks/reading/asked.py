"""Which of the marks of a set of meanings are asked for: not what bounds a number, nor what goes with one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from localize.checks.reading.abbreviations import LOWERED
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.limit import limit_of
from localize.checks.reading.numerals import Form
from localize.checks.reading.quantity import LOOSE, REQUIRED, Quantity
from localize.checks.reading.reading import Reading
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.base import Pair

_REACH = 24
"""Characters between a number and the period it counts: “5 consecutive days”."""


def asked(
    pair: Pair, name: str, ours: Sequence[Mark], theirs: Sequence[Mark]
) -> tuple[Sequence[Mark], Sequence[Mark]]:
    """The marks of a set in source and target without those that other checks look after, each with one member."""
    if name == "period":
        ours, theirs = _uncounted(pair, ours, theirs)
    elif sift := _SIFTED.get(name):
        ours, theirs = sift(ours, pair.source), sift(theirs, pair.target)
    if [mark for mark in (*ours, *theirs) if "|" in mark.value]:
        if all(mark.value.count("|") <= 1 for mark in (*ours, *theirs)):
            ours = _shared_out(ours, theirs)
            theirs = _shared_out(theirs, ours)
        else:
            ours, theirs = _resolved(ours, theirs), _resolved(theirs, ours)
    return ours, theirs


def _small_hours(marks: Sequence[Mark], reading: Reading) -> list[Mark]:
    """What says of an hour before dawn that it is in the morning, “two in the morning”, says that it is at night.

    What only says which half of the day an hour is in is not asked for: “7 a.m.” is “las 7 de la mañana”.
    """
    halves = [
        half
        for half in reading.marks.get("half", ())
        if any(0 <= half.start - q.end <= _TOUCHING for q in reading.quantities)
    ]
    marks = [
        mark._replace(value=f"{mark.value}?")
        if "|" not in mark.value and any(h.start <= mark.start < h.end for h in halves)
        else mark
        for mark in marks
    ]
    hours = [q for q in reading.quantities if q.form is Form.CLOCK or q.unit == "hour"]
    return [
        mark._replace(value="morning|evening")
        if mark.value.rstrip("?") in ("morning", "evening")
        and any(
            int(q.value) % _NOON < _DAWN
            and (0 <= mark.start - q.end <= _BESIDE or 0 <= q.start - mark.end <= _BESIDE)
            for q in hours
        )
        else mark
        for mark in marks
    ]


_NOON, _DAWN = 12, 6
_TOUCHING = 3
"""Characters between an hour and the half of the day it is in: “6.30 h de la mañana”."""
_BESIDE = 10
"""Characters between an hour and the time of day: “nachts um halb drei”."""


def _capitals(marks: Sequence[Mark], reading: Reading) -> list[Mark]:
    """Those that are written as abbreviations: *her* is no HER2, nor *il* IL-6."""
    text = reading.prose.text
    return [
        m
        for m in marks
        if m.end - m.start > _SHORT
        or text[m.start : m.end] == LOWERED
        or sum(map(str.isupper, text[m.start : m.end])) > 1
    ]


_SHORT = 5
"""Letters an abbreviation has at most; what is longer is a word for one, “radiografía”."""


def _lettered(marks: Sequence[Mark], reading: Reading) -> list[Mark]:
    """Those that end in a capital: *vitamina a los* is no vitamin A."""
    return [m for m in marks if reading.prose.text[m.end - 1].isupper()]


def _resolved(these: Sequence[Mark], those: Sequence[Mark]) -> list[Mark]:
    """Words that may stand for several members (`afternoon|evening`) stand for the one the other side has."""
    wanted = {value for mark in those for value in mark.value.split("|")}
    return [
        mark._replace(
            value=next((v for v in mark.value.split("|") if v in wanted), mark.value.split("|")[0])
        )
        for mark in these
    ]


def _shared_out(these: Sequence[Mark], those: Sequence[Mark]) -> list[Mark]:
    """The same where a member may come several times: first those that the other side has more often, in its order.

    “La mortalité infantile et la survie des enfants” has one infant and one child.
    """
    lacking = Counter(mark.value for mark in those)
    lacking.subtract(mark.value for mark in these)
    known = [value for mark in those for value in mark.value.split("|")]
    found = []
    for mark in these:
        values = mark.value.split("|")
        if len(values) > 1:
            wanted = next((v for v in values if v in known), values[0])
            wanted = next((v for v in known if v in values and lacking[v] > 0), wanted)
            lacking[wanted] -= 1
            found.append(mark._replace(value=wanted))
        else:
            found.append(mark)
    return found


def _unlimited(marks: Sequence[Mark], reading: Reading) -> list[Mark]:
    """Without those of a limit on a number, “fewer than 10”, “or higher”: the comparator check looks after these too."""
    ends = [
        limit
        for limit in reading.marks.get("comparator", ())
        if limit.value in ("ge", "le")
        or any(
            0 <= q.start - limit.end <= 1 and q.level == REQUIRED and q.value != 1
            for q in reading.quantities
        )
    ]
    ends += reading.marks.get("comparator_after", ())
    return [m for m in marks if not any(e.start <= m.start and m.end <= e.end for e in ends)]


_RIGHT_BEHIND = 8
"""Characters from “before” to the number that it limits: “before the 39”."""


def _undue(marks: Sequence[Mark], reading: Reading) -> list[Mark]:
    """Without “before” of “not before 4 hours”, “antes de que pasen 4”, which are limits, and without “bis” of “24 bis 72”."""
    limits = [
        mark
        for mark in reading.marks.get("comparator", ())
        if mark.value == "in?"
        and any(
            0 <= q.start - mark.end <= _RIGHT_BEHIND
            for q in reading.quantities
            if q.level != LOOSE or q.unit  # no “midday”
        )
        and (mark.last > mark.first + 1 or limit_of(mark, reading).kind == "earliest")
    ]
    ends = {q.end for q in reading.quantities}
    return [
        m
        for m in marks
        if not any(e.start <= m.start < e.end for e in limits)
        and not ("|" in m.value and m.start - 1 in ends)
    ]


def _of_first_year(marks: Sequence[Mark], reading: Reading) -> list[Mark]:
    """A child before its first birthday is an infant, and one whose birth is spoken of may be: “children under 6 months”, “Kinder im ersten Lebensjahr”."""
    plain = reading.prose.plain
    if not any(mark.value in _YOUNG for mark in marks) or not (
        _FIRST_YEAR.search(plain)
        or any(
            q.value <= _YOUNG_UNTIL.get(q.unit, 0) and _YOUNGER.search(plain, 0, q.start)
            for q in reading.quantities
        )
    ):
        return list(marks)
    return [mark._replace(value="infant|child") if mark.value in _YOUNG else mark for mark in marks]


_YOUNG = ("infant", "child")
_YOUNG_UNTIL = {"month": 12, "year": 1}
"""How old an infant is at most."""
_FIRST_YEAR = regex(
    r"\b(?:first (?:birthday|year of life)|primer (?:año|cumpleaños)|première année|premier anniversaire|erste[nrs]? (?:lebensjahr|geburtstag)"
    r"|primeiro (?:ano|aniversário)|primo (?:anno|compleanno)"
    r"|(?:were|was|are|be|been|is|infants?|babies|children|live-?|still)[ -]?born|newborns?|breast-?fe\w+|weeks? of life|(?:infant|neonatal) mortality"
    r"|née?s|naiss\w+|mort-nés?|nourrissons?|nourrie?s? au sein|allait\w+|semaines? de vie|mortalité (?:infantile|néonatale)"
    r"|nac(?:e|en|id[oa]s?|imientos?)|lactan\w+|amamant\w+|semanas? de vida|mortalidad (?:infantil|neonatal)"
    r"|gebor\w+|geburt\w*|säugling\w*|gestillt\w*|stillen\w*|lebenswochen?"
    r"|nasc\w+|lactentes?|amament\w+|aleitament\w+|mortalidade (?:infantil|neonatal)"
    r"|nat[ie]|nascit\w+|lattant\w+|allatt\w+|settiman[ae] di vita|mortalità (?:infantile|neonatale))\b",
    re.IGNORECASE,
)
_YOUNGER = regex(
    r"(?:[<≤]|\b(?:under|below|before|younger than|less than|menor(?:es)? (?:de|a|que)|antes de(?: l?os)?|antes dos|moins d[e']|avant(?: l'âge d[e']| les)?|unter|vor|menos de|até(?: aos)?|inferiore a|sotto i|prima de[il]|meno di))\s?$",
    re.IGNORECASE,
)


def _unbound(marks: Sequence[Mark], reading: Reading) -> list[Mark]:
    """Without those that bound a number, “below 25 °C”: the comparator check looks after these."""
    return [
        mark
        for mark in marks
        if not any(
            0 <= q.start - mark.end <= _REACH
            and not _NEXT.search(reading.prose.plain, mark.end, q.start)
            for q in reading.quantities
            if q.digits
        )
    ]


_NEXT = regex(r"[,;:]|\b(?:and|y|e|et|und)\b")
"""What parts a number from what belongs to another: “4 ml in the lower jaw and 2 ml in the upper one”."""


def _uncounted(
    pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark]
) -> tuple[Sequence[Mark], Sequence[Mark]]:
    """The periods that belong to no quantity: those of quantities are compared with their number."""
    if not pair.alignment.sound:
        return (), ()
    mine, other = _timeless(ours, pair.source), _timeless(theirs, pair.target)
    for a, b in pair.alignment.matched:
        if REQUIRED in (a.level, b.level) or a.readings or b.readings:
            here, there = _period_of(a, mine), _period_of(b, other)
            timed = (a.others and b.unit == "hour") or (b.others and a.unit == "hour")
            if (here is None) == (there is None) or "year" in (a.unit, b.unit) or timed:
                mine = [mark for mark in mine if mark is not here]
                other = [mark for mark in other if mark is not there]
    return mine, other


def _timeless(marks: Sequence[Mark], reading: Reading) -> list[Mark]:
    """Without the hours that say what time it is: “alle ore 22”."""
    return [
        m
        for m in marks
        if m.value != "hour"
        or reading.words[m.first] != "ore"
        or not any(q.start - m.end == 1 for q in reading.quantities)
    ]


def _period_of(quantity: Quantity, marks: Sequence[Mark]) -> Mark | None:
    """The period that a quantity counts: in it, or near behind it as its unit."""
    for mark in marks:
        if quantity.start <= mark.start < quantity.end and quantity.level == LOOSE:
            return mark
        if mark.value == quantity.unit and quantity.start <= mark.start < quantity.end:
            return mark
        if mark.value == quantity.unit and 0 <= mark.start - quantity.end <= _REACH:
            return mark
    return None


def _paced(marks: Sequence[Mark], reading: Reading) -> list[Mark]:
    """Without those that say how often: “alle 14 Tage”, “todos los días”."""
    return [
        mark
        for mark in marks
        if not any(0 <= q.start - mark.end <= 1 and q.unit for q in reading.quantities)
    ]


_SIFTED = {
    "extent": _paced,
    "acronym": _capitals,
    "daypart": _small_hours,
    "degree": _unlimited,
    "level": _unlimited,
    "person": _of_first_year,
    "superiority": _unbound,
    "time": _undue,
    "vertical": _unbound,
    "vitamin": _lettered,
}
