"""quantity: numbers, units, dates and times are those of the source, and stay with what they measure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from localize.checks.base import ACCURACY, Check, Pair, Problem, Scope
from localize.checks.reading.binding import exchanged
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.numerals import Form
from localize.checks.reading.quantity import Quantity
from localize.checks.reading.reading import Reading
from localize.model import Severity


def _run(pair: Pair, _scope: Scope) -> Iterator[Problem]:
    source, target = pair.source, pair.target
    if not source.quantities and not target.quantities:
        return
    yield from _codes(pair)
    found = pair.alignment
    for a, b in found.reunited:
        yield Problem(
            f"{a.shown} became {b.shown}: the unit differs",
            target.place(b.start, b.end),
            source.place(a.start, a.end),
        )
    for a, b in found.converted:
        if a.unit != "%":
            yield Problem(
                f"{a.shown} is written as {b.shown}: the same amount, but say it as the source does",
                target.place(b.start, b.end),
                source.place(a.start, a.end),
                Severity.MINOR,
            )
    missing = [q for q in found.missing if not _named(q, target)]
    added = [q for q in found.added if not _named(q, source)]
    sound = not (missing or added or found.reunited)
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
        yield from _halves(pair)
        yield from _exchanges(pair)
    yield from _months(pair)


def _codes(pair: Pair) -> Iterator[Problem]:
    """COVID-19 may go unsaid; COVID-91 may not come."""
    ours = {_letters(q): q for q in pair.source.quantities if q.form is Form.CODE}
    if not ours:
        return
    known = {_plain(q) for q in pair.source.quantities if q.form is Form.CODE}
    said = {_plain(q) for q in pair.target.quantities if q.form is Form.CODE}
    for q in pair.target.quantities:
        if q.form is not Form.CODE or _plain(q) in known:
            continue
        original = ours.get(_letters(q))
        if original and _plain(original) not in said:
            yield Problem(
                f"{original.text} became {q.text}",
                pair.target.place(q.start, q.end),
                pair.source.place(original.start, original.end),
            )


def _plain(q: Quantity) -> str:
    return re.sub(r"[\W_]", "", q.text).upper()


def _letters(q: Quantity) -> str:
    return re.sub(r"[\W\d_]", "", q.text).upper()


def _halves(pair: Pair) -> Iterator[Problem]:
    """8 p.m. must not become 8 a.m.; 20:00 needs neither."""
    ours = {mark.value for mark in _real_halves(pair.source)}
    theirs = {mark.value: mark for mark in _real_halves(pair.target)}
    if len(ours) == 1 == len(theirs) and ours != set(theirs):
        (mine,), ((half, mark),) = ours, theirs.items()
        yield Problem(f"{mine} became {half}", pair.target.place(mark.start, mark.end))


def _real_halves(reading: Reading) -> list[Mark]:
    plain = reading.prose.plain
    return [
        mark
        for mark in reading.marks.get("half", ())
        if re.search(r"\d[\s.h:Uuhr]{0,5}$", plain[max(0, mark.start - 8) : mark.start])
    ]


def _exchanges(pair: Pair) -> Iterator[Problem]:
    for (a, b), (c, _) in exchanged(pair):
        yield Problem(
            f"{a.shown} and {c.shown} have changed places",
            pair.target.place(b.start, b.end),
            pair.source.place(a.start, a.end),
        )


def _named(q: Quantity, other: Reading) -> bool:
    """The month of 03/04/2026, where the other side names one: `_months` compares them."""
    return q.text == "month" and bool(_dated(other))


def _months(pair: Pair) -> Iterator[Problem]:
    """The months of dates are the same, named or numbered."""
    ours, theirs = _dated(pair.source), _dated(pair.target)
    said = {int(mark.value) for mark in pair.target.marks.get("month", ())}
    meant = {int(mark.value) for mark in pair.source.marks.get("month", ())}
    lost = [month for month in ours if month not in theirs and month not in said]
    came = [month for month in theirs if month not in ours and month not in meant]
    if lost and came:
        (a, b), (c, d) = ours[lost[0]], theirs[came[0]]
        text = pair.source.prose.text[a:b], pair.target.prose.text[c:d]
        yield Problem(
            f"“{text[0]}” became “{text[1]}”", pair.target.place(c, d), pair.source.place(a, b)
        )


def _dated(reading: Reading) -> dict[int, tuple[int, int]]:
    """Month -> where it stands, for months next to a number and those of numeric dates."""
    plain = reading.prose.plain
    found = {
        int(mark.value): (mark.start, mark.end)
        for mark in reading.marks.get("month", ())
        if _BEFORE.search(plain, max(0, mark.start - 8), mark.start)
        or _AFTER.match(plain, mark.end)
    }
    found |= {int(q.value): (q.start, q.end) for q in reading.quantities if q.text == "month"}
    return found


_BEFORE = re.compile(r"\d(?:\.|st|nd|rd|th|er|º|°)?\s+(?:de\s+|of\s+)?$")
_AFTER = re.compile(r",?\s+(?:de\s+|of\s+)?\d")


CHECK = Check(
    name="quantity",
    dimension=ACCURACY,
    severity=Severity.CRITICAL,
    run=_run,
    summary="Numbers, units, dates and times are those of the source, and stay with what they measure.",
)
