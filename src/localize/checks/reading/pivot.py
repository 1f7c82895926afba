"""What stands on which side of a pivot: “A is safer than B”, “A two hours after B”, “from A to B”, “A, not B”.

Two things have changed sides when the thing after the pivot of the source stands before the pivot of the
target and the other way round. That is a mistake, unless what is said of them was turned round as well: “A is
more common than B” and “B is rarer than A”, “A before B” and “B after A”.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from localize.checks.reading.binding import anchors
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.quantity import REQUIRED
from localize.checks.reading.reading import Reading

if TYPE_CHECKING:
    from localize.checks.base import Pair

Span = tuple[int, int]

_AFTER = 5
"""Words between a pivot and what it points at."""
_COMPARED = 6
"""Words between a comparative and its weak “than” (*que*, *als*, *di*)."""
_PREPOSED = 2
"""Words between a preposition and its thing."""


class Sides(NamedTuple):
    """Two things that have changed sides."""

    first: str
    second: str
    source: Span
    target: Span


def changed_sides(pair: Pair, kind: str) -> Sides | None:
    """The two things around a pivot of a kind (`than`, `time`, `instead`) that have changed sides, if any."""
    ours = _pivots(pair.source, kind)
    theirs = _pivots(pair.target, kind) if len(ours) == 1 else []
    if len(theirs) != 1:
        return None
    mine, other = pair.shared
    points, pointed = _next(pair.source, ours[0], mine), _next(pair.target, theirs[0], other)
    if points is None or pointed is None or points == pointed:
        return None
    if mine[pointed][1] > ours[0].start or other[points][1] > theirs[0].start:
        return None
    return Sides(pointed, points, mine[points], other[pointed])


def changed_ends(pair: Pair) -> Sides | None:
    """The start and the end of a change that have changed places: “from A to B” as “from B to A”."""
    known = pair.source.tables.ends
    if known.keys().isdisjoint(pair.source.words):
        return None
    if "from" not in {known.get(word) for word in pair.source.words}:
        return None
    mine, other = pair.shared
    ends = _ends(pair.source, mine)
    start = [key for key, end in ends.items() if end == "from"]
    stop = [key for key, end in ends.items() if end == "to"]
    if len(start) != 1 or len(stop) != 1 or mine[start[0]][0] > mine[stop[0]][0]:
        return None
    there = _ends(pair.target, other)
    if there.get(start[0]) == "to" and there.get(stop[0]) == "from":
        return Sides(start[0], stop[0], mine[start[0]], other[start[0]])
    return None


def shared(pair: Pair) -> tuple[Mapping[str, Span], Mapping[str, Span]]:
    """What both texts have once, by what it is known again by, with its place in each."""
    mine, other = anchors(pair.source), anchors(pair.target)
    for reading, known in ((pair.source, mine), (pair.target, other)):
        for q in reading.quantities:
            if q.text == "ordinal":
                known[f"ordinal:{q.value}"] = (q.start, q.end)
    for index, (a, b) in enumerate(pair.alignment.matched):
        if a.level == b.level == REQUIRED:
            mine[f"#{index}"], other[f"#{index}"] = (a.start, a.end), (b.start, b.end)
    both = mine.keys() & other.keys()
    return {k: mine[k] for k in both}, {k: other[k] for k in both}


def _pivots(reading: Reading, kind: str) -> list[Mark]:
    if kind == "time":
        marks = reading.marks.get("concept.time", ())
        return [mark for mark in marks if mark.value in ("before", "after")]
    return list(_scoped(reading, kind)) if "scope" in reading.marks else []


def _scoped(reading: Reading, kind: str) -> Iterator[Mark]:
    marks = reading.marks.get("scope", ())
    for mark in marks:
        if mark.value == kind or (
            mark.value == f"{kind}?"
            and any(
                known.value == "comparative" and 0 < mark.first - known.last <= _COMPARED
                for known in marks
            )
        ):
            yield mark


def _next(reading: Reading, pivot: Mark, things: Mapping[str, Span]) -> str | None:
    """The first thing after a pivot."""
    following = [(span[0], key) for key, span in things.items() if span[0] >= pivot.end]
    if not following:
        return None
    start, key = min(following)
    between = reading.prose.plain[pivot.end : start]
    if len(between.split()) > _AFTER or any(sign in between for sign in ".;:!?"):
        return None
    return key


def _ends(reading: Reading, things: Mapping[str, Span]) -> dict[str, str]:
    """Thing -> the preposition of direction right before it."""
    known = reading.tables.ends
    found = {
        key: reading.before(start, known, _PREPOSED)
        for key, (start, _) in things.items()
        if not key.startswith("#")
    }
    return {key: value for key, value in found.items() if value}
