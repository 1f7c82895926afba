"""The echo of what is denied: is the denied word said on the other side, or was the sentence put another way?

A translation that has lost its “not” still says the word that was denied: “do not take” became “tome”. One that is right
without a negation says another: “siga tomando” for “do not stop taking”, “deje en casa” for “bring no …”. So where none
of the words that may translate the denied one is there, nothing was lost. Which words these are is in `predicates.toml`,
read when a negation is first in doubt: most texts need none of it.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from localize.checks.reading.cognates import skeleton
from localize.checks.reading.denial import CLAUSE, WITHOUT, Span
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.reading import Reading

_REACH = 12
"""Words from a negation to what it denies at most."""
_ROOT, _SHORTEST = 5, 4
"""Letters of a root that two languages share, and of a German stem within a word."""
_ADVERB = re.compile("(?:mente|ment|ly)$")
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
    stems: Mapping[str, frozenset[str]]
    """Beginning of a word -> the rows it stands in."""
    whole: Mapping[str, frozenset[str]]


def said_otherwise(
    cues: Sequence[Mark], others: Sequence[Mark], here: Reading, there: Reading, span: Span
) -> list[Mark]:
    """Those of the negations `cues` that the other side has said another way, within a stretch of it.

    `others` are its negations: each stands for one of `cues`. Empty where one is left that is said there and not denied,
    or of which it is not known how it could be said.
    """
    left = _unmatched(cues, others, here, there)
    return left if all(_otherwise(cue, here, there, span) for cue in left) else []


def _unmatched(
    cues: Sequence[Mark], others: Sequence[Mark], here: Reading, there: Reading
) -> list[Mark]:
    """The negations but those that deny what one of the other side denies."""
    pool = [(other, list(_denied(other, there))) for other in others]
    left: list[Mark] = []
    for cue in cues:
        denied = list(_denied(cue, here))
        fit = [
            index
            for index, (other, words) in enumerate(pool)
            if any(_echoed(word, here, there, words) for word in denied)
            or (_without(cue, here) and _without(other, there))
        ]
        if fit:
            pool.pop(fit[0])
        else:
            left.append(cue)
    return left


def _without(cue: Mark, reading: Reading) -> bool:
    return reading.words[cue.first] in WITHOUT


def _otherwise(cue: Mark, here: Reading, there: Reading, span: Span) -> bool:
    """Is what a negation denies not said at all? False too where it is not known how it could be said."""
    denied = list(_denied(cue, here))
    known = [word for word in denied if _rows(word, here.tables.language)]
    if not known or (known[0] != denied[0] and not here.tables.compounds):
        return False
    words = list(_asked(there, span, whole=_without(cue, here)))
    if not any(_echoed(word, here, there, words) for word in denied):
        return True
    verb = _verb(cue, here)
    return bool(verb) and not _echoed(verb, here, there, words)


def _verb(cue: Mark, reading: Reading) -> str:
    """The verb beside an English *no*, where it is known: “bring no …”, “no … was seen”."""
    words, places, plain = reading.words, reading.places, reading.prose.plain
    language = reading.tables.language
    if words[cue.first] not in _DETERMINERS:
        return ""
    light = _words(language).light
    end = CLAUSE.search(plain, cue.end)
    after = [w.text for w in places[cue.last + 1 :] if end is None or w.start < end.start()]
    passive = next((i for i, word in enumerate(after) if word in _BE), None)
    near = words[max(0, cue.first - 1) : cue.first]
    if passive is not None:
        near += [word for word in after[passive:] if word not in light][:1]
    return next((w for w in near if w not in light and _rows(w, language)), "")


_DETERMINERS = frozenset({"no", "none"})
_BE = frozenset({"is", "are", "was", "were", "been", "be"})


def _denied(cue: Mark, reading: Reading) -> Iterator[str]:
    """What a negation denies: the first word after it that says something.

    In German the verb may stand anywhere in the clause: all of its words.
    """
    words, places, plain = reading.words, reading.places, reading.prose.plain
    language, german = reading.tables.language, reading.tables.compounds
    light = _words(language).light
    for index in range(cue.last + 1, min(len(words), cue.last + 1 + _REACH)):
        if CLAUSE.search(plain, cue.end, places[index].start):
            break
        word = words[index]
        if word in light or (_ADVERB.search(word) and not _rows(word, language)):
            continue
        yield word
        if not german:
            return
    if german and not _without(cue, reading):
        for index in range(cue.first - 1, -1, -1):
            if CLAUSE.search(plain, places[index].end, cue.start):
                return
            if words[index] not in light:
                yield words[index]


def _asked(reading: Reading, span: Span, *, whole: bool) -> Iterator[str]:
    """The words of a stretch; not `whole`, without its exceptions: “siga tomándolo, a menos que … lo suspenda”."""
    plain = reading.prose.plain
    exceptions: list[Span] = []
    for mark in () if whole else reading.marks.get("scope", ()):
        if mark.value == "except" and mark.start > span[0]:
            end = CLAUSE.search(plain, mark.end, span[1])
            exceptions.append((mark.start, end.start() if end else span[1]))
    for word in reading.places:
        inside = span[0] <= word.start < span[1]
        if inside and not any(start <= word.start < end for start, end in exceptions):
            yield word.text


def _echoed(word: str, here: Reading, there: Reading, words: Sequence[str]) -> bool:
    rows = _rows(word, here.tables.language)
    language = there.tables.language
    if rows and any(not rows.isdisjoint(_rows(other, language)) for other in words):
        return True
    root = skeleton(word)[:_ROOT]
    return len(root) >= _SHORTEST and any(
        len(other) >= _ROOT and skeleton(other)[:_ROOT] == root for other in words
    )


@lru_cache(maxsize=8_192)
def _rows(word: str, language: str) -> frozenset[str]:
    """The rows a word stands in."""
    known = _words(language)
    bare = _bare(word)
    found = set(known.whole.get(bare, ()))
    begins = {0, *(m.end() for m in _PREFIXES.finditer(bare))} if language == "de" else {0}
    for start in range(len(bare) - _SHORTEST + 1 if language == "de" else 1):
        for end in range(start + (2 if start in begins else _SHORTEST), len(bare) + 1):
            found |= known.stems.get(bare[start:end], _NONE)
    return frozenset(found)


_NONE: frozenset[str] = frozenset()
_PREFIXES = re.compile(
    r"^(?:ab|an|auf|aus|bei|durch|ein|heraus|hin|mit|nach|uber|um|unter|vor|weg|weiter|zu)?(?:ge|zu)?"
)
"""What may stand before the stem of a German verb."""


def _bare(word: str) -> str:
    parts = unicodedata.normalize("NFD", word.lower().replace("ß", "ss"))
    return "".join(c for c in parts if not unicodedata.combining(c))


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Mapping[str, str]]:
    place = resources.files("localize.checks") / "data" / "predicates.toml"
    return tomllib.loads(place.read_text("utf-8"))


@lru_cache(maxsize=8)
def _words(language: str) -> _Words:
    data = _data()
    stems: dict[str, set[str]] = {}
    whole: dict[str, set[str]] = {}
    for row, texts in data.items():
        for phrase in texts.get(language, "").split() if row != "light" else ():
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
        stems={stem: frozenset(rows) for stem, rows in stems.items()},
        whole={word: frozenset(rows) for word, rows in whole.items()},
    )
