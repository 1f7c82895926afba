"""What is denied of all others on one side, and said of one alone on the other: “only”, “except”, “not until”."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from localize.checks.reading.denial import (
    CLAUSE,
    FULL,
    NEXT,
    WITHOUT,
    Span,
    meant,
    restricts,
    within,
)
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.limits import bound
from localize.checks.reading.reach import condition
from localize.checks.reading.reading import Reading
from localize.regex import regex

_STRICT = {"strict": "only"}
"""*Only* is asked for itself too; words like *always* are not."""


def scopes(reading: Reading) -> set[str]:
    """What a text says of when and for whom it holds: `except`, `only`, `then`, `wait` and the like."""
    return {mark.value for mark in reading.marks.get("scope", ())}


def only(
    reading: Reading, other: Reading, here: Span, there: Span, denials: Sequence[Mark]
) -> bool:
    """Is a negation with its exception said the other way: “not … until” as “only after”, “not … unless” as “only if”?"""
    if any(m.value == "until?" for m in within(reading.marks.get("comparator", ()), *here)):
        # “not until the day after” is “a partir del día siguiente”
        starting = within(other.marks.get("comparator", ()), *there)
        if any(m.value == "from?" and m.first < m.last for m in starting):
            return True
    theirs = [
        _STRICT.get(mark.value, mark.value)
        for mark in scopes_in(other, there)
        if not (mark.value == "wait" and _elapsing(mark, other))
    ]
    if "wait" in theirs and unwaited(other):
        theirs = [value for value in theirs if value != "wait"]
    theirs += [mark.value for mark in within(meant(other), *there)]
    if _INSTEAD.isdisjoint(theirs):
        return False
    ours = [_STRICT.get(mark.value, mark.value) for mark in scopes_in(reading, here)]
    known = ours.count("wait")
    if ours.count("except") > theirs.count("except") and not waited_for(reading, denials):
        known = 0  # “no debe iniciarse hasta que hayan transcurrido …” is “… must elapse before”
    if _still_denied(denials, reading, other, there):
        return False  # “never … without checking” is no “never … after checking”
    waited = theirs.count("wait") > known
    if waited_for(reading, denials) and not unwaited(other):
        return (
            False  # “do not wait for it” is no “after waiting for it”, nor “only when it is there”
        )
    if waited:
        return True  # “do not lie down for half an hour” as “wait half an hour before”
    new = {word: theirs.count(word) > ours.count(word) for word in ("only", "then")}
    # “only when” as “only as long as … not”: what both restrict, neither turns round.
    if not new["only"] and not (new["then"] and not (restricts(reading) and restricts(other))):
        return False
    places = {mark.start for mark in scopes_in(reading, here) if mark.value == "except"}
    if all(mark.start in places for mark in denials):
        return False  # “without” alone is no exception to anything
    if (
        0
        < exceptions(within(reading.marks.get("exception", ()), *here))
        <= exceptions(within(other.marks.get("exception", ()), *there))
    ):
        return False  # “are vaccinated, except when” is no “are not vaccinated, unless”
    return (
        ours.count("except") > theirs.count("except")
        or _for_long(reading, other, denials)
        or _lasts(reading, here)
        or _ends_before(reading, other)
        or (_UNTIL_BEFORE.search(reading.prose.plain) is not None and _before(other))
        or (
            any(
                m.value == "unless"
                for m in within(reading.marks.get("concept.condition", ()), *here)
            )
            and not only_not(other, there)
        )
    )


_INSTEAD = frozenset({"only", "then", "wait"})
"""What a negation with its exception may be said with instead."""


def exceptions(marks: Iterable[Mark]) -> int:
    """How many of the marks of exceptions make one: “unless”, “except”."""
    return sum(mark.value == "except" for mark in marks)


def _still_denied(denials: Sequence[Mark], reading: Reading, other: Reading, there: Span) -> bool:
    """Is one of two negations that take each other back, “never … without”, still there alone?"""
    if len(denials) != _TWO or reading.words[denials[1].first] not in WITHOUT:
        return False
    left = [m for m in within(meant(other), *there) if m.value in FULL]
    return any(other.words[m.first] not in WITHOUT for m in left)


_TWO = 2


def _elapsing(mark: Mark, reading: Reading) -> bool:
    """Does a word for waiting only tell until when, or before what: “hasta que pasen 24 horas”, “prima che sia passata”?"""
    return _BEFORE.search(reading.prose.plain, 0, mark.start) is not None


_BEFORE = regex(
    r"\b(?:antes (?:de )?(?:que )?|hasta (?:que )?|avant (?:qu[e'] ?)?|jusqu'à ce qu[e'] ?|bevor |ehe |bis |prima (?:che |di )?"
    r"|finch[éè] |até (?:que )?)(?:\w+ ){0,3}$",
    re.IGNORECASE,
)


def same_limit(here: Reading, there: Reading) -> bool:
    """Do the conditions of two texts have the same limit: “if it is more than 30 minutes”, “se … mais de 30 minutos”?"""
    return not _limits_of(here).isdisjoint(_limits_of(there))


def _limits_of(reading: Reading) -> set[tuple[Decimal, str, frozenset[str]]]:
    """The limits of the first condition of a text."""
    limits, plain = bound(reading), reading.prose.plain
    found = condition(reading).search(plain) if limits else None
    if found is None:
        return set()
    end = CLAUSE.search(plain, found.end())
    stop = end.start() if end else len(plain)
    return {
        (number.value, number.unit, limits[number.start].all)
        for number in reading.quantities
        if found.end() <= number.start < stop and number.start in limits
    }


def only_not(reading: Reading, span: Span) -> bool:
    """“solo funciona si no está cargado”: is something denied behind an *only*, in its clause?"""
    plain = reading.prose.plain
    return any(
        (
            (mark.value in FULL and reading.words[mark.first] not in WITHOUT)
            or plain[mark.start : mark.end].lower() in _IF_NOT
        )
        and not CLAUSE.search(plain[limit.end : mark.start].lstrip(","))  # “nur, wenn … nicht”
        for limit in scopes_in(reading, span)
        if limit.value in ("only", "strict")
        for mark in within(meant(reading), limit.end, span[1])
    )


_IF_NOT = frozenset({"se non", "se não", "si no"})


def waited_for(reading: Reading, denials: Sequence[Mark]) -> bool:
    """Is it waiting that is denied: “don't wait until …”?"""
    return any(
        mark.value == "wait" and 0 < mark.first - cue.last <= NEXT
        for mark in reading.marks.get("scope", ())
        for cue in denials
    )


