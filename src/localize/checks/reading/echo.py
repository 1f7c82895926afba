"""The echo of what is denied: is the denied word said on the other side, or was the sentence put another way?

A translation that has lost its “not” still says the word that was denied: “do not take” became “tome”. One that is right
without a negation says another: “siga tomando” for “do not stop taking”, “deje en casa” for “bring no …”. So where none
of the words that may translate the denied one is there, nothing was lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice, pairwise, repeat

from localize.checks.reading.denial import CLAUSE, STANDINS, WITHOUT, Span, meant
from localize.checks.reading.lexicon import Mark, Word
from localize.checks.reading.predicates import echoed, light_words, rows_of, translates
from localize.checks.reading.reach import (
    REASONS,
    beside,
    condition,
    denied_by,
    excepted,
    is_without,
    predicate,
    shown,
    together,
    verb_beside,
    words_after,
    words_in,
)
from localize.checks.reading.reading import Reading


def said_otherwise(
    cues: Sequence[Mark], others: Sequence[Mark], here: Reading, there: Reading, span: Span
) -> list[Mark]:
    """Those of the negations `cues` that the other side has said another way, within a stretch of it.

    `others` are its negations: each stands for one of `cues`. Empty where one is left that is said there and not denied,
    or of which it is not known how it could be said.
    """
    left = unmatched(cues, others, here, there)
    return left if all(_otherwise(cue, here, there, span) for cue in left) else []


def reversed_subject(cue: Mark, here: Reading, there: Reading) -> bool:
    """Is “none of them dropped out” said as “all of them stayed”: of all, and not with the words of the source?"""
    if here.words[cue.first] not in _NONE_AT_ALL or _ALL.isdisjoint(there.words):
        return False
    words = [w.text for w in words_after(cue, here) if rows_of(w.text, here.tables.language)]
    bases = _bases(there)
    return any(
        not echoed(word, here, there, there.words) or echoed(word, here, there, bases)
        for word in words
    )


_NONE_AT_ALL = frozenset(
    {
        "neither",
        "no",
        "nobody",
        "none",
        "ningún",
        "ninguno",
        "ninguna",
        "aucun",
        "aucune",
        "kein",
        "keiner",
        "keine",
        "nenhum",
        "nenhuma",
        "nessun",
        "nessuno",
        "nessuna",
    }
)
_ALL = frozenset(
    {
        "all",
        "both",
        "every",
        "everybody",
        "everyone",
        "todos",
        "todas",
        "ambos",
        "ambas",
        "tous",
        "toutes",
        "alle",
        "sämtliche",
        "beide",
        "tutti",
        "tutte",
        "entrambi",
        "entrambe",
        "jeder",
        "jede",
        "jedes",
    }
)


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
    if is_without(cue, here) and is_without(other, there):
        return True
    if _pronoun(cue, here) and _pronoun(other, there):
        return True  # “nobody on placebo died”, “contre aucun sous placebo”
    denied, said = list(denied_by(cue, here)), list(denied_by(other, there))
    if "true" in rows_of(said[0] if said else "", there.tables.language):
        return True  # “that …, is not true”
    if _contrasted(cue, here, said, other, there) or _contrasted(other, there, denied, cue, here):
        return True
    if any(echoed(word, here, there, said) for word in denied):
        return True
    if denied and said and not rows_of(denied[0], here.tables.language):
        # What no row holds is known again by what follows, too.
        more, others = (
            [word.text for word in islice(words_after(mark, side), 3)]
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
    ("nobody", "none", "neither", "nothing", "nadie", "ninguno", "ninguna", "personne", "aucun", "aucune", "nul",
     "niemand", "keiner", "keine", "kein", "keines", "ninguém", "nenhum", "nenhuma", "nessuno", "nessuna", "nessun",
     "ningún")
)  # fmt: skip


def _otherwise(cue: Mark, here: Reading, there: Reading, span: Span) -> bool:
    """Is what a negation denies not said at all? False too where it is not known how it could be said."""
    denied = list(denied_by(cue, here))
    known = [word for word in denied if rows_of(word, here.tables.language)]
    if not known and (verb := verb_beside(cue, here)):
        words = [word.text for word in words_in(there, span, whole=False)]
        return not echoed(verb, here, there, [*words]) and not any(
            echoed(word, here, there, words) for word in denied
        )
    if not known or (known[0] != denied[0] and not here.tables.compounds):
        return False
    whole = is_without(cue, here) or excepted(cue, here)
    words = [word.text for word in words_in(there, span, whole=whole)]
    if not any(echoed(word, here, there, words) for word in denied):
        return True
    verb = verb_beside(cue, here)
    return bool(verb) and not (
        shown(verb, here.tables.language) or echoed(verb, here, there, words)
    )


def bare_said(mark: Mark, here: Reading, there: Reading) -> bool:
    """Is what a word denies by its beginning said on the other side: “uncovered” as “coperta”?"""
    found = _PRIVATIVE.fullmatch(here.words[mark.first])
    if found is None or not rows_of(found[1], here.tables.language):
        return False
    bases = _bases(there)
    if echoed(found[1], here, there, bases):
        return False
    # “sin vigilancia” is not “vigilado”
    said = [b for a, b in pairwise(["", *there.words]) if a not in WITHOUT]
    return echoed(found[1], here, there, said)


def plain_said(mark: Mark, here: Reading, there: Reading) -> bool:
    """Is what “non-” denies said on the other side with nothing before it: “non-sterile” as “steril”?"""
    word = "".join(here.words[mark.last + 1 : mark.last + 2])
    if here.words[mark.first] != "non" or not rows_of(word, here.tables.language):
        return False
    says = translates(word, here, there)
    said = [other for other in there.words if says(other)]
    return bool(said) and not any(other.startswith(_PREFIXED) for other in said)


_PREFIXED = ("an", "in", "nicht", "un")


def shortened(cues: Sequence[Mark], here: Reading, there: Reading) -> bool:
    """Is one of the negations in a word of the other side, “without symptoms” in “asintomático”?"""
    words = _bases(there)
    return any(echoed(word, here, there, words) for cue in cues for word in denied_by(cue, here))


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
    asked = list(words_in(there, span, whole=True))
    for cue in left:
        word, thing = predicate(cue, here)
        if not word or word.endswith(("less", "los")):
            continue  # “not harmless” denies nothing
        echoes, also = translates(word, here, there), translates(thing, here, there)
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
            said = [o for o in said if any(beside(o, other, there) for other in things)]
        if said and not any(
            together(mark, other, there) and not _apart(mark, other, there)
            if mark in denials
            else _denying(mark, other, echoes)
            for other in said
            for mark in marks
        ):
            return cue
    return None


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


def other_condition(cue: Mark, here: Reading, there: Reading, span: Span) -> bool:
    """Is the condition of a negation another one on the other side: “not if it is broken”, “only if it is intact”?

    The last word that says something tells.
    """
    found = condition(here).search(here.prose.plain, cue.end)
    other = condition(there).search(there.prose.plain, *span)
    if found is None or other is None or REASONS & {found[0].lower(), other[0].lower()}:
        return False
    asked = [word.text for word in words_in(there, span, whole=True)]
    return _unsaid(here, found.end(), there, asked)


def other_case(mark: Mark, here: Reading, there: Reading) -> bool:
    """Is the case that a word excepts another one on the other side: “unless it is broken”, “only if it is intact”?"""
    return _unsaid(here, mark.end, there, there.words)


def _unsaid(here: Reading, start: int, there: Reading, asked: Sequence[str]) -> bool:
    """Is the last word of a clause that says something known, and not said on the other side?"""
    end = CLAUSE.search(here.prose.plain, start)
    light = light_words(here.tables.language)
    stop = end.start() if end else len(here.prose.plain)
    words = [w.text for w in here.places if start <= w.start < stop and w.text not in light]
    if not words or not rows_of(words[-1], here.tables.language):
        return False
    return not echoed(words[-1], here, there, asked)


_FORBIDDING = frozenset({"firm", "ban"})
_DENYING = frozenset({"strong", "chained", "carried", "limit", "only"})
_AFFIXED = re.compile(
    "(?:un|in|im|ir|il|dis|non)(.{3,})|(.{3,})(?:free|less|frei|los)(?:e[mnrs]?)?"
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


def untranslated(marks: Sequence[Mark], reading: Reading, other: Reading) -> list[Mark]:
    """The words that may stand for a negation, but those that another such word translates.

    “skip it and do not take two” has one for the “no” of “sáltela y no tome dos”, and needs it for “sáltela”.
    """
    there = [other.words[mark.last] for mark in meant(other) if mark.value in STANDINS]
    found: list[Mark] = []
    for mark in marks:
        if mark.value not in STANDINS or mark.value == "verb":
            continue
        says = translates(reading.words[mark.last], reading, other)
        # “never exceed” denies, whatever “dépasser” does.
        word = next(filter(says, there), None) if mark.first == mark.last else None
        if word is None:
            found.append(mark)
        else:
            there.remove(word)
    return found


def unspoken(
    ours: Sequence[Mark], theirs: Sequence[Mark], here: Reading, there: Reading
) -> tuple[Sequence[Mark], Sequence[Mark]]:
    """The negations of both sides but those that say the same: “unattended” and “sin vigilancia”."""
    without = [mark for mark in theirs if is_without(mark, there)]
    weak = [mark for mark in ours if mark.value == "weak"] if without else []
    gone: list[Mark] = []
    for mark in weak:
        found = _PRIVATIVE.fullmatch(here.words[mark.first])
        for other in without:
            if found and echoed(found[1], here, there, [*denied_by(other, there)][:1]):
                gone += [mark, other]
                without.remove(other)
                break
    if not gone:
        return ours, theirs
    return [m for m in ours if m not in gone], [m for m in theirs if m not in gone]


def _free(mark: Mark, reading: Reading, other: Reading) -> bool:
    """Is a word that may stand for a negation not the translation of a word of the other side?"""
    return not echoed(reading.words[mark.last], reading, other, other.words)
