"""What a statement holds for: for all *except* some, for some *only*, for all and some *included*.

“All but A may” is “only A may not”: between *except* and *only* the statement is denied once more on one side. *Except*
never is *including*.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from localize.checks.reading.denial import (
    CLAUSE,
    FULL,
    WITHOUT,
    Span,
    clause_start,
    meant,
    prohibitions,
    restricts,
)
from localize.checks.reading.echo import other_case
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.predicates import light_words, rows_of
from localize.checks.reading.reach import condition
from localize.checks.reading.reading import Reading
from localize.checks.reading.rephrased import unsaid
from localize.checks.reading.tables import concepts

if TYPE_CHECKING:
    from localize.checks.base import Pair

FAMILY = "exception"


def turned_exception(pair: Pair) -> tuple[Mark | None, Mark | None] | None:
    """The words of source and target for what they hold for, where they do not say the same. One may be missing."""
    ours, theirs = pair.source.marks.get(FAMILY), pair.target.marks.get(FAMILY)
    if not ours and not theirs:
        return None
    here, there = _said(pair.source, ours or ()), _said(pair.target, theirs or ())
    if "only" in here and "include" in there and here.keys().isdisjoint(("include", "except")):
        # “only by trained staff” as “by untrained staff too”
        return (
            None if "only" in there or restricts(pair.target) else (here["only"], there["include"])
        )
    if ("except" in here) == ("except" in there):
        return None
    if "except" in here:
        return _turned(here, there, pair.source, pair.target)
    found = _turned(there, here, pair.target, pair.source)
    return None if found is None else (found[1], found[0])


def exchanged(pair: Pair) -> bool:
    """Does one side say *except* and the other *only*: is one negation more or fewer right?"""
    if FAMILY not in pair.source.marks:
        return False
    if instead_of_only(pair):
        return True
    here, there = (
        {mark.value for mark in side.marks.get(FAMILY, ())} for side in (pair.source, pair.target)
    )
    # “you cannot take part unless …” is “to take part you must …”
    return (
        "except" in here
        and "except" not in there
        and any(mark.value == "must" for mark in pair.target.marks.get("stance", ()))
        and all(mark.value != "must" for mark in pair.source.marks.get("stance", ()))
    )


def instead_of_only(pair: Pair) -> bool:
    """Does one side say *except*, and the other *only* instead?"""
    if FAMILY not in pair.source.marks or FAMILY not in pair.target.marks:
        return False
    here, there = (
        {mark.value for mark in side.marks.get(FAMILY, ()) if not _by_oneself(mark, side)}
        for side in (pair.source, pair.target)
    )
    return any(
        "except" in one and "except" not in other and "only" in other and "only" not in one
        for one, other in ((here, there), (there, here))
    )


def _by_oneself(mark: Mark, reading: Reading) -> bool:
    """Does a word for *only* say that someone is alone: “laissés seuls”, “lasciati soli”?"""
    before = reading.words[max(0, mark.first - 1) : mark.first]
    return mark.value == "only" and any(word.startswith(_LEFT) for word in before)


_LEFT = ("dej", "qued", "lai", "rest", "lass", "lasc", "riman", "deix", "fic", "perman", "viv")
"""What *alone* stands behind: to leave, to stay, to live."""


def stated(marks: Sequence[Mark], reading: Reading, other: Reading) -> Sequence[Mark]:
    """The negations but *except* where both sides say it: it stands for no other negation then."""
    if FAMILY not in reading.marks or FAMILY not in other.marks:
        return marks
    here, there = (
        [mark for mark in side.marks.get(FAMILY, ()) if mark.value == "except"]
        for side in (reading, other)
    )
    if not here or not there:
        return marks
    return [m for m in marks if not any(said.start <= m.start < said.end for said in here)]


def _turned(
    here: Mapping[str, Mark], there: Mapping[str, Mark], reading: Reading, other: Reading
) -> tuple[Mark, Mark | None] | None:
    """The same from the side that says *except*."""
    mark = here["except"]
    conditional = _conditional(mark, reading)
    if "only" in there:
        if "only" in here or _denials(reading) != _denials(other) or opposed(reading, other):
            return None
        if _apart(mark, reading) and _apart(there["only"], other):
            return None  # “not A, or B unless …” is “not A, B only if …”
        if _lets(there["only"], other) and any(m.start != mark.start for m in _denying(reading)):
            return None  # “fast, except for sips” is “fast: only sips are allowed”
        if not _denials(reading, alone=True)[0] and _denied_after(there["only"], other):
            return None  # “all but A” is “only A not”
        return None if conditional and other_case(mark, reading, other) else (mark, there["only"])
    if "include" in there and "include" not in here:
        return (mark, there["include"]) if _fewer(other, reading) else None
    begun = condition(other).search(other.prose.plain) if conditional else None
    if begun and _denied_case(mark, begun.end(), reading, other):
        return None
    if begun and (
        _denials(reading) == _denials(other)
        or _shares(mark.end, reading) == _shares(begun.end(), other)
    ):
        return None if other_case(mark, reading, other) else (mark, None)
    return None


def _denied_case(mark: Mark, begun: int, reading: Reading, other: Reading) -> bool:
    """Is the case that one text excepts denied in the other, where it begins at `begun`: “unless it stops” as “if it does not stop”?"""
    ours, theirs = _inside(mark.end, reading), _inside(begun, other)
    # “Unless it fails to stop” denies its case itself; “stops” does not, where the other text has it too.
    return sum(m.value in FULL for m in theirs) > len(unsaid(ours, reading, other))


def _inside(start: int, reading: Reading) -> list[Mark]:
    """What denies in the case that begins at a place."""
    end = CLAUSE.search(reading.prose.plain, start)
    stop = end.start() if end else len(reading.prose.plain)
    return [m for m in _denying(reading) if start < m.end and m.start < stop]


def _shares(start: int, reading: Reading) -> tuple[int, int]:
    """How much a text denies, for sure or perhaps, within a case and outside it: “withhold it” is “do not give it”."""
    inside = _inside(start, reading)
    outside = [m for m in _denying(reading) if m not in inside]
    plain = reading.prose.plain
    return sum(_tally(inside, plain)), sum(_tally(outside, plain))


def _denied_after(mark: Mark, reading: Reading) -> bool:
    """Is anything denied behind a word, in its clause?"""
    return any(
        m.value in (*FULL, "limit")
        and mark.end <= m.start
        and not CLAUSE.search(reading.prose.plain, mark.end, m.start)
        and not condition(reading).search(reading.prose.plain, mark.end, m.start)
        for m in meant(reading)
    )


def _lets(only: Mark, reading: Reading) -> bool:
    """Is it allowed what only is said of, in a clause of its own?"""
    plain = reading.prose.plain
    start = clause_start(plain, only.start)
    return start > 0 and any(
        mark.value == "allowed"
        and start <= mark.start
        and not CLAUSE.search(plain, *sorted((mark.end, only.start)))
        for mark in reading.marks.get("concept.permission", ())
    )


def _apart(mark: Mark, reading: Reading) -> bool:
    """Does a word stand in another clause than what is denied before it?"""
    denied = [m for m in meant(reading) if m.value in FULL and m.end <= mark.start]
    return bool(denied) and bool(CLAUSE.search(reading.prose.plain, denied[-1].end, mark.start))


def _said(reading: Reading, marks: Sequence[Mark]) -> dict[str, Mark]:
    """Each of them, with the first word for it."""
    found: dict[str, Mark] = {}
    for mark in marks:
        found.setdefault(mark.value, mark)
    for mark in meant(reading):
        if mark.value == "only":
            found.setdefault("only", mark)  # “ne … que”
    return found


def _conditional(mark: Mark, reading: Reading) -> bool:
    """Is it a case that is excepted: “unless”?"""
    return any(
        known.start == mark.start
        and known.value == "unless"
        and not (known.first == known.last and reading.tables.compounds)  # “außer dem Kind”
        for known in reading.marks.get("concept.condition", ())
    )


def _denials(reading: Reading, *, alone: bool = False) -> tuple[int, int]:
    """How many negations a text has, and how many words that may stand for one; those that except are none.

    `alone`: nor is “without”.
    """
    marks = _denying(reading)
    if alone:
        marks = [m for m in marks if reading.words[m.first] not in WITHOUT]
    return _tally(marks, reading.prose.plain)


def _denying(reading: Reading) -> list[Mark]:
    """The negations of a text, and what may stand for one, but for those that except."""
    excepting = [
        (mark.start, mark.end)
        for family in (FAMILY, "comparator")  # “less than” denies nothing
        for mark in reading.marks.get(family, ())
        if not mark.value.endswith("?")
    ]
    return [m for m in meant(reading) if not any(a < m.end and m.start < b for a, b in excepting)]


def _tally(marks: Sequence[Mark], plain: str) -> tuple[int, int]:
    """How often some marks deny or forbid for sure, and perhaps."""
    return prohibitions(marks, plain), sum(mark.value in ("weak", "verb") for mark in marks)


def case(mark: Mark, reading: Reading) -> Span:
    """Where the case is said that a word excepts."""
    plain = reading.prose.plain
    start = mark.end + plain.startswith(",", mark.end)  # “es sei denn, …”
    end = CLAUSE.search(plain, start)
    return start, end.start() if end else len(plain)


HOLDING = frozenset(("continue", "hold", "keep", "leave", "remain", "retain", "wear"))
ENDING = frozenset(("cease", "discard", "interrupt", "remove"))
"""Rows of verbs for what goes on, and for what ends it."""
_OPPOSITES = (
    (HOLDING, ENDING),
    (frozenset(("broken",)), frozenset(("intact",))),
    (frozenset(("solid",)), frozenset(("liquid",))),
    (frozenset(("close", "lock", "seal")), frozenset(("enter", "open"))),
    (frozenset(("exclude", "refuse")), frozenset(("accept", "allow", "enter"))),
)
"""Rows of words one of which denies the other."""


def opposed(one: Reading, other: Reading, *, alone: bool = False) -> bool:
    """Does one text keep what the other ends: “keep it on except to wash”, “take it off only to wash”?

    `alone`: and does neither do both?
    """
    asked = any if alone else all
    here, there = _rows(one), _rows(other)
    return any(
        here & rows and there & opposite and not asked((here & opposite, there & rows))
        for pole, counter in _OPPOSITES
        for rows, opposite in ((pole, counter), (counter, pole))
    ) or any(
        concepts()[family[8:]].denied
        and {m.value for m in marks}.isdisjoint(m.value for m in other.marks[family])
        and not (alone and _poles(marks) & _poles(other.marks[family]))
        for family, marks in one.marks.items()
        if family.startswith("concept.") and family in other.marks
    )


def _poles(marks: Sequence[Mark]) -> frozenset[str]:
    """What some marks of a set say, whether for sure or not."""
    return frozenset(mark.value.rstrip("?") for mark in marks)


def _rows(reading: Reading) -> frozenset[str]:
    """The rows that the words of a text stand in."""
    language = reading.tables.language
    light = light_words(language)
    return frozenset().union(
        *(rows_of(word, language) for word in reading.words if word not in light)
    )


def _fewer(one: Reading, other: Reading) -> bool:
    """Does one text deny no more than another?"""
    return _denials(one)[0] <= _denials(other)[0]
