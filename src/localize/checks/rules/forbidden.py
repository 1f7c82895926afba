"""What forbids without a negation, “avoid”, “contraindicated”, “do not exceed”: it is not lost, and not new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from localize.checks.base import Pair, Problem
from localize.checks.reading.alike import untranslated
from localize.checks.reading.cancelled import doubly
from localize.checks.reading.denial import FORBIDDING, NEXT, limit_words, waits
from localize.checks.reading.echo import shortened
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.predicates import echoed
from localize.checks.reading.reach import denied_by
from localize.checks.reading.reading import Reading
from localize.checks.reading.remainders import ALL
from localize.checks.reading.rephrased import bounds, turned, unsaid
from localize.checks.reading.restricted import exceptions, only
from localize.checks.reading.stance import allows
from localize.checks.rules.balance import Side
from localize.checks.rules.exceptions import unlesses
from localize.checks.rules.told import added, missing


def firm(pair: Pair, ours: Side, theirs: Side) -> Iterator[Problem]:
    """A word that forbids, where the other side neither denies nor forbids."""
    gone = [] if theirs.denials else [m for m in ours.marks if _plainly(m, ours)]
    new = [] if ours.marks else [mark for mark in theirs.marks if mark.value in FORBIDDING]
    if theirs.marks and not gone and not new:
        return
    if gone and theirs.marks:
        gone = untranslated(gone, ours.reading, theirs.reading)
    if gone and theirs.marks:
        # “dropped out” stands for “abandonaron”, and leaves “hardly any” alone.
        others = [mark for mark in ours.marks if mark not in gone]
        # … and “finché” for “until”, never for “avoid”.
        left = [m for m in theirs.marks if not waits([m], theirs.reading.prose.plain)]
        gone = [] if untranslated(left, theirs.reading, ours.reading, others) else gone
    # “non-exact” as “inexact”
    gone = [
        mark
        for mark in gone
        if pair.source.words[mark.first] != "non" or not shortened([mark], pair.source, pair.target)
    ]
    if gone and _of_the_rest(pair):
        return
    # “lack vitamin D” as “carente”
    gone = gone and unsaid(gone, pair.source, pair.target)
    if not theirs.marks:
        gone += [mark for mark in ours.marks if _away(mark, pair)]
    if new and echoed(pair.target.words[new[0].first], pair.target, pair.source, pair.source.words):
        return  # “protects against pregnancy” is “evita a gravidez”
    # “keep it dry” is “avoid wetting it”
    gone = [
        mark
        for mark in gone
        if not _opposite(mark, pair.source, pair.target) and not _denied(mark, ours)
    ]
    new = [mark for mark in new if not _opposite(mark, pair.target, pair.source)]
    excepted = unlesses(pair.source) or exceptions(pair.source.marks.get("exception", ()))
    if excepted and any(mark.value == "only" for mark in pair.target.marks.get("scope", ())):
        return  # “avoid it unless necessary” is “use it only if necessary”, “unnecessary in all but three” “in three only”
    if gone and (
        only(pair.source, pair.target, ours.span, theirs.span, gone)
        or bounds(pair.source, ours.span, pair.target, theirs.span)
    ):
        # “avoid it until …” is “only after …”, “avoid it for a month” “wait a month before”, “kept away from children
        # under four” “only from four on”
        return
    if gone and not doubly(ours.marks, pair.source.prose.plain):
        yield missing(pair, gone[0])
    elif not theirs.marks and (cue := _exceeding(pair, ours.marks)):
        yield missing(pair, cue)
    elif new and not (
        bounds(pair.target, theirs.span, pair.source, ours.span)
        or only(pair.target, pair.source, theirs.span, ours.span, new)
    ):
        # “must be 18 or older” is “forbidden to those under 18”, “only once” is “forbidden until”
        yield added(pair, new[0])


def _of_the_rest(pair: Pair) -> bool:
    """Is it said of the rest of a hundred: “fewer than 5 % failed to” as “more than 95 % did”?"""
    ours, theirs = (
        {q.value for q in side.quantities if q.unit == "%"} for side in (pair.source, pair.target)
    )
    return any(ALL - value in theirs for value in ours - theirs)


def _denied(mark: Mark, side: Side) -> bool:
    """Is it said that nothing is forbidden, “not contraindicated”? That may be said by leave alone."""
    return mark.value in FORBIDDING and any(
        0 < mark.first - denial.last <= NEXT for denial in side.denials
    )


def _opposite(mark: Mark, reading: Reading, other: Reading) -> bool:
    """Does the other text ask for the opposite of what a word forbids?"""
    return mark.value in FORBIDDING and turned(reading, other, [mark._replace(value="strong")]) > 0


def _plainly(mark: Mark, side: Side) -> bool:
    """Does a word forbid, or deny what nothing else in its sentence does: “unlikely”, “impossible”?"""
    return mark.value in FORBIDDING or (
        mark.value == "weak"
        and not side.denials
        and side.reading.words[mark.first].startswith(_JUDGING)
    )


_JUDGING = (
    "impossib",
    "impractic",
    "inadvisab",
    "incapab",
    "ineffecti",
    "improbab",
    "needless",
    "pointless",
    "refus",
    "unab",
    "unaccept",
    "unadvis",
    "unfit",
    "unlikel",
    "unnecess",
    "unreliab",
    "unsafe",
    "unsuit",
    "unwise",
    "worthless",
)


def _away(mark: Mark, pair: Pair) -> bool:
    """Is one told to stay away from what the target names: “stay off school” as “go to school”?"""
    words = pair.source.words
    if mark.value != "weak" or mark.first == mark.last or not words[mark.first].startswith(_STAY):
        return False
    return words[mark.last] in _OFF and any(
        echoed(word, pair.source, pair.target, pair.target.words)
        for word in denied_by(mark, pair.source)[:1]
    )


_STAY = ("hold", "keep", "kept", "stay", "steer")
_OFF = frozenset({"away", "clear", "of", "off", "out"})


def _exceeding(pair: Pair, ours: Sequence[Mark]) -> Mark | None:
    """“Do not exceed the stated dose” as “exceed it”: a limit without a number is asked about here, and one that may be exceeded."""
    allowed = allows(pair.target, (0, len(pair.target.prose.plain)))
    if (pair.source.quantities and not allowed) or any(
        m.value in ("le", "lt") for m in limit_words(pair.target)
    ):
        return None
    limits = [
        m for m in ours if m.value == "weak" and pair.source.words[m.last].startswith("exceed")
    ]
    words = pair.target.words
    return next((m for m in limits if echoed("exceed", pair.source, pair.target, words)), None)


def sure(marks: Sequence[Mark]) -> bool:
    """Is there a word that forbids: “avoid”, “contraindicated”?"""
    return any(mark.value in FORBIDDING for mark in marks)
