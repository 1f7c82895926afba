"""language: the target is in the language and the script of its locale."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from localize.checks.base import Check, Pair, Problem, Scope
from localize.checks.dimensions import ACCURACY
from localize.checks.reading import datafile
from localize.checks.reading.tables import common, tables
from localize.checks.reading.tongue import foreign
from localize.model import Severity
from localize.regex import regex

_KNOWN = ("en", "es", "fr", "de", "pt", "it")
_OTHERS = {
    "nl": "Dutch",
    "ca": "Catalan",
    "ro": "Romanian",
    "sv": "Swedish",
    "da": "Danish",
    "pl": "Polish",
}
"""Languages without tables, of which only the small words are known."""
_SCRIPTS = {
    **dict.fromkeys(("ru", "uk", "bg", "be", "mk", "kk", "ky", "mn"), "CYRILLIC"),
    **dict.fromkeys(("ar", "fa", "ur", "ckb", "ps"), "ARABIC"),
    **dict.fromkeys(("hi", "mr", "ne"), "DEVANAGARI"),
    "el": "GREEK", "he": "HEBREW", "th": "THAI", "zh": "CJK", "ja": "", "ko": "HANGUL", "ka": "GEORGIAN", "hy": "ARMENIAN",
}  # fmt: skip
_LETTERS = regex(r"[^\W\d_]")
_NOT_LATIN = regex(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff]")
_ENOUGH = 12
"""Letters that a text must have before its script is judged."""
_WORDS = 5
"""Common words of another language that a text must have before its language is doubted."""
_FEW, _SHARE = 2, 8
"""So many are enough where one word of so many is one, and the text has none of its own language."""


def _run(pair: Pair, scope: Scope) -> Iterator[Problem]:
    text = pair.target.prose.text
    if pair.source.raw == pair.target.raw:
        return  # said by `untranslated`
    script = scope.target.script or _SCRIPTS.get(
        scope.target.language, "LATIN" if scope.target.known else ""
    )
    if script and not (script == "LATIN" and not _NOT_LATIN.search(text)):
        letters = _LETTERS.findall(text)
        if len(letters) >= _ENOUGH:
            own = sum(unicodedata.name(letter, "").startswith(script) for letter in letters)
            if own * 2 < len(letters):
                yield Problem(
                    f"most of the target is not in the {script.title()} script",
                    (0, len(pair.target.raw)),
                )
                return
    if not scope.target.known:
        return
    other, span = _other(pair, scope), (0, len(pair.target.raw))
    if other:
        name = _OTHERS.get(other) or tables(other).name
        yield Problem(f"this reads like {name}, not {scope.target.name}", span)
    elif found := foreign(pair.target, pair.source):
        name, span = tables(found.language).name, pair.target.place(found.start, found.end)
        yield Problem(f"“{text[found.start : found.end]}” reads like {name}", span)


def _other(pair: Pair, scope: Scope) -> str:
    """The language that a text as a whole is in, where it is another one."""
    words, text, own = pair.target.words, pair.target.prose.text, scope.target.language
    if len(words) < _WORDS:
        return ""
    others = _elsewhere(own)
    if others.isdisjoint(words):
        return ""
    strange = _strange(text, own)
    if sum(map(others.__contains__, words)) + strange < _FEW:
        return ""  # as nearly always
    for language in (*_KNOWN, *_OTHERS):
        if language == own:
            continue
        theirs, ours = _apart(language, own)
        found = sum(map(theirs.__contains__, words))
        mine = sum(map(ours.__contains__, words))
        if (found >= _WORDS and found > 2 * mine) or (
            (len(theirs.intersection(words)) + strange >= _FEW or found > _FEW)
            and found
            and not mine
            and (found + strange) * _SHARE >= len(words)
        ):
            return language
    return ""


def _strange(text: str, language: str) -> int:
    """How many words have letters or an end that a language has not: *mãos* in Spanish. Names may have any."""
    letters = _LACKING.get(language)
    if letters is None:
        return 0
    ends = _ENDINGS[language]
    articles = sum(map(text.split().count, _ARTICLES)) if language == "pt" else 0
    if not letters.search(text) and not any(map(text.__contains__, ends)):
        return articles
    return articles + sum(
        word.islower() and (letters.search(word) is not None or word.endswith(ends))
        for word in set(text.split())
    )


_ARTICLES = ("las", "los")
"""Spanish words that in Portuguese are always joined by a hyphen, *tomá-las*."""


_NEITHER = "ąćęłńśźżășțşţåø"
_LACKING = {
    "de": regex(f"[{_NEITHER}ãõñçáíóúâêôìòù]"),
    "es": regex(f"[{_NEITHER}'’ãõçâêôàèìòùäöß]"),
    "fr": regex(f"[{_NEITHER}ãõñáíóúìòäöß]"),
    "it": regex(f"[{_NEITHER}ãõñçáíóúâêôäöß]"),
    "pt": regex(f"[{_NEITHER}ñèëîìòùäöß]"),
}
"""Letters of other languages that one does not write its own words with."""
_ENDINGS = {
    "de": ("ción", "zione", "zioni"),
    "es": ("tion", "tions", "zione", "zioni"),
    "fr": ("ción", "zione", "zioni"),
    "it": ("ción", "tion", "tions"),
    "pt": ("ción", "ciones", "tion", "tions", "zione", "zioni"),
}
"""Ends of words of other languages that no word of its own has."""


@lru_cache(maxsize=16)
def _small_words(language: str) -> frozenset[str]:
    if language not in _OTHERS:
        return common(language)
    return frozenset(datafile.read("small_words")[language])


@lru_cache(maxsize=256)
def _apart(language: str, own: str) -> tuple[frozenset[str], frozenset[str]]:
    """The small words of each of two languages that the other has not."""
    theirs, ours = _small_words(language), tables(own).common
    return theirs - ours, ours - theirs


@lru_cache(maxsize=64)
def _elsewhere(own: str) -> frozenset[str]:
    """The small words of all other languages that one has not."""
    others = (_apart(language, own)[0] for language in (*_KNOWN, *_OTHERS) if language != own)
    return frozenset().union(*others)


CHECK = Check(
    name="language",
    dimension=ACCURACY,
    severity=Severity.MAJOR,
    run=_run,
    summary="The target is in the language and the script of its locale.",
)
