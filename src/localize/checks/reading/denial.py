"""What of a text denies, and what may stand for it: negations taken together, taken back, said another way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from localize.checks.reading.lexicon import Mark
from localize.checks.reading.reading import Reading
from localize.checks.reading.tables import concepts

Span = tuple[int, int]

CLAUSE = re.compile(
    r"[,:](?!\d)|[;()—–]|\b(?:but|pero|sino|aber|sondern|mas|ma|bensì)\b"
    r"|\bmais(?= (?:n'|(?:aussi|c'|ce|chez|dans|elles?|en|ils?|la|les?|ne|on|pas|peut|sans|seulement|si|une?|vous)\b))"
)
"""What parts a sentence so that a negation does not reach across. Portuguese *mais* is more, French *mais* is but."""
_LIST = 6
"""Words between the verbs of a list."""
_NEXT, _BESIDE = 2, 3
"""Words from what a negation turns round to the negation: “few patients did not”."""
_REACH = 14
"""Words from a negation to a limit that it turns round: “no debe administrarse a niños que pesen menos de”."""
_CONDITION = re.compile(
    r",\s(?=(?:if|when|while|as long as|si|mientras|cuando|tant que|lorsque|solange|wenn|falls|sofern|bis|se|finché|quando|enquanto)\b)",
    re.IGNORECASE,
)
"""No end of what is denied: “nicht beginnen, solange … unter”."""
_RANGE = re.compile(r"\d\s?[-–—]\s?\d")
_FAR = 12
"""Words between two negations that take each other back."""
_OR = re.compile(r"\b(?:or|o|u|ou|oder)\b")
STANDINS = ("weak", "only", "limit", "verb", "firm", "ban")
WITHOUT = frozenset({"sin", "sem", "senza", "sans", "ohne", "without"})
_STRICT = {"strict": "only"}
"""*Only* is asked for itself too; words like *always* are not."""
_ALONE = ("peu", "pouv", "pou", "sau", "sai", "savent", "cess", "os")
"""French verbs that *ne* alone denies."""
_OUT_OF_LINE = ("abnorm", "anormal", "anomal", "atyp", "atip", "atíp", "auffäll")
_AFFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "des", "mis")


def meant(reading: Reading) -> list[Mark]:
    """The negation marks of a text; “ne … que” only restricts: value `only`."""
    if reading.denials is None:
        marks = reading.marks.get("negation")
        reading.denials = _meant(reading, marks) if marks else []
    return reading.denials


def _meant(reading: Reading, marks: list[Mark]) -> list[Mark]:
    if limits := [
        (limit.start, limit.end)
        for family in ("comparator", "comparator_after")
        for limit in reading.marks.get(family, ())
        if reading.words[limit.last] != "than" or _bounds_number(limit, reading)
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
    if not particles:
        return marks
    words = reading.words
    limiting = {
        limit.first
        for limit in reading.marks.get("comparator", ())
        if words[limit.first] in full and limit.first < limit.last
    }
    found = []
    for mark in marks:
        if words[mark.first] in particles and mark.value == "strong":
            near = range(mark.last + 1, mark.last + 1 + _LIST)
            # “ne se conserve pas plus de 28 jours”
            bound = not limiting.isdisjoint(near)
            value = "limit" if bound else _force(words, mark, only, full)
            found.append(mark._replace(value=value))
        else:
            found.append(mark)
    return found


def _bounds_number(limit: Mark, reading: Reading) -> bool:
    """Does a number stand behind a limit? Of “no higher than the first” none does."""
    return any(
        0 <= q.start - limit.end <= _BOUND and q.text != "ordinal" for q in reading.quantities
    )


_BOUND = 40
"""Characters from a limit to its number."""


def _force(words: Sequence[str], mark: Mark, only: frozenset[str], full: frozenset[str]) -> str:
    """What a particle is: it denies with a full word, restricts with another (`only`), and says little alone."""
    if not full.isdisjoint(words[max(0, mark.first - 5) : mark.first]):
        return "strong"
    following = words[mark.last + 1 :][:8]
    for word in following:
        if word in full:
            return "strong"
        if word in only:
            return "weak" if _feared(words[max(0, mark.first - _LIST) : mark.first]) else "only"
    # “il ne peut”, “ne saurait” deny without more; “avant qu'il ne vienne” does not.
    alone = any(word.startswith(_ALONE) for word in following[:2])
    return (
        "strong"
        if alone and not _feared(words[max(0, mark.first - _LIST) : mark.first])
        else "weak"
    )


def _feared(before: Sequence[str]) -> bool:
    """Does a *ne* only follow its conjunction: “à moins que … ne …”, “avant que … ne …”?"""
    return any(
        one in ("moins", "avant", "peur", "crainte") and other in ("que", "qu'")
        for one, other in pairwise(before)
    )


def lasting(marks: Sequence[Mark], reading: Reading, other: Reading) -> Sequence[Mark]:
    """The negations but those that say how long something holds where the other side says until when.

    “as long as it has not healed” is “until it has healed”; Italian “a meno che … non” is “unless”.
    """
    spans = [
        (m.end(), end.start() if (end := CLAUSE.search(plain, m.end())) else len(plain))
        for plain in (reading.prose.plain,)
        for m in _AS_LONG.finditer(plain)
        if m[0][0] in "aA" or not _waits(other).isdisjoint(_UNTIL)
    ]
    if not spans:
        return marks
    return [
        mark
        for mark in marks
        if mark.value not in ("strong", "chained") or not any(a <= mark.start < b for a, b in spans)
    ]


def _waits(reading: Reading) -> set[str]:
    return {mark.value for mark in reading.marks.get("scope", ())}


_UNTIL = frozenset({"except", "then", "wait", "strict"})
_AS_LONG = re.compile(
    r"\b(?:mientras|tant qu(?:e\b|')|solange|enquanto|finch[ée]|fin(?:o a|tanto|) (?:che|quando)|a meno che)(?!\w)",
    re.IGNORECASE,
)


def again(marks: Sequence[Mark], reading: Reading, span: Span) -> int:
    """How many times a negation may be said again: “unable to move or feel” as “could not move and felt no …”."""
    if not marks:
        return 0
    return len(_OR.findall(reading.prose.plain, marks[0].end, span[1]))


def bounds(reading: Reading, span: Span, other: Reading, there: Span) -> int:
    """How many negations of a sentence turn a limit round, “no … more than”, that the other side says without."""
    if "comparator" not in reading.marks and "comparator_after" not in reading.marks:
        return 0
    cues = within(reading.marks.get("negation", ()), *span)
    said = [mark.value for mark in within(other.marks.get("comparator", ()), *there)]
    said += [mark.value for mark in within(other.marks.get("comparator_after", ()), *there)]
    if within(other.marks.get("range", ()), *there) or _RANGE.search(other.prose.plain, *there):
        said += ["ge", "le"]  # “neither below 2 nor above 3” is “between 2 and 3”
    restricted = any(mark.value in ("only", "strict") for mark in _scopes(other, there))
    if restricted and any(m.value == "adult" for m in other.marks.get("concept.person", ())):
        said.append("ge")  # “adults only” is “not under 18”
    plain = reading.prose.plain
    turning: set[int] = set()
    marks = [*reading.marks.get("comparator", ()), *reading.marks.get("comparator_after", ())]
    for mark in within(marks, *span):
        kind = mark.value.rstrip("!?")
        after = mark.family == "comparator_after"
        turned = (_TURNED_AFTER if after else _TURNED).get(kind, ())
        if not any(value in turned for value in said) or not _counts(mark, reading):
            continue
        turning.update(
            cue.start
            for cue in cues
            if cue.value in _TURNING
            and 0 < mark.first - cue.last <= _REACH
            and not CLAUSE.search(_CONDITION.sub(" ", plain[cue.end : mark.start]))
        )
        if kind == "lt" and (restricted or "ge" in said):
            # “babies under one must not” is “only from one year on”, “wer unter 50 kg wiegt, darf nicht” “at least 50”
            turning.update(
                cue.start
                for cue in cues
                if cue.value in _TURNING
                and 0 < cue.first - mark.last <= _LIST
                and not CLAUSE.search(plain[mark.end : cue.start].replace(",", " ", 1))
            )
    return len(turning)


_TURNED = {
    "gt": ("le", "in?", "lt", "lt!", "until?"),
    "after": ("until?", "le"),  # “not after midday” is “until midday”
    "in": ("ge", "gt", "gt!"),  # “never within three metres” is “three metres away at least”
    "lt": ("ge", "gt", "gt!", "from?"),  # “nobody under 18” is “only from 18”
}
"""A limit -> what it is when it is denied."""
_TURNED_AFTER = {
    **_TURNED,
    "le": ("gt", "gt!"),  # “not if it is 30 or less” is “only if it is over 30”
    "ge": ("lt", "lt!"),
}
_AHEAD, _BEHIND = 30, 20
"""Characters from a word for a limit to its number, and from the number to it."""


def _counts(mark: Mark, reading: Reading) -> bool:
    """Does a word for a limit have a number: not “better than placebo”?"""
    return any(
        0 <= q.start - mark.end <= _AHEAD or 0 <= mark.start - q.end <= _BEHIND
        for q in reading.quantities
    )


_TURNING = ("strong", "ban")
"""The negations that turn a limit round: “not under 18”, “forbidden to those under 18”."""


def cancels(
    groups: Sequence[Mark],
    marks: Sequence[Mark],
    plain: str,
    gone: int,
    weaker: int,
    *,
    restricted: bool = False,
) -> bool:
    """Do the negations that are gone take each other back: “never … without”, “not … unattended”?

    `weaker` is how many words that may stand for a negation are gone too. `restricted`: is there an *only* for them, so
    that “who has not … should not” is “only who has … should”?
    """
    for one, other in pairwise(groups):
        if not restricted and _RELATIVE.search(plain, 0, one.start):
            continue
        between = plain[one.end : other.start]
        if {plain[one.start : one.end].lower(), plain[other.start : other.end].lower()} & WITHOUT:
            between = between.replace(",", " ", 1)  # “sin receta, no …”, “kein …, ohne …”
        away = plain[other.start : other.end].lower() in WITHOUT  # whatever else is denied
        counted = gone == 2 or (away and gone > 2)
        if other.first - one.last <= _FAR and not CLAUSE.search(between) and counted:
            return True
    for one, other in pairwise([mark for mark in marks if mark in groups or mark.value in _UNDONE]):
        reach = _SUBJECT if plain[one.start : one.end].lower() in _NOBODY else _LIST
        near = other.first - one.last <= reach and not CLAUSE.search(plain, one.end, other.start)
        undone = other.value == "verb" or (
            weaker >= 1
            and (other.value in ("firm", "ban") or _denied(other, plain) or _ends(other, plain))
        )
        if one in groups and other not in groups and near and gone == 1 and undone:
            return True
        # “hardly anybody went home without being seen”
        if one.value == "firm" and plain[other.start : other.end].lower() in WITHOUT and gone == 1:
            scarce = plain[one.start : one.end].lower().startswith(_SCARCELY)
            if scarce and not CLAUSE.search(plain, one.end, other.start):
                return True
        # “It would be unusual not to feel …”
        beside = other.first - one.last <= _NEXT and weaker >= 1 and _denied(one, plain)
        if other in groups and one not in groups and near and gone == 1 and beside:
            return True
    return False


_RELATIVE = re.compile(r"\b(?:who|which|whose|if)\s(?:\w+\s){0,3}$")
"""What denies of whom something is said denies nothing of what is said."""
_SCARCELY = ("barely", "few", "hardly", "scarcely")
_UNDONE = frozenset({"weak", "verb", "firm", "ban"})
_NOBODY = frozenset({"none", "nobody", "no one", "neither", "no", "few"})
_SUBJECT = 16
"""Words from *none* to the verb it denies."""


def doubly(marks: Sequence[Mark], plain: str) -> bool:
    """Do two words that deny take each other back, “hardly anyone failed to”?"""
    return any(
        other.first - one.last <= _LIST and not CLAUSE.search(plain, one.end, other.start)
        for one, other in pairwise(marks)
        if one.value == "firm" and (other.value == "firm" or _ends(other, plain))
    )


def less(reading: Reading, span: Span, other: Reading, there: Span) -> int:
    """How many negations are said as *less*: “not as quickly” as “less quickly”."""
    marks = _scopes(reading, span)
    plain = reading.prose.plain
    compared = sum(
        any(
            mark.value == "equal"
            and mark.start >= cue.end
            and not CLAUSE.search(plain, cue.end, mark.start)
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
    said = {
        mark.start
        for family, known in reading.marks.items()
        if family.startswith("concept.") and family in other.marks
        for mark in known
        if mark.value in {there.value for there in other.marks[family]}
    }
    return [mark for mark in marks if mark.start not in said or mark.value == "strong"]


_ENDING = re.compile(
    r"(?:ces|dej|suspend|interr|abandon|olvid|omit|salt|cess|arrêt|oubli|saut|aufh|absetz|abgesetz|unterbr|vergess|verg[iä]ss|auslass"
    r"|ausgelass|deix|par[ae]|esque[cç]|smett|interromp|dimentic|stop|skip|forget|omit|fail|miss|discontinu)",
    re.IGNORECASE,
)


def _ends(mark: Mark, plain: str) -> bool:
    """A verb for not doing, or for doing no longer: “no deje de tomar” is “keep taking”."""
    return _ENDING.match(plain, mark.start) is not None


def _denied(mark: Mark, plain: str) -> bool:
    """A word that denies by its beginning."""
    word = plain[mark.start : mark.end].lower()
    if word in ("until", "unless", "instead of"):
        return False
    return word.startswith((*_AFFIXES, *_OUT_OF_LINE)) or word.endswith(("free", "less"))


def only(
    reading: Reading, other: Reading, here: Span, there: Span, denials: Sequence[Mark]
) -> bool:
    """Is a negation with its exception said the other way: “not … until” as “only after”, “not … unless” as “only if”?"""
    ours = [_STRICT.get(mark.value, mark.value) for mark in _scopes(reading, here)]
    theirs = [_STRICT.get(mark.value, mark.value) for mark in _scopes(other, there)]
    if _unwaited(other):
        theirs = [value for value in theirs if value != "wait"]
    theirs += [mark.value for mark in within(meant(other), *there)]
    known = ours.count("wait")
    if ours.count("except") > theirs.count("except") and not _waited(reading, denials):
        known = 0  # “no debe iniciarse hasta que hayan transcurrido …” is “… must elapse before”
    waited = theirs.count("wait") > known
    if waited:
        return True  # “do not lie down for half an hour” as “wait half an hour before”
    places = {mark.start for mark in _scopes(reading, here) if mark.value == "except"}
    if all(mark.start in places for mark in denials):
        return False  # “without” alone is no exception to anything
    excepted = (
        ours.count("except") > theirs.count("except")
        or _lasts(reading, here)
        or any(
            m.value == "unless" for m in within(reading.marks.get("concept.condition", ()), *here)
        )
    )
    return excepted and any(theirs.count(word) > ours.count(word) for word in ("only", "then"))


def _waited(reading: Reading, denials: Sequence[Mark]) -> bool:
    """Is it waiting that is denied: “don't wait until …”?"""
    return any(
        mark.value == "wait" and 0 < mark.first - cue.last <= _NEXT
        for mark in reading.marks.get("scope", ())
        for cue in denials
    )


