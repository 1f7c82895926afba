"""quantity: numbers, units, dates and times are those of the source, and stay with what they measure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from localize.checks.base import ACCURACY, Check, Pair, Problem, Scope
from localize.checks.reading.binding import exchanged
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.nearness import changed_places
from localize.checks.reading.numerals import Form
from localize.checks.reading.pivot import changed_sides, inverse, turned_round, versus
from localize.checks.reading.quantity import HALF, LOOSE, REQUIRED, Quantity
from localize.checks.reading.reading import Reading
from localize.checks.reading.reckoned import reckoned, rests
from localize.checks.reading.shares import Share, explained, percents, portion, shares
from localize.checks.reading.tables import measures
from localize.checks.reading.united import half_of
from localize.model import Severity


def _run(pair: Pair, _scope: Scope) -> Iterator[Problem]:
    source, target = pair.source, pair.target
    if not source.quantities and not target.quantities:
        return
    yield from _codes(pair)
    found = pair.alignment
    ours, theirs = shares(source), shares(target)
    told = explained(ours, theirs, percents(target)) if ours else []
    said = explained(theirs, ours, percents(source)) if theirs else []
    if ours or theirs:
        said += _percents(ours, target)
        told += _percents(theirs, source)
    if not found.sound:
        reckoned(source, target, found, told, said)
        if inverse(pair):
            told += [q for q in found.missing if q.unit == "time"]
            said += [q for q in found.added if q.unit == "time"]
    reunited = [(a, b) for a, b in found.reunited if a not in told or b not in said]
    for a, b in reunited:
        yield Problem(
            f"{a.shown} became {b.shown}: the unit differs",
            target.place(b.start, b.end),
            source.place(a.start, a.end),
        )
    for a, b in found.converted:
        if a.unit not in ("%", ""):  # of cells, each country has its own way
            yield Problem(
                f"{a.shown} is written as {b.shown}: the same amount, but say it as the source does",
                target.place(b.start, b.end),
                source.place(a.start, a.end),
                Severity.MINOR,
            )
    missing = _unsaid(found.missing, told, source, target)
    added = _unsaid(found.added, said, target, source)
    sound = not (missing or added or reunited)
    while missing and added:
        lost = missing.pop(0)
        came = min(
            added,
            key=lambda q: (q.unit != lost.unit, q.form != lost.form, abs(q.start - lost.start)),
        )
        added.remove(came)
        yield Problem(
            f"{lost.shown} became {came.shown}",
            target.place(came.start, came.end),
            source.place(lost.start, lost.end),
        )
    for lost in missing:
        yield Problem(f"{lost.shown} is missing", None, source.place(lost.start, lost.end))
    for came in added:
        yield Problem(f"{came.shown} is not in the source", target.place(came.start, came.end))
    if sound:
        yield from _each(pair)
        yield from _paces(pair)
        yield from _intervals(pair)
        yield from _lengths(pair)
        yield from _rounded(pair)
        if "half" in source.marks:
            yield from _halves(pair)
            yield from _hours(pair)
        if turned_round(pair):
            yield from _left_behind(pair)
        elif changed_sides(pair, "than") is None:  # else it is judged by what is compared
            yield from _exchanges(pair)
        if ours or theirs:
            yield from _other_shares(pair, ours, theirs)
        if "concept.change" in source.marks or "concept.change" in target.marks:
            yield from _aims(pair, ours, theirs)
    yield from _months(pair)
    if len(source.quantities) > 1 and len(target.quantities) > 1:
        yield from _ratios(pair)


def _unsaid(
    quantities: Sequence[Quantity], told: Sequence[Quantity], here: Reading, other: Reading
) -> list[Quantity]:
    """Those that the other side does not say in another way either."""
    return [
        q
        for q in quantities
        if q not in told
        and not _named(q, other)
        and not _bare(q, other)
        and not _coded(q, here, other)
        and not _grown(q, other)
        and not _in_decade(q, other)
    ]


def _percents(known: Sequence[Share], other: Reading) -> list[Quantity]:
    """The percentages of the other side that say one of these shares."""
    return [q for q in percents(other) if any(share.same(portion(q)) for share in known)]


def _other_shares(pair: Pair, ours: Sequence[Share], theirs: Sequence[Share]) -> Iterator[Problem]:
    """A third must not become a quarter, nor two shares change places."""
    text, other = pair.source.prose.text, pair.target.prose.text
    rest = set(rests(pair.source, pair.target, ours, theirs))
    lost = [a for a in ours if a not in rest and not _told(a, theirs, pair.target)]
    came = [b for b in theirs if b not in rest and not _told(b, ours, pair.source)]
    lost = [a for a in lost if a.named or _half(a, text)]
    came = [b for b in came if b.named or _half(b, other)]
    if lost and came:
        (a, *_), (b, *_) = lost, came
        yield Problem(
            f"“{text[a.start : a.end]}” became “{other[b.start : b.end]}”",
            pair.target.place(b.start, b.end),
            pair.source.place(a.start, a.end),
        )
        return
    turned = [a.value for a in ours] == [b.value for b in reversed(theirs)]
    if not turned or len(ours) != _TWO or ours[0].value == ours[1].value:
        return
    if changed_places(pair, (ours[0], theirs[1]), (ours[1], theirs[0])):
        yield Problem(
            f"“{text[ours[0].start : ours[0].end]}” and “{text[ours[1].start : ours[1].end]}” "
            "have changed places",
            pair.target.place(theirs[0].start, theirs[0].end),
            pair.source.place(ours[0].start, ours[0].end),
        )


def _half(share: Share, text: str) -> bool:
    """Is it half of something, not half past or a half-life?"""
    return (
        _HALVES.match(text, share.start) is not None
        or _BY_HALF.match(text, share.start) is not None
    )


_HALVES = re.compile(r"(?:half (?:of|the|that)|mitad|moitié|Hälfte|metà|metade)\b", re.IGNORECASE)
_BY_HALF = re.compile(r"(?<=\b(?:by|in) )half\b(?![\s-](?:an?|hour|past|life))", re.IGNORECASE)
_TWO = 2
"""Shares that can change places."""


def _told(share: Share, others: Sequence[Share], reading: Reading) -> bool:
    values = [other.value for other in others] + [portion(q) for q in percents(reading)]
    values += [q.value for q in reading.quantities]
    return any(share.same(value) for value in values)


def _aims(pair: Pair, ours: Sequence[Share], theirs: Sequence[Share]) -> Iterator[Problem]:
    """“by 25 %” must not become “to 25 %”."""
    text, other = pair.source.prose.text, pair.target.prose.text
    both = "concept.change" in pair.source.marks and "concept.change" in pair.target.marks
    amounts: list[tuple[Quantity | Share, Quantity | Share]] = [
        (a, b) for a, b in pair.alignment.matched if a.unit == "%" or (a.unit and both)
    ]
    amounts += [(a, b) for a in ours for b in theirs if a.value == b.value]
    amounts += [(a, b) for a in ours for b in percents(pair.target) if a.same(portion(b))]
    amounts += [(a, b) for a in percents(pair.source) for b in theirs if b.same(portion(a))]
    for a, b in amounts:
        if HALF in (a.value, b.value):
            continue  # what falls by half falls to half
        aims = _aim(a, pair.source), _aim(b, pair.target)
        if aims in (("by", "to"), ("to", "by")):
            yield Problem(
                f"{aims[0]} “{text[a.start : a.end]}” became {aims[1]} “{other[b.start : b.end]}”",
                pair.target.place(b.start, b.end),
                pair.source.place(a.start, a.end),
            )


def _aim(quantity: Quantity | Share, reading: Reading) -> str:
    """What the word right before a quantity says of a change."""
    if any(
        0 <= quantity.start - mark.end <= 1 and not mark.value.endswith("?")
        for mark in reading.marks.get("comparator", ())
    ):
        return ""  # “superiore a 1 °C”
    starts = (quantity.start, quantity.head if isinstance(quantity, Share) else quantity.start)
    return next(
        (aim for start in starts if (aim := reading.before(start, reading.tables.aims))), ""
    )


def _codes(pair: Pair) -> Iterator[Problem]:
    """COVID-19 may go unsaid; COVID-91 may not come."""
    ours = {
        name(q): q
        for q in pair.source.quantities
        if q.form is Form.CODE
        for name in (_lead, _letters)
    }
    if not ours:
        return
    known = {_plain(q) for q in pair.source.quantities if q.form is Form.CODE}
    said = {_plain(q) for q in pair.target.quantities if q.form is Form.CODE}
    for q in pair.target.quantities:
        if q.form is not Form.CODE or _plain(q) in known:
            continue
        original = ours.get(_letters(q)) or ours.get(_lead(q))
        if original and _plain(original) not in said:
            yield Problem(
                f"{original.text} became {q.text}",
                pair.target.place(q.start, q.end),
                pair.source.place(original.start, original.end),
            )


def _plain(q: Quantity) -> str:
    return re.sub(r"[\W_]", "", q.text).upper()


def _lead(q: Quantity) -> str:
    """What a family of names begins with: CYP2D6, CYP3A4."""
    found = _LEAD.match(q.text)
    return found[1] if found else q.text


_LEAD = re.compile(r"([A-Z]{2,})-?\d")


def _letters(q: Quantity) -> str:
    return re.sub(r"[\W\d_]", "", q.text).upper()


def _paces(pair: Pair) -> Iterator[Problem]:
    """“Once a week” must not become “once a day”."""
    ours, theirs = (
        {q.per: q for q in reading.quantities if q.level == LOOSE and q.unit == "time" and q.per}
        for reading in (pair.source, pair.target)
    )
    if len(ours) == 1 == len(theirs) and ours.keys().isdisjoint(theirs.keys()):
        (a,), (b,) = ours.values(), theirs.values()
        yield Problem(
            f"{a.shown} became {b.shown}",
            pair.target.place(b.start, b.end),
            pair.source.place(a.start, a.end),
        )


def _intervals(pair: Pair) -> Iterator[Problem]:
    """“Twenty minutes every two hours” must not become “two hours every twenty minutes”."""
    times = [(a, b) for a, b in pair.alignment.matched if a.unit in _CLOCKED and b.unit in _CLOCKED]
    if len(times) < 2:
        return
    ours = [a for a, _ in times if _EVERY.search(pair.source.prose.plain, 0, a.start)]
    theirs = [b for _, b in times if _EVERY.search(pair.target.prose.plain, 0, b.start)]
    if len(ours) == 1 == len(theirs) and (ours[0], theirs[0]) not in times:
        (a,), (b,) = ours, theirs
        yield Problem(
            f"every {a.shown} became every {b.shown}",
            pair.target.place(b.start, b.end),
            pair.source.place(a.start, a.end),
        )


_CLOCKED = frozenset(("second", "minute", "hour", "day", "week", "month", "year"))
_EVERY = re.compile(r"\b(?:every|each|cada|tou(?:te)?s les|alle|ogni|a cada)\s$", re.IGNORECASE)


def _lengths(pair: Pair) -> Iterator[Problem]:
    """“A fortnight” must not become “a week”, nor “half an hour” “an hour”."""
    ours, theirs = (
        [q for q in r.quantities if q.level == LOOSE] for r in (pair.source, pair.target)
    )
    if not ours or not theirs:
        return
    here = {length for q in pair.source.quantities for length in _seconds(q)}
    there = {length for q in pair.target.quantities for length in _seconds(q)}
    lost = [
        q
        for q in ours
        if (lengths := _seconds(q))
        and lengths.isdisjoint(there)
        and not any(
            p.per == (q.unit,) and 0 <= q.start - p.end <= _BY for p in pair.source.quantities
        )
    ]
    came = [
        q
        for q in theirs
        if (lengths := _seconds(q))
        and lengths.isdisjoint(here)
        and not _NUMBERED.search(pair.target.prose.plain, 0, q.start)  # “2-stündlich”
    ]
    if lost and came:
        yield Problem(
            f"{lost[0].shown} became {came[0].shown}",
            pair.target.place(came[0].start, came[0].end),
            pair.source.place(lost[0].start, lost[0].end),
        )


_BY = 2
"""Characters from “twice” to “a year”, which says how often and not how long."""
_NUMBERED = re.compile(r"\d[\s-]$")


def _seconds(quantity: Quantity) -> set[Decimal]:
    """How long a quantity is, in each of its readings; nothing where it is no length of time."""
    known = measures()
    readings = ((quantity.value, quantity.unit), *quantity.readings)
    units = ((value, known[unit]) for value, unit in readings if unit)
    return {
        value * unit.factor for value, unit in units if unit.factor and unit.base in ("s", "age")
    }


def _rounded(pair: Pair) -> Iterator[Problem]:
    """“A dozen” must not become “about twenty”, nor “hundreds” “thousands”."""
    ours, theirs = (
        {
            q.value: q
            for q in r.quantities
            if q.level == LOOSE
            and q.value >= _MANY
            and not q.unit
            # “Mil milhões” of “1,5 mil milhões” says nothing of its own.
            and not any(p.level and p.start < q.end <= p.end for p in r.quantities)
        }
        for r in (pair.source, pair.target)
    )
    if not ours or not theirs:
        return
    here, there = (
        {value for q in r.quantities for value in (q.value, *q.others)}
        for r in (pair.source, pair.target)
    )
    lost = [q for value, q in ours.items() if there.isdisjoint((value, *q.others))]
    came = [q for value, q in theirs.items() if here.isdisjoint((value, *q.others))]
    if lost and came:
        (a, *_), (b, *_) = lost, came
        yield Problem(
            f"{a.shown} became {b.shown}",
            pair.target.place(b.start, b.end),
            pair.source.place(a.start, a.end),
        )


_MANY = 10


def _ratios(pair: Pair) -> Iterator[Problem]:
    """“4:1” must not become “1:4”."""
    ours, theirs = (_parts(reading) for reading in (pair.source, pair.target))
    for (one, two), (start, end, sure) in ours.items():
        turned = theirs.get((two, one))
        if one == two or not turned or (one, two) in theirs or (two, one) in ours:
            continue
        if sure or turned[2]:
            yield Problem(
                f"{one}:{two} became {two}:{one}",
                pair.target.place(*turned[:2]),
                pair.source.place(start, end),
            )


def _parts(reading: Reading) -> dict[tuple[Decimal, Decimal], tuple[int, int, bool]]:
    """The ratios of a text, with where they stand and whether they are nothing else: “4:1”, “four to one”."""
    plain = reading.prose.plain
    found: dict[tuple[Decimal, Decimal], tuple[int, int, bool]] = {}
    for one, two in pairwise(reading.quantities):
        if one.form is Form.CLOCK is two.form and one.start == two.start:
            if plain[one.start : one.end].replace(" ", "").count(":") == 1:
                found[one.value, two.value] = one.start, one.end, True
        elif one.end < two.start and (gap := _TO.fullmatch(plain, one.end, two.start)):
            sure = ":" in gap.group() or _DILUTED.search(plain) is not None
            found[one.value, two.value] = one.start, two.end, sure
    return found


_DILUTED = re.compile(
    r"\b(?:ratio|dilut|dilu[iy]|proportion|proporci|proporç|proporz|rapport|verhältnis|verdünn)",
    re.IGNORECASE,
)
_TO = re.compile(r"\s?:\s?|\s(?:to|a|à|zu|para)\s")


def _each(pair: Pair) -> Iterator[Problem]:
    """“To each litre” must not become “to each decilitre”."""
    ours, theirs = (
        [q for q in reading.quantities if q.level == LOOSE and q.value == 1 and not _soft(q)]
        for reading in (pair.source, pair.target)
    )
    if len(ours) == 1 == len(theirs) and ours[0].unit != theirs[0].unit:
        (a,), (b,) = ours, theirs
        yield Problem(
            f"{a.shown} became {b.shown}: the unit differs",
            pair.target.place(b.start, b.end),
            pair.source.place(a.start, a.end),
        )


def _soft(quantity: Quantity) -> bool:
    return not quantity.unit or measures()[quantity.unit].soft


def _halves(pair: Pair) -> Iterator[Problem]:
    """8 p.m. must not become 8 a.m.; 20:00 needs neither."""
    ours = {mark.value for mark in _real_halves(pair.source)}
    theirs = {mark.value: mark for mark in _real_halves(pair.target)}
    if len(ours) == 1 == len(theirs) and ours != set(theirs):
        (mine,), ((half, mark),) = ours, theirs.items()
        yield Problem(f"{mine} became {half}", pair.target.place(mark.start, mark.end))


def _hours(pair: Pair) -> Iterator[Problem]:
    """6 a.m. must not become 18:00, nor 9:45 p.m. a 9:45 that nothing says is in the evening."""
    yield from _each_half(pair)
    if _real_halves(pair.target) or "concept.daypart" in pair.target.marks:
        return
    plain = pair.source.prose.plain
    hours = {q.start: q for q in reversed(pair.target.quantities) if _timed(q)}
    told = {int(q.value) % 24 for q in hours.values()}
    for mark in _real_halves(pair.source):
        for a, b in pair.alignment.matched:
            if not a.others or not _GAP.fullmatch(plain, a.end, mark.start):
                continue
            hour = int(a.value) % 12 + 12 * (mark.value == "pm")
            led = _HOUR.search(pair.target.prose.plain, 0, b.start)
            timed = _timed(b) or (led and not b.unit and b.digits and int(b.value) == a.value)
            if timed and hour not in told and int(b.value) % 24 != hour:
                yield Problem(
                    f"{a.shown} {mark.value} became {b.shown}",
                    pair.target.place(b.start, b.end),
                    pair.source.place(a.start, a.end),
                )


_HOUR = re.compile(r"\b(?:ore|alle|all'|dalle|las|às|um|ab|bis|gegen|vers|à)\s?$", re.IGNORECASE)


def _each_half(pair: Pair) -> Iterator[Problem]:
    """Of several hours, none may go from the morning to the evening."""
    ours, theirs = _real_halves(pair.source), _real_halves(pair.target)
    if len(ours) < 2 or len(theirs) < 2:
        return  # the only one was looked at
    here, there = pair.source.prose.plain, pair.target.prose.plain
    for a, b in pair.alignment.matched:
        mine = [mark.value for mark in ours if _GAP.fullmatch(here, a.end, mark.start)]
        other = [mark.value for mark in theirs if _GAP.fullmatch(there, b.end, mark.start)]
        if mine and other and mine != other and a.value != 12 and a.value == b.value:
            yield Problem(
                f"{a.shown} {mine[0]} became {b.shown} {other[0]}",
                pair.target.place(b.start, b.end),
                pair.source.place(a.start, a.end),
            )


def _timed(quantity: Quantity) -> bool:
    """Is it an hour that is written in digits?"""
    return quantity.form is Form.CLOCK or (quantity.unit == "hour" and quantity.digits)


_GAP = re.compile(r"[\s.,h:Uuhr]{0,5}")


def _real_halves(reading: Reading) -> list[Mark]:
    if "half" not in reading.marks:
        return []
    plain = reading.prose.plain
    hours = {q.end: q for q in reversed(reading.quantities) if q.others or q.form is Form.CLOCK}
    found: list[Mark] = []
    for mark in reading.marks["half"]:
        before = [q for end, q in hours.items() if _GAP.fullmatch(plain, end, mark.start)]
        if before:
            found.append(mark._replace(value=half_of(mark, before[0].value)))
        elif hour := _DIGIT.search(plain, max(0, mark.start - 8), mark.start):
            found.append(mark._replace(value=half_of(mark, Decimal(hour[1]))))
    return found


_DIGIT = re.compile(r"(\d{1,2})(?:[.:h]\d\d)?[\s.h:Uuhr]{0,5}$")


def _exchanges(pair: Pair) -> Iterator[Problem]:
    for (a, b), (c, _) in exchanged(pair):
        yield Problem(
            f"{a.shown} and {c.shown} have changed places",
            pair.target.place(b.start, b.end),
            pair.source.place(a.start, a.end),
        )


def _left_behind(pair: Pair) -> Iterator[Problem]:
    """“less with A than with B (2 % vs 3 %)” as “more with B than with A (2 % vs 3 %)”: 3 % belongs to B."""
    ours, theirs = versus(pair.source).values(), versus(pair.target).values()
    for one, two in combinations(pair.alignment.matched, 2):
        (a, b), (c, d) = sorted((one, two), key=lambda match: match[0].start)
        if (a, c) in ours and (b, d) in theirs:
            yield Problem(
                f"{a.shown} and {c.shown} have not changed places, as what is compared has",
                pair.target.place(b.start, d.end),
                pair.source.place(a.start, c.end),
            )


def _named(q: Quantity, other: Reading) -> bool:
    """The month of 03/04/2026, where the other side names one: `_months` compares them."""
    return q.text == "month" and bool(_dated(other))


def _coded(q: Quantity, here: Reading, other: Reading) -> bool:
    """The day of a study or a treatment, in one word on the other side: “day 7”, “J7”, “Tag 7”, “D7”."""
    if "month" in other.marks and not q.unit:
        # 02/2024 is “fevereiro de 2024”, 24/12 is “24 December”.
        months = [start for start, _, month in _slashed(here) if month == q.value]
        if q.start in months or _MONTH.match(here.prose.plain, q.start):
            return any(mark.value == str(q.value) for mark in other.marks["month"])
    if not _DAY.search(here.prose.plain, 0, q.start):
        return False
    return re.search(rf"\b[DJTG][ +]?{q.value}\b", other.prose.plain) is not None


def _slashed(reading: Reading) -> Iterator[tuple[int, int, int]]:
    """The dates that are written as two numbers, “24/12”: where the month stands, and day and month."""
    for found in _DAY_MONTH.finditer(reading.prose.plain):
        place, other = (1, 2) if reading.tables.date_order == "mdy" else (2, 1)
        if int(found[place]) > _MONTHS:
            place, other = other, place
        if 0 < int(found[place]) <= _MONTHS and 0 < int(found[other]) <= _DAYS:
            yield found.start(place), int(found[other]), int(found[place])


_DAY_MONTH = re.compile(r"(?<![\d/.,])(\d{1,2})/(\d{1,2})(?![\d/]|[.,]\d)")
_MONTHS, _DAYS = 12, 31
_MONTH = re.compile(r"(?<![\d/])(?:0?[1-9]|1[0-2])/(?:19|20)\d\d(?!\d)")
_DAY = re.compile(r"\b(?:days?|día|jour|tag|dia|giorno|giornata)\s+$", re.IGNORECASE)


def _grown(q: Quantity, other: Reading) -> bool:
    """Whoever is 18 is an adult."""
    return (
        q.value == _OF_AGE
        and q.unit in ("", "year")
        and any(mark.value == "adult" for mark in other.marks.get("concept.person", ()))
    )


_OF_AGE = 18


def _in_decade(q: Quantity, other: Reading) -> bool:
    """“In their fifties” ends at 59."""
    return q.value % 10 == _LAST and any(
        p.level == LOOSE and p.value == q.value - _LAST and not p.unit for p in other.quantities
    )


_LAST = 9


def _bare(q: Quantity, other: Reading) -> bool:
    """Is it one of a larger unit that the other side names without a number: 60 minutes, “a la hora”?"""
    known = measures()
    unit = known.get(q.unit)
    if unit is None or unit.base not in ("s", "age") or unit.factor is None:
        return False
    whole = {
        name
        for name, measure in known.items()
        if measure.base == unit.base and measure.factor == q.value * unit.factor
    }
    counted = [
        (p.start, p.end)
        for p in other.quantities
        if p.level == REQUIRED or (p.readings and p.value != 1)
    ]
    return any(
        mark.value in whole and not any(start <= mark.start < end for start, end in counted)
        for family in ("unit", "concept.period")  # “every 24 hours” as “täglich”
        for mark in other.marks.get(family, ())
    )


def _months(pair: Pair) -> Iterator[Problem]:
    """The months of dates are the same, named or numbered."""
    if "month" not in pair.source.marks and "month" not in pair.target.marks:
        both = (*pair.source.quantities, *pair.target.quantities)
        if Form.DATE not in [q.form for q in both]:
            return
    ours, theirs = _dated(pair.source), _dated(pair.target)
    said = {int(mark.value) for mark in pair.target.marks.get("month", ())}
    meant = {int(mark.value) for mark in pair.source.marks.get("month", ())}
    lost = [month for month in ours if month not in theirs and month not in said]
    came = [month for month in theirs if month not in ours and month not in meant]
    if lost and not came and theirs and len(ours) > 1:
        # “3 June to 9 July” as “3 to 9 July”
        slashed = {month for _, _, month in _slashed(pair.target)}
        if lost[0] not in slashed:
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
        return {(day, month): (start, start + 1) for start, day, month in _slashed(reading)}
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


def _dated(reading: Reading) -> dict[int, tuple[int, int]]:
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


CHECK = Check(
    name="quantity",
    dimension=ACCURACY,
    severity=Severity.CRITICAL,
    run=_run,
    summary="Numbers, units, dates and times are those of the source, and stay with what they measure.",
)
