"""English words that were left in a translation: “Si no respira, start chest compressions”."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from localize.checks.reading import datafile
from localize.checks.reading.lexicon import Word
from localize.checks.reading.predicates import rows_of
from localize.checks.reading.tables import symbols, tables
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.base import Pair

_OWN, _UNKNOWN, _STRANGE, _LEFT = range(4)
"""How a word stands to the target's language: one of its own or a loan; one that no table of it has, as a name may be; one that
does not look like it either; one that is of the source's language for certain."""
_SHORTEST = 3
"""Letters of a word that is judged alone."""
_RUN = 2
"""Words in a row of which one need not be certain."""
ASIDE = regex(r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|‹[^›]*›|‘[^’]*’|\"[^\"]*\"|\([^()]*\)|\[[^\[\]]*\]")
"""What is quoted, or given beside the translation."""
_FREE = regex(r"[\s,;:!?)]|\.(?!\w)|$")
"""What follows a word that is no part of a name, an address or a compound."""
_VOWEL = regex("[aeiouy]")
_LATIN = regex("(?:[^o]us|um|is|ae|ens|[ei]x|em|[hp]oc)$")
"""How the words end that any language has from Latin: “globus pallidus”, “post hoc”."""
_ENGLISH = regex(
    r"(?:[a-z]{3}ly|[a-z]{2}[^\Waeiou]ed|[a-z]{2}ness|ful|[a-z]{2}less|ight|ough|thing)$"
)
"""How no word ends that was not made in English."""
_ENDS = ("ly", "ed", "ness", "ful", "less", "ight", "ough", "thing")
"""What any of them is an end of: nearly all words are known by it not to be one."""


def left_over(pair: Pair) -> Iterator[tuple[int, int]]:
    """Stretches of the target's prose that are in the language of the source."""
    source, target = pair.source, pair.target
    both = set(source.words).intersection(target.words) - target.tables.common
    languages = source.tables.language, target.tables.language
    if not _suspect(both, *languages):
        return
    standing = {word: _standing(word, *languages) for word in both}
    most = max(standing.values())
    if most <= _UNKNOWN:
        return
    judged = [standing.get(word, _OWN) for word in target.words]
    if most == _STRANGE and not any(map(min, judged, judged[1:])):
        return  # none that is certain, and no two in a row: a name
    small = {word.text for word in source.places if _small(source.prose.plain, word)}
    plain, english = target.prose.plain, source.tables.common
    aside = [found.span() for found in ASIDE.finditer(plain)]
    places = target.places
    for _, run in groupby(_runs(pair, judged, small), key=lambda one: one[0]):
        words = [index for _, index in run]
        first, last = places[words[0]], places[words[-1]]
        if any(start <= first.start < end for start, end in aside) or _named(
            pair, words, languages
        ):
            continue
        if (
            len(words) == 1
            and plain[first.start].isupper()
            and first.text not in english
            and not _ENGLISH.search(first.text)
        ):
            continue  # “Nightscout, to keep a log”: it may be a name
        best = max(judged[index] for index in words)
        if best == _LEFT or (best == _STRANGE and len(words) >= _RUN):
            yield first.start, last.end


def _runs(pair: Pair, judged: list[int], small: set[str]) -> Iterator[tuple[int, int]]:
    """The number of a run, and the index of a word of it: words with nothing but a space between them."""
    plain, places = pair.target.prose.plain, pair.target.places
    number = before = 0
    for index, word in enumerate(places):
        if not judged[index] or word.text not in small or not _apart(plain, word):
            continue
        if not (index and before == index - 1 and places[before].end + 1 == word.start):
            number += 1
        before = index
        yield number, index


def _small(plain: str, word: Word) -> bool:
    """Has a word small letters, or one capital only because it begins a sentence?"""
    if plain[word.start].islower():
        return plain[word.start : word.end].islower()  # no `resumeDelivery`
    begins = not plain[: word.start].strip()[-1:].strip(".!?:")
    return begins and plain[word.start + 1 : word.end].islower()


def _apart(plain: str, word: Word) -> bool:
    """Does a word in small letters stand between spaces and the signs of a sentence?"""
    return (
        _small(plain, word)
        and (not word.start or plain[word.start - 1] in " (\n")
        and _FREE.match(plain, word.end) is not None
    )


def _named(pair: Pair, words: list[int], languages: tuple[str, str]) -> bool:
    """Does a name, or a loan of two words, go on before or behind some words: “Number needed to treat”, “fast food”?"""
    places, plain = pair.target.places, pair.target.prose.plain
    beside = [
        places[index]
        for index in (words[0] - 1, words[-1] + 1)
        if 0 <= index < len(places) and places[index].text in pair.source.words
    ]
    if len(beside) == 1 == len(words) and beside[0].text in _loans(languages[1]):
        return places[words[0]].text not in pair.source.tables.common
    return any(
        plain[word.start].isupper() and _standing(word.text, *languages) != _OWN for word in beside
    )


def _suspect(words: Iterable[str], source: str, target: str) -> bool:
    """Has any word something that could tell that it was left, whatever the tables know of it? Most have nothing."""
    english, strange = tables(source).common, _looks(target)
    for word in words:
        if word.isalpha() and (
            word in english
            or (word.endswith(_ENDS) and _ENGLISH.search(word))
            or strange.search(word)
        ):
            return True
    return False


@lru_cache(maxsize=65_536)
def _standing(word: str, source: str, target: str) -> int:
    """How a word of both texts stands to the language of the target."""
    ours, theirs = tables(source), tables(target)
    if not word.isalpha() or word in symbols() or not _VOWEL.search(word):
        return _OWN
    if word in _loans(target) or theirs.lexicon.families(word):
        return _OWN
    if word in ours.common:
        return _LEFT if len(word) >= _SHORTEST else _UNKNOWN
    if rows_of(word, target):
        return _OWN
    if _ENGLISH.search(word):
        return _LEFT
    if len(word) < _SHORTEST or _LATIN.search(word) or not _looks(target).search(word):
        return _UNKNOWN
    known = rows_of(word, source) or ours.lexicon.families(word) - {"concept.acronym"}
    return _LEFT if known else _STRANGE


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    return datafile.read("loans")


@lru_cache(maxsize=8)
def _loans(language: str) -> frozenset[str]:
    return frozenset(f"{_data()['all']} {_data().get(language, '')}".split())


@lru_cache(maxsize=8)
def _looks(language: str) -> re.Pattern[str]:
    """What no word of a language has in it."""
    return re.compile(_data()["looks"].get(language, "(?!)"))
