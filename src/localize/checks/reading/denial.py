"""What of a text denies: negations, those that belong together taken as one, and what may stand for one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from localize.checks.reading.lexicon import Mark
from localize.checks.reading.reading import Reading
from localize.regex import regex

Span = tuple[int, int]

CLAUSE = regex(
    r"[,:;()—–abmps](?:(?<=\b\w)(?:(?<=b)(?:ut|ensì)\b|(?<=p)ero\b|(?<=s)(?:ino|ondern)\b|(?<=a)ber\b|(?<=m)as?\b"
    r"|(?<=m)ais(?= (?:n'|(?:aussi|c'|ce|chez|dans|elles?|en|ils?|la|les?|ne|on|pas|peut|sans|seulement|si|une?|vous)\b)))"
    r"|(?<=[;()—–])|(?<=[,:])(?!\d))"
)
"""What parts a sentence so that a negation does not reach across: a sign, or “but”. Portuguese *mais* is more, French *mais* is but.

It begins with a plain set of characters: those are quickly looked for.
"""
LIST = 6
"""Words between the verbs of a list."""
NEXT = 2
"""Words from a negation to what it denies or takes back right beside it."""
_OR = regex(r"\b(?:or|o|u|ou|oder)\b", re.IGNORECASE)
FULL = ("strong", "chained")
"""The negations that deny for sure."""
FORBIDDING = frozenset({"firm", "ban"})
"""Words that forbid without a negation: “avoid”, “contraindicated”."""
STANDINS = ("weak", "only", "limit", "verb", "firm", "ban")
WITHOUT = frozenset({"sin", "sem", "senza", "senz'", "sans", "ohne", "without"})
_ALONE = ("peu", "pouv", "pou", "puiss", "sau", "sai", "savent", "cess", "os")
_PAST = frozenset({"pu", "su"})
"""French verbs that *ne* alone denies: “n'a pu être établi”."""


_TAG = regex(r".?,\s¿?(?:no|não|non|nicht|right)\?", re.IGNORECASE)
"""What asks whether one is right denies nothing."""


_EVER = regex(r"(?:que|che) (?:jamais|jamás|nunca|mai)(?=\s?(?:[.,;:)!?]|\Z))", re.IGNORECASE)
"""“Plus facile que jamais”, easier than ever, denies nothing."""


def meant(reading: Reading) -> list[Mark]:
    """The negation marks of a text; “ne … que” only restricts: value `only`."""
    if reading.denials is None:
        marks = reading.marks.get("negation")
        reading.denials = _meant(reading, marks) if marks else []
    return reading.denials


def _meant(reading: Reading, marks: list[Mark]) -> list[Mark]:
    plain = reading.prose.plain
    if "?" in plain:  # “estás bien, ¿no?”
        marks = [
            mark for mark in marks if not _TAG.match(plain, max(0, mark.start - 3), mark.end + 1)
        ]
    if _EVER.search(plain):
        marks = [mark for mark in marks if not _EVER.match(plain, max(0, mark.start - 4))]
    words = reading.words
    if limits := limit_words(reading):
        # “not less than”, “non inferiore a”: the comparator check looks after these.
        marks = [
            mark._replace(value="limit")
            if mark.value in FULL
            and any(
                limit.start <= mark.start
                and mark.end <= limit.end
                and (words[limit.last] not in _OF_NUMBERS or _bounds_number(limit, reading))
                for limit in limits
            )
            else mark
            for mark in marks
        ]
    particles, only, full = reading.tables.restriction
    if not particles:
        return marks
    limiting = {
        limit.first
        for limit in reading.marks.get("comparator", ())
        if words[limit.first] in full and limit.first < limit.last
    }
    found = []
    for mark in marks:
        if words[mark.first] in particles and mark.value == "strong":
            near = range(mark.last + 1, mark.last + 1 + LIST)
            # “ne se conserve pas plus de 28 jours”
            bound = not limiting.isdisjoint(near)
            value = "limit" if bound else _force(words, mark, only, full)
            found.append(mark._replace(value=value))
        else:
            found.append(mark)
    return found


