"""comparator: “at least” stays at least, a maximum stays a maximum, < stays <."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from localize.checks.base import ACCURACY, Check, Pair, Problem, Scope
from localize.checks.reading.numerals import Form
from localize.checks.reading.quantity import REQUIRED, Quantity, dated
from localize.checks.reading.reading import Reading
from localize.model import Severity

_UP, _DOWN = ("ge", "gt", "ge?"), ("le", "lt", "le?")
_SHOWN = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
_SHOWN |= {"ge?": "from", "le?": "up to"}
"""A question mark: words that often are a limit (“from”, “until”) and often are none."""
_REACH = 3
"""Words that may stand between a comparator and its number: “more than the usual 5”."""


def _run(pair: Pair, _scope: Scope) -> Iterator[Problem]:
    source, target = pair.source, pair.target
    if not _any(source) and not _any(target):
        return
    ours, theirs = _bound(source), _bound(target)
    for a, b in pair.alignment.matched:
        mine, other = ours.get(a.start), theirs.get(b.start)
        span, source_span = target.place(b.start, b.end), source.place(a.start, a.end)
        if mine and other:
            if _side(mine) != _side(other) and not _unsure(mine, other):
                yield Problem(
                    f"{_SHOWN[mine]} {a.shown} became {_SHOWN[other]} {b.shown}", span, source_span
                )
            elif mine[:2] != other[:2] and not _unsure(mine, other):
                sure = _symbol(source, a) and _symbol(target, b)
                yield Problem(
                    f"{_SHOWN[mine]} {a.shown} became {_SHOWN[other]} {b.shown}",
                    span,
                    source_span,
                    None if sure else Severity.MAJOR,
                )
        elif mine and not other and not _unsure(mine) and not _loose(target, _side(mine)):
            yield Problem(
                f"{_SHOWN[mine]} {a.shown} became {b.shown}: the limit is gone", span, source_span
            )
        elif other and not mine and not _unsure(other) and not _loose(source, _side(other)):
            yield Problem(f"{a.shown} became {_SHOWN[other]} {b.shown}", span, source_span)


def _any(reading: Reading) -> bool:
    marks = reading.marks
    return bool(reading.quantities) and ("comparator" in marks or "comparator_after" in marks)


def _side(value: str) -> tuple[str, ...]:
    return _UP if value in _UP else _DOWN


def _unsure(*values: str) -> bool:
    return any(value.endswith("?") for value in values)


def _loose(reading: Reading, side: Sequence[str]) -> bool:
    """Does the text say so anywhere, bound to a number or not?"""
    marks = [*reading.marks.get("comparator", ()), *reading.marks.get("comparator_after", ())]
    limit = "min" if side is _UP else "max"
    return (
        any(mark.value in side for mark in marks)
        or any(mark.value == limit for mark in reading.marks.get("concept.limit", ()))
        or any(
            mark.value == ("more" if side is _UP else "less")
            for mark in reading.marks.get("concept.degree", ())
        )
    )


def _symbol(reading: Reading, quantity: Quantity) -> bool:
    before = reading.prose.plain[max(0, quantity.start - 3) : quantity.start]
    return any(sign in before for sign in "<>≤≥")


def _bound(reading: Reading) -> dict[int, str]:
    """Start of a quantity -> the comparator that belongs to it."""
    found: dict[int, str] = {}
    quantities = [
        q
        for q in reading.quantities
        if q.form in (Form.NUMBER, Form.CLOCK) and q.level == REQUIRED and not dated(q, reading)
    ]
    for mark in reading.marks.get("comparator", ()):
        following = next((q for q in quantities if q.start >= mark.end), None)
        if following and mark.value in _SHOWN and _near(reading, mark.end, following.start):
            # The nearest one counts, unless it says less than the one before: “at most from 5”.
            if mark.value.endswith("?") and following.start in found:
                continue
            found[following.start] = mark.value
    for mark in reading.marks.get("comparator_after", ()):
        before = [q for q in quantities if q.stop <= mark.start]
        if before and mark.value in _SHOWN and _near(reading, before[-1].stop, mark.start):
            found[before[-1].start] = mark.value
    return found


def _near(reading: Reading, start: int, end: int) -> bool:
    between = reading.prose.plain[start:end]
    return len(between.split()) <= _REACH and not any(sign in between for sign in ".;:!?\n,")


CHECK = Check(
    name="comparator",
    dimension=ACCURACY,
    severity=Severity.CRITICAL,
    run=_run,
    summary="At least stays at least, a maximum stays a maximum.",
    needs_tables=True,
)
