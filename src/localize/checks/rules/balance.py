"""How many negations of a sentence are gone or new, once what may stand for one is counted too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from localize.checks.base import Pair, Span
from localize.checks.reading.affixes import taken_back
from localize.checks.reading.alike import untranslated
from localize.checks.reading.denial import (
    FULL,
    again,
    carried,
    listed,
    meant,
    repeated,
    shared_ends,
    waits,
    weak,
)
from localize.checks.reading.echo import shortened
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.predicates import echoed
from localize.checks.reading.reach import denied_by, words_after
from localize.checks.reading.reading import Reading
from localize.checks.reading.rephrased import bounds, held, less, turned, unsaid, unshared
from localize.checks.rules.until import UNTILS
from localize.regex import regex


class Side(NamedTuple):
    """A sentence of one text, with what denies in it and what may stand for a negation."""

    reading: Reading
    span: Span
    marks: Sequence[Mark]
    denials: Sequence[Mark]
    """The negations, those that belong together taken as one."""


class Balance(NamedTuple):
    """What is left when what both sides say another way is set off."""

    lost: int
    """Negations of the source that nothing of the target stands for, if there are any."""
    come: int
    """Negations of the target that nothing of the source stands for, if there are any."""
    spare: int
    """How many more words of the target may stand for a negation."""
    opposites: tuple[int, int]
    """How many negations of the source, and of the target, the other side says by the opposite; 0 of the side that denies less."""
    limits: int
    """How many more negations of the source turn a limit round: “at most two” may be “no … more than two”."""
    lessened: int
    """How many negations are said as *less*, where the target does not deny more."""


def weigh(ours: Side, theirs: Side) -> Balance:
    """Set off what may stand for a negation of the other side: an opposite, a limit, a word like “avoid”."""
    source, target = ours.reading, theirs.reading
    mine, other = len(ours.denials), len(theirs.denials)
    alike = _said_alike(ours, theirs)
    spare = weak(theirs.marks) - weak(_unbounding(ours)) - alike
    if spare > 0:  # “si olvida una dosis, … la dosis olvidada” says one thing twice
        spare -= max(0, _twice(theirs) - _twice(ours))
    limits = bounds(source, ours.span, target, theirs.span)
    limits -= bounds(target, theirs.span, source, ours.span)
    # Of the side that denies less nothing is gone: what the other says instead need not be known.
    opposites = (
        _opposites(ours, theirs, strict=True) if mine >= other else 0,
        _opposites(theirs, ours) if other >= mine else 0,
    )
    lessened = less(source, ours.span, target, theirs.span) if mine >= other else 0
    lost, come = mine - other, other - mine
    if lost > 0:
        # What carries a negation on may stand for another: “do not A and do not B”, “no A ni B”.
        more = 0
        if mine > _ONE:
            more = listed(theirs.marks, target) + _none_or(ours, theirs)
            more += len(_NEITHER.findall(target.prose.plain, *theirs.span))
        lost -= carried(theirs.marks) + more + opposites[0] + max(0, limits)
    if lost > 0:
        lost -= max(0, _standing(ours, theirs, spare) + lessened)
    if lost > 0 and spare < weak(theirs.marks):
        # “Take less if they do not work well”, “tome menos …”: what both sides have stands for no other.
        free = weak(unsaid(theirs.marks, target, source)) - weak(unsaid(ours.marks, source, target))
        lost -= max(0, free - alike) - max(0, spare)
    if come > 0:
        come -= (
            max(repeated(theirs.denials, target), again(ours.marks, source, ours.span))
            + carried(ours.marks)
            + (listed(ours.marks, source) if other > _ONE else 0)
            + opposites[1]
            + max(0, -limits)
        )
    if come > 0:
        standing = _standing_in(ours, theirs)
        # “If you feel unwell” as “if you do not feel well” has been set off already.
        spent = min(opposites[1], sum(_an_opposite(mark, source, target) for mark in standing))
        come -= len(standing) - spent
    return Balance(lost, come, spare, opposites, limits, lessened)


def _twice(side: Side) -> int:
    """How many words that may stand for a negation come again."""
    roots = [side.reading.words[mark.first][:_ROOT] for mark in side.marks if mark.value == "weak"]
    return len(roots) - len(set(roots))


_ROOT = 5
"""Letters by which a word is known again."""
_ONE = 1
_NEITHER = regex(r"\bweder\b[^.;:!?]*?\snoch\s", re.IGNORECASE)
"""“Do not crush and do not chew” as “weder zerkleinert noch zerkaut”: *ni* and the like are marked, but *noch* is *still* mostly."""


def _said_alike(ours: Side, theirs: Side) -> int:
    """How many words of the target that may stand for a negation say what the source says without one: “by themselves”, “on an empty stomach”."""
    weak_ones = [mark for mark in theirs.marks if mark.value == "weak"]
    if not weak_ones:
        return 0
    here, there = ours.reading.marks, theirs.reading.marks
    known = {mark.start for mark in ours.marks}
    return sum(
        any(
            one.start <= mark.start < one.end
            and any(each.value == one.value for each in here.get(family, ()))
            and all(each.start not in known for each in here[family])
            for family in _SAID_ALIKE
            for one in there.get(family, ())
        )
        for mark in weak_ones
    )


_SAID_ALIKE = ("concept.company", "concept.safety", "concept.sign", "concept.stomach")
"""Sets with words that deny by themselves in one language, and not in another."""


def _opposites(one: Side, other: Side, *, strict: bool = False) -> int:
    """How many negations of one side the other says by the opposite."""
    here, there = one.reading, other.reading
    return (
        turned(here, there, one.marks, strict=strict)
        or taken_back(here, there)
        or held(here, there, one.denials)
    )


def _none_or(ours: Side, theirs: Side) -> int:
    """How many negations more one of the target holds: “no A died, and none had to” as “kein A starb oder musste”."""
    pattern = _OR.get(theirs.reading.tables.language)
    if pattern is None or not theirs.denials:
        return 0
    again_denied = len(_AND_NONE.findall(ours.reading.prose.plain, *ours.span))
    if not again_denied:
        return 0
    told = len(pattern.findall(theirs.reading.prose.plain, theirs.denials[0].end, theirs.span[1]))
    known = len(_OR["en"].findall(ours.reading.prose.plain, *ours.span))
    return min(again_denied, max(0, told - known))


_AND_NONE = regex(
    r"\band (?:(?:did|do|does|was|were) not|neither|no|no one|nobody|none)\b|(?<=[.;,] )(?:Do|do) not\b"
)
_OR = {
    language: regex(rf"\b(?:{words})\b")
    for language, words in {
        "en": "or",
        "es": "o|u",
        "fr": "ou",
        "de": "oder",
        "pt": "ou",
        "it": "o|oppure",
    }.items()
}


def _unbounding(side: Side) -> Sequence[Mark]:
    """The marks of a side but *less*, which takes nothing that may stand for a negation: “less than 15 kg”, “less likely”."""
    limits = {m.first for m in side.reading.marks.get("concept.degree", ()) if m.value == "less"}
    return (
        [mark for mark in side.marks if mark.value != "weak" or mark.first not in limits]
        if limits
        else side.marks
    )


def _standing_in(ours: Side, theirs: Side) -> list[Mark]:
    """What of the source may stand for a negation that is new in the target.

    “Do not hesitate to” stands for “no dude en” alone, not for any other.
    """
    source, target = ours.reading, theirs.reading
    marks = untranslated(ours.marks, source, target)
    if not marks:
        return []
    marks = unshared(marks, source, target)
    # What “until” and “finché” both say stands for no other negation.
    ended = {m.start for m in target.marks.get("scope", ()) if m.value == "except"}
    both = sum(m.value == "weak" and m.start in ended for m in theirs.marks)
    until = [m for m in marks if source.words[m.first] in UNTILS][:both] if both else []
    marks = [m for m in marks if m not in until]
    # The “too” of “be tested too” is none of “too late”.
    marks = [m for m in marks if not _TOO.match(source.prose.plain, m.start)]
    # “contraindicated” and “contre-indiqué” forbid alike, and stand for nothing else.
    bans = [mark for mark in marks if mark.value == "ban"]
    spent = bans[: sum(mark.value == "ban" for mark in theirs.marks)]
    marks = [mark for mark in marks if mark not in spent]
    urging = [mark for mark in marks if source.words[mark.last] in _URGING]
    return [m for m in marks if m not in urging or not _urged(m, theirs.denials, source, target)]


def _an_opposite(mark: Mark, source: Reading, target: Reading) -> bool:
    """Is a word of the source one of a set, of which the target has another?"""
    return any(
        one.start == mark.start and any(other.value != one.value for other in target.marks[family])
        for family, marks in source.marks.items()
        if family[:8] == "concept." and family in target.marks
        for one in marks
    )


def _urged(mark: Mark, cues: Sequence[Mark], source: Reading, target: Reading) -> bool:
    """Does the target deny what one should not hesitate to do?"""
    denied = [word for cue in cues for word in denied_by(cue, target)]
    if echoed(source.words[mark.last], source, target, denied):
        return False
    return any(echoed(w.text, source, target, denied) for w in islice(words_after(mark, source), 1))


_URGING = frozenset({"hesitate"})
_TOO = regex(r"too\s?(?:[.,;:!?)]|$)")


def _standing(ours: Side, theirs: Side, spare: int) -> int:
    """How many words of the target stand for a negation without being one."""
    # What forbids stands for a negation whatever else may stand for one on the other side.
    standing = max(spare, _forbidding(ours, theirs)) if spare <= 0 else spare
    shorter = int(spare == 0)
    if spare <= 0 and standing < shorter and shortened(ours.denials, ours.reading, theirs.reading):
        standing = shorter  # “without noticing” is “unbemerkt”, “no abnormality” “unauffällig”
    standing += shared_ends(theirs.reading, theirs.span)
    if ours.denials:
        # Where the word for “until” may stand for a negation too, it has been counted.
        here, there = (waits(side.marks, side.reading.prose.plain) for side in (ours, theirs))
        standing += max(0, here - there)
    return standing


def _forbidding(ours: Side, theirs: Side) -> int:
    """How many words of the target forbid and translate none of the source; fewer than none where there is none."""
    firm = 0
    if "firm" in [mark.value for mark in theirs.marks]:
        own = untranslated(theirs.marks, theirs.reading, ours.reading)
        firm = sum(mark.value == "firm" for mark in own)
    return firm - sum(mark.value == "firm" for mark in ours.marks) if firm else -len(ours.marks)


def but_idioms(pair: Pair, theirs: Sequence[Mark]) -> list[Mark]:
    """The negations but those of a phrase that says what the source says: “sans danger”, safely, “sans attendre”, at once."""
    if pair.target.marks.keys().isdisjoint(_IDIOMS):
        return list(theirs)
    idioms = [
        mark
        for family in _IDIOMS
        for mark in pair.target.marks.get(family, ())
        if mark.first < mark.last and mark.value in _plain(pair.source, family)
    ]
    if not idioms:
        return list(theirs)
    return [m for m in theirs if not any(said.first <= m.first <= said.last for said in idioms)]


def _plain(reading: Reading, family: str) -> set[str]:
    """What a text says of a set without a negation: not “does not go away”, but “lasts longer than”.

    Nothing where it says it with one too: “straight away, without waiting”.
    """
    denials = [m for m in meant(reading) if m.value in FULL]
    marks = reading.marks.get(family, ())
    if any(mark.first <= m.first <= mark.last for mark in marks for m in denials):
        return set()
    said = {mark.value.rstrip("?") for mark in marks}
    if family == "concept.lasting" and not denials and _LASTS.search(reading.prose.plain):
        said.add("persist")
    return said


_LASTS = regex(r"\b(?:last\w*|go(?:es|ing)? on|continu\w+) (?:for )?(?:more|longer|over)\b")
_IDIOMS = ("concept.continuity", "concept.lasting", "concept.safety", "concept.urgency")
