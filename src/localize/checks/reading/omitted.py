"""What of the source its target leaves out: a clause, or an item of a list, none of whose words has a counterpart there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from localize.checks.reading import datafile
from localize.checks.reading.cognates import root_of
from localize.checks.reading.lexicon import ROOTED
from localize.checks.reading.predicates import light_words, rows_of
from localize.checks.reading.prose import OBJECT
from localize.checks.reading.quantity import REQUIRED
from localize.checks.reading.reading import Reading

if TYPE_CHECKING:
    from localize.checks.base import Pair

Span = tuple[int, int]
_SHORT, _SHORTER = 0.95, 0.85
"""Of the length that a translation mostly has: a longer one is not asked about; of a shorter one less is asked."""
_CLAUSE, _LITTLE = 4, 1
"""What the words of a clause have to weigh together, and where the target is that short; one more where there is but one."""
_SURE = 3
"""What a word weighs that translations hardly ever leave unsaid."""
_KEPT, _LACKED = 4, 2
"""What one weighs that they never do, and how many more words a short target has to lack for it to be told alone."""
_COMPOUND = 10
"""Letters of a compound, which says what two words do."""


class _Content(NamedTuple):
    """A word that says something."""

    start: int
    end: int
    slots: int
    """How many words of the other side it may say: a compound says two, and so does what is short for some words."""
    weight: int
    """How surely a translation says it, 0 where it cannot be told."""
    keys: frozenset[str]
    """What it is known again by on the other side: the rows of words that may translate it, its root, what it means."""


class _Weights(NamedTuple):
    """What is known of the words of a language."""

    words: Mapping[str, int]
    """Word -> its weight, where it is not that of most."""
    parting: re.Pattern[str]
    """What parts clauses and the items of a list."""


def omitted(pair: Pair) -> tuple[int, int] | None:
    """Where in the raw source something stands that its target leaves out."""
    weights = _weights(pair.source.tables.language)
    if weights is None or not pair.target.tables.length:
        return None
    for part in pair.parts or (pair,):
        ratio = len(part.target.prose.plain) / max(1, len(part.source.prose.plain))
        ratio *= pair.source.tables.length / pair.target.tables.length
        if ratio >= _SHORT or _size(part.source) <= _size(part.target):
            continue
        gone = _gone(part, weights, _LITTLE if ratio < _SHORTER else _CLAUSE)
        if gone is None:
            continue
        raw = part.source.place(*gone)
        if part is pair or _unsaid(pair, raw):
            return raw
    return None


def _gone(pair: Pair, weights: _Weights, least: int) -> Span | None:
    """The stretch of a source, long enough, of which nothing is said, where the target says nothing else in its place."""
    plain = pair.source.prose.plain
    if least == _CLAUSE and weights.parting.search(plain) is None:
        return None  # it has but one clause
    ours, theirs = _contents(pair.source, weights), _contents(pair.target)
    said, saying = _matched(ours, theirs)
    lacked = _lacking(ours, theirs, said, saying)
    if lacked <= 0:
        return None
    unsaid = [word for index, word in enumerate(ours) if word.weight and index not in said]
    told = [ours[index].start for index in said]
    # What becomes of a number is asked by the check of quantities.
    told += [number.start for number, _ in pair.alignment.matched]
    told += [number.start for number in pair.source.quantities if number.level == REQUIRED]
    if any(mark.value for mark in pair.target.marks.get("negation", ())):
        # The check of negations asks whether one of the source is lost.
        told += [mark.start for mark in pair.source.marks.get("negation", ()) if mark.value]
    for start, end in _stretches(weights.parting, plain):
        words = [word for word in unsaid if start <= word.start < end]
        if (
            sum(word.weight for word in words) - (len(words) == 1) >= least
            and not any(start <= at < end for at in told)
            and OBJECT not in plain[start:end]
        ):
            clause = plain[start:end]
            return start + len(clause) - len(clause.lstrip()), start + len(clause.rstrip())
    if least == _LITTLE and lacked >= _LACKED:
        return next(((w.start, w.end) for w in unsaid if w.weight == _KEPT), None)
    return None


def lacking(pair: Pair) -> int:
    """How many more words of the source have no counterpart than there are such words in the target."""
    ours, theirs = _contents(pair.source), _contents(pair.target)
    return _lacking(ours, theirs, *_matched(ours, theirs))


def _lacking(
    ours: Sequence[_Content], theirs: Sequence[_Content], said: set[int], saying: set[int]
) -> int:
    added = sum(word.slots for index, word in enumerate(theirs) if index not in saying)
    return len(ours) - len(said) - added


def _unsaid(pair: Pair, raw: Span) -> bool:
    """Is nothing of a stretch of the raw source said in any sentence of the target?"""
    ours, theirs = _contents(pair.source), _contents(pair.target)
    said, _ = _matched(ours, theirs)
    return not any(
        raw[0] <= pair.source.place(ours[index].start, ours[index].end)[0] < raw[1]
        for index in said
    )


def _stretches(parting: re.Pattern[str], plain: str) -> Iterator[Span]:
    """What stands between the words and signs that part a text."""
    start = 0
    for found in parting.finditer(plain):
        yield start, found.start()
        start = found.end()
    yield start, len(plain)


def _size(reading: Reading) -> int:
    """How many words of a text say something."""
    light = light_words(reading.tables.language)
    return sum(word not in light and word[0].isalpha() for word in reading.words)


def _contents(reading: Reading, weights: _Weights | None = None) -> list[_Content]:
    """The words of a text but those that say nothing alone."""
    language, compounds = reading.tables.language, reading.tables.compounds
    light, plain = light_words(language), reading.prose.plain
    meant: dict[int, list[str]] = {}
    for family, marks in reading.marks.items():
        for mark in marks:
            if mark.value:
                for index in range(mark.first, mark.last + 1):
                    meant.setdefault(index, []).append(f"{family}={mark.value.rstrip('?')}")
    found: list[_Content] = []
    for index, (text, start, end) in enumerate(reading.places):
        if text in light or not text[0].isalpha():
            continue
        keys = _known(text, language)
        weight = weights.words.get(text, _SURE) if weights and rows_of(text, language) else 0
        if index in meant:
            keys = keys.union(meant[index])
        full = plain[start:end].isupper() or (compounds and len(text) >= _COMPOUND)
        slots = 2 if full and end - start > 1 else 1
        found.append(_Content(start, end, slots, weight, keys))
    return found


@lru_cache(maxsize=65_536)
def _known(word: str, language: str) -> frozenset[str]:
    """What a word is known again by, whatever it means in its text."""
    root = root_of(word) if len(word) >= ROOTED else ""
    return rows_of(word, language).union(
        (f"as:{word}", f"root:{root}") if root else (f"as:{word}",)
    )


def _matched(ours: Sequence[_Content], theirs: Sequence[_Content]) -> tuple[set[int], set[int]]:
    """Which words of two texts have a counterpart: as many as can have one, each its own, as Kuhn's algorithm finds them."""
    places = [index for index, word in enumerate(theirs) for _ in range(word.slots)]
    may = [
        [
            place
            for place, index in enumerate(places)
            if not word.keys.isdisjoint(theirs[index].keys)
        ]
        for word in ours
    ]
    taken: dict[int, int] = {}

    def finds(one: int, seen: set[int]) -> bool:
        for place in may[one]:
            if place not in seen:
                seen.add(place)
                if place not in taken or finds(taken[place], seen):
                    taken[place] = one
                    return True
        return False

    for one in range(len(ours)):
        finds(one, set())
    return set(taken.values()), {places[place] for place in taken}


@lru_cache(maxsize=8)
def _weights(language: str) -> _Weights | None:
    """What is known of the words of a language; None where nothing is."""
    data = datafile.read("weights")
    if language not in data:
        return None
    table = data[language]
    joining = "|".join(table["joining"].split())
    return _Weights(
        {word: int(weight) for weight in ("4", "2", "1", "0") for word in table[weight].split()},
        re.compile(rf"[,;:.!?()–—](?=\s|$)|\b(?:{joining})\b", re.IGNORECASE),
    )
