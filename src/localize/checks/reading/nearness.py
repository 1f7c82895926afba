"""Which of two places an anchor is nearer to, and whether two things have changed places by it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Protocol

from localize.checks.reading.anchors import anchors, both, numbered
from localize.checks.reading.quantity import Quantity
from localize.checks.reading.reading import Reading
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.base import Pair

SIDES = 2
"""Two things have two sides to be on."""
TOGETHER = "combin|mix|together|interact|associat|compar|differ|similar|concomitant"
"""How English words begin that say something of both of two: either can be named first."""


class Place(Protocol):
    """Something that stands somewhere in a prose text."""

    @property
    def start(self) -> int:
        """Its first character."""

    @property
    def end(self) -> int:
        """The character behind it."""


_TOKEN = regex(r"[,;:.!?\n]|\w+")
_BREAKS = frozenset(
    (",", ";", ":", ".", "!", "?", "\n", "and", "y", "e", "et", "und", "or", "o", "ou", "oder", "but", "pero", "mais", "aber",
     "mas", "ma", "with", "con", "avec", "mit", "com", "plus", "versus", "vs", "compared", "frente", "gegenüber", "while",
     "mientras", "tandis", "während", "enquanto", "mentre", "than")
)  # fmt: skip
"""What parts meanings."""
_ENDS = frozenset(";.!?\n")
"""What parts them more than a comma does."""
_WHEN = frozenset(
    ("after", "before", "después", "tras", "antes", "après", "avant", "nach", "vor", "após", "depois", "dopo", "prima")
)  # fmt: skip
"""Meanings are parted by these too; numbers are often what stands before and after."""
_MARGIN = 6
"""By how many characters an anchor must be nearer to one of two places than to the other."""
_NEAR = 40
"""Anchors further away than this from both say nothing."""
_CLOSE = 15
_BESIDE = 4
"""Characters to what stands right beside a number: “tablets of 4 mg”."""
_SURE, _SURER = 2, 3
"""How many times more must speak for an exchange than against it."""


def changed_places(
    pair: Pair,
    one: tuple[Place, Place],
    two: tuple[Place, Place],
    *,
    skip: str = "",
    sure: bool = False,
    rows: bool = False,
) -> bool:
    """Have two things, each given by its place in source and target, changed places?

    Every anchor votes, the nearer the louder: for an exchange when it is nearer to the one in the source and
    nearer to the other in the target. `skip` names a family of marks that is no anchor; `sure` asks that one
    of them stands close by and that none speaks against it; `rows` takes words that may translate one another for anchors too.
    """
    if rows:
        ours, theirs = both(pair, skip)
    else:
        ours, theirs = dict(anchors(pair.source, skip)), dict(anchors(pair.target, skip))
    # What is counted holds meanings in their places: “8% got worse, 61% better”, “10 mL at 2 pm”.
    times = Counter((a.value, a.unit, a.others) for a, _ in pair.alignment.matched)
    for key, a, b in numbered(pair):
        if times[a.value, a.unit, a.others] == 1:
            ours[key], theirs[key] = (a.start, a.end), (b.start, b.end)
    stays = goes = 0.0
    held = loudest = 0.0
    loose = False
    closest = _NEAR
    witnesses: set[bool] = set()
    kept = sure and (one[0].start < two[0].start) == (one[1].start < two[1].start)
    alone = _dosed(pair, one[0], two[0])
    for key, there in ours.items():
        here = theirs.get(key)
        if (
            here is None
            or key.startswith(("concept.modality:", alone))
            or one[0].start <= there[0] < one[0].end
        ):
            continue  # a thing is no anchor of its own
        if two[0].start <= there[0] < two[0].end:
            continue
        if _shared(there, one[0], two[0], pair.source) and _shared(
            here, one[1], two[1], pair.target
        ):
            continue
        before, distance = _lean(one[0], two[0], there, pair.source, parted=bool(skip))
        after, other = _lean(one[1], two[1], here, pair.target, parted=bool(skip))
        beside = not skip and max(distance, other) <= _BESIDE and not key.startswith("#")
        if beside and before and after and (before > 0) == (after > 0):
            return False  # “2,480 veterans at 11 sites”: it stands beside the same number
        if min(abs(before), abs(after)) < _MARGIN or max(distance, other) > _NEAR:
            continue
        weight = 1 / (4 + distance + other)
        if (before > 0) == (after > 0):
            stays += weight
            held = max(held, weight * key.startswith("#"))
        elif kept and _slot(there, one[0], two[0]) == _slot(here, one[1], two[1]):
            continue  # in the same order with the same between them: a sign is gone, no more
        elif not key.startswith("concept.limit:"):  # “at least three of A and two of B” is of both
            loose |= key.startswith("#")
            loudest = max(loudest, weight * key.startswith(("drug:", "name:")))
            goes += weight
            closest = min(closest, max(distance, other))
            witnesses.add(before > 0)
    if held >= loudest and held and not loose and not skip:
        return False  # “0.9 mg in packs of 14, 1.8 mg in packs of 28”: numbers hold each other
    if sure and (goes <= _SURER * stays or closest > _CLOSE):
        return False
    # Of meanings, the subject may be shared: “A rises with X and falls with Y”.
    return goes > _SURE * stays and (not skip or len(witnesses) == SIDES)


def _dosed(pair: Pair, one: Place, two: Place) -> str:
    """What begins the keys of anchors that say nothing: a medicine is of both doses where it is the only one."""
    doses = isinstance(one, Quantity) and isinstance(two, Quantity) and one.unit == two.unit != ""
    named = [{mark.value for mark in r.marks.get("drug", ())} for r in (pair.source, pair.target)]
    return "drug:" if doses and named[0] == named[1] and len(named[0]) == 1 else _NO_KEY


_NO_KEY = "\0"


def _shared(anchor: tuple[int, int], one: Place, two: Place, reading: Reading) -> bool:
    """Is it what both count, said with the first: “34 infants in A and 36 in B”?"""
    first, second = (one, two) if one.start < two.start else (two, one)
    if anchor[0] != first.end + 1 or (isinstance(second, Quantity) and second.unit):
        return False
    return _BARE.match(reading.prose.plain, second.end) is not None


_BARE = regex(
    r"\s(?:in|on|of|with|from|received|del\w*|de|d[aeo]s?|du|des|im|mit|com|con|avec|nel\w*|no|na|aus|von|vom)\b|\s?[.,;)]|$",
    re.IGNORECASE,
)
"""Behind a number that counts what was named before."""


def _slot(anchor: tuple[int, int], one: Place, two: Place) -> int:
    """Before both, between them, or after both."""
    return (one.start < anchor[0]) + (two.start < anchor[0])


def _lean(
    one: Place, two: Place, anchor: tuple[int, int], reading: Reading, *, parted: bool
) -> tuple[int, int]:
    """Positive where the anchor is nearer to the first; and how near it is to its nearest.

    What stands between is looked at only where it decides: by their letters alone, most are too far away.
    """
    gaps = _between(one, anchor), _between(two, anchor)
    sizes = [end - start for start, end in gaps]
    if min(sizes) > _NEAR:
        return 0, min(sizes)
    near = int(sizes[1] < sizes[0])
    closer, other = (two, one) if near else (one, two)
    distance = _distance(gaps[near], other, reading, parted=parted)
    farther = sizes[1 - near]
    if farther < distance + _MARGIN:
        farther = _distance(gaps[1 - near], closer, reading, parted=parted)
    lean = farther - distance
    return -lean if near else lean, min(distance, farther)


def _between(place: Place, anchor: tuple[int, int]) -> tuple[int, int]:
    """The stretch between two places; empty where they overlap."""
    start, end = (place.end, anchor[0]) if anchor[0] >= place.end else (anchor[1], place.start)
    return start, max(start, end)


def _distance(gap: tuple[int, int], other: Place, reading: Reading, *, parted: bool) -> int:
    """How far it is across a stretch: its letters, and more for what parts meanings. `other`: what is farther if in it."""
    start, end = gap
    if start >= end:
        return 0
    tokens = _TOKEN.findall(reading.prose.plain[start:end].lower())
    breaks = sum(map(_BREAKS.__contains__, tokens)) + sum(map(_ENDS.__contains__, tokens))
    if tokens and tokens[0] in _WITH and any(q.end == start for q in reading.quantities):
        breaks -= 1  # “11 months with A versus 6 months with B”
    elif tokens[-1:] and tokens[-1] in _WITH and tokens[-2:-1] == [","]:
        breaks -= 1  # “for panic, with 25 mg” is no further away than “for panic, 25 mg”
    if parted:
        breaks += sum(map(_WHEN.__contains__, tokens))
    return end - start + 20 * breaks + (40 if start <= other.start < end else 0)


_WITH = frozenset({"with", "con", "avec", "mit", "com"})
