"""What one side works out for its reader: “half that dose” as 5 mg, “only one of the eight” as “seven … not”.

A number that is missing or new is no mistake where it is what the other side's numbers and words come to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from localize.checks.reading.alignment import Alignment
from localize.checks.reading.amounts import same_amount
from localize.checks.reading.numerals import Form
from localize.checks.reading.quantity import REQUIRED, SWAPPED, Quantity, dated
from localize.checks.reading.reading import Reading
from localize.checks.reading.remainders import ALL, rest, rest_of_change, rests, tenths
from localize.checks.reading.retold import retold
from localize.checks.reading.shares import shares
from localize.checks.reading.tables import measures
from localize.checks.reading.timed import (
    apart,
    as_long,
    dotted,
    half_past,
    lengths,
    nonstop,
    o_clock,
    often,
    together,
)
from localize.checks.reading.workedout import (
    charges,
    completed,
    divided,
    in_months,
    in_two,
    next_one,
    nothing,
    one_and_other,
    products,
    repeated,
    split,
    younger,
)
from localize.regex import regex

_MULTIPLES = {
    "half": Decimal("0.5"),
    "double": Decimal(2),
    "triple": Decimal(3),
    "quadruple": Decimal(4),
    "quintuple": Decimal(5),
    "tenfold": Decimal(10),
}
_OF_DOSE = regex(
    r"\s(?:the|that|this|as much|as many)\b|\s\S+\s(?:dos|amount|quanti|cantidad|menge)",
    re.IGNORECASE,
)
"""“Twice that dose” multiplies, “twice a day” does not."""
_BOTH_SIDES = regex(
    r"\b(?:before and after|antes y después|avant et après|vor und nach|prima e dopo|antes e depois|(?:each|jeweils|cada un[oa]?|chacune?|ciascun\w*)\b)",
    re.IGNORECASE,
)
_WEEK = 7
_OF_WEEK = regex(
    r"\b(?:jours?|giorni?|días?|dias?)\s(?:sur|su|de cada|em cada|por cada|de)\s$", re.IGNORECASE
)
"""“Five days a week” as “cinq jours sur sept”."""
_TWO = 2


def in_hundredths(found: Alignment, told: list[Quantity], said: list[Quantity]) -> None:
    """“Half of the dose” as “50 % of the dose”."""
    for ours, theirs, here, there in (
        (found.missing, found.added, told, said),
        (found.added, found.missing, said, told),
    ):
        for part in ours:
            if part.unit == "dose" and part.value < 1:
                for q in theirs:
                    if q.unit == "%" and q.value == part.value * ALL:
                        here.append(part)
                        there.append(q)


def reckoned(
    source: Reading,
    target: Reading,
    found: Alignment,
    told: list[Quantity],
    said: list[Quantity],
) -> None:
    """Add to `told` what of the source, and to `said` what of the target, comes to what the other side says."""
    ours, theirs = shares(source), shares(target)
    units = {q.unit for q in (*source.quantities, *target.quantities)}
    if ours or theirs:
        parts = rests(source, target, ours, theirs)
        tenths(source, target, ours, told, said)
        tenths(target, source, theirs, said, told)
        told += [q for share in parts[::2] for q in share.members]
        said += [q for share in parts[1::2] for q in share.members]
        _parts(source, target, told, said)
        _parts(target, source, said, told)
    if "time" in units:
        often(source, target, told, said)
        often(target, source, said, told)
        as_long(found.missing, source, target, told)
    if "hour" in units:
        lengths(source, target, told, said)
        lengths(target, source, said, told)
    together(source, target, told, said)
    together(target, source, said, told)
    if found.added:
        apart(found.added, source, target, said)
    if found.missing:
        apart(found.missing, target, source, told)
    if found.missing and found.added:
        for a in found.missing:
            for b in found.added:
                if (
                    a.unit == "%" == b.unit
                    and a.value + b.value == ALL
                    and rest_of_change(source, a, target, b)
                ):
                    told.append(a)
                    said.append(b)
        o_clock(found, source, target, told, said)
        dotted(found.missing, target, told, said)
        half_past(found.missing, found.added, told, said)
        half_past(found.added, found.missing, said, told)
    for a, b in charges(found, source) if "mEq" in units else ():
        told.append(a)
        said.append(b)
    for a, b in _counted_on(found.missing, found.added, source, target):
        told.append(a)
        said.append(b)
    for b, a in _counted_on(found.added, found.missing, target, source):
        told.append(a)
        said.append(b)
    if found.added:
        _multiplied(found.added, found.missing, source, said, told)
        rest(found.added, source, target, said, told)
    if found.missing:
        _multiplied(found.missing, found.added, target, told, said)
        rest(found.missing, target, source, told, said)
        told += one_and_other(found.missing, target) + _between(found.missing, source)
        told += _again(found.missing, found, target)
        told += _these(found.missing, source, target)
        told += _dates(found.missing, found, source)
        told += products(found.missing, source, found, 0)
        told += repeated(found.missing, target)
        told += nothing(found.missing, source, target)
        told += divided(found.missing, source, target)
        told += in_two(found.missing, source, target)
    if found.added:
        said += [
            q
            for q in found.added
            if q.value == _WEEK and _OF_WEEK.search(target.prose.plain, 0, q.start)
        ]
        said += nonstop(found.added, source, target)
        said += nothing(found.added, target, source)
        said += divided(found.added, target, source)
        said += in_two(found.added, target, source)
        said += one_and_other(found.added, source) + _between(found.added, target)
        said += _again(found.added, found, source)
        said += products(found.added, target, found, 1)
        said += _glossed(found.added, [b for _, b in found.matched], target)
    if found.converted:
        _converted_too(found, source, target, told, said)
    if "time" in units:
        for q, total in split(found.added, target, found.missing, source):
            said.append(q)
            told += [total] if total else []
        for q, total in split(found.missing, source, found.added, target):
            told.append(q)
            said += [total] if total else []
    retold(found, source, target, told, said)


def _counted_on(
    lost: Sequence[Quantity], came: Sequence[Quantity], here: Reading, other: Reading
) -> Iterator[tuple[Quantity, Quantity]]:
    """What was lost and came instead: an age or a number one further on, or years as months."""
    if lost and came:
        yield from younger(lost, came, here, other)
        yield from completed(lost, came, here, other)
        yield from next_one(lost, came, here, other)
    if came:
        yield from in_months(came, here)


def _multiplied(
    came: Sequence[Quantity],
    lost: Sequence[Quantity],
    here: Reading,
    said: list[Quantity],
    told: list[Quantity],
) -> None:
    """“10 mg, … half that dose” as “10 mg, … 5 mg”.

    `came` are quantities of the other side that `here` may name as a part or a multiple of another, with words that
    are among the `lost`; `said` and `told` get what was found.
    """
    if here.marks.keys().isdisjoint(("concept.multiple", "fraction", "number")):
        return
    for factor, member in _factors(here):
        for q in came:
            if not q.unit or q.lent or q in said or measures()[q.unit].base in ("s", "age"):
                continue  # “every 4 hours …, twice the dose” doubles no hours
            if member and member.unit not in ("", "time", "dose", q.unit):
                continue  # nor half a tablet kilograms
            whole = (p for p in here.quantities if p.unit == q.unit and p.level == REQUIRED)
            if any(p.value * factor == q.value and p is not member for p in whole):
                said.append(q)
                told += [p for p in lost if p is member]
                break


def _factors(reading: Reading) -> Iterator[tuple[Decimal, Quantity | None]]:
    """The multiples and parts that a text names in words, each with the quantity it is read as."""
    for mark in reading.marks.get("concept.multiple", ()):
        member = next((q for q in reading.quantities if mark.start <= q.start < mark.end), None)
        if member is None or (not member.digits and member.unit != "time"):
            yield _MULTIPLES[mark.value], member
    for share in shares(reading):
        if share.named:
            yield share.value, None
    for q in reading.quantities:
        if q.unit == "time" and q.value > 1 and _OF_DOSE.match(reading.prose.plain, q.end):
            yield q.value, q


def _parts(here: Reading, other: Reading, mine: list[Quantity], theirs: list[Quantity]) -> None:
    """“Three quarters of a litre” as 750 ml."""
    known = shares(here)
    units = {mark.start: mark.value for mark in here.marks.get("unit", ())} if known else {}
    for share in known:
        whole = share.named or share.value == _HALF
        of = _OF_A.match(here.prose.plain, share.end) if whole else None
        unit = units.get(of.end(), "") if of else ""
        if not unit:
            continue
        for q in other.quantities:
            amount = Quantity(round(share.value, 3), share.start, share.end, unit)
            if q.unit and same_amount(amount, q):
                mine += share.members
                # “The second half of the year” is the last six months.
                mine += [
                    p for p in here.quantities if p.end + 1 == share.start and p.level == SWAPPED
                ]
                theirs.append(q)


_OF_A = regex(
    r"\s(?:(?:of|de|di)\s(?:(?:an?|the|one|uno?|una?|une|uma?|um|la|le|l')\s?)?|d['’]une?\s|eines\s|einer\s|d[eo]s?\s|del(?:la|l['’])?\s?|du\s|da\s)?",
    re.IGNORECASE,
)
_HALF = Decimal("0.5")


def _again(lost: Sequence[Quantity], found: Alignment, other: Reading) -> list[Quantity]:
    """“From 24 hours before until 24 hours after” as “in the 24 hours before and after”."""
    again = _known(lost, found)
    return again if again and _BOTH_SIDES.search(other.prose.plain) else []


def _known(some: Sequence[Quantity], found: Alignment) -> list[Quantity]:
    """Those whose amount was found again already."""
    known = {(q.value, q.unit) for each in found.pairs for q in each}
    return [q for q in some if (q.value, q.unit) in known]


def _these(lost: Sequence[Quantity], here: Reading, other: Reading) -> list[Quantity]:
    """“The first two drugs alone” as their names."""
    pairs = [q for q in lost if q.value == _TWO and not q.digits and not q.unit]
    if not pairs:
        return []
    known, said = here.marks.get("drug", ()), other.marks.get("drug", ())
    if len(said) >= len(known) + _TWO:
        return pairs
    return [
        q
        for q in pairs
        if _THE_TWO.match(here.prose.plain, q.end) and _THE.search(here.prose.plain, 0, q.start)
    ]


_THE = regex(r"\bthe $", re.IGNORECASE)
_THE_TWO = regex(
    r" (?:must|should|are|were|can|cannot|may|might|will|would|do|have|had|together|combined)\b",
    re.IGNORECASE,
)
"""“The two must never be combined”: who they are was said."""


def _between(lost: Sequence[Quantity], here: Reading) -> list[Quantity]:
    """“Between two doses” as “de chaque dose à la suivante”."""
    plain = here.prose.plain
    return [
        q
        for q in lost
        if q.value == _TWO
        and not q.digits
        and not (q.unit and measures()[q.unit].base in ("s", "age"))
        and _AMID.search(plain, max(0, q.start - 16), q.start)
    ]


_AMID = regex(
    r"\b(?:between(?: the)?|entre(?: l[oae]s)?|zwischen(?: den)?|tra|fra)\s$", re.IGNORECASE
)


def _glossed(came: Sequence[Quantity], known: Sequence[Quantity], here: Reading) -> list[Quantity]:
    """“48 hours” as “dois dias (48 horas)”, “one part to three” as “una por cada tres (1:3)”."""
    ratios = [
        found.span()
        for found in (_RATIO.finditer(here.prose.plain) if "(" in here.prose.plain else ())
        if _told([q for q in here.quantities if q.start < found.start()], found[1], found[2])
    ]
    return [
        q
        for q in came
        if any(start < q.start < end for start, end in ratios)
        or any(
            max(p.start - q.end, q.start - p.end) <= _NEAR
            and q.unit != p.unit
            and same_amount(q, p)
            for p in known
        )
    ]


_NEAR = 3
"""Characters between an amount and the same in brackets."""


def _told(quantities: Sequence[Quantity], first: str, second: str) -> bool:
    """Are two numbers told in this order?"""
    values = [q.value for q in quantities]
    one, two = Decimal(first), Decimal(second)
    return one in values and two in values and values.index(one) < values.index(two)


_RATIO = regex(r"\((\d+) ?: ?(\d+)\)")


def _converted_too(
    found: Alignment,
    source: Reading,
    target: Reading,
    told: list[Quantity],
    said: list[Quantity],
) -> None:
    """“In for three weeks and out for one” as “21 giorni … 7”: what lends its unit was converted."""
    for a, b in found.converted:
        for lost, came in product(source.quantities, target.quantities):
            bare = (
                came.unit in ("", b.unit)
                if not lost.unit
                else not came.unit and lost.unit == a.unit
            )
            if (
                bare
                and (lost in found.missing or came in found.added)
                and lost.value * b.value == came.value * a.value
            ):
                told.append(lost)
                said.append(came)


def _dates(lost: Sequence[Quantity], found: Alignment, source: Reading) -> list[Quantity]:
    """“11/04/2023 (November 4)” as “4 novembre 2023”."""
    told = {a.value for a, _ in found.pairs if a.form is Form.DATE}
    return [q for q in lost if q.value in told and dated(q, source)]
