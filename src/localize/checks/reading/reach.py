"""What a negation denies: the words it reaches, and which words stand in one clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from localize.checks.reading.denial import CLAUSE, WITHOUT, Span
from localize.checks.reading.lexicon import Mark, Word
from localize.checks.reading.predicates import light_words, rows_of
from localize.checks.reading.reading import Reading
from localize.regex import regex

_REACH = 12
"""Words from a negation to what it denies at most."""
_ADVERBS = ("mente", "ment", "ly")
"""What adverbs end in."""


def is_without(cue: Mark, reading: Reading) -> bool:
    """Is a negation a preposition?"""
    return reading.words[cue.first] in WITHOUT


def verb_beside(cue: Mark, reading: Reading) -> str:
    """The verb beside an English *no*, where it is known: “bring no …”, “no … was seen”."""
    words = reading.words
    language = reading.tables.language
    if language != "en" or words[cue.first] not in _DETERMINERS:
        return ""  # Spanish *no* is “not”
    light = light_words(language)
    end = CLAUSE.search(reading.prose.plain, cue.end)
    after = [w.text for w in reading.places[cue.last + 1 :] if end is None or w.start < end.start()]
    passive = next((i for i, word in enumerate(after) if word in _BE), None)
    near = words[max(0, cue.first - 1) : cue.first]
    if passive is not None:
        near += [word for word in after[passive:] if word not in light][:1]
    return next((w for w in near if w not in light and rows_of(w, language)), "")


_DETERMINERS = frozenset({"neither", "no", "none"})
_BE = frozenset({"is", "are", "was", "were", "been", "be"})


def denied_by(cue: Mark, reading: Reading) -> Sequence[str]:
    """What a negation denies: the first word after it that says something; two where the first says little.

    In German the verb may stand anywhere in the clause: all that follow *nicht*, and those before where none is known; all
    words beside *kein*.
    """
    known = reading.denied.get(cue)
    if known is None:
        known = reading.denied[cue] = tuple(_denied_by(cue, reading))
    return known


def _denied_by(cue: Mark, reading: Reading) -> Iterator[str]:
    if not reading.tables.compounds:
        # “without a general anaesthetic”: a noun with what stands before it.
        noun = reading.tables.language == "en" and reading.words[cue.first] in _OF_NOUNS
        for _, word in islice(_after(cue, reading), 2):
            yield word
            noun = noun and not word.endswith("ing")
            if not noun and FORMAL.isdisjoint(rows_of(word, reading.tables.language)):
                return
        return
    after = list(said_after(cue, reading))
    yield from after
    if is_without(cue, reading):
        return
    words = reading.words
    verbal = "nicht" in words[cue.first : cue.last + 1]  # “nicht”, “noch nicht”, “nicht mehr”
    if verbal and any(rows_of(word, "de") for word in after):
        return
    light = light_words("de")
    places, plain = reading.places, reading.prose.plain
    for index in range(cue.first - 1, -1, -1):
        if CLAUSE.search(plain, places[index].end, cue.start):
            return
        noun = plain[places[index].start].isupper() and index > 0 and verbal
        if words[index] not in light and not noun:
            yield words[index]


_OF_NOUNS = frozenset({"without"})
FORMAL = frozenset(
    ("aim", "allow", "cause", "contain", "detect", "enable", "exist", "find", "have", "necessary", "need", "note", "observe", "occur",
     "produce", "require", "show")
)  # fmt: skip
"""Rows of verbs that say little: “no differences were observed”, “there is no need to wake her”."""


_SEEN = frozenset(("detect", "exist", "find", "note", "observe", "occur", "see", "show"))


def shown(word: str, language: str) -> bool:
    """Does a verb only say that there is something: “no evidence was found”?"""
    return not _SEEN.isdisjoint(rows_of(word, language))


def words_after(cue: Mark, reading: Reading) -> Iterator[Word]:
    """The words after a negation that say something, in its clause."""
    for index, text in _after(cue, reading):
        word = reading.places[index]
        yield word if word.text == text else word._replace(text=text)


def said_after(cue: Mark, reading: Reading) -> Iterator[str]:
    """The same, without their places."""
    for _, text in _after(cue, reading):
        yield text


def _after(cue: Mark, reading: Reading) -> Iterator[tuple[int, str]]:
    """The same, each with the index of its word: where that stands need not be known."""
    words = reading.words
    first = cue.last + 1
    if first == len(words):
        return
    language = reading.tables.language
    light = light_words(language)
    at = cue.end
    end = CLAUSE.search(reading.prose.plain, at)
    for index, word in enumerate(words[first : first + _REACH], first):
        if end is not None:
            at = reading.lower.find(word, at)
            if at >= end.end():
                return
            at += len(word)
        both = f"{word}-{words[index + 1]}" if index + 1 < len(words) else ""
        if both and (rows := rows_of(both, language)) and rows - rows_of(word, language):
            yield index, both  # “give up”
        elif word not in light and not (word.endswith(_ADVERBS) and not rows_of(word, language)):
            yield index, word


def words_in(reading: Reading, span: Span, *, whole: bool) -> Iterator[Word]:
    """The words of a stretch; not `whole`, without its exceptions: “siga tomándolo, a menos que … lo suspenda”.

    German “vor dem Schlucken öffnen” is none: the verb stands behind.
    """
    plain = reading.prose.plain
    exceptions: list[Span] = []
    # “antes de las 34 semanas” excepts nothing.
    numbered = {mark.start for mark in reading.marks.get("comparator", ())}
    for mark in () if whole else reading.marks.get("scope", ()):
        if (
            mark.value == "except"
            and mark.start > span[0]
            and reading.words[mark.first] not in _WITHIN
            and not (mark.start in numbered and counted(mark, reading))
        ):
            end = CLAUSE.search(plain, mark.end, span[1])
            exceptions.append((mark.start, end.start() if end else span[1]))
    phrasal, before = reading.tables.language == "en", ""
    for word in reading.places:
        inside = span[0] <= word.start < span[1]
        if inside and not (
            exceptions and any(start <= word.start < end for start, end in exceptions)
        ):
            yield word
            if before and rows_of(both := f"{before}-{word.text}", reading.tables.language):
                yield word._replace(text=both)  # “go on”
        before = word.text if phrasal else ""


def counted(mark: Mark, reading: Reading) -> bool:
    """Does a number follow a word soon?"""
    return any(0 <= q.start - mark.end <= _SOON and q.digits for q in reading.quantities)


_SOON = 12
"""Characters of an article and a preposition."""
_OF = regex(r"\s(?:of|de|des|des|di|dei|delle|degli|der|von|dos|das)\s")


def excepted(cue: Mark, reading: Reading) -> bool:
    """Does a negation stand in an exception itself: “as long as it is no higher”?"""
    plain = reading.prose.plain
    return any(
        mark.value == "except"
        and mark.end <= cue.start
        and not CLAUSE.search(plain, mark.end, cue.start)
        for mark in reading.marks.get("scope", ())
    )


_WITHIN = frozenset({"vor", "ohne", "außer"})
"""German prepositions that a noun follows, and then the verb of the clause they stand in."""


def predicate(cue: Mark, reading: Reading) -> tuple[str, str]:
    """The word a negation denies for sure, and the one that follows it.

    In German the first known one that follows, or the verb that a command begins with.
    """
    plain, places = reading.prose.plain, reading.places
    reason = _REASON.search(plain, cue.end)
    end = len(plain) if reason is None else reason.start()
    following = words_after(cue, reading)
    if not reading.tables.compounds:
        following = islice(following, _TOLD)
    words = [word for word in following if word.start < end]
    if _OF.match(plain, cue.end):
        del words[:1]  # “none of the children had a seizure”
    if not reading.tables.compounds:
        near = [
            word
            for word in words[1:2]
            if all(w in _ARTICLES for w in plain[words[0].end : word.start].lower().split())
        ]
        return (words[0].text, near[0].text if near else "") if words else ("", "")
    known = [word.text for word in words if rows_of(word.text, "de")]
    if known:
        thing = reading.words[cue.first - 1] if cue.first else ""
        return known[0], "" if thing in light_words("de") else thing  # “die Dosis nicht geben”
    for index in range(cue.first - 1, -1, -1):
        if CLAUSE.search(plain, places[index].end, cue.start):
            break
        if places[index].text in ("sie", "du") and index:
            return places[index - 1].text, ""
    return "", ""


_TOLD = 3
"""Words that tell what is denied where no verb stands behind: “none of the children had”."""
_REASON = regex(
    r"\b(?:as (?:it|they|this|these|he|she|you|we|there)|because|ya que|pues|car|puisque|weil|pois|já que|perché|poiché)\b",
    re.IGNORECASE,
)
"""What gives the reason of what is denied, and is not denied: “should not be done, as it could confuse them”."""
_ARTICLES = frozenset(
    ("a", "an", "any", "the", "this", "your", "el", "la", "las", "los", "su", "un", "una", "de", "des", "du", "le",
     "les", "une", "votre", "as", "o", "os", "seu", "sua", "um", "uma", "gli", "i", "il", "lo", "suo")
)  # fmt: skip


def beside(one: Word, other: Word, reading: Reading) -> bool:
    """Do two words stand between the same signs?"""
    start, end = min(one.end, other.end), max(one.start, other.start)
    return not CLAUSE.search(reading.prose.plain, start, end)


def together(one: Mark | Word, other: Mark | Word, reading: Reading) -> bool:
    """Do two words stand in one clause? A few words between commas are none: “rarely, if ever, does …”."""
    plain = reading.prose.plain
    if plain[one.start : one.end].lower() in WITHOUT and other.start < one.start:
        return False  # “retírelo y cubra el ojo sin apretar”
    if other.start < one.start and _AND_NOT.search(plain, max(0, one.start - _LINKED), one.start):
        return False  # “di assumere il naprossene e di non continuare”
    start, end = min(one.end, other.end), max(one.start, other.start)
    if reading.tables.compounds and start == one.end and (it := _IT.match(plain, start)):
        start = it.end()  # “es vermeiden, sich der Sonne auszusetzen”
    if condition(reading).search(plain, start, end):
        return False
    if not CLAUSE.search(plain, start, end):
        return True
    plain = _ASIDE.sub(_blank, plain)
    if not CLAUSE.search(plain, start, end):
        return True
    if CLAUSE.search(plain.replace(",", " "), start, end):
        return False
    begin = max(plain.rfind(sign, 0, one.start) for sign in ",.;:!?") + 1
    if _BUT.search(plain, begin, one.start):
        return False  # “allergic to A, but not to B”
    stop = plain.find(",", one.end)
    return len(plain[begin : stop if stop >= 0 else len(plain)].split()) <= _FEW


_AND_NOT = regex(r"\b(?:and|e|et|y)\s(?:to|d[ie]|à|a)\s$", re.IGNORECASE)
"""What begins another deed, of which alone something is denied."""
_LINKED = 10
_IT = regex(r"(?: Sie)?(?: es(?: \w+){0,5}| (?:bitte|möglichst|nach Möglichkeit|unbedingt))?,")
"""Between a German verb and the clause with *zu* that belongs to it."""
_ASIDE = regex(r"\([^()]*\)")
"""What stands in brackets."""


def _blank(aside: re.Match[str]) -> str:
    return " " * len(aside[0])


def condition(reading: Reading) -> re.Pattern[str]:
    """What a condition or a reason begins with."""
    return _IF.get(reading.tables.language, _IF["en"])


_IF = {
    language: regex(rf"\b(?:{words})\b", re.IGNORECASE)
    for language, words in {
        "en": "if(?! (?:ever|any|at all|need|necess|possib))|when|because|since|although|though",
        "es": "si|cuando|porque|aunque",
        "fr": "si|lorsque|quand|parce|puisque|bien que",
        "de": "wenn|weil|falls|obwohl|sobald",
        # Elsewhere *se* is a pronoun: “não se observaram”.
        "pt": r"(?<!-)se(?= (?:se|a|as|estiver|estiverem|for|forem|houver|já|não|o|os|seu|seus|sua|suas|tiver|tiverem|uma?|você)\b)|caso|quando|porque|embora",
        "it": "se|quando|perché|poiché|sebbene",
    }.items()
}
"""What a clause begins with that no sign parts from the one before."""
REASONS = frozenset(
    ("because", "since", "although", "though", "porque", "aunque", "parce", "puisque", "bien que", "weil", "obwohl", "embora",
     "perché", "poiché", "sebbene")
)  # fmt: skip
"""Those that are no condition."""
_BUT = regex(r"\b(?:but|pero|sino|mais|aber|sondern|mas|ma)\s+$")
_FEW = 3
"""Words that make no clause of their own."""
