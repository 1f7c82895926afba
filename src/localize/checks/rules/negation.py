"""negation: what the source denies or forbids is denied or forbidden in the target."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from localize.checks.base import Check, Pair, Problem, Scope, Span
from localize.checks.dimensions import ACCURACY
from localize.checks.reading.alike import untranslated
from localize.checks.reading.anchors import anchors, starts
from localize.checks.reading.denial import FULL, meant, within
from localize.checks.reading.echo import left_out
from localize.checks.reading.exception import turned_exception
from localize.checks.reading.lasting import lasts
from localize.checks.reading.reading import Reading
from localize.checks.reading.rephrased import unsaid
from localize.checks.reading.sentence import sentences
from localize.checks.rules.bared import bared, flips, freed
from localize.checks.rules.concord import alone, not_always
from localize.checks.rules.conditions import (
    alternative_lost,
    condition_lost,
    without_condition,
)
from localize.checks.rules.denials import compare
from localize.checks.rules.excepted import (
    absent,
    newly_excepted,
    no_longer_absent,
    no_longer_excepted,
)
from localize.checks.rules.exceptions import (
    exception,
    for_even_if,
    unlesses,
    unrestricted,
    without_exception,
    without_unless,
)
from localize.checks.rules.forbidden import sure
from localize.checks.rules.moved import by_clause, denies_another
from localize.checks.rules.permitted import stances, undone
from localize.checks.rules.reversed import with_or_without
from localize.checks.rules.told import added, missing
from localize.checks.rules.until import begun, made_a_condition, rushed
from localize.model import Severity


def _run(pair: Pair, _scope: Scope) -> Iterator[Problem]:
    found = list(_denied(pair))
    yield from found
    if all(problem.severity is Severity.MINOR for problem in found):
        if new := newly_excepted(pair) or absent(pair):
            yield added(pair, new)
        elif gone := no_longer_excepted(pair) or no_longer_absent(pair):
            yield missing(pair, gone)
        elif case := condition_lost(pair) or alternative_lost(pair):
            yield without_condition(pair, case)


def _denied(pair: Pair) -> Iterator[Problem]:
    ours = left_out(meant(pair.source), pair.source, pair.target)
    theirs = meant(pair.target)
    plain = pair.target.prose.plain
    if theirs and any(plain[mark.end - 1].isupper() for mark in theirs):
        theirs = left_out(theirs, pair.target, pair.source)
    yield from flips(pair, ours, theirs)
    if until := begun(pair) or rushed(pair):
        yield missing(pair, until)
    if turned := turned_exception(pair):
        yield exception(pair, *turned)
    if even := for_even_if(pair):
        yield missing(pair, even)
    if not ours and not theirs:
        yield from unrestricted(pair)
        return
    if never := not_always(pair, ours, theirs):
        yield pair.problem("never became not always", *never)
    sources, targets = _sentences(pair.source), _sentences(pair.target)
    if len(sources) != len(targets):
        sources, targets = [(0, len(pair.source.prose.plain))], [(0, len(pair.target.prose.plain))]
    if len(targets) == _TWO and _crossed(pair, sources, targets):
        targets.reverse()
    for (s1, s2), (t1, t2) in zip(sources, targets, strict=True):
        here, there = within(ours, s1, s2), within(theirs, t1, t2)
        if not here and not there:
            continue
        problems = list(compare(pair, here, there, (s1, s2), (t1, t2)))
        if all(problem.severity is Severity.MINOR for problem in problems):
            graver = list(alone(pair, here, there)) or list(stances(pair, (s1, s2), (t1, t2)))
            problems = graver or list(with_or_without(pair, here, there)) or problems
        problems = problems or list(undone(pair, here, there, (s1, s2), (t1, t2)))
        problems = problems or list(by_clause(pair, here, there, (s1, s2), (t1, t2)))
        yield from problems or denies_another(pair, here, there)
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


_TWO = 2
_LETTER = re.compile(r"[^\W\d_]")
"""What has none is no sentence: “Failed to connect to: {0}”."""


def _crossed(pair: Pair, sources: Sequence[Span], targets: Sequence[Span]) -> bool:
    """Do two sentences stand in the other order? What both texts have once says so."""
    places = starts(pair, anchors(pair.source), anchors(pair.target))
    stay = sum((a < sources[0][1]) == (b < targets[0][1]) for a, b in places)
    return len(places) - stay > stay


def _sentences(reading: Reading) -> list[Span]:
    return [span for span in sentences(reading) if _LETTER.search(reading.prose.plain, *span)]


CHECK = Check(
    name="negation",
    dimension=ACCURACY,
    severity=Severity.CRITICAL,
    run=_run,
    by_sentence=True,
    summary="What the source denies or forbids is denied or forbidden in the target.",
    needs_tables=True,
)
