"""One concept compared with its translation: which of its words became their opposite, and which only moved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from localize.checks.base import Pair, Problem
from localize.checks.reading.alike import PRIVATIVE
from localize.checks.reading.asked import asked
from localize.checks.reading.crossed import crossed, denied, denied_instead, in_other_half
from localize.checks.reading.deadline import AFTER, not_until_for_once
from localize.checks.reading.denial import (
    FORBIDDING,
    FULL,
    groups,
    limit_words,
    meant,
    restricts,
)
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.limit import DOWN, UP, idle
from localize.checks.reading.limits import said
from localize.checks.reading.pivot import following, inverse, things
from localize.checks.reading.pivots import adverb, then
from localize.checks.reading.poles import (
    FAR,
    POLES,
    agree,
    averted,
    else_denied,
    limiting,
    more_and_less,
)
from localize.checks.reading.reach import condition
from localize.checks.reading.reading import Reading
from localize.checks.reading.rephrased import right_behind_not
from localize.checks.reading.tables import concepts
from localize.checks.rules.told import told_changed, told_moved, told_swapped
from localize.regex import regex

SIDES = 2
NEAR, _LONG = 3, 12
"""A negation this many words before turns a meaning round: “not safe” is unsafe, “no further treatment is needed”."""
_EITHER = regex(r"\b(?:o|ou|oder|tanto|tant|sowohl|sia)\b")


def limits_in(reading: Reading) -> Counter[str]:
    """The limits of a text that may be said with a negation: “no sooner than”, “non meno di”."""
    return Counter(m.value for m in reading.marks.get("comparator", ()) if m.value in ("ge", "le"))


def denials_in(reading: Reading, *, limits: bool = True) -> int:
    """How many negations a text has; `limits`: those of a limit too, “non prima di due mesi”."""
    marks = [
        mark._replace(value="strong") if limits and mark.value == "limit" else mark
        for mark in meant(reading)
        if not idle(mark, reading.prose.plain)
    ]
    found = groups(marks, reading.prose.plain)
    # “non mangi e non beva” denies no more than “do not eat or drink”.
    return len(found) - sum(
        _AND.search(reading.prose.plain, 0, mark.start) is not None for mark in found[1:]
    )


_BOTH = regex(r"\b(?:before and after|after and before)\b", re.IGNORECASE)
"""What is said of two times, of which a translation must not leave one out."""
_AND = regex(r"\b(?:and|e|ed|y|et|und)\s$", re.IGNORECASE)


def compare(
    pair: Pair, name: str, ours: Sequence[Mark], theirs: Sequence[Mark]
) -> Iterator[Problem]:
    """The problems of one concept: `ours` and `theirs` are the marks of its words in source and target."""
    if name in ("multiple", "degree") and (inverse(pair) or averted(pair)):
        return
    if name == "time" and len(theirs) > 1 and (until := not_until_for_once(pair)):
        theirs = [mark for mark in theirs if mark != until]
    given = ours, theirs
    ours, theirs = asked(pair, name, ours, theirs)
    if not ours or not theirs or len({m.value.rstrip("?") for m in (*ours, *theirs)}) == 1:
        return
    # “lower” may be a comparative or a verb: it answers for `down`, but is not asked for.
    spare, excess = _optional(ours), _optional(theirs)
    unsure = [mark for mark in ours if mark.value.endswith("?")] if spare else []
    maybe = [mark for mark in theirs if mark.value.endswith("?")] if excess else []
    ours = [mark for mark in ours if mark not in unsure]
    theirs = [mark for mark in theirs if mark not in maybe]
    if name == "change":
        spare = _unsaid(spare, unsure, pair.source, pair.target)
        excess = _unsaid(excess, maybe, pair.target, pair.source)
    mine, other = [m.value for m in ours], [m.value for m in theirs]
    if len(ours) == len(theirs) == 1 and name == "hyper":
        spare, excess = _NONE, _NONE
    lost = [v for v in spare if not (v in mine or v in other or excess[v])]
    if spare and excess:
        both = spare & excess  # they stand for one another, and for nothing else
        spare, excess = spare - both, excess - both
    lost = [v for v in dict.fromkeys(mine) if mine.count(v) > other.count(v) + excess[v]] + lost
    came = [v for v in dict.fromkeys(other) if other.count(v) > mine.count(v) + spare[v]]
    if name in _UNASKED and any(v in mine for v in lost) and not came:
        # “may need to be lowered” as “erhöht werden muss”: what is not asked for counts against what is gone.
        came = [
            v
            for v in excess
            if other.count(v) + excess[v] > mine.count(v) + spare[v]
            and v not in lost
            and v != "goon"
        ]
        theirs = [*theirs, *(m._replace(value=m.value.rstrip("?")) for m in maybe)]
    if (
        name == "change"
        and not (ours or theirs)
        and len(unsure) == len(maybe) == 1
        and unsure[0].value != maybe[0].value
        and _LASTS.match(pair.source.prose.plain, unsure[0].start)
    ):
        # “must be extended” as “deve essere ridotto”: what is not asked for counts where it is all there is.
        ours, theirs = (
            [mark._replace(value=mark.value.rstrip("?")) for mark in side]
            for side in (unsure, maybe)
        )
        lost, came = [ours[0].value], [theirs[0].value]
    if name == "confirmation" and any(
        mark.value == "absent"
        for side in (pair.source, pair.target)
        for mark in side.marks.get("concept.presence", ())
    ):
        return  # “ruled out” is “its absence is confirmed”
    if name == "start" and came == ["goon"] and not any(v in mine for v in lost):
        return  # “completed” as “done: keep going”
    if name == "modality" and (
        _bound_otherwise(pair) or _until_then(pair, lost, came) or _needed(pair, lost, came)
    ):
        return
    if name in _LETTING and (else_denied(pair) or _bounds_turned(pair)):
        return
    if lost and came and name in _SIBLINGS and _as_before(pair, f"concept.{_SIBLINGS[name]}"):
        return  # “falls although … grows” as “diminui apesar do aumento”
    if lost and came and name in POLES:
        poles, others = more_and_less(pair.source), more_and_less(pair.target)
        # What is not asked for by itself may stand in another order: “was higher with the lower …”.
        if poles == others or (
            sorted(poles) == sorted(others) and not any(v in mine for v in lost)
        ):
            return  # “a lower dose, as … has increased” as “eine reduzierte, da … höher ist”
    if name == "time" and lost and not came and (before := _BOTH.search(pair.source.prose.plain)):
        yield Problem(
            f"“{before[0]}” became only one of them", None, pair.source.place(*before.span())
        )
        return
    if not lost or not came:
        # “Injected” may be by any route.
        loose = [{m.start for m in side if "|" in m.value} for side in given]
        one = [m for m in ours if m.start not in loose[0]]
        other_one = [m for m in theirs if m.start not in loose[1]]
        apart = len(one) == len(other_one) == SIDES
        if apart and (moved := denied_instead(pair, name, one, other_one)):
            here, there = moved
            yield told_moved(pair, (here.start, here.end), (there.start, there.end))
        elif name == "change" and (turned := in_other_half(pair, ours, theirs)):
            yield told_changed(pair, concepts()[name], *turned)
        elif name != "period":
            once = [v for v in mine if mine.count(v) == other.count(v) == 1]
            for names in combinations(once, 2):
                first, second = (m for m in ours if m.value in names)
                there, last = (m for m in theirs if m.value in names)
                if crossed(pair, name, (first, second), (there, last)):
                    yield told_swapped(pair, first, second, there)
        return
    if (
        name == "degree"
        and limiting(pair, ours, theirs)
        and denials_in(pair.source) != denials_in(pair.target)
    ):
        return  # “fewer than half did” is “more than half did not”
    if name == "limit" and (_bounded_so(pair, lost[0], came[0]) or _often_for_long(pair)):
        return  # “not more than 14, over three days or more” as “no más de 14, en al menos tres”
    if (
        name == "time"
        and lost[0] == "before"
        and all(then(mark, pair.target) for mark in theirs if mark.value == came[0])
    ):
        return  # “A before B” is “A and then B”
    if name == "time" and lost[0] == "after" and _and_then(pair, ours, theirs, came[0]):
        return
    if name == "role" and came[0] == "patient" and "patient" in mine:
        return  # a text says “the patient” again where another says “him”
    if name == "exclusivity" and _not_only(pair, lost[0], came[0], ours, theirs):
        return
    if name == "degree" and lost[0] in other:
        return  # comparatives come and go; what is gone altogether is meant
    concept = concepts()[name]
    reaches = (NEAR, FAR) if concept.denied else (1 if name == "time" else NEAR,)
    members = len({*mine}), len({*other})
    few = max(members) <= 2
    if name == "stomach" and "any" in (lost[0], came[0]) and sum(members) > SIDES:
        return  # “with or without food” is “fasting or with food”
    if name == "stomach" and (
        (lost[0] == "full" and "empty" in mine)
        or (_before_and_after(pair.source, ours) and _before_and_after(pair.target, theirs))
    ):
        return  # “an hour before or two after a meal”: what is said once may go unsaid
    if name == "sameness":
        reaches = (*reaches, _LONG)  # “never twice running in the same place”
    meant_here, meant_there = (
        [mark for mark in side if mark.value in (lost[0], came[0])] for side in (ours, theirs)
    )
    # Of days and hours there are more than two: what is denied or “few” makes none of the other.
    if (
        few
        and name != "period"
        and (
            (
                concept.denied
                and name != "person"
                and (name in _DENIABLE or agree(pair, meant_here, meant_there, 1))
            )
            or name in _LOOSE
            or denials_in(pair.source) != denials_in(pair.target)
        )
        and any(agree(pair, meant_here, meant_there, reach) for reach in reaches)
    ):
        return
    if (
        name in _LASTING
        and _UNTIL.search(pair.source.prose.plain)
        and (
            _WHILE.search(pair.target.prose.plain)
            or (
                denials_in(pair.source)
                and condition(pair.target).search(pair.target.prose.plain) is not None
            )
            or (AFTER.search(pair.target.prose.plain) and not denials_in(pair.source))
        )
    ):
        return  # “until it has gone” is “as long as it persists”, “go on until” is “stop once”
    gone = next(m for m in (*ours, *unsure) if m.value.rstrip("?") == lost[0])
    new = next(m for m in theirs if m.value == came[0])
    if "any" in lost and _EITHER.search(pair.target.prose.plain):
        return  # “with meals or between them”
    if name == "position" and denied(pair.source, gone, NEAR, FULL) != denied(
        pair.target, new, NEAR, FULL
    ):
        return  # “do not lie down” as “stay upright, sitting or standing”
    if name in _STATES and _held_otherwise(pair):
        return
    if PRIVATIVE.fullmatch(pair.source.words[gone.first]) and right_behind_not(new, pair.target):
        return  # “uncontrolled” as “non contrôlée”
    yield told_changed(pair, concept, gone, new)


def _unsaid(
    counts: Counter[str], unsure: Sequence[Mark], here: Reading, there: Reading
) -> Counter[str]:
    """What may be said on the other side, but for what that says in another set: “a lower dose” as “una dosis menor”."""
    if not unsure:
        return counts
    left = Counter(counts)
    for name in ("level", "degree"):
        both = here.marks.get(f"concept.{name}", ())
        for mark in unsure:
            value = mark.value.rstrip("?")
            if any(m.first <= mark.first <= m.last for m in both) and any(
                POLES[other].get(m.value.rstrip("?")) is POLES["change"].get(value)
                for other in ("level", "degree")
                for m in there.marks.get(f"concept.{other}", ())
            ):
                left[value] -= 1
    return +left


def _not_only(
    pair: Pair, lost: str, came: str, ours: Sequence[Mark], theirs: Sequence[Mark]
) -> bool:
    """“Not simply X” as “n'est pas considéré uniquement comme X”: is the *only* of one side denied a little before?"""
    if {lost, came} != {"only", "more"}:
        return False
    reading, marks = (pair.source, ours) if lost == "only" else (pair.target, theirs)
    return any(mark.value == "only" and denied(reading, mark, NEAR + 1, FULL) for mark in marks)


