"""What is said without the negation of the other side: by a limit, a degree, an exception, an opposite."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from localize.checks.reading.denial import (
    CLAUSE,
    FULL,
    LIST,
    STANDINS,
    Span,
    limit_words,
    meant,
    within,
)
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.predicates import instead_words, light_words, translates
from localize.checks.reading.quantity import LOOSE
from localize.checks.reading.reading import Reading
from localize.checks.reading.restricted import scopes_in
from localize.checks.reading.tables import concepts
from localize.regex import regex

_BESIDE = 3
"""Words from what a negation turns round to the negation: “few patients did not”."""
_REACH = 14
"""Words from a negation to a limit that it turns round: “no debe administrarse a niños que pesen menos de”."""
_CONDITION = regex(
    r",\s(?=(?:if|when|while|as long as|si|mientras|cuando|tant que|lorsque|solange|wenn|falls|sofern|bis|se|finché|quando|enquanto)\b)",
    re.IGNORECASE,
)
"""No end of what is denied: “nicht beginnen, solange … unter”."""
_RANGE = regex(r"\d\s?[-–—]\s?\d")


def bounds(reading: Reading, span: Span, other: Reading, there: Span) -> int:
    """How many negations of a sentence turn a limit round, “no … more than”, that the other side says without."""
    limits = limit_words(reading)
    if not limits or "negation" not in reading.marks:
        return 0  # as mostly
    limits = within(limits, *span)
    cues = limits and [
        mark for mark in within(reading.marks["negation"], *span) if mark.value in _TURNING
    ]
    if not cues:
        return 0
    known = [mark.value for mark in limits]
    said = [mark.value for mark in within(limit_words(other), *there)]
    if _RANGE.search(other.prose.plain, *there) or any(
        sum(0 < q.start - mark.end <= _AHEAD for q in other.quantities) > 1  # “between two visits”
        for mark in within(other.marks.get("range", ()), *there)
    ):
        said += ["ge", "le"]  # “neither below 2 nor above 3” is “between 2 and 3”
    restricted = any(mark.value in ("only", "strict") for mark in scopes_in(other, there))
    if restricted and any(m.value == "adult" for m in other.marks.get("concept.person", ())):
        said.append("ge")  # “adults only” is “not under 18”
    if restricted and any(q.value == 1 and q.unit == "time" for q in other.quantities):
        said.append("le")  # “a single time” is “never more than once”
    plain = reading.prose.plain
    turning: set[int] = set()
    for mark in limits:
        kind = mark.value.rstrip("!?")
        turned = _TURNED.get(kind, ())
        if not any(said.count(value) > known.count(value) for value in turned):
            continue
        if kind == "after" and not any(
            0 <= q.start - mark.end <= _AHEAD and (q.level != LOOSE or q.unit or q.value != 1)
            for q in reading.quantities
        ):
            continue  # “not in the 24 hours after a dose”, “not until 24 hours after the last vomiting”
        if not _counts(mark, reading) or _kept(mark.value, known, said):
            continue
        turning.update(
            cue.start
            for cue in cues
            if 0 < mark.first - cue.last <= _REACH
            and not CLAUSE.search(_CONDITION.sub(" ", plain[cue.end : mark.start]))
        )
        if (
            (kind == "lt" and "ge" in said)
            or (kind == "gt" and "le" in said)
            or (restricted and kind in _SUBJECTS)
        ):
            # “babies under one must not” is “only from one year on”, “wer unter 50 kg wiegt, darf nicht” “at least 50”,
            # “volumes over 2 ml must not be injected” “at most 2 ml must be”,
            # “samples over four hours old cannot” “only within four hours”, “those after 30 June were not” “only those until”
            turning.update(
                cue.start
                for cue in cues
                if 0 < cue.first - mark.last <= LIST
                and not CLAUSE.search(plain[mark.end : cue.start].replace(",", " ", 1))
            )
    return len(turning)


def _kept(value: str, known: Sequence[str], said: Sequence[str]) -> bool:
    """Does a limit stay as it is: “not over 5” as “over 5”? Then it stands for no negation."""
    here, there = (
        sum(v.rstrip("!") == value.rstrip("!") for v in values) for values in (known, said)
    )
    return there >= here


_TURNED = {
    "gt": ("le", "in?", "lt", "lt!", "until?"),
    "after": ("until?", "in?", "le"),  # “not after midday” is “until midday”, “before midday”
    "in": (
        "ge",
        "gt",
        "gt!",
        "from?",
    ),  # “never within three metres” is “three metres away at least”
    "lt": ("ge", "gt", "gt!", "from?"),  # “nobody under 18” is “only from 18”
    "reach": ("lt", "lt!", "ge"),  # “who have not turned two” is “under two”, “only from two on”
    "le": ("gt", "gt!"),  # “not if it is 30 or less” is “only if it is over 30”
    "ge": ("lt", "lt!"),
}
"""A limit -> what it is when it is denied."""
_SUBJECTS = ("lt", "gt", "after", "in")
"""The limits of that which is denied something, where *only* may say what is not."""
_AHEAD, _BEHIND = 30, 20
"""Characters from a word for a limit to its number, and from the number to it."""


def _counts(mark: Mark, reading: Reading) -> bool:
    """Does a word for a limit have a number, or what names one: not “better than placebo”?"""
    return _NAMED.match(reading.prose.plain, mark.end) is not None or any(
        0 <= q.start - mark.end <= _AHEAD
        # “must not be given *to* the patient” bounds nothing
        or (mark.value[-1] != "?" and 0 <= mark.start - q.end <= _BEHIND)
        for q in reading.quantities
    )


_NAMED = regex(
    r"(?: \w+){0,3}? (?:value|limit|level|threshold|maximum|minimum|valor|límite|limite|valeur|seuil|wert|grenzwert|höchstwert"
    r"|mindestwert|valore|soglia|massimo|minimo|máximo|mínimo)\b",
    re.IGNORECASE,
)
"""“exceed the value printed on the label”."""
_TURNING = ("strong", "ban", "firm")
"""The negations that turn a limit round: “not under 18”, “forbidden to those under 18”, “kept away from …”."""


def less(reading: Reading, span: Span, other: Reading, there: Span) -> int:
    """How many negations are said as *less*: “not as quickly” as “less quickly”."""
    marks = [mark for mark in scopes_in(reading, span) if mark.value == "equal"]
    if not marks:
        return 0
    plain = reading.prose.plain
    compared = sum(
        any(
            mark.start >= cue.end and not CLAUSE.search(plain, cue.end, mark.start)
            for mark in marks
        )
        for cue in within(reading.marks.get("negation", ()), *span)
        if cue.value == "strong"
    )
    if not compared:
        return 0
    here, said = (
        sum(mark.value == "less" for mark in within(side.marks.get("concept.degree", ()), *stretch))
        for side, stretch in ((reading, span), (other, there))
    )
    return min(compared, max(0, said - here))


def unsaid(marks: Sequence[Mark], reading: Reading, other: Reading) -> list[Mark]:
    """The negations of a text but those whose meaning the other side has: “not … unusual”, “inhabituel”."""
    starts = {mark.start for mark in marks if mark.value != "strong"}
    if not starts:
        return list(marks)
    theirs = other.marks
    said = {
        mark.start
        for family, known in reading.marks.items()
        if family in theirs and family[:8] == "concept."
        for mark in known
        if mark.start in starts and any(mark.value == m.value for m in theirs[family])
    }
    return [mark for mark in marks if mark.start not in said or mark.value == "strong"]


_DENYING_LIMITS = {"le", "ge"}
"""“No more than”, “never exceed”: limits that may be said with a negation or without."""
_TURNED_TOO = frozenset({"concept.condition"})
"""Of these the same may be said with a negation: “whether or not”, “unabhängig davon, ob … oder nicht”."""
_MEANING = ("comparator", "concept.")


def unshared(marks: Sequence[Mark], reading: Reading, other: Reading) -> list[Mark]:
    """The negations of a text, but what says the same as a word of the other side, and so stands for none of its negations.

    The *less* of “less than 10 kg” and “inferiore a 10 kg”, the *until* of *hasta*, “stop” as “deje de”.
    """
    if all(mark.value != "weak" for mark in marks):
        return list(marks)
    taken = [
        mark for mark in shared(reading, other) if mark.value.rstrip("!?") not in _DENYING_LIMITS
    ]
    return [
        mark
        for mark in marks
        if mark.value != "weak"
        or not any(
            known.first == mark.first
            and (
                mark.last <= known.last
                or (mark.last == known.last + 1 and reading.words[mark.last] in _FROM)
            )
            for known in taken
        )
    ]


_FROM = frozenset({"from"})
"""What a word that denies may have with it: “excluded from”."""


def shared(reading: Reading, other: Reading) -> Iterator[Mark]:
    """The limits and meanings of a text that the other says too.

    Not “no utilizado” for “unused”: there a negation is part of it.
    """
    denials = [mark for mark in meant(other) if mark.value in FULL]
    for family, marks in reading.marks.items():
        if family not in other.marks or not family.startswith(_MEANING) or family in _TURNED_TOO:
            continue
        values = {
            there.value.rstrip("!?")
            for there in other.marks[family]
            if not any(there.start <= denial.start < there.end for denial in denials)
        }
        yield from (mark for mark in marks if mark.value.rstrip("!?") in values)


def instead(reading: Reading, other: Reading, denied: Span = (0, 0)) -> int:
    """How many words of a text may say a denial without one: “leave it in place” for “do not remove it”.

    Those of the stretch that is denied are left aside, and those that the other text says too: “always” and *siempre*.
    """
    found = instead_words(reading.tables.language).fullmatch
    start, end = denied
    words = [w for w in reading.places if found(w.text) and not start <= w.start < end]
    if not words:
        return 0
    said = {
        mark.start
        for mark in shared(reading, other)
        if mark.family in _CONSTANT or mark.value == "until?"
    }
    left = [translates(word.text, reading, other) for word in words if word.start not in said]
    if not left:
        return 0
    language = other.tables.language
    alike = instead_words(language).fullmatch
    light = light_words(language)  # “durante” does not say that something is kept
    there = [w for w in other.words if w not in light or alike(w)]
    # *alone* and *solo*
    return max(0, len(left) - sum(any(says(w) for says in left) for w in there))


_CONSTANT = frozenset(
    f"concept.{name}" for name in ("extent", "frequency", "keepaway", "rank", "side")
)


def turned(reading: Reading, other: Reading, cues: Sequence[Mark], *, strict: bool = False) -> int:
    """How many negations the other side says by the opposite: “not dangerous” as “harmless”.

    `strict`: what both sides say besides is no opposite, the “in the fridge” of “in the fridge; do not freeze”.
    """
    cues = [cue for cue in cues if cue.value not in STANDINS]
    if not cues:
        return 0
    count = 0
    known, said_there = concepts(), other.marks
    for family, marks in reading.marks.items():
        if family not in said_there or family[:8] != "concept." or not known[family[8:]].denied:
            continue
        denied = [
            mark
            for mark in marks
            if any(
                0 < mark.first - cue.last <= LIST
                or (cue.value == "strong" and denied_after(reading, mark, cue))
                for cue in cues
            )
        ]
        if not denied:
            continue
        # “non traitée” is untreated
        theirs = [m for m in other.marks[family] if not right_behind_not(m, other)]
        there, here = _members(theirs), _members(marks)
        if not there:
            continue
        # “never stop abruptly”, “always stop gradually: stopping abruptly …”
        new = family in _MANNER and there.keys() - {mark.value for mark in marks}
        count += sum(bool(new) or _fewer(mark, here, there, strict=strict) for mark in denied)
    return count


def held(reading: Reading, other: Reading, cues: Sequence[Mark]) -> int:
    """How many negations are part of a meaning that the other side says without one: “not gone” as “persiste”."""
    inside = [cue for cue in cues if cue.value in FULL]
    if not inside:
        return 0
    count = 0
    for family, marks in reading.marks.items():
        if family[:8] != "concept." or family not in other.marks:
            continue
        with_it = [
            m
            for m in marks
            if m.first < m.last and any(m.first <= cue.first < m.last for cue in inside)
        ]
        if not with_it or not concepts()[family[8:]].denied:
            continue
        denials = [mark.start for mark in meant(other) if mark.value in FULL]
        theirs = Counter(
            m.value.rstrip("?")
            for m in other.marks[family]
            if not any(m.start <= start < m.end for start in denials)
            and not right_behind_not(m, other)
        )
        plain = Counter(m.value.rstrip("?") for m in marks if m not in with_it)
        count += sum(theirs[m.value.rstrip("?")] > plain[m.value.rstrip("?")] for m in with_it)
    return min(count, len(inside))


def right_behind_not(mark: Mark, reading: Reading) -> bool:
    """Does a word stand right behind what denies it?"""
    return not NOT.isdisjoint(reading.words[max(0, mark.first - 1) : mark.first])


NOT = frozenset(("nicht", "non", "no", "não"))
"""What denies the word right behind it."""


def _members(marks: Sequence[Mark]) -> Counter[str]:
    """How often some marks of a set say each of its members. What ends takes no denial of going on: “until the pack is finished”."""
    return Counter(
        value.rstrip("?")
        for mark in marks
        for value in mark.value.split("|")
        if value != "stop?" or mark.family != "concept.start"
    )


def _fewer(mark: Mark, here: Counter[str], there: Counter[str], *, strict: bool = False) -> bool:
    """Is a member gone from the other side, or one of several, another having come: “not active … activate” as “inactive … activate”?"""
    values = mark.value.rstrip("?").split("|")
    if not any(there[value] for value in values):
        return not strict or here - there != Counter(values) or bool(there - here)
    return all(there[value] < here[value] for value in values) and any(
        there[value] > here[value] for value in there if value not in values
    )


_MANNER = ("concept.speed",)
"""What is denied of a verb rather than the verb itself."""


def denied_after(reading: Reading, mark: Mark, cue: Mark) -> bool:
    """Is how often something is so turned round by a negation that follows: “unusual not to feel”, “few did not respond”, “verschwindet nicht”?"""
    return (
        mark.family in _OFTEN
        and reading.words[mark.first] != "not"
        and 0 < cue.first - mark.last <= (LIST if _far(mark, reading) else _BESIDE)
        and not (_APART_O if reading.tables.language in ("es", "it") else _APART).search(
            reading.prose.plain, mark.end, cue.start
        )
    )


def _far(mark: Mark, reading: Reading) -> bool:
    """May what denies a word stand far behind it: “unusual that …”, “Verschwindet das Gefühl nach zwei Tagen nicht”?"""
    if reading.tables.compounds and mark.family in ("concept.lasting", "concept.likelihood"):
        return True
    return reading.prose.plain.startswith(" that ", mark.end)


_OFTEN = frozenset(
    f"concept.{name}"
    for name in ("frequency", "lasting", "likelihood", "many", "possible", "usual")
)
_APART = regex(CLAUSE.pattern + r"|\b(?:and|y|e|et|und|or|ou|oder)\b")
_APART_O = regex(_APART.pattern + r"|\bo\b")
"""Portuguese *o* is an article."""
