"""Who does what in a source, and who in its target: “tell your doctor” as “your doctor tells you”.

The persons of the source are asked for their verbs, since English keeps its order. In the target the verbs that translate them are
asked for their persons. What cannot be told is left open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from localize.checks.reading.deeds import Deed, Source
from localize.checks.reading.persons import NAMING, YOU, Person, persons, several
from localize.checks.reading.predicates import translates
from localize.checks.reading.subjects import Doers, caught, doers
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.base import Pair

Span = tuple[int, int]


def done_by_another(pair: Pair) -> tuple[Span, Span] | None:
    """Who does something in the source, and who does it in the target, where each text names both; None where nobody does."""
    if NAMING.isdisjoint(pair.source.marks) or NAMING.isdisjoint(pair.target.marks):
        return None
    if not several(pair.source):
        return None  # as mostly
    ours = persons(pair.source)
    theirs = persons(pair.target) if len(ours) > 1 or "your" in pair.source.words else []
    if not theirs:
        return None
    here: frozenset[str] = frozenset().union(*(one.keys for one in ours))
    there: frozenset[str] = frozenset().union(*(one.keys for one in theirs))
    source = Source(pair.source, ours)
    for deed in source.deeds():
        told = _told(pair, deed, theirs)
        if told is None:
            continue
        agent, patient, passive = told
        mine, whom = deed.agent, deed.patient
        if mine and agent and (mine.same(agent) or _not_by(agent, pair)):
            continue
        if mine and agent and _with_another(mine, agent, pair, source):
            continue
        if (
            mine
            and agent
            and _named(mine, there)
            and _named(agent, here)
            and not _likewise(source, agent)
        ):
            return (mine.start, mine.end), (agent.start, agent.end)
        if (
            whom
            and patient
            and not whom.same(patient)
            and _named(whom, there)
            and _named(patient, here)
            and deed.passive is passive
            and not _likewise(source, patient)
        ):
            return (whom.start, whom.end), (patient.start, patient.end)
        if whom and agent and whom.same(agent) and (not deed.passive or mine or patient):
            return (whom.start, whom.end), (agent.start, agent.end)
        if mine and patient and mine.same(patient) and (not passive or agent):
            return (mine.start, mine.end), (patient.start, patient.end)
    return None


def _with_another(mine: Person, agent: Person, pair: Pair, source: Source) -> bool:
    """Does someone do it in the source together with the one who does it in the target: “a doctor or nurse”?"""
    plain = pair.source.prose.plain
    return any(
        one.same(agent) and _OR.fullmatch(plain, one.end, mine.start) for one in source.people
    )


_OR = regex(r",?\s(?:and|or)\s(?:an?\s|the\s|your\s)?")


def _not_by(one: Person, pair: Pair) -> bool:
    """Is it said of someone that he does not: “not the patient, but …”?"""
    return _NOT.search(pair.target.prose.plain, 0, one.start) is not None


_NOT = regex(r"\b(?:no|non|não|nicht|pas)\s(?:[^\W\d_]+\s|l')?$", re.IGNORECASE)


def _named(one: Person, others: frozenset[str]) -> bool:
    """Does the other text name someone too? Whom a text speaks to it need not name."""
    return one.keys == YOU or not one.keys.isdisjoint(others)


def _likewise(source: Source, other: Person) -> bool:
    """Is the same said of someone else in the source, too?"""
    return any(
        one.same(other) and not one.governed and one.keys != YOU and source.elliptic(one)
        for one in source.people
    )


_MUTUAL = regex(
    r"(?:eat|ate|dr[aiu]nk|let|have|ha[ds]|having|ma[dk]e?|get|got|keep|kept|talk|sp[eo]ak|discuss|meet|met|see|saw|consult|visit|agree|share|marr|contact|liv|stay)"
)
"""What two do with one another."""


def _told(pair: Pair, deed: Deed, people: Sequence[Person]) -> Doers | None:
    """Who does the same in the target, and to whom; None where no word translates the verb, or several do that may be others."""
    told = [doers(pair.target, people, at) for at in _translations(pair, deed.verb)]
    verbs = [one for one in told if one is not None]
    return verbs[0] if len(verbs) == 1 else None


def _translations(pair: Pair, verb: int) -> list[int]:
    """The words that may translate a verb, where none of them may translate another."""
    word = pair.source.words[verb]
    given, passed = (
        {
            mark.first: "get" if caught(side, mark.first) else mark.value
            for mark in side.marks.get("transfer", ())
        }
        for side in (pair.source, pair.target)
    )
    if verb in given and len(given) == len(passed) == 1:
        return list(passed) if [*given.values()] == [*passed.values()] else []
    if _MUTUAL.match(word):
        return []
    says = translates(word, pair.source, pair.target)
    found = [index for index, other in enumerate(pair.target.words) if says(other)]
    for index in found:
        says = translates(pair.target.words[index], pair.target, pair.source)
        if any(says(other) for at, other in enumerate(pair.source.words) if at != verb):
            return []
        if verb in given and given[verb] != passed.get(index, given[verb]):
            return []
    return found
