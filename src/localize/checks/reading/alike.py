"""Which negations of two texts deny the same, and which words that may stand for one translate each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from localize.checks.reading.denial import CLAUSE, STANDINS, meant
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.predicates import echoed, rows_of, translates
from localize.checks.reading.reach import denied_by, is_without, said_after
from localize.checks.reading.reading import Reading
from localize.regex import regex


def unmatched(
    cues: Sequence[Mark], others: Sequence[Mark], here: Reading, there: Reading
) -> list[Mark]:
    """The negations but those that deny what one of the other side denies."""
    pool = list(others)
    left: list[Mark] = []
    for cue in cues:
        for other in pool:
            same = here.alike.get((cue, other))
            if same is None:
                same = here.alike[cue, other] = _alike(cue, other, here, there)
            if same:
                pool.remove(other)
                break
        else:
            left.append(cue)
    return left


def _alike(cue: Mark, other: Mark, here: Reading, there: Reading) -> bool:
    """Do two negations deny the same?"""
    if is_without(cue, here) and is_without(other, there):
        return True
    if _pronoun(cue, here) and _pronoun(other, there):
        return True  # “nobody on placebo died”, “contre aucun sous placebo”
    denied, said = denied_by(cue, here), denied_by(other, there)
    if said and any(echoed(word, here, there, said) for word in denied):
        return True
    if "true" in rows_of(said[0] if said else "", there.tables.language):
        return True  # “that …, is not true”
    if _contrasted(cue, here, said, other, there) or _contrasted(other, there, denied, cue, here):
        return True
    if denied and said and not rows_of(denied[0], here.tables.language):
        # What no row holds is known again by what follows, too.
        more, others = (
            list(islice(said_after(mark, side), 3)) for mark, side in ((cue, here), (other, there))
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


_BESIDE = regex(r"(?:,|\b(?:and|but|y|e|et|und|pero|mais|mas|ma|aber))\s+$")


def _pronoun(cue: Mark, reading: Reading) -> bool:
    word = reading.words[cue.first]
    return word in _PRONOUNS or (word == "no" and reading.tables.language == "en")


_PRONOUNS = frozenset(
    ("nobody", "none", "neither", "nothing", "nadie", "ninguno", "ninguna", "personne", "aucun", "aucune", "nul",
     "niemand", "keiner", "keine", "kein", "keines", "ninguém", "nenhum", "nenhuma", "nessuno", "nessuna", "nessun",
     "ningún")
)  # fmt: skip


def _name(mark: Mark, reading: Reading) -> str:
    """What a mark is known by: “drop-out”, or its last word."""
    last = reading.words[mark.last]
    if mark.first == mark.last:
        return last
    both = f"{reading.words[mark.first]}-{last}"
    return both if rows_of(both, reading.tables.language) else last


def _translating(name: str, words: Sequence[str], reading: Reading, other: Reading) -> str | None:
    """The word that translates one: “unable” as *incapaz*, or “un-vaccinated” as “un-geimpft”."""
    says = translates(name, reading, other)
    bare = without_beginning(name)
    also = translates(bare, reading, other) if bare else None
    for word in words:
        if says(word) or (also and (base := without_beginning(word)) and also(base)):
            return word
    return None


def without_beginning(word: str) -> str:
    """What is left of a word that may deny what follows its beginning; empty where it has none of these."""
    found = PRIVATIVE.fullmatch(word) if word.startswith(_BEGINNINGS) else None
    return found[1] if found else ""


PRIVATIVE = regex("(?!disable)(?:a|an|un|in|im|ir|il|dis|mal|mis|non)(.{4,})")
"""A word that may deny what follows its beginning."""
_BEGINNINGS = ("a", "un", "in", "im", "ir", "il", "dis", "mal", "mis", "non")
_ASKED = frozenset(STANDINS) - {"verb"}
"""What may stand for a negation, but for a verb."""


def untranslated(
    marks: Sequence[Mark], reading: Reading, other: Reading, others: Sequence[Mark] | None = None
) -> list[Mark]:
    """The words that may stand for a negation, but those that another such word translates.

    “skip it and do not take two” has one for the “no” of “sáltela y no tome dos”, and needs it for “sáltela”.
    `others`: those of the other side that are asked, where not all are.
    """
    standing = [mark for mark in marks if mark.value in _ASKED]
    if not standing:
        return standing
    asked = meant(other) if others is None else others
    there = [_name(mark, other) for mark in asked if mark.value in STANDINS]
    found: list[Mark] = []
    for mark in standing:
        if not there:
            found.append(mark)
            continue
        name = _name(mark, reading)
        # “never exceed” denies, whatever “dépasser” does.
        whole = mark.first == mark.last or name != reading.words[mark.last]
        word = _translating(name, there, reading, other) if whole else None
        if word is None:
            found.append(mark)
        else:
            there.remove(word)
    return found
