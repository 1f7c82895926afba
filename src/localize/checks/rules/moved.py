"""A negation that has moved: to another word, or to another clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from localize.checks.base import Pair, Problem, Span
from localize.checks.reading.affirmed import affirmed
from localize.checks.reading.alike import unmatched
from localize.checks.reading.anchors import SETS, anchors
from localize.checks.reading.cancelled import cancels
from localize.checks.reading.cognates import root_of
from localize.checks.reading.denial import (
    CLAUSE,
    FULL,
    LIST,
    STANDINS,
    clause_start,
    groups,
    shared_ends,
    within,
)
from localize.checks.reading.echo import unspoken
from localize.checks.reading.exception import exchanged
from localize.checks.reading.lexicon import ROOTED, Mark
from localize.checks.reading.limits import COMPLEMENT
from localize.checks.reading.numerals import Form
from localize.checks.reading.reading import Reading
from localize.checks.reading.rephrased import bounds, less, turned
from localize.checks.reading.restricted import only, only_not, scopes
from localize.checks.rules.exceptions import only_what_is, restricted
from localize.checks.rules.told import added, missing
from localize.regex import regex

_TWO = 2
_RIGHT_BEFORE = 2
"""Words from a negation to what it denies for sure: “not be crushed”."""
AND = regex(
    r"(?:[,;:]\s)?\b(?:and|y|e|et|und|but|pero|mais|aber|mas|ma)\b|[,;:]\s",
)
_CONTRAST = regex(r"\bnot\b[^.;:]*\bbut\b|,\s+not\b|\b(?:rather than|instead of)\b")
"""“Not A but B” is as well said “B, not A”."""
_RAISING = (
    "recom",
    "consi",
    "inten",
    "supos",
    "necesa",
    "aconse",
    "consei",
    "concept.",
    "drug:",
    "name:",
)
"""Roots of what is said not to be, where its complement is meant: “we do not recommend using”, “recomendamos no usar”."""


def moved(
    pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark], source: Span, target: Span
) -> Iterator[Problem]:
    """A negation that has moved to another clause, or to another word."""
    if not ours:
        return
    mine, other = groups(ours, pair.source.prose.plain), groups(theirs, pair.target.prose.plain)
    alone = [*ours, *theirs]
    if len(mine) == len(other):  # what denies nothing that one of the other side denies
        alone = unmatched(mine, other, pair.source, pair.target)
        alone += unmatched(other, mine, pair.target, pair.source)
    found = False
    if any(mark.value == "strong" for mark in alone):
        for problem in _by_clause(pair, ours, theirs, mine, other, source, target):
            found = True
            yield problem
    if theirs and not found:
        left, new = unspoken(ours, theirs, pair.source, pair.target)
        if alone or len(left) < len(ours):
            yield from _denies_another(pair, left, new)


def _denies_another(pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark]) -> Iterator[Problem]:
    """As many negations, but one denies another word: “who did not respond … were” as “who responded … were not”."""
    mine = groups(ours, pair.source.prose.plain)
    other = groups(theirs, pair.target.prose.plain)
    if not mine or len(mine) != len(other):
        return
    left = _belonging(ours, mine, unmatched(mine, other, pair.source, pair.target))
    new = _belonging(theirs, other, unmatched(other, mine, pair.target, pair.source))
    if not _followed(left, pair.source, pair.target) and not _followed(
        new, pair.target, pair.source
    ):
        return
    here, there = anchors(pair.source), anchors(pair.target)
    shared = [key for key in here if key in there]
    gone = _denied_here(pair.source, left, here, shared)
    came = _denied_here(pair.target, new, there, shared)
    lost = [gone[key] for key in gone if not _denied_at(pair.target, theirs, there[key])]
    come = [came[key] for key in came if not _denied_at(pair.source, ours, here[key])]
    if len(mine) == 1 and _not_to(pair.source, lost) and _not_to(pair.target, theirs):
        return  # “do not vaccinate those who …” as “the vaccine must not be given to those who …”
    if _bounding(pair.source, lost) and _bounding(pair.target, theirs):
        return  # “never inject more than 1 ml” as “the volume injected must never be above 1 ml”
    if not (lost or come) or compared(pair) or only_if_not(pair):
        return
    if not _CONTRAST.search(pair.source.prose.plain):
        yield missing(pair, lost[0]) if lost else added(pair, come[0])


def _followed(marks: Sequence[Mark], reading: Reading, other: Reading) -> bool:
    """May what one of some negations stands right before be in the other text, too? As a rule it is not, which is soon known."""
    if not marks:
        return False
    if not SETS.isdisjoint(reading.marks) or any(q.form is Form.CODE for q in reading.quantities):
        return True
    plain, words_of = reading.prose.plain, reading.tables.lexicon.words
    near = {
        root_of(word.text)
        for mark in marks
        for part in plain[mark.end :].split(None, _RIGHT_BEFORE)[:_RIGHT_BEFORE]
        for word in words_of(part)
        if len(word.text) >= ROOTED
    }
    near.discard("")
    return bool(near) and not near.isdisjoint(map(root_of, other.words))


def _belonging(marks: Sequence[Mark], every: Sequence[Mark], some: Sequence[Mark]) -> list[Mark]:
    """The marks of some of all negations that deny for sure: *ne* and its *pas*."""
    starts = {mark.start for mark in some}
    return [
        mark
        for mark in (marks if some else ())
        if mark.value in FULL
        and max((one.start for one in every if one.start <= mark.start), default=-1) in starts
    ]


def _denied_here(
    reading: Reading, marks: Sequence[Mark], things: Mapping[str, Span], shared: Iterable[str]
) -> dict[str, Mark]:
    """Thing -> the negation that stands right before it."""
    found: dict[str, Mark] = {}
    if not marks:
        return found
    plain = reading.prose.plain
    for key in shared:
        start = things[key][0]
        if _ADVERB.match(plain, start):
            continue  # “do not normally need”, “normalmente no …”
        for mark in marks:
            if mark.end > start or _OF_SOME.match(plain, mark.start) or _fronted(plain, mark):
                continue
            if _THERE.search(plain, max(0, mark.start - _LED), start):
                continue  # “there was no significant link” as “the link was not significant”
            between = plain[mark.end : start]
            right_before = len(between.split()) < _RIGHT_BEFORE
            if key.startswith("order:") and not between.isspace():
                continue  # “nothing solid afterwards”
            if _FREE.match(plain, things[key][1]):
                continue  # “not lactose-free” denies no lactose
            if right_before and not CLAUSE.search(between) and not key.startswith(_RAISING):
                found[key] = mark
    return found


def _not_to(reading: Reading, marks: Sequence[Mark]) -> bool:
    """Is it the deed of the whole sentence that is denied: “do not …”, “… must not be …”?"""
    plain = reading.prose.plain
    return bool(marks) and all(
        _DO_NOT.match(plain) if mark.start < _EARLY else _MUST.match(plain, mark.end)
        for mark in marks
    )


_EARLY = 6
"""Characters of a beginning that only “do” is before a negation."""
_DO_NOT = regex(r"(?:do not|don't|never|no|não|non|ne)\b", re.IGNORECASE)
_MUST = regex(r"\s(?:se\s|si\s)?(?:de[bv]en?|devem|devono|doit|doivent)\b", re.IGNORECASE)


def _fronted(plain: str, mark: Mark) -> bool:
    """Does it open its clause, of which it denies the verb: “quasi mai le allucinazioni durano …”?"""
    found = _NEVER.match(plain, clause_start(plain, mark.start))
    return found is not None and found.end() == mark.end


_NEVER = regex(
    r"\s?(?:(?:quasi|casi|presque|quase|fast|almost|hardly)\s)?(?:mai|nunca|jamais|jamás|nie|niemals|never|ever)\b",
    re.IGNORECASE,
)


def _bounding(reading: Reading, marks: Iterable[Mark]) -> bool:
    """Is it an amount of more or less that a negation denies?"""
    return any(
        limit.value.rstrip("!") in COMPLEMENT
        and 0 < limit.first - mark.last <= LIST
        and not CLAUSE.search(reading.prose.plain, mark.end, limit.start)
        for mark in marks
        for limit in reading.marks.get("comparator", ())
    )


_THERE = regex(
    r"(?:\b(?:no|não|non) (?:houve|havia|há|hubo|había|hay|existe\w*|existi\w*|c'era\w*|c'è|vi era\w*|vi fu\w*|se (?:observ|encontr)\w+)"
    r"|\by (?:a|avait|a eu|ait) pas d['e]|\bthere (?:is|are|was|were) no|\b(?:gab|gibt|bestand|bestehen|bestanden) (?:\w+ ){0,2}kein\w*)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
"""“There is no …”: what is denied is that there is one, or what is said of it."""
_LED = 24
"""Characters of the words that say so before the negation."""
_LACKING = regex(r"\s[^\W\d_]+[- ](?:free|less)\b")
"""“Not lactose-free”: with lactose."""
_FREE = regex(r"[- ]?(?:free|less)\b")
_ADVERB = regex(r"\w+(?:mente|ment|lly)\b")
_OF_SOME = regex(
    r"(?:neither|none|nobody|no(?= \w+ \w)|not (?:all|every\w*)|aucune?|ning\w+|nessun\w*|nenhum\w*|kein\w*|nadie|personne|niemand)\b",
    re.IGNORECASE,
)
"""What denies the verb by its subject: “neither A nor B does”, “A y B no …”."""


def _denied_at(reading: Reading, marks: Sequence[Mark], thing: Span) -> bool:
    """Is there a negation about a thing: before it, in its clause, or after it in German?"""
    plain = reading.prose.plain
    for mark in marks:
        before = mark.end <= thing[0]
        between = plain[mark.end : thing[0]] if before else plain[thing[1] : mark.start]
        if mark.start < thing[1] and not before:
            return True
        if CLAUSE.search(between):
            continue
        if before or reading.tables.compounds or _OBJECT.match(plain, thing[1]):
            return True
        if _DONE.match(plain, mark.end):
            return True
    return False


_DONE = regex(
    r"\s(?:\w+\s){0,4}?(?:p[oô]ss?[ií][bv]\w+|reali[sz]\w*|réalis\w*|effe[ct]t?u\w*|e?f[ae]tt?u\w+|ejecut\w*|es[eé][cg]u\w*|pratiqu\w*|practic\w*|"
    r"f[ae](?:it|ite|its|ites|tto|tta|tti|tte)|fei[to]\w*|hech[oa]s?|hizo|hicieron|lugar|lieu|luogo|a cabo|conseguid\w*|ria?usci\w*)\b",
    re.IGNORECASE,
)
"""What only says that the deed which is its subject was not done: “it could not be analysed”, “l'analisi non è stata possibile”."""


