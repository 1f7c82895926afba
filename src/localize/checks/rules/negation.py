"""negation: what the source denies or forbids is denied or forbidden in the target."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from localize.checks.base import ACCURACY, Check, Pair, Problem, Scope, Span
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.reading import Reading
from localize.checks.reading.tables import concepts
from localize.model import Severity

_CLAUSE = re.compile(r"[,;:()—–]|\b(?:but|pero|sino|mais|aber|sondern|mas|ma|bensì)\b")
"""What parts a sentence so that a negation does not reach across."""

_NEAR = 3
"""Words between a negation and what it denies."""
_LIST = 6
"""Words between the verbs of a list."""
_AND = re.compile(r"[,;:]\s|\b(?:and|y|e|et|und|but|pero|mais|aber|mas|ma)\b")
_STANDINS = ("weak", "firm", "ban")

_SENTENCE = re.compile(r"[.!?…:;\n](?:(?<!\n)[)\"'”»]*\s+(?=[^a-zà-ÿ\s])|(?<=;)\s+|(?<=\n))")
"""The end of a sentence. It begins with a plain set of characters: those are quickly looked for."""


def _run(pair: Pair, _scope: Scope) -> Iterator[Problem]:
    ours = _meant(pair.source)
    theirs = _meant(pair.target)
    if not ours and not theirs:
        return
    sources, targets = _sentences(pair.source), _sentences(pair.target)
    if len(sources) != len(targets):
        sources, targets = [(0, len(pair.source.prose.plain))], [(0, len(pair.target.prose.plain))]
    for (s1, s2), (t1, t2) in zip(sources, targets, strict=True):
        here, there = _within(ours, s1, s2), _within(theirs, t1, t2)
        if not here and not there:
            continue
        problems = list(_compare(pair, here, there))
        yield from problems or _by_clause(pair, here, there, (s1, s2), (t1, t2))


def _compare(pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark]) -> Iterator[Problem]:
    """Compare one sentence. A word like “avoid” may stand for a negation where the other side lacks it."""
    plain, translated = pair.source.prose.plain, pair.target.prose.plain
    mine = _groups(ours, plain)
    other = _groups(theirs, translated)
    # What carries a negation on may stand for another: “do not A and do not B”, “no A ni B”.
    most, other_most = len(mine) + _carried(ours), len(other) + _carried(theirs)
    spare = _weak(theirs) - _weak(ours)
    turned = _turned(pair.source, pair.target, ours), _turned(pair.target, pair.source, theirs)
    firm = [mark for mark in ours if mark.value in ("firm", "ban")]
    new = [mark for mark in theirs if mark.value == "ban"]
    if len(mine) > other_most + max(0, spare) + turned[0]:
        yield _lost(pair, mine[-1])
    elif len(other) - _repeated(other, pair.target) > most + _weak(ours) + turned[1]:
        yield _come(pair, other[-1])
    elif firm and not theirs:
        yield _lost(pair, firm[0])
    elif new and not ours:
        yield _come(pair, new[0])


def _by_clause(
    pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark], source: Span, target: Span
) -> Iterator[Problem]:
    """A negation that has moved from one clause to another, where both sides have the same clauses."""
    first = _clauses(pair.source.prose.plain, *source)
    second = _clauses(pair.target.prose.plain, *target)
    if len(first) != len(second) or len(first) not in (2, 3):
        return
    lost: list[Mark] = []
    come: list[Mark] = []
    for (a, b), (c, d) in zip(first, second, strict=True):
        here, there = _within(ours, a, b), _within(theirs, c, d)
        if not there:
            lost += here
        if not here:
            come += [mark for mark in there if mark.value == "strong"]
    gone = [mark for mark in lost if mark.value == "strong"]
    if gone and not any(mark.value == "carried" for mark in theirs):
        yield _lost(pair, gone[0])
    elif lost and come:
        yield _come(pair, come[0])


def _clauses(plain: str, start: int, end: int) -> list[Span]:
    cuts = [m.end() for m in _AND.finditer(plain, start, end)]
    return [(a, b) for a, b in pairwise((start, *cuts, end)) if plain[a:b].strip()]


def _lost(pair: Pair, mark: Mark) -> Problem:
    word = pair.source.prose.text[mark.start : mark.end]
    message = f"the source says “{word}”; nothing in the target stands for it"
    return Problem(message, None, pair.source.place(mark.start, mark.end))


def _come(pair: Pair, mark: Mark) -> Problem:
    word = pair.target.prose.text[mark.start : mark.end]
    message = f"the target says “{word}”; nothing in the source does"
    return Problem(message, pair.target.place(mark.start, mark.end))


def _meant(reading: Reading) -> list[Mark]:
    """The negation marks of a text; “ne … que” only restricts."""
    marks = reading.marks.get("negation", [])
    particles, only, full = reading.tables.restriction
    if not particles or not marks:
        return marks
    words = reading.words
    return [
        mark._replace(value="weak")
        if words[mark.first] in particles and _restricts(words[mark.last + 1 :][:8], only, full)
        else mark
        for mark in marks
    ]


def _restricts(words: Sequence[str], only: frozenset[str], full: frozenset[str]) -> bool:
    for word in words:
        if word in full:
            return False
        if word in only:
            return True
    return False


def _groups(marks: Sequence[Mark], plain: str) -> list[Mark]:
    """The negations, those that belong together taken as one: “ne … pas”, “no … ninguno”, “neither … nor”.

    A chained word joins a negation of its clause; “ni” and “nor” join one across clauses; a
    particle joins the chained word before it (“jamais il ne”).
    """
    found: list[Mark] = []
    last: Mark | None = None
    opener = ""
    for mark in marks:
        if mark.value in _STANDINS:
            continue
        close = last is not None and not _CLAUSE.search(plain, last.end, mark.start)
        if mark.value == "carried":
            joins = bool(found)
        else:
            joins = close and (mark.value == "chained" or opener != "strong")
        if not joins:
            found.append(mark)
            opener = mark.value
        elif mark.value == "strong":
            opener = "strong"  # the particle that the word before it called for
        last = mark
    return found


def _carried(marks: Sequence[Mark]) -> int:
    # “ni A ni B” is one list; a single “ni” may carry a negation of its own.
    return sum(mark.value == "carried" for mark in marks) % 2


def _repeated(groups: Sequence[Mark], reading: Reading) -> int:
    """Particles said again with each verb of a list: “Ne commencez, n'arrêtez et ne modifiez jamais”."""
    particles = reading.tables.restriction[0]
    if not particles:
        return 0
    words = reading.words
    return sum(
        words[a.first] in particles
        and words[b.first] in particles
        and b.first - a.last <= _LIST
        and not any(word in reading.tables.restriction[2] for word in words[a.last : b.first])
        for a, b in pairwise(groups)
    )