def _bounds_number(limit: Mark, reading: Reading) -> bool:
    """Does a number stand behind a limit, or before a German one? Of “no higher than the first” none does."""
    german = reading.tables.compounds
    return any(
        (
            0 <= q.start - limit.end <= _BOUND
            and q.text != "ordinal"
            and not _AT.search(reading.prose.plain, limit.end, q.start)
        )
        or (german and 0 <= limit.start - q.end <= _BOUND)
        for q in reading.quantities
    )


_OF_NUMBERS = frozenset({"feito", "nicht", "than", "yet", "über"})
"""What a limit ends with that denies elsewhere: “noch nicht wieder”."""
_AT = regex(r"\w\s(?:at|after|by|during|within)\s(?:an?\s)?$")
"""When something is so is no bound: “no worse than treatment at one year”."""
_BOUND = 40
"""Characters from a limit to its number."""


def _force(words: Sequence[str], mark: Mark, only: frozenset[str], full: frozenset[str]) -> str:
    """What a particle is: it denies with a full word, restricts with another (`only`), and says little alone."""
    if not (full - _NO_PARTNER).isdisjoint(words[max(0, mark.first - 5) : mark.first]):
        return "strong"
    following = words[mark.last + 1 :][:8]
    for word, after in pairwise([*following, ""]):
        if word == "non":
            break  # “avant qu'il ne vienne et non pas …”
        if word == "plus" and after in only:
            return "only"  # “n'était plus que de 64 %”
        if word in full:
            return "strong"
        if word in only:
            return "weak" if _feared(words[max(0, mark.first - _FEAR) : mark.first]) else "only"
    # “il ne peut”, “ne saurait” deny without more; “avant qu'il ne vienne” does not.
    alone = any(word.startswith(_ALONE) or word in _PAST for word in following[:2])
    return (
        "strong"
        if alone and not _feared(words[max(0, mark.first - _FEAR) : mark.first])
        else "weak"
    )


_NO_PARTNER = frozenset({"plus", "point", "sans"})
"""What belongs to no *ne* behind it: more, a point, “sans DMO et ne traiter que …”."""
_FEAR = 10
"""Words from “avant que” to its *ne*."""


def _feared(before: Sequence[str]) -> bool:
    """Does a *ne* only follow its conjunction: “à moins que … ne …”, “avant que … ne …”?"""
    return any(
        one in ("moins", "avant", "peur", "crainte") and other in ("que", "qu'")
        for one, other in pairwise(before)
    )


def limit_words(reading: Reading) -> list[Mark]:
    """The words for limits of a text: those before their number, and those behind it."""
    marks = reading.marks
    before, behind = marks.get("comparator"), marks.get("comparator_after")
    return [*before, *behind] if before and behind else before or behind or []


def clause_start(plain: str, at: int, start: int = 0) -> int:
    """Where the clause begins that a place stands in, not before `start`."""
    return max((sign.end() for sign in CLAUSE.finditer(plain, start, at)), default=start)


def restricts(reading: Reading) -> bool:
    """Does a text say *only*? *Always* and *first* may stand for it elsewhere."""
    asked = "only" if reading.tables.language != "en" else "strict"
    for mark in reading.marks.get("scope", ()):
        if mark.value == asked and reading.words[mark.first] not in ALWAYS:
            return True
    return any(mark.value == "only" for mark in meant(reading))


ALWAYS = frozenset({"immer", "sempre", "siempre", "stets", "toujours"})


def again(marks: Sequence[Mark], reading: Reading, span: Span) -> int:
    """How many times a negation may be said again: “unable to move or feel” as “could not move and felt no …”."""
    if not marks:
        return 0
    plain, start = reading.prose.plain, marks[0].end
    return sum(
        1 + len(_LISTED_BEFORE.findall(plain, start, found.start()))
        for found in _OR.finditer(plain, start, span[1])
    )


_LISTED_BEFORE = regex(r",(?= \w+(?: \w+){0,2},? (?:$|\w+(?: \w+){0,2},? $))")
"""The commas of “bleed, itch or …”, “bleed, itch, hurt or …”."""


