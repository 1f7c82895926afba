"""The echo of what is denied: is the denied word said on the other side, or was the sentence put another way?

A translation that has lost its “not” still says the word that was denied: “do not take” became “tome”. One that is right
without a negation says another: “siga tomando” for “do not stop taking”, “deje en casa” for “bring no …”. So where none
of the words that may translate the denied one is there, nothing was lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from localize.checks.reading.alike import unmatched, without_beginning
from localize.checks.reading.cognates import root_of
from localize.checks.reading.denial import CLAUSE, FULL, WITHOUT, Span, clause_start, meant
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.predicates import echoed, light_words, rows_of, translates
from localize.checks.reading.reach import (
    FORMAL,
    REASONS,
    condition,
    denied_by,
    excepted,
    is_without,
    shown,
    verb_beside,
    words_after,
    words_in,
)
from localize.checks.reading.reading import Reading
from localize.checks.reading.rephrased import NOT, shared
from localize.regex import regex


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
    if here.words[cue.first] not in NONE_AT_ALL or (
        _ALL.isdisjoint(there.words) and not _ALL_OF_THEM.search(there.prose.plain)
    ):
        return False
    if _needed(here) and _needed(there):
        return False  # “none needed a transfusion” as “all needed one”
    # The verb tells: “no patient was denied rescue medication”, “none of the 46 withdrew before the end”.
    plain = here.prose.plain
    verb = _AUXILIARY.match(plain, cue.end)
    subject = ""
    known = [
        w
        for w in words_after(cue, here)
        if rows_of(w.text, here.tables.language) - FORMAL
        if verb is None or w.start >= verb.end()
    ]
    if verb is None and len(known) > 1:
        subject = known[0].text
        behind = _BEHIND.search(plain, known[1].end)
        known = [w for w in known[1:] if behind is None or w.start < behind.start()]
    words = [w.text for w in (known[:1] if verb else known)]
    return any(
        not _own_said(word, subject, here, there) or echoed(word, here, there, _bases(there))
        for word in words
    )


def _needed(reading: Reading) -> bool:
    """Does a text say that something is needed?"""
    return any(mark.value == "need" for mark in reading.marks.get("stance", ()))


def _own_said(word: str, subject: str, here: Reading, there: Reading) -> bool:
    """Is a word said on the other side, by a row that no other word has, nor by what says the subject?

    Of “participants withdrew before the end”, not by “Ende” nor by “Teilnehmende”.
    """
    is_subject = translates(subject, here, there)
    language = here.tables.language
    rows = rows_of(word, language)
    own = rows.difference(*(rows_of(other, language) for other in here.words if other != word))
    root = root_of(word)
    return any(
        not (own or rows).isdisjoint(rows_of(other, there.tables.language))
        or (root != "" and root_of(other) == root)
        for other in there.words
        if not (subject and is_subject(other))
    )


_BEHIND = regex(r"\b(?:after|at|before|by|during|for|from|in|on|than|until|when|while|within)\b")
_ALL_OF_THEM = regex(
    r"\b(?:los|las|les|die|den|os|as|i|gli|le|ai|agli|alle|aos|às|aux)\s(?:\d|tr[eo]i?s?\b|drei|qua|cuatro|vier|cin[cq]|fünf)",
    re.IGNORECASE,
)
"""“The 46 participants stayed” is all of them."""
_AUXILIARY = regex(
    r"[^.;:]*?\b(?:are|be|been|can|could|did|does|had|has|have|is|may|must|need|needed|needs|should|was|were|will|would)\b"
)
NONE_AT_ALL = frozenset(
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


def _otherwise(cue: Mark, here: Reading, there: Reading, span: Span) -> bool:
    """Is what a negation denies not said at all? False too where it is not known how it could be said."""
    denied = denied_by(cue, here)
    first = next(words_after(cue, here), None)
    if first and any(
        mark.start == first.start and mark.family in _JUDGED for mark in shared(here, there)
    ):
        return False  # “not uncommon” as “no es frecuente”
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


_JUDGED = frozenset(
    f"concept.{name}"
    for name in ("frequency", "likelihood", "necessary", "possible", "safety", "usual")
)
"""Sets of what is said of a thing: to deny one of them is not to say another word."""


def bare_said(mark: Mark, here: Reading, there: Reading) -> bool:
    """Is what a word denies by its beginning said on the other side: “uncovered” as “coperta”?"""
    word = here.words[mark.first]
    base = without_beginning(word) or word.removesuffix("less")
    if base == word or not rows_of(base, here.tables.language):
        return False
    bases = _bases(there)
    if echoed(base, here, there, bases):
        return False
    # “sin vigilancia”, “não vigiado”, “antes de abrir” are not “vigilado”, “abierto”
    said = [
        word
        for index, word in enumerate(there.words)
        if _DENYING.isdisjoint(there.words[max(0, index - 1) : index])
        and _BEFORE.isdisjoint(there.words[max(0, index - 2) : index])
        and not any(m.first < m.last == index - 1 for m in meant(there))  # “diferente de zero”
    ]
    says = translates(base, here, there)
    plain = rows_of(base, here.tables.language)
    known = sum(
        not plain.isdisjoint(rows_of(other, here.tables.language))
        for index, other in enumerate(here.words)
        if index != mark.first
    )
    return sum(map(says, said)) > known  # “dilute it: undiluted, it burns”


def plain_said(mark: Mark, here: Reading, there: Reading) -> bool:
    """Is what “non-” denies said on the other side with nothing before it: “non-sterile” as “steril”?"""
    word = "".join(here.words[mark.last + 1 : mark.last + 2])
    if here.words[mark.last] != "non" or not rows_of(word, here.tables.language):
        return False
    if here.words.count(word) > 1:
        return False  # “steril” may translate the other one
    says = translates(word, here, there)
    before = {mark.last + 1 for mark in meant(there)}  # “distinto de cero”
    said = [index for index, other in enumerate(there.words) if says(other)]
    return bool(said) and not any(
        index in before or there.words[index].startswith(_PREFIXED) for index in said
    )


_PREFIXED = ("an", "in", "nicht", "un")


def left_out(marks: list[Mark], here: Reading, there: Reading) -> list[Mark]:
    """The negations but those that the other side says in the same words: *Not a Number*, “non-ASCII”, `None`."""
    if not marks:
        return marks
    plain, other = here.prose.plain, there.prose.plain
    if not any(
        plain[m.start : m.end] in other or (plain[m.start] == "N" and _NUMBER.match(plain, m.start))
        for m in marks
    ):
        return marks
    places = here.places
    own = {mark.start for mark in meant(there)}
    kept = []
    for mark in marks:
        last = mark.last + (1 if plain[mark.end : mark.end + 1] == "-" else 2)
        word = plain[mark.start : mark.end]
        if _NUMBER.match(plain, mark.start):
            continue
        if (
            word == "None" and plain[: mark.start].strip() and plain[mark.start - 2] not in ".!?:"
        ) or (word.isupper() and not plain.isupper()):
            run = word  # “NO”, nitric oxide, a “PAS” stain
        elif last < len(places) and (mark.value in FULL or word.lower() == "non"):
            run = plain[mark.start : places[last].end]
        else:
            run = "\0"
        at = other.find(run)
        if at < 0 or at in own:
            kept.append(mark)
    return kept


_NUMBER = regex(r"Nos?\.\s?\d")


def shortened(cues: Sequence[Mark], here: Reading, there: Reading) -> bool:
    """Is one of the negations in a word of the other side, “without symptoms” in “asintomático”?"""
    words = _bases(there) if cues else []
    if words and (own := _bases(here)):
        # The “unbehandelt” of “untreated” is not “did not receive”.
        words = [word for word in words if not echoed(word, there, here, own)]
    return bool(words) and any(
        echoed(word, here, there, words) for cue in cues for word in denied_by(cue, here)
    )


def _bases(reading: Reading) -> list[str]:
    """What is left of the words that may deny by their beginning."""
    german = reading.tables.compounds
    return [
        base
        for word in reading.words
        if (base := without_beginning(word)) and not (german and word.startswith("an"))
    ]  # “ansprechbar” denies nothing


_BEFORE = frozenset({"antes", "avant", "prima", "vor", "bis", "hasta", "até", "fino"})
_DENYING = WITHOUT | {"nicht", "no", "non", "não", "pas"}


def other_condition(cue: Mark, here: Reading, there: Reading, span: Span) -> bool:
    """Is the condition of a negation another one on the other side: “not if it is broken”, “only if it is intact”?

    The last word that says something tells.
    """
    found = condition(here).search(here.prose.plain, cue.end)
    found = found or _leading(cue, here)
    other = condition(there).search(there.prose.plain, *span)
    if found is None or other is None or REASONS & {found[0].lower(), other[0].lower()}:
        return False
    asked = [word.text for word in words_in(there, span, whole=True)]
    return _unsaid(here, found.end(), there, asked)


def _leading(cue: Mark, reading: Reading) -> re.Match[str] | None:
    """The condition of the clause before that of a negation: “If it is broken, do not …”."""
    plain = reading.prose.plain
    found = condition(reading).match(plain)
    end = CLAUSE.search(plain, found.end()) if found else None
    return found if end and clause_start(plain, cue.start) == end.end() else None


def other_case(mark: Mark, here: Reading, there: Reading) -> bool:
    """Is the case that a word excepts another one on the other side: “unless it is broken”, “only if it is intact”?"""
    return _unsaid(here, mark.end, there, there.words)


def _unsaid(here: Reading, start: int, there: Reading, asked: Sequence[str]) -> bool:
    """Is the last word of a clause that says something known, and not said on the other side?"""
    end = CLAUSE.search(here.prose.plain, start)
    light = light_words(here.tables.language)
    stop = end.start() if end else len(here.prose.plain)
    words = [w.text for w in here.places if start <= w.start < stop and w.text not in light]
    while words and not FORMAL.isdisjoint(rows_of(words[-1], here.tables.language)):
        del words[-1]  # “unless bleeding occurs”
    if not words or not rows_of(words[-1], here.tables.language):
        return False
    if echoed(words[-1], here, there, asked):
        return False
    last = max(w.start for w in here.places if w.start < stop and w.text == words[-1])
    if any(mark.start <= last < mark.end for mark in shared(here, there)):
        return False  # “if you are breast-feeding” as “si allatta”
    # “if you are allergic to sulfonamides”: what one is allergic to need not be known.
    of = _OF_IT.search(here.prose.plain, start, last)
    return of is None or not (
        words[:-1] and of.start() and echoed(words[-_TWO], here, there, asked)
    )


_OF_IT = regex(r"\w\s(?:at|by|for|from|in|of|on|to|with)\s(?:\w+\s)?$")
_TWO = 2


def unspoken(
    ours: Sequence[Mark], theirs: Sequence[Mark], here: Reading, there: Reading
) -> tuple[Sequence[Mark], Sequence[Mark]]:
    """The negations of both sides but those that say the same: “unattended” and “sin vigilancia”, “untreated” and “non traitée”."""
    if not ours or not theirs:
        return ours, theirs
    words = here.words
    bared = [
        (mark, bare)
        for mark in ours
        if (mark.value == "weak" or words[mark.last] in _PARTS) and (bare := _bare(mark, here))
    ]
    if not bared:
        return ours, theirs
    nearby = [(mark, denied) for mark in theirs if (denied := _denied_beside(mark, there))]
    gone: list[Mark] = []
    for mark, bare in bared:
        for other, denied in nearby:
            if echoed(bare, here, there, denied):
                gone += [mark, other]
                nearby.remove((other, denied))
                break
    if not gone:
        return ours, theirs
    for one, after in pairwise(theirs):
        # “non può in alcun modo”, “n'est pas contrôlée”: what belongs to a negation goes with it
        if after.value == "chained" and after.first - one.last <= _BESIDE:
            if one in gone:
                gone.append(after)
            elif after in gone and there.words[one.first] in _PARTICLES:
                gone.append(one)
    return [m for m in ours if m not in gone], [m for m in theirs if m not in gone]


def _denied_beside(mark: Mark, reading: Reading) -> list[str]:
    """The word that a negation denies right beside it, “non *traitée*”; none where it denies a clause."""
    word, behind = reading.words[mark.first], reading.words[mark.last + 1 : mark.last + 2]
    if is_without(mark, reading):
        return [*denied_by(mark, reading)[:1]]
    if word in NOT or (word == "pas" and WITHOUT.isdisjoint(behind)):
        return behind  # “pas sans danger” takes back what it denies
    return []


_PARTICLES = frozenset(("n'", "ne"))
_BESIDE = 3
"""Words from a negation to what goes on with it beside its verb."""
_PARTS = frozenset(("free", "non"))
"""Words of a compound that deny its other one."""


def _bare(mark: Mark, reading: Reading) -> str:
    """What a word says that it is without: “unattended”, “non-sterile”, “fever-free”, “free of symptoms”."""
    words = reading.words
    if words[mark.last] == "non":
        hyphen = reading.prose.plain.startswith("-", mark.end)
        return "".join(words[mark.last + 1 : mark.last + 2]) if hyphen else ""
    if words[mark.last] != "free":
        return without_beginning(words[mark.first]) if mark.value == "weak" else ""
    if words[mark.last + 1 : mark.last + 2] in (["of"], ["from"]):
        return "".join(words[mark.last + 2 : mark.last + 3])
    return words[mark.last - 1] if mark.last else ""
