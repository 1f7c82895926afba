"""A stretch of a translation that is in the language next door: “Ne donnez pas de miel. Puede causar botulismo.”

The frequent words of each language are listed in `data/words/LANGUAGE.txt`. A word of another language's list counts where
neither the list nor the tables of the own language have it, and only up to a word that the other one has not.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from localize.checks.reading.leftover import ASIDE
from localize.checks.reading.lexicon import Word
from localize.checks.reading.reading import Reading
from localize.checks.reading.tables import common
from localize.regex import regex

_LISTED = ("es", "fr", "de", "pt", "it")
"""The languages with a list."""
_APART = 6
"""Words from one word of another language to the next one, at most."""
_SENTENCE, _TELLING = 3, 4
"""Words of a sentence in which one of so many letters is enough, where none of its own language is in it."""
_SHORTEST = 3
"""Letters of one of two such words: “à la” is said in any language."""
_ENDS = regex(r"[.!?:;]\s|\n")
"""What parts two sentences."""


class Foreign(NamedTuple):
    """A stretch of the prose in another language."""

    language: str
    start: int
    end: int


def foreign(reading: Reading, source: Reading) -> Foreign | None:
    """The first stretch in another of the languages that have a list; what the source says so may be a name."""
    own = reading.tables.language
    if own not in _LISTED:
        return None
    if alien := _alien(reading, source, own):
        return alien
    if _strangers(own).isdisjoint(reading.words):
        return None
    known = reading.tables.lexicon.families
    strange = {
        word
        for word in _strangers(own).intersection(reading.words)
        if word not in source.words and not known(word)
    }
    if not strange:
        return None
    sentences = list(_sentences(reading))
    theirs = {other: _only(other, own) & strange for other in _LISTED if other != own}
    for other, joints in _JOINTS.items():
        if other != own and (joint := next(iter(joints & strange), "")):
            for sentence in sentences:
                if found := _joined(sentence, joint):
                    return Foreign(other, found[0].start, found[-1].end)
    for other in sorted(theirs, key=lambda other: -sum(map(len, theirs[other]))):
        for sentence in sentences:
            if found := _stretch(sentence, theirs[other], _only(own, other)):
                return Foreign(other, found[0].start, found[-1].end)
    return None


_LETTERS = {
    "es": "àâãäåæçèêëìîòôõöøœùûß",
    "fr": "áãäåìíñòóõöøúß",
    "de": "áàâãåæçèêëìíîñòóôõøœúùû",
    "pt": "äåæëèìîñòöøœùûß",
    "it": "áâãäåæçêëîñôõöøœûüß",
}
"""Letters of other languages that one has not, but in names and in words it has borrowed."""
_ALIEN = {
    own: regex(rf"(?<![\w'’-])[a-zà-öø-ÿœ]*[{letters}][a-zà-öø-ÿœ]*(?![\w'’-])")
    for own, letters in _LETTERS.items()
}
_ANY = {own: regex(f"[{letters}]") for own, letters in _LETTERS.items()}
_BORROWED = 5
"""Letters of the shortest word that tells: “à la”, “più”."""


def _alien(reading: Reading, source: Reading, own: str) -> Foreign | None:
    """A word with a letter that the language has not, and that neither its tables nor the source have."""
    plain = reading.prose.plain
    if plain.isascii() or not _ANY[own].search(plain):
        return None
    known = reading.tables.lexicon.families
    aside = None
    for found in _ALIEN[own].finditer(plain):
        word = found.group()
        if len(word) < _BORROWED or word in source.words or known(word):
            continue
        if aside is None:
            aside = [each.span() for each in ASIDE.finditer(plain)]
        theirs = [other for other in _LISTED if not _ANY[other].search(word)]
        if theirs and not any(start <= found.start() < stop for start, stop in aside):
            return Foreign(theirs[0], *found.span())
    return None


def _sentences(reading: Reading) -> Iterator[list[Word]]:
    """Its sentences, each with its words but those in quotation marks, in brackets, beside a hyphen, and names."""
    plain = reading.prose.plain
    aside = [found.span() for found in ASIDE.finditer(plain)]
    sentence: list[Word] = []
    places = reading.places
    for index, word in enumerate(places):
        end = places[index + 1].start if index + 1 < len(places) else len(plain)
        part = sentence and not plain[word.start].islower()
        part = part or "-" in (plain[word.start - 1 : word.start], plain[word.end : word.end + 1])
        if not part and not any(start <= word.start < stop for start, stop in aside):
            sentence.append(word)
        if sentence and _ENDS.search(plain, word.end, end):
            yield sentence
            sentence = []
    yield sentence


_JOINTS = {"es": frozenset({"y"}), "fr": frozenset({"et"}), "de": frozenset({"und", "oder"})}
"""Words that join two clauses in one language only: of these, one is enough."""


def _joined(sentence: list[Word], joint: str) -> list[Word]:
    """A foreign “and” with what it leads to; “et al.” is said in any language."""
    for index, word in enumerate(sentence[:-1]):
        if index and word.text == joint and sentence[index + 1].text not in ("al", "alii"):
            return sentence[index : index + 2]
    return []


def _stretch(sentence: list[Word], theirs: frozenset[str], ours: frozenset[str]) -> list[Word]:
    """Two words of another language with none of the own one between them, or one in a sentence that has none of its own."""
    found: list[tuple[int, Word]] = []
    owned = False
    for index, word in enumerate(sentence):
        if word.text in ours:
            owned = True
            found.clear()
        elif word.text in theirs:
            near = found and index - found[-1][0] <= _APART
            if near and max(len(word.text), len(found[-1][1].text)) >= _SHORTEST:
                return [found[-1][1], word]
            found.append((index, word))
    if found and not owned and len(sentence) >= _SENTENCE and len(found[0][1].text) >= _TELLING:
        return [sentence[0], sentence[-1]]
    return []


_NONE: frozenset[str] = frozenset()
_JOINED = {"pt": frozenset(("la", "las", "lo", "los"))}
"""Words that are of a language only behind a hyphen: *tomá-las*."""


@lru_cache(maxsize=8)
def _words(language: str) -> frozenset[str]:
    place = resources.files("localize.checks") / "data" / "words" / f"{language}.txt"
    return common(language).union(place.read_text("utf-8").split()) - _JOINED.get(language, _NONE)


@lru_cache(maxsize=32)
def _only(language: str, other: str) -> frozenset[str]:
    """The words of a language that another has not."""
    return _words(language) - _words(other)


@lru_cache(maxsize=8)
def _strangers(own: str) -> frozenset[str]:
    """The words of all other languages that one has not."""
    return frozenset().union(*(_only(other, own) for other in _LISTED if other != own))
