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
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from itertools import islice, repeat
from typing import NamedTuple

from localize.checks.reading.cognates import skeleton
from localize.checks.reading.denial import CLAUSE, WITHOUT, Span, meant
from localize.checks.reading.lexicon import Mark, Word
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
    left = unmatched(cues, others, here, there)
    return left if all(_otherwise(cue, here, there, span) for cue in left) else []


def unmatched(
    cues: Sequence[Mark], others: Sequence[Mark], here: Reading, there: Reading
) -> list[Mark]:
    """The negations but those that deny what one of the other side denies."""
    pool = list(others)
    left: list[Mark] = []
    for cue in cues:
        fit = next((other for other in pool if _alike(cue, other, here, there)), None)
        if fit is None:
            left.append(cue)
        else:
            pool.remove(fit)
    return left


def _alike(cue: Mark, other: Mark, here: Reading, there: Reading) -> bool:
    """Do two negations deny the same?"""
    if _without(cue, here) and _without(other, there):
        return True
    if _pronoun(cue, here) and _pronoun(other, there):
        return True  # “nobody on placebo died”, “contre aucun sous placebo”
    denied, said = list(_denied(cue, here)), list(_denied(other, there))
    if "true" in _rows(said[0] if said else "", there.tables.language):
        return True  # “that …, is not true”
    if _contrasted(cue, here, said, other, there) or _contrasted(other, there, denied, cue, here):
        return True
    if any(echoed(word, here, there, said) for word in denied):
        return True
    if denied and said and not _rows(denied[0], here.tables.language):
        # What no row holds is known again by what follows, too.
        more, others = (
            [word.text for word in islice(_following(mark, side), 3)]
            for mark, side in ((cue, here), (other, there))
        )
        return any(echoed(word, here, there, others) for word in more)
    return False


def _contrasted(
    cue: Mark, here: Reading, denied: Sequence[str], contrast: Mark, there: Reading
) -> bool:
    """Is the subject of a negation denied beside the one of which it is true: “A does not; B does”, “B, not A”?"""
    plain = there.prose.plain
    if not denied or not _BESIDE.search(plain, 0, contrast.start):
        return False
    subject = []
    for index in range(cue.first - 1, -1, -1):
        if CLAUSE.search(here.prose.plain, here.places[index].end, cue.start):
            break
        subject.append(here.words[index])
    return echoed(denied[0], there, here, subject)


_BESIDE = re.compile(r"(?:,|\b(?:and|y|e|et|und))\s+$")


def _pronoun(cue: Mark, reading: Reading) -> bool:
    word = reading.words[cue.first]
    return word in _PRONOUNS or (word == "no" and reading.tables.language == "en")


_PRONOUNS = frozenset(
    [
        "nobody",
        "none",
        "neither",
        "nothing",
        "nadie",
        "ninguno",
        "ninguna",
        "personne",
        "aucun",
        "aucune",
        "nul",
        "niemand",
        "keiner",
        "keine",
        "kein",
        "keines",
        "ninguém",
        "nenhum",
        "nenhuma",
        "nessuno",
        "nessuna",
        "nessun",
        "ningún",
    ]
)


def _without(cue: Mark, reading: Reading) -> bool:
    return reading.words[cue.first] in WITHOUT


def _otherwise(cue: Mark, here: Reading, there: Reading, span: Span) -> bool:
    """Is what a negation denies not said at all? False too where it is not known how it could be said."""
    denied = list(_denied(cue, here))
    known = [word for word in denied if _rows(word, here.tables.language)]
    if not known and (verb := _verb(cue, here)):
        words = [word.text for word in _asked(there, span, whole=False)]
        return not echoed(verb, here, there, [*words]) and not any(
            echoed(word, here, there, words) for word in denied
        )
    if not known or (known[0] != denied[0] and not here.tables.compounds):
        return False
    words = [word.text for word in _asked(there, span, whole=_without(cue, here))]
    if not any(echoed(word, here, there, words) for word in denied):
        return True
    verb = _verb(cue, here)
    return bool(verb) and not echoed(verb, here, there, words)


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


_DETERMINERS = frozenset({"neither", "no", "none"})
_BE = frozenset({"is", "are", "was", "were", "been", "be"})


