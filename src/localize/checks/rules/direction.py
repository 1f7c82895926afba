"""direction: no meaning becomes its opposite, or another of its kind: up and down, before and after, oral and rectal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from localize.checks.base import ACCURACY, Check, Pair, Problem, Scope
from localize.checks.reading.binding import changed_places
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.quantity import REQUIRED
from localize.checks.reading.reading import Reading
from localize.checks.reading.tables import concepts
from localize.model import Severity

_NEAR = 3
"""A negation this many words before turns a meaning round: “not safe” is unsafe."""


def _run(pair: Pair, scope: Scope) -> Iterator[Problem]:
    ours, theirs = pair.source.marks, pair.target.marks
    for family, marks in ours.items():
        if family not in theirs or not family.startswith("concept."):
            continue
        name = family[8:]
        if name in scope.target.concepts and name in scope.source.concepts:
            yield from _compare(pair, name, marks, theirs[family])


def _compare(
    pair: Pair, name: str, ours: Sequence[Mark], theirs: Sequence[Mark]
) -> Iterator[Problem]:
    if [mark.value for mark in ours] == [mark.value for mark in theirs]:
        return
    if any("|" in mark.value for mark in (*ours, *theirs)):
        ours, theirs = _resolved(ours, theirs), _resolved(theirs, ours)
    # “lower” may be a comparative or a verb: it answers for `down`, but is not asked for.
    spare, excess = _optional(ours), _optional(theirs)
    unsure = [mark for mark in ours if mark.value.endswith("?")]
    ours = [mark for mark in ours if not mark.value.endswith("?")]
    theirs = [mark for mark in theirs if not mark.value.endswith("?")]
    mine, other = Counter(m.value for m in ours), Counter(m.value for m in theirs)
    lost = [value for value in mine if mine[value] > other[value] + excess[value]]
    lost += [value for value in spare if not (mine[value] or other[value] or excess[value])]
    came = [value for value in other if other[value] > mine[value] + spare[value]]
    if name == "modality" and _denies(pair):
        return  # “must not” is “may not” in some languages
    if not lost or not came:
        if name != "period" and len(ours) == len(theirs) == 2 == len(mine) and mine == other:
            yield from _crossed(pair, name, ours, theirs)
        return
    if name == "degree" and other[lost[0]]:
        return  # comparatives come and go; what is gone altogether is meant
    if len(mine) <= 2 and len(other) <= 2 and _turned(pair, ours, theirs):
        return
    concept = concepts()[name]
    gone = next(m for m in (*ours, *unsure) if m.value.rstrip("?") == lost[0])
    new = next(m for m in theirs if m.value == came[0])
    if name == "period" and _counted(pair, gone, new):
        return  # compared with its number
    yield Problem(
        f"{concept.title}: “{pair.source.prose.text[gone.start : gone.end]}” became "
        f"“{pair.target.prose.text[new.start : new.end]}”",
        pair.target.place(new.start, new.end),
        pair.source.place(gone.start, gone.end),
        Severity(concept.severity),
    )


def _optional(marks: Sequence[Mark]) -> Counter[str]:
    return Counter(mark.value[:-1] for mark in marks if mark.value.endswith("?"))


def _denies(pair: Pair) -> bool:
    return any("negation" in reading.marks for reading in (pair.source, pair.target))


def _crossed(
    pair: Pair, name: str, ours: Sequence[Mark], theirs: Sequence[Mark]
) -> Iterator[Problem]:
    """Both members are there: have they changed places? “stop A, start B” and “start A, stop B”."""
    if [m.value for m in ours] == [m.value for m in theirs]:
        return
    first, second = ours
    if changed_places(pair, (first, theirs[1]), (second, theirs[0]), skip=f"concept.{name}"):
        text = pair.source.prose.text
        yield Problem(
            f"“{text[first.start : first.end]}” and “{text[second.start : second.end]}” have changed places",
            pair.target.place(theirs[0].start, theirs[0].end),
            pair.source.place(first.start, first.end),
        )


def _resolved(these: Sequence[Mark], those: Sequence[Mark]) -> list[Mark]:
    """Words that may stand for several members (`afternoon|evening`) stand for the one the other side has."""
    wanted = {value for mark in those for value in mark.value.split("|")}
    return [
        mark._replace(
            value=next((v for v in mark.value.split("|") if v in wanted), mark.value.split("|")[0])
        )
        for mark in these
    ]


def _turned(pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark]) -> bool:
    """Do both sides agree once negations are reckoned in?"""
    poles = {mark.value for mark in (*ours, *theirs)}
    if len(poles) != 2:
        return False
    return Counter(_pole(pair.source, m, poles) for m in ours) == Counter(
        _pole(pair.target, m, poles) for m in theirs
    )


def _pole(reading: Reading, mark: Mark, poles: set[str]) -> str:
    negated = any(
        0 < mark.first - cue.last <= _NEAR and cue.value not in ("weak", "firm", "ban")
        for cue in reading.marks.get("negation", ())
    )
    return next(iter(poles - {mark.value})) if negated else mark.value


def _counted(pair: Pair, gone: Mark, new: Mark) -> bool:
    """Is one of them the unit of a quantity that has been found again, or been reported?"""
    if not pair.alignment.sound:
        return True
    return any(
        (a.start <= gone.start < a.end and a.unit == gone.value)
        or (b.start <= new.start < b.end and b.unit == new.value)
        for a, b in pair.alignment.matched
        if a.level == b.level == REQUIRED
    )


CHECK = Check(
    name="direction",
    dimension=ACCURACY,
    severity=Severity.CRITICAL,
    run=_run,
    summary="No meaning becomes its opposite, or another of its kind.",
    needs_tables=True,
)
