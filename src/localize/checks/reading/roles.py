"""Which of two medicines is which: what replaces what, what is given before what, what goes with the morning.

Two medicines that both texts name once may have changed places though each is still there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from localize.checks.reading.binding import changed_places, reassigned
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.reading import Reading

if TYPE_CHECKING:
    from localize.checks.base import Pair

_TWO = 2
_TOGETHER = re.compile(
    r"\b(?:combin|mix|together|interact|alongside|associat|compar|differ|similar|concomitant|concurrent|along with|as well as|like|than)|\bco-",
    re.IGNORECASE,
)
Match = tuple[Mark, Mark]
_REACH = 3
"""Words from a preposition to the medicine it leads, “by oral”."""
_AFTER = 9
"""Words from “before” to the medicine that it points at: “before the first tablet of”."""


def swapped(pair: Pair) -> Iterator[tuple[Match, Match]]:
    """Pairs of medicines, each in source and target, that have taken each other's part."""
    ours, theirs = _once(pair.source), _once(pair.target)
    names = [name for name in ours if name in theirs]
    if len(names) < _TWO:
        return
    for first, second in combinations(names, 2):
        one, two = (ours[first], theirs[first]), (ours[second], theirs[second])
        if _listed(pair.source, one[0], two[0]):
            continue
        verdict = _by_role(pair, first, second, one, two)
        if verdict is None:
            verdict = reassigned(pair, one, two)
        if verdict is None and len(names) == _TWO and not _mutual(pair.source, one[0], two[0]):
            verdict = changed_places(pair, one, two, skip="drug", sure=True)
        if verdict:
            yield one, two


def _mutual(reading: Reading, one: Mark, two: Mark) -> bool:
    """“A may be combined with B”: what is so of both can be said of either first."""
    first, second = sorted((one, two), key=lambda mark: mark.start)
    return _TOGETHER.search(reading.prose.plain, first.end, second.start) is not None


def _once(reading: Reading) -> dict[str, Mark]:
    """The medicines that a text names once."""
    found: dict[str, Mark] = {}
    twice: set[str] = set()
    for mark in reading.marks.get("drug", ()):
        if mark.value in found:
            twice.add(mark.value)
        found[mark.value] = mark
    return {name: mark for name, mark in found.items() if name not in twice}


def _listed(reading: Reading, one: Mark, two: Mark) -> bool:
    """“sacubitril/valsartan”, “morphine and ketamine”: together they go with whatever one of them goes with."""
    first, second = sorted((one, two), key=lambda mark: mark.start)
    return second.first - first.last <= 1 + (
        reading.words[first.last + 1] in reading.tables.joiners
        if first.last + 1 < len(reading.words)
        else 0
    )


def _by_role(pair: Pair, first: str, second: str, one: Match, two: Match) -> bool | None:
    """Do two medicines have other parts in a replacement or in time? None where no such part is told."""
    for role in (_replaced, _earlier):
        here = role(pair.source, {first: one[0], second: two[0]})
        there = role(pair.target, {first: one[1], second: two[1]})
        if here and there:
            return here != there
    return None


def _replaced(reading: Reading, drugs: Mapping[str, Mark]) -> str:
    """The medicine that another takes the place of; empty where none does."""
    verbs = reading.marks.get("replace", ())
    if len(verbs) != 1:
        return ""
    led = {
        name: reading.before(mark.start, reading.tables.replaced, _REACH)
        for name, mark in drugs.items()
    }
    for name, led_by in led.items():
        other = next(each for each in led if each != name)
        if led_by == "by" and led[other] != "by":
            return other
        if led_by == "for" and led[other] != "for":
            return name
    first, second = sorted(drugs, key=lambda name: drugs[name].start)
    between = drugs[first].end <= verbs[0].start and verbs[0].end <= drugs[second].start
    # “B replaces A”: a German verb may have its object before it.
    return second if between and not reading.tables.compounds else ""


def _earlier(reading: Reading, drugs: Mapping[str, Mark]) -> str:
    """The medicine that comes first; empty where nothing says so."""
    pivots = [
        mark for mark in reading.marks.get("concept.time", ()) if mark.value in ("before", "after")
    ]
    if len(pivots) != 1:
        return ""
    pivot = pivots[0]
    following = {name: mark for name, mark in drugs.items() if mark.start >= pivot.end}
    if not following:
        return ""
    pointed = min(following, key=lambda name: following[name].start)
    between = reading.prose.plain[pivot.end : following[pointed].start]
    if len(between.split()) > _AFTER or any(sign in between for sign in ",.;:!?"):
        return ""
    other = next(name for name in drugs if name != pointed)
    return other if pivot.value == "before" else pointed
