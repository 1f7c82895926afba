"""Words that deny by their beginning: “irregular” does not become “regolare”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from localize.checks.base import Pair, Problem
from localize.checks.reading.affixes import DENYING, flipped
from localize.checks.reading.alike import untranslated
from localize.checks.reading.denial import CLAUSE
from localize.checks.reading.echo import bare_said
from localize.checks.reading.exception import FAMILY, case, exchanged, instead_of_only
from localize.checks.reading.lexicon import Mark, Word
from localize.checks.reading.predicates import translates
from localize.checks.reading.reading import Reading
from localize.checks.reading.rephrased import unsaid
from localize.checks.rules.told import added, missing
from localize.regex import regex


def bared(pair: Pair, ours: Sequence[Mark]) -> Iterator[Problem]:
    """“left uncovered” as “coperta”, where nothing in the target stands for it."""
    if all(mark.value != "weak" for mark in ours) or exchanged(pair):
        return
    for mark in unsaid(untranslated(ours, pair.source, pair.target), pair.source, pair.target):
        if mark.value == "weak" and bare_said(mark, pair.source, pair.target):
            yield missing(pair, mark)
            return


def freed(pair: Pair, theirs: Sequence[Mark]) -> Iterator[Problem]:
    """“a rinse that contains alcohol” as “eine alkoholfreie Spülung”, where nothing in the source denies."""
    words = pair.source.words
    for mark in theirs:
        found = _FREE.fullmatch(pair.target.words[mark.first]) if mark.value == "weak" else None
        if found is None:
            continue
        says = translates(found[1], pair.target, pair.source)
        if any(
            says(word) and any(map(_HAVING.match, words[max(0, index - _NEAR) : index]))
            for index, word in enumerate(words)
        ):
            yield added(pair, mark)
            return


_FREE = regex(r"(\w{4,})(?:frei|los)(?:e[mnrs]?)?")
_NEAR = 3
"""Words from what is said to be in something back to the word that says so."""
_HAVING = regex(r"contain|includ|with$|has$|have$|having$")


def flips(pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark]) -> Iterator[Problem]:
    """“irregular” as “regolare”, and the other way round."""
    if DENYING not in pair.source.marks and DENYING not in pair.target.marks:
        return
    for here, there, mine, others in (
        (pair.source, pair.target, ours, theirs),
        (pair.target, pair.source, theirs, ours),
    ):
        for word, bare in flipped(here, there, others):
            if _cancelled(word, mine, here) or _excepted(word, pair, here):
                continue
            said, became = (word, bare) if here is pair.source else (bare, word)
            yield pair.problem(
                f"the source says “{said.text}”, the target “{became.text}”", said, became
            )


def _cancelled(word: Word, marks: Sequence[Mark], reading: Reading) -> bool:
    """“Not impossible” is possible, and what does “not make it impossible” leaves it so."""
    plain = reading.prose.plain
    return any(
        m.value == "strong"
        and m.end <= word.start
        and len(plain[m.end : word.start].split()) <= _BEFORE
        and not CLAUSE.search(plain, m.end, word.start)
        for m in marks
    )


def _excepted(word: Word, pair: Pair, reading: Reading) -> bool:
    """“Unnecessary unless” is “necessary only if”: but for the case itself, all is turned round."""
    if not instead_of_only(pair):
        return False
    cases = [case(m, reading) for m in reading.marks.get(FAMILY, ()) if m.value == "except"]
    return not any(start <= word.start < stop for start, stop in cases)


_BEFORE = 10
"""Words between a negation and the word it takes back."""
