"""Finding the words that mean something: one pass over a text, whatever the number of tables.

A lexicon holds phrases of several families (negation, comparators, number words, …). A phrase is
written as words separated by spaces; a word may end or begin with `*`; one that begins with a capital is found only where
the text has one too: *Nutzen*, not *nutzen*. At each word, and in each family,
the longest phrase wins and hides the shorter ones inside it; a phrase without a value only hides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import lru_cache, partial
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from localize.checks.reading.abbreviations import meanings
from localize.checks.reading.cognates import root_of
from localize.checks.reading.enclitics import verb_of
from localize.checks.reading.phrases import NEITHER, Begun, Following, Opening, Phrase, fits
from localize.checks.reading.stems import Stems
from localize.regex import regex

_WORD = regex(r"[^\W\d_]+(?:'[^\W\d_]+)*|[≥≤<>=±~≈+%]+|\ufffc")
_ELIDED = regex(r"[^\W\d_]+'?|[≥≤<>=±~≈+%]+|\ufffc")
_GAP = regex(r"[\s\-]*")
_DOT = regex(r"\.\s?")
_MEMO_LIMIT = 100_000
"""How much is remembered."""


class Word(NamedTuple):
    """A word of the prose, in lower case."""

    text: str
    start: int
    end: int


_word: Callable[[tuple[str, int, int]], Word] = partial(tuple.__new__, Word)


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


mark_of: Callable[[tuple[str, str, int, int, int, int]], Mark] = partial(tuple.__new__, Mark)
"""A mark from its fields, at half the price of calling the class: a text has many. `_word` is alike."""


class _Lead(NamedTuple):
    """A word of a stretch that begins a phrase."""

    alone: tuple[tuple[str, str], ...]
    longer: Following | None
    at: int
    """Its index among the words of the stretch."""
    start: int
    end: int
    more: _Lead | None
    """The next one."""


class Root(NamedTuple):
    """What a word of a stretch is known again by."""

    key: str
    start: int
    end: int
    named: bool
    """Is it a name in capitals?"""


_root_of: Callable[[tuple[str, int, int, bool]], Root] = partial(tuple.__new__, Root)


class Stretch(NamedTuple):
    """What stands between two spaces: nearly always a word with its punctuation. Places are relative to it.

    Of the words that begin a phrase, the first one is in it: to look for what is elsewhere costs more than to look at it.
    """

    words: tuple[str, ...]
    number: int
    """How many words there are."""
    size: int
    """How many characters, with the space behind it."""
    alone: tuple[tuple[str, str], ...]
    longer: Following | None
    at: int
    start: int
    end: int
    more: _Lead | None
    roots: tuple[Root, ...]
    """Its words as they are known again in another text."""


_stretch_of: Callable[
    [
        tuple[
            tuple[str, ...], int, int, tuple[tuple[str, str], ...], Following | None, int, int, int,
            _Lead | None, tuple[Root, ...]
        ]
    ],
    Stretch,
] = partial(tuple.__new__, Stretch)  # fmt: skip
ROOTED = 5
"""Letters of a word that has a root."""
_NO_LEAD = _Lead((), None, 0, 0, 0, None)


T = TypeVar("T")


class Memo(dict[str, T]):
    """What is made of stretches when they are first met: a text is mostly made of words that were seen before."""

    def __init__(self, make: Callable[[str], T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, raw: str) -> T:
        if len(self) >= _MEMO_LIMIT:
            self.clear()
        self[raw] = made = self._make(raw)
        return made


class Scan(NamedTuple):
    """What a lexicon finds in a text."""

    words: list[str]
    """In lower case."""
    marks: dict[str, list[Mark]]
    """By family, each in order."""
    stretches: list[Stretch]
    """What stands between two spaces."""


_scan_of: Callable[[tuple[list[str], dict[str, list[Mark]], list[Stretch]]], Scan] = partial(
    tuple.__new__, Scan
)


class Lexicon:
    """The phrases of one locale."""

    def __init__(
        self,
        phrases: Iterable[tuple[str, str, str]],
        *,
        elision: bool = False,
        language: str = "",
        named: Mapping[str, Callable[[str], str]] = MappingProxyType({}),
    ) -> None:
        """`phrases` are (family, value, phrase), looked through when the first text is; `named`: family -> what says which value a word has in it. `language`: whose verbs have pronouns behind them as one word."""
        self._phrases = phrases
        """Those that are not filed yet: all, then none."""
        self._exact: dict[str, list[Phrase]] = {}
        self._prefix = Stems[Phrase]()
        self._suffix = Stems[Phrase]()
        """By the ending, its letters turned round."""
        self._named = tuple(named.items())
        self._language = language
        self._begun = Memo(self._begin)
        """By the word: “no”, “No” and “no,” share it."""
        self._stretches = Memo(self._stretch)
        self._pattern = _ELIDED if elision else _WORD

    def _file(self) -> None:
        """File the phrases by how they begin."""
        phrases, self._phrases = self._phrases, ()
        in_phrase = re.compile(
            r"(?<= )\*(?= )|[^\W\d_]+\*[^\W\d_]+\*?|"
            + self._pattern.pattern.replace(r"[^\W\d_]+", r"[^\W\d_*]*\*?[^\W\d_]+\*?", 1)
        )
        for family, value, phrase in phrases:
            if phrase.removesuffix("*").isalpha():  # a word alone, as most are
                first, rest, size = phrase, [], len(phrase)
            elif phrase.replace(" ", "").isalpha():  # plain words, as most of the others
                first, *rest = phrase.split()
                size = len(phrase) - len(rest)
            else:
                first, *rest = in_phrase.findall(phrase) or [phrase]
                size = sum(map(len, phrase.split()))
            # A word that is spelled out goes before one that only begins so.
            weight = (1 + len(rest), 2 * size - 3 * phrase.count("*"))
            glob = "*" in first[1:-1] or (first[0] == first[-1] == "*")
            capital = first[0].isupper()
            first = first.lower() if capital else first
            entry = Phrase(family, value, first, tuple(rest), weight, glob, capital)
            if first.startswith("*"):
                self._suffix.add(first[1:].rstrip("*")[::-1], entry)
            elif "*" in first:
                self._prefix.add(first.split("*")[0], entry)
            else:
                self._exact.setdefault(first, []).append(entry)

    def words(self, plain: str) -> list[Word]:
        """The words of a prose text, with their places."""
        return _once_parted(self._pattern, plain)

    def each_word(self, plain: str) -> Iterator[Word]:
        """The same, one by one, for who asks for the first ones only."""
        return _each(self._pattern, plain)

    def families(self, word: str) -> set[str]:
        """What a word means alone. It is in lower case."""
        return {family for family, _ in self._begun[word].capital.alone}

    def stretches(self, plain: str) -> list[Stretch]:
        """What stands between the spaces of a prose text."""
        return list(map(self._stretches.__getitem__, plain.split(" ")))

    def scan(self, plain: str) -> Scan:
        """The words of a prose text, and those that mean something."""
        known = self.stretches(plain)
        words = list(chain.from_iterable([stretch[0] for stretch in known]))
        ahead = [*words, "", ""]
        found: dict[str, list[Mark]] = {}
        hidden: dict[str, int] = {}
        make = tuple.__new__  # `mark_of` without its partial
        offset = passed = 0
        for _words, number, size, alone, longer, index, begin, end, more, _roots in known:
            while True:
                at = passed + index
                if longer is not None and (after := longer(ahead[at + 1])):
                    thirds, others = after
                    for family, value, rest in thirds.get(ahead[at + 2], others):
                        if hidden.get(family, -1) >= at:
                            continue
                        reached = _end(plain, words, at, offset + end, rest)
                        if reached < 0:
                            continue
                        hidden[family] = last = at + len(rest)
                        if value:
                            mark = make(Mark, (family, value, offset + begin, reached, at, last))
                            found.setdefault(family, []).append(mark)
                for family, value in alone:
                    if not hidden or hidden.get(family, -1) < at:
                        mark = make(Mark, (family, value, offset + begin, offset + end, at, at))
                        if family in found:
                            found[family].append(mark)
                        else:
                            found[family] = [mark]
                if more is None:
                    break  # as nearly always
                alone, longer, index, begin, end, more = more  # noqa: PLW2901 (the next one)
            passed += number
            offset += size
        return _scan_of((words, found, known))

    def _stretch(self, raw: str) -> Stretch:
        lowered = _lowered(raw)
        if lowered.isalpha():  # a word alone, as most are
            begun = self._begun[lowered]
            alone, longer = begun.capital if raw[0].isupper() else begun.small
            size = len(raw)
            roots = _roots(raw, ((lowered, 0, size),))
            return _stretch_of(((lowered,), 1, size + 1, alone, longer, 0, 0, size, None, roots))
        words = _parted(self._pattern, raw)
        lead: _Lead | None = None
        for index in range(len(words) - 1, -1, -1):
            text, start, end = words[index]
            begun = self._begun[text]
            alone, longer = begun.capital if raw[start].isupper() else begun.small
            if alone or longer is not None:
                lead = _Lead(alone, longer, index, start, end, lead)
        texts = tuple([word[0] for word in words])
        return _stretch_of(
            (texts, len(texts), len(raw) + 1, *(lead or _NO_LEAD), _roots(raw, words))
        )

    def _begin(self, word: str) -> Begun:
        if self._phrases:
            self._file()
        phrases = self._candidates(word)
        if not phrases:
            return NEITHER
        capital = Opening.of(phrases)
        plain = [phrase for phrase in phrases if not phrase.capital]
        return Begun(capital, capital if len(plain) == len(phrases) else Opening.of(plain))

    def _candidates(self, word: str) -> list[Phrase]:
        """The phrases that a word may begin; one that owns something, “sertraline's”, begins those of what it is."""
        if word.endswith("'s") and word not in self._exact and word[:-2] not in _SHORTENED:
            word = word[:-2]
        found = list(self._exact.get(word, ()))
        if begun := self._prefix.of(word) + self._suffix.of(word[::-1]):
            found += [
                phrase for phrase in begun if not phrase.glob or fnmatchcase(word, phrase.first)
            ]
        for family, value_of in self._named:
            if value := value_of(word):
                found.append(Phrase(family, value, word, (), (1, 0), False))
        return found or self._candidates_of_verb(word)

    def _candidates_of_verb(self, word: str) -> list[Phrase]:
        """Those of a verb without the pronouns behind it: of *guarde* for *guárdelo*."""
        verb = verb_of(word, self._language)
        return self._candidates(verb) if verb else []


