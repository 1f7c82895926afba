"""What a text lets its reader do: whether it forbids, allows, or says that something need not be.

A prohibition that was put as a permission mostly keeps a negation of something else, “se puede dar sin que sea precisa …”,
so that counting negations does not tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from localize.checks.reading.denial import (
    CLAUSE,
    FORBIDDING,
    WITHOUT,
    Span,
    clause_start,
    meant,
    within,
)
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.reach import condition
from localize.checks.reading.reading import Reading
from localize.regex import regex

FAMILY = "stance"
_SURE = ("strong", "chained", "carried")
_NEAR, _SUBJECT = 3, 12
"""Words between a negation and what it denies; between *nobody* and its verb."""
_NOBODY = frozenset(("neither", "no", "nobody", "none", "nothing"))
SCARCELY = ("barely", "few", "hardly", "scarcely")
"""What one who denies takes back: “hardly anybody failed to”."""
_AVOIDING = ("avoid", "refrain", "abstain", "keep", "kept")
_DISPENSING = ("verzicht", "entfall", "wegfall")
_COMMAND = regex(
    r"(?:^|[.;:,!?(–—]\s*|\b(?:and|but|please|so|then)\s+)(?:please\s+)?(?:do\s+)?$", re.IGNORECASE
)


def allows(reading: Reading, span: Span) -> Mark | None:
    """The first word that gives leave and is not denied."""
    return _undenied(_marks(reading, span, "may", "can"), reading, span)


def _undenied(marks: Sequence[Mark], reading: Reading, span: Span) -> Mark | None:
    """The first of some words that no negation denies."""
    cues = _denials(reading, span) if marks else ()
    return next((m for m in marks if not any(_denies(c, m, reading) for c in cues)), None)


def needless(reading: Reading, span: Span) -> Mark | None:
    """The first word that says that something need not be: “need not”, “no hace falta”, “unnecessary”.

    “Hardly anybody needed no …” is none.
    """
    marks = _marks(reading, span, "need", "needless")
    if not marks:
        return None
    cues = [  # “the option not to treat has to be …” denies no duty
        cue
        for cue in _denials(reading, span)
        if reading.words[cue.last + 1 : cue.last + 2] != ["to"]
    ]
    scarce = [m for m in cues if m.value == "firm" and reading.words[m.first].startswith(SCARCELY)]
    return next(
        (
            mark
            for mark in marks
            if (mark.value == "needless" or any(_excuses(c, mark, reading) for c in cues))
            and not any(0 < mark.first - few.last <= _NEAR for few in scarce)
            and not conditional(mark, reading, span)
        ),
        None,
    )


def _excuses(cue: Mark, mark: Mark, reading: Reading) -> bool:
    """Does a negation deny a need? That of “those who cannot swim need help” denies the verb between the two."""
    if not _denies(cue, mark, reading, near=True):
        return False
    between = reading.words[cue.last + 1 : mark.first]
    light = all(_LIGHT.fullmatch(word) for word in between)
    if cue.value in FORBIDDING:
        # Not “the stitches are non-absorbable and have to …”, nor “they have to avoid it”.
        return light and cue.first < mark.first and not reading.tables.compounds
    if light or reading.tables.compounds:
        return True
    return _WHO.search(reading.prose.plain, 0, cue.start) is None


_WHO = regex(
    r"\b(?:who|that|which|que|qui|che)\s(?:(?:do|does|did|is|are|was|were|have|has|had)\s)?$"
)
_LIGHT = regex(
    r"\w+(?:ly|m[eo]nte?)|always|ever|often|be|been|have|had|also|the|a"
    r"|l[aeo]s?|se|si|me|te|nos|vous|y|en|ci|vi|ne|pas|plus|es|sea|ser|será|è|sia|é|est|sont|son|sono|são|fue|foi|ha|a|"
    r"haya|siempre|sempre|toujours|resulta?|tiene|tienen|tem|têm"
)
"""What stands between a negation and the need that it denies: a pronoun, an adverb, a small verb."""


def forbids(reading: Reading, span: Span) -> Mark | None:
    """The first word that forbids: “must not”, “do not”, “nobody may”, “prohibited”."""
    denials = _denials(reading, span)
    if not denials:
        return None
    english = reading.tables.language == "en"
    leave = _marks(reading, span, "may", "must")
    # English “may not” may be no more than “perhaps not”.
    verbs = [
        mark
        for mark in leave
        if mark.value == "must" or not english or reading.words[mark.first] != "may"
    ]
    for mark in denials:
        word = reading.words[mark.first]
        if mark.value == "ban" and any(
            cue.value in _SURE and cue.end <= mark.start and _denies(cue, mark, reading, near=True)
            for cue in denials
        ):
            continue  # “nothing to contraindicate it”
        if mark.value in FORBIDDING:
            if mark.value == "firm" and english and not word.startswith(_AVOIDING):
                continue  # “absence”, “skip”
            spared = needless(reading, span) if english else None
            if spared and 0 < mark.first - spared.last <= _NEAR:
                continue  # “do not need to be kept away”
            if word.startswith(_DISPENSING) and any(
                _denies(mark, given, reading) for given in _marks(reading, span, "may", "can")
            ):
                continue  # “kann auf Handschuhe verzichtet werden”
            return mark
        if any(_denies(mark, verb, reading, near=True) for verb in verbs):
            return mark
        if word in _NOBODY and any(_denies(mark, verb, reading) for verb in leave):
            return mark
        if word in ("not", "never") or word.endswith("n't"):
            before = reading.prose.plain[span[0] : mark.start]
            found = _COMMAND.search(before)
            if found and (word != "not" or found[0].lower().rstrip().endswith("do")):
                return mark
    return None


def denies_outside(reading: Reading, span: Span) -> bool:
    """Is anything denied that is no condition: “… si no está seguro”?"""
    plain = reading.prose.plain
    return any(
        not conditional(mark, reading, span)
        and not (mark.value in _SURE and _OF_WHOM.search(plain[span[0] : mark.start]))
        for mark in _denials(reading, span)
    )


_OF_WHOM = regex(
    r"(?:\b(?:que|qui|quem|quien|quienes|chi|che)\s|\b(?:wer|die|der)\s[^,.;:]*)$",
    re.IGNORECASE,
)
"""What denies of whom something is said: “Wer … nicht verträgt, darf …”."""


def obliges(reading: Reading, span: Span) -> Mark | None:
    """The first word that obliges and is not denied: “must”, “hay que”."""
    return _undenied(_marks(reading, span, "must"), reading, span)


def needs(reading: Reading, span: Span) -> Mark | None:
    """The first word for what is needed that is not denied: “have to”, “es obligatorio”."""
    return _undenied(_marks(reading, span, "need"), reading, span)


def unable(reading: Reading, span: Span) -> Mark | None:
    """The first word for what can be that is denied: “cannot”."""
    marks = _marks(reading, span, "can")
    cues = _denials(reading, span) if marks else ()
    return next(
        (mark for mark in marks if any(_denies(cue, mark, reading, near=True) for cue in cues)),
        None,
    )


def conditional(mark: Mark, reading: Reading, span: Span) -> bool:
    """Does a word stand in the clause of a condition?"""
    plain = reading.prose.plain
    begin = clause_start(plain, mark.start, span[0])
    return condition(reading).search(plain, begin, mark.start) is not None


def _marks(reading: Reading, span: Span, *values: str) -> list[Mark]:
    start, end = span
    marks = reading.marks.get(FAMILY, ())
    return [m for m in marks if m.value in values and start <= m.start < end]


def _denials(reading: Reading, span: Span) -> list[Mark]:
    """The negations that may deny a verb: not one that is *without*, “patients with no symptoms may …”."""
    words = reading.words
    return [
        mark
        for mark in within(meant(reading), *span)
        if mark.value in (*_SURE, *FORBIDDING)
        and words[mark.first] not in WITHOUT
        and not (words[mark.first] == "no" and words[mark.first - 1] == "with" and mark.first)
    ]


def _denies(cue: Mark, mark: Mark, reading: Reading, *, near: bool = False) -> bool:
    """Does a negation deny a word of its clause: before it, right behind it, anywhere in German?"""
    plain = reading.prose.plain
    start, end = min(cue.end, mark.end), max(cue.start, mark.start)
    if start < end and (
        CLAUSE.search(plain, start, end) or condition(reading).search(plain, start, end)
    ):
        return False
    if reading.tables.compounds:
        return True
    if cue.first >= mark.first:
        return cue.first - mark.last <= 1
    return mark.first - cue.last <= (_NEAR if near else _SUBJECT)
