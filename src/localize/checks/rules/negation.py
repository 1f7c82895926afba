"""negation: what the source denies or forbids is denied or forbidden in the target."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from localize.checks.base import ACCURACY, Check, Pair, Problem, Scope
from localize.checks.reading.lexicon import Mark, Word
from localize.checks.reading.reading import Reading
from localize.model import Severity

_REACH = 4
"""Negations no more than this many words apart are one."""

_SENTENCE = re.compile(r"(?<=[.!?…:;])[)\"'”»]*\s+(?=[^a-zà-ÿ\s])|\n")


def _run(pair: Pair, _scope: Scope) -> Iterator[Problem]:
    ours = _meant(pair.source)
    theirs = _meant(pair.target)
    if not ours and not theirs:
        return
    sources, targets = _sentences(pair.source), _sentences(pair.target)
    if len(sources) != len(targets):
        sources, targets = [(0, len(pair.source.prose.plain))], [(0, len(pair.target.prose.plain))]
    for (s1, s2), (t1, t2) in zip(sources, targets, strict=True):
        yield from _compare(pair, _within(ours, s1, s2), _within(theirs, t1, t2))


def _compare(pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark]) -> Iterator[Problem]:
    mine, other = _groups(ours), _groups(theirs)
    if len(mine) > len(other) + _weak(theirs):
        mark = mine[-1]
        word = pair.source.prose.text[mark.start : mark.end]
        yield Problem(
            f"the source says “{word}”; nothing in the target denies it",
            None,
            pair.source.place(mark.start, mark.end),
        )
    elif len(other) > len(mine) + _weak(ours):
        mark = other[-1]
        word = pair.target.prose.text[mark.start : mark.end]
        yield Problem(
            f"the target says “{word}”; nothing in the source does",
            pair.target.place(mark.start, mark.end),
        )


def _meant(reading: Reading) -> list[Mark]:
    """The negation marks of a text; “ne … que” only restricts."""
    marks = reading.marks.get("negation", [])
    particles, only, full = reading.tables.restriction
    if not particles or not marks:
        return marks
    words = reading.words
    return [
        mark._replace(value="weak")
        if words[mark.first].text in particles and _restricts(words[mark.last + 1 :][:8], only, full)
        else mark
        for mark in marks
    ]


def _restricts(words: Sequence[Word], only: frozenset[str], full: frozenset[str]) -> bool:
    for word in words:
        if word.text in full:
            return False
        if word.text in only:
            return True
    return False


def _groups(marks: Sequence[Mark]) -> list[Mark]:
    """The negations, those that belong together taken as one: “ne … pas”, “no … ninguno”, “neither … nor”."""
    found: list[Mark] = []
    last = -_REACH - 1
    for mark in marks:
        if mark.value == "weak":
            continue
        # “ni”, “nor” carry a negation on, however far: they only count where none came before.
        if mark.first - last > _REACH and not (found and mark.value == "chained"):
            found.append(mark)
        last = mark.last
    return found


def _weak(marks: Sequence[Mark]) -> int:
    """How many words could stand for a negation: “avoid”, “unable”, “free of”."""
    return sum(mark.value == "weak" for mark in marks)


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
