"""drug: the medicines named in the source, and no others, are named in the target."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator

from localize.checks.base import Check, Pair, Problem, Scope
from localize.checks.dimensions import ACCURACY
from localize.checks.reading.brands import exchanged_names
from localize.checks.reading.cognates import mixtures, skeleton, unfixed
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.reading import Reading
from localize.checks.reading.roles import NAMED, swapped
from localize.checks.rules.told import told_swapped
from localize.model import Severity
from localize.regex import regex


def _run(pair: Pair, _scope: Scope) -> Iterator[Problem]:
    if names := exchanged_names(pair):
        (one, there), (two, _) = names
        yield told_swapped(pair, one, two, there)
    if pair.source.marks.keys().isdisjoint(NAMED) and _DRUG not in pair.target.marks:
        return
    ours, theirs = _drugs(pair.source), _drugs(pair.target)
    if ours.keys() == theirs.keys():
        swapped = list(_swapped(pair))
        yield from swapped or _put_for_another(pair)
        return
    lost = [name for name in ours if name not in theirs]
    came = [name for name in theirs if name not in ours]
    _in_parts(lost, came, theirs)
    _in_parts(came, lost, ours)
    for name in [name for name in lost if name.startswith("~")]:
        # No list says how a language spells it: a letter may differ, and a compound may go on.
        if alike := next((other for other in came if _alike(name, other)), ""):
            came.remove(alike)
        if alike or _contained(name[1:], pair.target):
            lost.remove(name)
    for name in lost:
        word = ours[name]
        source_span = pair.source.place(word.start, word.end)
        shown = pair.source.prose.text[word.start : word.end]
        if came:
            other = theirs[came.pop(0)]
            yield Problem(
                f"“{shown}” became “{pair.target.prose.text[other.start : other.end]}”: another medicine",
                pair.target.place(other.start, other.end),
                source_span,
            )
        elif (
            name not in unfixed()
            and not _contained(skeleton(name), pair.target)
            and not _shortened(word, pair)
        ):
            yield Problem(f"“{shown}” is not named in the target", None, source_span)
    if ours and not lost and not came:
        yield from _swapped(pair)
    for name in came:
        if name in unfixed() or name.startswith("~"):
            continue  # “pesaban” ends like a medicine
        other = theirs[name]
        yield Problem(
            f"“{pair.target.prose.text[other.start : other.end]}” is not in the source",
            pair.target.place(other.start, other.end),
            None,
            Severity.MAJOR,
        )


_DRUG = "drug"
_TWO = 2
_PREFIX = 6
"""Letters that a word before the name of a medicine has at least."""


def _put_for_another(pair: Pair) -> Iterator[Problem]:
    """“A raises B, so give less B” must not become “A raises B, so give less A”: one is named once less, and another once more."""
    ours, theirs = (side.marks.get(_DRUG, []) for side in (pair.source, pair.target))
    if len(ours) != len(theirs) or len(ours) <= _TWO:
        return
    here, there = Counter(mark.value for mark in ours), Counter(mark.value for mark in theirs)
    lost, came = here - there, there - here
    if lost.total() == came.total() == 1:
        gone = next(mark for mark in reversed(ours) if mark.value in lost)
        new = next(mark for mark in reversed(theirs) if mark.value in came)
        words = (
            side.prose.text[mark.start : mark.end]
            for side, mark in ((pair.source, gone), (pair.target, new))
        )
        yield pair.problem("“{}” became “{}”: another medicine".format(*words), gone, new)


def _swapped(pair: Pair) -> Iterator[Problem]:
    """“Replace A with B” must not become “replace B with A”."""
    for (a, b), (c, _) in swapped(pair):
        yield told_swapped(pair, a, c, b)


def _in_parts(some: list[str], others: list[str], there: Container[str]) -> None:
    """Take out the mixtures whose parts the other side names: “co-codamol” as “paracetamol with codeine”."""
    for name in [name for name in some if name in mixtures()]:
        parts = mixtures()[name]
        if all(part in there for part in parts):
            some.remove(name)
            others[:] = [other for other in others if other not in parts]


def _shortened(word: Mark, pair: Pair) -> bool:
    """Has the target the abbreviation that the source explains: “methotrexate (MTX)”?"""
    short = _EXPLAINED.match(pair.source.prose.plain, word.end)
    return short is not None and re.search(rf"\b{short[1]}\b", pair.target.prose.plain) is not None


_EXPLAINED = regex(r"\s?\(([A-Z]{2,5})\)")


def _alike(one: str, other: str) -> bool:
    """Do two names differ in one letter at most?"""
    if abs(len(one) - len(other)) > 1 or not other.startswith("~"):
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), -1)
    if start < 0:
        return True
    return one[start + (len(one) >= len(other)) :] == other[start + (len(other) >= len(one)) :]


def _contained(root: str, reading: Reading) -> bool:
    """Is a name part of a word? Some letters before it make another medicine of it: *es*omeprazole."""
    return any(
        (at := skeleton(word).find(root)) == 0 or at >= _PREFIX
        for word in reading.words
        if len(word) >= len(root)
    )


def _drugs(reading: Reading) -> dict[str, Mark]:
    """The drugs of a text by name, each where it is named first."""
    found: dict[str, Mark] = {}
    for mark in reading.marks.get(_DRUG, ()):
        found.setdefault(mark.value, mark)
    return found


CHECK = Check(
    name="drug",
    dimension=ACCURACY,
    severity=Severity.CRITICAL,
    run=_run,
    by_sentence=True,
    carried=lambda _pair, _problem: True,
    summary="The medicines named in the source, and no others, are named in the target.",
)
