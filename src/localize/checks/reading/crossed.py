"""Two members of a set of meanings that both texts have, and whether they have changed places: left and right, mother and child."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from localize.checks.reading import apiece
from localize.checks.reading.anchors import both, starts
from localize.checks.reading.bytwos import moved_along, reassigned
from localize.checks.reading.denial import CLAUSE, FULL, clause_start
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.nearness import SIDES, TOGETHER, changed_places
from localize.checks.reading.pivot import following, same_after, steady, things
from localize.checks.reading.reading import Reading
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.base import Pair

_LED = 6
"""Words from a preposition to what it leads: “to the lower shelf of the refrigerator”."""
_NEAR = 3
"""Words between two that do not belong together."""


def crossed(pair: Pair, name: str, ours: Sequence[Mark], theirs: Sequence[Mark]) -> bool:
    """Have two members that both sides have changed places: “stop A, start B”, “start A, stop B”?"""
    first, second = ours
    if all(
        _OR.fullmatch(side.prose.plain, one.end, two.start)
        for side, (one, two) in ((pair.source, ours), (pair.target, theirs))
    ):
        return False  # “the doctor or the nurse” is “the nurse or the doctor”
    ends = pair.source.led((mark.start for mark in ours), _LED)
    if ends and (others := pair.target.led((mark.start for mark in theirs), _LED)):
        # “from the freezer to the fridge” as “from the fridge to the freezer”
        return (ends == others) != (first.value == theirs[0].value)
    if name in _ACTING and (agents := _agents(pair, ours, theirs)) is not None:
        return agents[0] != agents[1]
    if second.first - first.last < _NEAR:
        return False  # “thigh muscle”, “hepatic and renal”
    if (given := apiece.exchanged(pair, name, ours, theirs)) is not None:
        return given
    if first.value == theirs[0].value:
        return False
    between = (
        _Between(pair.source, first.end, second.start),
        _Between(pair.target, theirs[0].end, theirs[1].start),
    )
    if _conversely(*between):
        return False
    one, two = (first, theirs[1]), (second, theirs[0])
    if moved_along(pair, one, two, numbers=True) or (name == "time" and steady(pair)):
        return False
    if _then(pair.source, *ours) and _then(pair.target, *theirs):
        return True  # “breathe out, then breathe in”
    if name == "side" and _halves_kept(pair, *between):
        return True
    verdict = reassigned(pair, one, two)
    if verdict is None:
        verdict = changed_places(pair, one, two, skip=f"concept.{name}", rows=True)
    return verdict or (name in _ACTING and _passed_back(*between))


def _then(reading: Reading, one: Mark, two: Mark) -> bool:
    """Does the second of two come next?"""
    return any(
        mark.value == "then" and one.last < mark.first <= two.first
        for mark in reading.marks.get("order", ())
    )


_OR = regex(r"\s(?:or|[ou]|ou|oder)\s(?:[^\W\d_]{1,4}[\s'])?", re.IGNORECASE)
_TOGETHER = regex(
    rf"\b(?:{TOGETHER}|confus|resembl|same)",
    re.IGNORECASE,
)
_BY = regex(
    r"\b(?:by|por|par|pel[oa]s?|dal?|dall\w*|von|vom|durch)[\s'](?:\w+'?\s?)?$", re.IGNORECASE
)
"""Before who does it, where something is done to the other: “held by the father”."""


class _Between(NamedTuple):
    """What stands between two."""

    reading: Reading
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.reading.prose.plain[self.start : self.end]

    @property
    def passing(self) -> set[str]:
        """Does it say that something is given, or got?"""
        marks = self.reading.marks.get("transfer", ())
        return {mark.value for mark in marks if self.start <= mark.start < self.end}


def _halves_kept(pair: Pair, here: _Between, there: _Between) -> bool:
    """Does all else stay in its half: “the right one is normal, the left one large” as “the left … normal, the right … large”?"""
    signs = [_HALF.search(side.reading.prose.plain, side.start, side.end) for side in (here, there)]
    if signs[0] is None or signs[1] is None:
        return False
    first, second = (sign.start() for sign in signs if sign)
    places = starts(pair, *both(pair, "concept.side"))
    return bool(places) and all((at < first) == (to < second) for at, to in places)


_HALF = regex(
    r"[,;.:]\s|\s(?:and|but|while|y|e|et|und|ma|mas|pero|mais|aber|mientras|mentre|enquanto)\s"
)


def _conversely(here: _Between, there: _Between) -> bool:
    """May two stand the other way round: in the passive, as taker for giver, or since what is said is so of either?"""
    if _TOGETHER.search(here.text):
        return True
    done = [_BY.search(side.text) is not None for side in (here, there)]
    said, other = here.passing, there.passing
    return done[0] != done[1] or (bool(said and other) and said != other)


_ACTING = frozenset({"kin", "disease", "donation", "person", "role", "sex"})
"""Who or what passes something on."""


def done_back(pair: Pair, name: str, ours: Sequence[Mark], theirs: Sequence[Mark]) -> bool:
    """Does the other of two in the same order do it: “A informed B” as “A was informed by B”?"""
    if name not in _ACTING or len(ours) != SIDES or ours[0].value == ours[1].value:
        return False
    agents = _agents(pair, ours, theirs)
    return agents is not None and agents[0] != agents[1]


_DONE = 8
"""Words between who does something and to whom, at most."""
_NO_VERB = regex(
    r"\s?(?:'s\b|[,.;:(]|(?:of|from|with|without|for|to|than|as|who|whose|d[aeio]\w*|du|des|de|del|con|com|avec|mit|für|per|para|por|pour|a|à|al|ao)\b)",
    re.IGNORECASE,
)
"""What two are joined with where neither does anything: “the patient's nurse”, “the doctor for children”."""
_TO = regex(r"\b(?:to|al?|aos?|à|às|aux?|alla|agli|ai|alle)\s(?:\w+\s)?$", re.IGNORECASE)


