"""The persons that a text names, each with what governs it: who may do something, or have it done to oneself."""

from __future__ import annotations

import re
from typing import NamedTuple

from localize.checks.reading.lexicon import Mark
from localize.checks.reading.reading import Reading
from localize.regex import regex

NAMING = frozenset(
    ("concept.role", "concept.kin", "concept.person", "concept.sex", "concept.donation", "someone")
)
"""Families of marks that name someone."""
YOU = frozenset({"you"})
_ADDRESSED = {
    "en": ("you",),
    "es": ("usted", "ustedes"),
    "fr": ("vous",),
    "de": ("Sie",),
    "pt": ("você", "vocês"),
    "it": ("lei", "Lei"),
}
"""Who is spoken to, where a language says so."""
_NOBODY = regex(
    r"(?:matern(?!a\b)|patern|f(?:[oœ]e?|ö)tal|p[aeé]+diatr|g[eé]riatr|n[eé]onatal|infantil|kindlich|ärztlich|donat|childhood|kindheit|enfance|inf[aâ]ncia|infanzia"
    r"|niñez|vejez|pharma[cz](?:y|ie)|farm[aá]cia|apotheke)",
    re.IGNORECASE,
)
"""What only says whose something is, or where."""
OWNER = ("'s", "s'")
SIGN = regex(r"[,;:.!?()–—]")
_DETERMINERS = {
    "en": frozenset(
    ("the", "a", "an", "your", "my", "his", "her", "its", "their", "our", "this", "that", "these", "those", "each", "every", "any", "some", "no",
     "another", "other", "both", "all")
),
    "es": frozenset(
    ("el", "la", "los", "las", "lo", "un", "una", "unos", "unas", "su", "sus", "tu", "tus", "mi", "mis", "cada", "otro", "otra", "otros", "otras",
     "este", "esta", "ese", "esa", "estos", "estas", "todo", "toda", "todos", "todas", "algún", "alguna", "ningún", "ninguna")
),
    "fr": frozenset(
    ("le", "la", "les", "l'", "un", "une", "son", "sa", "ses", "votre", "vos", "leur", "leurs", "notre", "nos", "ton", "ta", "tes", "mon", "ma",
     "mes", "ce", "cet", "cette", "ces", "chaque", "tout", "toute", "tous", "toutes", "aucun", "aucune", "autre", "autres")
),
    "pt": frozenset(
    ("o", "a", "os", "as", "um", "uma", "uns", "umas", "seu", "sua", "seus", "suas", "teu", "tua", "cada", "outro", "outra", "outros", "outras",
     "este", "esta", "esse", "essa", "todo", "toda", "todos", "todas", "algum", "alguma", "nenhum", "nenhuma")
),
    "it": frozenset(
    ("il", "lo", "la", "i", "gli", "le", "l'", "un", "uno", "una", "un'", "suo", "sua", "suoi", "sue", "loro", "tuo", "tua", "ogni", "altro",
     "altra", "altri", "altre", "questo", "questa", "questi", "queste", "tutti", "tutte", "nessun", "nessuna")
),
    "de": frozenset(
        f"{stem}{end}"
        for stem in ("ein", "ihr", "sein", "mein", "dein", "unser", "kein", "jed", "dies", "all", "ander")
        for end in ("", "e", "en", "em", "er", "es")
    )
    | {"der", "die", "das", "den", "dem", "des", "deren", "dessen"},
}  # fmt: skip
_ADJECTIVES = 2
"""Words between an article and whom it stands before: “the very old patient”."""
_OBLIQUE = regex(r"(?:den|dem|(?:ein|ihr|sein|mein|dein|unser|kein|jed|dies|all|ander)e[nm])$")
"""German articles of whom something is done to, the plural aside."""
_GENITIVE = regex(r"(?:des|deren|dessen|(?:ein|ihr|sein|mein|dein|unser|kein|jed|dies)es)$")
_ER = regex(r"(?:der|(?:ein|ihr|sein|mein|dein|unser|kein|jed|dies|all)er)$")
_NO_HE = regex(
    r"(?:.*(?:in|innen|mutter|mütter|schwester|schwestern|tochter|kraft|person|frau|hebamme|familie|apotheke|eltern|kinder|kindern|ärzte|patienten|babys|schwangeren|betreuenden)|.*(?:personen|kräfte))$"
)
"""Before whom *der* is no nominative."""
_NEUTER = regex(r".*(?:kind|baby|neugeborene[sn]?|mädchen|personal|team|mitglied)$")


class Person(NamedTuple):
    """Someone who is named in a text."""

    keys: frozenset[str]
    """What is meant: “newborn baby” has several."""
    lead: int
    """Index of the first word with article and adjectives."""
    last: int
    """Index of the last word."""
    start: int
    end: int
    governed: str
    """By what kind of preposition; `object` and `subject` for a German case; empty where it cannot be told."""

    def same(self, other: Person) -> bool:
        """May both be the same one?"""
        return not self.keys.isdisjoint(other.keys)