def _unwaited(reading: Reading) -> bool:
    """“sans attendre les six heures”: is it said that nobody waits?"""
    return any(
        mark.value == "wait" and mark.first and reading.words[mark.first - 1] in WITHOUT
        for mark in reading.marks.get("scope", ())
    )


def _lasts(reading: Reading, span: Span) -> bool:
    """Is it said how long something holds at least: “not for at least 24 hours” is “after 24 hours at the earliest”?"""
    return any(mark.value == "ge" for mark in within(reading.marks.get("comparator", ()), *span))


def _scopes(reading: Reading, span: Span) -> list[Mark]:
    return within(reading.marks.get("scope", ()), *span)


def groups(marks: Sequence[Mark], plain: str) -> list[Mark]:
    """The negations, those that belong together taken as one: “ne … pas”, “no … ninguno”, “neither … nor”.

    A chained word joins a negation of its clause; “ni” and “nor” join one across clauses; a
    particle joins the chained word before it (“jamais il ne”).
    """
    found: list[Mark] = []
    last: Mark | None = None
    opener = ""
    for mark in marks:
        if mark.value in STANDINS:
            continue
        close = last is not None and not CLAUSE.search(plain, last.end, mark.start)
        if mark.value == "carried" or (mark.value == "chained" and mark.last - mark.first > 1):
            joins = bool(found)  # “não deve, em hipótese alguma, …”
        elif mark.value == opener == "chained" and _COORDINATED.search(plain, 0, mark.start):
            joins = False  # “ninguna madre se negó y ningún bebé …”
        else:
            # “Ningún … sin” are two negations: only a particle is called for by the word before it.
            called = opener != "strong" and plain[mark.start : mark.end].lower() not in WITHOUT
            joins = close and (mark.value == "chained" or called)
        if not joins:
            found.append(mark)
            opener = mark.value
        elif mark.value == "strong":
            opener = "strong"  # the particle that the word before it called for
        last = mark
    return found


