"""Acronyms that became others: “BDNF” as “GDNF”, “ECT” as “ECG”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from localize.checks.base import Pair, Problem
from localize.checks.reading.abbreviations import (
    ABBREVIATION,
    LOWERED,
    english,
    initials,
    meanings,
    spelled,
)
from localize.checks.reading.predicates import rows_of
from localize.checks.reading.reading import Reading
from localize.checks.reading.tables import Tables, symbols
from localize.model import Severity
from localize.regex import regex

ACRONYM = regex(r"(?:(?<![\w-])|(?<=[a-z]-))[A-Z][A-Z0-9]{2,}(?=s?(?!\w))")
_VOWEL = regex(r"[AEIOU]")
_WORDS = frozenset(("comparator", "exception", "loose", "negation", "number", "scope", "stance"))
"""Families of the words that may stand in capitals for no name: NOT, ONLY, MUST."""
_LONG = 4
"""From here on, letters in any order make names alike: NMDA and MDMA."""


def other_acronyms(pair: Pair) -> Iterator[Problem]:
    """Those of the source that are gone, each with one that came; none in a text that is in capitals altogether."""
    found = list(_misspelt(pair)) or list(_exchanged(pair))
    text = pair.source.prose.text
    if found and sum(map(str.isupper, text)) <= sum(map(str.islower, text)):
        yield from found


def other_names(pair: Pair) -> Iterator[Problem]:
    """“IgM” as “IgG”, “5-HT2A” as “5-HT2C”: names of capitals and small letters or digits, one letter apart."""
    text, other = pair.source.prose.text, pair.target.prose.text
    ours = {m[0]: m for m in _MIXED.finditer(text)}
    lost = [m for name, m in ours.items() if name not in other]
    if not lost:
        return
    theirs = {m[0]: m for pattern in (_MIXED, ACRONYM) for m in pattern.finditer(other)}
    came = [m for name, m in theirs.items() if name not in text]
    for was in lost:
        for new in came if was[0] not in symbols() else ():
            if _shortened(was[0], new[0]) or (
                _lettered(was[0].lower(), new[0].lower())
                and not initials(new[0].lstrip(_SMALL_LETTERS), other[: new.start()])
            ):
                yield renamed(pair, was, new)


_SMALL_LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""What stands before the initials of “(hsPDA)”."""
_MIXED = regex(r"(?<!\w)(?=\w*[a-z\d])(?![A-Z]+s?(?!\w))[A-Za-z\d]+[A-Z][A-Za-z\d]*(?!\w)")


def _lettered(one: str, other: str) -> bool:
    """Do two names of the same length differ in one letter?"""
    if len(one) != len(other):
        return False
    apart = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(apart) == 1 and "".join(apart[0]).isalpha()


def _shortened(name: str, other: str) -> bool:
    """Is a small letter gone, as in PEP for PrEP?"""
    small = [index for index, letter in enumerate(name) if letter.islower()]
    return len(small) == 1 and name[: small[0]] + name[small[0] + 1 :] == other


def other_letters(pair: Pair) -> Iterator[Problem]:
    """“β1 receptor” as “α1-Rezeptor”, “mu” as “kappa”: one letter of Greek for another, as a sign or a word."""
    ours, theirs = (_letters(r) for r in (pair.source, pair.target))
    words = pair.target.prose.text.lower()
    # “beta blockers” are “betabloqueantes”.
    lost = [m for name, m in ours.items() if name not in theirs and m[0].lower() not in words]
    came = [m for name, m in theirs.items() if name not in ours]
    if lost and came:
        yield renamed(pair, lost[0], came[0])


GREEK = regex(
    r"(?<![^\W\d_])(?:(?P<alpha>α|alph?a)|(?P<beta>β|b[eê]ta)|(?P<gamma>γ|gamm?a)|(?P<delta>δ|delta)|(?P<kappa>κ|kapp?a|cap?pa(?=[- ](?:opi|re[cz])))"
    r"|(?P<mu>µ|μ|mu|my)(?=[- ](?:opi|re[cz])|$)|(?P<omega>ω|om[eé]ga|ômega)|(?P<sigma>σ|sigma))(?![^\W\d_])",
    re.IGNORECASE,
)


def _letters(reading: Reading) -> dict[str, re.Match[str]]:
    """The letters of Greek that a text has, by name, each where it stands first."""
    found: dict[str, re.Match[str]] = {}
    for match in GREEK.finditer(reading.prose.text):
        found.setdefault(str(match.lastgroup), match)
    return found


