"""From when on and until when: “only after” that became “even before”, “before the scan” that became “after the scan”."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from localize.checks.reading.crossed import denied
from localize.checks.reading.denial import FULL, meant, prohibitions, restricts
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.pivot import following, things
from localize.checks.reading.pivots import adverb, then
from localize.checks.reading.quantity import dated
from localize.checks.reading.reading import Reading
from localize.checks.reading.tables import is_time
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.base import Pair

Span = tuple[int, int]

AFTER = regex(
    r"\b(?:(?:después|luego) de|una vez (?:que|\w+[ai]d[oa]s?)|a partir de(?:l momento en)? que|en cuanto|tan pronto como|pasad[oa]s?"
    r"|après(?: que| qu')?|une fois(?: que?| qu')?|dès qu(?:e|')|dès lors qu(?:e|')|aussitôt que"
    r"|sobald|nachdem|erst (?:[^.,;:]*, )?(?:wenn|nach|dann|sobald)"
    r"|depois (?:de|que|d[oa]s?)|assim que|logo que|a partir do momento"
    r"|dopo(?: che)?|una volta(?: che)?|(?:non )?appena|a partire dal momento)\b",
    re.IGNORECASE,
)
_EVEN_BEFORE = regex(
    r"\b(?:(?:ya|incluso|aun|aún|también|hasta) antes|antes (?:incluso|ya|aún)|(?:même|déjà) avant|avant même|(?:schon|bereits|auch|noch) (?:vor|bevor|ehe)"
    r"|(?:já|mesmo|também|até|ainda) antes|antes mesmo|(?:anche|già|perfino|persino) prima|prima ancora|ancor prima)\b",
    re.IGNORECASE,
)
"""Where nothing is denied, this is no “only after”."""
_LATE = regex(
    r"\b(?:only (?:after|once|when)|not (?:before|until)|no (?:earlier|sooner) than)\b",
    re.IGNORECASE,
)
_ASKED = frozenset(("only", "before", "until", "earlier", "sooner"))
"""Most texts have none of these words, and are left alone."""


def even_before(pair: Pair) -> tuple[Span, Span] | None:
    """Where the source says only from when on, and the target that it may be before."""
    if _ASKED.isdisjoint(pair.source.words):
        return None
    late = _LATE.search(pair.source.prose.plain)
    even = _EVEN_BEFORE.search(pair.target.prose.plain) if late else None
    if late is None or even is None:
        return None
    if any(mark.value in FULL or mark.value == "ban" for mark in meant(pair.target)):
        return None
    return late.span(), even.span()


_UNTIL = "before|after"
_CONTRARY = ({"before", "after"}, {_UNTIL, "after"})
_BOTH = {"before", "after"}
_BEHIND = 4
"""Words from “before” to what it stands before."""
_NEAR = 6
"""Words from “until” to an “after” that it leads: “until at least an hour after”."""


def changed_time(pair: Pair) -> tuple[Mark, Mark] | None:
    """“Before the scan” as “after the scan”, with as much denied on both sides: “only after” is “not before”."""
    times = pair.source.marks.get("concept.time")
    others = pair.target.marks.get("concept.time") if times else None
    if not times or not others:
        return None
    said, other = ({mark.value.rstrip("?") for mark in marks} for marks in (times, others))
    # “before and after a meal”: what is said once may go unsaid
    if (said >= _BOTH and other >= _BOTH) or not any(
        {a, b} in _CONTRARY for a in said for b in other
    ):
        return None
    ours, theirs = _times(pair.source), _times(pair.target)
    if not any({m.value, t.value} in _CONTRARY for m in ours for t in theirs):
        return None
    source, target = (
        prohibitions(meant(side), side.prose.plain) for side in (pair.source, pair.target)
    )
    if source != target or (restricts(pair.source) != restricts(pair.target)):
        return None
    here, there = (
        _before_what(side, marks, known)
        for side, marks, known in zip(
            (pair.source, pair.target), (ours, theirs), things(pair), strict=True
        )
    )
    for key in here.keys() & there.keys():
        one, two = here[key], there[key]
        if {one.value, two.value} in _CONTRARY and (
            _UNTIL not in (one.value, two.value)
            or (
                _plain_after(pair.source, one)
                and _plain_after(pair.target, two)
                and _begun(pair.source) == _begun(pair.target)
            )
        ):
            return one, two
    return None


def amount_moved(pair: Pair) -> tuple[Mark, Mark] | None:
    """“8 hours before or 30 minutes after” as “30 minutes before or 8 hours after”: what stands right behind a length of time."""
    if not {m.value for m in pair.source.marks.get("concept.time", ())} >= _BOTH:
        return None
    beside = [
        {mark.start: mark for mark in side.marks.get("concept.time", ()) if mark.value in _BOTH}
        for side in (pair.source, pair.target)
    ]
    moved = [
        (one, two)
        for a, b in pair.alignment.matched
        if is_time(a.unit) and is_time(b.unit)
        if (one := beside[0].get(a.end + 1)) and (two := beside[1].get(b.end + 1))
        if one.value != two.value
    ]
    return moved[0] if len(moved) > 1 else None


def date_turned(pair: Pair) -> tuple[Span, Span] | None:
    """“By 30 June” as “from 30 June on”, and the other way round."""
    if "by" not in pair.source.words and "from" not in pair.source.words:
        return None
    here, there = pair.source.prose.plain, pair.target.prose.plain
    for a, b in pair.alignment.matched:
        if not dated(a, pair.source) or not dated(b, pair.target):
            continue
        for said, other in ((_BY, _FROM_ON), (_FROM, _UP_TO)):
            one = said.search(here, max(0, a.start - _LEAD), a.start)
            two = other.search(there, max(0, b.start - _LEAD), b.start) if one else None
            if one and two and not _TO.match(here, a.stop):
                return one.span(), two.span()
    return None


_LEAD = 20
"""Characters of what leads to a date."""
_DAY = r"\s(?:\w+\s)?$"
_BY = regex(r"\bby" + _DAY)
_FROM = regex(r"(?<!than )\bfrom" + _DAY)
_TO = regex(r"[^.;:]*\s(?:to|until|till|through|and)\s|\s?[-–]")
_FROM_ON = regex(
    r"\b(?:a partir de|a partir del|à partir d[ue]|dès|desde|ab|seit|a partire dal|dal|depuis)"
    + _DAY,
    re.IGNORECASE,
)
_UP_TO = regex(
    r"\b(?:hasta|jusqu'au|bis|bis zum|até|fino al|entro il|antes del?)" + _DAY, re.IGNORECASE
)


def _plain_after(reading: Reading, mark: Mark) -> bool:
    """Is a word for “after” a preposition, and none for “once”?"""
    return mark.value != "after" or reading.words[mark.first] in _PLAIN


_PLAIN = frozenset(
    ("after", "après", "após", "depois", "después", "dopo", "nach", "nachdem", "tras")
)


def _begun(reading: Reading) -> set[str]:
    """Does a text begin, end or continue something? “Continue until” is “stop after”."""
    return {mark.value.rstrip("?") for mark in reading.marks.get("concept.start", ())}


def _before_what(
    reading: Reading, marks: Sequence[Mark], known: Mapping[str, Span]
) -> dict[str, Mark]:
    """What stands right behind each word of time: no amount, nor what an amount or “the day after” parts from it."""
    events = {key: span for key, span in known.items() if not key.startswith(_NO_EVENTS)}
    parting = [*reading.quantities, *reading.marks.get("concept.time", ())]
    found = {}
    for mark in marks:
        key = following(reading, mark, events, _BEHIND)
        if key is not None and not any(
            mark.end <= other.start and other.end <= events[key][0] for other in parting
        ):
            found[key] = mark
    return found


_NO_EVENTS = ("#", "concept.time:", "ordinal:")


def _times(reading: Reading) -> list[Mark]:
    """The words of time that something stands behind. Of “until an hour after” it is *after*, of “until after” neither."""
    marks = reading.marks.get("concept.time", ())
    leading = {
        a.start: b for a, b in pairwise(marks) if a.value == _UNTIL and b.first - a.last <= _NEAR
    }
    beside = {b.start for a in marks if (b := leading.get(a.start)) and b.first - a.last == 1}
    return [
        m
        for m in marks
        if m.value in ("before", "after", _UNTIL)
        and m.start not in leading
        and m.start not in beside
        and not reading.words[m.first].startswith(_ADVERBS)
        and not (adverb(m, reading) or then(m, reading))
    ]


_ADVERBS = ("poi", "previous", "subsequent")


def not_until_for_once(pair: Pair) -> Mark | None:
    """The *until* of a “not until” for which the source says “only once”; it stands for no other time."""
    untils = [m for m in pair.target.marks.get("concept.time", ()) if m.value == "before|after"]
    if len(untils) != 1 or not _ONLY_ONCE.search(pair.source.prose.plain):
        return None
    if any(m.value == "before|after" for m in pair.source.marks.get("concept.time", ())):
        return None
    return untils[0] if denied(pair.target, untils[0], _DENIED, FULL) else None


_ONLY_ONCE = regex(r"\bonly (?:once|when)\b(?! (?:a|every|daily|per)\b)")
_DENIED = 12
"""Words from a negation to the *until* that it leads to."""
