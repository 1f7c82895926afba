"""The negations of one sentence, counted on both sides: is one lost, or one too many?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from localize.checks.base import Pair, Problem, Span
from localize.checks.reading import stance
from localize.checks.reading.affirmed import affirmed
from localize.checks.reading.alike import untranslated
from localize.checks.reading.cancelled import cancels, doubly
from localize.checks.reading.denial import (
    STANDINS,
    again,
    carried,
    groups,
    repeated,
    shared_ends,
    waits,
    weak,
)
from localize.checks.reading.echo import (
    other_condition,
    plain_said,
    reversed_subject,
    said_otherwise,
    shortened,
    unspoken,
)
from localize.checks.reading.exception import exchanged, stated
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.predicates import echoed
from localize.checks.reading.reading import Reading
from localize.checks.reading.rephrased import bounds, lasting, less, only, turned, unsaid
from localize.checks.rules.bared import bared
from localize.checks.rules.exceptions import restricted, unlesses
from localize.checks.rules.moved import AND
from localize.checks.rules.told import added, missing
from localize.model import Severity

_TWO = 2


def compare(
    pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark], source: Span, target: Span
) -> Iterator[Problem]:
    """Compare one sentence. A word like “avoid” may stand for a negation where the other side lacks it."""
    plain, translated = pair.source.prose.plain, pair.target.prose.plain
    if len(theirs) > 1:
        theirs = _but_idioms(pair, theirs)
    ours = stated(ours, pair.source, pair.target)
    theirs = lasting(stated(theirs, pair.target, pair.source), pair.target, pair.source)
    ours, theirs = unspoken(ours, theirs, pair.source, pair.target)
    mine = groups(ours, plain)
    other = groups(theirs, translated)
    if len(mine) == len(other):
        # As many on both sides, as nearly always: what could stand for one that is gone need not be looked for.
        problems = list(_firm(pair, ours, theirs, source, target))
        if mine and not weak(theirs):
            problems += bared(pair, ours)
        if not (problems or other or _sure(theirs)):
            problems += [missing(pair, m) for m in ours if plain_said(m, pair.source, pair.target)][
                :1
            ]
        yield from problems
        if mine and not problems:
            yield from _elsewhere(pair, mine, other, source, target)
        return
    # What carries a negation on may stand for another: “do not A and do not B”, “no A ni B”.
    most, other_most = len(mine) + carried(ours), len(other) + carried(theirs)
    if not _excepting(pair.source):
        # “ne … que” stands for a negation with its exception, not for one alone.
        theirs = [mark for mark in theirs if mark.value != "only"]
    spare = weak(theirs) - weak(ours)
    opposites = turned(pair.source, pair.target, ours), turned(pair.target, pair.source, theirs)
    # “at most two” may be “no … more than two”, and the other way round.
    limits = bounds(pair.source, source, pair.target, target)
    limits -= bounds(pair.target, target, pair.source, source)
    # What forbids stands for a negation whatever else may stand for one on the other side.
    standing = max(spare, _forbidding(pair, ours, theirs)) if spare < 0 else spare
    if spare < 0 and shortened(mine, pair.source, pair.target):
        standing = max(standing, 0)  # “without noticing” is “unbemerkt”
    standing += shared_ends(pair.target, target)
    lessened = less(pair.source, source, pair.target, target)
    standing += lessened
    if mine:
        # Where the word for “until” may stand for a negation too, it has been counted.
        standing += max(0, waits(ours, plain) - waits(theirs, translated))
    lost = len(mine) - other_most - max(0, standing) - opposites[0] - max(0, limits)
    come = (
        len(other)
        - repeated(other, pair.target)
        - again(ours, pair.source, source)
        - most
        - len(untranslated(ours, pair.source, pair.target))
        - opposites[1]
        - max(0, -limits)
    )
    if lost > 0 and spare < weak(theirs):
        # “Take less if they do not work well”, “tome menos …”: what both sides have stands for no other.
        open_ = weak(unsaid(theirs, pair.target, pair.source))
        open_ -= weak(unsaid(ours, pair.source, pair.target))
        lost -= max(0, open_) - max(0, spare)
    gone = lost
    if lost > 0 and len(mine) - len(other) > lost:
        # What stands for one of two that take each other back may be another word: “not mean that … no”.
        gone = lost if shortened(mine, pair.source, pair.target) else len(mine) - len(other)
    if lost > 0:
        if not (
            cancels(
                mine,
                unsaid(ours, pair.source, pair.target),
                plain,
                gone,
                -spare,
                restricted=restricted(pair.source, pair.target),
            )
            or (lost == 1 and only(pair.source, pair.target, source, target, mine))
            or (lost == 1 and exchanged(pair))
            or (lost == 1 and _absent(pair, mine, ours))
            or (
                lost == 1
                and not stance.forbids(pair.source, source)
                and reversed_subject(mine[0], pair.source, pair.target)
            )
            or (
                lost == _TWO
                and restricted(pair.source, pair.target)
                and _conditioned(mine, pair.source, source)
            )
            or (lost == 1 and _only_if(mine[-1], pair.source, pair.target, target))
        ):
            otherwise = said_otherwise(mine, other, pair.source, pair.target, target)
            if len(otherwise) >= lost and not _shortened(pair):
                yield missing(pair, otherwise[0], Severity.MINOR)
            else:
                yield missing(pair, mine[-1])
    elif come > 0:
        gone = len(other) - len(mine)
        if gone > come and shortened(other, pair.target, pair.source):
            gone = come  # “sem complicações, não …” for “uncomplicated”
        if not (
            cancels(other, _denying(theirs, pair), translated, gone, spare)
            or (come == 1 and only(pair.target, pair.source, target, source, other))
            or (come == 1 and exchanged(pair))
            or (
                come == _TWO
                and restricted(pair.target, pair.source)
                and _conditioned(other, pair.target, target)
            )
            or (come == 1 and _only_if(other[-1], pair.target, pair.source, source))
        ):
            otherwise = said_otherwise(other, mine, pair.target, pair.source, source)
            if len(otherwise) >= come:
                yield added(pair, otherwise[0], Severity.MINOR)
            else:
                yield added(pair, other[-1])
    elif (
        len(mine) > len(other)
        and not (limits or opposites[0] or lessened)
        and not shared_ends(pair.target, target)
        and not only(pair.source, pair.target, source, target, mine)
        and not _only_if(mine[-1], pair.source, pair.target, target)
        and not (spare > 0 and restricted(pair.source, pair.target))
        and (cue := affirmed(mine, other, pair.source, pair.target, target))
    ):
        yield missing(pair, cue)
    elif (
        len(other) > len(mine)
        and not (limits or opposites[1] or repeated(other, pair.target))
        and not only(pair.target, pair.source, target, source, other)
        and not _only_if(other[-1], pair.target, pair.source, source)
        and (cue := affirmed(other, mine, pair.target, pair.source, source))
    ):
        yield added(pair, cue)
    else:
        yield from _firm(pair, ours, theirs, source, target)


def _forbidding(pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark]) -> int:
    """How many words of the target forbid and translate none of the source; fewer than none where there is none."""
    firm = sum(m.value == "firm" for m in untranslated(theirs, pair.target, pair.source))
    return firm - sum(m.value == "firm" for m in ours) if firm else -len(ours)


def _denying(theirs: Sequence[Mark], pair: Pair) -> list[Mark]:
    """The negations of the target, and what may stand for one and translates nothing of the kind."""
    own = untranslated(theirs, pair.target, pair.source)
    return [m for m in theirs if m in own or m.value not in STANDINS or m.value == "verb"]


def _firm(
    pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark], source: Span, target: Span
) -> Iterator[Problem]:
    """A word that forbids, where the other side neither denies nor forbids."""
    firm = [] if theirs else [mark for mark in ours if mark.value in ("firm", "ban")]
    new = [] if ours else [mark for mark in theirs if mark.value in ("firm", "ban")]
    if unlesses(pair.source) and any(
        mark.value == "only" for mark in pair.target.marks.get("scope", ())
    ):
        return  # “avoid it unless necessary” is “use it only if necessary”
    if firm and not doubly(ours, pair.source.prose.plain):
        yield missing(pair, firm[0])
    elif not theirs and (cue := _exceeding(pair, ours)):
        yield missing(pair, cue)
    elif new and not (
        bounds(pair.target, target, pair.source, source)
        or only(pair.target, pair.source, target, source, new)
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


def _only_if(cue: Mark, here: Reading, there: Reading, span: Span) -> bool:
    """“Do not use it if it is broken” as “only use it if it is intact”."""
    return restricted(here, there) and other_condition(cue, here, there, span)


def _excepting(reading: Reading) -> bool:
    """Does a text except, limit, or say until when?"""
    return any(
        mark.value in ("except", "strict", "wait") for mark in reading.marks.get("scope", ())
    ) or any(family in reading.marks for family in ("exception", "comparator"))


def _sure(marks: Sequence[Mark]) -> bool:
    return any(mark.value in ("firm", "ban") for mark in marks)


def _absent(pair: Pair, mine: Sequence[Mark], ours: Sequence[Mark]) -> bool:
    """Do two negations take each other back while “an absence of” is the one of the target: “kein …”?"""
    lacking = [m for m in untranslated(ours, pair.source, pair.target) if m.value == "firm"]
    return bool(lacking) and cancels(mine, mine, pair.source.prose.plain, _TWO, 0)


def _conditioned(cues: Sequence[Mark], reading: Reading, span: Span) -> bool:
    """Is a thing denied under a denied condition: “not if it cannot be guaranteed”, “only if it can”?"""
    return {stance.conditional(cue, reading, span) for cue in cues} == {False, True}


def _elsewhere(
    pair: Pair, mine: Sequence[Mark], other: Sequence[Mark], source: Span, target: Span
) -> Iterator[Problem]:
    """As many negations, of which one denies what the source affirms: “call if it does not” as “do not call if it does”."""
    cue = affirmed(mine, other, pair.source, pair.target, target)
    if cue is None or only(pair.source, pair.target, source, target, mine):
        return
    new = affirmed(other, mine, pair.target, pair.source, source)
    if new is not None:
        yield added(pair, new)
    elif said_otherwise(other, mine, pair.target, pair.source, source):
        yield missing(pair, cue)


def _but_idioms(pair: Pair, theirs: Sequence[Mark]) -> list[Mark]:
    """The negations but those of a phrase that says what the source says: “sans danger”, safely."""
    known = pair.source.marks.get("concept.safety", ())
    said = {mark.value for mark in known}
    idioms = {
        mark.start
        for mark in pair.target.marks.get("concept.safety", ())
        if mark.value in said and mark.first < mark.last
    }
    return [mark for mark in theirs if mark.start not in idioms]


def _shortened(pair: Pair) -> bool:
    """Is the target so short that a clause may have been left out?"""
    plain = pair.source.prose.plain
    return len(pair.target.prose.plain) < _WHOLE * len(plain) and bool(AND.search(plain))


_WHOLE = 0.85
