"""comparator: “at least” stays at least, a maximum stays a maximum, < stays <."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from localize.checks.base import Check, Pair, Problem, Scope
from localize.checks.dimensions import ACCURACY
from localize.checks.reading.denial import CLAUSE, meant, restricts
from localize.checks.reading.limit import DENYING, DOWN, UP, Limit
from localize.checks.reading.limits import COMPLEMENT, LENGTHS, before, bound, one, until
from localize.checks.reading.quantity import REQUIRED, Quantity
from localize.checks.reading.reach import condition, is_without
from localize.checks.reading.reading import Reading
from localize.checks.reading.shares import percents, portion, shares
from localize.checks.reading.tables import measures
from localize.checks.reading.turning import turns
from localize.checks.rules.recurring import again, told
from localize.checks.rules.unlimited import new, said
from localize.model import Severity
from localize.regex import regex

_REACH = 3
"""Words between a verb and its number: “monte à 39”."""
_CONTRARY = ({"in", "after"}, {"until", "from"})


def _run(pair: Pair, _scope: Scope) -> Iterator[Problem]:
    source, target = pair.source, pair.target
    if not _any(source) and not _any(target):
        return
    yield from _shared(pair)
    ours, theirs = bound(source), bound(target)
    if not ours and not theirs:
        return
    ones = [q.value for q in target.quantities].count(_ONE) > 1
    digit = ones and _one_digit(source) and _one_digit(target)
    known = again(pair.alignment.matched, ours, theirs)
    for a, b in (*pair.alignment.matched, *_loosely(source, target)):
        if a.start not in ours and b.start not in theirs:
            continue
        if ones and a.value == 1 and not a.unit and not (digit and a.digits and b.digits):
            continue  # which “1” or “un” is which cannot be told
        if (a.value, a.unit) in known or told(pair, a, b, ours, theirs):
            continue
        mine = until(ours.get(a.start), a, source, target)
        other = until(theirs.get(b.start), b, target, source)
        begun = mine is not None and other is not None and _begins(pair, a, b, mine, other)
        if not begun and (mine == other or (mine and other and mine.all & other.all)):
            if mine and other and mine.said == other.said and _only_if(pair, a, b):
                yield pair.problem(
                    f"{mine.shown} {a.shown} stays, but what was denied is not", a, b
                )
            continue
        if (
            mine
            and other
            and (
                begun
                or _late(pair, a, b, mine, other)
                or (
                    _contrary(mine, other, bounded=_bounded(a, b))
                    and not _refused(pair, a, b)
                    and not _subsides(pair, a, b)
                    and _denied_alike(pair, a, b, mine, other)
                )
                or _not_after(pair, a, b, mine, other)
            )
        ):
            yield pair.problem(f"{mine.shown} {a.shown} became {other.shown} {b.shown}", a, b)
            continue
        if mine and not other and _only_after(pair, a, b, mine):
            yield pair.problem(f"{mine.shown} {a.shown} became after {b.shown}", a, b)
            continue
        mine = None if mine and mine.kind == "after" else mine
        other = None if other and other.kind == "after" else other
        if mine and other:
            sure = "earliest" in (mine.kind, other.kind) or "reach" in (mine.kind, other.kind)
            if (mine.unsure and other.unsure) or (
                {mine.weak, other.weak} & {"ge", "le"} and not sure
            ):
                continue
            if sure and mine.sides & other.sides:
                continue  # “if it reaches 38” as “over 38”, “if not within 48 hours” as “if after more than 48 hours”
            both = turns(source, a.start), turns(target, b.start)
            # “Below 25 °C” is “not above 25 °C”, but where both sides deny, above is not below.
            alike = both != (1, 1) or _side(mine) == _side(other)
            if bool(mine.turned) != bool(other.turned) and alike and _agree(mine, other):
                continue
            if _as_much(mine, other, sum(both)):
                continue
            if sum(both) == 1 and _side(mine) != _side(other) and _only_in_case(pair, a, b):
                continue  # “not if more than 12 hours late” as “only if less than 12 hours have passed”
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
                aged = not both[1] and _AGED.search(target.prose.plain, 0, b.start)
                severity = Severity.MINOR if (plain and warm) or aged else Severity.MAJOR
            yield pair.problem(message, a, b, severity)
        elif mine and not mine.unsure and not said(target, b, mine) and not _moves(target, b):
            # Shown, but not enough to hold an article: there are more ways to say a limit than any table has.
            message = f"{mine.shown} {a.shown} became {b.shown}: the limit is gone"
            yield pair.problem(message, a, b, Severity.MINOR)
        elif other and not other.unsure and b.text != "ordinal" and new(pair, a, b, other):
            yield pair.problem(f"{a.shown} became {other.shown} {b.shown}", a, b)


_AGED = regex(r"\b(?:mayore?s?|maiore?s?) (?:de|a) $")
"""“Mayores de 12 años” is said of those of 12, too."""


def _one_digit(reading: Reading) -> bool:
    return sum(q.value == 1 and q.digits for q in reading.quantities) == 1


def _only_if(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """“Do not give if below 60” must not become “give only if below 60”."""
    if not restricts(pair.target):
        return False
    if "scope" in pair.source.marks and not _only_in_case(pair, a, b):
        return False
    return turns(pair.source, a.start) == 1 and turns(pair.target, b.start) == 0


def _only_in_case(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """Does one text say “only if” of an amount of which the other says no more than “if”?"""
    sides = (pair.source, a), (pair.target, b)
    if any(mark.value == "except" for mark in pair.source.marks.get("scope", ())):
        return False
    return restricts(pair.source) != restricts(pair.target) and all(
        condition(side).search(side.prose.plain, 0, q.start) for side, q in sides
    )


def _shared(pair: Pair) -> Iterator[Problem]:
    """“Fewer than one in ten” must not become “more than 10 %”."""
    if "comparator" not in pair.source.marks or "comparator" not in pair.target.marks:
        return
    ours = shares(pair.source)
    if not ours:
        return
    theirs = {(share.start, share.end, share.value) for share in shares(pair.target)}
    theirs |= {(q.start, q.end, portion(q)) for q in percents(pair.target)}
    for share in ours:
        mine = before(pair.source, share.start)
        same = [(start, end) for start, end, value in theirs if share.same(value)]
        if mine is None or mine.unsure or len(same) != 1:
            continue
        start, end = same[0]
        other = before(pair.target, start)
        if other is None or other.unsure or not mine.sides.isdisjoint(other.sides):
            continue
        if (turns(pair.source, share.start) - turns(pair.target, start)) % _TWO == 0:
            yield Problem(
                f"{mine.shown} became {other.shown}",
                pair.target.place(start, end),
                pair.source.place(share.start, share.end),
            )


_ONE, _TWO = Decimal(1), 2


def _loosely(source: Reading, target: Reading) -> Iterator[tuple[Quantity, Quantity]]:
    """“A month”, “a week”: each need not be said, but where both sides do, their limits are compared."""
    ours = {q.unit: q for q in source.quantities if one(q)}
    if not ours:
        return
    theirs = {q.unit: q for q in target.quantities if one(q)}
    for key in ours.keys() & theirs.keys():
        yield ours[key], theirs[key]


def _side(limit: Limit) -> bool:
    """Do the words of a limit, negations aside, bound from below?"""
    return limit.said in UP


def _as_much(one: Limit, other: Limit, turned: int) -> bool:
    """Do two limits come to the same once all that turns them round is reckoned in?

    “Do not give if under 100” is “give only if at least 100”, “all but 3 had at least six” is “only 3 had fewer”;
    `turned` says how often both sides together turn round what they say.
    """
    if not one.said or not other.said:
        return False
    wanted = one.said if turned % 2 == 0 else COMPLEMENT[one.said]
    return other.said == wanted


def _agree(one: Limit, other: Limit) -> bool:
    """Does a plain limit say what the denial of another says?"""
    plain = other if one.turned else one
    return len(plain.all) == 1 and bool(one.sides & other.sides)


def _refused(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """“Later than four hours: rejected” is “accepted within four hours only”."""
    if not any(mark.value == "only" for mark in pair.target.marks.get("scope", ())):
        return False
    return (turns(pair.source, a.start) + turns(pair.target, b.start)) % _TWO == 1


def _subsides(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """“It goes away within one to two weeks” is “after one to two weeks”: what ends between the two."""
    return "concept.lasting" in pair.source.marks and a.lent and b.lent


def _bounded(a: Quantity, b: Quantity) -> bool:
    """Does “up to” before it end something: an age or an amount, which is never waited for?"""
    if "year" in (a.unit, b.unit):
        return True
    if not a.unit:
        return a.digits and b.digits and not b.unit and "ordinal" not in (a.text, b.text)
    return a.unit == b.unit and measures()[a.unit].base not in ("s", "age")


def _contrary(one: Limit, other: Limit, *, bounded: bool) -> bool:
    """Must one end before the time, and the other begin after it? `bounded`: a time is never waited for."""
    kinds = {one.kind, other.kind}
    if kinds in _CONTRARY:
        return True
    sure = [limit for limit in (one, other) if not limit.kind and not limit.unsure]
    ends = "in" in kinds or (bounded and "until" in kinds)
    return ends and bool(sure) and sure[0].sides == {"up"}


def _begins(pair: Pair, a: Quantity, b: Quantity, one: Limit, other: Limit) -> bool:
    """“Up to 3 months” as “from 3 months”, unless one side denies: “not under 3 months”."""
    if "from" not in (one.kind, other.kind):
        return False
    sure = [limit for limit in (one, other) if not limit.kind and not limit.unsure]
    if not sure:
        return False
    if (a.unit != b.unit and a.unit and b.unit) or (not a.unit and (a.others or b.others)):
        return False  # “from 2 pm” is no “at most two”
    if sure[0].turned:  # “not for those under 12” as “not for those from 12 on”
        reading, quantity = (pair.target, b) if sure[0] is one else (pair.source, a)
        return sure[0].turned in DOWN and _denies(reading, quantity)
    return sure[0].sides == {"down"} and not (
        (turns(pair.source, a.start) + turns(pair.target, b.start)) % 2
    )


def _not_after(pair: Pair, a: Quantity, b: Quantity, one: Limit, other: Limit) -> bool:
    """“Never after 4 p.m.” as “never before 4 p.m.”."""
    if {one.kind, other.kind} != {"after", "earliest"}:
        return False
    late, early = (pair.source, a), (pair.target, b)
    if one.kind == "earliest":
        late, early = early, late
    if not any(
        mark.value == "in?" and 0 <= early[1].start - mark.end <= _AHEAD
        for mark in early[0].marks.get("comparator", ())
    ):
        return False  # “only after”
    if all(_case(side, quantity) for side, quantity in (late, early)):
        return False  # “if it has not helped within 15 minutes” is “if it has not helped after 15 minutes”
    reading, quantity = late
    plain = reading.prose.plain
    return any(
        mark.value in DENYING
        and mark.end <= quantity.start
        and not CLAUSE.search(plain, mark.end, quantity.start)
        and not _FROM_THEN.search(plain, mark.end, quantity.start)
        and not condition(reading).search(plain, mark.end, quantity.start)
        for mark in meant(reading)
    )


def _case(reading: Reading, quantity: Quantity) -> bool:
    """Does a case that may come about stand before an amount: “if there is no relief within”, “without relief after”?"""
    plain = reading.prose.plain
    if condition(reading).search(plain, 0, quantity.start):
        return True
    return any(
        is_without(mark, reading) and not CLAUSE.search(plain, mark.end, quantity.start)
        for mark in meant(reading)
        if mark.end <= quantity.start
    )


_FROM_THEN = regex(
    r"\b(?:until|till|unless|only|before|antes|hasta|sino|salvo|solo|sólo|avant|jusqu\w*|que|bevor|bis|erst|nur|vor|até|senão|só|fino|prima)\b",
    re.IGNORECASE,
)
"""“Not until after 39 weeks” is “not before 39 weeks”."""
_AHEAD = 12
"""Characters from “before” to its hour."""


def _late(pair: Pair, a: Quantity, b: Quantity, one: Limit, other: Limit) -> bool:
    """“Up to 4 hours after it began” as “once 4 hours have passed since”."""
    ends = {(one.kind, one.sides), (other.kind, other.sides)}
    if ends != {("", frozenset(("down",))), ("after", frozenset(("up",)))}:
        return False
    ending, reading, quantity = (other, pair.target, b) if one.kind else (one, pair.source, a)
    return not (ending.turned or ending.unsure) and any(
        mark.value == "after" and 0 <= mark.start - quantity.end <= _REACH
        for mark in reading.marks.get("concept.time", ())
    )


def _denied_alike(pair: Pair, a: Quantity, b: Quantity, one: Limit, other: Limit) -> bool:
    """Is what is so bounded denied on both sides or on neither? “If it has not gone within a week” is “if not after one”."""
    here = not one.turned and _denies(pair.source, a)
    there = not other.turned and _denies(pair.target, b)
    iffy = here and there and condition(pair.source).search(pair.source.prose.plain, 0, a.start)
    return here == there and not iffy


def _only_after(pair: Pair, a: Quantity, b: Quantity, one: Limit) -> bool:
    """“Within 48 hours of it” as “48 hours after it”: the first is a deadline, the second none."""
    return (
        one.kind == "in"
        and a.unit in LENGTHS
        and a.unit == b.unit
        and b.level == REQUIRED  # no “half an hour”, “the first hour after it”
        and b.value != 1
        and pair.source.prose.plain[: a.start].lower().endswith("within ")
        and any(
            mark.value == "after" and 0 <= mark.start - b.end <= 1
            for mark in pair.target.marks.get("concept.time", ())
        )
        and not said(pair.target, b, one)
    )


def _denies(reading: Reading, quantity: Quantity) -> bool:
    """“Does not go away within a week” is “persists after a week”; a German verb is denied at its end."""
    plain = reading.prose.plain
    return any(
        (
            mark.value == "strong"
            or (mark.value == "limit" and condition(reading).search(plain, 0, mark.start))
            or (mark.value == "firm" and plain.startswith("fail", mark.start))
        )
        and (
            not CLAUSE.search(plain, mark.end, quantity.start)
            if mark.start < quantity.start
            else reading.tables.compounds and not CLAUSE.search(plain, quantity.end, mark.start)
        )
        for mark in meant(reading)
    )


def _any(reading: Reading) -> bool:
    marks = reading.marks
    return bool(reading.quantities) and ("comparator" in marks or "comparator_after" in marks)


def _moves(reading: Reading, quantity: Quantity) -> bool:
    """Does a verb say it: “si la température monte à 39”?"""
    before = len(reading.prose.plain[: quantity.start].split())
    return any(
        0 <= before - len(reading.prose.plain[: mark.end].split()) <= _REACH
        for mark in reading.marks.get("concept.change", ())
        if mark.end <= quantity.start
    )


def _symbol(reading: Reading, quantity: Quantity) -> bool:
    before = reading.prose.plain[max(0, quantity.start - 3) : quantity.start]
    return any(sign in before for sign in "<>≤≥")


CHECK = Check(
    name="comparator",
    dimension=ACCURACY,
    severity=Severity.CRITICAL,
    run=_run,
    by_sentence=True,
    summary="At least stays at least, a maximum stays a maximum.",
    needs_tables=True,
)
