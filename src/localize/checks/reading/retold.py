"""Amounts that one side tells twice, or tells by what stands beside them: “100.4 °F (38 °C)”, “for 14”, “fewer than five”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

from localize.checks.reading.alignment import Alignment
from localize.checks.reading.amounts import same_amount
from localize.checks.reading.limit import Limit
from localize.checks.reading.limits import bound
from localize.checks.reading.quantity import Quantity
from localize.checks.reading.reading import Reading
from localize.checks.reading.tables import measures, symbol_at, symbols
from localize.checks.reading.workedout import by_ones
from localize.regex import regex


def retold(
    found: Alignment,
    source: Reading,
    target: Reading,
    told: list[Quantity],
    said: list[Quantity],
) -> None:
    """Add to `told` what of the source, and to `said` what of the target, the other side says so."""
    told += _twice([*found.missing, *told], source, found, told)
    said += _twice([*found.added, *said], target, found, said)
    _understood(found.missing, source, target, told, said)
    _understood(found.added, target, source, said, told)
    for a, b in found.reunited:
        if _apiece(a, b, target) or _apiece(b, a, source):
            told.append(a)
            said.append(b)
    if found.missing and found.added:
        _next_to(found, source, target, told, said)
    if found.added and len(found.pairs) >= _TWO and _REST.search(source.prose.plain):
        said += _worked_out(found.added, [a for a, _ in found.pairs])
    if (known := _known(found.missing, found)) and _COMPARED.search(target.prose.plain):
        told += known
    if (known := _known(found.added, found)) and _COMPARED.search(source.prose.plain):
        said += known
    twos = [q for q in found.added if q.value == _TWO and not q.digits]
    if twos and _ALONE.search(source.prose.plain):
        said += [q for q in twos if _BY_TWOS.search(target.prose.plain, 0, q.end)]


def _twice(
    lost: Sequence[Quantity], here: Reading, found: Alignment, known: Sequence[Quantity]
) -> list[Quantity]:
    """“100.4 °F (38 °C)”, “36 °F to 46 °F (2 °C to 8 °C)”: whoever says it once has said it."""
    side = here.quantities
    lost = [q for q in lost if q.unit and any(p.unit and p.unit != q.unit for p in side)]
    if not lost or ("(" not in here.prose.plain and not _THAT_IS.search(here.prose.plain)):
        return []
    again = {q for each in found.matched for q in each}.union(known).intersection(side)
    return [
        q
        for q in lost
        if any(p.unit and p.unit != q.unit and _beside(q, p, here) and _about(q, p) for p in again)
    ]


def _about(one: Quantity, two: Quantity) -> bool:
    """Do two amounts come to the same, as far as those go who say both: “6 feet (2 m)”?"""
    known = measures()
    loosely = known[one.unit].rounded is not known[two.unit].rounded
    factors = _ROUGHLY if loosely else _EXACTLY
    return any(same_amount(one._replace(value=one.value * factor), two) for factor in factors)


_EXACTLY = (Decimal(1),)
_ROUGHLY = (Decimal(1), Decimal("0.94"), Decimal("1.06"))


def _beside(one: Quantity, two: Quantity, reading: Reading) -> bool:
    """Is the second in brackets behind the first, or behind what is counted with it?"""
    first, second = (one, two) if one.start < two.start else (two, one)
    gap = reading.prose.plain[first.end : second.start]
    return len(gap) <= _FAR and _IN_BRACKETS.fullmatch(gap) is not None


_FAR = 48
_SAID = r"or|equals|i\.e\.|that is|o sea|es decir|soit|das heißt|d\. ?h\.|ossia|cioè|ou seja|isto é"
_IN_BRACKETS = regex(
    rf"[^().;!?]*(?:\(|,?\s(?:also|{_SAID}),?\s|\s?[=/]\s?)[^().;!?]*", re.IGNORECASE
)
_THAT_IS = regex(rf"\b(?:{_SAID})\b|[=/]", re.IGNORECASE)


def _apiece(full: Quantity, bare: Quantity, reading: Reading) -> bool:
    """“2 µg/mL of fentanyl” as “2 µg of fentanyl per mL”: what it is by stands further on."""
    return (
        full.unit == bare.unit
        and not bare.per
        and full.per != ()
        and all(_by(unit, reading) for unit in full.per)
    )


def _by(unit: str, reading: Reading) -> bool:
    """Does a text name what an amount is by?"""
    if any(mark.value == unit for mark in reading.marks.get("unit", ())):
        return True
    return any(q.unit == unit and q.value == 1 for q in reading.quantities) or any(
        (found := symbol_at(reading.prose.plain, by.end())) and symbols().get(found.group()) == unit
        for by in _BY.finditer(reading.prose.plain)
    )


_BY = regex(r"\b(?:per|por|par|pro|je)\s(?:cada\s)?", re.IGNORECASE)


def _understood(
    lost: Sequence[Quantity],
    here: Reading,
    other: Reading,
    mine: list[Quantity],
    theirs: list[Quantity],
) -> None:
    """“A for 7 days and B for 14” as “… for two weeks”: the unit is that of a number before it."""
    for a in lost:
        if a.unit or not (a.digits or a.value > _TWO):
            continue
        units = {q.unit for q in here.quantities if q.unit and q.start < a.start}
        for b in other.quantities:
            amounts = (b, *(b._replace(value=value, unit=unit) for value, unit in b.readings))
            if b.unit and any(
                amount.unit != unit and same_amount(a._replace(unit=unit), amount)
                for unit in units
                for amount in amounts
            ):
                mine.append(a)
                theirs.append(b)
                break


def _next_to(
    found: Alignment,
    source: Reading,
    target: Reading,
    told: list[Quantity],
    said: list[Quantity],
) -> None:
    """“Fewer than five” as “at most four”: of what is counted, nothing lies between."""
    ours, theirs = bound(source), bound(target)
    for a in found.missing:
        mine = ours.get(a.start)
        if mine is None or not _counts(a):
            continue
        for b in found.added:
            other = theirs.get(b.start)
            if (
                other
                and _counts(b)
                and a.value + _STEPS.get(_sure(mine) + _sure(other), 0) == b.value
            ):
                told.append(a)
                said.append(b)
                break


_STEPS = {"ltle": -1, "lelt": 1, "gtge": 1, "gegt": -1}
"""From one limit to the other that lets the same whole numbers pass."""


def _sure(limit: Limit) -> str:
    (value, *others) = limit.all
    if limit.kind == "until" and not others:
        return value
    return "" if others or limit.unsure or limit.kind else value


def _counts(quantity: Quantity) -> bool:
    """Does it count things, by ones, not measure something?"""
    unit = measures().get(quantity.unit)
    counted = by_ones(quantity) or (unit is not None and unit.name == "year")
    return counted and quantity.value == int(quantity.value)


def compared(reading: Reading) -> list[int]:
    """Where a text says “younger”, “above that”: what lies to the other side of a limit."""
    return [found.start() for found in _COMPARED.finditer(reading.prose.plain)]


def _known(some: Sequence[Quantity], found: Alignment) -> list[Quantity]:
    """Those found again already: “aged 12 and over …, those under 12” as “…, younger ones”."""
    known = {(q.value, _head(q)) for each in found.pairs for q in each} if some else ()
    return [q for q in some if (q.value, _head(q)) in known]


def _worked_out(some: Sequence[Quantity], known: Sequence[Quantity]) -> list[Quantity]:
    """Those that are the sum of two counts, or what is left: “two of five, … the others” as “three”."""
    totals = {
        total
        for one, two in combinations([q for q in known if _counts(q)], 2)
        for total in (one.value + two.value, abs(one.value - two.value))
    }
    return [q for q in some if _counts(q) and q.value in totals]


_REST = regex(r"\b(?:rest|remain(?:ing|der)|others?)\b", re.IGNORECASE)


def _head(quantity: Quantity) -> str:
    """The unit; an age needs none."""
    return "" if quantity.unit == "year" else quantity.unit


_COMPARED = regex(
    r"\b(?:(?:above|below|over|under) (?:that|this|it)|por (?:debajo|encima)(?! de)|au-del[aà]|(?:au|en)[ -]dess[ou]us?(?! d)|darunter|darüber|"
    r"al di (?:sotto|sopra)(?! d)|(?:abaixo|acima)(?! d[eoa]s? \d)|younger|older|lighter|heavier|smaller|larger|bigger|shorter|taller|(?:jünger|älter|kleiner|größer)\w*|"
    r"m[aá]s (?:jóvenes|pequeñ[oa]s|mayores|grandes|ligeros|pesad[oa]s)|mais (?:nov|velh|pequen|pesad)[oa]s|mais (?:jovens|leves|velhos)|"
    r"plus (?:jeunes?|petite?s?|grande?s?|âgée?s?|légers|lourds)|più (?:giovan[ie]|piccol[ie]|grandi|anzian[ie]|legger[ie]|pesanti))\b",
    re.IGNORECASE,
)
_ALONE = regex(
    r"\b(?:alone|single-handed(?:ly)?|unaccompanied|in pairs|pair up|on (?:your|their|his|her|its) own|by (?:your|them|him|her)sel(?:f|ves))\b",
    re.IGNORECASE,
)
_BY_TWOS = regex(
    r"\b(?:à deux|zu zweit|(?:entre|de|a|en grupos de) dos|por dos personas|(?:in|da) due|a dois|em dois|por dois|de dois em dois)$",
    re.IGNORECASE,
)
_TWO = 2