def groups(marks: Sequence[Mark], plain: str) -> list[Mark]:
    """The negations, those that belong together taken as one: “ne … pas”, “no … ninguno”, “neither … nor”.

    A chained word joins a negation of its clause; “ni” and “nor” join one across clauses; a
    particle joins the chained word before it (“jamais il ne”).
    """
    if not marks:
        return []
    if len(marks) == 1:  # as nearly always
        return [] if marks[0].value in STANDINS else [marks[0]]
    found: list[Mark] = []
    last: Mark | None = None
    opener = ""
    for mark in marks:
        if mark.value in STANDINS:
            if plain[mark.start : mark.end].lower().startswith(_NOT):
                last = mark  # “non superavano … in nessuno dei due”
            continue
        close = last is not None and _close(last, mark, plain)
        if mark.value == "chained" and plain[mark.start : mark.end].lower() == "non":
            found.append(mark)  # “les flacons non utilisés ne doivent pas …”
            last, opener = None, ""
            continue
        if last and mark.first - last.last > _ALSO and plain.startswith(_NOR_THAT, mark.start):
            joins = False  # “no es de interés, y la otra tampoco va a …”
        elif mark.value == "carried" or (mark.value == "chained" and mark.last - mark.first > 1):
            joins = bool(found)  # “não deve, em hipótese alguma, …”
        elif mark.value == "chained" and opener and _coordinated(mark, plain):
            joins = False  # “ninguna madre se negó y ningún bebé …”
        else:
            # “Ningún … sin”, “nunca …, no debe” are two negations: only *ne* is called for by the word before it.
            called = (
                opener != "strong"
                and plain[mark.start : mark.end].lower() in _PARTICLES
                and not (last is not None and _OR_SO.search(plain, last.end, mark.start))
            )
            joins = close and (mark.value == "chained" or called)
        if not joins:
            found.append(mark)
            opener = mark.value
        elif mark.value == "strong":
            opener = "strong"  # the particle that the word before it called for
        last = mark
    return found


def prohibitions(marks: Sequence[Mark], plain: str) -> int:
    """How often some marks deny or forbid."""
    return len(groups(marks, plain)) + sum(mark.value in FORBIDDING for mark in marks)


def counted(reading: Reading) -> int:
    """How many negations a text has."""
    return len(groups(meant(reading), reading.prose.plain))


def _close(one: Mark, other: Mark, plain: str) -> bool:
    """Does nothing part two negations? An insertion does not: “Rien, dans nos résultats, n'indique”."""
    between = plain[one.end : other.start]
    if _STOP.search(plain[one.end : other.start + 1]):
        return False
    if not CLAUSE.search(between):
        return True
    if (
        one.value == "chained"
        and plain[other.start : other.end].lower() in _PARTICLES
        and between.count(",") == 1
        and not CLAUSE.search(between.replace(",", " "))
        and not _OWN.match(plain, other.end)
    ):
        return True  # “chez aucun des 12 patients, la tension n'a augmenté”
    return (
        one.value == "chained"
        and between.count(",") == _INSERTED
        and len(between.split()) <= _INSERTION
        and not CLAUSE.search(between.replace(",", " "))
    )


_OWN = regex(r"\s?(?:[^\W\d_]+['\s]){1,3}(?:pas|jamais|plus|rien|point|aucun\w*|que)\b")
"""Behind a *ne* that calls for a word of its own."""
_NOT = ("no ", "non ", "não ")
_NOR_THAT, _ALSO = ("tampoco", "tampouco"), 4
"""What denies alone, and words from a negation to it where it only repeats that: “no la tome usted tampoco”."""
_STOP = regex(r"[.!?]\s+(?=[^\sa-z\d])")
_PARTICLES = frozenset({"n'", "ne"})
_INSERTED, _INSERTION = 2, 12
"""Commas around an insertion; words from before it to behind it."""
_OR_SO = regex(r"\b(?:ou|et)\s$|\b(?:si|s'ils?|lorsque?|quand|parce|car|puisque)\b")
"""What begins a clause with a negation of its own: “aucun avantage si l'émetteur n'a pas …”."""
_COORDINATED = regex(r"\b(?:y|e|et|pero|mas|mais|ma)\s$")
_NO_MORE = regex(r"(?<=\bmais )(?:nad|nenhu|ningu)")


def _coordinated(mark: Mark, plain: str) -> bool:
    """Does a negation stand behind an *and* or a *but*? Portuguese “mais nenhum” is no more of it."""
    return (
        _COORDINATED.search(plain, 0, mark.start) is not None
        and _NO_MORE.match(plain, mark.start) is None
    )