_SHORTENED = frozenset(
    (
        "everybody",
        "everyone",
        "he",
        "here",
        "how",
        "it",
        "let",
        "she",
        "somebody",
        "someone",
        "that",
        "there",
        "this",
        "what",
        "when",
        "where",
        "who",
        "why",
    )
)
"""Behind these *'s* is a verb."""


def _roots(raw: str, words: Iterable[tuple[str, int, int]]) -> tuple[Root, ...]:
    """What the words of a stretch are known again by."""
    found: list[Root] = []
    for word, start, end in words:
        if len(word) < ROOTED:
            if len(word) > 1 and raw[start:end].isupper():
                # UFH is HNF: what both are short for.
                names = meanings(raw[start:end].rstrip("'")) or (word,)
                found += [Root(f"name:{name}", start, end, named=True) for name in names]
        elif root := root_of(word):
            found.append(_root_of((root, start, end, False)))
    return tuple(found)


def _each(pattern: re.Pattern[str], plain: str) -> Iterator[Word]:
    return (_word((m[0], m.start(), m.end())) for m in pattern.finditer(_lowered(plain)))


def _parted(pattern: re.Pattern[str], plain: str) -> list[Word]:
    return list(_each(pattern, plain))


_once_parted = lru_cache(maxsize=256)(_parted)
"""Both sides of a copy say the same."""


