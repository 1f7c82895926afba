"""Which of two opposites a text says, once its negations are reckoned in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from localize.checks.reading.denial import CLAUSE, FULL, WITHOUT, meant, restricts
from localize.checks.reading.echo import unspoken
from localize.checks.reading.lasting import AS_LONG, PROVIDED
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.limit import idle
from localize.checks.reading.reading import Reading
from localize.checks.reading.rephrased import denied_after
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.base import Pair

FAR = 7
"""Words from a negation to what it may turn round: “no further treatment is needed”."""
POLES = {
    "change": {"up": True, "down": False},
    "level": {"high": True, "low": False},
    "degree": {"more": True, "less": False},
}
"""What is more and what is less, in the sets that may stand for one another."""


def more_and_less(reading: Reading) -> list[bool]:
    """What of a text is more, and what is less, in order; what two sets say of the same words counts once."""
    found = [
        (mark.first, mark.last, poles[value])
        for name, poles in POLES.items()
        for mark in reading.marks.get(f"concept.{name}", ())
        if (value := mark.value.rstrip("?")) in poles
    ]
    said: list[bool] = []
    end = -1
    for first, last, more in sorted(found):
        if first > end:
            said.append(more)
        end = max(end, last)
    return said


def else_denied(pair: Pair) -> bool:
    """“allowed only once it has healed” is “forbidden until it has healed”, or “as long as it has not”."""
    if restricts(pair.source) == restricts(pair.target):
        return False
    other = pair.target if restricts(pair.source) else pair.source
    return any(
        mark.value == "except"
        and (
            not (
                AS_LONG.match(other.prose.plain, mark.start)
                or PROVIDED.match(other.prose.plain, mark.start)
            )
            or any(m.value in FULL and m.start > mark.start for m in meant(other))
            or other.words[mark.last + 1 : mark.last + 2] == ["non"]  # “finché non”
        )
        for mark in other.marks.get("scope", ())
    )


def agree(pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark], reach: int) -> bool:
    """Do both sides agree once negations are reckoned in?"""
    poles = {mark.value for mark in (*ours, *theirs)}
    if len(poles) != 2:
        return False
    here, there = _spoken_for(pair)
    if any(mark.start in here for mark in ours):
        here, there = set(), set()  # “unvaccinated” itself is what is asked about
    return Counter(_pole(pair.source, m, poles, reach, here) for m in ours) == Counter(
        _pole(pair.target, m, poles, reach, there) for m in theirs
    )


def _spoken_for(pair: Pair) -> tuple[set[int], set[int]]:
    """Where negations of both sides stand that say no more than one word: the *no* of “no tratada”, untreated."""
    ours, theirs = meant(pair.source), meant(pair.target)
    mine, other = unspoken(ours, theirs, pair.source, pair.target)
    return _starts(ours) - _starts(mine), _starts(theirs) - _starts(other)


def _starts(marks: Sequence[Mark]) -> set[int]:
    return {mark.start for mark in marks}


def _pole(reading: Reading, mark: Mark, poles: set[str], reach: int, idles: set[int]) -> str:
    if any(
        cue.value == "chained" and mark.first < cue.first <= mark.last
        for cue in reading.marks.get("negation", ())
    ):
        return mark.value  # “non è quasi mai”: the one goes with the other
    restricting = {cue.start for cue in meant(reading) if cue.value == "only"}
    negated = any(
        (
            0 < mark.first - cue.last <= (_NOBODY if _none(reading, cue, reach) else reach)
            and not (reading.words[cue.first] in WITHOUT and _is_said(reading, cue, mark))
            and (
                cue.value in ("strong", "chained")
                or (cue.value == "firm" and reach == FAR)
                or (
                    cue.value == "weak"
                    and _IF_NOT.fullmatch(reading.prose.plain, cue.start, cue.end)
                )
            )
            and not (CLAUSE if reach == FAR else _THAT).search(
                reading.prose.plain, cue.end, mark.start
            )
        )
        or (cue.value == "strong" and denied_after(reading, mark, cue))
        for cue in reading.marks.get("negation", ())
        if cue.start not in idles
        and not idle(cue, reading.prose.plain)
        and not (cue.start in restricting and _QUE.search(reading.prose.plain, cue.end, mark.start))
    )
    # “Less likely” is unlikely, “peu vraisemblable” too.
    lessened = mark.first > 0 and reading.words[mark.first - 1] in reading.tables.lessening
    return next(iter(poles - {mark.value})) if negated != lessened else mark.value


def _none(reading: Reading, cue: Mark, reach: int) -> bool:
    """Does a negation deny the subject: “none of the instruments in this kit may be reused”?"""
    return reach == FAR and reading.words[cue.first].startswith(_NONE)


_NOBODY = 12
"""Words from a denied subject to what is said of it."""
_NONE = ("none", "nobody", "neither", "ningun", "ningún", "aucun", "keine", "nessun", "nenhum")


def _is_said(reading: Reading, cue: Mark, mark: Mark) -> bool:
    """Is a meaning said of what “without” only belongs to: “nadar sin compañía es seguro”?"""
    return not _IS.isdisjoint(reading.words[cue.last + 1 : mark.first])


_IS = frozenset(
    ("is", "are", "was", "were", "es", "son", "era", "eran", "est", "sont", "était", "ist", "sind", "war", "waren", "é", "são", "eram", "è", "sono", "erano")
)  # fmt: skip
_QUE = regex(r"\bqu(?:e\b|['’])", re.IGNORECASE)
"""What stands behind it is not denied: “ne s'utilise qu'à distance”."""
_THAT = regex(r"\b(?:that|que|che|dass)\b|,\s$", re.IGNORECASE)
"""What is denied before it is another thing: “no evidence that untreated apnoea”."""
_IF_NOT = regex(
    r"if not|si no|se não|se non|wenn nicht|falls nicht|fail(?:ing|ure)?(?: to)?", re.IGNORECASE
)
"""“Se non trattata” is untreated, “failing to drink enough” is to drink too little."""


def limiting(pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark]) -> bool:
    """Do meanings on both sides bound something: “fewer than half”?"""
    return all(
        any(limit.start <= mark.start < limit.end for mark in marks)
        for reading, marks in ((pair.source, ours), (pair.target, theirs))
        for limit in reading.marks.get("comparator", ())[:1]
    ) and all("comparator" in side.marks for side in (pair.source, pair.target))


def averted(pair: Pair) -> bool:
    """Does one text alone speak of what was prevented: “prevented more attacks than” as “there were fewer than”?"""
    ours, theirs = (
        _AVERTED.search(side.prose.plain) is None for side in (pair.source, pair.target)
    )
    return ours != theirs


_AVERTED = regex(
    r"\b(?:prevent|avert|evit|évit|verhind|verhüt|preven|préven|prévien|imped|empêch|scongiur)",
    re.IGNORECASE,
)
