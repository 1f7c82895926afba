"""negation: what the source denies or forbids is denied or forbidden in the target."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from localize.checks.base import ACCURACY, Check, Pair, Problem, Scope, Span
from localize.checks.reading.affixes import flipped
from localize.checks.reading.binding import anchors
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.reading import Reading
from localize.checks.reading.tables import concepts
from localize.model import Severity

_CLAUSE = re.compile(r"[,;:()—–]|\b(?:but|pero|sino|mais|aber|sondern|mas|ma|bensì)\b")
"""What parts a sentence so that a negation does not reach across."""

_NEAR = 3
"""Words between a negation and what it denies."""
_LIST = 6
"""Words between the verbs of a list."""
_RIGHT_BEFORE = 2
"""Words from a negation to what it denies for sure: “not be crushed”."""
_FAR = 12
"""Words between two negations that take each other back."""
_AND = re.compile(r"[,;:]\s|\b(?:and|y|e|et|und|but|pero|mais|aber|mas|ma)\b")
_OR = re.compile(r"\b(?:or|o|u|ou|oder)\b")
_CONTRAST = re.compile(r"\bnot\b[^.;:]*\bbut\b|,\s+not\b|\b(?:rather than|instead of)\b")
"""“Not A but B” is as well said “B, not A”."""
_STANDINS = ("weak", "only", "limit", "verb", "firm", "ban")
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
_STRICT = {"strict": "only"}
"""*Only* is asked for itself too; words like *always* are not."""
_EXCEPTED = {"except", "only", "then", "wait", "limit"}
_ALONE = ("peu", "pouv", "pou", "sau", "sai", "savent", "cess", "os")
"""French verbs that *ne* alone denies."""
_AFFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "des", "mis")

_SENTENCE = re.compile(r"[.!?…:;\n](?:(?<!\n)[)\"'”»]*\s+(?=[^a-zà-ÿ\s])|(?<=;)\s+|(?<=\n))")
"""The end of a sentence. It begins with a plain set of characters: those are quickly looked for."""


def _run(pair: Pair, _scope: Scope) -> Iterator[Problem]:
    ours = _meant(pair.source)
    theirs = _meant(pair.target)
    yield from _affixes(pair, ours, theirs)
    if not ours and not theirs:
        yield from _unrestricted(pair)
        return
    sources, targets = _sentences(pair.source), _sentences(pair.target)
    if len(sources) != len(targets):
        sources, targets = [(0, len(pair.source.prose.plain))], [(0, len(pair.target.prose.plain))]
    for (s1, s2), (t1, t2) in zip(sources, targets, strict=True):
        here, there = _within(ours, s1, s2), _within(theirs, t1, t2)
        if not here and not there:
            continue
        problems = list(_compare(pair, here, there, (s1, s2), (t1, t2)))
        problems = problems or list(_by_clause(pair, here, there, (s1, s2), (t1, t2)))
        yield from problems or _moved(pair, here, there)
    if not theirs:
        yield from _unrestricted(pair)
    elif ours:
        yield from _without_exception(pair, theirs)


def _unrestricted(pair: Pair) -> Iterator[Problem]:
    """“only adults” without its “only”."""
    ours = [mark for mark in pair.source.marks.get("scope", ()) if mark.value == "strict"]
    theirs = pair.target.marks.get("scope", ())
    if ours and not any(mark.value in ("only", "strict") for mark in theirs):
        yield _lost(pair, ours[0], Severity.MAJOR)


def _without_exception(pair: Pair, theirs: Sequence[Mark]) -> Iterator[Problem]:
    """“do not … unless” as “do not … if”."""
    exceptions = [m for m in pair.source.marks.get("concept.condition", ()) if m.value == "unless"]
    said = {mark.value for mark in pair.target.marks.get("scope", ())}
    said |= {mark.value for mark in theirs if mark.value in ("only", "limit")}
    if exceptions and any(m.value == "strong" for m in theirs) and not said & _EXCEPTED:
        yield _lost(pair, exceptions[0])


def _affixes(pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark]) -> Iterator[Problem]:
    """“irregular” as “regolare”, and the other way round."""
    for word, other in flipped(pair.source, pair.target, theirs):
        message = f"the source says “{word.text}”, the target “{other.text}”"
        yield Problem(
            message,
            pair.target.place(other.start, other.end),
            pair.source.place(word.start, word.end),
        )
    for word, other in flipped(pair.target, pair.source, ours):
        message = f"the source says “{other.text}”, the target “{word.text}”"
        yield Problem(
            message,
            pair.target.place(word.start, word.end),
            pair.source.place(other.start, other.end),
        )


def _moved(pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark]) -> Iterator[Problem]:
    """As many negations, but one denies another word: “who did not respond … were” as “who responded … were not”."""
    mine = _groups(ours, pair.source.prose.plain)
    other = _groups(theirs, pair.target.prose.plain)
    if not mine or len(mine) != len(other) or _CONTRAST.search(pair.source.prose.plain):
        return
    here, there = anchors(pair.source), anchors(pair.target)
    shared = here.keys() & there.keys()
    gone = _denied_here(pair.source, ours, here, shared)
    came = _denied_here(pair.target, theirs, there, shared)
    for key in gone:
        if not _denied_at(pair.target, theirs, there[key]):
            mark = gone[key]
            yield _lost(pair, mark)
            return
    for key in came:
        if not _denied_at(pair.source, ours, here[key]):
            yield _come(pair, came[key])
            return


def _denied_here(
    reading: Reading, marks: Sequence[Mark], things: Mapping[str, Span], shared: Iterable[str]
) -> dict[str, Mark]:
    """Thing -> the negation that stands right before it."""
    found: dict[str, Mark] = {}
    for key in shared:
        start = things[key][0]
        for mark in marks:
            if mark.value not in ("strong", "chained"):
                continue
            between = reading.prose.plain[mark.end : start]
            right_before = mark.end <= start and len(between.split()) < _RIGHT_BEFORE
            if right_before and not _CLAUSE.search(between) and not key.startswith(_RAISING):
                found[key] = mark
    return found


def _denied_at(reading: Reading, marks: Sequence[Mark], thing: Span) -> bool:
    """Is there a negation about a thing: before it, in its clause, or after it in German?"""
    plain = reading.prose.plain
    for mark in marks:
        before = mark.end <= thing[0]
        between = plain[mark.end : thing[0]] if before else plain[thing[1] : mark.start]
        if mark.start < thing[1] and not before:
            return True
        if _CLAUSE.search(between):
            continue
        if before or reading.tables.compounds:
            return True
    return False


def _compare(
    pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark], source: Span, target: Span
) -> Iterator[Problem]:
    """Compare one sentence. A word like “avoid” may stand for a negation where the other side lacks it."""
    plain, translated = pair.source.prose.plain, pair.target.prose.plain
    mine = _groups(ours, plain)
    other = _groups(theirs, translated)
    # What carries a negation on may stand for another: “do not A and do not B”, “no A ni B”.
    most, other_most = len(mine) + _carried(ours), len(other) + _carried(theirs)
    spare = _weak(theirs) - _weak(ours)
    turned = _turned(pair.source, pair.target, ours), _turned(pair.target, pair.source, theirs)
    firm = [mark for mark in ours if mark.value in ("firm", "ban")]
    new = [mark for mark in theirs if mark.value == "ban"]
    # “at most two” may be “no … more than two”, and the other way round.
    bounds = _bounds(pair.source, source, pair.target, target)
    bounds -= _bounds(pair.target, target, pair.source, source)
    lost = len(mine) - other_most - max(0, spare) - turned[0] - max(0, bounds)
    come = (
        len(other)
        - _repeated(other, pair.target)
        - _again(ours, pair.source, source)
        - most
        - _weak(ours)
        - turned[1]
        - max(0, -bounds)
    )
    if lost > 0:
        if not (
            _cancels(mine, _unsaid(ours, pair), plain, lost, -spare)
            or (lost == 1 and _only(pair.source, pair.target, source, target, mine))
        ):
            yield _lost(pair, mine[-1])
    elif come > 0:
        if not (
            _cancels(other, theirs, translated, come, spare)
            or (come == 1 and _only(pair.target, pair.source, target, source, other))
        ):
            yield _come(pair, other[-1])
    elif firm and not theirs:
        yield _lost(pair, firm[0])
    elif new and not ours:
        yield _come(pair, new[0])


def _by_clause(
    pair: Pair, ours: Sequence[Mark], theirs: Sequence[Mark], source: Span, target: Span
) -> Iterator[Problem]:
    """A negation that has moved from one clause to another, where both sides have the same clauses."""
    if _CONTRAST.search(pair.source.prose.plain, *source):
        return
    first = _clauses(pair.source.prose.plain, *source)
    second = _clauses(pair.target.prose.plain, *target)
    if len(first) != len(second) or len(first) not in (2, 3):
        return
    lost: list[Mark] = []
    come: list[Mark] = []
    elsewhere = False
    """Does a word that may stand for a negation stand in a clause that had none: were clauses reordered?"""
    for (a, b), (c, d) in zip(first, second, strict=True):
        here, there = _within(ours, a, b), _within(theirs, c, d)
        if not there:
            lost += here
        if not here:
            come += [mark for mark in there if mark.value == "strong"]
            elsewhere = elsewhere or any(mark.value in _STANDINS for mark in there)
    gone = [mark for mark in lost if mark.value == "strong"]
    if gone and not any(mark.value == "carried" for mark in theirs) and not elsewhere:
        yield _lost(pair, gone[0])
    elif lost and come and not any(mark.value == "limit" for mark in lost):
        yield _come(pair, come[0])


def _clauses(plain: str, start: int, end: int) -> list[Span]:
    cuts = [m.end() for m in _AND.finditer(plain, start, end)]
    return [(a, b) for a, b in pairwise((start, *cuts, end)) if plain[a:b].strip()]


def _lost(pair: Pair, mark: Mark, severity: Severity | None = None) -> Problem:
    word = pair.source.prose.text[mark.start : mark.end]
    message = f"the source says “{word}”; nothing in the target stands for it"
    return Problem(message, None, pair.source.place(mark.start, mark.end), severity)


def _come(pair: Pair, mark: Mark) -> Problem:
    word = pair.target.prose.text[mark.start : mark.end]
    message = f"the target says “{word}”; nothing in the source does"
    return Problem(message, pair.target.place(mark.start, mark.end))


def _meant(reading: Reading) -> list[Mark]:
    """The negation marks of a text; “ne … que” only restricts: value `only`."""
    marks = reading.marks.get("negation", [])
    if limits := [
        (limit.start, limit.end)
        for family in ("comparator", "comparator_after")
        for limit in reading.marks.get(family, ())
    ]:
        # “not less than”, “non inferiore a”: the comparator check looks after these.
        marks = [
            mark._replace(value="limit")
            if any(start <= mark.start and mark.end <= end for start, end in limits)
            and mark.value in ("strong", "chained")
            else mark
            for mark in marks
        ]
    particles, only, full = reading.tables.restriction
    if not particles or not marks:
        return marks
    words = reading.words
    return [
        mark._replace(value=_force(words, mark, only, full))
        if words[mark.first] in particles and mark.value == "strong"
        else mark
        for mark in marks
    ]


def _force(words: Sequence[str], mark: Mark, only: frozenset[str], full: frozenset[str]) -> str:
    """What a particle is: it denies with a full word, restricts with another (`only`), and says little alone."""
    if not full.isdisjoint(words[max(0, mark.first - 5) : mark.first]):
        return "strong"
    following = words[mark.last + 1 :][:8]
    for word in following:
        if word in full:
            return "strong"
        if word in only:
            return "only"
    # “il ne peut”, “ne saurait” deny without more; “avant qu'il ne vienne” does not.
    return "strong" if any(word.startswith(_ALONE) for word in following[:2]) else "weak"


def _again(marks: Sequence[Mark], reading: Reading, span: Span) -> int:
    """How many times a negation may be said again: “unable to move or feel” as “could not move and felt no …”."""
    if not marks:
        return 0
    return len(_OR.findall(reading.prose.plain, marks[0].end, span[1]))


def _bounds(reading: Reading, span: Span, other: Reading, there: Span) -> int:
    """How many negations of a sentence turn a limit round, “no … more than”, that the other side says without."""
    cues = _within(reading.marks.get("negation", ()), *span)
    said = [mark.value for mark in _within(other.marks.get("comparator", ()), *there)]
    said += [mark.value for mark in _within(other.marks.get("comparator_after", ()), *there)]
    count = 0
    for mark in _within(reading.marks.get("comparator", ()), *span):
        turned = {"gt": ("le", "in?", "lt", "lt!"), "lt": ("ge", "gt", "gt!")}.get(
            mark.value.rstrip("!?"), ()
        )
        denied = any(
            cue.value == "strong"
            and 0 < mark.first - cue.last <= _LIST
            and not _CLAUSE.search(reading.prose.plain, cue.end, mark.start)
            for cue in cues
        )
        count += denied and any(value in turned for value in said)
    return count


def _cancels(
    groups: Sequence[Mark],
    marks: Sequence[Mark],
    plain: str,
    gone: int,
    weaker: int,
) -> bool:
    """Do the negations that are gone take each other back: “never … without”, “not … unattended”?

    `weaker` is how many words that may stand for a negation are gone too.
    """
    for one, other in pairwise(groups):
        near = other.first - one.last <= _FAR and not _CLAUSE.search(plain, one.end, other.start)
        if near and gone == 2:
            return True
    for one, other in pairwise(
        [mark for mark in marks if mark in groups or mark.value in ("weak", "verb")]
    ):
        near = other.first - one.last <= _LIST and not _CLAUSE.search(plain, one.end, other.start)
        undone = other.value == "verb" or (weaker >= 1 and _denied(other, plain))
        if one in groups and other not in groups and near and gone == 1 and undone:
            return True
    return False


def _unsaid(marks: Sequence[Mark], pair: Pair) -> list[Mark]:
    """The negations of the source but those whose meaning the target has: “not … unusual”, “inhabituel”."""
    said = {
        mark.start
        for family, known in pair.source.marks.items()
        if family.startswith("concept.")
        for mark in known
        if mark.value in {there.value for there in pair.target.marks.get(family, ())}
    }
    return [mark for mark in marks if mark.start not in said or mark.value == "strong"]


def _denied(mark: Mark, plain: str) -> bool:
    """A word that denies by its beginning."""
    word = plain[mark.start : mark.end].lower()
    return word.startswith(_AFFIXES) and word not in ("until", "unless", "instead of")


def _only(
    reading: Reading, other: Reading, here: Span, there: Span, denials: Sequence[Mark]
) -> bool:
    """Is a negation with its exception said the other way: “not … until” as “only after”, “not … unless” as “only if”?"""
    ours = [_STRICT.get(mark.value, mark.value) for mark in _scopes(reading, here)]
    theirs = [_STRICT.get(mark.value, mark.value) for mark in _scopes(other, there)]
    theirs += [mark.value for mark in _within(_meant(other), *there)]
    if theirs.count("wait") > ours.count("wait"):
        return True  # “do not lie down for half an hour” as “wait half an hour before”
    places = {mark.start for mark in _scopes(reading, here) if mark.value == "except"}
    if all(mark.start in places for mark in denials):
        return False  # “without” alone is no exception to anything
    excepted = ours.count("except") > theirs.count("except")
    return excepted and any(theirs.count(word) > ours.count(word) for word in ("only", "then"))


def _scopes(reading: Reading, span: Span) -> list[Mark]:
    return _within(reading.marks.get("scope", ()), *span)


def _groups(marks: Sequence[Mark], plain: str) -> list[Mark]:
    """The negations, those that belong together taken as one: “ne … pas”, “no … ninguno”, “neither … nor”.

    A chained word joins a negation of its clause; “ni” and “nor” join one across clauses; a
    particle joins the chained word before it (“jamais il ne”).
    """
    found: list[Mark] = []
    last: Mark | None = None
    opener = ""
    for mark in marks:
        if mark.value in _STANDINS:
            continue
        close = last is not None and not _CLAUSE.search(plain, last.end, mark.start)
        if mark.value == "carried":
            joins = bool(found)
        else:
            joins = close and (mark.value == "chained" or opener != "strong")
        if not joins:
            found.append(mark)
            opener = mark.value
        elif mark.value == "strong":
            opener = "strong"  # the particle that the word before it called for
        last = mark
    return found


def _carried(marks: Sequence[Mark]) -> int:
    # “ni A ni B” is one list; a single “ni” may carry a negation of its own.
    return sum(mark.value == "carried" for mark in marks) % 2


def _repeated(groups: Sequence[Mark], reading: Reading) -> int:
    """Particles said again with each verb of a list: “Ne commencez, n'arrêtez et ne modifiez jamais”."""
    particles = reading.tables.restriction[0]
    if not particles:
        return 0
    words = reading.words
    return sum(
        words[a.first] in particles
        and words[b.first] in particles
        and b.first - a.last <= _LIST
        and not any(word in reading.tables.restriction[2] for word in words[a.last : b.first])
        for a, b in pairwise(groups)
    )


def _turned(reading: Reading, other: Reading, cues: Sequence[Mark]) -> int:
    """How many negations the other side says by the opposite: “not dangerous” as “harmless”."""
    count = 0
    for family, marks in reading.marks.items():
        if not family.startswith("concept.") or family not in other.marks:
            continue
        if not concepts()[family[8:]].denied:
            continue
        there = {mark.value for mark in other.marks[family]}
        for mark in marks:
            denied = any(
                cue.value not in _STANDINS and 0 < mark.first - cue.last <= _LIST for cue in cues
            )
            if denied and mark.value not in there:
                count += 1
    return count


def _weak(marks: Sequence[Mark]) -> int:
    """How many words could stand for a negation: “avoid”, “unable”, “free of”."""
    return sum(mark.value in _STANDINS and mark.value != "verb" for mark in marks)


def _within(marks: Sequence[Mark], start: int, end: int) -> list[Mark]:
    return [mark for mark in marks if start <= mark.start < end]


def _sentences(reading: Reading) -> list[tuple[int, int]]:
    plain = reading.prose.plain
    cuts = [match.end() for match in _SENTENCE.finditer(plain)]
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