def _lowered(plain: str) -> str:
    """In lower case, every character in its place: İ would become two."""
    lowered = plain.lower()
    if len(lowered) != len(plain):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
    return lowered


def _end(plain: str, words: list[str], at: int, end: int, rest: tuple[str, ...]) -> int:
    """Where a phrase ends whose first word is `words[at]`, ending at `end`; -1 where its other words do not follow.

    That its second word fits is known.
    """
    last = at + len(rest)
    if last >= len(words):
        return -1
    for step in range(1, len(rest)):
        if not fits(words[at + 1 + step], rest[step]):
            return -1
    for index in range(at + 1, last + 1):
        word = words[index]
        if plain.startswith(word, end + 1) and plain[end] == " ":
            end += 1 + len(word)  # as nearly always
            continue
        # Single letters may have dots: a. m., i. v.; so may a saint.
        before = words[index - 1]
        joint = _DOT.match(plain, end) if len(before) == 1 or before == "st" else None
        gap = joint or _GAP.match(plain, end)
        assert gap is not None
        end = gap.end() + len(word)
        if _lowered(plain[gap.end() : end]) != word:
            return -1  # something else stands between the two
    return end


def flatten(tables: Mapping[str, Mapping[str, Iterable[str]]]) -> Iterable[tuple[str, str, str]]:
    """Family -> value -> phrases, as a lexicon takes them.

    >>> list(flatten({"number": {"2": ["two"]}}))
    [('number', '2', 'two')]
    """
    for family, values in tables.items():
        for value, phrases in values.items():
            for phrase in phrases:
                said = "" if value == "none" else value
                yield family, said, phrase
                if phrase.startswith("not ") and family.startswith("concept."):
                    yield family, said, "*n't" + phrase[3:]  # “isn't known”, as “not known”
