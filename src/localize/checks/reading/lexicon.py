"""Finding the words that mean something: one pass over a text, whatever the number of tables.

A lexicon holds phrases of several families (negation, comparators, number words, …). A phrase is
written as words separated by spaces; a word may end or begin with `*`. At each word, and in each family,
the longest phrase wins and hides the shorter ones inside it; a phrase without a value only hides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import NamedTuple

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|[≥≤<>±~≈+%]+|\ufffc")
_ELIDED = re.compile(r"[^\W\d_]+'?|[≥≤<>±~≈+%]+|\ufffc")
_GAP = re.compile(r"[\s\-]*")
_MEMO_LIMIT = 100_000


class Word(NamedTuple):
    """A word of the prose, in lower case."""

    text: str
    start: int
    end: int


class Mark(NamedTuple):
    """A stretch of the prose that means something."""

    family: str
    value: str
    start: int
    end: int
    first: int
    """Index of its first word."""
    last: int
    """Index of its last word."""


class _Phrase(NamedTuple):
    family: str
    value: str
    first: str
    rest: tuple[str, ...]
    weight: tuple[int, int]


class Lexicon:
    """The phrases of one locale."""

    def __init__(self, phrases: Iterable[tuple[str, str, str]], *, elision: bool = False) -> None:
        """`phrases` are (family, value, phrase)."""
        self._exact: dict[str, list[_Phrase]] = {}
        self._prefix: dict[str, list[_Phrase]] = {}
        self._suffix: dict[str, list[_Phrase]] = {}
        self._memo: dict[str, tuple[_Phrase, ...]] = {}
        self._words = _ELIDED if elision else _WORD
        for family, value, phrase in phrases:
            first, *rest = [word.text for word in self._split(phrase)] or [phrase]
            size = sum(len(word) for word in phrase.split())
            weight = (1 + len(rest), 2 * size - phrase.count("*"))
            entry = _Phrase(family, value, first, tuple(rest), weight)
            if first.startswith("*"):
                self._suffix.setdefault(first[1:].rstrip("*"), []).append(entry)
            elif "*" in first:
                self._prefix.setdefault(first.split("*")[0], []).append(entry)
            else:
                self._exact.setdefault(first, []).append(entry)
        self._prefix_sizes = sorted({len(prefix) for prefix in self._prefix})
        self._suffix_sizes = sorted({len(suffix) for suffix in self._suffix})

    def _split(self, phrase: str) -> list[Word]:
        pattern = self._words.pattern.replace(r"[^\W\d_]+", r"[^\W\d_*]*\*?[^\W\d_]+\*?", 1)
        pattern = r"[^\W\d_]+\*[^\W\d_]+\*?|" + pattern
        return [Word(m.group(), m.start(), m.end()) for m in re.finditer(pattern, phrase)]

    def words(self, plain: str) -> list[Word]:
        """The words of a prose text."""
        lowered = plain.lower()
        if len(lowered) != len(plain):  # İ becomes two characters; places must stay
            lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
        return [Word(m.group(), m.start(), m.end()) for m in self._words.finditer(lowered)]

    def marks(self, plain: str, words: list[Word]) -> dict[str, list[Mark]]:
        """The marks in a prose text, by family and in order."""
        found: dict[str, list[Mark]] = {}
        hidden: dict[str, int] = {}
        memo = self._memo
        for at, (text, start, _end) in enumerate(words):
            candidates = memo.get(text)
            if candidates is None:
                candidates = self._candidates(text)
            for phrase in candidates:
                family = phrase.family
                if hidden.get(family, -1) >= at:
                    continue
                last = at + len(phrase.rest)
                if phrase.rest and not self._follows(plain, words, at, phrase.rest):
                    continue
                hidden[family] = last
                if phrase.value:
                    mark = Mark(family, phrase.value, start, words[last].end, at, last)
                    found.setdefault(family, []).append(mark)
        return found

    def _candidates(self, word: str) -> tuple[_Phrase, ...]:
        found = list(self._exact.get(word, ()))
        for size in self._prefix_sizes:
            if size > len(word):
                break
            found += self._prefix.get(word[:size], ())
        for size in self._suffix_sizes:
            if size > len(word):
                break
            found += self._suffix.get(word[-size:], ())
        found = [
            entry for entry in found if "*" not in entry.first or fnmatchcase(word, entry.first)
        ]
        found.sort(key=lambda phrase: phrase.weight, reverse=True)
        if len(self._memo) >= _MEMO_LIMIT:
            self._memo.clear()
        self._memo[word] = kept = tuple(found)
        return kept

    @staticmethod
    def _follows(plain: str, words: list[Word], at: int, rest: tuple[str, ...]) -> bool:
        if at + len(rest) >= len(words):
            return False
        for step, wanted in enumerate(rest, 1):
            word = words[at + step]
            if wanted.endswith("*"):
                if not word.text.startswith(wanted[:-1]):
                    return False
            elif word.text != wanted:
                return False
            if not _GAP.fullmatch(plain, words[at + step - 1].end, word.start):
                return False
        return True


def flatten(tables: Mapping[str, Mapping[str, Iterable[str]]]) -> Iterable[tuple[str, str, str]]:
    """Family -> value -> phrases, as a lexicon takes them.

    >>> list(flatten({"number": {"2": ["two"]}}))
    [('number', '2', 'two')]
    """
    for family, values in tables.items():
        for value, phrases in values.items():
            for phrase in phrases:
                yield family, "" if value == "none" else value, phrase
