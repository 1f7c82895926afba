"""A denial that the other side says the other way round: “not until” as “only after”, “never without” as “always with”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from localize.checks.base import Pair, Problem, Span
from localize.checks.reading import stance
from localize.checks.reading.alike import unmatched, untranslated
from localize.checks.reading.denial import (
    CLAUSE,
    FORBIDDING,
    LIST,
    WITHOUT,
    clause_start,
    meant,
    prohibitions,
    restricts,
    within,
)
from localize.checks.reading.echo import other_condition
from localize.checks.reading.exception import exchanged, opposed
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.pivot import following, things
from localize.checks.reading.pivots import pivots
from localize.checks.reading.predicates import echoed, light_words, translates
from localize.checks.reading.reach import denied_by, is_without, words_after
from localize.checks.reading.reading import Reading
from localize.checks.reading.restricted import exceptions, only, only_not, same_limit, scopes
from localize.checks.rules.balance import Side
from localize.checks.rules.exceptions import only_what_is, restricted, unlesses
from localize.checks.rules.told import added, missing
from localize.checks.rules.until import at_once
from localize.regex import regex

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
            or _first_time(one, other)
            or _within_it(one, other)
            or _both_denied(one, other)
            or at_once(one, other)
            or only_what_is(one.reading, other.reading)
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


_ENDED = regex(r"\s*(?:$|[.;!])")


def said_by_only(one: Side, other: Side) -> bool:
    """Is a negation of one side, with its exception, said the other way round?"""
    return only(one.reading, other.reading, one.span, other.span, one.denials)


def said_by_only_if(one: Side, other: Side) -> bool:
    """“Do not use it if it is broken” as “only use it if it is intact”."""
    here, there = one.reading, other.reading
    return (
        restricted(here, there)
        and not same_limit(here, there)
        and other_condition(one.denials[-1], here, there, other.span)
    )


def but_not(one: Side, other: Side) -> bool:
    """Is “but not if …” said as “except if …”?"""
    here, there = (exceptions(side.reading.marks.get("exception", ())) for side in (one, other))
    plain = one.reading.prose.plain
    return there > here and any(_BUT.search(plain, 0, mark.start) for mark in one.denials)


_BUT = regex(r"\b(?:aber|but|jedoch|ma|mais|mas|pero)\s$")


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
    until = [m.start for m in here.marks.get("scope", ()) if m.value == "except"]
    cue = one.denials[0]
    if is_without(one.denials[-1], here) or not any(start >= cue.end for start in until):
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
    plain = ours.reading.prose.plain
    if _NO_OTHER.search(plain, *ours.span) and _MOST.search(theirs.reading.prose.plain):
        return True  # “no other kills more than” as “the one that kills most”
    return there > here and bool(_NO_MORE.search(plain, *ours.span))


_NO_OTHER = regex(r"\b(?:no other|none|nothing|no one)\b[^.;:]*\bthan\b", re.IGNORECASE)
_MOST = regex(
    r"\b(?:(?:el|la|los|las|lo|le|les|il|i|gli|o|a|os|as)(?: (?:que|qui|che))? (?:más|mais|plus|più|mayor|maior|maggiore?)"
    r"|(?:am|der|die|das|den|dem) \w+ste[nrs]?|meisten)\b"
)
_NO_MORE = regex(r"\b(?:no|not any) (?:more|less|\w+er)\b[^.;:]* than\b", re.IGNORECASE)


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


_AS = regex(r"\b(?:como|quanto|wie|come|cuanto|que |qu')", re.IGNORECASE)


def _first_time(one: Side, other: Side) -> bool:
    """“never … before” as “for the first time”."""
    here, there = (
        sum(mark.value == "first" for mark in side.reading.marks.get("concept.rank", ()))
        for side in (one, other)
    )
    return there > here and _NEVER_BEFORE.search(one.reading.prose.plain) is not None


_NEVER_BEFORE = regex(
    r"\b(?:never|nunca|jamás|jamais|mai|nie)\b[^.;:]*\b(?:before|antes|avant|auparavant|prima|zuvor|vorher)(?=\s*(?:$|[.,;:!?)]))"
    r"|\b(?:never (?:previously|yet)|never once|nunca (?:antes|había|habían|tinha|tinham)|noch nie|encore jamais|jamais encore|mai prima"
    r"|(?:hac(?:e|ía)|há|fazia) (?:\w+ ){1,3}que n[oã]o?|seit (?:\w+ ){1,2}nicht mehr|(?:no|not any|without any|without) (?:previous|prior|earlier))\b",
    re.IGNORECASE,
)


def _within_it(one: Side, other: Side) -> bool:
    """“not outside office hours” as “only during office hours”."""
    return (
        restricted(one.reading, other.reading)
        and any(
            0 < found.start() - mark.end <= _OUT
            for mark in one.denials
            for found in _OUTSIDE.finditer(one.reading.prose.plain, mark.end, one.span[1])
        )
        and _OUTSIDE.search(other.reading.prose.plain, *other.span) is None
    )


_OUT = 60
"""Characters from a negation to the *outside* that it denies."""
_OUTSIDE = regex(
    r"\b(?:outside|fuera d|en dehors|außerhalb|fora d|(?:al di )?fuori d)", re.IGNORECASE
)


def _both_denied(one: Side, other: Side) -> bool:
    """“only if it was tolerated” as “if it was not tolerated, it is left out”, “pointless if not” as “only if”."""
    if not restricts(other.reading) or restricts(one.reading):
        return False
    last = one.denials[-1]
    return _conditional(last, one) and any(
        mark.value in ("weak", *FORBIDDING) and not _conditional(mark, one)
        for mark in untranslated(one.marks, one.reading, other.reading)
    )


def _conditional(mark: Mark, side: Side) -> bool:
    """Does a word stand in a condition, a German one without *wenn* too: “Wurde sie nicht vertragen, entfällt …”?"""
    if stance.conditional(mark, side.reading, side.span):
        return True
    comma = side.reading.prose.plain.find(",", *side.span)
    return (
        side.reading.tables.compounds
        and mark.start < comma
        and side.reading.words[1:2] != ["sie"]
        and _AS_IF.match(side.reading.prose.plain, side.span[0]) is not None
    )


_AS_IF = regex(
    r"(?:Ist|Sind|War|Waren|Wird|Werden|Wurden?|Hat|Haben|Hatten?|Kann|Können|Konnten?|Darf|Muss|Sollten?|Bleib\w*|Blieb\w*|Besteh\w*"
    r"|Erschein\w*|Fehl\w*|Gib\w*|Geht|Kommt|Liegt|Lieg\w*|Reicht|Schließt|Sinkt|Steigt|Tritt|Treten|Zeigt|Zeigen)\b"
)


def left_without(ours: Side, theirs: Side) -> bool:
    """“a gap of four hours between feeds” as “four hours without a feed”, “can be taken off” as “can be without it”."""
    return (
        is_without(theirs.denials[-1], theirs.reading)
        and "with" not in ours.reading.words
        and _LEFT.search(ours.reading.prose.plain, *ours.span) is not None
    )


_LEFT = regex(
    r"\b(?:gaps?|intervals?|breaks?|pauses?|apart|remov(?:e|es|ed|ing|al)|(?:tak\w+|took|com\w+|leave|left)\b(?:(?: \w+){0,3})? off"
    r"|on (?:its|their|his|her|your) own|by (?:itself|themselves|himself|herself|yourself)|spontaneous\w*|unaided)\b",
    re.IGNORECASE,
)


def only_elsewhere(ours: Side, theirs: Side) -> bool:
    """“on weekdays only” as “not at weekends, only on weekdays”: is what is denied beside the *only* none of what the source says?"""
    here, there = ours.reading, theirs.reading
    if not (restricts(here) and restricts(there)):
        return False
    cue, plain = theirs.denials[-1], there.prose.plain
    start = clause_start(plain, cue.start, theirs.span[0])
    sign = CLAUSE.search(plain, cue.end)
    end = sign.start() if sign else theirs.span[1]
    if not any(
        (sign and mark.start > end and _BUT_ONLY.fullmatch(plain, end, mark.start))
        or (mark.end < start and start == cue.start - 1)
        for mark in there.marks.get("scope", ())
        if mark.value == "only"
    ):
        return False
    if any(
        {mark.value for mark in within(marks, start, end)}
        & {mark.value for mark in here.marks.get(family, ())}
        for family, marks in there.marks.items()
        if family in _CASES
    ):
        return False  # “not at night, only in the morning”
    light = light_words(there.tables.language)
    words = [w.text for w in there.places if start <= w.start < end and w.text not in light]
    return any(not echoed(word, there, here, here.words) for word in words)


_CASES = frozenset(
    f"concept.{name}"
    for name in ("daypart", "meal", "person", "route", "side", "weekday", "weekpart")
)
"""Sets of when and for whom something holds."""
_BUT_ONLY = regex(r",\s(?:(?:sino|sondern|mais|ma|mas|bensì)\s)?(?:(?:que|è|es|est|é)\s)?")


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
    words, others = pair.source.words, pair.target.words
    here = [mark for mark in ours if words[mark.first] in WITHOUT]
    there = [mark for mark in theirs if others[mark.first] in WITHOUT]
    if bool(here) == bool(there):
        return
    cues, reading, other = (
        (here, pair.source, pair.target) if here else (there, pair.target, pair.source)
    )
    if len(cues) != 1:
        return
    mine, forbidden = (
        prohibitions([mark for mark in marks if mark not in but], side.prose.plain)
        for side, marks, but in ((pair.source, ours, here), (pair.target, theirs, there))
    )
    # What is denied besides a “without” that is new may be said in a word: “not suitable” as “inadatta”.
    short = (theirs if mine > forbidden else ours) if there else ()
    if mine != forbidden and abs(mine - forbidden) > sum(m.value == "weak" for m in short):
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