_OBJECT = regex(r"\s(?:no|none|nothing|nobody)\b")
"""“It supports no …”: the verb is denied by its object."""


def _by_clause(
    pair: Pair,
    ours: Sequence[Mark],
    theirs: Sequence[Mark],
    mine: Sequence[Mark],
    other: Sequence[Mark],
    source: Span,
    target: Span,
) -> Iterator[Problem]:
    """A negation that has moved from one clause to another, where both sides have the same clauses.

    `mine` and `other` are the negations of `ours` and `theirs`, those that belong together taken as one.
    """
    first = _clauses(pair.source.prose.plain, *source)
    if len(first) not in (2, 3):
        return
    second = _clauses(pair.target.prose.plain, *target)
    if len(first) != len(second):
        return
    lost: list[Mark] = []
    come: list[Mark] = []
    elsewhere = False
    """Does a word that may stand for a negation stand in a clause that had none: were clauses reordered?"""
    for (a, b), (c, d) in zip(first, second, strict=True):
        here, there = within(ours, a, b), within(theirs, c, d)
        if not there:
            lost += here
        if not here:
            come += [mark for mark in there if mark.value == "strong"]
            elsewhere = elsewhere or any(mark.value in STANDINS for mark in there)
    if not (lost and come) and all(mark.value != "strong" for mark in lost):
        return
    # Where the clauses stand in another order, what is denied tells which is which.
    left = unmatched(mine, other, pair.source, pair.target)
    plain = pair.source.prose.plain
    gone = [
        mark
        for mark in lost
        if mark.value == "strong" and mark in left and not _LACKING.match(plain, mark.end)
    ]
    new = unmatched(other, mine, pair.target, pair.source)
    come = [mark for mark in come if mark in new]
    moved = lost and come and not any(mark.value == "limit" for mark in lost)
    if not (gone or moved) or _CONTRAST.search(plain, *source):
        return
    said = (
        elsewhere
        or any(mark.value == "carried" for mark in theirs)
        or shared_ends(pair.target, target)
        or bounds(pair.source, source, pair.target, target)
        or less(pair.source, source, pair.target, target)
        or only(pair.source, pair.target, source, target, gone)
        or turned(pair.source, pair.target, gone)
        or exchanged(pair)
        or only_what_is(pair.source, pair.target)
        or (len(gone) == _TWO and cancels(gone, gone, plain, _TWO, 0))
    )
    if gone and not said and affirmed(gone, [], pair.source, pair.target, target):
        yield missing(pair, gone[0])
    elif moved and affirmed(come, [], pair.target, pair.source, source):
        yield added(pair, come[0])


def _clauses(plain: str, start: int, end: int) -> list[Span]:
    cuts = [m.end() for m in AND.finditer(plain, start, end)]
    return [(a, b) for a, b in pairwise((start, *cuts, end)) if plain[a:b].strip()]


def compared(pair: Pair) -> bool:
    """“those who did had less than those who did not” as “those who did not had more than those who did”."""
    here, there = (
        {m.value for m in side.marks.get("concept.degree", ())}
        for side in (pair.source, pair.target)
    )
    return (
        len(here) == len(there) == 1
        and here | there == {"less", "more"}
        and all("than" in scopes(side) for side in (pair.source, pair.target))
    )


def only_if_not(pair: Pair) -> bool:
    """“not while there are any” as “only when there are none”, “only those who are not” as “those who are may not”."""
    source, target = pair.source, pair.target
    if restricted(target, source):
        return only_not(source, (0, len(source.prose.plain)))
    return (
        restricted(source, target)
        and only_not(target, (0, len(target.prose.plain)))
        and _WHILE.search(source.prose.plain) is not None
    )


_WHILE = regex(r"\b(?:if|when|while|(?:as|so) long as)\b", re.IGNORECASE)
