"""quantity: numbers, units, dates and times are those of the source, and stay with what they measure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from localize.checks.base import Check, Pair, Problem, Scope, Span
from localize.checks.dimensions import ACCURACY
from localize.checks.reading.binding import exchanged
from localize.checks.reading.comparison import belied
from localize.checks.reading.continual import again, ditto, round_the_clock
from localize.checks.reading.halved import halved
from localize.checks.reading.numerals import CLOCK, CODE, DATE, NUMBER
from localize.checks.reading.pivot import changed_sides, inverse, turned_round
from localize.checks.reading.pivots import versus
from localize.checks.reading.prose import OBJECT
from localize.checks.reading.quantity import HALF, LOOSE, REQUIRED, Quantity
from localize.checks.reading.reading import Reading
from localize.checks.reading.reckoned import in_hundredths, reckoned
from localize.checks.reading.refused import refused
from localize.checks.reading.shares import explained, percents, shares
from localize.checks.reading.tables import measures
from localize.checks.rules.codes import codes, plain, translated
from localize.checks.rules.dates import dated_months, days, month_end, months, slashed
from localize.checks.rules.either import either_side
from localize.checks.rules.fractions import aims, in_percent, other_shares, set_apart, whole_group
from localize.checks.rules.held import held_units
from localize.checks.rules.hours import halves, recombined
from localize.checks.rules.spans import (
    PACES,
    each,
    intervals,
    lengths,
    no_range,
    once,
    paces,
    parted,
    ratios,
    rounded,
    unlasting,
)
from localize.checks.rules.wholes import from_one, regrouped, renumbered, unnamed
from localize.model import PieceKind, Severity
from localize.regex import regex


def _run(pair: Pair, _scope: Scope) -> Iterator[Problem]:
    source, target = pair.source, pair.target
    if OBJECT in source.prose.plain:
        yield from held_units(pair)
    yield from translated(pair)
    if not source.quantities and not target.quantities:
        return
    forms = [q.form for q in (*source.quantities, *target.quantities)]
    if CODE in forms:
        yield from codes(pair)
    found = pair.alignment
    ours, theirs = shares(source), shares(target)
    told = explained(ours, theirs, percents(target)) if ours else []
    said = explained(theirs, ours, percents(source)) if theirs else []
    if ours or theirs:
        said += in_percent(ours, target)
        told += in_percent(theirs, source)
    if not found.sound:
        reckoned(source, target, found, told, said)
        always = round_the_clock(source, target)
        told += always[0]
        said += always[1]
        if inverse(pair):
            told += [q for q in found.missing if q.unit in _FOLD]
            said += [q for q in found.added if q.unit in _FOLD]
        in_hundredths(found, told, said)
    reunited = [(a, b) for a, b in found.reunited if a not in told or b not in said]
    for a, b in reunited:
        yield pair.problem(f"{a.shown} became {b.shown}: the unit differs", a, b)
    for a, b in found.converted:
        if a.unit not in ("%", ""):  # of cells, each country has its own way
            yield pair.problem(
                f"{a.shown} is written as {b.shown}: the same amount, but say it as the source does",
                a,
                b,
                Severity.MINOR,
            )
    missing = _unsaid(found.missing, told, source, target) if found.missing else []
    added = _unsaid(found.added, said, target, source) if found.added else []
    sound = not (missing or added or reunited)
    while missing and added:
        lost = missing.pop(0)
        came = min(
            added,
            key=lambda q: (q.unit != lost.unit, q.form != lost.form, abs(q.start - lost.start)),
        )
        added.remove(came)
        yield pair.problem(f"{lost.shown} became {came.shown}", lost, came)
    for lost in missing:
        yield Problem(f"{lost.shown} is missing", None, source.place(lost.start, lost.end))
    for came in added:
        yield Problem(f"{came.shown} is not in the source", target.place(came.start, came.end))
    if sound:
        yield from _of_sound(pair, len(found.matched), clocked=CLOCK in forms)
        if ours or theirs:
            yield from other_shares(pair, ours, theirs)
        if "concept.change" in source.marks or "concept.change" in target.marks:
            yield from aims(pair, ours, theirs)
    if DATE in forms or "month" in source.marks or "month" in target.marks:
        yield from months(pair)
    if len(source.quantities) > 1 and len(target.quantities) > 1:
        yield from ratios(pair)


def _of_sound(pair: Pair, matched: int, *, clocked: bool) -> Iterator[Problem]:
    """What may be wrong where all is found again.

    `matched`: how many are, for most of it asks for one or two of them; `clocked`: are there times of day?
    """
    source, target = pair.source, pair.target
    loose = [q for q in source.quantities if q.level == LOOSE]
    measured = [q for q in loose if q.unit or q.readings] if loose else []
    often = "time" in [q.unit for q in target.quantities]
    if matched:
        yield from unnamed(pair)
    if measured:
        yield from each(pair)
    if often:
        yield from paces(pair)
    if matched > 1:
        yield from intervals(pair)
        yield from no_range(pair)
    if often:
        yield from parted(pair)
    if measured:
        yield from lengths(pair)
    if loose and "concept.period" in source.marks:
        yield from unlasting(pair)
    if source.marks.keys().isdisjoint(PACES) and not target.marks.keys().isdisjoint(PACES):
        yield from once(pair)
    if loose:
        yield from rounded(pair)
    if matched and (loose or LOOSE in [q.level for q in target.quantities]):
        yield from from_one(pair)
    if matched > _RANGES:
        yield from regrouped(pair)
    if "ordinal" in source.marks:
        yield from renumbered(pair)
    if len(pair.alignment.pairs) > 1:
        yield from days(pair)
    if clocked and matched > 1:
        yield from recombined(pair)
    if "half" in source.marks:
        yield from halves(pair)
    if matched > 1 and (wrong := belied(pair)):
        (a, b), (c, _) = wrong
        yield _swapped(pair, a, b, c)
    # Amounts that changed places are seldom found: what it would say otherwise is asked after that.
    exchanges = list(_exchanges(pair, matched))
    if (exchanges or matched > 1) and turned_round(pair, surely=True):
        yield from _left_behind(pair)
    elif exchanges:
        sides = changed_sides(pair, "than")
        if sides is None or sides.first.startswith("#"):  # else it is judged by what is compared
            yield from exchanges


_FOLD = ("time", "fold")
_RANGES = 3
"""More quantities than this make two ranges."""


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
        and not (q.value == _ALL and _whole(q, here, other))
        and not month_end(q, here, other)
        and not _spelled(q, here, other)
        and not _in_code(q, here, other)
        and not ditto(q, here, other)
        and not again(q, here)
        and not whole_group(q, here)
        and not set_apart(q, here)
        and not (q.value == 1 and _OF_STRENGTH.search(other.prose.plain))
    ]


_OF_STRENGTH = regex(
    r"\b(?:an?|un[ae]?|uma?|ein\w*)\s[\d.,]+[\s-]?(?:mg|µg|mcg|g|ml|IU|units?)[\s-]",
    re.IGNORECASE,
)
"""“A 5 mg tablet” is one."""


def _swapped(pair: Pair, a: Quantity, b: Quantity, c: Quantity) -> Problem:
    """`a` and `c` of the source have changed places; `b` of the target is what `a` became."""
    return pair.problem(f"{a.shown} and {c.shown} have changed places", a, b)


def _exchanges(pair: Pair, matched: int) -> Iterator[Problem]:
    known = list(either_side(pair)) if matched > 2 else []
    for (a, b), (c, _), wrong in known:
        if wrong:
            yield _swapped(pair, a, b, c)
    if matched > 1:
        for (a, b), (c, _) in refused(pair):
            yield _swapped(pair, a, b, c)
    if HALF in [q.value for q in pair.source.quantities] and (pieces := halved(pair)):
        (a, b), (c, _) = pieces
        yield _swapped(pair, a, b, c)
    if not matched:
        return
    for (a, b), (c, d) in exchanged(pair):
        if any({(a, b), (c, d)} == {one, two} for one, two, _ in known):
            continue
        yield _swapped(pair, a, b, c)


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
    """The month of 03/04/2026, where the other side names one: `months` compares them."""
    return q.text == "month" and bool(dated_months(other))


def _whole(q: Quantity, here: Reading, other: Reading) -> bool:
    """“One hundred per cent of the blood” as “all the blood”."""
    if q.unit != "%":
        return False
    said = [
        sum(mark.value == "all" for mark in r.marks.get("concept.extent", ()))
        for r in (here, other)
    ]
    return said[0] < said[1] or _WHOLLY.search(other.prose.plain) is not None


_ALL = 100
_WHOLLY = regex(
    r"\b(?:tous les|toutes les|completely|wholly|fully|entirely|complètement|entièrement|pleinement|completamente|enteramente|plenamente|interamente|inteiramente|pienamente|vollständig\w*|völlig|vollkommen|restlos|lückenlos)\b",
    re.IGNORECASE,
)


def _spelled(q: Quantity, here: Reading, other: Reading) -> bool:
    """Is a number in a name that only the other side has: “Libre 2” as “Libre2”, “type 2 diabetes” as “DT2”?"""
    if q.unit or q.form is not NUMBER:
        return False
    names = [p for p in other.quantities if p.form is CODE]
    if not names:
        return False
    known = {plain(p) for p in here.quantities if p.form is CODE}
    digits = f"{q.value:f}"
    return any(plain(p) not in known and digits in _DIGITS.findall(p.text) for p in names)


_DIGITS = regex(r"\d+")


def _coded(q: Quantity, here: Reading, other: Reading) -> bool:
    """The day of a study or a treatment, in one word on the other side: “day 7”, “J7”, “Tag 7”, “D7”."""
    if "month" in other.marks and not q.unit:
        # 02/2024 is “fevereiro de 2024”, 24/12 is “24 December”.
        months = [start for start, _, month in slashed(here) if month == q.value]
        if q.start in months or _MONTH.match(here.prose.plain, q.start):
            return any(mark.value == str(q.value) for mark in other.marks["month"])
    if not _DAY.search(here.prose.plain, max(0, q.start - _LIST), q.start):
        return False
    return re.search(rf"\b[DJTG][ +]?{q.value}\b", other.prose.plain) is not None


_MONTH = regex(r"(?<![\d/])(?:0?[1-9]|1[0-2])/(?:19|20)\d\d(?!\d)")
_DAY = regex(
    r"\b(?:days?|días?|jours?|tage?n?|dias?|giorn[oi]|giornat[ae])\s(?:\d+(?:,|,? (?:and|y|et|und|e|or|o|ou|oder))? )*$",
    re.IGNORECASE,
)
"""What stands before the number of a day: “on days 2, 5 and 10”."""
_LIST = 60
"""Characters of a list of days at most."""


def _grown(q: Quantity, other: Reading) -> bool:
    """Whoever is 18 is an adult, and whoever is not yet one an infant."""
    person = _OF_AGE.get((q.value, q.unit))
    return person is not None and any(
        mark.value == person for mark in other.marks.get("concept.person", ())
    )


_OF_AGE = {
    (Decimal(18), ""): "adult",
    (Decimal(18), "year"): "adult",
    (Decimal(1), "year"): "infant",
    (Decimal(12), "month"): "infant",
}
_YEARS = 2200
"""What is more is in no decade."""


def _in_decade(q: Quantity, other: Reading) -> bool:
    """“In their fifties” is from 50 to 59, or to 60."""
    if q.value > _YEARS:
        return False
    start = q.value - (_LAST if q.value % 10 == _LAST else _DECADE)
    return not start % _DECADE and any(
        p.value == start and not p.unit and (p.level == LOOSE or start + _CENTURY in p.others)
        for p in other.quantities
    )


_LAST, _DECADE, _CENTURY = 9, 10, 1900


def _in_code(q: Quantity, here: Reading, other: Reading) -> bool:
    """Does the other side set a number in code: 0 as `0`?"""
    if q.unit or q.form is not NUMBER or "`" not in other.raw:
        return False
    number = re.compile(rf"(?<![\w.,-]){re.escape(f'{q.value:f}')}(?![\w,]|\.\d)")
    ours, theirs = (
        [side.raw[p.start : p.end] for p in side.pieces if p.kind is PieceKind.CODE]
        for side in (here, other)
    )
    return any(number.search(code) for code in theirs if code not in ours)


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
        (p.start, p.end, p.per)
        for p in other.quantities
        if p.level == REQUIRED or (p.readings and p.value != 1)
    ]
    return any(
        mark.value in whole
        and not any(s <= mark.start < e and mark.value not in per for s, e, per in counted)
        for family in ("unit", "concept.period")  # “every 24 hours” as “täglich”
        for mark in other.marks.get(family, ())
    )


def _carried(pair: Pair, problem: Problem) -> bool:
    """Is a number of one sentence explained by another? Not where it has become one that another sentence has as well."""
    if not (problem.span and problem.source_span):
        return True
    was, ours = _values(pair.source, problem.source_span)
    became, theirs = _values(pair.target, problem.span)
    return was == became or (ours.isdisjoint(became) and theirs.isdisjoint(was))


def _values(
    reading: Reading, span: Span
) -> tuple[set[tuple[Decimal, str]], set[tuple[Decimal, str]]]:
    """The values within a stretch of the raw text, and those outside of it; with their units, where they are lengths of time."""
    inside: set[tuple[Decimal, str]] = set()
    outside: set[tuple[Decimal, str]] = set()
    for q in reading.quantities:
        within = span[0] <= reading.place(q.start, q.stop)[0] < span[1]
        (inside if within else outside).add((q.value, q.unit if q.readings else ""))
    return inside, outside


CHECK = Check(
    name="quantity",
    dimension=ACCURACY,
    severity=Severity.CRITICAL,
    run=_run,
    by_sentence=True,
    carried=_carried,
    summary="Numbers, units, dates and times are those of the source, and stay with what they measure.",
)
