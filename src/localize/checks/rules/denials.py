"""The negations of one sentence, counted on both sides: is one lost, or one too many?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from localize.checks.base import Pair, Problem, Span
from localize.checks.reading import stance
from localize.checks.reading.affirmed import affirmed
from localize.checks.reading.alike import unmatched, untranslated
from localize.checks.reading.cancelled import cancels, scarcely
from localize.checks.reading.denial import (
    CLAUSE,
    STANDINS,
    counted,
    groups,
    repeated,
    restricts,
    shared_ends,
    within,
)
from localize.checks.reading.echo import (
    other_condition,
    plain_said,
    reversed_subject,
    said_otherwise,
    shortened,
    unspoken,
)
from localize.checks.reading.exception import exchanged, opposed, stated
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.predicates import instead, translates
from localize.checks.reading.reach import denied_by, is_without
from localize.checks.reading.reading import Reading
from localize.checks.reading.rephrased import (
    begins,
    lasting,
    only,
    only_not,
    provided,
    scopes,
    unsaid,
    waited_for,
    while_not,
)
from localize.checks.rules.balance import Balance, Side, weigh
from localize.checks.rules.bared import bared
from localize.checks.rules.exceptions import restricted, unlesses
from localize.checks.rules.forbidden import firm, sure
from localize.checks.rules.moved import AND
from localize.checks.rules.told import added, missing
from localize.model import Severity

_TWO = 2


def compare(
    pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark], source: Span, target: Span
) -> Iterator[Problem]:
    """Compare one sentence. A word like “avoid” may stand for a negation where the other side lacks it."""
    if theirs:
        theirs = _but_idioms(pair, theirs)
    ours = stated(ours, pair.source, pair.target)
    theirs = lasting(stated(theirs, pair.target, pair.source), pair.target, pair.source)
    ours, theirs = provided(ours, theirs, pair.source, pair.target)
    ours, theirs = unspoken(ours, theirs, pair.source, pair.target)
    mine = groups(ours, pair.source.prose.plain)
    other = groups(theirs, pair.target.prose.plain)
    if len(mine) == len(other):
        # As many on both sides, as nearly always: what could stand for one that is gone need not be looked for.
        yield from _as_many(
            pair, Side(pair.source, source, ours, mine), Side(pair.target, target, theirs, other)
        )
        return
    if not _excepting(pair.source):
        # “ne … que” stands for a negation with its exception, not for one alone.
        theirs = [mark for mark in theirs if mark.value != "only"]
    yield from _more(
        pair, Side(pair.source, source, ours, mine), Side(pair.target, target, theirs, other)
    )


def _as_many(pair: Pair, ours: Side, theirs: Side) -> Iterator[Problem]:
    """As many negations on both sides: is what forbids gone, or does one deny what the source affirms?"""
    problems = list(firm(pair, ours, theirs))
    own = untranslated(theirs.marks, theirs.reading, ours.reading)
    if (ours.denials or sure(ours.marks)) and not own:
        problems += bared(pair, ours.marks)
    if ours.denials and not own:
        problems = problems or list(_but_the_other(pair, ours, theirs))
        if not problems and (cue := scarcely(ours.marks, pair.source.prose.plain)):
            problems.append(missing(pair, cue))
    if not (problems or theirs.denials or sure(theirs.marks)):
        bare = (m for m in ours.marks if plain_said(m, pair.source, pair.target))
        problems += [missing(pair, mark) for mark in islice(bare, 1)]
    yield from problems
    if ours.denials and not problems:
        yield from _elsewhere(pair, ours, theirs)
        if starting := begins(ours.denials, theirs.denials, pair.source, pair.target):
            yield missing(pair, starting)


def _but_the_other(pair: Pair, ours: Side, theirs: Side) -> Iterator[Problem]:
    """“neither A nor B” as “not A, but B”."""
    for mark in ours.marks:
        if pair.source.words[mark.first] in ("neither", "nor") and affirmed(
            [mark], [], ours.reading, theirs.reading, theirs.span
        ):
            yield missing(pair, mark)
            return


def _more(pair: Pair, ours: Side, theirs: Side) -> Iterator[Problem]:
    """More negations on one side: is one too few or too many, whatever may stand for one?"""
    found = weigh(ours, theirs)
    if found.lost > 0:
        yield from _lost(pair, ours, theirs, found)
    elif found.come > 0:
        yield from _come(pair, ours, theirs, found)
    elif cue := (_with_for_without(ours, theirs) or _affirmed_there(ours, theirs, found)):
        yield missing(pair, cue)
    elif cue := _affirmed_here(ours, theirs, found):
        yield added(pair, cue)
    else:
        yield from firm(pair, ours, theirs)


def _lost(pair: Pair, ours: Side, theirs: Side, found: Balance) -> Iterator[Problem]:
    """A negation of the source is gone, unless it is said another way."""
    mine, lost = ours.denials, found.lost
    gone = len(mine) - len(theirs.denials)
    if gone <= lost or shortened(mine, pair.source, pair.target):
        # What stands for one of two that take each other back may be another word: “not mean that … no”.
        gone = lost
    meaning = unsaid(ours.marks, pair.source, pair.target)
    if (
        cancels(
            mine,
            [m for m in _denying(ours, theirs) if m in meaning],
            pair.source.prose.plain,
            gone,
            -found.spare,
            restricted=restricted(pair.source, pair.target),
        )
        or _exchanged(pair, ours, theirs, lost)
        or (lost == 1 and (_absent(ours, theirs) or _first(ours, theirs) or _equal(ours, theirs)))
        or (
            lost == 1
            and not stance.forbids(pair.source, ours.span)
            and reversed_subject(mine[0], pair.source, pair.target)
        )
    ):
        return
    otherwise = said_otherwise(mine, theirs.denials, pair.source, pair.target, theirs.span)
    if (
        len(otherwise) >= lost
        and _instead(otherwise, ours.reading, theirs.reading)
        and not _shortened(pair)
        and not _with_it(otherwise[0], ours, theirs)
        and not _turned_over(otherwise, ours, theirs)
        and not while_not(pair.source, pair.target)
        and not (waited_for(pair.source, mine) and restricts(pair.target))
    ):
        yield missing(pair, otherwise[0], Severity.MINOR)
    else:
        yield missing(pair, mine[-1])


def _come(pair: Pair, ours: Side, theirs: Side, found: Balance) -> Iterator[Problem]:
    """A negation of the target is new, unless the source says it another way."""
    other, come = theirs.denials, found.come
    gone = len(other) - len(ours.denials)
    if gone > come and shortened(other, pair.target, pair.source):
        gone = come  # “sem complicações, não …” for “uncomplicated”
    plain = pair.target.prose.plain
    if cancels(other, _denying(theirs, ours), plain, gone, found.spare) or _exchanged(
        pair, theirs, ours, come
    ):
        return
    otherwise = said_otherwise(other, ours.denials, pair.target, pair.source, ours.span)
    if len(otherwise) >= come and (
        _instead(otherwise, theirs.reading, ours.reading) or _bounded(otherwise, pair)
    ):
        yield added(pair, otherwise[0], Severity.MINOR)
    else:
        yield added(pair, other[-1])


def _instead(cues: Sequence[Mark], here: Reading, there: Reading) -> bool:
    """Has the other side a word that says a denial without one, *leave*, *always*, *only*, or as many negations in all?"""
    if counted(here) == counted(there):
        return True
    plain = here.prose.plain
    start = max((m.end() for m in CLAUSE.finditer(plain, 0, cues[0].start)), default=0)
    end = CLAUSE.search(plain, cues[0].end)
    return instead(there) > instead(here, (start, end.start() if end else len(plain)))


def _bounded(cues: Sequence[Mark], pair: Pair) -> bool:
    """Does a negation of the target bound an amount, “no … más de”, “sin esperar”, as the source may without one?"""
    target = pair.target
    limits = [m for family in _LIMITS for m in target.marks.get(family, ())]
    return any(
        0 < mark.first - cue.last <= _NEAR
        for cue in cues
        for mark in (*limits, *(m for m in target.marks.get("scope", ()) if m.value in _BOUNDING))
    )


_LIMITS = ("comparator", "comparator_after")
_BOUNDING = ("comparative", "wait")
_NEAR = 14
"""Words from a negation to the limit that it turns round."""


def _exchanged(pair: Pair, one: Side, other: Side, count: int) -> bool:
    """Are so many negations of one side an exception, or a condition, that the other says the other way round?"""
    if count == 1:
        unless = unlesses(one.reading) and only_not(other.reading, other.span)
        if (
            _only(one, other)
            or (exchanged(pair) and not unless)
            or _only_if(one, other)
            or _but_not(one, other)
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


def _affirmed_there(ours: Side, theirs: Side, found: Balance) -> Mark | None:
    """A negation of the source whose word the target affirms, though something might stand for it."""
    if (
        len(ours.denials) < len(theirs.denials)
        or found.limits
        or found.opposites[0]
        or found.lessened
        or shared_ends(theirs.reading, theirs.span)
        or (found.spare > 0 and restricted(ours.reading, theirs.reading))
    ):
        return None
    return _affirmed(ours, theirs)


def _affirmed_here(ours: Side, theirs: Side, found: Balance) -> Mark | None:
    """A negation of the target whose word the source affirms, though something might stand for it."""
    if (
        len(theirs.denials) < len(ours.denials)
        or found.limits
        or found.opposites[1]
        or repeated(theirs.denials, theirs.reading)
    ):
        return None
    return _affirmed(theirs, ours)


def _affirmed(one: Side, other: Side) -> Mark | None:
    """A negation of one side whose word the other affirms, where no exception is said the other way round."""
    if _only(one, other) or _only_if(one, other) or _but_not(one, other):
        return None
    return affirmed(one.denials, other.denials, one.reading, other.reading, other.span)


def _denying(one: Side, other: Side) -> list[Mark]:
    """The negations of one side, and what may stand for one and translates nothing of the kind."""
    own = untranslated(one.marks, one.reading, other.reading)
    return [m for m in one.marks if m in own or m.value not in STANDINS or m.value == "verb"]


def _only(one: Side, other: Side) -> bool:
    """Is a negation of one side, with its exception, said the other way round?"""
    return only(one.reading, other.reading, one.span, other.span, one.denials)


def _only_if(one: Side, other: Side) -> bool:
    """“Do not use it if it is broken” as “only use it if it is intact”."""
    return restricted(one.reading, other.reading) and other_condition(
        one.denials[-1], one.reading, other.reading, other.span
    )


def _but_not(one: Side, other: Side) -> bool:
    """Is “but not if …” said as “except if …”?"""
    here, there = (
        sum(mark.value == "except" for mark in side.reading.marks.get("exception", ()))
        for side in (one, other)
    )
    plain = one.reading.prose.plain
    return there > here and any(_BUT.search(plain, 0, mark.start) for mark in one.denials)


_BUT = re.compile(r"\b(?:aber|but|jedoch|ma|mais|mas|pero)\s$")


def _excepting(reading: Reading) -> bool:
    """Does a text except, limit, or say until when?"""
    return any(
        mark.value in ("except", "strict", "wait") for mark in reading.marks.get("scope", ())
    ) or any(family in reading.marks for family in ("exception", "comparator"))


def _absent(ours: Side, theirs: Side) -> bool:
    """Do two negations take each other back while “an absence of” is the one of the target: “kein …”?"""
    lacking = [
        m
        for m in unsaid(
            untranslated(ours.marks, ours.reading, theirs.reading), ours.reading, theirs.reading
        )
        if m.value == "firm"
    ]
    return bool(lacking) and cancels(ours.denials, ours.denials, ours.reading.prose.plain, _TWO, 0)


def _first(ours: Side, theirs: Side) -> bool:
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


def _equal(ours: Side, theirs: Side) -> bool:
    """“no more common in one than in the other” as “just as common”."""
    here, there = (
        sum(m.value == "same" for m in side.reading.marks.get("concept.sameness", ()))
        + sum(m.value == "equal" for m in within(side.reading.marks.get("scope", ()), *side.span))
        for side in (ours, theirs)
    )
    return there > here and bool(_NO_MORE.search(ours.reading.prose.plain, *ours.span))


_NO_MORE = re.compile(r"\b(?:no|not any) (?:more|less|\w+er)\b[^.;:]* than\b", re.IGNORECASE)


def _conditioned(cues: Sequence[Mark], reading: Reading, span: Span) -> bool:
    """Is a thing denied under a denied condition: “not if it cannot be guaranteed”, “only if it can”?"""
    return {stance.conditional(cue, reading, span) for cue in cues} == {False, True}


def _elsewhere(pair: Pair, ours: Side, theirs: Side) -> Iterator[Problem]:
    """As many negations, of which one denies what the source affirms: “call if it does not” as “do not call if it does”."""
    mine, other = ours.denials, theirs.denials
    cue = affirmed(mine, other, pair.source, pair.target, theirs.span)
    if cue is None or _only(ours, theirs):
        return
    new = affirmed(other, mine, pair.target, pair.source, ours.span)
    if new is not None:
        yield added(pair, new)
    elif said_otherwise(other, mine, pair.target, pair.source, ours.span) or (
        # “do not drive or use machines” as “you may drive, but use no machines”
        stance.forbids(pair.source, ours.span) and stance.allows(pair.target, theirs.span)
    ):
        yield missing(pair, cue)


def _but_idioms(pair: Pair, theirs: Sequence[Mark]) -> list[Mark]:
    """The negations but those of a phrase that says what the source says: “sans danger”, safely, “sans attendre”, at once."""
    idioms = {
        mark.start
        for family in _IDIOMS
        for mark in pair.target.marks.get(family, ())
        if mark.first < mark.last
        and (family == "concept.urgency" or len(theirs) > 1)
        and mark.value in {m.value.rstrip("?") for m in pair.source.marks.get(family, ())}
    }
    return [mark for mark in theirs if mark.start not in idioms]


_IDIOMS = ("concept.safety", "concept.urgency")


def _shortened(pair: Pair) -> bool:
    """Is the target so short that a clause may have been left out?"""
    plain = pair.source.prose.plain
    return len(pair.target.prose.plain) < _WHOLE * len(plain) and bool(AND.search(plain))


def _with_it(cue: Mark, ours: Side, theirs: Side) -> bool:
    """Is “nobody … without” said as “nobody … with”?"""
    return (
        is_without(cue, ours.reading)
        and len(ours.denials) > len(theirs.denials) > 0
        and not _WITH.isdisjoint(theirs.reading.words)
        and "with" not in ours.reading.words
    )


def _turned_over(left: Sequence[Mark], ours: Side, theirs: Side) -> bool:
    """Is “never inject without checking” said as “never check before you inject”?"""
    first, *others = ours.denials
    return (
        list(left) == [first]
        and len(others) == 1
        and len(theirs.denials) == 1
        and is_without(others[0], ours.reading)
        and not is_without(theirs.denials[0], theirs.reading)
    )


def _with_for_without(ours: Side, theirs: Side) -> Mark | None:
    """The *without* of “never without a filter” where the target says “never with a filter”."""
    here, there = ours.reading, theirs.reading
    cue = ours.denials[-1] if ours.denials else None
    if cue is None or not _with_it(cue, ours, theirs):
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
_WHOLE = 0.85