def _exchanged(pair: Pair) -> Iterator[Problem]:
    """“ECT” as “ECG”: one that is known became another, which translates none of the source and is spelled out nowhere in it."""
    text, other = pair.source.prose.text, pair.target.prose.text
    theirs = {m[0]: m for m in ABBREVIATION.finditer(other)}
    if not theirs:
        return
    ours = {m[0]: m for m in ABBREVIATION.finditer(text)}
    said = frozenset().union(*map(meanings, theirs))
    meant = frozenset().union(*map(meanings, ours))
    if LOWERED in other:
        said |= meanings(LOWERED.upper())
    lost = [m for name, m in ours.items() if english(name) and said.isdisjoint(meanings(name))]
    if not lost:
        return
    came = [
        m
        for name, m in theirs.items()
        if meanings(name)
        and meant.isdisjoint(meanings(name))
        and not spelled(name, text)
        and not initials(name, other[: m.start()])
    ]
    for was, new in zip(lost, came, strict=False):
        yield renamed(pair, was, new)


def _misspelt(pair: Pair) -> Iterator[Problem]:
    """“BDNF” as “GDNF”: another name, one letter away. Words in capitals have more vowels, or are words of the tables: NOT."""
    text, other = pair.source.prose.text, pair.target.prose.text
    tables = pair.source.tables
    lost = [
        m
        for m in ACRONYM.finditer(text)
        if _times(m[0], text) > _times(m[0], other)
        and m[0].lower() not in tables.common
        and _WORDS.isdisjoint(tables.lexicon.families(m[0].lower()))
        and (_short(m[0]) or not _word(m, tables))
    ]
    came = [m for m in ACRONYM.finditer(other) if not _times(m[0], text)] if lost else []
    for was in lost:
        for new in came:
            if (
                _alike(was[0], new[0])
                and meanings(was[0]).isdisjoint(meanings(new[0]))
                and not initials(new[0], other[: new.start()])
            ):
                problem = renamed(pair, was, new)
                yield (problem if _sure(was[0]) else problem._replace(severity=Severity.MINOR))


def _sure(name: str) -> bool:
    """Is it a name that is not translated? Three letters that nobody knows may be an author's: “CTZ” as “KTZ”."""
    return bool(meanings(name)) or len(name) >= _LONG or not name.isalpha()


def _times(name: str, text: str) -> int:
    """How often a text has a name, that with a *non* before it aside: “STEMI”, “NSTEMI”."""
    return text.count(name) - text.count(f"N{name}")


def renamed(pair: Pair, was: re.Match[str], new: re.Match[str]) -> Problem:
    """A name of the source that became another in the target."""
    return Problem(
        f"“{was[0]}” became “{new[0]}”",
        pair.target.place(*new.span()),
        pair.source.place(*was.span()),
    )


def _alike(one: str, other: str) -> bool:
    """One letter apart. The same letters in another order are a translation: DNA, ADN."""
    if len(one) != len(other):  # “NSTEMI”, “STEMI”: the same with a *non* before it
        return min(len(one), len(other)) >= _LONG and other in (f"N{one}", one.removeprefix("N"))
    if sorted(one) == sorted(other):
        return (len(one) >= _LONG or bool(meanings(one))) and _transposed(one, other)
    apart = sum(a != b for a, b in zip(one, other, strict=True))
    return apart == 1 or (len(one) >= _LONG and _shifted(one, other))


def _shifted(one: str, other: str) -> bool:
    """Are all letters but one in the same order: “NMDA”, “MDMA”? In another they are a translation: “LVEF”, “FEVE”."""
    rest = {other[:i] + other[i + 1 :] for i in range(len(other))}
    return any(one[:i] + one[i + 1 :] in rest for i in range(len(one)))


def _transposed(one: str, other: str) -> bool:
    """Have two letters side by side changed places, and no more: “NMDA”, “NDMA”?"""
    apart = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(apart) == _PAIR and apart[1] - apart[0] == 1


_PAIR = 2


def _short(acronym: str) -> bool:
    return len(_VOWEL.findall(acronym)) <= 1


def _word(capitals: re.Match[str], tables: Tables) -> bool:
    """May it be a word in capitals, DOSE, alone or in a line of such? Short ones are as often translated, ETI as EDI."""
    word = capitals[0].lower()
    return (
        len(word) < _LONG
        or capitals.string.isupper()
        or bool(
            tables.lexicon.families(word) - {"concept.acronym"} or rows_of(word, tables.language)
        )
        or _SHOUTED.search(capitals.string, 0, capitals.start()) is not None
        or _SHOUTED_ON.match(capitals.string, capitals.end()) is not None
    )


_SHOUTED = regex(r"[A-Z]{3,}:? $")
_SHOUTED_ON = regex(r":? [A-Z]{3,}")
