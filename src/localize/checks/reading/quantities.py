"""The quantities of a text: exact values with the units they carry, from digits and from words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from localize.checks.reading.clock import Time, hide, times
from localize.checks.reading.lent import shared_units
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.numerals import NUMBER, Form, Numeral, numerals
from localize.checks.reading.prose import Prose
from localize.checks.reading.quantity import LOOSE, REQUIRED, SWAPPED, Quantity, quantity_of
from localize.checks.reading.scaled import in_parts, scaled
from localize.checks.reading.signed import signed
from localize.checks.reading.tables import Tables, measures
from localize.checks.reading.united import (
    LINK,
    and_a_half,
    shared_halves,
    with_half,
    with_unit,
)
from localize.checks.reading.worded import from_words, romans
from localize.regex import regex

_WORD_FAMILIES = ("number", "scale", "loose", "ordinal")
_DIGIT = regex("[0-9½¼¾⅓⅔⅛⅕]")
"""Of a plain text, which has no digits of other scripts: a set of characters is quickly looked for."""
_FRACTION = regex(r"(?<![\d/.,])(\d{1,2})/(\d{1,2})(?![\d/])")


def quantities(
    prose: Prose, tables: Tables, words: Sequence[str], marks: dict[str, list[Mark]]
) -> tuple[Quantity, ...]:
    """The quantities of a text, in order."""
    plain = prose.plain
    found: list[Quantity] = []
    if tables.language == "en":
        for family in ("month", "concept.month"):
            if family in marks:
                _no_verbs(plain, marks, family)
    if tables.verbs and "number" in marks:
        _no_numbers(plain, marks, tables.verbs)
    if _DIGIT.search(plain):
        for numeral in numerals(
            plain, prose.text, tables.decimal, tables.groups, tables.date_order
        ):
            form, start, end, values, _, foreign, parts, ordinal, other = numeral
            if form is NUMBER and not (foreign or parts or ordinal) and other is None:
                found.append(_counted(values[0], start, end))
            else:
                found += _from_numeral(numeral, plain, tables)
        if "/" in plain:
            found = _simple_fractions(found, plain)
    if not marks.keys().isdisjoint(_WORD_FAMILIES):
        found += from_words(plain, words, marks, tables)
    if "I" in plain or "V" in plain or "X" in plain:
        found += romans(plain)
    if not found:
        return ()
    if ")" in plain and (listed := _listed(plain)):
        found = [q._replace(level=LOOSE) if q.start in listed else q for q in found]
    if len(found) > 1 or "scale" in marks or "plus" in marks:
        found.sort(key=lambda q: (q.start, -q.end))
    if "clock" in marks:
        found = _clocks(found, plain, marks, tables)
    if len(found) > 1:
        found = _no_articles(found, plain)
    if "scale" in marks or "plus" in marks or (len(found) > 1 and in_parts(found, plain)):
        found = scaled(found, plain, marks)
    units = {mark.start: mark for mark in marks["unit"]} if "unit" in marks else {}
    found = [with_unit(q, plain, units, marks) for q in found]
    if _YEARS.search(plain):
        found = _full_years(found, plain)
    if "plus" in marks:
        found += and_a_half(found, marks.get("unit", ()), marks["plus"])
        found.sort(key=lambda q: (q.start, -q.end))
    if "half" in marks:
        found = [with_half(q, plain, marks["half"]) for q in found]
        found = shared_halves(found, plain)
        if "concept.daypart" in marks:
            _small_hours(found, plain, marks)
    found = [_known(q, plain) if q.value in _TOLD and q.level == REQUIRED else q for q in found]
    if len(found) > 1:
        if "10" in plain:
            found = _powers(found, plain)
        found = shared_units(found, plain, units.values())
    found = signed(found, plain, tables.language)
    if tables.language == "en" and (" age" in plain or plain[:3] == "Age"):
        ages = [mark for mark in units.values() if measures()[mark.value].base in ("s", "age")]
        found = [_aged(q, plain, ages) for q in found]
    return tuple(found)


def _listed(plain: str) -> set[int]:
    """Where the numbers of a list stand: “1) clean it, 2) dry it”; the other text may do without them."""
    run: list[re.Match[str]] = []
    for number in _ENUMERATED.finditer(plain):
        if int(number[1]) == (int(run[-1][1]) + 1 if run else 1) or number.start() <= 1:
            run.append(number)
    if len(run) == 1 and run[0].start() > 1:
        return set()
    return {number.start(1) for number in run}


_ENUMERATED = regex(r"(?:(?<![^\s(])|(?<=[:;,]))(\d{1,2})\)\s(?=[^\W\d_]|[«“\"'])")


def _counted(value: Decimal, start: int, end: int) -> Quantity:
    return quantity_of(
        (value, start, end, "", (), REQUIRED, NUMBER, "", True, False, (), (), None, (), end, False)
    )  # fmt: skip


def _known(q: Quantity, plain: str) -> Quantity:
    """What need not be told again, but must not change: “these two groups”, “95 % CI”."""
    if q.form is not NUMBER:
        return q
    if q.unit == "%":
        known = q.value not in _FEW and (
            _INTERVAL.match(plain, q.end)
            or _INTERVAL_OF.search(plain, max(0, q.start - _INTERVAL_REACH), q.start)
        )
    else:
        known = (
            q.value in _FEW
            and not (q.digits or q.unit or q.others)
            and _GIVEN.search(plain, max(0, q.start - _GIVEN_REACH), q.start)
        )
    return q._replace(level=SWAPPED) if known else q


_FEW = frozenset(map(Decimal, (2, 3, 4)))
_TOLD = _FEW | frozenset(map(Decimal, (90, 95, 99)))
_INTERVAL = regex(r"[\s-]?(?:CI|IC|KI|confidence)\b|-?Konfidenz")
_INTERVAL_OF = regex(
    r"(?:\b(?:CI|IC|KI)\s?(?:al |del |de |à |a |von )?|(?:confian\w+|confidence|confidenza|[Kk]onfidenzintervall\w*)\W{0,2}(?:\w+\W{1,2}){0,3})$"
)
_INTERVAL_REACH = 40
_GIVEN = regex(
    r"\b(?:the|these|those|their|its|estos|estas|esos|esas|los|sus|ces|les|des|aux|ses|leurs|diese[rn]?|die|den|der|quest[ie]|quei|quelle|i|le|dei|degli|delle|ai|alle|nei|nelle|estes|estas|esses|essas|os|as|dos|das|nos|nas)\s$",
    re.IGNORECASE,
)
_GIVEN_REACH = 8


def _no_articles(found: list[Quantity], plain: str) -> list[Quantity]:
    """“Un 5 %”, “a 250 mg tablet”: an article before a number counts nothing, but the one of “one 10 mg tablet” does."""
    articles = [
        one
        for one, after in pairwise(found)
        if one.level == LOOSE
        and after.digits
        and one.stop + 1 == after.start
        and one.value == 1
        and not one.unit
        and not _ONE.match(plain, one.start, one.end)
    ]
    return [q for q in found if q not in articles] if articles else found


_ONE = regex(r"one\b", re.IGNORECASE)


def _from_numeral(numeral: Numeral, plain: str, tables: Tables) -> Iterable[Quantity]:
    start, end = numeral.start, numeral.end
    if numeral.form is Form.CODE:
        yield Quantity(
            Decimal(0), start, end, level=LOOSE, form=Form.CODE, text=numeral.text, stop=end
        )
    elif numeral.form is Form.PHONE:
        yield Quantity(
            Decimal(numeral.text), start, end, form=Form.PHONE, text=numeral.text, stop=end
        )
    elif numeral.form is Form.CLOCK:
        hour, minute = numeral.values
        yield Quantity(
            hour,
            start,
            end,
            form=Form.CLOCK,
            others=(hour + 12,) if hour <= 12 else (hour - 12,),
            stop=end,
        )
        level = REQUIRED if minute else LOOSE
        yield Quantity(minute, start, end, form=Form.CLOCK, level=level, stop=end)
    elif numeral.form is Form.DATE:
        day, month, *years = numeral.values
        yield Quantity(day, start, end, form=Form.DATE, stop=end, text="day")
        yield Quantity(month, start, end, form=Form.DATE, stop=end, text="month")
        for year in years:
            yield Quantity(
                year,
                start,
                end,
                form=Form.DATE,
                stop=end,
                text="year",
                others=() if numeral.text[-4:].isdigit() else (year % 100,),
            )
    else:
        value = numeral.values[0]
        foreign = numeral.foreign and not _is_label(plain, start, tables)
        decade = numeral.other is not None and numeral.text.endswith("s")
        yield Quantity(
            value,
            start,
            end,
            level=SWAPPED if numeral.ordinal else REQUIRED,
            foreign=foreign,
            others=(numeral.other,) if decade and numeral.other is not None else (),
            misread=None if decade else numeral.other,
            parts=numeral.parts,
            text="ordinal" if numeral.ordinal else "",
            stop=end,
        )


def _no_verbs(plain: str, marks: dict[str, list[Mark]], family: str) -> None:
    """An English month has a capital letter: “18.5 may take part” is no date, nor “May cause …”."""
    months = [
        mark
        for mark in marks[family]
        if plain[mark.start].isupper()
        and (not _BEGINNING.search(plain, 0, mark.start) or _DATED.match(plain, mark.end))
    ]
    _keep(marks, family, months)


def _no_numbers(
    plain: str, marks: dict[str, list[Mark]], verbs: Mapping[str, re.Pattern[str]]
) -> None:
    """A verb that is spelled as a number is none: “sei allergico”, you are."""
    numbers = [
        mark
        for mark in marks["number"]
        if (follows := verbs.get(plain[mark.start : mark.end].lower())) is None
        or not follows.match(plain, mark.end)
    ]
    _keep(marks, "number", numbers)


def _keep(marks: dict[str, list[Mark]], family: str, kept: list[Mark]) -> None:
    """Leave only some marks of a family; none of it where there are none."""
    if kept:
        marks[family] = kept
    else:
        del marks[family]


_BEGINNING = regex(r"(?:^|[.!?:]\s)$")
_DATED = regex(r",?\s\d")


def _aged(quantity: Quantity, plain: str, units: Iterable[Mark]) -> Quantity:
    """“From the age of three”: an age without a unit is one of years."""
    if (
        quantity.unit
        or quantity.level != REQUIRED
        or quantity.form is not NUMBER
        or not _AGE.search(plain, 0, quantity.start)
        or any(0 <= mark.start - quantity.stop <= _NEXT for mark in units)
    ):
        return quantity
    return quantity._replace(unit="year")


_AGE = regex(
    r"\bage[ds]?\s(?:(?:of|between|from|over|under|below|above|at least|up to|about|around|as)\s|\d{1,3}(?:\s(?:to|and)\s|[-–]))*$",
    re.IGNORECASE,
)
_NEXT = 30
"""Characters to a unit that may be that of an age: “aged 3 to under 6 months”."""


def _powers(found: list[Quantity], plain: str) -> list[Quantity]:
    """“From 1.2 to 4.6 × 10⁹/L”: the first is one of 10⁹ too."""
    for index in range(len(found) - 2, -1, -1):
        this, following = found[index], found[index + 1]
        power = _POWER.search(plain, following.start, following.stop)
        if (
            power
            and this.form is NUMBER
            and this.digits
            and not this.unit
            and LINK.fullmatch(plain, this.stop, following.start)
            and not _POWER.search(plain, this.start, this.stop)
        ):
            own = Decimal(plain[following.start : power.start()].strip().replace(",", "."))
            if own:
                size = following.value / own
                found[index] = this._replace(others=(*this.others, this.value * size))
    return found


def _full_years(found: list[Quantity], plain: str) -> list[Quantity]:
    """“1994-97” ends in 1997."""
    ends = {years.start(2): years for years in _YEARS.finditer(plain)}
    return [
        q._replace(value=Decimal(years[1][: -len(years[2])] + years[2]))
        if (years := ends.get(q.start)) and not q.unit and years[1][-len(years[2]) :] < years[2]
        else q
        for q in found
    ]


_YEARS = regex(r"(?<![\w.,/-])((?:19|20)\d\d)\s?[-–—_/]\s?(\d{1,2})(?![\w-]|[.,/:]\d|\s?%)")
_POWER = regex(r"\s?[×x·*]\s?10(?=[\^⁰¹²³⁴⁵⁶⁷⁸⁹⁻])")


def _clocks(
    found: list[Quantity], plain: str, marks: dict[str, list[Mark]], tables: Tables
) -> list[Quantity]:
    """`half past two` is an hour and its minutes, as 2:30 is."""
    numbers = [
        q
        for q in found
        if q.form is NUMBER and (not q.unit or (q.level == LOOSE and q.unit == "hour"))
    ]
    units = {mark.start for mark in marks.get("unit", ())}
    for time in list(times(numbers, plain, marks["clock"], tables.clock, units)):
        found = [q for q in found if q.end <= time.start or time.end <= q.start]
        found += _of_day(time)
        hide(marks, time.start, time.end)
    return sorted(found, key=lambda q: (q.start, -q.end))


def _small_hours(found: list[Quantity], plain: str, marks: dict[str, list[Mark]]) -> None:
    """“Two in the morning” is “two at night” elsewhere: then the hour says the time of day, no other word."""
    for half in marks["half"]:
        early = any(
            0 < q.value < _DAWN
            and q.end <= half.start
            and plain[q.end : half.start].strip() in ("", "o'clock")
            for q in found
            if q.form in (NUMBER, Form.CLOCK) and (q.others or q.form is Form.CLOCK)
        )
        if early and half.value == "am":
            parts = marks["concept.daypart"]
            marks["concept.daypart"] = [
                part for part in parts if part.end <= half.start or half.end <= part.start
            ]


_DAWN = 6


def _of_day(time: Time) -> Iterable[Quantity]:
    start, end, hour, minute = time
    others = () if hour > 12 else (hour + 12,) if hour else (12, 24)
    whole = Quantity(Decimal(hour), start, end, form=Form.CLOCK, digits=False, stop=end)
    yield whole._replace(others=tuple(map(Decimal, others)))
    yield whole._replace(value=Decimal(minute), level=REQUIRED if minute else LOOSE)


def _is_label(plain: str, start: int, tables: Tables) -> bool:
    """Is this the number of a section, a figure, a version?"""
    before = _LABELLED.search(plain, max(0, start - _LABEL), start)
    return bool(before and before[1].lower() in tables.labels)


_LABELLED = regex(
    r"([^\W\d_]+)[\s.]*(?:\d+(?:\.\d+)*\s?(?:[,/–—]|-{1,3}|\b(?:and|or|to|y|o|e|ou|et|und|oder|bis|a|à|al|hasta|até|through)\b)\s?)*$"
)
"""“version 2.7”, and the other numbers of “versions 2.6, 2.7 and 3.0”."""
_LABEL = 40
"""Characters of such a list."""


def _simple_fractions(found: list[Quantity], plain: str) -> list[Quantity]:
    """`1/2` is one value, not two."""
    for match in _FRACTION.finditer(plain):
        top, bottom = int(match[1]), int(match[2])
        if not (0 < top < bottom and bottom in (2, 3, 4, 5, 8)):
            continue
        value = Decimal(top) / Decimal(bottom)
        found = [q for q in found if not (match.start() <= q.start < match.end())]
        found.append(
            Quantity(
                round(value, 3).normalize(),
                match.start(),
                match.end(),
                stop=match.end(),
                text="fraction",
                parts=(Decimal(top), Decimal(bottom)),
            )
        )
    return found
