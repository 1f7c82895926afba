"""The negations of one sentence, counted on both sides: is one lost, or one too many?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from localize.checks.base import Pair, Problem, Span
from localize.checks.reading import stance
from localize.checks.reading.affirmed import affirmed
from localize.checks.reading.alike import untranslated, without_beginning
from localize.checks.reading.cancelled import cancels, scarcely
from localize.checks.reading.crossed import denied
from localize.checks.reading.denial import (
    CLAUSE,
    FORBIDDING,
    FULL,
    LIST,
    STANDINS,
    WITHOUT,
    again,
    clause_start,
    counted,
    groups,
    limit_words,
    repeated,
    restricts,
    shared_ends,
)
from localize.checks.reading.echo import (
    plain_said,
    reversed_subject,
    said_otherwise,
    shortened,
    unspoken,
)
from localize.checks.reading.exception import stated
from localize.checks.reading.lasting import begins, lasting, provided, while_not
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.predicates import translates
from localize.checks.reading.reach import condition
from localize.checks.reading.reading import Reading
from localize.checks.reading.rephrased import instead, unsaid
from localize.checks.reading.restricted import excepts, waited_for
from localize.checks.rules.balance import Balance, Side, but_idioms, weigh
from localize.checks.rules.bared import bared
from localize.checks.rules.concord import always_instead
from localize.checks.rules.excepted import denied_instead
from localize.checks.rules.exceptions import restricted, unlesses
from localize.checks.rules.forbidden import firm, sure
from localize.checks.rules.moved import AND, compared, only_if_not
from localize.checks.rules.permitted import no_bar
from localize.checks.rules.reversed import (
    as_much,
    before_it,
    but_not,
    exchanged_for,
    left_without,
    not_as_much,
    not_before,
    only_elsewhere,
    said_by_only,
    said_by_only_if,
    turned_over,
    with_for_without,
    with_it,
)
from localize.checks.rules.told import added, missing
from localize.checks.rules.until import not_after
from localize.model import Severity
from localize.regex import regex

_TWO = 2


def compare(
    pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark], source: Span, target: Span
) -> Iterator[Problem]:
    """Compare one sentence. A word like “avoid” may stand for a negation where the other side lacks it."""
    ours = not_after(pair, stated(ours, pair.source, pair.target))
    theirs = lasting(stated(theirs, pair.target, pair.source), pair.target, pair.source)
    ours, theirs = provided(ours, theirs, pair.source, pair.target)
    ours, theirs = unspoken(ours, theirs, pair.source, pair.target)
    mine = groups(ours, pair.source.prose.plain)
    other = groups(theirs, pair.target.prose.plain)
    if len(other) > len(mine):
        theirs = but_idioms(pair, theirs)
        other = groups(theirs, pair.target.prose.plain)
    if len(mine) == len(other):
        # As many on both sides, as nearly always: what could stand for one that is gone need not be looked for.
        problems = _as_many(
            pair, Side(pair.source, source, ours, mine), Side(pair.target, target, theirs, other)
        )
        left = but_idioms(pair, theirs) if other and not problems else theirs
        if len(left) == len(theirs):
            yield from problems
            return
        # The “sin” of “sin peligro” is none of “safely … not”.
        theirs, other = left, groups(left, pair.target.prose.plain)
    if not excepts(pair.source):
        # “ne … que” stands for a negation with its exception, not for one alone.
        theirs = [mark for mark in theirs if mark.value != "only"]
    yield from _more(
        pair, Side(pair.source, source, ours, mine), Side(pair.target, target, theirs, other)
    )


def _as_many(pair: Pair, ours: Side, theirs: Side) -> list[Problem]:
    """As many negations on both sides: is what forbids gone, or does one deny what the source affirms?"""
    # Where both deny, nothing that forbids without a negation is asked about.
    problems = [] if theirs.denials and ours.marks else list(firm(pair, ours, theirs))
    if not problems and theirs.denials and (cue := _forbidden_beside(ours, theirs)):
        problems.append(missing(pair, cue))
    own = untranslated(theirs.marks, theirs.reading, ours.reading)
    if own and theirs.denials and (cue := _taken_back(ours, theirs, own)):
        problems.append(added(pair, cue))
    if not own and (ours.denials or sure(ours.marks)):
        problems += bared(pair, ours.marks)
    if not own and ours.denials and not problems:
        gone = _but_the_other(pair, ours, theirs)
        if not gone and len(ours.marks) > 1:
            gone = scarcely(_denying(ours, theirs), pair.source.prose.plain)
        problems += [missing(pair, gone)] if gone else []
    if not (problems or theirs.denials or sure(theirs.marks)):
        bare = (m for m in ours.marks if plain_said(m, pair.source, pair.target))
        problems += [missing(pair, mark) for mark in islice(bare, 1)]
    if ours.denials and not problems:
        problems += _elsewhere(pair, ours, theirs)
        if starting := begins(ours.denials, theirs.denials, pair.source, pair.target):
            problems.append(missing(pair, starting))
    return problems


def _forbidden_beside(ours: Side, theirs: Side) -> Mark | None:
    """What is to be avoided beside what both texts deny, where the target has nothing more that could stand for it."""
    words = ours.reading.words
    bans = [
        m
        for m in ours.marks
        if m.value in FORBIDDING
        and words[m.first].startswith(_AVOIDED)
        and not denied(ours.reading, m, LIST, FULL)  # “need not avoid it”
    ]
    if not bans or any(mark.value in (*STANDINS, "carried") for mark in theirs.marks):
        return None
    return bans[0]


_AVOIDED = ("avoid", "ban", "contraindic", "forbid", "prohib")


def _taken_back(ours: Side, theirs: Side, own: Sequence[Mark]) -> Mark | None:
    """The negation of “no está contraindicado”, “nicht verzichten”, where the source only forbids."""
    if untranslated(ours.marks, ours.reading, theirs.reading):
        return None
    plain = theirs.reading.prose.plain
    for cue in theirs.denials:
        if _UNDONE.match(plain, cue.start):
            continue  # “une hypertension non contrôlée contre-indique …”
        for mark in own:
            if (
                mark.value in FORBIDDING
                and 0 < mark.first - cue.last <= _BESIDE
                and not CLAUSE.search(plain, cue.end, mark.start)
            ):
                return cue
    return None


_UNDONE = regex(r"non[\s-]\w{3,}ée?s?(?!\w)", re.IGNORECASE)
"""“non contrôlée”, which denies no more than that."""
_BESIDE = 4
"""Words from a negation to what forbids, and is denied."""


_CONTRAST = regex(r"[,;]|\b(?:pero|sino|sí|mais|aber|sondern|mas|ma|bensì)\b", re.IGNORECASE)
_NEITHER = {"weder", "noch"}
"""German words that deny both of two."""


def _but_the_other(pair: Pair, ours: Side, theirs: Side) -> Mark | None:
    """Of “neither A nor B”, what denies the one that is not denied in “not A, but B”."""
    words, other = pair.source.words, pair.target
    if "neither" not in words and "nor" not in words:
        return None
    both = [mark for mark in ours.marks if words[mark.first] in ("neither", "nor")]
    if not both or _NEITHER.issubset(other.words) or not _CONTRAST.search(other.prose.plain):
        return None
    for mark in both:
        if affirmed([mark], [], ours.reading, theirs.reading, theirs.span):
            return mark
    return None


def _more(pair: Pair, ours: Side, theirs: Side) -> Iterator[Problem]:
    """More negations on one side: is one too few or too many, whatever may stand for one?"""
    found = weigh(ours, theirs)
    if found.lost > 0:
        yield from _lost(pair, ours, theirs, found)
    elif found.come > 0:
        yield from _come(pair, ours, theirs, found)
    elif cue := (with_for_without(ours, theirs) or _affirmed_there(ours, theirs, found)):
        yield missing(pair, cue)
    elif cue := _affirmed_here(ours, theirs, found):
        yield added(pair, cue)
    else:
        yield from firm(pair, ours, theirs)


def _lost(pair: Pair, ours: Side, theirs: Side, found: Balance) -> Iterator[Problem]:
    """A negation of the source is gone, unless it is said another way."""
    mine, lost = ours.denials, found.lost
    gone = len(mine) - len(theirs.denials)
    lacking = found.spare > 0 and any(pair.source.words[m.first] in WITHOUT for m in mine)
    if gone <= lost or lacking or shortened(mine, pair.source, pair.target):
        # What stands for one of two that take each other back may be another word: “not mean that … no”.
        gone = lost
    meaning = unsaid(ours.marks, pair.source, pair.target)
    if (
        (
            cancels(
                mine,
                [m for m in _denying(ours, theirs) if m in meaning],
                pair.source.prose.plain,
                gone,
                -found.spare,
                restricted=restricted(pair.source, pair.target),
            )
            and not _said_before(ours, theirs)
        )
        or exchanged_for(pair, ours, theirs, lost)
        or _needed(ours, theirs)
        or (lost == _TWO and _only_absent(pair))
        or (
            lost == 1
            and (_absent(ours, theirs) or before_it(ours, theirs) or as_much(ours, theirs))
        )
        or (
            lost == 1
            and not stance.forbids(pair.source, ours.span)
            and reversed_subject(mine[0], pair.source, pair.target)
        )
    ):
        return
    otherwise = said_otherwise(mine, theirs.denials, pair.source, pair.target, theirs.span)
    if (
        len(otherwise) >= lost
        and _instead(otherwise, ours.reading, theirs.reading)
        and not _shortened(pair)
        and not with_it(otherwise[0], ours, theirs)
        and not always_instead(otherwise[0], ours.reading, theirs.reading)
        and not turned_over(otherwise, ours, theirs)
        and not while_not(pair.source, pair.target)
        and not (waited_for(pair.source, mine) and restricts(pair.target))
        # “Only if not”: both texts say *only*, but nothing in the target denies.
        and (theirs.marks or not (restricts(pair.source) and restricts(pair.target)))
    ):
        yield missing(pair, otherwise[0], Severity.MINOR)
    else:
        yield missing(pair, mine[-1])


def _come(pair: Pair, ours: Side, theirs: Side, found: Balance) -> Iterator[Problem]:
    """A negation of the target is new, unless the source says it another way."""
    other, come = theirs.denials, found.come
    gone = len(other) - len(ours.denials)
    if gone > come and shortened(other, pair.target, pair.source):
        gone = come  # “sem complicações, não …” for “uncomplicated”
    plain = pair.target.prose.plain
    if (
        cancels(other, _denying(theirs, ours), plain, gone, found.spare)
        or exchanged_for(pair, theirs, ours, come)
        or (come == 1 and _said_plainly(pair, ours, theirs))
    ):
        return
    otherwise = said_otherwise(other, ours.denials, pair.target, pair.source, ours.span)
    if len(otherwise) >= come and (
        _instead(otherwise, theirs.reading, ours.reading) or _bounded(otherwise, pair)
    ):
        yield added(pair, otherwise[0], Severity.MINOR)
    else:
        yield added(pair, other[-1])


def _instead(cues: Sequence[Mark], here: Reading, there: Reading) -> bool:
    """Has the other side a word that says a denial without one, *leave*, *always*, *only*, or as many negations in all?"""
    if counted(here) == counted(there):
        return True
    plain = here.prose.plain
    start = clause_start(plain, cues[0].start)
    end = CLAUSE.search(plain, cues[0].end)
    return instead(there, here) > instead(here, there, (start, end.start() if end else len(plain)))


def _bounded(cues: Sequence[Mark], pair: Pair) -> bool:
    """Does a negation of the target bound an amount, “no … más de”, “sin esperar”, as the source may without one?"""
    target = pair.target
    return any(
        0 < mark.first - cue.last <= _NEAR
        for cue in cues
        for mark in (
            *(m for m in limit_words(target) if m.value.rstrip("!") in _TURNABLE),
            *(m for m in target.marks.get("scope", ()) if m.value in _BOUNDING),
        )
    )


def _said_plainly(pair: Pair, ours: Side, theirs: Side) -> bool:
    """Is the last negation of the target one that English need not say?"""
    return (
        _or_else(theirs.denials[-1], pair)
        or no_bar(theirs.denials[-1], pair)
        or denied_instead(theirs.denials[-1], pair)
        or not_as_much(pair, ours, theirs)
        or left_without(ours, theirs)
        or only_elsewhere(ours, theirs)
    )


def _or_else(cue: Mark, pair: Pair) -> bool:
    """“Press it within 5 s, or it stops” as “it stops if you do not press it”."""
    found = condition(pair.target).search(pair.target.prose.plain, 0, cue.start)
    return found is not None and _OR_IT.search(pair.source.prose.plain) is not None


_OR_IT = regex(r", or (?:it|s?he|the|they|this|you|your)\b")
_TURNABLE = ("gt", "lt", "reach")
_BOUNDING = ("comparative", "wait")
_NEAR = 14
"""Words from a negation to the limit that it turns round."""


def _affirmed_there(ours: Side, theirs: Side, found: Balance) -> Mark | None:
    """A negation of the source whose word the target affirms, though something might stand for it."""
    if (
        len(ours.denials) < len(theirs.denials)
        or found.limits
        or found.opposites[0]
        or found.lessened
        or shared_ends(theirs.reading, theirs.span)
        or (found.spare > 0 and restricted(ours.reading, theirs.reading))
        or _needed(ours, theirs)
    ):
        return None
    return _affirmed(ours, theirs)


def _needed(ours: Side, theirs: Side) -> bool:
    """“cannot be ruled out without …” as “to rule it out, … is needed”: two denials gone, and a word of need instead."""
    gone = len(ours.denials) - len(theirs.denials)
    return (
        gone == _TWO
        and any(mark.value == "need" for mark in theirs.reading.marks.get("stance", ()))
        and cancels(ours.denials, [], ours.reading.prose.plain, gone, 0)
    )


def _affirmed_here(ours: Side, theirs: Side, found: Balance) -> Mark | None:
    """A negation of the target whose word the source affirms, though something might stand for it."""
    if (
        len(theirs.denials) < len(ours.denials)
        or found.limits
        or found.opposites[1]
        or repeated(theirs.denials, theirs.reading)
        # “does not bleed, itch or swell” as “non A, non B e non C”
        or len(theirs.denials) == again(ours.marks, ours.reading, ours.span) + 1 > _TWO
    ):
        return None
    return _affirmed(theirs, ours)


def _affirmed(one: Side, other: Side) -> Mark | None:
    """A negation of one side whose word the other affirms, where no exception is said the other way round."""
    cue = affirmed(one.denials, other.denials, one.reading, other.reading, other.span)
    if (
        cue is None
        or said_by_only(one, other)
        or said_by_only_if(one, other)
        or but_not(one, other)
        or not_before(one, other)
    ):
        return None
    return cue


def _denying(one: Side, other: Side) -> list[Mark]:
    """The negations of one side, and what may stand for one and translates nothing of the kind."""
    own = untranslated(one.marks, one.reading, other.reading)
    return [m for m in one.marks if m in own or m.value not in STANDINS or m.value == "verb"]


def _absent(ours: Side, theirs: Side) -> bool:
    """Do two negations take each other back while “an absence of” is the one of the target: “kein …”?"""
    lacking = [
        m
        for m in unsaid(
            untranslated(ours.marks, ours.reading, theirs.reading), ours.reading, theirs.reading
        )
        if m.value == "firm"
    ]
    return bool(lacking) and cancels(ours.denials, ours.denials, ours.reading.prose.plain, _TWO, 0)


def _said_before(ours: Side, theirs: Side) -> bool:
    """“Dilute it, and never give it undiluted” as “dilute it”: is what two negations come to said elsewhere, and once only?"""
    for mark in ours.marks:
        bare = without_beginning(ours.reading.words[mark.first]) if mark.value == "weak" else ""
        if bare:
            same, echo = (translates(bare, ours.reading, side.reading) for side in (ours, theirs))
            here = sum(same(w) for w in ours.reading.words if w != ours.reading.words[mark.first])
            if 0 < here >= sum(map(echo, theirs.reading.words)):
                return True
    return False


def _only_absent(pair: Pair) -> bool:
    """“Do not use it unless there is no other way” as “use it only in the absence of another way”."""
    return (
        restricted(pair.source, pair.target)
        and bool(unlesses(pair.source))
        and any(mark.value == "absent" for mark in pair.target.marks.get("concept.presence", ()))
    )


def _elsewhere(pair: Pair, ours: Side, theirs: Side) -> Iterator[Problem]:
    """As many negations, of which one denies what the source affirms: “call if it does not” as “do not call if it does”."""
    mine, other = ours.denials, theirs.denials
    cue = affirmed(mine, other, pair.source, pair.target, theirs.span)
    if cue is None or said_by_only(ours, theirs) or only_if_not(pair) or compared(pair):
        return
    new = affirmed(other, mine, pair.target, pair.source, ours.span)
    if new is not None:
        yield added(pair, new)
    elif said_otherwise(other, mine, pair.target, pair.source, ours.span) or (
        # “do not drive or use machines” as “you may drive, but use no machines”
        stance.forbids(pair.source, ours.span) and stance.allows(pair.target, theirs.span)
    ):
        yield missing(pair, cue)


def _shortened(pair: Pair) -> bool:
    """Is the target so short that a clause may have been left out?"""
    plain, other = pair.source.prose.plain, pair.target.prose.plain
    return len(other) < _WHOLE * len(plain) and len(AND.findall(plain)) > len(AND.findall(other))


_WHOLE = 0.85
