"""Which words may translate one another where something is denied: the rows of `predicates.toml`.

They are read when a negation is first in doubt: most texts need none of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from localize.checks.reading import datafile
from localize.checks.reading.cognates import root_of
from localize.checks.reading.reading import Reading
from localize.regex import regex

_NO_ROWS = ("light", "instead")
_LETTERS, _SHORTEST = 5, 4
"""Letters of a root that two languages share, and of a German stem within a word."""
_SOFTENED = {
    "en": (("e", "ing"),),
    "es": (("z", "c"), ("c", "qu"), ("g", "gu"), ("g", "j"), ("c", "zc")),
    "pt": (("c", "qu"), ("g", "gu"), ("g", "j")),
    "it": (("c", "ch"), ("g", "gh")),
}
"""How a stem is spelt before another vowel: *buscar*, *busque*."""


class _Words(NamedTuple):
    """The words of a language."""

    light: frozenset[str]
    instead: re.Pattern[str]
    """What a denial may be said with."""
    stems: Mapping[str, frozenset[str]]
    """Beginning of a word -> the rows it stands in."""
    whole: Mapping[str, frozenset[str]]
    beginnings: frozenset[str]
    """What stems begin with, themselves too."""


def echoed(word: str, here: Reading, there: Reading, words: Sequence[str]) -> bool:
    """May one of some words of the other side translate a word?"""
    return any(map(translates(word, here, there), words))


def translates(word: str, here: Reading, there: Reading) -> Callable[[str], bool]:
    """What says whether a word of the other side may translate a word."""
    known = rows_of(word, here.tables.language)
    language = there.tables.language
    root = root_of(word)
    plain = _bare(word)

    def echoes(other: str) -> bool:
        if known and not known.isdisjoint(rows_of(other, language)):
            return True
        if len(other) < _LETTERS:
            return False
        return _bare(other) == plain or (root != "" and root_of(other) == root)

    return echoes


def said_too(first: int, word: str, here: Reading, said: Sequence[str], there: Reading) -> int:
    """How many other words of a text are said on the other side by some words that may translate `word`, and by no others?

    `first` is the place of the negation that denies it: it is left aside, with what belongs to it, “rule out”.
    """
    light = light_words(here.tables.language)
    own = word.partition("-")[0]
    places = (
        *range(first, len(here.words)),
        *range(first - 1, -1, -1),
    )  # a German verb stands before
    at = next((index for index in places if here.words[index] == own), first)
    rest = [other for other in there.words if other not in said]
    return sum(
        not at <= index <= at + 1
        and text not in light
        and any(map(says := translates(text, here, there), said))
        and not any(map(says, rest))
        for index, text in enumerate(here.words)
    )


def light_words(language: str) -> frozenset[str]:
    """The words of a language that say nothing alone."""
    return _words(language).light


def instead_words(language: str) -> re.Pattern[str]:
    """The words of a language that a denial may be said with."""
    return _words(language).instead


@lru_cache(maxsize=65_536)
def rows_of(word: str, language: str) -> frozenset[str]:
    """The rows a word stands in."""
    known = _words(language)
    bare = _bare(word)
    if "-" in bare:
        return known.stems.get(bare, _NONE) | known.whole.get(bare, _NONE)
    found = known.whole.get(bare, _NONE)
    begins: tuple[int, ...] = (0,)
    last = 0
    if language == "de" and (prefix := _PREFIXES.match(bare)):  # a stem may stand within a word
        begins, last = (0, prefix.end(1), prefix.end()), len(bare) - _SHORTEST
    beginnings, stems = known.beginnings, known.stems
    for start in range(last + 1):
        shortest = start + (2 if start in begins else _SHORTEST)
        if bare[start:shortest] not in beginnings:
            continue  # as most are not
        for end in range(shortest, len(bare) + 1):
            part = bare[start:end]
            if part not in beginnings:
                break
            if part in stems:
                found |= stems[part]
    return found


def rows_in(reading: Reading) -> dict[str, tuple[int, int]]:
    """The rows that a text has a word of, each with the place of its one word; without those it has several of."""
    language = reading.tables.language
    light = light_words(language)
    found: dict[str, tuple[int, int]] = {}
    again: set[str] = set()
    for word in reading.places:
        if word.text in light:
            continue
        rows = rows_of(word.text, language)
        for row in sorted(rows) if len(rows) > 1 else rows:
            if row in found:
                again.add(row)
            found[row] = word.start, word.end
    return {row: span for row, span in found.items() if row not in again}


_NONE: frozenset[str] = frozenset()
_PREFIXES = regex(
    r"^(ab|an|auf|aus|bei|durch|ein|fest|her|heraus|hin|mit|nach|uber|um|unter|vor|weg|weiter|wieder|wiederher|zu|zuruck|)(?:ge|zu)?"
)
"""What may stand before the stem of a German verb."""


def _bare(word: str) -> str:
    """A word without accents, in small letters."""
    return word.lower() if word.isascii() else _unaccented(word)


@lru_cache(maxsize=65_536)
def _unaccented(word: str) -> str:
    parts = unicodedata.normalize("NFD", word.lower().replace("ß", "ss"))
    return "".join(c for c in parts if not unicodedata.combining(c))


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Mapping[str, str]]:
    return datafile.read("predicates")


@lru_cache(maxsize=8)
def _words(language: str) -> _Words:
    data = _data()
    stems: dict[str, set[str]] = {}
    whole: dict[str, set[str]] = {}
    for row, texts in data.items():
        for phrase in texts.get(language, "").split() if row not in _NO_ROWS else ():
            bare = _bare(phrase.rstrip("*"))
            if not phrase.endswith("*"):
                whole.setdefault(bare, set()).add(row)
                continue
            stems.setdefault(bare, set()).add(row)
            for hard, soft in _SOFTENED.get(language, ()):
                if bare.endswith(hard):
                    stems.setdefault(bare.removesuffix(hard) + soft, set()).add(row)
    return _Words(
        light=frozenset(data["light"].get(language, "").split()),
        instead=re.compile(
            "|".join(data["instead"].get(language, "").replace("*", r"\w*").split())
        ),
        stems={stem: frozenset(rows) for stem, rows in stems.items()},
        whole={word: frozenset(rows) for word, rows in whole.items()},
        beginnings=frozenset(stem[:size] for stem in stems for size in range(1, len(stem) + 1)),
    )
