"""How long something holds, said by what ends it: “until it has healed” as “as long as it has not healed”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from localize.checks.reading.denial import (
    CLAUSE,
    FULL,
    restricts,
)
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.reading import Reading
from localize.checks.reading.restricted import scopes
from localize.regex import regex


def lasting(marks: Sequence[Mark], reading: Reading, other: Reading) -> Sequence[Mark]:
    """The negations but those that say how long something holds where the other side says until when.

    “as long as it has not healed” is “until it has healed”; Italian “a meno che … non” is “unless”.
    """
    if not marks or _LASTING.isdisjoint(reading.words):
        return marks
    if restricts(reading) and restricts(other):
        return marks  # “only when it has” as “only as long as it has not”
    if _AS_LONG_AS.search(other.prose.plain):
        # “finché” may deny, as *until* does, but not where it is “as long as”.
        marks = [m for m in marks if m.value != "weak" or not lasts(m, reading)]
    spans = [
        (m.end(), end.start() if (end := CLAUSE.search(plain, m.end())) else len(plain))
        for plain in (reading.prose.plain,)
        for m in AS_LONG.finditer(plain)
        if m[0][0] in "aA"
        or not (scopes(other).isdisjoint(_UNTIL) or _AS_LONG_AS.search(other.prose.plain))
    ]
    return [
        mark
        for mark in marks
        if mark.value not in FULL or not any(a <= mark.start < b for a, b in spans)
    ]


def lasts(mark: Mark, reading: Reading) -> bool:
    """Does a word say as long as what something holds: *mientras*, *finché*, with no denial of its own?"""
    found = AS_LONG.match(reading.prose.plain, mark.start)
    return found is not None and found[0][0] not in "aA" and found.end() >= mark.end


def while_not(reading: Reading, other: Reading) -> bool:
    """Is “not until it has healed” said as “only as long as it has not healed”?"""
    return (
        "only" in scopes(other)
        and "strict" not in scopes(reading)
        and AS_LONG.search(other.prose.plain) is not None
    )


_UNTIL = frozenset({"except", "then", "wait", "strict"})
AS_LONG = regex(
    r"\b(?:tant qu'|(?:mientras|tant que|solange|enquanto|finch[ée]|fin(?:o a|tanto|) (?:che|quando)|a meno che)(?!\w))",
    re.IGNORECASE,
)


_LASTING = frozenset(
    ("enquanto", "fin", "finche", "finché", "fino", "fintanto", "meno", "mientras", "solange", "tant")
)  # fmt: skip
"""A word of each of these."""
_AS_LONG_AS = regex(r"\b(?:(?:as|so) long as|while)\b", re.IGNORECASE)


def provided(
    ours: Sequence[Mark], theirs: Sequence[Mark], source: Reading, target: Reading
) -> tuple[Sequence[Mark], Sequence[Mark]]:
    """The negations of both but *unless* and what it is said with: “siempre que no esté embarazada”."""
    conditions = source.marks.get("concept.condition")
    if not conditions:
        return ours, theirs
    said = {m.start for m in conditions if m.value == "unless"}
    if not said or any(m.value == "unless" for m in target.marks.get("concept.condition", ())):
        return ours, theirs
    plain = target.prose.plain
    denied = [
        mark
        for m in PROVIDED.finditer(plain)
        for mark in theirs
        if mark.value in FULL
        and m.end() <= mark.start
        and not CLAUSE.search(plain, m.end(), mark.start)
    ]
    if not denied:
        return ours, theirs
    words = source.words
    return (
        [m for m in ours if m.start not in said and words[m.first] != "otherwise"],
        [m for m in theirs if m not in denied],
    )


PROVIDED = regex(
    r"\b(?:siempre (?:que|y cuando)|desde que|contanto que|purch[ée]|a (?:condizione|patto)|à condition|pourvu"
    r"|sofern|soweit|vorausgesetzt|falls)(?!\w)",
    re.IGNORECASE,
)


def begins(
    cues: Sequence[Mark], others: Sequence[Mark], reading: Reading, other: Reading
) -> Mark | None:
    """The *until* of one denial where the other side denies from then on: “no podrá … a partir del día siguiente”."""
    if len(cues) != 1 or len(others) != 1:
        return None
    known = {m.value: m for m in reading.marks.get("comparator", ()) if m.value in _ENDS}
    if "until?" not in known or "from?" in known:
        return None
    there = [m for m in other.marks.get("comparator", ()) if m.value in _ENDS]
    if not there or any(m.value == "until?" or m.first == m.last for m in there):
        return None
    held = [m.value for m in other.marks.get("scope", ()) if m.start >= others[0].end]
    return None if not _UNTIL.isdisjoint(held) else known["until?"]


_ENDS = ("until?", "from?")
