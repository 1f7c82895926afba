"""Words that deny by their beginning: *irregular* must not become *regolare*, nor *voluntary* *involontario*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from localize.checks.reading.cognates import skeleton
from localize.checks.reading.lexicon import Mark, Word
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.reading.reading import Reading

_PREFIX = regex(
    "(?:un|non|in(?!habit|form(?!al)|ciden|clu|contr(?!ol)|cre[am]|cresc|cub|dic|duc|duz|fan|fec|fet|fiam|fez|flam|flu|fus|ges|hal|hib"
    "|itia|izi|jec|nerv|nov|patien|scri[tvz]|segn|sert|sorg|spir|stan|stal|stru|sul|tegr|tens|ter|troduc|vest|vit)|im(?!pres|plan|port|migr)|ir(?!radi)|il)(?=[^\\W\\d_]{5})"
)
"""Not that of *inhabitant*, which is an *habitant*, nor of *information* or *incontro*."""
DENYING = "denying"
"""The family of the marks of such words."""
_BEGINNINGS = ("un", "non", "in", "im", "ir", "il")
_SHORTEST, _LONGEST = 4, 7
"""Letters by which a word is known again."""
_ADVERB = regex("(?:mente|ment|ly|lich|al|ale)$")
_NEAR = 4
"""Words between a negation and what it denies."""
_VOWELS = regex("[aeiou]")


def flipped(one: Reading, other: Reading, cues: Sequence[Mark]) -> Iterator[tuple[Word, Word]]:
    """Words of `one` that deny by their beginning, each with the word of `other` that is the same without it.

    `cues` are the negations of `other`: “not regular” is irregular.
    """
    denying = one.marks.get(DENYING)
    if not denying:
        return
    keys = list(map(_key, other.words))
    for mark in denying:
        if mark.value not in keys:
            continue
        word = one.words[mark.first]
        if mark.value in map(_key, one.words):
            continue  # “the supplemented group and the unsupplemented one”
        if _key(word) in keys:
            continue
        if mark.first and one.words[mark.first - 1] in _NOT:
            continue  # “not infrequently”
        if any(each.value == mark.value for each in other.marks.get(DENYING, ())):
            continue  # “uncertain” is “incertain”, whatever “certaines” is
        places = [index for index, key in enumerate(keys) if key == mark.value]
        if any(_taken(index, other, cues) for index in places):
            continue
        index = places[0]
        here = next(place for place in one.places if place.text == word)
        yield here, other.places[index]


def _taken(index: int, reading: Reading, cues: Sequence[Mark]) -> bool:
    """Is a word denied where it stands?"""
    if index and reading.words[index - 1] in _NOT:
        return True  # “no esteroideos”, which denies nothing else
    return bool(bare(reading.words[index])) or any(_reaches(cue, index, reading) for cue in cues)


def taken_back(one: Reading, other: Reading) -> int:
    """How many negations of `one` take such a word back, where `other` says it plain: “not inoperable”, “operabel”."""
    denying = one.marks.get(DENYING)
    if not denying:
        return 0
    words = one.words
    denied = [
        mark
        for mark in denying
        if not _NOT.isdisjoint(words[max(0, mark.first - _BESIDE) : mark.first])
    ]
    if not denied:
        return 0
    keys = list(map(_key, other.words))
    return sum(mark.value in keys and _key(one.words[mark.first]) not in keys for mark in denied)


_BESIDE = 2
"""Words from a negation to what it takes back: “not at all”, “no es del todo”."""


def _reaches(cue: Mark, index: int, reading: Reading) -> bool:
    """Does a negation stand near a word, or is nobody its subject?"""
    if abs(cue.last - index) <= _NEAR:
        return True
    return reading.words[cue.first] in _NOBODY and 0 < index - cue.last <= _FAR


_NOBODY = frozenset({"neither", "nobody", "none", "no"})
_FAR = 14
"""Words between *none* and what it denies."""
_NOT = frozenset({"ne", "nicht", "no", "non", "not", "não", "pas"})


def bare(word: str) -> str:
    """The key of what is left of a word without what denies at its beginning; empty where nothing does.

    >>> bare("involuntary"), bare("voluntary"), bare("under")
    ('vlntr', '', '')
    """
    found = _PREFIX.match(word) if word.startswith(_BEGINNINGS) else None
    if found is None:
        return ""
    key = _key(word[found.end() :])
    return key if len(key) >= _SHORTEST else ""


@lru_cache(maxsize=65_536)
def _key(word: str) -> str:
    """The first letter and the consonants: *voluntary*, *volontari*, *voluntario*."""
    root = skeleton(_ADVERB.sub("", word))
    return (root[:1] + _VOWELS.sub("", root[1:]))[:_LONGEST]