def _turned(reading: Reading, other: Reading, cues: Sequence[Mark]) -> int:
    """How many negations the other side says by the opposite: “not dangerous” as “harmless”."""
    count = 0
    for family, marks in reading.marks.items():
        if not family.startswith("concept.") or family not in other.marks:
            continue
        if not concepts()[family[8:]].denied:
            continue
        there = {mark.value for mark in other.marks[family]}
        for mark in marks:
            denied = any(
                cue.value not in _STANDINS and 0 < mark.first - cue.last <= _NEAR for cue in cues
            )
            if denied and mark.value not in there:
                count += 1
    return count


def _weak(marks: Sequence[Mark]) -> int:
    """How many words could stand for a negation: “avoid”, “unable”, “free of”."""
    return sum(mark.value in _STANDINS for mark in marks)


def _within(marks: Sequence[Mark], start: int, end: int) -> list[Mark]:
    return [mark for mark in marks if start <= mark.start < end]


def _sentences(reading: Reading) -> list[tuple[int, int]]:
    plain = reading.prose.plain
    cuts = [match.end() for match in _SENTENCE.finditer(plain)]
    edges = [0, *cuts, len(plain)]
    return [(a, b) for a, b in pairwise(edges) if plain[a:b].strip()]


CHECK = Check(
    name="negation",
    dimension=ACCURACY,
    severity=Severity.CRITICAL,
    run=_run,
    summary="What the source denies or forbids is denied or forbidden in the target.",
    needs_tables=True,
)
