"""length: the target is neither a fraction nor a multiple of the source, and leaves no clause of it out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from localize.checks.base import Check, Pair, Problem, Scope
from localize.checks.dimensions import ACCURACY
from localize.checks.reading.omitted import lacking, omitted
from localize.checks.reading.reading import Reading
from localize.model import Severity
from localize.regex import regex

_SHORTEST = 40
"""Characters below which a ratio says nothing."""
_ENOUGH = 50
"""Characters of wording below which a translation may be much shorter."""
_LEAST, _MOST = 0.45, 2.5
"""Of the length of the source."""
_LACKING, _DOUBTFUL = 0.58, 0.72
"""Of the length that a translation mostly has: one right translation of two thousand is shorter than the first."""
_LOST = 2
"""Meanings without any counterpart that make a short translation a doubtful one."""
_LACKED = 2
"""Words more without any counterpart than the target has, at least, where it is not far too short."""
_PARTING = regex(r"[,;:.!?](?= )")
_CLAUSE = 4
"""Words that a clause has at least."""


def _run(pair: Pair, scope: Scope) -> Iterator[Problem]:
    if scope.target.script != "LATIN":
        return  # a Chinese text has a third of the characters
    source, target = len(pair.source.prose.text), len(pair.target.prose.text)
    if source < _SHORTEST and target < _SHORTEST * 2:
        return
    ratio = target / max(source, 1)
    if ratio < _LEAST or (ratio < 1 and _clipped(pair, scope) and lacking(pair) >= _LACKED):
        yield Problem(
            f"the target has {target} characters, the source {source}: is something missing?"
        )
    elif ratio > _MOST:
        yield Problem(
            f"the target has {target} characters, the source {source}: is something added?"
        )
    elif (gone := omitted(pair)) is not None:
        yield Problem(f"“{pair.unit.segment.text[slice(*gone)]}” is not in the target", None, gone)


def _clipped(pair: Pair, scope: Scope) -> bool:
    """Is the target too short for a whole translation, even with amounts left aside, which may be said in many words or few?"""
    if not scope.target.length or not scope.source.length:
        return False
    if _OTHERWISE.search(pair.source.prose.plain):
        return False
    ours, theirs = _wording(pair.source), _wording(pair.target)
    if ours < _ENOUGH:
        return False
    ratio = max(theirs / ours, len(pair.target.prose.plain) / len(pair.source.prose.plain))
    ratio *= scope.source.length / scope.target.length
    return ratio < _LACKING or (
        ratio < _DOUBTFUL and _clauses(pair.target) < _clauses(pair.source) and _lost(pair) >= _LOST
    )


_OTHERWISE = regex(
    r"\bunless (?:\w+ ){0,4}(?:otherwise|advise[ds]?|order(?:ed|s)|prescribe[ds]|recommend(?:ed|s)|tells|told)\b",
    re.IGNORECASE,
)
"""What is said in two words elsewhere: “unless you have been told otherwise”, “salvo diversa indicazione”, “sans avis médical”."""


def _wording(reading: Reading) -> int:
    """Its length without the amounts."""
    amounts = sum(max(q.end, q.stop) - q.start for q in reading.quantities)
    return len(reading.prose.plain) - amounts


def _clauses(reading: Reading) -> int:
    """How many stretches between punctuation are long enough for a clause."""
    return sum(len(part.split()) >= _CLAUSE for part in _PARTING.split(reading.prose.plain))


def _lost(pair: Pair) -> int:
    """Of how many sets of meanings the source has a member and the target none.

    The “back” of “on his or her back” is none of them, where the target has the same posture.
    """
    there, families = pair.target.marks, pair.source.marks
    known = [
        (mark.first, mark.last)
        for family, marks in families.items()
        if family in there
        for mark in marks
        if mark.first < mark.last
    ]
    return sum(
        family.startswith("concept.")
        and family not in there
        and any(
            not mark.value.endswith("?")
            and not any(first <= mark.first and mark.last <= last for first, last in known)
            for mark in marks
        )
        for family, marks in families.items()
    )


CHECK = Check(
    name="length",
    dimension=ACCURACY,
    severity=Severity.MAJOR,
    run=_run,
    summary="The target is neither a fraction nor a multiple of the source, and leaves no clause out.",
)
