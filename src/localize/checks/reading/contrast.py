"""Two things of which one is said and the other denied: “A may, but B must not”, “A, never B”.

Each stands in a half of its sentence. They have changed places where one of each half stands in the other half of the
target, since the halves are told apart by what is denied and not by their order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from localize.checks.reading.anchors import anchors, both, starts
from localize.checks.reading.denial import groups, meant
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.reading import Reading
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.base import Pair

Span = tuple[int, int]

_LEADING = r"an?|as|at|by|for|from|in|into|on|the|to|under|with|your"
_CONTRAST = regex(
    r",?\sbut\s|,\s(?:whereas|while)\s"
    rf"|\s(?=and\s(?:not|never)\s(?:{_LEADING})\s)"
    rf"|,\s(?=(?:and\s)?(?:not|never)\s(?:{_LEADING}|when)\s)"
    r"|;\s(?=(?:do\snot|never)\s)"
    r"|,\s(?=(?:not|never)\s(?!after|before)\w+(?:[,.;)]|$))",
    re.IGNORECASE,
)
"""What parts what is said from what is denied, in a source."""
_OPPOSED = regex(
    r",?\s(?:pero|sino|aber|sondern|mas|ma|bensì)\s"
    r"|,\s(?:mais|mientras|tandis|alors|während|wohingegen|enquanto|mentre)\s"
    r"|,\s(?=(?:y\s|e\s|et\s|und\s)?(?:no|nunca|jamás|pas|jamais|non|nicht|nie|niemals|kein\w*|não|mai)\s)",
    re.IGNORECASE,
)
"""The same in a target; where nothing does so, its one sign does."""
_AND_NOT = regex(
    r"\s(?=(?:(?:y|e|et|und)\s(?:no|non|pas|jamais|nunca|mai|nicht|nie|niemals|não))\s)",
    re.IGNORECASE,
)
"""“au réfrigérateur et non au congélateur”"""
_SIGN = regex(r",\s|;\s|:\s|\s[–—]\s")
_NEUTRAL = (
    "concept.modality:",
    "concept.permission:",
    "concept.possible:",
    "concept.limit:",
    "concept.degree:",
    "concept.exclusivity:",
    "concept.role:patient",
    "concept.urging:",
)
"""Meanings that go with a denial: they change sides as it is put."""


def exchanged(pair: Pair) -> tuple[Span, Span] | None:
    """Where the source has what it denies and the target says; and what has taken its place in the target."""
    if "negation" not in pair.source.marks or "negation" not in pair.target.marks:
        return None
    here = _denied_half(pair.source, _CONTRAST) if _contrasts(pair.source) else None
    there = _denied_half(pair.target, _OPPOSED) if here else None
    if here is None or _FREE.search(pair.source.prose.plain):
        return None  # “no cure for A, but a B-free diet helps” denies both
    if any(
        m.value == "weak"
        and m.first == m.last
        and not here[0] <= m.start < here[1]
        and _UN.match(pair.source.prose.plain, m.start)
        for m in pair.source.marks["negation"]
    ):
        return None  # nor can “unopened” be told from it in the target
    there = there or _denied_half(pair.target, _AND_NOT) or _denied_half(pair.target, _SIGN)
    if there is None:
        return None
    ours, theirs = both(pair)
    denied: list[str] = []
    said: list[str] = []
    for key, span in ours.items():
        other = theirs.get(key)
        if other is None or key.startswith(_NEUTRAL):
            continue
        was, now = here[0] <= span[0] < here[1], there[0] <= other[0] < there[1]
        if was and not now:
            denied.append(key)
        elif now and not was:
            said.append(key)
    for one in sorted(denied, key=_vague):
        for two in sorted(said, key=_vague):
            if ours[one] != ours[two] and theirs[one] != theirs[two]:
                return ours[one], theirs[two]
    return None


def _contrasts(reading: Reading) -> bool:
    """May a source have what `_CONTRAST` looks for?"""
    plain, words = reading.prose.plain, reading.words
    return ("," in plain or ";" in plain or "but" in words) and not _OPPOSING.isdisjoint(words)


_OPPOSING = frozenset(("but", "never", "not", "whereas", "while"))
"""Of which any match of `_CONTRAST` has one."""


def halved(pair: Pair, *, twos: bool) -> tuple[Span, Span] | None:
    """Of “A is X, B is Y”, where A and B keep their halves and X and Y do not: the place of X, and of what took it.

    Which half is which does not matter: “B is Y, A is X” is the same. `twos`: has the source two words of a set of meanings?
    """
    here = _parting(pair.source, _HALVES if _contrasts(pair.source) else _ENDS)
    there = _parting(pair.target, _OTHER_HALVES) if here is not None else None
    if here is None or there is None:
        return _verbs_exchanged(pair) if twos else None
    if {pair.source.prose.plain[here], pair.target.prose.plain[there]} == {",", "."}:
        # “a rare disease of X, hard to find” as “X. A rare disease, hard to find.”
        return None
    ours, theirs = anchors(pair.source), anchors(pair.target)
    if all((ours[k][0] > here) == (theirs[k][0] > there) for k in ours if k in theirs):
        return None  # the dearer half is only asked for where something has moved
    ours, theirs = both(pair)
    kinds: dict[tuple[bool, bool], dict[Span, Span]] = {}
    for key, span in ours.items():
        if key in theirs and not key.startswith(_NEUTRAL):
            other = theirs[key]
            kind = span[0] > here, other[0] > there
            kinds.setdefault(kind, {})[span] = other
    if len(kinds) < _ALL:
        return None
    first, second = kinds[False, True], kinds[True, False]
    for a, b in pair.alignment.matched:
        if (a.start > here) != (b.start > there):
            kinds[a.start > here, b.start > there][a.start, a.end] = b.start, b.end
    if min(len(first), len(second)) > 1:
        return None  # all has moved but what is said of both: “A 5 mg and B 10 mg an hour before”
    return next(iter(first)), next(iter(second.values()))


def _verbs_exchanged(pair: Pair) -> tuple[Span, Span] | None:
    """“A raises and B lowers” as “A lowers and B raises”: two opposites that have changed the halves around an *and*.

    Of other things it cannot be told: what stands behind an *and* may go ahead where that is only a part of the sentence.
    """
    if "and" not in pair.source.words:
        return None
    for family, here in pair.source.marks.items():
        if len(here) != _BOTH or not family.startswith("concept."):
            continue
        there = pair.target.marks.get(family, [])
        if len(there) != _BOTH or f"{family}:".startswith(_NEUTRAL):
            continue
        a, b, c, d = (*here, *there)
        first, second = a.value.rstrip("?"), b.value.rstrip("?")
        if first == second or (second, first) != (c.value.rstrip("?"), d.value.rstrip("?")):
            continue
        parted = _between(pair.source, a, b, _AND), _between(pair.target, c, d, _OTHER_AND)
        if parted[0] is None or parted[1] is None or _in_a_row(pair.source, a, b):
            continue
        places = [
            (at, to) for at, to in starts(pair, *both(pair, family)) if at not in (a.start, b.start)
        ]
        stay = [(at > parted[0]) == (to > parted[1]) for at, to in places]
        subjects = [
            (at < a.start or parted[0] < at < b.start)
            and (to < c.start or parted[1] < to < d.start)
            for at, to in places
        ]
        if any(subjects) and all(stay):
            return (a.start, a.end), (c.start, c.end)
    return None


def _in_a_row(reading: Reading, one: Mark, two: Mark) -> bool:
    """“Patients and specialists”: two that stand side by side may be told in either order."""
    return reading.prose.plain.count(" ", one.end, two.start) == _BOTH


_BOTH = 2
_AND = regex(r",?\sand\s")
_OTHER_AND = regex(r",?\s(?:y|e|et|und)\s")


def _between(reading: Reading, one: Mark, two: Mark, pattern: re.Pattern[str]) -> int | None:
    """Where the only such word between two places stands."""
    found = list(pattern.finditer(reading.prose.plain, one.end, two.start))
    return found[0].start() if len(found) == 1 else None


def _parting(reading: Reading, patterns: Sequence[re.Pattern[str]]) -> int | None:
    """Where a text has its two halves parted; None where nothing parts just two."""
    plain = reading.prose.plain
    for pattern in patterns:
        if found := pattern.search(plain):
            # A word behind a full stop has nothing to change places with.
            one = " " in plain[found.end() :] and not pattern.search(plain, found.end())
            one = one and not (pattern is _COMMA and _LISTED.match(plain, found.end()))
            return found.start() if one else None
    return None


_ALL = 4
"""Ways in which a word can stand in one half of each text."""
_STOP = regex(r"[.!?;]\s(?:(?<=;\s)|(?=\S))")
_COMMA = regex(r",\s")
_LISTED = regex(r"(?:\w+\s){0,2}(?:and|or|y|e|et|und|o|ou|oder)\s")
"""What stands behind the comma of a list: “East, Central and South”."""
_ENDS = (_STOP, _COMMA)
_HALVES, _OTHER_HALVES = (_CONTRAST, *_ENDS), (_OPPOSED, *_ENDS)


def _vague(key: str) -> bool:
    """Is it a meaning, rather than a thing that is called by its name? What is shown is the thing."""
    return key.startswith(("concept.", "row:"))


def _denied_half(reading: Reading, parting: re.Pattern[str]) -> Span | None:
    """The half of a text that its one denial stands in; None where there is not just one, or nothing parts two halves."""
    plain = reading.prose.plain
    parts = list(parting.finditer(plain))
    if len(parts) != 1:
        return None
    # “et non au congélateur”: what parts the two is the denial itself.
    cue = _cue(reading, -1 if parts[0].group().strip(" ,") else parts[0].end())
    if cue is None or _FREE.match(plain, cue.end) or _allows(reading, cue):
        return None  # “gluten-free but not lactose-free” denies no lactose
    at = parts[0].start()
    if cue.start < at:
        return 0, at
    if parts[0].end() < cue.start or (sign := _SIGN.search(plain, cue.end)) is None:
        return at, len(plain)
    return at, sign.start()  # “A, not B, is …”


_UN = regex(r"(?:non|un(?!til|less|der))\w", re.IGNORECASE)
_FREE = regex(r"\s\w+-(?:free|less)\b")


def _allows(reading: Reading, cue: Mark) -> bool:
    """Is it a hindrance that is denied: “a cold does not prevent vaccination, a fever does”? A German verb stands before it."""
    plain = reading.prose.plain
    if reading.tables.compounds and _HINDERS.search(plain, max(0, cue.start - _NEAR), cue.start):
        return True
    return _HINDERS.match(plain, cue.end + plain.startswith(" ", cue.end)) is not None


_HINDERS = regex(
    r"\b(?:(?:is|are|es|est|è|é|ist)\s)?(?:(?:an?|un|una|uma|no|ein)\s)?(?:(?:be )?(?:prevent|preclu|exclu|rule|bar|contraindic)\w*|impid\w+|imped\w+|empêch\w+|esclud\w+|obsta\w+|vieta\w*"
    r"|hinder\w*|verhinder\w*|verbiet\w*|schließ\w*|spricht|sprechen|kontraindiz\w*|contro?indic\w*|contre-indi\w*)",
    re.IGNORECASE,
)
_NEAR = 40
"""Characters from a German verb to its negation."""


_OMITTED = regex(
    r"leave|leaving|skip|omi|stop(?!p)|pause|withh|weg|aus(?:zu)?lass|überspring|aussetz|absetz|pausier|s[aá]lt|suspend|interr|saut|arrêt|pul",
    re.IGNORECASE,
)
"""“Take A, but leave out B”: what is left out is denied."""


def _cue(reading: Reading, start: int) -> Mark | None:
    """The one denial of a text, or the one that its second half begins with: “und nicht im Gefrierfach”."""
    marks = meant(reading)
    plain = reading.prose.plain
    found = (
        groups(marks, plain)
        or [mark for mark in marks if mark.value == "ban"]
        or [mark for mark in marks if _OMITTED.match(plain, mark.start)]
    )
    if len(found) > 1:
        found = [mark for mark in found if mark.start == start]
    return found[0] if len(found) == 1 else None
