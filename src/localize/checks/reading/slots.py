"""Placeholders that have changed places: `{dose} mg at {time}` as `{time} mg a las {dose}`.

What stands right beside a placeholder says what it holds: a unit behind it, a limit or a preposition of time before it; else the
words of its clause do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from localize.checks.reading.bytwos import reassigned
from localize.checks.reading.limit import limit_of
from localize.checks.reading.links import said_in
from localize.checks.reading.reading import Reading
from localize.checks.reading.tables import symbol_at, symbols
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.base import Pair


class Slot(NamedTuple):
    """What stands for something else in a text, by its name, and where."""

    name: str
    start: int
    end: int


_REACH = 3
"""Words from a limit to its placeholder: “no supere nunca los {max}”."""
_AT = regex(r"\b(?:at|las?|um|alle|às|à)\s$", re.IGNORECASE)
_OF = regex(
    r"(?:\b(?:of|d[aeio]s?|del|della|su|sur|aus)|[\d_}\ufffc]\svon)\s(?:the\s|los\s|les\s|den\s)?$",
    re.IGNORECASE,
)
"""Before the whole that something is a part of; German *von* is *by*, too."""
_GREETING = regex(
    r"^\W*(?:dear|hello|hi|good (?:morning|afternoon|evening)|hola|estimad\w+|querid\w+|buen[oa]s (?:días|tardes|noches)|bonjour"
    r"|bonsoir|ch[eè]re?s?|salut|liebe[rs]?|hallo|guten (?:tag|morgen|abend)|sehr geehrte[rs]?|olá|car[oi]|car[ae]|prezad\w+"
    r"|bom dia|boa (?:tarde|noite)|gentil\w+|ciao|salve|buon(?:giorno|asera))\b[\s,*_]*$",
    re.IGNORECASE,
)
"""Before who is spoken to."""
_PARTING = regex(r"[.;:!?,]")
_BY = regex(
    r"\b(?:by|with|por|pel[oa]s?|con|com|par|avec|durch|(?<![\d_}\ufffc] )von|mit|da(?:l(?:la|lo)?)?)\s(?:the\s|l'|el\s|le\s|la\s|den\s|der\s|il\s)?$",
    re.IGNORECASE,
)
"""Before who did it, and what replaces another."""


def swapped(
    pair: Pair, ours: Sequence[Slot], theirs: Sequence[Slot]
) -> Iterator[tuple[tuple[Slot, Slot], tuple[Slot, Slot]]]:
    """Pairs of placeholders, each in source and target, of which each stands where the other should."""
    mine, other = _once(ours), _once(theirs)
    shared = [name for name in mine if name in other]
    if len(shared) < 2:
        return
    here = {name: _signs(pair.source, mine[name]) for name in shared}
    there = {name: _signs(pair.target, other[name]) for name in shared}
    for a, b in combinations(shared, 2):
        signs = [(here[a][kind], here[b][kind], there[a][kind], there[b][kind]) for kind in here[a]]
        moved = [p == t and q == s and p != q for p, q, s, t in signs]
        stays = [p == s and q == t and p != q for p, q, s, t in signs]
        if (any(moved) and not any(stays)) or (
            not any(stays)
            and (
                _turned(pair, mine[a], mine[b], other[a], other[b])
                or reassigned(pair, (mine[a], other[a]), (mine[b], other[b]))
                or _surrounded(pair, (mine[a], other[a]), (mine[b], other[b]), ours, theirs)
            )
        ):
            yield (mine[a], other[a]), (mine[b], other[b])


def _when(reading: Reading, start: int) -> str:
    """`before` or `after`, where it stands right before a placeholder."""
    for mark in reading.marks.get("concept.time", ()):
        if mark.end <= start and len(reading.prose.plain[mark.end : start].split()) <= 1:
            return mark.value
    return ""


def _turned(pair: Pair, a: Slot, b: Slot, c: Slot, d: Slot) -> bool:
    """“Between {min} and {max}”: do the ends of a range stand in the other order?"""
    if (a.start < b.start) == (c.start < d.start):
        return False
    here, there = sorted((a, b), key=_start), sorted((c, d), key=_start)
    return bool(
        _RANGE.fullmatch(pair.source.prose.plain, here[0].end, here[1].start)
        and _RANGE.fullmatch(pair.target.prose.plain, there[0].end, there[1].start)
    )


def _surrounded(
    pair: Pair,
    one: tuple[Slot, Slot],
    two: tuple[Slot, Slot],
    ours: Sequence[Slot],
    theirs: Sequence[Slot],
) -> bool:
    """“The result is {value}; the limit is {limit}”: does each of two now stand among the words of the other?"""
    for behind in (False, True):
        a, b = (_around(pair.source, slot, ours, behind=behind) for slot in (one[0], two[0]))
        c, d = (_around(pair.target, slot, theirs, behind=behind) for slot in (one[1], two[1]))
        a, b, c, d = a - b, b - a, c - d, d - c
        if a & c or b & d:
            return False
        if a & d and b & c:
            return True
    return False


def _around(reading: Reading, slot: Slot, slots: Sequence[Slot], *, behind: bool) -> set[str]:
    """What is said before a placeholder and, where asked for, behind it, up to the end of the clause or the next placeholder."""
    plain = reading.prose.plain
    before = max((other.end for other in slots if other.end <= slot.start), default=0)
    for found in _PARTING.finditer(plain, before, slot.start):
        before = found.end()
    text = plain[before : slot.start]
    if behind:
        after = min((other.start for other in slots if other.start >= slot.end), default=len(plain))
        ends = _PARTING.search(plain, slot.end, after)
        text += " " + plain[slot.end : ends.start() if ends else after]
    return said_in(text, reading.tables)


def _start(slot: Slot) -> int:
    return slot.start


_RANGE = regex(r"\s?(?:\S{1,4}\s)?(?:[-–—]|and|to|y|a|e|et|à|und|bis|al|o)\s?", re.IGNORECASE)


def _once(found: Sequence[Slot]) -> Mapping[str, Slot]:
    names = [slot.name for slot in found]
    return {slot.name: slot for slot in found if names.count(slot.name) == 1}


def _signs(reading: Reading, slot: Slot) -> Mapping[str, str]:
    """What stands beside a placeholder, by kind."""
    plain = reading.prose.plain
    return {
        "unit": _unit(reading, slot.end),
        "limit": _limit(reading, slot.start),
        "when": _when(reading, slot.start),
        "end": reading.before(slot.start, reading.tables.ends),
        "whole": "of" if _OF.search(plain, 0, slot.start) else "",
        "greeting": "to" if _GREETING.search(plain, 0, slot.start) else "",
        "by": "by" if _BY.search(plain, 0, slot.start) else "",
        "time": "at" if _AT.search(plain, max(0, slot.start - 6), slot.start) else "",
    }


def _unit(reading: Reading, end: int) -> str:
    plain = reading.prose.plain
    at = end + (plain[end : end + 1] in (" ", "-"))
    for mark in reading.marks.get("unit", ()):
        if mark.start == at:
            return mark.value
    found = symbol_at(plain, at)
    if found is None or (at > end and len(found.group()) == 1 and found.group() not in "%gLlh"):
        return ""
    return symbols().get(found.group()) or symbols().get(found.group().lower(), "")


def _limit(reading: Reading, start: int) -> str:
    """`up` or `down`: the side of the limit that stands before a placeholder."""
    plain = reading.prose.plain
    for mark in reversed(reading.marks.get("comparator", ())):
        between = plain[mark.end : start]
        if mark.end > start or len(between.split()) > _REACH or _PARTING.search(between):
            continue
        limit = limit_of(mark, reading)
        if len(limit.sides) == 1 and not limit.unsure:
            return next(iter(limit.sides))
    return ""