def carried(marks: Sequence[Mark]) -> int:
    """How many negations the words that carry one on may stand for: “no A and no B” is “ni A ni B”."""
    count = [mark.value for mark in marks].count("carried")
    return count if count < _LISTED else count - 1


_LISTED = 2
"""Words of a list of two: the first of them belongs to the negation itself."""


def repeated(groups: Sequence[Mark], reading: Reading) -> int:
    """Particles said again with each verb of a list, “Ne commencez, n'arrêtez et ne modifiez jamais”, and “kein A und kein B”."""
    words = reading.words
    if reading.tables.compounds:
        return sum(
            words[a.first].startswith(_NO)
            and words[b.first].startswith(_NO)
            and b.first - a.last <= LIST
            and words[b.first - 1] in _AND
            for a, b in pairwise(groups)
        )
    particles = reading.tables.restriction[0]
    if not particles:
        return 0
    return sum(
        words[a.first] in particles
        and words[b.first] in particles
        and b.first - a.last <= LIST
        and not any(word in reading.tables.restriction[2] for word in words[a.last : b.first])
        for a, b in pairwise(groups)
    )


_NO, _AND = "kein", frozenset({"und", "oder", "sowie"})


def listed(marks: Sequence[Mark], reading: Reading) -> int:
    """How much more one word forbids than the first thing: “avoid rubbing it and letting water in”."""
    plain = reading.prose.plain
    again = _ALSO_TO.get(reading.tables.language)
    return sum(
        len(
            again.findall(
                plain,
                mark.end,
                end.start() if (end := _ENDS.search(plain, mark.end)) else len(plain),
            )
        )
        for mark in marks
        if again and mark.value in FORBIDDING
    )


_ENDS = regex(r"[.;:!?]")
_ALSO_TO = {
    language: regex(words)
    for language, words in {
        "en": r"\band (?:\w+ly )?\w+ing\b",
        "es": r"\b(?:y|e) (?:(?:el|la|los|las|que|de|del|a) |\w+[aeií]r(?:se|l[aeo]s?)?\b)",
        "fr": r"\bet (?:(?:l[ae]|les|de|des|du|à) |[dl]'|qu|(?:s'|se )?\w+(?:er|ir|re)\b)",
        "de": r"\b(?:und|sowie) (?:auf |das |den |die |de[rs] )?(?:(?!Sie\b)[A-ZÄÖÜ]\w+|(?:\w+ )?zu \w+n\b)",
        "pt": r"\be (?:(?:os?|as?|que|d[eoa]s?) |\w+[aeio]r(?:-\w+)?\b)",
        "it": r"\be(?:d|) (?:(?:il|lo|la|gli|le|che|di|del\w*) |l'|\w+[aei]r(?:e|si|l[aeio]|n[ei])\b)",
    }.items()
}
"""What goes on with what is forbidden: an infinitive or a thing, no command."""


def weak(marks: Sequence[Mark]) -> int:
    """How many words could stand for a negation: “avoid”, “unable”, “free of”."""
    return len([mark for mark in marks if mark.value in _STANDING])


_STANDING = frozenset(STANDINS) - {"verb"}


_SHARED_END = regex(r"\w- (?:und|oder) \w+(?:frei|los)(?:e[mnrs]?)?\b")


def shared_ends(reading: Reading, span: Span) -> int:
    """How often a German ending denies two words at once: “zucker- und alkoholfrei”."""
    if not reading.tables.compounds:
        return 0
    return len(_SHARED_END.findall(reading.prose.plain, *span))


def waits(marks: Sequence[Mark], plain: str) -> int:
    """How often *until* only says how long a negation holds: “do not drive until”, “evite conducir hasta”."""
    return sum(
        mark.value == "weak" and plain[mark.start : mark.end].lower().startswith(_UNTILS)
        for mark in marks
    )


_UNTILS = ("until", "till", "finché", "fin quando", "fino a", "hasta que no", "até que não")


def within(marks: Sequence[Mark], start: int, end: int) -> list[Mark]:
    """The marks of a stretch."""
    return [mark for mark in marks if start <= mark.start < end] if marks else []
