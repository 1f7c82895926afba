"""How long, how often and how many, where words say it that need not be said, and ratios."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from localize.checks.base import Pair, Problem
from localize.checks.reading.binding import renamed
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.numerals import Form
from localize.checks.reading.quantity import LOOSE, Quantity
from localize.checks.reading.reading import Reading
from localize.checks.reading.tables import measures, symbols
from localize.regex import regex


def paces(pair: Pair) -> Iterator[Problem]:
    """“Once a week” must not become “once a day”, nor “twice a week, then once” “twice a week, then twice”."""
    mine = [q for q in pair.source.quantities if q.unit == "time" and q.per]
    if not mine:
        return
    rates = [mine, [q for q in pair.target.quantities if q.unit == "time" and q.per]]
    ours, theirs = ({q.per: q for q in side if q.level == LOOSE} for side in rates)
    if len(ours) == 1 == len(theirs) and ours.keys().isdisjoint(theirs.keys()):
        (a,), (b,) = ours.values(), theirs.values()
        yield pair.problem(f"{a.shown} became {b.shown}", a, b)
    elif len(ours) != len(theirs) and len(rates[0]) == len(rates[1]) > 1:
        known = [{(q.value, q.per) for q in side} for side in rates]
        if len(known[0]) != len(known[1]):
            a, b = next(
                (a, b) for a, b in zip(*rates, strict=True) if (a.value, a.per) != (b.value, b.per)
            )
            yield pair.problem(f"{a.shown} became {b.shown}", a, b)


def parted(pair: Pair) -> Iterator[Problem]:
    """“600 mg a day in two divided doses” must not become “600 mg twice a day”."""
    times = [q for q in pair.target.quantities if q.unit == "time" and q.per == ("day",)]
    if (
        not times
        or not _DIVIDED.search(pair.source.prose.plain)
        or _PARTED.search(pair.target.prose.plain)
    ):
        return
    doses = {
        q.value for q in pair.source.quantities if q.value > 1 and q.unit in ("", "dose", "time")
    }
    for a, b in pair.alignment.matched:
        unit = measures().get(b.unit)
        if unit and not unit.soft and "time" not in (a.unit, b.unit):
            for q in times:
                if q.value in doses and -_NEXT <= q.start - b.end <= _NEXT:
                    yield pair.problem(f"{a.shown} became {b.shown} each time", a, b)
                    return


_DIVIDED = regex(r"\b(?:divided|split)\b|\bdoses? of\b.{0,20}\beach\b", re.IGNORECASE)
_PARTED = regex(
    r"\b(?:divid|divis|répart|repart|repartid|fraccion|fracion|fraction|frazion|suddivis|ripart|aufget|verteil|geteilt|verteilt|gesamt"
    r"|insgesamt|total|compless)\w*|\b(?:en|em|in)\s\w+\s(?:prises?|tomas?|dos[ei]s?|Dosen|Gaben|Einzel\w+|Portionen|somministra\w+|administra\w+)\b",
    re.IGNORECASE,
)
"""What says in a target that an amount is parted, or that it is the whole."""
_NEXT = 24


def intervals(pair: Pair) -> Iterator[Problem]:
    """“Twenty minutes every two hours” must not become “two hours every twenty minutes”."""
    times = [(a, b) for a, b in pair.alignment.matched if a.unit in _CLOCKED and b.unit in _CLOCKED]
    if len(times) < 2:
        return
    ours = [a for a, _ in times if _paced(a, pair.source)]
    theirs = [b for _, b in times if _paced(b, pair.target)]
    if len(ours) == 1 == len(theirs) and (ours[0], theirs[0]) not in times:
        (a,), (b,) = ours, theirs
        yield pair.problem(f"every {a.shown} became every {b.shown}", a, b)


def _paced(length: Quantity, reading: Reading) -> bool:
    """Does a length of time say how often: “every six months”, “quarterly”, “halbjährlich”?"""
    plain = reading.prose.plain
    return _EVERY.search(plain, 0, length.start) is not None or (
        length.level == LOOSE and _PACE.fullmatch(plain, length.start, length.stop) is not None
    )


_PACE = regex(
    r"[^\W\d_]+(?:ly|lich\w*|weise|ale?s?|ais|ali|almente|iell?e?s?|iellement|aires?|airement)",
    re.IGNORECASE,
)
_CLOCKED = frozenset(("second", "minute", "hour", "day", "week", "month", "year"))
_EVERY = regex(
    r"\b(?:every|each|cada|chaque|jede[nrs]?|tod[oa]s (?:los|las|os|as)|tou(?:te)?s les|alle|ogni|tutt[ie] (?:i|le)|a cada)\s$",
    re.IGNORECASE,
)


def lengths(pair: Pair) -> Iterator[Problem]:
    """“A fortnight” must not become “a week”, nor “half an hour” “an hour”."""
    ours = [
        (q, known) for q in pair.source.quantities if q.level == LOOSE and (known := _seconds(q))
    ]
    if not ours:
        return
    there = {length for q in pair.target.quantities for length in _seconds(q)}
    lost = [
        q
        for q, known in ours
        if known.isdisjoint(there)
        and not any(
            p.per == (q.unit,) and 0 <= q.start - p.end <= _BY for p in pair.source.quantities
        )
    ]
    if not lost:
        return
    here = {length for q in pair.source.quantities for length in _seconds(q)}
    came = [
        q
        for q in pair.target.quantities
        if q.level == LOOSE
        and (known := _seconds(q))
        and known.isdisjoint(here)
        and not _NUMBERED.search(pair.target.prose.plain, 0, q.start)  # “2-stündlich”
    ]
    if lost and came:
        # “Weekly” is told by “una vez por semana”, “al día” by “daily”.
        told, said = _named(pair.target), _named(pair.source)
        lost = [q for q in lost if q.value != 1 or q.unit not in told]
        came = [q for q in came if q.value != 1 or q.unit not in said]
    if lost and came:
        yield pair.problem(f"{lost[0].shown} became {came[0].shown}", lost[0], came[0])
    elif lost and (oftener := _oftener(lost[0], pair)):
        yield pair.problem(f"every {lost[0].unit} became every {oftener.value}", lost[0], oftener)


def unlasting(pair: Pair) -> Iterator[Problem]:
    """“For one month” of which the target says nothing: a length of one may be said without its number, but not without a time."""
    marks = pair.source.marks.get("concept.period")
    if not marks or "concept.period" in pair.target.marks:
        return
    plain = pair.source.prose.plain
    for mark in marks:
        led = _FOR_ONE.search(plain, max(0, mark.start - _LED), mark.start)
        if led and not _TIMES.search(pair.target.prose.plain):
            said = plain[led.start() : mark.end]
            yield Problem(f"“{said}” is missing", None, pair.source.place(led.start(), mark.end))
            return


_LED = 40
"""Characters from “for” to a length of time."""
_FOR_ONE = regex(
    r"\b(?:for|within|wait|after|rest)(?: at least| about| only| up to| at most| (?:no |not )?(?:longer|more) than| less than| a maximum of)? (?:an?|one|1)(?: full| whole| further)? $",
    re.IGNORECASE,
)
_TIMES = regex(
    r"giornat|journ|jornad|tägig|stünd|wöch|monat|jähr|minüt|trimest|semest|[bc]enten|d[ií]a|\d|temps|zeit",
    re.IGNORECASE,
)
"""What may say how long something lasts, besides the words for hours, days and the rest."""


def no_range(pair: Pair) -> Iterator[Problem]:
    """“Aged 12 to 17” must not become “aged 12 to 12”."""
    there = _emptied(pair.target)
    if there and not _emptied(pair.source):
        one, two = there
        shown = pair.target.prose.text[one.start : two.end]
        yield Problem(f"“{shown}” is no range", pair.target.place(one.start, two.end))


def _emptied(reading: Reading) -> tuple[Quantity, Quantity] | None:
    """The ends of a range that are the same."""
    for one, two in pairwise(reading.quantities):
        if (
            one.value == two.value
            and one.digits
            and two.digits
            and one.unit in ("", two.unit)
            and _TO.fullmatch(reading.prose.plain, one.stop, two.start)
        ):
            return one, two
    return None


_TO = regex(r"\s?[-–]\s?|\s(?:to|a|à|bis|ai|al|hasta|até|aos?)\s", re.IGNORECASE)


def once(pair: Pair) -> Iterator[Problem]:
    """“Once only, at bedtime” must not become “every night”."""
    if not pair.source.marks.keys().isdisjoint(PACES):
        return
    marks = pair.target.marks
    paced = next(
        (mark for family in PACES for mark in marks.get(family, ()) if mark.value != "dose"), None
    )
    only = _ONCE.search(pair.source.prose.plain) if paced else None
    if only and paced and not _SINGLE.search(pair.target.prose.plain):
        shown, said = only.group(), paced
        text = pair.target.prose.text[said.start : said.end]
        yield Problem(
            f"“{shown}” became “{text}”",
            pair.target.place(said.start, said.end),
            pair.source.place(*only.span()),
        )


PACES = ("concept.pace", "concept.period")
"""Families of what says how often."""
_ONCE = regex(
    r"\b(?:once only|(?:only|just) (?:once|one time)|one[- ]time only|one[- ]off|(?:a|one) single (?:\w+ )?(?:dose|injection|infusion|application|session|tablet|time))\b",
    re.IGNORECASE,
)
_SINGLE = regex(
    r"\b(?:einmal\w*|einzig\w*|einzel\w*|ein(?:e[nrsm]?)? (?:dosis|injektion|infusion|anwendung|sitzung|tablette|mal)|une?|una|uno|uma?|únic\w+|unic\w+|unique\w*|seule?|[úu]ltim\w+)\b|\b1\b",
    re.IGNORECASE,
)


def _oftener(lost: Quantity, pair: Pair) -> Mark | None:
    """The “every day” that “on one day each week” became."""
    if lost.value != 1 or not _EACH.match(pair.source.prose.plain, lost.start):
        return None
    if lost.unit in _named(pair.target):
        return None
    known = measures()
    week = known[lost.unit].factor or 0
    return next(
        (
            mark
            for mark in pair.target.marks.get("concept.period", ())
            if (unit := known.get(mark.value.rstrip("?")))
            and unit.factor
            and unit.factor < week
            and _EVERY.search(pair.target.prose.plain, 0, mark.start)
            and not any(
                other.value == mark.value and _EVERY.search(pair.source.prose.plain, 0, other.start)
                for other in pair.source.marks.get("concept.period", ())
            )
        ),
        None,
    )


_EACH = regex(r"each|every", re.IGNORECASE)


def _named(reading: Reading) -> set[str]:
    """The units of time that a text names, those of more than one or of a part of it aside."""
    counted = [q for q in reading.quantities if q.value != 1 and q.unit]
    return {
        mark.value.rstrip("?")
        for mark in reading.marks.get("concept.period", ())
        if not any(q.start <= mark.start < q.end for q in counted)
    }


_BY = 2
"""Characters from “twice” to “a year”, which says how often and not how long."""
_NUMBERED = regex(r"\d[\s-]$")


def _seconds(quantity: Quantity) -> set[Decimal]:
    """How long a quantity is, in each of its readings; nothing where it is no length of time."""
    if not (quantity.unit or quantity.readings):
        return set()
    known = measures()
    readings = ((quantity.value, quantity.unit), *quantity.readings)
    if quantity.unit == "time" and quantity.value == 1 and len(quantity.per) == 1:
        readings = ((quantity.value, quantity.per[0]),)  # “une fois par mois” is monthly
    units = ((value, known[unit]) for value, unit in readings if unit)
    return {
        value * unit.factor for value, unit in units if unit.factor and unit.base in ("s", "age")
    }


def rounded(pair: Pair) -> Iterator[Problem]:
    """“A dozen” must not become “about twenty”, nor “hundreds” “thousands”."""
    ours = _round(pair.source)
    theirs = _round(pair.target) if ours else {}
    if not theirs:
        return
    here, there = (
        {value for q in r.quantities for value in (q.value, *q.others)}
        for r in (pair.source, pair.target)
    )
    lost = [q for value, q in ours.items() if there.isdisjoint((value, *q.others))]
    came = [q for value, q in theirs.items() if here.isdisjoint((value, *q.others))]
    if lost and came:
        (a, *_), (b, *_) = lost, came
        yield pair.problem(f"{a.shown} became {b.shown}", a, b)


def _round(reading: Reading) -> dict[Decimal, Quantity]:
    """The round numbers of a text."""
    return {
        q.value: q
        for q in reading.quantities
        if q.level == LOOSE
        and q.value >= _MANY
        and not q.unit
        # “Mil milhões” of “1,5 mil milhões” says nothing of its own.
        and not any(p.level and p.start < q.end <= p.end for p in reading.quantities)
    }


_MANY = 10


def ratios(pair: Pair) -> Iterator[Problem]:
    """“4:1” must not become “1:4”, unless the two things did change places."""
    ours = _parts(pair.source)
    theirs = _parts(pair.target) if ours else {}
    for (one, two), (start, end, sure) in ours.items():
        turned = theirs.get((two, one))
        if one == two or not turned or (one, two) in theirs or (two, one) in ours:
            continue
        if (sure or turned[2]) and not renamed(pair):
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
        elif 0 < two.start - one.end <= _JOINED and (
            gap := _TO.fullmatch(plain, one.end, two.start)
        ):
            sure = ":" in gap.group() or _DILUTED.search(plain) is not None
            found[one.value, two.value] = one.start, two.end, sure
    return found


_DILUTED = regex(
    r"\b(?:ratio|dilut|dilu[iy]|proportion|proporci|proporç|proporz|rapport|verhältnis|verdünn)",
    re.IGNORECASE,
)
_TO = regex(r"\s?:\s?|\s(?:to|a|à|zu|para)\s")
_JOINED = 6
"""Characters of it at most."""


def each(pair: Pair) -> Iterator[Problem]:
    """“To each litre” must not become “to each decilitre”."""
    ours = _ones(pair.source)
    if not ours:
        return
    theirs = _ones(pair.target)
    if len(ours) == 1 == len(theirs) and ours[0].unit != theirs[0].unit:
        (a,), (b,) = ours, theirs
        yield pair.problem(f"{a.shown} became {b.shown}: the unit differs", a, b)
    for q in ours if not theirs else ():
        if (whole := _apiece(q, pair)) and not _names(pair.target, q.unit, whole.unit):
            place = pair.source.place(q.start, q.end)
            yield Problem(f"“{pair.source.prose.text[q.start : q.end]}” is missing", None, place)


def _ones(reading: Reading) -> list[Quantity]:
    """The single units of a text, but those of which one need not be told."""
    known = measures()
    return [
        q
        for q in reading.quantities
        if q.unit and q.level == LOOSE and q.value == 1 and not known[q.unit].soft
    ]


def _apiece(one: Quantity, pair: Pair) -> Quantity | None:
    """The amount that it is what an amount is by: “10 mmol of potassium to each litre”."""
    known, plain = measures(), pair.source.prose.plain
    if not _PER.match(plain, one.start):
        return None
    return next(
        (
            a
            for a, _ in pair.alignment.matched
            if 0 < one.start - a.end <= _FAR
            and a.unit not in ("", one.unit)
            and not (known[a.unit].soft or a.per)
            and not _SENTENCE.search(plain, a.end, one.start)
        ),
        None,
    )


_PER = regex(r"(?:per|each|every)\b", re.IGNORECASE)
_FAR = 40
_SENTENCE = regex("[.;:!?]")


def _names(reading: Reading, unit: str, amount: str) -> bool:
    """Does a text name a unit, or an amount of one of the same kind: “per 100 ml”, but not “per litre”, for “per decilitre”?

    Where the amount itself is of this kind, milligrams per kilogram, it names none.
    """
    known = measures()
    base = known[unit].base if known[amount].base != known[unit].base else ""
    named = {name for q in reading.quantities for name in (q.unit, *q.per) if name}
    if any(mark.value == unit for mark in reading.marks.get("unit", ())):
        return True
    return any(name == unit or (base and known[name].base == base) for name in named) or any(
        re.search(rf"(?<![^\W\d_]){re.escape(symbol)}(?![^\W\d_])", reading.prose.plain)
        for symbol, name in symbols().items()
        if name == unit
    )