def _agents(pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark]) -> tuple[str, str] | None:
    """Who of the two does something to the other, in source and target; None where it cannot be told, or all is active.

    “A informed B” and “A was informed by B” have them in the same order.
    """
    sides = (pair.source, ours), (pair.target, theirs)
    by = [[mark for mark in marks if _done_by(r.prose.plain, mark)] for r, marks in sides]
    plain = pair.source.prose.plain
    if not any(by) or _MET.search(plain, ours[0].end, ours[1].start):
        return None
    if not by[0] and any(_FROM.search(plain, 0, mark.start) for mark in ours):
        return None  # Italian *da* is by whom, and from whom
    found = [
        marks[0].value if len(marks) == 1 else "" if marks else _active(reading, *pair_of)
        for marks, (reading, pair_of) in zip(by, sides, strict=True)
    ]
    return (found[0], found[1]) if all(found) else None


_FROM = regex(r"\bfrom\s(?:\w+\s)?$")
_MET = regex(
    r"\b(?:s(?:een?|ees|eeing|aw)|visit\w*|consult\w*|meet\w*|met|talk\w*|sp(?:eak|oke)\w*)\b"
)
"""“The patient saw a doctor” as “was seen by a doctor”."""


def _done_by(plain: str, mark: Mark) -> bool:
    if _DONE_BY.match(plain, mark.end):
        return True
    return bool(_BY.search(plain, 0, mark.start)) and not _EACH.search(plain, 0, mark.start)


_DONE_BY = regex(r"-(?:reported|rated|led|initiated|administered|assessed|controlled)\b")
"""“patient-reported”"""


_EACH = regex(r"\b(?:each|every|cada|ogni|chaque|jede\w*)\s$", re.IGNORECASE)
"""“Two boys for every girl”: girls do nothing to them."""


def _active(reading: Reading, first: Mark, second: Mark) -> str:
    """Who does it, where nobody is told with *by*: the first, if a few words stand between, and they may be a verb."""
    between = reading.prose.plain[first.end : second.start]
    apart = _NO_VERB.match(between) or _APART.search(between) or _TOGETHER.search(between)
    if apart or not 0 < len(between.split()) <= _DONE or reading.tables.compounds:
        return ""
    return "" if _TO.search(reading.prose.plain, 0, first.start) else first.value


_APART = regex(
    CLAUSE.pattern
    + r"|\b(?:and|y|e|et|or|o|ou|if|unless|until|when|because|before|after|a menos que|cuando|hasta|quando|finché|lorsque|sauf si|até)\b"
)


