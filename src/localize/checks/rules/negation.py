"""negation: what the source denies or forbids is denied or forbidden in the target."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise

from localize.checks.base import ACCURACY, Check, Pair, Problem, Scope, Span
from localize.checks.reading import stance
from localize.checks.reading.affixes import flipped
from localize.checks.reading.anchors import anchors
from localize.checks.reading.denial import (
    CLAUSE,
    STANDINS,
    WITHOUT,
    again,
    bounds,
    cancels,
    carried,
    doubly,
    groups,
    lasting,
    less,
    meant,
    only,
    repeated,
    shared_ends,
    turned,
    unsaid,
    waits,
    weak,
    within,
)
from localize.checks.reading.echo import (
    affirmed,
    bare_said,
    other_case,
    other_condition,
    plain_said,
    reversed_subject,
    said_otherwise,
    shortened,
    unmatched,
    unspoken,
    untranslated,
)
from localize.checks.reading.exception import exchanged, stated, turned_exception
from localize.checks.reading.lexicon import Mark, Word
from localize.checks.reading.predicates import echoed
from localize.checks.reading.reach import words_after
from localize.checks.reading.reading import Reading
from localize.checks.reading.undone import redirected, stripped
from localize.model import Severity

_RIGHT_BEFORE = 2
"""Words from a negation to what it denies for sure: “not be crushed”."""
_AND = re.compile(r"[,;:]\s|\b(?:and|y|e|et|und|but|pero|mais|aber|mas|ma)\b")
_CONTRAST = re.compile(r"\bnot\b[^.;:]*\bbut\b|,\s+not\b|\b(?:rather than|instead of)\b")
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
_FULL = ("strong", "chained")
"""The negations that deny for sure."""
_EXCEPTED = {"except", "only", "then", "wait", "limit"}

_SENTENCE = re.compile(r"[.!?…:;\n](?:(?<!\n)[)\"'”»]*\s+(?=[^a-zà-ÿ\s])|(?<=;)\s+|(?<=\n))")
"""The end of a sentence. It begins with a plain set of characters: those are quickly looked for."""


def _run(pair: Pair, _scope: Scope) -> Iterator[Problem]:
    ours = meant(pair.source)
    theirs = meant(pair.target)
    yield from _affixes(pair, ours, theirs)
    if turned := turned_exception(pair):
        yield _excepted(pair, *turned)
    if not ours and not theirs:
        yield from _unrestricted(pair)
        return
    sources, targets = _sentences(pair.source), _sentences(pair.target)
    if len(sources) != len(targets):
        sources, targets = [(0, len(pair.source.prose.plain))], [(0, len(pair.target.prose.plain))]
    if len(targets) == _TWO and _crossed(pair, sources, targets):
        targets.reverse()
    for (s1, s2), (t1, t2) in zip(sources, targets, strict=True):
        here, there = within(ours, s1, s2), within(theirs, t1, t2)
        if not here and not there:
            continue
        problems = list(_compare(pair, here, there, (s1, s2), (t1, t2)))
        if all(problem.severity is Severity.MINOR for problem in problems):
            problems = list(_stances(pair, (s1, s2), (t1, t2))) or problems
        problems = problems or list(_undone(pair, here, there, (s1, s2), (t1, t2)))
        problems = problems or list(_by_clause(pair, here, there, (s1, s2), (t1, t2)))
        yield from problems or _moved(pair, here, there)
    if not theirs:
        yield from _unrestricted(pair)
        yield from _without_unless(pair, ours)
        if not any(mark.value in _FULL for mark in ours):
            yield from _bared(pair, ours)
    elif ours:
        yield from _without_exception(pair, theirs)


_TWO = 2


def _crossed(pair: Pair, sources: Sequence[Span], targets: Sequence[Span]) -> bool:
    """Do two sentences stand in the other order? What both texts have once says so."""
    ours, theirs = anchors(pair.source), anchors(pair.target)
    places = [(ours[key][0], theirs[key][0]) for key in ours.keys() & theirs.keys()]
    places += [(a.start, b.start) for a, b in pair.alignment.matched]
    stay = sum((a < sources[0][1]) == (b < targets[0][1]) for a, b in places)
    return len(places) - stay > stay


def _unrestricted(pair: Pair) -> Iterator[Problem]:
    """“only adults” without its “only”."""
    ours = [mark for mark in pair.source.marks.get("scope", ()) if mark.value == "strict"]
    theirs = pair.target.marks.get("scope", ())
    if ours and _after_only(pair, ours[0]):
        return
    if ours and not any(mark.value in ("only", "strict") for mark in theirs):
        yield _lost(pair, ours[0], Severity.MAJOR)


def _after_only(pair: Pair, mark: Mark) -> bool:
    """“Only after washing your hands open it” is “wash your hands before you open it”, “only once” is “already … when”."""
    following = pair.source.words[mark.last + 1 : mark.last + 2]
    if not following or following[0] not in ("after", "once", "when"):
        return False
    for m in pair.target.marks.get("concept.time", ()):
        if m.value == "before":
            # What comes first must not stand behind “before” too.
            first = [w.text for w in islice(words_after(mark, pair.source), 3)]
            second = [w.text for w in islice(words_after(m, pair.target), 2)]
            first = [word for word in first if word != following[0]][:2]
            return not any(echoed(word, pair.source, pair.target, second) for word in first)
    return not _ALREADY.isdisjoint(pair.target.words)


_ALREADY = frozenset({"bereits", "déjà", "già", "já", "schon", "ya"})


def _bared(pair: Pair, ours: Sequence[Mark]) -> Iterator[Problem]:
    """“left uncovered” as “coperta”, where nothing in the target stands for it."""
    if exchanged(pair):
        return
    for mark in ours:
        if mark.value == "weak" and bare_said(mark, pair.source, pair.target):
            yield _lost(pair, mark)
            return


def _excepted(pair: Pair, here: Mark | None, there: Mark | None) -> Problem:
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


def _exceptions(reading: Reading) -> list[Mark]:
    return [m for m in reading.marks.get("concept.condition", ()) if m.value == "unless"]


def _without_exception(pair: Pair, theirs: Sequence[Mark]) -> Iterator[Problem]:
    """“do not … unless” as “do not … if”."""
    exceptions = _exceptions(pair.source)
    said = {mark.value for mark in pair.target.marks.get("scope", ())}
    said |= {mark.value for mark in theirs if mark.value in ("only", "limit")}
    if exchanged(pair):
        return
    if exceptions and any(m.value == "strong" for m in theirs) and not said & _EXCEPTED:
        yield _lost(pair, exceptions[0])


def _without_unless(pair: Pair, ours: Sequence[Mark]) -> Iterator[Problem]:
    """“fine unless it hurts” as “fine as long as it hurts”: the target denies nothing at all."""
    exceptions = _exceptions(pair.source)
    excepted = any(m.value in ("except", "only") for m in pair.target.marks.get("scope", ()))
    if (
        exceptions
        and not excepted
        and not any(mark.value in _FULL for mark in ours)
        and not other_case(exceptions[0], pair.source, pair.target)
    ):
        # “unless it is perforated” may be “provided it is intact”
        yield _lost(pair, exceptions[0])


def _affixes(pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark]) -> Iterator[Problem]:
    """“irregular” as “regolare”, and the other way round."""
    for here, there, mine, others in (
        (pair.source, pair.target, ours, theirs),
        (pair.target, pair.source, theirs, ours),
    ):
        for word, bare in flipped(here, there, others):
            if _cancelled(word, mine, here):
                continue
            said, became = (word, bare) if here is pair.source else (bare, word)
            yield Problem(
                f"the source says “{said.text}”, the target “{became.text}”",
                pair.target.place(became.start, became.end),
                pair.source.place(said.start, said.end),
            )


def _cancelled(word: Word, marks: Sequence[Mark], reading: Reading) -> bool:
    """“Not impossible” is possible, and what does “not make it impossible” leaves it so."""
    plain = reading.prose.plain
    return any(
        m.value == "strong"
        and m.end <= word.start
        and len(plain[m.end : word.start].split()) <= _BEFORE
        and not CLAUSE.search(plain, m.end, word.start)
        for m in marks
    )


_BEFORE = 10
"""Words between a negation and the word it takes back."""


def _moved(pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark]) -> Iterator[Problem]:
    """As many negations, but one denies another word: “who did not respond … were” as “who responded … were not”."""
    if not any(mark.value in _FULL for mark in (*ours, *theirs)):
        return
    mine = groups(ours, pair.source.prose.plain)
    other = groups(theirs, pair.target.prose.plain)
    if not mine or len(mine) != len(other):
        return
    here, there = anchors(pair.source), anchors(pair.target)
    shared = [key for key in here if key in there]
    left = _belonging(ours, mine, unmatched(mine, other, pair.source, pair.target))
    new = _belonging(theirs, other, unmatched(other, mine, pair.target, pair.source))
    gone = _denied_here(pair.source, left, here, shared)
    came = _denied_here(pair.target, new, there, shared)
    lost = [gone[key] for key in gone if not _denied_at(pair.target, theirs, there[key])]
    come = [came[key] for key in came if not _denied_at(pair.source, ours, here[key])]
    if (lost or come) and not _CONTRAST.search(pair.source.prose.plain):
        yield _lost(pair, lost[0]) if lost else _come(pair, come[0])


def _belonging(marks: Sequence[Mark], every: Sequence[Mark], some: Sequence[Mark]) -> list[Mark]:
    """The marks of some of all negations: *ne* and its *pas*."""
    starts = {mark.start for mark in some}
    return [
        mark
        for mark in marks
        if max((one.start for one in every if one.start <= mark.start), default=-1) in starts
    ]


def _denied_here(
    reading: Reading, marks: Sequence[Mark], things: Mapping[str, Span], shared: Iterable[str]
) -> dict[str, Mark]:
    """Thing -> the negation that stands right before it."""
    found: dict[str, Mark] = {}
    marks = [mark for mark in marks if mark.value in _FULL]
    if not marks:
        return found
    plain = reading.prose.plain
    for key in shared:
        start = things[key][0]
        for mark in marks:
            if mark.end > start or _OF_SOME.match(plain, mark.start):
                continue
            between = plain[mark.end : start]
            right_before = len(between.split()) < _RIGHT_BEFORE
            if right_before and not CLAUSE.search(between) and not key.startswith(_RAISING):
                found[key] = mark
    return found


_OF_SOME = re.compile(
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
        if before or reading.tables.compounds:
            return True
    return False


def _compare(
    pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark], source: Span, target: Span
) -> Iterator[Problem]:
    """Compare one sentence. A word like “avoid” may stand for a negation where the other side lacks it."""
    plain, translated = pair.source.prose.plain, pair.target.prose.plain
    if len(theirs) > 1:
        theirs = _but_idioms(pair, theirs)
    ours = stated(ours, pair.source, pair.target)
    theirs = lasting(stated(theirs, pair.target, pair.source), pair.target, pair.source)
    ours, theirs = unspoken(ours, theirs, pair.source, pair.target)
    mine = groups(ours, plain)
    other = groups(theirs, translated)
    if len(mine) == len(other):
        # As many on both sides, as nearly always: what could stand for one that is gone need not be looked for.
        problems = list(_firm(pair, ours, theirs, source, target))
        if mine and not weak(theirs):
            problems += _bared(pair, ours)
        if not (problems or other or _sure(theirs)):
            problems += [_lost(pair, m) for m in ours if plain_said(m, pair.source, pair.target)][
                :1
            ]
        yield from problems
        if mine and not problems:
            yield from _elsewhere(pair, mine, other, source, target)
        return
    # What carries a negation on may stand for another: “do not A and do not B”, “no A ni B”.
    most, other_most = len(mine) + carried(ours), len(other) + carried(theirs)
    if not _excepting(pair.source):
        # “ne … que” stands for a negation with its exception, not for one alone.
        theirs = [mark for mark in theirs if mark.value != "only"]
    spare = weak(theirs) - weak(ours)
    opposites = turned(pair.source, pair.target, ours), turned(pair.target, pair.source, theirs)
    # “at most two” may be “no … more than two”, and the other way round.
    limits = bounds(pair.source, source, pair.target, target)
    limits -= bounds(pair.target, target, pair.source, source)
    # What forbids stands for a negation whatever else may stand for one on the other side.
    standing = max(spare, _forbidding(pair, ours, theirs)) if spare < 0 else spare
    if spare < 0 and shortened(mine, pair.source, pair.target):
        standing = max(standing, 0)  # “without noticing” is “unbemerkt”
    standing += shared_ends(pair.target, target)
    lessened = less(pair.source, source, pair.target, target)
    standing += lessened
    if mine:
        # Where the word for “until” may stand for a negation too, it has been counted.
        standing += max(0, waits(ours, plain) - waits(theirs, translated))
    lost = len(mine) - other_most - max(0, standing) - opposites[0] - max(0, limits)
    come = (
        len(other)
        - repeated(other, pair.target)
        - again(ours, pair.source, source)
        - most
        - len(untranslated(ours, pair.source, pair.target))
        - opposites[1]
        - max(0, -limits)
    )
    if lost > 0 and spare < weak(theirs):
        # “Take less if they do not work well”, “tome menos …”: what both sides have stands for no other.
        open_ = weak(unsaid(theirs, pair.target, pair.source))
        open_ -= weak(unsaid(ours, pair.source, pair.target))
        lost -= max(0, open_) - max(0, spare)
    gone = lost
    if lost > 0 and len(mine) - len(other) > lost:
        # What stands for one of two that take each other back may be another word: “not mean that … no”.
        gone = lost if shortened(mine, pair.source, pair.target) else len(mine) - len(other)
    if lost > 0:
        if not (
            cancels(
                mine,
                unsaid(ours, pair.source, pair.target),
                plain,
                gone,
                -spare,
                restricted=_restricted(pair.source, pair.target),
            )
            or (lost == 1 and only(pair.source, pair.target, source, target, mine))
            or (lost == 1 and exchanged(pair))
            or (lost == 1 and _absent(pair, mine, ours))
            or (
                lost == 1
                and not stance.forbids(pair.source, source)
                and reversed_subject(mine[0], pair.source, pair.target)
            )
            or (
                lost == _TWO
                and _restricted(pair.source, pair.target)
                and _conditioned(mine, pair.source, source)
            )
            or (lost == 1 and _only_if(mine[-1], pair.source, pair.target, target))
        ):
            otherwise = said_otherwise(mine, other, pair.source, pair.target, target)
            if len(otherwise) >= lost and not _shortened(pair):
                yield _lost(pair, otherwise[0], Severity.MINOR)
            else:
                yield _lost(pair, mine[-1])
    elif come > 0:
        gone = len(other) - len(mine)
        if gone > come and shortened(other, pair.target, pair.source):
            gone = come  # “sem complicações, não …” for “uncomplicated”
        if not (
            cancels(other, _denying(theirs, pair), translated, gone, spare)
            or (come == 1 and only(pair.target, pair.source, target, source, other))
            or (come == 1 and exchanged(pair))
            or (
                come == _TWO
                and _restricted(pair.target, pair.source)
                and _conditioned(other, pair.target, target)
            )
            or (come == 1 and _only_if(other[-1], pair.target, pair.source, source))
        ):
            otherwise = said_otherwise(other, mine, pair.target, pair.source, source)
            if len(otherwise) >= come:
                yield _come(pair, otherwise[0], Severity.MINOR)
            else:
                yield _come(pair, other[-1])
    elif (
        len(mine) > len(other)
        and not (limits or opposites[0] or lessened)
        and not shared_ends(pair.target, target)
        and not only(pair.source, pair.target, source, target, mine)
        and not _only_if(mine[-1], pair.source, pair.target, target)
        and not (spare > 0 and _restricted(pair.source, pair.target))
        and (cue := affirmed(mine, other, pair.source, pair.target, target))
    ):
        yield _lost(pair, cue)
    elif (
        len(other) > len(mine)
        and not (limits or opposites[1] or repeated(other, pair.target))
        and not only(pair.target, pair.source, target, source, other)
        and not _only_if(other[-1], pair.target, pair.source, source)
        and (cue := affirmed(other, mine, pair.target, pair.source, source))
    ):
        yield _come(pair, cue)
    else:
        yield from _firm(pair, ours, theirs, source, target)


def _forbidding(pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark]) -> int:
    """How many words of the target forbid and translate none of the source; fewer than none where there is none."""
    firm = sum(m.value == "firm" for m in untranslated(theirs, pair.target, pair.source))
    return firm - sum(m.value == "firm" for m in ours) if firm else -len(ours)


def _undone(
    pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark], source: Span, target: Span
) -> Iterator[Problem]:
    """“does not rule out” as “rules out”, “do not fail to” as “do not”."""
    ours = stated(ours, pair.source, pair.target)
    theirs = lasting(stated(theirs, pair.target, pair.source), pair.target, pair.source)
    if len(ours) < _TWO or only(pair.source, pair.target, source, target, ours):
        return
    cue = stripped(ours, theirs, pair.source, pair.target, target)
    cue = cue or redirected(ours, theirs, pair.source, pair.target)
    if cue and not exchanged(pair) and not turned(pair.source, pair.target, ours):
        yield _lost(pair, cue)


def _stances(pair: Pair, source: Span, target: Span) -> Iterator[Problem]:
    """“must not” as “may” or “need not”, “need not” as “must not”, whatever else is denied."""
    if stance.FAMILY not in pair.target.marks:
        return
    forbidden, needless = (
        stance.forbids(pair.source, source),
        stance.needless(pair.source, source),
    )
    if not forbidden:
        if not needless:
            if (
                len(here := within(meant(pair.source), *source)) == 1
                and stance.unable(pair.source, source)
                and not within(meant(pair.target), *target)
                and (allowed := stance.allows(pair.target, target))
                and not _restricted(pair.source, pair.target)
                and not bounds(pair.source, source, pair.target, target)
                and not turned(pair.source, pair.target, here)
            ):
                yield _became(pair, here[0], allowed)
            return
        changed = stance.forbids(pair.target, target)
        if not changed and not stance.obliges(pair.source, source):
            changed = stance.obliges(pair.target, target)
        if changed and not stance.needless(pair.target, target):
            yield _became(pair, needless, changed)
        return
    if needless or stance.allows(pair.source, source):
        return
    spared = stance.needless(pair.target, target)
    if spared and not stance.forbids(pair.target, target):
        yield _became(pair, forbidden, spared)
    elif (
        (allowed := stance.allows(pair.target, target))
        and not stance.denies_outside(pair.target, target)
        and not _restricted(pair.source, pair.target)
        and not only(pair.source, pair.target, source, target, [forbidden])
        and WITHOUT.isdisjoint(pair.source.words)
        and not bounds(pair.source, source, pair.target, target)
        and not turned(pair.source, pair.target, meant(pair.source))
        and weak(within(meant(pair.target), *target)) <= weak(within(meant(pair.source), *source))
    ):
        yield _became(pair, forbidden, allowed)


def _became(pair: Pair, here: Mark, there: Mark) -> Problem:
    said, became = (
        side.prose.text[mark.start : mark.end]
        for side, mark in ((pair.source, here), (pair.target, there))
    )
    return Problem(
        f"what may be done: “{said}” became “{became}”",
        pair.target.place(there.start, there.end),
        pair.source.place(here.start, here.end),
    )


def _denying(theirs: Sequence[Mark], pair: Pair) -> list[Mark]:
    """The negations of the target, and what may stand for one and translates nothing of the kind."""
    own = untranslated(theirs, pair.target, pair.source)
    return [m for m in theirs if m in own or m.value not in STANDINS or m.value == "verb"]


def _firm(
    pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark], source: Span, target: Span
) -> Iterator[Problem]:
    """A word that forbids, where the other side neither denies nor forbids."""
    firm = [] if theirs else [mark for mark in ours if mark.value in ("firm", "ban")]
    new = [] if ours else [mark for mark in theirs if mark.value in ("firm", "ban")]
    if _exceptions(pair.source) and any(
        mark.value == "only" for mark in pair.target.marks.get("scope", ())
    ):
        return  # “avoid it unless necessary” is “use it only if necessary”
    if firm and not doubly(ours, pair.source.prose.plain):
        yield _lost(pair, firm[0])
    elif not theirs and (cue := _exceeding(pair, ours)):
        yield _lost(pair, cue)
    elif new and not (
        bounds(pair.target, target, pair.source, source)
        or only(pair.target, pair.source, target, source, new)
    ):
        # “must be 18 or older” is “forbidden to those under 18”, “only once” is “forbidden until”
        yield _come(pair, new[0])


def _exceeding(pair: Pair, ours: Sequence[Mark]) -> Mark | None:
    """“Do not exceed the stated dose” as “exceed it”: a limit without a number is asked about here."""
    if pair.source.quantities:
        return None
    limits = [
        m for m in ours if m.value == "weak" and pair.source.words[m.last].startswith("exceed")
    ]
    words = pair.target.words
    return next((m for m in limits if echoed("exceed", pair.source, pair.target, words)), None)


def _only_if(cue: Mark, here: Reading, there: Reading, span: Span) -> bool:
    """“Do not use it if it is broken” as “only use it if it is intact”."""
    return _restricted(here, there) and other_condition(cue, here, there, span)


def _excepting(reading: Reading) -> bool:
    """Does a text except, limit, or say until when?"""
    return any(
        mark.value in ("except", "strict", "wait") for mark in reading.marks.get("scope", ())
    ) or any(family in reading.marks for family in ("exception", "comparator"))


def _sure(marks: Sequence[Mark]) -> bool:
    return any(mark.value in ("firm", "ban") for mark in marks)


def _absent(pair: Pair, mine: Sequence[Mark], ours: Sequence[Mark]) -> bool:
    """Do two negations take each other back while “an absence of” is the one of the target: “kein …”?"""
    lacking = [m for m in untranslated(ours, pair.source, pair.target) if m.value == "firm"]
    return bool(lacking) and cancels(mine, mine, pair.source.prose.plain, _TWO, 0)


def _conditioned(cues: Sequence[Mark], reading: Reading, span: Span) -> bool:
    """Is a thing denied under a denied condition: “not if it cannot be guaranteed”, “only if it can”?"""
    return {stance.conditional(cue, reading, span) for cue in cues} == {False, True}


def _restricted(here: Reading, there: Reading) -> bool:
    """Does the other side say *only* more often?"""
    ours, theirs = (
        sum(mark.value in ("only", "strict") for mark in side.marks.get("scope", ()))
        for side in (here, there)
    )
    return theirs > ours


def _elsewhere(
    pair: Pair, mine: Sequence[Mark], other: Sequence[Mark], source: Span, target: Span
) -> Iterator[Problem]:
    """As many negations, of which one denies what the source affirms: “call if it does not” as “do not call if it does”."""
    cue = affirmed(mine, other, pair.source, pair.target, target)
    if cue is None or only(pair.source, pair.target, source, target, mine):
        return
    new = affirmed(other, mine, pair.target, pair.source, source)
    if new is not None:
        yield _come(pair, new)
    elif said_otherwise(other, mine, pair.target, pair.source, source):
        yield _lost(pair, cue)


def _but_idioms(pair: Pair, theirs: Sequence[Mark]) -> list[Mark]:
    """The negations but those of a phrase that says what the source says: “sans danger”, safely."""
    known = pair.source.marks.get("concept.safety", ())
    said = {mark.value for mark in known}
    idioms = {
        mark.start
        for mark in pair.target.marks.get("concept.safety", ())
        if mark.value in said and mark.first < mark.last
    }
    return [mark for mark in theirs if mark.start not in idioms]


def _shortened(pair: Pair) -> bool:
    """Is the target so short that a clause may have been left out?"""
    plain = pair.source.prose.plain
    return len(pair.target.prose.plain) < _WHOLE * len(plain) and bool(_AND.search(plain))


_WHOLE = 0.85


def _by_clause(
    pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark], source: Span, target: Span
) -> Iterator[Problem]:
    """A negation that has moved from one clause to another, where both sides have the same clauses."""
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
    mine, other = groups(ours, pair.source.prose.plain), groups(theirs, pair.target.prose.plain)
    left = unmatched(mine, other, pair.source, pair.target)
    gone = [mark for mark in lost if mark.value == "strong" and mark in left]
    new = unmatched(other, mine, pair.target, pair.source)
    come = [mark for mark in come if mark in new]
    moved = lost and come and not any(mark.value == "limit" for mark in lost)
    if not (gone or moved) or _CONTRAST.search(pair.source.prose.plain, *source):
        return
    said = (
        elsewhere
        or any(mark.value == "carried" for mark in theirs)
        or shared_ends(pair.target, target)
        or bounds(pair.source, source, pair.target, target)
        or less(pair.source, source, pair.target, target)
        or only(pair.source, pair.target, source, target, gone)
        or exchanged(pair)
    )
    if gone and not said and affirmed(gone, [], pair.source, pair.target, target):
        yield _lost(pair, gone[0])
    elif moved and affirmed(come, [], pair.target, pair.source, source):
        yield _come(pair, come[0])


def _clauses(plain: str, start: int, end: int) -> list[Span]:
    cuts = [m.end() for m in _AND.finditer(plain, start, end)]
    return [(a, b) for a, b in pairwise((start, *cuts, end)) if plain[a:b].strip()]


def _lost(pair: Pair, mark: Mark, severity: Severity | None = None) -> Problem:
    word = pair.source.prose.text[mark.start : mark.end]
    message = f"the source says “{word}”; nothing in the target stands for it{_unless(severity)}"
    return Problem(message, None, pair.source.place(mark.start, mark.end), severity)


def _come(pair: Pair, mark: Mark, severity: Severity | None = None) -> Problem:
    word = pair.target.prose.text[mark.start : mark.end]
    message = f"the target says “{word}”; nothing in the source does{_unless(severity)}"
    return Problem(message, pair.target.place(mark.start, mark.end), None, severity)


def _unless(severity: Severity | None) -> str:
    return ", unless it is said another way" if severity is Severity.MINOR else ""


def _sentences(reading: Reading) -> list[tuple[int, int]]:
    plain = reading.prose.plain
    cuts = [match.end() for match in _SENTENCE.finditer(plain)]
    if not cuts:
        return [(0, len(plain))] if plain.strip() else []
    edges = [0, *cuts, len(plain)]
    return [(a, b) for a, b in pairwise(edges) if plain[a:b].strip()]


CHECK = Check(
    name="negation",
    dimension=ACCURACY,
    severity=Severity.CRITICAL,
    run=_run,
    summary="What the source denies or forbids is denied or forbidden in the target.",
    needs_tables=True,
)
