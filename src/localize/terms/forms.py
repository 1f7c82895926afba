"""The accepted forms of a term in a target text, literally or by their stems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from localize.terms.entry import Hit, Match, Treatment
from localize.terms.matcher import words_of
from localize.terms.stems import FUNCTION_WORDS, alike
from localize.terms.words import pattern_for, visible

Level = Literal["exact", "form", "stem"]
"""`exact`: the preferred form as written; `form`: another accepted one; `stem`: one of them in
another number, gender or case, or with an article inside."""


class Place(NamedTuple):
    """A form of a term in a target: `target[start:end]`."""

    start: int
    end: int
    level: Level


class _Word(NamedTuple):
    start: int
    end: int
    text: str
    """Composed, capitals kept."""
    folded: str


@lru_cache(maxsize=4096)
def _words(text: str, language: str) -> tuple[_Word, ...]:
    words = []
    for found in pattern_for(text, language).finditer(text):
        shown = visible(found[0])
        words.append(_Word(found.start(), found.end(), shown, shown.casefold()))
    return tuple(words)


def places(hit: Hit, target: str, locale: str) -> tuple[Place, ...]:
    """Where `target` has an accepted form of the term, the best level first, then from the left.

    For `keep` the term as the source has it, or as the glossary has it where the source only
    added a plural; capitals count, but for the first letter of an entry that ignores case.
    """
    language = locale.split("-", maxsplit=1)[0]
    words = _words(target, language)
    entry = hit.entry
    result: list[Place] = []
    if entry.treatment is Treatment.KEEP:
        forms = tuple(dict.fromkeys((hit.text or entry.term, entry.term)))
        loose = entry.match is Match.NOCASE
        for form in forms:
            result += [Place(a, b, "exact") for a, b in _literal(form, words, language, loose)]
    elif entry.treatment is Treatment.TRANSLATE:
        forms = entry.forms(locale)
        for number, form in enumerate(forms):
            level: Level = "form" if number else "exact"
            result += [Place(a, b, level) for a, b in _folded(form, words, language)]
        for form in forms:
            result += [Place(a, b, "stem") for a, b in _stemmed(form, words, language)]
    seen: set[tuple[int, int]] = set()
    unique = []
    for place in result:
        if (place.start, place.end) not in seen:
            seen.add((place.start, place.end))
            unique.append(place)
    return tuple(unique)


def _literal(
    form: str, words: Sequence[_Word], language: str, loose: bool
) -> Iterator[tuple[int, int]]:
    wanted = [visible(word) for word in words_of(form, language)]
    for at in range(len(words) - len(wanted) + 1 if wanted else 0):
        found = words[at : at + len(wanted)]
        first, rest = found[0].text, [word.text for word in found[1:]]
        if rest == wanted[1:] and (
            first == wanted[0]
            or (loose and first[1:] == wanted[0][1:] and found[0].folded == wanted[0].casefold())
        ):
            yield found[0].start, found[-1].end


def _folded(form: str, words: Sequence[_Word], language: str) -> Iterator[tuple[int, int]]:
    wanted = [visible(word).casefold() for word in words_of(form, language)]
    for at in range(len(words) - len(wanted) + 1 if wanted else 0):
        found = words[at : at + len(wanted)]
        if [word.folded for word in found] == wanted:
            yield found[0].start, found[-1].end


def _stemmed(form: str, words: Sequence[_Word], language: str) -> Iterator[tuple[int, int]]:
    light = FUNCTION_WORDS.get(language, frozenset())
    # An apostrophe is as light as the article it belongs to: `l'hippocampe`.
    signs = frozenset("'’") if light else frozenset()
    folded = [visible(word).casefold() for word in words_of(form, language)]
    wanted = [word for word in folded if word not in light and word not in signs] or folded
    heavy = [word for word in words if word.folded not in light and word.folded not in signs]
    for at in range(len(heavy) - len(wanted) + 1 if wanted else 0):
        found = heavy[at : at + len(wanted)]
        if all(alike(w, f.folded, language) for w, f in zip(wanted, found, strict=True)):
            yield found[0].start, found[-1].end