def _passed_back(here: _Between, there: _Between) -> bool:
    """Does what one passes to another come from that other: “A gives it to B”, “B gives it to A”?

    In German the subject may stand behind.
    """
    return (
        len(here.passing) == 1
        and here.passing == there.passing
        and not there.reading.tables.compounds
        and not any(_APART.search(side.text) for side in (here, there))
    )


def in_other_half(
    pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark]
) -> tuple[Mark, Mark] | None:
    """Of two members, the one that is gone, and the other one that stands in its place: “it falls, the risk rises” as “…, the risk falls”.

    The target has but one of them, and in its clause nothing but what stands with the other in the source.
    """
    if len(ours) != SIDES or len(theirs) != 1 or ours[0].value == ours[1].value:
        return None
    (there,) = theirs
    gone = next((mark for mark in ours if mark.value != there.value), None)
    cut = CLAUSE.search(pair.source.prose.plain, ours[0].end, ours[1].start)
    if gone is None or cut is None or there.value not in (ours[0].value, ours[1].value):
        return None
    plain = pair.target.prose.plain
    start = clause_start(plain, there.start)
    end = found.start() if (found := CLAUSE.search(plain, there.end)) else len(plain)
    places = [
        (at >= cut.end(), to)
        for at, to in starts(pair, *both(pair, there.family))
        if not any(mark.start <= at < mark.end for mark in ours)
    ]
    late = gone is ours[1]
    if (start, end) == (0, len(plain)):
        with_gone, others = (
            [to for half, to in places if (half is late) is own] for own in (True, False)
        )
        stands = _on_side_of(with_gone, others, there.start)
    else:
        inside = {half for half, to in places if start <= to < end}
        outside = {half for half, to in places if not start <= to < end}
        stands = inside == {late} and outside == {not late}
    return (gone, there) if stands else None


def _on_side_of(some: Sequence[int], others: Sequence[int], at: int) -> bool:
    """In a target of one clause, does a place lie on the side of some places, which all lie before some others, or all behind?"""
    if not some or not others:
        return False
    if max(others) < min(some):
        return at > min(some)
    return max(some) < min(others) and at < max(some)


def denied_instead(
    pair: Pair, name: str, ours: Sequence[Mark], theirs: Sequence[Mark]
) -> tuple[Mark, Mark] | None:
    """Of two members that both sides have: the one denied here, and the other one denied there: “A, not B”, “B, not A”."""
    if len(ours) != SIDES or len(theirs) != SIDES or ours[0].value == ours[1].value:
        return None
    if "negation" not in pair.source.marks or "negation" not in pair.target.marks:
        return None
    if _TOGETHER.search(pair.source.prose.plain, ours[0].end, ours[1].start):
        return None
    # “Children should not use the adult one”: it is not adults that are denied.
    reach = _BESIDE if name == "person" else _CLOSE
    here = [mark for mark in ours if denied(pair.source, mark, reach, FULL)]
    there = [mark for mark in theirs if denied(pair.target, mark, reach, FULL)]
    if len(here) != 1 or len(there) != 1 or here[0].value == there[0].value:
        return None
    if name == "time" and not (same_after(pair, "time") or _pointing_back(pair, ours, theirs)):
        return None  # “before B, not afterwards” is “after A, not before”
    return here[0], there[0]


def _pointing_back(pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark]) -> bool:
    """“after the meal, not before it”, where what the meal is said of has not changed places with it."""
    if not ours or not theirs or _NOT_BEFORE_IT.search(pair.source.prose.plain) is None:
        return False
    mine, other = things(pair)
    thing = following(pair.source, ours[0], mine)
    return thing is None or other[thing][0] > theirs[0].start


_NOT_BEFORE_IT = regex(
    r"\b(?:not|never) (?:after|before|afterwards?|beforehand)(?: (?:it|that|them|this))?(?=[.,;:!)]|$)"
)


def denied(reading: Reading, mark: Mark, reach: int, values: Sequence[str]) -> bool:
    """Is there a negation of one of these kinds so many words before it, in its clause?"""
    plain = reading.prose.plain
    return any(
        cue.value in values
        and (
            mark.first <= cue.first <= mark.last  # “not back”
            or (
                0 < mark.first - cue.last <= reach and not CLAUSE.search(plain, cue.end, mark.start)
            )
        )
        for cue in reading.marks.get("negation", ())
    )


_BESIDE = 2
_CLOSE = 6
"""Words from a negation to what it denies: “mais pas en cas d'insuffisance sévère”."""