def unwaited(reading: Reading) -> bool:
    """“sans attendre les six heures”: is it said that nobody waits?"""
    for mark in reading.marks.get("scope", ()):
        if mark.value == "wait" and mark.first and reading.words[mark.first - 1] in WITHOUT:
            return True
    return False


_UNTIL_BEFORE = regex(
    r"\b(?:until|till)\s(?:just |shortly |immediately |right |directly )?before\b", re.IGNORECASE
)
"""“Not until just before” is “only just before”."""


def _before(reading: Reading) -> bool:
    return any(m.value == "before" for m in reading.marks.get("concept.time", ()))


def _ends_before(reading: Reading, other: Reading) -> bool:
    """“not after the expiry date” as “only before it”, “only within its shelf life”."""
    said = {mark.value for mark in other.marks.get("concept.time", ())}
    within_it = "before" in said or any(
        mark.value == "in" for mark in other.marks.get("concept.inrange", ())
    )
    return (
        within_it
        and "after" not in said
        and any(mark.value == "after" for mark in reading.marks.get("concept.time", ()))
    )


def _lasts(reading: Reading, span: Span) -> bool:
    """Is it said how long something holds at least: “not for at least 24 hours” is “after 24 hours at the earliest”?"""
    return any(mark.value == "ge" for mark in within(reading.marks.get("comparator", ()), *span))


def _for_long(reading: Reading, other: Reading, denials: Sequence[Mark]) -> bool:
    """Is it said how long something is denied where the other side says from when on: “not for two weeks”, “only after”?"""
    there = [mark.value for mark in other.marks.get("scope", ())]
    after = "only" in there and there.count("then") > sum(
        mark.value == "then" for mark in reading.marks.get("scope", ())
    )
    after = after or _ONLY_IN.search(other.prose.plain) is not None
    if not after and all(m.value != "earliest" for m in other.marks.get("concept.deadline", ())):
        return False
    plain = reading.prose.plain
    return any(
        q.unit in _PERIODS
        and mark.end <= q.start
        and not CLAUSE.search(plain, mark.end, q.start)
        and _FOR.search(plain[mark.end : q.start])
        for mark in denials
        for q in reading.quantities
    )


_ONLY_IN = regex(r"\bqu(?:e |')(?:dans|d'ici|au bout|après|dès)\b|\berst in\b", re.IGNORECASE)
"""“will not be back for another ten days” as “n'arriveront que dans dix jours”."""
_PERIODS = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})
_FOR = regex(
    r"\b(?:for|during|durante|por|pendant|per|für|während)\s(?:\S+\s){0,3}$", re.IGNORECASE
)


def scopes_in(reading: Reading, span: Span) -> list[Mark]:
    """The words that say when and for whom something holds, in a stretch of the text."""
    return within(reading.marks.get("scope", ()), *span)


def excepts(reading: Reading) -> bool:
    """Does a text except, limit, or say until when?"""
    marks = reading.marks
    return (
        "exception" in marks
        or "comparator" in marks
        or any(mark.value in ("except", "strict", "wait") for mark in marks.get("scope", ()))
    )
