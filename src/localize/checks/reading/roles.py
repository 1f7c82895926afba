"""Which of two medicines is which: what replaces what, what is given before what, what goes with the morning.

Two medicines that both texts name once may have changed places though each is still there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from localize.checks.reading.bytwos import moved_along, reassigned
from localize.checks.reading.denial import CLAUSE, counted, groups, meant
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.nearness import TOGETHER, changed_places
from localize.checks.reading.pivots import adverb, pivots
from localize.checks.reading.reading import Reading
from localize.checks.reading.switched import REACH, Match, joined, stopped, turned_back
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.base import Pair

_TWO = 2
NAMED = ("drug", "arm", "concept.drugclass")
"""What is given: a medicine, but also a placebo, or “SSRIs”."""
_TOGETHER = regex(
    rf"\b(?:{TOGETHER}|alongside|concurrent|along with|as well as|like|than)|\bco-",
    re.IGNORECASE,
)
_AFTER = 9
"""Words from “before” to the medicine that it points at: “before the first tablet of”."""


def swapped(pair: Pair) -> Iterator[tuple[Match, Match]]:
    """Pairs of medicines, each in source and target, that have taken each other's part."""
    if not _several(pair.source) or not _several(pair.target):
        return
    yield from stopped(pair)
    yield from turned_back(pair)
    ours, theirs = _once(pair.source), _once(pair.target)
    names = [name for name in ours if name in theirs]
    if len(names) < _TWO:
        return
    medicines = [name for name in names if ours[name].family == "drug"]
    for first, second in combinations(names, 2):
        one, two = (ours[first], theirs[first]), (ours[second], theirs[second])
        if joined(pair.source, one[0], two[0]):
            continue
        verdict = _by_frame(pair, first, second, one, two)
        if verdict is None and _listed(pair.source, one[0], two[0]):
            continue
        if verdict is None:
            verdict = _by_role(pair, first, second, one, two)
        if verdict is None:
            verdict = _by_comparison(pair, first, second, one, two) or _by_amounts(pair, one, two)
        if verdict is None and (len(names) == _TWO or one[0].family == two[0].family):
            verdict = reassigned(pair, one, two, strict=True)
        drugs = one[0].family == two[0].family == "drug"
        if (
            verdict is None
            and drugs
            and len(medicines) == _TWO
            and not _mutual(pair.source, one[0], two[0])
            and not moved_along(pair, one, two)
        ):
            verdict = changed_places(pair, one, two, skip="drug", sure=True, rows=True)
        if verdict:
            yield one, two


def _several(reading: Reading) -> bool:
    """Does a text name two medicines, or a medicine and a class?"""
    marks = reading.marks
    return sum([len(marks[family]) for family in NAMED if family in marks]) >= _TWO


def _mutual(reading: Reading, one: Mark, two: Mark) -> bool:
    """“A may be combined with B”: what is so of both can be said of either first."""
    first, second = sorted((one, two), key=lambda mark: mark.start)
    return _TOGETHER.search(reading.prose.plain, first.end, second.start) is not None


def _once(reading: Reading) -> dict[str, Mark]:
    """The medicines that a text names once."""
    found: dict[str, Mark] = {}
    twice: set[str] = set()
    classes = reading.marks.get("concept.drugclass", ())
    for family in NAMED:
        for mark in reading.marks.get(family, ()):
            if family == "drug" and any(c.start <= mark.start < c.end for c in classes):
                continue  # the calcium of “calcium channel blockers”
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


def _by_frame(pair: Pair, first: str, second: str, one: Match, two: Match) -> bool | None:
    """Does the other of two medicines stand in a frame, “allergic to”? None where the texts share no frame."""
    here = _framed(pair.source, {first: one[0], second: two[0]})
    there = _framed(pair.target, {first: one[1], second: two[1]})
    shared = sorted(here.keys() & there.keys())
    return here[shared[0]] != there[shared[0]] if shared else None


def _by_comparison(pair: Pair, first: str, second: str, one: Match, two: Match) -> bool | None:
    """Is the other of two medicines compared with, where the same is said: “safer than A”? None where it cannot be told."""
    after = []
    for side, reading in enumerate((pair.source, pair.target)):
        than = pivots(reading, "than")
        drugs = {first: one[side], second: two[side]}
        after.append(_next(reading, drugs, than[0].end, REACH) if len(than) == 1 else "")
    if not all(after):
        return None
    said = [
        {name: {m.value for m in marks} for name, marks in r.marks.items() if name in _SAID}
        for r in (pair.source, pair.target)
    ]
    # Nothing may have been turned round, and something has to be known to be the same.
    if not said[0] or said[0] != said[1] or _denials(pair.source) != _denials(pair.target):
        return None
    return after[0] != after[1]


