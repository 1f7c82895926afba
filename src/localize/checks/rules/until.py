"""Until when something holds: “keep it on until it has healed” does not become “put it on once it has healed”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from localize.checks.base import Pair
from localize.checks.reading.denial import (
    CLAUSE,
    FORBIDDING,
    FULL,
    clause_start,
    groups,
    meant,
    restricts,
)
from localize.checks.reading.echo import other_case
from localize.checks.reading.exception import ENDING, HOLDING, opposed
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.pivot import things
from localize.checks.reading.predicates import echoed, light_words, rows_of, translates
from localize.checks.reading.reach import REASONS, condition, counted, denied_by, words_after
from localize.checks.reading.reading import Reading
from localize.checks.reading.restricted import scopes, unwaited
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.rules.balance import Side


def begun(pair: Pair) -> Mark | None:
    """The one *until* of the source where the target says the same from then on: “once”, “after”, “erst wenn”.

    Said rightly with “once”, the verb is another one, or denied: “leave it on until” is “take it off once”.
    """
    source, target = pair.source, pair.target
    times = source.marks.get("concept.time")
    if not times:
        return None
    untils = [m for m in times if m.value == "before|after"]
    if len(untils) != 1 or _lasts(untils[0], source):
        return None
    (until,) = untils
    passed = _PASSED.match(source.prose.plain, until.end) is not None
    if not passed and (counted(until, source) or "wait" in scopes(source)):
        return None
    if passed and _FOR.search(target.prose.plain):
        return None  # “until four days have passed since” as “during the four days after”
    begins = _beginnings(target, timed=passed)
    if not begins or len(begins) <= len(_beginnings(source)):
        return None
    if "except" in scopes(target) or _waits(begins, target):
        return None
    ours, theirs = (
        groups([m for m in meant(side) if m.value in FULL], side.prose.plain)
        for side in (source, target)
    )
    forbidden = ours or any(
        m.value in ("verb", *FORBIDDING) or source.words[m.first].startswith(_PUT_OFF)
        for m in meant(source)
    )
    if len(ours) != len(theirs) or (forbidden and restricts(target)):
        return None
    if theirs and not any(_beside(theirs[-1], begin, target) for begin in begins):
        return None
    if ours and len(begins) - sum(_next(*two) for two in pairwise(begins)) == 1:
        return until  # “not until” is never “not after”
    return until if _said(until, begins, source, target) else None


_PUT_OFF = ("defer", "delay", "postpon", "withh")
"""“Withhold it until” is “give it only after”."""


def beforehand(pair: Pair) -> Mark | None:
    """The *until* of “shake it until it dissolves” where the target says “shake it before it dissolves”."""
    source, target = pair.source, pair.target
    ours, theirs = (
        {m.value.rstrip("?") for m in side.marks.get("concept.time", ())}
        for side in (source, target)
    )
    if "before|after" not in ours or "before" in ours or theirs != {"before"}:
        return None
    untils = [m for m in source.marks["concept.time"] if source.words[m.first] in UNTILS]
    if len(untils) != 1 or _lasts(untils[0], source) or _TAKES.search(source.prose.plain):
        return None
    if any(
        "wait" in scopes(side) or any(m.value in FULL for m in meant(side))
        for side in (source, target)
    ):
        return None
    said = [word.text for word in islice(words_after(untils[0], source), _SAID)]
    return next(
        (
            untils[0]
            for mark in target.marks["concept.time"]
            for word in islice(words_after(mark, target), _SAID)
            if echoed(word.text, target, source, said)
        ),
        None,
    )


def unwaiting(pair: Pair) -> Mark | None:
    """The *before* of “wait until it is dry before you put it on” where the target says “put it on before it is dry”."""
    source, target = pair.source, pair.target
    found = _WAIT.search(source.prose.plain)
    if found is None:
        return None
    there = {m.value.rstrip("?") for m in target.marks.get("concept.time", ())}
    if there != {"before"} or not scopes(target).isdisjoint(_AWAITED):
        return None
    times = source.marks.get("concept.time", [])
    if len(times) != _TWO or _LET.search(target.prose.plain):
        return None
    if any(m.value in FULL for side in (source, target) for m in side.marks.get("negation", ())):
        return None
    until, before = times
    awaited = [w.text for w in source.places if until.end < w.start < before.start]
    said = [
        word.text
        for mark in target.marks["concept.time"]
        for word in islice(words_after(mark, target), _AWAIT)
    ]
    return before if any(echoed(word, target, source, awaited) for word in said) else None


_WAIT = regex(r"\bwait\s(?:until|till)\b[^.;:!?]*\bbefore\b", re.IGNORECASE)
_LET = regex(r"\b(?:lass|deix|dej|laiss|lasci)\w+", re.IGNORECASE)
"""“Let it dry before you put it on” waits."""
_TWO = 2
_AWAIT = 4
"""Words behind the *before* of a target."""
_AWAITED = frozenset({"strict", "then", "wait"})
_SAID = 3
"""Words behind *until* and *before*."""
_TAKES = regex(
    r"\b(?:takes?|took|days?|weeks?|months?|hours?|minutes?|long|delay\w*|allow\w*|rest|let)\b",
    re.IGNORECASE,
)
"""“It may be weeks until” is “weeks before”."""


def rushed(pair: Pair) -> Mark | None:
    """The *until*, or the *only after*, of the source where the target says “without waiting for it”."""
    here, there = pair.source.marks.get("scope"), pair.target.marks.get("scope")
    if not here or not there or not unwaited(pair.target) or any(m.value == "wait" for m in here):
        return None
    if any(m.value == "now" for m in pair.source.marks.get("concept.urgency", ())):
        return None
    known = sum(m.value in ("strict", "except") for m in there)
    asked = [m for m in here if m.value == "strict" or pair.source.words[m.first] in UNTILS]
    return asked[0] if asked and known <= 1 else None


def made_a_condition(pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark]) -> Mark | None:
    """The *until* of “do not drive until you may” where the target says “do not drive if you may”."""
    source, target = pair.source, pair.target
    untils = [m for m in source.marks.get("scope", ()) if source.words[m.first] in UNTILS]
    if len(untils) != 1 or not scopes(target).isdisjoint(_ENDED):
        return None
    (until,) = untils
    denied, denies = (
        groups([m for m in marks if m.value in FULL], side.prose.plain)
        for marks, side in ((ours, source), (theirs, target))
    )
    if not denies or not any(m.end <= until.start for m in denied) or len(denies) > len(denied):
        return None
    if any(m.value in ("before", "before|after") for m in target.marks.get("concept.time", ())):
        return None
    here, there = (
        sum(m[0].lower() not in REASONS for m in condition(side).finditer(side.prose.plain))
        for side in (source, target)
    )
    if there <= here or other_case(until, source, target) or opposed(source, target, alone=True):
        return None  # “until it has gone” is “if it persists”
    return until


_ENDED = frozenset({"except", "only", "strict", "wait"})
UNTILS = frozenset({"till", "until"})


def at_once(one: Side, other: Side) -> bool:
    """Is “do not wait to” said as “at once”?"""
    here, there = (
        any(mark.value in ("now", "now?") for mark in side.reading.marks.get("concept.urgency", ()))
        for side in (one, other)
    )
    if here or not there or "wait" in scopes(other.reading):
        return False
    denied = denied_by(one.denials[-1], one.reading)
    return any(_WAITING.match(word) for word in denied)


_WAITING = regex(
    "adi|aguard|aspett|att|delay|demor|esit|esper|hésit|hesit|indugi|postpon|retras|ritard|tard|wait|wart|zöger|zuwart"
)


_FOR = regex(r"\b(?:durante|pendant|während|per|nei|nelle)\s(?:\w+\s)?", re.IGNORECASE)
_PASSED = regex(r"[^,.;:]*\b(?:passed|elapsed|lapsed|gone (?:by|past))\b")
"""“until two days have passed”"""


def _beginnings(reading: Reading, *, timed: bool = False) -> list[Mark]:
    """What says from when something is so, each once; not `timed`, without what has a number, “after 24 hours”."""
    marks = [m for m in reading.marks.get("scope", ()) if m.value == "then"]
    marks += [m for m in reading.marks.get("concept.time", ()) if m.value in ("after", "after?")]
    found = {m.start: m for m in marks if timed or not counted(m, reading)}
    return [found[start] for start in sorted(found)]


def _waits(begins: Sequence[Mark], reading: Reading) -> bool:
    """Does a text say to wait? “Once a year has passed” does not."""
    return any(
        mark.value == "wait" and not any(_next(begin, mark) for begin in begins)
        for mark in reading.marks.get("scope", ())
    )


def _next(one: Mark, other: Mark) -> bool:
    return 0 <= other.first - one.last <= _NEXT


_NEXT = 6
"""Words from “once” to “passed”: “une fois qu'un an s'est écoulé”."""


def _lasts(until: Mark, reading: Reading) -> bool:
    """Is it told how long it takes: “it may be weeks until”?"""
    return any(mark.start < until.start for mark in reading.marks.get("concept.period", ()))


def _beside(one: Mark, other: Mark, reading: Reading) -> bool:
    start, end = min(one.end, other.end), max(one.start, other.start)
    plain = reading.prose.plain[start:end].rstrip(" ,")  # German has a comma there
    return not CLAUSE.search(plain)


def _said(until: Mark, begins: Sequence[Mark], source: Reading, target: Reading) -> bool:
    """Is what holds until then said in the target, and nothing that ends it?"""
    plain = source.prose.plain
    start = clause_start(plain, until.start)
    language = source.tables.language
    light = light_words(language)
    verbs = [
        word.text
        for word in source.places
        if start <= word.start < until.start and word.text not in light
    ]
    known = [word for word in verbs if rows_of(word, language)]
    if not known or _AGAIN.search(target.prose.plain):
        return False
    said = _outside(begins, target)
    held = next((w for w in known if not HOLDING.isdisjoint(rows_of(w, language))), None)
    if held is None or restricts(target):
        return any(map(translates(held or known[0], source, target), said))
    light = light_words(target.tables.language)
    return all(
        ENDING.isdisjoint(rows_of(word, target.tables.language))
        for word in said
        if word not in light
    )


def _outside(begins: Sequence[Mark], reading: Reading) -> list[str]:
    """The words of a text but those of the clauses that say from when: “once the stitches are out”."""
    plain = reading.prose.plain
    stretches = [
        (m.start, end.start() if (end := CLAUSE.search(plain, m.end)) else len(plain))
        for m in begins
    ]
    return [
        word.text
        for word in reading.places
        if not any(start <= word.start < end for start, end in stretches)
    ]


_AGAIN = regex(
    r"\b(?:wieder\w*|de nuevo|nuevamente|vuelv\w+|volver|à nouveau|de nouveau|repr\w+|de novo|novamente|volt\w+|di nuovo|nuovamente|torn\w+|ripr\w+)\b",
    re.IGNORECASE,
)
"""“Stay at home until it has gone” as “go back once it has gone”."""


def not_after(pair: Pair, ours: Sequence[Mark]) -> Sequence[Mark]:
    """The negations but the *not* of “A before, not after, B” where the target says “B after A, not the other way round”."""
    plain, other = pair.source.prose.plain, pair.target.prose.plain
    if not ours or (" after" not in plain and " before" not in plain):
        return ours
    found = _NOT_AFTER.search(plain)
    if found is None or not _OTHER_WAY.search(other):
        return ours
    time, became = (
        next(
            (m for m in side.marks.get("concept.time", ()) if m.value in ("before", "after")), None
        )
        for side in (pair.source, pair.target)
    )
    mine, theirs = things(pair)
    places = sorted(
        (mine[k][0], theirs[k][0])
        for k in mine.keys() & theirs.keys()
        if not k.startswith("concept.time") and mine[k][0] != found.start()
    )
    before = [b for a, b in places if time and a < time.start]
    after = [b for a, b in places if time and a > time.start]
    if not (before and after and time and became):
        return ours
    turned = before[-1] > after[0]
    if turned == (time.value == became.value):
        return ours
    return [mark for mark in ours if mark.end != found.end()]


_NOT_AFTER = regex(r"\b(?:not|never)(?= (?:after|before|afterwards?|beforehand)\b)")
_OTHER_WAY = regex(
    r"\b(?:revés|invers[aeo]|viceversa|contrario|contrário|contraire|umgekehrt|anders ?(?:he)?rum)\b"
)