def _and_then(pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark], came: str) -> bool:
    """“A and then B” is “A before B”: does what stands behind the *before* stand behind the *then*?"""
    late = [mark for mark in ours if mark.value == "after" and then(mark, pair.source)]
    early = [mark for mark in theirs if mark.value == came]
    if len(late) != 1 or len(early) != 1 or adverb(early[0], pair.target):
        return False
    mine, other = things(pair)
    thing = following(pair.target, early[0], other)
    start = _NEXT.split(pair.source.prose.plain[: late[0].start])[-1]
    return thing is None or mine[thing][0] >= late[0].start - len(start)


def _before_and_after(reading: Reading, marks: Sequence[Mark]) -> bool:
    """Is a meal named with *before* or *after*, in a text that says both?"""
    times = reading.marks.get("concept.time", ())
    return {"before", "after"} <= {time.value for time in times} and all(
        any(mark.start <= time.start < mark.end for time in times) for mark in marks
    )


_NEXT = regex(r"[.,;:!?]\s|\b(?:and|but|then)\s")


_STATES = frozenset({"open", "wholeness"})
"""Sets of states that a thing is used in or not."""


def _held_otherwise(pair: Pair) -> bool:
    """“Do not use if broken” is “use only if intact”, and “do not use unless intact”."""
    ours, theirs = (
        sum(mark.value == "except" for mark in side.marks.get("exception", ()))
        for side in (pair.source, pair.target)
    )
    if ours != theirs and denials_in(pair.source) == denials_in(pair.target):
        return True  # “safe unless broken” as “safe provided it is intact”
    only = restricts(pair.source), restricts(pair.target)
    return only[0] != only[1] and denials_in(pair.target if only[0] else pair.source) > 0