def _by_amounts(pair: Pair, one: Match, two: Match) -> bool | None:
    """“27 on A, compared with 9 on B” as “27 on B, compared with 9 on A”: each stands behind its amount. None where it cannot be told."""
    slots: list[tuple[set[int], set[int]]] = []
    for side, marks in enumerate(((one[0], two[0]), (one[1], two[1]))):
        first, second = sorted(marks, key=lambda mark: mark.start)
        starts = [match[side].start for match in pair.alignment.matched]
        ahead = {i for i, start in enumerate(starts) if start < first.start}
        slots.append((ahead, {i for i, at in enumerate(starts) if first.start < at < second.start}))
    here, there = slots
    if here != there or not all(here):
        return None
    return True if (one[0].start < two[0].start) != (one[1].start < two[1].start) else None


_SAID = frozenset(
    ("concept.safety", "concept.strength", "concept.efficacy", "concept.speed", "concept.outcome", "concept.frequency")
)  # fmt: skip
"""What one medicine is more than another."""


def _denials(reading: Reading) -> int:
    return counted(reading) + sum(
        mark.value == "less" for mark in reading.marks.get("concept.degree", ())
    )


def _by_role(pair: Pair, first: str, second: str, one: Match, two: Match) -> bool | None:
    """Do two medicines have other parts in a replacement or in time? None where no such part is told."""
    for role in (_rivalled, _replaced, _rejected, _left, _earlier, _denied, _refused):
        here = role(pair.source, {first: one[0], second: two[0]})
        there = role(pair.target, {first: one[1], second: two[1]}) if here else ""
        if there:
            return here != there
    return None


def _rivalled(reading: Reading, drugs: Mapping[str, Mark]) -> str:
    """The medicine that another is not inferior to, or superior to."""
    plain = reading.prose.plain
    found = _RIVAL.search(plain)
    over = _THAN.search(plain, found.end()) if found else None
    return _next(reading, drugs, over.end(), REACH) if over else ""


_RIVAL = regex(r"(?:inf[eé]rior|unterlegen|s[uo]up?[eé]rior|überlegen)", re.IGNORECASE)
_THAN = regex(
    r"\b(?:to|over|a|al|alla|all'|à|au|ao|sur|sobre|sul(?:la)?|frente al?|gegenüber|para com)\b",
    re.IGNORECASE,
)


def _replaced(reading: Reading, drugs: Mapping[str, Mark]) -> str:
    """The medicine that another takes the place of; empty where none does."""
    verbs = reading.marks.get("replace", ())
    if len(verbs) != 1:
        return ""
    led = {
        name: reading.before(mark.start, reading.tables.replaced, REACH)
        for name, mark in drugs.items()
    }
    if exchange := verbs[0].value == "swap":  # what is swapped for B, or switched to it, goes
        led = {name: "by" if by in ("for", "onto") else by for name, by in led.items()}
    for name, led_by in led.items():
        other = next(each for each in led if each != name)
        if led_by == "by" and led[other] != "by":
            return other
        start = verbs[0].end
        if (
            led_by == "for"
            and led[other] != "for"
            and start <= drugs[name].start
            and not _PARTING.search(reading.prose.plain, start, drugs[name].start)
        ):
            return name
    first, second = sorted(drugs, key=lambda name: drugs[name].start)
    between = (
        not exchange and drugs[first].end <= verbs[0].start and verbs[0].end <= drugs[second].start
    )
    # “B replaces A”: a German verb may have its object before it.
    return second if between and not reading.tables.compounds else ""


def _rejected(reading: Reading, drugs: Mapping[str, Mark]) -> str:
    """The medicine that another is given instead of."""
    pivots = {mark.end for mark in reading.marks.get("scope", ()) if mark.value == "instead"}
    if preferred := _PREFERRED.search(plain := reading.prose.plain):
        later = sorted(mark.end for mark in drugs.values() if mark.start >= preferred.end())
        first = min(mark.end for mark in drugs.values()) if not later else later[0]
        over = _OVER.search(plain, preferred.end() if len(later) == 1 else first)
        pivots |= {over.end()} if over else set()
    found = {_next(reading, drugs, pivot, REACH) for pivot in pivots} - {""}
    return found.pop() if len(found) == 1 else ""


