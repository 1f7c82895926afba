"""The words that two things stand around: *than*, *before*, *instead of*."""

from __future__ import annotations

from localize.checks.reading.denial import limit_words
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.numerals import Form
from localize.checks.reading.quantity import Quantity
from localize.checks.reading.reading import Reading
from localize.regex import regex


def compared_by(reading: Reading) -> list[Mark]:
    """The “than” of each comparison: not that of “more than 5”, nor that of “6 % versus 15 %”."""
    marks = reading.marks.get("scope", ())
    thans = [mark for mark in marks if mark.value in _THANS]
    if not thans:
        return []
    limits = [
        (mark.start, mark.end)
        for mark in limit_words(reading)
        if any(
            0 <= q.start - mark.end <= _TOUCHING and q.form is not Form.CODE
            for q in reading.quantities
        )
    ]
    free = [mark for mark in thans if not any(a <= mark.start < b for a, b in limits)]
    between = versus(reading) if reading.quantities else {}
    found = [mark for mark in free if mark.value == "than" and mark not in between]
    for known in marks:
        if known.value != "comparative":
            continue
        weak = (m for m in free if m.value == "than?" and 0 < m.first - known.last <= _COMPARED)
        nearest = next(weak, None)
        if nearest is not None and nearest not in found:
            found.append(nearest)
    return found


_THANS = ("than", "than?")
_COMPARED = 12
"""Words between a comparative and its weak “than” (*que*, *als*, *di*)."""


def versus(reading: Reading) -> dict[Mark, tuple[Quantity, Quantity]]:
    """Each “versus” that stands between two numbers, which say what was compared once more."""
    found: dict[Mark, tuple[Quantity, Quantity]] = {}
    for mark in reading.marks.get("scope", ()):
        if mark.value == "than":
            before = [q for q in reading.quantities if 0 <= mark.start - q.end <= _TOUCHING]
            after = [q for q in reading.quantities if 0 <= q.start - mark.end <= _TOUCHING]
            if before and after:
                found[mark] = before[-1], after[0]
    return found


_TOUCHING = 3
"""Characters: a space, a bracket."""


SIGN = regex(r"[.;:!?()]")


def pivots(reading: Reading, kind: str) -> list[Mark]:
    """The words of a kind that two things stand around."""
    if kind == "time":
        marks = reading.marks.get("concept.time", ())
        return [m for m in marks if m.value in ("before", "after") and not adverb(m, reading)]
    if kind == "vertical":
        return reading.marks.get("concept.vertical", [])
    if "scope" not in reading.marks:
        return []
    if kind == "than":
        return compared_by(reading)
    found = [mark for mark in reading.marks["scope"] if mark.value == kind]
    return found or (_rather(reading) if kind == "instead" else [])


def _rather(reading: Reading) -> list[Mark]:
    """The “than” of what is said in two pieces: “plutôt par A que par B”, “eher über A als über B”."""
    found: list[Mark] = []
    if _PREFERRING.isdisjoint(reading.words):
        return found
    for at, word in enumerate(reading.words):
        if word not in _PREFERRING:
            continue
        for mark in reading.marks["scope"]:
            if mark.value in _THANS and 0 < mark.first - at <= _COMPARED:
                between = reading.prose.plain[reading.places[at].end : mark.start]
                if not SIGN.search(between) and mark not in found:
                    found.append(mark)
                break
    return found


_PREFERRING = frozenset(("plutôt", "eher", "lieber", "vielmehr", "piuttosto"))


def adverb(mark: Mark, reading: Reading) -> bool:
    """Does a word of time point at nothing after it: *enjuáguese después*, “postoperative”?"""
    words = reading.words
    word = words[mark.last]
    if word.startswith(_AFFIXED) and len(word) > _LONGEST:
        return True
    after = words[mark.last + 1 : mark.last + 2]
    if word in _ADJECTIVES:
        return not after or after[0] not in _TO
    return word in _ALONE or (word in _ADVERBS and bool(after) and after[0] not in _OF)


def then(mark: Mark, reading: Reading) -> bool:
    """Does a word say that something comes next: *poi*, *ensuite*, *danach*? “Two hours afterwards” says when."""
    timed = any(0 <= mark.start - q.end <= 1 for q in reading.quantities)
    led = not _OF.isdisjoint(reading.words[mark.last + 1 : mark.last + 2])  # *luego de*
    return reading.words[mark.last] in _THEN and not timed and not led


_AFFIXED = ("post", "pre", "pré", "prä")
_LONGEST = 8
"""Letters of a preposition."""
_ALONE = frozenset(
    ("afterward", "afterwards", "anschließend", "auparavant", "beforehand", "danach", "ensuite", "luego", "nachher", "thereafter", "vorher")
)  # fmt: skip
_THEN = frozenset(
    ("afterward", "afterwards", "anschließend", "continuación", "danach", "daraufhin", "depois", "después", "ensuite", "luego", "nachher", "poi", "posteriormente", "seguida", "seguidamente", "seguir", "seguito", "subsequently", "successivamente", "suite", "thereafter")
)  # fmt: skip
_ADJECTIVES = frozenset(
    ("anterior", "anteriores", "posterior", "posteriores", "precedente", "precedenti", "previa", "previas", "previo", "previos", "prévia", "prévias", "prévio",
     "prévios", "préalable", "préalables")
)  # fmt: skip
"""They stand behind their thing: “sin transfusión previa”."""
_TO = frozenset(("a", "al", "alla", "ao", "aos", "à", "às", "au"))
_ADVERBS = frozenset({"después", "antes", "depois", "prima"})
_OF = frozenset(
    ("de", "del", "da", "do", "das", "dos", "que", "di", "della", "dell'", "dello", "dei", "degli", "delle", "che", "d'")
)  # fmt: skip
