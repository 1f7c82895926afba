"""negation: what the source denies or forbids is denied or forbidden in the target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from localize.checks.base import Check, Pair, Problem, Scope, Span
from localize.checks.dimensions import ACCURACY
from localize.checks.reading.affixes import DENYING
from localize.checks.reading.alike import untranslated
from localize.checks.reading.anchors import anchors, starts
from localize.checks.reading.denial import FULL, meant, within
from localize.checks.reading.echo import left_out
from localize.checks.reading.exception import FAMILY, turned_exception
from localize.checks.reading.lasting import lasts
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.reading import Reading
from localize.checks.reading.rephrased import unsaid
from localize.checks.reading.sentence import sentences
from localize.checks.rules.bared import bared, flips, freed
from localize.checks.rules.concord import alone, no_worse, not_always, unopposed
from localize.checks.rules.conditions import condition_lost, without_condition
from localize.checks.rules.denials import compare
from localize.checks.rules.excepted import (
    PRESENCE,
    absent,
    newly_excepted,
    no_longer_absent,
    no_longer_excepted,
)
from localize.checks.rules.exceptions import (
    exception,
    for_even_if,
    for_if,
    only_until,
    turned_only_if,
    unlesses,
    unrestricted,
    without_exception,
    without_unless,
)
from localize.checks.rules.forbidden import sure
from localize.checks.rules.jointly import denied_jointly
from localize.checks.rules.moved import moved
from localize.checks.rules.permitted import stances, undone
from localize.checks.rules.reversed import with_or_without
from localize.checks.rules.told import added, missing
from localize.checks.rules.until import beforehand, begun, made_a_condition, rushed, unwaiting
from localize.model import Severity
from localize.regex import regex


def _run(pair: Pair, _scope: Scope) -> Iterator[Problem]:
    found = list(_denied(pair))
    yield from found
    if found and not _minor(found):
        return
    here, there = pair.source.marks, pair.target.marks
    if (FAMILY in there or PRESENCE in there) and (new := newly_excepted(pair) or absent(pair)):
        yield added(pair, new)
    elif (FAMILY in here or PRESENCE in here) and (
        gone := no_longer_excepted(pair) or no_longer_absent(pair)
    ):
        yield missing(pair, gone)
    elif "scope" in here and (turned := turned_only_if(pair)):
        yield added(pair, turned)
    elif case := condition_lost(pair):
        yield without_condition(pair, case)


def _minor(problems: Sequence[Problem]) -> bool:
    """May a graver problem be told instead of some?"""
    return all(problem.severity is Severity.MINOR for problem in problems)


def _denied(pair: Pair) -> Iterator[Problem]:
    here, there = pair.source.marks, pair.target.marks
    ours: list[Mark] = []
    theirs: list[Mark] = []
    if "negation" in here:
        ours = left_out(meant(pair.source), pair.source, pair.target)
    if "negation" in there:
        theirs = meant(pair.target)
        plain = pair.target.prose.plain
        if any(plain[mark.end - 1].isupper() for mark in theirs):
            theirs = left_out(theirs, pair.target, pair.source)
    if DENYING in here or DENYING in there:
        yield from flips(pair, ours, theirs)
    if ("scope" in here or "concept.time" in here) and (
        until := begun(pair) or beforehand(pair) or unwaiting(pair) or rushed(pair)
    ):
        yield missing(pair, until)
    if (FAMILY in here or FAMILY in there) and (turned := turned_exception(pair)):
        yield exception(pair, *turned)
    if "concept.condition" in here and (even := for_even_if(pair)):
        yield missing(pair, even)
    elif "concept.condition" in there and (new := for_if(pair)):
        yield added(pair, new)
    elif "concept.time" in here and (after := only_until(pair)):
        yield missing(pair, after)
    if ours and (cue := no_worse(pair)):
        yield missing(pair, cue)
    elif ours or theirs:
        yield from _compared(pair, ours, theirs)
    elif "scope" in here:
        yield from unrestricted(pair)


def _compared(pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark]) -> Iterator[Problem]:
    """What is wrong with the negations of source and target, sentence by sentence where both have as many."""
    if never := not_always(pair, ours, theirs):
        yield pair.problem("never became not always", *never)
    sources, targets = sentences(pair.source), sentences(pair.target)
    if len(sources) > 1 or len(targets) > 1 or not (ours and theirs):
        sources, targets = _worded(sources, pair.source), _worded(targets, pair.target)
    if len(sources) != len(targets):
        sources, targets = [(0, len(pair.source.prose.plain))], [(0, len(pair.target.prose.plain))]
    if len(targets) == _TWO and _crossed(pair, sources, targets):
        targets.reverse()
    for source, target in zip(sources, targets, strict=True):
        here, there = within(ours, *source), within(theirs, *target)
        if here or there:
            yield from _of_sentence(pair, here, there, source, target)
    if not theirs:
        yield from unrestricted(pair)
    if unlesses(pair.source) and not any(
        mark.value in (*FULL, "carried") or sure([mark]) for mark in theirs
    ):
        own = [
            m for m in untranslated(theirs, pair.target, pair.source) if not lasts(m, pair.target)
        ]
        own = own and unsaid(own, pair.target, pair.source)
        yield from without_unless(pair, ours) if not own else ()
    if not ours:
        yield from freed(pair, theirs)
    if not theirs:
        if not any(mark.value in FULL for mark in ours):
            yield from bared(pair, ours)
    elif ours:
        yield from without_exception(pair, theirs)
        if turned_into_if := made_a_condition(pair, ours, theirs):
            yield missing(pair, turned_into_if)


def _of_sentence(
    pair: Pair, here: Sequence[Mark], there: Sequence[Mark], source: Span, target: Span
) -> Iterable[Problem]:
    """What is wrong with the negations of one sentence; `source` and `target` are its places."""
    problems = list(compare(pair, here, there, source, target))
    if not problems or _minor(problems):
        graver = (
            list(alone(pair, here, there))
            or list(unopposed(pair, here, target))
            or list(stances(pair, source, target))
        )
        problems = graver or list(with_or_without(pair, here, there)) or problems
    if not problems and here and (cue := denied_jointly(pair, here, there, source, target)):
        problems = [missing(pair, cue)]
    if not problems and len(here) > 1:
        problems = list(undone(pair, here, there, source, target))
    return problems or moved(pair, here, there, source, target)


_TWO = 2
_LETTER = regex(r"[^\W\d_]")
"""What has none is no sentence: “Failed to connect to: {0}”."""


def _crossed(pair: Pair, sources: Sequence[Span], targets: Sequence[Span]) -> bool:
    """Do two sentences stand in the other order? What both texts have once says so."""
    places = starts(pair, anchors(pair.source), anchors(pair.target))
    stay = sum((a < sources[0][1]) == (b < targets[0][1]) for a, b in places)
    return len(places) - stay > stay


def _worded(spans: Sequence[Span], reading: Reading) -> list[Span]:
    """Those of some sentences that have a word."""
    return [span for span in spans if _LETTER.search(reading.prose.plain, *span)]


CHECK = Check(
    name="negation",
    dimension=ACCURACY,
    severity=Severity.CRITICAL,
    run=_run,
    by_sentence=True,
    summary="What the source denies or forbids is denied or forbidden in the target.",
    needs_tables=True,
)