_COORDINATED = re.compile(r"\b(?:y|e|et|pero|mas|mais|ma)\s$")


def carried(marks: Sequence[Mark]) -> int:
    """Whether a word that carries a negation on may stand for one of its own."""
    # “ni A ni B” is one list; a single “ni” may carry a negation of its own.
    return sum(mark.value == "carried" for mark in marks) % 2


def repeated(groups: Sequence[Mark], reading: Reading) -> int:
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


def turned(reading: Reading, other: Reading, cues: Sequence[Mark]) -> int:
    """How many negations the other side says by the opposite: “not dangerous” as “harmless”."""
    count = 0
    for family, marks in reading.marks.items():
        if not family.startswith("concept.") or family not in other.marks:
            continue
        if not concepts()[family[8:]].denied:
            continue
        there = {v for mark in other.marks[family] for v in mark.value.rstrip("?").split("|")}
        # “never stop abruptly”, “always stop gradually: stopping abruptly …”
        new = family in _MANNER and there - {mark.value for mark in marks}
        for mark in marks:
            denied = any(
                (cue.value not in STANDINS and (0 < mark.first - cue.last <= _LIST))
                or (cue.value == "strong" and denied_after(reading, mark, cue))
                for cue in cues
            )
            if denied and (new or there.isdisjoint(mark.value.rstrip("?").split("|"))):
                count += 1
    return count


