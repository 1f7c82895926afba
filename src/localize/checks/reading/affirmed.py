"""What one side denies and the other affirms: the denied word is said with nothing in its clause that denies it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import repeat

from localize.checks.reading.alike import unmatched
from localize.checks.reading.denial import FORBIDDING, Span, meant
from localize.checks.reading.echo import NONE_AT_ALL
from localize.checks.reading.lexicon import Mark, Word
from localize.checks.reading.predicates import echoed, light_words, rows_of, said_too, translates
from localize.checks.reading.reach import beside, predicate, said_after, together, words_in
from localize.checks.reading.reading import Reading
from localize.checks.reading.stance import allows
from localize.regex import regex


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
        and not (m.value == "weak" and m.first == m.last and there.words[m.first] in particles)
    ]
    asked: list[Word] | None = None
    phrasal = there.tables.language == "en"  # “go on” may say what none of its words does
    # “Das Abendessen wird um … serviert; ab 20 Uhr ist Nahrungskarenz” says nothing of eating there.
    meals = {m.value for m in here.marks.get("concept.meal", ())}
    taken = {m.start for m in there.marks.get("concept.meal", ()) if m.value in meals}
    # “If it has not gone after two days” as “se persistir passados dois dias”
    taken |= {m.start for m in there.marks.get("comparator", ()) if m.value == "after?"}
    for cue in left:
        word, thing = predicate(cue, here)
        if not word or word.endswith(("less", "los")):
            continue  # “not harmless” denies nothing
        if "allow" in rows_of(word, here.tables.language) and allows(
            here, (0, len(here.prose.plain))
        ):
            continue  # “you can shower, but baths are not allowed”
        echoes = translates(word, here, there)
        if asked is None:
            if not phrasal and not any(map(echoes, there.words)):
                continue
            asked = list(words_in(there, span, whole=True))
        said = [other for other in asked if echoes(other.text) and other.start not in taken]
        if not said:
            continue
        times = len(said)
        also = translates(thing, here, there)
        things = [other for other in asked if also(other.text)] if thing else []
        if things:
            # “skip coffee”, “no tome café”: to eat in another clause is not meant.
            said = [o for o in said if any(beside(o, other, there) for other in things)]
        if not said or any(
            together(mark, other, there) and not _apart(mark, other, there)
            if _denies(mark, there, here)
            else _denying(mark, other, echoes)
            for other in said
            for mark in marks
        ):
            continue
        whom = list(said_after(cue, here)) if here.words[cue.first] in NONE_AT_ALL else []
        if any(
            echoes(bare)
            or (thing and also(bare))
            or (whom and echoed(bare, there, here, whom))
            or _right_behind(cue, bare, here, there)
            for bare in map(_bared, marks, repeat(there))
            if bare
        ):
            # “feel unwell”, “não se sentir bem”; “neither was stable”, “entrambe instabili”; “nonaccidental injuries”,
            # “nicht akzidentelle Verletzungen”
            continue
        if _plain(cue, word, here) >= times:
            continue  # “gluten-free, but contains …” as “does not contain gluten, but contains …”
        # “an exposed bone in one who had not been exposed to …”
        if len(said) > said_too(cue.first, word, here, [other.text for other in said], there):
            return cue
    return None


def _denies(mark: Mark, reading: Reading, other: Reading) -> bool:
    """Does a word deny more than itself?"""
    return (
        mark.value in _DENYING
        or mark.value in FORBIDDING
        or mark.first < mark.last
        or (_reaches(mark, reading) and _free(mark, reading, other))
    )


def _plain(cue: Mark, word: str, reading: Reading) -> int:
    """How often a text says the denied word in another clause too, with nothing there that denies it."""
    says = translates(word, reading, reading)
    return sum(
        not together(cue, other, reading)
        and not any(together(mark, other, reading) for mark in meant(reading))
        for other in reading.places
        if says(other.text)
    )


def _right_behind(cue: Mark, bare: str, here: Reading, there: Reading) -> bool:
    """Is a word without what denies it the first one that a negation denies?"""
    return echoed(bare, there, here, here.words[cue.last + 1 : cue.last + 2])


def _apart(mark: Mark, word: Word, reading: Reading) -> bool:
    """Does a word that denies by its beginning deny no more than itself: “iniciar …, si es insuficiente”?

    Behind a verb it does, but for what says that it cannot be done.
    """
    text = reading.words[mark.first]
    return (
        mark.value == "weak"
        and mark.start > word.start
        and reading.tables.language not in ("en", "de")
        and bool(_AFFIXED.fullmatch(text))
        and not text.startswith(_CANNOT)
    )


_CANNOT = ("impos", "incap", "impéd", "imped", "impid", "inconven", "desacon", "sconsi", "inop")
_DENYING = frozenset({"strong", "chained", "carried", "limit", "only"})
_AFFIXED = regex(
    "(?:un|in|im|ir|il|dis|non)(.{3,})|(.{3,})(?:free|less|frei|los|karenz)(?:e[mnrs]?|heit|igkeit)?"
)


def _denying(mark: Mark, word: Word, echoes: Callable[[str], bool]) -> bool:
    """Does a word deny itself by its beginning or its end: “painless”, “alkoholfrei”, but not “interrompa”?"""
    found = _AFFIXED.fullmatch(word.text) if mark.start == word.start else None
    return found is not None and echoes(found[1] or found[2])


def _reaches(mark: Mark, reading: Reading) -> bool:
    """Does an English word that denies by its beginning deny more than itself: “unlikely to”, but not “unused solution”?"""
    word = reading.words[mark.first]
    if reading.tables.language != "en" or word in _NONE_OF_THEM or not _AFFIXED.fullmatch(word):
        return True
    if word.startswith(_JUDGING):
        return True  # “stopping it abruptly is unsafe”
    following = reading.words[mark.last + 1 : mark.last + 2]
    return not following or following[0] in light_words("en")


_JUDGING = (
    "inadequ",
    "incomplet",
    "insuffic",
    "impossib",
    "improper",
    "inadvis",
    "inappropr",
    "unaccept",
    "unlikely",
    "unnecess",
    "unsafe",
    "unsuit",
    "unwise",
)
_NONE_OF_THEM = frozenset({"unless", "until"})


def _bared(mark: Mark, reading: Reading) -> str:
    """A word without what it denies itself by: “well” of “unwell”."""
    found = _AFFIXED.fullmatch(reading.words[mark.first])
    return found[1] or "" if found else ""


def _free(mark: Mark, reading: Reading, other: Reading) -> bool:
    """Is a word that may stand for a negation not the translation of a word of the other side, or one of two for one?"""
    says = translates(reading.words[mark.last], reading, other)
    known = [word for word in other.words if says(word)]
    if not known:
        return True
    back = translates(known[0], other, reading)
    return sum(back(reading.words[m.last]) for m in meant(reading)) > len(known)
