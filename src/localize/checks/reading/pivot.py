"""What stands on which side of a pivot: “A is safer than B”, “A two hours after B”, “from A to B”, “A, not B”.

Two things have changed sides when the thing after the pivot of the source stands before the pivot of the
target and the other way round. That is a mistake, unless what is said of them was turned round as well: “A is
more common than B” and “B is rarer than A”, “A before B” and “B after A”.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from localize.checks.reading.anchors import anchors, numbered
from localize.checks.reading.denial import WITHOUT
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.pivots import SIGN, compared_by, pivots, then, versus
from localize.checks.reading.reach import condition
from localize.checks.reading.reading import Reading
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.base import Pair

Span = tuple[int, int]

_NO_THINGS = (
    "concept.limit:",
    "concept.degree:",
    "concept.modality:",
    "concept.change:",
    "concept.exclusivity:",
    "concept.urging:",
    "concept.season:",
    "concept.extent:",
)
"""Meanings that are said of things."""
_AFTER = 5
"""Words between a pivot and what it points at."""
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
    family = _FAMILIES.get(kind, "scope")
    if family not in pair.source.marks or family not in pair.target.marks:
        return None
    if kind not in pair.sides:
        pair.sides[kind] = _changed_sides(pair, kind)
    return pair.sides[kind]


_FAMILIES = {"time": "concept.time", "vertical": "concept.vertical"}
"""What pivots of a kind are marks of, where it is not `scope`."""


def _changed_sides(pair: Pair, kind: str) -> Sides | None:
    ours = pivots(pair.source, kind)
    theirs = pivots(pair.target, kind) if len(ours) == 1 else []
    if len(theirs) != 1:
        return None
    mine, other = pair.shared
    points, pointed = (
        following(pair.source, ours[0], mine),
        following(pair.target, theirs[0], other),
    )
    if (
        kind == "time"
        and points
        and condition(pair.source).search(pair.source.prose.plain, ours[0].end, mine[points][0])
    ):
        return None  # “before the procedure if kidney function is normal” says nothing of an order
    if points is None or pointed is None:
        if kind == "time" and ours[0].value != theirs[0].value:
            if pair.target.tables.compounds:  # “48 Stunden nach dem Eingriff absetzen”
                pointed = following(pair.target, theirs[0], other, 1)
            return _led(pair.target, pointed, mine, other, ours[0]) or _led(
                pair.source, points, other, mine, theirs[0]
            )
        if kind == "time" and ours[0].value == theirs[0].value and not then(theirs[0], pair.target):
            return _crossed_over(pair, ours[0], theirs[0])
        return None
    if points == pointed:
        return None
    if kind == "time" and "because" in pair.source.prose.plain[ours[0].end : mine[points][0]]:
        return None  # what follows is the reason, and not what is after
    if mine[pointed][1] > ours[0].start or other[points][1] > theirs[0].start:
        return None
    if kind == "vertical" and {points[:14], pointed[:14]} != {"concept.organ:"}:
        return None
    if kind == "time" and any(
        key[0] == "#" and not _OF_IT.match(side.prose.plain, known[key][1])
        for key, side, known in ((points, pair.source, mine), (pointed, pair.target, other))
    ):
        return None  # “wait two hours before lying down”, “do not lie down before two hours have passed”
    if all(key[0] == "#" or key == _NONE for key in (points, pointed)) and (
        any(
            key[0] != "#" and (mine[key][1] <= ours[0].start) != (other[key][1] <= theirs[0].start)
            for key in mine.keys() & other.keys()
        )
        or _lacking(pair.source, ours[0]) * _lacking(pair.target, theirs[0]) < 0
    ):
        # “12 % on A, compared with 3 % on B” as “3 % on B, compared with 12 % on A”; “… with it, 3 % without”
        return None
    return Sides(pointed, points, mine[points], other[pointed])


_NONE = "concept.allness:nobody"
"""“None” counts as a number does."""
_OF_IT = regex(r"\s(?:(?:of|de|di|von)\s|d'|(?=[A-ZÄÖÜ]))")
"""What a length of time is spent with: “after eight hours of fasting”."""


def _lacking(reading: Reading, pivot: Mark) -> int:
    """On which side of a pivot the only *without* of a text stands: -1 before it, 1 behind it, 0 where there is none or more."""
    found = [m for m in reading.marks.get("negation", ()) if reading.words[m.first] in WITHOUT]
    return 0 if len(found) != 1 else -1 if found[0].start < pivot.start else 1


def _led(
    reading: Reading,
    thing: str | None,
    here: Mapping[str, Span],
    there: Mapping[str, Span],
    pivot: Mark,
) -> Sides | None:
    """Does a thing that the other pivot points at stand before this one: “A began after …” as “… before A began”?"""
    if thing is None or here[thing][1] > pivot.start:
        return None
    if thing[0] == "#" and not _OF_IT.match(reading.prose.plain, there[thing][1]):
        return None
    return Sides(thing, thing, here[thing], there[thing])


def _crossed_over(pair: Pair, here: Mark, there: Mark) -> Sides | None:
    """Has all that stands behind the same pivot come from before it: “let the skin dry before you stick the pouch on”?

    Words that may translate one another count here, since both ways have to be seen.
    """
    ours, theirs = (
        _clause(side, at, known)
        for side, at, known in zip(
            (pair.source, pair.target), (here, there), pair.shared, strict=True
        )
    )
    if not ours | theirs or ours & theirs:
        return None  # the words are only asked for where something has come across
    mine, other = things(pair)
    ours = _clause(pair.source, here, mine)
    theirs = _clause(pair.target, there, other)
    ours, theirs = ours & other.keys(), theirs & mine.keys()
    if not ours or not theirs or ours & theirs:
        return None
    first, second = min(ours, key=lambda k: mine[k]), min(theirs, key=lambda k: other[k])
    return Sides(second, first, mine[first], other[second])


def _clause(reading: Reading, pivot: Mark, things: Mapping[str, Span]) -> set[str]:
    """What stands behind a pivot in its clause, amounts aside; behind a German preposition only what stands beside it."""
    plain = reading.prose.plain
    beside = reading.tables.compounds and reading.words[pivot.first] not in _CONJUNCTIONS
    reach = _BESIDE if beside else _FURTHER
    return {
        key
        for key, (start, _) in things.items()
        if start > pivot.start
        and key[0] != "#"
        and key[:13] != "concept.time:"
        and not _ENDED.search(plain, pivot.end, start)
        and plain.count(" ", pivot.end, start) <= reach
    }


_CONJUNCTIONS = frozenset(("bevor", "ehe", "nachdem", "sobald"))
_BESIDE, _FURTHER = 2, 10
"""Words from a pivot to what stands behind it."""
_ENDED = regex(r"[.,;:!?()]")


def same_after(pair: Pair, kind: str) -> bool:
    """Does the same thing follow another pivot of a kind on the other side: *before* here, *after* there?"""
    mine, other = pair.shared
    ours = [(p.value, _next(pair.source, p, mine)) for p in pivots(pair.source, kind)]
    theirs = [(p.value, _next(pair.target, p, other)) for p in pivots(pair.target, kind)]
    return any(a & b and v != w for v, a in ours for w, b in theirs)


def _next(reading: Reading, pivot: Mark, things: Mapping[str, Span]) -> set[str]:
    """What stands a few words behind a pivot: “once the scabies lotion” has two things there."""
    near = {key: span for key, span in things.items() if span[0] >= pivot.end}
    return {key for key in near if following(reading, pivot, {key: near[key]}) is not None}


def steady(pair: Pair) -> bool:
    """Does what follows *before* and *after* follow them still: “before they get better …, after stopping”?"""
    mine, other = pair.shared
    ours = {following(pair.source, p, mine, _AFTER): p.value for p in pivots(pair.source, "time")}
    theirs = {
        following(pair.target, p, other, _AFTER): p.value for p in pivots(pair.target, "time")
    }
    known = (ours.keys() & theirs.keys()) - {None}
    return bool(known) and all(ours[key] == theirs[key] for key in known)


def turned_round(pair: Pair, *, surely: bool = False) -> bool:
    """Is a comparison said from its other side: “lower with A than with B” as “higher with B than with A”?

    What is compared has crossed over then: it stands behind the “than” of one side, and before that of the other; and
    nothing stands behind both. `surely`: nor behind another “than” of either side, where one has more of them.
    """
    if "scope" not in pair.source.marks or "scope" not in pair.target.marks:
        return False
    ours = compared_by(pair.source)
    theirs = compared_by(pair.target) if ours else []
    if not theirs:
        return False
    mine, other = things(pair)
    swapped = _swapped(pair)

    def crossed(here: Mark, there: Mark) -> bool | None:
        after = _behind(pair.source, here, mine)
        behind = _behind(pair.target, there, other)
        if pair.source.words[here.first] in _VERSUS:  # what changed places may be the numbers alone
            after, behind = ({key for key in side if key[0] != "#"} for side in (after, behind))
        if after & behind:
            return False
        return (
            swapped
            or any(other[key][1] <= there.start for key in after)
            or any(mine[key][1] <= here.start for key in behind)
            or None
        )

    if len(ours) == len(theirs):
        return any(map(crossed, ours, theirs))
    verdicts = {crossed(here, there) for here, there in product(ours, theirs)}
    return True in verdicts and not (surely and False in verdicts)


_VERSUS = ("compared", "versus", "vs")


def things(pair: Pair) -> tuple[Mapping[str, Span], Mapping[str, Span]]:
    """What both texts have once, and the one thing that is compared with another by what it is not."""
    mine, other = ({**rows, **known} for known, rows in zip(pair.shared, pair.rows, strict=True))
    here = _without(pair.source)
    there = _without(pair.target) if here else None
    if here and there:
        return {**mine, "non": here}, {**other, "non": there}
    return mine, other


def inverse(pair: Pair) -> bool:
    """“A is twice as common as B” as “B is half as common as A”: what stood before the “as” stands behind the “than”."""
    ours = pair.source.marks.get("concept.multiple", ())
    theirs = pair.target.marks.get("concept.multiple", ())
    if len(ours) != 1 or len(theirs) != 1 or {ours[0].value, theirs[0].value} != _INVERSE:
        return False
    pivots = list(_AS.finditer(pair.source.prose.plain, ours[0].end))
    others = list(_THAN.finditer(pair.target.prose.plain, theirs[0].end))
    if not pivots or not others:
        return False
    mine, other = pair.shared
    here, there = pivots[-1].start(), others[-1].end()
    behind = [
        min((span[0], key) for key, span in known.items() if span[0] >= at)[1:]
        if any(span[0] >= at for span in known.values())
        else ()
        for known, at in ((mine, here), (other, there))
    ]
    if behind[0] and behind[0] == behind[1]:
        return False  # the same of the two stands behind both
    return any(mine[key][1] <= here and other[key][0] >= there for key in mine) or any(
        mine[key][0] >= here and other[key][1] <= there for key in mine
    )


_INVERSE = {"half", "double"}
_AS = regex(r"\b(?:as|(?:that|those) (?:in|of|observed|seen|with))\b", re.IGNORECASE)
_THAN = regex(
    r"\b(?:que|qu'|als|wie|como|come|rispetto|quanto|than|celle|celui|d[aeo] que|da observada|d[aeo]s? observad\w+|di quell\w+)",
    re.IGNORECASE,
)


def _without(reading: Reading) -> Span | None:
    """The one thing that is compared with another by what it is not: “non-smokers”, “unvaccinated”, “Nichtraucher”."""
    found = [m.span() for m in _DENIED.finditer(reading.prose.plain)]
    return found[0] if len(found) == 1 else None


_DENIED = regex(
    r"\bnon[ -]\w|(?:\bnot|n't)\b|\bqui n[e']|\bun(?:vaccin|treat|dilut|expos|affect|relat)\w*|\b(?:no|não|non|nicht) \w"
    r"|\b(?:nicht|un(?:geimpf|behandel|verdünn))\w+",
    re.IGNORECASE,
)


def _swapped(pair: Pair) -> bool:
    """Do “68 % versus 54 %” stand as “54 % versus 68 %” on the other side?"""
    ours = [(a.value, b.value) for a, b in versus(pair.source).values() if a.value != b.value]
    theirs = [(b.value, a.value) for a, b in versus(pair.target).values() if a.value != b.value]
    return ours == theirs != []


def _behind(reading: Reading, pivot: Mark, things: Mapping[str, Span]) -> set[str]:
    """What stands behind a pivot, up to the next sign."""
    plain = reading.prose.plain
    end = pivot.end + plain.startswith(".", pivot.end)  # vs.
    return {
        key
        for key, (start, _) in things.items()
        if start >= end and not SIGN.search(plain, end, start)
    }


def changed_ends(pair: Pair) -> Sides | None:
    """The start and the end of a change that have changed places: “from A to B” as “from B to A”."""
    known = pair.source.tables.ends
    if len({known[word] for word in pair.source.words if word in known}) < _BOTH_ENDS:
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


_BOTH_ENDS = 2
"""A change is told by where it starts and where it stops."""


def shared(pair: Pair) -> tuple[Mapping[str, Span], Mapping[str, Span]]:
    """What both texts have once, by what it is known again by, with its place in each."""
    ours, theirs = anchors(pair.source), anchors(pair.target)
    both = [key for key in ours if key in theirs and not key.startswith(_NO_THINGS)]
    mine, other = {k: ours[k] for k in both}, {k: theirs[k] for k in both}
    first, second = ordinals(pair.source), ordinals(pair.target)
    for key in first.keys() & second.keys():
        mine[key], other[key] = first[key], second[key]
    for key, a, b in numbered(pair):
        mine[key], other[key] = (a.start, a.end), (b.start, b.end)
    return mine, other


def ordinals(reading: Reading) -> dict[str, Span]:
    """Its ordinals, with their places."""
    return {
        f"ordinal:{q.value}": (q.start, q.end) for q in reading.quantities if q.text == "ordinal"
    }


def following(
    reading: Reading,
    pivot: Mark,
    things: Mapping[str, Span],
    reach: int = _AFTER,
    signs: str = ".;:!?",
) -> str | None:
    """The first thing after a pivot, so many words on at most and with no sign between."""
    after = [(span[0], key) for key, span in things.items() if span[0] >= pivot.end]
    if not after:
        return None
    start, key = min(after)
    between = reading.prose.plain[pivot.end : start]
    if len(between.split()) > reach or any(sign in between for sign in signs):
        return None
    if key.startswith(_DOING) and _PURPOSE.search(between):
        return None  # “before surgery to prevent clots”
    return key


_DOING = ("concept.effect", "concept.change", "concept.fill", "concept.start", "concept.ease")
_PURPOSE = regex(r"\w\s+(?:to|para|per|pour|um)\s(?:\S+\s+)?$", re.IGNORECASE)
"""What a thing is done for stands behind another one that is not known."""


def _ends(reading: Reading, things: Mapping[str, Span]) -> dict[str, str]:
    """Thing -> the preposition of direction right before it."""
    known = reading.tables.ends
    found = {
        key: reading.before(start, known, _PREPOSED)
        for key, (start, _) in things.items()
        if not key.startswith("#")
    }
    return {key: value for key, value in found.items() if value}
