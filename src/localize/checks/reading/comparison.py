"""Comparisons, and whether they were turned round: “A is more common than B” is “B is rarer than A”.

What is compared stands on the two sides of a pivot (*than*). When the thing after it is another one in the target, the
sides were changed; then what is said of them has to be turned round too, and where they were not, it must not be.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from localize.checks.reading.denial import CLAUSE, WITHOUT
from localize.checks.reading.lexicon import Mark
from localize.checks.reading.numerals import Form
from localize.checks.reading.pivot import following, things
from localize.checks.reading.pivots import pivots
from localize.checks.reading.quantity import LOOSE, REQUIRED, Quantity
from localize.checks.reading.reading import Reading
from localize.checks.reading.stems import Stems
from localize.checks.reading.tables import tables
from localize.regex import regex

if TYPE_CHECKING:
    from localize.checks.base import Pair

Span = tuple[int, int]

_AFTER = 4
"""Words between a pivot and what it points at."""
_SIGNS = ".;:!?("
_EQUAL = 8
"""Words between the two of “as common with A as with B”."""
_COMPARED = 16
"""Words between a comparative and its pivot."""
_CLOSE = 4
"""The same, where the pivot is a word like Italian *di*, which mostly is none."""
_VERSUS = frozenset(
    {"versus", "vs", "gegenüber", "frente", "contre", "exceed", "exceeds", "supera", "superan"}
)
_BOUND = 16
"""Characters between what bounds a number and the number; an article is none further on: “lower than with a scan”."""
_AS = frozenset({"as", "wie"})
_TWO = 2
_SHORT = 3
"""Letters of a stem in a table."""


class Comparison(NamedTuple):
    """How a comparison was translated."""

    changed: bool
    """Does another of the two things stand after the pivot?"""
    flipped: bool
    """Does it say *less* for *more*?"""
    source: Span
    target: Span
    """The words that say so."""
    things: tuple[Span, Span]
    """What stands after the pivot of the target, in source and target."""


def _across(things: Mapping[str, Span], thing: str, after: str | None, pivot: Mark) -> bool:
    """Does a thing stand on the side of a pivot that it does not point at: before it, or behind where it leads?"""
    if pivot.first > 1:
        return things[thing][1] <= pivot.start
    return after is not None and things[thing][0] > things[after][1]


def _denies(reading: Reading) -> bool:
    return any(
        mark.value == "strong" and not any(who.first == mark.first for who in others)
        for others in [reading.marks.get("concept.smoking", ())]
        for mark in reading.marks.get("negation", ())
    )


class _Side(NamedTuple):
    pivot: Mark
    up: bool
    span: Span
    kind: frozenset[str]
    """Of what it says more or less, where that has words of its own: time, speed, safety."""


_VERB = regex(r"[a-zäöü]\w*(?:en|t)(?:[.,;:!?]|$)")
"""The verb that a German clause ends with."""


def comparison(pair: Pair) -> Comparison | None:
    """What became of the one comparison of a text; None where there is none, or more, or nothing to hold on to."""
    sides = _sides(pair)
    if sides is None:
        return None
    ours, theirs = sides
    mine, other = things(pair)
    after = following(pair.source, ours.pivot, mine, _AFTER, _SIGNS)
    pointed = following(pair.target, theirs.pivot, other, _AFTER, _SIGNS)
    if (
        pointed
        and pair.target.tables.compounds
        and _VERB.match(pair.target.prose.plain, other[pointed][0])
    ):
        return None  # “häufiger als sonst kontrollieren”
    lacking = _lacking_moved(pair, ours.pivot, theirs.pivot)
    if lacking or (pointed is None and after is None):
        if lacking is None:
            return None
        return Comparison(lacking, ours.up != theirs.up, ours.span, theirs.span, ((0, 0), (0, 0)))
    if (pointed is None and _owned(pair.source, ours.pivot, mine, after)) or (
        after is None and _owned(pair.target, theirs.pivot, other, pointed)
    ):
        return None
    if after == pointed:
        changed = False
    elif pointed is None and after is not None and _set_ahead(pair, mine[after], other[after]):
        return None
    elif (pointed is None or _across(mine, pointed, after, ours.pivot)) and (
        after is None or _across(other, after, pointed, theirs.pivot)
    ):
        changed = True
    else:
        return None
    if ours.kind != theirs.kind:
        # “Took longer with A than with B” is “was faster with B”: only that the sides were changed is known.
        return Comparison(True, True, ours.span, theirs.span, ((0, 0), (0, 0))) if changed else None
    key = pointed or after or ""
    return Comparison(
        changed, ours.up != theirs.up, ours.span, theirs.span, (mine[key], other[key])
    )


def _lacking_moved(pair: Pair, ours: Mark, theirs: Mark) -> bool | None:
    """“Rarer with it than without” as “more frequent without it than with”: is what lacks it on the other side of the pivot?

    None where a text has no *without*, or more than one.
    """
    sides: list[bool] = []
    for reading, pivot in ((pair.source, ours), (pair.target, theirs)):
        lacking = [
            mark
            for mark in reading.marks.get("negation", ())
            if reading.words[mark.first] in WITHOUT
        ]
        if len(lacking) != 1:
            return None
        sides.append(lacking[0].first < pivot.first)
    return sides[0] != sides[1]


def _set_ahead(pair: Pair, here: Span, there: Span) -> bool:
    """“A is cheaper than B in all regions” as “dans toutes les régions, A …”: says a thing where both are compared?"""
    text, other = pair.source.prose.plain, pair.target.prose.plain
    comma = other.find(",", there[1])
    return (
        _LEADING.match(other) is not None
        and comma > 0
        and "," not in other[: there[0]]
        and _PLACED.search(text, max(0, here[0] - _PHRASE), here[0]) is not None
    )


_PLACED = regex(r"\s(?:in|at|during|across|among|within|over|for)\s[^,;]*$")
_PHRASE = 24
"""Characters of a phrase like “in all the rural regions”, up to what it names."""


def _owned(reading: Reading, pivot: Mark, things: Mapping[str, Span], thing: str | None) -> bool:
    """Does a thing only say of what the one behind a pivot is: “than perpetrators of violence”?"""
    return thing is not None and bool(
        _OF.fullmatch(reading.prose.plain, pivot.end, things[thing][0])
    )


_OF = regex(
    r"\s(?!th[aeo]|dies|den|dem|die|jen|ce|aqu|quel|pour|dans|chez|avec|para|entre|unter|nach|from|with|after|before|durante|sobre|dopo)"
    r"\w{5,}\s(?:of|de|du|des|di|del\w*|dei|degli|d[oa]s?|von|vom|der)\s(?:\w+\s)?|\s\w{5,}\s(?:d'|dell')",
    re.IGNORECASE,
)


def taken_up(pair: Pair, marks: Sequence[Mark]) -> bool:
    """“It is lower than with a CT” as “with a CT it is higher”: does the other of the two lead in a target that names no first?"""
    ours = _side(pair.source) if "scope" in pair.source.marks else None
    if (
        ours is None
        or pivots(pair.target, "than")
        or _LEADING.match(pair.target.prose.plain) is None
    ):
        return False
    mine, other = things(pair)
    after = following(pair.source, ours.pivot, mine, _AFTER, _SIGNS)
    if after is None or mine[after][0] < ours.pivot.start:
        return False
    leads = pair.target.prose.plain.count(" ", 0, other[after][0]) < _AFTER
    return leads and all(mark.start > other[after][1] for mark in marks)


_LEADING = regex(
    r"(?:bei|mit|unter|nach|in|im|con|en|tras|con|avec|chez|sous|après|dans|com|em|no|na|nos|nas|sob|após|nel\w*|negli|nei|dopo|sotto)\b",
    re.IGNORECASE,
)


def belied(pair: Pair) -> tuple[tuple[Quantity, Quantity], tuple[Quantity, Quantity]] | None:
    """Two amounts that belie a comparison which those of the source bear out: “less often with A (12 %) than with B (4 %)”.

    The first of two that are compared has the first of the two amounts, or of the amounts behind them.
    """
    if len(pair.alignment.pairs) < _TWO or not weighed(pair.source) or not weighed(pair.target):
        return None
    amounts = [
        (a, b)
        for a, b in pair.alignment.pairs
        if a.unit == b.unit and a.level == b.level == REQUIRED
    ]
    units = Counter(a.unit for a, _ in amounts)
    known = [(a, b) for a, b in amounts if units[a.unit] == _TWO and a.unit]
    if len(known) != _TWO or any(
        sum(q.unit == known[0][0].unit for q in reading.quantities) != _TWO
        for reading in (pair.source, pair.target)
    ):
        return None
    sides = _sides(pair)
    if sides is None or sides[0].kind != sides[1].kind:
        return None
    ours, theirs = sides
    one, two = known
    mine = _borne_out(ours, *sorted((one[0], two[0]), key=lambda q: q.start))
    other = _borne_out(theirs, *sorted((one[1], two[1]), key=lambda q: q.start))
    return (one, two) if mine and other is False else None


def weighed(reading: Reading) -> bool:
    """May a text compare anything?"""
    marks = reading.marks.get("scope")
    return marks is not None and not _PIVOTS.isdisjoint([mark.value for mark in marks])


def _borne_out(side: _Side, first: Quantity, second: Quantity) -> bool | None:
    """Do two amounts say what a comparison does? None where it cannot be told which of them is of what."""
    if side.pivot.first <= 1 or second.start < side.pivot.start or first.value == second.value:
        return None
    return (first.value > second.value) is side.up


def _sides(pair: Pair) -> tuple[_Side, _Side] | None:
    """The one comparison of either text, where as much is denied in both."""
    ours = _side(pair.source)
    theirs = None if ours is None else _side(pair.target)
    if ours is None or theirs is None or _denies(pair.source) != _denies(pair.target):
        return None
    return ours, theirs


def _side(reading: Reading) -> _Side | None:
    """The pivot of a text and what it compares; None where it is not just one. Most texts have nothing that could be a pivot."""
    marks = [mark for mark in reading.marks["scope"] if mark.value in _PIVOTS]
    if not marks:
        return None
    plain = reading.prose.plain
    limits: list[Span] | None = None
    words: list[tuple[int, bool]] | None = None
    found: list[_Side] = list(_multiples(reading))
    conditions = reading.marks.get("concept.condition", ())
    for mark in marks:
        if mark.value == "equal":
            continue
        sure = mark.value == "than"
        bracketed = plain.count("(", 0, mark.start) > plain.count(")", 0, mark.start)
        first = reading.words[mark.first]
        if bracketed or first in _VERSUS:
            continue
        if limits is None:
            limits = list(_limits(reading))
        if _inside(mark.start, limits):
            continue
        if any(known.start <= mark.start < known.end for known in conditions):
            continue  # “mesmo que”
        if words is None:
            words = signed(reading, limits)
        reach = _CLOSE if not sure and first.startswith("d") else _COMPARED
        leads = mark.first <= 1  # “compared with placebo, fewer …”
        near = [
            (at, up)
            for at, up in words
            if 0 < (at - mark.last if leads else mark.first - at) <= reach
        ]
        if not near:
            continue
        at, up = near[0 if leads else -1]
        if not sure and any(
            other != up and CLAUSE.search(plain, reading.places[i].end, reading.places[at].start)
            for i, other in near
            if i < at
        ):
            return None  # “A häufiger, B dagegen seltener als unter C”: which of the two it is cannot be told
        place = reading.places[at]
        between = plain[mark.end : place.start] if leads else plain[place.end : mark.start]
        if not any(sign in between for sign in ".;:!?"):
            found.append(_Side(mark, up, (place.start, place.end), _kind(reading, at)))
    return found[0] if len(found) == 1 else None


_PIVOTS = frozenset(("than", "than?", "equal"))
"""What may be a pivot, or stand before one: “as … as”."""


def _kind(reading: Reading, at: int) -> frozenset[str]:
    return frozenset(
        name
        for name in _KINDS
        for mark in reading.marks.get(f"concept.{name}", ())
        if at <= mark.first <= at + 1 and mark.value != "better"
    )


_KINDS = ("age", "length", "outcome", "safety", "speed", "timing")
"""What is worse may be more of something: “worse at rest than” as “stronger at rest than”."""


def _limits(reading: Reading) -> Iterator[Span]:
    """The words that bound a number: “less than six”."""
    for mark in reading.marks.get("comparator", ()):
        if any(
            0 <= q.start - mark.end <= (_BOUND if q.level != LOOSE or q.unit else 1)
            and q.form is not Form.CODE
            for q in reading.quantities
        ):
            yield mark.start, mark.end
    for mark in reading.marks.get("comparator_after", ()):
        yield mark.start, mark.end


def _multiples(reading: Reading) -> Iterator[_Side]:
    """“Twice as common as”: no *than*, and *more* all the same."""
    words = reading.words
    known = {mark.last: mark for mark in reading.marks.get("concept.multiple", ())}
    for one in reading.marks["scope"]:
        before = one.first - 1
        if one.value != "equal" or before < 0:
            continue
        multiple = known.get(before)
        if multiple is None and words[before] != "times" and not words[before].endswith("mal"):
            continue
        for index in range(one.last + 1, min(one.last + _EQUAL, len(words))):
            if words[index] in _AS:
                place = reading.places[index]
                pivot = Mark("scope", "than", place.start, place.end, index, index)
                start = reading.places[before].start if multiple is None else multiple.start
                up = multiple is None or multiple.value != "half"
                yield _Side(pivot, up, (start, one.end), frozenset())
                return


def signed(reading: Reading, limits: Sequence[Span]) -> list[tuple[int, bool]]:
    """Index of a word that says *more* or *less* -> whether it is *more*."""
    locale = reading.tables.locale
    places = reading.places
    found: list[tuple[int, bool]] = []
    taken = -1
    for index, word in enumerate(reading.words):
        if index <= taken:
            continue
        pair = f"{word} {reading.words[index + 1]}" if index + 1 < len(places) else ""
        value = value_of(pair, locale) if pair else ""
        if value:
            taken = index + 1
        else:
            value = value_of(word, locale)
        if value in ("up", "down") and not _inside(places[index].start, limits):
            found.append((index, value == "up"))
    return found


@lru_cache(maxsize=65_536)
def value_of(phrase: str, locale: str) -> str:
    """What a word or two says of a comparison: `up`, `down`, `none`; empty for any other."""
    if value := tables(locale).comparison.get(phrase):
        return value
    stems = _stems(locale).of(phrase)
    return stems[-1] if stems else ""


@lru_cache(maxsize=64)
def _stems(locale: str) -> Stems[str]:
    """What the beginnings of words and phrases say of a comparison."""
    stems = Stems[str]()
    for phrase, value in tables(locale).comparison.items():
        if phrase.endswith("*") and len(phrase) > _SHORT + 1:
            stems.add(phrase[:-1], value)
    return stems


def _inside(place: int, spans: Sequence[Span]) -> bool:
    return any(start <= place < end for start, end in spans)


_EQUAL_TO = regex(
    r"(?<!not )(?<!twice )(?<!half )(?<!times )\bas (?!early|far|few|good as|late|little|long|many|much|often|possible|recently|soon|well)"
    r"(\w{4,}) as (?!possible|needed|necessary|before|usual|ever|directed)",
    re.IGNORECASE,
)


def unequal(pair: Pair) -> tuple[Span, Span] | None:
    """“A is as harmful as B” that became “A is less harmful than B”: what says so in both."""
    marks = pair.target.marks.get("scope", ())
    pivots = [mark.first for mark in marks if mark.value in ("than", "than?")]
    if not pivots or any(mark.value == "equal" for mark in marks):
        return None
    found = _EQUAL_TO.search(pair.source.prose.plain)
    if found is None or _denies(pair.source) or _denies(pair.target):
        return None
    if "concept.sameness" in pair.target.marks:
        return None
    for at, _ in signed(pair.target, ()):
        if any(0 < pivot - at <= _CLOSE for pivot in pivots):
            place = pair.target.places[at]
            return found.span(), (place.start, place.end)
    return None
