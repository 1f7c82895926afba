"""Two members of a set of meanings that both texts have, and whether they have changed places: left and right, mother and child."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from localize.checks.reading.bytwos import moved_along, reassigned
from localize.checks.reading.denial import CLAUSE, FULL
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.nearness import SIDES, changed_places
from localize.checks.reading.pivot import same_after, steady
from localize.checks.reading.reading import Reading

if TYPE_CHECKING:
    from localize.checks.base import Pair

_NEAR = 3
"""Words between two that do not belong together."""


def crossed(pair: Pair, name: str, ours: Sequence[Mark], theirs: Sequence[Mark]) -> bool:
    """Have two members that both sides have changed places: “stop A, start B”, “start A, stop B”?"""
    first, second = ours
    if first.value == theirs[0].value or second.first - first.last < _NEAR:
        return False  # “thigh muscle”, “hepatic and renal”
    between = (
        _Between(pair.source, first.end, second.start),
        _Between(pair.target, theirs[0].end, theirs[1].start),
    )
    if _conversely(*between):
        return False
    one, two = (first, theirs[1]), (second, theirs[0])
    if moved_along(pair, one, two, numbers=True) or (name == "time" and steady(pair)):
        return False
    verdict = reassigned(pair, one, two)
    if verdict is None:
        verdict = changed_places(pair, one, two, skip=f"concept.{name}", rows=True)
    return verdict or (name in _ACTING and _passed_back(*between))


_TOGETHER = re.compile(
    r"\b(?:combin|confus|mix|together|interact|associat|compar|differ|similar|resembl|concomitant|same)",
    re.IGNORECASE,
)
_BY = re.compile(
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


def _conversely(here: _Between, there: _Between) -> bool:
    """May two stand the other way round: in the passive, as taker for giver, or since what is said is so of either?"""
    if _TOGETHER.search(here.text):
        return True
    done = [_BY.search(side.text) is not None for side in (here, there)]
    said, other = here.passing, there.passing
    return done[0] != done[1] or (bool(said and other) and said != other)


_ACTING = frozenset({"kin", "disease", "person", "sex"})
"""Who or what passes something on."""
_APART = re.compile(CLAUSE.pattern + r"|\b(?:and|y|e|et|or|o|ou)\b")


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


def denied_instead(
    pair: Pair, name: str, ours: Sequence[Mark], theirs: Sequence[Mark]
) -> tuple[Mark, Mark] | None:
    """Of two members that both sides have: the one denied here, and the other one denied there: “A, not B”, “B, not A”."""
    if name == "time" and not same_after(pair, "time"):
        return None  # “before B, not afterwards” is “after A, not before”
    if len(ours) != SIDES or len(theirs) != SIDES or ours[0].value == ours[1].value:
        return None
    if _TOGETHER.search(pair.source.prose.plain, ours[0].end, ours[1].start):
        return None
    here = [mark for mark in ours if denied(pair.source, mark, _CLOSE, FULL)]
    there = [mark for mark in theirs if denied(pair.target, mark, _CLOSE, FULL)]
    if len(here) != 1 or len(there) != 1 or here[0].value == there[0].value:
        return None
    return here[0], there[0]


def denied(reading: Reading, mark: Mark, reach: int, values: Sequence[str]) -> bool:
    """Is there a negation of one of these kinds so many words before it, in its clause?"""
    plain = reading.prose.plain
    return any(
        cue.value in values
        and 0 < mark.first - cue.last <= reach
        and not CLAUSE.search(plain, cue.end, mark.start)
        for cue in reading.marks.get("negation", ())
    )


_CLOSE = 5
"""Words from a negation to what it denies: “mais pas en cas d'insuffisance sévère”."""