def _refused(reading: Reading, drugs: Mapping[str, Mark]) -> str:
    """The medicine right behind a negation: “A, not B”; empty where none is, or both."""
    plain = reading.prose.plain
    found = [name for name, mark in drugs.items() if _NOT.search(plain, 0, mark.start)]
    return found[0] if len(found) == 1 else ""


_NOT = regex(
    r"\b(?:not|no|pas|non|não|nicht|kein\w*)\s(?:(?:the|de|du|la|le|el|los|las|lo|il|a|o|das|den|die)\s|d'|l'){0,2}$",
    re.IGNORECASE,
)
_PREFERRED = regex(
    r"\b(?:pr[eé]f[eéèi]r|prefier|(?:zu)?bevorzug|vorzuzieh|vorgezogen)", re.IGNORECASE
)
_OVER = regex(
    r"\b(?:over|to|a|al|ao|à|au|aux|all[ao']|antes que|frente al?|em relação a[o]?|rispetto all?[ao']?|gegenüber|vor)\b",
    re.IGNORECASE,
)
"""Between what is preferred and what it is preferred to."""


def _left(reading: Reading, drugs: Mapping[str, Mark]) -> str:
    """The medicine that a change leads away from: “from fentanyl to morphine”."""
    ends = reading.led((mark.start for mark in drugs.values()), REACH)
    return list(drugs)[ends.index("from")] if ends else ""


def _framed(reading: Reading, drugs: Mapping[str, Mark]) -> dict[str, str]:
    """What someone is allergic to, the level of which changes: word of a frame -> the medicine in it."""
    found: dict[str, str] = {}
    for mark in reading.marks.get("frame", ()):
        # Clozapin-Spiegel, Clozapinspiegel, “ciclosporin levels”
        ahead = [
            name
            for name, drug in drugs.items()
            if 0 <= mark.start - drug.end <= 1 or (drug.start, drug.end) == (mark.start, mark.end)
        ]
        led = _next(reading, drugs, mark.end, REACH)
        pointing = led and mark.last > mark.first  # “those on A were switched to B”
        name = ahead[0] if ahead and not pointing else led
        if name and mark.value in found:
            return {}
        if name:
            found[mark.value] = name
    return found


def _denied(reading: Reading, drugs: Mapping[str, Mark]) -> str:
    """The medicine in the clause that denies, where the other has a clause of its own: “A does, B does not”."""
    plain = reading.prose.plain
    first, second = sorted(drugs, key=lambda name: drugs[name].start)
    if not CLAUSE.search(plain, drugs[first].end, drugs[second].start):
        return ""
    denials = groups(meant(reading), plain)
    if len(denials) != 1 or len(drugs) != _TWO:
        return ""
    cue = denials[0]
    if following := _next(reading, drugs, cue.end, 1):
        return following
    before = [name for name in (first, second) if drugs[name].end <= cue.start]
    if not before or CLAUSE.search(plain, drugs[before[-1]].end, cue.start):
        return ""
    return before[-1]


def _next(reading: Reading, drugs: Mapping[str, Mark], at: int, reach: int) -> str:
    """The medicine that follows a place, so many words on at most."""
    following = [name for name, mark in drugs.items() if mark.start >= at]
    if not following:
        return ""
    name = min(following, key=lambda each: drugs[each].start)
    between = reading.prose.plain[at : drugs[name].start]
    return "" if len(between.split()) > reach or _PARTING.search(between) else name


_PARTING = regex(r"[,.;:!?]")


def _earlier(reading: Reading, drugs: Mapping[str, Mark]) -> str:
    """The medicine that comes first; empty where nothing says so, or not clearly."""
    first: set[str] = set()
    for pivot in reading.marks.get("concept.time", ()):
        if pivot.value not in ("before", "after"):
            continue
        if pointed := _next(reading, drugs, pivot.end, _AFTER):
            other = next(name for name in drugs if name != pointed)
            # “Only afterwards give B”: what an adverb stands before is the later one.
            later = pivot.value == "before" or adverb(pivot, reading)
            first.add(other if later else pointed)
    return first.pop() if len(first) == 1 else ""
