"""A denial that the other side says the other way round: “not until” as “only after”, “never without” as “always with”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from localize.checks.base import Pair, Problem, Span
from localize.checks.reading import stance
from localize.checks.reading.alike import unmatched
from localize.checks.reading.denial import CLAUSE, LIST, meant, prohibitions, restricts, within
from localize.checks.reading.echo import other_condition
from localize.checks.reading.exception import exchanged, opposed
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.pivot import following, pivots, things
from localize.checks.reading.predicates import echoed, translates
from localize.checks.reading.reach import denied_by, is_without, words_after
from localize.checks.reading.reading import Reading
from localize.checks.reading.restricted import only, only_not, scopes
from localize.checks.rules.balance import Side
from localize.checks.rules.exceptions import restricted, unlesses
from localize.checks.rules.told import added, missing

_TWO = 2


def exchanged_for(pair: Pair, one: Side, other: Side, count: int) -> bool:
    """Are so many negations of one side an exception, or a condition, that the other says the other way round?"""
    if count == 1:
        unless = unlesses(one.reading) and only_not(other.reading, other.span)
        if (
            said_by_only(one, other)
            or (exchanged(pair) and not unless)
            or said_by_only_if(one, other)
            or but_not(one, other)
            or not_before(one, other)
        ):
            return True
        if restricted(one.reading, other.reading) and _bare(one):
            return True  # “if later, do not” is “only if it is not later”
        # “never on broken skin” is “only on intact skin”
        return (
            one.reading is pair.source
            and restricts(other.reading)
            and restricted(one.reading, other.reading)
            and opposed(one.reading, other.reading)
        )
    return (
        count == _TWO
        and restricted(one.reading, other.reading)
        and _conditioned(one.denials, one.reading, one.span)
    )


def _bare(side: Side) -> bool:
    """Does the last negation deny nothing that it names: “if it is later, do not.”?"""
    return bool(_ENDED.match(side.reading.prose.plain, side.denials[-1].end))


_ENDED = re.compile(r"\s*(?:$|[.;!])")


def said_by_only(one: Side, other: Side) -> bool:
    """Is a negation of one side, with its exception, said the other way round?"""
    return only(one.reading, other.reading, one.span, other.span, one.denials)


def said_by_only_if(one: Side, other: Side) -> bool:
    """“Do not use it if it is broken” as “only use it if it is intact”."""
    return restricted(one.reading, other.reading) and other_condition(
        one.denials[-1], one.reading, other.reading, other.span
    )


def but_not(one: Side, other: Side) -> bool:
    """Is “but not if …” said as “except if …”?"""
    here, there = (
        sum(mark.value == "except" for mark in side.reading.marks.get("exception", ()))
        for side in (one, other)
    )
    plain = one.reading.prose.plain
    return there > here and any(_BUT.search(plain, 0, mark.start) for mark in one.denials)


_BUT = re.compile(r"\b(?:aber|but|jedoch|ma|mais|mas|pero)\s$")


def before_it(ours: Side, theirs: Side) -> bool:
    """“nobody was sent home without having drunk” as “nobody was sent home before he had drunk”."""
    here, there = (
        sum(m.value == "before" for m in side.reading.marks.get("concept.time", ()))
        for side in (ours, theirs)
    )
    return (
        bool(theirs.denials)
        and there > here
        and is_without(ours.denials[-1], ours.reading)
        and not unmatched(theirs.denials, ours.denials[:-1], theirs.reading, ours.reading)
        and not any(is_without(mark, theirs.reading) for mark in theirs.denials)
    )


def not_before(one: Side, other: Side) -> bool:
    """Is “A before B” said as “not B until A”: does the negation of `one` deny what stands behind the *before* of `other`?"""
    here, there = one.reading, other.reading
    cue = one.denials[-1]
    if is_without(cue, here) or not any(
        m.value == "except" and m.start >= cue.end for m in here.marks.get("scope", ())
    ):
        return False
    for mark in there.marks.get("concept.time", ()):
        if mark.value == "before":
            # A clause has a subject or an object, too: “bevor Sie Auto fahren”, but “vor dem Schlucken öffnen”.
            count = 1 if there.words[mark.first] == "vor" else _TWO
            behind = [word.text for word in islice(words_after(mark, there), count)]
            if any(echoed(word, here, there, behind) for word in denied_by(cue, here)):
                return True
    return False


def as_much(ours: Side, theirs: Side) -> bool:
    """“no more common in one than in the other” as “just as common”."""
    here, there = (
        sum(m.value == "same" for m in side.reading.marks.get("concept.sameness", ()))
        + sum(m.value == "equal" for m in within(side.reading.marks.get("scope", ()), *side.span))
        for side in (ours, theirs)
    )
    return there > here and bool(_NO_MORE.search(ours.reading.prose.plain, *ours.span))


_NO_MORE = re.compile(r"\b(?:no|not any) (?:more|less|\w+er)\b[^.;:]* than\b", re.IGNORECASE)


def not_as_much(pair: Pair, ours: Side, theirs: Side) -> bool:
    """“A lasts longer than B” as “B does not last as long as A”."""
    source, target = ours.reading, theirs.reading
    than = pivots(source, "than")
    if len(than) != 1 or any(m.value == "less" for m in source.marks.get("concept.degree", ())):
        return False
    cue = theirs.denials[-1]
    equal = [
        m
        for m in target.marks.get("scope", ())
        if m.value == "equal" and 0 < m.first - cue.last <= LIST
    ]
    at = _AS.search(target.prose.plain, equal[0].start + 1) if equal else None
    if at is None or CLAUSE.search(target.prose.plain, equal[0].start, at.end()):
        return False
    mine, other = things(pair)
    shared = mine.keys() & other.keys()
    if any(mine[k][0] >= than[0].end and other[k][0] >= at.end() for k in shared):
        return False
    return any(
        (mine[k][0] >= than[0].end and other[k][1] <= cue.start)
        or (mine[k][1] <= than[0].start and other[k][0] >= at.end())
        for k in shared
    )


_AS = re.compile(r"\b(?:como|quanto|wie|come|cuanto|que |qu')", re.IGNORECASE)


def _conditioned(cues: Sequence[Mark], reading: Reading, span: Span) -> bool:
    """Is a thing denied under a denied condition: “not if it cannot be guaranteed”, “only if it can”?"""
    return {stance.conditional(cue, reading, span) for cue in cues} == {False, True}


def with_it(cue: Mark, ours: Side, theirs: Side) -> bool:
    """Is “nobody … without” said as “nobody … with”?"""
    return (
        is_without(cue, ours.reading)
        and len(ours.denials) > len(theirs.denials) > 0
        and not _WITH.isdisjoint(theirs.reading.words)
        and "with" not in ours.reading.words
    )


def turned_over(left: Sequence[Mark], ours: Side, theirs: Side) -> bool:
    """Is “never inject without checking” said as “never check before you inject”?"""
    first, *others = ours.denials
    return (
        list(left) == [first]
        and len(others) == 1
        and len(theirs.denials) == 1
        and is_without(others[0], ours.reading)
        and not is_without(theirs.denials[0], theirs.reading)
    )


def with_for_without(ours: Side, theirs: Side) -> Mark | None:
    """The *without* of “never without a filter” where the target says “never with a filter”."""
    here, there = ours.reading, theirs.reading
    cue = ours.denials[-1] if ours.denials else None
    if cue is None or not with_it(cue, ours, theirs):
        return None
    if (
        restricts(there)
        or "except" in scopes(there)
        or any(is_without(mark, there) for mark in theirs.marks)
    ):
        return None
    words, plain = there.words, there.prose.plain
    for thing in denied_by(cue, here)[:1]:
        says = translates(thing, here, there)
        for index, word in enumerate(words):
            if word in _WITH and any(map(says, words[index + 1 : index + _SOON])):
                start = there.places[index].start
                if any(
                    m.end <= start and not CLAUSE.search(plain, m.end, start)
                    for m in theirs.denials
                ):
                    return cue
    return None


_SOON = 4
"""Words to what follows a preposition."""
_WITH = frozenset({"avec", "com", "con", "mit"})


def with_or_without(pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark]) -> Iterator[Problem]:
    """“With food” as “without food”, or the other way round, where nothing else is denied that could take it back."""
    here = [mark for mark in ours if is_without(mark, pair.source)]
    there = [mark for mark in theirs if is_without(mark, pair.target)]
    if bool(here) == bool(there):
        return
    cues, reading, other = (
        (here, pair.source, pair.target) if here else (there, pair.target, pair.source)
    )
    mine, others = (
        prohibitions([mark for mark in marks if mark not in but], side.prose.plain)
        for side, marks, but in ((pair.source, ours, here), (pair.target, theirs, there))
    )
    if len(cues) != 1 or mine != others:
        return
    known, known_there = things(pair) if here else reversed(things(pair))
    thing = following(reading, cues[0], known, _TWO)
    if thing is None or thing[0] == "#":
        return
    start = known_there[thing][0]
    index = next((i for i, place in enumerate(other.places) if place.start == start), 0)
    if {"with", *_WITH}.isdisjoint(other.words[max(0, index - _SOON + 1) : index]) or any(
        other.places[max(0, index - _SOON)].start <= mark.start < start for mark in meant(other)
    ):
        return
    yield missing(pair, cues[0]) if here else added(pair, cues[0])