def _bounds_turned(pair: Pair) -> bool:
    """“Only those of 30 or more were eligible” is “those under 30 were excluded”."""
    (up, down), (other_up, other_down) = (
        [sum(m.value.rstrip("!") in kind for m in limit_words(side)) for kind in (UP, DOWN)]
        for side in (pair.source, pair.target)
    )
    return (up > other_up and other_down > down) or (up < other_up and other_down < down)


def _bounded_so(pair: Pair, lost: str, came: str) -> bool:
    """Has the target as many limits of the kind that is gone, or the source as many of the one that is new?"""
    here, there = said(pair.source), said(pair.target)
    return there[lost] >= here[lost] > 0 or here[came] >= there[came] > 0


def _often_for_long(pair: Pair) -> bool:
    """“No more than a year between two checks” is “at least one check a year”."""
    lasts = [_APART.search(side.prose.plain) is not None for side in (pair.source, pair.target)]
    paced = pair.target if lasts[0] else pair.source
    return lasts[0] != lasts[1] and any(q.unit == "time" and q.per for q in paced.quantities)


_APART = regex(
    r"\b(?:between|apart|elapse\w*|intervals?|entre|intervalos?|transcurr\w+|zwischen|abst[aä]nd\w*|intervall\w*|intervalles?|écoul\w+|tra|fra|trascor\w+|decorr\w+)\b",
    re.IGNORECASE,
)
"""What says how long it is from one time to the next."""


