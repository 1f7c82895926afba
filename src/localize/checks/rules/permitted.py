"""What may be done: “must not” becomes neither “may” nor “need not”, nor “cannot rule out” “rules out”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from localize.checks.base import Pair, Problem, Span
from localize.checks.reading import stance
from localize.checks.reading.denial import FULL, WITHOUT, meant, weak, within
from localize.checks.reading.exception import exchanged, stated
from localize.checks.reading.lasting import lasting
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.rephrased import bounds, turned
from localize.checks.reading.restricted import only
from localize.checks.reading.undone import redirected, stripped, twice_denied
from localize.checks.rules.exceptions import restricted
from localize.checks.rules.told import missing
from localize.regex import regex

_TWO = 2


def undone(
    pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark], source: Span, target: Span
) -> Iterator[Problem]:
    """“does not rule out” as “rules out”, “do not fail to” as “do not”."""
    if len(ours) < _TWO:
        return
    ours = stated(ours, pair.source, pair.target)
    if not any(twice_denied(ours, pair.source)) or only(
        pair.source, pair.target, source, target, ours
    ):
        return
    if bounds(pair.source, source, pair.target, target):
        return  # “should not be stopped earlier than” as “sollte frühestens … abgesetzt werden”
    theirs = lasting(stated(theirs, pair.target, pair.source), pair.target, pair.source)
    cue = stripped(ours, theirs, pair.source, pair.target, target)
    cue = cue or redirected(ours, theirs, pair.source, pair.target)
    if (
        cue
        and restricted(pair.source, pair.target)
        and stance.conditional(cue, pair.source, source)
    ):
        return  # “pointless if you are not fasting” as “only if you are”
    if cue and not exchanged(pair) and not turned(pair.source, pair.target, ours):
        yield missing(pair, cue)


def stances(pair: Pair, source: Span, target: Span) -> Iterator[Problem]:
    """“must not” as “may” or “need not”, “need not” as “must not”, “should” as “need not”, whatever else is denied."""
    if stance.FAMILY not in pair.target.marks or _NO_REASON.search(pair.source.prose.plain):
        return
    if forbidden := stance.forbids(pair.source, source):
        excused = stance.needless(pair.source, source)
        became = None if excused else _spared(pair, target)
        # “Must not …, because it can …”: what can be excuses what may be, but not what need not.
        if not (excused or became or stance.allows(pair.source, source)):
            became = _released(pair, source, target, forbidden)
        said: Mark | None = forbidden
    elif needless := stance.needless(pair.source, source):
        said, became = needless, _bound(pair, source, target)
    elif (obliged := stance.obliges(pair.source, source)) and not within(
        meant(pair.source), *source
    ):
        said, became = obliged, stance.needless(pair.target, target)
    else:
        said = _unable(pair, source, target)
        became = _allowed(pair, source, target) if said else None
    if said and became:
        yield _became(pair, said, became)


_NO_REASON = regex(r"\bno reason (?:why|for|not)\b", re.IGNORECASE)
"""“There is no reason why you should not” gives leave."""


def _bound(pair: Pair, source: Span, target: Span) -> Mark | None:
    """What forbids or obliges now, where the source says that something need not be."""
    changed = stance.forbids(pair.target, target)
    if restricted(pair.source, pair.target) and not changed:
        return None  # “below 38.5 °C it need not” as “it must only from 38.5 °C on”
    if not changed and not stance.obliges(pair.source, source):
        changed = stance.obliges(pair.target, target)
        if not changed and not any(
            mark.value in (*FULL, "only", "limit") for mark in within(meant(pair.target), *target)
        ):
            # “do not have to be sober” as “es obligatorio estar sobrio”
            alike = stance.needs(pair.target, target) and not stance.needs(pair.source, source)
            if alike and not restricted(pair.source, pair.target):
                changed = stance.needs(pair.target, target)
    return None if stance.needless(pair.target, target) else changed


def _unable(pair: Pair, source: Span, target: Span) -> Mark | None:
    """The one negation of the source, where it says what cannot be and the target denies nothing."""
    here = within(meant(pair.source), *source)
    there = within(meant(pair.target), *target)
    if any(pair.target.words[mark.first] in WITHOUT for mark in there):
        # “cannot be given without a test” is not “can be given without a test”
        here = [mark for mark in here if pair.source.words[mark.first] not in WITHOUT]
        there = [mark for mark in there if pair.target.words[mark.first] not in WITHOUT]
    lone = len(here) == 1 and not there
    return here[0] if lone and stance.unable(pair.source, source) else None


def _allowed(pair: Pair, source: Span, target: Span) -> Mark | None:
    """What may be now, where the source says that it cannot: no limit, nor a condition, says the same."""
    allowed = stance.allows(pair.target, target)
    if not allowed:
        return None
    otherwise = (
        restricted(pair.source, pair.target)
        or bounds(pair.source, source, pair.target, target)
        or turned(pair.source, pair.target, within(meant(pair.source), *source))
    )
    return None if otherwise else allowed


def _spared(pair: Pair, target: Span) -> Mark | None:
    """What need not be in a target that forbids nothing."""
    spared = stance.needless(pair.target, target)
    return spared if spared and not stance.forbids(pair.target, target) else None


def _released(pair: Pair, source: Span, target: Span, forbidden: Mark) -> Mark | None:
    """What may be now, where the source forbids it: nothing else in the target does."""
    allowed = stance.allows(pair.target, target)
    if not allowed or stance.denies_outside(pair.target, target):
        return None
    otherwise = (
        restricted(pair.source, pair.target)
        or only(pair.source, pair.target, source, target, [forbidden])
        or (not WITHOUT.isdisjoint(pair.source.words) and WITHOUT.isdisjoint(pair.target.words))
        or bounds(pair.source, source, pair.target, target)
        or turned(pair.source, pair.target, meant(pair.source))
        or weak(within(meant(pair.target), *target)) > weak(within(meant(pair.source), *source))
    )
    return None if otherwise else allowed


def _became(pair: Pair, here: Mark, there: Mark) -> Problem:
    said, became = (
        side.prose.text[mark.start : mark.end]
        for side, mark in ((pair.source, here), (pair.target, there))
    )
    return pair.problem(f"what may be done: “{said}” became “{became}”", here, there)


def no_bar(cue: Mark, pair: Pair) -> bool:
    """“Despite a cold, she can” as “a cold is nothing that keeps her from it”."""
    return bool(
        _DESPITE.search(pair.source.prose.plain)
        and _NO_BAR.search(pair.target.prose.plain, max(0, cue.start - _VERB))
    )


_DESPITE = regex(
    r"\b(?:although|despite|even|in spite of|regardless|still|though)\b", re.IGNORECASE
)
_NO_BAR = regex(
    r"\b(?:sprech\w+|spr[ai]ch\w*) (?:nichts? )(?:da)?gegen|\bn'empêch\w+ (?:pas|en rien)|\bne s'oppos\w+ pas|\bn(?:o|ão|on) (?:impid|imped|obst)"
    r"|\b(?:no|não|non) (?:es|é|è) (?:un |um )?(?:obst[aá]c|impedim|ostacol)|\b(?:kein Hindernis|kein Hinderungsgrund)\b",
    re.IGNORECASE,
)
"""What denies that something is in the way."""
_VERB = 12
"""Characters from such a verb to its negation."""
