"""What forbids without a negation, “avoid”, “contraindicated”, “do not exceed”: it is not lost, and not new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from localize.checks.base import Pair, Problem
from localize.checks.reading.cancelled import doubly
from localize.checks.reading.denial import FORBIDDING
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.predicates import echoed
from localize.checks.reading.rephrased import bounds, only, unsaid
from localize.checks.rules.balance import Side
from localize.checks.rules.exceptions import unlesses
from localize.checks.rules.told import added, missing


def firm(pair: Pair, ours: Side, theirs: Side) -> Iterator[Problem]:
    """A word that forbids, where the other side neither denies nor forbids."""
    gone = [] if theirs.marks else [mark for mark in ours.marks if mark.value in FORBIDDING]
    # “lack vitamin D” as “carente”
    gone = gone and unsaid(gone, pair.source, pair.target)
    new = [] if ours.marks else [mark for mark in theirs.marks if mark.value in FORBIDDING]
    if new and echoed(pair.target.words[new[0].first], pair.target, pair.source, pair.source.words):
        return  # “protects against pregnancy” is “evita a gravidez”
    if unlesses(pair.source) and any(
        mark.value == "only" for mark in pair.target.marks.get("scope", ())
    ):
        return  # “avoid it unless necessary” is “use it only if necessary”
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


def _exceeding(pair: Pair, ours: Sequence[Mark]) -> Mark | None:
    """“Do not exceed the stated dose” as “exceed it”: a limit without a number is asked about here."""
    if pair.source.quantities:
        return None
    limits = [
        m for m in ours if m.value == "weak" and pair.source.words[m.last].startswith("exceed")
    ]
    words = pair.target.words
    return next((m for m in limits if echoed("exceed", pair.source, pair.target, words)), None)


def sure(marks: Sequence[Mark]) -> bool:
    """Is there a word that forbids: “avoid”, “contraindicated”?"""
    return any(mark.value in FORBIDDING for mark in marks)