_LASTS = regex(r"(?:extend|lengthen|prolong|shorten)", re.IGNORECASE)
_SIBLINGS = {"shrink": "change", "change": "shrink"}
"""Sets that share words."""


def _as_before(pair: Pair, family: str) -> bool:
    """Have both texts as many of each member of a set, and more than one of them?"""
    here, there = (
        Counter(mark.value.rstrip("?") for mark in side.marks.get(family, ()))
        for side in (pair.source, pair.target)
    )
    return here == there and len(here) > 1


_UNASKED = frozenset({"change", "hyper", "rank", "start"})
"""Sets of which a word that is not asked for counts against one that is gone."""
_DENIABLE = frozenset(
    (
        "lasting", "known", "level", "presence", "necessary", "start", "safety", "open", "inclusion", "degree_of_illness", "moisture",
        "success", "length", "likelihood", "sufficiency", "treated", "reuse", "pasteurised", "price", "storage", "usual", "frequency",
    )
)  # fmt: skip
"""Sets one of which may be denied though each text denies as much: “avoid untreated” is “do not … non trattata”."""
_LOOSE = frozenset({"eatdrink", "extent", "position"})
"""Sets one of which may be denied in one text and another in the other, with as many negations in all."""
_LASTING = frozenset({"lasting", "onset", "start"})
_UNTIL = regex(r"\b(?:until|till)\b", re.IGNORECASE)
_WHILE = regex(
    r"\b(?:mientras|hasta|tant que|jusqu|solange|bis|enquanto|até|finch[éè]|fino a|fintanto)",
    re.IGNORECASE,
)


def _optional(marks: Sequence[Mark]) -> Counter[str]:
    values = [mark.value[:-1] for mark in marks if mark.value.endswith("?")]
    return Counter(values) if values else _NONE


_NONE: Counter[str] = Counter()


def _denies(pair: Pair) -> bool:
    """Is anything denied or forbidden on either side?"""
    return any(
        mark.value in (*FULL, "carried", "only", "limit")
        or mark.value in FORBIDDING
        or mark.first < mark.last  # “nicht überschreiten”
        for reading in (pair.source, pair.target)
        for mark in meant(reading)
    )


def _restrictions(reading: Reading) -> Counter[str]:
    """What a text says of when and for whom it holds: “only”, “until”, “after”."""
    values = (mark.value.replace("strict", "only") for mark in reading.marks.get("scope", ()))
    return Counter(value for value in values if value in ("only", "except", "then", "wait"))


def _bound_otherwise(pair: Pair) -> bool:
    """“must not” is “may not” in some languages, “must” is “may only if”, “should only” is “may only”."""
    ours, theirs = _restrictions(pair.source), _restrictions(pair.target)
    return ours != theirs or "only" in ours or _denies(pair)


def _until_then(pair: Pair, lost: Sequence[str], came: Sequence[str]) -> bool:
    """“may stay for a maximum of seven days” is “must be taken out after seven days at the latest”."""
    due, free = (pair.source, pair.target) if lost == ["must"] else (pair.target, pair.source)
    return (
        {*lost, *came} == {"must", "may"}
        and any(m.value == "latest" for m in due.marks.get("concept.deadline", ()))
        and any(m.value == "max" for m in free.marks.get("concept.limit", ()))
    )


def _needed(pair: Pair, lost: Sequence[str], came: Sequence[str]) -> bool:
    """“Those who could become pregnant need …” as “must use”: what is needed is what must be, beside whatever may be."""
    sides = [side for side, said in ((pair.target, lost), (pair.source, came)) if "must" in said]
    return any(m.value == "need" for side in sides for m in side.marks.get("stance", ()))


_LETTING = frozenset({"inclusion", "indication", "permission"})