def _denied(cue: Mark, reading: Reading) -> Iterator[str]:
    """What a negation denies: the first word after it that says something.

    In German the verb may stand anywhere in the clause: all that follow *nicht*, and those before where none is known; all
    words beside *kein*.
    """
    following = (word.text for word in _following(cue, reading))
    if not reading.tables.compounds:
        yield from islice(following, 1)
        return
    after = list(following)
    yield from after
    if _without(cue, reading):
        return
    words, places, plain = reading.words, reading.places, reading.prose.plain
    if words[cue.first] == "nicht" and any(_rows(word, "de") for word in after):
        return
    light = _words("de").light
    for index in range(cue.first - 1, -1, -1):
        if CLAUSE.search(plain, places[index].end, cue.start):
            return
        noun = plain[places[index].start].isupper() and index > 0 and words[cue.first] == "nicht"
        if words[index] not in light and not noun:
            yield words[index]


def _following(cue: Mark, reading: Reading) -> Iterator[Word]:
    """The words after a negation that say something, in its clause."""
    words, places, plain = reading.words, reading.places, reading.prose.plain
    language = reading.tables.language
    light = _words(language).light
    end = CLAUSE.search(plain, cue.end)
    stop = len(plain) if end is None else end.end()
    for index in range(cue.last + 1, min(len(words), cue.last + 1 + _REACH)):
        if places[index].start >= stop:
            return
        word = words[index]
        if index + 1 < len(words) and _rows(f"{word}-{words[index + 1]}", language) - _rows(
            word, language
        ):
            yield places[index]._replace(text=f"{word}-{words[index + 1]}")  # “give up”
        elif word not in light and not (_ADVERB.search(word) and not _rows(word, language)):
            yield places[index]


def _asked(reading: Reading, span: Span, *, whole: bool) -> Iterator[Word]:
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
            yield word


def bare_said(mark: Mark, here: Reading, there: Reading) -> bool:
    """Is what a word denies by its beginning said on the other side: “uncovered” as “coperta”?"""
    found = _PRIVATIVE.fullmatch(here.words[mark.first])
    if found is None or not _rows(found[1], here.tables.language):
        return False
    bases = _bases(there)
    return echoed(found[1], here, there, there.words) and not echoed(found[1], here, there, bases)


def shortened(cues: Sequence[Mark], here: Reading, there: Reading) -> bool:
    """Is one of the negations in a word of the other side, “without symptoms” in “asintomático”?"""
    words = _bases(there)
    return any(echoed(word, here, there, words) for cue in cues for word in _denied(cue, here))


def _bases(reading: Reading) -> list[str]:
    """What is left of the words that may deny by their beginning."""
    return [m[1] for word in reading.words if (m := _PRIVATIVE.fullmatch(word))]


_PRIVATIVE = re.compile("(?:a|an|un|in|im|ir|il|dis|non)(.{4,})")


def affirmed(
    cues: Sequence[Mark], others: Sequence[Mark], here: Reading, there: Reading, span: Span
) -> Mark | None:
    """One of the negations `cues` whose denied word is said on the other side with nothing in its clause that denies it.

    It is not enough that a word somewhere might stand for a negation: “must not be started …, as withdrawal …” is not
    “debe iniciarse …, ya que … abstinencia”.
    """
    left = unmatched(cues, others, here, there)
    if not left:
        return None
    particles = there.tables.restriction[0]  # a *ne* alone denies nothing
    marks = [
        m
        for m in meant(there)
        if span[0] <= m.start < span[1]
        and not (m.value == "weak" and there.words[m.first] in particles)
    ]
    denials = [
        m
        for m in marks
        if m.value in _DENYING
        or m.value in _FORBIDDING
        or m.first < m.last
        or (_free(m, there, here) and _reaches(m, there))
    ]
    asked = list(_asked(there, span, whole=True))
    for cue in left:
        word, thing = _predicate(cue, here)
        if not word or word.endswith(("less", "los")):
            continue  # “not harmless” denies nothing
        echoes, also = _echoes(word, here, there), _echoes(thing, here, there)
        said = [other for other in asked if echoes(other.text)]
        if said and any(
            echoes(bare) or (thing and also(bare))
            for bare in map(_bared, marks, repeat(there))
            if bare
        ):
            continue  # “feel unwell”, “não se sentir bem”
        things = [other for other in asked if also(other.text)] if thing and said else []
        if things:
            # “skip coffee”, “no tome café”: to eat in another clause is not meant.
            said = [o for o in said if any(_beside(o, other, there) for other in things)]
        if said and not any(
            _together(mark, other, there) if mark in denials else _denying(mark, other)
            for other in said
            for mark in marks
        ):
            return cue
    return None


