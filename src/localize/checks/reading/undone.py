"""Two denials that take each other back, “do not stop”, “cannot be ruled out”, where one of them is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from localize.checks.reading.alike import unmatched, untranslated
from localize.checks.reading.denial import CLAUSE, FULL, STANDINS, WITHOUT, Span, groups
from localize.checks.reading.lexicon import Mark, Word
from localize.checks.reading.predicates import rows_of, translates
from localize.checks.reading.reach import denied_by, together, words_after, words_in
from localize.checks.reading.reading import Reading
from localize.regex import regex

_NEAR, _FAR = 4, 12
"""Words between the two at most; where the second denies for sure, “not a single one … failed”."""
_ABOUT = 3
"""Words behind a negation that it may be about: “nessun bambino ha risposto”."""
_TAKING = frozenset(("administer", "drink", "eat", "inject", "perform", "swallow", "take", "use"))
"""What is left undone by whoever skips something."""
_SKIPPING = ("skip", "miss", "omit", "withh")


def stripped(
    ours: Sequence[Mark], theirs: Sequence[Mark], here: Reading, there: Reading, span: Span
) -> Mark | None:
    """The negation of a word that denies itself, where the other side says that word and nothing denies it.

    “does not rule out” as “puede descartarse”.
    """
    asked: list[Word] = []
    if not WITHOUT.isdisjoint(here.words):
        return None  # “do not stop without asking”, “ask before you stop”
    for one, other in twice_denied(ours, here):
        word = here.words[other.last]
        if one.value not in FULL or word == "whole" or _AFFIXED.fullmatch(word):
            continue  # “unattended” is said without its beginning: “supervised at all times”
        asked = asked or list(words_in(there, span, whole=True))
        echoes = [translates(word, here, there) for word in _names(other, here)]
        said = [word for word in asked if any(says(word.text) for says in echoes)]
        if said:
            # “do not give up if the attempt to quit fails”: what another word of the source says is not meant.
            others = [
                translates(word, here, there)
                for index, word in enumerate(here.words)
                if not one.first <= index <= other.last and rows_of(word, here.tables.language)
            ]
            said = [word for word in said if not any(says(word.text) for says in others)]
        if said and not any(
            mark.start != word.start
            and not (
                there.tables.compounds
                and mark.value == "weak"
                and there.words[mark.first] != "nicht"  # “nicht über 42 Wochen hinaus”
            )
            and not (mark.value in FULL and mark.start > word.start and _apart(mark, there))
            and (
                together(mark, word, there)
                or _around(mark, word, there)
                or _to_do(mark, word, there)
            )
            for word in said
            for mark in theirs
        ):
            return one
    return None


def redirected(
    ours: Sequence[Mark], theirs: Sequence[Mark], here: Reading, there: Reading
) -> Mark | None:
    """The word that denied itself and is gone, while the negation now denies what it was about.

    “do not fail to report it” as “do not report it”.
    """
    own = untranslated(ours, here, there)
    if len(untranslated(theirs, there, here)) >= max(1, len(own)):
        return None
    left_over = groups(theirs, there.prose.plain)
    if len(left_over) != 1:
        return None
    for one, other in twice_denied(ours, here):
        rest = [m for m in groups(ours, here.prose.plain) if m not in (one, other)]
        if rest and not unmatched(left_over, rest, there, here):
            continue  # “a pain that never goes away should not be left uninvestigated”
        if other.value == "verb" or other not in own:
            continue
        echoes = [translates(word, here, there) for word in _names(other, here)]
        if any(says(word) for word in there.words for says in echoes):
            continue
        found = _AFFIXED.fullmatch(here.words[other.last])
        about = (found and found[1]) or next(iter(denied_by(other, here)), "")
        left = here.words[other.first].startswith(_SKIPPING)
        for cue in theirs:
            if cue.value in FULL and any(
                (left and _TAKING & rows_of(word.text, there.tables.language))
                or (not left and about and translates(about, here, there)(word.text))
                for word in islice(words_after(cue, there), _ABOUT)
                if not any(cue.start < m.start <= word.start for m in theirs if m.value == "weak")
            ):
                return other
    return None


def _apart(mark: Mark, reading: Reading) -> bool:
    """Does a negation deny an infinitive: “são excluídos por não terem …”?"""
    return mark.first > 0 and reading.words[mark.first - 1] in _PREPOSITIONS


_PREPOSITIONS = frozenset({"a", "da", "de", "di", "para", "per", "por", "pour", "à"})


def _around(mark: Mark, word: Word, reading: Reading) -> bool:
    """Is no more than an insertion between the two: “ne doit à aucun moment, si bref soit-il, rester seul”?"""
    between = reading.prose.plain[min(mark.end, word.end) : max(mark.start, word.start)]
    return between.count(",") == _INSERTED


def _to_do(mark: Mark, word: Word, reading: Reading) -> bool:
    """Is a word an infinitive behind a German comma: “kein Grund, die Creme abzusetzen”?"""
    plain = reading.prose.plain
    between = plain[mark.end : word.start]
    return (
        reading.tables.compounds
        and between.count(",") == 1
        and bool(_INFINITIVE.search(between[-4:] + plain[word.start : word.end]))
    )


_INFINITIVE = regex(r"\bzu \w+n$|zu\w+n$")
_INSERTED = 2
"""Commas around an insertion."""
_AFFIXED = regex(r"(?:un|in|im|ir|il|dis|non|ab|a)(\w{4,})|\w{3,}(?:less|free)|alone")


def twice_denied(marks: Sequence[Mark], reading: Reading) -> Iterator[tuple[Mark, Mark]]:
    """Negations, each with the word behind it that denies itself."""
    plain = reading.prose.plain
    for one, other in pairwise(marks):
        far = _FAR if other.value == "firm" else _NEAR
        sure = one.value in FULL or (one.value == other.value == "firm")
        if (
            sure
            and other.value in STANDINS
            and other.value not in ("only", "limit")
            and reading.words[other.last] not in _NO_DENIAL
            and 0 < other.first - one.last <= far
            and not CLAUSE.search(plain, one.end, other.start)
            and not (reading.words[other.first] in _LACKING and _FOR.search(plain, 0, other.start))
            and not (_BESIDE if one.value == "firm" else _OF_WHOM).search(
                plain[one.end : other.start]
            )
        ):
            yield one, other


_NO_DENIAL = frozenset(
    ("different", "devoid", "fewer", "lacking", "less", "non", "rather", "till", "too", "until")
)
"""What stands for a negation at times, and takes none back: “neither too tight nor …”, “no effect in mice lacking …”."""
_LACKING = ("lack", "absence", "want")
_FOR = regex(r"\b(?:for|from|through|out of|by|in) $")
"""“Nobody is turned away for lack of money”: no lack is denied."""
_OF_WHOM = regex(
    r"^ (?:all|each|every\w*)\b.* (?:who|which|whose|whom|that)\b|\b(?:because|due to|owing to|till|until)\b"
)
"""“Not all patients who fail to respond are …”: it is not failing that is denied."""
_BESIDE = regex(r"\b(?:and|or|because|due to|owing to)\b")
"""“colourless and free from”: one beside the other."""


def _names(mark: Mark, reading: Reading) -> set[str]:
    words = reading.words
    first, last = words[mark.first], words[mark.last]
    if mark.first == mark.last:
        return {last}
    both = f"{first}-{last}"  # “kept away” is not “kept”
    return {both} if rows_of(both, reading.tables.language) else {both, first}
