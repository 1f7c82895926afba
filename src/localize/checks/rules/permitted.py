"""What may be done: “must not” becomes neither “may” nor “need not”, nor “cannot rule out” “rules out”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from localize.checks.base import Pair, Problem, Span
from localize.checks.reading import stance
from localize.checks.reading.denial import WITHOUT, meant, weak, within
from localize.checks.reading.exception import exchanged, stated
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.rephrased import bounds, lasting, only, turned
from localize.checks.reading.undone import redirected, stripped
from localize.checks.rules.exceptions import restricted
from localize.checks.rules.told import missing

_TWO = 2


def undone(
    pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark], source: Span, target: Span
) -> Iterator[Problem]:
    """“does not rule out” as “rules out”, “do not fail to” as “do not”."""
    ours = stated(ours, pair.source, pair.target)
    theirs = lasting(stated(theirs, pair.target, pair.source), pair.target, pair.source)
    if len(ours) < _TWO or only(pair.source, pair.target, source, target, ours):
        return
    cue = stripped(ours, theirs, pair.source, pair.target, target)
    cue = cue or redirected(ours, theirs, pair.source, pair.target)
    if cue and not exchanged(pair) and not turned(pair.source, pair.target, ours):
        yield missing(pair, cue)


def stances(pair: Pair, source: Span, target: Span) -> Iterator[Problem]:
    """“must not” as “may” or “need not”, “need not” as “must not”, whatever else is denied."""
    if stance.FAMILY not in pair.target.marks:
        return
    forbidden, needless = (
        stance.forbids(pair.source, source),
        stance.needless(pair.source, source),
    )
    if not forbidden:
        if not needless:
            if (
                len(here := within(meant(pair.source), *source)) == 1
                and stance.unable(pair.source, source)
                and not within(meant(pair.target), *target)
                and (allowed := stance.allows(pair.target, target))
                and not restricted(pair.source, pair.target)
                and not bounds(pair.source, source, pair.target, target)
                and not turned(pair.source, pair.target, here)
            ):
                yield _became(pair, here[0], allowed)
            return
        changed = stance.forbids(pair.target, target)
        if not changed and not stance.obliges(pair.source, source):
            changed = stance.obliges(pair.target, target)
        if changed and not stance.needless(pair.target, target):
            yield _became(pair, needless, changed)
        return
    if needless or stance.allows(pair.source, source):
        return
    spared = stance.needless(pair.target, target)
    if spared and not stance.forbids(pair.target, target):
        yield _became(pair, forbidden, spared)
    elif (
        (allowed := stance.allows(pair.target, target))
        and not stance.denies_outside(pair.target, target)
        and not restricted(pair.source, pair.target)
        and not only(pair.source, pair.target, source, target, [forbidden])
        and WITHOUT.isdisjoint(pair.source.words)
        and not bounds(pair.source, source, pair.target, target)
        and not turned(pair.source, pair.target, meant(pair.source))
        and weak(within(meant(pair.target), *target)) <= weak(within(meant(pair.source), *source))
    ):
        yield _became(pair, forbidden, allowed)


def _became(pair: Pair, here: Mark, there: Mark) -> Problem:
    said, became = (
        side.prose.text[mark.start : mark.end]
        for side, mark in ((pair.source, here), (pair.target, there))
    )
    return pair.problem(f"what may be done: “{said}” became “{became}”", here, there)