_MANNER = ("concept.speed",)
"""What is denied of a verb rather than the verb itself."""


def denied_after(reading: Reading, mark: Mark, cue: Mark) -> bool:
    """Is how often something is so turned round by a negation that follows: “unusual not to feel”, “few did not respond”?"""
    return (
        mark.family in _OFTEN
        and reading.words[mark.first] != "not"
        and 0 < cue.first - mark.last <= _BESIDE
        and not _APART.search(reading.prose.plain, mark.end, cue.start)
    )


_OFTEN = frozenset(
    f"concept.{name}" for name in ("frequency", "likelihood", "many", "possible", "usual")
)
_APART = re.compile(CLAUSE.pattern + r"|\b(?:and|y|e|et|und|or|o|ou|oder)\b")


def weak(marks: Sequence[Mark]) -> int:
    """How many words could stand for a negation: “avoid”, “unable”, “free of”."""
    return sum(mark.value in STANDINS and mark.value != "verb" for mark in marks)


_SHARED_END = re.compile(r"\w- (?:und|oder) \w+(?:frei|los)(?:e[mnrs]?)?\b")


def shared_ends(reading: Reading, span: Span) -> int:
    """How often a German ending denies two words at once: “zucker- und alkoholfrei”."""
    if not reading.tables.compounds:
        return 0
    return len(_SHARED_END.findall(reading.prose.plain, *span))


def waits(marks: Sequence[Mark], plain: str) -> int:
    """How often *until* only says how long a negation holds: “do not drive until”, “evite conducir hasta”."""
    return sum(
        mark.value == "weak" and plain[mark.start : mark.end].lower().startswith(_UNTILS)
        for mark in marks
    )


_UNTILS = ("until", "till", "finché", "fin quando", "fino a", "hasta que no", "até que não")


def within(marks: Sequence[Mark], start: int, end: int) -> list[Mark]:
    """The marks of a stretch."""
    return [mark for mark in marks if start <= mark.start < end]
