"""For whom or when it holds: “only”, “unless” and “all but” are not left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from localize.checks.base import Pair, Problem
from localize.checks.reading.affixes import DENYING
from localize.checks.reading.denial import FULL, clause_start, groups, meant, restricts
from localize.checks.reading.echo import other_case
from localize.checks.reading.exception import exchanged
from localize.checks.reading.lasting import PROVIDED, lasts
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.predicates import echoed, light_words
from localize.checks.reading.reach import condition, is_without, words_after
from localize.checks.reading.reading import Reading
from localize.checks.rules.balance import but_idioms
from localize.checks.rules.told import missing
from localize.model import Severity
from localize.regex import regex

_EXCEPTED = {"except", "only", "wait", "limit"}
_EITHER = ("only", "wait")
"""What *unless* is not said with, where both texts have it: *alone*."""


def unrestricted(pair: Pair) -> Iterator[Problem]:
    """“only adults” without its “only”: often said by the form of the sentence, so minor where nobody is kept from anything by it."""
    scopes = pair.source.marks.get("scope")
    ours = [mark for mark in scopes if mark.value == "strict"] if scopes else ()
    if not ours:
        return
    theirs = pair.target.marks.get("scope", ())
    # “only if” may be “provided that”.
    if _after_only(pair, ours[0]) or PROVIDED.search(pair.target.prose.plain):
        return
    if not any(mark.value in ("only", "strict") for mark in theirs):
        severity = Severity.MAJOR if _restricts(pair.source, ours[0]) else Severity.MINOR
        yield missing(pair, ours[0], severity)


def _restricts(reading: Reading, mark: Mark) -> bool:
    """Does “only” say for whom, when or how something may be done?"""
    if not _RESTRICTING.isdisjoint(reading.words[mark.last + 1 : mark.last + 2]):
        return True
    if reading.words[max(0, mark.first - 1) : mark.first] == ["use"]:
        return True
    return any(
        0 < one.first - mark.last <= _NEAR
        for family in ("agegroup", "concept.person", "concept.route")
        for one in reading.marks.get(family, ())
    )


_RESTRICTING = frozenset({"after", "before", "by", "for", "if", "once", "under", "when", "with"})
_NEAR = 3
"""Words from “only” to whom it speaks of."""


def _after_only(pair: Pair, mark: Mark) -> bool:
    """“Only after washing your hands open it” is “wash your hands before you open it”, “only once” is “already … when”."""
    following = pair.source.words[mark.last + 1 : mark.last + 2]
    if not following or following[0] not in ("after", "once", "when"):
        return False
    if any(m.value == "then" and m.first == 0 < m.last for m in pair.target.marks.get("scope", ())):
        return True  # “Una vez aprobado, …”
    for m in pair.target.marks.get("concept.time", ()):
        if m.value == "before":
            # What comes first must not stand behind “before” too.
            first = [w.text for w in islice(words_after(mark, pair.source), 3)]
            second = [w.text for w in islice(words_after(m, pair.target), 2)]
            first = [word for word in first if word != following[0]][:2]
            return not any(echoed(word, pair.source, pair.target, second) for word in first)
    return not _ALREADY.isdisjoint(pair.target.words)


_ALREADY = frozenset({"bereits", "déjà", "già", "já", "schon", "ya"})


def turned_only_if(pair: Pair) -> Mark | None:
    """The *not* or *unless* of a condition that was an *only if*: “only if your doctor says so” as “if”, or “only if”, “your doctor does not”.

    Nothing else is denied in either text, and what is to be done is the same.
    """
    source, target = pair.source, pair.target
    onlies = [mark for mark in source.marks.get("scope", ()) if mark.value == "strict"]
    if (
        len(onlies) != 1
        or source.words[onlies[0].last + 1 : onlies[0].last + 2] not in (["if"], ["when"])
        or any(mark.value in FULL for mark in meant(source))
    ):
        return None
    if _onlies(target) and meant(source):
        return None  # “only if it is intact” may be “only if it is not broken”
    denials = meant(target)
    if len(denials) != 1:
        return None
    (cue,) = denials
    excepts = any(
        mark.value == "except" and mark.start <= cue.start < mark.end
        for mark in target.marks.get("exception", ())
    )
    begun = _condition_of(cue, target)
    if (excepts and _onlies(target)) or (
        not excepts
        and (cue.value not in ("strong", "limit") or is_without(cue, target) or not begun)
    ):
        return None
    light = light_words(source.tables.language)
    told = next((word for word in source.words[: onlies[0].first] if word not in light), "")
    return cue if told and echoed(told, source, target, target.words) else None


def _condition_of(cue: Mark, reading: Reading) -> bool:
    """Does a negation stand in a condition?"""
    plain = reading.prose.plain
    start = clause_start(plain, cue.start)
    return any(pattern.search(plain, start, cue.end) for pattern in (condition(reading), PROVIDED))


def exception(pair: Pair, here: Mark | None, there: Mark | None) -> Problem:
    """“all but A” as “only A”, or as “all, A included”."""
    said, became = (
        side.prose.text[mark.start : mark.end] if mark else ""
        for side, mark in ((pair.source, here), (pair.target, there))
    )
    return Problem(
        f"for whom or when it holds: “{said}” became “{became}”"
        if said and became
        else f"for whom or when it holds: “{said or became}” has nothing that stands for it",
        pair.target.place(there.start, there.end) if there else None,
        pair.source.place(here.start, here.end) if here else None,
    )


def unlesses(reading: Reading) -> list[Mark]:
    """The words for *unless* of a text."""
    conditions = reading.marks.get("concept.condition")
    return [m for m in conditions if m.value == "unless"] if conditions else []


def without_exception(pair: Pair, theirs: Sequence[Mark]) -> Iterator[Problem]:
    """“do not … unless” as “do not … if”."""
    exceptions = unlesses(pair.source)
    if not exceptions:
        return
    scopes, known = (side.marks.get("scope", ()) for side in (pair.target, pair.source))
    # “if he says that it is safe” as “si dice que puede hacerlo sin peligro”: that “sin” excepts nothing.
    meaning = but_idioms(pair, theirs)
    idle = {mark.start for mark in theirs if mark not in meaning}
    theirs, scopes = meaning, [mark for mark in scopes if mark.start not in idle]
    # “left alone” says the same on both sides, and excepts nothing.
    said = {mark.value for mark in scopes} - {m.value for m in known if m.value in _EITHER}
    said |= {mark.value for mark in theirs if mark.value in ("only", "limit")}
    if exchanged(pair) or _lacking(pair):
        return
    if any(m.value == "strong" for m in theirs) and not said & _EXCEPTED:
        denied, denies = (
            len(groups(marks, side.prose.plain))
            for marks, side in ((meant(pair.source), pair.source), (theirs, pair.target))
        )
        if denies <= denied:  # “unless it stops” is “if it does not stop”
            yield missing(pair, exceptions[0])


def _lacking(pair: Pair) -> bool:
    """“Unless there is a reason” as “in the absence of reasons”."""
    here, there = (
        sum("absent" in mark.value for mark in side.marks.get("concept.presence", ()))
        for side in (pair.source, pair.target)
    )
    return there > here


def without_unless(pair: Pair, ours: Sequence[Mark]) -> Iterator[Problem]:
    """“fine unless it hurts” as “fine as long as it hurts”: the target denies nothing at all."""
    exceptions = unlesses(pair.source)
    # “unless told otherwise” is “if not told so”, never “only if told so”.
    otherwise = "otherwise" in pair.source.words
    excepted = any(
        (m.value == "except" or (m.value == "only" and not otherwise)) and not lasts(m, pair.target)
        for m in pair.target.marks.get("scope", ())
    )
    if (
        exceptions
        and not excepted
        and not any(mark.value in FULL for mark in ours)
        and (otherwise or not other_case(exceptions[0], pair.source, pair.target))
    ):
        # “unless it is perforated” may be “provided it is intact”
        yield missing(pair, exceptions[0])


def for_even_if(pair: Pair) -> Mark | None:
    """The *even if* that became an *if*: “even if you feel better” as “if you feel better”."""
    conditions = pair.source.marks.get("concept.condition")
    if not conditions:
        return None
    words = pair.source.words
    even = next((m for m in conditions if m.value == "even" and words[m.first] == "even"), None)
    if even is None or not _STILL.isdisjoint(pair.target.words):
        return None
    if any(m.value == "even" for m in pair.target.marks.get("concept.condition", ())):
        return None
    cases = [m.start() for m in condition(pair.source).finditer(pair.source.prose.plain)]
    known = sum(not even.start <= at < even.end for at in cases)
    now = sum(1 for _ in condition(pair.target).finditer(pair.target.prose.plain))
    return even if now > known else None


def for_if(pair: Pair) -> Mark | None:
    """The *even if* of the target that was an *if*: “never if it is perforated” as “even if it is perforated”."""
    conditions = pair.target.marks.get("concept.condition", ())
    even = next((m for m in conditions if m.value == "even"), None)
    if even is None or not _NOT_IF.search(pair.source.prose.plain):
        return None
    if not _EVEN.isdisjoint(pair.source.words):
        return None
    if any(m.value == "even" for m in pair.source.marks.get("concept.condition", ())):
        return None
    known = sum(1 for _ in condition(pair.source).finditer(pair.source.prose.plain))
    cases = [m.start() for m in condition(pair.target).finditer(pair.target.prose.plain)]
    return even if known > sum(not even.start <= at < even.end for at in cases) else None


_NOT_IF = regex(r"\b(?:not|never) (?:\w+ ){0,3}?(?:if|when)\b", re.IGNORECASE)
_EVEN = frozenset(
    ("albeit", "although", "also", "anyway", "but", "despite", "even", "however", "matter", "no", "otherwise", "regardless", "still", "though", "too",
     "whatever", "whenever", "whether", "while", "yet")
)  # fmt: skip
"""What may be said as “even if”."""


def only_until(pair: Pair) -> Mark | None:
    """The *after* of “continue even after you feel better” where the target says “only until”."""
    found = _EVEN_AFTER.search(pair.source.prose.plain)
    if found is None or not _STILL.isdisjoint(pair.target.words):
        return None
    ended = any(m.value == "before|after" for m in pair.target.marks.get("concept.time", ()))
    if not ended or not restricted(pair.source, pair.target):
        return None
    times = pair.source.marks.get("concept.time", ())
    return next((m for m in times if m.end == found.end()), None)


_EVEN_AFTER = regex(r"\beven (?:long |well )?after\b", re.IGNORECASE)
_STILL = frozenset(
    ("aun", "aún", "incluso", "pesar", "pese", "siquiera", "también", "tampoco", "aussi", "malgré", "même",
     "auch", "dennoch", "egal", "selbst", "sogar", "trotz", "trotzdem", "ainda", "apesar", "inclusive", "mesmo", "sequer",
     "também", "anche", "comunque", "malgrado", "neanche", "nemmeno", "neppure", "nonostante", "persino", "pur", "pure",
     "ob", "tanto", "sia", "quer", "tant")
)  # fmt: skip
"""What says in other words that something holds all the same."""


def restricted(here: Reading, there: Reading) -> bool:
    """Does the other side say *only* more often?"""
    theirs = _onlies(there)
    return theirs > 0 and theirs > _onlies(here)


def only_what_is(one: Reading, other: Reading) -> bool:
    """“What is unlabelled will not be processed” as “only what is labelled will be”."""
    return (
        DENYING in one.marks
        and DENYING not in other.marks
        and restricts(other)
        and restricted(one, other)
    )


def _onlies(reading: Reading) -> int:
    """How often a text says *only*."""
    marks, denials = reading.marks.get("scope"), meant(reading)
    count = sum(mark.value in ("only", "strict") for mark in marks) if marks else 0
    # “ne … que”
    return count + sum(mark.value == "only" for mark in denials) if denials else count