def other_condition(cue: Mark, here: Reading, there: Reading, span: Span) -> bool:
    """Is the condition of a negation another one on the other side: “not if it is broken”, “only if it is intact”?

    The last word that says something tells.
    """
    plain = here.prose.plain
    found = _condition(here).search(plain, cue.end)
    if found is None or not _condition(there).search(there.prose.plain, *span):
        return False
    end = CLAUSE.search(plain, found.end())
    light = _words(here.tables.language).light
    stop = end.start() if end else len(plain)
    words = [w.text for w in here.places if found.end() <= w.start < stop and w.text not in light]
    if not words or not _rows(words[-1], here.tables.language):
        return False
    asked = [word.text for word in _asked(there, span, whole=True)]
    return not echoed(words[-1], here, there, asked)


_FORBIDDING = frozenset({"firm", "ban"})
_DENYING = frozenset({"strong", "chained", "carried", "limit", "only"})
_AFFIXED = re.compile("(?:un|in|im|ir|il|dis|non).{3,}|.{3,}(?:free|less|frei|los)(?:e[mnrs]?)?")


def _denying(mark: Mark, word: Word) -> bool:
    """Does a word deny itself by its beginning or its end: “painless”, “alkoholfrei”?"""
    return mark.start == word.start and bool(_AFFIXED.fullmatch(word.text))


def _predicate(cue: Mark, reading: Reading) -> tuple[str, str]:
    """The word a negation denies for sure, and the one that follows it.

    In German the first known one that follows, or the verb that a command begins with.
    """
    words = list(_following(cue, reading))
    plain, places = reading.prose.plain, reading.places
    if not reading.tables.compounds:
        near = [
            word
            for word in words[1:2]
            if all(w in _ARTICLES for w in plain[words[0].end : word.start].lower().split())
        ]
        return (words[0].text, near[0].text if near else "") if words else ("", "")
    known = [word.text for word in words if _rows(word.text, "de")]
    if known:
        thing = reading.words[cue.first - 1] if cue.first else ""
        return known[0], "" if thing in _words("de").light else thing  # “die Dosis nicht geben”
    for index in range(cue.first - 1, -1, -1):
        if CLAUSE.search(plain, places[index].end, cue.start):
            break
        if places[index].text in ("sie", "du") and index:
            return places[index - 1].text, ""
    return "", ""


def _reaches(mark: Mark, reading: Reading) -> bool:
    """Does an English word that denies by its beginning deny more than itself: “unlikely to”, but not “unused solution”?"""
    word = reading.words[mark.first]
    if reading.tables.language != "en" or word in _NONE_OF_THEM or not _AFFIXED.fullmatch(word):
        return True
    following = reading.words[mark.last + 1 : mark.last + 2]
    return not following or following[0] in _words("en").light


_NONE_OF_THEM = frozenset({"unless", "until"})


def _bared(mark: Mark, reading: Reading) -> str:
    """A word without what it denies itself by: “well” of “unwell”."""
    found = _PRIVATIVE.fullmatch(reading.words[mark.first])
    return found[1] if found else ""


def _free(mark: Mark, reading: Reading, other: Reading) -> bool:
    """Is a word that may stand for a negation not the translation of a word of the other side?"""
    return not echoed(reading.words[mark.last], reading, other, other.words)


def _beside(one: Word, other: Word, reading: Reading) -> bool:
    """Do two words stand between the same signs?"""
    start, end = min(one.end, other.end), max(one.start, other.start)
    return not CLAUSE.search(reading.prose.plain, start, end)


