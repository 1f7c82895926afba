"""negation: what the source denies or forbids is denied or forbidden in the target."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from localize.checks.base import ACCURACY, Check, Pair, Problem, Scope
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.reading import Reading
from localize.model import Severity

_SENTENCE = re.compile(r"(?<=[.!?…:;])[)\"'”»]*\s+(?=[^a-zà-ÿ\s])|\n")


def _run(pair: Pair, _scope: Scope) -> Iterator[Problem]:
    ours = pair.source.marks.get("negation", [])
    theirs = pair.target.marks.get("negation", [])
    if not ours and not theirs:
        return
    sources, targets = _sentences(pair.source), _sentences(pair.target)
    if len(sources) != len(targets):
        sources, targets = [(0, len(pair.source.prose.plain))], [(0, len(pair.target.prose.plain))]
    for (s1, s2), (t1, t2) in zip(sources, targets, strict=True):
        yield from _compare(pair, _within(ours, s1, s2), _within(theirs, t1, t2))


def _compare(pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark]) -> Iterator[Problem]:
    strong, other_strong = _strong(ours), _strong(theirs)
    if strong and not theirs:
        mark = strong[0]
        word = pair.source.prose.text[mark.start : mark.end]
        yield Problem(
            f"the source says “{word}”; nothing in the target denies it",
            None,
            pair.source.place(mark.start, mark.end),
        )
    elif other_strong and not ours:
        mark = other_strong[0]
        word = pair.target.prose.text[mark.start : mark.end]
        yield Problem(
            f"the target says “{word}”; nothing in the source does",
            pair.target.place(mark.start, mark.end),
        )


def _strong(marks: Sequence[Mark]) -> list[Mark]:
    return [mark for mark in marks if mark.value == "strong"]


def _within(marks: Sequence[Mark], start: int, end: int) -> list[Mark]:
    return [mark for mark in marks if start <= mark.start < end]


def _sentences(reading: Reading) -> list[tuple[int, int]]:
    plain = reading.prose.plain
    cuts = [match.end() for match in _SENTENCE.finditer(plain)]
    edges = [0, *cuts, len(plain)]
    return [(a, b) for a, b in pairwise(edges) if plain[a:b].strip()]


CHECK = Check(
    name="negation",
    dimension=ACCURACY,
    severity=Severity.CRITICAL,
    run=_run,
    summary="What the source denies or forbids is denied or forbidden in the target.",
    needs_tables=True,
)
