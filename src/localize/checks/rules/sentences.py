"""sentences: about as many as in the source."""

from __future__ import annotations

from collections.abc import Iterator

from localize.checks.base import Check, Pair, Problem, Scope
from localize.checks.dimensions import ACCURACY
from localize.checks.reading.reading import Reading
from localize.model import Severity
from localize.regex import regex

_END = regex(r"[.!?…]+[)\"'”»’]*(?=\s+[^\sa-zß-öø-ÿ]|\s*$)")
_TOLERATED = 1


def _run(pair: Pair, _scope: Scope) -> Iterator[Problem]:
    if _most(pair.source) <= 1 + _TOLERATED and _most(pair.target) <= 1 + _TOLERATED:
        return
    ours, theirs = _count(pair.source), _count(pair.target)
    # One more or less is a translator's good right, unless it is every other one.
    if abs(ours - theirs) > _TOLERATED and min(ours, theirs) * 3 < max(ours, theirs) * 2:
        yield Problem(f"{ours} sentences in the source, {theirs} in the target")


def _most(reading: Reading) -> int:
    """How many sentences there can be."""
    text = reading.prose.text
    return text.count(".") + text.count("!") + text.count("?") + text.count("…")


def _count(reading: Reading) -> int:
    text = reading.prose.text
    for short in reading.tables.abbreviations:
        if short in text:
            text = text.replace(short, short.replace(".", " "))
    return max(1, len(_END.findall(text)))


CHECK = Check(
    name="sentences",
    dimension=ACCURACY,
    severity=Severity.MINOR,
    run=_run,
    summary="The target has about as many sentences as the source.",
)
