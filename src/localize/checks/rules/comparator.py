"""comparator: “at least” stays at least, a maximum stays a maximum, < stays <."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from localize.checks.base import ACCURACY, Check, Pair, Problem, Scope
from localize.checks.reading.denial import meant
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.numerals import Form
from localize.checks.reading.quantity import LOOSE, REQUIRED, Quantity, dated
from localize.checks.reading.reading import Reading
from localize.model import Severity

_UP, _DOWN = ("ge", "gt"), ("le", "lt")
_SHOWN = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
_REACH = 3
"""Words that may stand between a comparator and its number: “more than the usual 5”."""
_CLOSE = 4
_SCOPE = 8
"""How many words before a comparator a negation can be that turns it round: “not take more than”."""
_KINDS = {"in": "le", "after": "gt", "until": "le", "from": "ge"}
"""What often is no limit, and counts against its opposite."""
_CONTRARY = ({"in", "after"}, {"until", "from"})
_TURNED = {"gt": "le", "lt": "ge"}


def _run(pair: Pair, _scope: Scope) -> Iterator[Problem]:
    source, target = pair.source, pair.target
    if not _any(source) and not _any(target):
        return
    ours, theirs = _bound(source), _bound(target)
    ones = sum(q.value == 1 for q in target.quantities) > 1
    for a, b in (*pair.alignment.matched, *_loosely(source, target)):
        if ones and a.value == 1 and not a.unit:
            continue  # which “1” or “un” is which cannot be told
        mine, other = ours.get(a.start), theirs.get(b.start)
        if mine == other or (mine and other and mine.all & other.all):
            continue
        span, source_span = target.place(b.start, b.end), source.place(a.start, a.end)
        if (
            mine
            and other
            and _contrary(mine, other, years="year" in (a.unit, b.unit))
            and _denies(source) == _denies(target)
        ):
            yield Problem(
                f"{mine.shown} {a.shown} became {other.shown} {b.shown}", span, source_span
            )
            continue
        mine = None if mine and mine.kind == "after" else mine
        other = None if other and other.kind == "after" else other
        if mine and other:
            if bool(mine.turned) != bool(other.turned) and _agree(mine, other):
                continue  # “below 25 °C” is “not above 25 °C”
            if (mine.unsure and other.unsure) or {mine.weak, other.weak} & {"ge", "le"}:
                continue
            message = f"{mine.shown} {a.shown} became {other.shown} {b.shown}"
            severity = None
            opposite = mine.turned and other.turned and mine.turned != other.turned
            if (
                not opposite
                and mine.sides & other.sides
                and not (_symbol(source, a) and _symbol(target, b))
            ):
                plain = len(mine.all) == len(other.all) == 1
                warm = a.unit in ("°C", "°F")  # “below 25 °C” is “not over 25 °C”
                severity = Severity.MINOR if plain and warm else Severity.MAJOR
            yield Problem(message, span, source_span, severity)
        elif mine and not mine.unsure and not _loose(target, mine.sides) and not _moves(target, b):
            yield Problem(
                f"{mine.shown} {a.shown} became {b.shown}: the limit is gone", span, source_span
            )
        elif other and not other.unsure and not _loose(source, other.sides):
            yield Problem(f"{a.shown} became {other.shown} {b.shown}", span, source_span)


def _loosely(source: Reading, target: Reading) -> Iterator[tuple[Quantity, Quantity]]:
    """“A month”, “a week”: each need not be said, but where both sides do, their limits are compared."""
    ours, theirs = (
        {q.unit: q for q in reading.quantities if _one(q)} for reading in (source, target)
    )
    for key in ours.keys() & theirs.keys():
        yield ours[key], theirs[key]


def _one(quantity: Quantity) -> bool:
    """A month, an hour."""
    return quantity.level == LOOSE and quantity.value == 1 and quantity.unit != ""


class _Limit(NamedTuple):
    """What a comparator says, in every reading it allows."""

    all: frozenset[str]
    unsure: bool = False
    """A word that often is a limit (“from”, “until”) and often is none."""
    turned: str = ""
    """What is denied, where it is said by denying the other side."""
    kind: str = ""
    """`in` or `after`, `until` or `from`: where it ends, and where it begins."""

    @property
    def weak(self) -> str:
        """The value of an unsure one. “over” often means “during”, but never “under”."""
        return next(iter(self.all)) if self.unsure else ""

    @property
    def sides(self) -> frozenset[str]:
        """Does it bound from below, from above, or could be either?"""
        return frozenset("up" if value in _UP else "down" for value in self.all)

    @property
    def shown(self) -> str:
        """For a message."""
        if self.kind:
            return {"in": "within"}.get(self.kind, self.kind)
        return _SHOWN[min(self.all, key=list(_SHOWN).index)]


def _agree(one: _Limit, other: _Limit) -> bool:
    """Does a plain limit say what the denial of another says?"""
    plain = other if one.turned else one
    return len(plain.all) == 1 and bool(one.sides & other.sides)


def _contrary(one: _Limit, other: _Limit, *, years: bool) -> bool:
    """Must one end before the time, and the other begin after it? `years`: an age, which is never waited for."""
    kinds = {one.kind, other.kind}
    if kinds in _CONTRARY:
        return True
    sure = [limit for limit in (one, other) if not limit.kind and not limit.unsure]
    ends = "in" in kinds or (years and "until" in kinds)
    return ends and bool(sure) and sure[0].sides == {"up"}


def _denies(reading: Reading) -> bool:
    """“Does not go away within a week” is “persists after a week”."""
    return any(mark.value == "strong" for mark in meant(reading))


def _any(reading: Reading) -> bool:
    marks = reading.marks
    return bool(reading.quantities) and ("comparator" in marks or "comparator_after" in marks)


def _loose(reading: Reading, sides: frozenset[str]) -> bool:
    """Does the text say so anywhere, bound to a number or not?"""
    marks = [*reading.marks.get("comparator", ()), *reading.marks.get("comparator_after", ())]
    values = {value for mark in marks for value in _limit(mark, reading).all}
    values |= {
        {"max": "le", "min": "ge"}[mark.value] for mark in reading.marks.get("concept.limit", ())
    }
    values |= {
        {"more": "gt", "less": "lt"}[mark.value] for mark in reading.marks.get("concept.degree", ())
    }
    return bool(_Limit(frozenset(values)).sides & sides)


def _moves(reading: Reading, quantity: Quantity) -> bool:
    """Does a verb say it: “si la température monte à 39”?"""
    before = len(reading.prose.plain[: quantity.start].split())
    return any(
        0 <= before - len(reading.prose.plain[: mark.end].split()) <= _REACH
        for mark in reading.marks.get("concept.change", ())
        if mark.end <= quantity.start
    )


def _limit(mark: Mark, reading: Reading) -> _Limit:
    value = mark.value.rstrip("!?")
    if value in _KINDS:
        return _Limit(frozenset((_KINDS[value],)), True, kind=value)
    if value not in _SHOWN:
        return _Limit(frozenset())
    if value in _TURNED and _negated(mark, reading, _SCOPE):
        # “not take more than 4” is at most 4; “not for children under 12” may be either.
        turned = _TURNED[value]
        values = (turned,) if mark.value.endswith("!") else (value, turned)
        # A negation further away may deny something else: “do not give to children under 12”.
        return _Limit(frozenset(values), turned=value if _negated(mark, reading, _CLOSE) else "")
    if value in _TURNED and _negated(mark, reading, _CLOSE, _FORBIDDING):
        return _Limit(frozenset((value, _TURNED[value])))  # “avoid more than 4”
    return _Limit(frozenset((value,)), mark.value.endswith("?"))


_IF = re.compile(r"\b(?:if|when|si|cuando|lorsque|quand|wenn|falls|quando)\b", re.IGNORECASE)
"""A condition is not what is denied: “do not use it if it is over 140”."""
_FORBIDDING = frozenset({"firm", "ban"})


def _negated(
    mark: Mark, reading: Reading, reach: int, values: frozenset[str] | None = None
) -> bool:
    """Is there a negation a few words before a comparator? `values`: only these kinds; else those that say *not*."""
    return any(
        (cue.value in values if values else cue.value not in {"weak", *_FORBIDDING})
        and 0 < mark.first - cue.last <= reach
        and not _IF.search(reading.prose.plain, cue.end, mark.start)
        for cue in reading.marks.get("negation", ())
    )


def _symbol(reading: Reading, quantity: Quantity) -> bool:
    before = reading.prose.plain[max(0, quantity.start - 3) : quantity.start]
    return any(sign in before for sign in "<>≤≥")


def _bound(reading: Reading) -> dict[int, _Limit]:
    """Start of a quantity -> the comparator that belongs to it."""
    found: dict[int, _Limit] = {}
    quantities = [
        q
        for q in reading.quantities
        if q.form in (Form.NUMBER, Form.CLOCK)
        and (q.level == REQUIRED or _one(q))
        and not dated(q, reading)
    ]
    for mark in reading.marks.get("comparator", ()):
        limit = _limit(mark, reading)
        following = next((q for q in quantities if q.start >= mark.end), None)
        if not following or not limit.all or not _near(reading, mark.end, following.start):
            continue
        # The nearest one counts, unless it says less than the one before: “at most from 5”.
        if not (limit.unsure and following.start in found):
            found[following.start] = limit
    for mark in reading.marks.get("comparator_after", ()):
        limit = _limit(mark, reading)
        if any(0 <= q.start - mark.end <= 1 for q in quantities):
            continue  # it belongs to the number that follows
        before = [q for q in quantities if q.stop <= mark.start]
        if before and limit.all and _near(reading, before[-1].stop, mark.start):
            found[before[-1].start] = limit
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