def several(reading: Reading) -> bool:
    """May an English text name more than one person, those who are spoken to among them?"""
    if "you" in reading.words or "your" in reading.words:
        return True
    return sum(len(marks) for family, marks in reading.marks.items() if family in NAMING) > 1


def persons(reading: Reading) -> list[Person]:
    """The persons of a text in their order, with those who are spoken to; without whose something is, “the patient's”."""
    found: list[tuple[set[str], int, int, int, int]] = []
    plain = reading.prose.plain
    known, determiners = (
        reading.tables.prepositions,
        _DETERMINERS.get(reading.tables.language, frozenset()),
    )
    for mark in sorted(_marks(reading), key=lambda mark: (mark.start, -mark.end)):
        keys = {f"{mark.family}:{value.rstrip('?')}" for value in mark.value.split("|")}
        first, last = mark.first, mark.last
        while first < last and (
            reading.words[first] in known or reading.words[first] in determiners
        ):
            first += 1  # “al médico”
        start, end = reading.places[first].start, mark.end
        if (
            found
            and first <= found[-1][2] + 1
            and plain[found[-1][4] : start].strip() == ""
            and not plain[: found[-1][4]].endswith(OWNER)
        ):
            before = found.pop()
            keys |= before[0]
            first, start = before[1], before[3]
            last, end = max(last, before[2]), max(end, before[4])
        found.append((keys, first, last, start, end))
    language = reading.tables.language
    addressed = _ADDRESSED.get(language, ())
    if any(word.lower() in reading.words for word in addressed):
        found += [
            (set(YOU), index, index, place.start, place.end)
            for index, place in enumerate(reading.places)
            if (place.text if language != "de" else plain[place.start : place.end]) in addressed
        ]
    people = []
    for keys, first, last, start, end in sorted(found, key=lambda one: one[1]):
        if not plain[start:end].endswith(OWNER):
            if keys == YOU:
                lead, governed = (
                    first,
                    reading.tables.prepositions.get(reading.words[first - 1], "") if first else "",
                )
                governed = "" if governed in ("clause", "joint", "that") else governed
            else:
                lead, governed = _led(reading, first)
            people.append(Person(_sure(keys), lead, last, start, end, governed))
    return people


def _marks(reading: Reading) -> list[Mark]:
    plain = reading.prose.plain
    return [
        mark
        for family, marks in reading.marks.items()
        if family in NAMING
        for mark in marks
        if not mark.value.startswith("household") and not _NOBODY.match(plain, mark.start)
    ]


def _sure(keys: set[str]) -> frozenset[str]:
    """What tells someone: of a mother not that she is a woman."""
    told = {key for key in keys if not key.startswith("concept.sex:")}
    return frozenset(told or keys)


def _led(reading: Reading, first: int) -> tuple[int, str]:
    """The index of the first word that belongs to a noun, and what governs it."""
    places, plain = reading.places, reading.prose.plain
    known, language = reading.tables.prepositions, reading.tables.language
    determiners = _DETERMINERS.get(language, frozenset())
    lead = index = first
    article = ""
    for _ in range(_ADJECTIVES + 1):
        index -= 1
        if index < 0 or SIGN.search(plain, places[index].end, places[index + 1].start):
            break
        word = places[index].text
        if word in determiners:
            lead, article = index, word
            while lead and places[lead - 1].text in determiners and language != "de":
                lead -= 1  # “il suo medico”
            break
        if word in known:
            break
    before = lead - 1 if article else index
    if before < 0 or SIGN.search(plain, places[before].end, places[before + 1].start):
        kind = ""
    else:
        kind = known.get(places[before].text, "")
        if not article and before < first - 1 and (kind == "to" or before < first - 2):
            kind = ""  # “to give patients”
        elif kind and not article:
            lead = before + 1
    if kind in ("clause", "joint", "that"):
        kind = ""
    if language == "de":
        kind = _case(places[first].text, article, kind)
    return lead, kind


def _case(word: str, article: str, kind: str) -> str:
    """What a German article says of a noun."""
    if kind and not (kind in ("of", "to") and article):
        return kind
    if _OBLIQUE.match(article):
        return "object"
    if _GENITIVE.match(article):
        return "of"
    if _ER.match(article):
        return (
            "oblique"
            if _NO_HE.match(word) or article not in ("der", "jeder", "dieser")
            else "subject"
        )
    if article in ("ein", "ihr", "sein", "mein", "dein", "unser", "kein"):
        return "" if _NEUTER.match(word) else "subject"
    return kind