def _together(one: Mark | Word, other: Mark | Word, reading: Reading) -> bool:
    """Do two words stand in one clause? A few words between commas are none: “rarely, if ever, does …”."""
    plain = reading.prose.plain
    if plain[one.start : one.end].lower() in WITHOUT and other.start < one.start:
        return False  # “retírelo y cubra el ojo sin apretar”
    start, end = min(one.end, other.end), max(one.start, other.start)
    if _condition(reading).search(plain, start, end):
        return False
    if not CLAUSE.search(plain, start, end):
        return True
    if CLAUSE.search(plain.replace(",", " "), start, end):
        return False
    begin = max(plain.rfind(sign, 0, one.start) for sign in ",.;:!?") + 1
    if _BUT.search(plain, begin, one.start):
        return False  # “allergic to A, but not to B”
    stop = plain.find(",", one.end)
    return len(plain[begin : stop if stop >= 0 else len(plain)].split()) <= _FEW


def _condition(reading: Reading) -> re.Pattern[str]:
    return _IF.get(reading.tables.language, _IF["en"])


_IF = {
    language: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for language, words in {
        "en": "if(?! (?:ever|any|at all|need|necess|possib))|when|because|since|although|though",
        "es": "si|cuando|porque|aunque",
        "fr": "si|lorsque|quand|parce|puisque|bien que",
        "de": "wenn|weil|falls|obwohl|sobald",
        # Elsewhere *se* is a pronoun: “não se observaram”.
        "pt": "se(?= (?:a|as|estiver|for|houver|já|não|o|os|seu|sua|tiver|uma?|você)\b)|caso|quando|porque|embora",
        "it": "se|quando|perché|poiché|sebbene",
    }.items()
}
"""What a clause begins with that no sign parts from the one before."""
_BUT = re.compile(r"\b(?:but|pero|sino|mais|aber|sondern|mas|ma)\s+$")
_ARTICLES = frozenset(
    [
        "a",
        "an",
        "any",
        "the",
        "this",
        "your",
        "el",
        "la",
        "las",
        "los",
        "su",
        "un",
        "una",
        "de",
        "des",
        "du",
        "le",
        "les",
        "une",
        "votre",
        "as",
        "o",
        "os",
        "seu",
        "sua",
        "um",
        "uma",
        "gli",
        "i",
        "il",
        "lo",
        "suo",
    ]
)
_FEW = 3
"""Words that make no clause of their own."""


def echoed(word: str, here: Reading, there: Reading, words: Sequence[str]) -> bool:
    """May one of some words of the other side translate a word?"""
    return any(map(_echoes(word, here, there), words))


def _echoes(word: str, here: Reading, there: Reading) -> Callable[[str], bool]:
    """What says whether a word of the other side may translate a word."""
    rows = _rows(word, here.tables.language)
    language = there.tables.language
    root = skeleton(word)[:_ROOT]
    rooted = len(root) >= _SHORTEST
    plain = _bare(word)

    def echoes(other: str) -> bool:
        if rows and not rows.isdisjoint(_rows(other, language)):
            return True
        if len(other) < _ROOT:
            return False
        return _bare(other) == plain or (rooted and skeleton(other)[:_ROOT] == root)

    return echoes


@lru_cache(maxsize=8_192)
def _rows(word: str, language: str) -> frozenset[str]:
    """The rows a word stands in."""
    known = _words(language)
    bare = _bare(word)
    if "-" in bare:
        return known.stems.get(bare, _NONE)
    found = set(known.whole.get(bare, ()))
    begins = {0, *(m.end() for m in _PREFIXES.finditer(bare))} if language == "de" else {0}
    for start in range(len(bare) - _SHORTEST + 1 if language == "de" else 1):
        for end in range(start + (2 if start in begins else _SHORTEST), len(bare) + 1):
            found |= known.stems.get(bare[start:end], _NONE)
    return frozenset(found)


_NONE: frozenset[str] = frozenset()
_PREFIXES = re.compile(
    r"^(?:ab|an|auf|aus|bei|durch|ein|fest|her|heraus|hin|mit|nach|uber|um|unter|vor|weg|weiter|wieder|wiederher|zu|zuruck)?(?:ge|zu)?"
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
