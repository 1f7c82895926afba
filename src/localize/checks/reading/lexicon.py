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
_DOT = re.compile(r"\.\s?")
_MEMO_LIMIT = 100_000


class Word(NamedTuple):
    """A word of the prose, in lower case."""

    text: str
    start: int
    end: int


_word = Word._make


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
        self._memo: dict[str, tuple[tuple[_Phrase, ...], bool]] = {}
        self._pairs: dict[tuple[str, str], tuple[_Phrase, ...]] = {}
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
        return [_word((m[0], *m.span())) for m in self._words.finditer(lowered)]

    def marks(self, plain: str, words: list[Word]) -> dict[str, list[Mark]]:
        """The marks in a prose text, by family and in order."""
        found: dict[str, list[Mark]] = {}
        hidden: dict[str, int] = {}
        memo, pairs = self._memo, self._pairs
        final = len(words) - 1
        for at, (text, start, end) in enumerate(words):
            known = memo.get(text)
            if known is None:
                known = self._candidates(text)
            candidates, several = known
            if not candidates:
                continue
            if several:
                # Most phrases that begin with a common word go on with another one.
                key = (text, words[at + 1].text if at < final else "")
                chosen = pairs.get(key)
                if chosen is None:
                    chosen = self._narrow(candidates, key)
                candidates = chosen
            for family, value, _first, rest, _weight in candidates:
                if hidden.get(family, -1) >= at:
                    continue
                last = at
                if rest:
                    if not self._follows(plain, words, at, rest):
                        continue
                    last += len(rest)
                hidden[family] = last
                if value:
                    mark = Mark(family, value, start, words[last].end if rest else end, at, last)
                    found.setdefault(family, []).append(mark)
        return found

    def _candidates(self, word: str) -> tuple[tuple[_Phrase, ...], bool]:
        """The phrases that a word may begin, best first, and whether any has more words."""
        found = list(self._exact.get(word, ()))
        for size in self._prefix_sizes:
            if size > len(word):
                break
            found += self._prefix.get(word[:size], ())
        for size in self._suffix_sizes:
            if size > len(word):
                break
            found += self._suffix.get(word[-size:], ())
        found = [p for p in found if "*" not in p.first or fnmatchcase(word, p.first)]
        found.sort(key=lambda phrase: phrase.weight, reverse=True)
        if len(self._memo) >= _MEMO_LIMIT:
            self._memo.clear()
        self._memo[word] = known = (tuple(found), any(phrase.rest for phrase in found))
        return known

    def _narrow(self, candidates: tuple[_Phrase, ...], key: tuple[str, str]) -> tuple[_Phrase, ...]:
        """Those whose second word can be the one that follows."""
        if len(self._pairs) >= _MEMO_LIMIT:
            self._pairs.clear()
        following = key[1]
        self._pairs[key] = chosen = tuple(
            phrase
            for phrase in candidates
            if not phrase.rest
            or phrase.rest[0] == following
            or (phrase.rest[0].endswith("*") and following.startswith(phrase.rest[0][:-1]))
        )
        return chosen

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
            before = words[at + step - 1]
            dotted = len(before.text) == 1 and _DOT.fullmatch(plain, before.end, word.start)
            if not dotted and not _GAP.fullmatch(plain, before.end, word.start):
                return False  # dotted: a. m., i. v.
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


_LETTERS = re.compile(r"[^\W\d_]+")
_Start = tuple[str, bool, str, bool]
"""The first word of a phrase, whether more letters may follow it, and the same of the second."""


class Hint:
    """Whether a text may have any of some phrases, by their first two words; never a false no.

    Anything that is no letter may stand between two words: signs of emphasis, a line end.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._starts: dict[str, list[_Start]] = {}
        for phrase in phrases:
            words = [
                (word.lower(), phrase[match_end : match_end + 1] == "*")
                for word, match_end in ((m[0], m.end()) for m in _LETTERS.finditer(phrase))
            ]
            if words:
                first, second = words[0], words[1] if len(words) > 1 else ("", True)
                self._starts.setdefault(first[0][:2], []).append((*first, *second))

    def __call__(self, text: str) -> bool:
        """Look through a raw text."""
        words = _LETTERS.findall(text.lower())
        words.append("")
        starts = self._starts
        for at, word in enumerate(words):
            for first, more, second, also in starts.get(word[:2], ()):
                if (word.startswith(first) if more else word == first) and (
                    words[at + 1].startswith(second) if also else words[at + 1] == second
                ):
                    return True
        return False
